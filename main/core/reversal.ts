import { hurriedMs, jitteredMs, nextBackOffMs, windowClosesAtMs } from './back-off.ts';
import { invariant, never } from './invariant.ts';
import { type Limits, unseenSpanMs } from './limits.ts';
import type { Alarm, Payment, Reversal } from './payment-state.ts';
import { isLive, isOpenRefund } from './payment-state.ts';
import type { CancelVerdict, InquiryVerdict, Outcome } from './ports.ts';
import { beginRefund } from './refund.ts';
import { isAwaited, isInSeries, isNewest, learn, type Moment, rest, type Step, send, turn, wakeIn } from './step.ts';

/**
 * The rules of the reversal queue: a payment that stayed unclear is cancelled until the gateway says that it is.
 * The row is durable before the first cancel leaves, and from then on the payment can never become paid.
 * Seed 004: same parameters again every 5 to 10 s for 60 s, then Alipay support is named; we go on for ever.
 */

/** Cancel refusals after which a paid order is given back by refund (design: cancel window → refund). */
const refundInstead: readonly string[] = [
  'CANCEL_WINDOW_EXCEED',
  'PAYMENT_METHOD_NOT_SUPPORTED',
  'ORDER_STATUS_INVALID',
];

/** Opens a reversal and sends its first cancel, with no gap. The silent pay's socket is destroyed first. */
export function openReversal(step: Step, code: string, moment: Moment, alarm: Alarm | null = null): Step {
  const reversal: Reversal = {
    generation: (step.payment.reversal?.generation ?? 0) + 1,
    way: 'cancel',
    late: !isLive(step.payment),
    cause: code,
    openedAtMs: Math.round(moment.now.wallMs),
    seriesOver: false,
    backOffMs: 0,
    refusedCode: '',
    doneAtMs: null,
    closed: null,
  };
  const opened: Step = {
    payment: { ...step.payment, reversal, doubt: false, askAgainAtMs: [] },
    watch: {
      ...step.watch,
      seriesEndsAtMs: moment.now.monotonicMs + moment.limits.cancelSeriesMs,
      absenceClaimed: false,
    },
    effects: [...step.effects, { do: 'reset_pay' }],
  };
  return sendCancel(turn(opened, 'reversing', code, moment, alarm), moment);
}

/** The same cancel again; one that is still on its way is given up, so that there is at most one. */
export function sendCancel(step: Step, moment: Moment): Step {
  const sent = send(step, 'cancel', moment.limits.cancelWaitMs, moment);
  return {
    ...sent,
    payment: { ...sent.payment, cancels: sent.payment.cancels + 1 },
    watch: { ...sent.watch, cancelSentAtMs: moment.now.monotonicMs, absenceClaimed: false },
  };
}

/** A wait of an open reversal is over. */
export function reversalWoke(step: Step, moment: Moment): Step {
  if (openReversalOf(step.payment).way === 'refund')
    return step.watch.waiting ? scheduleNext(step, moment) : ask(step, moment);
  if (step.watch.waiting === null) return sendCancel(step, moment);
  return scheduleNext(pending(step, 'silence', moment), moment);
}

export function cancelAnswered(step: Step, call: number, outcome: Outcome<CancelVerdict>, moment: Moment): Step {
  const known: Step = { ...step, payment: learn(step.payment, outcome) };
  if (outcome.verdict === 'success') return closeReversal(known, outcome.code, moment);
  // An answer to an older cancel decides nothing but a success.
  if (!isNewest(step, 'cancel', call)) return known;
  switch (outcome.verdict) {
    case 'unknown':
      // After its wait the next try is planned already.
      return isAwaited(step, 'cancel', call) ? scheduleNext(pending(known, outcome.code, moment), moment) : known;
    case 'not_exist':
      if (mayBelieveAbsence(known, outcome, moment)) {
        const asked = send(known, 'inquiry', moment.limits.inquiryWaitMs, moment);
        return { ...asked, watch: { ...asked.watch, absenceClaimed: true } };
      }
      return scheduleNext(pending(known, outcome.code, moment), moment);
    case 'refused':
      return refused(known, outcome.code, moment);
    default:
      return never(outcome.verdict);
  }
}

/**
 * ORDER_NOT_EXIST proves nothing while the pay may still arrive. It is believed only if no answer ever showed the
 * order, if this cancel left after the expiry plus its margin by a clock that cannot jump, counted from first sight
 * in this process, and if the gateway's own clock, where the answer tells it, is past the expiry too.
 */
function mayBelieveAbsence({ payment, watch }: Step, outcome: Outcome<CancelVerdict>, { limits }: Moment): boolean {
  const spanOver = watch.cancelSentAtMs - watch.firstSeenMs >= unseenSpanMs(limits);
  const gatewayMs = outcome.gatewayTimeMs;
  const expired = gatewayMs === null || gatewayMs >= payment.expiresAtMs + limits.expiryMarginMs;
  return !payment.orderSeen && spanOver && expired;
}

/** A signed F: inquire before anything is claimed. The cashier's answer does not wait for it. */
function refused(step: Step, code: string, moment: Moment): Step {
  const reversal = { ...openReversalOf(step.payment), refusedCode: code };
  const asked = send(
    { ...step, payment: { ...step.payment, reversal, code } },
    'inquiry',
    moment.limits.inquiryWaitMs,
    moment,
  );
  if (step.payment.phase !== 'reversing') return asked;
  const leftMs = step.watch.cancelSentAtMs + moment.limits.cancelWaitMs - moment.now.monotonicMs;
  return wakeIn(asked, Math.min(moment.limits.inquiryWaitMs, leftMs), moment);
}

/** An inquiry was answered while a reversal is open: it can prove that the money is back, never that it is ours. */
export function reversalInquired(step: Step, call: number, outcome: Outcome<InquiryVerdict>, moment: Moment): Step {
  const known: Step = { ...step, payment: learn(step.payment, outcome) };
  if (!isNewest(step, 'inquiry', call)) return known;
  const claimed = step.watch.absenceClaimed;
  if (claimed && outcome.verdict === 'not_exist' && !known.payment.orderSeen) return closeAbsent(known, moment);
  if (claimed && outcome.verdict !== 'failed' && outcome.verdict !== 'cancelled') {
    return scheduleNext(pending(known, outcome.code, moment), moment);
  }
  switch (outcome.verdict) {
    case 'cancelled':
    case 'failed':
      return closeReversal(known, outcome.code, moment);
    case 'success':
      return stillCharged(known, outcome, moment);
    case 'mismatch':
      return scheduleNext(pending(alarmed(known, 'amount_mismatch'), outcome.code, moment), moment);
    case 'processing':
    case 'not_exist':
    case 'unknown':
      return scheduleNext(pending(alarmed(known, 'cancel_refused'), outcome.code, moment), moment);
    default:
      return never(outcome.verdict);
  }
}

/** The gateway refused the cancel and holds the money. */
function stillCharged(step: Step, outcome: Outcome<InquiryVerdict>, moment: Moment): Step {
  const reversal = openReversalOf(step.payment);
  if (reversal.way === 'cancel' && !refundInstead.includes(reversal.refusedCode)) {
    const alarm: Alarm = reversal.refusedCode === 'MERCHANT_BALANCE_NOT_ENOUGH' ? 'top_up_balance' : 'cancel_refused';
    return scheduleNext(pending(alarmed(step, alarm), reversal.refusedCode, moment), moment);
  }
  const leftMinor = step.payment.amount.minor - outcome.returnedMinor;
  if (leftMinor <= 0) return closeReversal(step, outcome.code, moment);
  const switched = pending(step, reversal.refusedCode, moment);
  const payment: Payment = { ...switched.payment, reversal: { ...reversal, way: 'refund' } };
  const watch = { ...switched.watch, waiting: null, wakeAtMs: null };
  return beginRefund(
    { ...switched, payment, watch },
    { amountMinor: leftMinor, origin: 'reversal', why: 'reversal' },
    moment,
  );
}

/** A refund that stood in for the cancel has ended. */
export function reversalRefundEnded(step: Step, done: boolean, code: string, moment: Moment): Step {
  if (done) return closeReversal(step, code, moment);
  const alarm: Alarm = code === 'MERCHANT_BALANCE_NOT_ENOUGH' ? 'top_up_balance' : 'refund_refused';
  return scheduleNext(alarmed(step, alarm), moment, refusedWaitMs(step.payment, moment.limits));
}

/** Each refusal leaves a refund in the record for ever: what is refused for weeks must not be asked for every 5 min. */
function refusedWaitMs({ refunds }: Payment, limits: Limits): number {
  const refusals = refunds.filter(({ phase }) => phase === 'refused').length;
  const doublings = refusals - limits.quickRefusals;
  return doublings < 0 ? 0 : Math.min(limits.refusedWaitMaxMs, limits.backOffMaxMs * 2 ** doublings);
}

/** The money is back, or was never taken. */
export function closeReversal(step: Step, code: string, moment: Moment): Step {
  const reversal = { ...openReversalOf(step.payment), doneAtMs: Math.round(moment.now.wallMs) };
  return rest(turn({ ...step, payment: { ...step.payment, reversal } }, 'reversed', code, moment), moment);
}

/** Closed on ORDER_NOT_EXIST: asked for again after a while and once more while a cancel still works. */
function closeAbsent(step: Step, moment: Moment): Step {
  const { limits, now } = moment;
  const soon = Math.round(now.wallMs + limits.askAgainMs);
  const dayClose = windowClosesAtMs(now.wallMs, limits) - limits.askBeforeWindowMs;
  const askAgainAtMs = dayClose > soon ? [soon, dayClose] : [soon];
  return closeReversal({ ...step, payment: { ...step.payment, askAgainAtMs } }, 'order_never_existed', moment);
}

/** From here on the cashier is free and the customer has a slip; the retries go on. */
function pending(step: Step, code: string, moment: Moment): Step {
  if (step.payment.phase !== 'reversing') return { ...step, payment: { ...step.payment, code } };
  const turned = turn(step, 'reversal_pending', code, moment, step.payment.alarm);
  return { ...turned, effects: [...turned.effects, { do: 'print', what: 'reversal_slip' }] };
}

/** Waits for the next try: inside the series from send to send, afterwards with a growing back-off. */
function scheduleNext(step: Step, moment: Moment, leastMs = 0): Step {
  const { limits, now } = moment;
  const { payment, watch } = step;
  // An answer that comes after its wait finds the next try planned already, and must not put it off.
  if (watch.waiting === null && watch.wakeAtMs !== null && watch.wakeAtMs > now.monotonicMs) return step;
  const reversal = openReversalOf(payment);
  const idle = { ...watch, waiting: null };
  const inSeriesMs = Math.max(0, watch.cancelSentAtMs + limits.cancelSpacingMs - now.monotonicMs);
  if (
    reversal.way === 'cancel' &&
    !reversal.seriesOver &&
    isInSeries(now.monotonicMs + inSeriesMs, watch.seriesEndsAtMs, limits)
  ) {
    return wakeIn({ ...step, watch: idle }, inSeriesMs, moment);
  }
  const backOffMs = nextBackOffMs(reversal.backOffMs, limits);
  const waitMs = hurriedMs(jitteredMs(backOffMs, now, limits), payment, now, limits);
  const spanLeftMs = watch.firstSeenMs + unseenSpanMs(limits) - now.monotonicMs;
  // As soon as ORDER_NOT_EXIST may be believed it is asked for.
  const wait = payment.orderSeen || spanLeftMs <= 0 ? waitMs : Math.min(waitMs, spanLeftMs);
  // A refund that was refused at once waits longer, but its 60 s are not over for that.
  const seriesOver = reversal.seriesOver || reversal.way === 'cancel' || now.monotonicMs >= watch.seriesEndsAtMs;
  const after: Payment = {
    ...payment,
    alarm: payment.alarm ?? 'call_support',
    reversal: { ...reversal, seriesOver, backOffMs },
  };
  // Whatever calls for haste, two cancels keep their distance.
  return wakeIn({ ...step, payment: after, watch: idle }, Math.max(wait, leastMs, inSeriesMs), moment);
}

/** The refund way without an open refund: ask what is left to return before a new refund id is made. */
function ask(step: Step, moment: Moment): Step {
  if (step.payment.refunds.some(isOpenRefund)) return step;
  return send(step, 'inquiry', moment.limits.inquiryWaitMs, moment);
}

function alarmed(step: Step, alarm: Alarm): Step {
  return { ...step, payment: { ...step.payment, alarm } };
}

export function openReversalOf({ reversal, paymentRequestId }: Payment): Reversal {
  invariant(reversal !== null, `${paymentRequestId} has a reversal`);
  return reversal;
}
