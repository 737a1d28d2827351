import { closedCode, hasOpenReversal, isOpenRefund, type Payment, type Refund } from './payment-state.ts';
import type { Outcome } from './ports.ts';
import { closeReversal, openReversalOf } from './reversal.ts';
import type { Moment, Step } from './step.ts';

/**
 * A person's closing of a reversal that the gateway will not confirm: by name, with a reason and with evidence. It
 * ends our asking, it never makes a sale; what the gateway says afterwards is still heard.
 */

/** Who closes, why, and what proves it: Alipay's case number, a line of the statement, the customer's own bill. */
export interface ClosingSaid {
  /** 1 to 64 characters that are not all blanks. */
  readonly by: string;
  /** 1 to 256. */
  readonly why: string;
  /** 1 to 256. */
  readonly evidence: string;
}

export type ClosingRefusal = 'evidence_needed' | 'no_open_reversal' | 'reversal_still_tried';

const byMax = 64;
const wordsMax = 256;

/** True for words that say something and fit into the journal's row. */
export function isSaid(words: string, most: number): boolean {
  return words.length <= most && words.trim() !== '';
}

/** A name and a reason, as every decision of a person needs them. */
export function isNamedReason(by: string, why: string): boolean {
  return isSaid(by, byMax) && isSaid(why, wordsMax);
}

/** Whether a person may close this payment's reversal with these words, and if not, why. */
export function mayClose(payment: Payment, { by, why, evidence }: ClosingSaid): ClosingRefusal | null {
  if (!hasOpenReversal(payment)) return 'no_open_reversal';
  if (!isTriedLong(payment)) return 'reversal_still_tried';
  return isNamedReason(by, why) && isSaid(evidence, wordsMax) ? null : 'evidence_needed';
}

/** The first 60 s are the gateway's: most reversals are confirmed in them. */
export function isTriedLong({ phase, reversal, refunds }: Payment): boolean {
  const isOver = reversal?.seriesOver === true || refunds.some((one) => isOpenRefund(one) && one.seriesOver);
  return phase === 'reversal_pending' && isOver;
}

/** Closed: nothing is sent for it any more. A refund that stood in for the cancel is given up with it. */
export function closedByPerson(step: Step, said: ClosingSaid, moment: Moment): Step {
  if (mayClose(step.payment, said) !== null) return step;
  const { payment, watch } = step;
  const closed = { ...said, atMs: Math.round(moment.now.wallMs), confirmed: false };
  const reversal = { ...openReversalOf(payment), closed };
  const refunds = payment.refunds.map((refund) =>
    isOpenRefund(refund) ? { ...refund, phase: 'refused' as const, code: closedCode } : refund,
  );
  const given: Step = { ...step, payment: { ...payment, reversal, refunds }, watch: { ...watch, refunds: {} } };
  return closeReversal(given, closedCode, moment);
}

/** The refund that was given up went through after all: the money is back, and the record says so. */
export function refundedLate(step: Step, refundRequestId: string, outcome: Outcome<string>): Step {
  const isGivenUp = (refund: Refund): boolean =>
    refund.refundRequestId === refundRequestId && refund.code === closedCode;
  if (outcome.verdict !== 'success' || !step.payment.refunds.some(isGivenUp)) return step;
  const { code, refundId, refundTime } = outcome;
  const refunds = step.payment.refunds.map((refund) =>
    isGivenUp(refund) ? { ...refund, phase: 'done' as const, code, refundId, refundTime } : refund,
  );
  return confirmedLate({ ...step, payment: { ...step.payment, refunds } });
}

/** The gateway confirms afterwards what a person has closed: noted, nothing else changes. */
export function confirmedLate(step: Step): Step {
  const { reversal } = step.payment;
  if (reversal?.closed == null || reversal.closed.confirmed) return step;
  const confirmed = { ...reversal, closed: { ...reversal.closed, confirmed: true } };
  return { ...step, payment: { ...step.payment, reversal: confirmed } };
}
