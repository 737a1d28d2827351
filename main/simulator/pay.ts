import { hash } from 'node:crypto';
import type { Money } from '../core/money.ts';
import { inProcessAnswer, paidAnswer } from './answers.ts';
import { charge, type Desk, fail, gatewayMs, newId, settle, type Twist, walletOf, write } from './desk.ts';
import type { Order, Script } from './ledger.ts';
import { at, brokenField, type Message, payFields, readAmount, result, text } from './messages.ts';
import { readIsoTime } from './times.ts';

/**
 * The column "pay" of the state table, user-presented mode: what is refused and leaves no order, what is declined
 * and leaves a failed one, what is paid, and what stays open. It knows nothing of HTTP.
 */

/** 9902 to 9904 are charged this long after the pay unless they are cancelled before. */
export const lateChargeMs = 90_000;

/** Alipay's mock amounts, in minor units. */
const mockScripts: Readonly<Record<number, Script>> = {
  9901: 'third_inquiry',
  9902: 'silent_pay',
  9903: 'unclear_inquiry',
  9904: 'silent_inquiry',
};

/** Widest union of the two official rules: 17 to 32 digits (best practice) and 16 to 24 (API page), front 25 to 30. */
const codeShape = /^(?:2[5-9]|30)\d{14,30}$/;

interface Asked {
  readonly paymentRequestId: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly code: string;
  readonly fingerprint: string;
  readonly expiresAtMs: number | null;
  readonly settlementCurrency: string | null;
}

/** Hash under which a payment code is remembered; the code itself is kept nowhere. */
export function fingerprintOf(code: string): string {
  return hash('sha256', code);
}

/** Answers one pay request; null = the gateway stays silent. */
export function pay(desk: Desk, request: Message, twist: Twist): Message | null {
  const read = readPay(request);
  if (!read.ok) return read.answer;
  const { asked } = read;
  const known = desk.register.order(asked.paymentRequestId);
  if (known) return repeated(settle(desk, known), asked);
  if (!codeShape.test(asked.code)) return result('INVALID_PAYMENT_CODE', 'the payment code is malformed');
  return firstSeen(desk, asked, twist);
}

/** Idempotency (page `ams/idempotency`): amount, currency and code are compared, everything else is not. */
function repeated(order: Order, asked: Asked): Message {
  const same =
    order.amountMinor === asked.amount.minor &&
    order.currency === asked.amount.currency &&
    order.codeFingerprint === asked.fingerprint;
  if (!same) return result('REPEAT_REQ_INCONSISTENT');
  if (order.status === 'SUCCESS') return paidAnswer(order);
  if (order.status === 'CANCELLED') return result('ORDER_IS_CANCELED');
  if (order.status === 'FAIL') return result(order.resultCode);
  return inProcessAnswer(order);
}

function firstSeen(desk: Desk, asked: Asked, twist: Twist): Message | null {
  const nowMs = gatewayMs(desk);
  const script = desk.rules.mockAmounts ? (mockScripts[asked.amount.minor] ?? null) : null;
  const needsPin = desk.register.issued(asked.fingerprint)?.needsPin === true;
  const order: Order = {
    paymentRequestId: asked.paymentRequestId,
    paymentId: newId(desk),
    orderId: asked.orderId,
    status: 'PROCESSING',
    resultCode: 'PAYMENT_IN_PROCESS',
    amountMinor: asked.amount.minor,
    currency: asked.amount.currency,
    chargedMinor: 0,
    returnedMinor: 0,
    wallet: walletOf(desk, asked.fingerprint),
    codeFingerprint: asked.fingerprint,
    settlementCurrency: asked.settlementCurrency,
    script: needsPin ? 'pin' : script,
    inquiries: 0,
    createdAtMs: nowMs,
    expiresAtMs: asked.expiresAtMs ?? nowMs + desk.rules.expiryMs,
    paidAtMs: null,
    cancelledAtMs: null,
    chargeAtMs: null,
    refunds: [],
  };
  const declined = declineCode(desk, order, twist);
  if (declined !== null) return result(fail(desk, order, declined).resultCode);
  if (twist.failThenSuccessMs !== undefined) return failedFirst(desk, order, twist.failThenSuccessMs);
  if (order.script !== null) return scripted(desk, order);
  const paid = charge(desk, order, nowMs);
  return paid.status === 'SUCCESS' ? paidAnswer(paid) : result(paid.resultCode);
}

/** Why this order can never be paid, or null. A declined order stays behind as FAIL. */
function declineCode(desk: Desk, order: Order, twist: Twist): string | null {
  if (order.expiresAtMs < order.createdAtMs) return 'ORDER_IS_CLOSED';
  // A spent code calls for a fresh one, as an expired one does; INVALID_PAYMENT_CODE would turn the customer away.
  if (desk.register.spentBy(order.codeFingerprint) !== undefined) return 'EXPIRED_CODE';
  const issued = desk.register.issued(order.codeFingerprint);
  if (issued && issued.expiresAtMs < desk.clock.wallMs()) return 'EXPIRED_CODE';
  return issued?.refuseWith ?? twist.declineWith ?? null;
}

/** The gateway at its worst: a definite F now, the money later. */
function failedFirst(desk: Desk, order: Order, afterMs: number): Message {
  const resultCode = 'USER_BALANCE_NOT_ENOUGH';
  write(desk, { ...order, status: 'FAIL', resultCode, chargeAtMs: desk.clock.wallMs() + afterMs });
  return result(resultCode);
}

function scripted(desk: Desk, order: Order): Message | null {
  const late = order.script !== 'pin' && order.script !== 'third_inquiry';
  const open = write(desk, { ...order, chargeAtMs: late ? desk.clock.wallMs() + lateChargeMs : null });
  if (open.script === 'silent_pay') return null;
  return late ? result('UNKNOWN_EXCEPTION') : inProcessAnswer(open);
}

type Read = { readonly ok: true; readonly asked: Asked } | { readonly ok: false; readonly answer: Message };

function readPay(request: Message): Read {
  const broken = brokenField(request, payFields);
  if (broken !== null) return { ok: false, answer: result('PARAM_ILLEGAL', broken) };
  const orderAmount = readAmount(request, ['order', 'orderAmount']);
  if (!orderAmount.ok) return orderAmount;
  const amount = readAmount(request, ['paymentAmount']);
  if (!amount.ok) return amount;
  const expiry = text(request['paymentExpiryTime']);
  const expiresAtMs = expiry === undefined ? null : readIsoTime(expiry);
  if (expiry !== undefined && expiresAtMs === null) {
    return { ok: false, answer: result('PARAM_ILLEGAL', 'paymentExpiryTime is not an ISO 8601 time with offset') };
  }
  const code = text(at(request, ['paymentMethod', 'paymentMethodId'])) ?? '';
  const asked: Asked = {
    paymentRequestId: text(request['paymentRequestId']) ?? '',
    orderId: text(at(request, ['order', 'referenceOrderId'])) ?? '',
    amount: amount.money,
    code,
    fingerprint: fingerprintOf(code),
    expiresAtMs,
    settlementCurrency: text(at(request, ['settlementStrategy', 'settlementCurrency'])) ?? null,
  };
  return { ok: true, asked };
}
