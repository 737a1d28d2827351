import { type ManualClock, manualClock } from './manual-clock.ts';

/** A manual clock that also tells when somebody begins to wait. */
export interface WatchedClock extends ManualClock {
  /** Resolves when a timer of exactly `delayMs` is set, at once if one has been set and not yet been asked for. */
  waitedFor(delayMs: number): Promise<void>;
}

export function watchedClock(): WatchedClock {
  const clock = manualClock();
  const seen: number[] = [];
  const asked: { readonly delayMs: number; readonly resolve: () => void }[] = [];
  return {
    ...clock,
    after(delayMs, act) {
      const off = clock.after(delayMs, act);
      const waiting = asked.findIndex((each) => each.delayMs === delayMs);
      if (waiting === -1) seen.push(delayMs);
      else asked.splice(waiting, 1)[0]?.resolve();
      return off;
    },
    waitedFor(delayMs) {
      const before = seen.indexOf(delayMs);
      if (before !== -1) {
        seen.splice(before, 1);
        return Promise.resolve();
      }
      return new Promise((resolve) => asked.push({ delayMs, resolve }));
    },
  };
}
