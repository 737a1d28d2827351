import type { CDPSession, Page } from 'playwright-core';

/** Between two keys of a scanner, seconds. */
const usualGapS = 0.008;

/** Longer than it takes to hand a whole code to the browser, on a busy machine too. */
const pageBusyMs = 400;

interface Stroke {
  readonly code: string;
  readonly key: string;
  readonly text: string;
  readonly windowsVirtualKeyCode: number;
}

/**
 * Keys as a scanner's driver hands them over: stamped 8 ms apart, or as told, whatever time this machine takes to send
 * them. The page is kept busy until all have come, so that no pause of ours between two of them looks like one of the
 * scanner's.
 */
export async function burst(
  page: Page,
  cdp: CDPSession,
  strokes: readonly Stroke[],
  gapS: number = usualGapS,
): Promise<void> {
  // From the first key on, by that key: a page that is told beforehand may have heard it already, or not yet.
  await page.evaluate(
    (busyMs) => {
      const block = (): void => {
        const untilMs = performance.now() + busyMs;
        while (performance.now() < untilMs);
      };
      window.addEventListener('keydown', block, { capture: true, once: true });
    },
    pageBusyMs + 1_000 * gapS * (gapS > usualGapS ? strokes.length : 0),
  );
  const startS = Date.now() / 1_000;
  const sent = strokes.flatMap(({ text, ...stroke }, n) => {
    const timestamp = startS + n * gapS;
    const down = text === '' ? ({ type: 'rawKeyDown' } as const) : ({ type: 'keyDown', text } as const);
    return [
      cdp.send('Input.dispatchKeyEvent', { ...down, ...stroke, timestamp }),
      cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke, timestamp: timestamp + gapS / 2 }),
    ];
  });
  await Promise.all(sent);
}
