import { machineClock } from '../../main/clock.ts';
import type { Clock } from '../../main/core/ports.ts';
import { calmTime } from './calm-time.ts';

/**
 * A clock that runs N times faster than the machine's, the same for every program that is given the same dial: a
 * terminal and its gateway agree on the time although each has its own process. Programs stay what they are; a minute
 * of theirs is a few seconds of ours. Never early: a timer fires when its time is over on this clock, or later. Wall
 * clocks agree; the monotonic one and its timers stand still while the machine lets their program wait, as they do in a
 * machine that is suspended.
 */

/** What two clocks must share to show the same time. Plain data, so that it can be handed to another process. */
export interface Dial {
  /** Scaled milliseconds for one of the machine's. */
  readonly factor: number;
  /** The machine's wall clock when the dial was made, and what this clock showed then. */
  readonly machineStartMs: number;
  readonly wallStartMs: number;
  /** Time left out so far, scaled milliseconds. */
  readonly skippedMs: number;
  /** The monotonic clock goes on while its program stands still: for tests in which a call blocks it. */
  readonly countsPauses: boolean;
}

export interface ScaledClock extends Clock {
  dial(): Dial;
  /**
   * Leaves out a stretch of time in which nothing was to happen; what fell due in it happens now. Every clock of the
   * same dial must be told.
   */
  skip(ms: number): void;
  /** Worst delay of a timer so far, scaled milliseconds: how much later than asked for this machine let it run. */
  latenessMs(): number;
}

/** Noon in Shanghai, far from the close of the cancel window at 00:15. */
const noonMs = Date.UTC(2026, 5, 15, 4, 0, 0);

/** A new dial, `factor` times faster than the machine from now on. */
export function newDial(factor: number, { countsPauses = false } = {}): Dial {
  return { factor, machineStartMs: machineClock.wallMs(), wallStartMs: noonMs, skippedMs: 0, countsPauses };
}

/** One for all clocks of a program. */
const calmMs = calmTime(machineClock.monotonicMs);

interface Timer {
  readonly dueMs: number;
  readonly act: () => void;
  off: () => void;
}

export function scaledClock(dial: Dial): ScaledClock {
  const { factor, machineStartMs, wallStartMs } = dial;
  const passingMs = dial.countsPauses ? machineClock.monotonicMs : calmMs;
  const monotonicStartMs = passingMs();
  const timers = new Set<Timer>();
  let skippedMs = dial.skippedMs;
  let skippedHereMs = 0;
  let latestMs = 0;

  const monotonicMs = (): number => (passingMs() - monotonicStartMs) * factor + skippedHereMs;

  function arm(timer: Timer): void {
    // After time was left out a timer may be overdue when it is set: that is not the machine's delay.
    const plannedMs = Math.max(timer.dueMs, monotonicMs());
    timer.off = machineClock.after(Math.ceil((plannedMs - monotonicMs()) / factor), () => {
      const lateMs = monotonicMs() - plannedMs;
      // The machine's timers may fire a millisecond early.
      if (lateMs < 0) {
        arm(timer);
        return;
      }
      timers.delete(timer);
      latestMs = Math.max(latestMs, lateMs);
      timer.act();
    });
  }

  return {
    wallMs: () => Math.round(wallStartMs + (machineClock.wallMs() - machineStartMs) * factor + skippedMs),
    monotonicMs,
    after(delayMs, act) {
      const timer: Timer = { dueMs: monotonicMs() + Math.max(0, delayMs), act, off: () => {} };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        timer.off();
      };
    },
    dial: () => ({ ...dial, skippedMs }),
    skip(ms) {
      skippedMs += ms;
      skippedHereMs += ms;
      for (const timer of [...timers].toSorted((a, b) => a.dueMs - b.dueMs)) {
        timer.off();
        arm(timer);
      }
    },
    latenessMs: () => latestMs,
  };
}
