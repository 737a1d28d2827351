import { describe, expect, test, vi } from 'vitest';
import { BackgroundReturns } from '../../main/core/background-returns.ts';
import { seedLimits } from '../../main/core/limits.ts';
import { type CounterWorld, counterWorld } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome, silence } from '../support/outcome.ts';
import { pendingReversals } from '../support/pending-reversals.ts';
import { PlainJournal } from '../support/plain-journal.ts';

/** A long list of reversals after an outage: who is served, in which order, and who is not kept waiting by it. */

// Virtual time, but a hundred thousand payments of it: twelve seconds of a quick machine.
vi.setConfig({ testTimeout: 60_000 });

describe('a place among the returns', () => {
  /** Asks for a place for each; the result names who has been served so far. */
  function line(places: number) {
    const returns = new BackgroundReturns(places);
    const served: string[] = [];
    return {
      served,
      join: (id: string, where: 'urgent' | 'patient' = 'patient') => returns.admit(id, where, () => served.push(id)),
      leave: (id: string) => returns.leave(id, (go) => go()),
    };
  }

  test('is given first come first served, to so many at a time', () => {
    const { served, join, leave } = line(2);
    for (const id of ['a', 'b', 'c', 'd', 'c']) join(id);
    expect(served).toEqual(['a', 'b']);
    leave('b');
    leave('b');
    leave('a');
    expect(served).toEqual(['a', 'b', 'c', 'd']);
  });

  test('is given to the urgent before the others, but at each fourth time to one of the others', () => {
    const { served, join, leave } = line(1);
    join('first');
    for (const id of ['p1', 'p2', 'p3']) join(id);
    for (const id of ['u1', 'u2', 'u3', 'u4', 'u5']) join(id, 'urgent');
    for (let n = 0; n < 8; n++) leave(served.at(-1) ?? '');
    expect(served).toEqual(['first', 'u1', 'u2', 'u3', 'p1', 'u4', 'u5', 'p2', 'p3']);
  });

  test('is given to who has become urgent meanwhile in its new line, once', () => {
    const { served, join, leave } = line(1);
    for (const id of ['first', 'a', 'b', 'c']) join(id);
    join('c', 'urgent');
    join('c');
    for (let n = 0; n < 5; n++) leave(served.at(-1) ?? '');
    expect(served).toEqual(['first', 'c', 'a', 'b']);
  });

  test('comes to everybody in a line of a hundred thousand in which many change', () => {
    const { served, join, leave } = line(8);
    for (let n = 0; n < 100_000; n++) join(`p${n}`);
    for (let n = 8; n < 100_000; n += 2) join(`p${n}`, 'urgent');
    for (let n = 0; n < 100_000; n++) leave(served[n] ?? '');
    expect(new Set(served).size).toBe(100_000);
    expect(served).toHaveLength(100_000);
  });
});

const hourMs = 3_600_000;

interface Outage {
  readonly world: CounterWorld;
  readonly journal: PlainJournal;
  /** When each cancel left, by payment. */
  readonly sent: ReadonlyMap<string, readonly number[]>;
}

/** A start on the 20th finds what an outage on the 1st has left; nobody answers a cancel, sales are paid. */
function startWith(overdue: number, inSeries: number): Outage {
  const clock = manualClock(Date.UTC(2026, 10, 20, 4, 0, 0));
  const journal = new PlainJournal([
    ...pendingReversals(overdue, 'overdue'),
    ...pendingReversals(inSeries, 'in_series', overdue),
  ]);
  const sent = new Map<string, number[]>();
  const world = counterWorld({
    clock,
    journal,
    prepare: (gateway) => {
      gateway.onCall(({ api, id, atMs }) => {
        if (api !== 'cancel') return;
        sent.set(id, [...(sent.get(id) ?? []), atMs]);
      });
      gateway.script('pay', () => outcome('success', { paymentId: 'PAY', orderSeen: true }));
    },
  });
  return { world, journal, sent };
}

test('100,000 reversals, a gateway dead for an hour and then well: all are drained, sales are as ever', () => {
  const pending = 100_000;
  const cutOff = 24;
  const { world, journal, sent } = startWith(pending - cutOff, cutOff);
  const { clock, gateway } = world;
  expect(world.view()).toMatchObject({ openReversals: pending, unsettled: pending });
  expect(sent.size, 'so many at a time').toBe(seedLimits.returnsInFlight);

  // Those that were cut off in their first minute are tried before all others, and alarm when that stays silent too.
  // Eight in 3 s, three of four places theirs, after the eight that came first.
  clock.advance((1 + cutOff / seedLimits.returnsInFlight / 0.75) * 3_000 + 10);
  const unalarmed = (): number => journal.unfinished().filter(({ alarm }) => alarm === null).length;
  expect(unalarmed(), 'without an alarm').toBe(0);

  // A sale that nobody answers beside them: its own series, as if there were nothing else.
  gateway.script('pay', () => silence);
  const lost = world.charge(777);
  const lostAtMs = clock.monotonicMs();
  clock.advance(69_000);
  expect(world.terminal.look(lost)).toMatchObject({ payment: { status: 'reversal_pending', alarm: null } });
  clock.advance(60_000);
  expect(world.terminal.look(lost)).toMatchObject({ payment: { alarm: 'call_support' } });
  const series = (sent.get(lost) ?? []).map((atMs) => atMs - lostAtMs);
  const firstMs = series[0] ?? 0;
  expect(firstMs, 'after twenty inquiries').toBeLessThanOrEqual(65_000);
  expect(series.map((atMs) => atMs - firstMs)).toEqual(Array.from({ length: 13 }, (_, n) => n * 5_000));

  clock.advance(hourMs);
  expect(world.view()).toMatchObject({ openReversals: pending + 1 });
  expect(unalarmed(), 'without an alarm').toBe(0);

  gateway.script('pay', () => outcome('success', { paymentId: 'PAY', orderSeen: true }));
  gateway.script('cancel', () => ({ afterMs: 50, outcome: outcome('success', { orderSeen: true }) }));
  for (let minute = 0; minute < 30; minute++) {
    const sold = world.charge(500 + minute);
    clock.advance(1);
    expect(world.terminal.look(sold), `a sale in minute ${minute} of the drain`).toMatchObject({
      payment: { status: 'paid', elapsedMs: 0 },
    });
    clock.advance(60_000);
  }
  expect(world.view()).toMatchObject({ openReversals: 0, unsettled: 0, attention: [] });
  expect(sent.size).toBe(pending + 1);
  for (const [id, times] of sent) {
    if (id === lost) continue;
    const gaps = times.slice(1).map((atMs, n) => atMs - (times[n] ?? 0));
    const early = gaps.findIndex((gapMs, n) => gapMs < Math.min(300_000, 10_000 * 2 ** n));
    if (early >= 0) expect.fail(`${id} is sent again after ${gaps[early]} ms`);
  }
});

test('a newer reversal is not starved by older ones that always fail, nor they by newer ones', () => {
  const { world, sent } = startWith(400, 0);
  const { clock, gateway } = world;
  gateway.script('pay', () => silence);
  const mine: string[] = [];
  for (let n = 0; n < 5; n++) {
    mine.push(world.charge(600 + n));
    clock.advance(70_000);
  }
  clock.advance(10 * 60_000);
  gateway.script('cancel', (_, { id }) => (mine.includes(id) ? outcome('success') : silence));
  const before = new Map([...sent].map(([id, times]) => [id, times.length]));
  // One round of 405 at eight in 3 s, and the longest back-off before it.
  clock.advance(300_000 + (405 / 8) * 3_000 + 10_000);
  for (const id of mine) expect(world.terminal.look(id)).toMatchObject({ payment: { status: 'reversed' } });
  const forgotten = [...sent].filter(([id, times]) => !mine.includes(id) && times.length === before.get(id));
  expect(forgotten.map(([id]) => id)).toEqual([]);
});
