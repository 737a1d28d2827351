import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Frame, Page, Route } from 'playwright-core';
import { fromHttp, overHttp } from './address.ts';
import { PreventableEvent } from './event.ts';
import { preloadPrelude } from './prelude.ts';
import type { Session } from './session.ts';

/**
 * Electron's WebContents over a page of a real Chromium: its messages, its frames, its navigations, its windows, its
 * death. Not modelled: redirects, input events (tests emit `before-input-event` by themselves, as they do with a page
 * that hangs), and navigations that never ask the network (`about:blank`).
 */

/** Electron's IpcMain, as far as messages without an answer go. */
export class IpcMain extends EventEmitter {}

export const ipcMain = new IpcMain();

export class WebFrameMain {
  readonly #frame: () => Frame | null;
  constructor(frame: () => Frame | null) {
    this.#frame = frame;
  }
  get url(): string {
    const frame = this.#frame();
    if (frame === null || frame.isDetached()) {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    }
    return fromHttp(frame.url());
  }
}

export interface WebPreferences {
  readonly preload?: string;
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webviewTag?: boolean;
  readonly spellcheck?: boolean;
  readonly devTools?: boolean;
}

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

declare global {
  var __standin_emit: ((channel: string, args: unknown[]) => void) | undefined;
}

let lastId = 0;

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session: Session;
  readonly ipc = new IpcMain();
  readonly #context: BrowserContext;
  readonly #preferences: WebPreferences;
  readonly #main: WebFrameMain;
  #frames = new WeakMap<Frame, WebFrameMain>();
  #page: Page | null = null;
  #opened: Promise<Page>;
  #outbox: [channel: string, args: unknown[]][] = [];
  #loading: string | null = null;
  #openHandler: OpenHandler | null = null;
  #crashed = false;
  #destroyed = false;
  #devToolsOpen = false;

  constructor(context: BrowserContext, session: Session, preferences: WebPreferences) {
    super();
    lastId += 1;
    this.id = lastId;
    this.session = session;
    this.#context = context;
    this.#preferences = preferences;
    this.#main = new WebFrameMain(() => this.#page?.mainFrame() ?? null);
    this.#opened = this.#open();
    // Whoever loads or sends is told; until then nobody waits.
    this.#opened.catch(() => {});
  }

  /** The page behind it, for tests in the same program. */
  page(): Promise<Page> {
    return this.#opened;
  }

  get mainFrame(): WebFrameMain {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    return this.#main;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  getURL(): string {
    return this.#page === null ? '' : fromHttp(this.#page.url());
  }

  getLastWebPreferences(): WebPreferences {
    return this.#preferences;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  openDevTools(): void {
    this.#devToolsOpen = this.#preferences.devTools ?? true;
  }

  toggleDevTools(): void {
    if (this.#devToolsOpen) this.#devToolsOpen = false;
    else this.openDevTools();
  }

  isDevToolsOpened(): boolean {
    return this.#devToolsOpen;
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    // Throws on what Electron could not send either.
    this.#outbox.push([channel, structuredClone(args)]);
    if (this.#outbox.length === 1) void this.#emptyInto(this.#outbox);
  }

  async loadURL(url: string): Promise<void> {
    if (this.#crashed) this.#opened = this.#open();
    const page = await this.#opened;
    await this.session.applyTo(this.#context);
    this.#loading = url;
    try {
      await page.goto(overHttp(url), { waitUntil: 'load', timeout: 0 });
    } finally {
      this.#loading = null;
    }
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.#opened).evaluate(code);
  }

  forcefullyCrashRenderer(): void {
    void this.#opened.then(async (page) => {
      const devTools = await this.#context.newCDPSession(page);
      // Never answered: whoever should answer has just died.
      devTools.send('Page.crash').catch(() => {});
    });
  }

  /** Closes the page; 'destroyed' follows. */
  close(): void {
    void this.#opened.then((page) => page.close());
  }

  /** One at a time, and what came meanwhile together: as quick as the page takes it, and always in order. */
  async #emptyInto(outbox: [channel: string, args: unknown[]][]): Promise<void> {
    const page = await this.#opened;
    while (outbox.length > 0) {
      const batch = [...outbox];
      // A document that is gone hears nothing; its successor says hello.
      await page
        .evaluate((messages) => {
          for (const [channel, args] of messages) globalThis.__standin_emit?.(channel, args);
        }, batch)
        .catch(() => {});
      outbox.splice(0, batch.length);
    }
  }

  async #open(): Promise<Page> {
    const before = this.#page;
    const page = await this.#context.newPage();
    this.#page = page;
    this.#outbox = [];
    this.#frames = new WeakMap([[page.mainFrame(), this.#main]]);
    await page.exposeBinding('__standin_send', ({ frame }, channel: string, args: unknown[]) => {
      this.#heard(frame, channel, args);
    });
    const { preload } = this.#preferences;
    if (preload !== undefined) await page.addInitScript(preloadPrelude(readFileSync(preload, 'utf8'), preload));
    await page.route(
      () => true,
      (route) => this.#requested(page, route),
    );
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && frame.url() !== 'about:blank')
        this.emit('did-navigate', {}, fromHttp(frame.url()));
    });
    page.on('load', () => this.emit('did-finish-load'));
    page.on('popup', (opened) => void this.#popup(opened));
    page.on('download', (download) => void this.session.downloading(download, this));
    page.on('crash', () => this.#died());
    page.on('close', () => this.#closed(page));
    page.on('pageerror', (error) => process.stderr.write(`[page] ${error}\n`));
    page.on('console', (line) => {
      if (line.type() === 'error') process.stderr.write(`[page] ${line.text()}\n`);
    });
    this.#crashed = false;
    await before?.close();
    return page;
  }

  #frameOf(frame: Frame): WebFrameMain {
    const known = this.#frames.get(frame) ?? new WebFrameMain(() => frame);
    this.#frames.set(frame, known);
    return known;
  }

  #heard(frame: Frame, channel: string, args: unknown[]): void {
    if (this.#destroyed) return;
    const event = { sender: this, senderFrame: frame.isDetached() ? null : this.#frameOf(frame) };
    this.ipc.emit(channel, event, ...args);
    ipcMain.emit(channel, event, ...args);
  }

  /** Loading by the main process is not asked about; everything else that wants to go elsewhere is. */
  async #requested(page: Page, route: Route): Promise<void> {
    const request = route.request();
    const url = fromHttp(request.url());
    if (!request.isNavigationRequest() || url === this.#loading) return route.fallback();
    const frame = request.frame();
    const isMainFrame = frame === page.mainFrame();
    const details = { url, isMainFrame, isSameDocument: false, frame: this.#frameOf(frame) };
    const event = Object.assign(new PreventableEvent(), details);
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event);
    return event.defaultPrevented ? route.abort('aborted') : route.fallback();
  }

  /** Electron asks before the window is there; here it is there for a moment. */
  async #popup(opened: Page): Promise<void> {
    const action = this.#openHandler?.({ url: fromHttp(opened.url()) }).action ?? 'allow';
    if (action === 'deny') await opened.close();
  }

  #died(): void {
    this.#crashed = true;
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 });
  }

  #closed(page: Page): void {
    if (page !== this.#page || this.#crashed) return;
    this.#destroyed = true;
    this.emit('destroyed');
  }
}
