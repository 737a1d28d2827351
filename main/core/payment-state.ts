import type { OrderContent } from '../contract/order-views.ts';
import { invariant } from './invariant.ts';
import type { Money } from './money.ts';

/**
 * What is durable of one payment, and how the journal's rows add up to it. A payment is one attempt to charge one
 * order: the attempt, its reversal and its refunds are one aggregate, written in one commit.
 */

/**
 * - `paying`, `inquiring`: the answer is open, nothing may be charged again
 * - `held`: the gateway reports a success with another amount or currency; a person must look
 * - `undecided`: an old success found after a restart; keep the sale or return the money
 * - `reversing`: the first cancel is on its way; `reversal_pending`: it stayed unclear, retries go on
 * - `paid`, `not_charged`, `reversed`: final
 */
export type Phase =
  | 'paying'
  | 'inquiring'
  | 'held'
  | 'undecided'
  | 'reversing'
  | 'reversal_pending'
  | 'paid'
  | 'not_charged'
  | 'reversed';

const finalPhases: readonly Phase[] = ['paid', 'not_charged', 'reversed'];

/** A person's word that a reversal is settled, although the gateway did not confirm it. */
export interface Closing {
  readonly by: string;
  readonly why: string;
  /** Alipay's case number, a line of the statement: what proves it. */
  readonly evidence: string;
  readonly atMs: number;
  /** The gateway confirmed it afterwards. */
  readonly confirmed: boolean;
}

/** A named person's answer to "keep the sale / return the money". */
export interface Decision {
  /** False: the money goes back. */
  readonly kept: boolean;
  readonly by: string;
  readonly why: string;
  readonly atMs: number;
}

/** The code of a payment whose reversal a person closed, and of a refund that was given up with it. */
export const closedCode = 'closed_by_person';

/** An open obligation to give the money back. A row of its own in the store, at most one open per payment. */
export interface Reversal {
  /** 1 for the first reversal of a payment, one more for each that late news opened. */
  readonly generation: number;
  readonly way: 'cancel' | 'refund';
  /** Opened by late news of a payment that was closed before; the order may have been charged anew since. */
  readonly late: boolean;
  /** Result code or own word that opened it; a row of an older version has none. */
  readonly cause?: string;
  readonly openedAtMs: number;
  /** The first series is over; alarm and back-off. */
  readonly seriesOver: boolean;
  /** Last wait of the back-off, 0 inside the series. */
  readonly backOffMs: number;
  /** Code of the cancel that was refused last, '' if none. */
  readonly refusedCode: string;
  readonly doneAtMs: number | null;
  /** Null unless a person closed it. */
  readonly closed: Closing | null;
}

export type RefundPhase = 'sending' | 'inquiring' | 'pending' | 'done' | 'refused';

/** One refund, a person's or the way a reversal takes once the cancel window is closed. */
export interface Refund {
  readonly refundRequestId: string;
  readonly amountMinor: number;
  readonly origin: 'person' | 'reversal';
  readonly why: string;
  /** Given by whoever asked for it: the same key again is this refund, also after a restart. */
  readonly key?: string;
  readonly phase: RefundPhase;
  readonly requestedAtMs: number;
  readonly sends: number;
  /** ORDER_NOT_EXIST answers of inquiryRefund in a row. */
  readonly absences: number;
  readonly seriesOver: boolean;
  readonly backOffMs: number;
  readonly refundId: string | null;
  readonly refundTime: string | null;
  readonly code: string;
}

/** Why a person must look; shown until it is settled. */
export type Alarm =
  | 'call_support'
  | 'top_up_balance'
  | 'cancel_refused'
  | 'amount_mismatch'
  | 'old_success'
  | 'late_success'
  | 'refund_refused'
  | 'wrong_payment_answered';

/** One attempt. Times are milliseconds since 1970 by the terminal's wall clock unless said otherwise. */
export interface Payment {
  readonly paymentRequestId: string;
  readonly orderId: string;
  readonly amount: Money;
  /** What was bought, where the shop says so; rows of older versions have none. Its lines add up to the amount. */
  readonly order?: OrderContent;
  readonly serial: number;
  /** First two and last four digits; the whole code is written nowhere. */
  readonly codeMask: string;
  readonly codeFingerprint: string;
  readonly phase: Phase;
  /** Number of journal rows of this payment; each step adds one. */
  readonly revision: number;
  readonly scannedAtMs: number;
  /** paymentExpiryTime, by the gateway's clock as far as it was known. */
  readonly expiresAtMs: number;
  /** End of the inquiry series. */
  readonly seriesEndsAtMs: number;
  readonly inquiries: number;
  readonly cancels: number;
  /** A signed answer once showed that the gateway knows this payment: ORDER_NOT_EXIST proves nothing any more. */
  readonly orderSeen: boolean;
  readonly paymentId: string | null;
  readonly paymentTime: string | null;
  /** Result code or own word that brought the last turn. */
  readonly code: string;
  /** Scan to the first state that frees the cashier, monotonic milliseconds; null until then. */
  readonly freedAfterMs: number | null;
  readonly alarm: Alarm | null;
  readonly reversal: Reversal | null;
  readonly refunds: readonly Refund[];
  /** A success was reported for a closed payment and is being asked for; survives a restart. */
  readonly doubt: boolean;
  /** Times at which a payment closed on ORDER_NOT_EXIST is asked for again, soonest first. */
  readonly askAgainAtMs: readonly number[];
  /** When this payment needs the terminal again; null = never. */
  readonly dueAtMs: number | null;
  /** The newest one of a person; absent until there is one. */
  readonly decision?: Decision;
}

/** What happened in a step, as the journal remembers it: the event's name, its facts, and the changed fields. */
export interface JournalEntry {
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export type PaymentChange = Partial<Payment>;

/** True while the order must not be charged again. Everything but paid, not charged and reversed. */
export function isLive(payment: Pick<Payment, 'phase'>): boolean {
  return !finalPhases.includes(payment.phase);
}

/** True while this attempt is the one its order is waiting for: at most one per order, whatever happens. */
export function holdsOrder(payment: Payment): boolean {
  return isLive(payment) && payment.reversal?.late !== true;
}

/** A payment with an open refund stays on the list of what a start must look at, and alarms after its series. */
export function keptDue(payment: Payment, wallMs: number): Payment {
  const open = payment.refunds.filter(isOpenRefund);
  if (open.length === 0) return payment;
  const alarm = payment.alarm ?? (open.some((refund) => refund.seriesOver) ? 'call_support' : null);
  return { ...payment, alarm, dueAtMs: payment.dueAtMs ?? Math.round(wallMs) };
}

/** True while no other attempt of this order may start: unsettled, or closed and in doubt. */
export function blocksOrder(payment: Payment): boolean {
  return isLive(payment) || payment.doubt;
}

/** The payment with the next revision if it differs from `before`, else `before` itself. */
export function revised(before: Payment | null, after: Payment): Payment {
  if (before === after || (before !== null && keysOf(after).every((key) => isSame(before[key], after[key]))))
    return before;
  return { ...after, revision: (before?.revision ?? 0) + 1 };
}

/** True only when it is certain that nothing was taken, or that it was given back. */
export function mayChargeAgain(payment: Payment): boolean {
  return (payment.phase === 'not_charged' || payment.phase === 'reversed') && !payment.doubt;
}

export function isOpenRefund(refund: Refund): boolean {
  return refund.phase !== 'done' && refund.phase !== 'refused';
}

/** True while a reversal must not be forgotten. */
export function hasOpenReversal(payment: Payment): boolean {
  return payment.reversal !== null && payment.reversal.doneAtMs === null;
}

/** Something is open for people too: not merely a later question about a payment that is closed. */
export function isUnsettled(payment: Payment): boolean {
  return blocksOrder(payment) || payment.refunds.some(isOpenRefund);
}

/** Minor units that refunds have returned or reserved. */
export function reservedMinor(payment: Payment): number {
  return payment.refunds
    .filter((refund) => refund.phase !== 'refused')
    .reduce((sum, refund) => sum + refund.amountMinor, 0);
}

/** The fields in which `after` differs from `before`; all of them when there is no before. */
export function changeOf(before: Payment | null, after: Payment): PaymentChange {
  if (before === null) return { ...after };
  const change: Record<string, unknown> = {};
  for (const key of keysOf(after)) if (!isSame(before[key], after[key])) change[key] = after[key];
  return change as PaymentChange;
}

function keysOf(payment: Payment): readonly (keyof Payment)[] {
  return Object.keys(payment) as (keyof Payment)[];
}

/** Rules rebuild what they do not change: money, a reversal and a list are compared by what is in them. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const areObjects = typeof one === 'object' && typeof other === 'object' && one !== null && other !== null;
  return areObjects && JSON.stringify(one) === JSON.stringify(other);
}

/** State = fold of the changes in the order of their revision. Null for a payment without rows. */
export function fold(changes: readonly PaymentChange[]): Payment | null {
  let state: Payment | null = null;
  for (const change of changes) {
    invariant(state !== null || change.revision === 1, 'the first change of a payment is its creation');
    state = { ...(state ?? {}), ...change } as Payment;
  }
  return state;
}
