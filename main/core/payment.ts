import type { OrderContent } from '../contract/order-views.ts';
import { askedAgain, inquiredAfterClose, paidLate } from './aftermath.ts';
import { closedByPerson, confirmedLate, refundedLate } from './closing.ts';
import {
  askLater,
  closed,
  inquire,
  inquiredWhileOpen,
  isOpenQuestion,
  paid,
  payAnswered,
  seriesUsedUp,
} from './inquiry.ts';
import { never } from './invariant.ts';
import { seriesMs } from './limits.ts';
import type { Money } from './money.ts';
import { hasOpenReversal, isOpenRefund, keptDue, type Payment, revised } from './payment-state.ts';
import type { CancelVerdict, InquiryVerdict, Outcome } from './ports.ts';
import { beginRefund, mayRefund, paymentIdLearned, refundAnswered, refundsWoke } from './refund.ts';
import {
  cancelAnswered,
  openReversal,
  reversalInquired,
  reversalRefundEnded,
  reversalWoke,
  sendCancel,
} from './reversal.ts';
import {
  also,
  learn,
  type Moment,
  newWatch,
  type PaymentEvent,
  rest,
  type Step,
  send,
  still,
  turn,
  type Watch,
  wakeIn,
} from './step.ts';

/**
 * The payment state machine of the user-presented mode (seed 004): one pure function from a payment and an event
 * to the next payment and what is to be done. It knows no clock, no network and no database. Here each event finds
 * its rule; the rules are in `inquiry.ts`, `reversal.ts`, `refund.ts` and `aftermath.ts`.
 */

type Decided = Extract<PaymentEvent, { readonly kind: 'decided' }>;

/** What the terminal has decided before a payment exists. */
export interface Attempt {
  readonly paymentRequestId: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly order?: OrderContent;
  readonly serial: number;
  readonly codeMask: string;
  readonly codeFingerprint: string;
  /** paymentExpiryTime, by the gateway's clock as far as it is known. */
  readonly expiresAtMs: number;
}

/** A payment code was accepted: the intent to pay, durable before the pay leaves. */
export function begin(attempt: Attempt, moment: Moment): Step {
  const { now, limits } = moment;
  const payment: Payment = {
    ...attempt,
    phase: 'paying',
    revision: 0,
    scannedAtMs: Math.round(now.wallMs),
    seriesEndsAtMs: Math.round(now.wallMs + seriesMs(limits)),
    inquiries: 0,
    cancels: 0,
    orderSeen: false,
    paymentId: null,
    paymentTime: null,
    code: '',
    freedAfterMs: null,
    alarm: null,
    reversal: null,
    refunds: [],
    doubt: false,
    askAgainAtMs: [],
    dueAtMs: null,
  };
  const call = now.callsMade + 1;
  const watch: Watch = {
    ...newWatch(moment, false),
    waiting: { for: 'pay', call, sentAtMs: now.monotonicMs },
    seriesEndsAtMs: now.monotonicMs + seriesMs(limits),
    calls: call,
  };
  const begun = also(wakeIn(still({ payment, watch }), limits.payWaitMs, moment), { do: 'pay', call });
  return { ...begun, payment: revised(null, begun.payment) };
}

/** Applies one event. The result's payment carries the next revision if, and only if, something durable changed. */
export function step(before: Pick<Step, 'payment' | 'watch'>, event: PaymentEvent, moment: Moment): Step {
  const after = paymentIdLearned(apply(still(before), event, moment), moment);
  return { ...after, payment: revised(before.payment, keptDue(after.payment, moment.now.wallMs)) };
}

function apply(so: Step, event: PaymentEvent, moment: Moment): Step {
  switch (event.kind) {
    case 'pay_answered':
      return isOpenQuestion(so.payment) ? payAnswered(so, event.outcome, moment) : paidLate(so, event.outcome, moment);
    case 'inquiry_answered':
      return inquired(so, event.call, event.outcome, moment);
    case 'cancel_answered':
      return cancelHeard(so, event.call, event.outcome, moment);
    case 'refund_answered':
    case 'refund_inquiry_answered': {
      const { refundRequestId, call, outcome } = event;
      if (so.payment.reversal?.closed != null) return refundedLate(so, refundRequestId, outcome);
      return settleRefund(so, refundRequestId, refundAnswered(so, refundRequestId, call, outcome, moment), moment);
    }
    case 'woke':
      return woke(so, moment);
    case 'stopped':
      return isOpenQuestion(so.payment) ? openReversal(so, 'stopped_by_cashier', moment) : so;
    case 'decided':
      return decided(so, event, moment);
    case 'closed_by_person': {
      const { by, why, evidence } = event;
      return closedByPerson(so, { by, why, evidence }, moment);
    }
    case 'refund_asked':
      return mayRefund(so.payment, event.amountMinor) === null
        ? beginRefund(so, { ...event, origin: 'person' }, moment)
        : so;
    case 'hurried':
      return hurried(so, moment);
    case 'asked':
      return asked(so, moment);
    default:
      return never(event);
  }
}

function cancelHeard(so: Step, call: number, outcome: Outcome<CancelVerdict>, moment: Moment): Step {
  if (isCancelling(so.payment)) return cancelAnswered(so, call, outcome, moment);
  const isOpen = hasOpenReversal(so.payment);
  return outcome.verdict === 'success' && !isOpen ? confirmedLate(so) : so;
}

/** Once a refund stands in for the cancel, an answer to an older cancel changes nothing. */
function isCancelling(payment: Payment): boolean {
  return hasOpenReversal(payment) && payment.reversal?.way === 'cancel';
}

function inquired(so: Step, call: number, outcome: Outcome<InquiryVerdict>, moment: Moment): Step {
  if (hasOpenReversal(so.payment)) return reversalInquired(so, call, outcome, moment);
  const known: Step = { ...so, payment: learn(so.payment, outcome) };
  switch (so.payment.phase) {
    case 'paying':
    case 'inquiring':
      return inquiredWhileOpen(known, call, outcome, moment);
    case 'held':
    case 'undecided':
      return outcome.verdict === 'failed' || outcome.verdict === 'cancelled'
        ? closed(known, outcome, moment)
        : askLater(known, moment);
    case 'paid':
      return rest(known, moment);
    case 'not_charged':
    case 'reversed':
      return inquiredAfterClose(known, call, outcome, moment);
    case 'reversing':
    case 'reversal_pending':
      return known;
    default:
      return never(so.payment.phase);
  }
}

function woke(so: Step, moment: Moment): Step {
  const refunded = refundsWoke(so, moment);
  const { wakeAtMs } = refunded.watch;
  if (wakeAtMs === null || wakeAtMs > moment.now.monotonicMs) return refunded;
  switch (refunded.payment.phase) {
    case 'paying':
      return inquire(turn(refunded, 'inquiring', 'silence', moment), moment);
    case 'inquiring':
      return seriesUsedUp(refunded, moment)
        ? openReversal(refunded, refunded.watch.waiting ? 'silence' : refunded.payment.code, moment)
        : inquire(refunded, moment);
    case 'undecided':
      return openReversal(refunded, 'not_decided', moment, 'old_success');
    case 'held':
      return refunded.watch.waiting
        ? askLater(refunded, moment)
        : send(refunded, 'inquiry', moment.limits.inquiryWaitMs, moment);
    case 'reversing':
    case 'reversal_pending':
      return reversalWoke(refunded, moment);
    case 'paid':
      return rest(refunded, moment);
    case 'not_charged':
    case 'reversed':
      if (refunded.watch.waiting === null) return send(refunded, 'inquiry', moment.limits.inquiryWaitMs, moment);
      return refunded.payment.doubt ? askLater(refunded, moment) : rest(askedAgain(refunded, moment), moment);
    default:
      return never(refunded.payment.phase);
  }
}

/** Whatever this payment waits to give back goes out now, unless it is on its way already. */
function hurried(so: Step, moment: Moment): Step {
  const refunded = refundsWoke(so, moment, true);
  if (!hasOpenReversal(refunded.payment) || refunded.watch.waiting !== null) return refunded;
  return isCancelling(refunded.payment) ? sendCancel(refunded, moment) : reversalWoke(refunded, moment);
}

function asked(so: Step, moment: Moment): Step {
  const sent = hurried(so, moment);
  if (sent.watch.waiting !== null || hasOpenReversal(sent.payment) || isOpenQuestion(sent.payment)) return sent;
  if (sent.payment.phase !== 'undecided') return send(sent, 'inquiry', moment.limits.inquiryWaitMs, moment);
  // Keeps its own deadline: an inquiry must not give the question more time.
  const call = sent.watch.calls + 1;
  return also({ ...sent, watch: { ...sent.watch, calls: call } }, { do: 'inquire', call });
}

function decided(so: Step, { decision, by, why }: Decided, moment: Moment): Step {
  const kept = decision === 'keep';
  const said = { kept, by, why, atMs: Math.round(moment.now.wallMs) };
  const told: Step = { ...so, payment: { ...so.payment, decision: said } };
  if (so.payment.phase === 'undecided' && kept) return paid(told, 'kept_by_person', moment);
  const asks = so.payment.phase === 'undecided' || so.payment.phase === 'held';
  return asks && !kept ? openReversal(told, 'returned_by_person', moment) : so;
}

/** A refund that has just ended prints, and closes or renews the reversal it stood for. */
function settleRefund(before: Step, refundRequestId: string, after: Step, moment: Moment): Step {
  const was = before.payment.refunds.find((refund) => refund.refundRequestId === refundRequestId);
  const is = after.payment.refunds.find((refund) => refund.refundRequestId === refundRequestId);
  if (was === undefined || is === undefined || !isOpenRefund(was) || isOpenRefund(is)) return after;
  const done = is.phase === 'done';
  const printed = done ? also(after, { do: 'print_refund', refundRequestId }) : after;
  if (is.origin === 'reversal') return reversalRefundEnded(printed, done, is.code, moment);
  return rest({ ...printed, payment: { ...printed.payment, alarm: null } }, moment);
}
