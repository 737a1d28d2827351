import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  answering,
  ask,
  base64Signature,
  cancel,
  clientId,
  gatewayKeys,
  inquire,
  paidAnswer,
  pay,
  payRequest,
  pem,
  requestSignatureHolds,
  responseTime,
  signedAnswer,
  strangerKeys,
} from './counterpart.ts';
import { closeAfterwards, pairOf } from './stand.ts';

/** Whole calls over loopback: what leaves, and which answers are believed. */

const path = '/ams/api/v1/payments/pay';
const body = JSON.stringify(paidAnswer);
const good = encodeURIComponent(base64Signature(path, responseTime, body, gatewayKeys.privateKey));
const rawGood = decodeURIComponent(good);
const lowered = good.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
const foreign = encodeURIComponent(base64Signature(path, responseTime, body, strangerKeys.privateKey));
const otherPath = encodeURIComponent(
  base64Signature('/ams/api/v1/payments/cancel', responseTime, body, gatewayKeys.privateKey),
);
const otherClient = encodeURIComponent(base64Signature(path, responseTime, body, gatewayKeys.privateKey, 'OTHER'));

type Headers = Record<string, string | string[]>;

describe('an answer that says S SUCCESS is paid only when its signature holds', () => {
  const all: Headers = { 'Client-Id': clientId, 'Response-Time': responseTime };
  const signed = (value: string): Headers => ({
    ...all,
    Signature: `algorithm=RSA256, keyVersion=1, signature=${value}`,
  });
  const flipped = body.replace('"1280"', '"1281"');

  test.each<[string, Headers, string, string]>([
    ['signed', signed(good), body, 'SUCCESS'],
    ['signed, base64 never encoded', signed(rawGood), body, 'SUCCESS'],
    ['signed, lower-case escapes', signed(lowered), body, 'SUCCESS'],
    ['signed, without keyVersion', { ...all, Signature: `algorithm=RSA256,signature=${good}` }, body, 'SUCCESS'],
    ['signed, pairs reordered', { ...all, Signature: `signature=${good}, algorithm=RSA256` }, body, 'SUCCESS'],
    [
      'signed, header names in lower case',
      { signature: `signature=${good}`, 'client-id': clientId, 'response-time': responseTime },
      body,
      'SUCCESS',
    ],
    ['signed, without Client-Id', { 'Response-Time': responseTime, Signature: `signature=${good}` }, body, 'SUCCESS'],
    [
      'signed, each header twice alike',
      {
        'Client-Id': [clientId, clientId],
        'Response-Time': [responseTime, responseTime],
        Signature: [`signature=${good}`, `signature=${good}`],
      },
      body,
      'SUCCESS',
    ],
    ['no Signature', all, body, 'unsigned'],
    ['an empty Signature', { ...all, Signature: '' }, body, 'unsigned'],
    ['a Signature without its value', signed(''), body, 'unsigned'],
    ['half a signature', signed(good.slice(0, 120)), body, 'bad_signature'],
    ['a stranger signed', signed(foreign), body, 'bad_signature'],
    ['signed for another call', signed(otherPath), body, 'bad_signature'],
    ['tampered body', signed(good), flipped, 'bad_signature'],
    ['one blank after the body', signed(good), `${body} `, 'bad_signature'],
    ['tampered time', { ...signed(good), 'Response-Time': '2026-01-01T08:00:06+08:00' }, body, 'bad_signature'],
    ['no time', { 'Client-Id': clientId, Signature: `signature=${good}` }, body, 'bad_signature'],
    ['tampered Client-Id', { ...signed(good), 'Client-Id': 'OTHER' }, body, 'bad_signature'],
    ["well signed under another client's id", { ...signed(otherClient), 'Client-Id': 'OTHER' }, body, 'bad_signature'],
    ['another algorithm', { ...all, Signature: `algorithm=RSA1,signature=${good}` }, body, 'bad_signature'],
    [
      'two signatures, one of them good',
      { ...all, Signature: [`signature=${good}`, `signature=${foreign}`] },
      body,
      'bad_signature',
    ],
    [
      'two times, one of them right',
      { ...signed(good), 'Response-Time': [responseTime, '2026-01-01T08:00:06+08:00'] },
      body,
      'bad_signature',
    ],
  ])('%s', async (_, headers, sent, code) => {
    const { gateway } = await pairOf((_request, response) => response.writeHead(200, headers).end(sent));
    const outcome = await pay(gateway).outcome;
    expect(outcome).toMatchObject({
      verdict: code === 'SUCCESS' ? 'success' : 'unknown',
      code,
      signed: code === 'SUCCESS',
    });
    expect(outcome.gatewayTimeMs, 'only a signed time is a time').toBe(code === 'SUCCESS' ? 1_767_225_605_000 : null);
  });
});

test('a well-signed answer that is not JSON, or not a message, is junk and still signed', async () => {
  for (const sent of [
    '',
    '[]',
    '{}',
    'null',
    '<html></html>',
    '{"result":{"resultStatus":"S"}}',
    '['.repeat(100_000),
  ]) {
    const { gateway } = await pairOf(({ target }, response) => {
      const answer = signedAnswer(target, sent);
      response.writeHead(200, answer.headers).end(answer.body);
    });
    expect(await pay(gateway).outcome, sent.slice(0, 40)).toMatchObject({
      verdict: 'unknown',
      code: 'junk',
      signed: true,
    });
  }
});

test('an unsigned INVALID_SIGNATURE decides nothing and points at our keys', async () => {
  const message = { result: { resultStatus: 'F', resultCode: 'INVALID_SIGNATURE', resultMessage: 'x' } };
  const { gateway } = await pairOf((_, response) => response.writeHead(200).end(JSON.stringify(message)));
  const expected = { verdict: 'unknown', code: 'unsigned', keyFault: true, signed: false };
  expect(await pay(gateway).outcome).toMatchObject(expected);
  expect(await cancel(gateway).outcome).toMatchObject(expected);
});

test('the signature of a pay is accepted by the openssl command line', async () => {
  const { server, gateway } = await pairOf(answering(paidAnswer));
  await pay(gateway).outcome;
  const { headers, body: sent, target, method } = await server.arrived(1);
  const value = /^algorithm=RSA256,keyVersion=1,signature=(.*)$/.exec(String(headers['signature']))?.[1] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'truetill-sign-'));
  closeAfterwards(() => rmSync(folder, { recursive: true }));
  const signedText = `${method} ${target}\n${headers['client-id']}.${headers['request-time']}.${sent.toString('utf8')}`;
  writeFileSync(join(folder, 'text'), signedText);
  writeFileSync(join(folder, 'signature'), Buffer.from(decodeURIComponent(value), 'base64'));
  writeFileSync(join(folder, 'key.pem'), pem.merchantPublic);
  const check = ['dgst', '-sha256', '-verify', 'key.pem', '-signature', 'signature', 'text'];
  expect(execFileSync('openssl', check, { cwd: folder, encoding: 'utf8' })).toBe('Verified OK\n');
});

test('sends the documented headers and path, and an Agent-Token only when there is one', async () => {
  const { server, gateway, clock } = await pairOf(answering(paidAnswer));
  await pay(gateway).outcome;
  const { target, method, headers, body: sent } = await server.arrived(1);
  expect([method, target]).toEqual(['POST', path]);
  expect(headers).toMatchObject({
    'client-id': clientId,
    'request-time': String(clock.wallMs()),
    'content-type': 'application/json; charset=UTF-8',
    'content-length': String(sent.length),
  });
  expect(headers).not.toHaveProperty('agent-token');
  const agent = await pairOf(answering(paidAnswer), { agentToken: '123456789012345678901234567890123456789012345678' });
  await pay(agent.gateway).outcome;
  expect((await agent.server.arrived(1)).headers['agent-token']).toHaveLength(48);
});

test('a sandbox client calls, signs and believes the sandbox path', async () => {
  const sandbox = 'SANDBOX_5X00000000000000';
  const { server, gateway } = await pairOf(
    ({ target }, response) => {
      const signature = base64Signature(target, responseTime, body, gatewayKeys.privateKey, sandbox);
      response.writeHead(200, {
        Signature: `signature=${signature}`,
        'Response-Time': responseTime,
        'Client-Id': sandbox,
      });
      response.end(body);
    },
    { clientId: sandbox },
  );
  expect(await pay(gateway).outcome).toMatchObject({ verdict: 'success' });
  const received = await server.arrived(1);
  expect(received.target).toBe('/ams/sandbox/api/v1/payments/pay');
  expect(requestSignatureHolds(received)).toBe(true);
});

test('each call goes to its own path with its own message, signed for that path', async () => {
  const { server, gateway } = await pairOf(answering({ result: { resultStatus: 'F', resultCode: 'ORDER_NOT_EXIST' } }));
  const amount = { minor: 500, currency: 'CNY' };
  const refund = { refundRequestId: 'R1', paymentId: 'P1', amount, why: '退货' };
  expect(await inquire(gateway).outcome).toMatchObject({ verdict: 'not_exist', code: 'ORDER_NOT_EXIST' });
  expect(await cancel(gateway).outcome).toMatchObject({ verdict: 'not_exist' });
  expect(await ask((answered) => gateway.refund(refund, answered)).outcome).toMatchObject({ verdict: 'failed' });
  expect(await ask((answered) => gateway.inquireRefund(refund, answered)).outcome).toMatchObject({
    verdict: 'not_exist',
  });
  const { paymentRequestId } = payRequest;
  const refundAmount = { currency: 'CNY', value: '500' };
  expect(server.requests.map(({ target, body: sent }) => [target.split('/').at(-1), JSON.parse(String(sent))])).toEqual(
    [
      ['inquiryPayment', { paymentRequestId }],
      ['cancel', { paymentRequestId }],
      ['refund', { refundRequestId: 'R1', paymentId: 'P1', refundAmount, refundReason: '退货' }],
      ['inquiryRefund', { refundRequestId: 'R1' }],
    ],
  );
  expect(server.requests.map(requestSignatureHolds)).toEqual([true, true, true, true]);
});

test('an answer about another payment is never ours, whatever call it answers', async () => {
  const other = { ...paidAnswer, paymentRequestId: 'another', paymentStatus: 'SUCCESS' };
  const { gateway } = await pairOf(answering(other));
  const expected = { verdict: 'unknown', code: 'wrong_payment_answered', paymentId: null, orderSeen: false };
  for (const asked of [pay(gateway), inquire(gateway), cancel(gateway)])
    expect(await asked.outcome).toMatchObject(expected);
});

test('tells the log what came and never the payment code', async () => {
  const lines: unknown[] = [];
  const log = { info: (...line: unknown[]) => lines.push(line), warn: (...line: unknown[]) => lines.push(line) };
  const { gateway, server } = await pairOf(answering(paidAnswer), { log });
  await pay(gateway).outcome;
  server.respond = (_, response) => response.writeHead(502).end('<html>');
  await pay(gateway).outcome;
  expect(lines).toMatchObject([
    ['The gateway answered.', { api: 'pay', id: payRequest.paymentRequestId, verdict: 'success', code: 'SUCCESS' }],
    ['The gateway gave no answer to go by.', { verdict: 'unknown', code: 'http_error', detail: 'HTTP 502' }],
  ]);
  expect(JSON.stringify(lines)).not.toContain(payRequest.paymentCode);
});

test('names the moment a request has been handed to the kernel', async () => {
  const left: string[] = [];
  const { gateway } = await pairOf(answering(paidAnswer), { onFirstByte: (api) => left.push(api) });
  await pay(gateway).outcome;
  await cancel(gateway).outcome;
  expect(left).toEqual(['pay', 'cancel']);
});
