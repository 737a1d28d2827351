import type { Input, WebContents } from 'electron';
import { doorChannel } from '../contract/page-door.ts';
import type { Clock } from '../core/ports.ts';

/**
 * The second line for keyboard scanners: keys that come while no page of ours listens – it is being loaded, has died, or
 * hangs. They are swallowed, so that nothing of them acts later on whatever stands there then, and a scanner's burst
 * among them is told, so that it gets an answer: scan again. What the page hears it judges itself.
 */

/** What of Electron's WebContents is watched. */
export type KeyedContents = Pick<WebContents, 'on' | 'ipc'>;

/** As in the page's own rule: six keys as close as nobody types, milliseconds. */
const burstGapMs = 35;
const burstKeysMin = 6;

export interface UnheardParts {
  readonly clock: Clock;
  /** Called once for each burst that nobody heard. */
  readonly burst: () => void;
}

export function watchUnheardKeys(contents: KeyedContents, { clock, burst }: UnheardParts): void {
  /** A page of ours has spoken since it was loaded; one that has not cannot listen yet. */
  let isListening = false;
  let hangs = false;
  let keys = 0;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  const gone = (): void => {
    isListening = false;
    hangs = false;
  };
  contents.ipc.on(doorChannel, () => {
    isListening = true;
    hangs = false;
  });
  contents.on('did-navigate', gone);
  contents.on('render-process-gone', gone);
  contents.on('unresponsive', () => {
    hangs = true;
  });
  contents.on('responsive', () => {
    hangs = false;
  });
  contents.on('before-input-event', (event, { type, isAutoRepeat, key }: Input) => {
    if (isListening && !hangs) return;
    event.preventDefault();
    if (isAutoRepeat || !/^(?:keyDown|rawKeyDown)$/.test(type) || /^(?:Shift|Control|Alt|Meta)$/.test(key)) return;
    const nowMs = clock.monotonicMs();
    keys = nowMs - lastAtMs <= burstGapMs ? keys + 1 : 1;
    lastAtMs = nowMs;
    if (keys === burstKeysMin) burst();
  });
}
