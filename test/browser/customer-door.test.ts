import { expect, onTestFinished, test } from 'vitest';
import { type BrowserDoor, startBrowserDoor } from '../../main/browser/server.ts';
import { newSession } from '../../main/clock.ts';
import { connectOver } from '../../main/contract/connect-over.ts';
import { requests } from '../../main/contract/contract.ts';
import { type CustomerView, customerContract } from '../../main/contract/customer.ts';
import { customerFolder, eventsPath, messagesPath } from '../../main/contract/page-door.ts';
import type { Port } from '../../main/contract/port.ts';
import { CustomerScreen } from '../../main/core/customer-screen.ts';
import { textFile } from '../../main/page-files.ts';
import { enter, openPage } from '../contract/http-door.ts';
import { type CounterWorld, counterWorld } from '../support/counter.ts';
import { watched } from '../support/until.ts';
import { type Answer, type Asked, rawRequest, screensOf } from './open-door.ts';

/** The customer's door beside the till's: another key, another cookie, another contract, and no way across. */

const files = new Map([
  ['/', textFile('html', 'the till')],
  ['/index.html', textFile('html', 'the till')],
  ['/customer.html', textFile('html', 'the customer')],
  ['/assets/both-1a2b.css', textFile('css', 'body{}')],
]);

interface Opened {
  readonly world: CounterWorld;
  readonly door: BrowserDoor;
  readonly addresses: string[];
  /** Every number of open customers' pages that was told. */
  readonly counts: number[];
  readonly counted: (open: number) => Promise<void>;
  customerAddress(): string;
  ask(asked: Asked): Promise<Answer>;
}

async function open(): Promise<Opened> {
  const world = counterWorld();
  const { clock, terminal } = world;
  const screen = new CustomerScreen({ terminal, clock, language: 'en' });
  const addresses: string[] = [];
  const counts: number[] = [];
  const { changed, until } = watched();
  const door = await startBrowserDoor({
    screens: screensOf(world),
    clock,
    files,
    port: 0,
    newKey: newSession,
    nextAddress: () => {},
    customer: {
      screen,
      nextAddress: (address) => addresses.push(address),
      counted(count) {
        counts.push(count);
        changed();
      },
    },
  });
  onTestFinished(async () => {
    const closed = door.close();
    clock.advance(60_000);
    await closed;
  });
  const host = `127.0.0.1:${door.port}`;
  return {
    world,
    door,
    addresses,
    counts,
    counted: (count) => until(() => (counts.at(-1) === count ? true : undefined)).then(() => {}),
    customerAddress: () => door.customerAddress() ?? '',
    ask: (asked) => rawRequest(door.port, { ...asked, headers: { host, ...asked.headers } }),
  };
}

/** One customer's page: its wire, and everything it was told. */
async function customerPage({ door }: Opened): Promise<{ wire: Port & { leave(): void }; cookie: string }> {
  const cookie = await enter(door.customerAddress() ?? '');
  return { wire: await openPage(door.port, cookie, newSession(), customerFolder), cookie };
}

test("the customer's address lets one browser in, with a cookie that is good below its folder alone", async () => {
  const opened = await open();
  const { ask, door, addresses } = opened;
  const address = opened.customerAddress();
  expect(address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${door.port}/customer/\\?key=[0-9a-f]{32}$`));
  const entered = await ask({ path: address.slice(address.indexOf('/customer')) });
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/customer/']);
  const cookie = entered.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(
    new RegExp(`^truetill-customer-${door.port}=[0-9a-f]{32}; HttpOnly; SameSite=Strict; Path=/customer/$`),
  );
  const headers = { cookie: cookie.split(';')[0] ?? '' };
  expect(await ask({ path: '/customer/', headers })).toMatchObject({ status: 200, body: 'the customer' });
  expect((await ask({ path: '/customer', headers })).headers.get('location')).toBe('/customer/');
  expect((await ask({ path: '/customer/assets/both-1a2b.css', headers })).status).toBe(200);
  expect(addresses).toEqual([opened.customerAddress()]);
  expect((await ask({ path: address.slice(address.indexOf('/customer')) })).status, 'it works once').toBe(401);
});

test("the customer's cookie opens nothing of the till, not even under the name of the till's", async () => {
  const opened = await open();
  const { cookie } = await customerPage(opened);
  const renamed = cookie.replace('truetill-customer-', 'truetill-');
  for (const path of ['/', '/index.html', '/customer.html', eventsPath, messagesPath])
    for (const shown of [cookie, renamed])
      expect((await opened.ask({ path, headers: { cookie: shown } })).status, path).toBe(401);
  expect((await opened.ask({ path: '/customer/index.html', headers: { cookie } })).status).toBe(404);
});

test("the till's cookie opens nothing of the customer's", async () => {
  const opened = await open();
  const cookie = await enter(opened.door.address());
  for (const path of ['/customer', '/customer/', `/customer${eventsPath}`])
    expect((await opened.ask({ path, headers: { cookie } })).status, path).toBe(401);
});

test("neither key opens the other's door", async () => {
  const { door, ask } = await open();
  const key = (address: string | null): string => new URL(address ?? '').searchParams.get('key') ?? '';
  expect((await ask({ path: `/?key=${key(door.customerAddress())}` })).status).toBe(401);
  expect((await ask({ path: `/customer/?key=${key(door.address())}` })).status).toBe(401);
});

test('a customer sees the sale as it goes', async () => {
  const opened = await open();
  const { wire } = await customerPage(opened);
  const views: CustomerView[] = [];
  const { changed, until } = watched();
  const customer = connectOver<typeof customerContract>(customerContract, wire, newSession());
  customer.on('customer.changed', (view) => {
    views.push(view);
    changed();
  });
  await until(() => views.find(({ state }) => state === 'welcome'));
  opened.world.charge(1_280);
  await until(() => views.find(({ state, amountMinor }) => state === 'sending' && amountMinor === 1_280));
  expect(await customer.request('customer.view', {})).toEqual(views.at(-1));
});

test('no request of the till is one of a customer: each is refused by name, and nothing happens', async () => {
  const opened = await open();
  const { wire } = await customerPage(opened);
  const session = newSession();
  const answers: { ok: boolean; error?: { message: string } }[] = [];
  const { changed, until } = watched();
  wire.onMessage((message) => {
    const said = message as { kind: string; ok: boolean; error?: { message: string } };
    if (said.kind !== 'answer') return;
    answers.push(said);
    changed();
  });
  wire.send({ kind: 'hello', session });
  const names = [...Object.keys(requests), 'constructor', '__proto__'];
  const version = opened.world.view().version;
  const args = { orderId: null, amountMinor: 100, differentCustomer: true };
  for (const [n, name] of names.entries()) wire.send({ kind: 'request', session, id: n + 1, name, args });
  await until(() => (answers.length === names.length ? true : undefined));
  for (const { ok, error } of answers) {
    expect(ok).toBe(false);
    expect(error?.message).toMatch(/^there is no request "/);
  }
  expect(names).toContain('sale.start');
  expect(opened.world.view().version).toBe(version);
});

test('the till is told how many pages of customers are open', async () => {
  const opened = await open();
  const first = await customerPage(opened);
  await opened.counted(1);
  const second = await customerPage(opened);
  await opened.counted(2);
  first.wire.leave();
  await opened.counted(1);
  second.wire.leave();
  await opened.counted(0);
  expect(opened.counts).toEqual([1, 2, 1, 0]);
});

test('without a display for customers there is no door for them', async () => {
  const world = counterWorld();
  const door = await startBrowserDoor({
    screens: screensOf(world),
    clock: world.clock,
    files,
    port: 0,
    newKey: newSession,
    nextAddress: () => {},
  });
  onTestFinished(async () => {
    const closed = door.close();
    world.clock.advance(60_000);
    await closed;
  });
  expect(door.customerAddress()).toBeNull();
  const cookie = await enter(door.address());
  const host = `127.0.0.1:${door.port}`;
  expect((await rawRequest(door.port, { path: '/customer/', headers: { host, cookie } })).status).toBe(404);
});
