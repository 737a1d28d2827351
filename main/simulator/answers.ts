import { decimals, isCurrency } from '../core/money.ts';
import type { Order, RefundEntry } from './ledger.ts';
import { type Message, result } from './messages.ts';
import { isoTime } from './times.ts';

/**
 * Orders and refunds as the gateway's answers show them. It decides nothing. Members and their spelling follow the
 * pages `ams/upm`, `ams/paymentri`, `ams/paymentc`, `ams/refund` and `ams/ir`; real answers carry `quotePrice` as a
 * JSON number, `guaranteed` as a JSON boolean and null members, although the pages ask for strings.
 */

/** Millionths of the settlement currency for one unit of the order's. A figure for training, not a market rate. */
const quotePriceMillionths = 64_622;

/** S of pay. The same order always gives the same bytes. */
export function paidAnswer(order: Order): Message {
  return {
    ...result('SUCCESS'),
    ...identity(order),
    paymentTime: isoTime(order.paidAtMs ?? order.createdAtMs),
    paymentCreateTime: isoTime(order.createdAtMs),
    ...payer(order),
    ...settlement(order, order.amountMinor),
  };
}

/** U of pay for an order that exists: it carries the ids. */
export function inProcessAnswer(order: Order): Message {
  return { ...result('PAYMENT_IN_PROCESS'), ...identity(order), paymentCreateTime: isoTime(order.createdAtMs) };
}

/** S of inquiryPayment: the call worked, paymentStatus tells the rest. */
export function inquiryAnswer(order: Order): Message {
  const paid = order.status === 'SUCCESS';
  // The official SDK's mocks show UNKNOWN_EXCEPTION beside CANCELLED; nothing may be decided by this code.
  const paymentResultCode = order.status === 'CANCELLED' ? 'UNKNOWN_EXCEPTION' : order.resultCode;
  return {
    ...result('SUCCESS'),
    paymentStatus: order.status,
    paymentResultCode,
    paymentResultMessage: paymentResultCode.toLowerCase().replaceAll('_', ' '),
    ...identity(order),
    paymentCreateTime: isoTime(order.createdAtMs),
    ...(paid ? { paymentTime: isoTime(order.paidAtMs ?? order.createdAtMs), ...payer(order) } : {}),
    ...(paid ? settlement(order, order.amountMinor) : {}),
    transactions: order.refunds.length === 0 ? null : order.refunds.map((refund) => transaction(order, refund)),
  };
}

/** S of cancel. */
export function cancelledAnswer(order: Order): Message {
  return {
    ...result('SUCCESS'),
    paymentRequestId: order.paymentRequestId,
    paymentId: order.paymentId,
    cancelTime: isoTime(order.cancelledAtMs ?? order.createdAtMs),
  };
}

/** What refund answers for an entry of the ledger, the first time and every time again. */
export function refundAnswer(order: Order, refund: RefundEntry): Message {
  if (refund.status === 'FAIL') return result(refund.resultCode);
  if (refund.status === 'PROCESSING') return { ...result('REFUND_IN_PROCESS'), ...refundIdentity(order, refund) };
  return {
    ...result('SUCCESS'),
    paymentId: order.paymentId,
    ...refundIdentity(order, refund),
    refundTime: isoTime(refund.refundedAtMs ?? refund.requestedAtMs),
    ...settlement(order, refund.amountMinor),
  };
}

/** S of inquiryRefund. */
export function refundInquiryAnswer(order: Order, refund: RefundEntry): Message {
  return {
    ...result('SUCCESS'),
    ...refundIdentity(order, refund),
    refundStatus: refund.status,
    ...(refund.status === 'SUCCESS' ? { refundTime: isoTime(refund.refundedAtMs ?? refund.requestedAtMs) } : {}),
    ...(refund.status === 'SUCCESS' ? settlement(order, refund.amountMinor) : {}),
  };
}

/** An amount the way AMS writes it: minor units as a decimal string. */
export function amount(minor: number, currency: string): Message {
  return { currency, value: String(minor) };
}

function identity(order: Order): Message {
  return {
    paymentRequestId: order.paymentRequestId,
    paymentId: order.paymentId,
    paymentAmount: amount(order.amountMinor, order.currency),
  };
}

function refundIdentity(order: Order, refund: RefundEntry): Message {
  return {
    refundRequestId: refund.refundRequestId,
    refundId: refund.refundId,
    refundAmount: amount(refund.amountMinor, order.currency),
  };
}

function payer(order: Order): Message {
  const displayCustomerId = `${order.wallet.slice(0, 3)}***`;
  return { pspCustomerInfo: { pspName: 'ALIPAY_CN', pspCustomerId: order.wallet, displayCustomerId } };
}

function transaction(order: Order, refund: RefundEntry): Message {
  return {
    transactionResult: result(refund.resultCode)['result'],
    transactionId: refund.refundId,
    transactionType: 'REFUND',
    transactionStatus: refund.status,
    transactionAmount: amount(refund.amountMinor, order.currency),
    transactionRequestId: refund.refundRequestId,
    transactionTime: isoTime(refund.refundedAtMs ?? refund.requestedAtMs),
  };
}

/** grossSettlementAmount and settlementQuote, present only when the settlement currency differs (page `ams/upm`). */
function settlement(order: Order, minor: number): Message {
  const into = order.settlementCurrency;
  if (into === null || into === order.currency || !isCurrency(into)) return {};
  const shift = decimals(into) - decimals(order.currency);
  const millionths = BigInt(minor) * BigInt(quotePriceMillionths) * 10n ** BigInt(Math.max(shift, 0));
  const gross = millionths / (1_000_000n * 10n ** BigInt(Math.max(-shift, 0)));
  return {
    grossSettlementAmount: amount(Number(gross), into),
    settlementQuote: {
      quoteCurrencyPair: `${order.currency}/${into}`,
      quotePrice: quotePriceMillionths / 1_000_000,
      quoteStartTime: isoTime(order.createdAtMs),
      guaranteed: false,
    },
  };
}
