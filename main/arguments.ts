import { parseArgs } from 'node:util';
import type { Language } from './contract/words/language.ts';
import { tillWords } from './contract/words/till.ts';

/** The command line as typed: verb, words and options, checked against what the verb knows. */

export interface Typed {
  readonly words: readonly string[];
  text(option: string): string | undefined;
  flag(option: string): boolean;
}

/** A mistake in the command line or in a file it names; one clear line, exit 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options that every verb knows. */
const everywhere = { profile: 'text', json: 'flag', help: 'flag' } as const;

export type Options = Readonly<Record<string, 'text' | 'flag'>>;

/** `wordsMax` words at most may follow the verb. Throws {@link UsageError}. */
export function readArguments(args: readonly string[], options: Options, wordsMax: number, language: Language): Typed {
  const known = { ...options, ...everywhere };
  const words = tillWords[language].call;
  const shapes = Object.entries(known).map(([name, kind]) => [name, { type: kind === 'text' ? 'string' : 'boolean' }]);
  const { tokens, values, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(shapes) as Record<string, { type: 'string' | 'boolean' }>,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const kind = Object.hasOwn(known, token.name) ? known[token.name as keyof typeof known] : undefined;
    if (kind === undefined) throw new UsageError(words.unknownOption({ option: token.rawName }));
    if (kind === 'text' && (token.value === undefined || isNextOption(token)))
      throw new UsageError(words.missingOption({ option: token.rawName }));
    if (kind === 'flag' && token.value !== undefined) {
      throw new UsageError(words.wrongOption({ option: token.rawName, value: token.value }));
    }
  }
  const surplus = positionals[wordsMax];
  if (surplus !== undefined) throw new UsageError(words.unknownOption({ option: surplus }));
  return {
    words: positionals,
    text: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
    flag: (option) => values[option] === true,
  };
}

/** `--code --json`: the value was forgotten, and the next option is none. `--amount -1` is a wrong amount instead. */
function isNextOption(token: { readonly inlineValue?: boolean | undefined; readonly value?: string | undefined }) {
  return token.inlineValue === false && token.value?.startsWith('--') === true;
}

/** The option's text, or the sentence that it is missing. */
export function required(typed: Typed, option: string, language: Language): string {
  const text = typed.text(option);
  if (text === undefined || text === '')
    throw new UsageError(tillWords[language].call.missingOption({ option: `--${option}` }));
  return text;
}

/** The n-th word after the verb, or the sentence that it is missing. */
export function requiredWord(typed: Typed, index: number, name: string, language: Language): string {
  const word = typed.words[index];
  if (word === undefined || word === '') throw new UsageError(tillWords[language].call.missingOption({ option: name }));
  return word;
}

/** A whole number of a flag, within bounds. */
export function wholeNumber(
  typed: Typed,
  option: string,
  fallback: number,
  bounds: readonly [number, number],
  language: Language,
): number {
  const text = typed.text(option);
  if (text === undefined) return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= bounds[0] && value <= bounds[1]) return value;
  throw new UsageError(tillWords[language].call.wrongOption({ option: `--${option}`, value: text }));
}

/** Why a call to the simulated gateway's control failed: the system's word where there is one. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause as { code?: string } | undefined;
  return cause?.code ?? error.message;
}
