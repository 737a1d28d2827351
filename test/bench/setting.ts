import type { Child } from './child.ts';
import type { Figure } from './figure.ts';
import type { SimulatorAnswers } from './simulator-child.ts';

/** What every measurement is given. */
export interface Bench {
  /** A new empty folder of this name on a real disk, removed after the run. */
  folder(name: string): string;
  readonly simulator: Child<SimulatorAnswers>;
  /** A million payments instead of ten thousand. */
  readonly large: boolean;
  /** Progress, for people. */
  say(sentence: string): void;
}

export type Measurement = (bench: Bench) => Promise<readonly Figure[]>;
