import type Database from 'better-sqlite3';
import { invariant } from '../core/invariant.ts';
import type { Money } from '../core/money.ts';
import type { Payment } from '../core/payment-state.ts';
import type { StoredSale } from './journal.ts';

/** Everything the journal is asked, as prepared statements. Each has a total order: two stores answer alike. */
export interface Questions {
  payment(paymentRequestId: string): Payment | null;
  byPaymentId(paymentId: string): Payment | null;
  byOrder(orderId: string): Payment | null;
  unfinished(): readonly Payment[];
  liveAttempt(orderId: string): Payment | null;
  paidAttempt(orderId: string): Payment | null;
  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null;
  codeUsed(fingerprint: string): boolean;
  lastSerial(): number;
  salesAfter(paymentRequestId: string, limit: number): readonly StoredSale[];
  tail(): { seq: number; hash: Uint8Array } | null;
  meta(key: string): string | null;
}

interface StateRow {
  readonly payment_request_id: string;
  readonly revision: number;
  readonly state: string;
}

export function prepareQuestions(db: Database.Database): Questions {
  const state = 'select payment_request_id, revision, state from payments';
  const newest = 'order by scanned_at_ms desc, payment_request_id desc limit 1';
  const payment = db.prepare<[string], StateRow>(`${state} where payment_request_id = ?`);
  const byPaymentId = db.prepare<[string], StateRow>(`${state} where payment_id = ? ${newest}`);
  const byOrder = db.prepare<[string], StateRow>(`${state} where order_id = ? ${newest}`);
  const unfinished = db.prepare<[], StateRow>(
    `${state} where due_at_ms is not null order by scanned_at_ms, payment_request_id`,
  );
  const live = db.prepare<[string], StateRow>(`${state} where order_id = ? and live = 1 ${newest}`);
  const paid = db.prepare<[string], StateRow>(`${state} where order_id = ? and phase = 'paid' ${newest}`);
  const unsettled = db.prepare<[string, number, string], StateRow>(
    `${state} where live = 1 and currency = ? and amount_minor = ? and order_id <> ? ${newest}`,
  );
  const codeUsed = db.prepare<[string], number>('select 1 from payments where code_fingerprint = ?').pluck();
  const serial = db
    .prepare<[], number>(
      `select serial from payments where payment_request_id =
         (select payment_request_id from journal where revision = 1 order by seq desc limit 1)`,
    )
    .pluck();
  const sales = db.prepare<[string, number], StoredSale>(
    `select payment_request_id as paymentRequestId, order_id as orderId, phase,
       json_extract(state, '$.doubt') as doubt, amount_minor as amountMinor, currency
     from payments where payment_request_id > ? order by payment_request_id limit ?`,
  );
  const tail = db.prepare<[], { seq: number; hash: Uint8Array }>(
    'select seq, hash from journal order by seq desc limit 1',
  );
  const meta = db.prepare<[string], string>('select value from meta where key = ?').pluck();
  return {
    payment: (id) => read(payment.get(id)),
    byPaymentId: (id) => read(byPaymentId.get(id)),
    byOrder: (id) => read(byOrder.get(id)),
    unfinished: () => unfinished.all().map(readRow),
    liveAttempt: (orderId) => read(live.get(orderId)),
    paidAttempt: (orderId) => read(paid.get(orderId)),
    unsettledOfAmount: (amount, except) => read(unsettled.get(amount.currency, amount.minor, except)),
    codeUsed: (fingerprint) => codeUsed.get(fingerprint) !== undefined,
    lastSerial: () => serial.get() ?? 0,
    salesAfter: (id, limit) => sales.all(id, limit),
    tail: () => tail.get() ?? null,
    meta: (key) => meta.get(key) ?? null,
  };
}

function read(row: StateRow | undefined): Payment | null {
  return row === undefined ? null : readRow(row);
}

/** A row whose state contradicts its own columns was not written by us. */
function readRow(row: StateRow): Payment {
  const payment = JSON.parse(row.state) as Payment;
  const fits = payment.paymentRequestId === row.payment_request_id && payment.revision === row.revision;
  invariant(fits, `the row of ${row.payment_request_id} holds another payment's state`);
  return payment;
}
