import { runWorld, type Told, type WorldOptions } from './world.ts';

/**
 * Makes the story of a failure short: leaves out troubles and deeds, many at first and then one by one, as long as
 * the same promise is still broken. What remains is the cause.
 */
export function shrink(told: Told, options: WorldOptions, runsMost = 400): Told {
  const kind = kindOf(told);
  const without = new Set(options.without);
  let best = told;
  let runs = 0;
  let share = Math.ceil(told.struck.length / 2);
  while (share >= 1 && runs < runsMost) {
    let shorter = false;
    for (let from = 0; from < best.struck.length && runs < runsMost; ) {
      const left = new Set([...without, ...best.struck.slice(from, from + share)]);
      const tried = runWorld(told.seed, { ...options, without: left });
      runs += 1;
      if (tried.broken !== null && kindOf(tried) === kind) {
        for (const name of left) without.add(name);
        best = tried;
        shorter = true;
      } else {
        from += share;
      }
    }
    if (share === 1 && !shorter) break;
    share = share === 1 ? 1 : Math.ceil(share / 2);
  }
  return runWorld(told.seed, { ...options, without, tell: true });
}

/** The sentence without its ids, times and amounts. */
function kindOf({ broken }: Told): string {
  return (broken ?? '').replaceAll(/[A-Z_0-9]{2,}\S*/g, '…');
}
