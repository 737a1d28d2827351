import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BackupFailed, type BackupFault } from '../../main/store/backup.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { archivedWhole, dayMs, oldShop, opened } from './archiving.ts';
import { commitOf, intent, next } from './samples.ts';
import { tables, tamper, verdictOf } from './tables.ts';

/** A backup is a whole journal of one instant, made while the till goes on, and only what was read back is called so. */

const rest = (): Promise<void> => Promise.resolve();

function shop(payments: number) {
  const folder = quickFolder();
  const path = join(folder, 'journal.sqlite');
  const clock = manualClock(t0);
  const journal = new SqliteJournal(path, clock, steadyChance());
  for (let n = 1; n <= payments; n += 1) journal.commit(commitOf(null, intent(n)));
  return { folder, path, clock, journal, to: join(folder, 'backup') };
}

/** Opens a copy as a start would open the journal, somewhere else. */
function restored(file: string) {
  const path = join(quickFolder(), 'journal.sqlite');
  copyFileSync(file, path);
  return new SqliteJournal(path, manualClock(t0), steadyChance());
}

/** Settles with the fault of a backup that failed. */
async function faultOf(failing: Promise<unknown>): Promise<BackupFault | 'made'> {
  try {
    await failing;
    return 'made';
  } catch (error) {
    if (error instanceof BackupFailed) return error.fault;
    throw error;
  }
}

describe('a backup', () => {
  test('is one file that opens with the product’s own start, and is proven', async () => {
    const { journal, to } = shop(40);
    const made = await journal.backup(to, rest);
    expect(made).toMatchObject({ rows: 40, archives: [], removed: [], problems: [] });
    expect(basename(made.file)).toMatch(/^journal-20261120040000-[0-9a-f]{8}\.sqlite$/);
    expect(readdirSync(to)).toEqual([basename(made.file)]);
    expect(statSync(made.file).mode & 0o777).toBe(0o600);
    const copy = restored(made.file);
    expect(verdictOf(copy)).toEqual(verdictOf(journal));
    expect(copy.unfinished()).toEqual(journal.unfinished());
    expect(copy.fingerprint('280000000000000001')).toBe(journal.fingerprint('280000000000000001'));
    copy.close();
    journal.close();
  });

  test('made while steps are committed holds a whole state of some instant, and every earlier step', async () => {
    const { journal, to } = shop(6_000);
    const making = { done: false };
    const made = journal.backup(to, rest).finally(() => {
      making.done = true;
    });
    let committed = 0;
    // The copy goes page by page between the turns of the event loop; so do these steps.
    while (!making.done) {
      committed += 1;
      const paying = intent(6_000 + committed);
      journal.commit(commitOf(null, paying));
      journal.commit(commitOf(paying, next(paying, { phase: 'paid', dueAtMs: null })));
      await new Promise<void>((resolve) => void setImmediate(resolve));
    }
    expect(committed).toBeGreaterThan(5);
    const { file, rows } = await made;
    expect(rows).toBeGreaterThan(6_000);
    const copy = restored(file);
    expect(verdictOf(copy)).toMatchObject({ rows, problems: [] });
    copy.close();
    expect(verdictOf(journal)).toMatchObject({ rows: 6_000 + 2 * committed, problems: [] });
    journal.close();
  });

  test('is kept with the two before it; the older ones of this journal go, another journal’s stay', async () => {
    const { journal, clock, to } = shop(3);
    mkdirSync(to);
    const strangers = ['journal-20200101000000-00000000.sqlite', 'notes.txt'];
    for (const name of strangers) writeFileSync(join(to, name), 'x');
    const made: string[] = [];
    for (let day = 0; day < 5; day += 1) {
      made.push(basename((await journal.backup(to, rest)).file));
      clock.advance(dayMs);
    }
    expect(readdirSync(to).toSorted()).toEqual([...strangers, ...made.slice(2)].toSorted());
    expect(journal.newestBackupAtMs(to)).toBe(t0 + 4 * dayMs);
    journal.close();
  });

  test('made under a clock that was put back is not the one that is removed', async () => {
    const { journal, clock, to } = shop(3);
    for (let day = 0; day < 3; day += 1) {
      await journal.backup(to, rest);
      clock.advance(dayMs);
    }
    clock.setWall(t0 - 400 * dayMs);
    const { file } = await journal.backup(to, rest);
    expect(existsSync(file)).toBe(true);
    expect(readdirSync(to)).toHaveLength(3);
    journal.close();
  });

  test('clears away what a backup that was cut off has left', async () => {
    const { journal, to } = shop(3);
    await journal.backup(to, rest);
    const [name = ''] = readdirSync(to);
    const left = name.replace('20261120', '20261119');
    for (const end of ['.new', '.new-journal']) writeFileSync(join(to, `${left}${end}`), 'half');
    await journal.backup(to, rest);
    expect(readdirSync(to)).toEqual([name]);
    journal.close();
  });

  test('of an archived journal brings the archives, and each again only when it has grown', async () => {
    const old = oldShop();
    const { journal, clock } = opened(old);
    archivedWhole(journal);
    const to = join(dirname(old.path), 'backup');
    const made = await journal.backup(to, rest);
    const [archive = ''] = made.archives;
    expect(made.archives).toHaveLength(1);
    expect(basename(archive)).toBe('journal-2026.sqlite');
    const copyPath = join(quickFolder(), 'journal.sqlite');
    copyFileSync(made.file, copyPath);
    copyFileSync(archive, join(dirname(copyPath), 'journal-2026.sqlite'));
    const copy = opened({ path: copyPath, nowMs: old.nowMs }).journal;
    expect(verdictOf(copy)).toEqual(verdictOf(journal));
    copy.close();
    clock.advance(dayMs);
    expect((await journal.backup(to, rest)).archives).toEqual([]);
    journal.close();
  });
});

describe('a backup that fails', () => {
  test.for([
    ['into a folder whose parent is not there', 'nowhere/backup'],
    ['into a place that is a file', 'journal.sqlite'],
  ] as const)('%s says so and leaves the journal as it was', async ([, place]) => {
    const { journal, folder } = shop(3);
    expect(await faultOf(journal.backup(join(folder, place), rest))).toBe('unreadable');
    journal.commit(commitOf(null, intent(4)));
    expect(verdictOf(journal)).toMatchObject({ rows: 4, problems: [] });
    journal.close();
  });

  test('because rows are gone from the middle is not called a backup', async () => {
    const { journal, path, to } = shop(10);
    journal.close();
    tamper(path, 'delete from journal where seq = 5');
    const cut = new SqliteJournal(path, manualClock(t0), steadyChance());
    expect(await faultOf(cut.backup(to, rest))).toBe('unequal');
    expect(readdirSync(to).filter((name) => name.endsWith('.sqlite'))).toEqual([]);
    cut.close();
  });

  test('because another one is being made', async () => {
    const { journal, to } = shop(3);
    const first = journal.backup(to, rest);
    expect(await faultOf(journal.backup(to, rest))).toBe('busy');
    await first;
    expect(await faultOf(journal.backup(to, rest))).toBe('made');
    journal.close();
  });

  test('because the till closes meanwhile', async () => {
    const { journal, to, path } = shop(3_000);
    const making = journal.backup(to, rest);
    await new Promise<void>((resolve) => void setImmediate(resolve));
    journal.close();
    expect(await faultOf(making)).toBe('unreadable');
    expect(tables(path).payments).toHaveLength(3_000);
  });
});
