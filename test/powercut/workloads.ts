import type { Act } from './acts.ts';

/**
 * What is done to a profile's folder while the power may go: one process after the other on the same disk. A new kind
 * of work is one more entry here, and one more act where none of the acts does it.
 */
export interface Workload {
  readonly name: string;
  readonly lives: readonly [Life, ...Life[]];
}

export interface Life {
  readonly act: Act;
  /** Killed at some operation up to this one, by the seed; it may end before. */
  readonly killedWithin?: number;
}

export const workloads: readonly Workload[] = [
  { name: 'new journal', lives: [{ act: 'serve' }] },
  { name: 'faulty day', lives: [{ act: 'world' }] },
  { name: 'full log', lives: [{ act: 'busyWorld' }] },
  {
    name: 'killed twice',
    lives: [{ act: 'world', killedWithin: 1_000 }, { act: 'serve', killedWithin: 100 }, { act: 'serve' }],
  },
  { name: 'killed while new', lives: [{ act: 'serve', killedWithin: 60 }, { act: 'serve' }] },
];
