import { confirmedLate } from './closing.ts';
import { askLater } from './inquiry.ts';
import { never } from './invariant.ts';
import type { InquiryVerdict, Outcome, PayVerdict } from './ports.ts';
import { openReversal } from './reversal.ts';
import { isNewest, learn, type Moment, rest, type Step, send } from './step.ts';

/**
 * News of a payment that is closed already. Closed means closed for the cashier; the gateway may still turn out to
 * hold money. A success is written down, asked for once more, and only then given back.
 */

/** The pay itself was answered after its payment had been closed or its reversal opened. */
export function paidLate(so: Step, outcome: Outcome<PayVerdict>, moment: Moment): Step {
  const known: Step = { ...so, payment: learn(so.payment, outcome) };
  return outcome.verdict === 'success' ? lateSuccess(known, moment) : known;
}

export function inquiredAfterClose(known: Step, call: number, outcome: Outcome<InquiryVerdict>, moment: Moment): Step {
  const { payment } = known;
  switch (outcome.verdict) {
    case 'success':
      // What went back by refund stays SUCCESS for the gateway: that is no news.
      if (outcome.returnedMinor >= payment.amount.minor) return confirmed(known, call, moment);
      if (!payment.doubt) return lateSuccess(known, moment);
      return isNewest(known, 'inquiry', call) ? openReversal(known, 'late_success', moment, 'late_success') : known;
    case 'failed':
    case 'cancelled':
      return confirmed(known, call, moment);
    case 'not_exist':
    case 'processing':
    case 'mismatch':
    case 'unknown':
      if (!isNewest(known, 'inquiry', call)) return known;
      return payment.doubt ? askLater(known, moment) : rest(askedAgain(known, moment), moment);
    default:
      return never(outcome.verdict);
  }
}

/** The gateway holds nothing either. */
function confirmed(known: Step, call: number, moment: Moment): Step {
  if (!isNewest(known, 'inquiry', call)) return known;
  const { payment } = confirmedLate(known);
  return rest({ ...known, payment: { ...payment, doubt: false, alarm: null, askAgainAtMs: [] } }, moment);
}

/** A success of a payment that was closed: written down first, then asked for; only a second success reverses. */
function lateSuccess(known: Step, moment: Moment): Step {
  const { phase } = known.payment;
  if (phase !== 'not_charged' && phase !== 'reversed') return known;
  const doubted: Step = { ...known, payment: { ...known.payment, doubt: true, alarm: 'late_success' } };
  return send(doubted, 'inquiry', moment.limits.inquiryWaitMs, moment);
}

/** One of the later questions after an absent order has been asked and answered, or stayed silent. */
export function askedAgain(so: Step, { now }: Moment): Step {
  const askAgainAtMs = so.payment.askAgainAtMs.filter((atMs) => atMs > now.wallMs);
  return { ...so, payment: { ...so.payment, askAgainAtMs } };
}
