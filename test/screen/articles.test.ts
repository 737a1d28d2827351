import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RequestName } from '../../main/contract/contract.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { articleWords } from '../../main/contract/words/articles.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { articles, lines, report, stock, withLines } from './articles-views.ts';
import { overflowing, tooSmall, violations } from './audit.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { scanInto } from './proof.ts';
import { openStage } from './stage.ts';
import { viewOf } from './views.ts';

/** The articles on the built page: found, added and counted by touch and by keyboard alone; lists brought in. */

const small = { width: 1024, height: 768 } as const;
const words = articleWords.en;
const english = viewOf('idle', 'en', false);
const stage = openStage();

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`);
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);

async function open(view: TerminalView = english): Promise<Page> {
  const page = await stage.page(small);
  await scriptTerminal(page, { view, training: null });
  await page.goto(stage.address);
  await field(page, 'state').waitFor();
  await stock(page);
  return page;
}

async function openArticles(view?: TerminalView): Promise<Page> {
  const page = await open(view);
  await page.keyboard.press('F2');
  await page.locator('.tile').first().waitFor();
  return page;
}

async function requested(page: Page, name: RequestName, count = 1): Promise<unknown> {
  const those = async () => (await asked(page)).filter((each) => each.name === name);
  await expect.poll(async () => (await those()).length).toBe(count);
  return (await those()).at(-1)?.args;
}

async function clean(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overflowing(page)).toEqual([]);
  expect(await tooSmall(page)).toEqual([]);
}

describe('the articles', () => {
  test('by keyboard alone: a key and Enter add a piece, a refusal says why, Escape leads back', async () => {
    const page = await openArticles(withLines(english));
    await clean(page);
    await page.keyboard.type('12', { delay: 60 });
    await page.keyboard.press('Enter');
    expect(await requested(page, 'order.add')).toEqual({ sku: '12' });
    await expect.poll(() => act(page, 'search').inputValue()).toBe('');
    await answer(page, 'order.add', { ok: false, reason: 'not_in_catalogue' });
    await page.keyboard.type('99', { delay: 60 });
    await page.keyboard.press('Enter');
    const said = refusalSentence('en', 'not_in_catalogue');
    await expect.poll(() => field(page, 'articles-said').innerText()).toBe(said);
    // Nothing was added: the focus is on the first article that fits.
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('tile');
    await page.keyboard.press('Escape');
    await field(page, 'articles').waitFor({ state: 'detached' });
    // A scan right behind it is heard.
    await scanInto(page, '6901234567892');
    expect(await requested(page, 'sale.code')).toMatchObject({ text: '6901234567892' });
  });

  test('a tile adds its article, a category shows its own, and pieces are set on the lines that are seen', async () => {
    const page = await openArticles(withLines(english));
    await page.locator(`[data-sku="${articles[1]?.sku}"]`).click();
    expect(await requested(page, 'order.add')).toEqual({ sku: articles[1]?.sku });
    await page.locator('[data-category="烘焙"]').click();
    expect(await requested(page, 'articles.find', 2)).toEqual({ text: '', category: '烘焙', from: 0, most: 60 });
    const first = page.locator(`[data-line="${lines[0]?.sku}"]`);
    await first.locator('[data-act="one-more"]').click();
    expect(await requested(page, 'order.pieces')).toEqual({ version: 7, line: 0, pieces: 3 });
    await page.locator('[data-line=""] [data-act="remove"]').click();
    expect(await requested(page, 'order.pieces', 2)).toEqual({ version: 7, line: 3, pieces: 0 });
    expect(await field(page, 'basket-total').innerText()).toBe('¥25.70');
  });

  test('a scan while they are open goes to the terminal and leaves nothing in the search', async () => {
    const page = await openArticles();
    await scanInto(page, '6901234567892');
    expect(await requested(page, 'sale.code')).toMatchObject({ text: '6901234567892' });
    await expect.poll(() => act(page, 'search').inputValue()).toBe('');
    const { counter } = english;
    const notice = { reason: 'not_in_catalogue', number: 1 };
    await show(page, { ...english, counter: { ...counter, notice, tone: { kind: 'refused', number: 1 } } });
    await expect.poll(() => field(page, 'dialog-notice').innerText()).toContain('No article has this barcode');
  });

  test('a sale that is opened elsewhere closes them', async () => {
    const page = await openArticles();
    await show(page, viewOf('ready', 'en', false));
    await field(page, 'articles').waitFor({ state: 'detached' });
  });
});

describe('lines on the till', () => {
  test('stand under their sum; a digit begins another article, and other keys say why they do nothing', async () => {
    const page = await open(withLines(english));
    await clean(page);
    expect(await field(page, 'amount').innerText()).toBe('¥25.70');
    expect(await field(page, 'lines').locator('li').allInnerTexts()).toHaveLength(lines.length);
    await page.keyboard.press('Backspace');
    const said = refusalSentence('en', 'amount_is_of_lines');
    await expect.poll(() => field(page, 'notice').innerText()).toContain(said);
    await page.keyboard.press('5');
    await expect.poll(() => act(page, 'other-amount').inputValue()).toBe('5');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-act'))).toBe('other-amount');
    await page.keyboard.type('.6', { delay: 60 });
    await page.keyboard.press('Enter');
    expect(await requested(page, 'order.other')).toEqual({ amountMinor: 560 });
  });

  test('are sold as they stand', async () => {
    const page = await open(withLines(english));
    await page.keyboard.press('F12');
    expect(await requested(page, 'sale.start')).toMatchObject({ amountMinor: 2_570, order: { note: '', lines } });
  });
});

describe('a list that is brought in', () => {
  const list = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.alloc(70_000, 'x') };

  test('goes to the terminal in pieces, is looked at, and is taken without its bad rows', async () => {
    const page = await openArticles();
    await answer(page, 'articles.upload', { ok: true, upload: 3 });
    await answer(page, 'articles.check', { ok: true, report });
    await answer(page, 'articles.take', { ok: true, report });
    await act(page, 'list').click();
    await act(page, 'list-file').setInputFiles(list);
    await field(page, 'list-report').waitFor();
    expect(await requested(page, 'articles.upload', 3)).toMatchObject({ upload: 3, at: 65_536 });
    expect(await requested(page, 'articles.check')).toEqual({ upload: 3, encoding: null });
    await clean(page);
    const told = await field(page, 'list-report').innerText();
    for (const { was } of report.remarks) expect(told).toContain(was);
    expect(told).toContain(words.list.remarksLeft({ left: 102 }));
    await page.locator('[data-act="encoding"]').selectOption('big5');
    expect(await requested(page, 'articles.check', 2)).toEqual({ upload: 3, encoding: 'big5' });
    await act(page, 'take-good').click();
    expect(await requested(page, 'articles.take')).toEqual({ upload: 3, encoding: 'big5', leaveOutBad: true });
    await expect.poll(() => field(page, 'list-import').innerText()).toContain(words.list.taken({ articles: 1_199 }));
  });

  test('that is refused says why and where', async () => {
    const page = await openArticles();
    await answer(page, 'articles.upload', { ok: true, upload: 3 });
    await answer(page, 'articles.check', { ok: false, reason: 'list_quote_open', line: 41 });
    await act(page, 'list').click();
    await act(page, 'list-file').setInputFiles(list);
    const said = `${words.list.refusals.list_quote_open} (${words.list.atLine({ line: 41 })})`;
    await expect.poll(() => field(page, 'list-import').innerText()).toContain(said);
    expect(await act(page, 'take-list').count()).toBe(0);
  });
});
