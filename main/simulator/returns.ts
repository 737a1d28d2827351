import { cancelledAnswer, inquiryAnswer, refundAnswer, refundInquiryAnswer } from './answers.ts';
import {
  cancelNow,
  charge,
  type Desk,
  enterRefund,
  fail,
  gatewayMs,
  newId,
  refundedOrReserved,
  settle,
  type Twist,
  write,
} from './desk.ts';
import type { Order, RefundEntry } from './ledger.ts';
import {
  brokenField,
  type FieldRule,
  type Message,
  paymentIdFields,
  readAmount,
  refundFields,
  refundIdFields,
  result,
  text,
} from './messages.ts';
import { canPay, merchantWallet } from './register.ts';
import { cancelClosesMs } from './times.ts';

/**
 * The columns "inquiryPayment", "cancel", "refund" and "inquiryRefund" of the state table. It knows nothing of HTTP.
 */

/** The inquiry that finds a payment of 9901 paid. */
const paidAtInquiry = 3;

export function inquirePayment(desk: Desk, request: Message, twist: Twist): Message | null {
  const found = namedOrder(desk, request);
  if (!found.ok) return found.answer;
  if (twist.failThenSuccessMs !== undefined) return failedFirst(desk, found.order, twist.failThenSuccessMs);
  const order = counted(desk, found.order);
  if (order.script === 'unclear_inquiry') return result('UNKNOWN_EXCEPTION');
  if (order.script === 'silent_inquiry') return null;
  return inquiryAnswer(order);
}

/** 9901 is paid at its third inquiry; only there inquiries are counted. */
function counted(desk: Desk, order: Order): Order {
  if (order.script !== 'third_inquiry' || order.status !== 'PROCESSING') return order;
  const inquiries = order.inquiries + 1;
  if (inquiries < paidAtInquiry) return write(desk, { ...order, inquiries });
  return charge(desk, { ...order, inquiries }, gatewayMs(desk));
}

/** Reports FAIL once; an order that was still open is charged later all the same. */
function failedFirst(desk: Desk, order: Order, afterMs: number): Message {
  const resultCode = 'USER_BALANCE_NOT_ENOUGH';
  if (order.status !== 'PROCESSING') return inquiryAnswer({ ...order, status: 'FAIL', resultCode });
  const chargeAtMs = desk.clock.wallMs() + afterMs;
  return inquiryAnswer(write(desk, { ...order, status: 'FAIL', resultCode, chargeAtMs }));
}

/** Closes an unpaid order or returns a paid one in full, inside the window. Repeated, it says S again. */
export function cancel(desk: Desk, request: Message): Message {
  const found = namedOrder(desk, request);
  if (!found.ok) return found.answer;
  const { order } = found;
  if (order.status === 'CANCELLED') return cancelledAnswer(order);
  if (order.status === 'FAIL') return result('ORDER_STATUS_INVALID', 'the payment failed: nothing to cancel');
  if (order.status === 'SUCCESS') {
    if (refundedOrReserved(order) > 0) return result('ORDER_STATUS_INVALID', 'the payment was refunded');
    if (gatewayMs(desk) > cancelClosesMs(order.paidAtMs ?? order.createdAtMs, desk.rules.cancelWindow)) {
      return result('CANCEL_WINDOW_EXCEED');
    }
    if (!canPay(desk.register, merchantWallet, order.chargedMinor)) return result('MERCHANT_BALANCE_NOT_ENOUGH');
  }
  return cancelledAnswer(cancelNow(desk, order));
}

export function refund(desk: Desk, request: Message, twist: Twist): Message {
  const broken = brokenField(request, refundFields);
  if (broken !== null) return result('PARAM_ILLEGAL', broken);
  const asked = readAmount(request, ['refundAmount']);
  if (!asked.ok) return asked.answer;
  const refundRequestId = text(request['refundRequestId']) ?? '';
  const paymentId = text(request['paymentId']) ?? '';
  const { minor, currency } = asked.money;
  const known = desk.register.refund(refundRequestId);
  if (known) {
    const order = settle(desk, known.order);
    const entry = order.refunds.find((refund) => refund.refundRequestId === refundRequestId) ?? known.refund;
    const same = entry.amountMinor === minor && order.currency === currency && order.paymentId === paymentId;
    return same ? refundAnswer(order, entry) : result('REPEAT_REQ_INCONSISTENT');
  }
  const found = desk.register.byPaymentId(paymentId);
  if (!found) return result('ORDER_NOT_EXIST');
  const order = settle(desk, found);
  if (order.status === 'CANCELLED') return result('ORDER_IS_CANCELED');
  // In-store the page lists no ORDER_IS_CLOSED for refund: an expired order is one more that was never paid.
  if (order.status !== 'SUCCESS') return result('ORDER_STATUS_INVALID', `the payment is ${order.status}`);
  if (order.currency !== currency) return result('CURRENCY_NOT_SUPPORT', 'a refund uses the currency of its payment');
  const entry = decided(desk, order, { refundRequestId, minor }, twist);
  return refundAnswer(enterRefund(desk, order, entry), entry);
}

/** The refund's fate. A refusal is remembered too: the same request gets the same answer (page `ams/idempotency`). */
function decided(
  desk: Desk,
  order: Order,
  asked: { readonly refundRequestId: string; readonly minor: number },
  twist: Twist,
): RefundEntry {
  const nowMs = gatewayMs(desk);
  const entry = {
    refundRequestId: asked.refundRequestId,
    refundId: newId(desk),
    amountMinor: asked.minor,
    requestedAtMs: nowMs,
    refundedAtMs: null,
    dueAtMs: null,
  };
  const refusal = refundRefusal(desk, order, asked.minor, nowMs);
  if (refusal !== null) return { ...entry, status: 'FAIL', resultCode: refusal };
  if (twist.refundTakesMs !== undefined) {
    const dueAtMs = desk.clock.wallMs() + twist.refundTakesMs;
    return { ...entry, status: 'PROCESSING', resultCode: 'REFUND_IN_PROCESS', dueAtMs };
  }
  return { ...entry, status: 'SUCCESS', resultCode: 'SUCCESS', refundedAtMs: nowMs };
}

function refundRefusal(desk: Desk, order: Order, minor: number, nowMs: number): string | null {
  if (refundedOrReserved(order) + minor > order.chargedMinor) return 'REFUND_AMOUNT_EXCEED';
  if (nowMs > (order.paidAtMs ?? order.createdAtMs) + desk.rules.refundWindowMs) return 'REFUND_WINDOW_EXCEED';
  if (!canPay(desk.register, merchantWallet, minor)) return 'MERCHANT_BALANCE_NOT_ENOUGH';
  return null;
}

/** refundId wins over refundRequestId (page `ams/ir`). */
export function inquireRefund(desk: Desk, request: Message): Message {
  const named = namedBy(request, refundIdFields, 'refundId', 'refundRequestId');
  if (!named.ok) return named.answer;
  const found = desk.register.refund(named.id);
  if (!found) return result('ORDER_NOT_EXIST');
  const order = settle(desk, found.order);
  const { refundRequestId } = found.refund;
  return refundInquiryAnswer(
    order,
    order.refunds.find((entry) => entry.refundRequestId === refundRequestId) ?? found.refund,
  );
}

/** The customer's answer in the wallet to an order that waits for it. */
export function confirm(desk: Desk, order: Order, agrees: boolean): Order {
  if (agrees) return charge(desk, order, gatewayMs(desk));
  return fail(desk, order, 'USER_PAYMENT_VERIFICATION_FAILED');
}

type Named = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly answer: Message };
type Found = { readonly ok: true; readonly order: Order } | { readonly ok: false; readonly answer: Message };

/** paymentId wins over paymentRequestId (pages `ams/paymentri`, `ams/paymentc`). */
function namedOrder(desk: Desk, request: Message): Found {
  const named = namedBy(request, paymentIdFields, 'paymentId', 'paymentRequestId');
  if (!named.ok) return named;
  const byPaymentId = text(request['paymentId']) !== undefined;
  const order = byPaymentId ? desk.register.byPaymentId(named.id) : desk.register.order(named.id);
  return order ? { ok: true, order: settle(desk, order) } : { ok: false, answer: result('ORDER_NOT_EXIST') };
}

function namedBy(request: Message, rules: readonly FieldRule[], first: string, second: string): Named {
  const broken = brokenField(request, rules);
  if (broken !== null) return { ok: false, answer: result('PARAM_ILLEGAL', broken) };
  const id = text(request[first]) ?? text(request[second]);
  if (id === undefined) return { ok: false, answer: result('PARAM_ILLEGAL', `${first} or ${second} is missing`) };
  return { ok: true, id };
}
