import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { chromium } from '../support/chromium.ts';
import { type Served, servePage } from './page.ts';

/** One Chromium and the built page on a server, for all tests of a file. */
export interface Stage {
  /** Where the page is; with a slash at its end. */
  readonly address: string;
  /** Closed behind the test that opens it. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  /**
   * The one page of all tests that ask for it, without motion and with nothing stored: a new one costs more than most
   * tests do with it. Not for tests that route, listen or set a clock: what is done to a page stays with it.
   */
  page(viewport: Size): Promise<Page>;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Call once, at the top of a file. */
export function openStage(launch: LaunchOptions = chromium): Stage {
  let browser: Browser;
  let served: Served;
  const contexts: BrowserContext[] = [];
  let shared: Page | null = null;

  beforeAll(async () => {
    browser = await playwright.launch(launch);
    served = await servePage();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  return {
    get address() {
      return served.address;
    },
    async newContext(options) {
      const context = await browser.newContext(options);
      contexts.push(context);
      return context;
    },
    async page(viewport) {
      if (shared === null || shared.isClosed()) {
        shared = await (await browser.newContext({ viewport, reducedMotion: 'reduce' })).newPage();
        return shared;
      }
      if (shared.url().startsWith(served.address)) {
        await shared.evaluate(() => {
          localStorage.clear();
          sessionStorage.clear();
        });
      }
      await shared.goto('about:blank');
      await shared.setViewportSize(viewport);
      return shared;
    },
  };
}
