import { randomBytes, randomInt } from 'node:crypto';
import type { Chance, Clock } from './core/ports.ts';

/** The machine's time and chance. The only file that reads a clock, starts a timer or draws random bytes. */

/** Longest wait that a timer of Node holds; a longer one would fire at once. */
const timerMaxMs = 2_147_483_647;

export const machineClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, act) {
    const timer = setTimeout(act, Math.min(Math.max(0, delayMs), timerMaxMs));
    return () => clearTimeout(timer);
  },
};

export const machineChance: Chance = {
  digits(count) {
    const blocks = Array.from({ length: Math.ceil(count / 12) }, () => String(randomInt(10 ** 12)).padStart(12, '0'));
    return blocks.join('').slice(0, count);
  },
  fraction: () => randomInt(2 ** 32) / 2 ** 32,
};

/** A name for one life of a screen or of a command line, 32 hexadecimal digits. */
export function newSession(): string {
  return randomBytes(16).toString('hex');
}
