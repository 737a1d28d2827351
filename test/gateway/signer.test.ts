import { expect, test } from 'vitest';
import { readMerchantKey } from '../../main/gateway/keys.ts';
import { type SignedHeaders, Signer, type SignerOptions } from '../../main/gateway/signer.ts';
import { manualClock } from '../support/manual-clock.ts';
import { answering, clientId, paidAnswer, pay, payRequest, pem, requestSignatureHolds } from './counterpart.ts';
import { pairOf } from './stand.ts';

/** A pay that is signed while its intent is written down: what leaves is the same pay, or it is signed anew. */

const { sendBeforeMs: _, ...coming } = payRequest;

test('a pay that was announced leaves with the signature that was made beforehand', async () => {
  const { gateway, server, clock } = await pairOf(answering(paidAnswer));
  const announcedAt = String(clock.wallMs());
  const forget = gateway.payComing?.(coming);
  clock.advance(5);
  const asked = pay(gateway);
  forget?.();
  expect(await asked.outcome).toMatchObject({ verdict: 'success' });
  const [request] = server.requests;
  expect(request?.headers['request-time'], 'the time that was signed').toBe(announcedAt);
  expect(request !== undefined && requestSignatureHolds(request)).toBe(true);
});

test.each([
  ['another amount', { amount: { minor: 1281, currency: 'CNY' } }],
  ['another code', { paymentCode: '281234567890123457' }],
  ['an article more', { order: { note: '', lines: [{ sku: 'A', name: 'Tea', priceMinor: 1280, pieces: 1 }] } }],
])('a pay with %s than announced is signed anew', async (_what, changed) => {
  const { gateway, server, clock } = await pairOf(answering(paidAnswer));
  gateway.payComing?.(coming);
  clock.advance(5);
  await pay(gateway, changed as Partial<typeof payRequest>).outcome;
  const [request] = server.requests;
  expect(request?.headers['request-time']).toBe(String(clock.wallMs()));
  expect(request !== undefined && requestSignatureHolds(request)).toBe(true);
});

test('a pay that was announced and forgotten sends nothing; the next one is signed anew', async () => {
  const { gateway, server, clock } = await pairOf(answering(paidAnswer));
  gateway.payComing?.(coming)();
  clock.advance(1_000);
  expect(server.connections, 'no connection').toHaveLength(0);
  await pay(gateway, { sendBeforeMs: 5_000 }).outcome;
  expect(server.requests.map(({ headers }) => headers['request-time'])).toEqual([String(clock.wallMs())]);
});

type Made = Parameters<NonNullable<SignerOptions['beside']>>[3];

function signerBeside(beside: NonNullable<SignerOptions['beside']>) {
  const clock = manualClock();
  const key = readMerchantKey(pem.merchantPrivate);
  const signer = new Signer({ identity: { 'Client-Id': clientId }, clientId, keyVersion: 1, key, clock, beside });
  const used: SignedHeaders[] = [];
  const ahead = signer.headersBeside('/pay', Buffer.from('{}'));
  return { clock, ahead, used, use: (headers: SignedHeaders) => void used.push(headers), signer };
}

test('threads that are busy hold a pay up for 20 ms: then it is signed here, once', () => {
  let made: Made = () => {};
  const { clock, ahead, used, use, signer } = signerBeside((_key, _version, _covered, late) => {
    made = late;
  });
  const signedHere = signer.headers('/pay', Buffer.from('{}'));
  ahead.headers(use);
  clock.advance(19);
  expect(used).toEqual([]);
  clock.advance(1);
  expect(used, 'RSA with PKCS#1 v1.5 always signs alike').toEqual([signedHere]);
  made(null, 'a late one');
  expect(used).toHaveLength(1);
});

test('a thread that cannot sign is no reason not to pay', () => {
  const { clock, ahead, used, use } = signerBeside((_key, _version, _covered, made) =>
    made(new Error('no thread'), ''),
  );
  ahead.headers(use);
  clock.advance(20);
  expect(used).toHaveLength(1);
});

test('what is ready before it is asked for is handed over at once', () => {
  const { ahead, used, use } = signerBeside((_key, _version, _covered, made) => made(null, 'ready'));
  ahead.headers(use);
  expect(used.map(({ Signature }) => Signature)).toEqual(['ready']);
});
