import type { Draws } from '../sim/draws.ts';
import type { Act } from './acts.ts';

/**
 * What is done to a profile's folder while the power may go: one process after the other on the same disk. A new kind
 * of work is one more entry here, and one more act where none of the acts does it.
 */
export interface Workload {
  /** In a few words; with dashes it is the workload's name on the command line. */
  readonly name: string;
  readonly lives: readonly [Life, ...Life[]];
}

/** One process. */
export interface Life {
  readonly act: Act;
  /**
   * How it ends, unless it ends by itself before: killed at an operation between the two, or the power is cut there,
   * so that the next process starts on one of the disks that this may leave.
   */
  readonly ends?: {
    readonly by: 'kill' | 'power cut';
    readonly within: readonly [least: number, most: number];
    /** At that number of operations or, of a sixteenth of it, of syncs; the dice say which unless it is given. */
    readonly counted?: 'operations' | 'syncs';
  };
  /** Disk calls that fail in it, as `UnderShim.fail` of shim.ts has them. */
  readonly fails?: (dice: Draws) => readonly string[];
}

const early = [1, 60] as const;
const anywhere = [30, 1_000] as const;
const atStart = [1, 100] as const;

export const workloads: readonly Workload[] = [
  { name: 'new journal', lives: [{ act: 'serve' }] },
  { name: 'faulty day', lives: [{ act: 'world' }] },
  { name: 'full log', lives: [{ act: 'longWorld' }] },
  { name: 'killed while new', lives: [{ act: 'serve', ends: { by: 'kill', within: early } }, { act: 'serve' }] },
  { name: 'cut while new', lives: [{ act: 'serve', ends: { by: 'power cut', within: early } }, { act: 'serve' }] },
  { name: 'archive run', lives: [{ act: 'world' }, { act: 'archive' }] },
  {
    name: 'archive run killed',
    lives: [{ act: 'world' }, { act: 'archive', ends: { by: 'kill', within: [1, 200] } }, { act: 'archive' }],
  },
  {
    name: 'killed twice',
    lives: [
      { act: 'world', ends: { by: 'kill', within: anywhere } },
      { act: 'serve', ends: { by: 'kill', within: atStart } },
      { act: 'serve' },
    ],
  },
  {
    name: 'cut twice',
    lives: [
      { act: 'world', ends: { by: 'power cut', within: anywhere } },
      { act: 'serve', ends: { by: 'power cut', within: atStart } },
      { act: 'serve' },
    ],
  },
  {
    name: 'sync fails',
    lives: [{ act: 'serve', fails: (dice) => [`fsync#${dice.wait(1, 60)}=EIO`] }, { act: 'serve' }],
  },
  {
    name: 'write fails',
    lives: [
      { act: 'serve', fails: (dice) => [`write#${dice.wait(1, 300)}=${dice.pick(['EIO', 'short', 'short:ENOSPC'])}`] },
      { act: 'serve' },
    ],
  },
  {
    name: 'disk is full',
    lives: [{ act: 'serve', fails: (dice) => [`write#${dice.wait(1, 300)}-=ENOSPC`] }, { act: 'serve' }],
  },
];
