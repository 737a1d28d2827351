import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { tokens } from '../support/escpos-listing.ts';
import { jsonOf, startTill, type TillRun, till } from '../support/till-process.ts';
import { type Config, freshCode, openTrainingShop, readConfig, type TrainingShop } from '../support/training-shop.ts';

/** The verbs of the real command line, one process each, in real time: what they print and how they leave. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

async function openShop({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<TrainingShop> {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  return shop;
}

/** A verb on the shop's profile, answered as JSON. */
function verb({ folder }: TrainingShop, ...args: string[]): Promise<TillRun> {
  return till([...args, '--profile', folder, '--json']);
}

function sell(shop: TrainingShop, amount: string, ...more: string[]): Promise<TillRun> {
  return verb(shop, 'sale', '--amount', amount, '--code', freshCode(), ...more);
}

/** The fixed fields of `sale --json`. */
const saleFields = [
  'status',
  'mayChargeAgain',
  'paymentRequestId',
  'paymentId',
  'orderId',
  'amountMinor',
  'currency',
  'inquiries',
  'cancels',
  'elapsedMs',
];

describe.concurrent('sale', () => {
  test('paid: the answer is one JSON line with the fixed fields, exit 0', async (context) => {
    const shop = await openShop(context);
    const run = await sell(shop, '12.80', '--order', 'A-17');
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout.split('\n')).toHaveLength(2);
    const told = jsonOf(run);
    for (const field of saleFields) expect(told, field).toHaveProperty(field);
    const id = String(told['paymentRequestId']);
    expect(id).toMatch(/^20\d{12}0001000000001280\d{4}\d{6}$/);
    const held = await shop.payment(id);
    expect(held).toMatchObject({ status: 'SUCCESS', chargedMinor: 1_280, orderId: 'A-17' });
    expect(told).toMatchObject({
      status: 'paid',
      mayChargeAgain: false,
      orderId: 'A-17',
      paymentId: held?.paymentId,
      amountMinor: 1_280,
      currency: 'CNY',
      inquiries: 0,
      cancels: 0,
      elapsedMs: expect.any(Number),
    });
  });

  test('for people says the same in words, and the receipt goes where --printer says', async (context) => {
    const shop = await openShop(context);
    const file = join(shop.folder, 'paper.bin');
    const args = ['sale', '--amount', '12.80', '--code', freshCode(), '--printer', `file:${file}`];
    const run = await till([...args, '--profile', shop.folder]);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/^Paid/);
    const id = /Payment request ID: (\d{40})/.exec(run.stdout)?.[1];
    const barcodes = tokens(readFileSync(file)).filter((token) => token.name === 'barcode');
    expect(barcodes.map((token) => token.detail)).toEqual([expect.stringContaining(`CODE128 ${id}`)]);
    expect(run.stderr).toContain('TRAINING');
  });

  test('prints in the language of the receipts, whatever the screen speaks', async (context) => {
    const shop = await openShop(context);
    const { terminal, ...rest } = readConfig(shop.folder);
    const configured = { ...rest, terminal: { ...terminal, language: 'zh-CN', receiptLanguage: 'en' } };
    writeFileSync(join(shop.folder, 'config.json'), JSON.stringify(configured));
    const file = join(shop.folder, 'english.bin');
    const run = await sell(shop, '10.00', '--printer', `file:${file}`);
    expect(run.code, run.stderr).toBe(0);
    expect(readFileSync(file, 'latin1')).toContain('Payment receipt');
  });

  test('is still paid when the printer is not there', async (context) => {
    const shop = await openShop(context);
    const run = await sell(shop, '10.00', '--printer', 'tcp:127.0.0.1:1');
    expect(run.code, run.stderr).toBe(0);
    expect(jsonOf(run)).toMatchObject({ status: 'paid' });
    expect(run.stderr).toContain('The paper waits');
  });

  test('not charged: exit 2, and the order may be charged again', async (context) => {
    const shop = await openShop(context);
    await shop.plan('balance:pay#1');
    const run = await sell(shop, '10.00', '--order', 'A-1');
    expect(run.code, run.stderr).toBe(2);
    expect(jsonOf(run)).toMatchObject({ status: 'not_charged', mayChargeAgain: true, paymentId: null });
    expect((await sell(shop, '10.00', '--order', 'A-1')).code).toBe(0);
    expect(jsonOf(await verb(shop, 'audit'))).toEqual({ clean: true, findings: [] });
  });

  test('nothing listens at the gateway: not charged at once, exit 2', async (context) => {
    const shop = await openShop(context);
    await shop.closeGateway();
    const run = await sell(shop, '10.00');
    expect(run.code, run.stderr).toBe(2);
    expect(jsonOf(run)).toMatchObject({ status: 'not_charged', mayChargeAgain: true, inquiries: 0 });
  });

  test('an order that is paid is not charged a second time', async (context) => {
    const shop = await openShop(context);
    expect((await sell(shop, '10.00', '--order', 'A-1')).code).toBe(0);
    const again = await sell(shop, '10.00', '--order', 'A-1');
    expect(again.code).toBe(1);
    expect(jsonOf(again)).toMatchObject({ status: 'error', reason: 'order_paid' });
    expect((await shop.arrivals()).filter((arrival) => arrival.api === 'pay')).toHaveLength(1);
  });

  test('beside an open payment refuses its order and its amount, unless the customer is another', async (context) => {
    const shop = await openShop(context);
    await shop.plan('hang:pay#1', 'hang:inquiryPayment#1-999');
    const open = startTill([
      ...['sale', '--amount', '10.00', '--code', freshCode(), '--order', 'A-1', '--profile', shop.folder, '--json'],
    ]);
    await open.said('stderr', /charging/);
    open.signal('SIGTERM');
    const left = await open.exit;
    expect(left.code, left.stderr).toBe(5);

    const live = await sell(shop, '20.00', '--order', 'A-1');
    expect([live.code, jsonOf(live)['reason']]).toEqual([1, 'order_live']);
    const sameAmount = await sell(shop, '10.00');
    expect([sameAmount.code, jsonOf(sameAmount)['reason']]).toEqual([1, 'same_amount_unsettled']);
    const other = await sell(shop, '10.00', '--different-customer');
    expect(other.code, other.stderr).toBe(0);
    expect(other.stderr).toContain('1 payment left open by the last run');

    const listed = await verb(shop, 'reversals', 'list');
    expect(listed.code).toBe(4);
    expect(jsonOf(listed)).toMatchObject({ open: 1, payments: [{ orderId: 'A-1', status: 'checking' }] });
    await shop.plan();
    const replayed = await verb(shop, 'reversals', 'replay', '--for', '30');
    expect(replayed.code, replayed.stderr).toBe(0);
    expect(jsonOf(replayed)).toEqual({ open: 0, payments: [] });
    const id = String(jsonOf(left)['paymentRequestId']);
    expect(jsonOf(await verb(shop, 'inquire', id))).toMatchObject({ status: 'paid', orderId: 'A-1' });
    expect(await shop.calls('pay', id)).toBe(1);
    expect(jsonOf(await verb(shop, 'audit'))).toEqual({ clean: true, findings: [] });
  });
});

/** Changes the terminal's part of the configuration, sells, and looks at the refusal. */
interface AmountCase {
  readonly currency?: string;
  readonly amount: string;
  readonly reason: string;
}

const cny: readonly AmountCase[] = [
  { amount: '0', reason: 'zero' },
  { amount: '0.00', reason: 'zero' },
  { amount: '-1.00', reason: 'negative' },
  { amount: '12.345', reason: 'too_many_decimals' },
  { amount: '50000.01', reason: 'above_limit' },
  { amount: '99999999999999999999', reason: 'above_limit' },
  { amount: '1,00', reason: 'not_an_amount' },
  { amount: '1e3', reason: 'not_an_amount' },
  { amount: '.5', reason: 'not_an_amount' },
  { amount: '１２', reason: 'not_an_amount' },
  { currency: 'JPY', amount: '10.5', reason: 'too_many_decimals' },
  { currency: 'IDR', amount: '1000.50', reason: 'not_a_whole_step' },
];

describe.concurrent('an amount that cannot be charged is refused before anything is opened', () => {
  test.for(cny)('$amount $currency: $reason', async ({ amount, reason, currency = 'CNY' }, context) => {
    const shop = await openShop(context);
    shop.configure((config) => setCurrency(config, currency));
    const run = await sell(shop, amount);
    expect(run.code, run.stderr).toBe(1);
    expect(jsonOf(run)).toMatchObject({ status: 'error', reason, message: run.stderr.trimEnd() });
    expect(run.stderr).toMatch(/^[^\n]+\n$/);
    expect(await shop.arrivals()).toEqual([]);
  });

  test.for([
    ['JPY', '1280', 1_280],
    ['IDR', '123456789.00', 12_345_678_900],
    ['CNY', '50000', 5_000_000],
  ] as const)('%s %s is charged as %i minor units', async ([currency, amount, minor], context) => {
    const shop = await openShop(context);
    shop.configure((config) => {
      setCurrency(config, currency);
      if (config.limits !== undefined && currency === 'IDR') config.limits.maxAmountMinor = 999_999_999_999;
    });
    const run = await sell(shop, amount);
    expect(run.code, run.stderr).toBe(0);
    const told = jsonOf(run);
    expect(told).toMatchObject({ amountMinor: minor, currency });
    expect(await shop.payment(String(told['paymentRequestId']))).toMatchObject({ chargedMinor: minor, currency });
  });
});

function setCurrency(config: Config, currency: string): void {
  config.terminal.currency = currency;
}

describe('a code that is no payment code is refused, and nothing is sent', () => {
  const state: { shop: TrainingShop | null; used: string; receipt: string } = { shop: null, used: '', receipt: '' };

  beforeAll(async () => {
    state.shop = await openTrainingShop(machineClock);
    state.used = freshCode();
    const run = await verb(state.shop, 'sale', '--amount', '10.00', '--code', state.used);
    state.receipt = String(jsonOf(run)['paymentRequestId']);
  });
  afterAll(() => state.shop?.close());

  test.for<[string, () => string, string]>([
    ['too short', () => '2888888888888888', 'too_short'],
    ['too long', () => `28${'1234567890'.repeat(4)}`, 'too_long'],
    ['of another wallet', () => '248888888888888888', 'wrong_prefix'],
    ['with letters', () => '28888888888888888x', 'letters'],
    ['in full-width digits', () => '２８８８８８８８８８８８８８８８８８', 'full_width_digits'],
    ['of WeChat', () => '134567890123456789', 'wechat_code'],
    ['an EAN', () => '4006381333931', 'product_code'],
    ['a web address', () => 'https://qr.alipay.com/fkx00000', 'web_address'],
    ['nothing', () => ' ', 'empty'],
    ['our own receipt', () => state.receipt, 'own_receipt'],
    ['used before', () => state.used, 'code_already_used'],
  ])('%s', async ([, code, reason]) => {
    const { shop } = state;
    if (shop === null) throw new Error('the shop is open before the first test');
    const run = await verb(shop, 'sale', '--amount', '10.00', '--code', code());
    expect(run.code, run.stderr).toBe(1);
    expect(jsonOf(run)).toMatchObject({ status: 'error', reason });
    expect((await shop.arrivals()).filter((arrival) => arrival.api === 'pay')).toHaveLength(1);
  });
});
