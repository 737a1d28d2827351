import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { languages } from '../../main/contract/words/language.ts';
import { truthDeskWords } from '../../main/contract/words/truth-desk.ts';
import { overflowing, tooSmall, violations } from './audit.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { scanInto } from './proof.ts';
import { openStage } from './stage.ts';
import { type TruthName, timeline, truths } from './truth-views.ts';
import { idleView, viewOf } from './views.ts';

/** The truth desk on the page: by keyboard, by scanner, in every answer that looks different. */

const stage = openStage();
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);

async function open(view = idleView, size = { width: 1024, height: 768 }): Promise<Page> {
  const page = await stage.page(size);
  await scriptTerminal(page, { view, training: null });
  await page.goto(stage.address);
  await field(page, 'state').waitFor();
  await answer(page, 'truth.ask', { ok: true, number: 1 });
  await answer(page, 'truth.view', truths.paid);
  await answer(page, 'flight.timeline', { ok: true, timeline });
  return page;
}

async function askedOf(page: Page, name: string): Promise<readonly unknown[]> {
  return (await asked(page)).filter((one) => one.name === name).map(({ args }) => args);
}

test('a number that is typed is asked for, and both sentences stand there; everything by keyboard', async () => {
  const page = await open(viewOf('idle', 'en', false));
  await page.keyboard.press('F3');
  await field(page, 'truth').waitFor();
  expect(await askedOf(page, 'truth.hold'), 'scans are the desk’s from now on').toHaveLength(1);
  await page.keyboard.type('ORDER-1', { delay: 60 });
  await page.keyboard.press('Enter');
  await field(page, 'truth-verdict').waitFor();
  expect(await askedOf(page, 'truth.ask')).toEqual([{ text: 'ORDER-1' }]);
  const words = truthDeskWords.en.verdicts.paid;
  expect(await field(page, 'truth-verdict').innerText()).toContain(words.cashier);
  expect(await field(page, 'truth-verdict').innerText()).toContain(truthDeskWords.en.mayNot);
  expect(await field(page, 'truth-customer').innerText()).toBe(words.customer);
  expect(await field(page, 'truth-number').inputValue(), 'the next number can be typed at once').toBe('');

  await page.locator('[data-act="customer-zh-HK"]').focus();
  await page.keyboard.press('Space');
  expect(await field(page, 'truth-customer').innerText()).toBe(truthDeskWords['zh-HK'].verdicts.paid.customer);
  await page.locator('[data-act="truth-reprint"]').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => askedOf(page, 'payment.reprint')).toHaveLength(1);
  await page.locator('[data-act="truth-again"]').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => askedOf(page, 'truth.again')).toHaveLength(1);
  expect(await page.locator('[data-field="timeline"]').count(), 'the payment’s story stands below').toBe(1);

  await page.keyboard.press('Escape');
  await field(page, 'truth').waitFor({ state: 'detached' });
  expect(await askedOf(page, 'truth.leave')).toHaveLength(1);
  await scanInto(page, '281234567890123456');
  await expect.poll(() => askedOf(page, 'sale.code'), { message: 'a scan is a sale’s again' }).toHaveLength(1);
});

test('a keyboard scanner asks the desk while it stands, never the sale behind it', async () => {
  const page = await open(viewOf('ready', 'en', false));
  await page.keyboard.press('F3');
  await field(page, 'truth').waitFor();
  // The number field has the focus: a scan into it is a scan all the same.
  await answer(page, 'truth.ask', { ok: false, reason: 'code_at_truth_desk' });
  await scanInto(page, '281234567890123456');
  await field(page, 'truth-refused').waitFor();
  expect(await askedOf(page, 'sale.code')).toEqual([]);
  expect(await field(page, 'truth').innerText()).not.toContain('1234567890');
  expect(await field(page, 'truth-number').inputValue()).toBe('');
});

test('a number that cannot be asked for takes the answer of the one before away', async () => {
  const page = await open(viewOf('idle', 'en', false));
  await page.keyboard.press('F3');
  await field(page, 'truth-number').fill('ORDER-1');
  await page.keyboard.press('Enter');
  await field(page, 'truth-verdict').waitFor();
  await answer(page, 'truth.ask', { ok: false, reason: 'no_number' });
  await field(page, 'truth-number').fill('nonsense');
  await page.keyboard.press('Enter');
  await field(page, 'truth-refused').waitFor();
  expect(await field(page, 'truth-verdict').count(), '"Paid" of another number').toBe(0);
  await show(page, { ...viewOf('idle', 'en', false), openReversals: 1 });
  expect(await field(page, 'truth-verdict').count(), 'nor does it come back by itself').toBe(0);
  await answer(page, 'truth.ask', { ok: true, number: 1 });
  await answer(page, 'truth.view', truths.asking);
  await field(page, 'truth-number').fill('ORDER-1');
  await page.keyboard.press('Enter');
  await field(page, 'truth-verdict').waitFor();
  expect(await field(page, 'truth-refused').count()).toBe(0);
  const { paid, checking } = truthDeskWords.en.verdicts;
  const toCustomer = await field(page, 'truth-customer').innerText();
  expect(toCustomer, 'nothing is promised before the answer is there').toContain(checking.customer);
  expect(toCustomer).not.toContain(paid.customer);
});

test('a payment that can be refunded leads to the history, one that waits to the tray', async () => {
  const page = await open(viewOf('idle', 'en', false));
  await page.keyboard.press('F3');
  await field(page, 'truth-number').fill('ORDER-1');
  await page.keyboard.press('Enter');
  await page.locator('[data-act="truth-refund"]').click();
  await field(page, 'history').waitFor();

  await page.reload();
  await field(page, 'state').waitFor();
  await answer(page, 'truth.ask', { ok: true, number: 1 });
  await answer(page, 'truth.view', truths.reversal_pending);
  await page.keyboard.press('F3');
  await field(page, 'truth-number').fill('ORDER-1');
  await page.keyboard.press('Enter');
  await page.locator('[data-act="truth-returns"]').click();
  await field(page, 'returns').waitFor();
});

test('a paper that is scanned at the counter opens the desk, stays closed once closed, and comes again with the next scan', async () => {
  const view = viewOf('looked', 'en', false);
  const page = await open(viewOf('idle', 'en', false));
  await show(page, view);
  await field(page, 'truth-verdict').waitFor();
  expect(await askedOf(page, 'truth.ask')).toEqual([{ text: null }]);
  await page.keyboard.press('Escape');
  await field(page, 'truth').waitFor({ state: 'detached' });
  await show(page, { ...view, openReversals: 1 });
  expect(await field(page, 'truth').count(), 'once closed it stays closed').toBe(0);
  await page.keyboard.press('F3');
  await field(page, 'truth').waitFor();
  expect(await field(page, 'truth-verdict').count(), 'another customer’s answer is not shown').toBe(0);
  const again = { id: view.counter.asked?.id ?? '', number: 4 };
  await show(page, { ...view, counter: { ...view.counter, asked: again } });
  await field(page, 'truth-verdict').waitFor();
  await show(page, viewOf('ready', 'en', false));
  await field(page, 'truth').waitFor({ state: 'detached' });
});

test.for(languages.flatMap((language) => ([1024, 1920] as const).map((width) => ({ language, width }))))(
  'every answer fits and has nothing that axe-core objects to, in $language at $width',
  { timeout: 60_000 },
  async ({ language, width }) => {
    const page = await open(viewOf('idle', language, false), { width, height: width === 1024 ? 768 : 1080 });
    await page.keyboard.press('F3');
    await field(page, 'truth-number').fill('1');
    await page.keyboard.press('Enter');
    await field(page, 'truth-verdict').waitFor();
    let version = 1;
    for (const name of Object.keys(truths) as TruthName[]) {
      version += 1;
      await answer(page, 'truth.view', truths[name]);
      await show(page, { ...viewOf('idle', language, false), version });
      const { verdict, basis } = truths[name];
      await page.locator(`.truth-answer[data-verdict="${verdict}"][data-basis="${basis}"]`).waitFor();
      expect([await overflowing(page), await tooSmall(page)], name).toEqual([[], []]);
      if (width === 1024) expect(await violations(page), name).toEqual([]);
    }
    if (width === 1024) await page.keyboard.press('F7');
    if (width === 1024) expect(await violations(page), 'dark').toEqual([]);
  },
);
