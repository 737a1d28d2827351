import { createHash } from 'node:crypto';

/**
 * What happened in a world, line by line: its hash proves that two runs were the same run, its lines are what a
 * person reads when something broke.
 */
export class Story {
  readonly #hash = createHash('sha256');
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #keep: boolean;
  readonly #timeMs: () => number;
  readonly lines: string[] = [];

  constructor(timeMs: () => number, keep: boolean) {
    this.#timeMs = timeMs;
    this.#keep = keep;
  }

  tell(line: string): void {
    const timed = `${this.#timeMs()} ${line}`;
    this.#hash.update(timed);
    if (this.#keep) this.lines.push(`${(this.#timeMs() / 1000).toFixed(3).padStart(11)} s  ${line}`);
  }

  /** `P3` for the third payment of this world, `R2` for its second refund: short, and the same in each run. */
  nameOf(id: string): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const letter = id.startsWith('R') ? 'R' : 'P';
    const count = (this.#counts.get(letter) ?? 0) + 1;
    this.#counts.set(letter, count);
    this.#names.set(id, `${letter}${count}`);
    return `${letter}${count}`;
  }

  hash(): string {
    return this.#hash.copy().digest('hex').slice(0, 16);
  }
}

/** A promise of the till that was broken. Carries one sentence. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** The program ends here and now, as with `kill -9` or a power cut. Nothing but the world may catch it. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}
