import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Log, StorageError } from '../main/core/ports.ts';
import { type House, keepHouse } from '../main/housekeeping.ts';
import { dayMs, oldShop, opened } from './store/archiving.ts';
import { verdictOf } from './store/tables.ts';
import { counterWorld, freshCode } from './support/counter.ts';
import type { ManualClock } from './support/manual-clock.ts';
import { outcome } from './support/outcome.ts';

/** What a till does beside its sales, on virtual time: when, when not, and what it says of a failure. */

// Whole files are made, copied and proven; where much else runs, disks are slow.
vi.setConfig({ testTimeout: 60_000 });

const minuteMs = 60_000;
const amount = { minor: 1_280, currency: 'CNY' };

/** The till of a shop three months after its day. `backupFolder` is relative to the profile. */
function till({
  backupFolder = 'backup',
  journal: instead,
}: {
  backupFolder?: string;
  journal?: House['journal'];
} = {}) {
  const shop = oldShop();
  const { journal, clock } = opened(shop);
  const { terminal, gateway } = counterWorld({ journal, clock });
  gateway.script('pay', () => outcome('success', { paymentId: 'PAY', orderSeen: true }));
  const folder = join(dirname(shop.path), backupFolder);
  const said: string[] = [];
  const log: Log = { info: (sentence) => said.push(sentence), warn: (sentence) => said.push(sentence) };
  const house: House = { journal: instead ?? journal, terminal, clock, log, backupFolder: folder };
  const end = keepHouse(house);
  onTestFinished(() => {
    end();
    terminal.close();
    journal.close();
  });
  return { journal, clock, terminal, said, folder, house, end };
}

/** Lets virtual time pass until it is so; file work of other threads has its turns in between. */
async function until(clock: ManualClock, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    clock.advance(10_000);
    await turn();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

test('nothing in the first minutes; then a backup, then the archive', async () => {
  const { journal, clock, said, folder } = till();
  clock.advance(5 * minuteMs - 1);
  await turn();
  expect([said, journal.newestBackupAtMs(folder)]).toEqual([[], null]);
  await until(clock, () => said.length === 2);
  expect(said).toEqual(['backup made', 'settled payments archived']);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(verdictOf(journal).problems).toEqual([]);
});

test('the archive waits while a sale is open at the counter, and goes on after it', async () => {
  const { clock, terminal, said } = till();
  expect(terminal.startSale({ orderId: null, amount, differentCustomer: true })).toMatchObject({ ok: true });
  await until(clock, () => said.length === 1);
  for (let second = 0; second < 600; second += 1) {
    clock.advance(1_000);
    await turn();
  }
  expect(said).toEqual(['backup made']);
  expect(terminal.scan({ text: freshCode(), source: 'serial' })).toMatchObject({ ok: true });
  await until(clock, () => said.length === 2);
  expect(said.at(-1)).toBe('settled payments archived');
  expect(terminal.view().counter.payment?.status).toBe('paid');
});

test('a till that was started again the same day makes no second backup; the next day it does', async () => {
  const { clock, journal, said, folder, house, end } = till();
  await until(clock, () => said.length === 2);
  end();
  const [first] = readdirSync(folder);
  onTestFinished(keepHouse(house));
  clock.advance(10 * minuteMs);
  for (let wait = 0; wait < 100; wait += 1) await turn();
  expect(readdirSync(folder)).toEqual([first]);
  await until(clock, () => said.length === 3);
  expect(said.at(-1)).toBe('backup made');
  expect(journal.newestBackupAtMs(folder)).toBeGreaterThan(clock.wallMs() - 60 * minuteMs);
});

test('a backup that fails is told and tried again the next day; archive and sales go on', async () => {
  const { clock, terminal, said, folder } = till({ backupFolder: 'usb/stick' });
  await until(clock, () => said.length === 2);
  expect(said).toEqual([
    'no backup today: the journal is as it was, tried again tomorrow',
    'settled payments archived',
  ]);
  expect(terminal.startSale({ orderId: null, amount, differentCustomer: true })).toMatchObject({ ok: true });
  terminal.stop();
  mkdirSync(dirname(folder));
  clock.advance(dayMs);
  await until(clock, () => said.length === 3);
  expect(said.at(-1)).toBe('backup made');
});

test('an archive run that fails is told and tried again the next day', async () => {
  const asked: string[] = [];
  const journal: House['journal'] = {
    hasRoom: () => true,
    archiveTroubles: () => [],
    newestBackupAtMs: () => Number.MAX_SAFE_INTEGER,
    backup: () => Promise.reject(new Error('no stick')),
    *archive() {
      asked.push('archive');
      yield { payments: 0, rows: 0 };
      throw new StorageError('SQLITE_IOERR: disk I/O error');
    },
  };
  const { clock, said } = till({ journal });
  await until(clock, () => said.length === 2);
  clock.advance(dayMs);
  await until(clock, () => said.length === 4);
  expect(asked).toEqual(['archive', 'archive']);
  expect(said.filter((sentence) => sentence.startsWith('payments were not archived'))).toHaveLength(2);
});

test('nothing is done any more once it was ended, also in the middle of a run', async () => {
  const { clock, terminal, said, end } = till();
  terminal.startSale({ orderId: null, amount, differentCustomer: true });
  await until(clock, () => said.length === 1);
  end();
  terminal.stop();
  clock.advance(3 * dayMs);
  for (let wait = 0; wait < 100; wait += 1) await turn();
  expect(said).toEqual(['backup made']);
});
