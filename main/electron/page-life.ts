import type { BrowserWindow } from 'electron';
import type { Clock, Log } from '../core/ports.ts';

/**
 * A page whose process dies is loaded again, while payments go on beside it. A page that dies as soon as it stands is
 * loaded three times a minute and no more, for as long as the window is open: it would otherwise use up the machine.
 */

const loadsMax = 3;
const windowMs = 60_000;

export type LivingWindow = Pick<BrowserWindow, 'isDestroyed' | 'loadURL'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'on'>;
};

export function loadAgainWhenGone(
  window: LivingWindow,
  address: string,
  { clock, log }: { clock: Clock; log: Log },
): void {
  /** Monotonic times of the newest loads after a death, at most `loadsMax`. */
  let loadedAtMs: readonly number[] = [];
  const load = (): void => {
    if (window.isDestroyed()) return;
    loadedAtMs = [...loadedAtMs, clock.monotonicMs()].slice(-loadsMax);
    window.loadURL(address).catch((error: unknown) => {
      log.warn('the page could not be loaded again', { error: String(error) });
    });
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const oldestMs = loadedAtMs.at(-loadsMax);
    const inMs = oldestMs === undefined ? 0 : Math.max(0, oldestMs + windowMs - clock.monotonicMs());
    log.warn('the page has died and is loaded again; payments go on', { reason, exitCode, inMs });
    clock.after(inMs, load);
  });
}
