import type { Handlers } from './contract/contract.ts';

/** Looking through all payments: search, one page after the other. */
export function historyHandlers() {
  return {} satisfies Partial<Handlers>;
}
