import { describe, expect, test } from 'vitest';
import { at } from '../../main/simulator/messages.ts';
import { freshCode, openBooks, payRequest, refundRequest, short } from './samples.ts';

describe('pay', () => {
  test('takes the money once and says what the gateway says', () => {
    const { pay, line, paymentId } = openBooks();
    const answer = pay({ settlementCurrency: 'USD' });
    expect(answer).toMatchObject({
      result: { resultStatus: 'S', resultCode: 'SUCCESS' },
      paymentRequestId: 'pay-1',
      paymentId: paymentId(),
      paymentAmount: { currency: 'CNY', value: '1280' },
      paymentTime: '2026-11-20T12:00:00+08:00',
      grossSettlementAmount: { currency: 'USD', value: '82' },
      settlementQuote: { quoteCurrencyPair: 'CNY/USD', quotePrice: 0.064622, guaranteed: false },
    });
    expect(line()).toMatchObject({ status: 'SUCCESS', chargedMinor: 1280, returnedMinor: 0, orderId: 'order-1' });
  });

  test('carries the settlement quote over to a currency without decimals', () => {
    const { pay } = openBooks();
    expect(pay({ minor: 100_000, settlementCurrency: 'JPY' })).toMatchObject({
      grossSettlementAmount: { currency: 'JPY', value: '64' },
    });
  });

  test('the same request again gets the same answer and no second charge', () => {
    const { pay, clock, line } = openBooks();
    const code = freshCode();
    const first = pay({ code });
    clock.advance(5_000);
    expect(pay({ code })).toEqual(first);
    expect(line()?.chargedMinor).toBe(1280);
  });

  test.each<[string, Parameters<ReturnType<typeof openBooks>['pay']>[0]]>([
    ['amount', { minor: 1281 }],
    ['currency', { currency: 'USD' }],
    ['code', { code: '289999999999999999' }],
  ])('the same id with another %s is REPEAT_REQ_INCONSISTENT and changes nothing', (_, other) => {
    const { pay, line } = openBooks();
    pay({ code: '281111111111111111' });
    expect(short(pay({ code: '281111111111111111', ...other }))).toBe('F REPEAT_REQ_INCONSISTENT');
    expect(line()).toMatchObject({ amountMinor: 1280, chargedMinor: 1280, currency: 'CNY' });
  });

  test('a code that one payment used is EXPIRED_CODE for the next, which stays behind as FAIL', () => {
    const { pay, inquire } = openBooks();
    const code = freshCode();
    pay({ code });
    expect(short(pay({ id: 'pay-2', code }))).toBe('F EXPIRED_CODE');
    expect(inquire('pay-2')).toMatchObject({ paymentStatus: 'FAIL', paymentResultCode: 'EXPIRED_CODE' });
  });

  test.each(['2812345678901', '311234567890123456', '28123456789012345x', '28'.padEnd(33, '1')])(
    'the malformed code %s is INVALID_PAYMENT_CODE and leaves no order',
    (code) => {
      const { pay, inquire } = openBooks();
      expect(short(pay({ code }))).toBe('F INVALID_PAYMENT_CODE');
      expect(short(inquire())).toBe('F ORDER_NOT_EXIST');
    },
  );

  test('a pay that arrives after its paymentExpiryTime is refused, closed and never charged', () => {
    const { pay, clock, inquire, line } = openBooks();
    const request = { expiry: '2026-11-20T12:03:00+08:00' };
    clock.advance(180_001);
    expect(short(pay(request))).toBe('F ORDER_IS_CLOSED');
    expect(short(inquire())).toBe('S SUCCESS FAIL');
    expect(line()?.chargedMinor).toBe(0);
  });

  test('the expiry is measured by the gateway clock, not the machine', () => {
    const { pay, books } = openBooks();
    books.setSkew(181_000);
    expect(short(pay({ expiry: '2026-11-20T12:03:00+08:00' }))).toBe('F ORDER_IS_CLOSED');
    books.setSkew(-60_000);
    expect(pay({ id: 'pay-2', expiry: '2026-11-20T04:00:00Z' })).toMatchObject({
      result: { resultStatus: 'S' },
      paymentTime: '2026-11-20T11:59:00+08:00',
    });
  });
});

describe('PARAM_ILLEGAL', () => {
  const mandatory = [
    'productCode',
    'paymentRequestId',
    'paymentNotifyUrl',
    'paymentAmount',
    'paymentAmount.value',
    'paymentAmount.currency',
    'paymentMethod.paymentMethodType',
    'paymentMethod.paymentMethodId',
    'order',
    'order.orderDescription',
    'order.orderAmount',
    'order.merchant',
    'order.merchant.referenceMerchantId',
    'order.merchant.merchantName',
    'order.merchant.merchantMCC',
    'order.merchant.store',
    'order.merchant.store.referenceStoreId',
    'order.merchant.store.storeMCC',
  ];

  test.each(mandatory)('pay without %s is refused and leaves no order', (path) => {
    const { books, inquire } = openBooks();
    const request = withField(path, undefined);
    expect(short(books.answer('pay', request))).toBe('F PARAM_ILLEGAL');
    expect(short(inquire())).toBe('F ORDER_NOT_EXIST');
  });

  test.each<[string, unknown]>([
    ['paymentRequestId', 'x'.repeat(65)],
    ['paymentRequestId', 'pay 1'],
    ['order.referenceOrderId', 'x'.repeat(65)],
    ['order.orderDescription', 'x'.repeat(257)],
    ['paymentNotifyUrl', `https://${'x'.repeat(2048)}`],
    ['order.merchant.merchantName', 7],
    ['productCode', 'CASHIER_PAYMENT'],
    ['paymentMethod.paymentMethodType', 'ALIPAY_CN'],
    ['paymentFactor.inStorePaymentScenario', 'OrderCode'],
    ['paymentAmount.value', 1280],
    ['paymentAmount.value', '01280'],
    ['paymentAmount.value', '-1280'],
    ['paymentAmount.value', '+1280'],
    ['paymentAmount.value', '12.80'],
    ['paymentAmount.value', '0'],
    ['paymentAmount.value', '1 280'],
    ['paymentAmount.value', '1'.repeat(17)],
    ['order.orderAmount.value', 1280],
    ['paymentAmount.currency', 'cny'],
    ['paymentExpiryTime', '2026-11-20 12:03:00'],
    ['paymentExpiryTime', '1795147380000'],
  ])('pay with %s = %j is refused', (path, value) => {
    const { books, line } = openBooks();
    expect(short(books.answer('pay', withField(path, value)))).toBe('F PARAM_ILLEGAL');
    expect(line()).toBeUndefined();
  });

  test('rupiah end in 00', () => {
    const { pay } = openBooks();
    expect(short(pay({ currency: 'IDR', minor: 300_050 }))).toBe('F PARAM_ILLEGAL');
    expect(short(pay({ currency: 'IDR', minor: 300_000 }))).toBe('S SUCCESS');
  });

  test('an unknown currency and an amount beyond every limit have codes of their own', () => {
    const { pay } = openBooks();
    expect(short(pay({ currency: 'XXX' }))).toBe('F CURRENCY_NOT_SUPPORT');
    expect(short(pay({ minor: 1_000_000_000_000 }))).toBe('F PAYMENT_AMOUNT_EXCEED_LIMIT');
  });

  test('both spellings of the store MCC, both cases of the scenario and an absent scenario pass', () => {
    const { books } = openBooks();
    const spelled = withField('order.merchant.store.storeMCC', undefined);
    setField(spelled, 'order.merchant.store.storeMcc', '5411');
    expect(short(books.answer('pay', spelled))).toBe('S SUCCESS');
    const shouted = payRequest({ id: 'pay-2' });
    setField(shouted, 'paymentFactor.inStorePaymentScenario', 'PAYMENTCODE');
    expect(short(books.answer('pay', shouted))).toBe('S SUCCESS');
    const silent = payRequest({ id: 'pay-3' });
    setField(silent, 'paymentFactor', undefined);
    expect(short(books.answer('pay', silent))).toBe('S SUCCESS');
  });

  test('the other calls want their id, and refund its amount', () => {
    const { books, pay, paymentId } = openBooks();
    pay();
    for (const api of ['inquiryPayment', 'cancel', 'inquiryRefund'] as const) {
      expect(short(books.answer(api, {}))).toBe('F PARAM_ILLEGAL');
      expect(short(books.answer(api, { paymentId: 7, refundId: 7 }))).toBe('F PARAM_ILLEGAL');
    }
    const good = refundRequest(paymentId(), 100);
    for (const field of ['refundRequestId', 'paymentId', 'refundAmount']) {
      expect(short(books.answer('refund', { ...good, [field]: undefined }))).toBe('F PARAM_ILLEGAL');
    }
    expect(short(books.answer('refund', { ...good, refundAmount: { currency: 'CNY', value: 100 } }))).toBe(
      'F PARAM_ILLEGAL',
    );
  });
});

/** A pay request with one field replaced, or removed. */
function withField(path: string, value: unknown): Record<string, unknown> {
  const request = payRequest();
  setField(request, path, value);
  return request;
}

function setField(request: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = at(request, names) as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}
