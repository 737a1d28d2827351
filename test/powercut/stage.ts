import Database from 'better-sqlite3';
import type { Chance, Clock } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { verdictOf } from '../store/tables.ts';
import type { Mark } from './promised.ts';
import { type WatchedJournal, watchedJournal } from './watched-journal.ts';

/** Where an act of a workload plays: the profile's journal, opened as the product opens it and told of to the trace. */

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

/** Opens the journal, or makes it. Throws JournalUnavailable. */
export function watched(stage: Stage, clock: Clock, chance: Chance): WatchedJournal {
  const { path, mark, setting } = stage;
  return watchedJournal(() => {
    const journal =
      setting === 'product'
        ? new SqliteJournal(path, clock, chance)
        : turnedDown(() => new SqliteJournal(path, clock, chance));
    mark({ said: 'opened' });
    return journal;
  }, mark);
}

/** Proves the journal and closes it. */
export function end(watched: WatchedJournal): void {
  const journal = watched.current();
  const { problems } = verdictOf(journal);
  if (problems.length > 0) throw new Error(problems.join('; '));
  journal.close();
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
