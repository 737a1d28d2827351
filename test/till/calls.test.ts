import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestContext, test, vi } from 'vitest';
import { helpWords } from '../../main/contract/words/help.ts';
import { languages } from '../../main/contract/words/language.ts';
import { verbs } from '../../main/till/verbs.ts';
import { tokens } from '../support/escpos-listing.ts';
import { jsonOf, startTill, till } from '../support/till-process.ts';
import { freshCode } from '../support/training-shop.ts';

/** How the command line is called, and the verbs that need no profile: help, receipt, simulator. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

function folder({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): string {
  const made = mkdtempSync(join(tmpdir(), 'till-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

/** One text for each call that the help names. */
const partsOf = (help: string): readonly string[] => help.split(/\n {2}(?=[a-z])/).slice(1);

describe.concurrent('help', () => {
  test.for([['help'], ['--help'], ['sale', '--help'], ['simulator', '--port', '0', '--help']])(
    '%j names every verb and leaves with 0',
    async (args) => {
      const { code, stdout, stderr } = await till(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(Object.keys(verbs).filter((verb) => !new RegExp(`^  ${verb} `, 'm').test(stdout))).toEqual([]);
    },
  );

  test.for(languages)('in %s names every option of every verb, and the same verbs as in English', (language) => {
    const parts = partsOf(helpWords[language]);
    const of = (verb: string): string => parts.filter((part) => part.startsWith(`${verb} `)).join('\n');
    const missing = Object.entries(verbs).flatMap(([verb, { options }]) =>
      Object.keys(options).flatMap((option) => (of(verb).includes(`--${option}`) ? [] : [`${verb} --${option}`])),
    );
    expect(missing).toEqual([]);
    const begins = (text: string): readonly (string | undefined)[] =>
      partsOf(text).map((part) => /^[a-z]+( [a-z]+)?/.exec(part)?.[0]);
    expect(begins(helpWords[language])).toEqual(begins(helpWords.en));
  });

  test('is what a call without a verb gets, as an error', async () => {
    const { code, stdout } = await till([]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Usage: till/);
  });

  test('comes in Chinese on a Chinese machine', async () => {
    expect((await till(['help'], { env: { LANG: 'zh_CN.UTF-8' } })).stdout).toMatch(/^用法/);
    expect((await till(['help'], { env: { LANG: 'zh_HK.UTF-8' } })).stdout).toMatch(/結束代碼/);
  });

  test('explains a result code for every state of the money, in the language that is asked for', async () => {
    const { code, stdout } = await till(['help', 'code', 'expired_code', '--lang', 'zh-HK']);
    expect(code).toBe(0);
    expect(stdout).toContain('EXPIRED_CODE: 付款碼已過期。');
    expect(stdout).toMatch(/^未扣款\n {2}告訴顧客: 這次未扣款。付款碼已過期/m);
    expect(stdout).toMatch(/^結果未知，正在核對\n.*\n.*\n {2}可否再做一次: 請勿重複收款/m);
    expect(jsonOf(await till(['help', 'code', 'NOPE', '--json']))).toMatchObject({ code: 'NOPE', known: false });
  });
});

describe('a wrong call is one line, and nothing is done', () => {
  let home = '';
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'till-'));
    // The training profile is made here, once.
    expect((await till(['reversals', 'list'], { env: { XDG_DATA_HOME: home } })).code).toBe(0);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test.concurrent.for<[string[], RegExp]>([
    [['refnud', 'x'], /no verb refnud/],
    [['constructor'], /no verb constructor/],
    [['sale', '--amout', '10.00'], /Unknown option --amout/],
    [['sale', '-x'], /Unknown option -x/],
    [['sale', '--amount'], /--amount is missing/],
    [['sale'], /--amount is missing/],
    [['sale', '--amount='], /--amount is missing/],
    [['sale', '--amount', '10.00', '--code'], /--code is missing/],
    [['sale', '--amount', '10.00', '--profile'], /--profile is missing/],
    [['sale', '--amount', '10.00', '--json=yes'], /--json cannot be yes/],
    [['sale', '--amount', '10.00', '--printer', 'lpt1', '--code', '1'], /lpt1.*tcp:HOST:PORT or file:PATH/],
    [['sale', '10.00'], /10\.00/],
    [['sale', 'twice', '--amount', '10.00', '--code', '1'], /twice/],
    [['inquire'], /ID is missing/],
    [['inquire', 'X', 'Y'], /Y/],
    [['refund', 'X', '--amount', '1', '--why', 'too', 'big'], /big/],
    [['refund'], /ID is missing/],
    [['refund', 'X'], /--amount is missing/],
    [['reversals'], /list \| replay \| send \| keep \| close \| export is missing/],
    [['reversals', 'stop'], /no verb reversals stop/],
    [['articles', 'import'], /FILE is missing/],
    [['articles', 'import', '/'], /\/: this is a folder/],
    [['history', '--from', '22.11.2026'], /--from cannot be 22\.11\.2026.+It takes: 2026-11-20/],
    [['journal', 'restore', '--from', '/no.sqlite', '--by', 'A', '--why', 'B'], /\/no\.sqlite: there is no such/],
    [['prints', 'foo'], /no verb prints foo/],
    [['drawer', 'foo'], /no verb drawer foo/],
    [['reversals', 'replay', '--for', 'ever'], /--for cannot be ever/],
    [['reversals', 'replay', '--for', '0'], /--for cannot be 0/],
    [['reversals', 'keep'], /ID is missing/],
    [['reversals', 'keep', 'X', '--why', 'y'], /--by is missing/],
    [['reversals', 'keep', 'X', '--by', 'z'], /--why is missing/],
    [['journal'], /verify is missing/],
    [['journal', 'repair'], /no verb journal repair/],
    [['receipt'], /--sample is missing/],
    [['receipt', '--sample', '--paper', '57'], /--paper cannot be 57/],
    [['receipt', '--sample', '--paper', '58', '--printer-profile', 'clone-80-512'], /58 mm.+--paper 80/],
    [['receipt', '--sample', '--paper', '80', '--printer-profile', 'clone-58'], /80 mm.+--paper 58/],
    [['receipt', '--sample', '--lang', 'tlh'], /--lang cannot be tlh.+It takes: zh-CN/],
    [['receipt', '--sample', '--png', '/no/such/folder/x.png'], /x\.png: there is no such file or folder/],
    [['simulator'], /--port is missing/],
    [['simulator', '--port', '70000'], /--port cannot be 70000/],
    [['simulator', '--port', '0', '--write-profile', '/dev/null/x'], /Cannot write a profile to \/dev\/null\/x/],
    [['simulator', '--port', '0', '--ledger', '/no/such/folder/ledger'], /ledger/],
  ])('%j', async ([args, says]) => {
    const run = await till([...args, '--json'], { env: { XDG_DATA_HOME: home, TMPDIR: home } });
    expect(run.stderr).toMatch(/^[^\n]+\n$/);
    expect(run.stderr).toMatch(says);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 1, stdout: '' });
  });
});

describe.concurrent('receipt --sample', () => {
  test.for([
    ['58', 'zh-CN', 'QR'],
    ['80', 'en', 'CODE128'],
  ] as const)('on %s mm in %s is a picture and bytes, with the id as %s', async ([paper, lang, symbology], context) => {
    const home = folder(context);
    const [png, bytes] = [join(home, 'r.png'), join(home, 'r.bin')];
    const args = ['receipt', '--sample', '--paper', paper, '--lang', lang, '--png', png, '--bytes', bytes, '--json'];
    const run = await till(args, { env: { XDG_DATA_HOME: home } });
    expect(run.code, run.stderr).toBe(0);
    const told = jsonOf(run);
    expect(told['id']).toMatch(/^20\d{38}$/);
    expect(String(told['symbology']).toUpperCase()).toContain(symbology);
    expect(readFileSync(png).subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(tokens(readFileSync(bytes)).map((token) => token.name)).toContain('cut');
    expect(existsSync(join(home, 'truetill')), 'no profile is made or opened').toBe(false);
  });
});

describe.concurrent('simulator', () => {
  test('tells in one JSON line where it is, writes a profile that works, and stops when asked', async (context) => {
    const profile = join(folder(context), 'shop');
    const simulator = startTill(['simulator', '--port', '0', '--write-profile', profile, '--json']);
    context.onTestFinished(() => simulator.signal('SIGKILL'));
    const ready = JSON.parse(await simulator.said('stdout', /^\{.*\}$/m)) as Record<string, string>;
    expect(Object.keys(ready).toSorted()).toEqual(
      ['clientId', 'controlUrl', 'gatewayPublicKeyFile', 'merchantPrivateKeyFile', 'profile', 'url'].toSorted(),
    );
    expect(ready['url']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(ready['controlUrl']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/.*[^/]$/);
    expect(ready['profile']).toBe(profile);
    const { merchantPrivateKeyFile = '', gatewayPublicKeyFile = '' } = ready;
    expect(modeOf(merchantPrivateKeyFile)).toBe('600');
    expect(modeOf(profile)).toBe('700');
    expect(readFileSync(merchantPrivateKeyFile, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(readFileSync(gatewayPublicKeyFile, 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    const text = readFileSync(join(profile, 'config.json'), 'utf8');
    expect(text.split('127.0.0.1').length - 1, 'the address stands literally once').toBe(1);

    const port = new URL(ready['url'] ?? '').port;
    const second = await till(['simulator', '--port', port, '--write-profile', `${profile}-2`]);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/^[^\n]*taken[^\n]*\n$/);

    const sold = await till(['sale', '--profile', profile, '--amount', '10.00', '--code', freshCode(), '--json']);
    expect(sold.code, sold.stderr).toBe(0);
    expect((await till(['audit', '--profile', profile])).code).toBe(0);

    simulator.signal('SIGINT');
    expect(await simulator.exit).toMatchObject({ code: 0, signal: null });
    const gone = await till(['audit', '--profile', profile, '--json']);
    expect(gone.code).toBe(1);
    expect(gone.stderr).toMatch(/^Audit not done: no answer from [^\n]*\n$/);
  });

  test('keeps its ledger in the file it is told, across a restart', async (context) => {
    const home = folder(context);
    const profile = join(home, 'shop');
    const args = ['simulator', '--port', '0', '--write-profile', profile, '--ledger', join(home, 'ledger.jsonl')];
    const first = startTill(args);
    context.onTestFinished(() => first.signal('SIGKILL'));
    await first.said('stdout', /\}\n/);
    const sold = await till(['sale', '--profile', profile, '--amount', '10.00', '--code', freshCode(), '--json']);
    first.signal('SIGKILL');
    await first.exit;

    const second = startTill(args);
    context.onTestFinished(() => second.signal('SIGKILL'));
    await second.said('stdout', /\}\n/);
    const id = String(jsonOf(sold)['paymentRequestId']);
    const asked = await till(['inquire', id, '--profile', profile, '--json']);
    expect(asked.code, asked.stderr).toBe(0);
    expect((await till(['audit', '--profile', profile])).code).toBe(0);
  });
});

test('without --profile a training profile with its own gateway is made once and found again', async (context) => {
  const home = folder(context);
  const options = { env: { XDG_DATA_HOME: home } };
  const profile = join(home, 'truetill', 'training');
  const first = await till(['sale', '--amount', '10.00', '--code', freshCode(), '--json'], options);
  expect(first.code, first.stderr).toBe(0);
  expect(first.stderr).toContain(`Training profile written to ${profile}`);
  expect(modeOf(join(profile, 'merchant.pem'))).toBe('600');
  expect(modeOf(profile)).toBe('700');
  const config = JSON.parse(readFileSync(join(profile, 'config.json'), 'utf8')) as { gateway: { builtIn: boolean } };
  expect(config.gateway.builtIn).toBe(true);

  const key = readFileSync(join(profile, 'merchant.pem'), 'utf8');
  const second = await till(['sale', '--amount', '20.00', '--code', freshCode(), '--json'], options);
  expect(second.code, second.stderr).toBe(0);
  expect(second.stderr).not.toContain('Training profile written');
  expect(readFileSync(join(profile, 'merchant.pem'), 'utf8')).toBe(key);
  const audited = await till(['audit', '--json'], options);
  expect(jsonOf(audited)).toMatchObject({ clean: true });
  expect((await till(['inquire', String(jsonOf(first)['paymentRequestId'])], options)).code).toBe(0);
});
