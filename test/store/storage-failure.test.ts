import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PaymentView, TerminalView } from '../../main/contract/views.ts';
import { seedLimits } from '../../main/core/limits.ts';
import { hasOpenReversal, isLive, type Payment } from '../../main/core/payment-state.ts';
import type { Outcome } from '../../main/core/ports.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { paymentViewOf } from '../../main/core/view.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, freshCode, steadyChance, t0 } from '../support/counter.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import type { Call, ScriptedGateway } from '../support/scripted-gateway.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { FailingJournal, type Failure } from './failing-journal.ts';
import { verdictOf } from './tables.ts';

/**
 * The journal fails under a running terminal, at every commit of every kind of sale in turn. Nothing is claimed and
 * nothing is sent that is not durable, a reversal that is durable goes on without a journal, no sale starts, and the
 * next start on the same file settles everything with the gateway.
 */

const limits = { ...seedLimits, inquiries: 10 };
const amount = { minor: 1_280, currency: 'CNY' };

/** What the gateway holds of each payment, in minor units. */
class Money {
  readonly #held = new Map<string, number>();

  charge(id: string): void {
    this.#held.set(id, amount.minor);
  }

  giveBack(id: string, minor: number): void {
    this.#held.set(id, Math.max(0, this.held(id) - minor));
  }

  held(id: string): number {
    return this.#held.get(id) ?? 0;
  }

  knows(id: string): boolean {
    return this.#held.has(id);
  }
}

/** A sale, from the gateway's and the cashier's side. */
interface Story {
  /** The gateway's side; everything that is not scripted is silent. */
  script(gateway: ScriptedGateway, money: Money): void;
  /** The cashier's side after the scan. */
  act(world: CounterWorld, id: string): void;
}

const paid = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:00+08:00', orderSeen: true };

function chargesSilently(gateway: ScriptedGateway, money: Money): void {
  gateway.script('pay', (_, { id }) => {
    money.charge(id);
    return 'silence';
  });
}

function charges(gateway: ScriptedGateway, money: Money): void {
  gateway.script('pay', (_, { id }) => {
    money.charge(id);
    return { afterMs: 300, outcome: outcome('success', paid) };
  });
}

const stories: Record<string, Story> = {
  'a paid sale': {
    script: charges,
    act: ({ clock }) => clock.advance(1_000),
  },
  'a declined sale': {
    script: (gateway) =>
      gateway.script('pay', () => ({ afterMs: 300, outcome: outcome('failed', { code: 'RISK_REJECT' }) })),
    act: ({ clock }) => clock.advance(1_000),
  },
  'a sale that is found to be paid': {
    script(gateway, money) {
      chargesSilently(gateway, money);
      gateway.script('inquirePayment', (n) => (n < 4 ? outcome('processing') : outcome('success', paid)));
    },
    act: ({ clock }) => clock.advance(20_000),
  },
  'a sale that stays unclear and is reversed at the fourth cancel': {
    script(gateway, money) {
      chargesSilently(gateway, money);
      gateway.script('inquirePayment', (n) => outcome('unknown', { code: n % 2 === 0 ? 'SYSTEM_ERROR' : 'PROCESS_FAIL' }));
      gateway.script('cancel', (n, { id }) => {
        if (n < 4) return n % 2 === 0 ? 'silence' : outcome('unknown', { code: 'SYSTEM_ERROR' });
        money.giveBack(id, amount.minor);
        return outcome('success', { orderSeen: true });
      });
    },
    act: ({ clock }) => clock.advance(90_000),
  },
  'a sale that the cashier stops and that is reversed only after its series': {
    script(gateway, money) {
      chargesSilently(gateway, money);
      gateway.script('cancel', (n, { id }) => {
        if (n < 15) return 'silence';
        money.giveBack(id, amount.minor);
        return outcome('success', { orderSeen: true });
      });
    },
    act({ clock, terminal }) {
      clock.advance(2_000);
      terminal.stop();
      clock.advance(240_000);
    },
  },
  'a reversal that becomes a refund': {
    script(gateway, money) {
      chargesSilently(gateway, money);
      gateway.script('cancel', () => outcome('refused', { code: 'CANCEL_WINDOW_EXCEED', orderSeen: true }));
      gateway.script('inquirePayment', () => outcome('success', paid));
      gateway.script('refund', (n, { asked }) => {
        if (n < 3) return 'silence';
        money.giveBack(idOfRefund(gateway), asked.amount.minor);
        return outcome('success', { refundId: 'REF-1' });
      });
    },
    act({ clock, terminal }) {
      clock.advance(2_000);
      terminal.stop();
      clock.advance(30_000);
    },
  },
  'a sale that is refunded in part': {
    script(gateway, money) {
      charges(gateway, money);
      gateway.script('refund', (n, { asked }) => {
        if (n < 2) return 'silence';
        money.giveBack(idOfRefund(gateway), asked.amount.minor);
        return outcome('success', { refundId: 'REF-1' });
      });
    },
    act({ clock, terminal }, id) {
      clock.advance(1_000);
      terminal.refund(id, 500, 'milk');
      clock.advance(30_000);
    },
  },
};

/** Stories have one payment; a refund call names only itself. */
function idOfRefund(gateway: ScriptedGateway): string {
  return gateway.calls.find(({ api }) => api === 'pay')?.id ?? '';
}

interface Run {
  readonly journal: FailingJournal;
  readonly world: CounterWorld;
  readonly money: Money;
  readonly path: string;
  readonly id: string;
  readonly file: SqliteJournal;
}

/** Plays a story on a journal that fails from commit `failsFrom` on, checking every view, call and receipt. */
function play(story: Story, failsFrom: number, failure: Failure): Run {
  const clock = manualClock(t0);
  const chance = steadyChance();
  const path = join(temporaryFolder(), 'journal.sqlite');
  const file = new SqliteJournal(path, clock, chance);
  const journal = new FailingJournal(file, failsFrom, failure);
  const money = new Money();
  const world = counterWorld({ journal, clock, chance, limits, printed: (receipt) => printed(receipt, journal) });
  world.terminal.onChange((view) => expectDurable(view, journal));
  story.script(world.gateway, money);
  world.terminal.startSale({ orderId: 'ORDER', amount, differentCustomer: false });
  const taken = world.terminal.scan({ text: freshCode(), source: 'serial' });
  const id = taken.ok ? taken.paymentRequestId : '';
  story.act(world, id);
  return { journal, world, money, path, id, file };
}

/** Whatever a view says of a payment is what a commit has acknowledged. */
function expectDurable(view: TerminalView, journal: FailingJournal): void {
  const shown = [view.counter.payment, ...view.attention, ...view.recovered].filter((one) => one !== null);
  for (const payment of shown) {
    const durable = journal.acknowledged(payment.paymentRequestId);
    expect(durable, 'nothing is shown before it is durable').not.toBeNull();
    if (durable !== null) expect(payment).toEqual(paymentViewOf(durable, payment.asking, limits));
  }
  if (journal.hasFailed) expect(view.salesStopped).toBe('storage_failed');
}

function printed(receipt: ReceiptDocument, journal: FailingJournal) {
  const durable = journal.acknowledged(receipt.barcode);
  const claims: Record<ReceiptDocument['kind'], boolean> = {
    paid: durable?.phase === 'paid',
    reversal_slip: durable?.reversal != null,
    refund: durable?.refunds.some(({ phase }) => phase === 'done') === true,
  };
  expect(claims[receipt.kind], `a ${receipt.kind} is printed only when it is durable`).toBe(true);
  return { state: 'sent' } as const;
}

/** Whatever was sent had its intent acknowledged first. `calls` are those of one world. */
function expectIntended(calls: readonly Call[], journal: FailingJournal): void {
  for (const { api, id } of calls) {
    const known = [...journal.all()];
    const intended: Record<Call['api'], boolean> = {
      pay: journal.acknowledged(id) !== null,
      inquirePayment: journal.acknowledged(id) !== null,
      cancel: journal.acknowledged(id)?.reversal != null,
      refund: known.some(({ refunds }) => refunds.some(({ refundRequestId }) => refundRequestId === id)),
      inquireRefund: known.some(({ refunds }) => refunds.some(({ refundRequestId }) => refundRequestId === id)),
    };
    expect(intended[api], `${api} of ${id} was durable before it left`).toBe(true);
  }
}

/** A new process on the same file; the gateway answers with what is true. Nobody decides anything. */
function restart({ path, money, world }: Run): { readonly world: CounterWorld; readonly file: SqliteJournal } {
  const clock = manualClock(world.clock.wallMs() + 60_000);
  const file = new SqliteJournal(path, clock, steadyChance());
  const again = counterWorld({ journal: file, clock, limits, prepare: (gateway) => tellTruth(gateway, clock, money) });
  return { world: again, file };
}

function tellTruth(gateway: ScriptedGateway, clock: ManualClock, money: Money): void {
  const gatewayTimeMs = clock.wallMs();
  gateway.script('pay', () => {
    throw new Error('nothing is ever paid again after a restart');
  });
  gateway.script('inquirePayment', (_, { id }) => {
    if (!money.knows(id)) return outcome('not_exist', { gatewayTimeMs: clock.wallMs() });
    if (money.held(id) === 0) return outcome('cancelled', { orderSeen: true });
    return outcome('success', { ...paid, gatewayTimeMs, returnedMinor: amount.minor - money.held(id) });
  });
  gateway.script('cancel', (_, { id }) => {
    if (!money.knows(id)) return outcome('not_exist', { gatewayTimeMs: clock.wallMs() });
    money.giveBack(id, amount.minor);
    return outcome('success', { orderSeen: true });
  });
}
