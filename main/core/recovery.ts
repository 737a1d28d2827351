import { never } from './invariant.ts';
import { seriesMs } from './limits.ts';
import { isOpenRefund, keptDue, type Payment, revised } from './payment-state.ts';
import { recoverRefunds } from './refund.ts';
import { reversalWoke, sendCancel } from './reversal.ts';
import { type Moment, newWatch, rest, type Step, send, still, turn, wakeIn } from './step.ts';

/**
 * What a start does with a payment it finds unfinished: nothing is paid again. An unclear one is inquired at once,
 * a reversal goes on, a refund is asked for; what only waits goes on waiting, never longer than it would have.
 */
export function recover(payment: Payment, moment: Moment): Step {
  const step = resume(payment, moment);
  return { ...step, payment: revised(payment, keptDue(step.payment, moment.now.wallMs)) };
}

function resume(payment: Payment, moment: Moment): Step {
  const { now, limits } = moment;
  const seriesLeftMs = Math.min(Math.max(0, payment.seriesEndsAtMs - now.wallMs), seriesMs(limits));
  const watch = { ...newWatch(moment, true), seriesEndsAtMs: now.monotonicMs + seriesLeftMs };
  const found = still({ payment, watch });
  switch (payment.phase) {
    case 'paying':
    case 'inquiring':
      return send(
        turn(found, 'inquiring', payment.code || 'recovered', moment),
        'inquiry',
        limits.inquirySpacingMs,
        moment,
      );
    case 'held':
    case 'undecided':
      return wakeIn(found, planned(payment, limits.decisionMs, now.wallMs), moment);
    case 'reversing':
    case 'reversal_pending':
      return recoverReversal(found, moment);
    case 'paid':
    case 'not_charged':
    case 'reversed': {
      const asked = payment.doubt ? send(found, 'inquiry', limits.inquiryWaitMs, moment) : rest(found, moment);
      return recoverRefunds(asked, moment);
    }
    default:
      return never(payment.phase);
  }
}

function recoverReversal(found: Step, moment: Moment): Step {
  const openedAtMs = found.payment.reversal?.openedAtMs ?? moment.now.wallMs;
  const seriesLeftMs = openedAtMs + moment.limits.cancelSeriesMs - moment.now.wallMs;
  const left = Math.min(Math.max(0, seriesLeftMs), moment.limits.cancelSeriesMs);
  const watch = { ...found.watch, seriesEndsAtMs: moment.now.monotonicMs + left };
  const going: Step = { ...found, watch };
  if (going.payment.refunds.some(isOpenRefund)) return recoverRefunds(going, moment);
  if (going.payment.reversal?.way === 'refund') return reversalWoke(going, moment);
  return sendCancel(going, moment);
}

/** What is left of a written-down wait; a clock that jumped can shorten it, never lengthen it. */
function planned(payment: Payment, longestMs: number, wallMs: number): number {
  return Math.min(Math.max(0, (payment.dueAtMs ?? wallMs) - wallMs), longestMs);
}
