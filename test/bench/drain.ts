import { performance } from 'node:perf_hooks';
import { seedLimits } from '../../main/core/limits.ts';
import type { Gateway, Outcome } from '../../main/core/ports.ts';
import { Terminal } from '../../main/core/terminal.ts';
import { steadyChance } from '../support/counter.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import { pendingReversals } from '../support/pending-reversals.ts';
import { PlainJournal } from '../support/plain-journal.ts';
import type { Figure } from './figure.ts';
import { spreadOf, timed } from './samples.ts';

/**
 * What a hundred thousand pending reversals cost the core: at a start, at each sale beside them, and until the last of
 * them is done. The core alone, over a Map and on virtual time: no disk, no network, no page.
 */

const many = 100_000;
const some = 10_000;
const few = 1_000;
const answerMs = 50;
const sales = 2_000;

/** The gateway's only answer to each call, after `answerMs`; `null` stays silent. */
interface Answers {
  cancel: Outcome<'success'> | null;
}

interface Counter {
  readonly clock: ManualClock;
  readonly terminal: Terminal;
  readonly answers: Answers;
  readonly startMs: number;
}

export async function drainFigures(): Promise<readonly Figure[]> {
  // Warm up what the first measurement would pay for alone.
  sale(counterWith(few), sales);
  const none = saleMs(counterWith(0));
  const crowded = counterWith(many);
  const beside = saleMs(crowded);
  const tray = trayMs(crowded);
  const shortTray = trayMs(counterWith(some));
  const { drainedMs, lastMs } = drain(crowded, many);
  const small = drain(counterWith(few), few);
  return [
    {
      id: 'drain.start',
      name: `start of the core with ${many} pending reversals`,
      unit: 'ms',
      value: crowded.startMs,
      goal: { valueAtMost: 500 },
    },
    {
      id: 'drain.sale',
      name: `a sale with its views beside ${many} pending reversals`,
      unit: 'µs',
      value: beside * 1_000,
      yardstick: { name: 'beside none', value: none * 1_000 },
      goal: { ratioAtMost: 2, checked: true },
    },
    {
      id: 'drain.tray',
      name: `a turn of the terminal for a page of the reversal tray, of ${many}`,
      unit: 'ms',
      value: tray.turn,
      yardstick: { name: `of ${some}`, value: shortTray.turn },
      goal: { ratioAtMost: 2, valueAtMost: 5 },
    },
    {
      id: 'drain.tray_whole',
      name: `a whole page of the reversal tray, of ${many}`,
      unit: 'ms',
      value: tray.whole,
      goal: { valueAtMost: 250 },
    },
    {
      id: 'drain.rate',
      name: `reversals drained by the core, of ${many}`,
      unit: '/s',
      value: (many / drainedMs) * 1_000,
      yardstick: { name: `of ${few}`, value: (few / small.drainedMs) * 1_000 },
      goal: { ratioAtLeast: 0.5 },
    },
    {
      id: 'drain.last',
      name: `virtual wait of the last of ${many}, answers in ${answerMs} ms`,
      unit: 'ms',
      value: lastMs,
      yardstick: { name: 'eight at a time', value: (many / seedLimits.returnsInFlight) * answerMs },
      goal: { ratioAtMost: 1.1 },
    },
  ];
}

/** A terminal that has just found so many pending reversals; somebody looks at every view. */
function counterWith(pending: number): Counter {
  const clock = manualClock(Date.UTC(2026, 10, 20, 4, 0, 0));
  const journal = new PlainJournal(pendingReversals(pending));
  const answers: Answers = { cancel: null };
  const gateway = answering(clock, answers);
  const quiet = { info: () => {}, warn: () => {} };
  const ports = { clock, chance: steadyChance(), journal, gateway, log: quiet, printer: null };
  const shop = { merchantName: 'Shop', storeName: 'Store', terminalNumber: '0001', training: false } as const;
  const place = { ...shop, language: 'en', timeZone: 'Asia/Shanghai' } as const;
  const terminal = new Terminal(ports, seedLimits, { ...place, currency: 'CNY' }, place);
  const startedMs = performance.now();
  terminal.start();
  terminal.view();
  const startMs = performance.now() - startedMs;
  terminal.onChange(() => {});
  return { clock, terminal, answers, startMs };
}

function answering(clock: ManualClock, answers: Answers): Gateway {
  const paid = outcome('success', { paymentId: 'PAY', orderSeen: true });
  const unused = (): never => {
    throw new Error('only pay and cancel are measured');
  };
  return {
    pay: (_, answered) => clock.after(answerMs, () => answered(paid)),
    cancel: (_, answered) => {
      const { cancel } = answers;
      return cancel === null ? () => {} : clock.after(answerMs, () => answered(cancel));
    },
    inquirePayment: unused,
    refund: unused,
    inquireRefund: unused,
  };
}

/** Milliseconds of one sale, from the amount to paid. */
function saleMs(counter: Counter): number {
  return spreadOf(sale(counter, sales)).median;
}

const looks = 15;

/** A page of the tray, the most urgent first: one of its turns, and all of them together, milliseconds. */
function trayMs({ terminal }: Counter): { readonly turn: number; readonly whole: number } {
  const asked = { show: 'all', text: '', olderThanMs: 0, leastMinor: 0, from: 0, most: 100 } as const;
  const runs = Array.from({ length: looks }, () => {
    const slices = terminal.returns.list(asked);
    const turns: number[] = [];
    let isOver = false;
    const turn = (): void => {
      isOver = slices.next().done === true;
    };
    while (!isOver) turns.push(timed(turn));
    return { turn: spreadOf(turns).median, whole: turns.reduce((sum, turn) => sum + turn, 0) };
  });
  return {
    turn: spreadOf(runs.map(({ turn }) => turn)).median,
    whole: spreadOf(runs.map(({ whole }) => whole)).median,
  };
}

let codes = 0;

function sale({ terminal, clock }: Counter, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    codes += 1;
    const text = `28${String(codes).padStart(16, '0')}`;
    // The clock stands still meanwhile: nothing of the background falls into the measurement.
    const startedMs = performance.now();
    terminal.startSale({ orderId: null, amount: { minor: 500, currency: 'CNY' }, differentCustomer: true });
    const taken = terminal.scan({ text, source: 'serial' });
    const scannedMs = performance.now();
    if (!taken.ok) throw new Error(taken.reason);
    clock.advance(answerMs - 1);
    const waitedMs = performance.now();
    clock.advance(1);
    terminal.clear();
    return scannedMs - startedMs + (performance.now() - waitedMs);
  });
}

/** Lets the gateway answer until nothing is pending: real time, and virtual time until the last. */
function drain({ terminal, clock, answers }: Counter, pending: number) {
  answers.cancel = outcome('success', { orderSeen: true });
  terminal.sendReturns();
  const fromMs = clock.monotonicMs();
  const startedMs = performance.now();
  // Whoever is on its way already has to find out first that nobody answers.
  for (let n = 0; n < pending && terminal.unsettled() > 0; n++) clock.advance(1_000);
  return { drainedMs: performance.now() - startedMs, lastMs: clock.monotonicMs() - fromMs };
}
