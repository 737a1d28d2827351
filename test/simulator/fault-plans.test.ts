import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { control, type Stand, stand } from './ams-client.ts';
import { payRequest, refundRequest, short } from './samples.ts';

let at: Stand;

beforeEach(async () => {
  at = await stand();
});

afterEach(() => at.simulator.close());

function plan(...entries: string[]): void {
  expect(at.simulator.setPlan(entries)).toBeNull();
}

/** What the ledger holds of a payment: `SUCCESS 1280`, or `none`. */
function held(id = 'pay-1'): string {
  const line = at.simulator.books.payments().find((payment) => payment.paymentRequestId === id);
  return line ? `${line.status} ${line.chargedMinor - line.returnedMinor}` : 'none';
}

const inquiry = { paymentRequestId: 'pay-1' };

describe('a gateway that contradicts itself', () => {
  test('failThenSuccess:pay says F and FAIL, and takes the money afterwards', async () => {
    plan('failThenSuccess:pay#1=30s');
    expect(short((await at.call('pay', payRequest())).json)).toBe('F USER_BALANCE_NOT_ENOUGH');
    expect(short((await at.call('inquiryPayment', inquiry)).json)).toBe('S SUCCESS FAIL');
    at.clock.advance(30_000);
    expect(held()).toBe('SUCCESS 1280');
    expect(short((await at.call('inquiryPayment', inquiry)).json)).toBe('S SUCCESS SUCCESS');
  });

  test('failThenSuccess:inquiryPayment reports FAIL of a payment that is charged afterwards', async () => {
    await at.call('pay', payRequest({ minor: 9903 }));
    plan('failThenSuccess:inquiryPayment#1=10s');
    expect(short((await at.call('inquiryPayment', inquiry)).json)).toBe('S SUCCESS FAIL');
    at.clock.advance(10_000);
    expect(held()).toBe('SUCCESS 9903');
  });

  test('refundInProcess keeps the refund PROCESSING, reserves its sum, and returns it later', async () => {
    const { paymentId } = (await at.call('pay', payRequest())).json;
    plan('refundInProcess:refund#1=60s');
    const request = refundRequest(String(paymentId), 1000);
    expect(short((await at.call('refund', request)).json)).toBe('U REFUND_IN_PROCESS');
    const second = await at.call('refund', refundRequest(String(paymentId), 281, 'refund-2'));
    expect(short(second.json)).toBe('F REFUND_AMOUNT_EXCEED');
    expect(at.simulator.books.audit().findings).toMatchObject([{ kind: 'processing', paymentRequestId: 'pay-1' }]);
    expect(held()).toBe('SUCCESS 1280');
    at.clock.advance(60_000);
    expect(held()).toBe('SUCCESS 280');
    const asked = await at.call('inquiryRefund', { refundRequestId: 'refund-1' });
    expect(short(asked.json)).toBe('S SUCCESS SUCCESS');
  });

  test('clock=+120s puts the clock of answers and expiry forward until the next plan', async () => {
    plan('clock=+120s');
    expect((await at.call('inquiryPayment', inquiry)).headers['response-time']).toBe('2026-11-20T12:02:00+08:00');
    plan('clock=-5m');
    expect((await at.call('inquiryPayment', inquiry)).headers['response-time']).toBe('2026-11-20T11:55:00+08:00');
    plan();
    expect((await at.call('inquiryPayment', inquiry)).headers['response-time']).toBe('2026-11-20T12:00:00+08:00');
  });
});

describe('plans', () => {
  test('a range meets its calls and no others, counted per API from when it was set', async () => {
    await at.call('inquiryPayment', inquiry);
    plan('code:inquiryPayment#2-3=SYSTEM_ERROR');
    const said: string[] = [];
    for (let call = 1; call <= 4; call++) {
      await at.call('cancel', inquiry);
      said.push(short((await at.call('inquiryPayment', inquiry)).json));
    }
    expect(said).toEqual(['F ORDER_NOT_EXIST', 'F SYSTEM_ERROR', 'F SYSTEM_ERROR', 'F ORDER_NOT_EXIST']);
  });

  test('a badly signed request is not counted', async () => {
    plan('code:pay#1=SYSTEM_ERROR');
    await at.call('pay', payRequest(), { headers: { Signature: 'signature=AAAA' } });
    expect(short((await at.call('pay', payRequest())).json)).toBe('F SYSTEM_ERROR');
  });

  test.each([
    'explode:pay#1',
    'hang:payy#1',
    'hang:pay',
    'hang:pay#0',
    'hang:pay#3-2',
    'hang:pay#1=5s',
    'delayRequest:pay#1',
    'delayRequest:pay#1=soon',
    'code:pay#1',
    'code:pay#1=nope',
    'dropRequest:pay#1=loud',
    'html502:pay#1=after',
    'windowExceed:pay#1',
    'clock=120s',
    'toString:pay#1',
  ])('"%s" is refused by name and the old plan stays', async (entry) => {
    plan('code:pay#1=RISK_REJECT');
    const refused = await control(at, 'POST', '/faults', { plan: ['unsigned:pay#2', entry] });
    expect(refused.status).toBe(400);
    expect(refused.json['error']).toContain(`"${entry}"`);
    expect((await control(at, 'GET', '/faults')).json).toEqual({ plan: ['code:pay#1=RISK_REJECT'] });
    expect(short((await at.call('pay', payRequest())).json)).toBe('F RISK_REJECT');
  });
});
