import Database from 'better-sqlite3';
import type { Chance, Clock } from '../../main/core/ports.ts';
import type { Api } from '../../main/simulator/messages.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { Draws } from '../sim/draws.ts';
import { MapJournal } from '../sim/map-journal.ts';
import { runWorld } from '../sim/world.ts';
import { verdictOf } from '../store/tables.ts';
import { manualClock } from '../support/manual-clock.ts';
import type { Mark } from './promised.ts';
import { silentTerminal } from './silent-terminal.ts';
import { WatchedJournal } from './watched-journal.ts';

/**
 * What a process of a workload does with the profile's folder, the same for the same seed. Everything it tells the
 * world – a commit that returned, a message that leaves – it also tells the trace.
 */

export interface Stage {
  /** The journal's file. */
  readonly path: string;
  readonly seed: number;
  /** Which process of the workload this is, from 1. */
  readonly life: number;
  readonly mark: (mark: Mark) => void;
  readonly setting: Setting;
}

/**
 * - `product`: as the product opens it
 * - `default`: turned down to the SQLite package's own `synchronous` after the product has opened it
 */
export const settings = ['product', 'default'] as const;
export type Setting = (typeof settings)[number];

export const acts = { world, longWorld, serve } as const;
export type Act = keyof typeof acts;

/** A world of the simulation: a till that sells, crashes and is started again while everything goes wrong. */
function world(stage: Stage): void {
  live(stage, stage.seed);
}

/** Of forty worlds the one with the longest run: its log is played into the file while it sells, and begun anew. */
function longWorld(stage: Stage): void {
  const seeds = Array.from({ length: 40 }, (_, n) => stage.seed * 40 + n);
  const [longest] = seeds
    .map((seed) => ({ seed, commits: longestRunOf(seed) }))
    .toSorted((a, b) => b.commits - a.commits);
  live(stage, longest?.seed ?? stage.seed);
}

/**
 * Takes up what an earlier process left, sells once to a customer whose gateway is silent, and waits a while. On a
 * disk that fails it stops where the product stops.
 */
function serve(stage: Stage): void {
  const { seed, life, mark } = stage;
  const dice = new Draws(seed, `life ${life}`);
  const clock = manualClock(Date.UTC(2026, 10, 30) + life * 3_600_000);
  const journal = watched(stage, clock, dice);
  const terminal = silentTerminal({
    clock,
    chance: dice,
    journal,
    sends: (api, id) => mark({ said: 'sent', api, id }),
  });
  terminal.start();
  clock.advance(dice.wait(10, 60_000));
  const amount = { minor: 1 + dice.below(9_000), currency: 'CNY' };
  const sale = terminal.startSale({ orderId: null, amount, differentCustomer: true });
  const taken = sale.ok ? terminal.scan({ text: `28${dice.digits(16)}`, source: 'simulated' }) : sale;
  if (!taken.ok && taken.reason !== 'storage_failed') throw new Error(`the sale is refused: ${taken.reason}`);
  clock.advance(dice.wait(1_000, 900_000));
  terminal.close();
  end(journal);
}

function live(stage: Stage, seed: number): void {
  let journal: WatchedJournal | null = null;
  const told = runWorld(seed, {
    open: (clock, chance) => {
      journal = watched(stage, clock, chance);
      return { rows: journal, sqlite: null };
    },
    sends: (api: Api, id) => stage.mark({ said: 'sent', api, id }),
  });
  if (told.broken !== null) throw new Error(`SEED=${seed}: ${told.broken}`, { cause: told.cause });
  if (journal !== null) end(journal);
}

function end(journal: WatchedJournal): void {
  const { problems } = verdictOf(journal);
  if (problems.length > 0) throw new Error(problems.join('; '));
  journal.close();
}

/** How many steps a world writes down between two starts at the most, without a disk. */
function longestRunOf(seed: number): number {
  let longest = 0;
  let commits = 0;
  class Counting extends MapJournal {
    override commit(...change: Parameters<MapJournal['commit']>): void {
      super.commit(...change);
      commits += 1;
      longest = Math.max(longest, commits);
    }
    override lastSerial(): number {
      commits = 0;
      return super.lastSerial();
    }
  }
  runWorld(seed, { open: () => ({ rows: new Counting(), sqlite: null }) });
  return longest;
}

function watched(stage: Stage, clock: Clock, chance: Chance): WatchedJournal {
  const { path, mark, setting } = stage;
  return new WatchedJournal(() => {
    const journal =
      setting === 'product'
        ? new SqliteJournal(path, clock, chance)
        : turnedDown(() => new SqliteJournal(path, clock, chance));
    mark({ said: 'opened' });
    return journal;
  }, mark);
}

/** Lets the product open its journal and then sets its connection to what the package sets unasked: NORMAL. */
function turnedDown(open: () => SqliteJournal): SqliteJournal {
  const { pragma } = Database.prototype;
  const connections: Database.Database[] = [];
  Database.prototype.pragma = function (this: Database.Database, ...asked) {
    if (!connections.includes(this)) connections.push(this);
    return pragma.apply(this, asked);
  };
  try {
    const journal = open();
    for (const db of connections) if (db.open) pragma.call(db, 'synchronous = NORMAL');
    return journal;
  } finally {
    Database.prototype.pragma = pragma;
  }
}
