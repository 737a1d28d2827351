import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { newDial, scaledClock } from '../support/scaled-clock.ts';
import { startTerminal } from '../support/terminal-process.ts';
import { jsonOf, startTill, type TillProcess, type TillRun, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/** A second process beside a running till: it asks that till through the profile's socket, and opens no file. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

interface Running {
  readonly shop: TrainingShop;
  /** A sale of 55.00 that waits for its scanner. */
  readonly owner: TillProcess;
  /** A verb in a second process. */
  verb(...args: string[]): Promise<TillRun>;
}

async function openRunning({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<Running> {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  const owner = startTill(['sale', '--amount', '55.00', '--profile', shop.folder, '--json']);
  onTestFinished(() => owner.signal('SIGKILL'));
  await owner.said('stderr', /scan the customer's payment code/);
  return { shop, owner, verb: (...args) => till([...args, '--profile', shop.folder, '--json']) };
}

describe.concurrent('beside a till that waits for its scanner', () => {
  test('every verb is answered by the running till, which goes on', async (context) => {
    const { shop, owner, verb } = await openRunning(context);
    expect((statSync(join(shop.folder, 'till.sock')).mode & 0o777).toString(8)).toBe('600');
    expect(jsonOf(await verb('reversals', 'list'))).toEqual({ open: 0, payments: [] });
    expect(jsonOf(await verb('reversals', 'replay'))).toEqual({ open: 0, payments: [] });
    expect(jsonOf(await verb('journal', 'verify'))).toMatchObject({ ok: true, payments: 0 });
    expect(jsonOf(await verb('audit'))).toEqual({ clean: true, findings: [] });
    const unknown = await verb('inquire', 'X');
    expect([unknown.code, jsonOf(unknown)['reason']]).toEqual([1, 'not_found']);
    owner.signal('SIGINT');
    const ended = await owner.exit;
    expect(ended).toMatchObject({ code: 1, signal: null });
    expect(ended.stderr).toContain('Stopped before the scan; nothing was charged.');
    expect(jsonOf(ended)).toMatchObject({ status: 'error', reason: 'stopped_before_scan' });
  });

  test('a second sale takes the counter, is paid, and the first one ends without a charge', async (context) => {
    const { shop, owner, verb } = await openRunning(context);
    const sold = await verb('sale', '--amount', '10.00', '--code', freshCode(), '--order', 'A-1');
    expect(sold.code, sold.stderr).toBe(0);
    const id = String(jsonOf(sold)['paymentRequestId']);
    expect(jsonOf(sold)).toMatchObject({ status: 'paid', amountMinor: 1_000 });
    expect(await shop.payment(id)).toMatchObject({ status: 'SUCCESS', chargedMinor: 1_000 });

    const ended = await owner.exit;
    expect(ended.code, ended.stderr).toBe(1);
    expect(jsonOf(ended)).toMatchObject({ status: 'error', reason: 'stopped_before_scan' });
    expect((await shop.arrivals()).filter((arrival) => arrival.api === 'pay')).toHaveLength(1);
    expect((await verb('refund', id, '--amount', '10.00')).code).toBe(0);
    expect(jsonOf(await verb('audit'))).toEqual({ clean: true, findings: [] });
  });

  test('a till that is killed leaves whoever asked it with one clear line', async (context) => {
    const { shop, owner } = await openRunning(context);
    const second = startTill(['sale', '--amount', '66.00', '--profile', shop.folder, '--json']);
    context.onTestFinished(() => second.signal('SIGKILL'));
    await second.said('stderr', /66.00 CNY: scan/);
    owner.signal('SIGKILL');
    await owner.exit;
    const ended = await second.exit;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/the running till has stopped[^\n]*\n$/);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    const after = await till(['sale', '--amount', '10.00', '--code', freshCode(), '--profile', shop.folder]);
    expect(after.code, after.stderr).toBe(0);
  });
});

test('a sale of the command line that ends before its scan leaves no amount at the counter of the running till', async (context) => {
  const clock = scaledClock(newDial(1));
  const shop = await openTrainingShop(clock);
  context.onTestFinished(() => shop.close());
  const life = await startTerminal({ folder: shop.folder, clock });
  context.onTestFinished(() => life.kill9());
  const refused = await till(['sale', '--amount', '12.80', '--code', '28123', '--profile', shop.folder, '--json']);
  expect([refused.code, jsonOf(refused)['reason']]).toEqual([1, 'too_short']);
  const view = await life.request('terminal.view', {});
  expect([view.counter.state, view.entry.amountMinor], 'the next scan would charge it').toEqual(['idle', 0]);
});
