import { expect, test } from 'vitest';
import { printedSeed } from '../support/seed.ts';
import { soak } from './soak.ts';

// `npm run -s sim -- --seconds 600` does the same for longer.
test('half a minute of worlds and fault plans that nobody has seen before breaks no promise', {
  timeout: 90_000,
}, () => {
  const options = { seconds: 30, worlds: 1_000_000, store: 'map', untilBroken: true, progress: () => {} } as const;
  const so = soak({ ...options, seed: printedSeed('half a minute') });
  const { worlds, plans, attempts, faults, crashes } = so;
  console.info(`${worlds} worlds, ${plans} plans, ${attempts} attempts, ${faults} faults, ${crashes} crashes`);
  expect(so.broken).toEqual([]);
  expect(so.compared).toBeGreaterThan(0);
});
