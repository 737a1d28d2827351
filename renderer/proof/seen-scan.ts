import { aimId, maskScan } from '../../main/contract/scan-mask.ts';
import type { ScanSource, ScanTrace } from '../../main/contract/scan-views.ts';
import type { Language } from '../../main/contract/words/language.ts';
import { type ProofWords, proofWords } from '../../main/contract/words/proof.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { scanDropWords } from '../../main/contract/words/scanner-faults.ts';
import { screenWords } from '../../main/contract/words/screen.ts';
import type { Bar } from './gap-chart.tsx';
import type { WedgeTrace } from './wedge-trace.ts';

/** A scan as the scanner check shows it, whichever way it came: a keyboard's keys or a scanner's own bytes. Pure. */

export interface SeenScan {
  /** Tells scans apart. */
  readonly key: string;
  readonly source: ScanSource;
  readonly place: string;
  /** Milliseconds. */
  readonly ageMs: number;
  /** Masked. */
  readonly text: string;
  readonly raw: readonly { readonly key: string; readonly text: string; readonly isBad: boolean }[];
  readonly bars: readonly Bar[];
  readonly longestGapMs: number;
  readonly allowedGapMs: number | null;
  readonly chart: string;
  readonly terminator: ScanTrace['terminator'];
  readonly aimId: string | null;
  /** Null where none can be in the way. */
  readonly inputMethod: WedgeTrace['inputMethod'] | null;
  readonly verdict: string;
  readonly sentence: string;
  /** What the till answered it, in words; '' = nothing. */
  readonly answer: string;
  readonly isGood: boolean;
  readonly repairGapMs: number | null;
}

/** `nowMs`: the page's monotonic clock. */
export function seenKeys(trace: WedgeTrace, nowMs: number, language: Language): SeenScan {
  const words = proofWords[language];
  const gapMs = Math.round(trace.longestGapMs);
  const allowedMs = Math.round(trace.allowedGapMs);
  const isGood = trace.verdict === 'read';
  return {
    key: `keys-${trace.number}`,
    source: 'wedge',
    place: '',
    ageMs: Math.max(0, nowMs - trace.cameAtMs),
    text: trace.text,
    raw: trace.keys.map(({ label, fate }, at) => ({ key: String(at), text: label, isBad: !isGood && fate !== 'scan' })),
    bars: trace.keys.flatMap(({ gapMs: each, fate }, at) =>
      each === null ? [] : [{ key: String(at), gapMs: each, isBad: fate === 'typed' || fate === 'garbled' }],
    ),
    longestGapMs: gapMs,
    allowedGapMs: trace.allowedGapMs,
    chart: words.chart({ keys: trace.keys.length, gapMs, allowedMs }),
    terminator: trace.terminator,
    aimId: trace.aimId,
    inputMethod: trace.inputMethod,
    verdict: trace.isExpected ? 'test' : trace.verdict,
    sentence: sentenceOf(trace, gapMs, allowedMs, language, words),
    answer: '',
    isGood,
    repairGapMs: trace.repairGapMs,
  };
}

function sentenceOf(
  { verdict, text, isExpected }: WedgeTrace,
  gapMs: number,
  allowedMs: number,
  language: Language,
  { verdicts, inField }: ProofWords,
): string {
  switch (verdict) {
    case 'read':
      return isExpected ? verdicts.test : verdicts.read({ number: Array.from(text).length });
    case 'slow':
      return verdicts.slow({ gapMs, allowedMs });
    case 'too_slow':
      return verdicts.tooSlow({ gapMs });
    case 'typing':
      return verdicts.typing;
    case 'typed_into_field':
      return inField;
    default:
      return screenWords[language].garbled[verdict];
  }
}

/** A scan of a scanner with a cable of its own. `nowMs`: the terminal's wall clock; `expected`: the test code, or null. */
export function seenBytes(trace: ScanTrace, nowMs: number, expected: string | null, language: Language): SeenScan {
  const words = proofWords[language];
  const { source, place, text, bytes, bytesLeftOut, gapsMs, verdict, tone } = trace;
  const isTest = expected !== null && text.replace(aimId, '') === maskScan(expected);
  const gapMs = Math.round(Math.max(0, ...gapsMs));
  const pairs = [...bytes.split(' ').filter((pair) => pair !== ''), ...(bytesLeftOut > 0 ? [`+${bytesLeftOut}`] : [])];
  const drops: Readonly<Record<string, string>> = scanDropWords[language];
  const dropped = Object.hasOwn(drops, verdict) ? drops[verdict] : undefined;
  const isGood = tone !== null && tone !== 'again';
  const read = isTest ? words.verdicts.test : words.verdicts.read({ number: Array.from(text).length });
  const isRubbish = source === 'serial' && verdict === 'noise' && text.includes('\ufffd');
  const refusal = verdict === 'charged' || verdict === '' ? '' : refusalSentence(language, verdict);
  const answer = isRubbish ? words.verdicts.wrongSpeed : refusal;
  return {
    key: `scan-${trace.number}`,
    source,
    place,
    ageMs: Math.max(0, nowMs - trace.atMs),
    text,
    raw: pairs.map((pair, at) => ({ key: String(at), text: pair, isBad: false })),
    bars: gapsMs.map((each, at) => ({ key: String(at), gapMs: each, isBad: false })),
    longestGapMs: gapMs,
    allowedGapMs: null,
    chart: words.chunks({ chunks: gapsMs.length + 1, gapMs }),
    terminator: trace.terminator,
    aimId: trace.aimId,
    inputMethod: null,
    verdict: isTest ? 'test' : verdict,
    sentence: dropped ?? (isGood ? read : answer),
    answer: isGood && !isTest && dropped === undefined ? answer : '',
    isGood,
    repairGapMs: null,
  };
}
