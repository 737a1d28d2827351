import type { Journal, Outcome } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, steadyChance, t0 } from '../support/counter.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';

/**
 * One day of a shop, written into a journal by the product's own rules: when it is over, the journal holds a payment
 * in every phase, orders with two attempts, refunds, a reversal that became a refund, and a payment reversed twice.
 */
export interface ShopDay {
  /** paymentRequestIds by what became of them. */
  readonly ids: Readonly<Record<Fate, string>>;
  /** As it stands in the evening. */
  readonly clock: ManualClock;
}

const fates = [
  'paid',
  'refunded',
  'refund_pending',
  'not_charged',
  'paid_at_second_attempt',
  'reversed',
  'reversed_twice',
  'returned_by_refund',
  'reversal_pending',
  'held',
  'doubted',
  'undecided',
  'late_reversing',
  'inquiring',
  'paying',
] as const;

export type Fate = (typeof fates)[number];

/** Spends the day on a new journal file, closes it and returns the ids. */
export function writeDay(path: string): ShopDay['ids'] {
  const clock = manualClock(t0);
  const journal = new SqliteJournal(path, clock, steadyChance());
  const { ids } = spendDay(journal, clock);
  journal.close();
  return ids;
}

type Ids = Partial<Record<Fate, string>>;

/** `clock` is the journal's own. */
export function spendDay(journal: Journal, clock: ManualClock): ShopDay {
  const ids: Ids = {};
  const morning = counterWorld({ journal, clock, chance: steadyChance() });
  sellAndRefund(morning, ids);
  reverse(morning, ids);
  ids.undecided = sale(morning, 'undecided', () => morning.gateway.script('pay', () => 'silence'));
  morning.clock.advance(6_000);
  const noon = morning.restart(3_600_000, (gateway) => {
    gateway.script('inquirePayment', (_, { id }) => (id === ids.undecided ? paid('undecided') : 'silence'));
  });
  noon.clock.advance(200);
  closeAndDoubt(noon, ids);
  ids.inquiring = sale(noon, 'inquiring', () => noon.gateway.script('pay', () => 'silence'));
  noon.clock.advance(9_000);
  const evening = noon.restart(1_000);
  evening.clock.advance(9_500);
  returnLate(evening, ids);
  evening.terminal.close();
  return { ids: ids as Record<Fate, string>, clock: evening.clock };
}

function sellAndRefund(world: CounterWorld, ids: Ids): void {
  const { gateway, terminal, clock } = world;
  const pays = (fate: Fate) => () => gateway.script('pay', () => paid(fate));
  ids.paid = sale(world, 'paid', pays('paid'));
  ids.refunded = sale(world, 'refunded', pays('refunded'));
  gateway.script('refund', () => outcome('success', { refundId: 'REF' }));
  terminal.refund(ids.refunded, 500, 'milk');
  clock.advance(100);
  ids.refund_pending = sale(world, 'refund_pending', pays('refund_pending'));
  gateway.script('refund', () => outcome('failed', { code: 'RISK_REJECT' }));
  terminal.refund(ids.refund_pending, 200, 'bread');
  clock.advance(100);
  gateway.script('refund', () => 'silence');
  terminal.refund(ids.refund_pending, 300, 'tea');
  clock.advance(100);
  ids.not_charged = sale(world, 'order-in-two', () =>
    gateway.script('pay', () => outcome('failed', { code: 'USER_BALANCE_NOT_ENOUGH' })),
  );
  ids.paid_at_second_attempt = sale(world, 'order-in-two', pays('paid_at_second_attempt'));
}

function reverse(world: CounterWorld, ids: Ids): void {
  const { gateway, terminal, clock } = world;
  const stopped = (fate: Fate): string => {
    const id = sale(world, fate, () => gateway.script('pay', () => 'silence'));
    terminal.stop();
    clock.advance(300);
    return id;
  };
  gateway.script('cancel', () => outcome('success', { orderSeen: true }));
  ids.reversed = stopped('reversed');
  ids.reversed_twice = stopped('reversed_twice');
  gateway.script('inquirePayment', () => paid('reversed_twice'));
  terminal.inquire(ids.reversed_twice);
  clock.advance(100);
  gateway.script('cancel', () => outcome('refused', { code: 'CANCEL_WINDOW_EXCEED', orderSeen: true }));
  gateway.script('inquirePayment', () => paid('returned_by_refund'));
  gateway.script('refund', () => outcome('success', { refundId: 'REF-2' }));
  ids.returned_by_refund = stopped('returned_by_refund');
  gateway.script('refund', () => 'silence');
  gateway.script('inquirePayment', () => 'silence');
  gateway.script('cancel', () => outcome('unknown', { code: 'PROCESS_FAIL' }));
  ids.reversal_pending = stopped('reversal_pending');
  clock.advance(70_000);
  ids.held = sale(world, 'held', () => gateway.script('pay', () => outcome('mismatch', { orderSeen: true })));
}

/** Closed, then a success is reported; whether it is true stays open. */
function closeAndDoubt(world: CounterWorld, ids: Ids): void {
  const { gateway, terminal, clock } = world;
  gateway.script('pay', () => outcome('failed', { code: 'RISK_REJECT' }));
  ids.doubted = sale(world, 'doubted');
  const first = gateway.calls.filter(({ api }) => api === 'inquirePayment').length + 1;
  gateway.script('inquirePayment', (n) => (n === first ? paid('doubted') : 'silence'));
  terminal.inquire(ids.doubted);
  clock.advance(100);
}

/** Closed, then a success is reported and stays true: its reversal has just begun, beside a sale at the counter. */
function returnLate(world: CounterWorld, ids: Ids): void {
  const { gateway, terminal, clock } = world;
  gateway.script('pay', () => outcome('failed', { code: 'RISK_REJECT' }));
  ids.late_reversing = sale(world, 'late_reversing');
  ids.paying = sale(world, 'paying', () => gateway.script('pay', () => 'silence'));
  gateway.script('inquirePayment', (_, { id }) => (id === ids.late_reversing ? paid('late_reversing') : 'silence'));
  terminal.inquire(ids.late_reversing);
  clock.advance(100);
}

function sale(world: CounterWorld, orderId: string, prepare: () => void = () => {}): string {
  prepare();
  world.terminal.clear();
  const id = world.charge(1_280, orderId);
  world.clock.advance(100);
  return id;
}

/** A success of the payment that will be known as `PAY-<fate>`. */
function paid(fate: Fate): Outcome<'success'> {
  return outcome('success', {
    paymentId: `PAY-${fate}`,
    paymentTime: '2026-11-20T12:00:01+08:00',
    orderSeen: true,
  });
}
