import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chance, Clock } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { manualClock } from '../support/manual-clock.ts';
import { searchPlans } from './plans.ts';
import { type OpenRows, runWorld, type Told, type WorldOptions } from './world.ts';

/** World after world until the time is over, each with a seed of its own; some of them told twice. */

export type Store = 'map' | 'memory' | 'disk';

export interface SoakOptions {
  readonly seconds: number;
  readonly worlds: number;
  readonly seed: number;
  readonly store: Store;
  readonly untilBroken: boolean;
  /** Called every few seconds. */
  readonly progress: (so: Soaked) => void;
}

export interface Broken {
  /** A seed, or a day with its plan. */
  readonly seed: number;
  readonly plan: readonly string[] | null;
  readonly sentence: string;
}

export interface Soaked {
  readonly worlds: number;
  readonly plans: number;
  readonly attempts: number;
  readonly faults: number;
  readonly crashes: number;
  readonly events: number;
  /** Worlds that were told again, on another store, and had the same history. */
  readonly compared: number;
  readonly broken: readonly Broken[];
  readonly seconds: number;
}

/** Of every so many worlds one is told again. */
const comparedEvery = 64;

/** Of every so many worlds one is followed by as many sparse plans. */
const plansEvery = 50;
const plansAtATime = 60;

const progressEveryMs = 5_000;
const brokenMost = 20;

type Sums = { -readonly [Field in keyof Omit<Soaked, 'broken' | 'seconds'>]: number };

export function soak(options: SoakOptions): Soaked {
  const { seconds, worlds, seed: first, untilBroken, progress } = options;
  const startedMs = performance.now();
  const elapsed = (): number => (performance.now() - startedMs) / 1_000;
  const sums: Sums = { worlds: 0, plans: 0, attempts: 0, faults: 0, crashes: 0, events: 0, compared: 0 };
  const broken: Broken[] = [];
  let toldMs = startedMs;
  for (let seed = first; elapsed() < seconds && sums.worlds < worlds && broken.length < brokenMost; seed++) {
    broken.push(...oneWorld(seed, options, sums));
    if (broken.length === 0 && sums.worlds % plansEvery === 0) broken.push(...somePlans(seed, options, sums));
    if (untilBroken && broken.length > 0) break;
    if (performance.now() - toldMs < progressEveryMs) continue;
    toldMs = performance.now();
    progress({ ...sums, broken, seconds: elapsed() });
  }
  return { ...sums, broken, seconds: elapsed() };
}

function oneWorld(seed: number, { store }: SoakOptions, sums: Sums): readonly Broken[] {
  const told = runOn(store, seed);
  sums.worlds += 1;
  sums.attempts += told.attempts;
  sums.faults += told.troubles;
  sums.crashes += told.crashes;
  sums.events += told.events;
  if (told.broken !== null) return [{ seed, plan: null, sentence: told.broken }];
  if (seed % comparedEvery !== 0) return [];
  sums.compared += 1;
  const other = runOn(store === 'map' ? 'memory' : 'map', seed);
  if (other.hash === told.hash) return [];
  return [{ seed, plan: null, sentence: 'two stores tell two histories of one seed' }];
}

function somePlans(seed: number, { store }: SoakOptions, sums: Sums): readonly Broken[] {
  const searched = searchPlans(seed, plansAtATime, optionsOf(store));
  sums.plans += searched.plans;
  sums.attempts += searched.attempts;
  sums.faults += searched.faults;
  sums.crashes += searched.crashes;
  sums.events += searched.events;
  const { found } = searched;
  return found === null ? [] : [{ seed: found.day, plan: found.plan, sentence: found.broken }];
}

export function runOn(store: Store, seed: number, options: WorldOptions = {}): Told {
  return runWorld(seed, { ...options, ...optionsOf(store) });
}

function optionsOf(store: Store): WorldOptions {
  if (store === 'disk') return { open: onDisk };
  return { journal: store === 'memory' ? 'sqlite' : 'map' };
}

/** A journal in a file of its own, which goes when it is closed. */
function onDisk(clock: Clock, chance: Chance): OpenRows {
  const folder = mkdtempSync(join(tmpdir(), 'truetill-sim-'));
  const sqlite = new SqliteJournal(join(folder, 'journal.sqlite'), clock, chance);
  const close = sqlite.close.bind(sqlite);
  sqlite.close = () => {
    close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { rows: sqlite, sqlite };
}

/** Events per second that the worlds' clock runs when nothing happens in them: a hundred timers, each sets the next. */
export function bareEventsPerSecond(): number {
  const clock = manualClock();
  const again = (): void => {
    clock.after(100, again);
  };
  for (let n = 0; n < 100; n++) clock.after(n, again);
  const startedMs = performance.now();
  while (performance.now() - startedMs < 300) clock.advance(1_000);
  return (clock.ran() * 1_000) / (performance.now() - startedMs);
}
