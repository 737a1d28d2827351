import { invariant } from '../../main/core/invariant.ts';
import type { Clock, Scanner } from '../../main/core/ports.ts';
import { type LineEvents, type LineFault, lineScanner, type OpenLine } from './line.ts';

/**
 * A scanner without a cable, for training and for tests: it plays a script of bytes and pauses into the same
 * reading and reopening that a serial scanner has, and misbehaves as cables do. It knows no real port.
 */

/** One thing that happens on the simulated cable. Bytes that come while nothing is connected are lost. */
export type ScriptStep =
  /** Sent as UTF-8 in one chunk; the scanner's terminator is part of it. */
  | { readonly bytes: string }
  /** So many bytes that are no text, without a terminator. */
  | { readonly noise: number }
  | { readonly pauseMs: number }
  | { readonly plugged: boolean };

export interface SimulatedScannerSettings {
  readonly kind: 'simulated';
  /** Played once, as soon as the scanner is ready for the first time. */
  readonly script?: readonly ScriptStep[];
}

export interface SimulatedScanner extends Scanner {
  /**
   * Adds steps behind those not yet played; they are played by the clock, never inside this call. Stops when
   * more than {@link stepsWaitingMax} would wait.
   */
  play(steps: readonly ScriptStep[]): void;
}

export const stepsWaitingMax = 1_000;

const name = 'simulation';
const noiseChunkBytes = 4_096;

const unplugged: LineFault = { state: 'absent', fault: 'scanner_unplugged', place: name, detail: '' };

/** What scanners do, right and wrong, as scripts to be joined. */
export const scripts = {
  /** A code as most scanners are set up to send it. */
  whole: (code: string, terminator = '\r\n'): ScriptStep[] => [{ bytes: code + terminator }],
  /** The same in `pieces` chunks, `pauseMs` apart, the terminator alone at the end. */
  split: (code: string, pieces: number, pauseMs: number): ScriptStep[] => {
    invariant(Number.isSafeInteger(pieces) && pieces >= 1, 'a code is split into one or more pieces');
    const size = Math.max(1, Math.ceil(code.length / pieces));
    const chunks = [...(code.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []), '\r'];
    return chunks.flatMap((bytes) => [{ bytes }, { pauseMs }]);
  },
  /** Several codes in one chunk. */
  joined: (codes: readonly string[]): ScriptStep[] => [{ bytes: codes.map((code) => `${code}\r`).join('') }],
  noise: (count: number): ScriptStep[] => [{ noise: count }],
  unplug: (): ScriptStep[] => [{ plugged: false }],
  replug: (): ScriptStep[] => [{ plugged: true }],
} as const;

/** A plugged-in simulated scanner. It has one cable: open it once at a time. */
export function simulatedScanner(settings: SimulatedScannerSettings, clock: Clock): SimulatedScanner {
  const cable = simulatedCable(clock, settings.script ?? []);
  const scanner = lineScanner({ name, source: 'simulated', openLine: cable.openLine, clock });
  return { open: (listen) => scanner.open(listen), play: cable.play };
}

function simulatedCable(clock: Clock, script: readonly ScriptStep[]) {
  let plugged = true;
  let line: LineEvents | null = null;
  let unplayed: readonly ScriptStep[] = script;
  const waiting: ScriptStep[] = [];
  let playing = false;

  function plug(inserted: boolean): void {
    plugged = inserted;
    if (inserted || !line) return;
    const broken = line;
    line = null;
    broken.ended(unplugged);
  }

  /** Plays up to the next pause. */
  function run(): void {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if ('pauseMs' in step) {
        clock.after(step.pauseMs, run);
        return;
      }
      if ('bytes' in step) line?.bytes(new TextEncoder().encode(step.bytes));
      else if ('noise' in step) sendNoise(step.noise, (chunk) => line?.bytes(chunk));
      else plug(step.plugged);
    }
    playing = false;
  }

  function play(steps: readonly ScriptStep[]): void {
    invariant(waiting.length + steps.length <= stepsWaitingMax, 'the simulated scanner is given too many steps');
    waiting.push(...steps);
    if (playing) return;
    playing = true;
    clock.after(0, run);
  }

  const openLine: OpenLine = (heard) => {
    const stop = clock.after(0, () => {
      if (!plugged) return heard.ended(unplugged);
      invariant(line === null, 'a simulated scanner is open already');
      line = heard;
      heard.opened();
      const first = unplayed;
      unplayed = [];
      if (first.length > 0) play(first);
    });
    return {
      close: () => {
        stop();
        if (line === heard) line = null;
      },
      check: (there) => there(),
    };
  };
  return { openLine, play };
}

/** Bytes that are neither text nor terminator, in chunks of the size a driver would hand over. */
function sendNoise(count: number, send: (chunk: Uint8Array) => void): void {
  for (let left = count; left > 0; left -= noiseChunkBytes) {
    send(new Uint8Array(Math.min(left, noiseChunkBytes)).fill(0xff));
  }
}
