import { describe, expect, test } from 'vitest';
import type { ReturnCard, ReturnsAsked, ReturnsPage } from '../../main/contract/returns.ts';
import { seedLimits } from '../../main/core/limits.ts';
import { type CounterWorld, counterWorld, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome, silence } from '../support/outcome.ts';
import { pendingReversals } from '../support/pending-reversals.ts';
import { PlainJournal } from '../support/plain-journal.ts';

/** The reversal tray: what a card says, in which order they come, and what "send now" does to one of many. */

const paidFacts = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };
const everything: ReturnsAsked = { show: 'all', text: '', olderThanMs: 0, leastMinor: 0, from: 0, most: 100 };

function cardOf(world: CounterWorld, id: string): ReturnCard {
  const found = world.terminal.returns.card(id);
  if (!found.ok) throw new Error(found.reason);
  return found.card;
}

function listOf(world: CounterWorld, asked: Partial<ReturnsAsked> = {}): ReturnsPage & { readonly slices: number } {
  const slices = world.terminal.returns.list({ ...everything, ...asked });
  for (let count = 1; ; count += 1) {
    const slice = slices.next();
    if (slice.done === true) return { ...slice.value, slices: count };
  }
}

const idsOf = ({ cards }: ReturnsPage): readonly string[] => cards.map(({ payment }) => payment.paymentRequestId);
const sentFor = (world: CounterWorld, id: string, api = 'cancel'): number =>
  world.gateway.calls.filter((call) => call.api === api && call.id === id).length;

/** A payment that the cashier stopped after a second; nobody answers. */
function stopped(world: CounterWorld, amountMinor = 1280): string {
  const id = world.charge(amountMinor);
  world.clock.advance(1_000);
  world.terminal.stop();
  world.terminal.clear();
  return id;
}

describe('a card says', () => {
  test('why, since when, how often, what was answered, when again and until when a cancel works', () => {
    const world = counterWorld();
    const id = stopped(world);
    expect(cardOf(world, id)).toMatchObject({
      kind: 'reversal',
      cause: 'stopped_by_cashier',
      openedAtMs: t0 + 1_000,
      way: 'cancel',
      attempts: 1,
      lastAnswer: '',
      nextTryAtMs: null,
      payment: { asking: true, status: 'reversing' },
      mayClose: false,
    });
    world.clock.advance(3_000);
    expect(cardOf(world, id)).toMatchObject({
      lastAnswer: 'silence',
      nextTryAtMs: t0 + 6_000,
      inLine: false,
      payment: { asking: false },
    });
    world.clock.advance(73_500);
    const late = cardOf(world, id);
    expect(late).toMatchObject({ cause: 'stopped_by_cashier', attempts: 14, mayClose: true, closing: false });
    expect(late.nextTryAtMs ?? 0).toBeGreaterThan(world.clock.wallMs());
    // 00:15 of the next day in UTC+8.
    expect(new Date(late.cancelUntilMs ?? 0).toISOString()).toBe('2026-11-20T16:15:00.000Z');
  });

  test('that its cancel window closes, in the last hour of it', () => {
    const world = counterWorld();
    const id = stopped(world);
    const closesMs = cardOf(world, id).cancelUntilMs ?? 0;
    world.clock.advance(closesMs - 3_600_001 - world.clock.wallMs());
    expect(cardOf(world, id).closing).toBe(false);
    world.clock.advance(2);
    expect(cardOf(world, id).closing).toBe(true);
    expect(listOf(world).counts).toMatchObject({ all: 1, closing: 1 });
  });

  test('that the money goes back by refund, with its sends and its answer', () => {
    const world = counterWorld();
    world.gateway.script('cancel', () => outcome('refused', { code: 'CANCEL_WINDOW_EXCEED', orderSeen: true }));
    world.gateway.script('inquirePayment', () => outcome('success', paidFacts));
    world.gateway.script('refund', () => outcome('processing', { code: 'REFUND_IN_PROCESS' }));
    const id = stopped(world);
    world.clock.advance(2_000);
    expect(cardOf(world, id)).toMatchObject({
      kind: 'reversal',
      way: 'refund',
      attempts: 1,
      lastAnswer: 'REFUND_IN_PROCESS',
      cancelUntilMs: null,
    });
    expect(listOf(world, { show: 'refunds' }).matching).toBe(1);
  });

  test('of a refund how much of the payment it returns', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('success', paidFacts));
    const id = world.charge(1280);
    world.clock.advance(10);
    world.terminal.refund(id, 300, 'milk');
    world.clock.advance(10);
    expect(cardOf(world, id)).toMatchObject({ kind: 'refund', amountMinor: 300, way: 'refund', attempts: 1 });
    expect(listOf(world).totals).toEqual([{ kind: 'refund', currency: 'CNY', payments: 1, amountMinor: 300 }]);
  });
});

describe('why a reversal was opened stays known, also after its answers and a restart:', () => {
  /** An old success that a start has found. */
  function undecided(): { readonly world: CounterWorld; readonly id: string } {
    const before = counterWorld();
    const id = before.charge();
    before.clock.advance(6_000);
    const world = before.restart(600_000, (gateway) =>
      gateway.script('inquirePayment', () => outcome('success', paidFacts)),
    );
    world.clock.advance(100);
    return { world, id };
  }

  test('nobody answered the payment', () => {
    const world = counterWorld();
    const id = world.charge();
    world.clock.advance(140_000);
    expect(cardOf(world, id)).toMatchObject({ cause: 'silence', decision: null });
  });

  test('a named person returned an old success', () => {
    const { world, id } = undecided();
    expect(cardOf(world, id)).toMatchObject({ kind: 'decide', way: null, nextTryAtMs: world.clock.wallMs() + 599_900 });
    expect(world.terminal.decide(id, 'return', 'Li Wei', 'left')).toMatchObject({ ok: true });
    world.clock.advance(70_000);
    const decision = { kept: false, by: 'Li Wei', why: 'left' };
    expect(cardOf(world, id)).toMatchObject({ cause: 'returned_by_person', decision, lastAnswer: 'silence' });
    const again = world.restart(60_000);
    expect(cardOf(again, id)).toMatchObject({ cause: 'returned_by_person', decision });
  });

  test('a named person kept it: that is known of the sale', () => {
    const { world, id } = undecided();
    world.terminal.decide(id, 'keep', 'Li Wei', 'has the goods');
    expect(cardOf(world, id)).toMatchObject({ kind: 'settled', decision: { kept: true, by: 'Li Wei' } });
  });

  test('nobody decided for ten minutes', () => {
    const { world, id } = undecided();
    world.clock.advance(seedLimits.decisionMs);
    expect(cardOf(world, id)).toMatchObject({ kind: 'reversal', cause: 'not_decided', decision: null });
  });

  test('a success came late', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('failed', { code: 'RISK_REJECT' }));
    const id = world.charge();
    world.clock.advance(10);
    world.gateway.script('inquirePayment', () => outcome('success', paidFacts));
    world.terminal.inquire(id);
    world.clock.advance(10);
    expect(cardOf(world, id)).toMatchObject({ kind: 'reversal', cause: 'late_success' });
  });

  test('a row of an older version does not tell', () => {
    const [old] = pendingReversals(1, 'overdue');
    if (old?.reversal == null) throw new Error('a reversal was asked for');
    const { cause: _, ...reversal } = old.reversal;
    const world = counterWorld({ journal: new PlainJournal([{ ...old, reversal }]) });
    expect(cardOf(world, old.paymentRequestId)).toMatchObject({ kind: 'reversal', cause: '' });
  });
});

describe('a list of several days and currencies', () => {
  const noonMs = Date.UTC(2026, 10, 1, 4);
  const dayMs = 86_400_000;

  /** Half past eleven in the evening: two of yesterday, which wait for support, and two of today. */
  function evening() {
    const [a, b, c, d] = [...pendingReversals(4)];
    if (a === undefined || b === undefined || c === undefined || d === undefined)
      throw new Error('four were asked for');
    const yesterday = [a, b].map((one) => ({ ...one, scannedAtMs: one.scannedAtMs - dayMs }));
    const known = { ...c, paymentId: '2026110119401080010018812000' };
    const yen = { ...d, amount: { minor: 500, currency: 'JPY' } };
    const journal = new PlainJournal([...yesterday, known, yen]);
    const world = counterWorld({ clock: manualClock(noonMs + 11.5 * 3_600_000), journal });
    return { world, ids: [a, b, c, d].map(({ paymentRequestId }) => paymentRequestId) };
  }

  test('begins with those whose cancel window is about to close, however young they are', () => {
    const { world, ids } = evening();
    const [a, b, c, d] = ids;
    expect(idsOf(listOf(world))).toEqual([c, d, a, b]);
    expect(idsOf(listOf(world, { from: 1, most: 2 })), 'a piece begins where the one before has ended').toEqual([d, a]);
    expect(idsOf(listOf(world, { from: 3, most: 2 }))).toEqual([b]);
  });

  test('counts every kind, whichever is shown, and adds up each currency by itself', () => {
    const { world } = evening();
    const { counts, totals, cards } = listOf(world, { show: 'refunds' });
    expect(cards).toEqual([]);
    expect(counts).toEqual({ all: 4, person: 4, closing: 2, refunds: 0 });
    expect(totals).toEqual([
      { kind: 'reversal', currency: 'CNY', payments: 3, amountMinor: 3_840 },
      { kind: 'reversal', currency: 'JPY', payments: 1, amountMinor: 500 },
    ]);
  });

  test('is searched by the number on the customer’s bill too', () => {
    const { world, ids } = evening();
    expect(idsOf(listOf(world, { text: ' 18812000 ' }))).toEqual([ids[2]]);
  });
});

describe('"send now" for one', () => {
  test('sends its cancel at once and no other', () => {
    const world = counterWorld();
    const one = stopped(world);
    world.clock.advance(3_100);
    const other = stopped(world, 600);
    world.clock.advance(120_000);
    const before = [sentFor(world, one), sentFor(world, other)];
    expect(world.terminal.returns.send(one)).toMatchObject({
      ok: true,
      sending: 'sent',
      card: { payment: { asking: true } },
    });
    expect([sentFor(world, one), sentFor(world, other)]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  });

  test('never has two cancels on their way, nor two within 5 s', () => {
    const world = counterWorld();
    const id = stopped(world);
    world.clock.advance(120_000);
    world.terminal.returns.send(id);
    const sent = sentFor(world, id);
    expect(world.terminal.returns.send(id), 'while it is on its way').toMatchObject({ sending: 'sent' });
    world.clock.advance(3_010);
    expect(world.terminal.returns.send(id), 'after its 3 s').toMatchObject({ sending: 'just_sent' });
    expect(sentFor(world, id)).toBe(sent);
    world.clock.advance(2_000);
    expect(world.terminal.returns.send(id), 'after 5 s').toMatchObject({ sending: 'sent' });
    expect(sentFor(world, id)).toBe(sent + 1);
  });

  test('tells the answer by the card: reversed', () => {
    const world = counterWorld();
    const id = stopped(world);
    world.clock.advance(120_000);
    world.gateway.script('cancel', () => outcome('success', { orderSeen: true }));
    world.terminal.returns.send(id);
    world.clock.advance(10);
    expect(cardOf(world, id)).toMatchObject({ kind: 'settled', way: null, payment: { status: 'reversed' } });
    expect(world.terminal.returns.send(id)).toMatchObject({ sending: 'nothing' });
  });

  test('sends a refund that waits', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('success', paidFacts));
    const id = world.charge();
    world.clock.advance(10);
    world.terminal.refund(id, 300, 'milk');
    world.clock.advance(100_000);
    const sent = world.gateway.calls.filter(({ api }) => api === 'refund').length;
    expect(world.terminal.returns.send(id)).toMatchObject({ sending: 'sent' });
    expect(world.gateway.calls.filter(({ api }) => api === 'refund')).toHaveLength(sent + 1);
  });

  test('waits in line where every place is taken, and says so', () => {
    const world = counterWorld({ journal: new PlainJournal(pendingReversals(40, 'overdue')) });
    const last = idsOf(listOf(world)).at(-1) ?? '';
    expect(sentFor(world, last)).toBe(0);
    expect(world.terminal.returns.send(last)).toMatchObject({ sending: 'in_line' });
    world.clock.advance(((40 / seedLimits.returnsInFlight) * 3 + 1) * 1_000);
    expect(sentFor(world, last)).toBe(1);
  });

  test('of a payment that nobody knows says so', () => {
    expect(counterWorld().terminal.returns.send('nobody')).toEqual({ ok: false, reason: 'not_found' });
  });
});

describe('the list', () => {
  /** One of each urgency, the least urgent first. */
  function mixed(): { readonly world: CounterWorld; readonly ids: Readonly<Record<string, string>> } {
    const world = counterWorld();
    const overdue = stopped(world, 100);
    world.clock.advance(70_000);
    world.gateway.script('cancel', (_, { id }) =>
      id === refused ? outcome('refused', { code: 'MERCHANT_BALANCE_NOT_ENOUGH', orderSeen: true }) : silence,
    );
    world.gateway.script('inquirePayment', () => outcome('success', paidFacts));
    let refused = '';
    refused = world.charge(200);
    world.terminal.stop();
    world.clock.advance(3_100);
    world.gateway.script('inquirePayment', () => silence);
    world.gateway.script('pay', () => outcome('mismatch'));
    const held = world.charge(300);
    world.clock.advance(10);
    world.terminal.clear();
    world.gateway.script('pay', () => silence);
    const fresh = stopped(world, 400);
    world.clock.advance(3_100);
    const checking = world.charge(500);
    return { world, ids: { overdue, refused, held, fresh, checking } };
  }

  test('begins with what waits for a person and ends with what is only asked about', () => {
    const { world, ids } = mixed();
    const { cards, counts, totals, matching } = listOf(world);
    expect(cards.map(({ payment }) => payment.paymentRequestId)).toEqual([
      ids['held'],
      ids['refused'],
      ids['overdue'],
      ids['fresh'],
      ids['checking'],
    ]);
    expect(matching).toBe(5);
    expect(counts).toEqual({ all: 5, person: 3, closing: 0, refunds: 0 });
    expect(totals).toEqual([
      { kind: 'reversal', currency: 'CNY', payments: 3, amountMinor: 700 },
      { kind: 'held', currency: 'CNY', payments: 1, amountMinor: 300 },
      { kind: 'checking', currency: 'CNY', payments: 1, amountMinor: 500 },
    ]);
  });

  test('finds by kind, number, age and amount; what it counts of all stays', () => {
    const { world, ids } = mixed();
    expect(idsOf(listOf(world, { show: 'person' }))).toEqual([ids['held'], ids['refused'], ids['overdue']]);
    expect(idsOf(listOf(world, { text: ` ${ids['fresh']?.slice(-9)} ` }))).toEqual([ids['fresh']]);
    expect(idsOf(listOf(world, { leastMinor: 400 }))).toEqual([ids['fresh'], ids['checking']]);
    const old = listOf(world, { olderThanMs: 60_000 });
    expect(idsOf(old)).toEqual([ids['overdue']]);
    expect(old.counts.all).toBe(5);
    expect(listOf(world, { text: 'nobody has this' })).toMatchObject({ matching: 0, cards: [] });
  });

  test('of ten thousand comes in pieces that together are all of them, and rests between its slices', () => {
    const pending = 10_000;
    const journal = new PlainJournal(pendingReversals(pending, 'overdue'));
    const world = counterWorld({ journal, clock: manualClock(t0) });
    const first = listOf(world);
    expect(first).toMatchObject({ matching: pending, counts: { all: pending } });
    expect(first.cards).toHaveLength(100);
    expect(first.slices, 'the terminal takes its turns between them').toBeGreaterThanOrEqual(10);
    const ids = new Set<string>();
    for (let from = 0; from < pending; from += 2_500) {
      for (const id of idsOf(listOf(world, { from, most: 100 }))) ids.add(id);
    }
    expect(ids.size).toBe(400);
    expect(listOf(world, { from: pending }).cards).toEqual([]);
  });
});
