import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type SupportBundle, supportBundle } from '../../main/contract/support-bundle.ts';
import type { FlightRecord } from '../../main/core/flight-record.ts';
import { FlightFiles } from '../../main/store/flight.ts';
import { bundlesKept, readBundleFile, writeBundle } from '../../main/support-files.ts';
import { newestLogLines } from '../../main/support-log.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Where records and bundles lie: bounded, whole or not there, and no trouble of theirs reaches a sale. */

const noonMs = Date.UTC(2026, 10, 20, 12, 0, 0);
const dayMs = 86_400_000;

function record(id: string, seq: number, wallMs = noonMs): FlightRecord {
  return { id, run: '11111111', seq, wallMs, monoMs: seq, what: 'scanned', source: 'serial' };
}

function files(folder: string, clock: ManualClock, more: { readonly hasRoom?: () => boolean } = {}) {
  const told: string[] = [];
  const log = { info: () => {}, warn: (sentence: string) => told.push(sentence) };
  return { files: new FlightFiles(folder, { clock, log, hasRoom: () => true, ...more }), told };
}

describe('records on disk', () => {
  test('are written behind a batch and found again by id, also by the next life of the till', async () => {
    const folder = join(temporaryFolder(), 'flight');
    const clock = manualClock(noonMs);
    const { files: first } = files(folder, clock);
    for (let seq = 1; seq <= 3; seq += 1) first.keep(record(`20261120-${seq}`, seq));
    clock.advance(2_000);
    expect(await first.of(['20261120-2'], [noonMs])).toMatchObject([{ seq: 2 }]);
    first.keep(record('20261120-2', 4));
    await first.close();
    const { files: next } = files(folder, clock);
    expect(await next.of(['20261120-2', 'other'], [noonMs])).toMatchObject([{ seq: 2 }, { seq: 4 }]);
    expect(await next.of(['20261120-2'], [noonMs - 5 * dayMs]), 'other days are not read').toEqual([]);
  });

  test('a line that a kill has cut off, and whatever else is in the file, is passed over', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '20261120.jsonl'), `${JSON.stringify(record('A', 1))}\n"A"\nnull A\n`);
    appendFileSync(join(folder, '20261120.jsonl'), JSON.stringify(record('A', 2)).slice(0, 20));
    const { files: kept } = files(folder, manualClock(noonMs));
    expect(await kept.of(['A'], [noonMs])).toMatchObject([{ seq: 1 }]);
  });

  test('thirty days are kept', async () => {
    const folder = temporaryFolder();
    for (let day = 1; day <= 30; day += 1)
      writeFileSync(
        join(folder, `202610${String(day).padStart(2, '0')}.jsonl`),
        `${JSON.stringify(record('A', day))}\n`,
      );
    const { files: kept } = files(folder, manualClock(noonMs));
    kept.keep(record('B', 1));
    await kept.close();
    const names = readdirSync(folder).toSorted();
    expect(names).toHaveLength(30);
    expect(names[0]).toBe('20261002.jsonl');
    expect(names.at(-1)).toBe('20261120.jsonl');
  });

  test('are for the owner of the profile alone, and those that wait for a disk are bounded', async () => {
    const folder = join(temporaryFolder(), 'flight');
    const clock = manualClock(noonMs);
    const { files: kept } = files(folder, clock);
    kept.keep(record('A', 1));
    clock.advance(2_000);
    await kept.of([], []);
    const [name = ''] = readdirSync(folder);
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    for (let seq = 2; seq <= 20_050; seq += 1) kept.keep(record('A', seq));
    await kept.close();
    expect(readFileSync(join(folder, name), 'utf8').split('\n')).toHaveLength(1 + 20_000 + 1);
  });

  test('a folder that takes nothing is told once, and a disk that money needs is left alone', async () => {
    const place = temporaryFolder();
    writeFileSync(join(place, 'flight'), 'in the way');
    const clock = manualClock(noonMs);
    const { files: kept, told } = files(join(place, 'flight'), clock);
    for (let seq = 1; seq <= 3; seq += 1) {
      kept.keep(record('A', seq));
      clock.advance(2_000);
    }
    await kept.close();
    expect(told).toEqual(['the flight recorder cannot write; timelines are coarser']);

    const full = join(place, 'full');
    const { files: without } = files(full, clock, { hasRoom: () => false });
    without.keep(record('A', 1));
    await without.close();
    expect(readdirSync(place)).toEqual(['flight']);
  });
});

function bundle(atMs: number, about: string | null = null): SupportBundle {
  return supportBundle.parse({
    format: 'truetill-support',
    version: 1,
    madeAt: new Date(atMs).toISOString(),
    about,
    program: {
      name: 'truetill',
      version: '0.1.0',
      node: '24.0.0',
      electron: null,
      chrome: null,
      platform: 'linux',
      osRelease: '6',
      arch: 'x64',
    },
    merchant: {
      clientId: 'C',
      keyVersion: 1,
      agentToken: false,
      gateway: 'https://gateway.example/ams/api',
      referenceMerchantId: 'M',
      merchantName: '<script>alert(1)</script>',
      merchantMCC: '5411',
      referenceStoreId: 'S',
      storeName: 'Store',
      storeMCC: '5411',
      terminalId: '0001',
      settlementCurrency: null,
      paymentNotifyHost: 'merchant.example',
    },
    configuration: {
      mode: 'training',
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      language: 'en',
      receiptLanguage: 'en',
      inquiries: 20,
      maxAmountMinor: 1,
      acceptShortCodes: false,
      acceptLongCodes: false,
      scanners: [],
      printer: 'none',
      display: 'none',
    },
    clock: { skewMs: null, measuredAt: null },
    state: {
      salesStopped: null,
      gateway: 'unknown',
      openReversals: 0,
      unsettled: 0,
      papersWaiting: 0,
      paperQuestions: 0,
    },
    journal: { rows: 0, head: null, lost: null, archivesAway: [] },
    devices: [],
    payments: [],
    log: [],
  });
}

describe('bundles on disk', () => {
  test('the newest are kept, drafts of a power cut are cleared away, other files stay', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    writeFileSync(join(folder, 'support-0001-20261119000000.json.new'), 'half');
    for (let n = 0; n < bundlesKept + 3; n += 1) writeBundle(folder, bundle(noonMs + n * 1_000), 'en');
    const names = readdirSync(folder).toSorted();
    expect(names.filter((name) => name.endsWith('.json'))).toHaveLength(bundlesKept);
    expect(names.filter((name) => name.endsWith('.html'))).toHaveLength(bundlesKept);
    expect(names[0]).toBe('notes.txt');
    expect(names[1]).toBe('support-0001-20261120120003.html');
    expect(names.filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('a folder that cannot be had is answered, and nothing half made stays', () => {
    const place = temporaryFolder();
    writeFileSync(join(place, 'support'), 'in the way');
    expect(writeBundle(join(place, 'support'), bundle(noonMs), 'en')).toMatchObject({
      ok: false,
      reason: 'unwritable',
    });
    const folder = temporaryFolder();
    // Its page can be written, its JSON cannot.
    mkdirSync(join(folder, 'support-0001-20261120120000.json.new'));
    expect(writeBundle(folder, bundle(noonMs), 'en')).toMatchObject({ ok: false });
    expect(readdirSync(folder).filter((name) => name.endsWith('.html'))).toEqual([]);
  });

  test('only files of bundles can be asked for', () => {
    const folder = join(temporaryFolder(), 'support');
    const made = writeBundle(folder, bundle(noonMs, '2026112012000000010000000012800001123456'), 'zh-HK');
    if (!made.ok) throw new Error(made.reason);
    expect(made.files.map(({ name }) => name)).toEqual([
      'support-0001-20261120120000-123456.html',
      'support-0001-20261120120000-123456.json',
    ]);
    writeFileSync(join(folder, '..', 'merchant.pem'), 'secret');
    for (const name of ['../merchant.pem', 'merchant.pem', 'support-/../../merchant.pem', 'support-x.pem', ''])
      expect(readBundleFile(folder, name), name).toBeNull();
    const page = readBundleFile(folder, made.files[0]?.name ?? '') ?? '';
    expect(page).toContain('&#60;script&#62;');
    expect(page).not.toMatch(/<script|src=|href=/);
  });
});

test('of the log only warnings and lines of the payment get out, by named facts, without codes', () => {
  const file = join(temporaryFolder(), 'truetill.log');
  const lines = [
    { level: 30, time: '2026-11-20T12:00:00Z', msg: 'The gateway answered.', id: 'A', api: 'pay', secret: 'x1' },
    { level: 30, time: '2026-11-20T12:00:01Z', msg: 'The gateway answered.', id: 'B', api: 'pay' },
    { level: 40, time: '2026-11-20T12:00:02Z', msg: 'trouble', why: 'code 2812345678901234567', folder: '/home/lin' },
  ];
  writeFileSync(file, `half a line"}\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  expect(newestLogLines(file, ['A'])).toEqual([
    { at: '2026-11-20T12:00:00Z', level: 'info', sentence: 'The gateway answered.', facts: { api: 'pay', id: 'A' } },
    {
      at: '2026-11-20T12:00:02Z',
      level: 'warn',
      sentence: 'trouble',
      facts: { why: 'code 28•••••••••••••4567' },
    },
  ]);
  expect(newestLogLines(`${file}.none`, ['A'])).toEqual([]);
  expect(readFileSync(file, 'utf8')).toContain('/home/lin');
});
