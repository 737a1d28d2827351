import { describe, expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { jsonOf, startTill, type TillProcess, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/** Ctrl-C and SIGTERM in the middle of a real `till sale`: nothing is lost, and the next process settles it. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

interface Selling {
  readonly shop: TrainingShop;
  readonly sale: TillProcess;
}

/** A sale of 10.00 whose payment code was taken. The faults are set before it starts. */
async function startSale({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, ...plan: string[]): Promise<Selling> {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  await shop.plan(...plan);
  const args = ['sale', '--amount', '10.00', '--code', freshCode(), '--profile', shop.folder, '--json'];
  const sale = startTill(args);
  onTestFinished(() => sale.signal('SIGKILL'));
  await sale.said('stderr', /Payment code scanned/);
  return { shop, sale };
}

/** Drives what is left in a new process, and looks at the books. */
async function expectSettled(shop: TrainingShop, id: string, status: 'paid' | 'reversed'): Promise<void> {
  await shop.plan();
  const replayed = await till(['reversals', 'replay', '--for', '30', '--profile', shop.folder, '--json']);
  expect(replayed.code, replayed.stderr).toBe(0);
  const asked = await till(['inquire', id, '--profile', shop.folder, '--json']);
  expect(jsonOf(asked)).toMatchObject({ status, paymentRequestId: id });
  expect(await shop.calls('pay', id)).toBe(1);
  const audited = await till(['audit', '--profile', shop.folder, '--json']);
  expect(jsonOf(audited)).toEqual({ clean: true, findings: [] });
}

describe.concurrent('in the middle of a payment', () => {
  test('SIGTERM leaves at once, still checking, and the next process finds the sale', async (context) => {
    const { shop, sale } = await startSale(context, 'hang:pay#1');
    sale.signal('SIGTERM');
    const left = await sale.exit;
    expect(left).toMatchObject({ code: 5, signal: null });
    expect(jsonOf(left)).toMatchObject({ status: 'checking', mayChargeAgain: false });
    expect(left.stderr).toContain('Leaving without a result');
    await expectSettled(shop, String(jsonOf(left)['paymentRequestId']), 'paid');
  });

  test('the first Ctrl-C takes the payment back and stays until it is reversed', async (context) => {
    const { shop, sale } = await startSale(context, 'hang:pay#1');
    sale.signal('SIGINT');
    const ended = await sale.exit;
    expect(ended, ended.stderr).toMatchObject({ code: 3, signal: null });
    expect(jsonOf(ended)).toMatchObject({ status: 'reversed', mayChargeAgain: true, cancels: 1 });
    const id = String(jsonOf(ended)['paymentRequestId']);
    expect(await shop.payment(id)).toMatchObject({ status: 'CANCELLED' });
    await expectSettled(shop, id, 'reversed');
  });

  test('the second Ctrl-C leaves with the reversal open, and the next process goes on with it', async (context) => {
    const { shop, sale } = await startSale(context, 'hang:pay#1', 'hangRequest:cancel#1-99');
    sale.signal('SIGINT');
    await sale.said('stderr', /Reversing/);
    sale.signal('SIGINT');
    const left = await sale.exit;
    expect(left, left.stderr).toMatchObject({ code: 4, signal: null });
    expect(jsonOf(left)).toMatchObject({ status: 'reversing', mayChargeAgain: false });
    const id = String(jsonOf(left)['paymentRequestId']);
    const listed = await till(['reversals', 'list', '--profile', shop.folder, '--json']);
    expect(listed.code).toBe(4);
    expect(jsonOf(listed)).toMatchObject({ open: 1, payments: [{ paymentRequestId: id }] });
    await expectSettled(shop, id, 'reversed');
  });
});
