import { expect, test } from 'vitest';
import { printedSeed } from '../support/seed.ts';
import { fuzzDescriptors, fuzzFraming, fuzzHid } from './fuzz.ts';

/** A slice of `node test/native/fuzz.ts`. */

test.each([
  ['a serial line', fuzzFraming, 50],
  ['HID reports', fuzzHid, 50],
  ['report descriptors', fuzzDescriptors, 0],
])(
  'any bytes over %s: nothing throws, nothing leaves its bounds, and each good code among them is read',
  (_, fuzz, codesMin) => {
    const { problems, codes, reads } = fuzz(20_000, printedSeed('scanner fuzz'));
    expect(problems).toEqual([]);
    expect(codes).toBeGreaterThanOrEqual(codesMin);
    expect(reads).toBeGreaterThan(100);
  },
);
