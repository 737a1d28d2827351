import type { HongKongWords } from './hong-kong/first.ts';

/**
 * The words of the till's first page in the Chinese of Hong Kong. Everywhere but on a page they are there at once; a
 * page fetches them when somebody wants to read them, because the first sale waits for all that is loaded before it.
 */

let words: HongKongWords | null = null;

/** Throws on a page that has not fetched them yet. */
export function hongKong(): HongKongWords {
  if (words === null) throw new Error('the words of Hong Kong are read before they have come');
  return words;
}

/** Rejects when they cannot be had; asked again it tries again. */
export async function fetchHongKong(): Promise<void> {
  words ??= (await import('./hong-kong/first.ts')).hongKongWords;
}

if (!('document' in globalThis)) await fetchHongKong();
