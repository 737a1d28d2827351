import { performance } from 'node:perf_hooks';

/** Many timings of one thing as the few numbers that are told of them. A bench may read the time; nothing else may. */

export interface Spread {
  readonly median: number;
  readonly p99: number;
  readonly count: number;
}

/** Of at least one sample. */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  return { median: percentile(sorted, 50), p99: percentile(sorted, 99), count: sorted.length };
}

/** Nearest rank: the smallest sample that at least `percent` of all samples do not exceed. `sorted` rises. */
export function percentile(sorted: readonly number[], percent: number): number {
  const found = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (found === undefined) throw new Error('no sample was taken');
  return found;
}

/** Milliseconds that `act` takes. */
export function timed(act: () => void): number {
  const startedMs = performance.now();
  act();
  return performance.now() - startedMs;
}

/** Milliseconds until what `act` promises is there. */
export async function timedUntil(act: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await act();
  return performance.now() - startedMs;
}
