import fc from 'fast-check';
import { type PlanName, planNames, readFaultPlan } from './faults.ts';
import { runWorld, type WorldOptions } from './world.ts';

/**
 * Sparse fault plans: a few faults on an otherwise quiet day, such as `crash#8` and `dropResponse#3`. Far better than
 * chance at rare meetings, and what is left after shrinking is the cause.
 */

/** Early occasions more often: most of what can go wrong with a payment goes wrong at its beginning. */
const occasion = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
);

/** Faults that have something to do with each other meet more often than any two of all. */
const themes: readonly (readonly PlanName[])[] = [
  planNames,
  ['clockJump', 'suspend', 'hang', 'crash', 'closed', 'delayRequest', 'holdRequest', 'partition'],
  ['dropRequest', 'holdRequest', 'doubleRequest', 'noConnection', 'dropResponse', 'delayResponse', 'reset', 'deaf'],
  ['unsigned', 'badSignature', 'keyRefused', 'webPage', 'halfBody', 'unclear', 'doneUnclear', 'dropResponse'],
  ['unknownCode', 'unknownStatus', 'wrongId', 'wrongAmount', 'wrongCurrency', 'needsPin', 'dropResponse', 'crash'],
  ['cancelRefused', 'refundInProcess', 'poorMerchant', 'dropResponse', 'doneUnclear', 'crash', 'storageError'],
  ['crash', 'storageError', 'storageGone', 'slowDisk', 'closed', 'suspend', 'dropResponse', 'cancelRefused'],
  ['failThenSuccess', 'denyOrders', 'forgetOrder', 'dropResponse', 'delayResponse', 'needsPin', 'crash'],
];

/** Few kinds, each on few occasions. */
const plan = fc
  .constantFrom(...themes)
  .chain((theme) => fc.uniqueArray(fc.constantFrom(...theme), { minLength: 1, maxLength: 4 }))
  .chain((names) => fc.tuple(...names.map(occasionsOf)))
  .map((faults) => faults.flat());

function occasionsOf(name: PlanName): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(occasion, { minLength: 1, maxLength: 3 }).map((all) => all.map((nth) => `${name}#${nth}`));
}

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
