import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { seedLimits } from '../../main/core/limits.ts';
import { hasOpenReversal } from '../../main/core/payment-state.ts';
import { noLog } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { openJournal } from '../../main/store/rescue.ts';
import { RescuedJournal } from '../../main/store/rescued-journal.ts';
import { ballastFileOf, Room } from '../../main/store/room.ts';
import { counterWorld, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { archivedWhole, oldShop, opened } from './archiving.ts';
import { commitOf, intent, next, openReversal } from './samples.ts';
import { ruinPage, tamper } from './tables.ts';

/** What a second reader found: storage that is nearly well, or a rescue that looks in the wrong place. */

const ports = () => ({ clock: manualClock(t0), chance: steadyChance(), log: noLog });
const reversing = next(intent(1), { phase: 'reversal_pending', reversal: openReversal });

function open(path: string): SqliteJournal {
  return new SqliteJournal(path, manualClock(), steadyChance());
}

test('a journal that opens and cannot say what is unfinished is rescued, and its reversals go on', () => {
  const path = join(quickFolder(), 'journal.sqlite');
  const rows = open(path);
  rows.commit(commitOf(null, intent(1)));
  rows.commit(commitOf(intent(1), reversing));
  rows.commit(commitOf(null, intent(2)));
  rows.close();
  const spoilt = "update payments set state = replace(state, 'paymentRequestId', 'x') where order_id = 'ORDER-2'";
  tamper(path, spoilt);
  const journal = openJournal({ path, backupFolder: join(dirname(path), 'backup') }, ports());
  const world = counterWorld({ journal });
  world.clock.advance(60_000);
  expect(journal.rescue?.reason).toBe('damaged');
  expect(world.gateway.calls.some(({ api }) => api === 'cancel')).toBe(true);
});

describe('a lost journal with backups', () => {
  /** Its older backup has the sale, its newer one the open reversal; `more` does something to the folder. */
  function rescued(more: (backups: string) => void, terminalNumber?: string) {
    const folder = quickFolder();
    const path = join(folder, 'journal.sqlite');
    const backupFolder = join(folder, 'backup');
    mkdirSync(backupFolder);
    const rows = open(path);
    rows.commit(commitOf(null, intent(1)));
    rows.close();
    copyFileSync(path, join(backupFolder, 'journal-20261118000000-aaaaaaaa.sqlite'));
    const again = open(path);
    again.commit(commitOf(intent(1), reversing));
    again.close();
    copyFileSync(path, join(backupFolder, 'journal-20261119000000-aaaaaaaa.sqlite'));
    more(backupFolder);
    writeFileSync(path, 'garbage');
    const place = { path, backupFolder, ...(terminalNumber === undefined ? {} : { terminalNumber }) };
    const journal = openJournal(place, ports());
    const found = journal.unfinished().filter(hasOpenReversal);
    journal.close();
    return found.map(({ orderId }) => orderId);
  }

  /** A journal of another terminal, with a reversal of its own. */
  function neighbour(into: string): void {
    const path = join(quickFolder(), 'journal.sqlite');
    const theirs = intent(77, { paymentRequestId: '2026112004000000090000000012800077123456' });
    const rows = open(path);
    rows.commit(commitOf(null, theirs));
    rows.commit(commitOf(theirs, next(theirs, { phase: 'reversal_pending', reversal: openReversal })));
    rows.close();
    copyFileSync(path, join(into, 'journal-20261119000100-bbbbbbbb.sqlite'));
  }

  test('finds its own reversal although the newest backup in the folder is a neighbour’s', () => {
    expect(rescued(neighbour, intent(1).paymentRequestId.slice(14, 18))).toEqual(['ORDER-1']);
  });

  test('finds it although an older backup was made under a clock that was ahead', () => {
    const ahead = (folder: string): void =>
      renameSync(
        join(folder, 'journal-20261118000000-aaaaaaaa.sqlite'),
        join(folder, 'journal-20300101000000-aaaaaaaa.sqlite'),
      );
    expect(rescued(ahead)).toEqual(['ORDER-1']);
  });
});

test('over a lost journal an id that could not be read is not said to be unknown', () => {
  const journal = new RescuedJournal([], { reason: 'damaged', unreadableIds: [] }, () => {});
  const world = counterWorld({ journal, limits: seedLimits });
  const id = intent(1).paymentRequestId;
  expect(world.terminal.look(id)).toEqual({ ok: false, reason: 'journal_lost' });
});

test('a refund of a payment whose archive is ruined is refused, and sales go on', () => {
  const shop = oldShop();
  const { journal: before } = opened(shop);
  archivedWhole(before);
  before.close();
  ruinPage(join(dirname(shop.path), 'journal-2026.sqlite'), 'reversals');
  const { journal, clock } = opened(shop);
  const world = counterWorld({ clock, journal });
  expect(world.terminal.refund(shop.ids.paid, 100, 'milk')).toEqual({ ok: false, reason: 'archive_unavailable' });
  expect(world.view().salesStopped).toBeNull();
  journal.close();
});

test('a ballast that cannot be removed leaves the full disk the error that it is', () => {
  const path = join(quickFolder(), 'journal.sqlite');
  mkdirSync(ballastFileOf(path));
  writeFileSync(join(ballastFileOf(path), 'x'), 'x');
  const room = new Room(path, manualClock(t0), noLog);
  const full = new Database.SqliteError('full', 'SQLITE_FULL');
  const write = (): never => {
    throw full;
  };
  expect(() => room.afford(write)).toThrow(full);
});
