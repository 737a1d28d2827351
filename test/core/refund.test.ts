import { describe, expect, test } from 'vitest';
import { type CounterWorld, counterWorld } from '../support/counter.ts';
import { outcome } from '../support/outcome.ts';

/** Refunds: one id until a signed no, sums reserved, same parameters, never beside a reversal. */

const shown = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

/** A sale of 12.80 that is paid. */
function paid(more: Partial<typeof shown> & { paymentId?: string | null } = {}): {
  readonly world: CounterWorld;
  readonly id: string;
} {
  const world = counterWorld();
  world.gateway.script('pay', () => outcome('success', { ...shown, ...more }));
  const id = world.charge();
  world.clock.advance(1);
  return { world, id };
}

function refundsOf(world: CounterWorld, id: string) {
  const found = world.terminal.look(id);
  return found.ok ? found.payment.refunds : [];
}

function calls(world: CounterWorld): readonly string[] {
  return world.gateway.calls
    .filter((call) => call.api !== 'pay')
    .map(({ api, atMs }) => `${api} ${Math.round(atMs / 1_000)}`);
}

test('a refund that is answered S is done and printed', () => {
  const { world, id } = paid();
  world.gateway.script('refund', () =>
    outcome('success', { refundId: 'REF-1', refundTime: '2026-11-20T12:05:00+08:00' }),
  );
  const started = world.terminal.refund(id, 500, 'milk was sour');
  expect(started).toMatchObject({
    ok: true,
    refundRequestId: expect.stringMatching(/^R20261120040000\d{4}0001\d{6}$/),
  });
  world.clock.advance(1);
  expect(refundsOf(world, id)).toMatchObject([{ status: 'done', amountMinor: 500, refundId: 'REF-1' }]);
  expect(world.paper.map(({ kind }) => kind)).toEqual(['paid', 'refund']);
  expect(world.view().unsettled).toBe(0);
});

test.for([
  [0, 'amount_zero'],
  [-1, 'amount_zero'],
  [1.5, 'amount_zero'],
  [1_281, 'refund_too_large'],
] as const)('a refund of %d minor units is refused: %s', ([amountMinor, reason]) => {
  const { world, id } = paid();
  expect(world.terminal.refund(id, amountMinor, '')).toEqual({ ok: false, reason });
  expect(calls(world)).toEqual([]);
});

test('refunds that are pending reserve their sum', () => {
  const { world, id } = paid();
  expect(world.terminal.refund(id, 1_000, '')).toMatchObject({ ok: true });
  expect(world.terminal.refund(id, 281, '')).toEqual({ ok: false, reason: 'refund_too_large' });
  expect(world.terminal.refund(id, 280, '')).toMatchObject({ ok: true });
  expect(world.terminal.refund(id, 1, '')).toEqual({ ok: false, reason: 'nothing_left' });
  world.clock.advance(1_000);
  expect(new Set(world.gateway.calls.filter((call) => call.api === 'refund').map((call) => call.id)).size).toBe(2);
});

test('the same sum is not refunded again while the first refund of it is unclear', () => {
  const { world, id } = paid();
  world.terminal.refund(id, 400, '');
  expect(world.terminal.refund(id, 400, '')).toEqual({ ok: false, reason: 'refund_open_same_amount' });
  world.gateway.script('refund', () => outcome('success'));
  world.clock.advance(30_000);
  expect(world.terminal.refund(id, 400, '')).toMatchObject({ ok: true });
});

test('a signed no gives the sum free again, and the next refund has an id of its own', () => {
  const { world, id } = paid();
  world.gateway.script('refund', (n) =>
    n === 1 ? outcome('failed', { code: 'REFUND_WINDOW_EXCEED' }) : outcome('success'),
  );
  world.terminal.refund(id, 1_280, '');
  world.clock.advance(1_000);
  expect(refundsOf(world, id)).toMatchObject([{ status: 'refused', code: 'REFUND_WINDOW_EXCEED' }]);
  world.terminal.refund(id, 1_280, '');
  world.clock.advance(1_000);
  const [first, second] = refundsOf(world, id);
  expect(second).toMatchObject({ status: 'done' });
  expect(second?.refundRequestId).not.toBe(first?.refundRequestId);
});

test('silence is met with the same refund every 5 s for 60 s, then with an alarm and a growing wait, for ever', () => {
  const { world, id } = paid();
  world.terminal.refund(id, 500, '');
  world.clock.advance(62_000);
  expect(calls(world)).toEqual(Array.from({ length: 13 }, (_, n) => `refund ${n * 5}`));
  expect(new Set(world.gateway.calls.filter((call) => call.api === 'refund').map((call) => call.id)).size).toBe(1);
  expect(world.view().attention).toEqual([]);
  world.clock.advance(2_000);
  expect(world.view().attention).toMatchObject([{ paymentRequestId: id, alarm: 'call_support' }]);
  world.clock.advance(3_600_000);
  expect(calls(world).length).toBeGreaterThan(20);
  world.gateway.script('refund', () => outcome('success'));
  world.clock.advance(600_000);
  expect(refundsOf(world, id)).toMatchObject([{ status: 'done' }]);
  expect(world.view()).toMatchObject({ attention: [], unsettled: 0 });
});

test('a refund that the gateway works on is asked for, never sent again', () => {
  const { world, id } = paid();
  world.gateway.script('refund', () => outcome('processing', { code: 'REFUND_IN_PROCESS' }));
  world.gateway.script('inquireRefund', (n) =>
    n < 4 ? outcome('processing') : outcome('success', { refundId: 'REF-1' }),
  );
  world.terminal.refund(id, 500, '');
  world.clock.advance(60_000);
  expect(calls(world).filter((call) => call.startsWith('refund'))).toEqual(['refund 0']);
  expect(refundsOf(world, id)).toMatchObject([{ status: 'done', refundId: 'REF-1' }]);
});

test('ORDER_NOT_EXIST three times, 15 s apart, means that it was never created: the same refund goes out again', () => {
  const { world, id } = paid();
  world.gateway.script('refund', (n) => (n === 1 ? outcome('processing') : outcome('success')));
  world.gateway.script('inquireRefund', () => outcome('not_exist'));
  world.terminal.refund(id, 500, '');
  world.clock.advance(60_000);
  expect(calls(world)).toEqual(['refund 0', 'inquireRefund 5', 'inquireRefund 20', 'inquireRefund 35', 'refund 35']);
  expect(new Set(world.gateway.calls.slice(1).map((call) => call.id)).size).toBe(1);
  expect(refundsOf(world, id)).toMatchObject([{ status: 'done' }]);
});

test('ORDER_NOT_EXIST counts in a row: a refund that the gateway has said it works on is not sent again', () => {
  const { world, id } = paid();
  world.gateway.script('refund', () => outcome('processing', { code: 'REFUND_IN_PROCESS' }));
  world.gateway.script('inquireRefund', (n) => outcome(n % 3 === 0 ? 'processing' : 'not_exist'));
  world.terminal.refund(id, 500, '');
  world.clock.advance(300_000);
  expect(world.gateway.calls.filter(({ api }) => api === 'refund')).toHaveLength(1);
  expect(world.gateway.calls.filter(({ api }) => api === 'inquireRefund').length).toBeGreaterThan(8);
});

test('a refund status FAIL refuses it', () => {
  const { world, id } = paid();
  world.gateway.script('refund', () => outcome('processing'));
  world.gateway.script('inquireRefund', () => outcome('failed', { code: 'SUCCESS' }));
  world.terminal.refund(id, 500, '');
  world.clock.advance(6_000);
  expect(refundsOf(world, id)).toMatchObject([{ status: 'refused', code: 'REFUND_FAIL' }]);
});

test('a payment whose paymentId never became known is inquired before its refund leaves', () => {
  const { world, id } = paid({ paymentId: null as never });
  world.gateway.script('inquirePayment', (n) => (n === 1 ? 'silence' : outcome('success', shown)));
  world.gateway.script('refund', () => outcome('success'));
  world.terminal.refund(id, 500, '');
  world.clock.advance(20_000);
  expect(calls(world)).toEqual(['inquirePayment 0', 'inquirePayment 5', 'refund 5']);
  expect(refundsOf(world, id)).toMatchObject([{ status: 'done' }]);
});

describe('after a restart', () => {
  test('a refund that was under way is asked for first and keeps its id', () => {
    const { world, id } = paid();
    world.terminal.refund(id, 500, '');
    world.clock.advance(2_000);
    const next = world.restart(60_000, (gateway) =>
      gateway.script('inquireRefund', () => outcome('success', { refundId: 'REF-1' })),
    );
    next.clock.advance(1);
    expect(calls(next)).toEqual(['inquireRefund 0']);
    expect(refundsOf(next, id)).toMatchObject([{ status: 'done' }]);
  });

  test('one that the gateway never heard of goes out again with the same id', () => {
    const { world, id } = paid();
    world.terminal.refund(id, 500, '');
    const refundRequestId = refundsOf(world, id)[0]?.refundRequestId;
    const next = world.restart(60_000, (gateway) => {
      gateway.script('inquireRefund', () => outcome('not_exist'));
      gateway.script('refund', () => outcome('success'));
    });
    next.clock.advance(40_000);
    expect(next.gateway.calls.find((call) => call.api === 'refund')?.id).toBe(refundRequestId);
    expect(refundsOf(next, id)).toMatchObject([{ status: 'done' }]);
  });
});

test('there is no refund beside an open reversal, and none for what was not paid', () => {
  const world = counterWorld();
  const id = world.charge();
  expect(world.terminal.refund(id, 100, '')).toEqual({ ok: false, reason: 'not_paid' });
  world.terminal.stop();
  expect(world.terminal.refund(id, 100, '')).toEqual({ ok: false, reason: 'reversal_open' });
  expect(world.terminal.refund('20260101000000', 100, '')).toEqual({ ok: false, reason: 'not_found' });
});

test('"send now" leaves a refund alone that is on its way, and what it is answered still counts', () => {
  const { world, id } = paid();
  world.gateway.script('refund', () => ({
    afterMs: 2_000,
    outcome: outcome('unknown', { code: 'UNKNOWN_EXCEPTION' }),
  }));
  world.terminal.refund(id, 500, 'milk');
  world.clock.advance(1_000);
  world.terminal.sendReturns();
  expect(world.terminal.look(id)).toMatchObject({ payment: { asking: true } });
  world.clock.advance(1_001);
  expect(refundsOf(world, id)).toMatchObject([{ status: 'pending', code: 'UNKNOWN_EXCEPTION' }]);
  expect(calls(world)).toEqual(['refund 0']);
});

test('"send now" right after a start asks for every refund once, also for those that wait for their place', () => {
  const world = counterWorld();
  world.gateway.script('pay', (n) => outcome('success', { ...shown, paymentId: `PAY-${n}` }));
  const ids = Array.from({ length: 12 }, (_, n) => {
    const id = world.charge(1_000 + n);
    world.clock.advance(1);
    world.terminal.refund(id, 500, '');
    world.terminal.clear();
    return id;
  });
  const next = world.restart(60_000, (gateway) => gateway.script('inquireRefund', () => outcome('success')));
  next.terminal.sendReturns();
  next.clock.advance(1_000);
  expect(ids.map((id) => refundsOf(next, id)[0]?.status)).toEqual(ids.map(() => 'done'));
  expect(next.gateway.calls).toHaveLength(12);
});

test('a paymentId that nobody tells is asked for like a refund: 60 s, then alarm and a growing wait', () => {
  const { world, id } = paid({ paymentId: null as never });
  world.terminal.refund(id, 500, '');
  world.clock.advance(62_000);
  expect(calls(world)).toEqual(Array.from({ length: 13 }, (_, n) => `inquirePayment ${n * 5}`));
  world.clock.advance(2_000);
  expect(world.view().attention).toMatchObject([{ paymentRequestId: id, alarm: 'call_support' }]);
  world.clock.advance(3_600_000);
  expect(calls(world).length, 'every 5 minutes at last').toBeLessThan(40);
  world.gateway.script('inquirePayment', () => outcome('success', shown));
  world.gateway.script('refund', () => outcome('success'));
  world.clock.advance(400_000);
  expect(refundsOf(world, id)).toMatchObject([{ status: 'done' }]);
});

describe('a refund that a start has found', () => {
  /** Cut off so many milliseconds after it was asked for, and found again `laterMs` after that. */
  function cutOff(afterMs: number, laterMs: number, inquireRefund: () => ReturnType<typeof outcome>) {
    const { world, id } = paid();
    world.terminal.refund(id, 500, '');
    world.clock.advance(afterMs);
    const next = world.restart(laterMs, (gateway) => gateway.script('inquireRefund', inquireRefund as never));
    return { next, id, refundRequestId: world.gateway.calls.find(({ api }) => api === 'refund')?.id };
  }

  test('has what was left of its 60 s, and alarms then', () => {
    const { next, id } = cutOff(20_000, 10_000, () => outcome('unknown'));
    next.clock.advance(26_000);
    expect(next.view().attention).toEqual([]);
    next.clock.advance(8_000);
    expect(next.view().attention).toMatchObject([{ paymentRequestId: id, alarm: 'call_support' }]);
  });

  test('gets no new series when its own was over', () => {
    const { next } = cutOff(70_000, 86_400_000, () => outcome('unknown'));
    next.clock.advance(60_000);
    expect(next.gateway.calls.length, 'ten seconds and twice as long again').toBeLessThanOrEqual(4);
  });

  test('goes out again under its id when the question about it stays unclear', () => {
    const { next, id, refundRequestId } = cutOff(8_000, 5_000, () => outcome('unknown'));
    next.gateway.script('refund', () => outcome('success'));
    next.clock.advance(10_000);
    expect(calls(next)).toEqual(['inquireRefund 0', 'refund 5']);
    expect(next.gateway.calls.at(-1)?.id).toBe(refundRequestId);
    expect(refundsOf(next, id)).toMatchObject([{ status: 'done' }]);
  });
});
