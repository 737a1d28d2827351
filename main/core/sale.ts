import { emptyOrder, linesMinor, type OrderContent } from '../contract/order-views.ts';
import type { Limits } from './limits.ts';
import { type AmountRefusal, checkAmount, type Money } from './money.ts';
import { isLive, type Payment } from './payment-state.ts';
import type { Journal } from './ports.ts';
import type { Distrust } from './trust.ts';
import type { ConfirmReason } from './unusual-amount.ts';

/**
 * The sale at the counter: what may still change before a code is accepted, and when the counter may turn to the
 * next customer. Money is the payment's matter; here is only what the cashier is doing.
 */

/** What the last scan or request at the counter was answered; numbered, so that two equal answers are told apart. */
export interface CounterAnswer {
  /** Why it was refused, or `receipt_opened`; null = it was accepted. */
  readonly reason: string | null;
  /** The number of a paper or bill that was scanned, and the payment that has it, if any has. */
  readonly asked: { readonly id: string; readonly looked: string | null } | null;
  readonly number: number;
}

export type AtCounter = { readonly answer: CounterAnswer | null } & (
  | { readonly state: 'idle' }
  | { readonly state: 'ready'; readonly orderId: string; readonly amount: Money; readonly order: OrderContent | null }
  | {
      readonly state: 'payment';
      readonly orderId: string;
      readonly amount: Money;
      readonly order: OrderContent | null;
      readonly paymentRequestId: string;
    }
);

export type SaleRefusal =
  | 'sale_running'
  | 'storage_failed'
  | 'archive_unavailable'
  | 'disk_nearly_full'
  | 'journal_lost'
  | 'closing'
  | 'order_live'
  | 'order_paid'
  | 'bad_order_id'
  | 'lines_do_not_add_up'
  | 'same_amount_unsettled'
  | 'entry_changed'
  | 'counter_in_use'
  | ConfirmReason
  | Distrust
  | AmountRefusal;

export interface SaleAsked {
  /** 1 to 64 of `A–Z a–z 0–9 _ -` and the like; null = the terminal makes one. */
  readonly orderId: string | null;
  readonly amount: Money;
  /** What is bought. Its lines, where there are any, add up to the amount. */
  readonly order?: OrderContent;
  /** The cashier has said that the unsettled payment of the same amount belongs to somebody else. */
  readonly differentCustomer: boolean;
  /** A person has confirmed this amount. */
  readonly confirmed?: boolean;
  /** False: a screen asks for it that has not seen what is being entered; absent: no screen asks. */
  readonly sellsEntry?: boolean;
  /** Asked for by nobody's screen, such as by a command line: it takes no cashier's order away, and leaves none. */
  readonly beside?: boolean;
}

/** An order's id as it travels to the gateway. */
export function isOrderId(text: string): boolean {
  return /^[\x21-\x7e]{1,64}$/.test(text);
}

/** Why this sale may not start, or null. Asks the journal; may throw its StorageError. */
export function refuseSale(
  asked: SaleAsked,
  counted: Payment | null,
  journal: Journal,
  limits: Limits,
): SaleRefusal | null {
  if (counted !== null && !freesCounter(counted)) return 'sale_running';
  const amount = checkAmount(asked.amount, limits.amountMinor);
  if (!amount.ok) return amount.reason;
  const { lines } = asked.order ?? emptyOrder;
  if (lines.length > 0 && linesMinor(lines) !== asked.amount.minor) return 'lines_do_not_add_up';
  const { orderId } = asked;
  if (orderId !== null) {
    if (!isOrderId(orderId)) return 'bad_order_id';
    if (journal.liveAttempt(orderId) !== null) return 'order_live';
    if (journal.paidAttempt(orderId) !== null) return 'order_paid';
  }
  const sameAmount = journal.unsettledOfAmount(asked.amount, orderId ?? '');
  return sameAmount !== null && !asked.differentCustomer ? 'same_amount_unsettled' : null;
}

/** The cashier may turn to the next customer: settled, or in the hands of the reversal queue or of a person. */
export function freesCounter(payment: Pick<Payment, 'phase'>): boolean {
  return (
    !isLive(payment) ||
    payment.phase === 'reversal_pending' ||
    payment.phase === 'held' ||
    payment.phase === 'undecided'
  );
}
