/**
 * Our own mistakes. A broken invariant means that the program, not the world, is wrong: it stops loudly.
 * What the world can do wrong (silence, junk, full disk) is a value in a return type instead.
 */
export class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';
}

/** Stops with `sentence` unless `condition` holds. */
export function invariant(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new BrokenInvariant(sentence);
}

/** Closes a switch over a union: a forgotten case does not compile, an impossible value stops. */
export function never(value: never): never {
  throw new BrokenInvariant(`no such case: ${JSON.stringify(value)}`);
}
