import { join } from 'node:path';
import { app, BrowserWindow, type BrowserWindowConstructorOptions, type Session, type WebContents } from 'electron';
import type { Clock, Log } from '../core/ports.ts';
import { pageAddress } from './page-address.ts';
import { loadAgainWhenGone } from './page-life.ts';

/**
 * Locked windows: one page of ours in a sandbox, and nothing that leads out of it. No navigation, no second window, no
 * permission, no download, no menu. A page whose process dies is loaded again; payments go on beside it.
 */

export interface WindowParts {
  readonly kiosk: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** The till's, shown when the page has been painted. Resolves when the page is loaded. */
export async function openWindow(parts: WindowParts, before: (contents: WebContents) => void): Promise<BrowserWindow> {
  const options = { width: 1280, height: 800, useContentSize: true, kiosk: parts.kiosk };
  const window = lockedWindow({ ...parts, options, address: pageAddress });
  window.once('ready-to-show', () => window.show());
  before(window.webContents);
  await window.loadURL(pageAddress).catch((error: unknown) => {
    // Closed by its user before it stood.
    if (!window.isDestroyed()) throw error;
  });
  return window;
}

export interface LockedParts {
  readonly options: BrowserWindowConstructorOptions;
  /** The one document that may be in it. */
  readonly address: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Hidden and empty. */
export function lockedWindow(parts: LockedParts): BrowserWindow {
  const { options, address } = parts;
  const window = new BrowserWindow({
    ...options,
    show: false,
    autoHideMenuBar: true,
    title: 'Truetill',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      // A refused scan is heard before anybody has touched the page.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  keepOnPage(window.webContents, address);
  keepKeysAway(window.webContents);
  denyEverything(window.webContents.session);
  loadAgainWhenGone(window, address, parts);
  return window;
}

/** For a second start of the same profile. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function keepOnPage(contents: WebContents, address: string): void {
  // A reload of itself is all that a page may do; the other events are the same door for frames and redirects.
  contents.on('will-navigate', (event) => {
    if (event.url !== address) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== address) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * The keys that open developer tools. F12 alone opens nothing where no menu names it, and must reach the page: it is
 * the pay key.
 */
function keepKeysAway(contents: WebContents): void {
  contents.on('before-input-event', (event, { control, meta, shift, alt, key }) => {
    const opens = (control && shift) || (meta && alt);
    if (!opens || !['i', 'j', 'c'].includes(key.toLowerCase())) return;
    event.preventDefault();
    if (!app.isPackaged) contents.toggleDevTools();
  });
}

function denyEverything(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}
