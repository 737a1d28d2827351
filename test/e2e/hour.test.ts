import { afterAll, expect, test } from 'vitest';
import { printedSeed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { act, beside, expectCleanAudit, field, makeProfile, salesOf, state, wedge } from './counter.ts';
import { type BookLine, Cashier, figures, type Sale, salesOfHour, shownAs, textOf } from './hour.ts';
import { closeBrowser, shells } from './shells.ts';

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
  await cashier.plan(['hang:pay#1', 'hang:inquiryPayment#1-99', 'hangRequest:cancel#1-999']);
  await cashier.open(amountMinor);
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
  await cashier.touch('send-one');
  await page.locator(`[data-card="${id}"][data-state="reversed"]`).waitFor({ timeout: 15_000 });
  await cashier.leave('returns');
  expect(await field(page, 'reversals').innerText()).toContain('0');
}

/** Refunds from the history: all that is left, or a part of it. */
async function refund(cashier: Cashier, line: BookLine, partMinor: number | null): Promise<number> {
  const { page } = cashier;
  await cashier.goTo('F4', 'history');
  await field(page, 'number').fill(line.paymentRequestId);
  await expect.poll(() => figures(textIn('history-facts'))).toContain(line.amountMinor);
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

  async function textIn(name: string): Promise<string> {
    return field(page, name).innerText();
  }
}
