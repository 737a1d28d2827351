import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TerminalView } from '../../main/contract/views.ts';
import { seedLimits } from '../../main/core/limits.ts';
import { type Payment, reservedMinor } from '../../main/core/payment-state.ts';
import type { PrintOutcome } from '../../main/core/ports.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { paymentViewOf } from '../../main/core/view.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, freshCode, steadyChance, t0 } from '../support/counter.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import type { Api, Call, ScriptedGateway } from '../support/scripted-gateway.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { FailingJournal, type Failure } from './failing-journal.ts';
import { verdictOf } from './tables.ts';

/**
 * The journal fails under a running terminal, at every commit of every kind of sale in turn. Nothing is claimed and
 * nothing is sent that is not durable, a reversal that is durable goes on without a journal, no sale starts, and the
 * next start on the same file settles everything with the gateway.
 */

const limits = { ...seedLimits, inquiries: 10 };
const amount = { minor: 1_280, currency: 'CNY' };

/** The gateway's truth about the one payment of a story. */
class Truth {
  status: 'unknown' | 'charged' | 'declined' | 'cancelled' = 'unknown';
  readonly refunds = new Map<string, number>();
  /** No cancel works any more, only a refund. */
  windowClosed = false;

  /** What the gateway holds of the customer's money, in minor units. */
  heldMinor(): number {
    if (this.status !== 'charged') return 0;
    return [...this.refunds.values()].reduce((left, minor) => left - minor, amount.minor);
  }
}

const facts = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:00+08:00', orderSeen: true };
const windowExceeded = outcome('refused', { code: 'CANCEL_WINDOW_EXCEED', orderSeen: true });

/** The gateway charges, and answers after `afterMs` or never. */
function charges(gateway: ScriptedGateway, truth: Truth, afterMs: number | null): void {
  gateway.script('pay', () => {
    truth.status = 'charged';
    return afterMs === null ? 'silence' : { afterMs, outcome: outcome('success', facts) };
  });
}

/** The gateway is silent or unclear until cancel or refund number `n`, which succeeds. */
function returnsAt(gateway: ScriptedGateway, truth: Truth, api: 'cancel' | 'refund', n: number): void {
  const unclear = outcome('unknown', { code: 'SYSTEM_ERROR' });
  gateway.script('cancel', (number) => {
    if (truth.windowClosed) return windowExceeded;
    if (api === 'cancel' && number >= n) truth.status = 'cancelled';
    if (truth.status === 'cancelled') return outcome('success', { orderSeen: true });
    return number % 2 === 0 ? 'silence' : unclear;
  });
  gateway.script('refund', (number, { id, asked }) => {
    if (api !== 'refund' || number < n) return number % 2 === 0 ? 'silence' : unclear;
    truth.refunds.set(id, asked.amount.minor);
    return outcome('success', { refundId: 'REF-1' });
  });
}

/** A sale, from the gateway's and the cashier's side. */
interface Story {
  /** The gateway's side; what is not scripted is silent. */
  script(gateway: ScriptedGateway, truth: Truth): void;
  /** The cashier's side after the scan, and as much time as the story needs. */
  act(world: CounterWorld, id: string): void;
}

const stories = {
  'a paid sale': {
    script: (gateway, truth) => charges(gateway, truth, 300),
    act: ({ clock }) => clock.advance(1_000),
  },
  'a declined sale': {
    script: (gateway, truth) =>
      gateway.script('pay', () => {
        truth.status = 'declined';
        return { afterMs: 300, outcome: outcome('failed', { code: 'RISK_REJECT' }) };
      }),
    act: ({ clock }) => clock.advance(1_000),
  },
  'a sale that is found to be paid': {
    script(gateway, truth) {
      charges(gateway, truth, null);
      gateway.script('inquirePayment', (n) => (n < 4 ? outcome('processing') : outcome('success', facts)));
    },
    act: ({ clock }) => clock.advance(20_000),
  },
  'a sale that stays unclear and is reversed by the fourth cancel': {
    script(gateway, truth) {
      charges(gateway, truth, null);
      gateway.script('inquirePayment', (n) =>
        outcome('unknown', { code: n % 2 === 0 ? 'SYSTEM_ERROR' : 'PROCESS_FAIL' }),
      );
      returnsAt(gateway, truth, 'cancel', 4);
    },
    act: ({ clock }) => clock.advance(90_000),
  },
  'a sale that the cashier stops and that is reversed only after its series': {
    script(gateway, truth) {
      charges(gateway, truth, null);
      returnsAt(gateway, truth, 'cancel', 15);
    },
    act({ clock, terminal }) {
      clock.advance(2_000);
      terminal.stop();
      clock.advance(600_000);
    },
  },
  'a reversal that becomes a refund': {
    script(gateway, truth) {
      charges(gateway, truth, null);
      truth.windowClosed = true;
      gateway.script('inquirePayment', () => outcome('success', facts));
      returnsAt(gateway, truth, 'refund', 3);
    },
    act({ clock, terminal }) {
      clock.advance(2_000);
      terminal.stop();
      clock.advance(60_000);
    },
  },
  'a sale that is refunded in part': {
    script(gateway, truth) {
      charges(gateway, truth, 300);
      returnsAt(gateway, truth, 'refund', 2);
    },
    act({ clock, terminal }, id) {
      clock.advance(1_000);
      terminal.refund(id, 500, 'milk');
      clock.advance(30_000);
    },
  },
} satisfies Record<string, Story>;

interface Run {
  readonly file: SqliteJournal;
  readonly path: string;
  readonly journal: FailingJournal;
  readonly world: CounterWorld;
  readonly truth: Truth;
}

/** Plays a story on a journal that fails from commit `failsFrom` on, checking every view, call and receipt. */
function play(story: Story, failsFrom: number, failure: Failure): Run {
  const clock = manualClock(t0);
  const chance = steadyChance();
  const path = join(quickFolder(), 'journal.sqlite');
  const file = new SqliteJournal(path, clock, chance);
  const journal = new FailingJournal(file, failsFrom, failure);
  const truth = new Truth();
  const world = counterWorld({
    journal,
    clock,
    chance,
    limits,
    prepare: (gateway) => gateway.onCall((call) => expectIntended(call, journal)),
    printed: (receipt) => expectPrintable(receipt, journal),
  });
  world.terminal.onChange((view) => expectDurable(view, journal));
  story.script(world.gateway, truth);
  world.terminal.startSale({ orderId: 'ORDER', amount, differentCustomer: false });
  const taken = world.terminal.scan({ text: freshCode(), source: 'serial' });
  story.act(world, taken.ok ? taken.paymentRequestId : 'nothing');
  return { file, path, journal, world, truth };
}

/** Whatever a view says of a payment is what a commit has acknowledged. */
function expectDurable(view: TerminalView, journal: FailingJournal): void {
  for (const payment of [view.counter.payment, ...view.attention, ...view.recovered]) {
    if (payment === null) continue;
    const durable = journal.acknowledged(payment.paymentRequestId);
    if (durable === null) throw new Error(`${payment.paymentRequestId} is shown before it is durable`);
    expect(payment).toEqual(paymentViewOf(durable, payment.asking, limits));
  }
  if (journal.hasFailed) expect(view.salesStopped).toBe('storage_failed');
}

/** Whatever is sent was acknowledged before. */
function expectIntended({ api, id }: Call, journal: FailingJournal): void {
  const isKnownRefund = journal.all().some(({ refunds }) => refunds.some((refund) => refund.refundRequestId === id));
  const intended: Record<Api, boolean> = {
    pay: journal.acknowledged(id)?.phase === 'paying' && !journal.hasFailed,
    inquirePayment: journal.acknowledged(id) !== null,
    cancel: hasReversal(journal.acknowledged(id)),
    refund: isKnownRefund,
    inquireRefund: isKnownRefund,
  };
  if (!intended[api]) throw new Error(`${api} of ${id} was sent before it was durable`);
}

function hasReversal(payment: Payment | null): boolean {
  return payment !== null && payment.reversal !== null;
}

/** Whatever is handed to the customer is durable. */
function expectPrintable(receipt: ReceiptDocument, journal: FailingJournal): PrintOutcome {
  const durable = journal.acknowledged(receipt.barcode);
  const isTrue: Record<ReceiptDocument['kind'], boolean> = {
    paid: durable?.phase === 'paid',
    reversal_slip: hasReversal(durable),
    refund: durable?.refunds.some(({ phase }) => phase === 'done') === true,
    // Says nothing about money.
    test_print: true,
  };
  expect(isTrue[receipt.kind], `a ${receipt.kind} is printed only when it is durable`).toBe(true);
  return { state: 'printed', how: 'confirmed' };
}

/** A new process on the same file, a minute later, and a day for it to settle everything with an honest gateway. */
function settleAfterRestart({ path, world, truth }: Run): Payment | null {
  const clock = manualClock(world.clock.wallMs() + 60_000);
  const file = new SqliteJournal(path, clock, steadyChance());
  const again = counterWorld({ journal: file, clock, limits, prepare: (gateway) => tellTruth(gateway, clock, truth) });
  clock.advance(26 * 3_600_000);
  again.terminal.close();
  const payment = file.find('ORDER');
  expect(file.unfinished(), 'nothing is left to do').toEqual([]);
  expect(verdictOf(file).problems).toEqual([]);
  file.close();
  return payment;
}

function tellTruth(gateway: ScriptedGateway, clock: ManualClock, truth: Truth): void {
  gateway.script('pay', () => {
    throw new Error('nothing is ever paid again after a restart');
  });
  gateway.script('inquirePayment', () => {
    const gatewayTimeMs = clock.wallMs();
    if (truth.status === 'unknown') return outcome('not_exist', { gatewayTimeMs });
    if (truth.status === 'declined') return outcome('failed', { orderSeen: true, gatewayTimeMs });
    if (truth.status === 'cancelled') return outcome('cancelled', { orderSeen: true, gatewayTimeMs });
    return outcome('success', { ...facts, gatewayTimeMs, returnedMinor: amount.minor - truth.heldMinor() });
  });
  gateway.script('cancel', () => {
    if (truth.status === 'unknown') return outcome('not_exist', { gatewayTimeMs: clock.wallMs() });
    if (truth.windowClosed) return windowExceeded;
    truth.status = 'cancelled';
    return outcome('success', { orderSeen: true });
  });
  gateway.script('refund', (_, { id, asked }) => {
    truth.refunds.set(id, asked.amount.minor);
    return outcome('success', { refundId: 'REF-1' });
  });
  gateway.script('inquireRefund', (_, { id }) => outcome(truth.refunds.has(id) ? 'success' : 'not_exist'));
}

/** The journal and the gateway agree about the customer's money. */
function expectAgreement(payment: Payment | null, truth: Truth): void {
  if (payment === null) {
    expect(truth.status, 'no money without a record').toBe('unknown');
    return;
  }
  expect(payment.phase).toBeOneOf(['paid', 'not_charged', 'reversed']);
  const kept = payment.phase === 'paid' ? amount.minor - reservedMinor(payment) : 0;
  expect(truth.heldMinor(), `the payment is ${payment.phase}`).toBe(kept);
}

/** Sales have stopped for good, and the journal is left alone. */
function expectStopped({ world, journal }: Run, failsFrom: number): void {
  const { terminal } = world;
  expect(terminal.view().salesStopped).toBe('storage_failed');
  const asked = { orderId: null, amount: { minor: 100, currency: 'CNY' }, differentCustomer: true };
  expect(terminal.startSale(asked)).toEqual({
    ok: false,
    reason: expect.stringMatching(/storage_failed|sale_running/),
  });
  expect(terminal.scan({ text: freshCode(), source: 'serial' }).ok).toBe(false);
  expect(journal.commits, 'a journal that has failed is not asked again').toBe(failsFrom);
}

/** A reversal that was durable when the journal failed has gone on from memory; one that was not has not begun. */
function expectReversalsGoOn({ world, journal, truth }: Run, story: Story): void {
  const cancels = world.gateway.calls.filter(({ api }) => api === 'cancel');
  const [payment = null] = journal.all();
  if (!hasReversal(payment)) {
    expect(cancels).toEqual([]);
    return;
  }
  expect(cancels.length).toBeGreaterThan(0);
  if (story === stories['a reversal that becomes a refund']) return;
  expect(truth.status, 'the money is back').toBe('cancelled');
}

describe.for(Object.entries<Story>(stories))('%s', ([, story]) => {
  const failures: readonly Failure[] = ['nothing written', 'written all the same', 'disk gone'];

  test('is settled without any failure', () => {
    const run = play(story, Number.POSITIVE_INFINITY, 'nothing written');
    expectAgreement(run.file.find('ORDER'), run.truth);
    expect(run.file.unfinished()).toEqual([]);
    run.world.terminal.close();
    run.file.close();
  });

  test.for(failures)(
    'stops honestly when the journal fails at any of its commits (%s), and a restart settles it',
    (failure) => {
      const healthy = play(story, Number.POSITIVE_INFINITY, failure);
      healthy.file.close();
      expect(healthy.journal.commits).toBeGreaterThan(1);
      for (let failsFrom = 1; failsFrom <= healthy.journal.commits; failsFrom += 1) {
        const run = play(story, failsFrom, failure);
        expectStopped(run, failsFrom);
        expectReversalsGoOn(run, story);
        run.world.terminal.close();
        run.file.close();
        expectAgreement(settleAfterRestart(run), run.truth);
      }
    },
  );
});
