import type {
  OrderStanding,
  PaymentVerdict,
  StrangerVerdict,
  TruthBasis,
  TruthVerdict,
} from '../contract/truth-desk.ts';
import { never } from './invariant.ts';
import { inquirySaid, type Said } from './journal-loss.ts';
import { blocksOrder, isOpenRefund, mayChargeAgain, type Payment } from './payment-state.ts';
import type { InquiryVerdict, Outcome } from './ports.ts';
import type { PaymentEvent } from './step.ts';

/**
 * What is so with a payment, for whoever asks at the truth desk: a pure function of its durable state and of the newest
 * signed answer. It moves nothing. Where the answer contradicts the journal it says so and promises nothing; what the
 * payment's own rules make of that answer is not its matter.
 */

/** The newest answer of the gateway to what was asked; `atMs`: wall clock, milliseconds. */
export type Heard =
  | { readonly to: 'inquiry'; readonly outcome: Outcome<InquiryVerdict>; readonly atMs: number }
  | { readonly to: 'another_call'; readonly outcome: Outcome<string>; readonly atMs: number };

/** The event as an answer; null for every other event. */
export function heardOf(event: PaymentEvent, atMs: number): Heard | null {
  if (event.kind === 'inquiry_answered') return { to: 'inquiry', outcome: event.outcome, atMs };
  return 'outcome' in event ? { to: 'another_call', outcome: event.outcome, atMs } : null;
}

/** What an answer is worth here: an inquiry tells of the payment itself, and nothing unsigned replaces what is signed. */
function worth({ to, outcome }: Heard): number {
  if (!isClear(outcome)) return outcome.signed ? 1 : 0;
  return to === 'inquiry' ? 3 : 2;
}

/** Which of two answers counts; the later one where both are worth the same. */
export function newerHeard(before: Heard | null, after: Heard): Heard {
  return before !== null && worth(before) > worth(after) ? before : after;
}

/** Signed, and about what was asked: everything else leaves us with what the journal knows. */
function isClear({ signed, verdict }: Outcome<string>): boolean {
  return signed && verdict !== 'unknown';
}

/** What Alipay has signed about the payment itself since it was asked, or null. */
function saidOf(heard: Heard | null): InquiryVerdict | null {
  return heard?.to === 'inquiry' && isClear(heard.outcome) ? heard.outcome.verdict : null;
}

export function basisOf(asking: boolean, heard: Heard | null): TruthBasis {
  if (heard !== null && isClear(heard.outcome)) return 'answered';
  return asking ? 'asking' : 'record';
}

export function paymentVerdictOf(payment: Payment, heard: Heard | null): PaymentVerdict {
  if (payment.doubt) return 'late_success';
  switch (payment.phase) {
    case 'paying':
      return 'checking';
    case 'inquiring':
      return payment.code === 'PAYMENT_IN_PROCESS' ? 'waiting' : 'checking';
    case 'held':
    case 'undecided':
      return payment.phase;
    case 'reversing':
    case 'reversal_pending':
      return returningVerdict(payment, payment.phase);
    case 'paid':
      return paidVerdict(payment, heard);
    case 'not_charged':
      return closedVerdict(heard, 'not_charged');
    case 'reversed':
      return closedVerdict(heard, reversedVerdict(payment));
    default:
      return never(payment.phase);
  }
}

function returningVerdict({ reversal }: Payment, phase: 'reversing' | 'reversal_pending'): PaymentVerdict {
  if (reversal?.late === true) return 'returning_late';
  return reversal?.way === 'refund' ? 'returning_by_refund' : phase;
}

function paidVerdict(payment: Payment, heard: Heard | null): PaymentVerdict {
  const said = saidOf(heard);
  if (said !== null && said !== 'success') return 'paid_contradicted';
  const done = minorOf(payment, ({ phase }) => phase === 'done');
  const open = minorOf(payment, isOpenRefund);
  // What is under way may have arrived already.
  if (said === 'success' && (heard?.outcome.returnedMinor ?? 0) > done + open) return 'refunded_elsewhere';
  if (open > 0) return 'refund_pending';
  if (done === 0) return 'paid';
  return done < payment.amount.minor ? 'partly_refunded' : 'refunded';
}

function minorOf({ refunds }: Payment, isOne: (refund: Payment['refunds'][number]) => boolean): number {
  return refunds.filter(isOne).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function reversedVerdict({ reversal, code }: Payment): PaymentVerdict {
  if (reversal?.closed != null && !reversal.closed.confirmed) return 'closed_by_person';
  if (code === 'order_never_existed') return 'never_arrived';
  return reversal?.way === 'refund' ? 'returned' : 'reversed';
}

/** A success puts a closed payment in doubt, unless all of it went back: then it was charged once, whatever we knew. */
function closedVerdict(heard: Heard | null, known: PaymentVerdict): PaymentVerdict {
  switch (saidOf(heard)) {
    case 'processing':
    case 'mismatch':
      return 'closed_contradicted';
    case 'success':
    case 'cancelled':
      return known === 'not_charged' || known === 'never_arrived' ? 'reversed' : known;
    default:
      return known;
  }
}

const strangers: Readonly<Record<InquiryVerdict, StrangerVerdict>> = {
  success: 'stranger_paid',
  failed: 'stranger_not_charged',
  cancelled: 'stranger_returned',
  processing: 'stranger_processing',
  mismatch: 'stranger_other_amount',
  not_exist: 'stranger_unknown',
  unknown: 'stranger_silent',
};

/** Of a number the journal does not know. `amountMinor` as the number says. */
export function strangerVerdictOf(heard: Heard | null, amountMinor: number): StrangerVerdict {
  const said = saidOf(heard);
  if (said === null) return 'stranger_silent';
  const isBack = said === 'success' && (heard?.outcome.returnedMinor ?? 0) >= amountMinor;
  return isBack ? 'stranger_returned' : strangers[said];
}

/** Without a journal: what a signed answer says of the money, or null. */
export function unwrittenSaid(heard: Heard | null): Said | null {
  const said = saidOf(heard);
  return said === null ? null : inquirySaid(said);
}

/** `attempts` = all of the order, or null where they cannot all be read. */
export function orderStandingOf(payment: Payment, attempts: readonly Payment[] | null): OrderStanding {
  if (attempts === null) return 'unread';
  const others = attempts.filter(({ paymentRequestId }) => paymentRequestId !== payment.paymentRequestId);
  const paidOthers = others.filter(({ phase }) => phase === 'paid').length;
  if (paidOthers + Number(payment.phase === 'paid') > 1) return 'paid_twice';
  if (others.some(blocksOrder)) return 'other_open';
  if (paidOthers > 0) return 'other_paid';
  if (others.length === 0) return 'alone';
  return payment.phase === 'paid' || blocksOrder(payment) ? 'alone' : 'none_paid';
}

const chargeable: ReadonlySet<TruthVerdict> = new Set<TruthVerdict>([
  'not_charged',
  'reversed',
  'returned',
  'never_arrived',
  'closed_by_person',
]);

/** True only where payment, newest answer and the order's other attempts all leave nothing open or paid. */
export function mayChargeNow(payment: Payment, verdict: TruthVerdict, standing: OrderStanding): boolean {
  const isFree = standing === 'alone' || standing === 'none_paid';
  return mayChargeAgain(payment) && chargeable.has(verdict) && isFree;
}

/** When what the journal knows of it last moved, as far as the payment itself tells; wall clock, milliseconds. */
export function recordMovedAtMs({ scannedAtMs, freedAfterMs, reversal, refunds }: Payment): number {
  return Math.max(
    scannedAtMs + (freedAfterMs ?? 0),
    reversal?.openedAtMs ?? 0,
    reversal?.doneAtMs ?? 0,
    reversal?.closed?.atMs ?? 0,
    ...refunds.map(({ requestedAtMs }) => requestedAtMs),
  );
}
