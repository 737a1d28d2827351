import { describe, expect, test } from 'vitest';
import { seedLimits } from '../../main/core/limits.ts';
import { type CounterWorld, counterWorld, steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import type { Api } from '../support/scripted-gateway.ts';

/** The reversal queue: what closes a reversal, what keeps it open, and what a person is told meanwhile. */

const shown = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

function numberOf(world: CounterWorld, api: Api): number {
  return world.gateway.calls.filter((call) => call.api === api).length;
}

/** A payment that the cashier stopped a second after the scan. */
function stopped(): { readonly world: CounterWorld; readonly id: string } {
  const world = counterWorld();
  const id = world.charge();
  world.clock.advance(1_000);
  world.terminal.stop();
  return { world, id };
}

function statusOf(world: CounterWorld, id: string) {
  const found = world.terminal.look(id);
  return found.ok ? found.payment : found;
}

describe('ORDER_NOT_EXIST', () => {
  test('closes a reversal only after a cancel that left 4 minutes after the scan and an inquiry that agrees', () => {
    const { world, id } = stopped();
    world.gateway.script('cancel', () => outcome('not_exist'));
    world.gateway.script('inquirePayment', () => outcome('not_exist'));
    world.clock.advance(238_900);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversal_pending' });
    expect(numberOf(world, 'inquirePayment')).toBe(0);
    world.clock.advance(200);
    expect(statusOf(world, id)).toMatchObject({
      status: 'reversed',
      code: 'order_never_existed',
      mayChargeAgain: true,
    });
    expect(world.gateway.calls.filter((call) => call.api === 'cancel').at(-1)?.atMs).toBeGreaterThanOrEqual(240_000);
    expect(numberOf(world, 'inquirePayment')).toBe(1);
  });

  test('never closes one whose order a signed answer has shown', () => {
    const world = counterWorld();
    world.gateway.script('inquirePayment', () => outcome('processing', { orderSeen: true }));
    const id = world.charge();
    world.clock.advance(6_000);
    world.gateway.script('inquirePayment', () => outcome('not_exist'));
    world.gateway.script('cancel', () => outcome('not_exist'));
    world.terminal.stop();
    world.clock.advance(7_200_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversal_pending', alarm: 'call_support' });
  });

  test("is not believed while the gateway's own clock is before the expiry", () => {
    const { world, id } = stopped();
    // Our clock runs an hour ahead: at the gateway the payment is still payable.
    world.gateway.script('cancel', () => outcome('not_exist', { gatewayTimeMs: world.clock.wallMs() - 3_600_000 }));
    world.gateway.script('inquirePayment', () => outcome('not_exist'));
    world.clock.advance(1_800_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversal_pending' });
    world.clock.advance(2_400_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed' });
  });

  test('is not believed after a restart until the span has passed in that process, whatever the wall clock says', () => {
    const { world, id } = stopped();
    const absent = (next: CounterWorld): void => {
      next.gateway.script('cancel', () => outcome('not_exist'));
      next.gateway.script('inquirePayment', () => outcome('not_exist'));
    };
    const next = world.restart(86_400_000, (gateway) => {
      gateway.script('cancel', () => outcome('not_exist'));
      gateway.script('inquirePayment', () => outcome('not_exist'));
    });
    absent(next);
    next.clock.advance(239_000);
    expect(statusOf(next, id)).toMatchObject({ status: 'reversal_pending' });
    next.clock.advance(2_000);
    expect(statusOf(next, id)).toMatchObject({ status: 'reversed' });
  });

  test('is not believed when the inquiry disagrees', () => {
    const { world, id } = stopped();
    world.gateway.script('cancel', () => outcome('not_exist'));
    world.gateway.script('inquirePayment', () => outcome('processing', { orderSeen: true }));
    world.clock.advance(3_600_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversal_pending' });
  });

  test('is asked again after 10 minutes and before the cancel window closes; a late charge is given back', () => {
    const { world, id } = stopped();
    world.gateway.script('cancel', () => outcome('not_exist'));
    world.gateway.script('inquirePayment', () => outcome('not_exist'));
    world.clock.advance(241_000);
    expect(numberOf(world, 'inquirePayment')).toBe(1);
    world.clock.advance(600_000);
    expect(numberOf(world, 'inquirePayment')).toBe(2);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed' });
    // 23:45 in UTC+8, half an hour before the window closes: the charge has come after all.
    world.gateway.script('inquirePayment', () => outcome('success', shown));
    world.gateway.script('cancel', () => outcome('success'));
    world.clock.advance(12 * 3_600_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed', code: 'SUCCESS' });
    expect(numberOf(world, 'inquirePayment')).toBe(4);
    expect(world.journal.payment(id)?.reversal).toMatchObject({ generation: 2, late: true });
  });
});

describe('a cancel that is refused', () => {
  test.for(['failed', 'cancelled'] as const)('is closed by an inquiry that says %s', (verdict) => {
    const { world, id } = stopped();
    world.gateway.script('cancel', () => outcome('refused', { code: 'ORDER_STATUS_INVALID' }));
    world.gateway.script('inquirePayment', () => outcome(verdict, { orderSeen: true }));
    world.clock.advance(10_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed' });
  });

  test('for want of merchant balance alarms "top up" and goes on with the same cancel', () => {
    const { world, id } = stopped();
    world.gateway.script('inquirePayment', () => outcome('success', shown));
    world.gateway.script('cancel', () => outcome('refused', { code: 'MERCHANT_BALANCE_NOT_ENOUGH', orderSeen: true }));
    world.clock.advance(30_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversal_pending', alarm: 'top_up_balance' });
    expect(numberOf(world, 'refund')).toBe(0);
    world.gateway.script('cancel', () => outcome('success'));
    world.clock.advance(60_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed', alarm: null });
  });

  test('for another reason keeps retrying and asks for a person', () => {
    const { world, id } = stopped();
    world.gateway.script('inquirePayment', () => outcome('success', shown));
    world.gateway.script('cancel', () => outcome('refused', { code: 'ACCESS_DENIED' }));
    world.clock.advance(600_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversal_pending', alarm: 'cancel_refused' });
    expect(numberOf(world, 'cancel')).toBeGreaterThan(12);
  });

  test('does not keep the cashier longer than 3 s, even when the inquiry about it hangs', () => {
    const { world, id } = stopped();
    world.gateway.answer(
      world.gateway.open('cancel')[0] as never,
      outcome('refused', { code: 'ACCESS_DENIED' }) as never,
    );
    world.clock.advance(2_999);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversing' });
    world.clock.advance(1);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversal_pending', elapsedMs: 4_000 });
  });
});

describe.for(['CANCEL_WINDOW_EXCEED', 'PAYMENT_METHOD_NOT_SUPPORTED', 'ORDER_STATUS_INVALID'])(
  'a paid order whose cancel is refused with %s',
  (code) => {
    function refusing(returnedMinor = 0) {
      const { world, id } = stopped();
      world.gateway.script('cancel', () => outcome('refused', { code, orderSeen: true }));
      world.gateway.script('inquirePayment', () => outcome('success', { ...shown, returnedMinor }));
      return { world, id };
    }

    test('is given back by a refund of the whole amount', () => {
      const { world, id } = refusing();
      world.gateway.script('refund', () => outcome('success', { refundId: 'REF-1' }));
      world.clock.advance(10_000);
      expect(statusOf(world, id)).toMatchObject({ status: 'reversed', mayChargeAgain: true });
      expect(world.gateway.calls.find((call) => call.api === 'refund')?.asked).toMatchObject({
        paymentId: 'PAY-1',
        amount: { minor: 1280 },
      });
    });

    test('is given back what has not been returned yet', () => {
      const { world } = refusing(300);
      world.clock.advance(10_000);
      expect(world.gateway.calls.find((call) => call.api === 'refund')?.asked).toMatchObject({
        amount: { minor: 980 },
      });
    });

    test('is closed without a refund when everything has been returned', () => {
      const { world, id } = refusing(1_280);
      world.clock.advance(10_000);
      expect(statusOf(world, id)).toMatchObject({ status: 'reversed' });
      expect(numberOf(world, 'refund')).toBe(0);
    });

    test('keeps one refund id through silence, and takes a new one only after a signed no', () => {
      const { world, id } = refusing();
      world.gateway.script('refund', (n) =>
        n < 4 ? 'silence' : n === 4 ? outcome('failed', { code: 'MERCHANT_BALANCE_NOT_ENOUGH' }) : outcome('success'),
      );
      world.clock.advance(300_000);
      const ids = world.gateway.calls.filter((call) => call.api === 'refund').map((call) => call.id);
      expect(new Set(ids.slice(0, 4)).size).toBe(1);
      expect(new Set(ids).size).toBe(2);
      expect(statusOf(world, id)).toMatchObject({ status: 'reversed' });
    });
  },
);

describe('late news', () => {
  test('a success of a payment that was not charged is asked for once more and then given back', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => ({ afterMs: 5_500, outcome: outcome('failed', { code: 'RISK_REJECT' }) }));
    // The inquiry left before the F came and is answered after it.
    world.gateway.script('inquirePayment', (n) => ({
      afterMs: n === 1 ? 1_000 : 100,
      outcome: outcome('success', shown),
    }));
    const id = world.charge();
    world.clock.advance(5_600);
    expect(statusOf(world, id)).toMatchObject({ status: 'not_charged', mayChargeAgain: true });
    world.clock.advance(450);
    expect(statusOf(world, id)).toMatchObject({ status: 'checking', mayChargeAgain: false, alarm: 'late_success' });
    world.gateway.script('cancel', () => outcome('success'));
    world.clock.advance(1_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed', mayChargeAgain: true });
    expect(numberOf(world, 'inquirePayment')).toBe(2);
  });

  test('a success that the next inquiry takes back opens nothing', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => ({ afterMs: 5_500, outcome: outcome('failed') }));
    world.gateway.script('inquirePayment', (n) => ({
      afterMs: 1_000,
      outcome: n === 1 ? outcome('success', shown) : outcome('cancelled'),
    }));
    const id = world.charge();
    world.clock.advance(60_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'not_charged', mayChargeAgain: true });
    expect(numberOf(world, 'cancel')).toBe(0);
  });

  test('a payment that went back by refund stays SUCCESS for the gateway: asked for again, it is no news', () => {
    const { world, id } = stopped();
    world.gateway.script('cancel', () => outcome('refused', { code: 'CANCEL_WINDOW_EXCEED', orderSeen: true }));
    world.gateway.script('inquirePayment', (n) => outcome('success', { ...shown, returnedMinor: n === 1 ? 0 : 1_280 }));
    world.gateway.script('refund', () => outcome('success', { refundId: 'REF-1' }));
    world.clock.advance(10_000);
    world.terminal.inquire(id);
    world.clock.advance(60_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed', mayChargeAgain: true, alarm: null });
    expect([numberOf(world, 'inquirePayment'), numberOf(world, 'cancel')]).toEqual([2, 2]);
  });

  test('a doubt survives a restart', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => ({ afterMs: 5_500, outcome: outcome('failed') }));
    world.gateway.script('inquirePayment', (n) =>
      n === 1 ? { afterMs: 1_000, outcome: outcome('success', shown) } : 'silence',
    );
    const id = world.charge();
    world.clock.advance(7_000);
    const next = world.restart(5_000, (gateway) => {
      gateway.script('inquirePayment', () => outcome('success', shown));
      gateway.script('cancel', () => outcome('success'));
    });
    next.clock.advance(100);
    expect(statusOf(next, id)).toMatchObject({ status: 'reversed' });
  });

  test('a late reversal does not stop the order that has been paid anew, nor is it stopped by it', () => {
    const world = counterWorld();
    world.gateway.script('pay', (n) =>
      n === 1 ? { afterMs: 5_500, outcome: outcome('failed') } : outcome('success', { ...shown, paymentId: 'PAY-2' }),
    );
    world.gateway.script('inquirePayment', () => ({ afterMs: 4_000, outcome: outcome('success', shown) }));
    world.gateway.script('cancel', () => outcome('success'));
    const first = world.charge(1_280, 'ORDER-9');
    world.clock.advance(6_000);
    const second = world.charge(1_280, 'ORDER-9');
    world.clock.advance(60_000);
    expect(statusOf(world, first)).toMatchObject({ status: 'reversed' });
    expect(statusOf(world, second)).toMatchObject({ status: 'paid' });
  });
});

describe('a success with another amount', () => {
  test('is never paid and never cancelled by itself: it is held and a person is called', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('mismatch'));
    const id = world.charge();
    world.clock.advance(3_600_000);
    expect(statusOf(world, id)).toMatchObject({
      status: 'checking',
      phase: 'held',
      alarm: 'amount_mismatch',
      mayChargeAgain: false,
    });
    expect(numberOf(world, 'cancel')).toBe(0);
    expect(numberOf(world, 'inquirePayment')).toBeGreaterThan(50);
  });

  test('lets the cashier serve the next customer, and a named person return it', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('mismatch'));
    const id = world.charge();
    world.clock.advance(10);
    expect(world.terminal.clear()).toEqual({ ok: true });
    world.gateway.script('cancel', () => outcome('success'));
    expect(world.terminal.decide(id, 'keep', 'Li', 'sure')).toEqual({ ok: false, reason: 'not_open' });
    expect(world.terminal.decide(id, 'return', 'Li', 'not ours')).toMatchObject({ ok: true });
    world.clock.advance(10);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed' });
  });
});

describe('a gateway that answers everything a second too late', () => {
  const slow = 4_000;

  test('is heard: a cancel confirmed after 4 s closes the reversal', () => {
    const world = counterWorld();
    world.gateway.script('cancel', () => ({ afterMs: slow, outcome: outcome('success') }));
    const id = world.charge();
    world.clock.advance(1_000);
    world.terminal.stop();
    world.clock.advance(3_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversal_pending' });
    world.clock.advance(1_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed', cancels: 1 });
  });

  test('is given up, call by call, when it takes longer than the next cancel', () => {
    const world = counterWorld();
    world.gateway.script('cancel', (n) => ({ afterMs: n === 3 ? 100 : 20_000, outcome: outcome('success') }));
    const id = world.charge();
    world.clock.advance(1_000);
    world.terminal.stop();
    world.clock.advance(10_200);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed', cancels: 3 });
    expect(world.gateway.calls.filter((call) => call.api === 'cancel').map((call) => call.state)).toEqual([
      'abandoned',
      'abandoned',
      'answered',
    ]);
  });

  test('is heard when it says that a refused cancel is CANCELLED after all', () => {
    const world = counterWorld();
    world.gateway.script('cancel', () => outcome('refused', { code: 'ORDER_STATUS_INVALID' }));
    world.gateway.script('inquirePayment', () => ({
      afterMs: slow,
      outcome: outcome('cancelled', { orderSeen: true }),
    }));
    const id = world.charge();
    world.clock.advance(1_000);
    world.terminal.stop();
    world.clock.advance(6_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed' });
  });

  test('is heard when it reports the success of a closed payment twice', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => ({ afterMs: 5_500, outcome: outcome('failed') }));
    world.gateway.script('inquirePayment', () => ({ afterMs: slow, outcome: outcome('success', shown) }));
    world.gateway.script('cancel', () => outcome('success'));
    const id = world.charge();
    world.clock.advance(20_000);
    expect(statusOf(world, id)).toMatchObject({ status: 'reversed', code: 'SUCCESS' });
    expect(world.journal.payment(id)?.reversal?.late).toBe(true);
  });
});

test('an order whose closed attempt is in doubt is not charged again until the doubt is settled', () => {
  const world = counterWorld();
  world.gateway.script('pay', () => ({ afterMs: 5_500, outcome: outcome('failed') }));
  world.gateway.script('inquirePayment', (n) =>
    n === 1
      ? { afterMs: 1_000, outcome: outcome('success', shown) }
      : { afterMs: 2_000, outcome: outcome('cancelled') },
  );
  world.charge(1_280, 'ORDER-3');
  world.clock.advance(7_000);
  const again = { orderId: 'ORDER-3', amount: { minor: 1_280, currency: 'CNY' }, differentCustomer: true };
  expect(world.terminal.startSale(again)).toEqual({ ok: false, reason: 'order_live' });
  world.clock.advance(2_000);
  expect(world.terminal.startSale(again)).toMatchObject({ ok: true });
});

test('an order that came into doubt while its next sale waited for a code is not charged', () => {
  const world = counterWorld();
  world.gateway.script('pay', () => outcome('failed'));
  const id = world.charge(1_280, 'ORDER-9');
  world.clock.advance(1_000);
  const amount = { minor: 1_280, currency: 'CNY' };
  expect(world.terminal.startSale({ orderId: 'ORDER-9', amount, differentCustomer: false })).toMatchObject({
    ok: true,
  });
  world.gateway.script('inquirePayment', () => outcome('success', shown));
  world.terminal.inquire(id);
  world.clock.advance(1);
  expect(world.terminal.scan({ text: '281234567890123456', source: 'serial' })).toEqual({
    ok: false,
    reason: 'order_live',
  });
  expect(numberOf(world, 'pay')).toBe(1);
});

test('"send now" sends what waits, eight at a time', () => {
  const world = counterWorld();
  for (let n = 0; n < 20; n++) {
    world.charge(1_000 + n);
    world.clock.advance(100);
    world.terminal.stop();
    world.clock.advance(3_000);
  }
  world.clock.advance(600_000);
  const before = numberOf(world, 'cancel');
  world.terminal.sendReturns();
  expect(
    world.gateway.calls.filter((call) => call.api === 'cancel' && call.atMs === world.clock.monotonicMs()),
  ).toHaveLength(8);
  world.gateway.script('cancel', () => ({ afterMs: 10, outcome: outcome('success') }));
  world.clock.advance(600_000);
  expect(numberOf(world, 'cancel')).toBeGreaterThan(before);
  expect(world.view().openReversals).toBe(0);
});

test('a reversal that was settled while it waited for its place gives the place to the next', () => {
  const limits = { ...seedLimits, returnsInFlight: 1 };
  const before = counterWorld({ limits });
  const first = before.charge(100);
  before.clock.advance(70_000);
  const second = before.charge(200);
  before.clock.advance(70_000);
  const world = before.restart(1_000);
  world.clock.advance(100);
  world.gateway.script('cancel', () => outcome('success'));
  world.terminal.inquire(second);
  world.gateway.script('cancel', () => outcome('unknown'));
  world.clock.advance(3_600_000);
  expect(statusOf(world, second)).toMatchObject({ status: 'reversed' });
  const tries = world.gateway.calls.filter((call) => call.api === 'cancel' && call.id === first);
  expect(tries.length).toBeGreaterThan(10);
});

test('a refusal that comes a second too late still leads to the refund', () => {
  const world = counterWorld();
  world.gateway.script('cancel', () => ({
    afterMs: 4_000,
    outcome: outcome('refused', { code: 'CANCEL_WINDOW_EXCEED' }),
  }));
  world.gateway.script('inquirePayment', () => ({ afterMs: 4_000, outcome: outcome('success', shown) }));
  world.gateway.script('refund', () => ({ afterMs: 4_000, outcome: outcome('success') }));
  const id = world.charge();
  world.clock.advance(1_000);
  world.terminal.stop();
  world.clock.advance(120_000);
  expect(statusOf(world, id)).toMatchObject({ status: 'reversed', refunds: [{ status: 'done' }] });
});

test('a cancel that stays silent is not planned twice when its line is given up at last', () => {
  const world = counterWorld();
  const id = world.charge();
  world.clock.advance(1_000);
  world.terminal.stop();
  world.clock.advance(66_000);
  const before = world.journal.payment(id)?.reversal?.backOffMs;
  world.clock.advance(9_000);
  expect([before, world.journal.payment(id)?.reversal?.backOffMs]).toEqual([10_000, 10_000]);
});

test('an inquiry about a refused cancel that stays silent does not put off the next cancel when its line is given up', () => {
  const { world } = stopped();
  world.gateway.script('cancel', () => outcome('refused', { code: 'ACCESS_DENIED' }));
  world.clock.advance(3 * 3_600_000);
  const sentAtMs = world.gateway.calls.filter(({ api }) => api === 'cancel').map(({ atMs }) => atMs);
  const gaps = sentAtMs.slice(1).map((atMs, n) => atMs - (sentAtMs[n] ?? 0));
  // The longest back-off, and the 3 s that the inquiry was waited for.
  expect(Math.max(...gaps)).toBeLessThanOrEqual(303_001);
});

test('a refund that Alipay refuses for weeks is tried with a wait that grows to a day', () => {
  const { world, id } = stopped();
  world.gateway.script('cancel', () => outcome('refused', { code: 'CANCEL_WINDOW_EXCEED', orderSeen: true }));
  world.gateway.script('inquirePayment', () => outcome('success', shown));
  world.gateway.script('refund', () => outcome('failed', { code: 'REFUND_WINDOW_EXCEED' }));
  world.clock.advance(3_600_000);
  expect(numberOf(world, 'refund'), 'often in the first hour').toBeGreaterThanOrEqual(10);
  world.clock.advance(14 * 86_400_000);
  expect(numberOf(world, 'refund'), 'each of them stays in the record for ever').toBeLessThan(45);
  world.gateway.script('refund', () => outcome('success'));
  world.terminal.sendReturns();
  world.clock.advance(1_000);
  expect(statusOf(world, id)).toMatchObject({ status: 'reversed' });
});

describe('before the cancel window closes', () => {
  /** A payment of 20:00 in UTC+8, whose window closes at 00:15; nobody answers. */
  function evening(minutes = 0) {
    const world = counterWorld({ clock: manualClock(Date.UTC(2026, 10, 20, 12, -minutes, 0)) });
    const id = world.charge();
    world.terminal.stop();
    return { world, id };
  }

  test.for([0, 1, 2, 3, 4])('from one hour before it is tried every 30 s, whatever wait it was in: %d', (minutes) => {
    const { world } = evening(minutes);
    world.clock.advance(minutes * 60_000 + 3.25 * 3_600_000 - 1);
    const before = numberOf(world, 'cancel');
    const waits = world.gateway.calls.slice(-3).map(({ atMs }) => atMs);
    expect((waits[2] ?? 0) - (waits[1] ?? 0), 'minutes apart before').toBeGreaterThan(200_000);
    world.clock.advance(60_000);
    expect(numberOf(world, 'cancel') - before, 'in the first minute of the last hour').toBeGreaterThanOrEqual(1);
    world.clock.advance(59 * 60_000);
    const hour = world.gateway.calls.filter(({ atMs }) => atMs > minutes * 60_000 + 3.25 * 3_600_000 + 30_000);
    const gaps = hour.slice(1).map(({ atMs }, n) => atMs - (hour[n]?.atMs ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(33_001);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30_000);
  });

  test("the day is the gateway's where it has told when it was paid", () => {
    const { world } = evening();
    // 23:59:59 by our clock would be the day before; the gateway took it on the next.
    world.gateway.script('cancel', () =>
      outcome('refused', { code: 'ACCESS_DENIED', orderSeen: true, paymentTime: '2026-11-21T00:00:01+08:00' }),
    );
    world.gateway.script('inquirePayment', () => outcome('unknown'));
    world.clock.advance(4 * 3_600_000);
    const atMs = world.gateway.calls.filter(({ api }) => api === 'cancel').map((call) => call.atMs);
    const gaps = atMs.slice(1).map((ms, n) => ms - (atMs[n] ?? 0));
    expect(Math.min(...gaps.slice(-5)), 'its window closes a day later').toBeGreaterThan(200_000);
  });
});

test('the cancel that may prove an absence keeps 5 s from the one before, whatever the back-off was', () => {
  for (let part = 0; part < 20; part++) {
    const world = counterWorld({ chance: { ...steadyChance(), fraction: () => part / 20 } });
    world.gateway.script('cancel', () => outcome('not_exist', { code: 'ORDER_NOT_EXIST' }));
    world.charge();
    world.clock.advance(1_000);
    world.terminal.stop();
    world.clock.advance(600_000);
    const sentMs = world.gateway.calls.filter(({ api }) => api === 'cancel').map(({ atMs }) => atMs);
    const gapsMs = sentMs.slice(1).map((atMs, n) => atMs - (sentMs[n] ?? 0));
    expect(Math.min(...gapsMs), `${part}/20`).toBeGreaterThanOrEqual(seedLimits.cancelSpacingMs);
  }
});
