import { type Money, sameMoney } from '../core/money.ts';
import type {
  CancelVerdict,
  InquiryVerdict,
  Outcome,
  PayRequest,
  PayVerdict,
  RefundInquiryVerdict,
  RefundVerdict,
} from '../core/ports.ts';
import type { Answer } from './answer.ts';
import type { CancelAnswer, InquiryAnswer, PayAnswer, RefundAnswer, RefundInquiryAnswer } from './messages.ts';
import {
  type CodeTable,
  cancelCodes,
  cancelShowsOrder,
  inquiryCodes,
  keyFaultCodes,
  payCodes,
  payShowsOrder,
  refundCodes,
  refundInquiryCodes,
  rowOf,
} from './result-codes.ts';

/**
 * What an answer means for the money: one pure function per call, (asked, answer) → outcome. Only a well-signed
 * answer about our own request decides anything; everything that is not written down here is `unknown`. It takes no
 * time, sends nothing and remembers nothing.
 */

type Asked = Pick<PayRequest, 'paymentRequestId' | 'amount'>;
type AskedRefund = { readonly refundRequestId: string; readonly amount: Money };

/** Everything of an outcome but its verdict and code. */
type Facts = Omit<Outcome<string>, 'verdict' | 'code'>;

/**
 * pay: S with our id, amount and currency is paid; F with a code of the table is surely not charged. A refusal often
 * carries nothing but `result`; it counts without an id because it came as the answer to this very pay.
 */
export function payOutcome(asked: Asked, answer: Answer<PayAnswer>): Outcome<PayVerdict> {
  if (answer.kind === 'none') {
    const verdict = answer.notSent ? 'not_sent' : 'unknown';
    return outcome<PayVerdict>(verdict, answer.word, factsOf(answer, null));
  }
  const { message } = answer;
  const code = message.result.resultCode;
  const aboutUs = about(asked.paymentRequestId, message.paymentRequestId);
  if (aboutUs === 'other') return outcome<PayVerdict>('unknown', 'wrong_payment_answered', factsOf(answer, code));
  const row = rowOf(payCodes, message.result);
  const paymentId = aboutUs === 'ours' ? message.paymentId : null;
  const paymentTime = aboutUs === 'ours' ? message.paymentTime : null;
  const orderSeen = (row !== null && payShowsOrder(code)) || paymentId !== null;
  const facts: Facts = { ...factsOf(answer, code), paymentId, paymentTime, orderSeen };
  switch (row?.worth) {
    case 'success':
      return successOf(asked, aboutUs, message.paymentAmount, code, facts);
    case 'failed':
      return outcome<PayVerdict>('failed', code, facts);
    default:
      return outcome<PayVerdict>('unknown', row === null ? unlisted(payCodes, code) : code, facts);
  }
}

/**
 * inquiryPayment: `result` says only whether the inquiry worked; paymentStatus decides, and every final one needs our
 * id. The statuses are compared in upper case since the docs print `Success` too. FAIL is reported under the payment's
 * own code where it has one that explains it.
 */
export function inquiryOutcome(asked: Asked, answer: Answer<InquiryAnswer>): Outcome<InquiryVerdict> {
  if (answer.kind === 'none') return outcome<InquiryVerdict>('unknown', answer.word, factsOf(answer, null));
  const { message } = answer;
  const code = message.result.resultCode;
  const aboutUs = about(asked.paymentRequestId, message.paymentRequestId);
  const facts = factsOf(answer, code);
  if (aboutUs === 'other') return outcome<InquiryVerdict>('unknown', 'wrong_payment_answered', facts);
  const row = rowOf(inquiryCodes, message.result);
  if (row?.worth === 'not_exist') return outcome<InquiryVerdict>('not_exist', code, facts);
  if (row?.worth !== 'answered') {
    return outcome<InquiryVerdict>('unknown', row === null ? unlisted(inquiryCodes, code) : code, facts);
  }
  if (aboutUs === 'absent') return outcome<InquiryVerdict>('unknown', 'junk', { ...facts, orderSeen: true });
  const { paymentId, paymentTime } = message;
  const known: Facts = { ...facts, orderSeen: true, paymentId, paymentTime, returnedMinor: returned(asked, message) };
  return statusOutcome(asked, message, known);
}

function statusOutcome(asked: Asked, message: InquiryAnswer, facts: Facts): Outcome<InquiryVerdict> {
  const code = message.result.resultCode;
  switch (message.paymentStatus?.toUpperCase()) {
    case 'SUCCESS':
      return successOf(asked, 'ours', message.paymentAmount, code, facts);
    case 'FAIL':
      return outcome<InquiryVerdict>('failed', reasonOf(message), facts);
    case 'CANCELLED':
      return outcome<InquiryVerdict>('cancelled', code, facts);
    case 'PROCESSING':
    case 'PENDING':
      // The call's own SUCCESS would read as the payment's.
      return outcome<InquiryVerdict>('processing', 'PAYMENT_IN_PROCESS', facts);
    default:
      return outcome<InquiryVerdict>('unknown', 'junk', facts);
  }
}

/** A success still has to be the one we asked for. An answer without an amount proves nothing: it is asked again. */
function successOf(
  asked: Asked,
  aboutUs: AboutUs,
  amount: Money | null,
  code: string,
  facts: Facts,
): Outcome<'success' | 'mismatch' | 'unknown'> {
  if (aboutUs !== 'ours' || amount === null) return outcome('unknown', 'junk', facts);
  if (!sameMoney(asked.amount, amount)) return outcome('mismatch', 'amount_mismatch', facts);
  return outcome('success', code, facts);
}

/**
 * cancel: S is cancelled; the request's own id stands in for an absent one, as in Alipay's SDK of 2020. A refusal
 * claims nothing about the money; the caller inquires.
 */
export function cancelOutcome(
  asked: { readonly paymentRequestId: string },
  answer: Answer<CancelAnswer>,
): Outcome<CancelVerdict> {
  if (answer.kind === 'none') return outcome<CancelVerdict>('unknown', answer.word, factsOf(answer, null));
  const { message } = answer;
  const code = message.result.resultCode;
  const facts = factsOf(answer, code);
  const aboutUs = about(asked.paymentRequestId, message.paymentRequestId);
  if (aboutUs === 'other') return outcome<CancelVerdict>('unknown', 'wrong_payment_answered', facts);
  const paymentId = aboutUs === 'ours' ? message.paymentId : null;
  const row = rowOf(cancelCodes, message.result);
  if (row !== null) {
    const orderSeen = row.worth === 'success' || (row.worth === 'refused' && cancelShowsOrder(code));
    return outcome<CancelVerdict>(row.worth, code, { ...facts, paymentId, orderSeen });
  }
  const refused = message.result.resultStatus === 'F' && !Object.hasOwn(cancelCodes, code);
  return outcome<CancelVerdict>(refused ? 'refused' : 'unknown', unlisted(cancelCodes, code), { ...facts, paymentId });
}

/** refund: S is refunded; only a refusal of the table frees the refundRequestId; `processing` forbids a repeat. */
export function refundOutcome(
  asked: AskedRefund & { readonly paymentId: string },
  answer: Answer<RefundAnswer>,
): Outcome<RefundVerdict> {
  if (answer.kind === 'none') return outcome<RefundVerdict>('unknown', answer.word, factsOf(answer, null));
  const { message } = answer;
  const code = message.result.resultCode;
  const facts = factsOf(answer, code);
  const other =
    about(asked.refundRequestId, message.refundRequestId) === 'other' ||
    about(asked.paymentId, message.paymentId) === 'other';
  if (other) return outcome<RefundVerdict>('unknown', 'wrong_payment_answered', facts);
  const row = rowOf(refundCodes, message.result);
  const known = refundFacts(facts, message, row?.worth === 'success' || row?.worth === 'processing');
  if (row?.worth === 'success' && otherAmount(asked, message)) {
    return outcome<RefundVerdict>('unknown', 'amount_mismatch', known);
  }
  return outcome<RefundVerdict>(row?.worth ?? 'unknown', row === null ? unlisted(refundCodes, code) : code, known);
}

/** inquiryRefund: as the inquiry of a payment, refundStatus decides and needs our refundRequestId. */
export function refundInquiryOutcome(
  asked: AskedRefund,
  answer: Answer<RefundInquiryAnswer>,
): Outcome<RefundInquiryVerdict> {
  if (answer.kind === 'none') return outcome<RefundInquiryVerdict>('unknown', answer.word, factsOf(answer, null));
  const { message } = answer;
  const code = message.result.resultCode;
  const facts = factsOf(answer, code);
  const aboutUs = about(asked.refundRequestId, message.refundRequestId);
  if (aboutUs === 'other') return outcome<RefundInquiryVerdict>('unknown', 'wrong_payment_answered', facts);
  const row = rowOf(refundInquiryCodes, message.result);
  if (row?.worth === 'not_exist') return outcome<RefundInquiryVerdict>('not_exist', code, facts);
  if (row?.worth !== 'answered') {
    return outcome<RefundInquiryVerdict>('unknown', row === null ? unlisted(refundInquiryCodes, code) : code, facts);
  }
  const known = refundFacts(facts, message, true);
  if (aboutUs === 'absent') return outcome<RefundInquiryVerdict>('unknown', 'junk', known);
  if (otherAmount(asked, message)) return outcome<RefundInquiryVerdict>('unknown', 'amount_mismatch', known);
  switch (message.refundStatus?.toUpperCase()) {
    case 'SUCCESS':
      return outcome<RefundInquiryVerdict>('success', code, known);
    case 'FAIL':
      return outcome<RefundInquiryVerdict>('failed', code, known);
    case 'PROCESSING':
      return outcome<RefundInquiryVerdict>('processing', code, known);
    default:
      return outcome<RefundInquiryVerdict>('unknown', 'junk', known);
  }
}

function outcome<Verdict extends string>(verdict: Verdict, code: string, facts: Facts): Outcome<Verdict> {
  return { verdict, code, ...facts };
}

/** `code` is the result code of a signed answer; an unsigned one is believed only as a hint at our keys. */
function factsOf(answer: Answer<unknown>, code: string | null): Facts {
  const hint = answer.kind === 'none' ? answer.claimedCode : code;
  return {
    orderSeen: false,
    keyFault: hint !== null && keyFaultCodes.has(hint),
    gatewayTimeMs: answer.gatewayTimeMs,
    signed: answer.kind === 'message' || answer.signed,
    paymentId: null,
    paymentTime: null,
    returnedMinor: 0,
    refundId: null,
    refundTime: null,
  };
}

function refundFacts(facts: Facts, { refundId, refundTime }: RefundAnswer, orderSeen: boolean): Facts {
  return { ...facts, refundId, refundTime, orderSeen };
}

type AboutUs = 'ours' | 'other' | 'absent';

function about(ourId: string, answeredId: string | null): AboutUs {
  if (answeredId === null) return 'absent';
  return answeredId === ourId ? 'ours' : 'other';
}

/** A known code under the wrong status contradicts itself: we cannot read it. An unknown code is told as it is. */
function unlisted(table: CodeTable<string>, code: string): string {
  return Object.hasOwn(table, code) ? 'junk' : code;
}

/** UNKNOWN_EXCEPTION stands beside every unhappy status (mocks of Alipay's SDK), SUCCESS is the call's: no reasons. */
function reasonOf({ paymentResultCode, result }: InquiryAnswer): string {
  const explains = paymentResultCode !== null && !['SUCCESS', 'UNKNOWN_EXCEPTION'].includes(paymentResultCode);
  return explains ? paymentResultCode : result.resultCode;
}

function otherAmount(asked: AskedRefund, { refundAmount }: RefundAnswer): boolean {
  return refundAmount !== null && !sameMoney(asked.amount, refundAmount);
}

/** Minor units of the refunds that surely succeeded: every sign of it that is present must say so, and one must be. */
function returned(asked: Asked, { transactions }: InquiryAnswer): number {
  let sum = 0;
  for (const { transactionType, transactionStatus, transactionResult, transactionAmount } of transactions) {
    const signs = [transactionStatus === null ? null : transactionStatus.toUpperCase() === 'SUCCESS'];
    signs.push(transactionResult === null ? null : transactionResult === 'S');
    const succeeded = signs.includes(true) && !signs.includes(false);
    const ours = transactionType?.toUpperCase() === 'REFUND' && transactionAmount?.currency === asked.amount.currency;
    if (succeeded && ours) sum += transactionAmount.minor;
  }
  return sum;
}
