import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { melodies } from '../../renderer/tones.ts';
import { chromium } from '../support/chromium.ts';
import { scriptTerminal, show } from './page.ts';
import { scanInto } from './proof.ts';
import { openStage } from './stage.ts';
import { idleView, situations, viewOf } from './views.ts';

/** What the built page lets its browser play: every oscillator that is started is written down. */

declare global {
  interface Window {
    heard: number[];
  }
}

/** As both shells of the till have it. */
const autoplay = '--autoplay-policy=no-user-gesture-required';
const stage = openStage({ ...chromium, args: [...chromium.args, autoplay] });

async function open(): Promise<Page> {
  const context = await stage.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.heard = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      window.heard.push(this.frequency.value);
      start.call(this, when);
    };
  });
  await scriptTerminal(page, { view: viewOf('ready', 'en', false), training: null });
  await page.goto(stage.address);
  await page.locator('[data-field="state"]').waitFor();
  return page;
}

const heard = (page: Page): Promise<number[]> => page.evaluate(() => window.heard);
const hertzOf = (...sounds: (keyof typeof melodies)[]): number[] =>
  sounds.flatMap((sound) => melodies[sound].map(({ hertz }) => hertz));

test('a payment is heard: taken, not certain, paid', async () => {
  const page = await open();
  expect(await heard(page), 'a page that was just opened').toEqual([]);
  const sending = viewOf('sending', 'en', false);
  await show(page, { ...sending, counter: { ...sending.counter, tone: { kind: 'accepted', number: 1 } } });
  await expect.poll(() => heard(page)).toEqual(hertzOf('accepted'));
  await show(page, viewOf('checking', 'en', false));
  await expect.poll(() => heard(page)).toEqual(hertzOf('accepted', 'busy'));
  await show(page, viewOf('paid', 'en', false));
  await expect.poll(() => heard(page)).toEqual(hertzOf('accepted', 'busy', 'paid'));
});

test('a keyboard scan while devices are set up is heard', async () => {
  const page = await open();
  await show(page, idleView);
  await page.locator('[data-field="state"][data-state="idle"]').waitFor();
  await page.keyboard.press('F1');
  await page.locator('[data-field="setup"]').waitFor();
  await scanInto(page, '281234567890123456');
  await expect.poll(() => heard(page)).toEqual(hertzOf('refused'));
});

test('a refused scan and a garbled one are heard, and nothing is while the till is muted', async () => {
  const page = await open();
  await show(page, viewOf('refused', 'en', false));
  await expect.poll(() => heard(page)).toEqual(hertzOf('refused'));
  await page.evaluate(() => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
  });
  await scanInto(page, '281234567890123456');
  await expect.poll(() => heard(page)).toEqual(hertzOf('refused', 'again'));
  await page.locator('[data-act="sound"]').click();
  await page.locator('[data-act="sound"].muted').waitFor();
  expect(await page.locator('[data-act="sound"]').textContent()).toContain('Muted');
  await show(page, situations.paid);
  await page.locator('[data-field="state"][data-state="paid"]').waitFor();
  expect(await heard(page)).toEqual(hertzOf('refused', 'again'));
  await page.reload();
  await page.locator('[data-act="sound"].muted').waitFor();
});
