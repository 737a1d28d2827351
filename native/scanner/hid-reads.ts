import type { ScanSource } from '../../main/contract/scan-views.ts';
import type { Clock, ScannerHeard } from '../../main/core/ports.ts';
import type { HidDecoder, HidFrame } from './hid-decoder.ts';
import { busyMs, unreadableText } from './line.ts';
import { sight } from './sight.ts';

/** One scanner's reports as scans: the decoder with its timer, and what was seen of each. It opens nothing. */
export interface HidReads {
  push(report: Uint8Array): void;
  /** The connection is gone: half a code is dropped. */
  drop(): void;
}

interface HidReadsParts {
  readonly decoder: HidDecoder;
  /** How people find the scanner. */
  readonly place: string;
  readonly source: ScanSource;
  readonly clock: Clock;
  readonly heard: ScannerHeard;
}

export function hidReads({ decoder, place, source, clock, heard }: HidReadsParts): HidReads {
  const seen = sight();
  let stopWaiting: () => void = () => {};

  /** Reports that came in time but wait behind a busy program are read first. */
  function wait(): void {
    stopWaiting();
    const dueAtMs = decoder.dueAtMs();
    if (dueAtMs === null) return;
    const end = (): void => deliver(decoder.tick(clock.monotonicMs()));
    stopWaiting = clock.after(Math.max(0, Math.ceil(dueAtMs - clock.monotonicMs())), () => {
      if (clock.monotonicMs() - dueAtMs < busyMs) end();
      else stopWaiting = clock.after(busyMs, end);
    });
  }

  function deliver(frames: readonly HidFrame[]): void {
    wait();
    for (const frame of frames) {
      const terminator = frame.kind === 'read' ? frame.terminator : 'unknown';
      const scan = { source, atMs: frame.atMs, seen: seen.take(place, terminator) };
      if (frame.kind === 'dropped') heard.dropped?.({ ...scan, text: frame.text }, frame.why);
      else heard.scanned({ ...scan, text: frame.kind === 'read' ? frame.text : unreadableText });
    }
    if (decoder.dueAtMs() === null) seen.forget();
  }

  return {
    push(report) {
      const nowMs = clock.monotonicMs();
      seen.add(report, nowMs);
      deliver(decoder.push(report, nowMs));
    },
    drop() {
      deliver(decoder.reset());
      stopWaiting();
    },
  };
}
