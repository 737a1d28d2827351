import { required, requiredWord, type Typed } from '../arguments.ts';
import type { PaymentView, RefundView } from '../contract/views.ts';
import { refusalSentence } from '../contract/words/refusals.ts';
import { resultWords } from '../contract/words/result-codes.ts';
import { resultHeadings } from '../contract/words/result-headings.ts';
import { tillWords } from '../contract/words/till.ts';
import { amountMinorMax, parseAmount } from '../core/money.ts';
import type { Profile } from '../profile.ts';
import { type Desk, openDesk } from './desk.ts';
import { amountOf, fail, heading, type Output, refuse } from './output.ts';
import { narrateLeftovers } from './sale.ts';

/** `till refund ID --amount A [--why TEXT]`: gives back a paid payment, in part or in full. */

export const refundOptions = { amount: 'text', why: 'text' } as const;

const exits = { done: 0, refused: 2, pending: 4 } as const;

export async function refund(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const id = requiredWord(typed, 0, 'ID', out.language);
  const { currency: shops } = profile.config.terminal;
  // The limit of a sale is none of a refund: it may have been lowered since.
  const amount = parseAmount(required(typed, 'amount', out.language), shops, amountMinorMax);
  if (!amount.ok) {
    // "Use a refund" is no advice for whoever types one.
    const told = amount.reason === 'negative' ? 'amount_zero' : amount.reason;
    return fail(out, amount.reason, refusalSentence(out.language, told));
  }
  const why = (typed.text('why') ?? '').slice(0, 256);
  const desk = await openDesk(profile, null);
  try {
    narrateLeftovers(desk, out);
    const started = await desk.request('refund.start', { id, amountMinor: amount.money.minor, why });
    if (!started.ok) return turnedDown(started.reason, out);
    const { currency, paymentRequestId } = started.payment;
    const shown = amountOf({ amountMinor: amount.money.minor, currency });
    out.say(tillWords[out.language].refund.sending({ amount: shown, id: paymentRequestId }));
    const ended = await settledRefund(paymentRequestId, started.refundRequestId, desk);
    if (typeof ended === 'string') return refuse(out, ended);
    const { payment, settled } = ended;
    await desk.until(() => (desk.view().printer.printing ? null : true));
    out.answer(refundLines(settled, shown, out), refundJson(payment, settled));
    return exits[settled.status];
  } finally {
    await desk.close();
  }
}

/** The payment itself could not be had. */
const notHad: readonly string[] = ['not_found', 'storage_failed', 'archive_unavailable'];

/** Refused before anything was sent: no money moved, as when the gateway refuses. */
function turnedDown(reason: string, out: Output): number {
  if (notHad.includes(reason)) return refuse(out, reason);
  const sentence = refusalSentence(out.language, reason);
  out.say(sentence);
  out.answer([], { status: 'refused', reason, message: sentence });
  return exits.refused;
}

/** Waits for a definite answer, or for the end of the 60-second series. A reason where it can no longer be had. */
function settledRefund(
  id: string,
  refundRequestId: string,
  desk: Desk,
): Promise<{ payment: PaymentView; settled: RefundView } | string> {
  return desk.until<{ payment: PaymentView; settled: RefundView } | string>(async () => {
    const found = await desk.request('payment.look', { id });
    if (!found.ok) return found.reason;
    const settled = found.payment.refunds.find((one) => one.refundRequestId === refundRequestId);
    if (settled === undefined || (settled.status === 'pending' && !found.payment.seriesOver)) return null;
    return { payment: found.payment, settled };
  });
}

function refundLines(settled: RefundView, amount: string, out: Output): readonly string[] {
  const words = tillWords[out.language];
  const context = { done: 'refund_done', refused: 'refund_refused', pending: 'refund_open' } as const;
  const result = resultWords(out.language, context[settled.status], settled.code);
  const headings = resultHeadings[out.language];
  const sentences = {
    done: words.refund.done({ amount }),
    refused: words.refund.refused,
    pending: words.refund.pending,
  };
  return [
    `${heading(out.language, 'refund')}: ${sentences[settled.status]}`,
    ...(settled.status === 'done'
      ? []
      : [`${headings.meaning}: ${result.meaning}`, `${headings.money}: ${result.money}`]),
    `${words.labels.refundRequestId}: ${settled.refundRequestId}`,
    ...(settled.refundId === null ? [] : [`${words.labels.refundId}: ${settled.refundId}`]),
  ];
}

function refundJson(payment: PaymentView, settled: RefundView): unknown {
  const { paymentRequestId, paymentId, orderId, currency } = payment;
  const { refundRequestId, refundId, refundTime, amountMinor, status, code } = settled;
  return {
    status,
    refundRequestId,
    refundId,
    refundTime,
    amountMinor,
    currency,
    code,
    paymentRequestId,
    paymentId,
    orderId,
  };
}
