import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { configuration } from '../main/config.ts';
import { type Connected, connect } from '../main/contract/connect.ts';
import type { Handlers } from '../main/contract/contract.ts';
import { type CounterSettings, nothingEntered, usualCounter } from '../main/contract/counter.ts';
import { emptyOrder } from '../main/contract/order-views.ts';
import { portPair } from '../main/contract/port-pair.ts';
import { typingPauseMs } from '../main/core/order-entry.ts';
import { counterHandlers } from '../main/counter-handlers.ts';
import { writeDeviceSettings } from '../main/profile-settings.ts';
import { serveScreen } from '../main/screens.ts';
import { type CounterWorld, counterWorld, freshCode } from './support/counter.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** What is entered belongs to the page that shows it; and how the counter works is kept in the profile. */

const offs: (() => void)[] = [];
afterEach(() => {
  for (const off of offs.splice(0)) off();
});

const scanCharges: CounterSettings = { ...usualCounter, mode: 'scan_charges', unusualTimes: null };
const example = JSON.parse(
  readFileSync(join(import.meta.dirname, '../resources/config.example.jsonc'), 'utf8').replaceAll(/^\s*\/\/.*$/gm, ''),
) as Readonly<Record<string, unknown>>;

function handlersOf(world: CounterWorld, folder = '', warned: string[] = []): Handlers {
  const log = { info: () => {}, warn: (_: string, facts?: object) => void warned.push(JSON.stringify(facts)) };
  // Nothing else is asked here.
  return counterHandlers({ terminal: world.terminal, folder, log }) as unknown as Handlers;
}

/** A page of its own; `close`: it is gone, as far as its shell can tell. */
function openPage(
  world: CounterWorld,
  session: string,
): { readonly page: Connected; close(): void; reload(): Connected } {
  const [screen, terminal] = portPair();
  const close = serveScreen(terminal, { handlers: handlersOf(world), terminal: world.terminal, training: null });
  offs.push(close);
  return { page: connect(screen, session), close, reload: () => connect(screen, `${session}-again`) };
}

const amount = (amountMinor: number) => ({ amountMinor, orderId: null, order: emptyOrder });

async function enter(world: CounterWorld, page: Connected, amountMinor: number): Promise<void> {
  const { version } = world.view().entry;
  expect(await page.request('counter.enter', { version, entered: amount(amountMinor) })).toEqual({ ok: true });
  world.clock.advance(typingPauseMs);
}

describe('the amount that a page has entered', () => {
  test('is gone when its page is gone, and a scan then charges nothing', async () => {
    const world = counterWorld({ settings: scanCharges });
    const { page, close } = openPage(world, 'page-one');
    await enter(world, page, 1_280);
    close();
    expect(world.view().entry).toMatchObject(nothingEntered);
    expect(world.terminal.scan({ text: freshCode(), source: 'hid' })).toEqual({ ok: false, reason: 'no_sale_open' });
    expect(world.gateway.calls).toEqual([]);
  });

  test('is gone when its page is loaded again: the new life shows an empty till', async () => {
    const world = counterWorld({ settings: scanCharges });
    const { page, reload } = openPage(world, 'page-one');
    await enter(world, page, 1_280);
    const again = reload();
    expect(await again.request('counter.shows', { version: 1, inSight: true })).toEqual({ ok: true });
    expect(world.view().entry).toMatchObject(nothingEntered);
    expect(world.terminal.scan({ text: freshCode(), source: 'hid' })).toEqual({ ok: false, reason: 'no_sale_open' });
  });

  test('a command line that comes and goes beside it changes nothing', async () => {
    const world = counterWorld({ settings: scanCharges });
    const { page } = openPage(world, 'page-one');
    await enter(world, page, 1_280);
    const other = openPage(world, 'other-one');
    await other.page.request('counter.shows', { version: 99, inSight: true });
    other.close();
    expect(world.terminal.scan({ text: freshCode(), source: 'hid' })).toMatchObject({ ok: true });
  });

  test('two pages: the second to change it is told that it has become another one', async () => {
    const world = counterWorld();
    const [one, other] = [openPage(world, 'page-one'), openPage(world, 'page-two')];
    const entered = (minor: number) => ({ version: 0, entered: amount(minor) });
    const answers = await Promise.all([
      one.page.request('counter.enter', entered(100)),
      other.page.request('counter.enter', entered(200)),
    ]);
    expect(answers).toEqual([{ ok: true }, { ok: false, reason: 'entry_changed' }]);
    expect(world.view().entry).toMatchObject({ version: 1, amountMinor: 100 });
  });
});

describe('a command line beside the page', () => {
  const asked = (amountMinor: number) => ({ orderId: null, amountMinor, differentCustomer: false });
  const inUse = { ok: false, reason: 'counter_in_use' };

  test('opens no sale over an order that a cashier is entering, and nothing of that is lost', async () => {
    const world = counterWorld();
    const { page } = openPage(world, 'page-one');
    const other = openPage(world, 'other-one');
    await enter(world, page, 1_280);
    const before = world.view();
    expect(await other.page.request('sale.start', asked(500))).toEqual(inUse);
    expect(world.view(), 'the cashier hears and sees nothing of it').toEqual(before);
    const note = { amountMinor: 0, orderId: null, order: { note: 'for table 4', lines: [] } };
    await page.request('counter.enter', { version: world.view().entry.version, entered: note });
    expect(await other.page.request('sale.start', asked(500)), 'a note alone is somebody’s too').toEqual(inUse);
    expect(world.view().entry.order.note).toBe('for table 4');
  });

  test('is not kept away for ever by an article that was scanned where no page is', async () => {
    const world = counterWorld();
    const other = openPage(world, 'other-one');
    const order = { note: '', lines: [{ sku: '1', name: 'Tea', priceMinor: 400, pieces: 1 }] };
    world.terminal.entry.put({ amountMinor: 400, orderId: null, order });
    expect(await other.page.request('sale.start', asked(500)), 'a page may be about to show it').toEqual(inUse);
    world.clock.advance(10_000);
    expect(await other.page.request('sale.start', asked(500))).toMatchObject({ ok: true });
  });

  test('does not take the counter from the customer who is asked for a code', async () => {
    const world = counterWorld();
    const { page } = openPage(world, 'page-one');
    const other = openPage(world, 'other-one');
    await enter(world, page, 1_280);
    const entryVersion = world.view().entry.version;
    expect(await page.request('sale.start', { ...asked(1_280), entryVersion })).toMatchObject({ ok: true });
    expect(await other.page.request('sale.start', asked(500))).toEqual(inUse);
    world.terminal.scan({ text: freshCode(), source: 'hid' });
    expect(world.view().counter).toMatchObject({ state: 'payment', amountMinor: 1_280 });
  });

  test('has its code charged for its own sale alone, whatever the counter has turned to', () => {
    const world = counterWorld({ settings: scanCharges });
    const screen = world.terminal.entry.screen();
    const own = { orderId: 'OWN-1', amount: { minor: 500, currency: 'CNY' }, differentCustomer: false, beside: true };
    const read = { text: freshCode(), source: 'typed', orderId: 'OWN-1' } as const;
    world.terminal.startSale(own);
    world.terminal.stop();
    expect(world.terminal.scan(read), 'no sale').toEqual(inUse);
    screen.enter(world.view().entry.version, amount(12_800));
    world.clock.advance(typingPauseMs);
    expect(world.terminal.scan(read), 'an amount that a scan alone would charge').toEqual(inUse);
    world.terminal.startSale({ ...own, orderId: 'CASHIERS-1', beside: false });
    expect(world.terminal.scan(read), 'the sale of a cashier').toEqual(inUse);
    expect(world.gateway.calls).toEqual([]);
    world.terminal.stop();
    screen.enter(world.view().entry.version, amount(0));
    world.terminal.clear();
    world.terminal.startSale(own);
    expect(world.terminal.scan(read)).toMatchObject({ ok: true });
  });

  test('may take the place of another one, and leaves no amount for a scan when it is stopped', async () => {
    const world = counterWorld({ settings: scanCharges });
    const { page } = openPage(world, 'other-one');
    expect(await page.request('sale.start', asked(500))).toMatchObject({ ok: true });
    expect(await page.request('sale.start', asked(700))).toMatchObject({ ok: true });
    expect(world.view().counter).toMatchObject({ state: 'ready', amountMinor: 700 });
    expect(world.terminal.stop()).toEqual({ ok: true });
    expect(world.view().entry).toMatchObject(nothingEntered);
  });
});

describe('how the counter works', () => {
  function profile(): string {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...example, ours: undefined }));
    return folder;
  }
  const written = (folder: string): unknown => JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));

  test('a profile that says nothing of it has its scans opened by pay', () => {
    const { counter: _, ...silent } = example;
    expect(configuration.parse(silent).counter).toEqual(usualCounter);
    expect(configuration.parse({ ...silent, counter: { mode: 'scan_charges' } }).counter).toEqual({
      ...usualCounter,
      mode: 'scan_charges',
    });
  });

  test.for([
    [{ mode: 'free_for_all' }, 'counter.mode'],
    [{ confirmAboveMinor: 0 }, 'counter.confirmAboveMinor'],
    [{ keys: { stop: 'Digit1' } }, 'counter.keys.stop'],
    [{ keys: { pay: 'Escape' } }, 'counter.keys.pay'],
    [{ keys: { pay: 'F6', stop: 'F6' } }, 'counter.keys'],
    [{ darkHours: { from: '24:00', until: '07:00' } }, 'counter.darkHours.from'],
    [{ colour: 'blue' }, 'counter'],
  ] as const)('%j is refused, by its path', ([counter, path]) => {
    const checked = configuration.safeParse({ ...example, counter });
    expect(checked.error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  test('a change is in the file and in use at once; what else stands in the file stays', async () => {
    const world = counterWorld();
    const folder = profile();
    const handlers = handlersOf(world, folder);
    const settings: CounterSettings = { ...usualCounter, mode: 'scan_charges', keys: { newSale: 'Shift+F5' } };
    expect(await handlers['counter.change']({ settings })).toEqual({ ok: true });
    expect(world.view().settings).toEqual(settings);
    expect(written(folder)).toEqual({ ...example, counter: settings });
    expect(writeDeviceSettings(folder, 'scanners', [])).toMatchObject({ ok: true });
    expect(written(folder)).toMatchObject({ counter: settings, devices: { scanners: [] } });
  });

  test('a file that cannot be had changes nothing, and the sentence says what the system said', async () => {
    const world = counterWorld();
    const warned: string[] = [];
    const handlers = handlersOf(world, join(temporaryFolder(), 'nowhere'), warned);
    const settings = { ...usualCounter, confirmAboveMinor: 100 };
    expect(await handlers['counter.change']({ settings })).toEqual({
      ok: false,
      reason: 'config_unreadable',
      why: 'ENOENT',
    });
    expect(world.view().settings.confirmAboveMinor).toBeNull();
    expect(warned).toHaveLength(1);
  });

  test('nothing is changed under an open sale', async () => {
    const world = counterWorld();
    const folder = profile();
    const asked = { orderId: null, amount: { minor: 100, currency: 'CNY' }, differentCustomer: false };
    world.terminal.startSale(asked);
    expect(await handlersOf(world, folder)['counter.change']({ settings: scanCharges })).toMatchObject({
      reason: 'sale_open',
    });
    expect(written(folder)).toEqual(example);
  });
});
