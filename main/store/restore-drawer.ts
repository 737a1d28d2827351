import Database from 'better-sqlite3';
import { fits, read } from './restore-rows.ts';

/**
 * The record of the cash drawer after a restore: openings that the copy does not have yet come over from the lost
 * file, one by one, as far as it can be read. They are no part of the chain; a row that is damaged keeps no other out.
 */

interface OpeningRow {
  readonly id: number;
  readonly at_ms: number;
  readonly by: string;
  readonly why: string;
  readonly outcome: string | null;
}

/** More openings than a till has between two backups; a damaged file may name any number. */
const openingsMax = 100_000;

/** `copy` of the lost file, null where none could be made. Returns how many came over. */
export function bringInOpenings(db: Database.Database, copy: string | null): number {
  const lost = copy === null ? undefined : read(() => new Database(copy, { timeout: 0 }));
  if (lost === undefined) return 0;
  try {
    return db.transaction(() => broughtOver(db, lost)).immediate();
  } finally {
    lost.close();
  }
}

function broughtOver(db: Database.Database, lost: Database.Database): number {
  const opening = 'select * from drawer_openings where id = ?';
  const here = db.prepare<[number], OpeningRow>(opening);
  const lastId = 'select coalesce(max(id), 0) from drawer_openings';
  const last = db.prepare<[], number>(lastId).pluck().get() ?? 0;
  // A file of a version that kept no such record has no such table.
  const there = read(() => lost.prepare<[number], OpeningRow>(opening));
  const lostLast = read(() => lost.prepare<[], number>(lastId).pluck().get()) ?? 0;
  if (
    there === undefined ||
    isAnother(
      here.get(last),
      read(() => there.get(last)),
    )
  )
    return 0;
  endNewest(
    db,
    here.get(last),
    read(() => there.get(last)),
  );
  // Numbers are never left out: behind one that cannot be read the others move up.
  const add = db.prepare(`
    insert into drawer_openings (id, at_ms, by, why, outcome)
    values ((select coalesce(max(id), 0) + 1 from drawer_openings), @at_ms, @by, @why, @outcome)`);
  let count = 0;
  for (let id = last + 1; id <= Math.min(lostLast, last + openingsMax); id += 1) {
    const row = read(() => there.get(id));
    if (row !== undefined && fits(() => add.run(row))) count += 1;
  }
  return count;
}

/** Two records that differ in one opening have not one origin. */
function isAnother(here: OpeningRow | undefined, there: OpeningRow | undefined): boolean {
  if (here === undefined || there === undefined) return false;
  return here.at_ms !== there.at_ms || here.by !== there.by || here.why !== there.why;
}

/** The copy was made between an opening and its outcome. */
function endNewest(db: Database.Database, here: OpeningRow | undefined, there: OpeningRow | undefined): void {
  const outcome = there?.outcome ?? null;
  if (here === undefined || here.outcome !== null || outcome === null) return;
  db.prepare('update drawer_openings set outcome = ? where id = ?').run(outcome, here.id);
}
