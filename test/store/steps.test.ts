import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ArchiveUnavailable, StorageError } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { counterWorld, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { archivedWhole, oldShop, opened } from './archiving.ts';
import { tamper } from './tables.ts';

/** The journal's rows of one payment, as its story is told from them: what is missing is said, and nothing is made up. */

/** A payment that nobody answered: many rows. */
function shop() {
  const path = join(quickFolder(), 'journal.sqlite');
  const clock = manualClock(t0);
  const journal = new SqliteJournal(path, clock, steadyChance());
  const world = counterWorld({ clock, journal });
  const id = world.charge();
  clock.advance(140_000);
  world.terminal.close();
  return { path, journal, id };
}

test('of a long story its beginning and its end are read, and how many rows were left out is told', () => {
  const { journal, id } = shop();
  const whole = journal.steps.of(id, 1_000);
  expect(whole.steps.map(({ revision }) => revision)).toEqual(whole.steps.map((_, n) => n + 1));
  expect(whole.leftOut).toBe(0);
  const rows = whole.steps.length;
  const cut = journal.steps.of(id, 3);
  expect(cut.steps.map(({ revision }) => revision)).toEqual([1, 2, 3, rows - 2, rows - 1, rows]);
  expect(cut.leftOut).toBe(rows - 6);
  journal.close();
});

test('a row that is damaged is told, not passed over', () => {
  const { path, journal, id } = shop();
  journal.close();
  tamper(path, `update journal set body = '{}' where payment_request_id = '${id}' and revision = 2`);
  const damaged = new SqliteJournal(path, manualClock(t0), steadyChance());
  expect(() => damaged.steps.of(id, 10)).toThrow(StorageError);
  damaged.close();
});

test('a story whose archive is away is not told as an empty one', () => {
  const old = oldShop();
  const { journal } = opened(old);
  archivedWhole(journal);
  const id = old.ids.paid;
  expect(journal.steps.of(id, 100).steps.length).toBeGreaterThan(1);
  journal.close();
  rmSync(join(dirname(old.path), 'journal-2026.sqlite'));
  const without = opened(old);
  expect(() => without.journal.steps.of(id, 100)).toThrow(ArchiveUnavailable);
  without.journal.close();
});
