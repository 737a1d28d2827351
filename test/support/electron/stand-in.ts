import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { chromium as launchOptions } from '../chromium.ts';
import { PreventableEvent } from './event.ts';
import { powerMonitor, powerSaveBlocker, type Rectangle, screen } from './machine.ts';
import { type SchemeHandler, serveSchemes } from './schemes.ts';
import { Session } from './session.ts';
import { ipcMain, WebContents, type WebPreferences } from './web-contents.ts';

/**
 * A stand-in for the module 'electron': the main process is plain Node, each BrowserWindow is a page of a real
 * Chromium driven by playwright-core. Only what this app uses; anything else throws by being undefined.
 */

export { ipcMain, powerMonitor, powerSaveBlocker, screen };

let context: BrowserContext | undefined;
let over = false;

/** The launcher calls this when the entry module has evaluated; no 'ready' before. */
export const { promise: codeLoaded, resolve: appCodeLoaded } = Promise.withResolvers<void>();

/** Resolves with Chromium's DevTools port once the first window has its page. */
export const { promise: firstPage, resolve: firstPageLoaded } = Promise.withResolvers<number>();

async function startChromium(userData: string): Promise<void> {
  const [width, height] = (process.env['STANDIN_VIEWPORT'] ?? '1280x800').split('x').map(Number);
  const folder = join(userData, 'chromium');
  rmSync(join(folder, 'DevToolsActivePort'), { force: true });
  context = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    headless: process.env['STANDIN_HEADED'] !== '1',
    viewport: { width: width ?? 1280, height: height ?? 800 },
    args: [...launchOptions.args, '--remote-debugging-port=0'],
    // Signals are the app's own matter, and it may run on a faster clock.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 0,
  });
  await serveSchemes(context, handlers);
}

class App extends EventEmitter {
  readonly isPackaged = process.env['STANDIN_PACKAGED'] === '1';
  readonly #paths = new Map<string, string>();
  #ready: Promise<void> | undefined;
  #quitting = false;

  isReady(): boolean {
    return context !== undefined;
  }

  whenReady(): Promise<void> {
    this.#ready ??= codeLoaded
      .then(() => startChromium(this.getPath('userData')))
      .then(() => {
        this.emit('ready');
      });
    return this.#ready;
  }

  getPath(name: string): string {
    const path = this.#paths.get(name) ?? join(process.env['STANDIN_USER_DATA'] ?? fallbackUserData(), name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  /** One per userData, as Chromium's own. The first is told of a second by a file and a signal. */
  requestSingleInstanceLock(): boolean {
    const lock = join(this.getPath('userData'), 'stand-in.lock');
    const owner = lockOwner(lock);
    if (owner !== null) {
      writeFileSync(`${lock}.second`, JSON.stringify(process.argv));
      process.kill(owner, 'SIGUSR2');
      return false;
    }
    writeFileSync(lock, String(process.pid));
    process.once('exit', () => rmSync(lock, { force: true }));
    process.on('SIGUSR2', () => {
      const argv: unknown = JSON.parse(readFileSync(`${lock}.second`, 'utf8'));
      void this.whenReady().then(() => this.emit('second-instance', new PreventableEvent(), argv, process.cwd(), null));
    });
    return true;
  }

  /** before-quit, the windows, will-quit, quit: each of the first three can say no. */
  quit(): void {
    if (this.#quitting || over) return;
    this.#quitting = true;
    const goesOn = (name: string): boolean => {
      const event = new PreventableEvent();
      this.emit(name, event);
      return !event.defaultPrevented;
    };
    const allows =
      goesOn('before-quit') &&
      BrowserWindow.getAllWindows().every((window) => window.wouldClose()) &&
      goesOn('will-quit');
    this.#quitting = false;
    if (allows) this.exit(0);
  }

  exit(code = 0): void {
    if (over) return;
    over = true;
    this.emit('quit', {}, code);
    void Promise.resolve(context?.close()).finally(() => process.exit(code));
  }
}

function fallbackUserData(): string {
  process.env['STANDIN_USER_DATA'] = mkdtempSync(join(tmpdir(), 'stand-in-'));
  return process.env['STANDIN_USER_DATA'];
}

/** The process that holds the lock; null when there is none or it was killed. */
function lockOwner(lock: string): number | null {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

export const app = new App();

export const session = { defaultSession: new Session() };

interface WindowOptions {
  readonly show?: boolean;
  readonly kiosk?: boolean;
  readonly focusable?: boolean;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: WebPreferences;
}

export class BrowserWindow extends EventEmitter {
  static readonly #all = new Set<BrowserWindow>();
  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#all];
  }
  readonly webContents: WebContents;
  readonly #kiosk: boolean;
  readonly #focusable: boolean;
  #bounds: Rectangle;
  #visible: boolean;
  #minimized = false;
  #focused = false;

  constructor(options: WindowOptions = {}) {
    super();
    if (context === undefined) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    if (preferences.nodeIntegration === true) throw new Error('stand-in: nodeIntegration is not supported');
    this.#visible = options.show ?? true;
    this.#kiosk = options.kiosk ?? false;
    this.#focusable = options.focusable ?? true;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.webContents = new WebContents(context, session.defaultSession, preferences);
    BrowserWindow.#all.add(this);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    this.webContents.once('destroyed', () => this.#closed());
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url);
    firstPageLoaded(devToolsPort());
  }

  show(): void {
    this.#visible = true;
    this.#focused = this.#focusable;
  }
  /** As `show`, and whoever had the focus keeps it. */
  showInactive(): void {
    this.#visible = true;
  }
  setBounds(bounds: Rectangle): void {
    this.#bounds = bounds;
  }
  getBounds(): Rectangle {
    return this.#bounds;
  }
  isVisible(): boolean {
    return this.#visible;
  }
  minimize(): void {
    this.#minimized = true;
    this.#focused = false;
  }
  restore(): void {
    this.#minimized = false;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  focus(): void {
    this.#focused = true;
    void this.webContents.page().then((page) => page.bringToFront());
  }
  isFocused(): boolean {
    return this.#focused;
  }
  isKiosk(): boolean {
    return this.#kiosk;
  }
  isDestroyed(): boolean {
    return !BrowserWindow.#all.has(this);
  }

  /** Asks the listeners of 'close'. */
  wouldClose(): boolean {
    const event = new PreventableEvent();
    this.emit('close', event);
    return !event.defaultPrevented;
  }

  close(): void {
    if (this.wouldClose()) this.webContents.close();
  }

  /** At once, and nobody is asked. */
  destroy(): void {
    this.webContents.close();
    this.#closed();
  }

  #closed(): void {
    if (!BrowserWindow.#all.delete(this)) return;
    this.emit('closed');
    if (BrowserWindow.#all.size > 0 || over) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }
}

function devToolsPort(): number {
  const [port] = readFileSync(join(app.getPath('userData'), 'chromium', 'DevToolsActivePort'), 'utf8').split('\n');
  return Number(port);
}

interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean };
}

const standardSchemes = new Set<string>();
const handlers = new Map<string, SchemeHandler>();

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (context !== undefined)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard === true && privileges.secure === true) standardSchemes.add(scheme);
    }
  },
  handle(scheme: string, handler: SchemeHandler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    // Without these rights its pages have no origin, and 'self' is nothing: the stand-in could not show that.
    if (!standardSchemes.has(scheme)) throw new Error(`stand-in: ${scheme} is not registered as standard and secure`);
    handlers.set(scheme, handler);
  },
};

let applicationMenu: unknown = { standIn: 'default menu' };

export const Menu = {
  setApplicationMenu(menu: unknown): void {
    applicationMenu = menu;
  },
  getApplicationMenu(): unknown {
    return applicationMenu;
  },
};

export default { app, BrowserWindow, ipcMain, Menu, powerMonitor, powerSaveBlocker, protocol, screen, session };
