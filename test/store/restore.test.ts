import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SqliteJournal } from '../../main/store/journal.ts';
import { openJournal } from '../../main/store/rescue.ts';
import { type Restored, restoreJournal } from '../../main/store/restore.ts';
import { steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { commitOf, intent, next, openReversal } from './samples.ts';
import { ruinPage, tables, verdictOf } from './tables.ts';

/**
 * A person's way out of a lost journal: a backup in its place, brought up to date as far as the lost file can be read,
 * nothing deleted, and everything named that must be checked with the gateway.
 */

const name = 'journal.sqlite';
const ports = () => ({ clock: manualClock(t0), chance: steadyChance() });

function open(path: string): SqliteJournal {
  return new SqliteJournal(path, manualClock(), steadyChance());
}

interface Shop {
  readonly folder: string;
  readonly path: string;
  readonly backup: string;
  restore(from?: string): Restored;
}

/** Payments 1 to 3 are in the backup; 2 was reversed and 4 to 6 were sold after it. Closed. */
function shop(): Shop {
  const folder = quickFolder();
  const path = join(folder, name);
  const journal = open(path);
  for (let n = 1; n <= 3; n += 1) journal.commit(commitOf(null, intent(n)));
  journal.close();
  mkdirSync(join(folder, 'backup'));
  const backup = join(folder, 'backup', 'journal-20261119.sqlite');
  copyFileSync(path, backup);
  const later = open(path);
  later.commit(commitOf(intent(2), next(intent(2), { phase: 'reversing', reversal: openReversal })));
  for (let n = 4; n <= 6; n += 1) later.commit(commitOf(null, intent(n)));
  later.close();
  const place = { path, backupFolder: join(folder, 'backup') };
  return {
    folder,
    path,
    backup,
    restore: (from = backup) => restoreJournal({ place, from, by: 'Lin', why: 'disk replaced' }, ports()),
  };
}

/** The restored journal opens, is proved, and sells. */
function expectWhole(path: string, rows: number): void {
  const journal = open(path);
  expect(verdictOf(journal).problems).toEqual([]);
  expect(journal.rows()).toBe(rows);
  journal.commit(commitOf(null, intent(90)));
  journal.close();
  open(path).close();
}

test('rows of the lost file that follow from the backup are brought in: nothing is left to reconcile', () => {
  const { path, restore } = shop();
  ruinPage(path, 'payments');
  const { rows, broughtIn, toReconcile } = restore();
  expect({ rows, broughtIn, toReconcile }).toEqual({ rows: 7, broughtIn: 4, toReconcile: [] });
  const reversed = open(path);
  expect(reversed.payment(intent(2).paymentRequestId)?.phase).toBe('reversing');
  reversed.close();
  expectWhole(path, 7);
});

test('what is known to be newer and could not be brought in goes on or is named, once', () => {
  const { path, restore } = shop();
  writeFileSync(path, readFileSync(path).fill(0, 0, 4_096));
  const { rows, broughtIn, resumed, toReconcile } = restore();
  expect({ rows, broughtIn }).toEqual({ rows: 4, broughtIn: 0 });
  expect(resumed).toEqual([intent(2).paymentRequestId]);
  expect(toReconcile).toEqual([4, 5, 6].map((n) => intent(n).paymentRequestId));
  expectWhole(path, 4);
});

test('the lost files are renamed, not deleted, and stay as they were', () => {
  const { folder, path, restore } = shop();
  writeFileSync(path, readFileSync(path).fill(0, 0, 4_096));
  writeFileSync(`${path}-wal`, 'what was its log');
  const lost = readFileSync(path);
  const { aside } = restore();
  const second = '20261120040000';
  expect(aside.map((file) => basename(file))).toEqual(
    ['-wal', '', '-head'].map((end) => `${name}.damaged-${second}${end}`),
  );
  expect(readFileSync(join(folder, `${name}.damaged-${second}`))).toEqual(lost);
  expect(readFileSync(join(folder, `${name}.damaged-${second}-wal`), 'utf8')).toBe('what was its log');
  expect(readdirSync(folder).filter((file) => file.includes('restored'))).toEqual([]);
});

test('who did it and why is noted in the journal itself', () => {
  const { path, backup, restore } = shop();
  writeFileSync(path, 'garbage');
  restore();
  const [note] = tables(path).meta.filter(({ key }) => String(key).startsWith('restored_'));
  expect(JSON.parse(String(note?.['value']))).toMatchObject({
    by: 'Lin',
    why: 'disk replaced',
    from: backup,
    atMs: t0,
  });
});

test('the present file is put in place itself where only its head speaks against it', () => {
  const { path, restore } = shop();
  const bytes = readFileSync(path);
  const journal = open(path);
  journal.commit(commitOf(null, intent(7)));
  journal.close();
  writeFileSync(path, bytes);
  expect(() => open(path)).toThrow(expect.objectContaining({ reason: 'outdated' }));
  expect(restore(path)).toMatchObject({ rows: 7, broughtIn: 0 });
  expectWhole(path, 7);
});

test('a journal that is gone is restored from the backup, and its head says how many rows are missing', () => {
  const { path, restore } = shop();
  rmSync(path);
  expect(restore()).toMatchObject({ rows: 3, broughtIn: 0, missing: 4, toReconcile: [] });
  const [note] = tables(path).meta.filter(({ key }) => String(key).startsWith('restored_'));
  expect(JSON.parse(String(note?.['value']))).toMatchObject({ missing: 4 });
  expectWhole(path, 3);
});

describe('nothing is touched', () => {
  function bytesOf(folder: string): Readonly<Record<string, string>> {
    const files = readdirSync(folder).filter((file) => file.startsWith(name) && !file.endsWith('-rescue'));
    return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file)).toString('hex')]));
  }

  test.for([
    ['is not there', (backup: string) => rmSync(backup), 'gone'],
    ['is no journal', (backup: string) => writeFileSync(backup, 'x'.repeat(9_000)), 'damaged'],
    ['is damaged itself', (backup: string) => ruinPage(backup, 'journal'), 'damaged'],
  ] as const)('when the backup %s', ([, spoil, reason]) => {
    const { folder, path, backup, restore } = shop();
    spoil(backup);
    writeFileSync(path, 'garbage');
    const before = bytesOf(folder);
    expect(() => restore()).toThrow(expect.objectContaining({ reason }));
    expect(bytesOf(folder)).toEqual(before);
  });

  test('when a till has the journal open', () => {
    const { path, restore } = shop();
    const journal = open(path);
    expect(() => restore()).toThrow(expect.objectContaining({ reason: 'locked' }));
    journal.commit(commitOf(null, intent(7)));
    journal.close();
  });

  test('when a till is rescuing it', () => {
    const { folder, path, restore } = shop();
    writeFileSync(path, 'garbage');
    const place = { path, backupFolder: join(folder, 'backup') };
    const rescue = openJournal(place, { ...ports(), log: { info: () => {}, warn: () => {} } });
    expect(() => restore()).toThrow(expect.objectContaining({ reason: 'locked' }));
    rescue.close();
    restore();
  });
});

test('a restore that stops between its renames leaves a journal that is refused, not one that is too old', () => {
  const { folder, path, backup, restore } = shop();
  writeFileSync(path, readFileSync(path).fill(0, 0, 4_096));
  // As after each of its steps: the log aside, the file aside, the backup in place with the head of before.
  renameSync(path, join(folder, 'aside'));
  expect(() => open(path)).toThrow(expect.objectContaining({ reason: 'gone' }));
  copyFileSync(backup, path);
  expect(() => open(path)).toThrow(expect.objectContaining({ reason: 'outdated' }));
  restore();
  expectWhole(path, 3);
  expect(existsSync(join(folder, 'aside'))).toBe(true);
});

describe('a till that starts while a restore is at work loses no sale', () => {
  /** Starts one at the last look at the clock, when the new journal is all but made. */
  function restoreBeside({ path, backup, folder }: Shop, meet: (till: SqliteJournal) => void): () => Restored {
    const clock = manualClock(t0);
    let looks = 0;
    const wallMs = (): number => {
      looks += 1;
      if (looks === 3) meet(open(path));
      return clock.wallMs();
    };
    const asked = { place: { path, backupFolder: join(folder, 'backup') }, from: backup, by: 'Lin', why: 'x' };
    return () => restoreJournal(asked, { clock: { ...clock, wallMs }, chance: steadyChance() });
  }

  test('it goes on selling', () => {
    const closed = shop();
    const tills: SqliteJournal[] = [];
    const restore = restoreBeside(closed, (till) => tills.push(till));
    expect(restore).toThrow(expect.objectContaining({ reason: 'locked' }));
    const [till] = tills;
    till?.commit(commitOf(null, intent(8)));
    till?.close();
    expectWhole(closed.path, 8);
  });

  test('it has sold and was closed again', () => {
    const closed = shop();
    const restore = restoreBeside(closed, (till) => {
      till.commit(commitOf(null, intent(8)));
      till.close();
    });
    expect(restore).toThrow(expect.objectContaining({ reason: 'locked' }));
    expectWhole(closed.path, 8);
  });
});
