import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium as playwright } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { doorChannel, postBytesMax } from '../../main/contract/page-door.ts';
import type { Port } from '../../main/contract/port.ts';
import type { Log } from '../../main/core/ports.ts';
import { type DoorContents, ipcPort } from '../../main/electron/ipc-port.ts';
import { isOurPage, pageAddress } from '../../main/electron/page-address.ts';
import { chromium } from '../support/chromium.ts';
import { overHttp } from '../support/electron/address.ts';
import { out } from '../support/electron/app.ts';
import { serveSchemes } from '../support/electron/schemes.ts';
import { Session } from '../support/electron/session.ts';
import { WebContents } from '../support/electron/web-contents.ts';

/** Whom the door hears. First with the real preload in a real page, then with every odd event that Electron can send. */

declare global {
  interface Window {
    terminalPort: Port;
    __standin_send(channel: string, args: unknown[]): Promise<void>;
  }
}

function keptLog(): { log: Log; warnings: [string, unknown][] } {
  const warnings: [string, unknown][] = [];
  return { warnings, log: { info: () => {}, warn: (sentence, facts) => void warnings.push([sentence, facts]) } };
}

describe('a page of our own', () => {
  let browser: Browser;
  let context: BrowserContext;
  let contents: WebContents;
  let port: Port;
  let heard: unknown[];
  let warnings: [string, unknown][];

  beforeAll(async () => {
    browser = await playwright.launch(chromium);
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    context = await browser.newContext();
    // Without the product's policy, which lets no frame stand at all.
    const anyPage = () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
    await serveSchemes(
      context,
      new Map([
        ['app', anyPage],
        ['evil', anyPage],
      ]),
    );
    contents = new WebContents(context, new Session(), { preload: join(out, 'preload/preload.cjs') });
    const kept = keptLog();
    warnings = kept.warnings;
    port = ipcPort(contents as unknown as DoorContents, isOurPage, kept.log);
    heard = [];
    port.onMessage((message) => heard.push(message));
    await contents.loadURL(pageAddress);
  });
  afterEach(() => context.close());

  /** Resolves when the page's newest message has come, so that those before it have come or never will. */
  async function lastWord(): Promise<void> {
    const page = await contents.page();
    const came = new Promise<void>((resolve) => {
      contents.ipc.on(doorChannel, (_event, message) => {
        if (message === 'last word') resolve();
      });
    });
    await page.evaluate(() => window.terminalPort.send('last word'));
    await came;
  }

  test('is heard, and hears, in order', async () => {
    const page = await contents.page();
    await page.evaluate(() => {
      for (let n = 1; n <= 3; n += 1) window.terminalPort.send({ n });
    });
    await lastWord();
    expect(heard).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, 'last word']);
    const told = page.evaluate(
      () =>
        new Promise((resolve) => {
          const all: unknown[] = [];
          const off = window.terminalPort.onMessage((message) => {
            all.push(message);
            if (all.length < 2) return;
            off();
            window.terminalPort.send('told');
            window.terminalPort.onMessage((more) => resolve([...all, more]));
          });
          window.terminalPort.send('listening');
        }),
    );
    port.onMessage((message) => {
      if (message === 'listening') for (const n of [1, 2]) port.send({ n });
      if (message === 'told') port.send('after the off-switch');
    });
    expect(await told).toEqual([{ n: 1 }, { n: 2 }, 'after the off-switch']);
  });

  test('is not heard through one of its frames', async () => {
    const page = await contents.page();
    const loaded = page.waitForEvent('framenavigated', (frame) => frame !== page.mainFrame());
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
    }, overHttp(pageAddress));
    const frame = await loaded;
    await frame.evaluate((channel) => window.__standin_send(channel, ['from a frame']), doorChannel);
    await lastWord();
    expect(heard).toEqual(['last word']);
  });

  test('is no longer heard when another page stands in its place', async () => {
    await contents.loadURL('evil://till/index.html');
    await lastWord();
    expect(heard).toEqual([]);
    await contents.loadURL(pageAddress);
    await lastWord();
    expect(heard).toEqual(['last word']);
  });

  test('is not heard with more than 64 KiB, which is logged once', async () => {
    const page = await contents.page();
    await page.evaluate((longest) => {
      window.terminalPort.send('x'.repeat(longest - 2));
      window.terminalPort.send('x'.repeat(longest - 1));
      window.terminalPort.send('付'.repeat(longest / 2));
    }, postBytesMax);
    await lastWord();
    expect(heard).toEqual(['x'.repeat(postBytesMax - 2), 'last word']);
    expect(warnings).toEqual([
      ['a message of the page was dropped: it is too long or not JSON', { bytes: postBytesMax + 1 }],
    ]);
  });

  test('that is closed is told nothing, and nobody fails', async () => {
    const page = await contents.page();
    await page.close();
    expect(contents.isDestroyed()).toBe(true);
    expect(() => port.send({ late: true })).not.toThrow();
  });
});

describe('a sender', () => {
  const gone = (): never => {
    throw new TypeError('Object has been destroyed');
  };
  const mainFrame = { url: pageAddress };

  function hearing(contents: object = {}): { say(event: object, message: unknown): void; heard: unknown[] } {
    const ipc = new EventEmitter();
    const whole = { ipc, mainFrame, isDestroyed: () => false, isCrashed: () => false, send: gone };
    const mixed = Object.defineProperties(whole, Object.getOwnPropertyDescriptors(contents));
    const heard: unknown[] = [];
    ipcPort(mixed as unknown as DoorContents, isOurPage, keptLog().log).onMessage((message) => heard.push(message));
    return { heard, say: (event, message) => void ipc.emit(doorChannel, event, message) };
  }

  test.for<[string, object, object?]>([
    ['is another frame of the same address', { senderFrame: { url: pageAddress } }],
    ['has navigated away', { senderFrame: null }],
    [
      'was disposed',
      {
        get senderFrame() {
          return gone();
        },
      },
    ],
    ['stands at another address', { senderFrame: mainFrame }, { mainFrame: { url: 'https://till/index.html' } }],
    [
      'has lost its window',
      { senderFrame: mainFrame },
      {
        get mainFrame() {
          return gone();
        },
      },
    ],
  ])('that %s is not heard, and nobody fails', ([, event, contents]) => {
    const { say, heard } = hearing(contents);
    say(event, 'hello');
    expect(heard).toEqual([]);
  });

  test('that is our main frame is heard', () => {
    const { say, heard } = hearing();
    say({ senderFrame: mainFrame }, 'hello');
    expect(heard).toEqual(['hello']);
  });

  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;

  test.for([[undefined], [10n], [cycle], [() => {}]])('that sends what is not JSON is not heard', ([message]) => {
    const { say, heard } = hearing();
    say({ senderFrame: mainFrame }, message);
    expect(heard).toEqual([]);
  });

  test.for([{ isDestroyed: () => true }, { isCrashed: () => true }])('that is dead is told nothing (%o)', (dead) => {
    const contents = {
      ipc: new EventEmitter(),
      mainFrame,
      isDestroyed: () => false,
      isCrashed: () => false,
      send: gone,
    };
    const port = ipcPort({ ...contents, ...dead } as unknown as DoorContents, isOurPage, keptLog().log);
    expect(() => port.send('anything')).not.toThrow();
  });
});
