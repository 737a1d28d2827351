import { describe, expect, test } from 'vitest';
import { type Clock, StorageError } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, steadyChance, t0 } from '../support/counter.ts';
import { withCommit } from '../support/journal-over.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import type { Api } from '../support/scripted-gateway.ts';

/** What a start does with what the last run left open. Nothing is ever paid again. */

function paidAt(clock: Clock, agoMs: number) {
  const gatewayTimeMs = clock.wallMs();
  const paymentTime = new Date(gatewayTimeMs - agoMs).toISOString();
  return outcome('success', { paymentId: 'PAY-1', paymentTime, gatewayTimeMs, orderSeen: true });
}

/** `2026-11-20T06:05:09`: whose clock shows that nobody knows. */
function withoutOffset(paid: ReturnType<typeof paidAt>) {
  return { ...paid, paymentTime: paid.paymentTime?.slice(0, 19) ?? null };
}

function calls(world: CounterWorld): readonly string[] {
  return world.gateway.calls.map(({ api, atMs }) => `${api} ${atMs / 1_000}`);
}

function numberOf(world: CounterWorld, api: Api): number {
  return world.gateway.calls.filter((call) => call.api === api).length;
}

/** Killed this many milliseconds after the scan. */
function killed(afterMs: number): { readonly world: CounterWorld; readonly id: string } {
  const world = counterWorld();
  const id = world.charge();
  world.clock.advance(afterMs);
  return { world, id };
}

describe('a payment that was cut off while its answer was open', () => {
  test('is shown before anything else and inquired at once, never paid again', () => {
    const { world, id } = killed(100);
    const next = world.restart(2_000);
    expect(next.view().recovered.map((payment) => payment.paymentRequestId)).toEqual([id]);
    next.clock.advance(60_000);
    expect(calls(next)[0]).toBe('inquirePayment 0');
    expect(numberOf(next, 'pay')).toBe(0);
  });

  test('is paid when the gateway took the money less than 3 minutes ago', () => {
    const { world, id } = killed(20_000);
    const next = world.restart(30_000, (gateway, clock) =>
      gateway.script('inquirePayment', () => paidAt(clock, 50_000)),
    );
    next.clock.advance(1);
    expect(next.terminal.look(id)).toMatchObject({ payment: { status: 'paid' } });
    expect(next.paper.map(({ kind }) => kind)).toEqual(['paid']);
  });

  test.for([
    ['is older', (clock: Clock) => paidAt(clock, 181_000)],
    ['has no time', (clock: Clock) => ({ ...paidAt(clock, 0), paymentTime: null })],
    ['comes without the gateway clock', (clock: Clock) => ({ ...paidAt(clock, 0), gatewayTimeMs: null })],
    ['has a time without its offset', (clock: Clock) => withoutOffset(paidAt(clock, 50_000))],
    ['has a time that nobody can read', (clock: Clock) => ({ ...paidAt(clock, 0), paymentTime: 'yesterday' })],
  ] as const)('asks a person when the success %s', ([, answer]) => {
    const { world, id } = killed(20_000);
    const next = world.restart(600_000, (gateway, clock) => gateway.script('inquirePayment', () => answer(clock)));
    next.clock.advance(1);
    expect(next.terminal.look(id)).toMatchObject({
      payment: { status: 'checking', needsDecision: true, alarm: 'old_success' },
    });
    expect(next.paper).toEqual([]);
  });

  test('goes on with its series where it stopped', () => {
    const { world, id } = killed(20_000);
    const next = world.restart(1_000);
    next.clock.advance(60_000);
    // 21 s of the 65 s were over; the first question is not one of the twenty.
    expect(numberOf(next, 'inquirePayment')).toBeGreaterThanOrEqual(14);
    expect(numberOf(next, 'inquirePayment')).toBeLessThanOrEqual(15);
    expect(calls(next).find((call) => call.startsWith('cancel'))).toMatch(/^cancel 4[45]/);
    expect(next.terminal.look(id)).toMatchObject({ payment: { status: 'reversal_pending' } });
  });

  test('is asked once and then reversed when its time was over', () => {
    const { world } = killed(20_000);
    const next = world.restart(3_600_000);
    next.clock.advance(4_000);
    expect(calls(next)).toEqual(['inquirePayment 0', 'cancel 3']);
  });

  test('is asked once and then reversed when the clock was set back meanwhile', () => {
    const { world } = killed(64_000);
    const next = world.restart(-86_400_000);
    next.clock.advance(66_000);
    expect(calls(next)[0]).toBe('inquirePayment 0');
    expect(numberOf(next, 'inquirePayment')).toBeLessThanOrEqual(21);
    expect(numberOf(next, 'cancel')).toBeGreaterThanOrEqual(1);
  });

  test.for([
    ['failed', 'not_charged'],
    ['cancelled', 'reversed'],
  ] as const)('is closed by an inquiry that says %s', ([verdict, status]) => {
    const { world, id } = killed(20_000);
    const next = world.restart(600_000, (gateway) =>
      gateway.script('inquirePayment', () => outcome(verdict, { orderSeen: true })),
    );
    next.clock.advance(1);
    expect(next.terminal.look(id)).toMatchObject({ payment: { status, mayChargeAgain: true } });
  });
});

describe('an old success that waits for a person', () => {
  function undecided() {
    const { world, id } = killed(20_000);
    const next = world.restart(600_000, (gateway, clock) =>
      gateway.script('inquirePayment', () => paidAt(clock, 580_000)),
    );
    next.clock.advance(1);
    return { next, id };
  }

  test('is kept with a name and a reason', () => {
    const { next, id } = undecided();
    expect(next.terminal.decide(id, 'keep', 'Li Wei', 'has the goods')).toMatchObject({
      ok: true,
      payment: { status: 'paid' },
    });
    next.clock.advance(3_600_000);
    expect(numberOf(next, 'cancel')).toBe(0);
  });

  test('is returned when the person says so', () => {
    const { next, id } = undecided();
    expect(next.terminal.decide(id, 'return', 'Li Wei', 'left')).toMatchObject({
      ok: true,
      payment: { status: 'reversing' },
    });
  });

  test('is returned after 10 minutes without an answer, also across one more restart', () => {
    const { next, id } = undecided();
    next.clock.advance(400_000);
    const third = next.restart(1_000);
    third.clock.advance(198_000);
    expect(numberOf(third, 'cancel')).toBe(0);
    third.clock.advance(2_000);
    expect(numberOf(third, 'cancel')).toBe(1);
    expect(third.terminal.look(id)).toMatchObject({ payment: { code: 'not_decided' } });
  });

  test('cannot be decided twice', () => {
    const { next, id } = undecided();
    next.terminal.decide(id, 'keep', 'Li Wei', 'has the goods');
    expect(next.terminal.decide(id, 'return', 'Wang', 'changed my mind')).toEqual({ ok: false, reason: 'not_open' });
  });
});

describe('a reversal that was cut off', () => {
  test('is cancelled again at once and never becomes paid', () => {
    const { world, id } = killed(66_000);
    const next = world.restart(5_000, (gateway) => gateway.script('cancel', () => outcome('success')));
    next.clock.advance(1);
    expect(calls(next)).toEqual(['cancel 0']);
    expect(next.terminal.look(id)).toMatchObject({ payment: { status: 'reversed', mayChargeAgain: true } });
  });

  test('is cancelled again at each of many starts until the gateway says S', () => {
    let { world } = killed(66_000);
    for (let n = 0; n < 5; n++) {
      world = world.restart(60_000);
      world.clock.advance(2_000);
      expect(numberOf(world, 'cancel'), `start ${n}`).toBe(1);
    }
    world = world.restart(1_000, (gateway) => gateway.script('cancel', () => outcome('success')));
    world.clock.advance(1);
    expect(world.view()).toMatchObject({ openReversals: 0, unsettled: 0 });
  });
});

test('a long list of reversals goes out eight at a time and does not hold up the sale at the counter', () => {
  const world = counterWorld();
  for (let n = 0; n < 30; n++) {
    world.charge(1_000 + n);
    world.clock.advance(100);
    world.terminal.stop();
    world.clock.advance(3_000);
    world.terminal.clear();
  }
  const next = world.restart(3_600_000);
  expect(next.gateway.open('cancel')).toHaveLength(8);
  const id = next.charge(777);
  next.clock.advance(1_000);
  next.terminal.stop();
  expect(next.gateway.open('cancel').map((call) => call.id)).toContain(id);
  next.gateway.script('cancel', () => ({ afterMs: 20, outcome: outcome('success') }));
  next.clock.advance(600_000);
  expect(next.view()).toMatchObject({ openReversals: 0, unsettled: 0 });
});

test('a closed run sends nothing more', () => {
  const { world } = killed(6_000);
  world.terminal.close();
  const before = world.gateway.calls.length;
  world.clock.advance(600_000);
  expect(world.gateway.calls.length).toBe(before);
  expect(world.gateway.open()).toEqual([]);
  expect(
    world.terminal.startSale({ orderId: null, amount: { minor: 100, currency: 'CNY' }, differentCustomer: true }),
  ).toEqual({
    ok: false,
    reason: 'closing',
  });
});

test('a decision that the journal cannot keep has not been made', () => {
  const clock = manualClock(t0);
  const rows = new SqliteJournal(':memory:', clock, steadyChance());
  let fails = false;
  const journal = withCommit(rows, (change) => {
    if (fails) throw new StorageError('SQLITE_FULL');
    rows.commit(change);
  });
  const world = counterWorld({ clock, journal });
  const id = world.charge();
  world.clock.advance(20_000);
  const next = world.restart(600_000, (gateway, now) => gateway.script('inquirePayment', () => paidAt(now, 580_000)));
  next.clock.advance(1);
  fails = true;
  expect(next.terminal.decide(id, 'keep', 'Li Wei', 'has the goods')).toEqual({ ok: false, reason: 'storage_failed' });
});

test.for([
  ['', 'has the goods'],
  ['Li Wei', '  '],
] as const)('an old success is not decided by "%s" because of "%s"', ([by, why]) => {
  const { world, id } = killed(20_000);
  const next = world.restart(600_000, (gateway, clock) =>
    gateway.script('inquirePayment', () => paidAt(clock, 580_000)),
  );
  next.clock.advance(1);
  expect(next.terminal.decide(id, 'keep', by, why)).toEqual({ ok: false, reason: 'name_and_reason_needed' });
});
