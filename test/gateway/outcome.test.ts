import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { type Believed, none } from '../../main/gateway/answer.ts';
import { inquiryAnswer, payAnswer } from '../../main/gateway/messages.ts';
import {
  cancelOutcome,
  inquiryOutcome,
  payOutcome,
  refundInquiryOutcome,
  refundOutcome,
} from '../../main/gateway/outcome.ts';
import { printedSeed } from '../support/seed.ts';
import documented from './vectors/result-codes.json' with { type: 'json' };

const ourId = '2026010100000000010000000012800007123456';
const asked = { paymentRequestId: ourId, amount: { minor: 1280, currency: 'CNY' } };
const refundAsked = {
  refundRequestId: 'R2026010100000000010001',
  paymentId: 'P1',
  amount: { minor: 500, currency: 'CNY' },
};
const amount = { currency: 'CNY', value: '1280' };
const good = { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: 'success' };

function believed<Message>(schema: z.ZodType<Message>, raw: unknown): Believed<Message> {
  return { kind: 'message', message: schema.parse(raw), gatewayTimeMs: 1_767_225_605_000 };
}

function refused(resultCode: string, resultStatus = 'F') {
  return { resultStatus, resultCode, resultMessage: 'x' };
}

const onPay = (raw: object) => payOutcome(asked, believed(payAnswer, { result: good, ...raw }));
const onInquiry = (raw: object) => inquiryOutcome(asked, believed(inquiryAnswer, { result: good, ...raw }));

type Codes = Readonly<Record<string, { readonly status: string; readonly outcome?: string }>>;

describe('pay', () => {
  test.each(Object.entries(documented['pay.UPM'] as Codes))('%s is worth what its page says', (code, row) => {
    const verdict = row.outcome === 'paid' ? 'success' : row.outcome;
    const answer = onPay({ result: refused(code, row.status), paymentRequestId: ourId, paymentAmount: amount });
    expect(answer).toMatchObject({ verdict, code, signed: true });
  });

  test.each<[string, object, string, string]>([
    ['all ours', { paymentRequestId: ourId, paymentAmount: amount }, 'success', 'SUCCESS'],
    ['another id', { paymentRequestId: `${ourId}9`, paymentAmount: amount }, 'unknown', 'wrong_payment_answered'],
    ['no id', { paymentAmount: amount }, 'unknown', 'junk'],
    ['no amount', { paymentRequestId: ourId }, 'unknown', 'junk'],
    ['null members', { paymentRequestId: null, paymentAmount: null, paymentId: null }, 'unknown', 'junk'],
    [
      'another amount',
      { paymentRequestId: ourId, paymentAmount: { ...amount, value: '1281' } },
      'mismatch',
      'amount_mismatch',
    ],
    [
      'another currency',
      { paymentRequestId: ourId, paymentAmount: { ...amount, currency: 'HKD' } },
      'mismatch',
      'amount_mismatch',
    ],
    ['a numeric amount', { paymentRequestId: ourId, paymentAmount: { ...amount, value: 1280 } }, 'success', 'SUCCESS'],
  ])('an S with %s', (_, members, verdict, code) => {
    expect(onPay(members)).toMatchObject({ verdict, code });
  });

  test('a refusal counts without an id, and not with another one', () => {
    const result = refused('USER_BALANCE_NOT_ENOUGH');
    expect(onPay({ result })).toMatchObject({ verdict: 'failed', code: 'USER_BALANCE_NOT_ENOUGH' });
    expect(onPay({ result, paymentRequestId: ourId })).toMatchObject({ verdict: 'failed' });
    expect(onPay({ result, paymentRequestId: 'other' })).toMatchObject({
      verdict: 'unknown',
      code: 'wrong_payment_answered',
      orderSeen: false,
    });
  });

  test.each<[string, string]>([
    ['SUCCESS', 'F'],
    ['SUCCESS', 'U'],
    ['EXPIRED_CODE', 'S'],
    ['EXPIRED_CODE', 'U'],
    ['RISK_REJECT', 'f'],
    ['PAYMENT_IN_PROCESS', 'F'],
  ])('%s with status %s contradicts the page and decides nothing', (code, status) => {
    const raw = { result: refused(code, status), paymentRequestId: ourId, paymentAmount: amount };
    expect(onPay(raw)).toMatchObject({ verdict: 'unknown', code: 'junk' });
  });

  test.each(['BRAND_NEW_CODE', '__proto__', 'constructor', 'success', ''])(
    'the unknown code %j decides nothing',
    (code) => {
      for (const status of ['S', 'F', 'U', 'A']) {
        expect(onPay({ result: refused(code, status), paymentRequestId: ourId, paymentAmount: amount }).verdict).toBe(
          'unknown',
        );
      }
    },
  );

  test('whatever is said, paid needs S SUCCESS with our id, amount and currency', () => {
    const seed = printedSeed('pay answers');
    // Mostly right, so that each wrong member is met alone.
    const mostly = <T>(right: T, ...others: T[]) =>
      fc.oneof({ arbitrary: fc.constant(right), weight: 4 }, { arbitrary: fc.constantFrom(...others), weight: 1 });
    const raw = fc.record({
      status: mostly('S', 'F', 'U', 's', 'A'),
      word: mostly('SUCCESS', ...Object.keys(documented['pay.UPM']), 'NEW', 'TRADE_SUCCESS'),
      id: mostly<string | null | undefined>(ourId, 'other', null, undefined),
      value: mostly<unknown>('1280', 1280, '12.80', '01281', 12800, '-1280', null, undefined),
      currency: mostly('CNY', 'cny', 'USD', ''),
    });
    let sales = 0;
    fc.assert(
      fc.property(raw, ({ status, word: code, id: paymentRequestId, value: minor, currency: unit }) => {
        const message = {
          result: refused(code, status),
          paymentRequestId,
          paymentAmount: minor == null ? null : { currency: unit, value: minor },
        };
        const read = payAnswer.safeParse(message);
        const paid = read.success && payOutcome(asked, believed(payAnswer, message)).verdict === 'success';
        const ours = paymentRequestId === ourId && String(minor) === '1280' && unit === 'CNY';
        expect(paid).toBe(status === 'S' && code === 'SUCCESS' && ours);
        sales += paid ? 1 : 0;
      }),
      { seed, numRuns: 2_000 },
    );
    expect(sales, 'the run met sales too').toBeGreaterThan(100);
  });

  test('shows the order once the gateway named a state of it', () => {
    for (const code of ['ORDER_IS_CLOSED', 'ORDER_IS_CANCELED', 'REPEAT_REQ_INCONSISTENT']) {
      expect(onPay({ result: refused(code) }).orderSeen, code).toBe(true);
    }
    expect(onPay({ result: refused('PAYMENT_IN_PROCESS', 'U'), paymentRequestId: ourId }).orderSeen).toBe(true);
    expect(onPay({ result: refused('PAYMENT_IN_PROCESS', 'U'), paymentRequestId: 'other' }).orderSeen).toBe(false);
    expect(onPay({ result: refused('UNKNOWN_EXCEPTION', 'U'), paymentRequestId: ourId }).orderSeen).toBe(false);
    expect(onPay({ result: refused('SYSTEM_ERROR') }).orderSeen).toBe(false);
    const named = onPay({ result: refused('UNKNOWN_EXCEPTION', 'U'), paymentRequestId: ourId, paymentId: 'P1' });
    expect(named).toMatchObject({ orderSeen: true, paymentId: 'P1' });
  });
});

describe('inquiryPayment', () => {
  const ours = { paymentRequestId: ourId, paymentAmount: amount };

  test.each<[string, object, string, string]>([
    ['SUCCESS', { ...ours, paymentStatus: 'SUCCESS' }, 'success', 'SUCCESS'],
    ['Success, as the docs print it', { ...ours, paymentStatus: 'Success' }, 'success', 'SUCCESS'],
    [
      'SUCCESS of another id',
      { ...ours, paymentRequestId: 'x', paymentStatus: 'SUCCESS' },
      'unknown',
      'wrong_payment_answered',
    ],
    ['SUCCESS without an id', { paymentAmount: amount, paymentStatus: 'SUCCESS' }, 'unknown', 'junk'],
    ['SUCCESS without an amount', { paymentRequestId: ourId, paymentStatus: 'SUCCESS' }, 'unknown', 'junk'],
    [
      'SUCCESS of another amount',
      { ...ours, paymentAmount: { ...amount, value: 1 }, paymentStatus: 'SUCCESS' },
      'mismatch',
      'amount_mismatch',
    ],
    [
      'FAIL with a reason',
      { ...ours, paymentStatus: 'FAIL', paymentResultCode: 'RISK_REJECT' },
      'failed',
      'RISK_REJECT',
    ],
    [
      'FAIL of the SDK mock',
      { ...ours, paymentStatus: 'FAIL', paymentResultCode: 'UNKNOWN_EXCEPTION' },
      'failed',
      'SUCCESS',
    ],
    ['FAIL without an id', { paymentStatus: 'FAIL' }, 'unknown', 'junk'],
    ['FAIL of another id', { paymentRequestId: 'x', paymentStatus: 'FAIL' }, 'unknown', 'wrong_payment_answered'],
    ['CANCELLED', { ...ours, paymentStatus: 'cancelled' }, 'cancelled', 'SUCCESS'],
    ['CANCELLED without an id', { paymentStatus: 'CANCELLED' }, 'unknown', 'junk'],
    ['PROCESSING', { ...ours, paymentStatus: 'PROCESSING' }, 'processing', 'PAYMENT_IN_PROCESS'],
    ['PENDING', { ...ours, paymentStatus: 'PENDING' }, 'processing', 'PAYMENT_IN_PROCESS'],
    ['a new status', { ...ours, paymentStatus: 'SETTLED' }, 'unknown', 'junk'],
    ['no status', ours, 'unknown', 'junk'],
  ])('paymentStatus %s', (_, members, verdict, code) => {
    expect(onInquiry(members)).toMatchObject({ verdict, code });
  });

  test.each(Object.entries(documented['inquiryPayment.online'] as Codes))(
    'its own code %s closes nothing but ORDER_NOT_EXIST',
    (code, row) => {
      if (code === 'SUCCESS') return;
      const answer = onInquiry({ result: refused(code, row.status), ...ours, paymentStatus: 'SUCCESS' });
      expect(answer).toMatchObject({ verdict: code === 'ORDER_NOT_EXIST' ? 'not_exist' : 'unknown', orderSeen: false });
    },
  );

  test('shows the order whenever it found it, and the pay time and ids with it', () => {
    const answer = onInquiry({
      ...ours,
      paymentStatus: 'PROCESSING',
      paymentId: 'P1',
      paymentTime: 'then',
      transactions: null,
    });
    expect(answer).toMatchObject({ orderSeen: true, paymentId: 'P1', paymentTime: 'then', returnedMinor: 0 });
    expect(answer.gatewayTimeMs).toBe(1_767_225_605_000);
  });

  test('adds up only refunds in our currency that every sign calls successful', () => {
    const refund = (
      transactionStatus: unknown,
      status: unknown,
      value: unknown,
      currency = 'CNY',
      transactionType = 'REFUND',
    ) => ({
      transactionType,
      transactionStatus,
      transactionResult: status === undefined ? undefined : { resultStatus: status },
      transactionAmount: { currency, value },
    });
    const transactions = [
      refund('SUCCESS', 'S', '100'),
      refund('Success', undefined, 20),
      refund(null, 'S', '3'),
      refund('PROCESSING', 'S', '1000'),
      refund('SUCCESS', 'F', '1000'),
      refund(null, undefined, '1000'),
      refund('SUCCESS', 'S', '1000', 'USD'),
      refund('SUCCESS', 'S', '1000', 'CNY', 'CAPTURE'),
    ];
    expect(onInquiry({ ...ours, paymentStatus: 'SUCCESS', transactions }).returnedMinor).toBe(123);
  });
});

describe('no answer to go by', () => {
  test('only a pay that surely never left is told apart', () => {
    const never = none('not_sent', '', { notSent: true });
    expect(payOutcome(asked, never)).toMatchObject({ verdict: 'not_sent', code: 'not_sent', signed: false });
    expect(payOutcome(asked, none('reset', ''))).toMatchObject({ verdict: 'unknown', code: 'reset' });
    expect(inquiryOutcome(asked, never)).toMatchObject({ verdict: 'unknown', code: 'not_sent' });
    expect(cancelOutcome(asked, never)).toMatchObject({ verdict: 'unknown', code: 'not_sent' });
    expect(refundOutcome(refundAsked, never)).toMatchObject({ verdict: 'unknown', code: 'not_sent' });
    expect(refundInquiryOutcome(refundAsked, never)).toMatchObject({ verdict: 'unknown', code: 'not_sent' });
  });

  test.each(['INVALID_SIGNATURE', 'SIGNATURE_INVALID', 'KEY_NOT_FOUND', 'CLIENT_INVALID', 'INVALID_CLIENT'])(
    '%s points at our keys whether signed or not, and decides nothing',
    (code) => {
      const unsigned = payOutcome(asked, none('unsigned', '', { claimedCode: code }));
      expect(unsigned).toMatchObject({ verdict: 'unknown', code: 'unsigned', keyFault: true, signed: false });
      expect(onPay({ result: refused(code) })).toMatchObject({ verdict: 'unknown', keyFault: true, signed: true });
      expect(onInquiry({ result: refused(code) })).toMatchObject({ verdict: 'unknown', keyFault: true });
    },
  );

  test('other unsigned refusals say nothing about our keys', () => {
    expect(payOutcome(asked, none('unsigned', '', { claimedCode: 'RISK_REJECT' })).keyFault).toBe(false);
  });
});
