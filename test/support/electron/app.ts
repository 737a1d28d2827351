import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers';
import { pathToFileURL } from 'node:url';
import { _electron, type Browser, chromium, type Page } from 'playwright-core';
import { machineClock } from '../../../main/clock.ts';
import { compileCache } from '../till-process.ts';
import { overHttp } from './address.ts';

/**
 * Starts the built Electron app, in the stand-in or in real Electron, and hands over its page and its main process.
 */

const root = join(import.meta.dirname, '../../..');

/** The build under test; TRUETILL_OUT names another one than the checkout's own. */
export const out = process.env['TRUETILL_OUT'] ?? join(root, 'out');

type Main = typeof import('electron');

export interface LaunchOptions {
  /** Of the app itself, as after `electron .`. */
  readonly args?: readonly string[];
  /** Beside those of this program. */
  readonly env?: Readonly<Record<string, string>>;
  /** Modules for `node --import` in the main process; the stand-in alone can do this. */
  readonly imports?: readonly string[];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The built main process, unless it is the one under `out`. */
  readonly entry?: string;
}

export interface RunningApp {
  readonly kind: 'electron' | 'stand-in';
  /** The till's. */
  readonly page: Page;
  /** Of all windows that are open now. */
  pages(): readonly Page[];
  readonly pid: number;
  /** What this backend's page calls one of our addresses. */
  address(ours: string): string;
  /** Runs `act` in the main process; it must not close over anything. */
  main<Result, Arg>(act: (electron: Main, arg: Arg) => Result | Promise<Result>, arg: Arg): Promise<Result>;
  /** What the main process wrote to stderr so far. */
  stderr(): string;
  /** Ends it as its user would; the exit code. */
  close(): Promise<number | null>;
  /** SIGKILL to the main process and to every process of its Chromium; resolves when they are gone. */
  kill(): Promise<void>;
  /** The exit code; null when it was killed. */
  readonly exit: Promise<number | null>;
}

/** The real binary if it is here; never asked of the package itself: that starts a download. */
export function electronBinary(): string | null {
  const names: Readonly<Record<string, string>> = {
    win32: 'electron.exe',
    darwin: 'Electron.app/Contents/MacOS/Electron',
  };
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist');
  const path = join(dist, names[process.platform] ?? 'electron');
  if (existsSync(path) && existsSync(join(dist, 'version'))) return path;
  if (process.env['REQUIRE_ELECTRON'] === '1')
    throw new Error(`REQUIRE_ELECTRON=1, but there is no Electron at ${path}`);
  return null;
}

export async function launchReal(options: LaunchOptions & { readonly binary: string }): Promise<RunningApp> {
  if (options.imports !== undefined) throw new Error('real Electron takes no --import');
  const app = await _electron.launch({
    executablePath: options.binary,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), options.entry ?? root, ...(options.args ?? [])],
    env: { ...process.env, ...options.env } as Record<string, string>,
  });
  const child = app.process();
  const { stderr, exit } = watched(child);
  const page = await app.firstWindow();
  if (options.viewport !== undefined) await page.setViewportSize(options.viewport);
  return {
    kind: 'electron',
    page,
    pages: () => app.windows(),
    pid: child.pid ?? 0,
    address: (ours) => ours,
    main: (act, arg) => app.evaluate(act as never, arg as never) as never,
    stderr,
    async close() {
      await app.close();
      return exit;
    },
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
    exit,
  };
}

export interface StandInProcess {
  readonly child: ChildProcess;
  stderr(): string;
  readonly exit: Promise<number | null>;
}

/** The main process alone, whatever becomes of it. */
export function startStandIn(options: LaunchOptions = {}): StandInProcess {
  const userData = mkdtempSync(join(tmpdir(), 'stand-in-'));
  const entry = options.entry ?? join(out, 'main/electron.js');
  const { width, height } = options.viewport ?? { width: 1280, height: 800 };
  const child = fork(join(import.meta.dirname, 'launcher.ts'), [entry, ...(options.args ?? [])], {
    execPath: process.execPath,
    execArgv: (options.imports ?? []).flatMap((path) => ['--import', pathToFileURL(path).href]),
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: compileCache,
      STANDIN_USER_DATA: userData,
      STANDIN_VIEWPORT: `${width}x${height}`,
      ...options.env,
    },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const { stderr, exit } = watched(child);
  void exit.then(() => rmSync(userData, { recursive: true, force: true }));
  return { child, stderr, exit };
}

/** Rejects with what the main process wrote when it ends instead of opening a window. */
export async function launchStandIn(options: LaunchOptions = {}): Promise<RunningApp> {
  const { child, stderr, exit } = startStandIn(options);
  const devToolsPort = await firstWindow(child, exit, stderr);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${devToolsPort}`);
  const browserPid = await pidOf(browser);
  const ask = questions(child, exit);
  const close = async (): Promise<number | null> => {
    // Its answer may be lost in the end that it brings about.
    ask('(electron) => electron.app.quit()', null).catch(() => {});
    const stuck = setTimeout(() => child.kill('SIGKILL'), 15_000);
    const code = await exit;
    clearTimeout(stuck);
    await browser.close();
    return code;
  };
  return {
    kind: 'stand-in',
    page: shownPage(browser),
    pages: () => pagesOf(browser),
    pid: child.pid ?? 0,
    address: overHttp,
    main: (act, arg) => ask(act.toString(), arg) as never,
    stderr,
    close,
    async kill() {
      child.kill('SIGKILL');
      // Playwright gives Chromium a process group of its own.
      killGroup(browserPid);
      await exit;
      await groupGone(browserPid);
      await browser.close();
    },
    exit,
  };
}

function watched(child: ChildProcess): { stderr(): string; exit: Promise<number | null> } {
  const dieWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', dieWithUs);
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      process.off('exit', dieWithUs);
      resolve(code);
    });
  });
  return { stderr: () => text, exit };
}

function firstWindow(child: ChildProcess, exit: Promise<number | null>, stderr: () => string): Promise<number> {
  const opened = new Promise<number>((resolve) => {
    child.on('message', (said: { readonly devToolsPort?: number }) => {
      if (said.devToolsPort !== undefined) resolve(said.devToolsPort);
    });
  });
  const over = exit.then((code): never => {
    throw new Error(`the main process ended with ${code} before it opened a window: ${stderr()}`);
  });
  return Promise.race([opened, over]);
}

function pagesOf(browser: Browser): readonly Page[] {
  return browser.contexts().flatMap((context) => context.pages());
}

/** The till's page, beside the blank one that Chromium begins with and what else the app opens. */
function shownPage(browser: Browser): Page {
  const pages = pagesOf(browser).filter((candidate) => candidate.url() !== 'about:blank');
  const page = pages.find((candidate) => candidate.url().startsWith(overHttp('app://till/'))) ?? pages[0];
  if (page === undefined) throw new Error('the window has no page');
  return page;
}

async function pidOf(browser: Browser): Promise<number> {
  const devTools = await browser.newBrowserCDPSession();
  const { processInfo } = await devTools.send('SystemInfo.getProcessInfo');
  const own = processInfo.find(({ type }) => type === 'browser');
  if (own === undefined) throw new Error('Chromium names no process of its own');
  return own.id;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It followed its main process already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A killed process holds its files until the kernel has taken it down; looked for, since nobody else's child tells. */
async function groupGone(pid: number): Promise<void> {
  const untilMs = machineClock.monotonicMs() + 10_000;
  while (groupLives(pid)) {
    if (machineClock.monotonicMs() > untilMs)
      throw new Error(`processes of group ${pid} outlive their SIGKILL by 10 s`);
    await new Promise<void>((seen) => {
      machineClock.after(5, seen);
    });
  }
}

/** Members that nobody has buried yet do not count. */
function groupLives(group: number): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      // After the name, which may hold anything: state, parent, group.
      const [state, , itsGroup] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return Number(itsGroup) === group && state !== 'Z';
    } catch {
      return false;
    }
  });
}

/** Asks the main process; what it was asked when it ended is rejected. */
function questions(child: ChildProcess, exit: Promise<number | null>) {
  interface Answer {
    readonly id?: number;
    readonly result?: unknown;
    readonly error?: string;
  }
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  child.on('message', ({ id = 0, result, error }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(error));
  });
  void exit.then((code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the main process ended with ${code}`));
  });
  return (code: string, arg: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      child.send({ id: lastId, code, arg }, (error) => {
        if (error !== null) reject(error);
      });
    });
}
