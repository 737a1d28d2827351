import { expect, test } from 'vitest';
import { keeping } from '../../renderer/kept.ts';

test('what is costly to make is made once for each name, and never kept without end', () => {
  let made = 0;
  const format = keeping((name: string, decimals: number) => {
    made += 1;
    return { name, decimals };
  });
  expect(format('en', 2)).toBe(format('en', 2));
  expect(format('en', 0)).toEqual({ name: 'en', decimals: 0 });
  expect(made).toBe(2);
  for (let n = 0; n < 1_000; n++) format('en', n % 10);
  expect(made, 'each of the ten once').toBe(10);
  for (let n = 0; n < 1_000; n++) format('en', n);
  const before = made;
  format('en', 2);
  expect(made, 'the oldest were let go').toBe(before + 1);
});
