import type { CDPSession, Page } from 'playwright-core';

/** Between two keys of a scanner, seconds. */
const usualGapS = 0.008;

interface Stroke {
  readonly code: string;
  readonly key: string;
  readonly text: string;
  readonly windowsVirtualKeyCode: number;
}

/**
 * Keys as a scanner's driver hands them over: stamped 8 ms apart, or as told, whatever time this machine takes to send
 * them. The page's timers wait until it has heard them all, so that no pause of ours between two of them looks like one
 * of the scanner's. Not by standing still: the page keeps a scanner's keys from every later listener, ours among them.
 */
export async function burst(
  page: Page,
  cdp: CDPSession,
  strokes: readonly Stroke[],
  gapS: number = usualGapS,
): Promise<void> {
  await page.evaluate(holdTimers);
  const startS = Date.now() / 1_000;
  // Each is answered when the page has heard it.
  await Promise.all(
    strokes.flatMap(({ text, ...stroke }, n) => {
      const timestamp = startS + n * gapS;
      const down = text === '' ? ({ type: 'rawKeyDown' } as const) : ({ type: 'keyDown', text } as const);
      return [
        cdp.send('Input.dispatchKeyEvent', { ...down, ...stroke, timestamp }),
        cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke, timestamp: timestamp + gapS / 2 }),
      ];
    }),
  );
  await page.evaluate(
    (lastMs) => (window as unknown as Held).releaseTimers(lastMs),
    startS * 1_000 + 1_000 * gapS * strokes.length,
  );
}

interface Held {
  /** Not before `atMs`, Unix: nor is the last key heard before its stamp. */
  releaseTimers(atMs: number): void;
}

/** Timers that are set from now on begin to run when they are released. */
function holdTimers(): void {
  const own = window as unknown as Held & { setTimeout: unknown };
  const { setTimeout, setInterval, clearInterval } = window;
  let held = true;
  const holding = (run: () => void, ms = 0): number => {
    // An interval's number can be cleared as a timeout's.
    const id = setInterval(() => {
      if (held) return;
      clearInterval(id);
      run();
    }, ms);
    return id;
  };
  own.setTimeout = holding;
  own.releaseTimers = (atMs) => {
    own.setTimeout = setTimeout;
    setTimeout(
      () => {
        held = false;
      },
      Math.max(0, atMs - Date.now()),
    );
  };
}
