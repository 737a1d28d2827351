import { jitteredMs } from './back-off.ts';
import { never } from './invariant.ts';
import type { Payment } from './payment-state.ts';
import type { InquiryVerdict, Outcome, PayVerdict } from './ports.ts';
import { openReversal } from './reversal.ts';
import { gatewayTimeMs } from './shop-time.ts';
import { also, isAwaited, learn, type Moment, rest, type Step, send, turn, wakeIn } from './step.ts';

/**
 * The rules while the answer is open: pay waits 5 s, then inquiries follow every 3 s (seed 004). A wait only
 * schedules the next step; whatever answer comes first decides, until a reversal is committed.
 */

export function payAnswered(so: Step, outcome: Outcome<PayVerdict>, moment: Moment): Step {
  const known: Step = { ...so, payment: learn(so.payment, outcome) };
  switch (outcome.verdict) {
    case 'success':
      return paid(known, outcome.code, moment);
    case 'failed':
    case 'not_sent':
      return rest(turn(known, 'not_charged', outcome.code, moment), moment);
    case 'mismatch':
      return hold(known, outcome.code, moment);
    case 'unknown':
      return unclearPay(known, outcome.code, moment);
    default:
      return never(outcome.verdict);
  }
}

/** Unclear: the first inquiry follows 3 s later, and never after the pay would have counted as silent. */
function unclearPay(so: Step, code: string, moment: Moment): Step {
  if (so.payment.phase === 'inquiring') return so;
  const { limits, now } = moment;
  const paySilentAtMs = (so.watch.waiting?.sentAtMs ?? now.monotonicMs) + limits.payWaitMs;
  const waitMs = Math.min(limits.inquirySpacingMs, paySilentAtMs - now.monotonicMs);
  const alarm = code === 'wrong_payment_answered' ? 'wrong_payment_answered' : null;
  const turned = turn(so, 'inquiring', code, moment, alarm);
  return wakeIn({ ...turned, watch: { ...turned.watch, waiting: null } }, waitMs, moment);
}

export function inquiredWhileOpen(known: Step, call: number, outcome: Outcome<InquiryVerdict>, moment: Moment): Step {
  switch (outcome.verdict) {
    case 'success':
      return known.watch.recovered && !isFresh(outcome, moment)
        ? undecided(known, outcome.code, moment)
        : paid(known, outcome.code, moment);
    case 'failed':
    case 'cancelled':
      return closed(known, outcome, moment);
    case 'mismatch':
      return hold(known, outcome.code, moment);
    case 'processing':
    case 'not_exist':
    case 'unknown': {
      if (known.payment.phase === 'paying' || !isAwaited(known, 'inquiry', call)) return known;
      const payment = { ...known.payment, code: outcome.code };
      const heard: Step = { ...known, payment, watch: { ...known.watch, waiting: null } };
      return seriesUsedUp(heard, moment) ? openReversal(heard, outcome.code, moment) : heard;
    }
    default:
      return never(outcome.verdict);
  }
}

/** A success found after a restart is kept without a question only while the customer can still be at the counter. */
function isFresh(outcome: Outcome<InquiryVerdict>, { limits }: Moment): boolean {
  const paidAtMs = gatewayTimeMs(outcome.paymentTime);
  if (outcome.gatewayTimeMs === null || paidAtMs === null) return false;
  const ageMs = outcome.gatewayTimeMs - paidAtMs;
  return ageMs >= -limits.skewMaxMs && ageMs < limits.freshSuccessMs;
}

export function inquire(so: Step, moment: Moment): Step {
  const counted: Step = { ...so, payment: { ...so.payment, inquiries: so.payment.inquiries + 1 } };
  const sent = send(counted, 'inquiry', moment.limits.inquirySpacingMs, moment);
  const isLast = seriesUsedUp(sent, moment);
  return isLast ? wakeIn(sent, moment.limits.inquiryWaitMs, moment) : sent;
}

export function seriesUsedUp({ payment, watch }: Step, { limits, now }: Moment): boolean {
  return payment.inquiries >= limits.inquiries || now.monotonicMs >= watch.seriesEndsAtMs;
}

export function paid(so: Step, code: string, moment: Moment): Step {
  return also(rest(turn(so, 'paid', code, moment), moment), { do: 'print', what: 'receipt' });
}

/** FAIL means that nothing was taken; CANCELLED that it was given back, by whomever. */
export function closed(so: Step, outcome: Outcome<InquiryVerdict>, moment: Moment): Step {
  const phase = outcome.verdict === 'cancelled' ? 'reversed' : 'not_charged';
  return rest(turn(so, phase, outcome.code, moment), moment);
}

/** It may be another till's sale: no automatic cancel, a person must look. */
function hold(so: Step, code: string, moment: Moment): Step {
  return askLater(turn(so, 'held', code, moment, 'amount_mismatch'), moment);
}

function undecided(so: Step, code: string, moment: Moment): Step {
  const turned = turn(so, 'undecided', code, moment, 'old_success');
  return wakeIn({ ...turned, watch: { ...turned.watch, waiting: null } }, moment.limits.decisionMs, moment);
}

export function askLater(so: Step, moment: Moment): Step {
  const idle = { ...so, watch: { ...so.watch, waiting: null } };
  if (so.payment.phase === 'undecided') return idle;
  return wakeIn(idle, jitteredMs(moment.limits.trustProbeMs, moment.now, moment.limits), moment);
}

/** paying or inquiring: an answer still decides. */
export function isOpenQuestion(payment: Payment): boolean {
  return payment.phase === 'paying' || payment.phase === 'inquiring';
}
