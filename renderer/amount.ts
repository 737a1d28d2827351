import { amountMinorMax } from '../main/contract/order-views.ts';
import { keeping } from './kept.ts';

/**
 * The amount as it is typed on a cash register: a row of signs, and the whole minor units it stands for. No floating
 * point: digits are cut and joined as text.
 */

/** What has been typed: digits without leading zeros and at most one point. Empty: nothing. */
export interface AmountEntry {
  readonly typed: string;
}

export type AmountKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | 'backspace' | 'clear';

export interface AmountRules {
  /** Decimals of the currency, 0 to 4 (ISO 4217). */
  readonly decimals: number;
  /** The largest amount, minor units. */
  readonly amountMinorMax: number;
}

export const emptyAmount: AmountEntry = { typed: '' };

/** What the key at this place (`KeyboardEvent.code`) means for an amount; null when nothing. */
export function amountKeyOf(code: string): AmountKey | null {
  const [, digit] = /^(?:Digit|Numpad)(\d)$/.exec(code) ?? [];
  if (digit !== undefined) return digit as AmountKey;
  if (/^(?:Period|Comma|NumpadDecimal|NumpadComma)$/.test(code)) return '.';
  if (code === 'Backspace') return 'backspace';
  return code === 'Delete' ? 'clear' : null;
}

/** One key further. A key that would break a rule leaves the entry as it is: the same object comes back. */
export function press(entry: AmountEntry, key: AmountKey, rules: AmountRules): AmountEntry {
  if (key === 'clear') return emptyAmount;
  if (key === 'backspace') return entry.typed === '' ? entry : { typed: entry.typed.slice(0, -1) };
  const typed = normal(entry.typed + key);
  const isUnchanged = typed === entry.typed;
  return isUnchanged || !isAllowed(typed, rules) ? entry : { typed };
}

/** An amount that is typed or pasted as a text; what is no sign of an amount is left out. */
export function entryOfText(text: string, rules: AmountRules): AmountEntry {
  const plain = withPoint(text);
  const whole = rules.decimals === 0 ? plain.replace(/\..*$/, '') : plain;
  const signs = Array.from(whole).filter((sign) => /[\d.]/.test(sign)) as AmountKey[];
  return signs.reduce((entry, sign) => press(entry, sign, rules), emptyAmount);
}

/** What a whole text stands for, minor units; null where it is no amount of this currency. */
export function minorOfText(text: string, decimals: number): number | null {
  const plain = withPoint(text).trim();
  const shape = decimals === 0 ? /^\d{1,12}$/ : new RegExp(`^\\d{1,12}(?:\\.\\d{0,${decimals}})?$`);
  if (!shape.test(plain)) return null;
  const minor = minorOf({ typed: plain }, decimals);
  return minor <= amountMinorMax ? minor : null;
}

/**
 * One writing for `12.80`, `12,80`, `1,280.00` and `１２。８`: a comma is the point where at most the decimals follow it and
 * there is no other; else it stands between groups, and goes.
 */
function withPoint(text: string): string {
  const plain = text.normalize('NFKC').replaceAll('。', '.');
  const hasPoint = plain.includes('.') || plain.indexOf(',') !== plain.lastIndexOf(',');
  return (hasPoint ? plain : plain.replace(/,(?=\d{0,2}$)/, '.')).replaceAll(',', '');
}

/** What the entry stands for, whole minor units. */
export function minorOf({ typed }: AmountEntry, decimals: number): number {
  const [whole = '', fraction = ''] = typed.split('.');
  return Number(whole + fraction.padEnd(decimals, '0'));
}

/** What must have been typed for this amount, whole minor units. */
export function entryOf(minor: number, rules: AmountRules): AmountEntry {
  const digits = String(minor).padStart(rules.decimals + 1, '0');
  const whole = digits.slice(0, digits.length - rules.decimals);
  const text = rules.decimals === 0 ? whole : `${whole}.${digits.slice(-rules.decimals)}`;
  return Array.from(text).reduce((entry, sign) => press(entry, sign as AmountKey, rules), emptyAmount);
}

/** As it stands on the display: what was typed, the missing decimals filled with zeros. */
export function entryText(entry: AmountEntry, decimals: number): string {
  return plainText(minorOf(entry, decimals), decimals);
}

/**
 * An amount for people: `¥128.00`, `HK$1,280.00`, `¥1,280` for JPY. Intl gives the symbol and the grouping, the digits
 * are those of the integer. `minor`: whole minor units from 0 on; `currency`: ISO 4217.
 */
export function amountText(minor: number, currency: string, decimals: number, language: string): string {
  const [whole = '', fraction] = plainText(minor, decimals).split('.');
  // A bigint is formatted digit by digit; the decimals are put in where Intl has its own.
  return amountFormat(language, currency, decimals)
    .formatToParts(BigInt(whole))
    .map(({ type, value }) => (type === 'fraction' ? (fraction ?? '') : value))
    .join('');
}

const amountFormat = keeping(
  (language: string, currency: string, decimals: number) =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      // Shops write the yuan as ¥ in every language; Intl calls it CN¥ outside China.
      currencyDisplay: currency === 'CNY' ? 'narrowSymbol' : 'symbol',
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }),
);

/** Digits and a point alone: `1280.00`. */
export function plainText(minor: number, decimals: number): string {
  const digits = String(minor).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Without zeros in front; a point first means 0 point. */
function normal(typed: string): string {
  const bare = typed.replace(/^0+(?=\d)/, '');
  return bare.startsWith('.') ? `0${bare}` : bare;
}

function isAllowed(typed: string, { decimals, amountMinorMax }: AmountRules): boolean {
  const [, fraction, second] = typed.split('.');
  if (second !== undefined || (fraction !== undefined && decimals === 0)) return false;
  if ((fraction?.length ?? 0) > decimals) return false;
  return minorOf({ typed }, decimals) <= amountMinorMax;
}
