import { readdirSync } from 'node:fs';
import { describe, expect, type TestContext, test, vi } from 'vitest';
import { seedLimits, unseenSpanMs } from '../../main/core/limits.ts';
import { lateChargeMs } from '../../main/simulator/pay.ts';
import { newDial, type ScaledClock, scaledClock } from '../support/scaled-clock.ts';
import { startTerminal, type TerminalProcess } from '../support/terminal-process.ts';
import { jsonOf, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/**
 * kill -9 at exact places of a payment, and what the next start makes of it. The gateway outlives the terminal; it is
 * asked how often it was told to pay, what it holds, and whether its books agree with the journal.
 */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

/** Slow enough that a busy machine still sends a pay within its 2 s; long waits are left out, not waited for. */
const factor = 5;

type Closing = Pick<TestContext, 'onTestFinished'>;

interface Street {
  readonly shop: TrainingShop<ScaledClock>;
  /** One life of the terminal; the last one left alive is ended with the test. */
  start(freezeAt?: string): Promise<TerminalProcess>;
}

async function openStreet({ onTestFinished }: Closing): Promise<Street> {
  const clock = scaledClock(newDial(factor));
  const shop = await openTrainingShop(clock);
  onTestFinished(() => shop.close());
  return {
    shop,
    async start(freezeAt) {
      const { folder } = shop;
      const life = await startTerminal({ folder, clock, ...(freezeAt === undefined ? {} : { freezeAt }) });
      onTestFinished(() => life.kill9());
      return life;
    },
  };
}

/** Charges in a life that will stand still at its place, and kills it there. The id is what the gateway or disk tell. */
async function chargeAndKill(life: TerminalProcess, amountMinor: number, point: string): Promise<void> {
  const charged = life.charge({ amountMinor, code: freshCode() });
  await killWhereFrozen(life, point, charged);
}

/** Kills at the point. What was `asked` of this life may have been answered before, or never will be. */
async function killWhereFrozen(life: TerminalProcess, point: string, asked: Promise<unknown>): Promise<void> {
  const over = Promise.allSettled([asked]);
  expect(await life.frozen).toBe(point);
  await life.kill9();
  await over;
}

/** The only payment that this life found unfinished, and its place at the head of the view. */
function recoveredIn(life: TerminalProcess): string {
  expect(life.firstView.recovered.length, 'payments found at the start').toBe(1);
  expect(life.firstView.counter.state).toBe('idle');
  return life.firstView.recovered[0]?.paymentRequestId ?? '';
}

async function expectSettled(shop: TrainingShop<ScaledClock>, life: TerminalProcess, id: string): Promise<void> {
  expect(await shop.calls('pay', id), 'times the gateway was told to pay').toBeLessThanOrEqual(1);
  const record = await life.request('journal.sales', {});
  expect(record.open).toEqual([]);
  expect(await shop.audit(record)).toEqual({ clean: true, findings: [] });
  expect(await life.request('journal.verify', {})).toMatchObject({ ok: true, problems: [] });
}

async function expectCancelled(shop: TrainingShop<ScaledClock>, life: TerminalProcess, id: string): Promise<void> {
  await life.payment(id, (payment) => payment.status === 'reversed' && payment.mayChargeAgain);
  shop.clock.skip(lateChargeMs);
  const held = await shop.payment(id);
  expect(held).toMatchObject({ status: 'CANCELLED' });
  expect((held?.chargedMinor ?? 0) - (held?.returnedMinor ?? 0)).toBe(0);
  await expectSettled(shop, life, id);
}

describe.concurrent('a terminal killed in the middle of a pay', () => {
  test('never sends a pay that was committed but not sent, and closes it once the gateway cannot know it', async (context) => {
    const { shop, start } = await openStreet(context);
    await chargeAndKill(await start('before:pay#1'), 1_000, 'before:pay#1');
    expect(await shop.arrivals(), 'calls before the kill').toEqual([]);

    const life = await start();
    const id = recoveredIn(life);
    await life.payment(id, (payment) => payment.code === 'ORDER_NOT_EXIST');
    await life.skip(65_000);
    const pending = await life.payment(id, (payment) => payment.status === 'reversal_pending');
    expect(pending.mayChargeAgain, 'absence is no proof yet').toBe(false);
    await life.skip(unseenSpanMs(seedLimits));
    const reversed = await life.payment(id, (payment) => payment.status === 'reversed');
    expect(reversed).toMatchObject({ code: 'order_never_existed', mayChargeAgain: true });
    expect(await shop.payment(id)).toBeNull();
    expect(await shop.calls('pay', id)).toBe(0);
    await expectSettled(shop, life, id);
  });

  test.for(['sent:pay#1', 'after:pay#1'])('finds the sale paid after a kill at %s', async (point, context) => {
    const { shop, start } = await openStreet(context);
    await chargeAndKill(await start(point), 1_000, point);

    const life = await start();
    const id = recoveredIn(life);
    const paid = await life.payment(id, (payment) => payment.status === 'paid');
    expect(paid).toMatchObject({ mayChargeAgain: false, amountMinor: 1_000 });
    expect(await shop.payment(id)).toMatchObject({ status: 'SUCCESS', chargedMinor: 1_000 });
    expect(await shop.calls('pay', id)).toBe(1);
    await expectSettled(shop, life, id);
  });

  test('refuses a second charge of the order until the first is settled', async (context) => {
    const { shop, start } = await openStreet(context);
    const first = await start('sent:pay#1');
    await shop.plan('hang:inquiryPayment#1-99');
    const orderId = 'ORDER-1';
    const charged = first.charge({ amountMinor: 1_000, code: freshCode(), orderId });
    await killWhereFrozen(first, 'sent:pay#1', charged);

    const life = await start();
    const id = recoveredIn(life);
    const again = { orderId, amountMinor: 1_000, differentCustomer: true };
    expect(await life.request('sale.start', again)).toEqual({ ok: false, reason: 'order_live' });
    const other = { orderId: null, amountMinor: 1_000, differentCustomer: false };
    expect(await life.request('sale.start', other)).toEqual({ ok: false, reason: 'same_amount_unsettled' });
    await shop.plan();
    await life.payment(id, (payment) => payment.status === 'paid');
    expect(await life.request('sale.start', again)).toEqual({ ok: false, reason: 'order_paid' });
    await expectSettled(shop, life, id);
  });
});

describe.concurrent('a terminal killed in the middle of the inquiries', () => {
  test('goes on with the series, ends it in its time and reverses', async (context) => {
    const { shop, start } = await openStreet(context);
    const first = await start();
    const id = await first.charge({ amountMinor: 9_902, code: freshCode() });
    await first.payment(id, (payment) => payment.inquiries >= 3);
    await first.kill9();

    const life = await start();
    expect(recoveredIn(life)).toBe(id);
    const { scannedAtMs } = await life.payment(id, (payment) => payment.inquiries >= 5);
    await life.skip(Math.max(0, scannedAtMs + 60_000 - shop.clock.wallMs()));
    const reversed = await life.payment(id, (payment) => payment.status === 'reversed');
    expect(reversed.elapsedMs).toBeLessThanOrEqual(68_500 + (await life.latenessMs()));
    expect(reversed.inquiries).toBeLessThanOrEqual(seedLimits.inquiries);
    await expectCancelled(shop, life, id);
  });

  test('and again before the first cancel, still reverses once', async (context) => {
    const { shop, start } = await openStreet(context);
    const first = await start();
    const id = await first.charge({ amountMinor: 9_903, code: freshCode() });
    await first.payment(id, (payment) => payment.inquiries >= 1);
    await first.kill9();

    const second = await start('before:cancel#1');
    expect(recoveredIn(second)).toBe(id);
    await second.skip(65_000);
    expect(await second.frozen).toBe('before:cancel#1');
    expect(await shop.calls('cancel', id)).toBe(0);
    await second.kill9();

    const life = await start();
    expect(recoveredIn(life)).toBe(id);
    await expectCancelled(shop, life, id);
    expect(await shop.calls('cancel', id)).toBe(1);
  });
});

describe.concurrent('a terminal killed in the middle of a reversal', () => {
  test.for(['before:cancel#1', 'after:cancel#1'])(
    'sends the same cancel after a kill at %s',
    async (point, context) => {
      const { shop, start } = await openStreet(context);
      const first = await start(point);
      const id = await first.charge({ amountMinor: 9_902, code: freshCode() });
      await first.payment(id, (payment) => payment.phase === 'inquiring');
      await killWhereFrozen(first, point, first.request('sale.stop', {}));

      const life = await start();
      expect(recoveredIn(life)).toBe(id);
      expect(life.firstView.recovered[0]?.mayChargeAgain).toBe(false);
      await expectCancelled(shop, life, id);
      expect(await shop.calls('cancel', id)).toBe(point === 'before:cancel#1' ? 1 : 2);
    },
  );

  test('twice, with cancels that stay silent, goes on until the gateway answers', async (context) => {
    const { shop, start } = await openStreet(context);
    await shop.plan('hang:cancel#1-99');
    const first = await start();
    const id = await first.charge({ amountMinor: 9_904, code: freshCode() });
    await first.payment(id, (payment) => payment.phase === 'inquiring');
    await first.request('sale.stop', {});
    await first.payment(id, (payment) => payment.status === 'reversal_pending' && payment.cancels >= 2);
    await first.kill9();

    const second = await start();
    expect(recoveredIn(second)).toBe(id);
    await second.payment(id, (payment) => payment.cancels >= 3);
    await second.kill9();

    await shop.plan();
    const life = await start();
    expect(recoveredIn(life)).toBe(id);
    await expectCancelled(shop, life, id);
  });
});

describe.concurrent('a success found more than three minutes after the scan', () => {
  async function foundLate(context: Closing) {
    const { shop, start } = await openStreet(context);
    await chargeAndKill(await start('sent:pay#1'), 1_000, 'sent:pay#1');
    shop.clock.skip(4 * 60_000);
    const life = await start();
    const id = recoveredIn(life);
    const undecided = await life.payment(id, (payment) => payment.phase === 'undecided');
    expect(undecided).toMatchObject({ status: 'checking', needsDecision: true, mayChargeAgain: false });
    expect(undecided.alarm).toBe('old_success');
    return { shop, life, id };
  }

  test('is a sale when a named person keeps it from a second process', async (context) => {
    const { shop, life, id } = await foundLate(context);
    const kept = await till([
      ...['reversals', 'keep', id, '--by', 'Wang Fang', '--why', 'customer came back'],
      ...['--profile', shop.folder, '--json'],
    ]);
    expect(kept).toMatchObject({ code: 0 });
    expect(jsonOf(kept)).toMatchObject({ status: 'paid', paymentRequestId: id, mayChargeAgain: false });
    const late = await life.request('payment.decide', { id, decision: 'return', by: 'Li', why: '' });
    expect(late, 'decided already').toEqual({ ok: false, reason: 'not_open' });
    expect(await shop.payment(id)).toMatchObject({ status: 'SUCCESS', returnedMinor: 0 });
    await expectSettled(shop, life, id);
  });

  test('is returned at once when a person says so', async (context) => {
    const { shop, life, id } = await foundLate(context);
    const decided = await life.request('payment.decide', { id, decision: 'return', by: 'Li', why: 'customer left' });
    expect(decided.ok).toBe(true);
    await expectCancelled(shop, life, id);
  });

  test('is returned after ten minutes when nobody decides, also across another crash', async (context) => {
    const { shop, life, id } = await foundLate(context);
    await life.skip(5 * 60_000);
    expect(await life.payment(id, () => true)).toMatchObject({ phase: 'undecided' });
    await life.kill9();
    const { folder, clock } = shop;
    const next = await startTerminal({ folder, clock });
    context.onTestFinished(() => next.kill9());
    expect(recoveredIn(next)).toBe(id);
    await next.skip(5 * 60_000);
    await expectCancelled(shop, next, id);
  });
});

test('a killed terminal leaves its socket behind, and neither the next one nor a verb minds', async (context) => {
  const { shop, start } = await openStreet(context);
  const first = await start();
  const id = await first.charge({ amountMinor: 1_000, code: freshCode() });
  await first.payment(id, (payment) => payment.status === 'paid');
  await first.kill9();
  expect(readdirSync(shop.folder)).toContain('till.sock');

  const alone = await till(['reversals', 'list', '--profile', shop.folder, '--json']);
  expect(alone.code, alone.stderr).toBe(0);
  expect(jsonOf(alone)).toEqual({ open: 0, payments: [] });

  const life = await start();
  const beside = await till(['inquire', id, '--profile', shop.folder, '--json']);
  expect(beside.code, beside.stderr).toBe(0);
  expect(jsonOf(beside)).toMatchObject({ status: 'paid', paymentRequestId: id });
  await life.close();
  expect(readdirSync(shop.folder)).not.toContain('till.sock');
});
