import type { Handlers } from './contract/contract.ts';

/** The shop’s articles: what a product scan or a key adds to an order. */
export function catalogueHandlers() {
  return {} satisfies Partial<Handlers>;
}
