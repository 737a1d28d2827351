import type { Handlers } from './contract/contract.ts';

/** The contract's requests about paper and the cash drawer. */
export function printingHandlers() {
  return {} satisfies Partial<Handlers>;
}
