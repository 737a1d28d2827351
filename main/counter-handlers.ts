import type { Handlers } from './contract/contract.ts';

/** The counter before the scan: the amount as it is entered, and how this till takes payments. */
export function counterHandlers() {
  return {} satisfies Partial<Handlers>;
}
