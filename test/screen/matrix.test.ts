import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RequestName } from '../../main/contract/contract.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import type { languages } from '../../main/contract/words/language.ts';
import { acts } from '../../renderer/acts.ts';
import type { DialogName } from '../../renderer/dialogs.ts';
import { categories, articles as inStock } from './articles-views.ts';
import { overflowing, tooSmall, violations } from './audit.ts';
import { historyPage, wholePayment } from './history-views.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { scanInto, setUpCodes } from './proof.ts';
import { decideCard, trayPage } from './returns-views.ts';
import { openStage } from './stage.ts';
import { timeline, truths } from './truth-views.ts';
import { deviceSituations, findings, papers, viewOf } from './views.ts';

/**
 * Everything that can stand before the till, one after the other on one page: it opens and leaves by keyboard alone,
 * gives the focus back, fits every size, has nothing that axe-core objects to – and the first scan behind it is a sale's.
 */

const code = '281234567890123456';
const small = { width: 1024, height: 768 } as const;
const sizes = [small, { width: 1280, height: 800 }, { width: 1920, height: 1080 }] as const;

const stage = openStage();
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);

interface Entry {
  /** `data-field` of what stands there. */
  readonly field: string;
  /** The keys that open it; none where the terminal asks by itself. */
  readonly keys: readonly string[];
  /** What it waits for until it shows what it is for. */
  readonly holds?: string;
  /** The view in which it opens, unless the till is at rest. */
  readonly view?: Partial<TerminalView>;
  /** What the terminal says to the sale that was to be opened. */
  readonly refused?: string;
  /** A question that stays until the terminal has the answer. */
  readonly stays?: true;
}

/** A dialog without an entry does not compile. */
const entries: Readonly<Record<DialogName | 'proof', Entry>> = {
  recovered: { field: 'recovered', keys: [], view: { recovered: viewOf('recovered', 'en', false).recovered } },
  paper_question: {
    field: 'paper-question',
    keys: [],
    view: { printer: viewOf('paper', 'en', false).printer },
    stays: true,
  },
  same_amount: { field: 'same-amount', keys: ['5', acts.pay.key], refused: 'same_amount_unsettled' },
  confirm_amount: { field: 'confirm-amount', keys: ['5', acts.pay.key], refused: 'amount_unusual' },
  returns: { field: 'returns', keys: [acts.returns.key], holds: '[data-card]' },
  papers: { field: 'papers', keys: [acts.papers.key], holds: '[data-act="again"]' },
  truth: { field: 'truth', keys: [acts.truth.key] },
  history: { field: 'history', keys: [acts.history.key], holds: '[data-payment]' },
  devices: { field: 'devices', keys: ['Enter'], holds: '[data-line]' },
  setup: { field: 'setup', keys: [acts.setup.key], holds: '[data-act="test-print"]', view: deviceSituations.setup },
  order: { field: 'order-details', keys: [acts.order.key] },
  settings: { field: 'settings', keys: [acts.settings.key] },
  keys: { field: 'keys', keys: [acts.keys.key] },
  articles: { field: 'articles', keys: [acts.articles.key], holds: '.tile' },
  proof: { field: 'proof', keys: [acts.proof.key], holds: '[data-field="test"]' },
};

const names = Object.keys(entries) as readonly (keyof typeof entries)[];

const answers: Readonly<Partial<Record<RequestName, unknown>>> = {
  'devices.find': findings,
  'print.list': { jobs: [...papers] },
  'returns.list': trayPage,
  'returns.card': { ok: true, card: decideCard },
  'history.page': historyPage,
  'history.payment': wholePayment,
  'flight.timeline': { ok: true, timeline },
  'truth.ask': { ok: true, number: 1 },
  'truth.view': truths.paid,
  'setup.codes': setUpCodes,
  'scans.recent': { scans: [] },
  'articles.overview': {
    articles: 1_199,
    takenAtMs: Date.UTC(2026, 10, 19, 1, 2, 3),
    fault: null,
    categories: categories.map((name) => ({ name, articles: 150 })),
  },
  'articles.find': { total: 1_199, articles: inStock },
};

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`);

async function begun(language: (typeof languages)[number]): Promise<Page> {
  const page = await stage.page(small);
  await scriptTerminal(page, { view: viewOf('idle', language, false), training: null, answers });
  await page.goto(stage.address);
  await field(page, 'state').waitFor();
  return page;
}

/** Opens it as a cashier would, from a button that had the focus. */
async function open(page: Page, name: keyof typeof entries, language: (typeof languages)[number]): Promise<void> {
  const entry = entries[name];
  const before = name === 'devices' ? act(page, 'device-printer') : act(page, 'pay');
  await show(page, { ...viewOf('idle', language, false), ...(entry.keys.length > 0 ? entry.view : {}) });
  if (entry.refused !== undefined) await answer(page, 'sale.start', { ok: false, reason: entry.refused });
  await before.focus();
  for (const key of entry.keys) await page.keyboard.press(key, { delay: 60 });
  if (entry.keys.length === 0) await show(page, { ...viewOf('idle', language, false), ...entry.view });
  await field(page, entry.field).waitFor();
  if (entry.holds !== undefined) await field(page, entry.field).locator(entry.holds).first().waitFor();
}

async function leave(page: Page, name: keyof typeof entries, language: (typeof languages)[number]): Promise<void> {
  const entry = entries[name];
  await page.keyboard.press('Escape');
  if (entry.stays) await show(page, viewOf('idle', language, false));
  await field(page, entry.field).waitFor({ state: 'detached' });
}

const scans = async (page: Page): Promise<number> =>
  (await asked(page)).filter((one) => one.name === 'sale.code').length;

describe('what stands before the till', () => {
  test.for(names)('%s: opened and left by keys, the focus is back, and a scan behind it is read', async (name) => {
    const page = await begun('en');
    await open(page, name, 'en');
    const isInside = () =>
      page.evaluate(
        (own) =>
          document.activeElement?.closest(`[data-field="${own}"]`) != null || document.activeElement === document.body,
        entries[name].field,
      );
    for (let stop = 0; stop < 4; stop += 1) {
      await page.keyboard.press('Tab');
      expect(await isInside(), `after ${stop + 1} × Tab`).toBe(true);
    }
    await leave(page, name, 'en');
    if (name !== 'proof') {
      const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-act') ?? null);
      expect(focused, 'has the focus again').toBe(name === 'devices' ? 'device-printer' : 'pay');
    }
    const before = await scans(page);
    await scanInto(page, code);
    await expect.poll(() => scans(page)).toBe(before + 1);
    expect(await field(page, 'amount').innerText(), 'a code is no amount').not.toContain(code.slice(0, 4));
  });

  test.for([
    ['zh-CN', 'bright'],
    ['en', 'dark'],
    ['zh-HK', 'bright'],
  ] as const)(
    'fits every size, has keys for fingers and nothing that axe-core objects to, in %s, %s',
    { timeout: 90_000 },
    async ([language, theme]) => {
      const page = await begun(language);
      if (theme === 'dark') await page.keyboard.press(acts.theme.key);
      const wrong: string[] = [];
      for (const name of names) {
        await open(page, name, language);
        wrong.push(...(await violations(page)).map((what) => `${name}: ${what}`));
        for (const size of sizes) {
          await page.setViewportSize(size);
          const cut = [...(await overflowing(page)), ...(await tooSmall(page))];
          wrong.push(...cut.map((what) => `${name} at ${size.width}: ${what}`));
        }
        await page.setViewportSize(small);
        await leave(page, name, language);
      }
      expect(wrong).toEqual([]);
    },
  );
});
