import type { Handlers } from './contract/contract.ts';

/** The reversal tray and the back office: what is still to be given back, and who settles it. */
export function returnsHandlers() {
  return {} satisfies Partial<Handlers>;
}
