import { Draws } from './draws.ts';
import { type FaultPlan, isHonest, type Kind, kindOf, kinds } from './faults.ts';

/**
 * Decides where trouble strikes, by chance with a mixture of each seed's own, or by a plan; and remembers where it
 * did. Knows nothing of payments; a trouble is a name and dice for its details.
 */

export interface TroubleOptions {
  /** Names of troubles that must not strike. */
  readonly without: ReadonlySet<string>;
  /** Instead of chance. */
  readonly plan: FaultPlan | null;
  /** How large a share of all kinds a world has at most: few show what each does, many what nobody thought of. */
  readonly shares: readonly [number, ...number[]];
}

export class Trouble {
  readonly #seed: number;
  readonly #rates: ReadonlyMap<Kind, number>;
  readonly #without: ReadonlySet<string>;
  readonly #plan: FaultPlan | null;
  /** Occasions so far, of the faults that the plan names. */
  readonly #occasions = new Map<string, number>();
  readonly #struck = new Set<string>();
  readonly honest: boolean;
  #healed = false;

  constructor(seed: number, { without, plan, shares }: TroubleOptions) {
    const dice = new Draws(seed, 'weather');
    this.#seed = seed;
    this.#without = without;
    this.#plan = plan;
    this.honest = plan === null ? !dice.happens(0.25) : isHonest(plan);
    this.#rates = plan === null ? this.#mixture(dice, dice.pick(shares)) : new Map();
  }

  #mixture(dice: Draws, share: number): ReadonlyMap<Kind, number> {
    const rates = new Map<Kind, number>();
    for (const kind of kinds) {
      const { rate, lie } = kindOf[kind];
      const strikes = lie === true ? !this.honest && dice.happens(0.6) : dice.happens(share);
      const part = rate === 1 ? 1 : dice.wait(4, 100) / 100;
      if (strikes) rates.set(kind, part * rate);
    }
    return rates;
  }

  /** Dice for the details when trouble of this kind strikes here, or null. */
  strikes(kind: Kind, where: string): Draws | null {
    if (this.#healed) return null;
    if (this.#plan !== null) return this.#planned(this.#plan, kind, where);
    const rate = this.#rates.get(kind);
    if (rate === undefined) return null;
    const name = `${kind}: ${where}`;
    const dice = new Draws(this.#seed, name);
    if (!dice.happens(rate) || this.#without.has(name)) return null;
    this.#struck.add(name);
    return dice;
  }

  #planned(plan: FaultPlan, kind: Kind, where: string): Draws | null {
    const { plan: name } = kindOf[kind];
    const wanted = plan.get(name);
    if (wanted === undefined) return null;
    const occasion = (this.#occasions.get(name) ?? 0) + 1;
    this.#occasions.set(name, occasion);
    if (!wanted.has(occasion)) return null;
    this.#struck.add(`${name}#${occasion}, ${kind}: ${where}`);
    return new Draws(this.#seed, `${kind}: ${where}`);
  }

  /** Dice for something that people do; null when it is left out of this run. */
  act(name: string): Draws | null {
    if (this.#without.has(name)) return null;
    this.#struck.add(name);
    return new Draws(this.#seed, name);
  }

  /** Dice for what is not trouble: how long a message usually takes. */
  dice(name: string): Draws {
    return new Draws(this.#seed, name);
  }

  /** From here on nothing goes wrong. */
  heal(): void {
    this.#healed = true;
  }

  /** A plan, not chance, decides what strikes. */
  get isPlanned(): boolean {
    return this.#plan !== null;
  }

  get healed(): boolean {
    return this.#healed;
  }

  /** Everything that struck or was done so far, by name, in order. */
  get struck(): readonly string[] {
    return [...this.#struck];
  }
}
