import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { arrivalsMax } from '../../main/simulator/arrivals.ts';
import { heldMax } from '../../main/simulator/connections.ts';
import { control, raw, type Stand, stand } from './ams-client.ts';
import { payRequest, short } from './samples.ts';

let at: Stand;

beforeEach(async () => {
  at = await stand();
});

afterEach(() => at.simulator.close());

test('GET /ledger shows each payment with its money, and each customer', async () => {
  const paid = await at.call('pay', payRequest());
  expect((await control(at, 'GET', '/ledger')).json).toEqual({
    payments: [
      {
        paymentRequestId: 'pay-1',
        paymentId: paid.json['paymentId'],
        orderId: 'order-1',
        status: 'SUCCESS',
        amountMinor: 1280,
        chargedMinor: 1280,
        returnedMinor: 0,
        currency: 'CNY',
        wallet: 'default',
      },
    ],
    customers: [{ wallet: 'default', currency: 'CNY', chargedMinor: 1280, returnedMinor: 0 }],
    underWay: 0,
  });
});

test('GET and POST /audit answer clean and findings', async () => {
  await at.call('pay', payRequest());
  expect((await control(at, 'GET', '/audit')).json).toEqual({ clean: true, findings: [] });
  const sale = { paymentRequestId: 'pay-1', orderId: 'order-1', status: 'paid', amountMinor: 1280, currency: 'CNY' };
  expect((await control(at, 'POST', '/audit', { sales: [sale], open: [] })).json['clean']).toBe(true);
  expect((await control(at, 'POST', '/audit', { sales: [], open: [] })).json).toMatchObject({
    clean: false,
    findings: [{ kind: 'charged_not_sold', paymentRequestId: 'pay-1' }],
  });
});

test('GET /requests shows what arrived with the verdict on its signature, the code masked', async () => {
  await at.call('pay', payRequest({ code: '281234567890123456' }));
  await at.call('cancel', { paymentRequestId: 'pay-1' }, { headers: { Signature: 'signature=AAAA' } });
  const { json } = await control(at, 'GET', '/requests');
  expect(json['requests']).toMatchObject([
    {
      number: 1,
      api: 'pay',
      signature: 'good',
      paymentRequestId: 'pay-1',
      answered: 'SUCCESS',
      body: { paymentMethod: { paymentMethodId: '28…3456' } },
    },
    { number: 2, api: 'cancel', signature: 'bad', answered: 'INVALID_SIGNATURE, unsigned' },
  ]);
  expect(JSON.stringify(json)).not.toContain('281234567890123456');
});

test('POST /customer shows a code with which the till can charge', async () => {
  const { json } = await control(at, 'POST', '/customer', { act: 'present', needsPin: true });
  const paid = await at.call('pay', payRequest({ code: String(json['code']) }));
  expect(short(paid.json)).toBe('U PAYMENT_IN_PROCESS');
  expect((await control(at, 'POST', '/customer', { act: 'pin' })).json).toEqual({
    paymentRequestId: 'pay-1',
    status: 'SUCCESS',
  });
});

test('POST /reset forgets payments, requests, faults, skew and messages on their way', async () => {
  await at.call('pay', payRequest());
  await at.arrived('pay #1');
  await control(at, 'POST', '/faults', { plan: ['delayRequest:pay#1=10s', 'clock=+60s'] });
  const late = at.call('pay', payRequest({ id: 'pay-2' })).catch((error: NodeJS.ErrnoException) => error.code);
  await at.arrived('pay #1');
  expect((await control(at, 'POST', '/reset')).json).toEqual({ reset: true });
  at.clock.advance(60_000);
  expect((await control(at, 'GET', '/ledger')).json).toEqual({ payments: [], customers: [], underWay: 0 });
  expect((await control(at, 'GET', '/requests')).json).toEqual({ requests: [] });
  expect((await control(at, 'GET', '/faults')).json).toEqual({ plan: [] });
  expect(at.simulator.books.timeMs()).toBe(at.clock.wallMs());
  expect(await late).toBe('ECONNRESET');
});

describe('bad input is refused with a sentence', () => {
  test.each<[string, string, unknown, number]>([
    ['GET', '/nothing', undefined, 404],
    ['GET', '/ledger/toString', undefined, 404],
    ['POST', '/ledger', {}, 405],
    ['DELETE', '/audit', undefined, 405],
    ['POST', '/audit', '{"sales":', 400],
    ['POST', '/audit', undefined, 400],
    ['POST', '/audit', { sales: [{ paymentRequestId: 'pay-1' }], open: [] }, 400],
    ['POST', '/audit', { sales: 'all', open: [] }, 400],
    ['POST', '/faults', { plan: 'hang:pay#1' }, 400],
    ['POST', '/faults', { plan: [], note: 1 }, 400],
    ['POST', '/faults', { plan: Array.from({ length: 201 }, () => 'hang:pay#1') }, 400],
    ['POST', '/customer', { act: 'dance' }, 400],
    ['POST', '/customer', { act: 'pin' }, 400],
    ['POST', '/customer', [], 400],
  ])('%s %s %j', async (method, path, body, status) => {
    const answer = await control(at, method, path, body);
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.json)).toEqual(['error']);
    expect(String(answer.json['error'])).toMatch(/\w+ \w+/);
  });

  test.each([
    ['a foreign page', 'Host: 127.0.0.1\r\nOrigin: https://evil.example'],
    ['a foreign name', 'Host: evil.example'],
  ])('from %s', async (_, headers) => {
    const answer = await raw(
      at.simulator.url,
      `POST /control/reset HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

describe('nothing grows for ever', () => {
  test('the list of requests keeps the newest', async () => {
    for (let call = 0; call <= arrivalsMax; call++) await at.call('cancel', {}, { headers: { 'Client-Id': 'X' } });
    const { requests } = (await control(at, 'GET', '/requests')).json as { requests: { number: number }[] };
    expect([requests.length, requests[0]?.number]).toEqual([arrivalsMax, 2]);
  });

  test('one held connection too many resets the oldest', async () => {
    at.simulator.setPlan([`hangRequest:cancel#1-${heldMax + 1}`]);
    const ends: number[] = [];
    const calls: Promise<unknown>[] = [];
    for (let call = 1; call <= heldMax + 1; call++) {
      calls.push(at.call('cancel', {}).catch(() => ends.push(call)));
      await at.arrived(`cancel #${call}`);
    }
    await calls[0];
    expect(ends).toEqual([1]);
    at.simulator.reset();
    await Promise.all(calls);
  });
});
