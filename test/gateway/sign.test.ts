import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readAuthorities, readGatewayKey, readMerchantKey } from '../../main/gateway/keys.ts';
import { type Covered, signatureFault, signatureHeader } from '../../main/gateway/sign.ts';
import {
  base64Signature,
  clientId,
  gatewayKeys,
  merchantKeys,
  pem,
  responseTime,
  strangerKeys,
} from './counterpart.ts';
import knownAnswers from './vectors/openssl-signatures.json' with { type: 'json' };

const path = '/ams/api/v1/payments/pay';
const text = '{"result":{"resultStatus":"S"},"note":"余额"}';
const covered: Covered = { path, clientId, time: responseTime, body: Buffer.from(text) };
const base64 = base64Signature(path, responseTime, text, gatewayKeys.privateKey);
const encoded = encodeURIComponent(base64);
const lowered = encoded.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());

test.each(knownAnswers.cases)('accepts what the openssl command line signed: $name', (known) => {
  const key = readGatewayKey(knownAnswers.publicKeyX509Base64);
  const { path: signedPath, clientId: client, time, body } = known;
  const over = { path: signedPath, clientId: client, time, body: Buffer.from(body) };
  for (const signature of [known.signatureBase64, known.signatureUrlEncoded]) {
    expect(signatureFault(`signature=${signature}`, [key], over)).toBeNull();
  }
  const longer = { ...over, body: Buffer.from(`${body} `) };
  expect(signatureFault(`signature=${known.signatureBase64}`, [key], longer), 'one byte more').toBe('wrong');
});

test.each<[string, string, string | null]>([
  ['as the docs write it, blanks after commas', `algorithm=RSA256, keyVersion=1, signature=${encoded}`, null],
  ['as the SDKs write it, no blanks', `algorithm=RSA256,keyVersion=1,signature=${encoded}`, null],
  ['pairs reordered', `signature=${encoded}, keyVersion=0, algorithm=RSA256`, null],
  ['no keyVersion', `algorithm=RSA256,signature=${encoded}`, null],
  ['no algorithm', `keyVersion=1,signature=${encoded}`, null],
  ['only the signature', `signature=${encoded}`, null],
  ['lower-case escapes', `algorithm=RSA256,keyVersion=1,signature=${lowered}`, null],
  ['base64 that nobody encoded', `algorithm=RSA256,keyVersion=1,signature=${base64}`, null],
  ['blanks around names and values', ` algorithm = RSA256 ,keyVersion = 1 , signature = ${encoded} `, null],
  ['the same pair twice alike', `signature=${encoded},signature=${encoded}`, null],
  ['an unknown pair', `tracer=x,signature=${encoded}`, null],
  ['two different signatures', `signature=${encoded},signature=${encodeURIComponent('AAAA')}`, 'malformed'],
  ['another algorithm', `algorithm=RSA512,keyVersion=1,signature=${encoded}`, 'unknown_algorithm'],
  ['no algorithm at all promised', `algorithm=none,signature=${encoded}`, 'unknown_algorithm'],
  ['nothing', '', 'unsigned'],
  ['an empty signature', 'algorithm=RSA256,keyVersion=1,signature=', 'unsigned'],
  ['no signature pair', 'algorithm=RSA256,keyVersion=1', 'unsigned'],
  ['words', 'not a signature', 'unsigned'],
  ['half a signature', `signature=${base64.slice(0, 100)}`, 'wrong'],
  ['a plus turned into a blank', `signature=${base64.replace(/[+/]/, ' ')}`, 'malformed'],
  ['escapes cut off', `signature=${encoded.slice(0, -1)}`, 'malformed'],
])('reads a Signature header: %s', (_, header, fault) => {
  expect(signatureFault(header, [gatewayKeys.publicKey], covered)).toBe(fault);
});

test.each<[string, Partial<Covered>]>([
  ['body', { body: Buffer.from(text.replace('S', 'F')) }],
  ['path', { path: '/ams/api/v1/payments/cancel' }],
  ['time', { time: '2026-01-01T08:00:06+08:00' }],
  ['client id', { clientId: 'TEST_6X00000000000000' }],
])('refuses a signature over another %s', (_, changed) => {
  expect(signatureFault(`signature=${encoded}`, [gatewayKeys.publicKey], { ...covered, ...changed })).toBe('wrong');
});

test('accepts either of two gateway keys and no third', () => {
  const header = `signature=${encoded}`;
  expect(signatureFault(header, [strangerKeys.publicKey, gatewayKeys.publicKey], covered)).toBeNull();
  expect(signatureFault(header, [strangerKeys.publicKey, merchantKeys.publicKey], covered)).toBe('wrong');
});

test('signs with percent-encoded standard base64 and no blanks', () => {
  const header = signatureHeader(merchantKeys.privateKey, 3, covered);
  expect(header).toMatch(/^algorithm=RSA256,keyVersion=3,signature=(?:[A-Za-z0-9]|%2B|%2F|%3D)+$/);
  expect(signatureFault(header, [merchantKeys.publicKey], covered)).toBeNull();
});

test('reads keys as PEM and as the bare base64 of the dashboard', () => {
  const der = merchantKeys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const wrapped = der.replace(/(.{64})/g, '$1\n');
  for (const written of [pem.merchantPrivate, der, wrapped]) {
    expect(createPublicKey(readMerchantKey(written)).equals(merchantKeys.publicKey)).toBe(true);
  }
  const spki = gatewayKeys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  for (const written of [pem.gatewayPublic, spki])
    expect(readGatewayKey(written).equals(gatewayKeys.publicKey)).toBe(true);
});

const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
const curve = generateKeyPairSync('ed25519');

test.each<[string, () => unknown, RegExp]>([
  ['junk', () => readMerchantKey('junk'), /merchant private key is not a private key/],
  ['an empty file', () => readGatewayKey(''), /gateway public key is not a public key/],
  ['a public key in place of ours', () => readMerchantKey(pem.merchantPublic), /is a public key/],
  ['a private key in place of the public one', () => readGatewayKey(pem.merchantPrivate), /is a private key/],
  ['a curve', () => readGatewayKey(curve.publicKey.export({ type: 'spki', format: 'pem' }).toString()), /not an RSA/],
  [
    'a key of 1024 bits',
    () => readMerchantKey(short.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    /has 1024 bits; AMS needs 2048/,
  ],
  ['a CA file without a certificate', () => readAuthorities('hello'), /holds no certificate/],
  [
    'a CA file with a broken certificate',
    () => readAuthorities('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
    /CA file is not made of readable certificates/,
  ],
])('refuses %s with one clear sentence', (_, read, sentence) => {
  expect(read).toThrow(
    expect.objectContaining({ name: 'GatewaySetupError', message: expect.stringMatching(sentence) }),
  );
});
