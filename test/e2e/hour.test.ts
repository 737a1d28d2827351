import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { printedSeed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { till } from '../support/till-process.ts';
import { act, beside, expectCleanAudit, field, makeProfile, salesOf, state, wedge } from './counter.ts';
import { type BookLine, Cashier, figures, goodsOf, type Sale, salesOfHour, shelfCsv, shownAs, textOf } from './hour.ts';
import { closeBrowser, type Start, shells, type Till } from './shells.ts';

/**
 * A busy hour over the program that ships, its page in Chromium, operated by keys and scanners alone: mixed sales with
 * faults, a reversal that stays open until the back office sends it, a till that is killed in mid-payment and asks
 * about what it finds, refunds, and a customer who asks what became of their money. In the end every figure on the
 * screens is the one in the gateway's books.
 */

afterAll(closeBrowser);

const minuteMs = 60_000;

async function booksOf(cashier: Cashier): Promise<readonly BookLine[]> {
  return ((await cashier.control('ledger')) as { readonly payments: readonly BookLine[] }).payments;
}

function only<One>(all: readonly One[]): One {
  const [one] = all;
  if (one === undefined || all.length > 1) throw new Error(`${all.length} where one was expected`);
  return one;
}

/** Charged, and neither heard of nor cancelled: the slip is given, the next customer is served. */
async function leaveReversal(cashier: Cashier, amountMinor: number): Promise<string> {
  const { page } = cashier;
  await cashier.open(amountMinor);
  await cashier.plan(['hang:pay#1', 'hang:inquiryPayment#1-99', 'hangRequest:cancel#1-999']);
  await cashier.press('F10');
  await state(page, 'reversal_pending', 30_000);
  const id = await idAt(cashier, amountMinor);
  await cashier.newSale();
  return id;
}

async function idAt(cashier: Cashier, amountMinor: number): Promise<string> {
  return only((await booksOf(cashier)).filter((line) => line.amountMinor === amountMinor)).paymentRequestId;
}

/** The tray shows this one payment as all that is open, and sends it. */
async function replay(cashier: Cashier, id: string, amountMinor: number): Promise<void> {
  const { page } = cashier;
  expect(await field(page, 'reversals').innerText()).toContain('1');
  await cashier.goTo('F9', 'returns');
  const row = page.locator(`[data-field="returns-list"] [data-payment="${id}"]`);
  await row.click();
  expect(figures(await row.innerText())).toEqual([amountMinor]);
  expect(figures(await field(page, 'totals').innerText()), 'the sum of all that is open').toEqual([amountMinor]);
  await cashier.plan([]);
  const reversed = page.locator(`[data-card="${id}"][data-card-state="reversed"]`);
  await expect
    .poll(
      async () => {
        // Whoever is told that a cancel has just left presses once more.
        if ((await reversed.count()) === 0) await act(page, 'send-one').click();
        return reversed.count();
      },
      { timeout: 15_000, interval: 500 },
    )
    .toBe(1);
  await cashier.leave('returns');
  expect(await field(page, 'reversals').innerText()).toContain('0');
}

/** Refunds from the history: all that is left, or a part of it. */
async function refund(cashier: Cashier, line: BookLine, partMinor: number | null): Promise<number> {
  const { page } = cashier;
  await cashier.goTo('F4', 'history');
  await field(page, 'number').fill(line.paymentRequestId);
  await expect.poll(async () => figures(await field(page, 'history-facts').innerText())).toContain(line.amountMinor);
  await cashier.touch('history-refund');
  if (partMinor === null) await cashier.touch('refund-whole');
  else await field(page, 'refund-amount').fill(textOf(partMinor));
  await act(page, 'reason').first().click();
  await cashier.touch('refund-next');
  const sumMinor = partMinor ?? line.amountMinor;
  expect(figures(await field(page, 'refund-sum').innerText())).toEqual([sumMinor]);
  await cashier.touch('refund-confirm');
  await page.locator('[data-field="refund-outcome"] [data-tone="good"]').waitFor();
  await cashier.touch('refund-done');
  await cashier.leave('history');
  return sumMinor;
}

/** What a customer asks who shows the number on their phone: one verdict, and the amount behind it. */
async function askTruth(cashier: Cashier, line: BookLine, verdict: string): Promise<void> {
  const { page } = cashier;
  await cashier.goTo('F3', 'truth');
  await wedge(page, line.paymentRequestId);
  await page.locator(`.truth-answer[data-verdict="${verdict}"]`).waitFor();
  expect(figures(await page.locator('[data-fact="amount"]').innerText())).toEqual([line.amountMinor]);
  await cashier.leave('truth');
}

/** The till is killed while the gateway holds the money and nobody knows it; four minutes later it is started again. */
async function killInMidPayment(cashier: Cashier, amountMinor: number): Promise<string> {
  await cashier.open(amountMinor);
  await cashier.plan(['hang:pay#1', 'hang:inquiryPayment#1-99']);
  await cashier.press('F10');
  await state(cashier.page, 'checking');
  await expect
    .poll(async () => (await booksOf(cashier)).filter((line) => line.amountMinor === amountMinor))
    .toHaveLength(1);
  return idAt(cashier, amountMinor);
}

/** What the start has found is asked about before anything else; a named person keeps the sale. */
async function keepTheSale(page: Page, id: string, amountMinor: number): Promise<void> {
  const card = page.locator(`[data-field="recovered"] [data-card="${id}"][data-card-state="undecided"]`);
  await card.waitFor({ timeout: 15_000 });
  expect(figures(await card.locator('.returns-amount').innerText())).toEqual([amountMinor]);
  await field(page, 'by').fill('Lin');
  await act(page, 'keep').focus();
  await page.keyboard.press('Enter');
  await page.locator(`[data-field="recovered"] [data-card="${id}"][data-card-state="paid"]`).waitFor();
  await act(page, 'continue').click();
}

/** A payment as a screen tells it: state, amount, and what was refunded of it. */
interface Told {
  readonly id: string;
  readonly state: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
}

const byId = (one: Told, other: Told): number => (one.id < other.id ? -1 : 1);

/** A reversed payment is told with what it was, not with what went back. */
function shownOf(line: BookLine): Told {
  const { paymentRequestId: id, amountMinor, chargedMinor, returnedMinor } = line;
  const state = shownAs(line);
  expect(chargedMinor - returnedMinor === 0 || state === 'paid', `${id} is ${state} and holds money`).toBe(true);
  return { id, state, amountMinor, refundedMinor: state === 'paid' ? returnedMinor : 0 };
}

/** Every row of the history, gone through from the newest to the oldest as it is scrolled. */
async function historyOf(cashier: Cashier): Promise<readonly Told[]> {
  const { page } = cashier;
  await cashier.goTo('F4', 'history');
  const list = field(page, 'history-list');
  const rows = list.locator('[data-payment]');
  await rows.first().waitFor();
  const total = Number(await rows.first().getAttribute('aria-setsize'));
  const told = new Map<string, Told>();
  await list.focus();
  await page.keyboard.press('Home');
  for (let presses = 0; told.size < total && presses <= total; presses += 1) {
    for (const row of await rows.all()) {
      const id = (await row.getAttribute('data-payment')) ?? '';
      const state = (await row.getAttribute('data-state')) ?? '';
      const [refundedMinor = 0] = figures(await row.locator('.history-order').innerText());
      const amountMinor = only(figures(await row.locator('.history-amount').innerText()));
      told.set(id, { id, state, amountMinor, refundedMinor });
    }
    await page.keyboard.press('PageDown');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await cashier.leave('history');
  return [...told.values()].toSorted(byId);
}

/** The shop's list, by the command line, before the shop opens. */
async function bringInArticles(profile: string): Promise<void> {
  const file = join(profile, 'shelf.csv');
  writeFileSync(file, shelfCsv);
  const { code, stderr } = await till(['articles', 'import', file, '--profile', profile, '--json']);
  expect(code, stderr).toBe(0);
}

interface Arrived {
  readonly api: string;
  readonly body: { readonly order?: { readonly orderAmount: { readonly value: string }; readonly goods?: unknown } };
}

/** Each pay told the gateway what was scanned for it, and a typed amount told nothing. */
async function expectGoods(cashier: Cashier, sales: readonly Sale[]): Promise<void> {
  const { requests } = (await cashier.control('requests')) as { readonly requests: readonly Arrived[] };
  const told = requests.flatMap(({ api, body: { order } }) =>
    api === 'pay' && order !== undefined ? [`${order.orderAmount.value} ${JSON.stringify(order.goods ?? [])}`] : [],
  );
  const bought = sales.map(({ amountMinor, basket }) => `${amountMinor} ${JSON.stringify(goodsOf(basket))}`);
  expect(told, 'what was bought').toEqual(bought);
}

/** The journal's own sums are the gateway's. */
async function expectSums(profile: string, books: readonly BookLine[]): Promise<void> {
  const paid = books.filter(({ status }) => status === 'SUCCESS');
  const refunded = paid.filter(({ returnedMinor }) => returnedMinor > 0);
  const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);
  const { totals } = await beside(profile, (terminal) => terminal.request('journal.verify', {}));
  expect(totals).toEqual([
    {
      currency: 'CNY',
      paid: paid.length,
      paidMinor: sum(paid.map(({ amountMinor }) => amountMinor)),
      refunds: refunded.length,
      refundedMinor: sum(refunded.map(({ returnedMinor }) => returnedMinor)),
      reversed: books.filter(({ status }) => status === 'CANCELLED').length,
      notCharged: books.filter(({ status }) => status === 'FAIL').length,
      open: 0,
      openMinor: 0,
    },
  ]);
}

test('a busy hour: every figure on the screens is the one in the books', { timeout: 150_000 }, async () => {
  const seed = printedSeed('busy hour');
  const sales = salesOfHour(seed);
  const profile = makeProfile(temporaryFolder());
  await bringInArticles(profile);
  const shell = only(shells.filter(({ manyPages }) => manyPages));
  const open = async (start?: Start): Promise<Till> => {
    const till = await shell.open(profile, start);
    onTestFinished(() => till.kill());
    return till;
  };
  const first = await open();
  const cashier = await Cashier.at(first.page, profile);
  for (const sale of sales) await cashier.sell(sale);
  await expectGoods(cashier, sales);
  const pending = await leaveReversal(cashier, 95_001);
  await replay(cashier, pending, 95_001);
  const found = await killInMidPayment(cashier, 95_002);
  const { nowMs } = await beside(profile, (till) => till.request('terminal.view', {}));
  await first.kill();

  const second = await open({ wallMs: nowMs + 4 * minuteMs });
  await keepTheSale(second.page, found, 95_002);
  const after = await Cashier.at(second.page, profile);
  const [whole, part] = (await booksOf(after)).filter(({ status }) => status === 'SUCCESS');
  if (whole === undefined || part === undefined) throw new Error('no two payments to refund');
  await refund(after, whole, null);
  await refund(after, part, Math.floor(part.amountMinor / 2));
  await askTruth(after, whole, 'refunded');
  await askTruth(after, part, 'partly_refunded');

  const books = await booksOf(after);
  expect(books).toHaveLength(sales.length + 2);
  const expected = books.map(shownOf).toSorted(byId);
  expect(await historyOf(after), 'the history').toEqual(expected);
  expect((await salesOf(profile)).map(({ paymentRequestId, status }) => `${paymentRequestId} ${status}`)).toEqual(
    expected.map(({ id, state: name }) => `${id} ${name}`),
  );
  expect(await field(second.page, 'reversals').innerText()).toContain('0');
  await after.goTo('F9', 'returns');
  expect(await second.page.locator('[data-field="returns-list"] [data-payment]').count()).toBe(0);
  await after.leave('returns');
  await expectSums(profile, books);
  await expectCleanAudit(profile);
  expect(await second.close()).toBe(0);
});
