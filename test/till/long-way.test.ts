import { describe, expect, type TestContext, test, vi } from 'vitest';
import { newDial, type ScaledClock, scaledClock } from '../support/scaled-clock.ts';
import { startTerminal, type TerminalProcess } from '../support/terminal-process.ts';
import { jsonOf, type TillRun, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/**
 * The real command line on the ways that take a minute: it asks a running terminal on a scaled clock, through the
 * profile's socket, and must leave as the interface says.
 */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

interface Counter {
  readonly shop: TrainingShop<ScaledClock>;
  readonly terminal: TerminalProcess;
  verb(...args: string[]): Promise<TillRun>;
}

async function openCounter({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<Counter> {
  const clock = scaledClock(newDial(8));
  const shop = await openTrainingShop(clock);
  onTestFinished(() => shop.close());
  const terminal = await startTerminal({ folder: shop.folder, clock });
  onTestFinished(() => terminal.kill9());
  return { shop, terminal, verb: (...args) => till([...args, '--profile', shop.folder, '--json']) };
}

describe.concurrent('sale', () => {
  test.for([
    ['99.01', 0, { status: 'paid', mayChargeAgain: false, inquiries: 3, cancels: 0 }],
    ['99.03', 3, { status: 'reversed', mayChargeAgain: true, inquiries: 20, cancels: 1 }],
  ] as const)('%s leaves with %i', async ([amount, exit, answer], context) => {
    const { shop, verb } = await openCounter(context);
    const run = await verb('sale', '--amount', amount, '--code', freshCode());
    expect(run.code, run.stderr).toBe(exit);
    expect(jsonOf(run)).toMatchObject(answer);
    expect(await shop.calls('pay', String(jsonOf(run)['paymentRequestId']))).toBe(1);
    expect(jsonOf(await verb('audit'))).toEqual({ clean: true, findings: [] });
  });

  test('with cancels that stay silent leaves with 4 after their series; replay then leaves with 0', async (context) => {
    const { shop, verb } = await openCounter(context);
    await shop.plan('hang:cancel#1-99');
    const run = await verb('sale', '--amount', '99.02', '--code', freshCode());
    expect(run.code, run.stderr).toBe(4);
    const told = jsonOf(run);
    expect(told).toMatchObject({ status: 'reversal_pending', mayChargeAgain: false, alarm: 'call_support' });
    expect(told['cancels']).toBeGreaterThanOrEqual(10);
    expect(run.stderr).toContain('Reversal not confirmed, trying again');
    const id = String(told['paymentRequestId']);
    const listed = await verb('reversals', 'list');
    expect([listed.code, jsonOf(listed)['open']]).toEqual([4, 1]);
    expect((await verb('inquire', id)).code).toBe(4);

    await shop.plan();
    const replayed = await verb('reversals', 'replay', '--for', '60');
    expect(replayed.code, replayed.stderr).toBe(0);
    expect((await verb('inquire', id)).code).toBe(3);
    expect(await shop.payment(id)).toMatchObject({ status: 'CANCELLED' });
    expect(jsonOf(await verb('audit'))).toEqual({ clean: true, findings: [] });
  });
});

describe.concurrent('refund', () => {
  test('that stays unclear leaves with 4 after its series, and is done later without being asked for again', async (context) => {
    const { shop, terminal, verb } = await openCounter(context);
    const sold = jsonOf(await verb('sale', '--amount', '10.00', '--code', freshCode()));
    expect(sold).toMatchObject({ status: 'paid' });
    const id = String(sold['paymentRequestId']);
    await shop.plan('hangRequest:refund#1-99');
    const run = await verb('refund', id, '--amount', '4.00');
    expect(run.code, run.stderr).toBe(4);
    expect(jsonOf(run)).toMatchObject({ status: 'pending', amountMinor: 400 });
    const again = await verb('refund', id, '--amount', '4.00');
    expect([again.code, jsonOf(again)['reason']], 'a second try is no second refund').toEqual([
      2,
      'refund_open_same_amount',
    ]);
    const tooMuch = await verb('refund', id, '--amount', '6.01');
    expect([tooMuch.code, jsonOf(tooMuch)['reason']], 'what is pending is reserved').toEqual([2, 'refund_too_large']);

    await shop.plan();
    await verb('reversals', 'replay', '--for', '60');
    await terminal.payment(id, (payment) => payment.refunds[0]?.status === 'done');
    expect(await shop.payment(id)).toMatchObject({ chargedMinor: 1_000, returnedMinor: 400 });
    expect(jsonOf(await verb('audit'))).toEqual({ clean: true, findings: [] });
  });
});
