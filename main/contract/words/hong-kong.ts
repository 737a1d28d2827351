import { type HongKongWords, hongKongWords } from './hong-kong/first.ts';

/**
 * The words of the till's first page in the Chinese of Hong Kong, at once: for the terminal and the command line. In a
 * page `hong-kong-later.ts` stands in the place of this file (vite.config.ts).
 */

export function hongKong(): HongKongWords {
  return hongKongWords;
}

export function fetchHongKong(): Promise<void> {
  return Promise.resolve();
}
