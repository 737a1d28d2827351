import { expect, test } from 'vitest';
import type { OrderContent } from '../../main/contract/order-views.ts';
import { counterWorld, freshCode } from '../support/counter.ts';

/** What was bought: durable with the payment it belongs to, on the receipt, and never another sum than the amount. */

const order: OrderContent = {
  note: 'table 4',
  lines: [
    { sku: '6901234567892', name: '可口可乐 330ml', priceMinor: 350, pieces: 3 },
    { sku: '', name: 'Other', priceMinor: 230, pieces: 1 },
    { sku: 'BAG', name: 'Bag', priceMinor: 0, pieces: 1 },
  ],
};

function sell(world: ReturnType<typeof counterWorld>, amountMinor: number, content: OrderContent) {
  const amount = { minor: amountMinor, currency: 'CNY' };
  return world.terminal.startSale({ orderId: null, amount, differentCustomer: false, order: content });
}

test('what is bought stands at the counter, in the first commit of its payment, and after a restart', () => {
  const world = counterWorld();
  expect(sell(world, 1_280, order)).toMatchObject({ ok: true });
  expect(world.view().counter.order).toEqual(order);
  const taken = world.terminal.scan({ text: freshCode(), source: 'serial' });
  if (!taken.ok) throw new Error(taken.reason);
  expect(world.journal.payment(taken.paymentRequestId)).toMatchObject({ revision: 1, order });
  expect(world.view().counter).toMatchObject({ order, payment: { order } });
  const next = world.restart(1_000);
  expect(next.terminal.look(taken.paymentRequestId)).toMatchObject({ payment: { order } });
  // A list is one of many: each turn sends it whole.
  expect(next.view().recovered).toMatchObject([{ paymentRequestId: taken.paymentRequestId, order: null }]);
  expect(next.terminal.openViews()).toMatchObject([{ order: null }]);
});

test('the gateway hears what was bought with the pay', () => {
  const world = counterWorld();
  sell(world, 1_280, order);
  world.terminal.scan({ text: freshCode(), source: 'serial' });
  expect(world.gateway.calls.at(-1)).toMatchObject({ api: 'pay', asked: { order } });
});

test.each([1_279, 1_281])('lines that come to 12.80 are no sale of %i', (amountMinor) => {
  const world = counterWorld();
  expect(sell(world, amountMinor, order)).toEqual({ ok: false, reason: 'lines_do_not_add_up' });
  expect(world.view().counter).toMatchObject({ state: 'idle', order: null });
});

test('sums beyond what can be counted exactly are not equal to any amount', () => {
  const line = { sku: '', name: 'Other', priceMinor: 999_999_999_999, pieces: 9_999 };
  const world = counterWorld();
  expect(sell(world, 100, { note: '', lines: [line, line] })).toEqual({ ok: false, reason: 'lines_do_not_add_up' });
});

test('a note alone goes with any amount, and an order that says nothing is not written down', () => {
  const world = counterWorld();
  expect(sell(world, 500, { note: 'gift', lines: [] })).toMatchObject({ ok: true });
  expect(world.view().counter.order).toEqual({ note: 'gift', lines: [] });
  world.terminal.stop();
  expect(sell(world, 500, { note: '', lines: [] })).toMatchObject({ ok: true });
  const taken = world.terminal.scan({ text: freshCode(), source: 'serial' });
  if (!taken.ok) throw new Error(taken.reason);
  expect(world.journal.payment(taken.paymentRequestId)).not.toHaveProperty('order');
});
