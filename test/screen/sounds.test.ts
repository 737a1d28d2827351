import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { melodies } from '../../renderer/tones.ts';
import { chromium } from '../support/chromium.ts';
import { violations } from './audit.ts';
import { scriptTerminal, show } from './page.ts';
import { scanInto } from './proof.ts';
import { openStage } from './stage.ts';
import { idleView, situations, viewOf } from './views.ts';

/** What the built page lets its browser play: every oscillator that is started is written down. */

declare global {
  interface Window {
    heard: number[];
    /** When each of them begins, seconds of the audio's clock. */
    begun: number[];
    /** What the stand-in for the system's voice was given to say, and `-` where it was cut off. */
    said: string[];
  }
}

/** As both shells of the till have it. */
const autoplay = '--autoplay-policy=no-user-gesture-required';
const stage = openStage({ ...chromium, args: [...chromium.args, autoplay] });

/** `voice`: a voice of this machine in English stands in for the system's, and is allowed. */
async function open({ voice = false, clock = false, view = viewOf('ready', 'en', false) } = {}): Promise<Page> {
  const context = await stage.newContext();
  const page = await context.newPage();
  if (clock) await page.clock.install();
  if (voice) await page.addInitScript(standInVoice);
  await page.addInitScript(() => {
    window.heard = [];
    window.begun = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      window.heard.push(this.frequency.value);
      window.begun.push(when ?? 0);
      start.call(this, when);
    };
  });
  await scriptTerminal(page, { view, training: null });
  await page.goto(stage.address);
  await page.locator('[data-field="state"]').waitFor();
  // A till is silent until what plays its sounds has come.
  await page.locator('[data-act="sound"][data-sound="on"]').waitFor();
  return page;
}

function standInVoice(): void {
  window.said = [];
  localStorage.setItem('truetill.voice', 'on');
  const voices = [{ lang: 'en-GB', localService: true, name: 'stand-in' }];
  Object.defineProperty(window, 'SpeechSynthesisUtterance', {
    value: class {
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    },
  });
  Object.defineProperty(window, 'speechSynthesis', {
    value: {
      getVoices: () => voices,
      speak: ({ text }: { text: string }) => window.said.push(text),
      cancel: () => window.said.push('-'),
      addEventListener: () => {},
      removeEventListener: () => {},
    },
  });
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

test('sounds come one behind the other, and a result beside a refusal is heard whole', async () => {
  const page = await open();
  const sending = viewOf('sending', 'en', false);
  await show(page, { ...sending, counter: { ...sending.counter, tone: { kind: 'accepted', number: 1 } } });
  await show(page, viewOf('paid', 'en', false));
  await expect.poll(() => heard(page)).toEqual(hertzOf('accepted', 'paid'));
  const begun = await page.evaluate(() => window.begun);
  const [accepted = 0, paid = 0] = begun;
  expect(paid - accepted, 'the chime waits for the end of the tone').toBeGreaterThan(0.07);
  expect(begun).toEqual(begun.toSorted((one, other) => one - other));
});

test('an uncertain payment is recalled softly every ten seconds, and not once it is certain', async () => {
  const page = await open({ clock: true, view: viewOf('checking', 'en', false) });
  await page.clock.runFor(9_000);
  expect(await heard(page)).toEqual([]);
  await page.clock.runFor(21_000);
  await expect.poll(() => heard(page)).toEqual(hertzOf('unclear', 'unclear', 'unclear'));
  await show(page, viewOf('paid', 'en', false));
  await page.locator('[data-state="paid"]').waitFor();
  await page.clock.runFor(30_000);
  expect(await heard(page)).toEqual(hertzOf('unclear', 'unclear', 'unclear', 'paid'));
});

test('an allowed voice says what was paid, behind the chime, and the next sale cuts it off', async () => {
  const page = await open({ voice: true, clock: true });
  const said = () => page.evaluate(() => window.said.filter((text) => text !== '-'));
  await show(page, viewOf('checking', 'en', false));
  await page.locator('[data-state="checking"]').waitFor();
  expect(await said(), 'not before the tone is over').toEqual([]);
  await page.clock.runFor(2_000);
  await show(page, viewOf('paid', 'en', false));
  await page.locator('[data-state="paid"]').waitFor();
  await page.clock.runFor(2_000);
  expect(await said()).toEqual(['Do not charge again.', 'Paid, 128 yuan.']);
  await show(page, viewOf('ready', 'en', false));
  await page.locator('[data-state="ready"]').waitFor();
  expect(await page.evaluate(() => window.said.at(-1))).toBe('-');
});

test('a result that nobody heard says so', async () => {
  const page = await open();
  await page.keyboard.press('Shift+F7');
  await show(page, viewOf('checking', 'en', false));
  await page.locator('[data-state="checking"]').waitFor();
  expect(await page.locator('[data-field="silent"]').count()).toBe(0);
  await show(page, viewOf('paid', 'en', false));
  expect(await page.locator('[data-field="silent"]').innerText()).toContain('Muted: this was not heard.');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Shift+F7');
  await page.locator('[data-field="silent"]').waitFor({ state: 'detached' });
});
