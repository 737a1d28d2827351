import { createPublicKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isSignedBy, readSignatureHeader } from '../../main/simulator/sign.ts';
import { startSimulator } from '../../main/simulator/simulator.ts';
import { clientId, gateway, merchant, payPath, raw, type Stand, signature, stand } from './ams-client.ts';
import { knownAnswers, opensslPublicKey } from './openssl-answers.ts';
import { payRequest, short } from './samples.ts';

let at: Stand;

beforeEach(async () => {
  at = await stand();
});

afterEach(() => at.simulator.close());

describe('an answer', () => {
  test('is signed over its own bytes and says which client, when and what', async () => {
    const answer = await at.call('pay', payRequest());
    expect(answer.signature).toBe('good');
    expect(answer.headers).toMatchObject({
      'client-id': clientId,
      'response-time': '2026-11-20T12:00:00+08:00',
      'content-type': 'application/json; charset=UTF-8',
    });
    expect(short(answer.json)).toBe('S SUCCESS');
  });

  test('is 200 also for a refusal, and signed', async () => {
    const answer = await at.call('inquiryPayment', { paymentRequestId: 'nobody' });
    expect([answer.status, answer.signature, short(answer.json)]).toEqual([200, 'good', 'F ORDER_NOT_EXIST']);
  });

  test('on the sandbox path is signed with the sandbox path', async () => {
    const answer = await at.call('pay', payRequest(), { path: '/ams/sandbox/api/v1/payments/pay' });
    expect([answer.signature, short(answer.json)]).toEqual(['good', 'S SUCCESS']);
  });
});

describe('the signature of a request', () => {
  const body = JSON.stringify(payRequest());
  const time = '1795147200000';
  const good = signature(payPath, time, body);
  const value = good.replace(/.*signature=/, '');

  test.each<[string, string]>([
    ['without blanks', good],
    ['with blanks after the commas', good.replaceAll(',', ', ')],
    ['in another order', `signature=${value},keyVersion=1,algorithm=RSA256`],
    ['without keyVersion', `algorithm=RSA256,signature=${value}`],
    ['with keyVersion 0', good.replace('keyVersion=1', 'keyVersion=0')],
    ['in lower-case percent-encoding', good.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
    ['in base64 that nobody encoded', `algorithm=RSA256,keyVersion=1,signature=${decodeURIComponent(value)}`],
  ])('is accepted %s', async (_, header) => {
    const answer = await at.call('pay', body, { time, headers: { Signature: header } });
    expect([answer.signature, short(answer.json)]).toEqual(['good', 'S SUCCESS']);
  });

  test.each([
    '1685599933871',
    '2019-07-12T12:08:56.253+05:30',
    '2026-08-17T02:58:58+00:00',
    '2026-08-17T02:58:58.1234567Z',
    '2026-08-17T10:58:58+0800',
    'yesterday',
  ])('covers the time %s as it is written', async (written) => {
    const answer = await at.call('pay', body, { time: written });
    expect([answer.signature, short(answer.json)]).toEqual(['good', 'S SUCCESS']);
  });

  test.each<[string, Readonly<Record<string, string | undefined>>]>([
    ['an empty Agent-Token', { 'Agent-Token': '' }],
    [
      'headers of the official SDKs',
      { 'User-Agent': 'global-open-sdk-java/2.2.8', 'X-sdkVersion': '1', Encrypt: 'no' },
    ],
    ['no Content-Type', { 'Content-Type': undefined }],
    ['another case of the Content-Type', { 'Content-Type': 'Application/JSON;charset=utf-8' }],
  ])('is accepted beside %s', async (_, headers) => {
    const answer = await at.call('pay', body, { headers });
    expect(short(answer.json)).toBe('S SUCCESS');
  });

  test.each<[string, string, Readonly<Record<string, string | undefined>>]>([
    ['INVALID_SIGNATURE', 'of another body', { Signature: signature(payPath, time, `${body} `) }],
    ['INVALID_SIGNATURE', 'of another path', { Signature: signature('/ams/api/v1/payments/cancel', time, body) }],
    ['INVALID_SIGNATURE', 'of another algorithm', { Signature: good.replace('RSA256', 'RSA512') }],
    ['INVALID_SIGNATURE', 'that is missing', { Signature: undefined }],
    ['INVALID_SIGNATURE', 'that is no base64', { Signature: 'algorithm=RSA256,keyVersion=1,signature=%zz' }],
    ['KEY_NOT_FOUND', 'of an unknown key', { Signature: good.replace('keyVersion=1', 'keyVersion=7') }],
    ['CLIENT_INVALID', 'of an unknown client', { 'Client-Id': 'SOMEBODY' }],
    ['CLIENT_INVALID', 'of nobody', { 'Client-Id': undefined }],
    ['PARAM_ILLEGAL', 'without a time', { 'Request-Time': undefined }],
  ])('is refused unsigned with %s when it is one %s', async (code, _, headers) => {
    const answer = await at.call('pay', body, { time, headers });
    expect([answer.status, answer.signature, short(answer.json)]).toEqual([200, 'absent', `F ${code}`]);
    expect(at.simulator.books.payments()).toEqual([]);
  });

  test('fits an absolute-form request target and a doubled Content-Type', async () => {
    const { host } = new URL(at.simulator.url);
    const answer = await raw(
      at.simulator.url,
      [
        `POST http://${host}${payPath} HTTP/1.1`,
        `Host: ${host}`,
        'content-type: application/json; charset=UTF-8',
        'Content-Type: application/json; charset=UTF-8',
        `client-id: ${clientId}`,
        `request-time: ${time}`,
        'agent-token:',
        `signature: ${good}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('"resultCode":"SUCCESS"');
  });

  test.each(knownAnswers)('of openssl verifies: $name', ({ signature: header, body: signed, ...envelope }) => {
    const key = createPublicKey({ key: Buffer.from(opensslPublicKey, 'base64'), format: 'der', type: 'spki' });
    const read = readSignatureHeader(`algorithm=RSA256,keyVersion=1,signature=${header}`);
    if (read === null) throw new Error('the header was not read');
    expect(isSignedBy(key, envelope, Buffer.from(signed), read.signature)).toBe(true);
    expect(isSignedBy(key, envelope, Buffer.from(`${signed}\n`), read.signature)).toBe(false);
  });

  test.each(['', 'algorithm=RSA256', 'signature=', 'signature=%zz', 'signature=a b'])(
    'is not read from "%s"',
    (header) => {
      expect(readSignatureHeader(header)).toBeNull();
    },
  );
});

describe('a request that is no AMS call', () => {
  test.each<[string, string, Parameters<Stand['call']>[2]]>([
    ['METHOD_NOT_SUPPORTED', 'pay', { method: 'PUT' }],
    ['NO_INTERFACE_DEF', 'consult', {}],
    ['MEDIA_TYPE_NOT_ACCEPTABLE', 'pay', { headers: { 'Content-Type': 'text/xml' } }],
  ])('is answered %s, signed', async (code, api, sending) => {
    const answer = await at.call(api, payRequest(), sending);
    expect([answer.signature, short(answer.json)]).toEqual(['good', `F ${code}`]);
  });

  test.each(['', 'null', '[]', '"pay"', '{"paymentRequestId":'])('with the body %j is PARAM_ILLEGAL', async (body) => {
    expect(short((await at.call('pay', body)).json)).toBe('F PARAM_ILLEGAL');
  });

  test('longer than 64 KiB is cut off and leaves nothing behind', async () => {
    const answer = await raw(
      at.simulator.url,
      `POST ${payPath} HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n${'x'.repeat(70_000)}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect((await at.call('inquiryPayment', { paymentRequestId: 'pay-1' })).status).toBe(200);
  });

  test('with more than 16 KiB of headers is refused', async () => {
    const answer = await raw(
      at.simulator.url,
      `POST ${payPath} HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('starting', () => {
  test('a taken port is one clear sentence', async () => {
    const port = Number(new URL(at.simulator.url).port);
    await expect(stand({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  });

  test('a key that is none is one clear sentence', async () => {
    await expect(stand({ merchantPublicKey: 'hello' })).rejects.toThrow(
      "The merchant's public key is not a public key",
    );
  });

  test('listens on 127.0.0.1 only', () => {
    expect(at.simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(at.simulator.controlUrl).toBe(`${at.simulator.url}/control`);
  });

  test('another keyVersion is demanded and used', async () => {
    const other = await startSimulator({
      port: 0,
      clock: at.clock,
      chance: { digits: (count) => '7'.repeat(count), fraction: () => 0 },
      clientId,
      merchantPublicKey: merchant.publicKeyPem,
      gatewayPrivateKey: gateway.privateKeyPem,
      ledgerFile: null,
      mockAmounts: false,
      keyVersion: 2,
    });
    try {
      const response = await fetch(`${other.url}${payPath}`, {
        method: 'POST',
        body: '{}',
        headers: { 'Client-Id': clientId, 'Request-Time': '1', Signature: signature(payPath, '1', '{}') },
      });
      expect(await response.json()).toMatchObject({ result: { resultCode: 'KEY_NOT_FOUND' } });
    } finally {
      await other.close();
    }
  });
});
