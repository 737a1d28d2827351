import type { OrderLine } from '../../main/contract/order-views.ts';

/** Names for the lines of an order that stay theirs while others come and go. */

export interface KeyedLine {
  readonly key: string;
  readonly line: OrderLine;
  /** Its place on the order, from 0. */
  readonly at: number;
}

/** Lines for things that are in no list may be all alike: the second of them has another name than the first. */
export function keyed(lines: readonly OrderLine[]): readonly KeyedLine[] {
  const seen = new Map<string, number>();
  return lines.map((line, at) => {
    const name = `${line.sku} ${line.priceMinor} ${line.name}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { key: `${name} ${times}`, line, at };
  });
}
