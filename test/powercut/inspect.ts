import { existsSync } from 'node:fs';
import { hasOpenReversal, isUnsettled, type Payment } from '../../main/core/payment-state.ts';
import { StorageError } from '../../main/core/ports.ts';
import type { Terminal } from '../../main/core/terminal.ts';
import { JournalUnavailable } from '../../main/store/database.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { Draws } from '../sim/draws.ts';
import { verdictOf } from '../store/tables.ts';
import { manualClock } from '../support/manual-clock.ts';
import type { Promised } from './promised.ts';
import { silentTerminal } from './silent-terminal.ts';

/**
 * Starts the product on a profile's folder as a power cut or a kill left it, and says what is missing of what it had
 * promised. Looks through the product's own eyes: its journal, its terminal, its verification.
 */

/** After every workload's last moment. */
const nowMs = Date.UTC(2026, 11, 24);

/** More than any workload sells for, and no order's. */
const amount = { minor: 4_999_999, currency: 'CNY' };

/** Each broken promise as one sentence; empty when all is well. The folder is used up by it. */
export function inspect(path: string, promised: Promised): readonly string[] {
  if (promised.opened && !existsSync(path)) return ['the journal is gone'];
  const clock = manualClock(nowMs);
  const chance = new Draws(1, 'inspection');
  let journal: SqliteJournal;
  try {
    journal = new SqliteJournal(path, clock, chance);
  } catch (error) {
    if (!(error instanceof JournalUnavailable)) throw error;
    return [`the journal does not open: ${error.reason}: ${error.message}`];
  }
  try {
    const lost = [...missing(journal, promised)];
    const sends = (): void => {};
    const terminal = silentTerminal({ clock, chance, journal, sends });
    lost.push(...refused(terminal, journal));
    terminal.close();
    lost.push(...verdictOf(journal).problems);
    return lost;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return [`the journal cannot be used: ${error.message}`];
  } finally {
    journal.close();
  }
}

/** What was promised and is not there. */
function* missing(journal: SqliteJournal, promised: Promised): Generator<string> {
  const found = new Map<string, Payment>();
  const waiting = new Set(journal.unfinished().map((payment) => payment.paymentRequestId));
  for (const { id, revision, reversing } of promised.commits()) {
    const payment = journal.payment(id);
    if (payment === null || payment.revision < revision) {
      yield `commit ${revision} of ${id} is lost: the journal has ${payment?.revision ?? 0}`;
      continue;
    }
    found.set(id, payment);
    const isOpen = payment.revision === revision ? reversing : hasOpenReversal(payment);
    if (isOpen && !waiting.has(id)) yield `the open reversal of ${id} is not among what is unfinished`;
  }
  const refunds = new Set([...found.values()].flatMap((payment) => payment.refunds.map((one) => one.refundRequestId)));
  for (const { api, id } of promised.sent()) {
    const rests = api === 'refund' || api === 'inquiryRefund' ? refunds.has(id) : journal.payment(id) !== null;
    if (!rests) yield `${api} was sent for ${id}, of which the journal knows nothing`;
    if (api === 'cancel' && rests && journal.payment(id)?.reversal == null)
      yield `cancel was sent for ${id}, which has no reversal`;
  }
}

/** What the product refuses although nothing is wrong: to start, to go on with what is open, to sell. */
function* refused(terminal: Terminal, journal: SqliteJournal): Generator<string> {
  const unsettled = journal.unfinished().filter(isUnsettled);
  terminal.start();
  const takenUp = new Set(terminal.openViews().map((payment) => payment.paymentRequestId));
  for (const { paymentRequestId: id } of unsettled) {
    const now = journal.payment(id);
    if (!takenUp.has(id) && (now === null || isUnsettled(now))) yield `${id} is not taken up`;
  }
  const { salesStopped } = terminal.view();
  if (salesStopped !== null) yield `sales are stopped: ${salesStopped}`;
  const sale = terminal.startSale({ orderId: null, amount, differentCustomer: false });
  if (!sale.ok) {
    yield `a sale is refused: ${sale.reason}`;
    return;
  }
  const scanned = terminal.scan({ text: '289999999999999999', source: 'simulated' });
  if (!scanned.ok) yield `a scan is refused: ${scanned.reason}`;
  else if (journal.payment(scanned.paymentRequestId) === null) yield 'a new sale is not in the journal';
}
