import { expect, test } from 'vitest';
import type { Journal } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, freshCode, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';

/** A disk that is nearly full: no new sale, and everything that is open goes on. */

interface NarrowWorld extends CounterWorld {
  has(room: boolean): void;
}

function narrowWorld(): NarrowWorld {
  const clock = manualClock(t0);
  const rows = new SqliteJournal(':memory:', clock, steadyChance());
  let room = true;
  const journal = new Proxy<Journal>(rows, {
    get(target, name) {
      if (name === 'hasRoom') return () => room;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    ...counterWorld({ clock, journal }),
    has(now) {
      room = now;
    },
  };
}

const asked = { orderId: null, amount: { minor: 700, currency: 'CNY' }, differentCustomer: true };

test('no sale starts and no code is taken, and the view says why', () => {
  const world = narrowWorld();
  expect(world.terminal.startSale(asked)).toMatchObject({ ok: true });
  world.has(false);
  const scanned = world.terminal.scan({ text: freshCode(), source: 'serial' });
  expect(scanned).toEqual({ ok: false, reason: 'disk_nearly_full' });
  expect(world.gateway.calls, 'nothing was sent').toEqual([]);
  world.terminal.stop();
  expect(world.terminal.startSale(asked)).toEqual({ ok: false, reason: 'disk_nearly_full' });
  expect(world.view().salesStopped).toBe('disk_nearly_full');
});

test('a payment under way is paid and printed, a refund goes out, a reversal goes on, and a restart recovers', () => {
  const world = narrowWorld();
  world.gateway.script('pay', () => outcome('success', { paymentId: 'PAY-1', orderSeen: true }));
  const paid = world.charge();
  world.gateway.script('pay', () => 'silence');
  world.has(false);
  world.clock.advance(1_000);
  expect(world.view().counter.payment?.status).toBe('paid');
  expect(world.paper).toHaveLength(1);
  world.gateway.script('refund', () => outcome('success', { refundId: 'REF-1' }));
  expect(world.terminal.refund(paid, 300, 'milk')).toMatchObject({ ok: true });
  world.clock.advance(1_000);
  expect(world.terminal.look(paid)).toMatchObject({ payment: { refunds: [{ status: 'done' }] } });
  world.has(true);
  world.terminal.clear();
  const stopped = world.charge(900);
  world.has(false);
  world.clock.advance(1_000);
  world.terminal.stop();
  world.clock.advance(1_000);
  expect(world.terminal.look(stopped)).toMatchObject({ payment: { status: 'reversing' } });
  const again = world.restart(60_000, (gateway) => gateway.script('cancel', () => outcome('success')));
  again.clock.advance(10_000);
  expect(again.terminal.look(stopped)).toMatchObject({ payment: { status: 'reversed' } });
});

test('sales come back by themselves, and every screen hears of it', () => {
  const world = narrowWorld();
  const heard: (string | null)[] = [];
  world.terminal.onChange((view) => heard.push(view.salesStopped));
  world.has(false);
  world.terminal.startSale(asked);
  expect(heard.at(-1)).toBe('disk_nearly_full');
  const views = heard.length;
  world.clock.advance(60_000);
  expect(heard, 'nothing new, nothing said').toHaveLength(views);
  world.has(true);
  world.clock.advance(5_000);
  expect(heard.at(-1)).toBeNull();
  expect(world.terminal.startSale(asked)).toMatchObject({ ok: true });
  expect(world.log.filter((line) => line.includes('nearly full'))).toHaveLength(1);
});
