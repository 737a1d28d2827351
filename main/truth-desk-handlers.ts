import type { Handlers } from './contract/contract.ts';

/** The truth desk: what became of a payment, asked with a number from the customer’s phone or paper. */
export function truthDeskHandlers() {
  return {} satisfies Partial<Handlers>;
}
