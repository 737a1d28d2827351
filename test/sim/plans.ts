import fc from 'fast-check';
import { planNames, readFaultPlan } from './faults.ts';
import { runWorld, type WorldOptions } from './world.ts';

/**
 * Sparse fault plans: a few faults on an otherwise quiet day, such as `crash#8` and `dropResponse#3`. Far better than
 * chance at rare meetings, and what is left after shrinking is the cause.
 */

const faultOfAPlan = fc
  .tuple(fc.constantFrom(...planNames), fc.integer({ min: 1, max: 40 }))
  .map(([name, occasion]) => `${name}#${occasion}`);

const plan = fc.uniqueArray(faultOfAPlan, { maxLength: 6 });

const day = fc.integer({ min: 1, max: 1_000_000 });

export interface BrokenPlan {
  /** Seed of the day. */
  readonly day: number;
  readonly plan: readonly string[];
  readonly broken: string;
}

export interface Searched {
  readonly plans: number;
  readonly attempts: number;
  readonly faults: number;
  readonly crashes: number;
  readonly events: number;
  /** The shortest plan that breaks a promise, or null. */
  readonly found: BrokenPlan | null;
}

/** Tries `runs` plans, from a seed; stops and shrinks at the first broken promise. */
export function searchPlans(seed: number, runs: number, options: WorldOptions = {}): Searched {
  const sums = { plans: 0, attempts: 0, faults: 0, crashes: 0, events: 0 };
  let found: BrokenPlan | null = null;
  const property = fc.property(day, plan, (of, faults) => {
    const told = runWorld(of, { ...options, plan: readFaultPlan(faults) });
    if (found === null) {
      sums.plans += 1;
      sums.attempts += told.attempts;
      sums.faults += told.troubles;
      sums.crashes += told.crashes;
      sums.events += told.events;
    }
    if (told.broken !== null) found = { day: of, plan: faults, broken: told.broken };
    return told.broken === null;
  });
  const { failed, counterexample } = fc.check(property, { seed, numRuns: runs });
  if (!failed || counterexample === null) return { ...sums, found: null };
  const [of, faults] = counterexample;
  return { ...sums, found: { day: of, plan: faults, broken: brokenUnder(of, faults, options) } };
}

function brokenUnder(of: number, faults: readonly string[], options: WorldOptions): string {
  return runWorld(of, { ...options, plan: readFaultPlan(faults) }).broken ?? 'not broken a second time';
}
