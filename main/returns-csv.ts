import { stringify } from 'csv-stringify/sync';
import type { ReturnCard } from './contract/returns.ts';
import { type AlarmName, alarmWords } from './contract/words/alarms.ts';
import type { Language } from './contract/words/language.ts';
import { type ResultContext, resultWords } from './contract/words/result-codes.ts';
import { type CsvColumn, csvColumns, returnsWords } from './contract/words/returns.ts';
import { stateNameOf, stateWords } from './contract/words/states.ts';
import { plainAmount } from './core/money.ts';
import { shopTime } from './core/shop-time.ts';

/**
 * Reversals and refunds as lines of a CSV file for a spreadsheet. Nothing in it is ever a formula; long numbers keep
 * their digits; each time stands twice, in the shop's zone and in UTC. It knows cards and words, no journal.
 */

export interface CsvPlace {
  readonly language: Language;
  /** Of the shop, such as Asia/Shanghai. */
  readonly timeZone: string;
}

const form = {
  record_delimiter: 'windows',
  // A name or a reason may begin with a sign that a spreadsheet takes for a formula.
  escape_formulas: true,
} as const;

/** The byte order mark, by which a spreadsheet knows UTF-8, and the headings. */
export function csvHead({ language }: CsvPlace): string {
  const { csv } = returnsWords[language];
  return stringify([csvColumns.map((column) => csv[column])], { ...form, bom: true });
}

export function csvLines(cards: readonly ReturnCard[], place: CsvPlace): string {
  const rows = cards.map((card) => {
    const values = valuesOf(card, place);
    return csvColumns.map((column) => values[column]);
  });
  return stringify(rows, form);
}

function valuesOf(card: ReturnCard, place: CsvPlace): Readonly<Record<CsvColumn, string>> {
  const { payment, decision } = card;
  const { closed, currency } = payment;
  const { language } = place;
  const words = returnsWords[language];
  const context = contextOf(card);
  const said = (code: string): string => (code === '' ? '' : resultWords(language, context, code).meaning);
  const shop = (atMs: number | null | undefined): string => (atMs == null ? '' : shopTime(atMs, place.timeZone));
  const utc = (atMs: number | null | undefined): string => (atMs == null ? '' : new Date(atMs).toISOString());
  return {
    kind: words.kinds[card.kind],
    state: stateWords[language][stateNameOf(payment)].title,
    amount: plainAmount({ minor: card.amountMinor, currency }),
    paymentAmount: plainAmount({ minor: payment.amountMinor, currency }),
    currency,
    orderId: asText(payment.orderId),
    paymentRequestId: asText(payment.paymentRequestId),
    paymentId: asText(payment.paymentId ?? ''),
    scannedAt: shop(payment.scannedAtMs),
    scannedAtUtc: utc(payment.scannedAtMs),
    openedAt: shop(card.openedAtMs),
    openedAtUtc: utc(card.openedAtMs),
    cause: said(card.cause),
    way: card.way === null ? '' : words.ways[card.way],
    attempts: String(card.attempts),
    lastAnswer: card.lastAnswer,
    lastAnswerMeans: said(card.lastAnswer),
    alarm: alarmOf(payment.alarm, language),
    cancelUntil: shop(card.cancelUntilMs),
    cancelUntilUtc: utc(card.cancelUntilMs),
    endedAt: shop(card.endedAtMs),
    endedAtUtc: utc(card.endedAtMs),
    closedBy: closed?.by ?? '',
    closedWhy: closed?.why ?? '',
    evidence: closed?.evidence ?? '',
    confirmed: closed === null ? '' : words.confirmed[closed.confirmed ? 'yes' : 'notYet'],
    decidedBy: decision?.by ?? '',
    decidedWhy: decision?.why ?? '',
    decidedAt: shop(decision?.atMs),
    decidedAtUtc: utc(decision?.atMs),
  };
}

/** What a result code means depends on what the payment, or its refund, has come to. */
export function contextOf({ kind, payment }: Pick<ReturnCard, 'kind' | 'payment'>): ResultContext {
  return kind === 'refund' ? 'refund_open' : stateNameOf(payment);
}

/** A spreadsheet rounds a number of more than 15 digits; behind a tab it is a text, as in the wallets' own statements. */
function asText(digits: string): string {
  return /^\d{12,}$/.test(digits) ? `${digits}\t` : digits;
}

function alarmOf(alarm: string | null, language: Language): string {
  if (alarm === null) return '';
  const words = alarmWords[language];
  return Object.hasOwn(words, alarm) ? words[alarm as AlarmName].title : alarm;
}
