import { describe, expect, test } from 'vitest';
import { seedLimits } from '../../main/core/limits.ts';
import { type Journal, StorageError } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';

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
    unfinished: () => (fails.reads ? gone() : rows.unfinished()),
    liveAttempt: (orderId) => (fails.reads ? gone() : rows.liveAttempt(orderId)),
    paidAttempt: (orderId) => (fails.reads ? gone() : rows.paidAttempt(orderId)),
    unsettledOfAmount: (...asked) => (fails.reads ? gone() : rows.unsettledOfAmount(...asked)),
    fingerprint: (code) => rows.fingerprint(code),
    codeUsed: (print) => (fails.reads ? gone() : rows.codeUsed(print)),
    lastSerial: () => (fails.reads ? gone() : rows.lastSerial()),
    hasRoom: () => rows.hasRoom(),
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
