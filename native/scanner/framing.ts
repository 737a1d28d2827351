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
  const buffer = new Uint8Array(limits.frameBytes);
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  let length = 0;
  /** In a run that was too long: its bytes are swallowed up to its end. */
  let swallowing = false;
  let firstAtMs = 0;
  let lastAtMs = 0;
  let terminatorSeen = false;

  function dueAtMs(): number | null {
    if (length === 0 && !swallowing) return null;
    return lastAtMs + (terminatorSeen ? limits.silenceAfterTerminatorMs : limits.silenceMs);
  }

  function end(): Frame[] {
    const frames: Frame[] =
      length === 0 ? [] : [{ kind: 'read', text: utf8.decode(buffer.subarray(0, length)), atMs: firstAtMs }];
    length = 0;
    swallowing = false;
    return frames;
  }

  function tick(nowMs: number): Frame[] {
    const due = dueAtMs();
    return due !== null && nowMs >= due ? end() : [];
  }

  /** STX opens a read. Bytes without an end before it are a line that broke off. */
  function open(): Frame[] {
    const broken: Frame[] = length === 0 ? [] : [{ kind: 'noise', atMs: firstAtMs }];
    length = 0;
    swallowing = false;
    return broken;
  }

  function keep(byte: number, nowMs: number): Frame[] {
    lastAtMs = nowMs;
    if (swallowing) return [];
    if (length === 0) firstAtMs = nowMs;
    if (length < limits.frameBytes) {
      buffer[length] = byte;
      length += 1;
      return [];
    }
    length = 0;
    swallowing = true;
    return [{ kind: 'noise', atMs: firstAtMs }];
  }

  function push(bytes: Uint8Array, nowMs: number): Frame[] {
    const frames: Frame[] = [];
    for (const byte of bytes) {
      if (byte === carriageReturn || byte === lineFeed || byte === etx) {
        terminatorSeen = true;
        frames.push(...end());
      } else if (byte === stx) {
        frames.push(...open());
      } else if (byte !== nul) {
        // NUL is how a serial line shows a break; it neither belongs to a read nor prolongs one.
        frames.push(...keep(byte, nowMs));
      }
    }
    return frames;
  }

  function reset(): void {
    length = 0;
    swallowing = false;
    terminatorSeen = false;
  }

  return { push, tick, dueAtMs, reset };
}
