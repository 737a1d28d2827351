import { describe, expect, test } from 'vitest';
import { seedLimits } from '../../main/core/limits.ts';
import { hasOpenReversal } from '../../main/core/payment-state.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { RescuedJournal } from '../../main/store/rescued-journal.ts';
import { spendDay } from '../store/shop-day.ts';
import { type CounterWorld, counterWorld, freshCode, type Prepare, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';

/** The production terminal over what was salvaged of a lost journal: it sells nothing, claims nothing, and gives back. */

const lostId = '2026112006050900010000000128000007483920';

interface RescueWorld extends CounterWorld {
  readonly ids: ReturnType<typeof spendDay>['ids'];
}

/** In the evening of a shop's day its journal is lost, and this is the next start. */
function rescueWorld(prepare: Prepare = () => {}): RescueWorld {
  const clock = manualClock(t0);
  const rows = new SqliteJournal(':memory:', clock, steadyChance());
  const day = spendDay(rows, clock);
  const payments = Object.values(day.ids).flatMap((id) => rows.payment(id) ?? []);
  const journal = new RescuedJournal(payments, { reason: 'damaged', unreadableIds: [lostId] }, () => {});
  const limits = { ...seedLimits, returnsInFlight: 99 };
  return { ...counterWorld({ clock: day.clock, journal, limits, prepare }), ids: day.ids };
}

function calls(world: CounterWorld, api: string, id: string): number {
  return world.gateway.calls.filter((call) => call.api === api && call.id === id).length;
}

test('no sale starts, no refund is made and nobody decides anything; the view says why and what is lost', () => {
  const world = rescueWorld();
  const asked = { orderId: null, amount: { minor: 700, currency: 'CNY' }, differentCustomer: true };
  expect(world.terminal.startSale(asked)).toEqual({ ok: false, reason: 'journal_lost' });
  expect(world.terminal.scan({ text: freshCode(), source: 'serial' })).toMatchObject({ ok: false });
  expect(world.terminal.refund(world.ids.paid, 100, 'milk')).toEqual({ ok: false, reason: 'storage_failed' });
  const kept = world.terminal.decide(world.ids.undecided, 'keep', 'Lin', 'paid in cash');
  expect(kept).toEqual({ ok: false, reason: 'storage_failed' });
  expect(world.view()).toMatchObject({
    salesStopped: 'journal_lost',
    rescue: { reason: 'damaged', unreadable: 1, unreadableIds: [lostId] },
  });
  const recovered = world.view().recovered.map(({ paymentRequestId }) => paymentRequestId);
  expect(recovered).toEqual(expect.arrayContaining([world.ids.reversal_pending, world.ids.inquiring, world.ids.held]));
});

test('a journal of which nothing could be read sells nothing either', () => {
  const journal = new RescuedJournal([], { reason: 'gone', unreadableIds: [] }, () => {});
  const world = counterWorld({ clock: manualClock(t0), journal });
  expect(world.view().salesStopped).toBe('journal_lost');
  const asked = { orderId: null, amount: { minor: 700, currency: 'CNY' }, differentCustomer: true };
  expect(world.terminal.startSale(asked)).toEqual({ ok: false, reason: 'journal_lost' });
});

test('every open reversal is cancelled, again and again, and nothing else is touched', () => {
  const world = rescueWorld();
  world.clock.advance(600_000);
  const open = Object.values(world.ids).filter((id) => {
    const payment = world.journal.payment(id);
    return payment !== null && hasOpenReversal(payment);
  });
  expect(open.length).toBeGreaterThan(1);
  for (const id of open) expect(calls(world, 'cancel', id), id).toBeGreaterThan(2);
  expect(new Set(world.gateway.calls.map(({ id }) => id)), 'only those').toEqual(new Set(open));
  expect(world.gateway.calls.some(({ api }) => api === 'pay')).toBe(false);
});

test('a cancel that the gateway confirms ends there: told, not claimed, and nothing is printed', () => {
  const world = rescueWorld((gateway) => gateway.script('cancel', () => outcome('success', { orderSeen: true })));
  const id = world.ids.reversal_pending;
  world.clock.advance(120_000);
  expect(calls(world, 'cancel', id)).toBe(1);
  expect(world.view().unwritten).toContainEqual({ paymentRequestId: id, said: 'returned' });
  expect(world.terminal.look(id), 'as the journal had it').toMatchObject({ payment: { status: 'reversal_pending' } });
  expect(world.paper).toEqual([]);
});

describe('a live payment without a reversal', () => {
  test.for([
    ['charged', outcome('success', { paymentId: 'PAY-9', orderSeen: true })],
    ['not_charged', outcome('failed', { orderSeen: true })],
    ['returned', outcome('cancelled', { orderSeen: true })],
    ['unclear', outcome('not_exist')],
  ] as const)('is inquired when somebody asks; that it is %s is told and nothing follows', ([said, answer]) => {
    const world = rescueWorld((gateway) => gateway.script('inquirePayment', () => ({ afterMs: 500, outcome: answer })));
    const id = world.ids.inquiring;
    world.clock.advance(60_000);
    expect(calls(world, 'inquirePayment', id), 'not by itself').toBe(0);
    expect(world.terminal.inquire(id)).toMatchObject({ ok: true, payment: { asking: true, status: 'checking' } });
    world.clock.advance(1_000);
    expect(calls(world, 'inquirePayment', id)).toBe(1);
    expect(world.terminal.look(id)).toMatchObject({ payment: { asking: false, status: 'checking' } });
    expect(world.view().unwritten).toContainEqual({ paymentRequestId: id, said });
    world.clock.advance(600_000);
    expect(calls(world, 'cancel', id)).toBe(0);
    expect(calls(world, 'inquirePayment', id)).toBe(1);
    expect(world.paper).toEqual([]);
  });

  test('that nobody answers is no longer asked after a while, and can be asked again', () => {
    const world = rescueWorld((gateway) =>
      gateway.script('inquirePayment', (n) => (n === 1 ? 'silence' : outcome('success', { orderSeen: true }))),
    );
    const id = world.ids.inquiring;
    world.terminal.inquire(id);
    world.clock.advance(120_000);
    world.terminal.inquire(id);
    world.clock.advance(1_000);
    expect(world.view().unwritten).toContainEqual({ paymentRequestId: id, said: 'charged' });
  });
});

test('a payment that was settled can be asked for too', () => {
  const world = rescueWorld((gateway) =>
    gateway.script('inquirePayment', () => outcome('success', { paymentId: 'PAY-1', orderSeen: true })),
  );
  world.terminal.inquire(world.ids.paid);
  world.clock.advance(1_000);
  expect(world.view().unwritten).toContainEqual({ paymentRequestId: world.ids.paid, said: 'charged' });
  expect(world.terminal.look(world.ids.paid)).toMatchObject({ payment: { status: 'paid' } });
});
