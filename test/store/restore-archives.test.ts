import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type Restored, restoreJournal } from '../../main/store/restore.ts';
import { steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { archivedWhole, dayMs } from './archiving.ts';
import { commitOf, intent, next, openReversal } from './samples.ts';
import { ruinPage, verdictOf } from './tables.ts';

/** A restore beside archives: they are part of the journal, and may be younger than a backup, or away. */

const late = manualClock(t0 + 100 * dayMs);
const open = (path: string, clock = late) => new SqliteJournal(path, clock, steadyChance());

function sellPaid(journal: SqliteJournal, n: number): void {
  const paid = next(intent(n), { phase: 'paid', dueAtMs: null, paymentId: `P${n}` });
  journal.commit(commitOf(null, intent(n)));
  journal.commit(commitOf(intent(n), paid));
}

/**
 * Payment 1 (rows 1, 2) is in the older backup, and with 2 (rows 3, 4) in the archive; the newer backup was made after
 * the move. 3 to 5 (rows 5 to 7) are open. Closed.
 */
function shop() {
  const path = join(quickFolder(), 'journal.sqlite');
  const backup = (name: string): string => {
    copyFileSync(path, join(dirname(path), name));
    return join(dirname(path), name);
  };
  const journal = open(path, manualClock(t0));
  sellPaid(journal, 1);
  journal.close();
  const older = backup('older.sqlite');
  const later = open(path, manualClock(t0));
  sellPaid(later, 2);
  later.close();
  const old = open(path);
  for (const n of [3, 4, 5]) old.commit(commitOf(null, intent(n)));
  expect(archivedWhole(old).payments).toBe(2);
  old.close();
  const newer = backup('newer.sqlite');
  const restore = (from: string): Restored =>
    restoreJournal(
      { place: { path, backupFolder: dirname(path) }, from, by: 'Lin', why: 'x' },
      { clock: late, chance: steadyChance() },
    );
  return { path, archive: join(dirname(path), 'journal-2026.sqlite'), older, newer, restore };
}

/** It sells, and what it has sold and archived is one chain. */
function expectWhole(path: string, rows: number): void {
  const journal = open(path);
  journal.commit(commitOf(null, intent(90)));
  expect(verdictOf(journal)).toMatchObject({ rows: rows + 1, problems: [] });
  journal.close();
}

test('a backup older than the archive is brought up to date from the archive and the lost journal', () => {
  const { path, older, restore } = shop();
  ruinPage(path, 'payments');
  expect(restore(older)).toMatchObject({ rows: 7, broughtIn: 5, missing: 0, archiveTroubles: [] });
  expectWhole(path, 7);
});

test('what came back that way can move to its archive again', () => {
  const { path, older, restore } = shop();
  ruinPage(path, 'payments');
  restore(older);
  const journal = open(path);
  archivedWhole(journal);
  journal.close();
  expectWhole(path, 7);
});

test('a backup that cannot reach the end of the archive is refused: its next rows would fork the chain', () => {
  const { path, archive, older, restore } = shop();
  const journal = open(path, manualClock(t0));
  sellPaid(journal, 6);
  journal.commit(commitOf(null, intent(7)));
  journal.commit(commitOf(null, intent(8)));
  journal.close();
  const moving = open(path);
  // Rows 8 and 9 are archived, 5 to 7 are not.
  expect(archivedWhole(moving).payments).toBe(1);
  moving.close();
  writeFileSync(path, 'garbage');
  const before = readFileSync(path);
  expect(() => restore(older)).toThrow(
    expect.objectContaining({ reason: 'outdated', message: expect.stringContaining(archive) }),
  );
  expect(readFileSync(path)).toEqual(before);
});

test('an archive that is away is told, and forbids nothing', () => {
  const { path, archive, newer, restore } = shop();
  renameSync(archive, `${archive}.away`);
  writeFileSync(path, 'garbage');
  expect(restore(newer)).toMatchObject({ rows: 7, archiveTroubles: [{ year: 2026, path: archive, fault: 'missing' }] });
  renameSync(`${archive}.away`, archive);
  expectWhole(path, 7);
});

test('a payment that came back from an archive that is away forbids nothing either', () => {
  const { path, archive, restore } = shop();
  const journal = open(path);
  const paid = next(intent(2), { phase: 'paid', dueAtMs: null, paymentId: 'P2' });
  journal.commit(commitOf(paid, next(paid, { phase: 'reversal_pending', reversal: openReversal })));
  journal.close();
  const from = join(dirname(path), 'newest.sqlite');
  copyFileSync(path, from);
  renameSync(archive, `${archive}.away`);
  writeFileSync(path, 'garbage');
  expect(restore(from)).toMatchObject({ rows: 8, archiveTroubles: [{ year: 2026 }] });
  renameSync(`${archive}.away`, archive);
  expectWhole(path, 8);
});
