import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { quickGapMs, type Rhythm, rhythmOf, slowestGapMs } from '../../renderer/rhythm.ts';
import { type KeyDown, strokeOf } from '../../renderer/strokes.ts';
import {
  charactersMax,
  restingWedge,
  silenceDueAtMs,
  step,
  type Wedge,
  type WedgeEvent,
} from '../../renderer/wedge.ts';
import { Draws } from '../sim/draws.ts';

/**
 * Any keys in any order through the wedge, with payment codes of a scanner among them: nothing throws, the state stays
 * bounded, no key that was held is lost or typed twice, and every code behind a silence is read.
 * `node test/renderer/fuzz.ts --events 1000000 --seed 7 --json`.
 */

export interface Fuzzed {
  readonly seed: number;
  readonly events: number;
  /** Codes that were sent behind a silence; each must have been read. */
  readonly codes: number;
  readonly scanned: number;
  readonly garbled: number;
  readonly typed: number;
  /** What went wrong, the first 20. */
  readonly problems: readonly string[];
}

const codes = [
  'Digit0 Digit1 Digit2 Digit5 Digit9 Numpad0 Numpad4 Numpad7 KeyA KeyJ KeyM KeyZ BracketRight Slash Minus Space',
  'Enter NumpadEnter Tab ShiftLeft ControlLeft AltLeft MetaLeft CapsLock F5 F12 Escape Backspace Delete',
  'ArrowUp Home End MediaPlay Unidentified Process IntlBackslash IntlRo NumpadDecimal NumpadComma Quote',
]
  .join(' ')
  .split(' ') as [string, ...string[]];

const problemsMax = 20;

/** Sends `events` keys at least. */
export function fuzz(events: number, seed: number): Fuzzed {
  const draws = new Draws(seed, 'wedge fuzz');
  const keyboard = new Keyboard();
  let planted = 0;
  while (keyboard.events < events && keyboard.problems.length < problemsMax) {
    const rhythm = rhythmOf(draws.pick([quickGapMs, 50, slowestGapMs]));
    if (draws.happens(0.05)) {
      planted += 1;
      plantCode(keyboard, draws, rhythm);
    } else pressAtRandom(keyboard, draws, rhythm);
  }
  const { scanned, garbled, typed, problems } = keyboard;
  return { seed, events: keyboard.events, codes: planted, scanned, garbled, typed, problems };
}

function pressAtRandom(keyboard: Keyboard, draws: Draws, rhythm: Rhythm): void {
  // One hand at a time: keys that come together have most in common.
  const [gapMs, editable, composing] = [draws.wait(1, 300), draws.happens(0.2), draws.happens(0.1)];
  for (let left = 1 + draws.below(40); left > 0; left -= 1) {
    keyboard.press(
      {
        kind: 'down',
        code: draws.pick(codes),
        key: draws.pick(['1', '5', 'a', 'Process', 'Dead', '％', '']),
        shift: draws.happens(0.1),
        ctrl: draws.happens(0.03),
        alt: draws.happens(0.05),
        meta: draws.happens(0.02),
        repeat: draws.happens(0.05),
        late: draws.happens(0.02),
        editable,
        composing,
        atMs: keyboard.nowMs + (draws.happens(0.9) ? draws.below(gapMs + 1) : draws.below(500)),
      },
      rhythm,
    );
  }
}

function plantCode(keyboard: Keyboard, draws: Draws, rhythm: Rhythm): void {
  const code = `28${draws.digits(15 + draws.below(16))}`;
  const gapMs = 1 + draws.below(rhythm.burstGapMs);
  keyboard.silence(2 * rhythm.silenceMs, rhythm);
  const before = keyboard.scanned;
  for (const digit of code) keyboard.press(plainKey(`Digit${digit}`, keyboard.nowMs + gapMs), rhythm);
  if (draws.happens(0.5)) keyboard.press(plainKey('Enter', keyboard.nowMs + gapMs), rhythm);
  keyboard.silence(2 * rhythm.silenceMs, rhythm);
  if (keyboard.scanned !== before + 1 || keyboard.lastText !== code) {
    keyboard.problems.push(`a code of ${code.length} digits ${gapMs} ms apart was read as ${keyboard.lastText}`);
  }
}

function plainKey(code: string, atMs: number): KeyDown {
  const none = { shift: false, ctrl: false, alt: false, meta: false, composing: false, repeat: false, editable: false };
  return { kind: 'down', code, ...none, atMs };
}

/** A wedge, the time it sees, and what must be true of it after every event. */
class Keyboard {
  nowMs = 0;
  events = 0;
  scanned = 0;
  garbled = 0;
  typed = 0;
  lastText = '';
  readonly problems: string[] = [];
  #wedge: Wedge = restingWedge;
  /** Keys that are held and must be typed should they be no scan, in order. */
  #held: string[] = [];

  press(event: KeyDown, rhythm: Rhythm): void {
    this.#silences(event.atMs, rhythm);
    this.events += 1;
    this.#take(event, rhythm);
  }

  silence(ms: number, rhythm: Rhythm): void {
    this.#silences(this.nowMs + ms, rhythm);
    this.nowMs += ms;
  }

  #silences(untilMs: number, rhythm: Rhythm): void {
    for (let due = silenceDueAtMs(this.#wedge, rhythm); due !== null && due <= untilMs; ) {
      this.#take({ kind: 'silence', atMs: due }, rhythm);
      due = silenceDueAtMs(this.#wedge, rhythm);
    }
  }

  #take(event: WedgeEvent, rhythm: Rhythm): void {
    this.nowMs = Math.max(this.nowMs, event.atMs);
    const [next, outcomes] = step(this.#wedge, event, rhythm);
    for (const outcome of outcomes) {
      if (outcome.kind === 'typed') {
        this.typed += 1;
        const isRepeat = event.kind === 'down' && event.repeat && event.code === outcome.code;
        if (this.#held[0] === outcome.code) this.#held.shift();
        else if (!isRepeat) this.problems.push(`${outcome.code} was typed, but ${this.#held[0]} was held`);
      } else if (outcome.kind === 'scanned' || outcome.kind === 'garbled') this.#ended(outcome);
    }
    const isHeld = outcomes.some(({ kind }) => kind === 'held');
    if (isHeld && next.kind === 'burst' && event.kind === 'down') this.#hold(event);
    if (next.kind === 'rest' && this.#held.length > 0) {
      this.problems.push(`${this.#held.length} held keys were lost: ${this.#held.join(' ')}`);
      this.#held = [];
    }
    this.#wedge = next;
    this.#bounded(rhythm);
  }

  #hold(event: KeyDown): void {
    const stroke = strokeOf(event);
    if (stroke.kind === 'text' && !stroke.shifted && !event.editable && !event.repeat) this.#held.push(event.code);
  }

  #ended(outcome: { readonly kind: 'scanned'; readonly text: string } | { readonly kind: 'garbled' }): void {
    this.#held = [];
    if (outcome.kind === 'garbled') this.garbled += 1;
    else {
      this.scanned += 1;
      this.lastText = outcome.text;
      if (outcome.text.length > charactersMax) this.problems.push(`a scan of ${outcome.text.length} characters`);
    }
  }

  #bounded({ slowKeysMin }: Rhythm): void {
    if (this.#wedge.kind !== 'burst') return;
    const { text, held, altDigits, lastAtMs } = this.#wedge;
    const isBounded = text.length <= charactersMax + 1 && held.length <= slowKeysMin && altDigits.length <= 4;
    if (!isBounded || !Number.isFinite(lastAtMs)) {
      this.problems.push(`the state grew: ${text.length} characters, ${held.length} held, "${altDigits}"`);
    }
  }
}

function main(): void {
  const options = { events: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  const found = fuzz(Number(values.events ?? 1_000_000), Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)));
  const { seed, events, codes: sent, scanned, garbled, typed, problems } = found;
  if (values.json === true) console.info(JSON.stringify(found));
  else
    console.info(`seed ${seed}: ${events} keys, ${sent} codes; ${scanned} scans, ${garbled} garbled, ${typed} typed`);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
