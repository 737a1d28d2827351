import type { HeardStep, KeyTap } from '../keys.ts';
import type { Rhythm } from '../rhythm.ts';
import { traceOf, type WedgeTrace } from './wedge-trace.ts';

/**
 * Keeps what a keyboard scanner sent while the scanner check is open: the newest traces, masked. What it holds in
 * clear is one burst at a time, and for less than half a second behind its last key.
 */

/** A burst is over after so much silence, milliseconds: slower than any scanner, quicker than the next scan. */
const overAfterMs = 400;

/** Keys of one burst that are kept: more than a text of the contract has, with a Shift to each. */
const keysMax = 1_100;

const tracesMax = 10;

export interface RecorderParts {
  readonly rhythm: () => Rhythm;
  readonly expected: () => string | null;
  /** A new trace is there. */
  readonly traced: () => void;
  readonly nowMs: () => number;
}

export class WedgeRecorder {
  readonly #parts: RecorderParts;
  readonly #off: () => void;
  #steps: HeardStep[] = [];
  #traces: readonly WedgeTrace[] = [];
  #numbered = 0;
  #timer: number | undefined;

  constructor(keyboard: KeyTap, parts: RecorderParts) {
    this.#parts = parts;
    this.#off = keyboard.onStep((heard) => this.#heard(heard));
  }

  /** Newest first. */
  traces(): readonly WedgeTrace[] {
    return this.#traces;
  }

  close(): void {
    this.#off();
    window.clearTimeout(this.#timer);
    this.#steps = [];
  }

  #heard(heard: HeardStep): void {
    if (this.#steps.length < keysMax) this.#steps.push(heard);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#finish(), overAfterMs);
  }

  #finish(): void {
    const { rhythm, expected, traced, nowMs } = this.#parts;
    const about = { number: this.#numbered + 1, cameAtMs: nowMs() - overAfterMs, rhythm: rhythm() };
    const trace = traceOf(this.#steps, { ...about, expected: expected() });
    this.#steps = [];
    if (trace === null) return;
    this.#numbered += 1;
    this.#traces = [trace, ...this.#traces].slice(0, tracesMax);
    traced();
  }
}
