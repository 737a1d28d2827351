import type { FlightEntry, FlightTimeline } from './flight.ts';
import { type FlightWords, flightWords } from './words/flight.ts';
import type { Language } from './words/language.ts';

/**
 * A timeline as people read it: what each entry says, which stand together, which were slow. Pure; the screen and the
 * page of the support bundle show the same.
 */

export interface StoryLine {
  /** Its place in the timeline: later entries change nothing of it. */
  readonly key: number;
  readonly entry: FlightEntry;
  readonly what: string;
  readonly detail: string;
  /** `slow`: more than such a step should take; `slowest`: else, of all before the result. */
  readonly pace: 'slowest' | 'slow' | null;
}

export interface StoryGroup {
  readonly name: 'to_result' | 'open' | 'afterwards';
  readonly heading: string;
  readonly lines: readonly StoryLine[];
}

/** A disk and a gateway that are well need less, milliseconds. */
const slowWriteMs = 100;
const slowAnswerMs = 1_000;
/** Nothing below this is worth a mark. */
const markFromMs = 20;

const freeing = new Set(['paid', 'not_charged', 'reversed', 'reversal_pending']);

/** In groups, none of them empty. */
export function storyOf({ entries, freedAfterMs }: FlightTimeline, language: Language): readonly StoryGroup[] {
  const words = flightWords[language];
  const end = freedAfterMs === null ? entries.length : resultAt(entries) + 1;
  const before = entries.slice(0, end);
  const slowest = slowestOf(before);
  const lineOf = (entry: FlightEntry, key: number): StoryLine => ({
    key,
    entry,
    ...entryWords(entry, words),
    pace: isSlow(entry) ? 'slow' : entry === slowest ? 'slowest' : null,
  });
  const first: StoryGroup =
    freedAfterMs === null
      ? { name: 'open', heading: words.groups.open, lines: before.map((entry, at) => lineOf(entry, at)) }
      : {
          name: 'to_result',
          heading: words.groups.toResult({ span: spanText(freedAfterMs) }),
          lines: before.map((entry, at) => lineOf(entry, at)),
        };
  const after = entries.slice(end).map((entry, at) => lineOf(entry, end + at));
  return after.length === 0 ? [first] : [first, { name: 'afterwards', heading: words.groups.afterwards, lines: after }];
}

/** Where the cashier was free: the screen said so, or else the row that says it was written. */
function resultAt(entries: readonly FlightEntry[]): number {
  const frees = ({ facts }: FlightEntry): boolean => freeing.has(facts.phase ?? '');
  const written = entries.findIndex((entry) => entry.kind === 'written' && frees(entry));
  const shown = entries.findIndex((entry, at) => at > written && entry.kind === 'shown' && frees(entry));
  const nextRow = entries.findIndex((entry, at) => at > written && entry.kind === 'written');
  return shown === -1 || (nextRow !== -1 && nextRow < shown) ? Math.max(0, written) : shown;
}

function slowestOf(entries: readonly FlightEntry[]): FlightEntry | null {
  const [slowest] = entries
    .filter(({ tookMs }) => (tookMs ?? 0) >= markFromMs)
    .toSorted((one, other) => (other.tookMs ?? 0) - (one.tookMs ?? 0));
  return slowest ?? null;
}

function isSlow({ kind, tookMs }: FlightEntry): boolean {
  if (tookMs === null) return false;
  return tookMs >= (kind === 'written' ? slowWriteMs : slowAnswerMs);
}

/** `0.4 ms`, `842 ms`, `12.34 s`, `5:03 min`, `2:05 h`, `3 d 04 h`: the same in every language. */
export function spanText(ms: number): string {
  const abs = Math.abs(ms);
  if (abs < 10) return `${abs.toFixed(1)} ms`;
  if (abs < 1_000) return `${Math.round(abs)} ms`;
  if (abs < 59_995) return `${(abs / 1_000).toFixed(2)} s`;
  const minutes = Math.round(abs / 1_000 / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (abs < 3_599_500) {
    const seconds = Math.round(abs / 1_000);
    return `${Math.floor(seconds / 60)}:${two(seconds % 60)} min`;
  }
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}:${two(minutes % 60)} h`;
  return `${Math.floor(minutes / 1_440)} d ${two(Math.floor((minutes % 1_440) / 60))} h`;
}

/** `14:05:09.123` in a zone. */
export function clockText(atMs: number, timeZone: string): string {
  const time = new Date(atMs).toLocaleTimeString('en-GB', { timeZone, hourCycle: 'h23' });
  return `${time}.${String(Math.abs(Math.floor(atMs)) % 1_000).padStart(3, '0')}`;
}

/** `2026-11-21` in a zone. */
export function dayText(atMs: number, timeZone: string): string {
  return new Date(atMs).toLocaleDateString('sv-SE', { timeZone });
}

function entryWords(entry: FlightEntry, words: FlightWords): { readonly what: string; readonly detail: string } {
  return { what: whatOf(entry, words), detail: detailOf(entry, words).join(' · ') };
}

function whatOf({ kind, call, number, facts }: FlightEntry, words: FlightWords): string {
  if (call !== null) {
    const name = `${words.calls[call]} (${call})`;
    const isOne = number === null || (number === 1 && call === 'pay');
    return `${isOne ? name : words.nth({ what: name, number })} · ${words.kinds[kind]}`;
  }
  if (kind === 'person') return wordOf(words.acts, facts.act);
  if (kind === 'paper' && facts.paper !== undefined) return `${words.kinds.paper} · ${words.papers[facts.paper]}`;
  return words.kinds[kind];
}

/** A word that this program does not know is shown as it is. */
function wordOf(table: Readonly<Record<string, string>>, word: string | undefined): string {
  if (word === undefined) return '';
  return (Object.hasOwn(table, word) ? table[word] : undefined) ?? word;
}

function detailOf(entry: FlightEntry, words: FlightWords): readonly string[] {
  return partsOf(entry, words).filter((part) => part !== '');
}

function partsOf(entry: FlightEntry, words: FlightWords): readonly string[] {
  const { kind, code, facts } = entry;
  const { parts } = words;
  switch (kind) {
    case 'scanned':
      return [facts.codeMask ?? '', wordOf(words.sources, facts.source)];
    case 'written':
    case 'step':
      return [
        facts.revision === undefined ? (facts.step ?? '') : parts.row({ row: facts.revision }),
        facts.phase === undefined ? '' : parts.state({ state: wordOf(words.phases, facts.phase) }),
      ];
    case 'sent':
      return [
        facts.connection === undefined ? '' : facts.connection === 'new' ? parts.newConnection : parts.keptConnection,
        facts.leftAfterMs === undefined ? '' : parts.firstByte({ span: spanText(facts.leftAfterMs) }),
      ];
    case 'answered':
    case 'no_answer':
      return answerParts(entry, words);
    case 'person':
      return [
        facts.by === undefined ? '' : parts.by({ name: facts.by }),
        facts.why ?? '',
        facts.evidence === undefined ? '' : parts.evidence({ evidence: facts.evidence }),
      ];
    case 'shown':
      return [wordOf(words.phases, facts.phase), facts.tone === undefined ? '' : `${parts.refused} ${code ?? ''}`];
    case 'paper':
      return [
        facts.paperState === undefined ? '' : words.paperStates[facts.paperState],
        facts.copy === true ? parts.copy : '',
        facts.fault ?? '',
      ];
    case 'clock_jump': {
      const span = spanText(facts.jumpMs ?? 0);
      return [(facts.jumpMs ?? 0) < 0 ? parts.back({ span }) : parts.forward({ span })];
    }
    default:
      return [];
  }
}

function answerParts({ kind, code, facts }: FlightEntry, words: FlightWords): readonly string[] {
  const { parts } = words;
  const said = [facts.resultStatus, code === null ? undefined : wordOf(words.silences, code)];
  return [
    said.filter((part) => part !== undefined).join(' '),
    facts.http === undefined || facts.http === 200 ? '' : `HTTP ${facts.http}`,
    kind === 'answered' && facts.signed !== undefined ? (facts.signed ? parts.signed : parts.unsigned) : '',
    facts.late === true ? parts.late : '',
    // Of a success it says `success`.
    facts.resultStatus === 'S' ? '' : (facts.resultMessage ?? ''),
    facts.trace === undefined ? '' : `trace ${facts.trace}`,
  ];
}
