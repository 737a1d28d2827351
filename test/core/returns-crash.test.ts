import { describe, expect, test } from 'vitest';
import { seedLimits } from '../../main/core/limits.ts';
import { hasOpenReversal, isOpenRefund, type Payment } from '../../main/core/payment-state.ts';
import type { Commit, Gateway, Journal } from '../../main/core/ports.ts';
import { Terminal } from '../../main/core/terminal.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { freshCode, steadyChance, t0 } from '../support/counter.ts';
import { withCommit } from '../support/journal-over.ts';
import { manualClock } from '../support/manual-clock.ts';
import { type FirstTry, firstTries, Vault } from '../support/vault.ts';

/**
 * Every way of giving money back, cut off before and after each commit and each call, with every answer to its first
 * try: in the end exactly the right sum went back, once, and nothing is open.
 */

/** Thrown where the power goes. */
class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

const heldMinor = 1_280;
const refundMinor = 500;

type Way = 'refund by a person' | 'reversal by cancel' | 'reversal by refund';

const ways: readonly Way[] = ['refund by a person', 'reversal by cancel', 'reversal by refund'];

/** What happens in a run, numbered: `commit 4` and `call 3`, each with a before and an after. */
class Story {
  readonly #cutAt: string | null;
  readonly points: string[] = [];
  isCut = false;
  #counts = { commit: 0, call: 0 };

  constructor(cutAt: string | null) {
    this.#cutAt = cutAt;
  }

  around<Result>(what: 'commit' | 'call', act: () => Result): Result {
    this.#counts[what] += 1;
    const name = `${what} ${this.#counts[what]}`;
    this.#pass(`before ${name}`);
    const result = act();
    this.#pass(`after ${name}`);
    return result;
  }

  #pass(point: string): void {
    this.points.push(point);
    if (point !== this.#cutAt) return;
    this.isCut = true;
    throw new PowerCut(point);
  }
}

interface Ended {
  readonly returnedMinor: number;
  readonly phase: string;
  readonly doneMinor: number;
  readonly unfinished: number;
  readonly points: readonly string[];
  readonly isCut: boolean;
}

/** From the sale to rest, started anew wherever it was cut. */
function run(way: Way, first: FirstTry, cutAt: string | null): Ended {
  const vault = new Vault(heldMinor, first, way === 'reversal by refund' ? 'closed' : 'open');
  const chance = steadyChance();
  const story = new Story(cutAt);
  let clock = manualClock(t0);
  const rows = new SqliteJournal(':memory:', { ...clock, wallMs: () => clock.wallMs() }, chance);
  const journal = watched(rows, story);
  const shop = { merchantName: 'Shop', storeName: 'Store', terminalNumber: '0001', training: true } as const;
  const place = { ...shop, language: 'en', timeZone: 'Asia/Shanghai' } as const;
  let id = '';
  try {
    for (let life = 1; life <= 3; life++) {
      const quiet = { info: () => {}, warn: () => {} };
      const gateway = watchedGateway(vault.gateway(clock), story, way);
      const ports = { clock, chance, journal, gateway, log: quiet, printer: null };
      const terminal = new Terminal(ports, seedLimits, { ...place, currency: 'CNY' }, place);
      const isOver = survives(() => {
        terminal.start();
        id = sold(terminal, id, way, clock.advance);
        giveBack(terminal, id, way, clock.advance);
      });
      terminal.close();
      if (isOver) break;
      clock = manualClock(clock.wallMs() + 5_000);
    }
    const payment = rows.payment(id);
    const done = payment?.refunds.filter(({ phase }) => phase === 'done') ?? [];
    return {
      returnedMinor: vault.returnedMinor,
      phase: payment?.phase ?? 'nothing',
      doneMinor: done.reduce((sum, refund) => sum + refund.amountMinor, 0),
      unfinished: rows.unfinished().length,
      points: story.points,
      isCut: story.isCut,
    };
  } finally {
    rows.close();
  }
}

/** False when the power went meanwhile. */
function survives(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof PowerCut) return false;
    throw error;
  }
}

/** The one sale, in the first life; it is never cut, only what comes after it. */
function sold(terminal: Terminal, id: string, way: Way, advance: (ms: number) => void): string {
  if (id !== '') return id;
  const amount = { minor: heldMinor, currency: 'CNY' };
  terminal.startSale({ orderId: 'ORDER-1', amount, differentCustomer: false });
  const taken = terminal.scan({ text: freshCode(), source: 'serial' });
  if (!taken.ok) throw new Error(taken.reason);
  if (way === 'refund by a person') advance(1_000);
  return taken.paymentRequestId;
}

/** People do what they want done until it is under way, then time passes. */
function giveBack(terminal: Terminal, id: string, way: Way, advance: (ms: number) => void): void {
  for (let hour = 0; hour < 3; hour++) {
    const found = terminal.look(id);
    if (!found.ok) throw new Error(found.reason);
    const { refunds, status } = found.payment;
    if (way !== 'refund by a person') {
      if (status === 'checking') terminal.stop();
    } else if (refunds.every((refund) => refund.status === 'refused')) terminal.refund(id, refundMinor, 'milk');
    advance(3_600_000);
  }
}

/** Counts from the second commit on: the first is the sale's own. */
function watched(rows: SqliteJournal, story: Story): Journal {
  const isSale = ({ entry }: Commit): boolean => entry.kind === 'scanned' || entry.kind === 'pay_answered';
  return withCommit(rows, (change) => {
    expect(isTwoWays(change.after), 'a refund of a person beside an open reversal').toBe(false);
    if (isSale(change)) rows.commit(change);
    else story.around('commit', () => rows.commit(change));
  });
}

function isTwoWays(payment: Payment): boolean {
  return hasOpenReversal(payment) && payment.refunds.some((one) => one.origin === 'person' && isOpenRefund(one));
}

/** A pay that is to be reversed is silent for the till: only the gateway knows that it succeeded. */
function watchedGateway(gateway: Gateway, story: Story, way: Way): Gateway {
  return {
    ...gateway,
    pay: (asked, answered) => (way === 'refund by a person' ? gateway.pay(asked, answered) : () => {}),
    inquirePayment: (asked, answered) => story.around('call', () => gateway.inquirePayment(asked, answered)),
    cancel: (asked, answered) => story.around('call', () => gateway.cancel(asked, answered)),
    refund: (asked, answered) => story.around('call', () => gateway.refund(asked, answered)),
    inquireRefund: (asked, answered) => story.around('call', () => gateway.inquireRefund(asked, answered)),
  };
}

describe.for(ways)('a %s', (way) => {
  test.for(firstTries)('whose first try is %s, cut off anywhere, goes back exactly once', (first) => {
    const whole = run(way, first, null);
    const right =
      way === 'refund by a person'
        ? { returnedMinor: refundMinor, doneMinor: refundMinor, phase: 'paid', unfinished: 0 }
        : { returnedMinor: heldMinor, phase: 'reversed', unfinished: 0 };
    expect(whole, 'not cut at all').toMatchObject(right);
    expect(whole.points.length).toBeGreaterThan(4);
    for (const cutAt of whole.points)
      expect(run(way, first, cutAt), `cut ${cutAt}`).toMatchObject({ ...right, isCut: true });
  });
});
