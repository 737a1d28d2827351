import { invariant } from '../../main/core/invariant.ts';
import type { Clock, Scanner } from '../../main/core/ports.ts';
import { hidScanner } from './hid.ts';
import type { HidHeard, HidPort } from './hid-port.ts';
import { type LineEvents, type LineFault, lineScanner, type OpenLine } from './line.ts';

/**
 * A scanner without a cable, for training and for tests: it plays a script of bytes, reports and pauses into the same
 * reading and reopening that a serial or a HID scanner has, and misbehaves as cables do. It knows no real port.
 */

/** One thing that happens on the simulated cable. What comes while nothing is connected is lost. */
export type ScriptStep =
  /** Sent as UTF-8: on a serial cable in one chunk with whatever terminator stands in it, on HID in whole reports. */
  | { readonly bytes: string }
  /** One HID report, its bytes as pairs of hexadecimal digits; blanks do not count. */
  | { readonly report: string }
  /** So many bytes that are no text, without a terminator. */
  | { readonly noise: number }
  | { readonly pauseMs: number }
  | { readonly plugged: boolean }
  /** Whether this user may open it; told at the next opening. */
  | { readonly permitted: boolean };

export interface SimulatedScannerSettings {
  readonly kind: 'simulated';
  /** `serial` unless told. */
  readonly cable?: 'serial' | 'hid' | undefined;
  /** Played once, as soon as the scanner is ready for the first time. */
  readonly script?: readonly ScriptStep[] | undefined;
}

export interface SimulatedScanner extends Scanner {
  /**
   * Adds steps behind those not yet played; they are played by the clock, never inside this call. Stops when
   * more than {@link stepsWaitingMax} would wait.
   */
  play(steps: readonly ScriptStep[]): void;
}

export const stepsWaitingMax = 1_000;

/** It stands nowhere: what is said of it is said without a place. */
const place = '';
/** HID devices are told apart by their path. */
const hidPath = 'simulated';
const noiseChunkBytes = 4_096;

const unplugged: LineFault = { state: 'absent', fault: 'scanner_unplugged', place, detail: '' };
const forbidden: LineFault = { state: 'refused', fault: 'scanner_permission_serial', place, detail: '' };

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
  /** Unplugged, and plugged in again where nobody may open it; `permit` ends that. */
  forbid: (): ScriptStep[] => [{ plugged: false }, { permitted: false }, { plugged: true }],
  permit: (): ScriptStep[] => [{ permitted: true }],
  /** A long code of which only the first HID report comes. */
  lostReport: (code: string): ScriptStep[] => [{ report: hexOf(reportsOf(`${code}${'x'.repeat(dataBytes)}`)[0]) }],
} as const;

/** A plugged-in simulated scanner. It has one cable: open it once at a time. */
export function simulatedScanner(settings: SimulatedScannerSettings, clock: Clock): SimulatedScanner {
  const cable = new SimulatedCable(clock, settings.script ?? []);
  const scanner =
    settings.cable === 'hid'
      ? hidScanner({ kind: 'hid' }, clock, cable.hidPort(), 'simulated')
      : lineScanner({ name: place, source: 'simulated', openLine: cable.openLine, clock });
  return { open: (heard) => scanner.open(heard), play: (steps) => cable.play(steps) };
}

/** Whatever is connected to the cable now. */
interface End {
  bytes(chunk: Uint8Array): void;
  report(report: Uint8Array): void;
  broken(): void;
}

class SimulatedCable {
  readonly #clock: Clock;
  readonly #waiting: ScriptStep[] = [];
  #unplayed: readonly ScriptStep[];
  #isPlugged = true;
  #isPermitted = true;
  #isPlaying = false;
  #end: End | null = null;

  constructor(clock: Clock, script: readonly ScriptStep[]) {
    this.#clock = clock;
    this.#unplayed = script;
  }

  play(steps: readonly ScriptStep[]): void {
    const all = this.#waiting.length + steps.length;
    invariant(all <= stepsWaitingMax, 'the simulated scanner is given too many steps');
    this.#waiting.push(...steps);
    if (this.#isPlaying) return;
    this.#isPlaying = true;
    this.#clock.after(0, () => this.#run());
  }

  readonly openLine: OpenLine = (heard: LineEvents) => {
    let end: End | null = null;
    const stop = this.#clock.after(0, () => {
      if (!this.#isPlugged) return heard.ended(unplugged);
      if (!this.#isPermitted) return heard.ended(forbidden);
      end = {
        bytes: (chunk) => heard.bytes(chunk),
        report: (report) => heard.bytes(report),
        broken: () => heard.ended(unplugged),
      };
      this.#connect(end);
      heard.opened();
      this.#begin();
    });
    return {
      close: () => {
        stop();
        if (end !== null) this.#leave(end);
      },
      check: (there) => there(),
    };
  };

  hidPort(): HidPort {
    const identity = { vendorId: 0, productId: 0, serialNumber: '1', name: place };
    const found = { ...identity, path: hidPath, usagePage: 0x8c, usage: 0x02 };
    return {
      list: async () => (this.#isPlugged ? [found] : []),
      open: async (_path, heard: HidHeard) => {
        if (!this.#isPlugged) throw new Error('No such device');
        if (!this.#isPermitted) throw new Error('Permission denied');
        const end: End = {
          bytes: (chunk) => {
            for (const report of reportsOf(new TextDecoder().decode(chunk))) heard.report(report);
          },
          report: (report) => heard.report(report),
          broken: () => heard.failed('device disconnected'),
        };
        this.#connect(end);
        this.#begin();
        return { sendFeatureReport: async () => {}, close: async () => this.#leave(end) };
      },
      descriptor: async () => null,
    };
  }

  #connect(end: End): void {
    invariant(this.#end === null, 'a simulated scanner is open already');
    this.#end = end;
  }

  #leave(end: End): void {
    if (this.#end === end) this.#end = null;
  }

  /** The script of the settings, once. */
  #begin(): void {
    const script = this.#unplayed;
    this.#unplayed = [];
    if (script.length > 0) this.play(script);
  }

  #plug(inserted: boolean): void {
    this.#isPlugged = inserted;
    const broken = this.#end;
    if (inserted || broken === null) return;
    this.#end = null;
    broken.broken();
  }

  /** Plays up to the next pause. */
  #run(): void {
    for (let step = this.#waiting.shift(); step; step = this.#waiting.shift()) {
      if ('pauseMs' in step) {
        this.#clock.after(step.pauseMs, () => this.#run());
        return;
      }
      if ('bytes' in step) this.#end?.bytes(new TextEncoder().encode(step.bytes));
      else if ('report' in step) this.#end?.report(bytesOf(step.report));
      else if ('noise' in step) this.#sendNoise(step.noise);
      else if ('permitted' in step) this.#isPermitted = step.permitted;
      else this.#plug(step.plugged);
    }
    this.#isPlaying = false;
  }

  /** Bytes that are neither text nor terminator, in chunks of the size a driver would hand over. */
  #sendNoise(count: number): void {
    for (let left = count; left > 0; left -= noiseChunkBytes) {
      this.#end?.bytes(new Uint8Array(Math.min(left, noiseChunkBytes)).fill(0xff));
    }
  }
}

const reportBytes = 64;
const dataBytes = 56;

/** A text as a HID-POS scanner sends it: report id 2, number of bytes, `]C0`, 56 bytes of data, "more follows". */
function reportsOf(text: string): readonly Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const count = Math.max(1, Math.ceil(bytes.length / dataBytes));
  return Array.from({ length: count }, (_, at) => {
    const piece = bytes.subarray(at * dataBytes, (at + 1) * dataBytes);
    const report = new Uint8Array(reportBytes);
    report.set([2, piece.length, 0x5d, 0x43, 0x30, ...piece]);
    report[reportBytes - 1] = at < count - 1 ? 1 : 0;
    return report;
  });
}

function hexOf(bytes: Uint8Array = new Uint8Array()): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[0-9a-fA-F]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}
