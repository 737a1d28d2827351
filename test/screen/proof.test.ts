import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RequestName } from '../../main/contract/contract.ts';
import { proofWords } from '../../main/contract/words/proof.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { scanDropWords } from '../../main/contract/words/scanner-faults.ts';
import { screenWords } from '../../main/contract/words/screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { overflowing, violations } from './audit.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { hidScan, openProof, scanInto, setUpCodes } from './proof.ts';
import { openStage } from './stage.ts';
import { looks, viewOf } from './views.ts';

/** The scanner check in Chromium, with keys as the system hands them over. */

const code = '281234567890123456';
const large = { width: 1920, height: 1080 } as const;
const small = { width: 1024, height: 768 } as const;

const stage = openStage();

async function open(language: 'zh-CN' | 'en' = 'en', size: typeof small | typeof large = small): Promise<Page> {
  return begun(await stage.page(size), language);
}

async function begun(page: Page, language: 'zh-CN' | 'en'): Promise<Page> {
  await scriptTerminal(page, { view: viewOf('idle', language, false), training: null });
  await page.goto(stage.address);
  await field(page, 'state').waitFor();
  return page;
}

async function opened(language: 'zh-CN' | 'en' = 'en', size: typeof small | typeof large = small): Promise<Page> {
  const page = await open(language, size);
  await openProof(page);
  return page;
}

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`);
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const scan = (page: Page, verdict: string) => page.locator(`[data-verdict="${verdict}"]`);

async function requests(page: Page, name: RequestName): Promise<readonly unknown[]> {
  return (await asked(page)).filter((each) => each.name === name);
}

describe('a scan on the scanner check', () => {
  test('is shown and goes nowhere: no request carries it, and the page holds no whole code', async () => {
    const page = await opened();
    await scanInto(page, code);
    await scan(page, 'read').waitFor();
    expect(await field(page, 'verdict').innerText()).toBe(proofWords.en.verdicts.read({ number: code.length }));
    expect(await field(page, 'scan-text').innerText()).toBe('28••••••••••••3456');
    expect(await field(page, 'scan-terminator').innerText()).toBe(proofWords.en.values.terminators.cr);
    expect(JSON.stringify(await asked(page)), 'what left the page').not.toMatch(/\d{4}/);
    expect(await requests(page, 'sale.code')).toEqual([]);
    expect(await page.content()).not.toContain(code.slice(4, 12));
    await page.keyboard.press('Escape');
    await field(page, 'state').waitFor();
    await scanInto(page, code);
    await expect.poll(() => requests(page, 'sale.code')).toHaveLength(1);
  });

  test('of a slow scanner is taken for typing; one touch, and the same scanner is read, here and in a sale', async () => {
    const page = await opened();
    await scanInto(page, code, { gapS: 0.048 });
    await scan(page, 'slow').waitFor();
    await act(page, 'repair').click();
    await field(page, 'repaired').waitFor();
    await scanInto(page, code, { gapS: 0.048 });
    await scan(page, 'read').waitFor();
    await page.reload();
    await field(page, 'state').waitFor();
    await scanInto(page, code, { gapS: 0.048 });
    await expect.poll(() => requests(page, 'sale.code')).toHaveLength(1);
    await openProof(page);
    await act(page, 'usual-gap').click();
    await scanInto(page, code, { gapS: 0.048 });
    await scan(page, 'slow').waitFor();
  });

  test('with an input method that has an eye on the keys is read, and the input method is named', async () => {
    const page = await opened();
    await scanInto(page, code, { key: 'Process' });
    await scan(page, 'read').waitFor();
    expect(await field(page, 'scan-input-method').innerText()).toBe(proofWords.en.values.inputMethod.listening);
  });

  test('that holds the test digits passes the test that was started', async () => {
    const page = await opened();
    await act(page, 'start-test').click();
    await field(page, 'countdown').waitFor();
    await scanInto(page, setUpCodes.test.digits);
    await page.locator('[data-field="test"][data-state="good"]').waitFor();
    await scan(page, 'test').waitFor();
  });
});

test('a scan of a scanner with a cable of its own is shown with its bytes, masked, and with the answer of the till', async () => {
  const page = await open();
  await openProof(page, [hidScan]);
  await page.locator('[data-scan="scan-7"]').waitFor();
  expect(await field(page, 'scan-mode').innerText()).toContain('HID-POS');
  expect(await field(page, 'scan-mode').innerText()).toContain(hidScan.place);
  expect((await field(page, 'raw').innerText()).replaceAll(/\s+/g, ' ')).toBe(hidScan.bytes);
  expect(await field(page, 'scan-aim').innerText()).toBe(']C0');
  expect(await field(page, 'answer').innerText()).toContain(refusalSentence('en', 'no_sale_open'));
  const dropped = { ...hidScan, number: 8, atMs: hidScan.atMs + 1_000, verdict: 'rest_missing', tone: null };
  await answer(page, 'scans.recent', { scans: [dropped, hidScan] });
  await page.locator('[data-scan="scan-8"]').waitFor();
  expect(await field(page, 'verdict').innerText()).toBe(scanDropWords.en.rest_missing);
  const came = {
    source: 'serial',
    text: '\ufffd0#\ufffd',
    bytes: 'fe 30 23 f8',
    verdict: 'noise',
    tone: 'again',
  } as const;
  await answer(page, 'scans.recent', { scans: [{ ...dropped, ...came, number: 9, atMs: dropped.atMs + 1_000 }] });
  await page.locator('[data-scan="scan-9"]').waitFor();
  expect(await field(page, 'verdict').innerText(), 'rubbish on a line').toBe(proofWords.en.verdicts.wrongSpeed);
});

test('a scan that is too slow to be read is answered on the till, and starts nothing', async () => {
  const page = await open();
  await scanInto(page, code, { gapS: 0.048 });
  await expect.poll(() => field(page, 'notice').innerText()).toBe(screenWords.en.garbled.too_slow);
  expect((await asked(page)).filter(({ name }) => name.startsWith('sale.'))).toEqual([]);
  expect(await field(page, 'amount').innerText(), 'a code is no amount').toContain('0.00');
});

test('a test that nothing comes to says what to do after ten seconds', async () => {
  const page = await begun(await (await stage.newContext({ viewport: small })).newPage(), 'en');
  await page.clock.install();
  await openProof(page);
  await act(page, 'start-test').click();
  for (let second = 0; second < 10; second += 1) {
    await page.clock.runFor(1_000);
  }
  await page.locator('[data-field="test"][data-state="failed"]').waitFor();
  const [first = ''] = proofWords.en.tests.whatToDo;
  expect(await field(page, 'test').innerText()).toContain(first);
});

describe('the scanner check opens', () => {
  test('by its key while no sale is open, and closes by itself when one is', async () => {
    const page = await open();
    await page.keyboard.press('F9');
    await field(page, 'returns').waitFor();
    await page.keyboard.press('Escape');
    await openProof(page);
    await show(page, viewOf('ready', 'en', false));
    await field(page, 'state').waitFor();
    await page.keyboard.press('Shift+F9');
    await expect.poll(() => field(page, 'notice').innerText()).toBe(screenWords.en.off.proofWhenIdle);
    expect(await field(page, 'proof').count()).toBe(0);
  });

  test('and takes none of the keys of the till: no amount, no sale', async () => {
    const page = await opened();
    for (const key of ['7', 'F12', 'F8']) await page.keyboard.press(key, { delay: 60 });
    await page.keyboard.press('Escape');
    await field(page, 'state').waitFor();
    expect(await requests(page, 'sale.start')).toEqual([]);
    expect(await field(page, 'amount').innerText()).toContain('0.00');
  });
});

test.for(looks.flatMap((language) => [small, large].map((size) => ({ language, size, width: size.width }))))(
  'fits the screen and has nothing that axe-core objects to, in $language at $width',
  { timeout: 60_000 },
  async ({ language, size }) => {
    const page = await opened(language, size);
    for (const theme of ['bright', 'dark']) {
      expect([await overflowing(page), await violations(page)], `empty, ${theme}`).toEqual([[], []]);
      await scanInto(page, code, { gapS: 0.048 });
      await scan(page, 'slow').first().waitFor();
      await page.locator('[data-maker="datalogic"]').check();
      expect([await overflowing(page), await violations(page)], `slow scan, ${theme}`).toEqual([[], []]);
      await page.keyboard.press('F7');
    }
  },
);

const hasZbar = spawnSync('zbarimg', ['--version']).status === 0;

test.skipIf(!hasZbar)('the barcodes on the screen are read off its picture', async () => {
  const page = await opened('zh-CN');
  await page.locator('[data-maker="datalogic"]').check();
  const file = join(temporaryFolder(), 'proof.png');
  writeFileSync(file, await page.screenshot({ fullPage: true }));
  const read = execFileSync('zbarimg', ['-q', '--raw', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const texts = read.split(/[\r\n]+/).filter((text) => text !== '');
  expect(texts.toSorted()).toEqual(['$P,HA35,P', '$P,HA47,P', setUpCodes.test.digits]);
});
