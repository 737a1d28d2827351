import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { type CDPSession, type Page, chromium as playwright } from 'playwright-core';
import { newSession } from '../../main/clock.ts';
import type { Connected } from '../../main/contract/connect.ts';
import { connectToTill } from '../../main/profile-socket.ts';
import { chromium } from '../support/chromium.ts';
import { launchStandIn } from '../support/electron/app.ts';
import type { Figure } from './figure.ts';
import { lean } from './memory.ts';
import { spreadOf, timedUntil } from './samples.ts';
import type { Bench } from './setting.ts';

/**
 * The till on a screen: from the command to "ready to scan" in both shells, from a touch to the next paint on a slow
 * machine, and what the page weighs. Measured on what `npm run build` has put into `out`.
 */

const root = join(import.meta.dirname, '../..');
const starts = 5;
const touches = 120;
/** A till's processor is about four times slower than a developer's. */
const throttle = 4;

export async function screenFigures(bench: Bench): Promise<readonly Figure[]> {
  return [...(await shellFigures(bench)), await shellMemory(bench), ...(await paintFigures(bench)), pageSize()];
}

async function shellFigures(bench: Bench): Promise<readonly Figure[]> {
  const nothing: number[] = [];
  const browserReady: number[] = [];
  const bareChromium: number[] = [];
  const electronReady: number[] = [];
  const profile = bench.folder('shell');
  await bench.simulator.ask('gateway', { profile });
  for (let n = 0; n < starts; n++) {
    nothing.push(await timedUntil(() => once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')));
    browserReady.push(await browserShell(profile, async (_address, readyMs) => readyMs));
    bareChromium.push(await timedUntil(async () => (await playwright.launch(chromium)).close()));
    electronReady.push(await electronShell(profile));
  }
  return [
    {
      id: 'shell.browser.ready',
      name: 'browser shell: start to "ready to scan"',
      unit: 'ms',
      value: spreadOf(browserReady).median,
      yardstick: { name: 'node -e 0', value: spreadOf(nothing).median },
      goal: { valueAtMost: 1_000 },
    },
    {
      id: 'shell.electron.ready',
      name: "Electron's entry under the stand-in: start to the till on the screen",
      unit: 'ms',
      value: spreadOf(electronReady).median,
      yardstick: { name: 'bare Chromium', value: spreadOf(bareChromium).median },
    },
  ];
}

/** Starts the shell as `npm start` does, hands its address on, ends it. */
async function browserShell<Answer>(
  profile: string,
  look: (address: string, readyMs: number, pid: number) => Promise<Answer>,
): Promise<Answer> {
  const startedMs = performance.now();
  const program = join(root, 'out/main/browser.js');
  const child = spawn(process.execPath, [...lean, program, '--no-window', '--profile', profile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(line)?.[0];
      if (address !== undefined) return await look(address, performance.now() - startedMs, child.pid ?? 0);
    }
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
  throw new Error('the browser shell ended before it was ready');
}

const salesInShell = 1_000;

/** What the very program that ships holds of the machine after many sales; scans come through its profile's socket. */
async function shellMemory(bench: Bench): Promise<Figure> {
  const what = { id: 'shell.browser.resident', name: `browser shell: resident memory after ${salesInShell} sales` };
  if (process.platform !== 'linux') return { ...what, why: 'read from /proc, which is Linux' };
  const profile = bench.folder('shell-memory');
  await bench.simulator.ask('gateway', { profile });
  return browserShell(profile, async (_address, _readyMs, pid) => {
    const before = residentMegabytes(pid);
    const till = await connectToTill(join(profile, 'till.sock'), newSession(), () => {});
    if (till === null) throw new Error('the shell does not listen on the socket of its profile');
    for (let n = 0; n < salesInShell; n++) await sell(till, n);
    till.close();
    const value = residentMegabytes(pid);
    return { ...what, unit: 'MB', value, yardstick: { name: 'before', value: before }, goal: { valueAtMost: 150 } };
  });
}

async function sell(till: Connected, n: number): Promise<void> {
  const paid = new Promise<void>((resolve) => {
    const off = till.on('terminal.changed', ({ counter }) => {
      if (counter.payment?.status !== 'paid' || counter.orderId !== `BENCH-${n}`) return;
      off();
      resolve();
    });
  });
  const sale = { orderId: `BENCH-${n}`, amountMinor: 100 + n, differentCustomer: true };
  const started = await till.request('sale.start', sale);
  const text = `28${String(n).padStart(16, '0')}`;
  const taken = started.ok ? await till.request('sale.code', { text, source: 'typed' }) : started;
  if (!taken.ok) throw new Error(`a sale of the bench was refused: ${taken.reason}`);
  await paid;
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kilobytes) * 1024) / 1e6;
}

async function electronShell(profile: string): Promise<number> {
  const startedMs = performance.now();
  const app = await launchStandIn({ args: ['--profile', profile] });
  await app.page.locator('[data-field="state"]').waitFor();
  const readyMs = performance.now() - startedMs;
  await app.close();
  return readyMs;
}

async function paintFigures(bench: Bench): Promise<readonly Figure[]> {
  const profile = bench.folder('paint');
  await bench.simulator.ask('gateway', { profile });
  const browser = await playwright.launch(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1024, height: 768 } });
    const slow = await page.context().newCDPSession(page);
    await page.setContent('<button data-act="digit-1">1</button>');
    const bare = await paints(page, slow, ['digit-1']);
    const [till, opened] = await browserShell(profile, async (address) => {
      await watchOpenings(page);
      await page.goto(address);
      await page.locator('[data-field="state"]').waitFor();
      const touched = await paints(page, slow, ['digit-1', 'digit-2', 'backspace', 'pay', 'stop', 'clear']);
      await page.keyboard.press('F8');
      return [touched, await openings(page, slow)] as const;
    });
    return [
      {
        id: 'screen.paint.p95',
        name: `a touch to the next paint, p95, processor ${throttle} times slower`,
        unit: 'ms',
        value: spreadOf(till).p95,
        yardstick: { name: 'a page with one button', value: spreadOf(bare).p95 },
        goal: { valueAtMost: 50 },
      },
      {
        id: 'screen.open.p95',
        name: `a key to the first paint of the screen it opens, p95, processor ${throttle} times slower`,
        unit: 'ms',
        value: spreadOf(opened).p95,
        yardstick: { name: 'a touch on a page with one button', value: spreadOf(bare).p95 },
      },
    ];
  } finally {
    await browser.close();
  }
}

/** History, tray, truth desk, articles, settings, list of keys. */
const screens = ['F4', 'F9', 'F3', 'F2', 'Shift+F1', 'F11'];
const rounds = 5;

interface Opened {
  readonly opened: number[];
}

/** From each function key to the end of the frame in which a dialog stands; before the page, whose keys nobody else hears. */
async function watchOpenings(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const opened: number[] = [];
    Object.assign(window, { opened });
    addEventListener(
      'keydown',
      (event) => {
        const look = (): void => {
          if (document.querySelector('dialog[open]') === null) {
            requestAnimationFrame(look);
            return;
          }
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => opened.push(performance.now() - event.timeStamp);
          port2.postMessage(null);
        };
        if (/^F\d/.test(event.key)) requestAnimationFrame(look);
      },
      { capture: true },
    );
  });
}

/** Milliseconds from each key to the end of the frame in which its screen stands; all parts have been fetched before. */
async function openings(page: Page, slow: CDPSession): Promise<readonly number[]> {
  const openAndClose = async (key: string): Promise<void> => {
    await page.keyboard.press(key);
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  };
  for (const key of screens) await openAndClose(key);
  await page.evaluate(() => (window as unknown as Opened).opened.splice(0));
  await slow.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  for (let n = 0; n < rounds; n++) for (const key of screens) await openAndClose(key);
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return page.evaluate(() => (window as unknown as Opened).opened);
}

/** Milliseconds from each click to the end of the frame that shows it. */
async function paints(page: Page, slow: CDPSession, acts: readonly string[]): Promise<readonly number[]> {
  await page.evaluate(() => {
    const found: number[] = [];
    Object.assign(window, { paints: found });
    addEventListener(
      'click',
      (event) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => found.push(performance.now() - event.timeStamp);
          port2.postMessage(null);
        }),
      { capture: true },
    );
  });
  await slow.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  for (let n = 0; n < touches; n++) {
    await page.locator(`[data-act="${acts[n % acts.length]}"]`).click();
  }
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return page.evaluate(() => (window as unknown as { paints: number[] }).paints);
}

/**
 * What the till's page loads before it can sell: itself, the scripts and styles it names, what these import in turn, and
 * the words of one language, of which the heaviest is counted; beside it every file.
 */
function pageSize(): Figure {
  const folder = join(root, 'out/renderer');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = Array.from(page.matchAll(/(?:src|href)="\.\/([^"]+)"/g), ([, path]) => join(folder, path ?? ''));
  const first = new Set([join(folder, 'index.html'), ...named]);
  for (const path of first) for (const imported of importedBy(path)) first.add(imported);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return {
    id: 'screen.size',
    name: 'the page until the first sale can be made, its longest language with it, gzipped',
    unit: 'bytes',
    value: gzippedBytes([...first]) + heaviestLanguage(join(folder, 'assets'), first),
    yardstick: { name: 'all pages', value: gzippedBytes(files.map((file) => join(file.parentPath, file.name))) },
    goal: { valueAtMost: 120_000 },
  };
}

/** Scripts that a script cannot begin without. */
function importedBy(path: string): readonly string[] {
  if (!path.endsWith('.js')) return [];
  const imports = readFileSync(path, 'utf8').matchAll(/\b(?:import|from)\s*["'`](\.\/[^"'`]+\.js)["'`]/g);
  return Array.from(imports, ([, name]) => join(dirname(path), name ?? ''));
}

/** Chunks of the tables in `main/contract/words`, by the names of their folders. */
const languageChunks = ['simplified', 'english', 'hong-kong'];

/** Gzipped bytes of the language that loads most, with what its words import and the page has not loaded yet. */
function heaviestLanguage(assets: string, loaded: ReadonlySet<string>): number {
  const files = readdirSync(assets);
  return Math.max(
    ...languageChunks.map((name) => {
      const file = files.find((found) => found.startsWith(`${name}-`) && found.endsWith('.js'));
      if (file === undefined) throw new Error(`the page has no words called ${name}`);
      const own = new Set([join(assets, file)]);
      for (const path of own) for (const imported of importedBy(path)) own.add(imported);
      return gzippedBytes([...own].filter((path) => !loaded.has(path)));
    }),
  );
}

function gzippedBytes(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0);
}
