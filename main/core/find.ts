import type { Refused } from './answers.ts';
import type { Payment } from './payment-state.ts';
import type { Underway } from './underway.ts';

/** By paymentRequestId, paymentId or order, for whatever a person asks. */
export function findPayment(
  underway: Underway,
  id: string,
): { readonly ok: true; readonly payment: Payment } | Refused<'not_found' | 'storage_failed'> {
  const found = underway.ask((journal) => journal.find(id) ?? 'not_found');
  return typeof found === 'string' ? { ok: false, reason: found } : { ok: true, payment: found };
}
