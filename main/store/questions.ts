import type Database from 'better-sqlite3';
import type { Money } from '../core/money.ts';
import type { Payment } from '../core/payment-state.ts';
import { StorageError } from '../core/ports.ts';
import type { ChainRow } from './chain.ts';
import { parsed } from './stored-json.ts';

/**
 * Everything the journal is asked. Each question has a total order, so that two stores answer alike, and an index
 * that answers it: a million payments must not be heard at the counter.
 */
export interface Questions {
  payment(paymentRequestId: string): Payment | null;
  byPaymentId(paymentId: string): Payment | null;
  byRefund(refundRequestId: string): Payment | null;
  byOrder(orderId: string): Payment | null;
  attemptsOf(orderId: string, most: number): readonly Payment[];
  unfinished(): readonly Payment[];
  liveAttempt(orderId: string): Payment | null;
  paidAttempt(orderId: string): Payment | null;
  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null;
  codeUsed(fingerprint: string): boolean;
  lastSerial(): number;
  recentPaid(most: number): readonly Payment[];
  salesAfter(paymentRequestId: string, limit: number): readonly StoredSale[];
  /** Payments with a reversal, open or ended, whose ids are below `before` and not below `from`; newest id first. */
  reversedBefore(before: string, from: string, limit: number): readonly Payment[];
  /** The last two rows of the hash chain, newest first. */
  newestRows(): readonly HashedRow[];
  meta(key: string): string | null;
}

/** A payment as an audit wants it. */
export interface StoredSale {
  readonly paymentRequestId: string;
  readonly orderId: string;
  readonly phase: Payment['phase'];
  /** 1 while a late success of a closed payment is being asked for. */
  readonly doubt: 0 | 1;
  readonly amountMinor: number;
  readonly currency: string;
}

export type HashedRow = ChainRow & { readonly hash: Buffer };

interface StateRow {
  readonly payment_request_id: string;
  readonly revision: number;
  readonly state: string;
}

const state = 'select payment_request_id, revision, state from payments';
const newest = 'order by scanned_at_ms desc, payment_request_id desc limit 1';

export const questionTexts = {
  payment: `${state} where payment_request_id = ?`,
  byPaymentId: `${state} where payment_id = ? ${newest}`,
  byOrder: `${state} where order_id = ? ${newest}`,
  unfinished: `${state} where due_at_ms is not null order by scanned_at_ms, payment_request_id`,
  liveAttempt: `${state} where order_id = ? and live = 1 ${newest}`,
  paidAttempt: `${state} where order_id = ? and phase = 'paid' ${newest}`,
  unsettledOfAmount: `${state} where live = 1 and currency = ? and amount_minor = ? and order_id <> ? ${newest}`,
  byRefund: `${state}
    where payment_request_id = (select payment_request_id from refunds where refund_request_id = ?)`,
  attemptsOf: `${state} where order_id = ? order by scanned_at_ms desc, payment_request_id desc limit ?`,
  codeUsed: 'select 1 from payments where code_fingerprint = ?',
  lastSerial: `
    select serial from payments where payment_request_id =
      (select payment_request_id from journal where revision = 1 order by seq desc limit 1)`,
  // Backwards along the primary key, never far: where nothing is paid there is nothing to compare with.
  recentPaid: `
    ${state} where payment_request_id in
      (select payment_request_id from payments order by payment_request_id desc limit 500)
    and phase = 'paid' order by payment_request_id desc limit ?`,
  salesAfter: `
    select payment_request_id as paymentRequestId, order_id as orderId, phase,
      json_extract(state, '$.doubt') as doubt, amount_minor as amountMinor, currency
    from payments where payment_request_id > ? order by payment_request_id limit ?`,
  reversedBefore: `${state} where payment_request_id in (
      select distinct payment_request_id from reversals
      where payment_request_id < ? and payment_request_id >= ? order by payment_request_id desc limit ?)
    order by payment_request_id desc`,
  newestRows: 'select * from journal order by seq desc limit 2',
  meta: 'select value from meta where key = ?',
} as const satisfies Record<keyof Questions, string>;

export function prepareQuestions(db: Database.Database): Questions {
  const one = <Parameters extends unknown[]>(text: string): ((...asked: Parameters) => Payment | null) => {
    const question = db.prepare<Parameters, StateRow>(text);
    return (...asked) => {
      const row = question.get(...asked);
      return row === undefined ? null : paymentOf(row.payment_request_id, row.revision, row.state);
    };
  };
  const unsettled = one<[string, number, string]>(questionTexts.unsettledOfAmount);
  // After a long outage these are a hundred thousand: rows as arrays cost a third less than as objects.
  const unfinished = db.prepare<[], [string, number, string]>(questionTexts.unfinished).raw();
  const attempts = db.prepare<[string, number], StateRow>(questionTexts.attemptsOf);
  const codeUsed = db.prepare<[string], number>(questionTexts.codeUsed).pluck();
  const recentPaid = db.prepare<[number], StateRow>(questionTexts.recentPaid);
  const lastSerial = db.prepare<[], number>(questionTexts.lastSerial).pluck();
  const salesAfter = db.prepare<[string, number], StoredSale>(questionTexts.salesAfter);
  const reversedBefore = db
    .prepare<[string, string, number], [string, number, string]>(questionTexts.reversedBefore)
    .raw();
  const newestRows = db.prepare<[], HashedRow>(questionTexts.newestRows);
  const meta = db.prepare<[string], string>(questionTexts.meta).pluck();
  return {
    payment: one<[string]>(questionTexts.payment),
    byPaymentId: one<[string]>(questionTexts.byPaymentId),
    byRefund: one<[string]>(questionTexts.byRefund),
    byOrder: one<[string]>(questionTexts.byOrder),
    attemptsOf: (orderId, most) =>
      attempts.all(orderId, most).map((row) => paymentOf(row.payment_request_id, row.revision, row.state)),
    unfinished: () => unfinished.all().map(([id, revision, text]) => paymentOf(id, revision, text)),
    liveAttempt: one<[string]>(questionTexts.liveAttempt),
    paidAttempt: one<[string]>(questionTexts.paidAttempt),
    unsettledOfAmount: (amount, except) => unsettled(amount.currency, amount.minor, except),
    codeUsed: (fingerprint) => codeUsed.get(fingerprint) !== undefined,
    lastSerial: () => lastSerial.get() ?? 0,
    recentPaid: (most) => recentPaid.all(most).map((row) => paymentOf(row.payment_request_id, row.revision, row.state)),
    salesAfter: (id, limit) => salesAfter.all(id, limit),
    reversedBefore: (before, from, limit) =>
      reversedBefore.all(before, from, limit).map(([id, revision, text]) => paymentOf(id, revision, text)),
    newestRows: () => newestRows.all(),
    meta: (key) => meta.get(key) ?? null,
  };
}

/** SQLite keeps no checksums: a row that is not what we wrote is a damaged file, and nothing is concluded from it. */
export function paymentOf(id: string, revision: number, text: string): Payment {
  const payment = parsed(text) as Payment | null;
  if (payment?.paymentRequestId !== id || payment.revision !== revision)
    throw new StorageError(`the row of ${id} is damaged; nothing may be concluded from it`);
  return payment;
}
