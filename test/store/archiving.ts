import { join } from 'node:path';
import { utcSecond } from '../../main/core/ids.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { steadyChance, t0 } from '../support/counter.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { commitOf, intent } from './samples.ts';
import { type ShopDay, spendDay } from './shop-day.ts';

/** A journal old enough to be archived, and ways to archive it, whole or only so far. */

export const dayMs = 86_400_000;

export interface OldShop {
  readonly path: string;
  readonly ids: ShopDay['ids'];
  /** Ninety-one days after the day. */
  readonly nowMs: number;
}

/** A day of a shop, and one newer payment, as a start would find them three months later. Closed. */
export function oldShop(dayOneMs = t0, path = join(quickFolder(), 'journal.sqlite')): OldShop {
  const clock = manualClock(dayOneMs);
  const journal = new SqliteJournal(path, clock, steadyChance());
  const { ids, clock: evening } = spendDay(journal, clock);
  const newerMs = dayOneMs + 80 * dayMs;
  clock.setWall(Math.max(newerMs, evening.wallMs()));
  const newer = { paymentRequestId: `${utcSecond(newerMs)}00010000000012800001991111`, scannedAtMs: newerMs };
  journal.commit(commitOf(null, { ...intent(1), ...newer }));
  journal.close();
  return { path, ids, nowMs: dayOneMs + 91 * dayMs };
}

export function opened({ path, nowMs }: Pick<OldShop, 'path' | 'nowMs'>): {
  readonly journal: SqliteJournal;
  readonly clock: ManualClock;
} {
  const clock = manualClock(nowMs);
  return { journal: new SqliteJournal(path, clock, steadyChance()), clock };
}

/** Archives as far as `pieces` pieces go, then forgets the rest, as a crash does; null once it has come to its end. */
export function archivedFor(journal: SqliteJournal, pieces: number): 'given up' | 'done' {
  const run = journal.archive();
  for (let piece = 0; piece < pieces; piece += 1) if (run.next().done === true) return 'done';
  return 'given up';
}

export function archivedWhole(journal: SqliteJournal) {
  const run = journal.archive();
  for (let piece = run.next(); ; piece = run.next()) if (piece.done === true) return piece.value;
}
