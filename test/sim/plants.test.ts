import { describe, expect, test } from 'vitest';
import { allPlants, grow } from './plants.ts';

/** Every planted mistake is found in its budget: a simulation that finds nothing has proved nothing otherwise. */

const invariants = Array.from({ length: 15 }, (_, number) => `I${number}`);

describe('planted mistakes', { timeout: 200_000 }, () => {
  test('there is one for each invariant', () => {
    const broken = new Set(allPlants().flatMap(({ breaks }) => breaks.split(' ')));
    expect(invariants.filter((invariant) => !broken.has(invariant))).toEqual([]);
  });

  test.each(allPlants())('$name is found', async (plant) => {
    const { found, sentence } = await grow(plant);
    expect(found, sentence).toBe(true);
  });
});
