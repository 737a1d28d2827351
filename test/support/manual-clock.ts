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
  /** Timers that ran so far. */
  ran(): number;
}

/** `wallStartMs` is the wall clock at the start, 2026-01-01T00:00:00Z unless told; monotonic time starts at 0. */
export function manualClock(wallStartMs = 1_767_225_600_000): ManualClock {
  let nowMs = 0;
  let wallOffsetMs = wallStartMs;
  let set = 0;
  let waiting = 0;
  let ran = 0;
  const timers = new TimerHeap();

  function after(delayMs: number, act: () => void): () => void {
    const timer: Timer = { dueMs: nowMs + Math.max(0, delayMs), set: set++, act };
    timers.push(timer);
    waiting += 1;
    return () => {
      if (timer.act === null) return;
      timer.act = null;
      waiting -= 1;
    };
  }

  function advance(ms: number): void {
    const untilMs = nowMs + ms;
    for (let next = timers.first(); next !== undefined && next.dueMs <= untilMs; next = timers.first()) {
      timers.shift();
      const { act } = next;
      if (act === null) continue;
      next.act = null;
      waiting -= 1;
      ran += 1;
      nowMs = Math.max(nowMs, next.dueMs);
      act();
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
    waiting: () => waiting,
    ran: () => ran,
  };
}

interface Timer {
  readonly dueMs: number;
  /** Rises with each timer: the order among those of the same time. */
  readonly set: number;
  /** Null once it has run or was switched off. */
  act: (() => void) | null;
}

/** A binary heap: a simulated world sets a hundred timers for one payment. */
class TimerHeap {
  readonly #timers: Timer[] = [];

  first(): Timer | undefined {
    return this.#timers[0];
  }

  push(timer: Timer): void {
    const timers = this.#timers;
    let at = timers.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = timers[parent] as Timer;
      if (isSooner(above, timer)) break;
      timers[at] = above;
      at = parent;
    }
    timers[at] = timer;
  }

  /** Removes the first one. */
  shift(): void {
    const timers = this.#timers;
    const last = timers.pop();
    if (last === undefined || timers.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= timers.length) break;
      const right = timers[child + 1];
      if (right !== undefined && isSooner(right, timers[child] as Timer)) child += 1;
      const below = timers[child] as Timer;
      if (isSooner(last, below)) break;
      timers[at] = below;
      at = child;
    }
    timers[at] = last;
  }
}

function isSooner(one: Timer, other: Timer): boolean {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.set < other.set);
}
