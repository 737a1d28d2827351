import type { Payment, Phase, Refund } from '../../main/core/payment-state.ts';
import { Violation } from './story.ts';

/**
 * The promises as far as they are about states alone: which there are, what people read for each, and where one may
 * lead. Written down a second time, on purpose: a rule that is wrong in the product must not be wrong here.
 */

export const finalPhases: readonly Phase[] = ['paid', 'not_charged', 'reversed'];

/** What people read for each phase. */
export const shownAs: Readonly<Record<Phase, string>> = {
  paying: 'checking',
  inquiring: 'checking',
  held: 'checking',
  undecided: 'checking',
  reversing: 'reversing',
  reversal_pending: 'reversal_pending',
  paid: 'paid',
  not_charged: 'not_charged',
  reversed: 'reversed',
};

/** Where a payment may go from each phase. Late news is looked at apart. */
const ways: Readonly<Record<Phase, readonly Phase[]>> = {
  paying: ['inquiring', 'held', 'paid', 'not_charged', 'reversed', 'reversing'],
  inquiring: ['held', 'undecided', 'paid', 'not_charged', 'reversed', 'reversing'],
  held: ['not_charged', 'reversed', 'reversing'],
  undecided: ['paid', 'not_charged', 'reversed', 'reversing'],
  reversing: ['reversal_pending', 'reversed'],
  reversal_pending: ['reversed'],
  paid: [],
  not_charged: [],
  reversed: [],
};

/** Whether a payment may go from one durable state to the next. `honest`: the gateway never takes back its word. */
export function mayTurn(before: Payment, after: Payment, honest: boolean): void {
  const id = after.paymentRequestId;
  must(after.revision === before.revision + 1, `${id} jumps from revision ${before.revision} to ${after.revision}`);
  if (after.doubt)
    must(after.phase === 'not_charged' || after.phase === 'reversed', `${id} is doubted and ${after.phase}`);
  if (before.phase === after.phase) return;
  if (after.code === 'closed_by_person') mayCloseByHand(before, after);
  const absent = after.phase === 'reversed' && after.code === 'order_never_existed';
  must(!absent || !before.orderSeen, `${id} is closed as never existing although a signed answer showed it`);
  must(
    !honest || (after.reversal?.generation ?? 1) === 1,
    `${id} is reversed a second time although the gateway never took back its word`,
  );
  const late = after.phase === 'reversing' && after.reversal?.late === true;
  const lateNews = late && before.doubt && (before.phase === 'not_charged' || before.phase === 'reversed');
  const allowed = ways[before.phase].includes(after.phase) && !late;
  must(lateNews || allowed, `${id} goes from ${before.phase} to ${after.phase}`);
}

/** Whether a refund may go on from one durable state to the next. */
export function mayGoOn(was: Refund, refund: Refund): void {
  const { refundRequestId: refundId } = refund;
  must(was.amountMinor === refund.amountMinor, `${refundId} changes its amount`);
  // Given up with a reversal that a person closed, and carried out all the same.
  const wasGivenUp = was.phase === 'refused' && was.code === 'closed_by_person' && refund.phase === 'done';
  const ended = (was.phase === 'done' || was.phase === 'refused') && !wasGivenUp;
  must(!ended || was.phase === refund.phase, `${refundId} was ${was.phase} and becomes ${refund.phase}`);
}

/** A mock amount whose inquiries are never answered clearly: once its cancel is refused, only a person can help. */
export function isNeverClear({ amount, phase, reversal }: Payment): boolean {
  return (
    (amount.minor === 9_903 || amount.minor === 9_904) && phase === 'reversal_pending' && reversal?.refusedCode !== ''
  );
}

/** Only by name, for a reason and on evidence, and not while it is still tried. */
function mayCloseByHand(before: Payment, after: Payment): void {
  const { paymentRequestId: id, reversal } = after;
  const said = reversal?.closed;
  must(
    before.phase === 'reversal_pending' && reversal?.doneAtMs != null,
    `${id} is closed by hand while it is ${before.phase}`,
  );
  const isTried = before.reversal?.seriesOver !== true && !before.refunds.some(({ seriesOver }) => seriesOver);
  must(!isTried, `${id} is closed by hand while it is still tried`);
  const words = [said?.by, said?.why, said?.evidence];
  must(
    words.every((word) => word !== undefined && word !== ''),
    `${id} is closed by hand without a name, a reason or evidence`,
  );
}

export function hasOpenReversal({ reversal }: Payment): boolean {
  return reversal !== null && reversal.doneAtMs === null;
}

export function mayChargeAgain({ phase, doubt }: Payment): boolean {
  return !doubt && (phase === 'not_charged' || phase === 'reversed');
}

export function isUnsettled({ phase, doubt, refunds }: Payment): boolean {
  const refunding = refunds.some((refund) => refund.phase !== 'done' && refund.phase !== 'refused');
  return !finalPhases.includes(phase) || doubt || refunding;
}

export function sumOf(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
}

export function must(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Violation(sentence);
}
