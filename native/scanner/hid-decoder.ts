import type { ScanDrop } from '../../main/contract/scan-views.ts';
import { isAimAt, layoutByMaker, type ReportLayout, type ScannerFamily } from './hid-report.ts';

/**
 * Reports of a HID scanner in, whole reads out. Pure and told the time: it knows no device, no timer and no payment
 * code. It never throws, whatever the bytes, and keeps one code of {@link HidLimits.textBytes}.
 */

/** Times are monotonic milliseconds. */
export interface HidLimits {
  /** Longest code, in bytes; a longer one is reported as unreadable and swallowed to its end. */
  readonly textBytes: number;
  /** A report that says "more follows" waits so long for it. Reports of one code come 1 to 10 ms apart. */
  readonly restMs: number;
}

export const hidLimits: HidLimits = { textBytes: 1_024, restMs: 200 };

/**
 * Longest payment code. In reports that hold no more than this, the full first part of one would be taken for a whole
 * code if its rest were lost; in larger ones it is too long to be any.
 */
const paymentCodeBytes = 32;

export type HidFrame = {
  /** Monotonic time of its first report. */
  readonly atMs: number;
} & (
  | {
      /** AIM id, where the scanner sends one, and the code without its terminator, as UTF-8; U+FFFD for other bytes. */
      readonly kind: 'read';
      readonly text: string;
      readonly terminator: 'cr' | 'lf' | 'crlf' | 'report';
    }
  /** Too long a code. */
  | { readonly kind: 'noise' }
  | { readonly kind: 'dropped'; readonly why: ScanDrop; readonly text: string }
);

export interface HidDecoder {
  /** Takes one report that was read at `nowMs`; returns the frames it completes, oldest first. */
  push(report: Uint8Array, nowMs: number): readonly HidFrame[];
  /** What waiting in vain has ended by `nowMs`. To be called when no report waits to be read. */
  tick(nowMs: number): readonly HidFrame[];
  /** When waiting for the rest of a code will end; null while nothing is waited for. */
  dueAtMs(): number | null;
  /** The connection is gone: what was waited for is dropped, and told. */
  reset(): readonly HidFrame[];
}

export interface HidShape {
  /** From the scanner's own report descriptor; null = decided report by report from what is known of the maker. */
  readonly layout: ReportLayout | null;
  readonly family: ScannerFamily | null;
}

export function hidDecoder(shape: HidShape, limits: HidLimits = hidLimits): HidDecoder {
  return new BoundedDecoder(shape, limits);
}

class BoundedDecoder implements HidDecoder {
  readonly #shape: HidShape;
  readonly #limits: HidLimits;
  readonly #buffer: Uint8Array;
  readonly #utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  #length = 0;
  /** Of the code that is being read; null = none is. */
  #layout: ReportLayout | null = null;
  #aimId = '';
  #isTooLong = false;
  #firstAtMs = 0;
  #lastAtMs = 0;

  constructor(shape: HidShape, limits: HidLimits) {
    this.#shape = shape;
    this.#limits = limits;
    this.#buffer = new Uint8Array(limits.textBytes);
  }

  push(report: Uint8Array, nowMs: number): readonly HidFrame[] {
    const { layout: described, family } = this.#shape;
    const layout = this.#layout ?? (described === null ? layoutByMaker(family, report) : asSent(described, report));
    // Reports of other numbers are answers to commands and states of the trigger: none of them is a scan.
    if (layout.reportId !== null && report[0] !== layout.reportId) return [];
    const data = dataOf(report, layout);
    if (data === null) return [{ kind: 'dropped', why: 'malformed', text: '', atMs: nowMs }];
    if (this.#layout === null) {
      this.#firstAtMs = nowMs;
      this.#aimId = layout.aimAt !== null && isAimAt(report, layout.aimAt) ? aimIdAt(report, layout.aimAt) : '';
    }
    this.#layout = layout;
    this.#lastAtMs = nowMs;
    this.#keep(data);
    return goesOn(report, layout, data) ? [] : this.#end();
  }

  tick(nowMs: number): readonly HidFrame[] {
    const due = this.dueAtMs();
    if (due === null || nowMs < due) return [];
    // Without a bit that says so, a full report was only perhaps the first of several.
    const { continued, dataBytes } = this.#layout ?? { continued: null, dataBytes: 0 };
    const mayBeWhole = continued === null && dataBytes > paymentCodeBytes;
    return mayBeWhole ? this.#end() : this.#drop('rest_missing');
  }

  dueAtMs(): number | null {
    return this.#layout === null ? null : this.#lastAtMs + this.#limits.restMs;
  }

  reset(): readonly HidFrame[] {
    return this.#layout === null ? [] : this.#drop('broken_off');
  }

  #keep(data: Uint8Array): void {
    if (this.#length + data.length > this.#limits.textBytes) this.#isTooLong = true;
    if (this.#isTooLong) return;
    this.#buffer.set(data, this.#length);
    this.#length += data.length;
  }

  #end(): readonly HidFrame[] {
    const atMs = this.#firstAtMs;
    const isTooLong = this.#isTooLong;
    const text = this.#take();
    if (isTooLong) return [{ kind: 'noise', atMs }];
    if (isMenuAnswer(text)) return [{ kind: 'dropped', why: 'set_up_answer', text, atMs }];
    const end = /(?:\r\n|\r|\n)*$/.exec(text)?.[0] ?? '';
    return [{ kind: 'read', text: text.slice(0, text.length - end.length), terminator: terminatorOf(end), atMs }];
  }

  #drop(why: ScanDrop): readonly HidFrame[] {
    const atMs = this.#firstAtMs;
    return [{ kind: 'dropped', why, text: this.#take(), atMs }];
  }

  #take(): string {
    const text = this.#aimId + this.#utf8.decode(withoutPadding(this.#buffer.subarray(0, this.#length)));
    this.#length = 0;
    this.#layout = null;
    this.#isTooLong = false;
    return text;
  }
}

/**
 * A descriptor that has a place for the AIM id, copied from the standard as it may be, over reports that begin with the
 * code there: an AIM id begins with `]`, never with a digit. Read as described, a payment code would lose three digits.
 */
function asSent(described: ReportLayout, report: Uint8Array): ReportLayout {
  const { aimAt } = described;
  const first = aimAt === null ? 0 : (report[aimAt] ?? 0);
  return first >= 0x30 && first <= 0x39 ? { ...described, aimAt: null, dataAt: aimAt ?? described.dataAt } : described;
}

/** Null where the report is shorter than what it says it holds. What stands behind the count is not looked at. */
function dataOf(report: Uint8Array, layout: ReportLayout): Uint8Array | null {
  const count = report[layout.countAt];
  if (count === undefined) return null;
  const end = layout.dataAt + Math.min(count, layout.dataBytes);
  return end <= report.length ? report.subarray(layout.dataAt, end) : null;
}

function goesOn(report: Uint8Array, { continued, dataBytes }: ReportLayout, data: Uint8Array): boolean {
  if (continued !== null) return (((report[continued.at] ?? 0) >> continued.bit) & 1) === 1;
  const last = data.at(-1);
  return data.length === dataBytes && last !== 0x0d && last !== 0x0a && last !== 0;
}

function aimIdAt(report: Uint8Array, at: number): string {
  return String.fromCharCode(...report.subarray(at, at + 3));
}

function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

/** `]X0` before what a Honeywell scanner says of its settings, `]Z6` before its "done" (recorded from a Voyager). */
function isMenuAnswer(text: string): boolean {
  return text.startsWith(']X0') || text.startsWith(']Z6');
}

function terminatorOf(end: string): 'cr' | 'lf' | 'crlf' | 'report' {
  if (end === '') return 'report';
  if (end.includes('\r')) return end.includes('\n') ? 'crlf' : 'cr';
  return 'lf';
}
