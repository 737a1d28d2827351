import { EventEmitter } from 'node:events';
import type { BrowserContext, Download } from 'playwright-core';
import { PreventableEvent } from './event.ts';

/** Electron's Session: what its handlers decide is what Chromium is told to grant. */

type PermissionCheck = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;

/** Electron's names for what playwright can grant. */
const permissions: Readonly<Record<string, readonly string[]>> = {
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
};

export class Session extends EventEmitter {
  // As in Electron: without handlers everything is granted.
  #check: PermissionCheck = () => true;
  #request: PermissionRequest = (_contents, _permission, answer) => answer(true);
  #device: ((details: object) => boolean) | null = null;

  setPermissionCheckHandler(check: PermissionCheck | null): void {
    this.#check = check ?? (() => true);
  }

  setPermissionRequestHandler(request: PermissionRequest | null): void {
    this.#request = request ?? ((_contents, _permission, answer) => answer(true));
  }

  /** Kept for tests to ask; Chromium without a hand on the mouse opens no device. */
  setDevicePermissionHandler(handler: ((details: object) => boolean) | null): void {
    this.#device = handler;
  }

  allowsDevice(details: object): boolean {
    return this.#device?.(details) ?? false;
  }

  /** Tells Chromium what is granted now; the rest is denied without asking anybody. */
  async applyTo(context: BrowserContext): Promise<void> {
    const granted = Object.entries(permissions).flatMap(([name, theirs]) => (this.#allows(name) ? theirs : []));
    await context.grantPermissions(granted);
  }

  /** A download has begun. */
  async downloading(download: Download, contents: unknown): Promise<void> {
    const event = new PreventableEvent();
    this.emit('will-download', event, { getURL: () => download.url() }, contents);
    if (event.defaultPrevented) await download.cancel();
  }

  #allows(permission: string): boolean {
    let answered = false;
    this.#request(
      null,
      permission,
      (granted) => {
        answered = granted;
      },
      {},
    );
    return answered && this.#check(null, permission, '', {});
  }
}
