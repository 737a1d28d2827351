import { describe, expect, test } from 'vitest';
import { seedLimits } from '../../main/core/limits.ts';
import { type Journal, StorageError } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import type { Api } from '../support/scripted-gateway.ts';

/** A disk that fails while the till runs: sales stop, nothing is claimed, and reversals go on. */

const shown = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

interface FailingWorld extends CounterWorld {
  /** From here on. */
  fail(what: { readonly writes: boolean; readonly reads: boolean }): void;
}

function failingWorld(places = seedLimits.returnsInFlight): FailingWorld {
  const clock = manualClock(t0);
  const rows = new SqliteJournal(':memory:', clock, steadyChance());
  const fails = { writes: false, reads: false };
  const gone = (): never => {
    throw new StorageError('SQLITE_IOERR: disk I/O error');
  };
  const journal: Journal = {
    commit: (change) => (fails.writes ? gone() : rows.commit(change)),
    payment: (id) => (fails.reads ? gone() : rows.payment(id)),
    find: (id) => (fails.reads ? gone() : rows.find(id)),
    attemptsOf: (...asked) => (fails.reads ? gone() : rows.attemptsOf(...asked)),
    unfinished: () => (fails.reads ? gone() : rows.unfinished()),
    liveAttempt: (orderId) => (fails.reads ? gone() : rows.liveAttempt(orderId)),
    paidAttempt: (orderId) => (fails.reads ? gone() : rows.paidAttempt(orderId)),
    unsettledOfAmount: (...asked) => (fails.reads ? gone() : rows.unsettledOfAmount(...asked)),
    fingerprint: (code) => rows.fingerprint(code),
    codeUsed: (print) => (fails.reads ? gone() : rows.codeUsed(print)),
    lastSerial: () => (fails.reads ? gone() : rows.lastSerial()),
    recentPaid: (most) => rows.recentPaid(most),
    hasRoom: () => rows.hasRoom(),
    prints: {
      write: (jobs) => (fails.writes ? gone() : rows.prints.write(jobs)),
      unfinished: (most) => (fails.reads ? gone() : rows.prints.unfinished(most)),
      newest: (most) => (fails.reads ? gone() : rows.prints.newest(most)),
      lastId: () => (fails.reads ? gone() : rows.prints.lastId()),
    },
    drawer: rows.drawer,
  };
  const world = counterWorld({ clock, journal, limits: { ...seedLimits, returnsInFlight: places } });
  return {
    ...world,
    fail(what) {
      Object.assign(fails, what);
    },
  };
}

function cancelsOf(world: CounterWorld, id: string): number {
  return world.gateway.calls.filter((call) => call.api === 'cancel' && call.id === id).length;
}

/** A reversal that nobody answers, past its first minute. */
function pendingReversal(world: CounterWorld): string {
  const id = world.charge();
  world.clock.advance(1_000);
  world.terminal.stop();
  world.clock.advance(70_000);
  return id;
}

describe('a journal that can no longer be written', () => {
  test('stops sales and claims nothing, and the known reversal goes on', () => {
    const world = failingWorld();
    const reversing = pendingReversal(world);
    world.gateway.script('pay', () => outcome('success', shown));
    const paying = world.charge(500);
    world.fail({ writes: true, reads: false });
    const before = cancelsOf(world, reversing);
    world.clock.advance(1_800_000);
    expect(world.terminal.look(paying)).toMatchObject({ payment: { status: 'checking' } });
    expect(world.view().salesStopped).toBe('storage_failed');
    expect(cancelsOf(world, reversing)).toBeGreaterThan(before + 4);
  });

  test('does not say that it takes a payment back when it cannot', () => {
    const world = failingWorld();
    const id = world.charge(500);
    world.clock.advance(1_000);
    world.fail({ writes: true, reads: false });
    expect(world.terminal.stop()).toEqual({ ok: false, reason: 'storage_failed' });
    expect(cancelsOf(world, id)).toBe(0);
    expect(world.terminal.look(id)).toMatchObject({ payment: { status: 'checking', mayChargeAgain: false } });
  });

  test('keeps no place among the returns for what cannot go on', () => {
    const world = failingWorld(1);
    world.gateway.script('pay', () => outcome('success', shown));
    const paid = world.charge(500);
    world.clock.advance(1_000);
    world.terminal.refund(paid, 500, 'returned');
    world.clock.advance(80_000);
    world.gateway.script('pay', () => 'silence');
    const reversing = pendingReversal(world);
    world.fail({ writes: true, reads: false });
    world.clock.advance(900_000);
    const before = cancelsOf(world, reversing);
    world.clock.advance(1_800_000);
    expect(cancelsOf(world, reversing)).toBeGreaterThan(before + 4);
  });
});

describe('a journal that can no longer be read', () => {
  test('throws nothing at the counter, stops sales, and the known reversal goes on', () => {
    const world = failingWorld();
    const reversing = pendingReversal(world);
    world.gateway.script('pay', () => outcome('success', shown));
    world.charge(500);
    world.clock.advance(1_000);
    world.fail({ writes: false, reads: true });
    const before = cancelsOf(world, reversing);
    expect(world.view().salesStopped).toBe('storage_failed');
    expect(world.terminal.stop()).toEqual({ ok: false, reason: 'not_open' });
    expect(world.terminal.scan({ text: '281234567890123456', source: 'serial' })).toMatchObject({ ok: false });
    world.clock.advance(1_800_000);
    expect(cancelsOf(world, reversing)).toBeGreaterThan(before + 4);
  });

  test('does not break on a late answer about a payment that is closed', () => {
    const world = failingWorld();
    world.gateway.script('pay', () => ({ afterMs: 60_000, outcome: outcome('unknown') }));
    world.gateway.script('inquirePayment', () => outcome('success', shown));
    world.charge();
    world.clock.advance(10_000);
    world.fail({ writes: false, reads: true });
    expect(() => world.clock.advance(60_000)).not.toThrow();
  });
});

test('a question that cannot be answered stops sales for good, as a failed commit does', () => {
  const world = failingWorld();
  world.fail({ writes: false, reads: true });
  expect(world.terminal.look('anything')).toEqual({ ok: false, reason: 'storage_failed' });
  world.fail({ writes: false, reads: false });
  expect(world.view().salesStopped).toBe('storage_failed');
  const asked = { orderId: null, amount: { minor: 100, currency: 'CNY' }, differentCustomer: false };
  expect(world.terminal.startSale(asked)).toEqual({ ok: false, reason: 'storage_failed' });
});

test('what could not be written down was not decided', () => {
  const world = failingWorld();
  world.gateway.script('pay', () => outcome('mismatch', { orderSeen: true }));
  const held = world.charge();
  world.clock.advance(1_000);
  world.fail({ writes: true, reads: false });
  expect(world.terminal.decide(held, 'return', 'Lin', 'wrong amount')).toEqual({ ok: false, reason: 'storage_failed' });
  world.clock.advance(60_000);
  expect(cancelsOf(world, held)).toBe(0);
});

describe('a disk that needs seconds for a commit', () => {
  /** Each commit, or every `nth`, takes `ms`, in which nothing else can run. */
  function slowWorld(ms: number, nth = 1): CounterWorld {
    let commits = 0;
    const clock = manualClock(t0);
    const rows = new SqliteJournal(':memory:', clock, steadyChance());
    const journal = new Proxy<Journal>(rows, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...asked: unknown[]): unknown => {
          if (name === 'commit' && ++commits % nth === 0) clock.stall(ms);
          return Reflect.apply(value, target, asked);
        };
      },
    });
    return counterWorld({ clock, journal });
  }

  test.for([1_500, 5_000, 8_000])('sells: what is sent is waited for from the end of its commit (%i ms)', (ms) => {
    const world = slowWorld(ms);
    world.gateway.script('pay', () => ({
      afterMs: 3_000,
      outcome: outcome('success', { paymentId: 'PAY-1', orderSeen: true }),
    }));
    const id = world.charge();
    const [pay] = world.gateway.calls;
    const sendWithinMs = seedLimits.paySendWithinMs;
    expect(pay?.api === 'pay' && 'sendBeforeMs' in pay.asked && pay.asked.sendBeforeMs).toBe(ms + sendWithinMs);
    world.clock.advance(4_000);
    expect(world.terminal.look(id)).toMatchObject({ payment: { status: 'paid', inquiries: 0 } });
    expect(world.log).toContainEqual(expect.stringContaining('the disk is slow'));
  });

  test.for([2, 3, 4, 5])('now and then (every %i. commit) keeps inquiries 3 s and cancels 5 s apart', (nth) => {
    const world = slowWorld(700, nth);
    world.charge();
    world.clock.advance(30_000);
    world.terminal.stop();
    world.clock.advance(60_000);
    expect(leastGapMs(world, 'inquirePayment')).toBeGreaterThanOrEqual(seedLimits.inquirySpacingMs);
    expect(leastGapMs(world, 'cancel')).toBeGreaterThanOrEqual(seedLimits.cancelSpacingMs);
  });
});

/** Between two sends. */
function leastGapMs(world: CounterWorld, api: Api): number {
  const sentMs = world.gateway.calls.filter((call) => call.api === api).map((call) => call.atMs);
  expect(sentMs.length).toBeGreaterThan(3);
  return Math.min(...sentMs.slice(1).map((atMs, n) => atMs - (sentMs[n] ?? 0)));
}
