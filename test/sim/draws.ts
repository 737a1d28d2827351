import type { Chance } from '../../main/core/ports.ts';

/**
 * All chance of the simulated world comes from its seed. Each decision has a generator of its own, named after what
 * is decided: leaving one trouble out of a run leaves the dice of all others as they were, so that a failure shrinks.
 */
export class Draws implements Chance {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number, name: string) {
    // FNV-1a over the name, then the finalizer of MurmurHash3 for each word: seeds in a row must not look alike.
    let hash = seed ^ 0x811c9dc5;
    for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
    this.#a = mixed(hash);
    this.#b = mixed(hash + 0x9e3779b9);
    this.#c = mixed(this.#a ^ seed);
    this.#d = mixed(this.#b ^ this.#c) | 1;
  }

  /** 0 up to but not including 1. xorshift128 (Marsaglia, 2003). */
  fraction(): number {
    let t = this.#d;
    const s = this.#a;
    this.#d = this.#c;
    this.#c = this.#b;
    this.#b = s;
    t ^= t << 11;
    t ^= t >>> 8;
    this.#a = t ^ s ^ (s >>> 19);
    return (this.#a >>> 0) / 2 ** 32;
  }

  digits(count: number): string {
    let text = '';
    while (text.length < count) text += String(this.below(1_000_000)).padStart(6, '0');
    return text.slice(0, count);
  }

  /** A whole number, 0 up to but not including `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }

  happens(rate: number): boolean {
    return this.fraction() < rate;
  }

  pick<One>(from: readonly [One, ...One[]]): One {
    return from[this.below(from.length)] ?? from[0];
  }

  /** Whole milliseconds from `least` to `most`, each order of magnitude equally likely. */
  wait(least: number, most: number): number {
    return Math.round(least * (most / least) ** this.fraction());
  }
}

function mixed(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
