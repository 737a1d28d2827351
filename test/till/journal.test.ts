import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { oldShop } from '../store/archiving.ts';
import { jsonOf, startTill, type TillRun, till } from '../support/till-process.ts';
import { openTrainingShop } from '../support/training-shop.ts';

/** `till journal verify|archive|backup` on a journal whose sales are long past, alone and beside a running till. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

/** The settled payments of the shop's day, and all of them. */
const [settled, all] = [7, 16];

async function openOldShop({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  const { ids } = oldShop(Date.UTC(2025, 2, 3, 4), join(shop.folder, 'journal.sqlite'));
  const verb = (...args: string[]): Promise<TillRun> => till([...args, '--profile', shop.folder, '--json']);
  return { shop, ids, verb };
}

describe.concurrent('without a running till', () => {
  test('archive moves what is settled, verify proves all of it, look-ups still find it', async (context) => {
    const { shop, ids, verb } = await openOldShop(context);
    const before = jsonOf(await verb('journal', 'verify'));
    expect(before).toMatchObject({ ok: true, payments: all, totals: [{ currency: 'CNY', paid: 4, paidMinor: 5_120 }] });
    const run = await verb('journal', 'archive');
    expect(run.code, run.stderr).toBe(0);
    expect(jsonOf(run)).toMatchObject({ ok: true, payments: settled, years: [2025], problems: [] });
    expect(existsSync(join(shop.folder, 'journal-2025.sqlite'))).toBe(true);
    expect(jsonOf(await verb('journal', 'verify'))).toEqual(before);
    expect(jsonOf(await verb('inquire', 'PAY-refunded'))['paymentRequestId']).toBe(ids.refunded);
    const again = await till(['journal', 'archive', '--profile', shop.folder]);
    expect(again.stdout).toBe(
      'Nothing to archive: payments move 90 days after they were settled. The journal is as it was.\n',
    );
  });

  test('verify names a missing archive, and an order of it is not sold again meanwhile', async (context) => {
    const { shop, verb } = await openOldShop(context);
    await verb('journal', 'archive');
    rmSync(join(shop.folder, 'journal-2025.sqlite'));
    const run = await verb('journal', 'verify');
    expect(run.code).toBe(1);
    expect(jsonOf(run)).toMatchObject({ ok: false, problems: [expect.stringContaining('journal-2025.sqlite')] });
    const sale = await verb('sale', '--amount', '12.80', '--order', 'refunded', '--code', '280000000000004711');
    expect([sale.code, jsonOf(sale)['reason']]).toEqual([1, 'archive_unavailable']);
    const refund = await verb('refund', 'PAY-refunded', '--amount', '1.00');
    expect([refund.code, jsonOf(refund)['reason']]).toEqual([1, 'archive_unavailable']);
    const inquiry = await verb('inquire', 'PAY-refunded');
    expect([inquiry.code, jsonOf(inquiry)['reason']]).toEqual([1, 'archive_unavailable']);
  });

  test('backup writes into the profile’s folder, or where it is told', async (context) => {
    const { shop, verb } = await openOldShop(context);
    const run = await verb('journal', 'backup');
    expect(run.code, run.stderr).toBe(0);
    expect(jsonOf(run)).toMatchObject({ ok: true, archives: [], problems: [] });
    expect(readdirSync(join(shop.folder, 'backup'))).toHaveLength(1);
    const stick = join(shop.folder, 'stick');
    const elsewhere = await till(['journal', 'backup', '--to', stick, '--profile', shop.folder]);
    expect(elsewhere.stdout).toMatch(/^Backup written to .*stick.*: \d+ rows, read back and checked\.\n$/);
    expect(readdirSync(stick)).toHaveLength(1);
    const nowhere = await verb('journal', 'backup', '--to', join(shop.folder, 'a', 'b'));
    expect([nowhere.code, jsonOf(nowhere)['reason']]).toEqual([1, 'unreadable']);
    expect(nowhere.stderr).toContain('The journal is as it was');
  });
});

test('beside a running till it is the till that archives and copies, and goes on', async (context) => {
  const { shop, verb } = await openOldShop(context);
  const args = ['sale', '--amount', '55.00', '--different-customer', '--profile', shop.folder, '--json'];
  const owner = startTill(args);
  context.onTestFinished(() => owner.signal('SIGKILL'));
  await owner.said('stderr', /scan the customer's payment code/);
  const archive = await verb('journal', 'archive');
  expect(archive.code, archive.stderr).toBe(0);
  expect(jsonOf(archive)).toMatchObject({ ok: true, years: [2025], problems: [] });
  const backup = await verb('journal', 'backup');
  expect(backup.code, backup.stderr).toBe(0);
  expect(readdirSync(join(shop.folder, 'backup')).filter((name) => name.startsWith('archives-'))).toHaveLength(1);
  expect(jsonOf(await verb('journal', 'verify'))).toMatchObject({ ok: true, problems: [] });
  owner.signal('SIGINT');
  expect((await owner.exit).stderr).toContain('Stopped before the scan; nothing was charged.');
});
