import { aimId, hiddenDigit, maskScan } from '../../main/contract/scan-mask.ts';
import type { ScanTerminator } from '../../main/contract/scan-views.ts';
import type { Garbling } from '../../main/contract/words/screen.ts';
import type { HeardStep } from '../keys.ts';
import { gapForMs, type Rhythm, rhythmOf } from '../rhythm.ts';
import { type KeyDown, strokeOf } from '../strokes.ts';
import { restingWedge, silenceDueAtMs, step, type Wedge, type WedgeOutcome } from '../wedge.ts';

/**
 * What a keyboard scanner sent, key by key, and what the wedge made of each: from the very steps that the till took,
 * so that the page cannot say otherwise than the till does. A repair is offered only where the same wedge, with the
 * other setting, reads the same keys. Codes are hidden here, before anything is kept.
 */

/** What became of a key. */
export type KeyFate = 'scan' | 'typed' | 'garbled' | 'browser' | 'command';

export interface TracedKey {
  /** What stands on it; a digit of what may be a payment code is hidden. */
  readonly label: string;
  /** Behind the key before; null for the first. */
  readonly gapMs: number | null;
  readonly fate: KeyFate;
}

/**
 * - `slow`: a scanner slower than the till allows, and a larger gap reads it · `too_slow`: none can
 * - `typing`: a person
 */
export type WedgeVerdict = 'read' | 'slow' | 'typing' | Garbling;

export interface WedgeTrace {
  readonly number: number;
  /** On the page's monotonic clock, milliseconds. */
  readonly cameAtMs: number;
  /** Masked; what was read, else what the keys stand for. */
  readonly text: string;
  readonly keys: readonly TracedKey[];
  /** Of the keys that are text. */
  readonly longestGapMs: number;
  /** The gap that the till allowed, milliseconds. */
  readonly allowedGapMs: number;
  readonly terminator: ScanTerminator;
  readonly aimId: string | null;
  /** `listening`: it has an eye on the keys and lets them through. */
  readonly inputMethod: 'none' | 'listening' | 'composing';
  readonly inField: boolean;
  readonly verdict: WedgeVerdict;
  /** The gap that would read it, milliseconds; null = nothing to repair. */
  readonly repairGapMs: number | null;
  /** It was exactly the text that was looked for. */
  readonly isExpected: boolean;
}

export interface TraceAbout {
  readonly number: number;
  readonly cameAtMs: number;
  readonly rhythm: Rhythm;
  /** The text of the test code, or null. */
  readonly expected: string | null;
}

/** Fewer keys of text are no scan and worth no look. */
const keysMin = 4;

/** A machine's gaps lie within so many milliseconds of each other. */
const steadyMs = 25;

/** Fewer keys of text may be a person's steady hand. */
const machineKeysMin = 10;

/** Null where nobody has scanned: too few keys. */
export function traceOf(steps: readonly HeardStep[], about: TraceAbout): WedgeTrace | null {
  const downs = steps.flatMap(({ event }) => (event.kind === 'down' ? [event] : []));
  const textual = downs.filter((event) => charactersOf(event) !== '' || strokeOf(event).kind === 'unreadable');
  if (textual.length < keysMin) return null;
  const outcomes = steps.flatMap((each) => each.outcomes);
  const read = outcomes.flatMap((outcome) => (outcome.kind === 'scanned' ? [outcome.text] : [])).at(-1) ?? null;
  const plain = read ?? textual.map((event) => charactersOf(event)).join('');
  const gapsMs = textual.slice(1).map((event, at) => event.atMs - (textual[at]?.atMs ?? event.atMs));
  const longestGapMs = Math.max(0, ...gapsMs);
  const { verdict, repairGapMs } = judged(downs, outcomes, gapsMs);
  return {
    number: about.number,
    cameAtMs: about.cameAtMs,
    text: maskScan(plain),
    keys: tracedKeys(steps, downs),
    longestGapMs,
    allowedGapMs: about.rhythm.burstGapMs,
    terminator: terminatorOf(downs),
    aimId: aimId.exec(plain)?.[0] ?? null,
    inputMethod: inputMethodOf(downs),
    inField: downs.some(({ editable }) => editable),
    verdict,
    repairGapMs,
    isExpected: read !== null && about.expected !== null && read.replace(aimId, '') === about.expected,
  };
}

function judged(
  downs: readonly KeyDown[],
  outcomes: readonly WedgeOutcome[],
  gapsMs: readonly number[],
): Pick<WedgeTrace, 'verdict' | 'repairGapMs'> {
  const garbling = outcomes.flatMap((outcome) => (outcome.kind === 'garbled' ? [outcome.why] : [])).at(-1);
  const mayBeSlow = garbling === 'start_lost' || garbling === 'too_slow';
  if (garbling !== undefined && !mayBeSlow) return { verdict: garbling, repairGapMs: null };
  if (garbling === undefined && outcomes.some(({ kind }) => kind === 'scanned'))
    return { verdict: 'read', repairGapMs: null };
  const repairGapMs = gapForMs(Math.max(0, ...gapsMs));
  if (repairGapMs !== null && readsWhole(downs, rhythmOf(repairGapMs))) return { verdict: 'slow', repairGapMs };
  if (garbling === 'start_lost') return { verdict: garbling, repairGapMs: null };
  const isSteady = Math.max(...gapsMs) - Math.min(...gapsMs) <= steadyMs;
  const isMachine = isSteady && gapsMs.length + 1 >= machineKeysMin;
  return { verdict: isMachine ? 'too_slow' : 'typing', repairGapMs: null };
}

/** The same keys through the same wedge with another rhythm: one text, and nothing typed. */
function readsWhole(downs: readonly KeyDown[], rhythm: Rhythm): boolean {
  let wedge: Wedge = restingWedge;
  const outcomes: WedgeOutcome[] = [];
  const take = (event: Parameters<typeof step>[1]): void => {
    const [next, said] = step(wedge, event, rhythm);
    wedge = next;
    outcomes.push(...said);
  };
  const silence = (untilMs: number): void => {
    for (let due = silenceDueAtMs(wedge, rhythm); due !== null && due <= untilMs; ) {
      take({ kind: 'silence', atMs: due });
      due = silenceDueAtMs(wedge, rhythm);
    }
  };
  for (const event of downs) {
    silence(event.atMs);
    take(event);
  }
  silence(Number.POSITIVE_INFINITY);
  const ends = outcomes.filter(({ kind }) => kind !== 'held');
  return ends.length === 1 && ends[0]?.kind === 'scanned';
}

/** The character that stands at this place of the keyboard, whatever an input method made of it; '' = none. */
function charactersOf(event: KeyDown): string {
  const stroke = strokeOf({ ...event, composing: false });
  if (stroke.kind === 'alt_digit') return stroke.digit;
  return stroke.kind === 'text' ? stroke.character : '';
}

const names: Readonly<Record<string, string>> = { Enter: '⏎', NumpadEnter: '⏎', Tab: '⇥', Space: '␣' };

function tracedKeys(steps: readonly HeardStep[], downs: readonly KeyDown[]): readonly TracedKey[] {
  const shown = Array.from(maskScan(downs.map((event) => charactersOf(event) || ' ').join('')));
  const fates = fatesOf(steps);
  return downs.map((event, at) => ({
    label: charactersOf(event) === '' ? nameOf(event) : (shown[at] ?? hiddenDigit),
    gapMs: at === 0 ? null : event.atMs - (downs[at - 1]?.atMs ?? event.atMs),
    fate: fates[at] ?? 'browser',
  }));
}

function nameOf({ code, ctrl }: KeyDown): string {
  const name = names[code] ?? (code.replace(/(?:Left|Right)$/, '') || '?');
  return ctrl && !name.startsWith('Control') ? `Ctrl+${name.replace(/^Key/, '')}` : name;
}

/** A held key's fate is known when its burst is over. */
function fatesOf(steps: readonly HeardStep[]): readonly KeyFate[] {
  const fates: KeyFate[] = [];
  const held: { readonly at: number; readonly code: string }[] = [];
  const settle = (fate: KeyFate): void => {
    for (const { at } of held.splice(0)) fates[at] = fate;
  };
  for (const { event, outcomes } of steps) {
    const at = fates.length;
    if (event.kind === 'down') {
      const kinds = new Set(outcomes.map(({ kind }) => kind));
      fates.push(kinds.has('offered') ? 'command' : 'browser');
      if (kinds.has('held')) held.push({ at, code: event.code });
    }
    for (const outcome of outcomes) {
      if (outcome.kind === 'scanned') settle('scan');
      else if (outcome.kind === 'garbled') settle('garbled');
      else if (outcome.kind === 'typed') {
        const [found] = held.splice(
          held.findIndex(({ code }) => code === outcome.code),
          1,
        );
        if (found !== undefined) fates[found.at] = 'typed';
      }
    }
  }
  // What is still held came behind the end: a terminator, or the rest of a garbled burst.
  const ends: readonly KeyFate[] = ['garbled', 'scan', 'typed'];
  settle(ends.find((fate) => fates.includes(fate)) ?? 'browser');
  return fates;
}

/** What stands behind the last key of text. */
function terminatorOf(downs: readonly KeyDown[]): ScanTerminator {
  const last = downs.findLastIndex((event) => charactersOf(event) !== '');
  const behind = downs.slice(last + 1).filter((event) => /terminator/.test(strokeOf(event).kind));
  const [first] = behind;
  if (first === undefined) return 'silence';
  if (first.code === 'Tab') return 'tab';
  if (behind.length > 1) return 'crlf';
  return first.code === 'KeyJ' ? 'lf' : 'cr';
}

function inputMethodOf(downs: readonly KeyDown[]): WedgeTrace['inputMethod'] {
  if (downs.some(({ composing }) => composing)) return 'composing';
  return downs.some(({ key, code }) => key === 'Process' || code === 'Process') ? 'listening' : 'none';
}
