import { aimId, maskScan, maskScanBytes } from '../contract/scan-mask.ts';
import { type ScanDrop, type ScanTrace, type Tone, traceBytesMax, tracesMax } from '../contract/scan-views.ts';
import type { Clock, Log, Scan } from './ports.ts';

/**
 * The newest scans as the scanner page shows them: how they came, what was made of them. In memory only, at most
 * {@link tracesMax}, and never a payment code in clear. It decides nothing.
 */
export class ScanRecord {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #traces: ScanTrace[] = [];
  #number = 0;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** The terminal has answered a scan with `verdict` and `tone`. */
  answered(scan: Pick<Scan, 'text' | 'source' | 'seen'>, verdict: string, tone: Tone): void {
    this.#keep(scan, verdict, tone);
  }

  /** Something came from a scanner that was no scan. */
  dropped(scan: Pick<Scan, 'text' | 'source' | 'seen'>, why: ScanDrop): void {
    const scanner = scan.seen?.place ?? scan.source;
    // A code that is held before the scanner is read again and again.
    if (why !== 'double_read') this.#log.warn('a scanner sent something that is no scan', { why, scanner });
    this.#keep(scan, why, null);
  }

  /** Newest first. */
  recent(): readonly ScanTrace[] {
    return this.#traces.toReversed();
  }

  #keep({ text, source, seen }: Pick<Scan, 'text' | 'source' | 'seen'>, verdict: string, tone: Tone | null): void {
    this.#number += 1;
    this.#traces.push({
      number: this.#number,
      atMs: this.#clock.wallMs(),
      source,
      place: (seen?.place ?? '').slice(0, 256),
      text: maskScan(text.slice(0, traceBytesMax)),
      bytes: seen === undefined ? '' : maskScanBytes(seen.bytes, text),
      bytesLeftOut: seen?.bytesLeftOut ?? 0,
      gapsMs: [...(seen?.gapsMs ?? [])],
      terminator: seen?.terminator ?? 'unknown',
      aimId: aimId.exec(text)?.[0] ?? null,
      verdict,
      tone,
    });
    if (this.#traces.length > tracesMax) this.#traces.shift();
  }
}
