import type { Payment } from '../core/payment-state.ts';
import type { Archives } from './archives.ts';
import type { Questions } from './questions.ts';

/** The attempts of one order, wherever they lie. It asks the journal and its archives, and changes nothing. */

/** Newest first. Throws ArchiveUnavailable: an archive that is away may hold another one. */
export function attemptsOf(journal: Questions, archives: Archives, orderId: string, most: number): readonly Payment[] {
  archives.hasRegained();
  // What an archive says of one that came back is outdated.
  const archived = archives
    .lists((questions) => questions.attemptsOf(orderId, most))
    .filter(({ paymentRequestId }) => journal.payment(paymentRequestId) === null);
  const attempts = [...archived, ...journal.attemptsOf(orderId, most)];
  return attempts.toSorted(byScan).toReversed().slice(0, most);
}

/** The order of all questions for the newest. */
export function byScan(a: Payment, b: Payment): number {
  return a.scannedAtMs - b.scannedAtMs || (a.paymentRequestId < b.paymentRequestId ? -1 : 1);
}
