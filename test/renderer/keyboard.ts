import type { HeardStep } from '../../renderer/keys.ts';
import { type Rhythm, usualRhythm } from '../../renderer/rhythm.ts';
import type { KeyDown } from '../../renderer/strokes.ts';
import { restingWedge, silenceDueAtMs, step, type Wedge } from '../../renderer/wedge.ts';

/** Keys as a keyboard or a scanner sends them, and what a wedge makes of them, with the silences in between. */

/** A key that goes down `afterMs` behind the one before. */
export interface Press {
  readonly code: string;
  readonly afterMs: number;
  readonly with?: Partial<Omit<KeyDown, 'kind' | 'code' | 'atMs'>>;
}

export interface Heard {
  /** What was typed, scanned or not readable, in order: `typed Digit5`, `scanned 28…`, `garbled why`. */
  readonly said: readonly string[];
  /** Keys the browser got, in order. An offered key counts unless it is taken, which it is not here. */
  readonly passed: readonly string[];
  /** Every event and what the wedge made of it. */
  readonly steps: readonly HeardStep[];
  /** The most milliseconds that any typed key waited. */
  readonly longestWaitMs: number;
}

/** Delays of a busy page, milliseconds. */
export interface Delays {
  /** How late each silence is noticed. */
  readonly silenceMs?: number;
  /** How long after it was pressed each key is delivered; a silence may be believed before. */
  readonly keyMs?: number;
}

/** Plays `presses` and then silence. */
export function play(
  presses: readonly Press[],
  { silenceMs = 0, keyMs = 0 }: Delays = {},
  rhythm: Rhythm = usualRhythm,
): Heard {
  let wedge: Wedge = restingWedge;
  const said: string[] = [];
  const passed: string[] = [];
  const steps: HeardStep[] = [];
  const pressedAtMs: { readonly code: string; readonly atMs: number }[] = [];
  let longestWaitMs = 0;
  let nowMs = 1_000;

  function take(event: Parameters<typeof step>[1]): boolean {
    const [next, outcomes] = step(wedge, event, rhythm);
    wedge = next;
    steps.push({ event, outcomes });
    for (const outcome of outcomes) {
      if (outcome.kind === 'typed') {
        const at = pressedAtMs.findIndex(({ code }) => code === outcome.code);
        longestWaitMs = Math.max(longestWaitMs, event.atMs - (pressedAtMs.splice(at, 1)[0]?.atMs ?? 0));
      }
      if (outcome.kind === 'typed' || outcome.kind === 'offered') said.push(`${outcome.kind} ${outcome.code}`);
      if (outcome.kind === 'scanned') said.push(`scanned ${outcome.text}`);
      if (outcome.kind === 'garbled') said.push(`garbled ${outcome.why}`);
    }
    return outcomes.some(({ kind }) => kind === 'held');
  }

  function silenceUntil(ms: number): void {
    for (
      let due = silenceDueAtMs(wedge, rhythm);
      due !== null && due + silenceMs <= ms;
      due = silenceDueAtMs(wedge, rhythm)
    ) {
      take({ kind: 'silence', atMs: due + silenceMs });
    }
  }

  for (const { code, afterMs, with: extra } of presses) {
    nowMs += afterMs;
    silenceUntil(nowMs + keyMs);
    pressedAtMs.push({ code, atMs: nowMs });
    if (!take({ ...plain, ...extra, kind: 'down', code, atMs: nowMs })) passed.push(code);
  }
  silenceUntil(Infinity);
  return { said, passed, steps, longestWaitMs };
}

const plain = {
  shift: false,
  ctrl: false,
  alt: false,
  meta: false,
  composing: false,
  repeat: false,
  editable: false,
} as const;

/** A scanner sends `text` on a US keyboard, Shift keys and all, `gapMs` apart. */
export function scannerKeys(text: string, gapMs: number, more: Press['with'] = {}): Press[] {
  return Array.from(text).flatMap((character) => {
    const [code, shift] = placeOf(character);
    const key: Press = { code, afterMs: gapMs, with: { key: character, shift, ...more } };
    return shift
      ? [
          { code: 'ShiftLeft', afterMs: gapMs, with: { shift: true } },
          { ...key, afterMs: 1 },
        ]
      : [key];
  });
}

const signs: Readonly<Record<string, readonly [string, boolean]>> = {
  ']': ['BracketRight', false],
  ':': ['Semicolon', true],
  '/': ['Slash', false],
  '.': ['Period', false],
  '-': ['Minus', false],
  '\r': ['Enter', false],
  '\t': ['Tab', false],
  ' ': ['Space', false],
};

function placeOf(character: string): readonly [string, boolean] {
  if (/\d/.test(character)) return [`Digit${character}`, false];
  if (/[A-Za-z]/.test(character)) return [`Key${character.toUpperCase()}`, /[A-Z]/.test(character)];
  const sign = signs[character];
  if (sign === undefined) throw new Error(`no key for ${JSON.stringify(character)}`);
  return sign;
}

/** `count` times the same. */
export function times<Value>(count: number, make: (at: number) => Value): Value[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
