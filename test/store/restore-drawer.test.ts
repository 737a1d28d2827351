import { copyFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { DrawerOpening } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type Restored, restoreJournal } from '../../main/store/restore.ts';
import { steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { commitOf, intent } from './samples.ts';
import { ruinPage, tables, tamper } from './tables.ts';

/** Who opened the cash drawer is still known after a restore, as far as the lost file can be read. */

const open = (path: string) => new SqliteJournal(path, manualClock(t0), steadyChance());
const opening = (n: number): Omit<DrawerOpening, 'id'> => ({
  atMs: t0 + n,
  by: 'Lin',
  why: `opening ${n}`,
  outcome: 'opened',
});

/** A copy with openings 1 and 2, the second still without its outcome; 3 to `last` were made since. Closed. */
function shop(last: number) {
  const path = join(quickFolder(), 'journal.sqlite');
  const from = join(dirname(path), 'copy.sqlite');
  const journal = open(path);
  journal.commit(commitOf(null, intent(1)));
  journal.drawer.add(opening(1));
  const second = journal.drawer.add({ ...opening(2), outcome: null });
  journal.close();
  copyFileSync(path, from);
  const later = open(path);
  later.drawer.ended(second, 'opened');
  for (let n = 3; n <= last; n += 1) later.drawer.add(opening(n));
  later.close();
  const place = { path, backupFolder: dirname(path) };
  const restore = (): Restored =>
    restoreJournal({ place, from, by: 'Lin', why: 'x' }, { clock: manualClock(t0), chance: steadyChance() });
  return { path, from, restore };
}

/** What the record says now, oldest first. */
function recordOf(path: string): readonly string[] {
  const journal = open(path);
  const record = journal.drawer.newest(1_000).map(({ id, why, outcome }) => `${id} ${why}: ${outcome}`);
  journal.close();
  return record.toReversed();
}

test('openings made since the copy come over, with the outcome that was not known yet, and the note counts them', () => {
  const { path, restore } = shop(5);
  expect(restore()).toMatchObject({ openings: 3 });
  expect(recordOf(path)).toEqual([1, 2, 3, 4, 5].map((n) => `${n} opening ${n}: opened`));
  const notes = tables(path).meta.filter(({ key }) => String(key).startsWith('restored_'));
  expect(notes.map(({ value }) => JSON.parse(String(value)))).toMatchObject([{ by: 'Lin', openings: 3 }]);
});

test('one that cannot be read keeps no other out', () => {
  const { path, restore } = shop(600);
  ruinPage(path, 'drawer_openings');
  const { openings } = restore();
  expect(openings).toBeGreaterThan(300);
  expect(openings).toBeLessThan(598);
  const record = recordOf(path);
  expect(record).toHaveLength(openings + 2);
  expect(record.at(-1)).toBe(`${openings + 2} opening 600: opened`);
});

test('a record of another origin is not mixed in', () => {
  const { path, restore } = shop(5);
  tamper(path, "update drawer_openings set by = 'Wang' where id = 2");
  expect(restore()).toMatchObject({ openings: 0 });
  expect(recordOf(path)).toEqual(['1 opening 1: opened', '2 opening 2: null']);
});

test('a file that cannot be read at all, or has no such record, forbids no restore', () => {
  const { path, restore } = shop(5);
  writeFileSync(path, 'garbage');
  expect(restore()).toMatchObject({ openings: 0 });
  const older = shop(5);
  const db = new Database(older.path);
  db.exec('drop table drawer_openings');
  db.close();
  expect(older.restore()).toMatchObject({ openings: 0 });
});
