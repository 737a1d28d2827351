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

interface Timer {
  readonly dueMs: number;
  /** Set after so many others: the second key of the order. */
  readonly number: number;
  /** Null once it has run or was switched off. */
  act: (() => void) | null;
}

/** `wallStartMs` is the wall clock at the start, 2026-01-01T00:00:00Z unless told; monotonic time starts at 0. */
export function manualClock(wallStartMs = 1_767_225_600_000): ManualClock {
  let nowMs = 0;
  let wallOffsetMs = wallStartMs;
  let set = 0;
  let waiting = 0;
  /** A binary heap, soonest first: a hundred thousand timers cost little more than ten. */
  const heap: Timer[] = [];

  function after(delayMs: number, act: () => void): () => void {
    set += 1;
    waiting += 1;
    const timer: Timer = { dueMs: nowMs + Math.max(0, delayMs), number: set, act };
    rise(heap, timer);
    return () => {
      if (timer.act === null) return;
      timer.act = null;
      waiting -= 1;
    };
  }

  function advance(ms: number): void {
    const untilMs = nowMs + ms;
    for (let next = heap[0]; next && next.dueMs <= untilMs; next = heap[0]) {
      takeFirst(heap);
      if (next.act === null) continue;
      const { act } = next;
      next.act = null;
      waiting -= 1;
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
  };
}

function isSooner(one: Timer, other: Timer): boolean {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.number < other.number);
}

/** Puts a timer at its place. */
function rise(heap: Timer[], timer: Timer): void {
  let at = heap.length;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above] as Timer;
    if (!isSooner(timer, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = timer;
}

/** Takes the soonest away and closes the gap with the last. */
function takeFirst(heap: Timer[]): void {
  const last = heap.pop() as Timer;
  const size = heap.length;
  if (size === 0) return;
  let at = 0;
  for (let below = 1; below < size; below = 2 * at + 1) {
    const right = heap[below + 1];
    if (right !== undefined && isSooner(right, heap[below] as Timer)) below += 1;
    if (!isSooner(heap[below] as Timer, last)) break;
    heap[at] = heap[below] as Timer;
    at = below;
  }
  heap[at] = last;
}
