/**
 * What was pressed while the page was blocked, and arrives when it shows something else: it was meant for what stood
 * there before. It knows the DOM's events and their times, and no acts.
 */

/** Between a touch or a command and its arrival, milliseconds; what is older is dropped. */
const staleAfterMs = 500;

/**
 * The same for a key that may belong to a scan: a scan is refused in words only when a person has surely moved on, and
 * what was typed moves no money.
 */
const staleTextAfterMs = 3_000;

const commands = /^(?:F\d{1,2}|Escape|Backspace|Delete|Enter|NumpadEnter|Space)$/;

/** `nowMs`: on the clock of the events. */
export function isStaleKey({ code, timeStamp }: Pick<KeyboardEvent, 'code' | 'timeStamp'>, nowMs: number): boolean {
  return nowMs - timeStamp > (commands.test(code) ? staleAfterMs : staleTextAfterMs);
}

/** Keeps stale clicks from every button until the result is called; `dropped` is told of each. */
export function dropStaleClicks(target: Window, dropped: () => void): () => void {
  const look = (event: MouseEvent): void => {
    if (target.performance.now() - event.timeStamp <= staleAfterMs) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dropped();
  };
  target.addEventListener('click', look, { capture: true });
  return () => target.removeEventListener('click', look, { capture: true });
}
