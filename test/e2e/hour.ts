import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { StateName } from '../../main/contract/words/states.ts';
import { Draws } from '../sim/draws.ts';
import { act, beside, choose, codeOnPhone, field, state, wedge } from './counter.ts';

/**
 * A busy hour at a till: which sales come, in which order and with which faults, drawn from a seed; and how a cashier
 * takes them, by the keys of a keyboard and a scanner. What is right in the end the gateway's own books say.
 */

/** What the customer or the network does to one sale, and where it must end. */
interface Kind {
  /** The gateway's fault plan while it runs. */
  readonly plan?: readonly string[];
  /** How the simulated customer behaves; `plain` unless given. */
  readonly scenario?: 'third_inquiry' | 'never_confirms';
  /** A key that is pressed once the customer is waited for. */
  readonly pressed?: string;
  /** The code is one that the wallet has let expire. */
  readonly expired?: true;
  /** What is bought is scanned, and adds up to the amount. */
  readonly scanned?: true;
  readonly ends: StateName;
}

const kinds = {
  plain: { ends: 'paid' },
  articles: { scanned: true, ends: 'paid' },
  answerLost: { plan: ['dropResponse:pay#1'], ends: 'paid' },
  resetBehindIt: { plan: ['resetAfter:pay#1'], ends: 'paid' },
  portalPage: { plan: ['html502:pay#1'], ends: 'paid' },
  unsigned: { plan: ['unsigned:pay#1'], ends: 'paid' },
  hangs: { plan: ['hang:pay#1', 'hang:inquiryPayment#1'], ends: 'paid' },
  unclearThenPaid: { scenario: 'third_inquiry', ends: 'paid' },
  pin: { scenario: 'never_confirms', pressed: 'Shift+F2', ends: 'paid' },
  declined: { scenario: 'never_confirms', pressed: 'Shift+F3', ends: 'not_charged' },
  emptyWallet: { plan: ['balance:pay#1'], ends: 'not_charged' },
  expired: { expired: true, ends: 'not_charged' },
  stopped: { scenario: 'never_confirms', pressed: 'Escape', ends: 'reversed' },
  neverConfirms: { scenario: 'never_confirms', ends: 'reversed' },
  staysSilent: { plan: ['hang:pay#1', 'hang:inquiryPayment#1-99'], ends: 'reversed' },
} as const satisfies Readonly<Record<string, Kind>>;

type KindName = keyof typeof kinds;

/** 28 sales; two more are told in the test: one that stays open, one during which the till is killed. */
const mixed: Readonly<Record<KindName, number>> = {
  plain: 5,
  articles: 3,
  answerLost: 2,
  resetBehindIt: 2,
  portalPage: 1,
  unsigned: 1,
  hangs: 2,
  unclearThenPaid: 2,
  pin: 2,
  declined: 2,
  emptyWallet: 1,
  expired: 1,
  stopped: 2,
  neverConfirms: 1,
  staysSilent: 1,
};

/** The shop's list, as it is imported. Prices in minor units; what any three of them cost is told by the sum. */
export const shelf = [
  { sku: '6901234567892', name: '可口可乐', priceMinor: 331 },
  { sku: '4006381333931', name: 'Stabilo', priceMinor: 1_287 },
  { sku: '96385074', name: '绿茶', priceMinor: 4_519 },
] as const;

/** Both as a spreadsheet saves it. */
export const shelfCsv = `条码,名称,售价\r\n${shelf.map(({ sku, name, priceMinor }) => `${sku},${name},${textOf(priceMinor)}\r\n`).join('')}`;

/** Two of the first and one of another: a line of two pieces and one of one. */
const baskets: readonly (readonly (typeof shelf)[number][])[] = [
  [shelf[0], shelf[1], shelf[0]],
  [shelf[0], shelf[0], shelf[2]],
  [shelf[2], shelf[1], shelf[2]],
];

export interface Sale {
  readonly name: KindName;
  /** In the order in which they are scanned; empty where the amount is typed. */
  readonly basket: (typeof baskets)[number];
  readonly amountMinor: number;
  /** By a keyboard scanner, else by the till's own. */
  readonly byWedge: boolean;
}

/** No two amounts are alike: an amount on the screen is one payment's. */
export function salesOfHour(seed: number): readonly Sale[] {
  const dice = new Draws(seed, 'busy hour');
  const names = (Object.keys(mixed) as KindName[]).flatMap((name) => Array<KindName>(mixed[name]).fill(name));
  const scanned = baskets.slice(0, mixed.articles);
  const amounts = new Set(scanned.map(sumMinor));
  while (amounts.size < names.length) amounts.add(100 + dice.below(90_000));
  const isScanned = (name: KindName): boolean => 'scanned' in kinds[name];
  const inTurn = names.toSorted((a, b) => Number(isScanned(b)) - Number(isScanned(a)));
  const each = inTurn.map((name, n) => ({ name, basket: scanned[n] ?? [], amountMinor: [...amounts][n] ?? 0 }));
  const order = each.map((sale) => ({ sale, place: dice.fraction() })).toSorted((a, b) => a.place - b.place);
  return order.map(({ sale: { name, basket, amountMinor } }) => ({
    name,
    basket,
    amountMinor,
    byWedge: kinds[name].ends === 'not_charged' ? 'expired' in kinds[name] : dice.happens(0.25),
  }));
}

function sumMinor(basket: Sale['basket']): number {
  return basket.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
}

/** What the gateway must be told of a basket (`Goods` of the pay): articles in the order of their first scan. */
export function goodsOf(basket: Sale['basket']): readonly unknown[] {
  return [...new Set(basket)].map((article) => ({
    referenceGoodsId: article.sku,
    goodsName: article.name,
    goodsUnitAmount: { currency: 'CNY', value: String(article.priceMinor) },
    goodsQuantity: String(basket.filter(({ sku }) => sku === article.sku).length),
  }));
}

/** A cashier at one life of the till. */
export class Cashier {
  readonly page: Page;
  readonly #controlUrl: string;

  constructor(page: Page, gatewayUrl: string) {
    this.page = page;
    this.#controlUrl = `${gatewayUrl}/control`;
  }

  static async at(page: Page, profile: string): Promise<Cashier> {
    const { gatewayUrl } = await beside(profile, (till) => till.request('journal.sales', {}));
    await state(page, 'idle');
    return new Cashier(page, gatewayUrl);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key, { delay: 45 });
  }

  /** The gateway's faults from now on. */
  async plan(plan: readonly string[]): Promise<void> {
    await this.control('faults', { plan });
  }

  async control(path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${this.#controlUrl}/${path}`, init);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Types the amount, or scans what is bought, and opens the sale. */
  async open(amountMinor: number, basket: Sale['basket'] = []): Promise<void> {
    const amount = textOf(amountMinor);
    for (const { sku } of basket) await wedge(this.page, sku);
    if (basket.length === 0) await this.press(...amount.split(''));
    await expect.poll(() => field(this.page, 'amount').innerText()).toContain(amount);
    await this.press('F12');
    await state(this.page, 'ready');
  }

  /** A whole sale, to its end and to the empty counter behind it. */
  async sell({ name, amountMinor, basket, byWedge }: Sale): Promise<void> {
    const { page } = this;
    const kind: Kind = kinds[name];
    if (kind.scenario !== undefined) await choose(page, kind.scenario);
    await this.open(amountMinor, basket);
    // The training customer sets a plan of its own when a sale opens.
    if (kind.plan !== undefined) await this.plan(kind.plan);
    if (kind.expired) await wedge(page, await this.expiredCode());
    else if (byWedge) await wedge(page, await codeOnPhone(page));
    else await this.press('F10');
    if (kind.pressed !== undefined) {
      await state(page, 'waiting');
      await this.press(kind.pressed);
    }
    await state(page, kind.ends).catch(async (error: unknown) => {
      throw new Error(
        `sale "${name}" of ${textOf(amountMinor)}: ${String(error)} ${await field(page, 'notice').allInnerTexts()}`,
      );
    });
    expect(figures(await field(page, 'amount').innerText()), `the amount beside "${kind.ends}"`).toEqual([amountMinor]);
    await this.newSale();
    if (kind.scenario !== undefined) await choose(page, 'plain');
  }

  async newSale(): Promise<void> {
    await this.press('F8');
    await state(this.page, 'idle');
  }

  /** A code that a wallet has shown for no time at all. */
  async expiredCode(): Promise<string> {
    const { code } = (await this.control('customer', { act: 'present', validForMs: 0 })) as { readonly code: string };
    return code;
  }

  /** Opens a screen by its key and waits for it. */
  async goTo(key: string, name: string): Promise<void> {
    await this.press(key);
    await field(this.page, name).waitFor();
  }

  /** Leaves it by Escape. */
  async leave(name: string): Promise<void> {
    await this.press('Escape');
    await field(this.page, name).waitFor({ state: 'detached' });
  }

  async touch(name: string): Promise<void> {
    await act(this.page, name).click();
  }
}

/** As it is typed and shown: 1280 is 12.80. */
export function textOf(amountMinor: number): string {
  return (amountMinor / 100).toFixed(2);
}

/** Every amount in a text of the screen, minor units. */
export function figures(text: string): readonly number[] {
  return [...text.matchAll(/(\d[\d,]*)\.(\d\d)(?!\d)/g)].map(([, whole = '', cents = '']) =>
    Number(whole.replaceAll(',', '') + cents),
  );
}

/** What the gateway holds of a payment. */
export interface BookLine {
  readonly paymentRequestId: string;
  readonly status: 'PROCESSING' | 'SUCCESS' | 'FAIL' | 'CANCELLED';
  readonly amountMinor: number;
  readonly chargedMinor: number;
  readonly returnedMinor: number;
}

/** How a payment of these books must be shown. */
export function shownAs({ status }: BookLine): StateName {
  if (status === 'SUCCESS') return 'paid';
  return status === 'CANCELLED' ? 'reversed' : 'not_charged';
}
