import { jitteredMs, nextBackOffMs } from './back-off.ts';
import { utcSecond } from './ids.ts';
import { invariant, never } from './invariant.ts';
import type { Limits } from './limits.ts';
import { amountMinorMax, checkAmount } from './money.ts';
import { hasOpenReversal, isOpenRefund, type Payment, type Refund, reservedMinor } from './payment-state.ts';
import type { Outcome, RefundInquiryVerdict, RefundVerdict } from './ports.ts';
import { also, type Effect, isInSeries, type Moment, type RefundWatch, type Step, type Waiting } from './step.ts';

/**
 * The rules of one refund. Its id is durable before the first send and stays the same until the gateway signs a
 * definite no; its sum is reserved meanwhile. Same parameters every 5 s for 60 s, then alarm and back-off; once the
 * gateway says that it works on the refund it is only asked for, not sent again (docs refund, REFUND_IN_PROCESS).
 */

export type RefundRefusal =
  | 'not_paid'
  | 'reversal_open'
  | 'nothing_left'
  | 'refund_too_large'
  | 'refund_open_same_amount'
  | 'amount_zero';

/** What a refund may wait for; `inquiry` brings the paymentId that it needs. */
type RefundCall = 'refund' | 'refund_inquiry' | 'inquiry';

/** Why nothing of the payment can be refunded, however much is asked for; null where some can. */
export function refundOff(payment: Payment): 'reversal_open' | 'not_paid' | 'nothing_left' | null {
  if (hasOpenReversal(payment)) return 'reversal_open';
  if (payment.phase !== 'paid') return 'not_paid';
  return payment.amount.minor <= reservedMinor(payment) ? 'nothing_left' : null;
}

/** Whether a person may refund this much of the payment, and if not, why. */
export function mayRefund(payment: Payment, amountMinor: number): RefundRefusal | 'not_a_whole_step' | null {
  const off = refundOff(payment);
  if (off === 'reversal_open' || off === 'not_paid') return off;
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) return 'amount_zero';
  const amount = checkAmount({ minor: amountMinor, currency: payment.amount.currency }, amountMinorMax);
  if (!amount.ok && amount.reason === 'not_a_whole_step') return 'not_a_whole_step';
  if (off !== null) return off;
  if (amountMinor > payment.amount.minor - reservedMinor(payment)) return 'refund_too_large';
  // The same sum asked for twice while the first is unclear is far more often a second try than a second refund.
  const isRepeat = payment.refunds.some((refund) => isOpenRefund(refund) && refund.amountMinor === amountMinor);
  return isRepeat ? 'refund_open_same_amount' : null;
}

/** Makes a refund and sends it, or first asks for the paymentId it needs. */
export function beginRefund(
  step: Step,
  { amountMinor, origin, why, key }: Pick<Refund, 'amountMinor' | 'origin' | 'why' | 'key'>,
  moment: Moment,
): Step {
  const { now, limits } = moment;
  const refundRequestId = refundRequestIdOf(step.payment, now.wallMs, now.digits);
  invariant(
    step.payment.refunds.every((refund) => refund.refundRequestId !== refundRequestId),
    'refund ids never repeat',
  );
  const refund: Refund = {
    refundRequestId,
    amountMinor,
    origin,
    why,
    ...(key === undefined ? {} : { key }),
    phase: 'sending',
    requestedAtMs: Math.round(now.wallMs),
    sends: 0,
    absences: 0,
    seriesOver: false,
    backOffMs: 0,
    refundId: null,
    refundTime: null,
    code: '',
  };
  const payment = { ...step.payment, refunds: [...step.payment.refunds, refund] };
  const watched = withWatch({ ...step, payment }, refundRequestId, newWatch(moment));
  return step.payment.paymentId === null
    ? askForPaymentId(watched, refund, moment)
    : sendRefund(watched, refund, limits, moment);
}

/**
 * After a restart: ask first; the gateway may know of it or not. Where that stays unclear it goes out again as it
 * would have, and what was left of its 60 s is all that is left.
 */
export function recoverRefunds(step: Step, moment: Moment): Step {
  const { now, limits } = moment;
  return step.payment.refunds.filter(isOpenRefund).reduce((so, refund) => {
    const leftMs = Math.max(0, refund.requestedAtMs + limits.cancelSeriesMs - now.wallMs);
    const seriesEndsAtMs = now.monotonicMs + Math.min(leftMs, limits.cancelSeriesMs);
    const watched = withWatch(so, refund.refundRequestId, { ...newWatch(moment), seriesEndsAtMs });
    return refund.sends === 0 && so.payment.paymentId === null
      ? askForPaymentId(watched, refund, moment)
      : sendRefundInquiry(watched, { ...refund, absences: 0 }, moment);
  }, step);
}

/** Sends or asks whatever is due of this payment's refunds; `hurry` treats a planned wait as over. */
export function refundsWoke(step: Step, moment: Moment, hurry = false): Step {
  return step.payment.refunds.filter(isOpenRefund).reduce((so, refund) => {
    const watch = watchOf(so, refund);
    const due = watch.wakeAtMs !== null && watch.wakeAtMs <= moment.now.monotonicMs;
    if (!due && !(hurry && watch.waiting === null)) return so;
    if (watch.waiting !== null) return planNext(so, { ...refund, code: 'silence' }, moment);
    if (refund.phase === 'inquiring') return sendRefundInquiry(so, refund, moment);
    if (so.payment.paymentId === null) return askForPaymentId(so, refund, moment);
    return sendRefund(so, refund, moment.limits, moment);
  }, step);
}

/** The paymentId has become known: refunds that waited for it leave. */
export function paymentIdLearned(step: Step, moment: Moment): Step {
  if (step.payment.paymentId === null) return step;
  return step.payment.refunds
    .filter((refund) => isOpenRefund(refund) && refund.sends === 0 && waitsForPaymentId(watchOf(step, refund)))
    .reduce((so, refund) => sendRefund(so, refund, moment.limits, moment), step);
}

function waitsForPaymentId({ waiting }: RefundWatch): boolean {
  return waiting === null || waiting.for === 'inquiry';
}

/** An answer to the refund or to an inquiry about it. A definite one counts whenever it comes. */
export function refundAnswered(
  step: Step,
  id: string,
  call: number,
  outcome: Outcome<RefundVerdict | RefundInquiryVerdict>,
  moment: Moment,
): Step {
  const refund = openRefundOf(step, id);
  if (refund === null) return step;
  const heard: Refund = { ...refund, code: outcome.code };
  const awaited = watchOf(step, refund).waiting?.call === call;
  switch (outcome.verdict) {
    case 'success':
      return end(step, heard, 'done', outcome);
    case 'failed':
      // refundStatus FAIL comes with the inquiry's own SUCCESS.
      return end(
        step,
        { ...heard, code: outcome.code === 'SUCCESS' ? 'REFUND_FAIL' : outcome.code },
        'refused',
        outcome,
      );
    case 'processing':
      if (!awaited && refund.phase === 'inquiring') return step;
      return planNext(step, { ...heard, phase: 'inquiring', absences: 0 }, moment);
    case 'not_exist':
      return awaited ? absent(step, heard, moment) : step;
    case 'unknown':
      return awaited ? planNext(step, heard, moment) : step;
    default:
      return never(outcome.verdict);
  }
}

/** Three times 15 s of ORDER_NOT_EXIST: the refund was never created, so the same one is sent again (docs ams/ir). */
function absent(step: Step, refund: Refund, moment: Moment): Step {
  const { limits } = moment;
  const absences = refund.absences + 1;
  if (absences >= limits.refundAsks) {
    return sendRefund(step, { ...refund, absences: 0 }, limits, moment);
  }
  return wait(step, { ...refund, phase: 'inquiring', absences }, limits.refundAskSpacingMs, moment);
}

function sendRefund(step: Step, refund: Refund, limits: Limits, moment: Moment): Step {
  const sent: Refund = { ...refund, phase: refund.seriesOver ? 'pending' : 'sending', sends: refund.sends + 1 };
  return sendCall(step, sent, 'refund', limits.cancelWaitMs, moment);
}

function sendRefundInquiry(step: Step, refund: Refund, moment: Moment): Step {
  return sendCall(step, refund, 'refund_inquiry', moment.limits.inquiryWaitMs, moment);
}

/** A refund needs the paymentId (docs refund); an inquiry of the payment brings it. */
function askForPaymentId(step: Step, refund: Refund, moment: Moment): Step {
  return sendCall(step, refund, 'inquiry', moment.limits.inquiryWaitMs, moment);
}

function sendCall(step: Step, refund: Refund, what: RefundCall, waitMs: number, moment: Moment): Step {
  const call = step.watch.calls + 1;
  const { refundRequestId } = refund;
  const waiting: Waiting = { for: what, call, sentAtMs: moment.now.monotonicMs };
  const effect = effectOf(what, call, refundRequestId);
  const counted: Step = { ...replace(step, refund), watch: { ...step.watch, calls: call } };
  const watch: RefundWatch = { ...watchOf(step, refund), waiting, wakeAtMs: moment.now.monotonicMs + waitMs };
  return also(withWatch(counted, refundRequestId, watch), effect);
}

function effectOf(what: RefundCall, call: number, refundRequestId: string): Effect {
  if (what === 'inquiry') return { do: 'inquire', call };
  return what === 'refund' ? { do: 'refund', call, refundRequestId } : { do: 'inquire_refund', call, refundRequestId };
}

/** Inside the series the next call follows 5 s after the last one left; afterwards with a growing back-off. */
function planNext(step: Step, refund: Refund, moment: Moment): Step {
  const { limits, now } = moment;
  const watch = watchOf(step, refund);
  const sentAtMs = watch.waiting?.sentAtMs ?? now.monotonicMs;
  const inSeriesMs = Math.max(0, sentAtMs + limits.cancelSpacingMs - now.monotonicMs);
  if (!refund.seriesOver && isInSeries(now.monotonicMs + inSeriesMs, watch.seriesEndsAtMs, limits))
    return wait(step, refund, inSeriesMs, moment);
  const backOffMs = nextBackOffMs(refund.backOffMs, limits);
  const phase = refund.phase === 'inquiring' ? 'inquiring' : 'pending';
  return wait(step, { ...refund, phase, seriesOver: true, backOffMs }, jitteredMs(backOffMs, now, limits), moment);
}

function wait(step: Step, refund: Refund, delayMs: number, moment: Moment): Step {
  const wakeAtMs = moment.now.monotonicMs + delayMs;
  return withWatch(replace(step, refund), refund.refundRequestId, {
    ...watchOf(step, refund),
    waiting: null,
    wakeAtMs,
  });
}

function end(step: Step, refund: Refund, phase: 'done' | 'refused', outcome: Outcome<string>): Step {
  const ended: Refund = { ...refund, phase, refundId: outcome.refundId, refundTime: outcome.refundTime };
  const { [refund.refundRequestId]: _, ...refunds } = step.watch.refunds;
  return { ...replace(step, ended), watch: { ...step.watch, refunds } };
}

/** `R` + UTC second + terminal (from the payment's id) + serial + chance: 29 characters, no special ones. */
function refundRequestIdOf(payment: Payment, wallMs: number, digits: string): string {
  const terminal = payment.paymentRequestId.slice(14, 18);
  return `R${utcSecond(wallMs)}${terminal}${String(payment.serial).padStart(4, '0')}${digits}`;
}

function newWatch({ now, limits }: Moment): RefundWatch {
  return { waiting: null, wakeAtMs: null, seriesEndsAtMs: now.monotonicMs + limits.cancelSeriesMs };
}

function replace(step: Step, refund: Refund): Step {
  const refunds = step.payment.refunds.map((one) => (one.refundRequestId === refund.refundRequestId ? refund : one));
  return { ...step, payment: { ...step.payment, refunds } };
}

function withWatch(step: Step, refundRequestId: string, watch: RefundWatch): Step {
  return { ...step, watch: { ...step.watch, refunds: { ...step.watch.refunds, [refundRequestId]: watch } } };
}

function watchOf(step: Step, refund: Refund): RefundWatch {
  const watch = step.watch.refunds[refund.refundRequestId];
  invariant(watch !== undefined, `the open refund ${refund.refundRequestId} is watched`);
  return watch;
}

function openRefundOf(step: Step, refundRequestId: string): Refund | null {
  const refund = step.payment.refunds.find((one) => one.refundRequestId === refundRequestId);
  return refund !== undefined && isOpenRefund(refund) ? refund : null;
}
