import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { pageAddress } from '../../main/electron/page-address.ts';
import { type LivingWindow, loadAgainWhenGone } from '../../main/electron/page-life.ts';
import { manualClock } from '../support/manual-clock.ts';

/** A page that dies, on virtual time. */

function dyingWindow(onLoad: () => void = () => {}) {
  const clock = manualClock(0);
  const webContents = new EventEmitter();
  const loads: number[] = [];
  const warnings: string[] = [];
  let destroyed = false;
  const window = {
    webContents,
    isDestroyed: () => destroyed,
    async loadURL() {
      loads.push(clock.monotonicMs());
      onLoad();
    },
  };
  const log = { info: () => {}, warn: (sentence: string) => void warnings.push(sentence) };
  const startMs = clock.monotonicMs();
  loadAgainWhenGone(window as unknown as LivingWindow, pageAddress, { clock, log });
  return {
    clock,
    warnings,
    loadsMs: () => loads.map((atMs) => atMs - startMs),
    die: () => webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 }),
    destroy: () => {
      destroyed = true;
    },
  };
}

test('a page that dies is loaded again at once', () => {
  const { clock, die, loadsMs, warnings } = dyingWindow();
  die();
  clock.advance(0);
  expect(loadsMs()).toEqual([0]);
  expect(warnings).toEqual(['the page has died and is loaded again; payments go on']);
});

test('a page that keeps dying is loaded three times a minute, for ever', () => {
  const { clock, die, loadsMs } = dyingWindow(() => clock.after(1_000, die));
  die();
  clock.advance(130_000);
  expect(loadsMs()).toEqual([0, 1_000, 2_000, 60_000, 61_000, 62_000, 120_000, 121_000, 122_000]);
});

test('a page that cannot be loaded is said, and its next death is another try', async () => {
  const { clock, die, loadsMs, warnings } = dyingWindow(() => {
    throw new Error('ERR_FAILED');
  });
  die();
  clock.advance(0);
  await Promise.resolve();
  expect(warnings).toContain('the page could not be loaded again');
  die();
  clock.advance(0);
  expect(loadsMs()).toEqual([0, 0]);
});

test('a window that is closed in the meantime is left alone', () => {
  const { clock, die, destroy, loadsMs } = dyingWindow();
  die();
  destroy();
  clock.advance(60_000);
  expect(loadsMs()).toEqual([]);
});
