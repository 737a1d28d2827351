import { expect, test } from 'vitest';
import { printedSeed } from '../support/seed.ts';
import { runWorld } from './world.ts';

/**
 * The terminal's own core, journal and outcome tables against the simulator's books, through lost, late and doubled
 * messages, crashes, storage errors and clock jumps. `npx node test/sim/soak.ts --story SEED` tells what happened in a
 * world that broke a promise.
 */

function brokenPromises(seeds: readonly number[], journal: 'map' | 'sqlite'): readonly string[] {
  return seeds.flatMap((seed) => {
    const { broken } = runWorld(seed, { journal });
    return broken === null ? [] : [`SEED=${seed}: ${broken}`];
  });
}

function from(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => first + n);
}

test('no promise is broken in 400 fixed worlds', { timeout: 60_000 }, () => {
  expect(brokenPromises(from(1, 400), 'map')).toEqual([]);
});

test('no promise is broken in 80 fixed worlds on SQLite', { timeout: 60_000 }, () => {
  expect(brokenPromises(from(1, 80), 'sqlite')).toEqual([]);
});

test('no promise is broken in 200 worlds that nobody has seen before', { timeout: 60_000 }, () => {
  expect(brokenPromises(from(printedSeed('worlds') % 1_000_000_000, 200), 'map')).toEqual([]);
});

test('the same seed tells the same story, twice and on both journals', { timeout: 60_000 }, () => {
  for (const seed of from(1, 20)) {
    const first = runWorld(seed, { journal: 'map' });
    expect(runWorld(seed, { journal: 'map' }).hash, `seed ${seed} twice`).toBe(first.hash);
    expect(runWorld(seed, { journal: 'sqlite' }).hash, `seed ${seed} on SQLite`).toBe(first.hash);
  }
});

test('worlds are troubled: crashes, faults and attempts are what they consist of', () => {
  const told = from(1, 60).map((seed) => runWorld(seed, { journal: 'map' }));
  const sum = (of: (world: (typeof told)[number]) => number): number => told.reduce((all, world) => all + of(world), 0);
  expect(sum(({ attempts }) => attempts)).toBeGreaterThan(200);
  expect(sum(({ troubles }) => troubles)).toBeGreaterThan(300);
  expect(sum(({ crashes }) => crashes)).toBeGreaterThan(20);
});
