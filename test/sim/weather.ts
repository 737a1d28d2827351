import type { ManualClock } from '../support/manual-clock.ts';
import { Draws } from './draws.ts';
import type { Kind, Trouble } from './trouble.ts';

/** Troubles that last: partitions, a gateway that is unclear about everything, a merchant without money. */

type Lasting = Extract<Kind, 'partition' | 'answers do not come back' | 'unclear for a while' | 'merchant is poor'>;

interface Span {
  readonly kind: Lasting;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A world's acting phase is rarely longer. */
const drawnOverMs = 7_200_000;

export class Weather {
  readonly #time: ManualClock;
  readonly #trouble: Trouble;
  readonly #spans: readonly Span[];

  constructor(seed: number, time: ManualClock, trouble: Trouble) {
    this.#time = time;
    this.#trouble = trouble;
    const spans: Span[] = [];
    const lasting: readonly Lasting[] = [
      'partition',
      'answers do not come back',
      'unclear for a while',
      'merchant is poor',
    ];
    for (const kind of lasting) {
      const count = new Draws(seed, `how many ${kind}`).below(4);
      for (let n = 1; n <= count; n++) {
        const dice = trouble.strikes(kind, `${n}`);
        if (dice === null) continue;
        const fromMs = dice.wait(1, drawnOverMs);
        spans.push({ kind, fromMs, toMs: fromMs + dice.wait(1_000, 3_600_000) });
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

  /** When the merchant's purse is emptied and when it is endless again, in order of time. */
  purse(): readonly { readonly atMs: number; readonly endless: boolean }[] {
    return this.#spans
      .filter(({ kind }) => kind === 'merchant is poor')
      .flatMap(({ fromMs, toMs }) => [
        { atMs: fromMs, endless: false },
        { atMs: toMs, endless: true },
      ]);
  }

  #is(kind: Lasting): boolean {
    if (this.#trouble.healed) return false;
    const now = this.#time.monotonicMs();
    return this.#spans.some((span) => span.kind === kind && span.fromMs <= now && now < span.toMs);
  }
}
