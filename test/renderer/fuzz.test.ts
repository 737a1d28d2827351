import { expect, test } from 'vitest';
import { printedSeed } from '../support/seed.ts';
import { fuzz } from './fuzz.ts';

/** A slice of `node test/renderer/fuzz.ts`. */

test('any keys in any order: nothing throws, nothing grows, no held key is lost, and each code among them is read', () => {
  const { problems, codes } = fuzz(100_000, printedSeed('wedge fuzz'));
  expect(problems).toEqual([]);
  expect(codes).toBeGreaterThan(100);
});
