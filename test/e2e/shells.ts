import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { chromium } from '../support/chromium.ts';
import { electronBinary, launchReal, launchStandIn, type RunningApp } from '../support/electron/app.ts';
import { compileCache } from '../support/till-process.ts';

/**
 * The shells that ship, as programs of their own, with a page each: every test of the till runs over all of them. They
 * run on a clock that is `speed` times the machine's.
 */

/** A minute of the till in four seconds; a call on loopback takes a twentieth of what it may. */
export const speed = 16;

export interface Till {
  readonly page: Page;
  /** Another page at the same till, where the shell has more than one. */
  secondPage(): Promise<Page>;
  /** As by `kill -9`: program, browser and all. */
  kill(): Promise<void>;
  /** As by its user; the exit code. */
  close(): Promise<number | null>;
}

export interface Shell {
  readonly name: string;
  /** Why it cannot run here, or null. */
  readonly absent: string | null;
  /** More than one page can look at the till. */
  readonly manyPages: boolean;
  open(profileFolder: string, start?: Start): Promise<Till>;
}

export interface Start {
  /** Of the page; 1024 × 768 unless given. */
  readonly size?: { readonly width: number; readonly height: number };
  /** What the till's wall clock shows, milliseconds since 1970; the machine's time unless given. */
  readonly wallMs?: number;
}

const root = join(import.meta.dirname, '../..');
const fastWorld = join(root, 'test/support/fast-world.ts');
const usual = { width: 1024, height: 768 };

function fast({ wallMs }: Start): Readonly<Record<string, string>> {
  const start = wallMs === undefined ? {} : { TRUETILL_TEST_WALL_MS: String(Math.round(wallMs)) };
  return { TRUETILL_TEST_SPEED: String(speed), ...start };
}

/** One Chromium for all pages of a test file: every till gets a context of its own, as a browser profile would. */
let shared: Promise<Browser> | null = null;

export async function closeBrowser(): Promise<void> {
  const open = shared;
  shared = null;
  await (await open)?.close();
}

function browser(): Promise<Browser> {
  shared ??= playwright.launch(chromium);
  return shared;
}

const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/;

async function openBrowserShell(profileFolder: string, start: Start = {}): Promise<Till> {
  const program = join(root, 'out/main/browser.js');
  const child = spawn(process.execPath, ['--import', fastWorld, program, '--no-window', '--profile', profileFolder], {
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...fast(start) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const dieWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', dieWithUs);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  void exited.then(() => process.off('exit', dieWithUs));
  const said = addressesOf(child);
  const context = await (await browser()).newContext({ viewport: start.size ?? usual });
  const page = await context.newPage();
  await page.goto(await said.next());
  return {
    page,
    async secondPage() {
      const other = await context.newPage();
      await other.goto(new URL('/', page.url()).href);
      return other;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
      await context.close();
    },
    async close() {
      await context.close();
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** The addresses that the program prints, one after the other. */
function addressesOf(child: ChildProcess): { next(): Promise<string> } {
  let text = '';
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    wake();
  });
  child.once('exit', wake);
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = address.exec(text);
          if (found === null && child.exitCode === null) return;
          waiting.delete(look);
          if (found === null) reject(new Error(`the browser shell ended with ${child.exitCode}: ${text}`));
          else {
            text = text.slice(found.index + found[0].length);
            resolve(found[0]);
          }
        };
        waiting.add(look);
        look();
      }),
  };
}

function tillOf(app: RunningApp): Till {
  return {
    page: app.page,
    secondPage: () => Promise.reject(new Error('the Electron shell has one page')),
    kill: () => app.kill(),
    close: () => app.close(),
  };
}

const binary = electronBinary();

export const shells: readonly Shell[] = [
  { name: 'browser shell', absent: null, manyPages: true, open: openBrowserShell },
  {
    name: 'Electron entry and preload under the stand-in',
    absent: null,
    manyPages: false,
    open: async (folder, start = {}) => {
      const { size: viewport = usual } = start;
      const args = ['--profile', folder];
      return tillOf(await launchStandIn({ args, env: fast(start), imports: [fastWorld], viewport }));
    },
  },
  {
    name: 'real Electron',
    absent: binary === null ? 'there is no Electron binary here (npx install-electron)' : null,
    manyPages: false,
    open: async (folder) => tillOf(await launchReal({ args: ['--profile', folder], binary: binary ?? '' })),
  },
];
