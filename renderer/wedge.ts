import type { Garbling } from '../main/contract/words/screen.ts';
import { crawlGapMs, quickGapMs, type Rhythm, usualRhythm } from './rhythm.ts';
import { altDigitsMax, isTheFields, type KeyDown, type Stroke, strokeOf, type TextualStroke } from './strokes.ts';

/**
 * Tells a keyboard-wedge scanner from a person by rhythm and length, and puts its keys together into one text. Pure:
 * times are handed in, it knows no DOM, no timer, no payment code. A text it is not sure of is never guessed: it is
 * `garbled`, and the cashier scans again.
 *
 * Characters come from the place of a key (`event.code`, US layout), never from what the layout or an input method
 * made of it: with an input method `event.key` is "Process", with NumLock off "End", on AZERTY "&" for Digit1.
 */

/** Longest text, characters: what the contract takes. Longer is noise. */
export const charactersMax = 512;

/** A key that went down, or the passing of time, on one clock. */
export type WedgeEvent = KeyDown | { readonly kind: 'silence'; readonly atMs: number };

export type WedgeOutcome =
  /** The key of this event is not the browser's: it waits, or it is swallowed. */
  | { readonly kind: 'held' }
  /** A key that a person typed, in order. It was held. */
  | { readonly kind: 'typed'; readonly code: string }
  /** The key of this event is a command (function key, Escape, Backspace, Delete): the browser's unless taken. */
  | { readonly kind: 'offered'; readonly code: string; readonly shift: boolean }
  | { readonly kind: 'scanned'; readonly text: string }
  | { readonly kind: 'garbled'; readonly why: Garbling };

/** Nothing is held. */
interface Rest {
  readonly kind: 'rest';
  /** When the last key was pressed that was given up as typing. */
  readonly typedAtMs: number;
  /** How many were given up in one run: more than an amount has come from a scanner that is too slow. */
  readonly typedKeys: number;
  /** When the terminator of the last scan came. */
  readonly scanEndedAtMs: number;
}

interface Burst {
  readonly kind: 'burst';
  readonly text: string;
  readonly keys: number;
  /** Given up as typing before it, in the same run. */
  readonly typedBefore: number;
  /** What is typed should it be no burst after all. */
  readonly held: readonly string[];
  /** Digits of an Alt+numpad character that is not complete yet. */
  readonly altDigits: string;
  readonly spoilt: Garbling | null;
  /** Some key did not depend on Shift. */
  readonly hasPlain: boolean;
  readonly hasShiftedDigit: boolean;
  /** A key that is no text came behind the text. */
  readonly foreignBehind: boolean;
  /** It is a machine: once known, a stutter does not make it a person. */
  readonly sure: boolean;
  readonly longestGapMs: number;
  /** A silence was believed before it: its keys are delivered late. */
  readonly late: boolean;
  readonly lastAtMs: number;
}

/** After a garbled burst: its remains are swallowed until silence. */
interface Deaf {
  readonly kind: 'deaf';
  /** It was too slow: its keys are further apart. */
  readonly slow: boolean;
  readonly lastAtMs: number;
}

export type Wedge = Rest | Burst | Deaf;

type Stepped = readonly [Wedge, readonly WedgeOutcome[]];

export const restingWedge: Rest = { kind: 'rest', typedAtMs: -Infinity, typedKeys: 0, scanEndedAtMs: -Infinity };

const held: WedgeOutcome = { kind: 'held' };

/** When a `silence` event is due, on the clock of the events; null while nothing waits for one. */
export function silenceDueAtMs(wedge: Wedge, rhythm: Rhythm = usualRhythm): number | null {
  return wedge.kind === 'rest' ? null : wedge.lastAtMs + patienceMs(wedge, rhythm);
}

/** One event. Without a `held` outcome, and unless an `offered` key is taken, the key of the event is the browser's. */
export function step(wedge: Wedge, event: WedgeEvent, rhythm: Rhythm = usualRhythm): Stepped {
  const [now, before] = afterSilence(wedge, event, rhythm);
  if (event.kind === 'silence') return [now, before];
  const [next, after] = pressed(now, event, rhythm);
  return [next, [...before, ...after]];
}

/** Six keys as quick as nobody types; fourteen within the gap of this till, or six with a terminator behind them. */
function decided(burst: Burst, rhythm: Rhythm, isTerminated = false): Burst {
  const isQuick = isTerminated || burst.longestGapMs <= quickGapMs;
  const isMachine = burst.keys >= (isQuick ? rhythm.keysMin : rhythm.slowKeysMin);
  return isMachine ? { ...burst, sure: true } : burst;
}

function patienceMs(wedge: Burst | Deaf, rhythm: Rhythm): number {
  // Where a silence was believed too early, events come late: wait longer.
  if (wedge.kind === 'deaf' && wedge.slow) return crawlGapMs + 1;
  const isLong = wedge.kind === 'deaf' || wedge.sure || wedge.late;
  return isLong ? rhythm.silenceMs : rhythm.holdMs;
}

function afterSilence(wedge: Wedge, { kind, atMs }: WedgeEvent, rhythm: Rhythm): Stepped {
  if (wedge.kind === 'rest') return [wedge, []];
  const gapMs = atMs - wedge.lastAtMs;
  const isUnsure = wedge.kind === 'burst' && !wedge.sure;
  const isOver = kind === 'down' && isUnsure ? gapMs > rhythm.burstGapMs : gapMs >= patienceMs(wedge, rhythm);
  if (!isOver) return [wedge, []];
  return wedge.kind === 'deaf' ? [restingWedge, []] : ended(wedge, rhythm);
}

function pressed(wedge: Wedge, event: KeyDown, rhythm: Rhythm): Stepped {
  const stroke = strokeOf(event);
  switch (wedge.kind) {
    case 'rest':
      return pressedAtRest(wedge, event, stroke, rhythm);
    case 'burst':
      if (wedge.sure) return pressedWhenSure(wedge, event, stroke, rhythm);
      return pressedWhenUnsure(wedge, event, stroke, rhythm);
    case 'deaf':
      return [{ ...wedge, lastAtMs: event.atMs }, [held]];
  }
}

function pressedAtRest(rest: Rest, event: KeyDown, stroke: Stroke, rhythm: Rhythm): Stepped {
  const { code, atMs, editable, repeat, shift } = event;
  switch (stroke.kind) {
    case 'text':
      // A person's Space presses the focused button; no payment code begins with one.
      if (code === 'Space' || (repeat && editable)) return [rest, []];
      if (repeat) return [rest, [held, ...typed(code, stroke)]];
      return collected(newBurst(rest, atMs, rhythm), event, stroke, rhythm);
    case 'alt_digit':
    case 'unreadable':
      return repeat ? [rest, []] : collected(newBurst(rest, atMs, rhythm), event, stroke, rhythm);
    case 'terminator':
    case 'control_terminator':
      // CR LF comes as Enter and Ctrl+J, or as Enter twice.
      if (atMs - rest.scanEndedAtMs <= rhythm.burstGapMs) return [{ ...rest, scanEndedAtMs: atMs }, [held]];
      // A held Enter presses a button once, and a late one presses none: the button may be another by now.
      return [rest, (repeat || event.late === true) && code.endsWith('Enter') && !editable ? [held] : []];
    case 'command':
      if (editable && /^(?:Backspace|Delete)$/.test(code)) return [rest, []];
      return [rest, event.late === true ? [held] : [{ kind: 'offered', code, shift }]];
    case 'modifier':
    case 'foreign':
      return [rest, []];
  }
}

function pressedWhenUnsure(burst: Burst, event: KeyDown, stroke: Stroke, rhythm: Rhythm): Stepped {
  const isText = stroke.kind === 'text' || stroke.kind === 'alt_digit' || stroke.kind === 'unreadable';
  if (isText && !event.repeat) return collected(burst, event, stroke, rhythm);
  if (stroke.kind === 'modifier') return [touched(burst, event), []];
  const isTerminator = stroke.kind === 'terminator' || stroke.kind === 'control_terminator';
  const terminated = isTerminator ? decided(withAltCharacter(burst), rhythm, true) : burst;
  if (terminated.sure) return pressedWhenSure(terminated, event, stroke, rhythm);
  const [rest, released] = ended(burst, rhythm);
  // Three keys this close come from a machine: too few for a code, but its Enter must press nothing.
  if (stroke.kind === 'terminator' && burst.keys >= 2 && !event.editable) return [rest, [...released, held]];
  const [next, outcomes] = pressed(rest, event, rhythm);
  return [next, [...released, ...outcomes]];
}

function pressedWhenSure(burst: Burst, event: KeyDown, stroke: Stroke, rhythm: Rhythm): Stepped {
  const { atMs } = event;
  switch (stroke.kind) {
    case 'text':
    case 'alt_digit':
    case 'unreadable':
      if (event.repeat || burst.foreignBehind) return garbled('foreign_key', atMs);
      return collected(burst, event, stroke, rhythm);
    case 'terminator':
    case 'control_terminator':
      return [{ ...restingWedge, scanEndedAtMs: atMs }, [held, ...ended(burst, rhythm)[1]]];
    case 'modifier':
      return [touched(burst, event), []];
    case 'command':
    case 'foreign':
      return [{ ...burst, foreignBehind: true, lastAtMs: atMs }, [held]];
  }
}

function newBurst(rest: Rest, atMs: number, rhythm: Rhythm): Burst {
  const sinceTypedMs = atMs - rest.typedAtMs;
  return {
    kind: 'burst',
    text: '',
    keys: 0,
    typedBefore: sinceTypedMs <= crawlGapMs ? rest.typedKeys : 0,
    held: [],
    altDigits: '',
    // Nobody types and scans within a stutter: what was typed may have been the start.
    spoilt: sinceTypedMs <= rhythm.silenceMs ? 'start_lost' : null,
    late: sinceTypedMs <= rhythm.burstGapMs,
    hasPlain: false,
    hasShiftedDigit: false,
    foreignBehind: false,
    sure: false,
    longestGapMs: 0,
    lastAtMs: atMs,
  };
}

/** The burst with one more key. The key stays the browser's while it goes into a field or has no place. */
function collected(before: Burst, event: KeyDown, stroke: TextualStroke, rhythm: Rhythm): Stepped {
  const editable = isTheFields(event, before.sure);
  const burst: Burst = { ...lasting(before, event), spoilt: before.spoilt ?? spoilingOf(event, stroke) };
  switch (stroke.kind) {
    case 'text':
      return judged(withText(burst, event.code, stroke, editable), editable ? [] : [held], rhythm);
    case 'alt_digit':
      return judged(withAltDigit(burst, stroke.digit), editable ? [] : [held], rhythm);
    case 'unreadable':
      return judged({ ...withAltCharacter(burst), keys: burst.keys + 1 }, [], rhythm);
  }
}

function lasting(burst: Burst, { atMs }: KeyDown): Burst {
  return { ...burst, longestGapMs: Math.max(burst.longestGapMs, atMs - burst.lastAtMs), lastAtMs: atMs };
}

function spoilingOf({ composing, editable, takesScans, late }: KeyDown, stroke: TextualStroke): Garbling | null {
  if (composing) return 'input_method';
  if (editable && takesScans !== true) return 'typed_into_field';
  if (late === true) return 'too_late';
  return stroke.kind === 'unreadable' ? 'unreadable_key' : null;
}

function withText(before: Burst, code: string, stroke: Extract<Stroke, { kind: 'text' }>, editable: boolean): Burst {
  const burst = withAltCharacter(before);
  const keysHeld = burst.sure || editable ? [] : typed(code, stroke).map((outcome) => outcome.code);
  return {
    ...burst,
    text: burst.text + stroke.character,
    keys: burst.keys + 1,
    held: [...burst.held, ...keysHeld],
    hasPlain: burst.hasPlain || !stroke.shifted,
    hasShiftedDigit: burst.hasShiftedDigit || (stroke.shifted && code.startsWith('Digit')),
  };
}

/** A person's key; with Shift a digit key is a sign and no digit. */
function typed(code: string, { shifted }: Extract<Stroke, { kind: 'text' }>) {
  return shifted ? [] : [{ kind: 'typed', code } as const];
}

/** More digits than a number has: characters without an Alt between them. */
function withAltDigit(burst: Burst, digit: string): Burst {
  const altDigits = burst.altDigits + digit;
  if (altDigits.length <= altDigitsMax) return { ...burst, altDigits };
  return { ...burst, keys: burst.keys + 1, spoilt: burst.spoilt ?? 'unreadable_key' };
}

/** Only ASCII is the same on every code page. */
function withAltCharacter(burst: Burst): Burst {
  if (burst.altDigits === '') return burst;
  const value = Number(burst.altDigits);
  const isAscii = (value >= 0x20 && value <= 0x7e) || value === 0x09 || value === 0x0a || value === 0x0d;
  const next = { ...burst, altDigits: '', keys: burst.keys + 1, hasPlain: true };
  if (isAscii) return { ...next, text: burst.text + String.fromCharCode(value) };
  return { ...next, spoilt: burst.spoilt ?? 'unreadable_key' };
}

/** Each Alt begins a new character. */
function touched(burst: Burst, event: KeyDown): Burst {
  return lasting(event.code.startsWith('Alt') ? withAltCharacter(burst) : burst, event);
}

/** Gives a sure burst up as soon as it cannot become a text any more. */
function judged(before: Burst, outcomes: readonly WedgeOutcome[], rhythm: Rhythm): Stepped {
  const burst = decided(before, rhythm);
  if (!burst.sure) return [burst, outcomes];
  if (burst.spoilt !== null) return garbled(burst.spoilt, burst.lastAtMs);
  return burst.text.length > charactersMax ? garbled('too_long', burst.lastAtMs) : [burst, outcomes];
}

function garbled(why: Garbling, atMs: number): Stepped {
  return [{ kind: 'deaf', slow: false, lastAtMs: atMs }, [held, { kind: 'garbled', why }]];
}

/** What a burst was, when it is over: a scan, or keys that a person typed. */
function ended(before: Burst, rhythm: Rhythm): Stepped {
  const burst = decided(withAltCharacter(before), rhythm);
  if (!burst.sure) {
    const { typedBefore, lastAtMs } = burst;
    const typedKeys = typedBefore + burst.keys;
    const said: readonly WedgeOutcome[] = burst.held.map((code) => ({ kind: 'typed', code }));
    const isScan = typedKeys >= rhythm.slowKeysMin;
    if (isScan) return [{ kind: 'deaf', slow: true, lastAtMs }, [...said, { kind: 'garbled', why: 'too_slow' }]];
    return [{ kind: 'rest', typedAtMs: lastAtMs, typedKeys, scanEndedAtMs: -Infinity }, said];
  }
  const why = burst.spoilt ?? (!burst.hasPlain && burst.hasShiftedDigit ? 'shift_stuck' : null);
  return [restingWedge, [why === null ? { kind: 'scanned', text: burst.text } : { kind: 'garbled', why }]];
}
