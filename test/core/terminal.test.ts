import { describe, expect, test } from 'vitest';
import { noDevice } from '../../main/contract/device-views.ts';
import { seedLimits } from '../../main/core/limits.ts';
import { type CounterWorld, counterWorld, freshCode, steadyChance, t0 } from '../support/counter.ts';
import { outcome, silence } from '../support/outcome.ts';

/** The counter: which sale may start, which scan counts, what the view says, and when sales stop. */

const shown = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

function ask(
  world: CounterWorld,
  amountMinor: number,
  more: { orderId?: string; currency?: string; differentCustomer?: boolean } = {},
) {
  const amount = { minor: amountMinor, currency: more.currency ?? 'CNY' };
  return world.terminal.startSale({
    orderId: more.orderId ?? null,
    amount,
    differentCustomer: more.differentCustomer ?? false,
  });
}

function reasonOf(answer: { readonly ok: boolean; readonly reason?: string }): string {
  return answer.ok ? 'ok' : (answer.reason ?? '');
}

describe('a sale', () => {
  test.for([
    [0, 'CNY', 'zero'],
    [-5, 'CNY', 'negative'],
    [12.5, 'CNY', 'not_an_amount'],
    [5_000_001, 'CNY', 'above_limit'],
    [Number.NaN, 'CNY', 'not_an_amount'],
    [10_000_000_000, 'IDR', 'above_limit'],
    [1_250, 'IDR', 'not_a_whole_step'],
    [1_000, 'XXX', 'unknown_currency'],
    [599, 'JPY', 'ok'],
  ] as const)('of %d %s is answered: %s', ([minor, currency, reason]) => {
    expect(reasonOf(ask(counterWorld(), minor, { currency }))).toBe(reason);
  });

  test('of 11 digits in rupiah is taken where the configuration allows it, and its id still has 40 digits', () => {
    const world = counterWorld({ limits: { ...seedLimits, amountMinor: 999_999_999_999 } });
    expect(reasonOf(ask(world, 10_000_000_000, { currency: 'IDR' }))).toBe('ok');
    const taken = world.terminal.scan({ text: freshCode(), source: 'serial' });
    expect(taken).toMatchObject({
      ok: true,
      paymentRequestId: expect.stringMatching(/^20261120040000000101000000000000\d{2}\d{6}$/),
    });
  });

  test.for(['', ' ', 'a b', 'ä', 'x'.repeat(65)])('of the order id "%s" is refused', (orderId) => {
    expect(reasonOf(ask(counterWorld(), 100, { orderId }))).toBe('bad_order_id');
  });

  test('of an order that has a live attempt, or is paid, is refused', () => {
    const world = counterWorld();
    world.charge(1_280, 'ORDER-1');
    world.clock.advance(69_000);
    expect(reasonOf(ask(world, 1_280, { orderId: 'ORDER-1', differentCustomer: true }))).toBe('order_live');
    world.gateway.script('pay', () => outcome('success', shown));
    world.charge(500, 'ORDER-2');
    world.clock.advance(1);
    expect(reasonOf(ask(world, 500, { orderId: 'ORDER-2' }))).toBe('order_paid');
  });

  test('of the same amount as an unsettled payment asks whether it is a different customer', () => {
    const world = counterWorld();
    world.charge(1_280);
    world.clock.advance(69_000);
    expect(reasonOf(ask(world, 1_280))).toBe('same_amount_unsettled');
    expect(reasonOf(ask(world, 1_281))).toBe('ok');
    expect(reasonOf(ask(world, 1_280, { differentCustomer: true }))).toBe('ok');
  });

  test('is refused while the payment at the counter has no result', () => {
    const world = counterWorld();
    world.charge();
    for (const [phase, waitMs] of [
      ['paying', 10_000],
      ['inquiring', 55_001],
      ['reversing', 3_000],
    ] as const) {
      expect(world.view().counter.payment?.phase).toBe(phase);
      expect(reasonOf(ask(world, 100)), phase).toBe('sale_running');
      expect(world.terminal.clear(), phase).toEqual({ ok: false, reason: 'sale_running' });
      world.clock.advance(waitMs);
    }
    expect(world.view().counter.payment?.status).toBe('reversal_pending');
    expect(reasonOf(ask(world, 100))).toBe('ok');
  });

  test('that is stopped before the scan is closed and nothing leaves', () => {
    const world = counterWorld();
    ask(world, 100);
    expect(world.terminal.stop()).toEqual({ ok: true });
    expect(world.view().counter.state).toBe('idle');
    expect(world.terminal.stop()).toEqual({ ok: false, reason: 'not_open' });
    expect(world.gateway.calls).toEqual([]);
  });
});

describe('a receipt that is scanned while no sale is open', () => {
  test('opens its payment, and nothing else happens', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('success', shown));
    const id = world.charge(1_280);
    world.clock.advance(1);
    expect(world.terminal.clear()).toEqual({ ok: true });
    const calls = world.gateway.calls.length;
    expect(world.terminal.scan({ text: `]C0${id}\r`, source: 'hid' })).toEqual({ ok: false, reason: 'receipt_opened' });
    const { counter } = world.view();
    expect(counter).toMatchObject({
      state: 'idle',
      notice: { reason: 'receipt_opened' },
      tone: { kind: 'opened' },
      looked: { payment: { paymentRequestId: id, status: 'paid' } },
    });
    expect(counter.tone?.number).toBe(counter.looked?.number);
    expect(world.gateway.calls).toHaveLength(calls);
    ask(world, 100);
    expect(world.view().counter).toMatchObject({ state: 'ready', looked: null, notice: null, tone: null });
  });

  test("is opened by the number on the customer's bill too, beside a payment that is settled", () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('success', { ...shown, paymentId: '2026010119401080010018812000' }));
    const id = world.charge(1_280);
    world.clock.advance(1);
    expect(reasonOf(world.terminal.scan({ text: '2026010119401080010018812000', source: 'serial' }))).toBe(
      'receipt_opened',
    );
    expect(world.view().counter).toMatchObject({ state: 'payment', looked: { payment: { paymentRequestId: id } } });
  });

  test('of another terminal is said to be unknown here', () => {
    const world = counterWorld();
    const text = '2026112004000000010000000012800001000001';
    expect(reasonOf(world.terminal.scan({ text, source: 'serial' }))).toBe('not_found');
    expect(world.view().counter).toMatchObject({ notice: { reason: 'not_found' }, looked: null });
  });

  test('shows what becomes of its payment, not what it was when it was scanned', () => {
    const world = counterWorld();
    const id = world.charge(1_280);
    world.clock.advance(69_000);
    world.terminal.scan({ text: id, source: 'serial' });
    expect(world.view().counter.looked?.payment.status).toBe('reversal_pending');
    world.gateway.script('cancel', () => outcome('success'));
    world.clock.advance(600_000);
    expect(world.view().counter.looked?.payment.status).toBe('reversed');
  });
});

describe('a scan', () => {
  test.for([
    ['2812', 'too_short'],
    ['3112345678901234567', 'wrong_prefix'],
    ['134567890123456789', 'wechat_code'],
    ['6901234567892', 'product_code'],
    ['28123456789abcdefg', 'letters'],
    ['２８１２３４５６７８９０１２３４５６', 'full_width_digits'],
    ['2026112004000000010000000012800001000001', 'own_receipt'],
    ['281234567890123456281234567890123457', 'two_codes_at_once'],
    ['\ufffd', 'noise'],
    ['', 'empty'],
  ] as const)('of "%s" is refused as %s and the sale stays open', ([text, reason]) => {
    const world = counterWorld();
    ask(world, 100);
    expect(world.terminal.scan({ text, source: 'serial' })).toEqual({ ok: false, reason });
    expect(world.view().counter).toMatchObject({ state: 'ready', notice: { reason, number: 1 }, tone: { number: 1 } });
    expect(world.gateway.calls).toEqual([]);
    expect(world.terminal.scan({ text: freshCode(), source: 'serial' })).toMatchObject({ ok: true });
  });

  test('without an open sale is not stored and not charged', () => {
    const world = counterWorld();
    const code = freshCode();
    expect(world.terminal.scan({ text: code, source: 'serial' })).toEqual({ ok: false, reason: 'no_sale_open' });
    ask(world, 100);
    expect(world.terminal.scan({ text: code, source: 'serial' })).toMatchObject({ ok: true });
  });

  test('of a code that was used before is refused, also after a restart', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('failed', { code: 'RISK_REJECT' }));
    ask(world, 100);
    const code = freshCode();
    world.terminal.scan({ text: code, source: 'serial' });
    world.clock.advance(1);
    ask(world, 100);
    expect(world.terminal.scan({ text: code, source: 'serial' })).toEqual({ ok: false, reason: 'code_already_used' });
    const next = world.restart(1_000);
    ask(next, 200);
    expect(next.terminal.scan({ text: code, source: 'serial' })).toEqual({ ok: false, reason: 'code_already_used' });
  });

  test('leaves its code nowhere but on the wire: not in the journal, not in a view', () => {
    const world = counterWorld();
    ask(world, 100);
    const code = freshCode();
    const taken = world.terminal.scan({ text: code, source: 'serial' });
    const id = taken.ok ? taken.paymentRequestId : '';
    expect(world.gateway.calls[0]?.asked).toMatchObject({ paymentCode: code });
    expect(JSON.stringify([world.journal.payment(id), world.view()])).not.toContain(code);
    expect(world.view().counter.payment?.codeMask).toBe(`28…${code.slice(-4)}`);
  });
});

describe('sales stop', () => {
  const faulty = outcome('unknown', { code: 'INVALID_SIGNATURE', signed: false, keyFault: true });

  test('when the gateway refuses our key, until it signs an answer about an id that never existed', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => faulty);
    world.gateway.script('inquirePayment', () => faulty);
    world.gateway.script('cancel', () => outcome('unknown', { keyFault: true, signed: false }));
    const id = world.charge();
    world.clock.advance(130_000);
    expect(world.terminal.look(id)).toMatchObject({ payment: { status: 'reversal_pending' } });
    expect(world.view().salesStopped).toBe('gateway_refuses_our_key');
    expect(reasonOf(ask(world, 999))).toBe('gateway_refuses_our_key');
    world.gateway.script('inquirePayment', () => outcome('not_exist'));
    world.clock.advance(31_000);
    expect(world.view().salesStopped).toBeNull();
  });

  test('when the clock is measured more than 60 s off, and go on once it is set right', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('success', { ...shown, gatewayTimeMs: world.clock.wallMs() + 61_000 }));
    world.charge();
    world.clock.advance(1);
    expect(reasonOf(ask(world, 999))).toBe('gateway_clock_skew');
    world.clock.setWall(world.clock.wallMs() + 61_000);
    expect(reasonOf(ask(world, 999))).toBe('ok');
  });

  test('for no unknown skew: the first pay leaves without any call before it', () => {
    const world = counterWorld();
    world.charge();
    expect(world.gateway.calls.map(({ api }) => api)).toEqual(['pay']);
  });

  test('when the expiry is set, it is 3 minutes ahead of the gateway clock as far as that is known', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('success', { ...shown, gatewayTimeMs: world.clock.wallMs() + 30_000 }));
    world.charge();
    expect(world.gateway.calls[0]?.asked).toMatchObject({ expiresAtMs: t0 + 180_000 });
    world.clock.advance(10_000);
    world.charge(999);
    expect(world.gateway.calls[1]?.asked).toMatchObject({ expiresAtMs: t0 + 10_000 + 30_000 + 180_000 });
  });
});

describe('the gateway on the status strip', () => {
  test('is unknown before the first call, and then what the newest call came to', () => {
    const world = counterWorld();
    expect(world.view().gateway).toBe('unknown');
    world.gateway.script('pay', () => silence);
    world.gateway.script('inquirePayment', (n) => (n === 1 ? silence : outcome('success', shown)));
    world.charge();
    world.clock.advance(100);
    expect(world.view().gateway).toBe('unreachable');
    world.clock.advance(10_000);
    expect(world.view()).toMatchObject({ gateway: 'reachable', counter: { payment: { status: 'paid' } } });
  });
});

describe('paper', () => {
  test('that has not been asked for yet is no missing printer', () => {
    const printer = { waiting: 0, printing: false, job: null, questions: 0, question: null };
    expect(counterWorld().view().printer).toEqual(printer);
  });

  test('that does not print leaves the payment paid and says so', () => {
    const world = counterWorld({ printed: () => ({ state: 'failed', report: { ...noDevice, detail: 'no paper' } }) });
    world.gateway.script('pay', () => outcome('success', shown));
    world.charge();
    world.clock.advance(1);
    expect(world.view()).toMatchObject({
      counter: { payment: { status: 'paid' } },
      printer: { waiting: 1, printing: false, job: { state: 'queued', fault: { detail: 'no paper' } } },
    });
    expect(world.log).toContain('a receipt did not print; the payment stands');
  });

  test('is marked as a copy when it is printed again', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('success', shown));
    const id = world.charge();
    world.clock.advance(1);
    expect(world.terminal.reprint(id)).toEqual({ ok: true });
    expect(world.terminal.reprint('PAY-1')).toEqual({ ok: true });
    world.clock.advance(1);
    expect(world.paper.map(({ copy }) => copy)).toEqual([false, true, true]);
  });

  test('is not made for a payment that was not charged', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('failed'));
    const id = world.charge();
    world.clock.advance(1);
    expect(world.terminal.reprint(id)).toEqual({ ok: false, reason: 'no_receipt' });
    expect(world.paper).toEqual([]);
  });
});

test('a view rises in version with every change and is whole', () => {
  const world = counterWorld();
  const versions: number[] = [];
  world.terminal.onChange((view) => versions.push(view.version));
  world.charge();
  world.clock.advance(20_000);
  expect(versions.length).toBeGreaterThan(5);
  expect(versions.every((version, n) => n === 0 || version > (versions[n - 1] ?? 0))).toBe(true);
});

test('500 payment ids of the same second and amount are 500 different ids', () => {
  const world = counterWorld();
  world.gateway.script('pay', () => outcome('failed'));
  const ids = new Set(
    Array.from({ length: 500 }, () => {
      const id = world.charge(100);
      world.clock.advance(0);
      return id;
    }),
  );
  expect(ids.size).toBe(500);
});

test('two sales within one second are two orders, whatever chance draws', () => {
  const sameDigits = { ...steadyChance(), digits: (count: number) => '7'.repeat(count) };
  const world = counterWorld({ chance: sameDigits });
  world.gateway.script('pay', () => outcome('success', { paymentId: 'PAY-1', orderSeen: true }));
  const paid = [1, 2].map(() => {
    const id = world.charge();
    world.clock.advance(100);
    return world.terminal.look(id);
  });
  const orders = paid.map((looked) => (looked.ok ? looked.payment.orderId : looked.reason));
  expect(new Set(orders).size, orders.join(' ')).toBe(2);
});
