import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import type { Believed } from '../../main/gateway/answer.ts';
import { cancelAnswer, refundAnswer, refundInquiryAnswer } from '../../main/gateway/messages.ts';
import { cancelOutcome, refundInquiryOutcome, refundOutcome } from '../../main/gateway/outcome.ts';
import documented from './vectors/result-codes.json' with { type: 'json' };

const ourId = '2026010100000000010000000012800007123456';
const refundAsked = {
  refundRequestId: 'R2026010100000000010001',
  paymentId: 'P1',
  amount: { minor: 500, currency: 'CNY' },
};
const good = { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: 'success' };

function believed<Message>(schema: z.ZodType<Message>, raw: unknown): Believed<Message> {
  return { kind: 'message', message: schema.parse(raw), gatewayTimeMs: 1_767_225_605_000 };
}

function refused(resultCode: string, resultStatus = 'F') {
  return { resultStatus, resultCode, resultMessage: 'x' };
}

const onCancel = (raw: object) =>
  cancelOutcome({ paymentRequestId: ourId }, believed(cancelAnswer, { result: good, ...raw }));
const onRefund = (raw: object) => refundOutcome(refundAsked, believed(refundAnswer, { result: good, ...raw }));
const onRefundInquiry = (raw: object) =>
  refundInquiryOutcome(refundAsked, believed(refundInquiryAnswer, { result: good, ...raw }));

type Codes = Readonly<Record<string, { readonly status: string; readonly outcome?: string }>>;

describe('cancel', () => {
  const documentedCancels = { ...documented['cancel.online'], ...documented['cancel.instore'] } as Codes;

  test.each(Object.entries(documentedCancels))('%s', (code, row) => {
    const verdict = { S: 'success', F: code === 'ORDER_NOT_EXIST' ? 'not_exist' : 'refused', U: 'unknown' }[row.status];
    expect(onCancel({ result: refused(code, row.status) })).toMatchObject({ verdict, code });
  });

  test('an S stands without an id and falls with another one', () => {
    expect(onCancel({}).verdict).toBe('success');
    expect(onCancel({ paymentRequestId: ourId, paymentId: 'P1' })).toMatchObject({
      verdict: 'success',
      paymentId: 'P1',
    });
    expect(onCancel({ paymentRequestId: 'x' })).toMatchObject({ verdict: 'unknown', code: 'wrong_payment_answered' });
  });

  test('an unknown refusal is a refusal, an unknown S or U is nothing', () => {
    expect(onCancel({ result: refused('NEW_CODE') })).toMatchObject({ verdict: 'refused', code: 'NEW_CODE' });
    expect(onCancel({ result: refused('NEW_CODE', 'S') }).verdict).toBe('unknown');
    expect(onCancel({ result: refused('SUCCESS', 'F') }).verdict).toBe('unknown');
    expect(onCancel({ result: refused('ORDER_NOT_EXIST', 'U') }).verdict).toBe('unknown');
  });

  test('shows the order when the refusal is about the order', () => {
    const seen = (code: string) => onCancel({ result: refused(code) }).orderSeen;
    for (const code of [
      'CANCEL_WINDOW_EXCEED',
      'ORDER_STATUS_INVALID',
      'MERCHANT_BALANCE_NOT_ENOUGH',
      'USER_NOT_EXIST',
    ]) {
      expect(seen(code), code).toBe(true);
    }
    for (const code of ['ORDER_NOT_EXIST', 'CLIENT_INVALID', 'PROCESS_FAIL', 'NEW_CODE'])
      expect(seen(code), code).toBe(false);
    expect(onCancel({}).orderSeen).toBe(true);
  });
});

describe('refund', () => {
  const silentAboutEarlier = [
    'SYSTEM_ERROR',
    'PROCESS_FAIL',
    'REPEAT_REQ_INCONSISTENT',
    'CLIENT_INVALID',
    'KEY_NOT_FOUND',
  ];
  const documentedRefunds = { ...documented['refund.online'], ...documented['refund.instore'] } as Codes;

  test.each(Object.entries(documentedRefunds))('%s', (code, row) => {
    const onF = silentAboutEarlier.includes(code) ? 'unknown' : 'failed';
    const onU = code === 'REFUND_IN_PROCESS' ? 'processing' : 'unknown';
    const verdict = { S: 'success', F: onF, U: onU }[row.status];
    expect(onRefund({ result: refused(code, row.status) })).toMatchObject({ verdict, code });
  });

  test.each<[string, object, string, string]>([
    ['nothing else', {}, 'success', 'SUCCESS'],
    [
      'our ids and amount',
      {
        refundRequestId: refundAsked.refundRequestId,
        paymentId: 'P1',
        refundAmount: { currency: 'CNY', value: '500' },
      },
      'success',
      'SUCCESS',
    ],
    ['another refundRequestId', { refundRequestId: 'x' }, 'unknown', 'wrong_payment_answered'],
    ['another paymentId', { paymentId: 'P2' }, 'unknown', 'wrong_payment_answered'],
    ['another amount', { refundAmount: { currency: 'CNY', value: '501' } }, 'unknown', 'amount_mismatch'],
  ])('an S with %s', (_, members, verdict, code) => {
    expect(onRefund(members)).toMatchObject({ verdict, code });
  });

  test('an unknown refusal frees nothing, and another id takes a refusal away', () => {
    expect(onRefund({ result: refused('NEW_CODE') }).verdict).toBe('unknown');
    expect(onRefund({ result: refused('REFUND_AMOUNT_EXCEED', 'U') }).verdict).toBe('unknown');
    expect(onRefund({ result: refused('REFUND_AMOUNT_EXCEED'), refundRequestId: 'x' }).verdict).toBe('unknown');
    expect(onRefund({ result: refused('PROCESSING', 'U') }).verdict).toBe('processing');
  });
});

describe('inquiryRefund', () => {
  const ours = { refundRequestId: refundAsked.refundRequestId };

  test.each<[string, object, string]>([
    ['SUCCESS', { ...ours, refundStatus: 'success', refundId: 'F1', refundTime: 'then' }, 'success'],
    ['FAIL', { ...ours, refundStatus: 'FAIL' }, 'failed'],
    ['PROCESSING', { ...ours, refundStatus: 'PROCESSING' }, 'processing'],
    ['a new one', { ...ours, refundStatus: 'LATER' }, 'unknown'],
    ['none', ours, 'unknown'],
    ['SUCCESS without an id', { refundStatus: 'SUCCESS' }, 'unknown'],
    ['FAIL of another refund', { refundRequestId: 'x', refundStatus: 'FAIL' }, 'unknown'],
    [
      'SUCCESS of another amount',
      { ...ours, refundStatus: 'SUCCESS', refundAmount: { currency: 'CNY', value: 1 } },
      'unknown',
    ],
  ])('refundStatus %s', (_, members, verdict) => {
    expect(onRefundInquiry(members).verdict).toBe(verdict);
  });

  test('names the refund it found', () => {
    const found = onRefundInquiry({ ...ours, refundStatus: 'SUCCESS', refundId: 'F1', refundTime: 'then' });
    expect(found).toMatchObject({ refundId: 'F1', refundTime: 'then' });
  });

  test.each(Object.entries(documented['inquiryRefund.instore'] as Codes))('its own code %s', (code, row) => {
    const answer = onRefundInquiry({ result: refused(code, row.status), ...ours, refundStatus: 'SUCCESS' });
    expect(answer.verdict).toBe({ SUCCESS: 'success', ORDER_NOT_EXIST: 'not_exist' }[code] ?? 'unknown');
  });
});

test('a key fault is seen and frees no refund', () => {
  const result = refused('INVALID_SIGNATURE');
  expect(onRefund({ result })).toMatchObject({ verdict: 'unknown', keyFault: true });
  expect(onRefundInquiry({ result })).toMatchObject({ verdict: 'unknown', keyFault: true });
});
