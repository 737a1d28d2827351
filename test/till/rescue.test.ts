import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { jsonOf, startTill, type TillRun, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/** The command line over a journal that was lost: what it shows, what it sends, and how it ends. */

vi.setConfig({ testTimeout: 60_000 });

interface Lost {
  readonly shop: TrainingShop;
  /** Its reversal is open. */
  readonly reversing: string;
  /** Nobody knows; the gateway has charged it. */
  readonly checking: string;
  run(...words: string[]): Promise<TillRun>;
}

/** A reversal and an unclear payment that two killed programs left, in a journal whose first page was then lost. */
async function loseJournal({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<Lost> {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  const sell = (amount: string) =>
    startTill(['sale', '--amount', amount, '--code', freshCode(), '--profile', shop.folder, '--json']);
  await shop.plan('hang:pay#1', 'hangRequest:cancel#1-99');
  const stopped = sell('10.00');
  await stopped.said('stderr', /Payment code scanned/);
  stopped.signal('SIGINT');
  await stopped.said('stderr', /Reversing/);
  stopped.signal('SIGINT');
  const reversing = String(jsonOf(await stopped.exit)['paymentRequestId']);
  await shop.plan('hang:pay#1', 'hangRequest:cancel#1-99');
  const left = sell('7.00');
  await left.said('stderr', /Payment code scanned/);
  left.signal('SIGTERM');
  const checking = String(jsonOf(await left.exit)['paymentRequestId']);
  await shop.plan();
  const file = join(shop.folder, 'journal.sqlite');
  writeFileSync(file, readFileSync(file).fill(0, 0, 4_096));
  return { shop, reversing, checking, run: (...words) => till([...words, '--profile', shop.folder, '--json']) };
}

test('what could be read is listed, and nothing is sent', async (context) => {
  const { shop, reversing, checking, run } = await loseJournal(context);
  const before = await shop.arrivals();
  const listed = await run('reversals', 'list');
  expect(listed.code).toBe(4);
  expect(listed.stderr).toContain('cannot be opened. Rescue: no sales');
  const { open, payments, rescue } = jsonOf(listed) as {
    open: number;
    payments: { paymentRequestId: string }[];
    rescue: unknown;
  };
  expect(open).toBe(2);
  expect(payments.map(({ paymentRequestId: id }) => id)).toEqual([reversing, checking]);
  expect(rescue).toEqual({ reason: 'damaged', unreadable: 0, unreadableIds: [] });
  expect(await shop.arrivals()).toEqual(before);
});

test('a replay cancels the known reversal at the gateway, ends when that is confirmed, and says that nothing was written', async (context) => {
  const { shop, reversing, checking, run } = await loseJournal(context);
  const replayed = await run('reversals', 'replay', '--for', '30');
  expect(replayed.code, 'a lost journal is never all done').toBe(4);
  expect(replayed.stderr).toContain(`Alipay says ${reversing} is cancelled, the money is back.`);
  expect(await shop.payment(reversing)).toMatchObject({ status: 'CANCELLED' });
  expect(await shop.calls('cancel', checking), 'only what was being reversed').toBe(0);
});

test('a question about a live payment is asked, and its answer told', async (context) => {
  const { shop, checking, run } = await loseJournal(context);
  const asked = await run('inquire', checking);
  expect(jsonOf(asked)).toMatchObject({ status: 'checking', mayChargeAgain: false, said: 'charged' });
  expect(asked.code).toBe(5);
  expect(await shop.calls('cancel', checking)).toBe(0);
  expect(await shop.payment(checking)).toMatchObject({ status: 'SUCCESS' });
});

test('a journal that is gone tells of nothing, and says so; without its other files a new one is made', async (context) => {
  const { shop, run } = await loseJournal(context);
  rmSync(join(shop.folder, 'journal.sqlite'));
  const listed = await run('reversals', 'list');
  expect(jsonOf(listed)).toMatchObject({ open: 0, rescue: { reason: 'gone', unreadable: 0 } });
  expect(listed.code).toBe(4);
  const sold = await run('sale', '--amount', '1.00', '--code', freshCode());
  expect(sold.code).toBe(1);
  expect(sold.stderr).toMatch(/is gone, but not its other files; no sales/);
  for (const end of ['-head', '-rescue']) rmSync(join(shop.folder, `journal.sqlite${end}`), { force: true });
  expect((await run('sale', '--amount', '1.00', '--code', freshCode())).code).toBe(0);
});
