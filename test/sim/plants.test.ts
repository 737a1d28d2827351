import { afterAll, describe, expect, test } from 'vitest';
import { allPlants, Garden } from './plants.ts';

/**
 * Every planted mistake is found in its budget: a simulation that finds nothing has proved nothing otherwise. Here the
 * search begins near a seed that the plant names; `npm run -s sim -- --plants` begins at the first for all.
 */

const invariants = Array.from({ length: 15 }, (_, number) => `I${number}`);

describe('planted mistakes', { timeout: 200_000 }, () => {
  const garden = new Garden();
  afterAll(() => garden.close());

  test('there is one for each invariant', () => {
    const broken = new Set(allPlants().flatMap(({ breaks }) => breaks.split(' ')));
    expect(invariants.filter((invariant) => !broken.has(invariant))).toEqual([]);
  });

  test.each(allPlants())('$name is found', async (plant) => {
    const { found, sentence } = await garden.grow(plant, plant.nearSeed);
    expect(found, sentence).toBe(true);
  });
});
