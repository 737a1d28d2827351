/**
 * Things that cost more to make than to use and are used with every change of the screen, such as the formats of `Intl`:
 * making one is what a touch of the keypad costs otherwise.
 */

/** More than a till's languages and currencies; whoever needs more begins anew. */
const keptMax = 64;

/** The same for the same names, made at the first use. */
export function keeping<Names extends readonly (string | number)[], Made>(
  make: (...names: Names) => Made,
): (...names: Names) => Made {
  const kept = new Map<string, Made>();
  return (...names) => {
    const key = names.join(' ');
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= keptMax) kept.clear();
    const made = make(...names);
    kept.set(key, made);
    return made;
  };
}
