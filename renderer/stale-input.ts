/**
 * What was pressed while the page was blocked, and arrives when it shows something else: it was meant for what stood
 * there before. It knows the DOM's events and their times, and no acts.
 */

/**
 * Between a touch or a command and its arrival, milliseconds; what is older, and was aimed at a screen that has changed
 * since, is dropped. Where nothing has changed it does late what it was meant to do.
 */
const staleAfterMs = 500;

/** The same for any key, whatever has changed: a person has surely moved on. */
const staleAnywayAfterMs = 3_000;

const commands = /^(?:F\d{1,2}|Escape|Backspace|Delete|Enter|NumpadEnter|Space)$/;

/** Times on the clock of the events; `changedAtMs`: when the screen last became another one. */
export function isStaleKey(
  { code, timeStamp }: Pick<KeyboardEvent, 'code' | 'timeStamp'>,
  nowMs: number,
  changedAtMs: number,
): boolean {
  if (nowMs - timeStamp > staleAnywayAfterMs) return true;
  return commands.test(code) && nowMs - timeStamp > staleAfterMs && changedAtMs > timeStamp;
}

/** Keeps stale clicks from every button until the result is called; `dropped` is told of each. */
export function dropStaleClicks(target: Window, changedAtMs: () => number, dropped: () => void): () => void {
  const look = (event: MouseEvent): void => {
    if (target.performance.now() - event.timeStamp <= staleAfterMs || changedAtMs() <= event.timeStamp) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dropped();
  };
  target.addEventListener('click', look, { capture: true });
  return () => target.removeEventListener('click', look, { capture: true });
}
