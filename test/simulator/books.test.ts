import { describe, expect, test } from 'vitest';
import { at, type Message } from '../../main/simulator/messages.ts';
import { freshCode, noonMs, openBooks, payRequest, refundRequest, short } from './samples.ts';

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

describe('inquiry and cancel', () => {
  test('paymentId wins over paymentRequestId', () => {
    const { books, pay, paymentId } = openBooks();
    pay();
    pay({ id: 'pay-2', orderId: 'order-2' });
    const asked = { paymentId: paymentId('pay-2'), paymentRequestId: 'pay-1' };
    expect(books.answer('inquiryPayment', asked)).toMatchObject({ paymentRequestId: 'pay-2' });
    expect(books.answer('cancel', asked)).toMatchObject({ paymentRequestId: 'pay-2' });
  });

  test('a cancel returns the money in full, and repeated tells the same time', () => {
    const { pay, cancel, line, clock } = openBooks();
    pay();
    const first = cancel();
    clock.advance(60_000);
    expect(cancel()).toEqual(first);
    expect(line()).toMatchObject({ status: 'CANCELLED', chargedMinor: 1280, returnedMinor: 1280 });
  });

  test('the cancel window closes at 00:15 of the next day in UTC+8, to the millisecond', () => {
    const open = openBooks();
    open.pay();
    open.clock.advance(Date.UTC(2026, 10, 20, 16, 15) - noonMs);
    expect(short(open.cancel())).toBe('S SUCCESS');
    const shut = openBooks();
    shut.pay();
    shut.clock.advance(Date.UTC(2026, 10, 20, 16, 15) - noonMs + 1);
    expect(short(shut.cancel())).toBe('F CANCEL_WINDOW_EXCEED');
    expect(shut.line()?.returnedMinor).toBe(0);
  });

  test('transactions is null without refunds and lists them after', () => {
    const { pay, inquire, refund } = openBooks();
    pay();
    expect(inquire()).toMatchObject({ transactions: null });
    refund(280);
    expect(inquire()).toMatchObject({
      transactions: [
        {
          transactionType: 'REFUND',
          transactionStatus: 'SUCCESS',
          transactionRequestId: 'refund-1',
          transactionAmount: { currency: 'CNY', value: '280' },
        },
      ],
    });
  });
});

describe('refund', () => {
  test('several refunds fit into the payment, one more unit does not', () => {
    const { pay, refund, line } = openBooks();
    pay();
    expect(short(refund(1000))).toBe('S SUCCESS');
    expect(short(refund(281, 'refund-2'))).toBe('F REFUND_AMOUNT_EXCEED');
    expect(short(refund(280, 'refund-3'))).toBe('S SUCCESS');
    expect(line()?.returnedMinor).toBe(1280);
  });

  test('the same refund again gets the same answer, another amount REPEAT_REQ_INCONSISTENT', () => {
    const { pay, refund, line, clock } = openBooks();
    pay();
    const first = refund(500);
    clock.advance(5_000);
    expect(refund(500)).toEqual(first);
    expect(short(refund(501))).toBe('F REPEAT_REQ_INCONSISTENT');
    expect(line()?.returnedMinor).toBe(500);
  });

  test('a refund uses the currency of its payment and its window', () => {
    const { pay, books, paymentId, refund, clock } = openBooks();
    pay();
    const foreign = refundRequest(paymentId(), 100, 'refund-9', 'USD');
    expect(short(books.answer('refund', foreign))).toBe('F CURRENCY_NOT_SUPPORT');
    clock.advance(180 * 86_400_000 + 1);
    expect(short(refund(100))).toBe('F REFUND_WINDOW_EXCEED');
  });

  test('an empty merchant purse refuses refund and cancel, and the refusal sticks to its refundRequestId', () => {
    const { pay, refund, cancel, books } = openBooks();
    pay();
    books.customer({ act: 'balance', wallet: 'merchant', balanceMinor: 99 });
    expect(short(refund(100))).toBe('F MERCHANT_BALANCE_NOT_ENOUGH');
    expect(short(cancel())).toBe('F MERCHANT_BALANCE_NOT_ENOUGH');
    books.customer({ act: 'balance', wallet: 'merchant', balanceMinor: 5_000 });
    expect(short(refund(100))).toBe('F MERCHANT_BALANCE_NOT_ENOUGH');
    expect(short(cancel())).toBe('S SUCCESS');
  });

  test('inquiryRefund tells each fate, by either id, and ORDER_NOT_EXIST for an unknown one', () => {
    const { pay, refund, books } = openBooks();
    pay();
    const refundId = refund(100)?.['refundId'];
    refund(5_000, 'refund-2');
    const ask = (asked: Message) => short(books.answer('inquiryRefund', asked));
    expect(ask({ refundRequestId: 'refund-1' })).toBe('S SUCCESS SUCCESS');
    expect(ask({ refundRequestId: 'refund-2', refundId })).toBe('S SUCCESS SUCCESS');
    expect(ask({ refundRequestId: 'refund-2' })).toBe('S SUCCESS FAIL');
    expect(ask({ refundRequestId: 'refund-3' })).toBe('F ORDER_NOT_EXIST');
  });
});

describe('mock amounts', () => {
  test('9901 answers U and is paid at the third inquiry', () => {
    const { pay, inquire, line } = openBooks();
    expect(short(pay({ minor: 9901 }))).toBe('U PAYMENT_IN_PROCESS');
    const seen = [inquire(), inquire(), inquire(), inquire()].map(short);
    expect(seen).toEqual(['PROCESSING', 'PROCESSING', 'SUCCESS', 'SUCCESS'].map((word) => `S SUCCESS ${word}`));
    expect(line()?.chargedMinor).toBe(9901);
  });

  test.each<[number, string, string]>([
    [9902, 'silent', 'S SUCCESS PROCESSING'],
    [9903, 'U UNKNOWN_EXCEPTION', 'U UNKNOWN_EXCEPTION'],
    [9904, 'U UNKNOWN_EXCEPTION', 'silent'],
  ])('%i answers pay with "%s" and inquiries with "%s", and is charged after 90 s', (minor, paid, inquired) => {
    const { pay, inquire, line, clock } = openBooks();
    expect(short(pay({ minor }))).toBe(paid);
    expect(short(inquire())).toBe(inquired);
    clock.advance(89_999);
    expect(line()).toMatchObject({ status: 'PROCESSING', chargedMinor: 0 });
    clock.advance(1);
    expect(line()).toMatchObject({ status: 'SUCCESS', chargedMinor: minor });
  });

  test.each([9902, 9903, 9904])('%i is not charged when it was cancelled before', (minor) => {
    const { pay, cancel, line, clock, books } = openBooks();
    pay({ minor });
    clock.advance(89_000);
    expect(short(cancel())).toBe('S SUCCESS');
    clock.advance(600_000);
    expect(line()).toMatchObject({ status: 'CANCELLED', chargedMinor: 0, returnedMinor: 0 });
    expect(books.audit().clean).toBe(true);
  });

  test('an expiry before the 90 seconds wins over the charge', () => {
    const { pay, line, clock } = openBooks();
    pay({ minor: 9902, expiry: '2026-11-20T12:01:00+08:00' });
    clock.advance(600_000);
    expect(line()).toMatchObject({ status: 'FAIL', chargedMinor: 0 });
  });
});

describe('customers', () => {
  function present(world: ReturnType<typeof openBooks>, how = {}): string {
    const acted = world.books.customer({ act: 'present', ...how });
    if (!acted.ok) throw new Error(acted.sentence);
    return String(acted.answer['code']);
  }

  test('a shown code has the length asked for, belongs to its wallet and lives 60 s', () => {
    const world = openBooks();
    const code = present(world, { wallet: 'rosa', digits: 24 });
    expect(code).toMatch(/^28\d{22}$/);
    const late = present(world, { wallet: 'rosa' });
    expect(short(world.pay({ code }))).toBe('S SUCCESS');
    expect(world.line()?.wallet).toBe('rosa');
    world.clock.advance(60_001);
    expect(short(world.pay({ id: 'pay-2', code: late }))).toBe('F EXPIRED_CODE');
  });

  test('a payment that needs the PIN waits for it, and is paid or declined by the customer', () => {
    const world = openBooks();
    expect(short(world.pay({ code: present(world, { needsPin: true }) }))).toBe('U PAYMENT_IN_PROCESS');
    expect(world.books.customer({ act: 'pin' })).toMatchObject({ ok: true, answer: { status: 'SUCCESS' } });
    expect(short(world.inquire())).toBe('S SUCCESS SUCCESS');
    world.pay({ id: 'pay-2', code: present(world, { needsPin: true }) });
    world.books.customer({ act: 'decline', paymentRequestId: 'pay-2' });
    expect(world.inquire('pay-2')).toMatchObject({
      paymentStatus: 'FAIL',
      paymentResultCode: 'USER_PAYMENT_VERIFICATION_FAILED',
    });
    expect(world.books.customer({ act: 'pin' }).ok).toBe(false);
  });

  test('a wallet pays what it holds and not a unit more, and gets returned money back', () => {
    const world = openBooks();
    world.books.customer({ act: 'balance', wallet: 'rosa', balanceMinor: 1280 });
    expect(short(world.pay({ code: present(world, { wallet: 'rosa' }) }))).toBe('S SUCCESS');
    const poor = { id: 'pay-2', minor: 1, code: present(world, { wallet: 'rosa' }) };
    expect(short(world.pay(poor))).toBe('F USER_BALANCE_NOT_ENOUGH');
    expect(short(world.pay(poor))).toBe('F USER_BALANCE_NOT_ENOUGH');
    world.cancel();
    expect(short(world.pay({ id: 'pay-3', code: present(world, { wallet: 'rosa' }) }))).toBe('S SUCCESS');
    expect(world.books.customers()).toContainEqual({
      wallet: 'rosa',
      currency: 'CNY',
      chargedMinor: 2560,
      returnedMinor: 1280,
    });
  });

  test.each<[string, unknown]>([
    ['no act', {}],
    ['an unknown act', { act: 'dance' }],
    ['a code of 16 digits', { act: 'present', digits: 16 }],
    ['a negative balance', { act: 'balance', balanceMinor: -1 }],
    ['a word too many', { act: 'pin', ping: 1 }],
    ['nothing', null],
  ])('%s is refused with a sentence', (_, asked) => {
    const { books } = openBooks();
    const acted = books.customer(asked as never);
    expect(acted.ok ? '' : acted.sentence).toMatch(/\w+: /);
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
