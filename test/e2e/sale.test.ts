import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  act,
  arrivals,
  charge,
  choose,
  codeOnPhone,
  enter,
  expectCleanAudit,
  expectOnePay,
  field,
  makeProfile,
  readBarcode,
  salesOf,
  state,
  wedge,
} from './counter.ts';
import { closeBrowser, shells, type Till } from './shells.ts';

/**
 * A cashier's day at the screen, over every shell: the very programs that ship, on a faster clock. One start serves all
 * sales of a shell, as in a shop; after a failure the next sale gets a till of its own.
 */

afterAll(closeBrowser);

for (const { name, absent } of shells) if (absent !== null) console.warn(`SKIPPED over ${name}: ${absent}`);

interface Day {
  readonly till: Till;
  readonly folder: string;
  readonly profile: string;
}

describe.for(shells)('over the $name', { timeout: 60_000 }, ({ absent, open }) => {
  let day: Day | null = null;
  let till: Till;
  let profile: string;
  let before = { sales: 0, calls: 0 };

  async function begin(): Promise<Day> {
    const folder = mkdtempSync(join(tmpdir(), 'till-'));
    const made = makeProfile(folder);
    return { till: await open(made), folder, profile: made };
  }

  async function end({ till: ended, folder }: Day): Promise<void> {
    day = null;
    expect(await ended.close()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  }

  const newSales = async () => (await salesOf(profile)).slice(before.sales);
  const newCalls = async () => (await arrivals(profile)).slice(before.calls);

  beforeEach(async (context) => {
    if (absent !== null) context.skip(absent);
    day ??= await begin();
    ({ till, profile } = day);
    before = { sales: (await salesOf(profile)).length, calls: (await arrivals(profile)).length };
    await choose(till.page, 'plain');
    await till.page.keyboard.press('F8');
    await state(till.page, 'idle');
  });

  afterEach(async ({ task }) => {
    if (day !== null && task.result?.state === 'fail') await end(day);
  });

  afterAll(async () => {
    if (day !== null) await end(day);
  });

  test('an amount, a scan, and the receipt of the payment lies on the screen', async () => {
    const { page } = till;
    await enter(page, '12.80');
    expect(await field(page, 'amount').innerText()).toContain('12.80');
    await act(page, 'pay').click();
    await state(page, 'ready');
    await act(page, 'train-hold').click();
    await state(page, 'paid');
    await field(page, 'paper').waitFor();
    await act(page, 'paper').click();
    await page.keyboard.press('F8');
    await page.keyboard.press('Escape');
    // The keys were the dialog's: the till behind it is as it was.
    await state(page, 'paid');
    const source = (await field(page, 'paper').getAttribute('src')) ?? '';
    const picture = Buffer.from(source.replace(/^data:image\/png;base64,/, ''), 'base64');
    const sales = await newSales();
    expect(sales).toMatchObject([{ status: 'paid', amountMinor: 1280, currency: 'CNY' }]);
    const read = readBarcode(picture);
    if (read === null) console.warn('SKIPPED: nobody reads the barcode on the paper, there is no zbarimg');
    else expect(read).toBe(sales[0]?.paymentRequestId);
    await expectCleanAudit(profile);
  });

  test('a whole sale by keyboard alone, the code from a keyboard-wedge scanner', async () => {
    const { page } = till;
    for (const key of ['1', '2', '.', '8', '5', 'Backspace', '0']) await page.keyboard.press(key, { delay: 20 });
    await expect.poll(() => field(page, 'amount').innerText()).toContain('12.80');
    await page.keyboard.press('F12');
    await state(page, 'ready');
    // Whatever has the focus, a scanner's Enter must not press it.
    await act(page, 'stop').focus();
    await wedge(page, await codeOnPhone(page));
    await state(page, 'paid');
    await page.keyboard.press('F6');
    await page.keyboard.press('F8');
    await state(page, 'idle');
    const sales = await newSales();
    expect(sales).toMatchObject([{ status: 'paid', amountMinor: 1280 }]);
  });

  test('a scanner burst never gets into the amount, and a scan without a sale is answered', async () => {
    const { page } = till;
    await enter(page, '7');
    await wedge(page, '281234567890123456');
    await field(page, 'notice').waitFor();
    expect(await field(page, 'amount').innerText()).toContain('7.00');
    expect(await newCalls()).toEqual([]);
  });

  test('success after three inquiries: the customer is waited for, then it is paid', async () => {
    const { page } = till;
    await choose(page, 'third_inquiry');
    await charge(page, '20');
    await state(page, 'waiting');
    await state(page, 'paid');
    const sales = await newSales();
    expectOnePay(await newCalls(), { inquiriesAtLeast: 3 });
    expect(sales).toMatchObject([{ status: 'paid', amountMinor: 2000 }]);
    await expectCleanAudit(profile);
  });

  test('a lost answer is asked for, and no second pay is sent', async () => {
    const { page } = till;
    await choose(page, 'answer_lost');
    await charge(page, '8.80');
    await state(page, 'paid');
    expectOnePay(await newCalls(), { inquiriesAtLeast: 1 });
    await expectCleanAudit(profile);
  });

  test('a customer who never confirms: reversed after a minute, and it may be charged again', async () => {
    const { page } = till;
    await choose(page, 'never_confirms');
    await charge(page, '66');
    await state(page, 'waiting');
    await state(page, 'reversed', 30_000);
    await act(page, 'new').click();
    await choose(page, 'plain');
    await charge(page, '66');
    await state(page, 'paid');
    const sales = await newSales();
    expect(sales.map(({ status }) => status)).toEqual(['reversed', 'paid']);
    await expectCleanAudit(profile);
  });

  test('PIN entered: paid. Declined: not charged. Empty wallet: not charged', async () => {
    const { page } = till;
    await choose(page, 'never_confirms');
    await charge(page, '31');
    await state(page, 'waiting');
    await act(page, 'train-pin').click();
    await state(page, 'paid');
    await act(page, 'new').click();
    await charge(page, '32');
    await state(page, 'waiting');
    await act(page, 'train-decline').click();
    await state(page, 'not_charged');
    await act(page, 'new').click();
    await choose(page, 'plain');
    await act(page, 'train-empty').click();
    await charge(page, '33');
    await state(page, 'not_charged');
    await act(page, 'train-fill').click();
    const sales = await newSales();
    expect(sales.map(({ status }) => status)).toEqual(['paid', 'not_charged', 'not_charged']);
    await expectCleanAudit(profile);
  });

  test('stop takes the payment back and never merely closes it', async () => {
    const { page } = till;
    await choose(page, 'never_confirms');
    await charge(page, '45');
    await state(page, 'waiting');
    await page.keyboard.press('Escape');
    await state(page, 'reversed');
    expect((await newCalls()).map(({ api }) => api)).toContain('cancel');
    await expectCleanAudit(profile);
  });

  test('network out: a slip for the customer, and the reversal goes through when the network is back', async () => {
    const { page } = till;
    await choose(page, 'network_out');
    await charge(page, '77');
    await state(page, 'checking');
    await state(page, 'reversal_pending', 30_000);
    expect(await field(page, 'reversals').innerText()).toContain('1');
    await field(page, 'paper').waitFor();
    await choose(page, 'plain');
    await page.keyboard.press('F5');
    await state(page, 'reversed', 30_000);
    expect(await field(page, 'reversals').innerText()).toContain('0');
    await expectCleanAudit(profile);
  });

  test('the language changes while a payment is under way', async () => {
    const { page } = till;
    await choose(page, 'never_confirms');
    await charge(page, '12');
    await state(page, 'waiting');
    const said = { 'zh-CN': '等待顾客确认', en: 'Waiting', 'zh-HK': '等待顧客確認' };
    const spoken = new Set<string>();
    for (const _ of Object.keys(said)) {
      const lang = await page.locator('html').getAttribute('lang');
      await act(page, 'language').click();
      await expect.poll(() => page.locator('html').getAttribute('lang')).not.toBe(lang);
      const now = (await page.locator('html').getAttribute('lang')) as keyof typeof said;
      spoken.add(now);
      await state(page, 'waiting');
      await expect.poll(() => field(page, 'state').innerText()).toContain(said[now]);
    }
    expect(spoken).toEqual(new Set(Object.keys(said)));
  });
});
