/**
 * The seed of a random test run, printed so that a failure can be repeated: `SEED=… npx vitest run …`.
 */
export function printedSeed(title: string): number {
  const given = process.env['SEED'];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  console.info(`${title}: SEED=${seed}`);
  return seed;
}
