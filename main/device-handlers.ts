import type { Handlers } from './contract/contract.ts';

/** The contract's requests of setting up devices and looking after them. */
export function deviceHandlers() {
  return {} satisfies Partial<Handlers>;
}
