import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions,
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
}

/** Call once, at the top of a file. */
export function openStage(launch: LaunchOptions = chromium): Stage {
  let browser: Browser;
  let served: Served;
  const contexts: BrowserContext[] = [];

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
  };
}
