import { type Options, type Typed, UsageError } from '../arguments.ts';
import { codeHelpWords, helpWords } from '../contract/words/help.ts';
import { type Language, languages } from '../contract/words/language.ts';
import {
  knownCode,
  type RefundContext,
  type ResultContext,
  resultCodes,
  resultContexts,
  resultWords,
} from '../contract/words/result-codes.ts';
import { type ResultWords, resultHeadings } from '../contract/words/result-headings.ts';
import { stateWords } from '../contract/words/states.ts';
import { tillWords } from '../contract/words/till.ts';
import type { Output } from './output.ts';

/**
 * `till help`: how it is called, and in any language what a result code means – for whoever has to explain a receipt, a
 * log or a picture of the screen. It opens no profile and knows no payment.
 */

export const helpOptions: Options = { lang: 'text' };

export function help(typed: Typed, _profile: null, out: Output): Promise<number> {
  const language = languageOf(typed, out.language);
  const [topic, code] = typed.words;
  if (topic === undefined) out.answer([helpWords[language]], { usage: helpWords[language] });
  else if (topic !== 'code') throw new UsageError(tillWords[language].call.unknownVerb({ verb: `help ${topic}` }));
  else if (code === undefined) out.answer(listOfCodes(language), { codes: codesOfAlipay });
  else explain(code.toUpperCase(), language, out);
  return Promise.resolve(0);
}

/** Ours are in lower case, and no person ever sees them as codes. */
const codesOfAlipay = resultCodes.filter((code) => /^[A-Z]/.test(code)).toSorted();

function listOfCodes(language: Language): readonly string[] {
  const width = Math.max(...codesOfAlipay.map((code) => code.length)) + 2;
  const lines = codesOfAlipay.map((code) => code.padEnd(width) + resultWords(language, 'checking', code).meaning);
  return [...lines, codeHelpWords[language].ask];
}

/** Where something is told beyond what the state itself says; the states in which nobody needs an explanation are left out. */
const told: ReadonlySet<ResultContext> = new Set(
  resultContexts.filter(
    (context) => !['sending', 'waiting', 'held', 'undecided', 'paid', 'refund_done'].includes(context),
  ),
);

function explain(code: string, language: Language, out: Output): void {
  const states = resultContexts
    .filter((context) => told.has(context))
    .map((context) => ({ context, ...resultWords(language, context, code) }));
  const [first] = states;
  out.answer(
    [
      ...(first === undefined ? [] : [`${code}: ${first.meaning}`]),
      ...states.flatMap(({ context, ...words }) => [
        '',
        titleOf(context, language),
        ...linesOf(words, words.meaning === first?.meaning, language),
      ]),
    ],
    { code, known: knownCode(code) !== undefined, language, states },
  );
}

/** `isSaid`: its meaning stands above already. */
function linesOf(words: ResultWords, isSaid: boolean, language: Language): readonly string[] {
  const headings = resultHeadings[language];
  const parts = ['meaning', 'toCustomer', 'money', 'again', 'call'] as const;
  return parts.slice(isSaid ? 1 : 0).map((part) => `  ${headings[part]}: ${words[part]}`);
}

function titleOf(context: ResultContext, language: Language): string {
  return isRefund(context) ? codeHelpWords[language].refunds[context] : stateWords[language][context].title;
}

function isRefund(context: ResultContext): context is RefundContext {
  return context.startsWith('refund_');
}

function languageOf(typed: Typed, fallback: Language): Language {
  const text = typed.text('lang') ?? fallback;
  const known = languages.find((language) => language === text);
  if (known !== undefined) return known;
  const takes = languages.join(' | ');
  throw new UsageError(tillWords[fallback].call.wrongOption({ option: '--lang', value: text, takes }));
}
