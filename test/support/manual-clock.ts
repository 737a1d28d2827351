import type { Clock } from '../../main/core/ports.ts';

/**
 * A clock that moves only when a test says so. Timers run in the order of their times, those of the same time in
 * the order in which they were set, and see the time they were set for.
 */
export interface ManualClock extends Clock {
  /** Lets `ms` pass, running every timer that falls due, also those that are set meanwhile. */
  advance(ms: number): void;
  /** Lets `ms` pass in which no timer can run, as in a blocked program; what fell due runs at the next advance. */
  stall(ms: number): void;
  /** Moves the wall clock alone, as a person or NTP does; either way. */
  setWall(ms: number): void;
  /** Timers not yet run and not switched off. */
  waiting(): number;
}

/** `wallStartMs` is the wall clock at the start, 2026-01-01T00:00:00Z unless told; monotonic time starts at 0. */
export function manualClock(wallStartMs = 1_767_225_600_000): ManualClock {
  let nowMs = 0;
  let wallOffsetMs = wallStartMs;
  let timers: { readonly dueMs: number; readonly act: () => void }[] = [];

  function after(delayMs: number, act: () => void): () => void {
    const timer = { dueMs: nowMs + Math.max(0, delayMs), act };
    const behind = timers.findIndex((other) => other.dueMs > timer.dueMs);
    timers.splice(behind === -1 ? timers.length : behind, 0, timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  }

  function advance(ms: number): void {
    const untilMs = nowMs + ms;
    for (let next = timers[0]; next && next.dueMs <= untilMs; next = timers[0]) {
      timers.shift();
      nowMs = Math.max(nowMs, next.dueMs);
      next.act();
    }
    nowMs = untilMs;
  }

  return {
    wallMs: () => wallOffsetMs + nowMs,
    monotonicMs: () => nowMs,
    after,
    advance,
    stall: (ms) => {
      nowMs += ms;
    },
    setWall: (ms) => {
      wallOffsetMs = ms - nowMs;
    },
    waiting: () => timers.length,
  };
}
