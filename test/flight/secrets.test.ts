import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { supportBundle } from '../../main/contract/support-bundle.ts';
import type { FlightRecord } from '../../main/core/flight-record.ts';
import { FlightRecorder } from '../../main/core/flight-recorder.ts';
import { timelineOf } from '../../main/core/flight-timeline.ts';
import type { PrintJob } from '../../main/core/print-job.ts';
import { readProfile } from '../../main/profile.ts';
import { program } from '../../main/program.ts';
import type { SqliteJournal } from '../../main/store/journal.ts';
import { bundleOf } from '../../main/support-bundle.ts';
import { supportPage } from '../../main/support-page.ts';
import { counterWorld } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import { printedSeed } from '../support/seed.ts';
import { freshCode } from '../support/training-shop.ts';
import { openFlownTill } from './shop.ts';

/** No payment code, key or token gets into what the recorder keeps or a bundle holds, whoever brings one in. */

const agentToken = 'tok-9f8e7d6c5b4a';
const ownServersKey = 'key-0a1b2c3d4e5f';

/** 17 to 32 digits that begin with 25 to 30. */
const code = fc
  .tuple(fc.constantFrom('25', '26', '27', '28', '29', '30'), fc.integer({ min: 15, max: 30 }), fc.nat())
  .map(([prefix, length, seed]) => prefix + digitsOf(seed, length));

function digitsOf(seed: number, count: number): string {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return String(state % 10);
  }).join('');
}

/** How somebody may write a number into a text. */
const around = fc.constantFrom(
  (text: string) => text,
  (text: string) => `code ${text}, please`,
  (text: string) => `{"paymentMethodId":"${text}"}`,
  (text: string) => text.replaceAll(/(\d{4})(?=\d)/g, '$1 '),
  (text: string) => text.replaceAll(/(\d{4})(?=\d)/g, '$1-'),
);

/** The digits alone, so that a code in groups is found too. */
function hasCode(text: string, digits: string): boolean {
  return text.includes(digits) || text.replaceAll(/(?<=\d)[ -](?=\d)/g, '').includes(digits);
}

const job: PrintJob = {
  id: 1,
  kind: 'paid',
  paymentRequestId: '',
  refundRequestId: null,
  amount: { minor: 1_280, currency: 'CNY' },
  copy: false,
  state: 'failed',
  attempts: 1,
  mayBeOut: false,
  askedAtMs: 0,
  movedAtMs: 0,
  fault: null,
  document: null,
};

test('random codes, keys and tokens, said by gateway, system and people, are nowhere', async () => {
  const { shop } = await openFlownTill((config) => {
    config.gateway = { ...config.gateway, agentToken };
    config.merchant = { ...config.merchant, paymentNotifyUrl: `https://shop.example/told?key=${ownServersKey}` };
  });
  const profile = readProfile(shop.folder, 'en');
  const keyLine = shop.merchantKey.split('\n')[3] ?? '';
  expect(keyLine.length).toBeGreaterThan(40);
  fc.assert(
    fc.property(code, around, (secret, write) => {
      const said = write(secret);
      const clock = manualClock();
      const records: FlightRecord[] = [];
      const recorder = new FlightRecorder(clock, '12345678', (record) => records.push(record));
      const world = counterWorld({ clock, flight: recorder });
      world.gateway.script('pay', () => outcome('success', { paymentId: '2026112019074100010000000007' }));
      world.terminal.startSale({ orderId: null, amount: { minor: 1280, currency: 'CNY' }, differentCustomer: true });
      const taken = world.terminal.scan({ text: secret, source: 'serial' });
      if (!taken.ok) throw new Error(taken.reason);
      const id = taken.paymentRequestId;
      const call = recorder.begun('pay', id);
      call.left('new', said);
      call.came(200, { responseTime: said, trace: write(secret).replaceAll(/[^\x21-\x7e]/g, '') });
      call.ended({
        verdict: 'success',
        code: said,
        signed: true,
        gatewayTimeMs: null,
        resultStatus: 'S',
        resultMessage: `${said} ${agentToken}`,
        detail: `${keyLine} ${said} -----BEGIN PRIVATE KEY-----\n${shop.merchantKey}`,
      });
      clock.advance(1_000);
      const fault = { state: 'attention', fault: 'unknown', detail: said, place: said } as const;
      recorder.papers([{ ...job, paymentRequestId: id, fault }]);
      world.terminal.refund(id, 500, `${said} ${agentToken}`);
      clock.advance(1_000);
      const journal = world.journal as SqliteJournal;
      const found = world.terminal.look(id);
      if (!found.ok) throw new Error(found.reason);
      const { payment } = found;
      const timeline = timelineOf({ payment, ...journal.steps.of(id, 400), records }, 500);
      const seen = world.view();
      const view = { ...seen, devices: { ...seen.devices, printer: fault, scanners: [fault], drawer: fault } };
      const sources = { profile, program: program(), clock, view, journal, archivesAway: [], skew: null };
      const bundle = bundleOf(sources, id, [{ payment, timeline, refused: null }]);
      const texts = {
        records: JSON.stringify(records),
        bundle: JSON.stringify(bundle),
        page: supportPage(bundle, 'en'),
      };
      for (const [name, text] of Object.entries(texts)) {
        expect(hasCode(text, secret), `the code ${secret}, written ${said}, is in the ${name}: ${text}`).toBe(false);
        expect(text.includes(keyLine.slice(0, 40)), `a line of the key is in the ${name}`).toBe(false);
        if (name !== 'records') expect(text, `the token is in the ${name}`).not.toContain(agentToken);
        expect(text, `the key of the merchant's own server is in the ${name}`).not.toContain(ownServersKey);
      }
    }),
    { seed: printedSeed('codes in texts'), numRuns: 25 },
  );
});

test('after real sales and bundles neither code nor key is in any file of recorder and bundles', async () => {
  const flown = await openFlownTill();
  const codes = [freshCode(), freshCode()];
  await flown.shop.plan('dropResponse:pay#2');
  const ids: string[] = [];
  for (const each of codes) {
    ids.push(await flown.charge(each));
    await flown.until((view) => view.counter.payment?.status === 'paid');
    await flown.till().handlers['sale.clear']({});
  }
  const made = await flown.till().handlers['flight.bundle']({ id: ids[1] ?? '' });
  const whole = await flown.till().handlers['flight.bundle']({ id: null });
  if (!made.ok || !whole.ok) throw new Error('no bundle was made');
  // What is still on its way to the disk is there when the till is closed.
  await flown.restart();
  const text = flown.onDisk();
  for (const id of ids) expect(text).toContain(id);
  for (const each of codes) expect(hasCode(text, each)).toBe(false);
  for (const line of flown.shop.merchantKey.split('\n').filter((one) => one.length > 20))
    expect(text).not.toContain(line);
  const json: unknown = JSON.parse(readFileSync(join(made.folder, made.files[1]?.name ?? ''), 'utf8'));
  const bundle = supportBundle.parse(json);
  expect(bundle.payments.map(({ paymentRequestId }) => paymentRequestId)).toEqual([ids[1]]);
  expect(bundle.payments[0]?.calls.map(({ api }) => api)).toEqual(['pay', 'inquiryPayment']);
  expect(bundle.payments[0]?.calls[1]).toMatchObject({ signed: true, resultCode: 'SUCCESS', verdict: 'success' });
  expect(bundle.journal.head).toMatchObject({
    seq: bundle.journal.rows,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(bundle.program).toMatchObject({ name: 'truetill', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});
