import { readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import {
  everything as all,
  type HistoryFilter,
  type HistoryPage,
  type HistoryState,
} from '../../main/contract/history.ts';
import { History, rowOf } from '../../main/core/history.ts';
import { utcSecond } from '../../main/core/ids.ts';
import { blocksOrder, isOpenRefund, type Payment } from '../../main/core/payment-state.ts';
import { shopTime } from '../../main/core/shop-time.ts';
import { openDatabase } from '../../main/store/database.ts';
import { historyOfList } from '../../main/store/history-of-list.ts';
import { historyTexts } from '../../main/store/history-questions.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { Draws } from '../sim/draws.ts';
import { steadyChance, t0 } from '../support/counter.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { printedSeed } from '../support/seed.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { archivedWhole, dayMs } from './archiving.ts';
import { commitOf, intent, next, openReversal, sentRefund } from './samples.ts';

/** Looking back over journal and archives finds what a plain look at every payment finds, in the same order. */

vi.setConfig({ testTimeout: 60_000 });

const zone = 'Asia/Shanghai';

interface Shop {
  readonly path: string;
  readonly clock: ManualClock;
  /** Newest first, as the journal has them. */
  readonly payments: Payment[];
}

/** A whole number from 0 up to but not including `below`. */
type Draw = (below: number) => number;

function drawsFrom(seed: number, name: string): Draw {
  const draws = new Draws(seed, name);
  return (below) => draws.below(below);
}

const finals = ['paid', 'paid', 'paid', 'not_charged', 'reversed'] as const;
const live = ['inquiring', 'held', 'reversal_pending'] as const;

/** A payment of any kind; what is old enough for an archive may still be open. */
function drawn(n: number, draw: Draw, nowMs: number): Payment {
  const atMs = nowMs - draw(420) * dayMs - draw(86_400) * 1_000;
  const minor = [1, 1280, 1280, 99_99, 5_000_00][draw(5)] ?? 1;
  const isOpen = draw(12) === 0;
  const phase = isOpen ? (live[draw(3)] ?? 'held') : (finals[draw(5)] ?? 'paid');
  const digits = String(draw(1_000_000)).padStart(6, '0');
  const id = `${utcSecond(atMs)}0001${String(minor).padStart(12, '0')}${String(n % 10_000).padStart(4, '0')}${digits}`;
  const isPaid = phase === 'paid';
  const refund = { ...sentRefund, refundRequestId: `R-${n}`, amountMinor: 1, requestedAtMs: atMs };
  const refunds: Payment['refunds'] = !isPaid
    ? []
    : ([
        [],
        [],
        [{ ...refund, phase: 'done', refundId: `20261120190741000000000${n}` }],
        [{ ...refund, phase: 'refused' }],
        [refund],
      ][draw(5)] as Payment['refunds']);
  return {
    ...intent(1),
    paymentRequestId: id,
    orderId: `ORDER-${draw(4) === 0 ? Math.floor(n / 4) : n}`,
    amount: { minor, currency: 'CNY' },
    serial: n % 10_000,
    codeFingerprint: `fingerprint-${n}`,
    phase,
    paymentId: isPaid ? `PAY-${n}` : null,
    scannedAtMs: atMs,
    reversal: phase === 'reversal_pending' ? openReversal : null,
    refunds,
    doubt: phase === 'not_charged' && draw(6) === 0,
    dueAtMs: isOpen || refunds.some(isOpenRefund) ? atMs : null,
  };
}

/** A shop of more than a year, its settled payments archived, a few of them brought back. */
function randomShop(seed: number): Shop {
  const draw = drawsFrom(seed, 'shop');
  const nowMs = t0 + 200 * dayMs;
  const path = join(quickFolder(), 'journal.sqlite');
  const clock = manualClock(t0 - 300 * dayMs);
  const journal = new SqliteJournal(path, clock, steadyChance());
  const drawnOnes = Array.from({ length: 240 }, (_, n) => drawn(n, draw, nowMs));
  const holders = new Set<string>();
  const payments = new Map<string, Payment>();
  for (const one of drawnOnes) {
    // One live attempt holds an order.
    const orderId = blocksOrder(one) && holders.has(one.orderId) ? `${one.orderId}-again-${one.serial}` : one.orderId;
    if (blocksOrder(one)) holders.add(orderId);
    const payment = { ...one, orderId };
    clock.setWall(payment.scannedAtMs);
    journal.commit(commitOf(null, payment));
    payments.set(payment.paymentRequestId, payment);
  }
  clock.setWall(nowMs);
  archivedWhole(journal);
  for (const payment of [...payments.values()].filter(({ phase }) => phase === 'paid').slice(0, 6)) {
    const known = journal.payment(payment.paymentRequestId) ?? payment;
    const refund = { ...sentRefund, refundRequestId: `R-late-${known.serial}`, amountMinor: 1 };
    const after = next(known, { refunds: [...known.refunds, { ...refund, phase: 'done' }] });
    journal.commit(commitOf(known, after));
    payments.set(after.paymentRequestId, after);
  }
  journal.close();
  const newestFirst = [...payments.values()].toSorted((a, b) => (a.paymentRequestId < b.paymentRequestId ? 1 : -1));
  return { path, clock, payments: newestFirst };
}

/** The plain look at every payment. */
function fits(payment: Payment, filter: HistoryFilter): boolean {
  const day = shopTime(payment.scannedAtMs, zone).slice(0, 10);
  const { minor } = payment.amount;
  const given = payment.refunds.filter(({ phase }) => phase !== 'refused');
  const states: Record<HistoryState, boolean> = {
    paid: payment.phase === 'paid',
    refunded: given.length > 0,
    not_charged: payment.phase === 'not_charged' && !payment.doubt,
    reversed: payment.phase === 'reversed',
    open: blocksOrder(payment) || given.some(isOpenRefund),
  };
  const { number } = filter;
  const numbers = [payment.paymentRequestId, payment.paymentId, payment.orderId];
  const ofRefunds = payment.refunds.flatMap(({ refundRequestId, refundId }) => [refundRequestId, refundId]);
  if ([...numbers, ...ofRefunds].includes(number)) return true;
  return (
    (number === '' || (/^\d{3,10}$/.test(number) && payment.paymentRequestId.endsWith(number))) &&
    minor >= (filter.amountFromMinor ?? 0) &&
    minor <= (filter.amountToMinor ?? Number.POSITIVE_INFINITY) &&
    day >= (filter.fromDay ?? '') &&
    day <= (filter.toDay ?? '9') &&
    (filter.state === null || states[filter.state])
  );
}

function drawnFilter(draw: Draw, { payments }: Shop): HistoryFilter {
  const some = (): Payment => payments[draw(payments.length)] as Payment;
  const maybe = <Value>(value: Value): Value | null => (draw(3) === 0 ? value : null);
  const dayOf = (payment: Payment): string => shopTime(payment.scannedAtMs, zone).slice(0, 10);
  const [one, refunded] = [some(), payments.filter(({ refunds }) => refunds.length > 0)[draw(5)]];
  const numbers = [
    one.paymentRequestId,
    one.paymentId ?? 'PAY-none',
    one.orderId,
    one.paymentRequestId.slice(-3),
    one.paymentRequestId.slice(-6),
    refunded?.refunds[0]?.refundRequestId ?? 'R-none',
    refunded?.refunds[0]?.refundId ?? '2026112019074100000000099999',
    'nobody knows it',
  ];
  const states = ['paid', 'refunded', 'not_charged', 'reversed', 'open'] as const;
  return {
    number: draw(2) === 0 ? (numbers[draw(numbers.length)] ?? '') : '',
    amountFromMinor: maybe(some().amount.minor),
    amountToMinor: maybe(some().amount.minor),
    fromDay: maybe(dayOf(some())),
    toDay: maybe(dayOf(some())),
    state: maybe(states[draw(5)] ?? 'paid'),
  };
}

/** One request, with all the time that its slices take. */
async function asked(history: History, clock: ManualClock, filter: HistoryFilter, at = 0, upTo: string | null = null) {
  const answer = history.page({ filter, upTo, at, most: 100 });
  let page: Awaited<typeof answer> | null = null;
  void answer.then((got) => {
    page = got;
  });
  for (let turn = 0; turn < 200 && page === null; turn += 1) {
    await Promise.resolve();
    clock.advance(1);
  }
  const got = await answer;
  if (!got.ok) throw new Error(got.reason);
  return got;
}

async function everyPage(history: History, clock: ManualClock, filter: HistoryFilter): Promise<readonly HistoryPage[]> {
  const pages = [await asked(history, clock, filter)];
  for (;;) {
    const last = pages.at(-1) as HistoryPage;
    const at = last.at + last.rows.length;
    if (at >= last.total) return pages;
    pages.push(await asked(history, clock, filter, at, last.upTo));
  }
}

function idsOf(pages: readonly HistoryPage[]): readonly (string | undefined)[] {
  return pages.flatMap(({ rows }) => rows.map((row) => row?.paymentRequestId));
}

const seed = printedSeed('history');

test.for([0, 1, 2].map((n) => seed + n))(
  'every search finds what a look at each payment finds, seed %d',
  async (seed) => {
    const shop = randomShop(seed);
    const journal = new SqliteJournal(shop.path, shop.clock, steadyChance());
    const history = new History(journal.history, shop.clock, zone);
    const inMemory = new History(historyOfList(shop.payments), shop.clock, zone);
    expect(readdirSync(dirname(shop.path)).filter((name) => /-20\d\d\.sqlite$/.test(name)).length).toBeGreaterThan(1);
    const draw = drawsFrom(seed, 'questions');
    const filters = [all, ...Array.from({ length: 120 }, () => drawnFilter(draw, shop))];
    for (const filter of filters) {
      const wanted = shop.payments.filter((payment) => fits(payment, filter));
      const isExact = wanted.some(({ paymentRequestId }) => !paymentRequestId.endsWith(filter.number));
      const expected =
        isExact && filter.number !== '' ? wanted.filter((one) => isNumbered(one, filter.number)) : wanted;
      const said = `seed ${seed}, ${JSON.stringify(filter)}`;
      const pages = await everyPage(history, shop.clock, filter);
      expect(idsOf(pages), said).toEqual(expected.map(({ paymentRequestId }) => paymentRequestId));
      expect(pages.at(0)?.total, said).toBe(expected.length);
      expect(pages.at(0)?.rows.slice(0, 3), said).toEqual(expected.slice(0, 3).map(rowOf));
      expect(idsOf(await everyPage(inMemory, shop.clock, filter)), `${said}, of a rescue`).toEqual(idsOf(pages));
    }
    history.close();
    journal.close();
  },
);

function isNumbered({ paymentRequestId, paymentId, orderId, refunds }: Payment, number: string): boolean {
  const ofRefunds = refunds.flatMap(({ refundRequestId, refundId }) => [refundRequestId, refundId]);
  return [paymentRequestId, paymentId, orderId, ...ofRefunds].includes(number);
}

describe('what is sold while somebody looks', () => {
  test('does not move the list until it is asked for anew, and shows there at once', async () => {
    const clock = manualClock(t0);
    const journal = new SqliteJournal(':memory:', clock, steadyChance());
    const history = new History(journal.history, clock, zone);
    expect(await asked(history, clock, all)).toMatchObject({ total: 0, upTo: null, complete: true });
    for (const n of [1, 2, 3]) journal.commit(commitOf(null, intent(n)));
    const before = await asked(history, clock, all);
    journal.commit(commitOf(null, intent(4)));
    const settled = next(intent(3), { phase: 'reversed', dueAtMs: null });
    journal.commit(commitOf(intent(3), settled));
    const [id4, id3, id2, id1] = [4, 3, 2, 1].map((n) => intent(n).paymentRequestId);
    const same = await asked(history, clock, all, 0, before.upTo);
    expect(idsOf([same])).toEqual([id3, id2, id1]);
    expect(same.rows[0]).toMatchObject({ status: 'reversed' });
    expect(idsOf([await asked(history, clock, { ...all, state: 'reversed' })])).toEqual([id3]);
    expect(idsOf([await asked(history, clock, all)])).toEqual([id4, id3, id2, id1]);
    journal.close();
  });

  test('stands in the order of its id when the clock was set back', async () => {
    const clock = manualClock(t0);
    const journal = new SqliteJournal(':memory:', clock, steadyChance());
    const history = new History(journal.history, clock, zone);
    for (const n of [5, 6]) journal.commit(commitOf(null, intent(n)));
    await asked(history, clock, all);
    for (const n of [9, 2, 7]) journal.commit(commitOf(null, intent(n)));
    const ids = [9, 7, 6, 5, 2].map((n) => intent(n).paymentRequestId);
    expect(idsOf([await asked(history, clock, all)])).toEqual(ids);
    journal.close();
  });
});

describe('an archive that is away', () => {
  test('is told by its year, and its payments are there again once it has been put back', async () => {
    const shop = randomShop(4);
    const inside = (year: string) => shop.payments.filter(({ paymentRequestId }) => paymentRequestId.startsWith(year));
    const archive = join(dirname(shop.path), 'journal-2026.sqlite');
    renameSync(archive, `${archive}.away`);
    const journal = new SqliteJournal(shop.path, shop.clock, steadyChance());
    const history = new History(journal.history, shop.clock, zone);
    const without = await asked(history, shop.clock, all);
    expect(without).toMatchObject({ awayYears: [2026] });
    expect(without.total).toBeLessThan(shop.payments.length);
    expect(without.total).toBeGreaterThanOrEqual(shop.payments.length - inside('2026').length);
    renameSync(`${archive}.away`, archive);
    expect(await asked(history, shop.clock, all)).toMatchObject({ awayYears: [], total: shop.payments.length });
    journal.close();
  });
});

describe('a long history', () => {
  test('is read in slices, the newest first: what is found so far can be shown meanwhile', async () => {
    const clock = manualClock(t0);
    const many = Array.from({ length: 1_250 }, (_, n) => ({
      ...intent(1),
      paymentRequestId: `${utcSecond(t0 + n * 1_000)}00010000000012800001${String(n).padStart(6, '0')}`,
    }));
    const history = new History(historyOfList(many), clock, zone);
    const first = await history.page({ filter: all, upTo: null, at: 0, most: 1 });
    expect(first).toMatchObject({ total: 500, complete: false, lookedBackToMs: t0 + 750_000 });
    expect(first).toMatchObject({ rows: [{ paymentRequestId: many.at(-1)?.paymentRequestId }] });
    clock.advance(1);
    expect(await history.page({ filter: all, upTo: null, at: 999, most: 5 })).toMatchObject({ total: 1_000 });
    clock.advance(1);
    const last = await history.page({ filter: all, upTo: null, at: 1_249, most: 5 });
    expect(last).toMatchObject({ total: 1_250, complete: true, lookedBackToMs: null });
    expect(last).toMatchObject({ rows: [{ paymentRequestId: many[0]?.paymentRequestId }] });
    history.close();
    expect(clock.waiting(), 'nothing is read any more').toBe(0);
  });
});

describe('every question finds its index:', () => {
  const plans: Partial<Record<keyof typeof historyTexts, readonly string[]>> = {
    marksBefore: [
      'SEARCH p USING COVERING INDEX payments_history (payment_request_id<?)',
      'CORRELATED SCALAR SUBQUERY 1',
      'SEARCH refunds USING INDEX refunds_by_payment (payment_request_id=?)',
    ],
    marksSince: [
      'SEARCH j USING INTEGER PRIMARY KEY (rowid>?)',
      'SEARCH p USING PRIMARY KEY (payment_request_id=?) LEFT-JOIN',
      'CORRELATED SCALAR SUBQUERY 1',
      'SEARCH refunds USING INDEX refunds_by_payment (payment_request_id=?)',
    ],
    newestStep: ['SEARCH journal'],
    personsWords: ['SEARCH journal USING INDEX sqlite_autoindex_journal_1 (payment_request_id=?)'],
    payments: [
      'SEARCH payments USING PRIMARY KEY (payment_request_id=?)',
      'LIST SUBQUERY 1',
      'SCAN json_each VIRTUAL TABLE INDEX 1:',
    ],
  };

  test.for(Object.entries(plans))('%s', ([name, plan]) => {
    const db = openDatabase(':memory:', steadyChance());
    expect(planOf(db, historyTexts[name as keyof typeof historyTexts])).toEqual(plan);
  });

  test('numbered: four look-ups, none of them a scan', () => {
    const db = openDatabase(':memory:', steadyChance());
    const steps = planOf(db, historyTexts.numbered, [{ number: '', most: 1 }]);
    expect(steps.filter((step) => step.startsWith('SEARCH'))).toHaveLength(4);
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  });

  function planOf(db: Database.Database, text: string, given?: readonly unknown[]): readonly string[] {
    const nothing = given ?? Array.from(text.matchAll(/\?/g), () => null);
    const steps = db.prepare<unknown[], { detail: string }>(`explain query plan ${text}`).all(...nothing);
    return steps.map(({ detail }) => detail);
  }
});
