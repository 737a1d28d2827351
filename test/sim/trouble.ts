import { Draws } from './draws.ts';

/**
 * What goes wrong in a world: kinds of trouble, how often each strikes under a seed, and the list of those that did.
 * Knows nothing of payments; a trouble is a name and dice for its details.
 */

/** Rates for one occasion: a message, a commit, an event, a scan. Each seed has its own mixture. */
const highestRate = {
  // Messages on their way.
  'request lost': 0.3,
  'request late': 0.5,
  'request doubled': 0.3,
  'not sent': 0.2,
  'answer lost': 0.3,
  'answer late': 0.3,
  'reset after': 0.2,
  unsigned: 0.2,
  'key refused': 0.02,
  'web page': 0.1,
  // What the gateway says.
  'answered unclear': 0.4,
  'done but unclear': 0.3,
  'wrong id': 0.1,
  'wrong amount': 0.2,
  'cancel refused': 0.9,
  'refund in process': 0.5,
  // What no honest gateway says.
  'failed then charged': 0.4,
  'denies orders': 1,
  'forgets an order': 0.5,
  // The till's machine.
  'crash before commit': 0.05,
  'crash after commit': 0.1,
  'crash before send': 0.05,
  'crash after send': 0.1,
  'crash between': 0.02,
  'storage fails': 0.02,
  'storage goes away': 0.02,
  'closed by hand': 0.03,
  'wall clock jumps': 0.02,
  'wrong clock at start': 0.8,
  'program hangs': 0.01,
  // Spans of time, where they are on at all: how many a world has is in `weather.ts`.
  partition: 1,
  'answers do not come back': 1,
  'unclear for a while': 1,
  'merchant is poor': 1,
  // Customers.
  'needs a pin': 0.6,
  declined: 0.3,
  'stale code': 0.2,
} as const;

export type Kind = keyof typeof highestRate;

const kinds = Object.keys(highestRate) as readonly Kind[];

/** Only in worlds whose gateway lies; there the late news must put everything right. */
const lies: readonly Kind[] = ['failed then charged', 'denies orders', 'forgets an order'];

export class Trouble {
  readonly #seed: number;
  readonly #rates: ReadonlyMap<Kind, number>;
  readonly #without: ReadonlySet<string>;
  readonly #struck = new Set<string>();
  readonly honest: boolean;
  #healed = false;

  /** `without`: names of troubles that must not strike. */
  constructor(seed: number, without: ReadonlySet<string>) {
    const dice = new Draws(seed, 'weather');
    this.#seed = seed;
    this.#without = without;
    this.honest = !dice.happens(0.2);
    // Few kinds at a time show what each does; many at a time show what nobody thought of.
    const share = dice.pick([0, 0.1, 0.1, 0.25, 0.25, 0.5, 0.8]);
    const rates = new Map<Kind, number>();
    for (const kind of kinds) {
      const lie = lies.includes(kind);
      const strikes = lie ? !this.honest && dice.happens(0.6) : dice.happens(share);
      const rate = highestRate[kind] === 1 ? 1 : dice.wait(4, 100) / 100;
      rates.set(kind, strikes ? rate * highestRate[kind] : 0);
    }
    this.#rates = rates;
  }

  /** Dice for the details when trouble of this kind strikes here, or null. */
  strikes(kind: Kind, where: string): Draws | null {
    const rate = this.#rates.get(kind) ?? 0;
    if (rate === 0 || this.#healed) return null;
    const name = `${kind}: ${where}`;
    const dice = new Draws(this.#seed, name);
    if (!dice.happens(rate) || this.#without.has(name)) return null;
    this.#struck.add(name);
    return dice;
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

  get healed(): boolean {
    return this.#healed;
  }

  /** Everything that struck or was done so far, by name, in order. */
  get struck(): readonly string[] {
    return [...this.#struck];
  }
}
