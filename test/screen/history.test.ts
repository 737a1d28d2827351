import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { HistoryFilter } from '../../main/contract/history.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { languages } from '../../main/contract/words/language.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { resultWords } from '../../main/contract/words/result-codes.ts';
import { overflowing, violations } from './audit.ts';
import {
  askForForty,
  chooseSecond,
  historyDialog,
  historyPage,
  historyRows,
  openHistory,
  wholePayment,
  withRefund,
} from './history-views.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { scanInto } from './proof.ts';
import { openStage } from './stage.ts';
import { idleView, payment, viewOf } from './views.ts';

/** The history of payments and the refund, in Chromium. */

const stage = openStage();

async function open(view: TerminalView = viewOf('idle', 'en', false)): Promise<Page> {
  const page = await stage.page({ width: 1024, height: 768 });
  await scriptTerminal(page, { view, training: null });
  await page.goto(stage.address);
  await page.locator('[data-field="state"]').waitFor();
  return page;
}

async function argsOf(page: Page, name: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await asked(page)).filter((each) => each.name === name).map(({ args }) => args);
}

const words = historyWords.en;

const onlyOne = { ...historyPage, total: 1, rows: historyRows.slice(1, 2) };

describe('the list', () => {
  test('reaches the oldest of a million by its bar and by the keyboard, with few rows on the page', async () => {
    const page = await open();
    await openHistory(page);
    const list = page.locator('[data-field="history-list"]');
    await list.focus();
    await page.keyboard.press('End');
    await page.locator('[data-at="999999"]').waitFor();
    expect(await list.evaluate((box) => box.querySelectorAll('[role="option"]').length)).toBeLessThan(60);
    const inSight = await list.evaluate((box) => {
      const last = box.querySelector('[data-at="999999"]')?.getBoundingClientRect();
      const sight = box.getBoundingClientRect();
      return last !== undefined && last.bottom <= sight.bottom + 2 && last.top >= sight.top;
    });
    expect(inSight, 'the last row stands whole in the list').toBe(true);
    await list.evaluate((box) => {
      box.scrollTop = (box.scrollHeight - box.clientHeight) / 2;
    });
    await page.locator('[data-at="500000"]').waitFor();
    await expect.poll(async () => (await argsOf(page, 'history.page')).map(({ at }) => at)).toContain(500_000);
    await page.keyboard.press('Home');
    await page.locator('[data-at="0"]').waitFor();
  });

  test('asks for what is typed, an amount alone exactly, and for nothing that is none', async () => {
    const page = await open();
    await openHistory(page);
    await page.locator('[data-field="amountFrom"]').fill('12.8');
    await page.locator('[data-field="fromDay"]').fill('2026-11-01');
    await page.locator('[data-field="state-wanted"]').selectOption('refunded');
    await page.locator('[data-field="amountTo"]').fill('abc');
    const wanted: HistoryFilter = {
      number: '',
      amountFromMinor: 1_280,
      amountToMinor: 1_280,
      fromDay: '2026-11-01',
      toDay: null,
      state: 'refunded',
    };
    await expect.poll(async () => (await argsOf(page, 'history.page')).at(-1)?.['filter']).toEqual(wanted);
    expect(await page.locator('[data-field="amountTo"]').getAttribute('aria-invalid')).toBe('true');
  });

  test('says which years are away, never that there is nothing', async () => {
    const page = await open();
    await openHistory(page, { ...historyPage, total: 0, rows: [], awayYears: [2024] });
    await page.locator('[data-field="history-away"]').waitFor();
    expect(await page.locator('[data-field="history-away"]').innerText()).toContain('2024');
    const found = page.locator('[data-field="history-found"]');
    expect(await found.innerText()).not.toContain(words.sentences.nothingYet);
    const lookedBackToMs = Date.UTC(2025, 2, 3, 4);
    await answer(page, 'history.page', { ...historyPage, total: 0, rows: [], complete: false, lookedBackToMs });
    await page.locator('[data-field="state-wanted"]').selectOption('refunded');
    await expect.poll(() => found.innerText()).toContain(words.sentences.lookingBack({ day: '2025-03-03' }));
    expect(await found.innerText(), 'who still looks has not found none').not.toContain(words.sentences.none);
  });

  test('finds the receipt that a scanner of the terminal reads meanwhile', async () => {
    const view = viewOf('idle', 'en', false);
    const page = await open(view);
    await openHistory(page);
    const looked = { payment: { ...payment, ...wholePayment.payment }, number: 7 };
    await answer(page, 'history.page', onlyOne);
    await show(page, { ...view, version: 2, counter: { ...view.counter, looked } });
    await page.locator('[data-act="history-refund"]').waitFor();
    expect(await page.locator('[data-field="number"]').inputValue()).toBe(payment.paymentRequestId);
    await page.keyboard.press('Escape');
    await historyDialog(page).waitFor({ state: 'detached' });
    expect(await page.locator('dialog').count()).toBe(0);
  });

  test('takes every scan of a keyboard scanner as a search: none is a sale, and a payment code is shown nowhere', async () => {
    const page = await open();
    await openHistory(page);
    await answer(page, 'history.page', onlyOne);
    const number = page.locator('[data-field="number"]');
    await scanInto(page, payment.paymentRequestId);
    await expect.poll(() => number.inputValue(), { timeout: 8_000 }).toBe(payment.paymentRequestId);
    await page.locator('[data-act="history-refund"]').waitFor();
    await number.focus();
    await scanInto(page, '281234567890123456');
    await page.locator('[data-field="amountFrom"]').fill('1');
    await scanInto(page, '281234567890123456');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
    expect(await number.inputValue()).toBe(payment.paymentRequestId);
    expect(await page.locator('[data-field="amountFrom"]').inputValue()).toBe('1');
    expect(await argsOf(page, 'sale.code')).toEqual([]);
    await page.keyboard.press('Escape');
    await historyDialog(page).waitFor({ state: 'detached' });
    await scanInto(page, '281234567890123456');
    await expect.poll(() => argsOf(page, 'sale.code')).toHaveLength(1);
  });
});

describe('a refund', () => {
  test('is asked for with amount, reason and one key, by keyboard alone', async () => {
    const page = await open();
    await openHistory(page);
    await page.locator('[data-field="history-list"]').focus();
    await page.keyboard.press('ArrowDown');
    const refund = page.locator('[data-act="history-refund"]');
    await refund.waitFor();
    await refund.focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-field="refund-amount"]').waitFor();
    await page.keyboard.type('40.00', { delay: 120 });
    await page.keyboard.press('Enter', { delay: 60 });
    await page.locator('[data-field="refund-why"]:focus').waitFor();
    await page.keyboard.type('stale', { delay: 120 });
    await page.keyboard.press('Enter', { delay: 60 });
    expect(await page.locator('[data-field="refund-sum"]').innerText()).toBe('¥40.00');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-act')), { message: 'the focus' })
      .toBe('refund-back');
    const whole = withRefund('done', 'SUCCESS');
    const refundRequestId = whole.refunds.at(-1)?.refundRequestId;
    await answer(page, 'refund.start', { ok: true, refundRequestId, payment: whole.payment });
    await answer(page, 'history.payment', whole);
    await page.locator('[data-act="refund-confirm"]').press('Enter');
    await expect
      .poll(() => argsOf(page, 'refund.start'))
      .toEqual([
        {
          id: wholePayment.payment.paymentRequestId,
          amountMinor: 4_000,
          why: 'stale',
          key: expect.stringMatching(/^[0-9a-f]{32}$/),
          leftMinor: wholePayment.leftMinor,
        },
      ]);
    await show(page, { ...idleView, language: 'en', version: 9 });
    await page.getByText(words.refund.done({ amount: '¥40.00' })).waitFor();
  });

  test('is one, however often its button is pressed', async () => {
    const page = await open();
    await openHistory(page);
    await chooseSecond(page);
    await askForForty(page);
    await page.locator('[data-act="refund-next"]').dblclick();
    await page.locator('[data-field="refund-form"]').waitFor();
    expect(await argsOf(page, 'refund.start'), 'a second press of another button').toEqual([]);
    await page.locator('[data-act="refund-next"]').click();
    // Somebody else refunds as much meanwhile: the terminal is to know what this person has seen at first.
    await answer(page, 'history.payment', withRefund('pending', 'silence'));
    await show(page, { ...idleView, language: 'en', version: 8 });
    await page.getByText(words.refund.confirm({ paid: '¥128.00', left: '¥20.00' })).waitFor();
    await answer(page, 'refund.start', { notAnAnswer: true });
    await page.locator('[data-act="refund-confirm"]').click();
    await page.locator('[data-act="refund-again"]').waitFor();
    const { leftMinor } = wholePayment;
    const [first] = await argsOf(page, 'refund.start');
    expect(first).toMatchObject({ amountMinor: 4_000, leftMinor });
    await answer(page, 'refund.start', { ok: false, reason: 'refund_changed' });
    await page.locator('[data-act="refund-again"]').dblclick();
    await page.getByText(refusalSentence('en', 'refund_changed')).waitFor();
    expect(await argsOf(page, 'refund.start'), 'after a lost answer the same refund, by its key').toEqual([
      first,
      first,
    ]);
  });

  test('never goes beyond what is left, and needs amount and reason', async () => {
    const page = await open();
    await openHistory(page);
    await chooseSecond(page);
    await page.locator('[data-act="history-refund"]').click();
    const missing = page.locator('[data-field="refund-missing"]');
    await page.locator('[data-act="refund-next"]').click();
    await expect.poll(() => missing.innerText()).toBe(words.refund.noAmount);
    for (const digit of '1234') await page.locator(`[data-act="refund-${digit}"]`).click();
    await expect.poll(() => missing.innerText()).toBe(words.refund.tooMuch({ amount: '¥100.00' }));
    expect(await page.locator('[data-field="refund-amount"]').inputValue(), 'what was typed, whole').toBe('1234');
    await page.locator('[data-act="refund-next"]').click();
    await expect.poll(() => missing.innerText()).toBe(words.refund.tooMuch({ amount: '¥100.00' }));
    for (let presses = 0; presses < 2; presses += 1) await page.locator('[data-act="refund-backspace"]').click();
    await page.locator('[data-act="refund-next"]').click();
    await expect.poll(() => missing.innerText()).toBe(words.refund.chooseReason);
    await page.locator('[data-act="refund-whole"]').click();
    expect(await page.locator('[data-field="refund-amount"]').inputValue()).toBe('100.00');
    await page.keyboard.press('Escape');
    await page.locator('[data-act="history-refund"]').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-field')), { message: 'the focus' })
      .toBe('history-state');
    expect(await argsOf(page, 'refund.start')).toEqual([]);
  });

  test.for([
    ['refused', 'REFUND_WINDOW_EXCEED', false],
    ['pending', 'silence', true],
  ] as const)('that is %s says so, and where the money is', async ([status, code, seriesOver]) => {
    const page = await open();
    await openHistory(page);
    await chooseSecond(page);
    await askForForty(page);
    await page.locator('[data-act="refund-next"]').click();
    const whole = withRefund(status, code, seriesOver);
    const refundRequestId = whole.refunds.at(-1)?.refundRequestId;
    await answer(page, 'refund.start', { ok: true, refundRequestId, payment: whole.payment });
    await answer(page, 'history.payment', whole);
    await page.locator('[data-act="refund-confirm"]').click();
    await show(page, { ...idleView, language: 'en', version: 9 });
    await page.locator('.refund-parts').waitFor();
    const said = await page.locator('[data-field="refund-outcome"]').innerText();
    const context = status === 'refused' ? 'refund_refused' : 'refund_open';
    for (const part of Object.values(resultWords('en', context, code))) expect(said).toContain(part);
    expect(await violations(page)).toEqual([]);
  });
});

test.for(languages)('all of it fits and can be used by all, in %s', async (language) => {
  const page = await open(viewOf('idle', language, false));
  await openHistory(page);
  expect(await violations(page)).toEqual([]);
  await chooseSecond(page);
  expect(await violations(page)).toEqual([]);
  await askForForty(page);
  expect(await violations(page)).toEqual([]);
  await page.locator('[data-act="refund-next"]').click();
  expect(await violations(page)).toEqual([]);
  const left = (await overflowing(page)).filter((cut) => !cut.includes('history-'));
  expect(left).toEqual([]);
  expect(historyRows.length).toBeGreaterThan(1);
});
