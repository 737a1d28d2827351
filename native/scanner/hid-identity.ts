import type { HidFound } from './hid-port.ts';

/** Which of the HID devices that are plugged in is which: over replugs, and beside another of the same kind. Pure. */

/** Two of one kind without serial numbers are told apart by where they are plugged in. */
function keyOf({ vendorId, productId, serialNumber, path }: HidFound): string {
  return `${hex(vendorId)}:${hex(productId)}:${serialNumber === '' ? path : serialNumber}`;
}

/**
 * `all` that stand in one list, each under a key of its own; `held` are those that are being read, under theirs. A
 * device with several collections stands in the list once for each and has one key. Makers give one serial number to
 * many: who comes second with it is told apart by where it is plugged in.
 */
export function keyed(all: readonly HidFound[], held: ReadonlyMap<string, HidFound>): ReadonlyMap<string, HidFound> {
  const found = new Map<string, HidFound>();
  const paths = new Set(all.map(({ path }) => path));
  for (const each of all) {
    const key = keyOf(each);
    const own = [...held].find(([, one]) => one.path === each.path && keyOf(one) === key)?.[0];
    const holder = found.get(key) ?? held.get(key);
    const isSecond = holder !== undefined && paths.has(holder.path) && isTwin(holder, each);
    found.set(own ?? (isSecond ? `${key}:${each.path}` : key), each);
  }
  return found;
}

function isTwin(one: HidFound, other: HidFound): boolean {
  return one.path !== other.path && one.usagePage === other.usagePage && one.usage === other.usage;
}

/** As people know it; its USB numbers where it tells no name. No vendor has the number 0: that one is simulated. */
export function nameOf({ name, vendorId, productId }: HidFound): string {
  if (name === '' && vendorId === 0) return '';
  return name === '' ? `USB ${hex(vendorId)}:${hex(productId)}` : name;
}

/** Of USB: four digits. */
export function hex(number: number): string {
  return number.toString(16).padStart(4, '0');
}
