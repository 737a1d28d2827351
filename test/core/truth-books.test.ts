import { describe, expect, test } from 'vitest';
import type { TruthVerdict, TruthView } from '../../main/contract/truth-desk.ts';
import { seedLimits } from '../../main/core/limits.ts';
import { noLog } from '../../main/core/ports.ts';
import { Terminal } from '../../main/core/terminal.ts';
import { type Books, createBooks } from '../../main/simulator/books.ts';
import { memoryLedger } from '../../main/simulator/ledger.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { Draws } from '../sim/draws.ts';
import { booksGateway, type Loss } from '../support/books-gateway.ts';
import { freshCode, steadyChance, t0 } from '../support/counter.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { printedSeed } from '../support/seed.ts';

/**
 * The truth desk against the simulator's own books, in virtual time: whatever was lost on the way, what it says of the
 * money is what the gateway's books hold, and no question moves a coin.
 */

interface Shop {
  readonly clock: ManualClock;
  readonly books: Books;
  /** What is lost from now on. */
  loss: Loss;
  till(number: string): Terminal;
  close(): void;
}

function openShop(): Shop {
  const clock = manualClock(t0);
  const books = createBooks({ clock, chance: steadyChance(), ledger: memoryLedger(), mockAmounts: false });
  const closers: (() => void)[] = [() => books.close()];
  const shop: Shop = {
    clock,
    books,
    loss: null,
    till(terminalNumber) {
      const journal = new SqliteJournal(':memory:', clock, steadyChance());
      const gateway = booksGateway(clock, books, () => shop.loss);
      const ports = { clock, chance: steadyChance(), journal, gateway, log: noLog, printer: null };
      const about = { merchantName: 'Shop', storeName: 'Store', terminalNumber, training: true };
      const identity = { ...about, currency: 'CNY', language: 'en', timeZone: 'Asia/Shanghai' };
      const paper = { ...about, timeZone: identity.timeZone, language: 'en' } as const;
      const terminal = new Terminal(ports, seedLimits, identity, paper);
      terminal.start();
      closers.push(() => terminal.close());
      return terminal;
    },
    close: () => {
      for (const close of closers.toReversed()) close();
    },
  };
  return shop;
}

/** Opens a sale and scans a fresh code; the paymentRequestId. */
function charge(till: Terminal, minor: number, orderId: string | null = null): string {
  const started = till.startSale({ orderId, amount: { minor, currency: 'CNY' }, differentCustomer: true });
  if (!started.ok) throw new Error(started.reason);
  const taken = till.scan({ text: freshCode(), source: 'serial' });
  if (!taken.ok) throw new Error(taken.reason);
  return taken.paymentRequestId;
}

/** Asks and waits for the answer. */
function ask(till: Terminal, clock: ManualClock, number: string): TruthView {
  clock.advance(3_000);
  expect(till.truthDesk.ask(number)).toMatchObject({ ok: true });
  clock.advance(200);
  const view = till.truthDesk.view();
  if (view === null) throw new Error('nothing was asked');
  return view;
}

/** What the customer is out of pocket, minor units, as the gateway's books have it. */
function heldMinor(books: Books, id: string): number {
  const line = books.payments().find(({ paymentRequestId }) => paymentRequestId === id);
  return line === undefined ? 0 : line.chargedMinor - line.returnedMinor;
}

const saysHeld: ReadonlySet<TruthVerdict> = new Set<TruthVerdict>(['paid', 'partly_refunded', 'stranger_paid']);
const saysFree: ReadonlySet<TruthVerdict> = new Set<TruthVerdict>([
  'not_charged',
  'reversed',
  'returned',
  'never_arrived',
  'refunded',
  'stranger_not_charged',
  'stranger_returned',
  'stranger_unknown',
]);

describe('beside a till of the same shop', () => {
  test('the number of its receipt is answered by Alipay alone, and no till hears of it', () => {
    const shop = openShop();
    const [here, there] = [shop.till('0001'), shop.till('0002')];
    const id = charge(there, 1_280);
    shop.clock.advance(200);
    expect(ask(here, shop.clock, id)).toMatchObject({
      verdict: 'stranger_paid',
      basis: 'answered',
      mayChargeAgain: false,
      stranger: { whose: 'other_till', terminalNumber: '0002', amountMinor: 1_280, returnedMinor: 0 },
    });
    expect(there.refund(id, 300, 'milk')).toMatchObject({ ok: true });
    shop.clock.advance(200);
    expect(ask(here, shop.clock, id).stranger?.returnedMinor).toBe(300);
    expect(ask(there, shop.clock, id)).toMatchObject({ verdict: 'partly_refunded', basis: 'answered' });
    expect(here.look(id)).toEqual({ ok: false, reason: 'not_found' });
    expect(ask(here, shop.clock, id.replace(/.{6}$/, '999999')).verdict).toBe('stranger_unknown');
    shop.close();
  });

  test('a slip of a reversal that nobody confirmed tells days later what became of it', () => {
    const shop = openShop();
    const till = shop.till('0001');
    shop.loss = 'answer';
    const id = charge(till, 1_280);
    shop.clock.advance(70_000);
    expect(heldMinor(shop.books, id), 'the lost cancel has been done').toBe(0);
    expect(ask(till, shop.clock, id)).toMatchObject({ verdict: 'reversal_pending', mayChargeAgain: false });
    shop.loss = null;
    shop.clock.advance(86_400_000 * 3);
    expect(ask(till, shop.clock, id)).toMatchObject({ verdict: 'reversed', basis: 'answered', mayChargeAgain: true });
    shop.close();
  });
});

test('whatever is lost on the way, the desk says of the money what the books hold', () => {
  const seed = printedSeed('truth desk over the books');
  const reached = new Set<TruthVerdict>();
  for (let n = 0; n < 25; n += 1) {
    const dice = new Draws(seed + n, 'truth desk');
    const shop = openShop();
    const tills = [shop.till('0001'), shop.till('0002')] as const;
    const ids: { readonly till: Terminal; readonly id: string }[] = [];
    for (let deed = 0; deed < 12; deed += 1) {
      shop.loss = dice.pick([null, null, 'request', 'answer']);
      const till = dice.pick(tills);
      till.clear();
      if (till.view().counter.state !== 'payment') ids.push({ till, id: charge(till, dice.pick([100, 1_280, 5_000])) });
      shop.clock.advance(dice.pick([100, 4_000, 20_000]));
      if (dice.happens(0.3)) till.stop();
      shop.clock.advance(dice.pick([100, 4_000, 70_000]));
      const sold = dice.pick(ids as [(typeof ids)[number], ...typeof ids]);
      if (dice.happens(0.4)) sold.till.refund(sold.id, dice.pick([50, 100, 1_280]), 'changed mind');
      shop.clock.advance(200);

      shop.loss = null;
      const asker = dice.pick(tills);
      const asked = dice.pick(ids as [(typeof ids)[number], ...typeof ids]);
      const before = JSON.stringify(shop.books.payments());
      const isStranger = asker !== asked.till;
      // What waits to be sent goes out with a question of its own till; another till's is only read.
      const quiet = isStranger && tills.every((one) => one.unsettled() === 0);
      const view = ask(asker, shop.clock, asked.id);
      reached.add(view.verdict);
      if (quiet) expect(JSON.stringify(shop.books.payments()), 'a question moves nothing').toBe(before);
      if (view.basis !== 'answered') continue;
      const held = heldMinor(shop.books, asked.id);
      const story = `seed ${seed + n}, deed ${deed}: ${view.verdict}, ${held} held`;
      if (saysHeld.has(view.verdict)) expect(held, story).toBeGreaterThan(0);
      if (saysFree.has(view.verdict)) expect(held, story).toBe(0);
      if (view.mayChargeAgain) expect([held, isStranger], story).toEqual([0, false]);
    }
    shop.close();
  }
  expect([...saysHeld, ...saysFree].filter((one) => reached.has(one)).length, [...reached].join(' ')).toBeGreaterThan(
    4,
  );
});
