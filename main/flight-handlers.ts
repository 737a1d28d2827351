import type { Handlers } from './contract/contract.ts';

/** The flight recorder: what happened to a payment, to the millisecond, and the bundle for support. */
export function flightHandlers() {
  return {} satisfies Partial<Handlers>;
}
