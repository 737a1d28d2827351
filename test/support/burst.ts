import type { CDPSession, Page } from 'playwright-core';

/** Between two keys of a scanner, seconds. */
const usualGapS = 0.008;

/** Before a person's next key, milliseconds: longer than any rhythm waits for the end of a burst. */
const silenceMs = 200;

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
 * Resolves when the silence behind the last key is over.
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
  // Nor is the last key heard before its stamp.
  const leftMs = Math.max(0, 1_000 * (startS + gapS * strokes.length) - Date.now());
  await page.evaluate(([inMs, silence]) => (window as unknown as Held).releaseTimers(inMs, silence), [
    leftMs,
    silenceMs,
  ] as const);
}

interface Held {
  releaseTimers(inMs: number, silence: number): Promise<void>;
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
  own.releaseTimers = (inMs, silence) =>
    new Promise((isSilent) => {
      own.setTimeout = setTimeout;
      setTimeout(() => {
        held = false;
        setTimeout(isSilent, silence);
      }, inMs);
    });
}
