import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasOpenReversal, type Payment } from '../../main/core/payment-state.ts';
import { noLog } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type OpenedJournal, openJournal } from '../../main/store/rescue.ts';
import { restoreJournal } from '../../main/store/restore.ts';
import { counterWorld, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { commitOf, intent, next, openReversal } from './samples.ts';
import { tables, verdictOf } from './tables.ts';

/** Money that must go back: an open reversal that can be salvaged goes on after a restore, chain or no chain. */

const ports = () => ({ clock: manualClock(t0), chance: steadyChance(), log: noLog });
const open = (path: string) => new SqliteJournal(path, manualClock(), steadyChance());
const idOf = (n: number) => intent(n).paymentRequestId;
const reversal = { ...openReversal, seriesOver: true };

/** Payments 1 to 3 are in the backup, `sell` comes after it; then the first page of the journal is lost. */
function lostShop(sell: (journal: SqliteJournal) => void) {
  const folder = quickFolder();
  const path = join(folder, 'journal.sqlite');
  const journal = open(path);
  for (let n = 1; n <= 3; n += 1) journal.commit(commitOf(null, intent(n)));
  journal.close();
  mkdirSync(join(folder, 'backup'));
  const from = join(folder, 'backup', 'journal-20261119.sqlite');
  copyFileSync(path, from);
  const later = open(path);
  sell(later);
  later.close();
  writeFileSync(path, readFileSync(path).fill(0, 0, 4_096));
  const place = { path, backupFolder: join(folder, 'backup') };
  return { path, place, restore: () => restoreJournal({ place, from, by: 'Lin', why: 'x' }, ports()) };
}

function reverse(journal: SqliteJournal, before: Payment, change: Partial<Payment> = {}): void {
  journal.commit(commitOf(before, next(before, { phase: 'reversal_pending', reversal, ...change })));
}

/** How often this payment is cancelled within a quarter of an hour after a start. Closes the journal. */
function cancels(journal: OpenedJournal, n: number): number {
  const world = counterWorld({ clock: manualClock(t0 + 3_600_000), journal });
  world.clock.advance(900_000);
  journal.close();
  return world.gateway.calls.filter(({ api, id }) => api === 'cancel' && id === idOf(n)).length;
}

function problemsOf(path: string): readonly string[] {
  const journal = open(path);
  const { problems } = verdictOf(journal);
  journal.close();
  return problems;
}

test('a payment the backup does not know goes on being cancelled', () => {
  const { path, place, restore } = lostShop((journal) => {
    journal.commit(commitOf(null, intent(5)));
    reverse(journal, intent(5));
  });
  expect(cancels(openJournal(place, ports()), 5)).toBeGreaterThan(0);
  expect(restore()).toMatchObject({ rows: 4, broughtIn: 0, missing: 2, resumed: [idOf(5)], toReconcile: [] });
  expect(problemsOf(path)).toEqual([]);
  const row = tables(path).journal.at(-1);
  expect(row).toMatchObject({ seq: 4, kind: 'salvaged', revision: 1, payment_request_id: idOf(5) });
  expect(JSON.parse(String(row?.['body'])).facts).toMatchObject({ revision: 2 });
  expect(cancels(openJournal(place, ports()), 5)).toBeGreaterThan(0);
  expect(problemsOf(path)).toEqual([]);
});

test('a payment the backup knows at an older revision goes on, by what has changed', () => {
  const { path, place, restore } = lostShop((journal) => {
    const asked = next(intent(2), { phase: 'inquiring', inquiries: 1 });
    journal.commit(commitOf(intent(2), asked));
    reverse(journal, asked);
  });
  expect(restore()).toMatchObject({ rows: 4, missing: 2, resumed: [idOf(2)], toReconcile: [] });
  expect(problemsOf(path)).toEqual([]);
  const { change } = JSON.parse(String(tables(path).journal.at(-1)?.['body']));
  expect(change).toMatchObject({ revision: 2, phase: 'reversal_pending', inquiries: 1 });
  expect(change).not.toHaveProperty('orderId');
  expect(cancels(openJournal(place, ports()), 2)).toBeGreaterThan(0);
});

test('one that has no time set is due at once', () => {
  const { path, restore } = lostShop((journal) => reverse(journal, intent(2), { dueAtMs: null }));
  restore();
  const journal = open(path);
  expect(journal.unfinished().filter(hasOpenReversal)).toMatchObject([{ paymentRequestId: idOf(2), dueAtMs: t0 }]);
  journal.close();
});

test('one whose order another attempt holds is listed, and nothing of it is written', () => {
  const { path, restore } = lostShop((journal) => {
    const refused = next(intent(1), { phase: 'not_charged', dueAtMs: null });
    journal.commit(commitOf(intent(1), refused));
    const again = intent(7, { orderId: intent(1).orderId });
    journal.commit(commitOf(null, again));
    reverse(journal, again);
    reverse(journal, intent(3));
  });
  const { rows, resumed, toReconcile } = restore();
  expect({ rows, resumed, toReconcile }).toEqual({ rows: 4, resumed: [idOf(3)], toReconcile: [idOf(1), idOf(7)] });
  expect(problemsOf(path)).toEqual([]);
  expect(tables(path).reversals).toHaveLength(1);
});

test('what is open without a reversal is listed, not written', () => {
  const { restore } = lostShop((journal) => journal.commit(commitOf(null, intent(5))));
  expect(restore()).toMatchObject({ rows: 3, resumed: [], toReconcile: [idOf(5)] });
});
