import { expect, test } from 'vitest';
import { linesMax, orderContent } from '../../main/contract/order-views.ts';
import {
  payAnswer,
  type Written,
  writePay,
  writePaymentRequestId,
  writeRefund,
  writeRefundRequestId,
} from '../../main/gateway/messages.ts';
import { payRequest, shop } from './counterpart.ts';

function parsed(written: Written): unknown {
  return written.ok ? JSON.parse(written.body.toString('utf8')) : written.faults;
}

test('writes a pay of the user-presented mode, every scalar a string', () => {
  const amount = { currency: 'CNY', value: '1280' };
  expect(parsed(writePay(payRequest, { ...shop, settlementCurrency: 'HKD' }))).toEqual({
    productCode: 'IN_STORE_PAYMENT',
    paymentRequestId: '2026010100000000010000000012800007123456',
    paymentFactor: { inStorePaymentScenario: 'PaymentCode' },
    order: {
      referenceOrderId: 'order-7',
      orderDescription: '幸福超市 order-7',
      orderAmount: amount,
      merchant: {
        referenceMerchantId: 'M0001',
        merchantMCC: '5411',
        merchantName: '幸福超市',
        store: { referenceStoreId: 'S0001', storeName: '幸福路店', storeMCC: '5411' },
      },
      env: { storeTerminalId: '0001', storeTerminalRequestTime: '2026-01-01T00:00:00+00:00' },
    },
    paymentAmount: amount,
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: '281234567890123456' },
    paymentNotifyUrl: 'https://pos.example/notify',
    paymentExpiryTime: '2026-01-01T00:03:00+00:00',
    settlementStrategy: { settlementCurrency: 'HKD' },
  });
});

test('says what was bought: in the description of the bill, and as goods that can never spoil the pay', () => {
  const line = { sku: '6901234567892', name: '可乐🥤\u0007', priceMinor: 350, pieces: 3 };
  const lines = [line, { ...line, sku: '', name: '🎁', pieces: 1 }, { ...line, name: '袋', priceMinor: 0 }];
  const written = parsed(writePay({ ...payRequest, order: { note: 'for table 4', lines } }, shop));
  const goodsUnitAmount = { currency: 'CNY', value: '350' };
  expect(written).toMatchObject({
    order: {
      orderDescription: '幸福超市 可乐 x3, 袋 x3',
      goods: [
        { referenceGoodsId: '6901234567892', goodsName: '可乐', goodsUnitAmount, goodsQuantity: '3' },
        { referenceGoodsId: 'line-2', goodsName: 'line-2', goodsUnitAmount, goodsQuantity: '1' },
      ],
    },
  });
  // A note is the shop's own.
  expect(JSON.stringify(written)).not.toContain('table 4');
});

test('the longest order that the contract allows is a pay that the gateway takes', () => {
  const name = '长'.repeat(128);
  const line = { sku: '6'.repeat(64), name, priceMinor: 999_999_999_999, pieces: 9_999 };
  const order = { note: '', lines: Array.from({ length: linesMax }, () => line) };
  expect(orderContent.safeParse(order).success).toBe(true);
  const written = writePay({ ...payRequest, order }, shop);
  expect(written.ok && written.body.length).toBeLessThan(64 * 1_024);
});

test('leaves the settlement currency out unless it is configured', () => {
  expect(parsed(writePay(payRequest, shop))).not.toHaveProperty('settlementStrategy');
});

test('rounds the expiry down to a whole second, never up', () => {
  const written = parsed(writePay({ ...payRequest, expiresAtMs: payRequest.expiresAtMs + 999 }, shop));
  expect(written).toMatchObject({ paymentExpiryTime: '2026-01-01T00:03:00+00:00' });
});

test('asks and cancels by paymentRequestId alone, and asks for a refund by refundRequestId alone', () => {
  expect(parsed(writePaymentRequestId('20260101-a_B'))).toEqual({ paymentRequestId: '20260101-a_B' });
  expect(parsed(writeRefundRequestId('R1'))).toEqual({ refundRequestId: 'R1' });
});

test('writes a refund, its reason cut to 256 characters, and left out when empty', () => {
  const asked = { refundRequestId: 'R1', paymentId: 'P1', amount: { minor: 500, currency: 'CNY' } };
  const long = parsed(writeRefund({ ...asked, why: 'x'.repeat(257) }));
  expect(long).toEqual({
    refundRequestId: 'R1',
    paymentId: 'P1',
    refundAmount: { currency: 'CNY', value: '500' },
    refundReason: 'x'.repeat(256),
  });
  const odd = parsed(writeRefund({ ...asked, why: ' 太咸🙂\u0007\u200b\ud83d，退货\n' }));
  expect(odd, 'what a gateway may refuse would refuse the refund with it').toMatchObject({
    refundReason: '太咸，退货',
  });
  expect(parsed(writeRefund({ ...asked, why: '  ' }))).not.toHaveProperty('refundReason');
});

test.each<[string, Written, string]>([
  [
    'an order id of 65 characters',
    writePay({ ...payRequest, orderId: 'x'.repeat(65) }, shop),
    'order.referenceOrderId',
  ],
  ['an id with a blank', writePaymentRequestId('a b'), 'paymentRequestId'],
  [
    'an amount of zero',
    writePay({ ...payRequest, amount: { minor: 0, currency: 'CNY' } }, shop),
    'paymentAmount.value',
  ],
  ['no payment code', writePay({ ...payRequest, paymentCode: '' }, shop), 'paymentMethod.paymentMethodId'],
])('refuses %s by its path', (_, written, path) => {
  expect(parsed(written)).toContainEqual(expect.stringContaining(path));
});

test('never repeats the payment code when it refuses a pay', () => {
  const paymentCode = '28'.repeat(70);
  expect(JSON.stringify(parsed(writePay({ ...payRequest, paymentCode }, shop)))).not.toContain('2828');
});

test('reads answers with numbers, booleans, nulls and strangers in them', () => {
  const read = payAnswer.parse({
    result: { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: null, extra: 1 },
    paymentRequestId: 'A',
    paymentId: 12345,
    paymentAmount: { currency: 'JPY', value: 599 },
    paymentTime: { strange: true },
    settlementQuote: { quotePrice: 0.064622, guaranteed: false },
    pspCustomerInfo: null,
  });
  expect(read).toMatchObject({ paymentId: '12345', paymentAmount: { minor: 599, currency: 'JPY' }, paymentTime: null });
});

test.each<[string, object]>([
  ['an id that is an object', { paymentRequestId: {} }],
  ['an amount with a point', { paymentAmount: { currency: 'CNY', value: '12.80' } }],
  ['an amount without a currency', { paymentAmount: { value: '1280' } }],
  ['a negative amount', { paymentAmount: { currency: 'CNY', value: -1280 } }],
])('does not accept %s as a readable answer', (_, members) => {
  const message = { result: { resultStatus: 'S', resultCode: 'SUCCESS' }, ...members };
  expect(payAnswer.safeParse(message).success).toBe(false);
});
