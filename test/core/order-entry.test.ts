import { describe, expect, test } from 'vitest';
import { type CounterSettings, type Entered, nothingEntered, usualCounter } from '../../main/contract/counter.ts';
import { emptyOrder } from '../../main/contract/order-views.ts';
import { customerViewOf } from '../../main/core/customer-view.ts';
import { type EntryScreen, typingPauseMs } from '../../main/core/order-entry.ts';
import { mustConfirm, RecentPaid, recentPaidMax } from '../../main/core/unusual-amount.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { FailingJournal } from '../store/failing-journal.ts';
import { type CounterWorld, counterWorld, freshCode, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';

/** An order while it is being entered, and the tills at which a scan alone charges it. */

const scanCharges: CounterSettings = { ...usualCounter, mode: 'scan_charges', unusualTimes: null };

const of = (amountMinor: number, orderId: string | null = null): Entered => ({
  amountMinor,
  orderId,
  order: emptyOrder,
});

/** A till at which a person has entered this amount and let go of the keys. */
function entered(amountMinor: number, settings: CounterSettings = scanCharges) {
  const world = counterWorld({ settings });
  const screen = world.terminal.entry.screen();
  expect(enter(world, screen, of(amountMinor))).toEqual({ ok: true });
  world.clock.advance(typingPauseMs);
  return { world, screen };
}

function enter({ terminal }: CounterWorld, screen: EntryScreen, what: Entered) {
  return screen.enter(terminal.entry.now().version, what);
}

function scan({ terminal }: CounterWorld, text = freshCode()) {
  return terminal.scan({ text, source: 'serial' });
}

/** A payment that is over; the counter is free for the next. */
function paid(world: CounterWorld, amountMinor: number): string {
  world.gateway.script('pay', () => outcome('success'));
  const id = world.charge(amountMinor);
  world.clock.advance(1);
  expect(world.view().counter.payment?.phase).toBe('paid');
  world.terminal.clear();
  return id;
}

/** Nothing was sent, and nothing is at the counter. */
function expectNothingCharged({ gateway, view }: CounterWorld): void {
  expect(gateway.calls).toEqual([]);
  expect(view().counter).toMatchObject({ state: 'idle', payment: null });
}

describe('where a scan charges', () => {
  test('the amount on the screen is charged by the code alone, once, with its reference and note', () => {
    const world = counterWorld({ settings: scanCharges });
    const screen = world.terminal.entry.screen();
    const order = { note: 'two bags', lines: [] };
    enter(world, screen, { amountMinor: 1_280, orderId: 'SHOP-7', order });
    world.clock.advance(typingPauseMs);
    expect(scan(world)).toMatchObject({ ok: true });
    const { counter, entry } = world.view();
    expect(counter).toMatchObject({ state: 'payment', orderId: 'SHOP-7', amountMinor: 1_280, order });
    expect(entry, 'the next sale begins with nothing').toMatchObject(nothingEntered);
    expect(scan(world), 'a second scan').toMatchObject({ ok: false, reason: 'sale_running' });
    expect(world.gateway.calls.filter(({ api }) => api === 'pay')).toHaveLength(1);
  });

  test('the customer reads the amount as it is entered, except one that a person confirms first', () => {
    const { world, screen } = entered(1_280);
    const seen = () => customerViewOf(world.view(), { language: 'en', blank: false, over: false });
    expect(seen()).toMatchObject({ state: 'ready', amountMinor: 1_280 });
    world.terminal.changeCounter({ ...scanCharges, confirmAboveMinor: 1_000 });
    expect(seen()).toMatchObject({ state: 'welcome', amountMinor: null });
    world.terminal.changeCounter(usualCounter);
    enter(world, screen, of(500));
    expect(seen()).toMatchObject({ state: 'welcome', amountMinor: null });
  });

  test('a code within the pause that typing needs is refused: half an amount is never charged', () => {
    const { world, screen } = entered(100);
    enter(world, screen, of(1_000));
    world.clock.advance(typingPauseMs - 1);
    expect(scan(world)).toEqual({ ok: false, reason: 'amount_just_changed' });
    expect(world.view().counter.tone?.kind).toBe('again');
    expectNothingCharged(world);
    world.clock.advance(1);
    expect(scan(world)).toMatchObject({ ok: true });
  });

  test('what was entered on a page that has gone is forgotten: its amount is on no screen', () => {
    const { world, screen } = entered(1_280);
    screen.left();
    expect(world.view().entry).toMatchObject(nothingEntered);
    expect(scan(world)).toEqual({ ok: false, reason: 'no_sale_open' });
    expectNothingCharged(world);
  });

  test('a page that comes after it, or stays beside it, is charged only for what it says it shows', () => {
    const { world, screen } = entered(1_280);
    const other = world.terminal.entry.screen();
    const { version } = world.terminal.entry.now();
    other.shows(version - 1, true);
    other.shows(version, true);
    screen.left();
    expect(world.view().entry.amountMinor, 'the other page shows it still').toBe(1_280);
    expect(scan(world)).toMatchObject({ ok: true });
  });

  test('an amount that no page has shown yet, or behind a dialog, is not charged', () => {
    const { world, screen } = entered(1_280);
    const { version } = world.terminal.entry.now();
    screen.shows(version, false);
    expect(scan(world)).toEqual({ ok: false, reason: 'amount_not_on_screen' });
    // An article that a scanner has added: the page has not shown the sum yet.
    screen.shows(version, true);
    world.terminal.entry.put(of(2_000));
    world.clock.advance(typingPauseMs);
    expect(scan(world)).toEqual({ ok: false, reason: 'amount_not_on_screen' });
    expectNothingCharged(world);
    screen.shows(version, true);
    expect(scan(world), 'an answer about an older amount').toMatchObject({ reason: 'amount_not_on_screen' });
    screen.shows(version + 1, true);
    expect(scan(world)).toMatchObject({ ok: true });
  });

  test('everything that refuses a sale refuses the scan, and the amount stays', () => {
    const { world, screen } = entered(5_000_000);
    expect(enter(world, screen, of(5_000_001))).toEqual({ ok: false, reason: 'above_limit' });
    expect(enter(world, screen, of(100, 'zwei Worte'))).toEqual({ ok: false, reason: 'bad_order_id' });
    const lines = [{ sku: '', name: 'Tea', priceMinor: 400, pieces: 2 }];
    const uneven = { ...of(100), order: { note: '', lines } };
    expect(enter(world, screen, uneven)).toEqual({ ok: false, reason: 'lines_do_not_add_up' });
    expect(screen.enter(0, of(100)), 'on top of another one').toEqual({ ok: false, reason: 'entry_changed' });
    world.terminal.changeCounter({ ...scanCharges, confirmAboveMinor: 4_999_999 });
    expect(scan(world)).toEqual({ ok: false, reason: 'amount_needs_confirmation' });
    expect(world.view().entry.amountMinor).toBe(5_000_000);
    expectNothingCharged(world);
  });

  test('an unsettled payment of the same amount wants a person, not a scan', () => {
    const { world, screen } = entered(1_280);
    expect(scan(world)).toMatchObject({ ok: true });
    world.terminal.stop();
    world.clock.advance(70_000);
    expect(world.view().counter.payment?.phase).toBe('reversal_pending');
    expect(world.terminal.clear()).toEqual({ ok: true });
    enter(world, screen, of(1_280));
    world.clock.advance(typingPauseMs);
    expect(scan(world)).toEqual({ ok: false, reason: 'same_amount_unsettled' });
  });

  test('a code that was used is refused, and the amount is there for the next code', () => {
    const { world, screen } = entered(1_280);
    const code = freshCode();
    world.gateway.script('pay', () => outcome('failed'));
    expect(scan(world, code)).toMatchObject({ ok: true });
    world.clock.advance(1);
    world.terminal.clear();
    enter(world, screen, of(900));
    world.clock.advance(typingPauseMs);
    expect(scan(world, code)).toEqual({ ok: false, reason: 'code_already_used' });
    expect(world.view().entry.amountMinor).toBe(900);
    expect(scan(world)).toMatchObject({ ok: true });
  });

  test('what was entered is still there when the journal cannot write the charge down', () => {
    const clock = manualClock(t0);
    const journal = new FailingJournal(new SqliteJournal(':memory:', clock, steadyChance()), 1, 'nothing written');
    const world = counterWorld({ clock, journal, settings: scanCharges });
    const screen = world.terminal.entry.screen();
    const order = { note: 'two bags', lines: [] };
    enter(world, screen, { amountMinor: 1_280, orderId: 'SHOP-7', order });
    clock.advance(typingPauseMs);
    expect(scan(world)).toEqual({ ok: false, reason: 'storage_failed' });
    expectNothingCharged(world);
    expect(world.view().entry).toMatchObject({ amountMinor: 1_280, orderId: 'SHOP-7', order });
  });

  test('one of our papers is looked up, and the amount stays', () => {
    const world = counterWorld({ settings: scanCharges });
    const id = paid(world, 1_280);
    const screen = world.terminal.entry.screen();
    enter(world, screen, of(500));
    expect(scan(world, id)).toEqual({ ok: false, reason: 'receipt_opened' });
    expect(world.view().entry.amountMinor).toBe(500);
  });
});

test('two keys on their way beside an article that is scanned: neither takes the article away', () => {
  const world = counterWorld({ settings: usualCounter });
  const screen = world.terminal.entry.screen();
  const { version } = world.terminal.entry.now();
  world.terminal.entry.put(of(350));
  expect(screen.enter(version, of(2)), 'the first key').toEqual({ ok: false, reason: 'entry_changed' });
  expect(screen.enter(version + 1, of(20)), 'the second').toEqual({ ok: false, reason: 'entry_changed' });
  expect(world.view().entry.amountMinor).toBe(350);
  screen.shows(version + 1, true);
  expect(screen.enter(version + 1, of(370)), 'once it is seen').toEqual({ ok: true });
});

describe('where pay is pressed first', () => {
  test('a scan charges nothing, whatever stands there', () => {
    const { world } = entered(1_280, usualCounter);
    expect(scan(world)).toEqual({ ok: false, reason: 'press_pay_first' });
    expectNothingCharged(world);
  });

  test('going back from the open sale brings amount, reference and note back', () => {
    const { world } = entered(1_280, usualCounter);
    const order = { note: 'gift', lines: [] };
    const amount = { minor: 1_280, currency: 'CNY' };
    expect(world.terminal.startSale({ orderId: 'SHOP-8', amount, order, differentCustomer: false })).toMatchObject({
      ok: true,
    });
    expect(world.view().entry, 'nothing is entered while a sale is open').toMatchObject(nothingEntered);
    expect(world.terminal.entry.screen().enter(world.view().entry.version, of(1))).toMatchObject({
      reason: 'sale_running',
    });
    expect(world.terminal.stop()).toEqual({ ok: true });
    expect(world.view().entry).toMatchObject({ amountMinor: 1_280, orderId: 'SHOP-8', order });
  });

  test('an article that is scanned while the screen asks for its sale, or a person is asked, is in no other sale', () => {
    const { world, screen } = entered(1_280, { ...usualCounter, confirmAboveMinor: 1_279 });
    const { version } = world.terminal.entry.now();
    const amount = { minor: 1_280, currency: 'CNY' };
    const asked = { orderId: null, amount, differentCustomer: false, confirmed: true };
    const sell = (minor: number, of: number, confirmed = true) =>
      world.terminal.startSale({ ...asked, amount: { ...amount, minor }, sellsEntry: screen.has(of), confirmed });
    expect(sell(1_280, version, false)).toEqual({ ok: false, reason: 'amount_needs_confirmation' });
    world.terminal.entry.put(of(1_580));
    expect(sell(1_280, version)).toEqual({ ok: false, reason: 'entry_changed' });
    expect(sell(1_280, version + 1), 'a count that is right by accident').toMatchObject({ reason: 'entry_changed' });
    expect(world.view()).toMatchObject({ counter: { state: 'idle' }, entry: { amountMinor: 1_580 } });
    screen.shows(version + 1, true);
    expect(sell(1_580, version + 1)).toMatchObject({ ok: true });
  });

  test('an amount above the limit is opened by a confirmed press alone', () => {
    const { world } = entered(1_280, { ...usualCounter, confirmAboveMinor: 1_279 });
    const asked = { orderId: null, amount: { minor: 1_280, currency: 'CNY' }, differentCustomer: false };
    expect(world.terminal.startSale(asked)).toEqual({ ok: false, reason: 'amount_needs_confirmation' });
    expectNothingCharged(world);
    expect(world.terminal.startSale({ ...asked, confirmed: true })).toMatchObject({ ok: true });
  });
});

describe('an unusual amount', () => {
  const usual = Array.from({ length: 20 }, (_, at) => 1_000 + at * 100);

  test.for([
    [14_500, 'five times the largest', null],
    [14_501, 'a little more', 'amount_unusual'],
    [300_000, 'digits typed twice', 'amount_unusual'],
  ] as const)('%i, %s', ([minor, , reason]) => {
    expect(mustConfirm(minor, { confirmAboveMinor: null, unusualTimes: 5 }, usual)).toBe(reason);
    expect(mustConfirm(minor, { confirmAboveMinor: null, unusualTimes: null }, usual)).toBeNull();
    expect(mustConfirm(minor, { confirmAboveMinor: null, unusualTimes: 5 }, usual.slice(0, 9))).toBeNull();
  });

  test('the limit itself needs nobody’s word, whatever is a cent above it does', () => {
    const limit = { confirmAboveMinor: 50_000, unusualTimes: null };
    expect(mustConfirm(50_000, limit, [])).toBeNull();
    expect(mustConfirm(50_001, limit, [])).toBe('amount_needs_confirmation');
  });

  test('is measured by what is paid, and by a bounded number of payments', () => {
    const recent = new RecentPaid();
    const amount = (minor: number) => ({ minor, currency: 'CNY' });
    recent.moved({ paymentRequestId: 'never', phase: 'not_charged', amount: amount(9_999) });
    expect(recent.minors(), 'what was not paid is no amount of this shop').toEqual([]);
    for (let n = 0; n <= recentPaidMax; n += 1) {
      const payment = { paymentRequestId: String(n), phase: 'paid', amount: amount(n) } as const;
      recent.moved(payment);
      recent.moved(payment);
    }
    expect(recent.minors()).toEqual(Array.from({ length: recentPaidMax }, (_, at) => at + 1));
  });

  test('is known after a restart: the journal tells what was paid', () => {
    const world = counterWorld({ settings: usualCounter });
    for (let n = 0; n < 10; n += 1) {
      paid(world, 1_000);
    }
    const later = world.restart(60_000);
    const asked = { orderId: null, amount: { minor: 5_001, currency: 'CNY' }, differentCustomer: false };
    expect(later.terminal.startSale(asked)).toEqual({ ok: false, reason: 'amount_unusual' });
    expect(later.terminal.startSale({ ...asked, confirmed: true })).toMatchObject({ ok: true });
  });
});
