import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answering, type Counterpart, counterpart, paidAnswer, pay, till } from './counterpart.ts';
import { closeAfterwards } from './stand.ts';

/** Certificates are always checked; one that fails means that nothing of the request has left. */

let folder = '';

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

const newKey = ['-newkey', 'rsa:2048', '-nodes'];

function authority(name: string): void {
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  );
}

/** A server certificate under the CA `by`, for `names`, valid for `days` (negative: over already). */
function certificate(name: string, by: string, names: string, days: number): void {
  openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${names}\n`);
  const signer = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'];
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    ...signer,
    '-out',
    `${name}.pem`,
    '-days',
    `${days}`,
    '-extfile',
    `${name}.ext`,
  );
}

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'truetill-tls-'));
  authority('ours');
  authority('theirs');
  certificate('good', 'ours', 'DNS:localhost', 2);
  certificate('expired', 'ours', 'DNS:localhost', -1);
  certificate('misnamed', 'ours', 'DNS:gateway.example', 2);
  certificate('stranger', 'theirs', 'DNS:localhost', 2);
  openssl(
    ...['req', '-x509', ...newKey, '-keyout', 'selfsigned.key', '-out', 'selfsigned.pem', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

async function server(name: string): Promise<Counterpart> {
  const started = await counterpart(answering(paidAnswer), { key: read(`${name}.key`), cert: read(`${name}.pem`) });
  closeAfterwards(started.close);
  return started;
}

test('a certificate of the configured CA is accepted, and its connection kept', async () => {
  const { url, connections, requests } = await server('good');
  const { gateway } = till(url, { ca: read('ours.pem') });
  closeAfterwards(gateway.close);
  expect(await pay(gateway).outcome).toMatchObject({ verdict: 'success' });
  expect(await pay(gateway).outcome).toMatchObject({ verdict: 'success' });
  expect([connections.length, requests.length]).toEqual([1, 2]);
});

test('several CA certificates in one file are all trusted', async () => {
  const { url } = await server('good');
  const { gateway } = till(url, { ca: `${read('theirs.pem')}\n${read('ours.pem')}` });
  closeAfterwards(gateway.close);
  expect(await pay(gateway).outcome).toMatchObject({ verdict: 'success' });
});

test.each<[string, string, string | null]>([
  ['that is expired', 'expired', 'ours'],
  ['for another name', 'misnamed', 'ours'],
  ['of another CA', 'stranger', 'ours'],
  ['signed by itself', 'selfsigned', 'ours'],
  ['of our CA, when only the built-in list is trusted', 'good', null],
])('a certificate %s: not sent, and nothing has left', async (_, name, ca) => {
  const { url, requests } = await server(name);
  const details: unknown[] = [];
  const log = { info: () => {}, warn: (_sentence: string, facts: unknown) => details.push(facts) };
  const { gateway } = till(url, { ca: ca === null ? null : read(`${ca}.pem`), log });
  closeAfterwards(gateway.close);
  expect(await pay(gateway).outcome).toMatchObject({ verdict: 'not_sent', code: 'not_sent' });
  expect(requests).toHaveLength(0);
  expect(details).toMatchObject([{ detail: expect.stringMatching(/cert|CERT|issuer/) }]);
});

test('NODE_TLS_REJECT_UNAUTHORIZED=0 does not switch the check off', async () => {
  const { url, requests } = await server('selfsigned');
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  closeAfterwards(() => {
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  });
  const { gateway } = till(url);
  closeAfterwards(gateway.close);
  expect(await pay(gateway).outcome).toMatchObject({ verdict: 'not_sent' });
  expect(requests).toHaveLength(0);
});

test('abandoning a call over TLS resets the TCP connection below it', async () => {
  const here = await server('good');
  here.respond = () => {};
  const { gateway } = till(here.url, { ca: read('ours.pem') });
  closeAfterwards(gateway.close);
  const asked = pay(gateway);
  await here.arrived(1);
  const reset = Promise.withResolvers<unknown>();
  here.requests[0]?.socket
    .once('error', (error: NodeJS.ErrnoException) => reset.resolve(error.code))
    .once('end', () => reset.resolve('a polite end'));
  // Not in the same turn: Node's server tells a reset apart from an end only once it has gone back to reading.
  setImmediate(asked.abandon);
  expect(await reset.promise).toBe('ECONNRESET');
  expect(asked.times()).toBe(0);
});
