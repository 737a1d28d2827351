import { expect, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { jsonOf, type TillRun, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop } from '../support/training-shop.ts';

/** `till history`: what a back office finds again, beside no till. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

test('finds a payment by its last digits, amount, days and state', async ({ onTestFinished }) => {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  const verb = (...args: string[]): Promise<TillRun> => till([...args, '--profile', shop.folder, '--json']);
  const sold = await verb('sale', '--amount', '12.80', '--code', freshCode());
  expect(sold.code, sold.stderr).toBe(0);
  const id = String(jsonOf(sold)['paymentRequestId']);
  const days = ['--from', '2026-01-01', '--to', '2099-12-31'];
  const run = await verb('history', id.slice(-6), '--amount', '11', '--to-amount', '13', '--state', 'paid', ...days);
  expect(run.code, run.stderr).toBe(0);
  expect(jsonOf(run)).toMatchObject({ total: 1, awayYears: [], payments: [{ paymentRequestId: id }] });
  const wrong = await verb('history', '--state', 'lost');
  expect([wrong.code, wrong.stderr.trim().split('\n')]).toEqual([1, [expect.stringContaining('--state')]]);
});
