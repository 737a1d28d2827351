import type { PaymentView } from '../contract/views.ts';
import { alarmWords } from '../contract/words/alarms.ts';
import type { Language } from '../contract/words/language.ts';
import { closedOnWord } from '../contract/words/on-word.ts';
import { refusalSentence } from '../contract/words/refusals.ts';
import { resultWords } from '../contract/words/result-codes.ts';
import { resultHeadings } from '../contract/words/result-headings.ts';
import { stateNameOf, stateWords } from '../contract/words/states.ts';
import { type Label, tillWords, type Verb } from '../contract/words/till.ts';
import { plainAmount } from '../core/money.ts';

/** Where a verb writes: the answer to stdout, everything else to stderr. */
export interface Output {
  /** The answer; lines for people, or one JSON object as the last line. */
  answer(lines: readonly string[], json: unknown): void;
  /** What happens meanwhile. */
  say(sentence: string): void;
  readonly language: Language;
}

export function outputTo(
  stdout: NodeJS.WritableStream,
  stderr: NodeJS.WritableStream,
  language: Language,
  json: boolean,
): Output {
  return {
    answer(lines, value) {
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
      else if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`);
    },
    say(sentence) {
      stderr.write(`${sentence}\n`);
    },
    language,
  };
}

/** A refusal in words, and as JSON. */
export function refuse(out: Output, reason: string): number {
  return fail(out, reason, refusalSentence(out.language, reason));
}

/** Why a verb did not do what it was asked, in words and as JSON; exit 1. */
export function fail(out: Output, reason: string, sentence: string): number {
  out.say(sentence);
  out.answer([], { status: 'error', reason, message: sentence });
  return 1;
}

export function heading(language: Language, verb: Verb): string {
  return tillWords[language].headings[verb];
}

export function amountOf(payment: Pick<PaymentView, 'amountMinor' | 'currency'>): string {
  return `${plainAmount({ minor: payment.amountMinor, currency: payment.currency })} ${payment.currency}`;
}

export { stateNameOf };

/** A payment for people: state, sentence, why, facts. */
export function paymentLines(payment: PaymentView, language: Language): readonly string[] {
  const name = stateNameOf(payment);
  const state = closedOnWord(payment, language) ?? stateWords[language][name];
  const words = resultWords(language, name, payment.code);
  const headings = resultHeadings[language];
  const alarm = payment.alarm === null ? null : alarmOf(payment.alarm, language);
  const facts: readonly (readonly [Label, string | null])[] = [
    ['amount', amountOf(payment)],
    ['orderId', payment.orderId],
    ['paymentRequestId', payment.paymentRequestId],
    ['paymentId', payment.paymentId],
    ['paymentTime', payment.paymentTime],
    ['inquiries', String(payment.inquiries)],
    ['cancels', String(payment.cancels)],
    ['closedBy', payment.closed?.by ?? null],
    ['closedWhy', payment.closed?.why ?? null],
    ['evidence', payment.closed?.evidence ?? null],
  ];
  return [
    state.sentence,
    ...(payment.status === 'paid'
      ? []
      : [`${headings.meaning}: ${words.meaning}`, `${headings.money}: ${words.money}`]),
    `${headings.again}: ${state.mayChargeAgain}`,
    ...(alarm === null ? [] : [`${alarm.title}: ${alarm.whatToDo} ${alarm.whoToCall}`]),
    ...(payment.closed?.confirmed === true ? [tillWords[language].reversals.confirmedLater] : []),
    ...facts.flatMap(([label, value]) => (value === null ? [] : [`${tillWords[language].labels[label]}: ${value}`])),
  ];
}

function alarmOf(alarm: string, language: Language) {
  const all = alarmWords[language];
  return Object.hasOwn(all, alarm) ? all[alarm as keyof typeof all] : null;
}

/** The fixed fields of `sale --json` and `inquire --json`. */
export function paymentJson(payment: PaymentView): Record<string, unknown> {
  const { status, mayChargeAgain, paymentRequestId, paymentId, orderId, amountMinor, currency } = payment;
  const { inquiries, cancels, elapsedMs, code, alarm, closed } = payment;
  return {
    status,
    mayChargeAgain,
    paymentRequestId,
    paymentId,
    orderId,
    amountMinor,
    currency,
    inquiries,
    cancels,
    elapsedMs,
    code,
    alarm,
    closed,
  };
}

const exits = { paid: 0, not_charged: 2, reversed: 3, reversal_pending: 4, reversing: 4, checking: 5 } as const;

/** 0 paid · 2 not charged · 3 reversed · 4 reversal pending · 5 checking. */
export function exitOf(payment: PaymentView): number {
  return exits[payment.status];
}
