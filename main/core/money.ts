import { amountMinorMax } from '../contract/order-views.ts';

/**
 * Amounts are whole minor units with their currency; there is no floating point anywhere.
 * AMS sends `value` as a decimal string without sign, point or leading zeros (Alipay docs, `Amount`).
 */

/** An amount: `minor` is a whole number of the currency's smallest unit, 0 or more, at most 12 digits. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Far below 2^53. */
export { amountMinorMax };

/** Decimals per ISO 4217 currency that AMS settles (Alipay docs, supported currencies). */
const decimalsOf: Readonly<Record<string, number>> = {
  AUD: 2,
  BDT: 2,
  BRL: 2,
  CAD: 2,
  CLP: 0,
  CNY: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  IDR: 2,
  JPY: 0,
  KRW: 0,
  MOP: 2,
  MXN: 2,
  MYR: 2,
  NZD: 2,
  PEN: 2,
  PHP: 2,
  PKR: 2,
  PLN: 2,
  SGD: 2,
  THB: 2,
  TRY: 2,
  TWD: 2,
  USD: 2,
  VND: 0,
};

/** Smallest step in minor units where it is not 1: rupiah amounts end in `00` (Alipay docs, IDR). */
const stepOf: Readonly<Record<string, number>> = { IDR: 100 };

export type AmountRefusal =
  | 'not_an_amount'
  | 'zero'
  | 'negative'
  | 'too_many_decimals'
  | 'above_limit'
  | 'not_a_whole_step'
  | 'unknown_currency';

export type AmountResult =
  | { readonly ok: true; readonly money: Money }
  | { readonly ok: false; readonly reason: AmountRefusal };

/** True when amounts of this currency can be taken. */
export function isCurrency(currency: string): boolean {
  return Object.hasOwn(decimalsOf, currency);
}

/** Digits after the point: 0 or 2. Stops for an unknown currency: ask {@link isCurrency} first. */
export function decimals(currency: string): number {
  const count = isCurrency(currency) ? decimalsOf[currency] : undefined;
  if (count === undefined) throw new RangeError(`unknown currency ${currency}`);
  return count;
}

/**
 * Reads an amount as a cashier types it, `12.80` or `1280` in a currency without decimals.
 * `limitMinor` is the largest accepted amount in minor units.
 */
export function parseAmount(text: string, currency: string, limitMinor: number): AmountResult {
  if (!isCurrency(currency)) return { ok: false, reason: 'unknown_currency' };
  const shape = /^(-?)(\d{1,20})(?:\.(\d{1,20}))?$/.exec(text.trim());
  if (!shape) return { ok: false, reason: 'not_an_amount' };
  const [, sign = '', whole = '', fraction = ''] = shape;
  if (sign) return { ok: false, reason: 'negative' };
  if (fraction.length > decimals(currency)) return { ok: false, reason: 'too_many_decimals' };
  const minor = BigInt(whole + fraction.padEnd(decimals(currency), '0'));
  if (minor > BigInt(amountMinorMax)) return { ok: false, reason: 'above_limit' };
  return checkAmount({ minor: Number(minor), currency }, limitMinor);
}

/** The same rules for an amount that is already in minor units. */
export function checkAmount(money: Money, limitMinor: number): AmountResult {
  if (!isCurrency(money.currency)) return { ok: false, reason: 'unknown_currency' };
  if (!Number.isSafeInteger(money.minor)) return { ok: false, reason: 'not_an_amount' };
  if (money.minor < 0) return { ok: false, reason: 'negative' };
  if (money.minor === 0) return { ok: false, reason: 'zero' };
  if (money.minor > Math.min(limitMinor, amountMinorMax)) return { ok: false, reason: 'above_limit' };
  if (money.minor % (stepOf[money.currency] ?? 1) !== 0) return { ok: false, reason: 'not_a_whole_step' };
  return { ok: true, money };
}

/** `1280` CNY → `12.80`; `599` JPY → `599`. No sign, no grouping: the form of receipts and of the command line. */
export function plainAmount(money: Money): string {
  const places = decimals(money.currency);
  const digits = String(money.minor).padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Same currency and same number of minor units. */
export function sameMoney(a: Money, b: Money): boolean {
  return a.minor === b.minor && a.currency === b.currency;
}
