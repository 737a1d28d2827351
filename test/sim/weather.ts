import type { ManualClock } from '../support/manual-clock.ts';
import { Draws } from './draws.ts';
import type { Kind } from './faults.ts';
import type { Trouble } from './trouble.ts';

/** Troubles that last: partitions, a gateway that is unclear about everything, a merchant without money. */

const lasting = [
  'partition',
  'answers do not come back',
  'unclear for a while',
  'merchant is poor',
  'denies orders',
] as const satisfies readonly Kind[];

/** Of one kind in one world. */
const spansMost = 3;

type Lasting = (typeof lasting)[number];

interface Span {
  readonly kind: Lasting;
  readonly fromMs: number;
  readonly toMs: number;
}

export class Weather {
  /** The gateway writes its times in a way that nobody can read. */
  readonly hidesTime: boolean;
  readonly #time: ManualClock;
  readonly #trouble: Trouble;
  readonly #spans: readonly Span[];

  /** `overMs`: about how long people act in this world. */
  constructor(seed: number, time: ManualClock, trouble: Trouble, overMs: number) {
    this.hidesTime = new Draws(seed, 'time').happens(trouble.isPlanned ? 0.4 : 0.15);
    this.#time = time;
    this.#trouble = trouble;
    const spans: Span[] = [];
    for (const kind of lasting) {
      const count = new Draws(seed, `how many ${kind}`).below(4);
      for (let n = 1; n <= (trouble.isPlanned ? spansMost : count); n++) {
        const dice = trouble.strikes(kind, `${n}`);
        if (dice === null) continue;
        const fromMs = dice.below(overMs);
        spans.push({ kind, fromMs, toMs: fromMs + dice.wait(1_000, Math.max(120_000, overMs)) });
      }
    }
    this.#spans = spans;
  }

  /** Nothing gets through. */
  isCut(): boolean {
    return this.#is('partition');
  }

  /** Requests arrive, answers do not. */
  isDeaf(): boolean {
    return this.#is('answers do not come back');
  }

  isUnclear(): boolean {
    return this.#is('unclear for a while');
  }

  /** A replica that lags behind: no order is known. */
  deniesOrders(): boolean {
    return this.#is('denies orders');
  }

  /** Whatever the merchant takes is gone at once. */
  isPoor(): boolean {
    return this.#is('merchant is poor');
  }

  #is(kind: Lasting): boolean {
    if (this.#trouble.healed) return false;
    const now = this.#time.monotonicMs();
    return this.#spans.some((span) => span.kind === kind && span.fromMs <= now && now < span.toMs);
  }
}
