import { type ScanTerminator, traceBytesMax } from '../../main/contract/scan-views.ts';
import type { ScanSeen } from '../../main/core/ports.ts';

/**
 * Keeps how one scan came over the cable, for the scanner page: its first bytes and the pauses between its pieces.
 * Bounded; it knows no codes. What it keeps may be a payment code and is forgotten as soon as it is taken.
 */
export interface Sight {
  /** One chunk or report that was read at `nowMs`, monotonic milliseconds. */
  add(bytes: Uint8Array, nowMs: number): void;
  isEmpty(): boolean;
  /** What was added since the last take. */
  take(place: string, terminator: ScanTerminator): ScanSeen;
  forget(): void;
}

export function sight(): Sight {
  let bytes: number[] = [];
  let bytesLeftOut = 0;
  let gapsMs: number[] = [];
  let lastAtMs: number | null = null;

  function forget(): void {
    bytes = [];
    bytesLeftOut = 0;
    gapsMs = [];
    lastAtMs = null;
  }

  return {
    add(piece, nowMs) {
      const room = traceBytesMax - bytes.length;
      bytes.push(...piece.subarray(0, room));
      bytesLeftOut += Math.max(0, piece.length - room);
      if (lastAtMs !== null && gapsMs.length < traceBytesMax) gapsMs.push(Math.max(0, nowMs - lastAtMs));
      lastAtMs = nowMs;
    },
    isEmpty: () => lastAtMs === null,
    take(place, terminator) {
      const seen = { place, bytes: Uint8Array.from(bytes), bytesLeftOut, gapsMs, terminator };
      forget();
      return seen;
    },
    forget,
  };
}
