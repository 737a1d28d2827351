/**
 * Bytes of a cable in, whole reads out. Pure and told the time: it knows no port, no timer and no payment code.
 *
 * A read ends at CR, LF or CRLF (scanners are set up either way) or at ETX; where none comes, silence ends it.
 * CR and LF in separate chunks are one end, because the empty read between them is dropped. Memory is one buffer
 * of {@link FramingLimits.frameBytes}: a longer run of bytes is reported once as noise and swallowed.
 */

/** Times are monotonic milliseconds. */
export interface FramingLimits {
  /** Longest read, in bytes. The longest payment code, 64 digits, is half of it. */
  readonly frameBytes: number;
  /** Silence after the last byte that ends a read. Pieces of one read come 1 to 16 ms apart (USB latency). */
  readonly silenceMs: number;
  /**
   * The same once this connection has sent a terminator: then silence means a slow or a cut line. Longer than a
   * pulled cable takes to be noticed (15 to 75 ms measured), so that half a code is not taken for a whole one.
   */
  readonly silenceAfterTerminatorMs: number;
}

export const framingLimits: FramingLimits = {
  frameBytes: 128,
  silenceMs: 100,
  silenceAfterTerminatorMs: 500,
};

export type Frame =
  /** A read without its terminator, decoded as UTF-8 with U+FFFD for bytes that are none. */
  | { readonly kind: 'read'; readonly text: string; readonly atMs: number }
  /** Too many bytes without an end, or a line that broke off. */
  | { readonly kind: 'noise'; readonly atMs: number };

export interface Framing {
  /**
   * Takes bytes that were read at `nowMs` and returns the frames they complete, oldest first. A gap since the bytes
   * before is no silence by itself: a busy program reads late what came in time, and half a code is worse than two
   * in one, which the core refuses.
   */
  push(bytes: Uint8Array, nowMs: number): readonly Frame[];
  /** Returns the frame that silence has ended by `nowMs`, if any. To be called when no bytes wait to be read. */
  tick(nowMs: number): readonly Frame[];
  /** When silence will end the bytes at hand; null when there are none. */
  dueAtMs(): number | null;
  /** A new connection: half a line is dropped and everything learned is forgotten. */
  reset(): void;
}

const nul = 0x00;
const stx = 0x02;
const etx = 0x03;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export function framing(limits: FramingLimits = framingLimits): Framing {
  return new BoundedFraming(limits);
}

class BoundedFraming implements Framing {
  readonly #limits: FramingLimits;
  readonly #buffer: Uint8Array;
  readonly #utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  #length = 0;
  /** In a run that was too long: its bytes are swallowed up to its end. */
  #swallowing = false;
  #firstAtMs = 0;
  #lastAtMs = 0;
  #terminatorSeen = false;

  constructor(limits: FramingLimits) {
    this.#limits = limits;
    this.#buffer = new Uint8Array(limits.frameBytes);
  }

  push(bytes: Uint8Array, nowMs: number): readonly Frame[] {
    const frames: Frame[] = [];
    for (const byte of bytes) {
      if (byte === carriageReturn || byte === lineFeed || byte === etx) {
        this.#terminatorSeen = true;
        frames.push(...this.#end());
      } else if (byte === stx) {
        frames.push(...this.#open());
      } else if (byte !== nul) {
        // NUL is how a serial line shows a break; it neither belongs to a read nor prolongs one.
        frames.push(...this.#keep(byte, nowMs));
      }
    }
    return frames;
  }

  tick(nowMs: number): readonly Frame[] {
    const due = this.dueAtMs();
    return due !== null && nowMs >= due ? this.#end() : [];
  }

  dueAtMs(): number | null {
    if (this.#length === 0 && !this.#swallowing) return null;
    return this.#lastAtMs + (this.#terminatorSeen ? this.#limits.silenceAfterTerminatorMs : this.#limits.silenceMs);
  }

  reset(): void {
    this.#clear();
    this.#terminatorSeen = false;
  }

  #end(): readonly Frame[] {
    const text = this.#utf8.decode(this.#buffer.subarray(0, this.#length));
    const frames: readonly Frame[] = this.#length === 0 ? [] : [{ kind: 'read', text, atMs: this.#firstAtMs }];
    this.#clear();
    return frames;
  }

  /** STX opens a read. Bytes without an end before it are a line that broke off. */
  #open(): readonly Frame[] {
    const broken: readonly Frame[] = this.#length === 0 ? [] : [{ kind: 'noise', atMs: this.#firstAtMs }];
    this.#clear();
    return broken;
  }

  #keep(byte: number, nowMs: number): readonly Frame[] {
    this.#lastAtMs = nowMs;
    if (this.#swallowing) return [];
    if (this.#length === 0) this.#firstAtMs = nowMs;
    if (this.#length < this.#limits.frameBytes) {
      this.#buffer[this.#length] = byte;
      this.#length += 1;
      return [];
    }
    this.#length = 0;
    this.#swallowing = true;
    return [{ kind: 'noise', atMs: this.#firstAtMs }];
  }

  #clear(): void {
    this.#length = 0;
    this.#swallowing = false;
  }
}
