import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RequestName } from '../../main/contract/contract.ts';
import { type CounterSettings, usualCounter } from '../../main/contract/counter.ts';
import { emptyOrder } from '../../main/contract/order-views.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { counterWords } from '../../main/contract/words/counter.ts';
import { settingsWords } from '../../main/contract/words/settings.ts';
import { keyedActs } from '../../renderer/keymap.ts';
import { themeAt } from '../../renderer/theme.ts';
import { overflowing, tooSmall, violations } from './audit.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { openStage } from './stage.ts';
import { idleView, trainingView, viewOf } from './views.ts';

/** The till as its cashier and its manager set it up: modes, questions before a charge, keys, sides, stale touches. */

const stage = openStage();

async function open(settings: Partial<CounterSettings> = {}, more: Partial<TerminalView> = {}): Promise<Page> {
  const page = await stage.page({ width: 1024, height: 768 });
  const view = { ...idleView, ...more, settings: { ...usualCounter, ...settings } };
  page.setDefaultTimeout(5_000);
  await scriptTerminal(page, { view, training: null });
  await page.goto(stage.address);
  await field(page, 'state').waitFor();
  return page;
}

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`);
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const code = '281234567890123456';

async function requests(page: Page, ...names: RequestName[]): Promise<readonly unknown[]> {
  return (await asked(page)).filter(({ name }) => names.includes(name)).map(({ args }) => args);
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key, { delay: 60 });
}

/** As a keyboard scanner types it. */
async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate((typed) => {
    for (const digit of typed) {
      const key = { code: `Digit${digit}`, key: digit, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', key));
    }
    const enter = { code: 'Enter', key: 'Enter', bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', enter));
  }, text);
}

const entered = (amountMinor: number, orderId: string | null = null, note = '') => ({
  amountMinor,
  orderId,
  order: { ...emptyOrder, note },
});

describe('what is entered', () => {
  test('is told with every key, in order, before the scan that charges it; the screen says that a scan will', async () => {
    const page = await open({ mode: 'scan_charges' });
    await press(page, '1', '2', '8');
    await page.locator('[data-field="state"][data-state="ready"]').waitFor();
    // Beyond the pause that belongs to typing.
    await press(page, 'ArrowDown', 'ArrowDown');
    await scan(page, code);
    await expect
      .poll(() => requests(page, 'counter.enter', 'sale.code'))
      .toEqual([
        { version: 0, entered: entered(100) },
        { version: 1, entered: entered(1_200) },
        { version: 2, entered: entered(12_800) },
        { text: code, source: 'wedge' },
      ]);
    expect(await field(page, 'state').locator('h1').innerText()).toBe('请扫顾客付款码');
    // Above the manager's limit a scan will not.
    await show(page, { ...idleView, settings: { ...usualCounter, mode: 'scan_charges', confirmAboveMinor: 12_799 } });
    await page.locator('[data-field="state"][data-state="idle"]').waitFor();
    expect(await field(page, 'state').innerText(), 'what comes next is the key').toMatch(/^请按「收款」\s/);
    await press(page, 'F8');
    await expect.poll(() => field(page, 'state').innerText()).toMatch(/^请输入金额\s/);
  });

  test('elsewhere is shown here, and the terminal is told that it is: in plain sight, or behind a dialog', async () => {
    const page = await open();
    await show(page, { ...idleView, entry: { version: 3, ...entered(500, 'SHOP-1', 'gift') } });
    await expect.poll(() => field(page, 'amount').innerText()).toContain('5.00');
    expect(await field(page, 'order').innerText()).toBe('SHOP-1');
    expect(await field(page, 'note').innerText()).toBe('gift');
    await press(page, 'F11');
    await field(page, 'keys').waitFor();
    await press(page, 'Escape');
    await expect
      .poll(() => requests(page, 'counter.shows'))
      .toEqual([
        { version: 3, inSight: true },
        { version: 3, inSight: false },
        { version: 3, inSight: true },
      ]);
    // The next key goes on from there.
    await press(page, 'Delete');
    await expect
      .poll(() => requests(page, 'counter.enter'))
      .toEqual([{ version: 3, entered: entered(0, 'SHOP-1', 'gift') }]);
  });

  test("is in nobody's sight on a page that is behind another one, and is again when it comes back", async () => {
    const page = await open();
    await show(page, { ...idleView, entry: { version: 3, ...entered(500) } });
    await expect.poll(() => field(page, 'amount').innerText()).toContain('5.00');
    const isHidden = (hidden: boolean) =>
      page.evaluate((is) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => is });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await isHidden(true);
    await isHidden(false);
    await expect
      .poll(() => requests(page, 'counter.shows'))
      .toEqual([
        { version: 3, inSight: true },
        { version: 3, inSight: false },
        { version: 3, inSight: true },
      ]);
  });

  test('a change that came too late gives way to what stands there', async () => {
    const page = await open();
    await answer(page, 'counter.enter', { ok: false, reason: 'entry_changed' });
    await show(page, { ...idleView, entry: { version: 2, ...entered(700) } });
    await expect.poll(() => field(page, 'amount').innerText()).toContain('7.00');
    await press(page, 'Delete');
    await field(page, 'notice').waitFor();
    await expect.poll(() => field(page, 'amount').innerText()).toContain('¥7.00');
  });

  test('has a reference and a note, which the sale is opened with; a reference with blanks is not kept', async () => {
    const page = await open({}, { language: 'en' });
    await press(page, '5', 'Shift+F8');
    await field(page, 'order-details').waitFor();
    await page.locator('[name="reference"]').fill('SHOP 7');
    expect(await page.locator('dialog [role="alert"]').first().innerText()).toBe(counterWords.en.order.badReference);
    await press(page, 'Enter');
    expect(await field(page, 'order-details').isVisible()).toBe(true);
    await page.locator('[name="reference"]').fill('SHOP-7');
    await page.locator('[name="note"]').fill('two bags');
    await act(page, 'keep-order').click();
    await field(page, 'order-details').waitFor({ state: 'detached' });
    await press(page, 'F12');
    await expect
      .poll(() => requests(page, 'sale.start'))
      .toEqual([
        {
          orderId: 'SHOP-7',
          amountMinor: 500,
          differentCustomer: false,
          order: { note: 'two bags', lines: [] },
          entryVersion: 2,
        },
      ]);
  });
});

describe('a large amount', () => {
  test('is asked about in large figures; Enter and a scan charge nothing, the word of a person does', async () => {
    const page = await open({ confirmAboveMinor: 10_000 });
    await answer(page, 'sale.start', { ok: false, reason: 'amount_needs_confirmation' });
    await press(page, '1', '2', '8', 'F12');
    expect(await field(page, 'amount-asked').innerText()).toBe('¥128.00');
    await press(page, 'ArrowDown', 'ArrowDown');
    await scan(page, code);
    await expect.poll(() => requests(page, 'sale.code')).toEqual([{ text: code, source: 'wedge' }]);
    expect(await field(page, 'confirm-amount').isVisible()).toBe(true);
    // An Enter on the heels of a scan is the scanner's own second one.
    await press(page, 'ArrowDown', 'Enter');
    await field(page, 'confirm-amount').waitFor({ state: 'detached' });
    const first = { orderId: null, amountMinor: 12_800, differentCustomer: false, entryVersion: 3 };
    expect(await requests(page, 'sale.start')).toEqual([first]);
    await press(page, 'F12');
    await field(page, 'confirm-amount').waitFor();
    await answer(page, 'sale.start', { ok: false, reason: 'same_amount_unsettled' });
    await act(page, 'amount-right').click();
    await act(page, 'different-customer').click();
    await expect
      .poll(() => requests(page, 'sale.start'))
      .toEqual([first, first, { ...first, confirmed: true }, { ...first, confirmed: true, differentCustomer: true }]);
  });
});

describe('the settings', () => {
  test('send each change whole, say what came of it, and are found by a word', async () => {
    const page = await open({}, { language: 'en' });
    await press(page, 'Shift+F1');
    await page.locator('[data-choice="mode-scan_charges"]').click();
    await page.locator('[name="limit"]').fill('5.0.0');
    await act(page, 'keep-limit').click();
    await expect.poll(() => field(page, 'settings-told').innerText()).toBe(settingsWords.en.limit.wrong);
    await page.locator('[name="limit"]').fill('5,000.5');
    await act(page, 'keep-limit').click();
    await expect.poll(() => field(page, 'settings-told').innerText()).toBe(settingsWords.en.taken);
    await answer(page, 'counter.change', { ok: false, reason: 'config_unwritable', why: 'EROFS' });
    await page.locator('[data-choice="keypad-left"]').click();
    await expect.poll(() => field(page, 'settings-told').innerText()).toContain('EROFS');
    expect(await requests(page, 'counter.change')).toEqual([
      { settings: { ...usualCounter, mode: 'scan_charges' } },
      { settings: { ...usualCounter, confirmAboveMinor: 500_050 } },
      { settings: { ...usualCounter, keypad: 'left' } },
    ]);
    await page.locator('[type="search"]').fill('keypad');
    expect(await page.locator('.settings-part').count()).toBe(1);
    await field(page, 'settings-screen').waitFor();
  });

  test('a second change does not take the first back, however soon it comes', async () => {
    const page = await open({}, { language: 'en' });
    await press(page, 'Shift+F1');
    await field(page, 'settings-screen').waitFor();
    const changed = { ...idleView, language: 'en', settings: { ...usualCounter, mode: 'scan_charges' } } as const;
    await page.evaluate((view) => {
      const choose = (name: string): void =>
        document.querySelector<HTMLElement>(`[data-choice="${name}"] input`)?.click();
      choose('mode-scan_charges');
      window.terminalScript.show(view, null);
      choose('keypad-left');
    }, changed);
    await expect.poll(() => requests(page, 'counter.change')).toHaveLength(2);
    expect((await requests(page, 'counter.change'))[1]).toEqual({
      settings: { ...usualCounter, mode: 'scan_charges', keypad: 'left' },
    });
  });

  test('a key that is another now stands so on the sheet of devices and on the set-up page too', async () => {
    const page = await open({ keys: { setup: 'Shift+F10', proof: 'Shift+F11' } }, { language: 'en' });
    await act(page, 'device-scanner').click();
    expect(await act(page, 'sheet-setup').getAttribute('aria-keyshortcuts')).toBe('Shift+F10');
    expect(await act(page, 'sheet-proof').getAttribute('aria-keyshortcuts')).toBe('Shift+F11');
    await act(page, 'sheet-setup').click();
    expect(await act(page, 'scanner-check').getAttribute('aria-keyshortcuts')).toBe('Shift+F11');
  });

  test('a key is given to another act: buttons, keyboard and the list agree, and the old key does nothing', async () => {
    const page = await open({ keys: { newSale: 'F9', returns: 'Shift+F5' } }, { language: 'en' });
    expect(await act(page, 'new').getAttribute('aria-keyshortcuts')).toBe('F9');
    expect(await act(page, 'new').innerText()).toContain('F9');
    await press(page, '5', 'F8');
    await expect.poll(() => field(page, 'amount').innerText()).toContain('5.00');
    await press(page, 'F9');
    await expect.poll(() => requests(page, 'sale.clear')).toHaveLength(1);
    await press(page, 'F11');
    expect(await page.locator('[data-key-of="newSale"]').innerText()).toContain('F9');
    await press(page, 'Escape', 'Shift+F1');
    const choice = page.locator('[name="key-newSale"]');
    // What another act has cannot be taken, and says whose it is.
    expect(await choice.locator('option[value="F6"]').isDisabled()).toBe(true);
    expect(await choice.locator('option[value="F6"]').innerText()).toContain(settingsWords.en.acts['reprint']);
    expect(await page.locator('[name="key-stop"]').count(), 'Escape stays with stopping').toBe(0);
    await choice.selectOption('F8');
    await expect
      .poll(() => requests(page, 'counter.change'))
      .toEqual([{ settings: { ...usualCounter, keys: { returns: 'Shift+F5' } } }]);
  });

  test('every act has a name in every language', () => {
    for (const [language, { acts }] of Object.entries(settingsWords))
      expect(
        keyedActs.filter((name) => acts[name] === undefined),
        language,
      ).toEqual([]);
  });

  test.for([
    ['06:59', 'dark'],
    ['07:00', 'bright'],
    ['18:59', 'bright'],
    ['19:00', 'dark'],
  ] as const)('between the dark hours of the shop the screen is dark: at %s it is %s', ([time, theme]) => {
    const atMs = Date.parse(`2026-11-20T${time}:00+08:00`);
    const hours = { from: '19:00', until: '07:00' };
    expect(themeAt('auto', hours, atMs, 'Asia/Shanghai')).toBe(theme);
    expect(themeAt('auto', null, atMs, 'Asia/Shanghai')).toBe('bright');
    expect(themeAt('dark', hours, atMs, 'Asia/Shanghai'), 'the cashier has chosen').toBe('dark');
  });
});

test('for the left-handed the keypad stands left of the amount, and nothing is lost', async () => {
  const page = await open({ keypad: 'left' });
  const [keys, sum] = [await page.locator('.keys').boundingBox(), await page.locator('.sum').boundingBox()];
  expect(keys?.x).toBeLessThan(sum?.x ?? 0);
  expect(await overflowing(page)).toEqual([]);
});

test('of two touches on a blocked page the second does nothing, and says so: the first has changed the screen', async () => {
  const page = await open();
  await page.evaluate(() => {
    const key = document.querySelector('[data-act="digit-5"]');
    const touch = (): MouseEvent => new MouseEvent('click', { bubbles: true, cancelable: true });
    const [first, second] = [touch(), touch()];
    // Blocked for longer than a person waits, with both touches in the queue.
    const until = performance.now() + 700;
    while (performance.now() < until);
    key?.dispatchEvent(first);
    key?.dispatchEvent(second);
  });
  await field(page, 'notice').waitFor();
  await expect.poll(() => requests(page, 'counter.enter')).toEqual([{ version: 0, entered: entered(500) }]);
});

test.for(['zh-CN', 'en'] as const)(
  'the new dialogs fit, are large enough and axe finds nothing, in %s',
  async (language) => {
    const page = await open({ confirmAboveMinor: 100, keypad: 'left' }, viewOf('idle', language, false));
    await answer(page, 'sale.start', { ok: false, reason: 'amount_unusual' });
    for (const [keys, name] of [
      [['Shift+F1'], 'settings'],
      [['F11'], 'keys'],
      [['Shift+F8'], 'order-details'],
      [['5', 'F12'], 'confirm-amount'],
    ] as const) {
      await press(page, ...keys);
      const dialog = page.locator(`dialog[data-field="${name}"]`);
      await dialog.waitFor();
      expect([await overflowing(page), await tooSmall(page), await violations(page)], name).toEqual([[], [], []]);
      await press(page, 'Escape');
      await dialog.waitFor({ state: 'detached' });
      // A scan behind each of them is heard.
      const before = (await requests(page, 'sale.code')).length;
      await scan(page, code);
      await expect.poll(async () => (await requests(page, 'sale.code')).length).toBe(before + 1);
    }
    await show(page, { ...viewOf('idle', language, true) }, trainingView);
  },
);
