import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { seedLimits, unseenSpanMs } from '../../main/core/limits.ts';
import { makeKeyPair } from '../../main/simulator/sign.ts';
import { newDial, scaledClock } from '../support/scaled-clock.ts';
import { startTerminal } from '../support/terminal-process.ts';
import { freshCode, openTrainingShop } from '../support/training-shop.ts';

/** A gateway that cannot be trusted, or does not trust us, seen through the whole program. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

describe.concurrent('a merchant key that the gateway does not know', () => {
  test('is never told as "not charged", stops new sales, and is settled once the key is right', async (context) => {
    const clock = scaledClock(newDial(5));
    const shop = await openTrainingShop(clock);
    context.onTestFinished(() => shop.close());
    const keyFile = join(shop.folder, 'merchant.pem');
    const { privateKeyPem: wrong } = makeKeyPair();
    writeFileSync(keyFile, wrong);
    const first = await startTerminal({ folder: shop.folder, clock });
    context.onTestFinished(() => first.kill9());
    const id = await first.charge({ amountMinor: 1_000, code: freshCode(), orderId: 'A-1' });
    const open = await first.payment(id, (payment) => payment.phase === 'inquiring' && payment.inquiries >= 1);
    expect(open).toMatchObject({ status: 'checking', mayChargeAgain: false, code: 'unsigned' });
    expect(first.view().salesStopped).toBe('gateway_refuses_our_key');
    const next = { orderId: null, amountMinor: 2_000, differentCustomer: false };
    expect(await first.request('sale.start', next)).toEqual({ ok: false, reason: 'gateway_refuses_our_key' });
    await first.skip(65_000);
    const pending = await first.payment(id, (payment) => payment.status === 'reversal_pending');
    expect(pending.mayChargeAgain).toBe(false);
    await first.kill9();

    writeFileSync(keyFile, shop.merchantKey);
    const second = await startTerminal({ folder: shop.folder, clock });
    context.onTestFinished(() => second.kill9());
    await second.payment(id, (payment) => payment.code === 'ORDER_NOT_EXIST');
    expect(second.view().salesStopped).toBeNull();
    await second.skip(unseenSpanMs(seedLimits));
    const closed = await second.payment(id, (payment) => payment.status === 'reversed');
    expect(closed).toMatchObject({ code: 'order_never_existed', mayChargeAgain: true });
    expect(await shop.payment(id)).toBeNull();
    expect(await shop.audit(await second.request('journal.sales', {}))).toEqual({ clean: true, findings: [] });
  });
});

describe.concurrent('an answer that is no answer', () => {
  test.for(['html502:pay#1', 'unsigned:pay#1', 'badSignature:pay#1', 'halfBody:pay#1', 'dropResponse:pay#1=reset'])(
    '%s is asked for again, and the sale stands',
    async (fault, context) => {
      const clock = scaledClock(newDial(5));
      const shop = await openTrainingShop(clock);
      context.onTestFinished(() => shop.close());
      await shop.plan(fault);
      const till = await startTerminal({ folder: shop.folder, clock });
      context.onTestFinished(() => till.kill9());
      const id = await till.charge({ amountMinor: 1_000, code: freshCode() });
      const paid = await till.payment(id, (payment) => payment.status !== 'checking');
      expect(paid).toMatchObject({ status: 'paid', inquiries: 1 });
      expect(await shop.calls('pay', id)).toBe(1);
      expect(await shop.audit(await till.request('journal.sales', {}))).toEqual({ clean: true, findings: [] });
    },
  );
});
