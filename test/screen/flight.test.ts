import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { pagePortName } from '../../main/contract/page-door.ts';
import { flightWords } from '../../main/contract/words/flight.ts';
import { supportWords } from '../../main/contract/words/support.ts';
import { overflowing, tooSmall, violations } from './audit.ts';
import { madeBundle, reversedTimeline } from './flight-views.ts';
import { answer, asked, scriptTerminal } from './page.ts';
import { pendingCard, trayPage, trayView } from './returns-views.ts';
import { openStage } from './stage.ts';

/** A payment's steps and its support bundle, below its card among the returns. */

const stage = openStage();
const id = pendingCard.payment.paymentRequestId;

async function openCard(language: 'zh-CN' | 'en', theme: 'bright' | 'dark', width: number): Promise<Page> {
  const context = await stage.newContext({ viewport: { width, height: 768 }, locale: language, acceptDownloads: true });
  const page = await context.newPage();
  await page.addInitScript((chosen) => localStorage.setItem('truetill.theme', chosen), theme);
  await scriptTerminal(page, { view: { ...trayView, language }, training: null });
  await page.goto(stage.address);
  await answer(page, 'returns.list', trayPage);
  await answer(page, 'returns.card', { ok: true, card: pendingCard });
  await answer(page, 'flight.timeline', { ok: true, timeline: reversedTimeline });
  await answer(page, 'flight.bundle', madeBundle);
  await page.locator('[data-field="state"]').waitFor();
  await page.keyboard.press('F9');
  await page.locator(`.returns-list [data-payment="${id}"]`).click();
  await page.locator('[data-field="flight-record"] summary').focus();
  return page;
}

/** The card around it scrolls. */
async function ownOverflow(page: Page): Promise<readonly string[]> {
  return (await overflowing(page)).filter((element) => /^\w+\.(flight|bundle)|^the page/.test(element));
}

test('by keyboard alone the steps unfold: every entry, the slow ones marked, what only the journal tells said so', async () => {
  const page = await openCard('zh-CN', 'bright', 1024);
  expect(
    (await asked(page)).filter(({ name }) => name === 'flight.timeline'),
    'not before somebody wants it',
  ).toEqual([]);
  await page.keyboard.press('Enter');
  const rows = page.locator('[data-field="timeline"] tr[data-kind]');
  await rows.first().waitFor();
  expect(await rows.count()).toBe(reversedTimeline.entries.length);
  expect((await asked(page)).find(({ name }) => name === 'flight.timeline')?.args).toEqual({ id });
  const slow = page.locator('[data-field="timeline"] tr[data-pace="slow"]');
  expect(await slow.evaluateAll((all) => all.map((row) => row.getAttribute('data-kind')))).toEqual([
    'written',
    'no_answer',
  ]);
  const words = flightWords['zh-CN'];
  expect(await page.locator('.flight-group').allInnerTexts()).toEqual([
    words.groups.toResult({ span: '12.36 s' }),
    words.groups.afterwards,
  ]);
  expect(await page.locator('.flight-coarse').count()).toBe(5);
  expect(await page.locator('[data-recorded="part"]').innerText()).toBe(words.recorded.part);
  expect(await violations(page)).toEqual([]);
  expect(await tooSmall(page)).toEqual([]);
  expect(await ownOverflow(page)).toEqual([]);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-act'))).toBe('bundle');
  await page.keyboard.press('Escape');
  await page.locator('[data-field="returns"]').waitFor({ state: 'detached' });
});

test('one press makes the bundle; a browser saves its files, Electron shows where they are, a full disk is told', async () => {
  const page = await openCard('en', 'dark', 1920);
  await page.keyboard.press('Enter');
  const button = page.locator('[data-act="bundle"]');
  await button.click();
  const said = page.locator('.bundle-said');
  await page.locator('[data-made="there"]').waitFor();
  expect(await said.innerText()).toContain(madeBundle.folder);
  expect(await page.locator('[data-act="save-json"]').count(), 'Electron takes no downloads').toBe(0);

  await page.evaluate((port) => Reflect.deleteProperty(window, port), pagePortName);
  await answer(page, 'flight.file', { ok: true, text: '{"format":"truetill-support"}' });
  await button.click();
  await page.locator('[data-act="save-json"]').waitFor();
  const download = page.waitForEvent('download');
  await page.locator('[data-act="save-json"]').click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(madeBundle.files[1]?.name);
  expect(readFileSync(await saved.path(), 'utf8')).toBe('{"format":"truetill-support"}');
  expect(await violations(page)).toEqual([]);
  expect(await ownOverflow(page)).toEqual([]);

  await answer(page, 'flight.bundle', { ok: false, reason: 'disk_full' });
  await button.click();
  await page.locator('[data-made="refused"]').waitFor();
  expect(await said.innerText()).toBe(supportWords.en.faults.disk_full);
});
