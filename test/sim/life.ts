import { type Clock, StorageError } from '../../main/core/ports.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { PowerCut, Violation } from './story.ts';
import type { Trouble } from './trouble.ts';

/**
 * One run of the till's program, from its start to its end or its crash: its clocks, and the one door through which
 * anything gets in. When it is over, nothing of it moves any more.
 */
export class Life {
  readonly number: number;
  /** On the world's clock. */
  readonly startedMs: number;
  /** The till's clocks: a wall clock that may be wrong, a monotonic one that begins with the program. */
  readonly clock: Clock;
  readonly #time: ManualClock;
  readonly #trouble: Trouble;
  readonly #crashed: () => void;
  #over = false;
  #hangsUntilMs = 0;
  /** How long the machine slept in this life: its monotonic clock did not count that (CLOCK_MONOTONIC on Linux). */
  #sleptMs = 0;
  #events = 0;
  /** The program stood still for a while: its promises of time do not count. */
  hung = false;

  constructor(number: number, time: ManualClock, wallOffsetMs: () => number, trouble: Trouble, crashed: () => void) {
    this.number = number;
    this.startedMs = time.monotonicMs();
    this.#time = time;
    this.#trouble = trouble;
    this.#crashed = crashed;
    this.clock = {
      wallMs: () => Math.floor(time.wallMs() + wallOffsetMs()),
      monotonicMs: () => time.monotonicMs() - this.startedMs - this.#sleptMs,
      after: (delayMs, act) => this.later(delayMs, act),
    };
  }

  get isOver(): boolean {
    return this.#over;
  }

  end(): void {
    this.#over = true;
  }

  /** One event of the program after a while, unless it is called off or the program is over by then. */
  later(delayMs: number, act: () => void): () => void {
    let wanted = true;
    const dueMs = this.clock.monotonicMs() + delayMs;
    const ring = (): void => {
      if (!wanted || this.#over) return;
      const leftMs = dueMs - this.clock.monotonicMs();
      // The machine slept meanwhile.
      if (leftMs > 0) this.#time.after(Math.ceil(leftMs), ring);
      else this.enter(() => wanted && act());
    };
    // Whole milliseconds, never early: a rounding error must not wake the program again and again at the same time.
    this.#time.after(Math.ceil(delayMs), ring);
    return () => {
      wanted = false;
    };
  }

  /** One event of the program now; later, in its order, while the program stands still. */
  enter(act: () => void): void {
    if (this.#over) return;
    const now = this.#time.monotonicMs();
    if (now < this.#hangsUntilMs) {
      this.#time.after(Math.ceil(this.#hangsUntilMs - now), () => this.enter(act));
      return;
    }
    this.#events += 1;
    const where = `event ${this.number}.${this.#events}`;
    try {
      act();
      if (this.#trouble.strikes('crash between', where)) throw new PowerCut();
    } catch (error) {
      if (!(error instanceof PowerCut)) throw thrownBy(error);
      this.#over = true;
      this.#crashed();
      return;
    }
    this.#mayStandStill(now, where);
  }

  #mayStandStill(nowMs: number, where: string): void {
    const hang = this.#trouble.strikes('program hangs', where);
    const sleep = hang === null ? this.#trouble.strikes('machine sleeps', where) : null;
    const forMs = hang?.wait(1_000, 3_600_000) ?? sleep?.wait(1_000, 8 * 3_600_000) ?? 0;
    if (forMs === 0) return;
    this.hung = true;
    this.#hangsUntilMs = nowMs + forMs;
    // Seen by nobody before the machine wakes.
    if (sleep) this.#sleptMs += forMs;
  }

  /** The disk took its time: nothing of the program could run. */
  waited(): void {
    this.hung = true;
  }

  /** Dies here, in the middle of whatever it does, when the seed wants it so. */
  mayCrash(point: 'before commit' | 'after commit' | 'before send' | 'after send', where: string): void {
    if (this.#trouble.strikes(`crash ${point}`, where)) throw new PowerCut();
  }
}

function thrownBy(error: unknown): unknown {
  if (error instanceof Violation) return error;
  const kind = error instanceof StorageError ? 'a storage error reached the outside' : 'the core threw';
  const violation = new Violation(`${kind}: ${error instanceof Error ? error.message : String(error)}`);
  violation.cause = error;
  return violation;
}
