import { join } from 'node:path';
import { type Browser, type CDPSession, type Page, chromium as playwright } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HeardKeys } from '../../renderer/keys.ts';
import { usualRhythm } from '../../renderer/rhythm.ts';
import { burst } from '../support/burst.ts';
import { chromium } from '../support/chromium.ts';

/** renderer/keys.ts in a real browser, with keys as the operating system sends them. */

const code = '281234567890123456';

/** What the page below keeps for the test. */
interface KeyPage {
  readonly keys: { listenToKeys(target: Window, heard: HeardKeys): () => void };
  /** `typed Digit5`, `scanned 28…`, `garbled`, `page keydown Enter`, `pressed`, `sent`, `error …`, in order. */
  said: string[];
  /** Keys that the screen takes. */
  taken: string[];
  throws: boolean;
  off: () => void;
}

const html = `<!doctype html><title>keys</title>
  <button id="button">Pay</button>
  <form id="form"><input id="field"><input id="choice" type="radio"></form>
  <dialog id="dialog"><button>Close</button></dialog>`;

let browser: Browser;
let script: string;
let page: Page;
let cdp: CDPSession;

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, '../../renderer/keys.ts'), formats: ['iife'], name: 'keys' },
    },
  });
  const [output] = Array.isArray(built) ? built.flatMap((each) => each.output) : 'output' in built ? built.output : [];
  if (output?.type !== 'chunk') throw new Error('vite built no script');
  script = output.code;
  browser = await playwright.launch(chromium);
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  cdp = await page.context().newCDPSession(page);
  await page.setContent(html);
  await page.addScriptTag({ content: script });
  await page.evaluate(() => {
    const own = window as unknown as KeyPage;
    own.said = [];
    own.taken = ['F12'];
    own.throws = false;
    const say = (what: string): void => void own.said.push(what);
    own.off = own.keys.listenToKeys(window, {
      typed: (key) => {
        say(`typed ${key.code}`);
        if (own.throws) throw new Error('the screen is broken');
        return own.taken.includes(key.code);
      },
      scanned: (text) => say(`scanned ${text}`),
      garbled: () => say('garbled'),
    });
    for (const kind of ['keydown', 'keypress', 'keyup'] as const) {
      document.addEventListener(kind, (event) => say(`page ${kind} ${event.code}`));
    }
    document.querySelector('#button')?.addEventListener('click', () => say('pressed'));
    document.querySelector('#form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      say('sent');
    });
    document.querySelector('#dialog')?.addEventListener('close', () => say('closed'));
    window.addEventListener('error', (event) => say(`error ${event.message}`));
  });
  return () => page.close();
});

/** A key goes down and up again. Several are sent without waiting for each other, as a scanner does. */
async function strike(...keys: readonly string[]): Promise<void> {
  await Promise.all(
    keys.flatMap((key) => {
      const { text, ...stroke } = strokeOf(key);
      return [
        cdp.send('Input.dispatchKeyEvent', {
          type: text ? 'keyDown' : 'rawKeyDown',
          ...stroke,
          ...(text ? { text } : {}),
        }),
        cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke }),
      ];
    }),
  );
}

function strokeOf(key: string) {
  if (/^\d$/.test(key)) return { code: `Digit${key}`, key, text: key, windowsVirtualKeyCode: 48 + Number(key) };
  const named: Readonly<Record<string, readonly [number, string]>> = {
    Enter: [13, '\r'],
    Tab: [9, ''],
    Space: [32, ' '],
    Escape: [27, ''],
    F12: [123, ''],
    F4: [115, ''],
    Backspace: [8, ''],
  };
  const [windowsVirtualKeyCode, text] = named[key] ?? [0, ''];
  return { code: key, key: key === 'Space' ? ' ' : key, text, windowsVirtualKeyCode };
}

/** A scanner's keys. */
const scan = (...keys: readonly string[]): Promise<void> => burst(page, cdp, keys.map(strokeOf));

const said = (): Promise<string[]> => page.evaluate(() => (window as unknown as KeyPage).said);

/** Waits until something was said. */
async function heard(what: string): Promise<void> {
  const own = (wanted: string): boolean => (window as unknown as KeyPage).said.includes(wanted);
  await page.waitForFunction(own, what, { timeout: 5_000 }).catch(async () => {
    throw new Error(`"${what}" was never heard, but: ${(await said()).join(', ')}`);
  });
}

describe('a scanner', () => {
  test('is read whole; the focused button is not pressed and the page gets no key', async () => {
    await page.focus('#button');
    await scan(...Array.from(code), 'Enter');
    await heard(`scanned ${code}`);
    expect(await said()).toEqual([`scanned ${code}`]);
  });

  test('is read on a page that is busy while the keys come, and its Enter presses no button', async () => {
    await page.focus('#button');
    await scan(...Array.from(code), 'Enter');
    await heard(`scanned ${code}`);
    expect(await said()).toEqual([`scanned ${code}`]);
  });

  test('without a terminator is read when it falls silent', async () => {
    await scan(...Array.from(code));
    await heard(`scanned ${code}`);
    expect(await said()).toEqual([`scanned ${code}`]);
  });

  test('that types into a field sends no form, and its code does not stand there', async () => {
    await page.focus('#field');
    await scan(...Array.from(code), 'Enter');
    await heard('garbled');
    expect((await said()).filter((what) => !what.startsWith('page '))).toEqual(['garbled']);
    expect(await page.inputValue('#field')).toBe('');
  });

  test('that types into a field that takes scans is scanned, and the field keeps what a person has written', async () => {
    await page.fill('#field', '12');
    await page.evaluate(() => document.querySelector('#field')?.setAttribute('data-takes-scans', ''));
    await scan(...Array.from(code), 'Enter');
    await heard(`scanned ${code}`);
    expect((await said()).filter((what) => !what.startsWith('page '))).toEqual([`scanned ${code}`]);
    expect(await page.inputValue('#field')).toBe('12');
  });

  test('that types into a field between what a person has written there leaves text and cursor as they were', async () => {
    await page.fill('#field', 'for change');
    await page.evaluate(() => document.querySelector<HTMLInputElement>('#field')?.setSelectionRange(4, 4));
    await scan(...Array.from(code), 'Enter');
    await heard('garbled');
    expect(await page.inputValue('#field')).toBe('for change');
    const cursor = () => document.querySelector<HTMLInputElement>('#field')?.selectionStart;
    expect(await page.evaluate(cursor)).toBe(4);
  });

  test('is read while a choice between cards has the focus', async () => {
    await page.focus('#choice');
    await scan(...Array.from(code), 'Enter');
    await heard(`scanned ${code}`);
    expect(await said()).toEqual([`scanned ${code}`]);
  });
});

describe('a person', () => {
  test('presses the focused button with Enter and with Space', async () => {
    await page.focus('#button');
    await strike('Enter');
    await heard('pressed');
    await page.evaluate(() => {
      (window as unknown as KeyPage).said = [];
    });
    await strike('Space');
    await heard('pressed');
  });

  test('types digits for the screen alone, then Enter for the button', async () => {
    await page.focus('#button');
    await strike('1');
    await heard('typed Digit1');
    await strike('2');
    await heard('typed Digit2');
    expect(await said()).toEqual(['typed Digit1', 'typed Digit2']);
    await strike('Enter');
    await heard('pressed');
  });

  test('moves the focus with Tab', async () => {
    await page.focus('#button');
    await strike('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field');
  });

  test('gives a function key to the screen where it means something, else to the browser', async () => {
    await strike('F12');
    await strike('F4');
    expect(await said()).toEqual(['typed F12', 'typed F4', 'page keydown F4', 'page keyup F4']);
  });

  test('writes in a field, Backspace included', async () => {
    await page.focus('#field');
    for (const key of ['1', '2', 'Backspace']) {
      await strike(key);
      await heard(`page keyup ${key === 'Backspace' ? key : `Digit${key}`}`);
    }
    expect(await page.inputValue('#field')).toBe('1');
    expect((await said()).filter((what) => what.startsWith('typed'))).toEqual([]);
  });

  test('closes a dialog with Escape, and the screen behind it hears nothing', async () => {
    await page.evaluate(() => document.querySelector('dialog')?.showModal());
    await strike('Escape');
    await heard('closed');
    expect(await said()).not.toContain('typed Escape');
    await strike('Escape');
    await heard('typed Escape');
  });
});

test('a fault of the screen is reported, and the browser still gets no digit', async () => {
  await page.evaluate(() => {
    (window as unknown as KeyPage).throws = true;
  });
  // The fault of the first key does not cost the second one.
  await strike('1', '2');
  await heard('typed Digit2');
  expect(await said()).toContain('error Uncaught Error: the screen is broken');
  expect((await said()).filter((what) => what.startsWith('page '))).toEqual([]);
  // Closer on what was typed than that, a scan counts as one whose start is lost.
  const typedByMs = await page.evaluate(() => performance.now());
  await page.waitForFunction(([at, ms]) => performance.now() - at > ms, [typedByMs, usualRhythm.silenceMs] as const);
  await scan(...Array.from(code), 'Enter');
  await heard(`scanned ${code}`);
});

test('after it is switched off, keys are the page’s again', async () => {
  await page.evaluate(() => (window as unknown as KeyPage).off());
  await strike('1');
  await heard('page keyup Digit1');
  expect(await said()).toEqual(['page keydown Digit1', 'page keypress Digit1', 'page keyup Digit1']);
});
