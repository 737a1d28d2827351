import type { CDPSession, Page } from 'playwright-core';

/** Between two keys of a scanner, seconds. */
const usualGapS = 0.008;

interface Stroke {
  readonly code: string;
  readonly key: string;
  readonly text: string;
  readonly windowsVirtualKeyCode: number;
}

/** Asked for by the page's own thread, and answered by {@link burst} alone. */
const heldUntil = '/all-keys-have-come';

/**
 * Keys as a scanner's driver hands them over: stamped 8 ms apart, or as told, whatever time this machine takes to send
 * them. The page stands still from the first key on until all have come, so that no pause of ours between two of them
 * looks like one of the scanner's.
 */
export async function burst(
  page: Page,
  cdp: CDPSession,
  strokes: readonly Stroke[],
  gapS: number = usualGapS,
): Promise<void> {
  const asked = `**${heldUntil}`;
  const allCame = Promise.withResolvers<void>();
  await page.route(asked, async (route) => {
    await allCame.promise;
    await route.fulfill({ body: '', headers: { 'Access-Control-Allow-Origin': '*' } });
  });
  // From the first key on, by that key: a page that is told beforehand may have heard it already, or not yet.
  await page.evaluate(
    ({ path, lastMs }) => {
      const standStill = (): void => {
        const untilMs = performance.now() + lastMs;
        const question = new XMLHttpRequest();
        // A page without an address has no path of its own.
        question.open('GET', location.origin === 'null' ? `http://keys.invalid${path}` : path, false);
        question.send();
        // Nor is the last one heard before its stamp.
        while (performance.now() < untilMs);
      };
      window.addEventListener('keydown', standStill, { capture: true, once: true });
    },
    { path: heldUntil, lastMs: 1_000 * gapS * strokes.length },
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
  // Chromium takes its orders one after the other: when this one is answered, all keys wait at the page.
  await cdp.send('Target.getTargetInfo');
  allCame.resolve();
  await Promise.all(sent);
  await page.unroute(asked);
}
