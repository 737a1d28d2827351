import { chmodSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { makeKeyPair } from '../../main/simulator/sign.ts';
import { type TillRun, till } from '../support/till-process.ts';
import { freshCode, openTrainingShop, readConfig, type TrainingShop } from '../support/training-shop.ts';

/**
 * A profile that is not in order: whatever is wrong, the command line says it in one line that a person can act on,
 * leaves with 1, and has charged nothing.
 */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

/** No file is closed to root, so that this user's rights can be tested only by becoming somebody else. */
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

async function openShop({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<TrainingShop> {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  return shop;
}

function sell(shop: TrainingShop, ...more: string[]): Promise<TillRun> {
  return till(['sale', '--profile', shop.folder, '--amount', '10.00', '--code', freshCode(), ...more]);
}

/** One line, made for a person: no stack, no second line, nothing on stdout. */
function expectOneLine(run: TillRun, says: RegExp | string): void {
  expect(run.stderr).toMatch(/^[^\n]{10,400}\n$/);
  expect(run.stderr).toMatch(says);
  expect(run.stderr).not.toMatch(/\bat .*:\d+:\d+|\bError\b:/);
  expect(run.stdout).toBe('');
  expect({ code: run.code, signal: run.signal }).toEqual({ code: 1, signal: null });
}

const configFile = (shop: TrainingShop): string => join(shop.folder, 'config.json');
const journalFile = (shop: TrainingShop): string => join(shop.folder, 'journal.sqlite');

type Spoil = (shop: TrainingShop) => void;

/** Changes one field of the configuration, by its path; undefined takes it away. */
function set(path: string, value: unknown): Spoil {
  return (shop) => {
    const config = readConfig(shop.folder);
    const names = path.split('.');
    const last = names.pop() ?? '';
    let part: Record<string, unknown> = config;
    for (const name of names) part = part[name] as Record<string, unknown>;
    part[last] = value;
    writeFileSync(configFile(shop), JSON.stringify(config));
  };
}

/** Puts a text, or a folder when it is null, in the place of one of the profile's files. */
function put(name: string, content: string | null): Spoil {
  return ({ folder }) => {
    const file = join(folder, name);
    rmSync(file, { force: true });
    if (content === null) mkdirSync(file);
    else writeFileSync(file, content);
  };
}

const publicHost = 'https://open-sea-global.alipay.com';

/** What is wrong, how it comes about, and what the line must name. */
const faultyConfigurations: readonly (readonly [string, Spoil, RegExp])[] = [
  ['no configuration', (shop) => rmSync(configFile(shop)), /No configuration at .*config\.json/],
  ['no profile folder', (shop) => rmSync(shop.folder, { recursive: true }), /No configuration at .*config\.json/],
  ['an empty file', put('config.json', ''), /config\.json ends in the middle/],
  ['a half-written file', (shop) => truncateSync(configFile(shop), 300), /config\.json ends in the middle/],
  ['no JSON', put('config.json', '{mode: training}'), /config\.json has the wrong form/],
  ['a JSON list', put('config.json', '[]'), /config\.json/],
  ['JSON null', put('config.json', 'null'), /config\.json/],
  ['a folder in its place', put('config.json', null), /Cannot read .*config\.json \(EISDIR\)/],
  ['an unknown field', set('colour', 'red'), /unknown field colour\b/],
  ['an unknown field deep inside', set('merchant.store.city', 'x'), /unknown field merchant\.store\.city\b/],
  ['an unknown device field', set('devices.printer.dpi', 203), /unknown field devices\.printer\.dpi\b/],
  ['a missing field', set('merchant.store.storeMCC', undefined), /lacks the field merchant\.store\.storeMCC\b/],
  ['a missing part', set('terminal', undefined), /lacks the field terminal\b/],
  ['no gateway address', set('gateway.url', undefined), /lacks the field gateway\.url\b/],
  ['no mode', set('mode', undefined), /lacks the field mode\b/],
  ['no language', set('terminal.language', undefined), /lacks the field terminal\.language\b/],
  ['an unknown receipt language', set('terminal.receiptLanguage', 'fr'), /terminal\.receiptLanguage is wrong/],
  ['no printer kind', set('devices.printer.kind', undefined), /lacks the field devices\.printer\.kind\b/],
  ['a wrong type', set('limits.inquiries', '20'), /limits\.inquiries is wrong/],
  ['null for a text', set('merchant.merchantName', null), /merchant\.merchantName is wrong/],
  ['an empty text', set('merchant.merchantName', ''), /merchant\.merchantName is wrong/],
  ['too few inquiries', set('limits.inquiries', 9), /limits\.inquiries is wrong/],
  ['a wrong mode', set('mode', 'test'), /mode is wrong/],
  ['a wrong MCC', set('merchant.merchantMCC', '12'), /merchant\.merchantMCC is wrong/],
  ['an unknown currency', set('terminal.currency', 'XYZ'), /terminal\.currency is wrong/],
  ['an unknown time zone', set('terminal.timeZone', 'Mars/Base'), /terminal\.timeZone is wrong/],
  ['an unknown scanner', set('devices.scanners', [{ kind: 'camera' }]), /devices\.scanners\.0(\.kind)? is wrong/],
  ['an unknown printer profile', set('devices.printer.profile', 'abc'), /devices\.printer\.profile is wrong/],
  ['no web address', set('gateway.url', 'localhost:80'), /gateway\.url is wrong/],
  ['a path in the address', set('gateway.url', 'http://127.0.0.1:1/ams/api'), /gateway\.(url|pathPrefix)/],
  ['live with http', set('mode', 'live'), /Live mode needs https.*http:\/\/127\.0\.0\.1/],
  [
    'training with a public host',
    set('gateway.url', publicHost),
    /stays on this machine.*open-sea-global\.alipay\.com/,
  ],
  ['a missing key file', set('gateway.merchantPrivateKeyFile', 'no.pem'), /Cannot read the key .*no\.pem \(ENOENT\)/],
  ['a missing CA file', set('gateway.caFile', 'ca.pem'), /Cannot read the key .*ca\.pem \(ENOENT\)/],
  ['a garbage merchant key', put('merchant.pem', 'not a key'), /merchant.*key/i],
  ['an empty merchant key', put('merchant.pem', ''), /merchant.*key/i],
  ['a public key as merchant key', put('merchant.pem', makeKeyPair().publicKeyPem), /merchant.*key/i],
  ['a garbage gateway key', put('gateway.pub.pem', '-----BEGIN PUBLIC KEY-----\nAAAA\n'), /gateway.*key/i],
  ['a log that cannot be written', put('log', 'no folder'), /log/],
];

describe.concurrent('a faulty configuration is told in one line', () => {
  test.for(faultyConfigurations)('%s', async ([, spoil, says], context) => {
    const shop = await openShop(context);
    spoil(shop);
    expectOneLine(await sell(shop, '--json'), says);
    expect(await shop.arrivals()).toEqual([]);
  });
});

/** What is wrong with the journal, and what the line must say. */
const faultyJournals: readonly (readonly [string, Spoil, RegExp])[] = [
  ['truncated', (shop) => truncateSync(journalFile(shop), 20_000), /damaged/],
  ['emptied', put('journal.sqlite', ''), /damaged/],
  ['another kind of file', put('journal.sqlite', 'x'.repeat(8_192)), /damaged/],
  ['of a newer program', pragma('user_version = 9999'), /newer \(9999\)/],
  ["another program's database", pragma('application_id = 1'), /damaged/],
  ['a folder', put('journal.sqlite', null), /journal\.sqlite/],
];

function pragma(statement: string): Spoil {
  return (shop) => {
    const db = new Database(journalFile(shop));
    db.pragma(statement);
    db.close();
  };
}

describe.concurrent('a journal that cannot be used stops the sale in one line', () => {
  test.for(faultyJournals)('%s', async ([, spoil, says], context) => {
    const shop = await openShop(context);
    expect((await sell(shop)).code).toBe(0);
    spoil(shop);
    const before = await shop.arrivals();
    for (const verb of [
      ['sale', '--amount', '11.00', '--code', freshCode()],
      ['journal', 'verify'],
    ]) {
      // Under npm, as people call it, the program watches for its shell; nothing of that may outlive the line.
      const env = { npm_lifecycle_event: 'till' };
      expectOneLine(await till([...verb, '--profile', shop.folder, '--json'], { env }), says);
    }
    expect(await shop.arrivals()).toEqual(before);
  });

  test('held by a program that is no till', async (context) => {
    const shop = await openShop(context);
    expect((await sell(shop)).code).toBe(0);
    const other = new Database(journalFile(shop));
    context.onTestFinished(() => void other.close());
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('begin exclusive');
    expectOneLine(await sell(shop, '--json'), /Another program uses the journal/);
    expectOneLine(await till(['journal', 'verify', '--profile', shop.folder]), /Another program uses the journal/);
  });
});

describe.skipIf(!isRoot).concurrent('without the right to read or write', () => {
  test.for([
    ['config.json', 'config.json', 0o000, /Cannot read .*config\.json \(EACCES\)/],
    ['the merchant key', 'merchant.pem', 0o000, /Cannot read the key .*merchant\.pem \(EACCES\)/],
    ['the folder', '.', 0o000, /Cannot read .*config\.json \(EACCES\)/],
    ['a folder that may only be read', '.', 0o555, /cannot be written|rights/],
  ] as const)('%s', async ([, name, mode, says], context) => {
    const shop = await openShop(context);
    giveAway(shop);
    chmodSync(join(shop.folder, name), mode);
    const run = await till(['sale', '--profile', shop.folder, '--amount', '10.00', '--code', freshCode(), '--json'], {
      uid: nobody,
    });
    expectOneLine(run, says);
    expect(await shop.arrivals()).toEqual([]);
  });
});

/** Everybody may read and write the profile; what a test then forbids is forbidden for the other user. */
function giveAway(shop: TrainingShop): void {
  chmodSync(shop.folder, 0o777);
  for (const name of ['config.json', 'merchant.pem', 'gateway.pub.pem']) chmodSync(join(shop.folder, name), 0o666);
}
