import type { RowFault } from './contract/catalogue.ts';
import { amountMinorMax, checkAmount, decimals } from './core/money.ts';

/**
 * A price as shops write it in their lists: `12.80`, `12,80`, `¥1,280.00`, `１２．８０元`. What can be read in two ways
 * is not guessed: a price that is wrong by a thousand costs more than a row that somebody corrects.
 */

export type Price = { readonly ok: true; readonly minor: number } | { readonly ok: false; readonly fault: RowFault };

/** Signs and names under which a currency is written; `¥` is the yen's too, `$` that of many. */
const signsOf: Readonly<Record<string, readonly string[]>> = {
  CNY: ['¥', '元', '人民币', '人民幣', 'RMB'],
  JPY: ['¥', '円', '日元', '日圓'],
  HKD: ['HK$', '$', '元', '港元', '港币', '港幣', '蚊'],
  MOP: ['MOP$', '$', '元', '澳门元', '澳門元'],
  TWD: ['NT$', '$', '元', '新台币', '新台幣'],
  USD: ['US$', '$'],
  SGD: ['S$', '$'],
  AUD: ['A$', '$'],
  CAD: ['C$', '$'],
  NZD: ['NZ$', '$'],
  MXN: ['$'],
  CLP: ['$'],
  EUR: ['€'],
  GBP: ['£'],
  KRW: ['₩', '원'],
  THB: ['฿', 'บาท'],
  MYR: ['RM'],
  IDR: ['Rp'],
  PHP: ['₱'],
  VND: ['₫', 'đ'],
  TRY: ['₺'],
  BRL: ['R$'],
  PLN: ['zł'],
};

/** The price in `currency`, 0 or more. */
export function readPrice(cell: string, currency: string): Price {
  const written = cell.normalize('NFKC').replace(/[\s\u2009\u202f']/g, '');
  if (written === '') return { ok: false, fault: 'price_missing' };
  const bare = withoutCurrency(written, currency);
  if (/^[-\u2212(]/.test(bare) || bare.endsWith('-')) return { ok: false, fault: 'price_negative' };
  if (!/\d/.test(bare)) return { ok: false, fault: 'price_unreadable' };
  if (!/^[\d.,]+$/.test(bare))
    return { ok: false, fault: isForeign(bare) ? 'price_of_another_currency' : 'price_unreadable' };
  const parts = partsOf(bare, decimals(currency));
  return typeof parts === 'string' ? { ok: false, fault: parts } : minorOf(parts, currency);
}

function withoutCurrency(written: string, currency: string): string {
  const signs = [currency, ...(signsOf[currency] ?? [])].map((sign) => sign.normalize('NFKC').toUpperCase());
  const upper = written.toUpperCase();
  const longestFirst = signs.toSorted((a, b) => b.length - a.length);
  const before = longestFirst.find((sign) => upper.startsWith(sign));
  if (before !== undefined) return written.slice(before.length);
  const after = longestFirst.find((sign) => upper.endsWith(sign));
  return after === undefined ? written : written.slice(0, written.length - after.length);
}

/** Another currency's sign or code beside a number. */
function isForeign(bare: string): boolean {
  return /^(?:\p{Sc}|[A-Z]{2,3}\$?|[A-Z]\$)[\d.,]+$/iu.test(bare) || /^[\d.,]+(?:\p{Sc}|[A-Z]{3})$/iu.test(bare);
}

interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

/** Which of the signs between the digits is the decimal one. */
function partsOf(bare: string, places: number): Parts | RowFault {
  const marks = bare.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return { whole: bare, fraction: '' };
  const at = bare.lastIndexOf(last);
  const fraction = bare.slice(at + 1);
  const isMixed = new Set(marks).size === 2;
  const isRepeated = marks.length > 1 && !isMixed;
  const groups = bare.split(/[.,]/);
  const areGroups = groups.slice(1).every((group) => group.length === 3) && /^\d{1,3}$/.test(groups[0] ?? '');
  if (isRepeated) return areGroups ? { whole: groups.join(''), fraction: '' } : 'price_unreadable';
  if (isMixed) {
    const whole = groups.slice(0, -1);
    const areWhole = whole.slice(1).every((group) => group.length === 3) && /^\d{1,3}$/.test(whole[0] ?? '');
    const isOnce = marks.filter((mark) => mark === last).length === 1;
    return areWhole && isOnce ? { whole: whole.join(''), fraction } : 'price_unreadable';
  }
  // One sign and three digits behind it: a thousand to one, a decimal to another. Without decimals it can only be one.
  if (areGroups) return places === 0 ? { whole: groups.join(''), fraction: '' } : 'price_ambiguous';
  return { whole: bare.slice(0, at), fraction };
}

function minorOf({ whole, fraction }: Parts, currency: string): Price {
  const places = decimals(currency);
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > places) return { ok: false, fault: 'price_decimals' };
  const digits = `${whole}${kept.padEnd(places, '0')}`.replace(/^0+(?=\d)/, '');
  if (digits.length > String(amountMinorMax).length) return { ok: false, fault: 'price_too_large' };
  const minor = Number(digits === '' ? '0' : digits);
  if (minor === 0) return { ok: true, minor };
  const checked = checkAmount({ minor, currency }, amountMinorMax);
  if (checked.ok) return { ok: true, minor };
  return { ok: false, fault: checked.reason === 'not_a_whole_step' ? 'price_step' : 'price_too_large' };
}
