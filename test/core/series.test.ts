import { describe, expect, test } from 'vitest';
import { counterWorld, freshCode, t0 } from '../support/counter.ts';
import { outcome } from '../support/outcome.ts';
import type { Api, ScriptedGateway } from '../support/scripted-gateway.ts';

/** The timetable of seed 004, walked through second by second on virtual time. */

const paidFacts = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

/** When the calls of an API left, in seconds after the scan. */
function secondsOf(gateway: ScriptedGateway, api: Api): readonly number[] {
  return gateway.calls.filter((call) => call.api === api).map((call) => call.atMs / 1_000);
}

describe('a gateway that never answers', () => {
  test('is inquired from second 5 every 3 s twenty times, cancelled at 65 and every 5 s to 125, then backed off', () => {
    const { clock, gateway, charge } = counterWorld();
    charge();
    clock.advance(400_000);
    expect(secondsOf(gateway, 'pay')).toEqual([0]);
    expect(secondsOf(gateway, 'inquirePayment')).toEqual(Array.from({ length: 20 }, (_, n) => 5 + 3 * n));
    // Jitter is in its middle here: 10, 20, 40 s after the wait of the cancel before, then the end of the span after
    // which ORDER_NOT_EXIST may be believed.
    expect(secondsOf(gateway, 'cancel')).toEqual([
      65, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115, 120, 125, 138, 161, 204, 240,
    ]);
  });

  test('frees the cashier with a slip at 68 s and names Alipay support when the 60 s are over', () => {
    const { clock, view, charge, paper } = counterWorld();
    charge();
    clock.advance(67_999);
    expect(view().counter.payment?.status).toBe('reversing');
    expect(paper).toEqual([]);
    clock.advance(1);
    expect(view().counter.payment).toMatchObject({
      status: 'reversal_pending',
      elapsedMs: 68_000,
      mayChargeAgain: false,
      alarm: null,
    });
    expect(paper.map(({ kind }) => kind)).toEqual(['reversal_slip']);
    clock.advance(60_000);
    expect(view().counter.payment).toMatchObject({
      status: 'reversal_pending',
      alarm: 'call_support',
      seriesOver: true,
    });
  });

  test('has the socket of its pay destroyed when the reversal is committed, and not before', () => {
    const { clock, gateway, charge } = counterWorld();
    charge();
    clock.advance(64_999);
    expect(gateway.calls[0]?.state).toBe('open');
    clock.advance(1);
    expect(gateway.calls[0]?.state).toBe('abandoned');
  });

  test('never has two cancels of one payment on their way', () => {
    const { clock, gateway, charge } = counterWorld();
    charge();
    for (let second = 0; second < 600; second++) {
      clock.advance(1_000);
      expect(gateway.open('cancel').length).toBeLessThanOrEqual(1);
    }
  });
});

describe('an unclear answer to the pay', () => {
  test.for([
    [200, 3.2],
    [1_900, 4.9],
    [2_100, 5],
    [4_900, 5],
  ] as const)('after %i ms is inquired at %d s, so that the inquiry is over by 65 s', ([afterMs, firstAt]) => {
    const { clock, gateway, charge } = counterWorld();
    gateway.script('pay', () => ({ afterMs, outcome: outcome('unknown', { code: 'PAYMENT_IN_PROCESS' }) }));
    charge();
    clock.advance(70_000);
    const asked = secondsOf(gateway, 'inquirePayment');
    expect(asked[0]).toBe(firstAt);
    expect(asked).toHaveLength(20);
    expect(secondsOf(gateway, 'cancel')[0]).toBeLessThanOrEqual(65);
  });

  test('that stays PROCESSING is cancelled with no gap after the last inquiry', () => {
    const { clock, gateway, charge, view } = counterWorld();
    gateway.script('pay', () => outcome('unknown'));
    gateway.script('inquirePayment', () => ({ afterMs: 40, outcome: outcome('processing', { orderSeen: true }) }));
    gateway.script('cancel', () => ({ afterMs: 50, outcome: outcome('success') }));
    charge();
    clock.advance(61_000);
    expect(secondsOf(gateway, 'inquirePayment').at(-1)).toBe(60);
    expect(secondsOf(gateway, 'cancel')).toEqual([60.04]);
    expect(view().counter.payment).toMatchObject({
      status: 'reversed',
      elapsedMs: 60_090,
      mayChargeAgain: true,
      inquiries: 20,
      cancels: 1,
    });
  });
});

describe('a late answer counts until the reversal is committed', () => {
  test('a pay that answers S after 40 s is paid', () => {
    const { clock, gateway, charge, view, paper } = counterWorld();
    gateway.script('pay', () => ({ afterMs: 40_000, outcome: outcome('success', paidFacts) }));
    charge();
    clock.advance(40_001);
    expect(view().counter.payment).toMatchObject({ status: 'paid', elapsedMs: 40_000 });
    clock.advance(100_000);
    expect(secondsOf(gateway, 'cancel')).toEqual([]);
    expect(paper.map(({ kind }) => kind)).toEqual(['paid']);
  });

  test('an inquiry that answers SUCCESS after 20 s is paid', () => {
    const { clock, gateway, charge, view } = counterWorld();
    gateway.script('inquirePayment', (n) =>
      n === 1 ? { afterMs: 20_000, outcome: outcome('success', paidFacts) } : 'silence',
    );
    charge();
    clock.advance(25_001);
    expect(view().counter.payment?.status).toBe('paid');
  });

  test('an old inquiry that answers unclearly does not end the wait of the last one', () => {
    const { clock, gateway, charge } = counterWorld();
    gateway.script('inquirePayment', (n) =>
      n === 19 ? { afterMs: 4_000, outcome: outcome('processing') } : 'silence',
    );
    charge();
    clock.advance(64_999);
    expect(secondsOf(gateway, 'cancel')).toEqual([]);
    clock.advance(1);
    expect(secondsOf(gateway, 'cancel')).toEqual([65]);
  });

  test('a success that comes while the cancel is open never makes the payment paid', () => {
    const { clock, gateway, charge, view } = counterWorld();
    gateway.script('inquirePayment', (n) =>
      n === 20 ? { afterMs: 5_000, outcome: outcome('success', paidFacts) } : 'silence',
    );
    const id = charge();
    clock.advance(69_000);
    expect(view().counter.payment?.status).toBe('reversal_pending');
    gateway.script('cancel', () => outcome('success'));
    clock.advance(5_000);
    expect(view().counter.payment).toMatchObject({ paymentRequestId: id, status: 'reversed' });
  });
});

test("the cashier's stop reverses at once", () => {
  const { clock, gateway, charge, terminal, view } = counterWorld();
  charge();
  clock.advance(1_000);
  expect(terminal.stop()).toEqual({ ok: true });
  expect(gateway.calls.map(({ api, state }) => `${api} ${state}`)).toEqual(['pay abandoned', 'cancel open']);
  clock.advance(3_000);
  expect(view().counter.payment).toMatchObject({ status: 'reversal_pending', elapsedMs: 4_000 });
});

test('a definite F frees the cashier at once and the order may be charged again with a new id', () => {
  const { clock, gateway, charge, view } = counterWorld();
  gateway.script('pay', (n) =>
    n === 1 ? outcome('failed', { code: 'USER_BALANCE_NOT_ENOUGH' }) : outcome('success', paidFacts),
  );
  const first = charge(1280, 'ORDER-7');
  clock.advance(1);
  expect(view().counter.payment).toMatchObject({
    status: 'not_charged',
    mayChargeAgain: true,
    code: 'USER_BALANCE_NOT_ENOUGH',
  });
  const second = charge(1280, 'ORDER-7');
  clock.advance(1);
  expect(second).not.toBe(first);
  expect(view().counter.payment).toMatchObject({ status: 'paid', orderId: 'ORDER-7' });
});

test('the intent to pay and each reversal are in the journal before their call leaves', () => {
  const { clock, gateway, charge, journal, terminal } = counterWorld();
  const seen: string[] = [];
  gateway.script('pay', (_n, call) => {
    seen.push(`pay: ${journal.payment(call.id)?.phase ?? 'nothing'}`);
    return 'silence';
  });
  gateway.script('cancel', (_n, call) => {
    const payment = journal.payment(call.id);
    seen.push(`cancel: ${payment?.phase} ${payment?.reversal?.generation} ${payment?.cancels}`);
    return 'silence';
  });
  charge();
  clock.advance(100);
  terminal.stop();
  clock.advance(6_000);
  expect(seen).toEqual(['pay: paying', 'cancel: reversing 1 1', 'cancel: reversal_pending 1 2']);
});

test('the wall clock may jump either way without moving a single call', () => {
  const { clock, gateway, charge } = counterWorld();
  charge();
  clock.advance(20_000);
  clock.setWall(t0 - 86_400_000);
  clock.advance(20_000);
  clock.setWall(t0 + 86_400_000);
  clock.advance(30_000);
  expect(secondsOf(gateway, 'inquirePayment')).toEqual(Array.from({ length: 20 }, (_, n) => 5 + 3 * n));
  expect(secondsOf(gateway, 'cancel')).toEqual([65, 70]);
});

test('a program that stood still for two minutes asks no stale inquiries: it reverses', () => {
  const { clock, gateway, charge } = counterWorld();
  charge();
  clock.advance(10_000);
  clock.stall(120_000);
  clock.advance(1);
  expect(secondsOf(gateway, 'inquirePayment')).toEqual([5, 8]);
  expect(secondsOf(gateway, 'cancel')).toEqual([130]);
});

test('in the last hour before the cancel window closes a reversal is tried every 30 s', () => {
  const { clock, gateway, charge } = counterWorld();
  // 23:10 in UTC+8; the window closes at 00:15.
  clock.setWall(Date.UTC(2026, 10, 20, 15, 10, 0));
  charge();
  clock.advance(1_200_000);
  const last = secondsOf(gateway, 'cancel').slice(-21);
  const gaps = last.slice(1).map((at, n) => at - (last[n] ?? 0));
  expect(gaps).toHaveLength(20);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(27);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(33);
  expect(last.at(-1), 'to the end').toBeGreaterThan(1_200 - 33);
});

test('a second payment code is one more sale, never one more pay for the same sale', () => {
  const { clock, gateway, terminal, charge } = counterWorld();
  charge();
  expect(terminal.scan({ text: freshCode(), source: 'serial' })).toEqual({ ok: false, reason: 'sale_running' });
  clock.advance(1_000);
  expect(secondsOf(gateway, 'pay')).toEqual([0]);
});
