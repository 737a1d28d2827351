import { join } from 'node:path';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll } from 'vitest';
import type { Port } from '../../main/contract/port.ts';
import type { Log } from '../../main/core/ports.ts';
import { type DoorContents, ipcPort } from '../../main/electron/ipc-port.ts';
import { answerPage, isOurPage, pageAddress } from '../../main/electron/page-address.ts';
import { textFile } from '../../main/page-files.ts';
import { type Screens, serveScreen } from '../../main/screens.ts';
import { chromium } from '../support/chromium.ts';
import { out } from '../support/electron/app.ts';
import { serveSchemes } from '../support/electron/schemes.ts';
import { Session } from '../support/electron/session.ts';
import { WebContents } from '../support/electron/web-contents.ts';

/**
 * The door over Electron's IPC: the real port of the main process, the real built preload, a real Chromium page; the
 * stand-in carries the messages between them. One Chromium for a whole test file, one page per wire.
 */

export interface ElectronDoor {
  /** A new window at the same terminal; the screen's end of its wire. */
  wire(): Promise<Port>;
  close(): Promise<void>;
}

let shared: Promise<Browser> | null = null;

/** Launched on first use, closed after the last test of the file. */
export function sharedChromium(): Promise<Browser> {
  shared ??= playwright.launch(chromium);
  return shared;
}

afterAll(async () => {
  const browser = await shared;
  shared = null;
  await browser?.close();
});

const emptyPage = new Map([['/index.html', textFile('html', '<!doctype html><title>door</title>')]]);

export async function electronDoor(screens: Screens, log: Log = silent): Promise<ElectronDoor> {
  const context = await (await sharedChromium()).newContext();
  await serveSchemes(context, new Map([['app', (request: Request) => answerPage(emptyPage, request)]]));
  const offs: (() => void)[] = [];
  return {
    async wire() {
      const contents = new WebContents(context, new Session(), { preload: join(out, 'preload/preload.cjs') });
      offs.push(serveScreen(ipcPort(contents as unknown as DoorContents, isOurPage, log), screens));
      await contents.loadURL(pageAddress);
      return portIn(await contents.page());
    },
    async close() {
      for (const off of offs) off();
      await context.close();
    },
  };
}

const silent: Log = { info: () => {}, warn: () => {} };

interface Door {
  readonly terminalPort: Port;
  readonly __heard: (message: unknown) => void;
}

/** `window.terminalPort` of a page, from outside. */
async function portIn(page: Page): Promise<Port> {
  const listeners = new Set<(message: unknown) => void>();
  await page.exposeBinding('__heard', (_source, message: unknown) => {
    for (const listen of listeners) listen(message);
  });
  await page.evaluate(() => {
    const { terminalPort, __heard } = window as unknown as Door;
    terminalPort.onMessage((message) => __heard(message));
  });
  return {
    send(message) {
      page
        .evaluate(([said]) => (window as unknown as Door).terminalPort.send(said), [message])
        .catch((error: unknown) => {
          if (!page.isClosed()) throw error;
        });
    },
    onMessage(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}
