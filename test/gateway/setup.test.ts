import { expect, test } from 'vitest';
import { readAddress, readPaths } from '../../main/gateway/setup.ts';
import { shop, till } from './counterpart.ts';

const refusal = (sentence: RegExp) =>
  expect.objectContaining({ name: 'GatewaySetupError', message: expect.stringMatching(sentence) });

test.each<[string, object]>([
  ['https://open-sea-global.alipay.com', { secure: true, host: 'open-sea-global.alipay.com', port: 443 }],
  ['https://10.0.0.1:8443/', { secure: true, host: '10.0.0.1', port: 8443 }],
  ['http://127.0.0.1:40123', { secure: false, host: '127.0.0.1', port: 40123 }],
  ['http://127.9.9.9', { secure: false, host: '127.9.9.9', port: 80 }],
  ['http://127.1', { secure: false, host: '127.0.0.1', port: 80 }],
  ['http://localhost:1', { secure: false, host: 'localhost', port: 1 }],
  ['http://[::1]:1', { secure: false, host: '::1', port: 1 }],
])('accepts %s', (url, address) => {
  expect(readAddress(url)).toEqual(address);
});

test.each<[string, RegExp]>([
  ['http://open-sea-global.alipay.com', /must be https: plain http would leave this machine/],
  ['http://10.0.0.1', /must be https/],
  ['http://127.0.0.1.example.com', /must be https/],
  ['http://localhost.example.com', /must be https/],
  ['http://[::ffff:10.0.0.1]', /must be https/],
  ['http://0.0.0.0', /must be https/],
  ['ftp://127.0.0.1', /must begin with https/],
  ['open-sea-global.alipay.com', /not an address/],
  ['', /not an address/],
  ['https://user:pass@open-sea-global.alipay.com', /user name/],
  ['https://open-sea-global.alipay.com/ams/api', /pathPrefix/],
  ['https://open-sea-global.alipay.com/?a=b', /must end after the host/],
])('refuses %j', (url, sentence) => {
  expect(() => till(url)).toThrow(refusal(sentence));
});

test('turns the first /ams/api into the sandbox path for a sandbox client, once', () => {
  expect(readPaths('/ams/api', 'TEST_1').pay).toBe('/ams/api/v1/payments/pay');
  expect(readPaths('/ams/api', 'SANDBOX_1').cancel).toBe('/ams/sandbox/api/v1/payments/cancel');
  expect(readPaths('/ams/sandbox/api', 'SANDBOX_1').refund).toBe('/ams/sandbox/api/v1/payments/refund');
  expect(readPaths('/proxy/ams/api', 'SANDBOX_1').pay).toBe('/proxy/ams/sandbox/api/v1/payments/pay');
});

const here = 'https://127.0.0.1';

test.each<[string, Parameters<typeof till>[1], RegExp]>([
  ['a prefix with a slash at its end', { pathPrefix: '/ams/api/' }, /pathPrefix/],
  ['a prefix with a line feed', { pathPrefix: '/ams\n' }, /pathPrefix/],
  ['a client id that would break its header', { clientId: 'A\r\nX: 1' }, /clientId/],
  ['a client id with a blank', { clientId: 'A B' }, /clientId/],
  ['an empty agent token', { agentToken: '' }, /agentToken/],
  ['a key version of one half', { keyVersion: 0.5 }, /keyVersion/],
  ['no gateway key', { gatewayPublicKeys: [] }, /gateway public key is missing/],
  ['a merchant without a category', { merchant: { ...shop, merchantMCC: '' } }, /merchant.*merchantMCC/],
  [
    'a store name of 257 characters',
    { merchant: { ...shop, store: { ...shop.store, storeName: 'x'.repeat(257) } } },
    /store\.storeName/,
  ],
  ['a notify address that is none', { merchant: { ...shop, paymentNotifyUrl: 'pos.example' } }, /paymentNotifyUrl/],
])('refuses %s', (_, changed, sentence) => {
  expect(() => till(here, changed)).toThrow(refusal(sentence));
});
