/**
 * What happened in a world, line by line: its hash proves that two runs were the same run, its lines are what a
 * person reads when something broke.
 */
export class Story {
  readonly #hash = new RollingHash();
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
    this.#hash.add(this.#timeMs(), line);
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
    return this.#hash.text();
  }
}

/** 64 bits over everything that was told: two FNV-1a lanes. Tells two histories apart; nobody attacks it. */
class RollingHash {
  #one = 0x811c9dc5;
  #other = 0x01000193;

  add(atMs: number, line: string): void {
    // Times may have fractions of a millisecond.
    const micros = Math.round(atMs * 1_000);
    let one = Math.imul(this.#one ^ (micros % 4_294_967_296), 0x01000193);
    let other = Math.imul(this.#other ^ (micros / 4_294_967_296), 0x85ebca6b);
    for (let at = 0; at < line.length; at++) {
      const unit = line.charCodeAt(at);
      one = Math.imul(one ^ unit, 0x01000193);
      other = Math.imul((other + unit) ^ (other >>> 15), 0x85ebca6b);
    }
    this.#one = one;
    this.#other = other;
  }

  text(): string {
    return [this.#one, this.#other].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
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
