import type { FlightRecord } from './flight-record.ts';

/**
 * How long after its scan something happened, although the wall clock may have been set meanwhile and monotonic time
 * begins anew with each start. What is told never goes back.
 */

/** Less is the drift of two clocks, and rounding. */
const jumpMs = 500;

export class FlightClock {
  readonly #scan: FlightRecord | null;
  readonly #scannedAtMs: number;
  /** The newest record, and what was told last. */
  #last: FlightRecord | null = null;
  #toldMs = 0;
  /** Where the clock of the newest record's run stood at the scan, or would have. */
  #zeroMs = 0;

  /** `scannedAtMs`: wall clock, for whom the recorder did not see the scan. */
  constructor(scannedAtMs: number, records: readonly FlightRecord[]) {
    this.#scan = records.find(({ what }) => what === 'scanned') ?? null;
    this.#scannedAtMs = this.#scan?.wallMs ?? scannedAtMs;
  }

  /** By how much the wall clock was set between the record before and this one; null if it was not. */
  jumpBefore(record: FlightRecord): number | null {
    const last = this.#last;
    if (last?.run !== record.run) return null;
    const byMs = Math.round(record.wallMs - last.wallMs - (record.monoMs - last.monoMs));
    return Math.abs(byMs) < jumpMs ? null : byMs;
  }

  /** Of a record: measured within its run. */
  afterMs(record: FlightRecord): number {
    if (this.#last?.run !== record.run) this.#zeroMs = this.#zeroOf(record);
    this.#last = record;
    return this.#told(record.monoMs - this.#zeroMs);
  }

  /** Of a row that nobody saw: by the wall clock. */
  afterWallMs(atMs: number): number {
    return this.#told(atMs - this.#scannedAtMs);
  }

  #zeroOf(record: FlightRecord): number {
    if (record.run === this.#scan?.run) return this.#scan.monoMs;
    return record.monoMs - (record.wallMs - this.#scannedAtMs);
  }

  #told(ms: number): number {
    this.#toldMs = Math.max(this.#toldMs, Math.round(ms * 10) / 10);
    return this.#toldMs;
  }
}
