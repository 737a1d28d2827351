import type { HongKongWords } from './hong-kong/first.ts';

/**
 * The same as `hong-kong.ts` in a page: fetched when somebody wants to read them, because the first sale waits for all
 * that is loaded before it.
 */

let words: HongKongWords | null = null;

/** Throws before they have come. */
export function hongKong(): HongKongWords {
  if (words === null) throw new Error('the words of Hong Kong are read before they have come');
  return words;
}

/** Rejects when they cannot be had; asked again it tries again. */
export async function fetchHongKong(): Promise<void> {
  words ??= (await import('./hong-kong/first.ts')).hongKongWords;
}
