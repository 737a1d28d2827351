import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RequestName } from '../../main/contract/contract.ts';
import type { ReturnCard, ReturnsPage } from '../../main/contract/returns.ts';
import { languages } from '../../main/contract/words/language.ts';
import { resultWords } from '../../main/contract/words/result-codes.ts';
import { returnsWords } from '../../main/contract/words/returns.ts';
import { stateWords } from '../../main/contract/words/states.ts';
import { truthDeskWords } from '../../main/contract/words/truth-desk.ts';
import { overflowing, tooSmall, violations } from './audit.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { closedCard, decideCard, manyCards, pendingCard, trayCards, trayPage, trayView } from './returns-views.ts';
import { openStage } from './stage.ts';

/** The reversal tray in Chromium, with a terminal by script: found, read, sent, closed and saved by keyboard and touch. */

const stage = openStage();
const words = returnsWords.en;

async function open(size = { width: 1024, height: 768 }): Promise<Page> {
  const page = await stage.page(size);
  await scriptTerminal(page, { view: { ...trayView, language: 'en' }, training: null });
  await page.goto(stage.address);
  await field(page, 'state').waitFor();
  return page;
}

/** The tray with these cards; the first is shown whole. */
async function openTray(list: ReturnsPage = trayPage, first: ReturnCard = decideCard): Promise<Page> {
  const page = await open();
  await answer(page, 'returns.list', list);
  await answer(page, 'returns.card', { ok: true, card: first });
  await page.keyboard.press('F9');
  await whole(page, first).waitFor();
  return page;
}

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`);
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const whole = (page: Page, { payment }: ReturnCard) => page.locator(`[data-card="${payment.paymentRequestId}"]`);
const row = (page: Page, { payment }: ReturnCard) =>
  page.locator(`.returns-list [data-payment="${payment.paymentRequestId}"]`);

async function requests(page: Page, name: RequestName): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await asked(page)).filter((each) => each.name === name).map(({ args }) => args);
}

/** Chooses a card of the list, as the terminal would then tell it. */
async function choose(page: Page, card: ReturnCard): Promise<void> {
  await answer(page, 'returns.card', { ok: true, card });
  await row(page, card).click();
  await whole(page, card).waitFor();
}

describe('every payment that is to be given back', () => {
  test('is read from the keys alone, most urgent first, and Escape leads back', async () => {
    const page = await openTray();
    const ids = await page
      .locator('.returns-list [role="option"]')
      .evaluateAll((all) => all.map((one) => one.dataset['payment']));
    expect(ids).toEqual(trayCards.map(({ payment }) => payment.paymentRequestId));
    expect(await field(page, 'totals').innerText()).toContain('¥2,022.00');
    await field(page, 'returns-list').focus();
    await answer(page, 'returns.card', { ok: true, card: pendingCard });
    await page.keyboard.press('End');
    await whole(page, pendingCard).waitFor();
    const facts = await whole(page, pendingCard).innerText();
    for (const said of [
      resultWords('en', 'reversal_pending', 'stopped_by_cashier').meaning,
      resultWords('en', 'reversal_pending', 'silence').meaning,
      resultWords('en', 'reversal_pending', 'silence').toCustomer,
      pendingCard.payment.orderId,
      '31',
    ])
      expect(facts).toContain(said);
    expect(facts, 'the next try counts down').toMatch(/again in 2 min/);
    await page.keyboard.press('Escape');
    await field(page, 'returns').waitFor({ state: 'detached' });
  });

  test('can be read by everybody and fits the smallest screen in every language, bright and dark', async () => {
    const page = await openTray();
    let version = 2;
    for (const card of [decideCard, pendingCard, closedCard]) {
      await answer(page, 'returns.list', { ...trayPage, cards: [card], matching: 1 });
      await answer(page, 'returns.card', { ok: true, card });
      for (const language of languages) {
        version += 1;
        await show(page, { ...trayView, language, version });
        await row(page, card).click();
        await whole(page, card).waitFor();
        expect(await tooSmall(page), `${card.kind} ${language}`).toEqual([]);
        expect(await overflowing(page), `${card.kind} ${language}`).toEqual([]);
      }
      await page.keyboard.press('F7');
      expect(await violations(page), card.kind).toEqual([]);
    }
  });

  test('is looked for by kind, number, age and amount', async () => {
    const page = await openTray();
    await act(page, 'show-closing').click();
    await field(page, 'search').fill('0006');
    await field(page, 'age').selectOption('hour');
    await field(page, 'least').fill('12,50');
    const expected = { show: 'closing', text: '0006', olderThanMs: 3_600_000, leastMinor: 1_250, from: 0 };
    await expect.poll(async () => (await requests(page, 'returns.list')).at(-1)).toMatchObject(expected);
    await answer(page, 'returns.ended', { ok: true, cards: [closedCard], next: null });
    await answer(page, 'returns.card', { ok: true, card: closedCard });
    await act(page, 'show-closed').click();
    await whole(page, closedCard).waitFor();
    expect((await requests(page, 'returns.ended')).at(-1)).toMatchObject({ closedByPerson: true, before: null });
    const text = await whole(page, closedCard).innerText();
    for (const said of ['Li Wei', 'Alipay case 20261121-0042', words.confirmed.notYet]) expect(text).toContain(said);
    const { title, cashier } = truthDeskWords.en.verdicts.closed_by_person;
    for (const said of [title, cashier, truthDeskWords.en.may]) expect(text).toContain(said);
    const { sentence, mayChargeAgain } = stateWords.en.reversed;
    for (const unproved of [sentence, mayChargeAgain]) expect(text, 'nobody has confirmed it').not.toContain(unproved);
  });

  test('is one of ten thousand without all of them being on the page', async () => {
    const list = manyCards(10_000, 0, 100);
    const [first] = list.cards;
    if (first === undefined) throw new Error('there are cards');
    const page = await openTray(list, first);
    const rows = page.locator('.returns-list [role="option"]');
    expect(await rows.count()).toBeLessThan(40);
    expect(await rows.first().getAttribute('aria-setsize')).toBe('10000');
    await field(page, 'returns-list').focus();
    await page.keyboard.press('End');
    await expect
      .poll(async () => Number((await requests(page, 'returns.list')).at(-1)?.['from']))
      .toBeGreaterThan(9_900);
    expect(await rows.count()).toBeLessThan(40);
  });

  test('is found by scanning its slip, and the scan leaves nothing standing behind the tray', async () => {
    const page = await openTray();
    await answer(page, 'returns.card', { ok: true, card: pendingCard });
    const looked = { payment: pendingCard.payment, number: 7 };
    await show(page, { ...trayView, language: 'en', counter: { ...trayView.counter, looked } });
    await whole(page, pendingCard).waitFor();
    expect(await row(page, pendingCard).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
    await field(page, 'returns').waitFor({ state: 'detached' });
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });
});

describe('a person', () => {
  test('sends one now, is told that it left, and then what was answered', async () => {
    const page = await openTray();
    await choose(page, pendingCard);
    const asking = { ...pendingCard, payment: { ...pendingCard.payment, asking: true } };
    await answer(page, 'returns.send', { ok: true, sending: 'sent', card: asking });
    await answer(page, 'returns.card', { ok: true, card: asking });
    await act(page, 'send-one').click();
    expect(await requests(page, 'returns.send')).toEqual([{ id: pendingCard.payment.paymentRequestId }]);
    await expect.poll(() => field(page, 'card-said').innerText()).toBe(words.sendings.sent);
    await show(page, { ...trayView, language: 'en', version: 2 });
    await expect.poll(() => field(page, 'next-try').innerText()).toBe(words.facts.sending);
    const refused = 'MERCHANT_BALANCE_NOT_ENOUGH';
    await answer(page, 'returns.card', { ok: true, card: { ...pendingCard, lastAnswer: refused } });
    await show(page, { ...trayView, language: 'en', version: 3 });
    const { meaning } = resultWords('en', 'reversal_pending', refused);
    await expect.poll(() => field(page, 'card-said').innerText()).toBe(words.answered({ meaning }));
  });

  test('closes one on their own word: after reading what that means, and not without name, reason and proof', async () => {
    const page = await openTray();
    await choose(page, pendingCard);
    await act(page, 'close-reversal').click();
    expect(await field(page, 'closing').innerText()).toContain(words.closing.means);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-field'));
    expect(await focused()).toBe('closing-by');
    for (const [part, text] of [
      ['by', 'Li Wei'],
      ['why', 'customer has it back'],
      ['evidence', 'case 42'],
    ] as const) {
      await act(page, 'closing-send').click();
      expect(await focused(), 'what is missing').toBe(`closing-${part}`);
      await page.keyboard.type(text, { delay: 60 });
    }
    expect(await requests(page, 'reversal.close')).toEqual([]);
    // Meanwhile the last key has long been a person's: an Escape right behind it could be a scanner's.
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape', { delay: 60 });
    await field(page, 'closing').waitFor({ state: 'detached' });
    expect(await field(page, 'returns').count(), 'Escape leaves the form alone').toBe(1);
    await act(page, 'close-reversal').click();
    for (const [part, text] of [
      ['by', 'Li Wei'],
      ['why', 'customer has it back'],
      ['evidence', 'case 42'],
    ] as const)
      await field(page, `closing-${part}`).fill(text);
    expect(await overflowing(page)).toEqual([]);
    await answer(page, 'reversal.close', { ok: true, payment: closedCard.payment });
    await act(page, 'closing-send').click();
    await expect
      .poll(() => requests(page, 'reversal.close'))
      .toEqual([
        { id: pendingCard.payment.paymentRequestId, by: 'Li Wei', why: 'customer has it back', evidence: 'case 42' },
      ]);
    await expect.poll(() => field(page, 'card-said').innerText()).toBe(words.closing.done);
    expect(await page.evaluate(() => document.activeElement?.tagName), 'the form that had the focus is gone').toBe(
      'H2',
    );
  });

  test('cannot close one in its first 60 s, and is told why', async () => {
    const page = await openTray();
    await choose(page, { ...pendingCard, mayClose: false });
    await act(page, 'close-reversal').focus();
    await page.keyboard.press('Enter', { delay: 60 });
    await expect.poll(() => field(page, 'card-said').innerText()).toBe(words.closing.tooEarly);
    expect(await field(page, 'closing').count()).toBe(0);
  });

  test('decides about an old success while its ten minutes count down', async () => {
    const page = await openTray();
    expect(await field(page, 'otherwise').innerText()).toMatch(/in (9:00|8:5\d)\./);
    await field(page, 'by').fill('Lin');
    await act(page, 'return').click();
    await expect
      .poll(async () => (await requests(page, 'payment.decide')).at(-1))
      .toMatchObject({ id: decideCard.payment.paymentRequestId, decision: 'return', by: 'Lin' });
  });

  test('saves the list as a file: by the browser, or by the terminal where the window takes no downloads', async () => {
    const page = await openTray();
    await answer(page, 'returns.ended', { ok: true, cards: [closedCard], next: null });
    await act(page, 'show-ended').click();
    await act(page, 'export').click();
    expect(await field(page, 'export-show').inputValue(), 'what the tray shows is what is wanted').toBe('ended');
    await field(page, 'export-fromDay').fill('2026-11-02');
    await field(page, 'export-toDay').fill('2026-11-01');
    await act(page, 'export-save').click();
    await expect.poll(() => field(page, 'export-said').innerText()).toBe(words.exporting.wrongDays);
    await field(page, 'export-toDay').fill('2026-11-20');
    await answer(page, 'returns.save', { ok: true, file: '/home/shop/exports/reversals-1.csv', rows: 12 });
    await act(page, 'export-save').click();
    await expect.poll(() => field(page, 'export-said').innerText()).toContain('/home/shop/exports/reversals-1.csv');
    expect(await requests(page, 'returns.save')).toEqual([
      { show: 'ended', fromDay: '2026-11-02', toDay: '2026-11-20' },
    ]);
    expect(await violations(page)).toEqual([]);

    // A browser has no port of Electron's.
    await page.evaluate(() => Reflect.deleteProperty(window, 'terminalPort'));
    await answer(page, 'returns.export', { ok: true, csv: '\u{feff}a,b\r\n', rows: 1, next: null });
    const [download] = await Promise.all([page.waitForEvent('download'), act(page, 'export-save').click()]);
    expect(download.suggestedFilename()).toBe('reversals-2026-11-20.csv');
    expect(readFileSync(await download.path(), 'utf8')).toBe('\u{feff}a,b\r\n');
    await expect
      .poll(() => field(page, 'export-said').innerText())
      .toBe(`${words.exporting.done({ rows: 1 })} ${words.exporting.downloaded({ file: 'reversals-2026-11-20.csv' })}`);
  });
});
