import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CustomerView, customerView } from '../../main/contract/customer.ts';
import { type PaymentView, statuses, type TerminalView } from '../../main/contract/views.ts';
import { customerLanguages, customerStates, customerWords } from '../../main/contract/words/customer.ts';
import { stateNameOf } from '../../main/contract/words/states.ts';
import { CustomerScreen } from '../../main/core/customer-screen.ts';
import { customerViewOf } from '../../main/core/customer-view.ts';
import { idleView, paying, payment, situations } from '../screen/views.ts';
import { type CounterWorld, counterWorld } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import { printedSeed } from '../support/seed.ts';

/** What the customer sees: their own state and amount and the shop's name, for as long as it is theirs. */

const plain = { language: 'zh-CN', blank: false, over: false } as const;

describe('the view of a customer', () => {
  test.for(Object.entries(situations))('in the situation "%s" fits its schema', ([, view]) => {
    expect(customerView.safeParse(customerViewOf(view, plain)).error).toBeUndefined();
  });

  test('carries state and amount of the payment at the counter', () => {
    expect(customerViewOf(situations.waiting, plain)).toEqual({
      state: 'waiting',
      shopName: '示例门店',
      amountMinor: 12_800,
      currency: 'CNY',
      decimals: 2,
      training: false,
      language: 'zh-CN',
    });
  });

  test('shows no payment that is not at the counter', () => {
    expect(customerViewOf(situations.recovered, plain)).toMatchObject({ state: 'welcome', amountMinor: null });
  });

  test.for([
    ['welcome', false],
    ['reversed', true],
  ] as const)('of a reversal that a person closed is "%s" while Alipay has confirmed it: %s', ([state, confirmed]) => {
    const closed = { by: 'Lin', why: 'statement', evidence: 'case 4711', atMs: 0, confirmed };
    const counter = paying({ status: 'reversed', phase: 'reversed', closed });
    expect(customerViewOf({ ...idleView, counter }, plain)).toMatchObject({ state });
  });

  test('is empty while it is blank, whatever happens behind it', () => {
    for (const view of Object.values(situations))
      expect(customerViewOf(view, { ...plain, blank: true })).toMatchObject({
        state: 'blank',
        amountMinor: null,
        shopName: '',
      });
  });

  test('never carries an id, a code, a part of a code, or a word of the gateway', () => {
    const secret = fc.string({ minLength: 4, maxLength: 64 }).map((text) => `§${text}§`);
    const atCounter = fc
      .record({
        paymentRequestId: secret,
        orderId: secret,
        code: fc.oneof(secret, fc.constant('PAYMENT_IN_PROCESS')),
        alarm: fc.option(secret),
        codeMask: secret,
        paymentId: fc.option(secret),
        paymentTime: fc.option(secret),
        status: fc.constantFrom(...statuses),
        phase: fc.constantFrom('paying', 'inquiring', 'held', 'undecided', 'paid', 'reversing' as const),
      })
      .map((changes) => paying(changes as Partial<PaymentView>));
    const view = fc
      .record({ counter: atCounter, merchantName: secret, terminalNumber: secret, salesStopped: fc.option(secret) })
      .map(
        (changes): TerminalView => ({ ...idleView, ...changes, attention: [{ ...payment, orderId: '§attention§' }] }),
      );
    fc.assert(
      fc.property(view, fc.boolean(), fc.boolean(), (terminal, blank, over) => {
        const shown = customerViewOf(terminal, { ...plain, blank, over });
        expect(customerView.safeParse(shown).success).toBe(true);
        expect(JSON.stringify(shown)).not.toContain('§');
      }),
      { seed: printedSeed('customer view') },
    );
  });

  test('has words for each of its states in each of its languages', () => {
    for (const language of customerLanguages)
      for (const state of customerStates)
        expect(customerWords[language].states[state] === '', `${language} ${state}`).toBe(state === 'blank');
    for (const view of Object.values(situations))
      if (view.counter.payment !== null) expect(customerStates).toContain(stateNameOf(view.counter.payment));
  });
});

function screenOf(world: CounterWorld): { screen: CustomerScreen; told: CustomerView[] } {
  const screen = new CustomerScreen({ terminal: world.terminal, clock: world.clock, language: 'en' });
  const told: CustomerView[] = [];
  screen.onChange((view) => told.push(view));
  return { screen, told };
}

function paid(world: CounterWorld, amountMinor = 1_280): void {
  world.gateway.script('pay', () => outcome('success', { paymentId: 'PAY-1', orderSeen: true }));
  world.charge(amountMinor);
  world.clock.advance(1_000);
}

describe("the customer's screen", () => {
  test('follows the sale from the amount to the thanks', () => {
    const world = counterWorld();
    const { screen, told } = screenOf(world);
    expect(screen.view().state).toBe('welcome');
    paid(world);
    expect(told.map(({ state, amountMinor }) => [state, amountMinor])).toEqual([
      ['ready', 1_280],
      ['sending', 1_280],
      ['paid', 1_280],
    ]);
  });

  test('thanks for 8 s, then welcomes the next customer, although the counter is not cleared', () => {
    const world = counterWorld();
    const { screen } = screenOf(world);
    paid(world);
    world.clock.advance(6_900);
    expect(screen.view().state).toBe('paid');
    world.clock.advance(200);
    expect(screen.view()).toMatchObject({ state: 'welcome', amountMinor: null });
    expect(world.view().counter.payment?.status).toBe('paid');
  });

  test('thanks the next customer for 8 s again', () => {
    const world = counterWorld();
    const { screen } = screenOf(world);
    paid(world);
    world.clock.advance(5_000);
    world.terminal.clear();
    expect(screen.view().state).toBe('welcome');
    paid(world, 900);
    world.clock.advance(4_000);
    expect(screen.view()).toMatchObject({ state: 'paid', amountMinor: 900 });
  });

  test('takes a result that is no longer true from the screen at once', () => {
    const clock = manualClock();
    let tell = (_view: TerminalView): void => {};
    const terminal = {
      view: () => situations.paid as TerminalView,
      onChange: (listen: typeof tell) => {
        tell = listen;
        return () => {};
      },
    };
    const screen = new CustomerScreen({ terminal, clock, language: 'en' });
    clock.advance(9_000);
    expect(screen.view().state).toBe('welcome');
    tell(situations.checking);
    expect(screen.view()).toMatchObject({ state: 'checking', amountMinor: 12_800 });
  });

  test('is blank as long as anybody wants it so', () => {
    const world = counterWorld();
    const { screen, told } = screenOf(world);
    screen.blank('screen_lock', true);
    screen.blank('till', true);
    screen.blank('screen_lock', false);
    paid(world);
    expect(told.map(({ state }) => state)).toEqual(['blank']);
    screen.blank('till', false);
    expect(screen.view().state).toBe('paid');
  });

  test('speaks another language as soon as it is told to', () => {
    const { screen, told } = screenOf(counterWorld());
    screen.speak('zh-HK');
    expect(told.map(({ language }) => language)).toEqual(['zh-HK']);
  });

  test('says nothing when nothing of it has changed', () => {
    const world = counterWorld();
    const { told } = screenOf(world);
    world.terminal.devices.changed('printer', { state: 'refused', fault: 'cover_open', place: '', detail: '' });
    world.terminal.scan({ text: '123', source: 'serial' });
    expect(told).toEqual([]);
  });

  test('leaves no timer and no listener behind when it is closed', () => {
    const world = counterWorld();
    const before = world.clock.waiting();
    const { screen, told } = screenOf(world);
    paid(world);
    const count = told.length;
    screen.close();
    world.terminal.clear();
    expect(told).toHaveLength(count);
    expect(world.clock.waiting()).toBe(before);
  });
});
