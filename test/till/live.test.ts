import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { jsonOf, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/** A live profile against https on this machine: a certificate that is not in order means that nothing has left. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';

/** A self-signed certificate for `names`, valid for `days`; negative: over already. */
function certificate(name: string, names: string, days: number): void {
  const [key, asked, made, extension] = [`${name}.key`, `${name}.csr`, `${name}.pem`, `${name}.ext`];
  writeFileSync(join(folder, extension), `subjectAltName=${names}\n`);
  openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', asked, '-subj', `/CN=${name}`);
  const own = ['-signkey', key, '-days', String(days), '-extfile', extension];
  openssl('x509', '-req', '-in', asked, '-out', made, ...own);
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-live-'));
  certificate('good', 'DNS:localhost', 2);
  certificate('expired', 'DNS:localhost', -1);
  certificate('misnamed', 'DNS:gateway.example', 2);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The simulated gateway behind TLS with this certificate; its port. */
async function behindTls(shop: TrainingShop, name: string, { onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const pem = (kind: string): Buffer => readFileSync(join(folder, `${name}.${kind}`));
  const server = createServer({ key: pem('key'), cert: pem('pem') }, (secure) => {
    const plain = connect(Number(new URL(shop.url).port), '127.0.0.1');
    // Either side may go first; the other follows.
    secure.on('error', () => plain.destroy()).on('close', () => plain.destroy());
    plain.on('error', () => secure.destroy()).on('close', () => secure.destroy());
    secure.pipe(plain).pipe(secure);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function openLive(certificateName: string, trusted: string | null, context: TestContext): Promise<TrainingShop> {
  const shop = await openTrainingShop(machineClock, { mockAmounts: false });
  context.onTestFinished(() => shop.close());
  const port = await behindTls(shop, certificateName, context);
  shop.configure((config) => {
    config.mode = 'live';
    config.gateway.url = `https://localhost:${port}`;
    config.gateway.caFile = trusted === null ? null : join(folder, trusted);
    config.devices = { scanners: [], printer: { kind: 'none' } };
  });
  return shop;
}

function sell(shop: TrainingShop) {
  return till(['sale', '--amount', '10.00', '--code', freshCode(), '--profile', shop.folder, '--json']);
}

test('a certificate in order: paid, and nothing says training', async (context) => {
  const shop = await openLive('good', 'good.pem', context);
  const run = await sell(shop);
  expect(run.code, run.stderr).toBe(0);
  expect(jsonOf(run)).toMatchObject({ status: 'paid' });
  expect(run.stderr).not.toContain('TRAINING');
  const audit = await till(['audit', '--profile', shop.folder, '--json']);
  expect(audit.code).toBe(1);
  expect(audit.stderr).toMatch(/^Only a training profile can be audited[^\n]*\n$/);
});

test.for([
  ['expired', 'expired', 'expired.pem'],
  ['for another name', 'misnamed', 'misnamed.pem'],
  ['signed by nobody we trust', 'good', null],
] as const)('a certificate %s: not charged, exit 2, nothing arrived', async ([, name, trusted], context) => {
  const shop = await openLive(name, trusted, context);
  const run = await sell(shop);
  expect(run.code, run.stderr).toBe(2);
  expect(jsonOf(run)).toMatchObject({ status: 'not_charged', mayChargeAgain: true, inquiries: 0, code: 'not_sent' });
  expect(await shop.arrivals()).toEqual([]);
});
