import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { CustomerView } from '../../main/contract/customer.ts';
import { customerLanguages, customerStates, customerWords } from '../../main/contract/words/customer.ts';
import { customerViewIn, scriptCustomer, showCustomer } from './customer-page.ts';
import { openStage } from './stage.ts';

/** The customer's built page in Chromium, with a terminal by script: it fits, it can be read and heard, and it is mute. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shown = customerStates.filter((state) => state !== 'blank');

const stage = openStage();

interface Opened {
  readonly view?: CustomerView | null;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
}

async function open(opened: Opened = {}): Promise<Page> {
  const { view = customerViewIn('welcome', 'en'), width = 1024, height = 768 } = opened;
  const { colorScheme = 'light', reducedMotion = 'reduce' } = opened;
  const context = await stage.newContext({ viewport: { width, height }, colorScheme, reducedMotion });
  const page = await context.newPage();
  await page.clock.install();
  await scriptCustomer(page, view);
  await page.goto(`${stage.address}customer.html`);
  await page.locator('main').waitFor();
  return page;
}

async function shows(page: Page, view: CustomerView): Promise<void> {
  await showCustomer(page, view);
  await page.locator(`html[lang="${view.language}"] main[data-state="${view.state}"]`).waitFor();
}

/** What is cut off, or larger than its place. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const isLarger = (element: Element): boolean => {
      // A line of text is higher than its letters need; that is no loss where nothing is cut.
      const isCut = getComputedStyle(element).overflowX !== 'visible' || element === root;
      const isHigher = element.scrollHeight > element.clientHeight + 1;
      return element.scrollWidth > element.clientWidth + 1 || (isCut && isHigher);
    };
    const isOutside = (element: Element): boolean => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return left < -1 || top < -1 || right > root.clientWidth + 1 || bottom > root.clientHeight + 1;
    };
    return [root, ...document.querySelectorAll('body *')]
      .filter((element) => element instanceof HTMLElement && getComputedStyle(element).display !== 'inline')
      .filter((element) => isLarger(element) || isOutside(element))
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class')}`);
  });
}

/** What axe-core finds wrong; `rules`: those besides the usual ones that are asked. */
async function violations(page: Page): Promise<readonly string[]> {
  // By the debugger, which the page's policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const runner = Reflect.get(window, 'axe') as {
      run(
        context: Document,
        options: object,
      ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
    };
    const { violations } = await runner.run(document, { rules: { 'color-contrast-enhanced': { enabled: true } } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
    );
  });
}

const longest: Partial<CustomerView> = { amountMinor: 999_999_999_999, shopName: 'Station '.repeat(6) };

const sizes = [
  [1024, 600],
  [1024, 768],
  [1920, 1080],
  [480, 800],
  [800, 480],
] as const;

describe('every state', () => {
  test('fits every size of screen in every language, with the longest amount too', async () => {
    const page = await open();
    const views = customerLanguages.flatMap((language) =>
      shown.map((state) => {
        const { amountMinor, ...view } = customerViewIn(state, language, { ...longest, training: true });
        return { ...view, amountMinor: state === 'welcome' ? null : amountMinor };
      }),
    );
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      for (const view of views) {
        await shows(page, view);
        expect(await overflowing(page), `${view.state} ${view.language} ${width} × ${height}`).toEqual([]);
      }
    }
  });

  test.for(['light', 'dark'] as const)('breaks no rule of access in the %s theme', async (colorScheme) => {
    const page = await open({ colorScheme });
    const language = colorScheme === 'light' ? 'zh-CN' : 'en';
    for (const state of customerStates) {
      await shows(page, customerViewIn(state, language, { training: true }));
      const found = await violations(page);
      // 7:1 is for the amount, the rest keeps 4.5:1; and what is blank has no heading.
      const wrong = found.filter(
        (each) =>
          (!each.startsWith('color-contrast-enhanced') || each.includes('.amount')) &&
          !(state === 'blank' && each.startsWith('page-has-heading-one')),
      );
      expect(wrong, state).toEqual([]);
    }
  });

  test('has an icon, a word and a colour of its own kind', async () => {
    const page = await open();
    const bands = new Set<string>();
    for (const state of shown.filter((each) => each !== 'welcome')) {
      await shows(page, customerViewIn(state, 'en'));
      expect(await page.locator('[data-field="state"]').innerText()).toBe(customerWords.en.states[state]);
      expect(await page.locator('.state svg').count()).toBe(1);
      bands.add(await page.locator('.state').evaluate((band) => getComputedStyle(band).backgroundColor));
    }
    expect(bands.size, 'blue, amber, amber stripes, green, red, grey-green').toBe(6);
  });
});

test('the amount is as large as the screen allows: 64 px or more where it has seven signs', async () => {
  const page = await open({ view: customerViewIn('ready', 'zh-CN') });
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    const size = await page
      .locator('.amount')
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    expect(size, `${width} × ${height}`).toBeGreaterThanOrEqual(64);
  }
});

test('amount and sentence are announced together', async () => {
  const page = await open({ view: customerViewIn('paid', 'en') });
  const region = page.locator('[aria-live="assertive"][aria-atomic="true"]');
  await expect.poll(() => region.innerText()).toContain('¥128.00');
  expect(await region.innerText()).toContain('Payment successful');
});

test('blank is dark and says nothing', async () => {
  const page = await open({ view: customerViewIn('blank', 'en') });
  expect(await page.locator('body').innerText()).toBe('');
  expect(await page.locator('main').evaluate((main) => getComputedStyle(main).backgroundColor)).toBe('rgb(0, 0, 0)');
});

test('nothing turns where less motion is wanted', async () => {
  const animation = (page: Page) => page.locator('.turning').evaluate((part) => getComputedStyle(part).animationName);
  expect(await animation(await open({ view: customerViewIn('sending', 'en') }))).toBe('none');
  const lively = await open({ view: customerViewIn('sending', 'en'), reducedMotion: 'no-preference' });
  expect(await animation(lively)).toBe('turn');
});

describe('without a terminal', () => {
  test('it asks to wait, in more than one language, and promises no amount', async () => {
    const page = await open({ view: null });
    const text = await page.locator('body').innerText();
    expect(text).toContain(customerWords.en.pleaseWait);
    expect(text).toContain(customerWords['zh-CN'].pleaseWait);
    expect(await violations(page)).toEqual([]);
  });

  test('that stops answering, the amount is gone within 9 s, and comes back with it', async () => {
    const page = await open({ view: customerViewIn('ready', 'en') });
    await page.locator('[data-field="amount"]').waitFor();
    await page.clock.runFor(6_000);
    expect(await page.evaluate(() => window.customerScript.asked)).toEqual(['customer.view']);
    await page.evaluate(() => window.customerScript.silence(true));
    await page.clock.runFor(9_100);
    await page.locator('.wait').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('128');
    await page.evaluate(() => window.customerScript.silence(false));
    await page.clock.runFor(7_000);
    expect(await page.locator('[data-field="amount"]').innerText()).toBe('¥128.00');
  });
});

test("the customer's page is small, and knows no request of the till", () => {
  const folder = join(import.meta.dirname, '../../out/renderer');
  const html = readFileSync(join(folder, 'customer.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  expect(scripts.length).toBeGreaterThan(0);
  const code = scripts.map((path) => readFileSync(join(folder, path), 'utf8')).join('\n');
  for (const request of ['sale.start', 'sale.code', 'refund.start', 'payment.decide', 'training.act'])
    expect(code).not.toContain(request);
  // React and the checks of the contract are 77 kB of it.
  expect(gzipSync(code).length).toBeLessThan(85_000);
});
