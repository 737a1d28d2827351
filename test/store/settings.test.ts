import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openDatabase } from '../../main/store/database.ts';
import { steadyChance } from '../support/counter.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What every connection is set to, read back; and what it would be if nobody had set it. */

const asSet = {
  locking_mode: 'exclusive',
  journal_mode: 'wal',
  synchronous: 3,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  mmap_size: 0,
  checkpoint_fullfsync: 1,
};

function settingsOf(db: Database.Database, names: readonly string[] = Object.keys(asSet)): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, db.pragma(name, { simple: true })]));
}

function write(db: Database.Database): void {
  db.prepare("insert into meta (key, value) values ('note', 'x') on conflict (key) do update set value = 'y'").run();
}

test('a new file and every later connection are exclusive, WAL and EXTRA, before and after a write', () => {
  const path = join(temporaryFolder(), 'journal.sqlite');
  for (const life of ['made', 'opened again', 'and again']) {
    const db = openDatabase(path, steadyChance());
    expect(settingsOf(db), life).toEqual(asSet);
    write(db);
    expect(settingsOf(db), `${life}, after a write`).toEqual(asSet);
    db.close();
  }
});

test('a journal in memory is set alike, as far as memory allows', () => {
  const db = openDatabase(':memory:', steadyChance());
  // Without a file there is nothing to lock and nothing to map.
  const { mmap_size: _, locking_mode: _lock, ...wanted } = { ...asSet, journal_mode: 'memory' };
  expect(settingsOf(db, Object.keys(wanted))).toEqual(wanted);
});

test('one owner: no shared memory file stands beside the journal while it is open, and no log after it is closed', () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, 'journal.sqlite'), steadyChance());
  write(db);
  expect(readdirSync(folder).sort()).toEqual(['journal.sqlite', 'journal.sqlite-wal']);
  db.close();
  expect(readdirSync(folder)).toEqual(['journal.sqlite']);
});

test('the file alone does not keep us safe: the package opens it with synchronous NORMAL, which loses commits', () => {
  const path = join(temporaryFolder(), 'journal.sqlite');
  openDatabase(path, steadyChance()).close();
  const plain = new Database(path);
  expect(settingsOf(plain)).toMatchObject({
    locking_mode: 'normal',
    journal_mode: 'wal',
    synchronous: 1,
    trusted_schema: 1,
    cell_size_check: 0,
  });
  plain.close();
});

test('foreign keys are held: a reversal of no payment is refused', () => {
  const db = openDatabase(':memory:', steadyChance());
  const row = "insert into reversals values ('nobody', 1, 'cancel', 0, null)";
  expect(() => db.exec(row)).toThrow('FOREIGN KEY constraint failed');
});
