import { performance } from 'node:perf_hooks';

/** Many timings of one thing as the few numbers that are told of them. A bench may read the time; nothing else may. */

export interface Spread {
  /** Of the quietest fifth of the run: what else happens on a machine only ever adds. */
  readonly median: number;
  /** These two of the whole run, with everything that came in between. */
  readonly p95: number;
  readonly p99: number;
  readonly count: number;
}

const parts = 5;

/** Of at least one sample, in the order in which they were taken. */
export function spreadOf(samples: readonly number[]): Spread {
  const size = Math.max(1, Math.ceil(samples.length / parts));
  const medians: number[] = [];
  for (let from = 0; from < samples.length; from += size) {
    medians.push(percentile(rising(samples.slice(from, from + size)), 50));
  }
  return {
    median: Math.min(...medians),
    p95: percentile(rising(samples), 95),
    p99: percentile(rising(samples), 99),
    count: samples.length,
  };
}

function rising(samples: readonly number[]): readonly number[] {
  return samples.toSorted((a, b) => a - b);
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
