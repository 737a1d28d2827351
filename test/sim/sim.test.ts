import { describe, expect, test } from 'vitest';
import type { Commit, Journal } from '../../main/core/ports.ts';
import { printedSeed } from '../support/seed.ts';
import { readFaultPlan } from './faults.ts';
import { searchPlans } from './plans.ts';
import { shrink } from './shrink.ts';
import { runWorld, type Told, type WorldOptions } from './world.ts';

/**
 * A world tries to make the till lose or double money, seed after seed. What it may do is in `trouble.ts`, what must
 * hold in `referee.ts`. `npm run sim` goes on for as long as one likes.
 */

/** What a person needs to see when a promise was broken: the seed, the promise, and the shortest story of it. */
function brokenStory(told: Told, options: WorldOptions): string {
  const shortest = shrink(told, options, 150);
  const lines = shortest.story.slice(-60).join('\n');
  return `SEED=${told.seed}: ${told.broken}\n\ncaused by\n${shortest.struck.join('\n')}\n\nlast of its story\n${lines}`;
}

/** Runs all seeds and stops at the first broken promise. */
function runAll(from: number, count: number, options: WorldOptions = {}): { attempts: number; passages: Set<string> } {
  const passages = new Set<string>();
  let attempts = 0;
  for (let seed = from; seed < from + count; seed++) {
    const told = runWorld(seed, options);
    if (told.broken !== null) expect.fail(brokenStory(told, options));
    for (const passage of told.passages) passages.add(passage);
    attempts += told.attempts;
  }
  return { attempts, passages };
}

/** If one of these is no longer reached, the worlds have become harmless. */
const wanted = [
  'inquiring → reversing (inquiry_answered)',
  'inquiring → reversing (stopped)',
  'inquiring → undecided (inquiry_answered)',
  'undecided → paid (decided)',
  'undecided → reversing (decided)',
  'undecided → reversing (woke)',
  'held → reversing (decided)',
  'reversing → reversal_pending (woke)',
  'not_charged → reversing (inquiry_answered)',
  'reversed → reversing (inquiry_answered)',
  'paying → inquiring (recovered)',
  'doubted',
  'closed on ORDER_NOT_EXIST',
  'given back by refund',
  'refund of a reversal done',
  'refund of a person refused',
  'refund of a person pending',
  'alarm call_support',
  'alarm cancel_refused',
  'alarm top_up_balance',
  'alarm amount_mismatch',
  'alarm wrong_payment_answered',
  'reversal_pending → reversed (closed_by_person)',
];

describe('no money is lost or taken twice', { timeout: 60_000 }, () => {
  test('in four hundred worlds, which between them go through everything that can happen to a payment', () => {
    const { attempts, passages } = runAll(1, 400);
    expect(attempts).toBeGreaterThan(4_000);
    expect(wanted.filter((passage) => !passages.has(passage))).toEqual([]);
  });

  test('under sparse fault plans that nobody has seen before', () => {
    const { plans, found } = searchPlans(printedSeed('plans'), 500);
    expect(found).toBeNull();
    expect(plans).toBe(500);
  });

  test('and SQLite tells the same history as a Map, twice the same, and verifies clean', () => {
    for (let seed = 1; seed <= 24; seed++) {
      const told = runWorld(seed, { journal: 'sqlite' });
      if (told.broken !== null) expect.fail(brokenStory(told, { journal: 'sqlite' }));
      const others = [runWorld(seed, { journal: 'map' }), runWorld(seed, { journal: 'sqlite' })];
      expect(
        others.map(({ hash }) => hash),
        `SEED=${seed}: one seed, one history`,
      ).toEqual([told.hash, told.hash]);
    }
  });
});

describe('the referee notices', { timeout: 60_000 }, () => {
  /** The first promise that a till over this journal breaks. */
  function firstBroken(spoil: (rows: Journal) => Journal): string | null {
    for (let seed = 1; seed <= 200; seed++) {
      const { broken } = runWorld(seed, { spoil });
      if (broken !== null) return broken.replaceAll(/\d{3,}/g, '…');
    }
    return null;
  }

  function over(rows: Journal, change: Partial<Journal>): Journal {
    const whole: Journal = {
      commit: (commit) => rows.commit(commit),
      payment: (id) => rows.payment(id),
      find: (id) => rows.find(id),
      attemptsOf: (orderId, most) => rows.attemptsOf(orderId, most),
      unfinished: () => rows.unfinished(),
      liveAttempt: (orderId) => rows.liveAttempt(orderId),
      paidAttempt: (orderId) => rows.paidAttempt(orderId),
      unsettledOfAmount: (amount, orderId) => rows.unsettledOfAmount(amount, orderId),
      fingerprint: (code) => rows.fingerprint(code),
      codeUsed: (print) => rows.codeUsed(print),
      lastSerial: () => rows.lastSerial(),
      recentPaid: (most) => rows.recentPaid(most),
      hasRoom: () => rows.hasRoom(),
      prints: rows.prints,
      drawer: rows.drawer,
    };
    return { ...whole, ...change };
  }

  test('a journal that forgets what is unfinished', () => {
    expect(firstBroken((rows) => over(rows, { unfinished: () => [] }))).toMatch(
      /nothing was sent|still|at rest|is watched/,
    );
  });

  test('a journal that does not know the live attempt of an order', () => {
    expect(firstBroken((rows) => over(rows, { liveAttempt: () => null }))).toMatch(/is charged again while/);
  });

  test('a journal that does not know that an order is paid', () => {
    expect(firstBroken((rows) => over(rows, { paidAttempt: () => null }))).toMatch(/is charged again while/);
  });

  test('a journal that writes each commit one commit late', () => {
    function late(rows: Journal): Journal {
      let before: Commit | null = null;
      return over(rows, {
        commit(commit) {
          if (before !== null) rows.commit(before);
          before = commit;
        },
      });
    }
    expect(firstBroken(late)).toMatch(/is shown as .* and durable as/);
  });

  test('a start that forgets everything, under a plan that shrinks to one fault', () => {
    const { found } = searchPlans(7, 2_000, { spoil: (rows) => over(rows, { unfinished: () => [] }) });
    expect(found?.plan).toHaveLength(1);
  });
});

describe('a fault plan', () => {
  test('strikes at the named occasions and nowhere else', () => {
    const { crashes, struck, troubles } = runWorld(5, { plan: readFaultPlan(['crash#3', 'dropResponse#2']) });
    expect(crashes).toBe(1);
    expect(troubles).toBe(2);
    expect(struck.filter((name) => name.startsWith('crash#3, '))).toHaveLength(1);
    expect(struck.filter((name) => name.startsWith('dropResponse#2, '))).toHaveLength(1);
  });

  test('is refused with the names that there are', () => {
    expect(() => readFaultPlan(['crash'])).toThrow(/"crash" is no fault; .*dropResponse/);
    expect(() => readFaultPlan(['rain#1'])).toThrow(/"rain#1" is no fault/);
  });
});
