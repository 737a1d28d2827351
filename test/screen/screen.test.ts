import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RequestName } from '../../main/contract/contract.ts';
import type { TerminalView, TrainingView } from '../../main/contract/views.ts';
import type { CustomerLanguage } from '../../main/contract/words/customer.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { type Language, languages } from '../../main/contract/words/language.ts';
import { openingWords } from '../../main/contract/words/opening.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { resultWords } from '../../main/contract/words/result-codes.ts';
import { resultHeadings } from '../../main/contract/words/result-headings.ts';
import { screenWords } from '../../main/contract/words/screen.ts';
import { stateWords } from '../../main/contract/words/states.ts';
import { truthDeskWords } from '../../main/contract/words/truth-desk.ts';
import { closedCode } from '../../main/core/payment-state.ts';
import { overflowing, tooSmall, violations } from './audit.ts';
import { openDoor } from './door.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { openStage } from './stage.ts';
import { idleView, looks, paying, printedJob, type SituationName, situations, trainingView, viewOf } from './views.ts';

/** The built page in Chromium, with a terminal by script: what it shows, what it asks for, and that all can use it. */

const small = { width: 1024, height: 768 } as const;
const large = { width: 1920, height: 1080 } as const;
const names = Object.keys(situations) as SituationName[];

const stage = openStage();

interface Opened {
  readonly view?: TerminalView;
  readonly training?: TrainingView | null;
  readonly size?: { readonly width: number; readonly height: number };
}

async function newContext(): Promise<BrowserContext> {
  const context = await stage.newContext({ viewport: small, reducedMotion: 'reduce' });
  return context;
}

async function open({ view = idleView, training = null, size = small }: Opened = {}): Promise<Page> {
  const page = await stage.page(size);
  await scriptTerminal(page, { view, training });
  await page.goto(stage.address);
  await panel(page).waitFor();
  return page;
}

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`);
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const panel = (page: Page) => field(page, 'state');

async function requests(page: Page, name: RequestName): Promise<readonly unknown[]> {
  return (await asked(page)).filter((each) => each.name === name).map(({ args }) => args);
}

/** The request has been sent; its arguments, the newest. */
async function requested(page: Page, name: RequestName, count = 1): Promise<unknown> {
  await expect.poll(async () => (await requests(page, name)).length).toBe(count);
  return (await requests(page, name)).at(-1);
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key, { delay: 60 });
}

test("the clock shows the shop's time, as the receipts do, wherever the machine thinks it is", async () => {
  const page = await open({ view: { ...idleView, timeZone: 'Asia/Tokyo' } });
  // 06:05:30 UTC.
  expect(await page.locator('.clock').innerText()).toMatch(/^15:05:3\d$/);
});

describe('every situation', () => {
  test.for(languages.flatMap((language) => [small, large].map((size) => ({ language, size, width: size.width }))))(
    'fits the screen in $language at $width',
    async ({ language, size }) => {
      const training = size === small;
      const page = await open({ size, training: training ? trainingView : null });
      for (const name of names.filter((each) => each !== 'recovered')) {
        const view = viewOf(name, language, training);
        // What is said to the customer stands twice where they read another language.
        const devices = { ...view.devices, customerLanguage: language === 'en' ? 'zh-HK' : 'en' } as const;
        await show(page, { ...view, devices }, training ? trainingView : null);
        await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(language);
        expect([await overflowing(page), await tooSmall(page)], name).toEqual([[], []]);
      }
    },
  );

  test.for(looks.flatMap((language) => (['bright', 'dark'] as const).map((theme) => ({ language, theme }))))(
    'has nothing that axe-core objects to, in $language, $theme',
    { timeout: 60_000 },
    async ({ language, theme }) => {
      const page = await open({ training: trainingView });
      if (theme === 'dark') await act(page, 'theme').click();
      for (const name of names) {
        await show(page, viewOf(name, language, true), trainingView);
        const dialogs: Readonly<Record<string, string>> = { recovered: 'recovered', looked: 'truth' };
        const dialog = dialogs[name];
        const shown = dialog === undefined ? panel(page) : field(page, dialog);
        await shown.waitFor();
        expect(await violations(page), name).toEqual([]);
        if (name === 'recovered') await act(page, 'continue').click();
        if (name === 'looked') await act(page, 'close').click();
      }
    },
  );

  test.for(languages)('says the word, the sentence and whether to charge again in %s', async (language) => {
    const page = await open();
    for (const name of names.filter(
      (each) => !['recovered', 'looked', 'refused', 'stopped', 'paper', 'rescue'].includes(each),
    )) {
      await show(page, viewOf(name, language, false));
      await page.locator(`[data-field="state"][data-state="${name}"]`).waitFor();
      const words = stateWords[language][name as keyof (typeof stateWords)[Language]];
      await expect.poll(() => panel(page).innerText()).toContain(words.title);
      const text = await panel(page).innerText();
      expect(text, name).toContain(words.sentence);
      if (!['idle', 'ready', 'paid'].includes(name)) expect(text, name).toContain(words.mayChargeAgain);
    }
  });

  test.for(languages)(
    'a lost journal: why, what goes on, what nobody can read and what to do, in %s',
    async (language) => {
      const page = await open({ view: viewOf('rescue', language, false) });
      const words = screenWords[language].rescue;
      await expect.poll(() => panel(page).innerText()).toContain(words.title);
      const text = await panel(page).innerText();
      expect(text).toContain(words.title);
      expect(text).toContain(refusalSentence(language, 'journal_lost'));
      expect(text).toContain(words.reasons.damaged);
      expect(text).toContain(words.known({ payments: 3, reversals: 2 }));
      expect(text).toContain(words.confirmed({ reversals: 1 }));
      for (const id of situations.rescue.rescue.unreadableIds) expect(text).toContain(id);
      expect(text).toContain(words.whatToDo);
      expect(await field(page, 'stopped').count(), 'said once').toBe(0);
      expect(await act(page, 'pay').getAttribute('aria-disabled')).toBe('true');
    },
  );

  test('what to say to the customer stands out, in their language as well, and is heard after the state', async () => {
    const reading = async (state: SituationName, customerLanguage: CustomerLanguage | null) => {
      const view = viewOf(state, 'zh-HK', false);
      await show(page, { ...view, devices: { ...view.devices, customerLanguage } });
      await page.locator(`[data-field="state"][data-state="${state}"] [data-field="say"]`).waitFor();
      // Its words are fetched by whoever reads them.
      await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('zh-HK');
      return page.locator('.say-words').allInnerTexts();
    };
    const page = await open();
    expect(await reading('ready', 'en')).toEqual(['請出示付款碼', 'Please show your payment code']);
    const [own = '', customers = ''] = await reading('not_charged', 'en');
    expect(own).toBe(resultWords('zh-HK', 'not_charged', 'USER_BALANCE_NOT_ENOUGH').toCustomer);
    expect(customers).toBe(resultWords('en', 'not_charged', 'USER_BALANCE_NOT_ENOUGH').toCustomer);
    expect(await page.locator('.say-customer').getAttribute('lang')).toBe('en');
    expect(await reading('not_charged', 'zh-HK'), 'once where it is the same').toEqual([own]);
    expect(await reading('not_charged', null), 'and where nobody knows').toEqual([own]);
    const live = await page.locator('.panel [aria-live]').evaluateAll((all) => all.map((each) => each.ariaLive));
    expect(live).toEqual(['assertive', 'polite']);
    expect(await violations(page)).toEqual([]);
  });

  test('a reversal that is closed on a word alone is not shown as money returned', async () => {
    const page = await open();
    const closed = { by: 'Lin', why: 'statement', evidence: 'case 4711', atMs: 0, confirmed: false };
    const counter = paying({ status: 'reversed', phase: 'reversed', mayChargeAgain: true, code: closedCode, closed });
    await show(page, { ...idleView, language: 'en', counter });
    const { title, cashier, customer } = truthDeskWords.en.verdicts.closed_by_person;
    const panel = field(page, 'state');
    await expect.poll(() => panel.locator('h1').innerText()).toBe(title);
    const text = await panel.innerText();
    expect(text).toContain(cashier);
    expect(text).toContain(customer);
    expect(text).not.toContain(stateWords.en.reversed.sentence);
    expect(text).not.toContain(resultWords('en', 'reversed', closedCode).money);
  });

  test('loses nothing when the text is twice as large', async () => {
    const page = await open({ training: trainingView });
    // Dialogs scroll.
    for (const name of names.filter((each) => !['recovered', 'looked', 'paper'].includes(each))) {
      await show(page, viewOf(name, 'en', true), trainingView);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      const cut = (await overflowing(page)).filter((each) => !each.endsWith('px too high'));
      expect(cut, name).toEqual([]);
    }
  });

  test('has keys of 20 mm on a 15 inch panel and on a 15.6 inch one', async () => {
    for (const [size, least] of [
      [small, 67],
      [large, 112],
    ] as const) {
      const page = await open({ size });
      const box = await act(page, 'digit-5').boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(least);
    }
  });

  test('keeps the state panel in its place', async () => {
    const page = await open({ view: viewOf('idle', 'en', false) });
    const place = await panel(page).boundingBox();
    for (const name of ['ready', 'refused', 'sending', 'waiting', 'checking', 'reversing', 'paid'] as const) {
      await show(page, viewOf(name, 'en', false));
      const now = await panel(page).boundingBox();
      expect([now?.x, now?.y, now?.width], name).toEqual([place?.x, place?.y, place?.width]);
    }
  });
});

test.for(languages)(
  'in %s a small screen keeps its one row at the top and its keys at the bottom, whatever wants somebody',
  async (language) => {
    const page = await open({ view: viewOf('reversal_pending', language, true), training: trainingView });
    const view = viewOf('reversal_pending', language, true);
    const absent = { state: 'absent', fault: 'display_window_closed', place: 'window', detail: '' } as const;
    const customerLanguage = language === 'en' ? 'zh-CN' : 'en';
    const displayless = { ...view, devices: { ...view.devices, display: absent, customerLanguage } } as const;
    const closed = { ...view.devices.printer, state: 'refused', fault: 'cover_open' } as const;
    const wanted = [
      { ...displayless, openReversals: 1 },
      { ...displayless, openReversals: 12, recovered: view.recovered.slice(0, 1) },
      { ...displayless, openReversals: 12, devices: { ...displayless.devices, printer: closed } },
    ];
    for (const wants of wanted) {
      await show(page, { ...wants, gateway: 'unknown' }, trainingView);
      await page.locator('[data-device="display"][data-condition="absent"]').waitFor();
      for (const size of [small, { width: 1280, height: 800 }]) {
        await page.setViewportSize(size);
        const { strip, whole } = await page.evaluate(() => ({
          strip: document.querySelector('.strip')?.getBoundingClientRect().height ?? 0,
          whole: document.documentElement.scrollHeight,
        }));
        expect(strip, `${size.width}: ${JSON.stringify(wants.devices)}`).toBeLessThan(60);
        expect(whole, 'the keys are below the screen').toBeLessThanOrEqual(size.height);
      }
    }
  },
);

describe('the pay button says why it is off', () => {
  const why = screenWords.en.off;
  test.for([
    ['idle', why.noAmount],
    ['ready', why.scanFirst],
    ['sending', why.checking],
    ['reversing', why.checking],
    ['paid', why.newSaleFirst],
    ['held', why.decideFirst],
    ['stopped', refusalSentence('en', 'storage_failed')],
  ] as const)('in %s', async ([name, reason]) => {
    const page = await open({ view: viewOf(name, 'en', false) });
    const pay = act(page, 'pay');
    expect(await pay.getAttribute('aria-disabled')).toBe('true');
    expect(await pay.innerText()).toContain(reason);
    await pay.focus();
    await page.keyboard.press('F12');
    await field(page, 'notice').waitFor();
    expect(await field(page, 'notice').innerText()).toContain(reason);
    expect(await requests(page, 'sale.start')).toEqual([]);
  });

  test('and the keypad says that the limit is reached', async () => {
    const page = await open({ view: { ...viewOf('idle', 'en', false), amountMinorMax: 99_900 } });
    await press(page, '9', '9', '9', '9');
    expect(await field(page, 'amount').innerText()).toContain('999.00');
    expect(await field(page, 'notice').innerText()).toContain(refusalSentence('en', 'above_limit'));
  });
});

describe('a sale', () => {
  test('by keyboard alone: typed, corrected, opened, stopped, corrected, opened', async () => {
    const page = await open({ view: viewOf('idle', 'en', false) });
    await press(page, '1', '2', '.', '8', '5', 'Backspace', '0');
    await expect.poll(() => field(page, 'amount').innerText()).toContain('12.80');
    await page.keyboard.press('F12');
    const started = { orderId: null, amountMinor: 1_280, differentCustomer: false };
    // Of the seven keys five have changed the amount: not the point, and not the last zero.
    expect(await requested(page, 'sale.start')).toEqual({ ...started, entryVersion: 5 });
    const ready = {
      state: 'ready',
      orderId: 'A',
      amountMinor: 1_280,
      order: null,
      payment: null,
      notice: null,
      tone: null,
      looked: null,
      asked: null,
    } as const;
    const idle = viewOf('idle', 'en', false);
    await show(page, { ...idle, counter: ready, entry: { ...idle.entry, version: 6 } });
    await page.locator('[data-field="state"][data-state="ready"]').waitFor();
    await page.keyboard.press('Escape');
    await requested(page, 'sale.stop');
    await show(page, { ...idle, entry: { ...idle.entry, version: 7, amountMinor: 1_280 } });
    await page.locator('[data-field="state"][data-state="idle"]').waitFor();
    await press(page, 'Backspace', '5', 'F12');
    expect(await requested(page, 'sale.start', 2)).toMatchObject({ ...started, amountMinor: 1_285 });
  });

  test('stopped by a page that was loaded after it was opened keeps its amount', async () => {
    const page = await open({ view: viewOf('ready', 'en', false) });
    await act(page, 'stop').click();
    await requested(page, 'sale.stop');
    const idle = viewOf('idle', 'en', false);
    await show(page, { ...idle, entry: { ...idle.entry, version: 1, amountMinor: 12_800 } });
    await expect.poll(() => field(page, 'amount').innerText()).toContain('128.00');
  });

  test('a payment under way is stopped by the terminal and cannot be put aside', async () => {
    const page = await open({ view: viewOf('checking', 'en', false) });
    await press(page, '5', 'F8', 'F12');
    expect(await asked(page)).toEqual([]);
    expect(await field(page, 'amount').innerText()).toContain('128.00');
    await page.keyboard.press('Escape');
    expect(await requested(page, 'sale.stop')).toEqual({});
    await page.locator('[data-field="state"][data-state="checking"]').waitFor();
  });

  test.for(['paid', 'not_charged', 'reversed'] as const)('after %s the next digit is the next sale', async (name) => {
    const page = await open({ view: viewOf(name, 'en', false) });
    await press(page, '7');
    await requested(page, 'sale.clear');
    await show(page, viewOf('idle', 'en', false));
    await press(page, '5');
    await expect.poll(() => field(page, 'amount').innerText()).toContain('75.00');
    await page.locator('[data-field="state"][data-state="idle"]').waitFor();
  });

  test.for(['reversal_pending', 'held', 'undecided'] as const)('%s is put aside by hand only', async (name) => {
    const page = await open({ view: viewOf(name, 'en', false) });
    await press(page, '7');
    await field(page, 'notice').waitFor();
    expect(await requests(page, 'sale.clear')).toEqual([]);
    await page.keyboard.press('F8');
    await requested(page, 'sale.clear');
  });

  test('not charged: the same order is charged again by the pay button', async () => {
    const page = await open({ view: viewOf('not_charged', 'en', false) });
    await page.keyboard.press('F12');
    expect(await requested(page, 'sale.start')).toEqual({
      orderId: situations.not_charged.counter.orderId,
      amountMinor: 12_800,
      differentCustomer: false,
      entryVersion: 0,
    });
  });

  test('the last receipt can be printed again in the next sale', async () => {
    const page = await open({ view: viewOf('paid', 'en', false) });
    await show(page, viewOf('idle', 'en', false));
    await page.keyboard.press('F6');
    expect(await requested(page, 'payment.reprint')).toEqual({
      id: situations.paid.counter.payment?.paymentRequestId,
    });
    await expect.poll(() => field(page, 'notice').innerText()).toContain(screenWords.en.done.reprinted);
  });

  test('a copy that the printer cannot print yet is said to wait, and why; green it is when it is on its way', async () => {
    const page = await open({ view: viewOf('paid', 'en', false) });
    const { printer, devices } = viewOf('paid', 'en', false);
    const report = { state: 'refused', fault: 'cover_open', place: '', detail: '' } as const;
    const copy = { ...printedJob, state: 'queued', copy: true, fault: report } as const;
    await page.keyboard.press('F6');
    await requested(page, 'payment.reprint');
    const says = () => field(page, 'notice').innerText();
    const isGreen = () => page.locator('[data-field="notice"].notice-done').count();
    const held = { ...viewOf('paid', 'en', false), printer: { ...printer, waiting: 1, job: copy } };
    await show(page, { ...held, devices: { ...devices, printer: report } });
    await expect.poll(says).toBe(`${screenWords.en.reprint.waits} ${deviceSentence('en', report)}`);
    expect(await isGreen()).toBe(0);
    await show(page, { ...held, printer: { ...held.printer, printing: true } });
    await expect.poll(says).toBe(screenWords.en.done.reprinted);
    expect(await isGreen()).toBe(1);
    const given = { ...held, printer: { ...held.printer, waiting: 0, job: { ...copy, state: 'failed' as const } } };
    await show(page, given);
    await expect.poll(says).toBe(`${screenWords.en.reprint.failed} ${deviceSentence('en', report)}`);
    expect(await isGreen()).toBe(0);
  });

  test('open reversals are sent by key', async () => {
    const page = await open({ view: viewOf('reversal_pending', 'en', false) });
    expect(await field(page, 'reversals').innerText()).toContain('1');
    await page.keyboard.press('F5');
    await requested(page, 'reversals.send');
  });

  test('two equal refusals in a row are two lines to a reader', async () => {
    const page = await open({ view: viewOf('refused', 'en', false) });
    const first = await field(page, 'notice').elementHandle();
    const view = viewOf('refused', 'en', false);
    await show(page, { ...view, counter: { ...view.counter, notice: { reason: 'code_already_used', number: 2 } } });
    await expect.poll(() => first?.evaluate((line) => line.isConnected)).toBe(false);
    expect(await field(page, 'notice').innerText()).toContain(refusalSentence('en', 'code_already_used'));
  });

  test('seconds go on between two views, and are never announced', async () => {
    const page = await open({ view: viewOf('checking', 'en', false) });
    const elapsed = async () => Number.parseInt(await field(page, 'elapsed').innerText(), 10);
    const first = await elapsed();
    expect([12, 13]).toContain(first);
    await expect.poll(elapsed, { timeout: 3_000 }).toBe(first + 1);
    expect((await panel(page).locator('[aria-live]').allInnerTexts()).join(' ')).not.toMatch(/\d+ s/);
    expect(await field(page, 'elapsed').evaluate((shown) => shown.closest('[aria-hidden="true"]') !== null)).toBe(true);
  });
});

describe('a question', () => {
  async function sameAmount(): Promise<Page> {
    const page = await open({ view: viewOf('idle', 'en', false) });
    await answer(page, 'sale.start', { ok: false, reason: 'same_amount_unsettled' });
    await press(page, '5');
    await act(page, 'pay').focus();
    await page.keyboard.press('F12');
    await field(page, 'same-amount').waitFor();
    return page;
  }
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-act'));

  test('takes the focus, keeps it in, and gives it back; Escape charges nothing', async () => {
    const page = await sameAmount();
    expect(await focused(page)).toBe('same-customer');
    for (const expected of ['different-customer', 'same-customer', 'different-customer']) {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(expected);
    }
    await press(page, '7', 'F12');
    await page.keyboard.press('Escape');
    await field(page, 'same-amount').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('pay');
    expect(await requests(page, 'sale.start')).toHaveLength(1);
    expect(await field(page, 'amount').innerText()).toContain('5.00');
    expect(await violations(page)).toEqual([]);
  });

  test('"someone else" opens the sale, once', async () => {
    const page = await sameAmount();
    expect(await violations(page)).toEqual([]);
    await answer(page, 'sale.start', { ok: true, orderId: 'B' });
    await act(page, 'different-customer').click();
    const expected = { orderId: null, amountMinor: 500, differentCustomer: true, entryVersion: 1 };
    expect(await requested(page, 'sale.start', 2)).toEqual(expected);
  });
});

describe('payments of the last run', () => {
  const view = viewOf('recovered', 'en', false);
  const [undecided, found] = situations.recovered.recovered;

  test('stand before everything, follow the terminal, and are put aside until new ones come', async () => {
    const page = await open({ view });
    await field(page, 'recovered').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName), 'an Enter too many answers nothing').toBe('H2');
    const card = page.locator(`[data-payment="${found.paymentRequestId}"]`);
    expect(await card.getAttribute('data-state')).toBe('checking');
    expect(await card.innerText()).toContain('45.00');
    const reversed = { ...found, status: 'reversed', phase: 'reversed', mayChargeAgain: true } as const;
    await show(page, { ...view, recovered: [undecided, reversed] });
    await page.locator(`[data-payment="${found.paymentRequestId}"][data-state="reversed"]`).waitFor();
    await act(page, 'continue').click();
    await field(page, 'recovered').waitFor({ state: 'detached' });
    await page.reload();
    await panel(page).waitFor();
    expect(await field(page, 'recovered').count()).toBe(0);
    await act(page, 'recovered').click();
    await field(page, 'recovered').waitFor();
    await page.keyboard.press('Escape');
    const third = { ...found, paymentRequestId: `${found.paymentRequestId.slice(0, -1)}9` };
    await show(page, { ...view, recovered: [undecided, found, third] });
    await field(page, 'recovered').waitFor();
  });

  test('a person decides by name, and nothing is decided without one', async () => {
    const page = await open({ view });
    await act(page, 'keep').click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-field'))).toBe('by');
    expect(await requests(page, 'payment.decide')).toEqual([]);
    await page.keyboard.type('Lin', { delay: 80 });
    await act(page, 'keep').click();
    expect(await requested(page, 'payment.decide')).toEqual({
      id: undecided.paymentRequestId,
      decision: 'keep',
      by: 'Lin',
      why: screenWords.en.decide.whyKept,
    });
  });

  test('what needs a person is one touch away, and a held payment can only be returned', async () => {
    const page = await open({ view: viewOf('held', 'en', false) });
    await act(page, 'attention').click();
    await page.locator('[data-field="recovered"] [data-alarm="amount_mismatch"]').waitFor();
    expect(await act(page, 'keep').count()).toBe(0);
    expect(await act(page, 'return').count()).toBe(1);
  });
});

describe('language and theme', () => {
  test('change by key, in mid-payment, and are remembered', async () => {
    const page = await open({ view: viewOf('waiting', 'zh-CN', false) });
    await press(page, 'Shift+F4', 'F7');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await panel(page).innerText()).toContain(stateWords.en.waiting.title);
    await page.reload();
    await panel(page).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  test('training is written across the screen, and only there', async () => {
    const page = await open({ view: viewOf('idle', 'en', true), training: trainingView });
    expect(await field(page, 'training').innerText()).toContain('TRAINING');
    await show(page, viewOf('idle', 'en', false));
    await field(page, 'training').waitFor({ state: 'detached' });
  });
});

describe('the way to the terminal', () => {
  test('a terminal that falls silent is said to be lost, nothing can be done, and it comes back by itself', async () => {
    const door = await openDoor(viewOf('checking', 'en', false));
    const page = await (await newContext()).newPage();
    await page.goto(door.address);
    await panel(page).waitFor();
    expect(door.hellos()).toHaveLength(1);
    door.cut();
    await field(page, 'lost').waitFor();
    expect(await field(page, 'lost').innerText()).toContain('do not charge again');
    expect(await act(page, 'pay').innerText()).toContain(screenWords.en.off.lost);
    for (const name of ['stop', 'new', 'digit-1', 'reprint', 'reversals']) {
      expect(await act(page, name).getAttribute('aria-disabled'), name).toBe('true');
    }
    await page.keyboard.press('Escape');
    door.mend(viewOf('paid', 'en', false));
    await page.locator('[data-field="state"][data-state="paid"]').waitFor();
    await field(page, 'lost').waitFor({ state: 'detached' });
    expect(door.asked(), 'nothing is sent again').toEqual([]);
    const [first, second] = door.hellos();
    expect(second?.session).not.toBe(first?.session);
    expect(second?.page).not.toBe(first?.page);
    expect(second?.page).toMatch(/^[0-9a-f]{32}$/);
    await door.close();
  });

  test('a request that was under way when the terminal was lost is not sent again', async () => {
    const door = await openDoor(viewOf('idle', 'en', false), { answers: false });
    const page = await (await newContext()).newPage();
    await page.goto(door.address);
    await panel(page).waitFor();
    await press(page, '5', 'F12');
    await expect.poll(() => door.asked()).toEqual(['counter.enter', 'sale.start']);
    door.cut();
    await field(page, 'lost').waitFor();
    door.mend(viewOf('idle', 'en', false));
    await field(page, 'lost').waitFor({ state: 'detached' });
    // What stands there still is told anew: a terminal forgets what no screen shows. The sale is not.
    await expect.poll(() => door.asked()).toEqual(['counter.enter', 'sale.start', 'counter.enter']);
    expect(await field(page, 'amount').innerText()).toContain('5.00');
    await expect.poll(() => act(page, 'pay').getAttribute('aria-disabled')).toBe('false');
    await door.close();
  });

  test('a page that is not let in says so from the start', async () => {
    const page = await (await newContext()).newPage();
    await page.goto(stage.address);
    await field(page, 'lost').waitFor();
  });

  test("Electron's port is taken where there is one, and no HTTP door is opened", async () => {
    const context = await newContext();
    const page = await context.newPage();
    const paths: string[] = [];
    page.on('request', (request) => paths.push(new URL(request.url()).pathname));
    await scriptTerminal(page, { view: viewOf('idle', 'en', false), training: null });
    await page.goto(stage.address);
    await panel(page).waitFor();
    expect(paths.filter((path) => path.startsWith('/door'))).toEqual([]);
  });
});

describe('what the first sale does not need', () => {
  const later = /\/assets\/(contract|papers|result-codes|devices|device-sheet|setup-page|page)-[^/]{8}\.(js|css)$/;

  test('is fetched again after it could not be had, and the sale goes on without it', async () => {
    const page = await (await newContext()).newPage();
    let isCut = true;
    await page.route(later, (route) => (isCut ? route.abort() : route.continue()));
    await scriptTerminal(page, { view: viewOf('not_charged', 'en', false), training: null });
    await page.goto(stage.address);
    const words = stateWords.en.not_charged;
    await expect.poll(() => panel(page).innerText()).toContain(words.mayChargeAgain);
    await act(page, 'papers').click();
    await field(page, 'coming').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await field(page, 'coming').waitFor({ state: 'detached' });
    await page.keyboard.press('F12');
    await requested(page, 'sale.start');
    isCut = false;
    await expect.poll(() => panel(page).innerText(), { timeout: 6_000 }).toContain(resultHeadings.en.money);
    await answer(page, 'print.list', { jobs: [] });
    await act(page, 'papers').click();
    await field(page, 'papers').waitFor();
  });

  test('a till is shown in its own language or not at all, and says why while its words cannot be had', async () => {
    const page = await (await newContext()).newPage();
    let isCut = true;
    await page.route(/\/assets\/hong-kong-/, (route) => (isCut ? route.abort() : route.continue()));
    await page.addInitScript(() => {
      const said = new Set<string>();
      Object.assign(window, { said });
      new MutationObserver(() => {
        const text = document.querySelector('[role="status"], [data-field="state"] h1')?.textContent;
        if (typeof text === 'string') said.add(text);
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    await scriptTerminal(page, { view: viewOf('idle', 'zh-HK', false), training: null });
    await page.goto(stage.address);
    const { connecting, wordless } = openingWords['zh-HK'];
    await page.getByText(wordless).waitFor();
    expect(await violations(page)).toEqual([]);
    await press(page, '5', 'F12');
    expect(await asked(page), 'what nobody can read asks for nothing').toEqual([]);
    isCut = false;
    await panel(page).waitFor({ timeout: 6_000 });
    const first = stateWords['zh-HK'].idle.title;
    expect(await panel(page).innerText()).toContain(first);
    // The browser speaks English, and has said so before the terminal answered at most.
    const said = await page.evaluate(() => [...(window as unknown as { said: Set<string> }).said]);
    expect([openingWords.en.connecting, connecting, wordless, first]).toEqual(expect.arrayContaining(said));
    await press(page, '5', 'F12');
    await requested(page, 'sale.start');
  });

  test('asks no question of a paper that nobody can see yet, whatever is typed', async () => {
    const page = await (await newContext()).newPage();
    await page.route(/\/assets\/papers-/, (route) => route.abort());
    await scriptTerminal(page, { view: viewOf('paper', 'en', false), training: null });
    await page.goto(stage.address);
    await panel(page).waitFor();
    await press(page, 'y', 'n', '5');
    expect(await asked(page)).toEqual([]);
  });
});

test('a quick amount and its payment leave the counter empty for the next customer', async () => {
  const page = await open({ view: viewOf('idle', 'en', false) });
  await press(page, '5');
  await show(page, {
    ...viewOf('paid', 'en', false),
    counter: paying({ status: 'paid', phase: 'paid', amountMinor: 500 }),
  });
  await show(page, viewOf('idle', 'en', false));
  await expect.poll(() => field(page, 'amount').innerText()).toContain('0.00');
});

describe("the training customer's phone", () => {
  const sum = { amountMinor: 12_800, currency: 'CNY' } as const;
  const code = trainingView.code;
  const phones: Readonly<Record<string, TrainingView>> = {
    'shows a code': trainingView,
    'has none yet': { ...trainingView, code: null },
    'shows an expired one': { ...trainingView, code: code === null ? null : { ...code, expired: true } },
    'is asked for a PIN': { ...trainingView, scenario: 'never_confirms', asked: sum },
    'is empty and declined': { ...trainingView, empty: true, last: { ...sum, result: 'declined' } },
    'has got its money back': { ...trainingView, scenario: 'network_out', last: { ...sum, result: 'returned' } },
  };

  test.for(looks.flatMap((language) => (['bright', 'dark'] as const).map((theme) => ({ language, theme }))))(
    'is readable, with nothing cut off, in $language, $theme',
    { timeout: 60_000 },
    async ({ language, theme }) => {
      const page = await open({ training: trainingView, view: viewOf('ready', language, true) });
      if (theme === 'dark') await act(page, 'theme').click();
      for (const [name, phone] of Object.entries(phones)) {
        await show(page, viewOf('ready', language, true), phone);
        await page
          .locator(`[data-act="${phone.empty ? 'fill' : 'empty'}"], [data-act^="train-"]`)
          .first()
          .waitFor();
        const cut = await page
          .locator('.till-training button')
          .evaluateAll((buttons) =>
            buttons.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent),
          );
        expect([cut, await violations(page)], name).toEqual([[], []]);
      }
    },
  );

  test('is held to the scanner, confirms and declines by its keys', async () => {
    const asked = { ...trainingView, asked: sum };
    const page = await open({ training: asked, view: viewOf('waiting', 'en', true) });
    await press(page, 'F10', 'Shift+F2', 'Shift+F3');
    expect(await requested(page, 'training.act', 3)).toEqual({ act: 'decline' });
    expect(await requests(page, 'training.act')).toEqual([{ act: 'hold' }, { act: 'pin' }, { act: 'decline' }]);
  });

  test('takes a scenario by keyboard alone', async () => {
    const page = await open({ training: trainingView });
    await page.locator('[data-act="scenario-plain"] input').focus();
    await press(page, 'ArrowDown');
    expect(await requested(page, 'training.scenario')).toEqual({ scenario: 'third_inquiry' });
    await show(page, viewOf('idle', 'en', true), { ...trainingView, scenario: 'network_out' });
    const isRead = (): Promise<boolean> =>
      page.locator('[data-act="scenario-network_out"]').evaluate((card) => {
        const { top, bottom } = card.parentElement?.parentElement?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
        const own = card.getBoundingClientRect();
        return own.top >= top - 1 && own.bottom <= bottom + 1;
      });
    await expect.poll(isRead, { message: 'the chosen card shows what will happen' }).toBe(true);
  });

  test('shows what can be done to the simulated devices next, and does it by keyboard', async () => {
    const printer = { paper: 'out', coverOpen: true, jammed: false } as const;
    const page = await open({ training: { ...trainingView, printer } });
    await page.locator('[data-act="hands"]').focus();
    await press(page, 'Enter');
    const acts = await page.locator('.train-hold button').evaluateAll((all) => all.map((one) => one.dataset['act']));
    const ofPrinter = ['printer-load_paper', 'printer-close_cover', 'printer-jam'];
    expect(acts).toEqual([...ofPrinter, 'scanner-half', 'scanner-twice', 'scanner-rubbish', 'scanner-unplug']);
    await page.locator('[data-act="printer-load_paper"]').focus();
    await press(page, 'Enter');
    expect(await requested(page, 'training.printer')).toEqual({ act: 'load_paper' });
    await page.locator('[data-act="scanner-unplug"]').focus();
    await press(page, 'Enter');
    expect(await requested(page, 'training.scanner')).toEqual({ act: 'unplug' });
  });
});
