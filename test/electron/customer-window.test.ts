import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Result, requests } from '../../main/contract/contract.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { stateWords } from '../../main/contract/words/states.ts';
import { overHttp } from '../support/electron/address.ts';
import { launchStandIn, type RunningApp } from '../support/electron/app.ts';
import type { Display } from '../support/electron/machine.ts';
import { trainingProfileIn } from '../support/electron/profile.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/**
 * The customer's window of the built app, on displays that come and go. Over the stand-in alone: real Electron has the
 * displays that its machine has.
 */

const slow = { timeout: 60_000 };

const till: Display = {
  id: 1,
  label: 'till',
  bounds: { x: 0, y: 0, width: 1280, height: 800 },
  internal: false,
};
const small: Display = {
  id: 7,
  label: 'HDMI pole',
  bounds: { x: 1280, y: 0, width: 1024, height: 600 },
  internal: false,
};
const large: Display = {
  id: 9,
  label: 'Wall',
  bounds: { x: -1920, y: 0, width: 1920, height: 1080 },
  internal: false,
};
const pole = { label: 'HDMI pole', width: 1024, height: 600 };

/** On a clock eight times the machine's: two seconds until a closed window is opened again are a quarter of one. */
const fast = { TRUETILL_TEST_SPEED: '8' };
const fastWorld = join(import.meta.dirname, '../support/fast-world.ts');

async function started(
  home: string,
  displays: readonly Display[],
  display: object | null,
  language = 'en',
): Promise<RunningApp> {
  const profile = trainingProfileIn(home);
  const file = join(profile, 'config.json');
  const config = JSON.parse(readFileSync(file, 'utf8')) as { devices: Record<string, unknown> };
  config.devices['display'] = { kind: 'window', display, language };
  writeFileSync(file, JSON.stringify(config));
  return launchStandIn({
    args: ['--profile', profile],
    imports: [fastWorld],
    env: { ...fast, STANDIN_DISPLAYS: JSON.stringify(displays) },
  });
}

/** Plugs and unplugs, so that these displays are there. */
function plug(app: RunningApp, displays: readonly Display[]): Promise<void> {
  return app.main(
    ({ screen }, next) => (screen as unknown as { setDisplays(next: readonly Display[]): void }).setDisplays(next),
    displays,
  );
}

interface SeenWindow {
  readonly url: string;
  readonly bounds: Display['bounds'];
  readonly visible: boolean;
  readonly focused: boolean;
}

function windows(app: RunningApp): Promise<readonly SeenWindow[]> {
  return app.main(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => ({
        url: window.webContents.getURL(),
        bounds: window.getBounds(),
        visible: window.isVisible(),
        focused: window.isFocused(),
      })),
    null,
  );
}

/** Where the customer's window is, as soon as it is where it should be; null = there is none. */
async function customerAt(app: RunningApp, bounds: Display['bounds'] | null): Promise<void> {
  const at = async () => {
    const found = (await windows(app)).find(({ url }) => url.startsWith('app://customer/'));
    return found?.visible === true ? found.bounds : null;
  };
  await expect.poll(at, { timeout: 20_000 }).toEqual(bounds);
}

async function customerPage(app: RunningApp): Promise<Page> {
  const found = () => app.pages().find((page) => page.url().startsWith(overHttp('app://customer/')));
  await expect.poll(() => found() !== undefined, { timeout: 20_000 }).toBe(true);
  const page = found();
  if (page === undefined) throw new Error('the customer has no page');
  return page;
}

/** In the page: what each of these requests is answered instead of a result. */
function refusalsInPage(names: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const session = `page-${Math.random()}`;
    const said: string[] = [];
    window.terminalPort.onMessage((message) => {
      const answer = message as { readonly session: string; readonly kind: string; readonly error?: Error };
      if (answer.session !== session || answer.kind !== 'answer') return;
      said.push(answer.error?.message ?? 'it was done');
      if (said.length === names.length) resolve(said);
    });
    window.terminalPort.send({ kind: 'hello', session });
    for (const [n, name] of names.entries())
      window.terminalPort.send({ kind: 'request', session, id: n + 1, name, args: {} });
  });
}

/** In the till's page: asks once, and resolves with the answer. */
function askedInPage([name, args]: readonly [string, object]): Promise<unknown> {
  return new Promise((resolve) => {
    const session = `page-${Math.random()}`;
    const off = window.terminalPort.onMessage((message) => {
      const said = message as { readonly session: string; readonly kind: string; readonly result: unknown };
      if (said.session !== session || said.kind !== 'answer') return;
      off();
      resolve(said.result);
    });
    window.terminalPort.send({ kind: 'hello', session });
    window.terminalPort.send({ kind: 'request', session, id: 1, name, args });
  });
}

/** What the till says of the display: `ready ` or `absent display_no_second`. */
async function reported(app: RunningApp): Promise<string> {
  const view = (await app.page.evaluate(askedInPage, ['terminal.view', {}] as const)) as TerminalView;
  const { state, fault } = view.devices.display;
  return `${state} ${fault}`;
}

/** One app for all tests of a display that nobody has chosen; the last of them ends it. */
describe('with no display chosen', () => {
  let app: RunningApp;
  let home: string;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'till-'));
    app = await started(home, [till, small], null, 'zh-CN');
  }, 60_000);

  afterAll(async () => {
    await app.kill();
    rmSync(home, { recursive: true, force: true });
  });

  test('the customer sees the sale on the second display, in their own language', slow, async () => {
    await customerAt(app, small.bounds);
    const page = await customerPage(app);
    const state = page.locator('[data-field="state"]');
    await expect.poll(() => state.innerText()).toBe(stateWords['zh-CN'].idle.customer);
    await app.page.bringToFront();
    for (const key of '128') await app.page.keyboard.press(key, { delay: 60 });
    await app.page.keyboard.press('F12', { delay: 60 });
    await expect.poll(() => page.locator('[data-field="amount"]').innerText()).toBe('¥128.00');
    await expect.poll(() => state.innerText()).toBe(stateWords['zh-CN'].ready.customer);
    expect(await reported(app)).toBe('ready ');
    const seen = (await windows(app)).find(({ url }) => url.startsWith('app://customer/'));
    expect(seen, 'the keys go on to the till').toMatchObject({ visible: true, focused: false });
  });

  test('nothing is shown while the screen is locked', slow, async () => {
    const page = await customerPage(app);
    const state = () => page.locator('main').getAttribute('data-state');
    await expect.poll(state).toBe('ready');
    await app.main(({ powerMonitor }) => void powerMonitor.emit('lock-screen'), null);
    await expect.poll(state).toBe('blank');
    expect(await page.locator('body').innerText()).toBe('');
    await app.main(({ powerMonitor }) => void powerMonitor.emit('unlock-screen'), null);
    await expect.poll(state).toBe('ready');
  });

  test("the customer's page can ask for nothing of the till", slow, async () => {
    const page = await customerPage(app);
    const names = Object.keys(requests);
    const refused = await page.evaluate(refusalsInPage, names);
    expect(refused.filter((sentence) => !sentence.startsWith('there is no request'))).toEqual([]);
    expect(refused).toHaveLength(names.length);
    expect(names).toContain('sale.start');
  });

  test('the window follows its display when that one is moved', slow, async () => {
    await plug(app, [till, { ...small, bounds: { ...small.bounds, x: -1024 } }]);
    await customerAt(app, { ...small.bounds, x: -1024 });
    expect(app.pages().filter((page) => page.url().startsWith(overHttp('app://customer/')))).toHaveLength(1);
  });

  test('it is gone with its display, which may sleep again, and comes back with the next one', slow, async () => {
    const isAwake = () => app.main(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(1), null);
    expect(await isAwake()).toBe(true);
    await plug(app, [till]);
    await customerAt(app, null);
    await expect.poll(() => reported(app)).toBe('absent display_no_second');
    expect(await isAwake()).toBe(false);
    await plug(app, [till, large]);
    await customerAt(app, large.bounds);
    await expect.poll(() => reported(app)).toBe('ready ');
  });

  test('what is set up while the till runs is followed at once, its language too', slow, async () => {
    const choose = (settings: object) =>
      app.page.evaluate(askedInPage, ['devices.choose', { role: 'display', settings }] as const);
    await app.page.evaluate(askedInPage, ['sale.stop', {}] as const);
    expect(await choose({ kind: 'none' })).toEqual({ ok: true });
    await customerAt(app, null);
    await expect.poll(() => reported(app)).toBe('none ');
    expect(await choose({ kind: 'window', display: null, language: 'en' })).toEqual({ ok: true });
    await customerAt(app, large.bounds);
    const page = await customerPage(app);
    await expect.poll(() => page.locator('[data-field="state"]').innerText()).toBe(stateWords.en.idle.customer);
    const { found } = (await app.page.evaluate(askedInPage, ['devices.find', {}] as const)) as Result<'devices.find'>;
    const screens = found.filter(({ role }) => role === 'display');
    expect(
      screens.map(({ place }) => place),
      'and not the one that the till stands on',
    ).toEqual(['Wall 1920 × 1080']);
    expect(await choose(screens[0]?.settings ?? {})).toEqual({ ok: true });
    await customerAt(app, large.bounds);
  });

  test('closed by somebody, it opens again', slow, async () => {
    const first = await customerPage(app);
    const closed = new Promise((resolve) => first.once('close', resolve));
    await app.main(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows())
        if (window.webContents.getURL().startsWith('app://customer/')) window.close();
    }, null);
    await closed;
    await customerAt(app, large.bounds);
  });

  test("the app ends with the till's window, whoever else still looks", slow, async () => {
    await app.main(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows())
        if (window.webContents.getURL().startsWith('app://till/')) window.close();
    }, null);
    expect(await app.exit).toBe(0);
  });
});

test('a chosen display is waited for: nothing opens on another one', slow, async () => {
  const app = await started(temporaryFolder(), [till, large], pole);
  onTestFinished(() => app.kill());
  await expect.poll(() => reported(app)).toBe('absent display_not_found');
  expect(await windows(app)).toHaveLength(1);
  await plug(app, [till, large, small]);
  await customerAt(app, small.bounds);
  await plug(app, [till, large]);
  await customerAt(app, null);
  await expect.poll(() => reported(app)).toBe('absent display_not_found');
  // In another socket it has another number.
  await plug(app, [till, large, { ...small, id: 23, bounds: { ...small.bounds, y: 200 } }]);
  await customerAt(app, { ...small.bounds, y: 200 });
  await expect.poll(() => reported(app)).toBe('ready ');
});
