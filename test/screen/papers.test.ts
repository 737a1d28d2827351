import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { TerminalView } from '../../main/contract/views.ts';
import { languages } from '../../main/contract/words/language.ts';
import { paperWords } from '../../main/contract/words/papers.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { screenWords } from '../../main/contract/words/screen.ts';
import { violations } from './audit.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { scanInto } from './proof.ts';
import { openStage } from './stage.ts';
import { askedJob, idleView, papers, paying, situations, viewOf } from './views.ts';

/** Did the paper come out? The question, the list of papers and the drawer, in Chromium. */

const stage = openStage();

async function open(view: TerminalView): Promise<Page> {
  const page = await stage.page({ width: 1024, height: 768 });
  await scriptTerminal(page, { view, training: null });
  await page.goto(stage.address);
  await page.locator('[data-field="state"]').waitFor();
  return page;
}

const question = (page: Page) => page.locator('[data-field="paper-question"]');

async function requestsOf(page: Page): Promise<readonly unknown[]> {
  return (await asked(page)).filter(({ name }) => name.startsWith('print.') || name.startsWith('drawer.'));
}

describe('the question whether a paper came out', () => {
  test.for([
    ['y', 'print.answer', { id: askedJob.id, came: true }],
    ['n', 'print.answer', { id: askedJob.id, came: false }],
    ['Escape', 'print.later', { id: askedJob.id }],
  ] as const)('is answered by the key %s', async ([key, name, args]) => {
    const page = await open(viewOf('paper', 'en', false));
    await question(page).waitFor();
    await page.keyboard.press(key);
    await expect.poll(() => requestsOf(page)).toEqual([{ name, args }]);
    await show(page, idleView);
    await question(page).waitFor({ state: 'detached' });
  });

  test('is answered by touch, and an Enter that was meant for something else answers nothing', async () => {
    const page = await open(viewOf('paper', 'zh-CN', false));
    await question(page).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-act="paper-not-came"]').click();
    await expect
      .poll(() => requestsOf(page))
      .toEqual([{ name: 'print.answer', args: { id: askedJob.id, came: false } }]);
  });

  test('never stands over a running payment, a sale that waits for its scan, or an amount', async () => {
    const { printer } = situations.paper;
    const page = await open({ ...idleView, counter: paying({}), printer });
    expect(await question(page).count()).toBe(0);
    await show(page, { ...viewOf('ready', 'en', false), printer });
    expect(await question(page).count()).toBe(0);
    // The amount of a sale that was closed before its scan stands there for correction.
    await show(page, { ...idleView, entry: { ...idleView.entry, version: 1, amountMinor: 12_800 }, printer });
    expect(await question(page).count()).toBe(0);
    await show(page, { ...idleView, counter: paying({ status: 'paid', phase: 'paid', asking: false }), printer });
    await question(page).waitFor();
  });
});

describe('the list of papers', () => {
  test.for(languages)('says of each what became of it, and can be used by all, in %s', async (language) => {
    const page = await open(viewOf('idle', language, false));
    await answer(page, 'print.list', { jobs: [...papers] });
    await page.keyboard.press('Shift+F6');
    const list = page.locator('[data-field="papers"]');
    await list.locator('[data-act="again"]').waitFor();
    const { states } = paperWords[language];
    const said = await list.locator('.paper').allInnerTexts();
    for (const [n, { state }] of papers.entries()) expect(said[n]).toContain(states[state]);
    expect(await violations(page)).toEqual([]);
    await list.locator('[data-act="again"]').click();
    await expect.poll(() => requestsOf(page)).toContainEqual({ name: 'print.again', args: { id: 7 } });
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
  });

  test('shows what becomes of a scan meanwhile: the screen behind it is out of sight', async () => {
    const page = await open(viewOf('idle', 'en', false));
    await answer(page, 'print.list', { jobs: [...papers] });
    await page.keyboard.press('Shift+F6');
    const list = page.locator('[data-field="papers"]');
    await list.locator('[data-act="again"]').waitFor();
    const notice = { number: 1, reason: 'product_code' };
    const view = viewOf('idle', 'en', false);
    await show(page, { ...view, counter: { ...view.counter, notice } });
    await list.getByText(refusalSentence('en', notice.reason)).waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
  });

  test('a scan into the reason leaves the reason as it was', async () => {
    const page = await open(viewOf('idle', 'en', false));
    await answer(page, 'print.list', { jobs: [] });
    await answer(page, 'drawer.open', { ok: true, how: 'handed_over' });
    await page.keyboard.press('Shift+F6');
    const [by, why] = [page.locator('.drawer [data-field="by"]'), page.locator('.drawer [data-field="why"]')];
    await by.fill('Li');
    await why.fill('change');
    await scanInto(page, '281234567890123456');
    await page.getByRole('dialog').getByText(screenWords.en.garbled.typed_into_field).waitFor();
    expect(await why.inputValue()).toBe('change');
    await page.locator('[data-act="open-drawer"]').click();
    await expect
      .poll(() => requestsOf(page))
      .toContainEqual({ name: 'drawer.open', args: { by: 'Li', why: 'change' } });
  });

  test('opens the drawer with a name and a reason, and says what became of it', async () => {
    const page = await open(viewOf('idle', 'en', false));
    await answer(page, 'print.list', { jobs: [] });
    await answer(page, 'drawer.open', { ok: true, how: 'handed_over' });
    await page.keyboard.press('Shift+F6');
    const drawer = page.locator('.drawer');
    await drawer.locator('[data-field="by"]').fill('Li');
    await drawer.locator('[data-field="why"]').fill('change');
    await page.locator('[data-act="open-drawer"]').click();
    await drawer.getByText(paperWords.en.drawer.pulsed).waitFor();
    expect(await drawer.locator('.drawer-done').innerText()).toBe(paperWords.en.drawer.pulsed);
    expect(await requestsOf(page)).toContainEqual({ name: 'drawer.open', args: { by: 'Li', why: 'change' } });
  });
});
