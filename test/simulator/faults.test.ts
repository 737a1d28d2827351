import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, clientId, control, payPath, type Stand, signature, stand } from './ams-client.ts';
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

/** How a call ended: its answer in short, or the error code of the connection. */
async function ended(answer: Promise<Answer>): Promise<string> {
  return answer.then(
    ({ json }) => short(json),
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}

const inquiry = { paymentRequestId: 'pay-1' };

describe('lost messages', () => {
  test.each<[string, string, string]>([
    ['dropRequest:pay#1', 'ECONNRESET', 'none'],
    ['dropRequest:pay#1=close', 'ECONNRESET', 'none'],
    ['dropResponse:pay#1', 'ECONNRESET', 'SUCCESS 1280'],
    ['dropResponse:pay#1=reset', 'ECONNRESET', 'SUCCESS 1280'],
    ['resetAfter:pay#1', 'ECONNRESET', 'SUCCESS 1280'],
    ['halfBody:pay#1', 'ECONNRESET', 'SUCCESS 1280'],
  ])('%s ends the connection with %s; the ledger says %s', async (fault, how, money) => {
    plan(fault);
    expect(await ended(at.call('pay', payRequest()))).toBe(how);
    expect(held()).toBe(money);
  });

  test.each<[string, string]>([
    ['hang:pay#1', 'SUCCESS 1280'],
    ['hangRequest:pay#1', 'none'],
    ['dropRequest:pay#1=silent', 'none'],
    ['dropResponse:pay#1=silent', 'SUCCESS 1280'],
  ])('%s leaves the connection open and silent; the ledger says %s', async (fault, money) => {
    plan(fault);
    let settled = false;
    const answer = ended(at.call('pay', payRequest())).finally(() => {
      settled = true;
    });
    await at.arrived('pay #1');
    at.clock.advance(3_600_000);
    // A round trip on another connection: everything the simulator wrote before it has arrived by then.
    await at.call('inquiryPayment', inquiry);
    expect(settled).toBe(false);
    expect(held()).toBe(money);
    at.simulator.reset();
    expect(await answer).toBe('ECONNRESET');
  });

  test('9902 is silent on the wire, 9904 at its inquiry', async () => {
    const pay = ended(at.call('pay', payRequest({ minor: 9902 })));
    await at.arrived('pay #1');
    expect(short((await at.call('pay', payRequest({ id: 'pay-2', minor: 9904 }))).json)).toBe('U UNKNOWN_EXCEPTION');
    const asked = ended(at.call('inquiryPayment', { paymentRequestId: 'pay-2' }));
    await at.arrived('inquiryPayment #1');
    const { requests } = (await control(at, 'GET', '/requests')).json as { requests: { answered: string }[] };
    expect(requests.map(({ answered }) => answered)).toEqual(['silence', 'UNKNOWN_EXCEPTION', 'silence']);
    at.simulator.reset();
    expect(await Promise.all([pay, asked])).toEqual(['ECONNRESET', 'ECONNRESET']);
  });
});

describe('late messages', () => {
  test('a cancel that overtakes a delayed pay says ORDER_NOT_EXIST, and the pay charges afterwards', async () => {
    plan('delayRequest:pay#1=200s');
    const pay = at.call('pay', payRequest());
    await at.arrived('pay #1');
    expect((await control(at, 'GET', '/ledger')).json).toMatchObject({ payments: [], underWay: 1 });
    expect(short((await at.call('cancel', inquiry)).json)).toBe('F ORDER_NOT_EXIST');
    at.clock.advance(199_999);
    expect(held()).toBe('none');
    at.clock.advance(1);
    expect(held()).toBe('SUCCESS 1280');
    expect(short((await pay).json)).toBe('S SUCCESS');
    expect((await control(at, 'GET', '/ledger')).json).toMatchObject({ underWay: 0 });
  });

  test('a delayed pay that has expired by then is not charged', async () => {
    plan('delayRequest:pay#1=200s');
    const pay = at.call('pay', payRequest({ expiry: '2026-11-20T12:03:00+08:00' }));
    await at.arrived('pay #1');
    at.clock.advance(200_000);
    expect(short((await pay).json)).toBe('F ORDER_IS_CLOSED');
    expect(held()).toBe('FAIL 0');
  });

  test('a delayed pay is executed although its sender hung up long ago', async () => {
    plan('delayRequest:pay#1=3m');
    const controller = new AbortController();
    const url = `${at.simulator.url}${payPath}`;
    const body = JSON.stringify(payRequest());
    const { signal } = controller;
    const outgoing = request(url, { method: 'POST', agent: false, headers: signedHeaders(body), signal });
    const gone = new Promise((resolve) => outgoing.on('error', resolve));
    outgoing.end(body);
    await at.arrived('pay #1');
    controller.abort();
    await gone;
    at.clock.advance(180_000);
    expect(held()).toBe('SUCCESS 1280');
  });

  test('delayResponse executes at once and answers later', async () => {
    plan('delayResponse:pay#1=8s');
    const pay = at.call('pay', payRequest());
    await at.arrived('pay #1');
    expect(held()).toBe('SUCCESS 1280');
    at.clock.advance(8_000);
    const answer = await pay;
    expect([answer.signature, answer.headers['response-time']]).toEqual(['good', '2026-11-20T12:00:08+08:00']);
  });

  test('slowDrip sends one byte at a time, and the whole is well signed', async () => {
    plan('slowDrip:pay#1=500ms');
    const pay = at.call('pay', payRequest());
    await at.arrived('pay #1');
    expect(at.clock.waiting()).toBe(1);
    at.clock.advance(600_000);
    const answer = await pay;
    expect([answer.signature, short(answer.json)]).toEqual(['good', 'S SUCCESS']);
  });

  test('duplicateRequest charges once, because the id is the same', async () => {
    plan('duplicateRequest:pay#1', 'duplicateRequest:refund#1');
    const paid = await at.call('pay', payRequest());
    expect(held()).toBe('SUCCESS 1280');
    await at.call('refund', refundRequest(String(paid.json['paymentId']), 200));
    expect(held()).toBe('SUCCESS 1080');
  });
});

describe('answers nobody can trust', () => {
  test.each<[string, Answer['signature'], string]>([
    ['unsigned:pay#1', 'absent', 'S SUCCESS'],
    ['badSignature:pay#1', 'bad', 'S SUCCESS'],
    ['tamperedBody:pay#1', 'bad', 'F SUCCESS'],
  ])('%s: signature %s, body %s', async (fault, verdict, said) => {
    plan(fault);
    const answer = await at.call('pay', payRequest());
    expect([answer.signature, short(answer.json)]).toEqual([verdict, said]);
    expect(held()).toBe('SUCCESS 1280');
  });

  test.each<[string, number, string]>([
    ['html502:pay#1', 502, 'SUCCESS 1280'],
    ['http500:pay#1', 500, 'SUCCESS 1280'],
    ['html502:pay#1=before', 502, 'none'],
    ['http500:pay#1=before', 500, 'none'],
  ])('%s is HTTP %i, unsigned; the ledger says %s', async (fault, status, money) => {
    plan(fault);
    const answer = await at.call('pay', payRequest());
    expect([answer.status, answer.signature, held()]).toEqual([status, 'absent', money]);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
  });

  test('emptyBody and hugeBody are well signed all the same', async () => {
    plan('emptyBody:pay#1', 'hugeBody:inquiryPayment#1');
    const empty = await at.call('pay', payRequest());
    expect([empty.body.length, empty.signature]).toEqual([0, 'good']);
    const huge = await at.call('inquiryPayment', inquiry);
    expect(huge.body.length).toBeGreaterThan(16 * 1024 * 1024);
    expect([huge.signature, short(huge.json)]).toEqual(['good', 'S SUCCESS SUCCESS']);
  });

  test.each<[string, unknown]>([
    ['wrongId:pay#1', { paymentRequestId: 'another_paymentRequestId', paymentId: 'another_paymentId' }],
    ['wrongAmount:pay#1', { paymentAmount: { currency: 'CNY', value: '1281' } }],
    ['wrongCurrency:pay#1', { paymentAmount: { currency: 'USD', value: '1280' } }],
    ['unknownCode:pay#1', { result: { resultStatus: 'F', resultCode: 'A_CODE_OF_TOMORROW' } }],
    ['unknownStatus:pay#1', { result: { resultStatus: 'X', resultCode: 'SUCCESS' } }],
    ['codeAfter:pay#1=UNKNOWN_EXCEPTION', { result: { resultStatus: 'U', resultCode: 'UNKNOWN_EXCEPTION' } }],
  ])('%s is said under a good signature while the money is taken', async (fault, said) => {
    plan(fault);
    const answer = await at.call('pay', payRequest());
    expect(answer.signature).toBe('good');
    expect(answer.json).toMatchObject(said as Record<string, unknown>);
    expect(held()).toBe('SUCCESS 1280');
  });

  test('unknownStatus bends paymentStatus and refundStatus where there is one', async () => {
    const { paymentId } = (await at.call('pay', payRequest())).json;
    await at.call('refund', refundRequest(String(paymentId), 200));
    plan('unknownStatus:inquiryPayment#1', 'unknownStatus:inquiryRefund#1');
    expect((await at.call('inquiryPayment', inquiry)).json).toMatchObject({ paymentStatus: 'SETTLING' });
    const asked = await at.call('inquiryRefund', { refundRequestId: 'refund-1' });
    expect(asked.json).toMatchObject({ refundStatus: 'SETTLING' });
  });
});

describe('refusals without execution', () => {
  test.each<[string, string]>([
    ['code:pay#1=SYSTEM_ERROR', 'F SYSTEM_ERROR'],
    ['code:pay#1=UNKNOWN_EXCEPTION', 'U UNKNOWN_EXCEPTION'],
  ])('%s answers %s and leaves no order', async (fault, said) => {
    plan(fault);
    expect(short((await at.call('pay', payRequest())).json)).toBe(said);
    expect(held()).toBe('none');
  });

  test('balance:pay declines and leaves a failed order', async () => {
    plan('balance:pay#1');
    expect(short((await at.call('pay', payRequest())).json)).toBe('F USER_BALANCE_NOT_ENOUGH');
    expect(held()).toBe('FAIL 0');
  });

  test.each<[string, string, string]>([
    ['balance:cancel#1', 'cancel', 'F MERCHANT_BALANCE_NOT_ENOUGH'],
    ['windowExceed:cancel#1', 'cancel', 'F CANCEL_WINDOW_EXCEED'],
    ['notExist:cancel#1', 'cancel', 'F ORDER_NOT_EXIST'],
    ['notExist:inquiryPayment#1', 'inquiryPayment', 'F ORDER_NOT_EXIST'],
    ['balance:refund#1', 'refund', 'F MERCHANT_BALANCE_NOT_ENOUGH'],
    ['windowExceed:refund#1', 'refund', 'F REFUND_WINDOW_EXCEED'],
    ['notExist:refund#1', 'refund', 'F ORDER_NOT_EXIST'],
  ])('%s refuses once, moves no money, and the next call works', async (fault, api, said) => {
    const { paymentId } = (await at.call('pay', payRequest())).json;
    const request = api === 'refund' ? refundRequest(String(paymentId), 1280) : inquiry;
    plan(fault);
    expect(short((await at.call(api, request)).json)).toBe(said);
    expect(held()).toBe('SUCCESS 1280');
    expect(short((await at.call(api, request)).json)).toMatch(/^S SUCCESS/);
  });
});

/** Headers of a signed pay for a client that wants to hang up in the middle. */
function signedHeaders(body: string): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Client-Id': clientId,
    'Request-Time': '1',
    Signature: signature(payPath, '1', body),
  };
}
