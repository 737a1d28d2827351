import { amountMinorMax, checkAmount, isCurrency, type Money } from '../core/money.ts';

/**
 * The vocabulary of the AMS messages as the simulator speaks it: API names, result codes and small readers of plain
 * objects. It knows nothing of orders, HTTP or signatures. The tables follow the AMS pages `upm`, `paymentc`,
 * `refund` and `ir` of global.alipay.com/docs/ac/ams.
 */

export const apis = ['pay', 'inquiryPayment', 'cancel', 'refund', 'inquiryRefund'] as const;

export type Api = (typeof apis)[number];

/** A request or an answer as a plain object, the way JSON carries it. */
export type Message = Readonly<Record<string, unknown>>;

/** Codes that leave the result open (resultStatus U); SUCCESS is S, every other code is F. */
const openCodes: ReadonlySet<string> = new Set([
  'PAYMENT_IN_PROCESS',
  'REFUND_IN_PROCESS',
  'REQUEST_TRAFFIC_EXCEED_LIMIT',
  'UNKNOWN_EXCEPTION',
]);

/** The `result` member of an answer. Without a sentence of its own the message repeats the code in small letters. */
export function result(code: string, sentence?: string): Message {
  const resultStatus = code === 'SUCCESS' ? 'S' : openCodes.has(code) ? 'U' : 'F';
  const resultMessage = (sentence ?? code.toLowerCase().replaceAll('_', ' ')).slice(0, 256);
  return { result: { resultCode: code, resultStatus, resultMessage } };
}

/** The result code of an answer, '' when there is none. */
export function resultCode(answer: Message): string {
  return text(at(answer, ['result', 'resultCode'])) ?? '';
}

/** The value at a path of member names, or undefined as soon as one of them is missing. */
export function at(message: unknown, path: readonly string[]): unknown {
  let value: unknown = message;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** The value when it is a string with at least one character. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** True for a JSON object, false for null, arrays and scalars. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One rule about a string field: where it is, whether it must be there, and its greatest length in characters. */
export interface FieldRule {
  readonly path: readonly string[];
  /** A second spelling of the last name that the gateway's own pages use. */
  readonly alias?: readonly string[];
  readonly required: boolean;
  readonly max: number;
  /** Anything else the text must satisfy. */
  readonly shape?: RegExp;
}

/** Names the first field that breaks its rule and why, or null. The sentence becomes the resultMessage. */
export function brokenField(message: Message, rules: readonly FieldRule[]): string | null {
  for (const rule of rules) {
    const value = at(message, rule.path) ?? (rule.alias ? at(message, rule.alias) : undefined);
    const name = rule.path.join('.');
    if (value === undefined || value === null || value === '') {
      if (rule.required) return `${name} is missing`;
    } else if (typeof value !== 'string') {
      return `${name} must be a string`;
    } else if (value.length > rule.max) {
      return `${name} is longer than ${rule.max} characters`;
    } else if (rule.shape && !rule.shape.test(value)) {
      return `${name} has a wrong form`;
    }
  }
  return null;
}

/** Ids carry no special characters (inquiryRefund page); the pages' samples hold letters, digits, `_` and `-`. */
const idShape = /^[A-Za-z0-9_-]+$/;

function rule(path: string, required: boolean, max: number, shape?: RegExp): FieldRule {
  return { path: path.split('.'), required, max, ...(shape ? { shape } : {}) };
}

/**
 * The string fields of pay in user-presented mode: mandatory ones and lengths from the page `ams/upm`, merchantName
 * mandatory in-store since January 2020 (change history), lengths of merchant and store from its sister pages.
 */
export const payFields: readonly FieldRule[] = [
  rule('productCode', true, 64, /^IN_STORE_PAYMENT$/),
  rule('paymentRequestId', true, 64, idShape),
  rule('paymentNotifyUrl', true, 2048),
  rule('paymentMethod.paymentMethodType', true, 64, /^CONNECT_WALLET$/),
  rule('paymentMethod.paymentMethodId', true, 128),
  rule('paymentFactor.inStorePaymentScenario', false, 64, /^paymentcode$/i),
  rule('order.referenceOrderId', false, 64),
  rule('order.orderDescription', true, 256),
  rule('order.merchant.referenceMerchantId', true, 64),
  rule('order.merchant.merchantName', true, 256),
  rule('order.merchant.merchantMCC', true, 32),
  rule('order.merchant.store.referenceStoreId', true, 64),
  rule('order.merchant.store.storeName', false, 256),
  { ...rule('order.merchant.store.storeMCC', true, 32), alias: ['order', 'merchant', 'store', 'storeMcc'] },
  rule('order.env.storeTerminalId', false, 64),
  rule('order.env.storeTerminalRequestTime', false, 32),
  rule('paymentExpiryTime', false, 64),
  rule('settlementStrategy.settlementCurrency', false, 3, /^[A-Z]{3}$/),
  rule('merchantRegion', false, 2),
];

export const refundFields: readonly FieldRule[] = [
  rule('refundRequestId', true, 64, idShape),
  rule('paymentId', true, 64),
  rule('referenceRefundId', false, 64),
  rule('refundReason', false, 256),
];

/** inquiryPayment and cancel name a payment, inquiryRefund a refund, by either of two ids. */
export const paymentIdFields: readonly FieldRule[] = [
  rule('paymentRequestId', false, 64),
  rule('paymentId', false, 64),
];
export const refundIdFields: readonly FieldRule[] = [rule('refundRequestId', false, 64), rule('refundId', false, 64)];

/**
 * `{currency, value}`: value is a string of at most 16 digits above zero without sign, point or leading zeros
 * (`Amount`), in whole steps of the currency. Anything else is PARAM_ILLEGAL.
 */
export function readAmount(
  request: Message,
  path: readonly string[],
): { readonly ok: true; readonly money: Money } | { readonly ok: false; readonly answer: Message } {
  const name = path.join('.');
  const currency = at(request, [...path, 'currency']);
  const value = at(request, [...path, 'value']);
  const illegal = (why: string) => ({ ok: false, answer: result('PARAM_ILLEGAL', `${name}.${why}`) }) as const;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return illegal('currency is not an ISO 4217 code');
  if (typeof value !== 'string') return illegal('value must be a string');
  if (!/^[1-9]\d{0,15}$/.test(value)) return illegal('value must be a whole number of minor units above zero');
  if (!isCurrency(currency)) return { ok: false, answer: result('CURRENCY_NOT_SUPPORT') };
  const checked = checkAmount({ minor: Number(value), currency }, amountMinorMax);
  if (checked.ok) return checked;
  if (checked.reason === 'not_a_whole_step') return illegal('value is not a whole step of its currency');
  return { ok: false, answer: result('PAYMENT_AMOUNT_EXCEED_LIMIT') };
}
