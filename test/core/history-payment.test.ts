import { describe, expect, test } from 'vitest';
import { everything as all } from '../../main/contract/history.ts';
import { History } from '../../main/core/history.ts';
import { StorageError } from '../../main/core/ports.ts';
import { historyHandlers } from '../../main/history-handlers.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, type Prepare, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';

/** One payment of the history, whole: what can still be refunded of it, and what people have said about it. */

const shown = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

function shop() {
  const clock = manualClock(t0);
  const journal = new SqliteJournal(':memory:', clock, steadyChance());
  return { journal, world: counterWorld({ clock, journal }) };
}

function handlersOf({ journal, world }: ReturnType<typeof shop>) {
  return historyHandlers(world.terminal, new History(journal.history, world.clock, 'Asia/Shanghai'));
}

/** A sale of 12.80 that is paid. */
function paid() {
  const one = shop();
  one.world.gateway.script('pay', () => outcome('success', shown));
  const id = one.world.charge(1_280);
  one.world.clock.advance(1);
  return { ...one, id, handlers: handlersOf(one) };
}

describe('of a paid sale', () => {
  test('what is being refunded is no longer there to be refunded, and is not given back before it is', async () => {
    const { world, id, handlers } = paid();
    expect(handlers['history.payment']({ id })).toMatchObject({ leftMinor: 1_280, refundOff: null, words: [] });
    world.terminal.refund(id, 500, 'milk');
    expect(handlers['history.payment']({ id })).toMatchObject({
      leftMinor: 780,
      refundOff: null,
      refunds: [{ why: 'milk', seriesOver: false }],
      words: [{ kind: 'refund', why: 'milk' }],
    });
    const rowOf = async () => {
      const page = await handlers['history.page']({ filter: all, upTo: null, at: 0, most: 10 });
      return page.ok ? page.rows[0] : page.reason;
    };
    expect(await rowOf()).toMatchObject({ refundedMinor: 0, refundOpen: true });
    world.gateway.script('refund', () => outcome('success', { refundId: 'REF-1' }));
    world.clock.advance(10_000);
    expect(await rowOf()).toMatchObject({ refundedMinor: 500, refundOpen: false });
    world.terminal.refund(id, 780, 'the rest');
    expect(handlers['history.payment']({ id })).toMatchObject({ leftMinor: 0, refundOff: 'nothing_left' });
  });

  test('a refund that was refused can be made again', () => {
    const { world, id, handlers } = paid();
    world.gateway.script('refund', () => outcome('failed', { code: 'REFUND_AMOUNT_EXCEED' }));
    world.terminal.refund(id, 1_280, 'milk');
    world.clock.advance(1);
    expect(handlers['history.payment']({ id })).toMatchObject({ leftMinor: 1_280, refundOff: null });
  });
});

describe('what people have said of a payment', () => {
  const said = { by: 'Li Wei', why: 'has the goods' };
  const oldSuccess: Prepare = (gateway) => gateway.script('inquirePayment', () => outcome('success', shown));

  /** An old success that a start has found. */
  function undecided() {
    const { journal, world: before } = shop();
    const id = before.charge();
    before.clock.advance(6_000);
    const world: CounterWorld = before.restart(600_000, oldSuccess);
    world.clock.advance(100);
    return { id, world, handlers: handlersOf({ journal, world }) };
  }

  test.for([
    ['keep', 'kept', { leftMinor: 1_280, refundOff: null }],
    ['return', 'returned', { leftMinor: 0, refundOff: 'reversal_open' }],
  ] as const)('%s is told as %s, by name and reason', ([decision, kind, left]) => {
    const { id, world, handlers } = undecided();
    expect(handlers['history.payment']({ id })).toMatchObject({ leftMinor: 0, refundOff: 'not_paid', words: [] });
    expect(world.terminal.decide(id, decision, said.by, said.why)).toMatchObject({ ok: true });
    const word = { kind, ...said, evidence: '' };
    expect(handlers['history.payment']({ id })).toMatchObject({ ...left, words: [word] });
  });

  test('a closing is told with its evidence', () => {
    const one = shop();
    const id = one.world.charge();
    one.world.terminal.stop();
    one.world.clock.advance(70_000);
    one.world.terminal.closeReversal(id, { ...said, evidence: 'case 42' });
    expect(handlersOf(one)['history.payment']({ id })).toMatchObject({
      refundOff: 'not_paid',
      words: [{ kind: 'closed', ...said, evidence: 'case 42' }],
    });
  });
});

test('a journal that cannot be read for a while is told, and what was sold meanwhile is there afterwards', async () => {
  const one = paid();
  let isAway = false;
  const rows = new Proxy(one.journal.history, {
    get(from, name) {
      const real: unknown = Reflect.get(from, name, from);
      if (typeof real !== 'function') return real;
      return (...asked: readonly unknown[]): unknown => {
        if (isAway && name !== 'away') throw new StorageError('disk is gone');
        return Reflect.apply(real, from, asked);
      };
    },
  });
  const history = new History(rows, one.world.clock, 'Asia/Shanghai');
  const asked = { filter: all, upTo: null, at: 0, most: 10 } as const;
  expect(await history.page(asked)).toMatchObject({ ok: true, total: 1 });
  one.world.terminal.clear();
  isAway = true;
  one.world.charge(700);
  expect(await history.page(asked)).toEqual({ ok: false, reason: 'storage_failed' });
  isAway = false;
  expect(await history.page(asked)).toMatchObject({ ok: true, total: 2 });
});
