import type Database from 'better-sqlite3';
import { invariant } from '../core/invariant.ts';
import { blocksOrder, holdsOrder, type Payment } from '../core/payment-state.ts';
import type { ArchivedReversal, Archives } from './archives.ts';

/**
 * The fold of the journal as rows: the payment, its reversals and its refunds. Written inside a commit only. A step on
 * an archived payment brings its rows back; its journal rows stay in the archive.
 */
export class PaymentRows {
  readonly #archives: Pick<Archives, 'reversalsOf'>;
  readonly #insert: Database.Statement;
  readonly #update: Database.Statement;
  readonly #reversal: Database.Statement;
  readonly #refund: Database.Statement;

  constructor(db: Database.Database, archives: Pick<Archives, 'reversalsOf'>) {
    this.#archives = archives;
    this.#insert = db.prepare(`
      insert into payments (payment_request_id, order_id, payment_id, amount_minor, currency, phase, live, holds_order,
        code_fingerprint, serial, scanned_at_ms, due_at_ms, revision, state)
      values (@id, @orderId, @paymentId, @amountMinor, @currency, @phase, @live, @holdsOrder,
        @codeFingerprint, @serial, @scannedAtMs, @dueAtMs, @revision, @state)`);
    this.#update = db.prepare(`
      update payments set payment_id = @paymentId, phase = @phase, live = @live, holds_order = @holdsOrder,
        due_at_ms = @dueAtMs, revision = @revision, state = @state
      where payment_request_id = @id and revision = @revision - 1`);
    this.#reversal = db.prepare(`
      insert into reversals (payment_request_id, generation, way, opened_at_ms, done_at_ms)
      values (@id, @generation, @way, @openedAtMs, @doneAtMs)
      on conflict (payment_request_id, generation) do update set way = excluded.way, done_at_ms = excluded.done_at_ms`);
    this.#refund = db.prepare(`
      insert into refunds (refund_request_id, payment_request_id, amount_minor, origin, phase, requested_at_ms)
      values (@refundRequestId, @id, @amountMinor, @origin, @phase, @requestedAtMs)
      on conflict (refund_request_id) do update set phase = excluded.phase`);
  }

  /** Compare and set: stops when somebody else has written this payment meanwhile. */
  write(before: Payment | null, after: Payment): void {
    const row = rowOf(after);
    const isHere = before !== null && this.#update.run(row).changes === 1;
    if (!isHere) {
      const reversals = before === null ? [] : this.#archivedReversals(before);
      this.#insert.run(row);
      for (const reversal of reversals) this.#reversal.run({ id: row.id, ...reversal });
    }
    // What has just come back is written whole.
    const known = isHere ? before : null;
    if (after.reversal !== null && after.reversal !== known?.reversal) {
      const { generation, way, openedAtMs, doneAtMs } = after.reversal;
      this.#reversal.run({ id: row.id, generation, way, openedAtMs, doneAtMs });
    }
    for (const refund of after.refunds) {
      if (known?.refunds.includes(refund)) continue;
      const { refundRequestId, amountMinor, origin, phase, requestedAtMs } = refund;
      this.#refund.run({ refundRequestId, id: row.id, amountMinor, origin, phase, requestedAtMs });
    }
  }

  /** The state remembers the newest reversal alone; the rows of all lie where the payment was. */
  #archivedReversals({ paymentRequestId, revision }: Payment): readonly ArchivedReversal[] {
    const found = this.#archives.reversalsOf(paymentRequestId, revision);
    invariant(found !== null, `${paymentRequestId} was changed by another hand`);
    return found;
  }
}

/** The columns of a payment; the verifier recomputes them from the fold. */
export function rowOf(payment: Payment) {
  return {
    id: payment.paymentRequestId,
    orderId: payment.orderId,
    paymentId: payment.paymentId,
    amountMinor: payment.amount.minor,
    currency: payment.amount.currency,
    phase: payment.phase,
    // Neither paid, nor surely not charged, nor given back: a closed payment that is doubted counts too.
    live: Number(blocksOrder(payment)),
    holdsOrder: Number(holdsOrder(payment)),
    codeFingerprint: payment.codeFingerprint,
    serial: payment.serial,
    scannedAtMs: payment.scannedAtMs,
    dueAtMs: payment.dueAtMs,
    revision: payment.revision,
    state: JSON.stringify(payment),
  };
}
