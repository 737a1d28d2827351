import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { customerLanguages, customerStates } from '../../main/contract/words/customer.ts';
import { chromium } from '../support/chromium.ts';
import { customerViewIn, scriptCustomer, showCustomer } from './customer-page.ts';
import { servePage } from './page.ts';

/**
 * Pictures of the customer's screen, for people to look at: `node test/screen/customer-shots.ts FOLDER [state …]`, after
 * a build. All states x two sizes x all languages x two themes; the small size in training; and without a terminal.
 */

const sizes = [
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
] as const;
const [folder = 'shots', ...only] = process.argv.slice(2);
const states = customerStates.filter((state) => only.length === 0 || only.includes(state));

mkdirSync(folder, { recursive: true });
const served = await servePage();
const browser = await playwright.launch(chromium);
for (const size of sizes)
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport: size, colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const picture = (name: string) => page.screenshot({ path: join(folder, `customer-${name}-${colorScheme}.png`) });
    const training = size.width === 1024;
    await scriptCustomer(page, customerViewIn('welcome', 'en'));
    await page.goto(`${served.address}customer.html`);
    await page.locator('main').waitFor();
    for (const language of customerLanguages)
      for (const state of states) {
        await showCustomer(page, customerViewIn(state, language, { training }));
        await page.locator(`main[data-state="${state}"]`).waitFor();
        await picture(`${state}-${size.width}-${language}`);
      }
    await context.close();
    const alone = await (await browser.newContext({ viewport: size, colorScheme })).newPage();
    await scriptCustomer(alone, null);
    await alone.goto(`${served.address}customer.html`);
    await alone.locator('h1').waitFor();
    await alone.screenshot({ path: join(folder, `customer-alone-${size.width}-${colorScheme}.png`) });
    await alone.context().close();
  }
await browser.close();
await served.close();
