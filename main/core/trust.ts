import type { Limits } from './limits.ts';
import type { Outcome } from './ports.ts';

/**
 * Whether the gateway accepts us and whether our clock agrees with its own. Both are learned from answers, never
 * asked for before the first pay; a fault stops new sales, never a reversal.
 */
export interface Trust {
  /** The gateway said that our key, signature or client id is wrong. */
  readonly keyFault: boolean;
  /** Gateway's clock minus our monotonic clock, from the newest signed answer; null = never measured. */
  readonly gatewayAheadMs: number | null;
}

export const untested: Trust = { keyFault: false, gatewayAheadMs: null };

/** What an answer teaches. Only a well-signed answer that is not itself a key fault clears a fault. */
export function taught(trust: Trust, outcome: Outcome<string>, monotonicMs: number): Trust {
  const gatewayAheadMs = outcome.gatewayTimeMs === null ? trust.gatewayAheadMs : outcome.gatewayTimeMs - monotonicMs;
  if (outcome.keyFault) return { keyFault: true, gatewayAheadMs };
  return { keyFault: outcome.signed ? false : trust.keyFault, gatewayAheadMs };
}

/** The gateway's clock as well as we know it, milliseconds since 1970. */
export function gatewayNowMs(trust: Trust, now: { readonly wallMs: number; readonly monotonicMs: number }): number {
  return trust.gatewayAheadMs === null ? now.wallMs : now.monotonicMs + trust.gatewayAheadMs;
}

export type Distrust = 'gateway_refuses_our_key' | 'gateway_clock_skew';

/** Why no sale may start, or null. A clock that was never compared does not stop sales; a measured skew does. */
export function distrust(
  trust: Trust,
  now: { readonly wallMs: number; readonly monotonicMs: number },
  limits: Limits,
): Distrust | null {
  if (trust.keyFault) return 'gateway_refuses_our_key';
  const skewMs = Math.abs(now.wallMs - gatewayNowMs(trust, now));
  return skewMs > limits.skewMaxMs ? 'gateway_clock_skew' : null;
}
