/** Drawn so far in this file. */
const drawn = new Map<string, number>();

/**
 * The seed of a random test run, printed so that a failure can be repeated: `SEED=… npx vitest run …`. A second try of
 * a test has the same one: what a seed has found is not lost by trying again.
 */
export function printedSeed(title: string): number {
  const given = process.env['SEED'];
  const seed = drawn.get(title) ?? (given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given));
  drawn.set(title, seed);
  console.info(`${title}: SEED=${seed}`);
  return seed;
}
