import type { Limits } from './limits.ts';
import type { Now } from './step.ts';

/** How long to wait before the next try once the first series is over, and when a cancel window closes. Pure. */

/** Twice the wait before, within the two bounds. */
export function nextBackOffMs(beforeMs: number, limits: Limits): number {
  return Math.min(limits.backOffMaxMs, Math.max(limits.backOffFirstMs, beforeMs * 2));
}

/** The back-off with a quarter of jitter either way, so that a fleet does not return in one wave after an outage. */
export function jitteredMs(backOffMs: number, now: Now, limits: Limits): number {
  const spread = backOffMs * (0.75 + now.fraction / 2);
  return Math.min(limits.backOffMaxMs, Math.max(limits.backOffFirstMs, spread));
}

const dayMs = 86_400_000;

/**
 * When the cancel window of a payment closes, milliseconds since 1970: 00:15 UTC+8 of the day after the payment
 * unless the contract says otherwise (Alipay docs, payment status).
 */
export function windowClosesAtMs(scannedAtMs: number, limits: Limits): number {
  const offsetMs = limits.windowOffsetMinutes * 60_000;
  const day = Math.floor((scannedAtMs + offsetMs) / dayMs);
  return (day + 1) * dayMs - offsetMs + limits.windowClosesMinute * 60_000;
}

/** The wait, shortened in the last hour before the cancel window closes. */
export function hurriedMs(waitMs: number, scannedAtMs: number, now: Now, limits: Limits): number {
  const leftMs = windowClosesAtMs(scannedAtMs, limits) - now.wallMs;
  return leftMs > 0 && leftMs <= limits.windowAheadMs ? Math.min(waitMs, limits.windowSpacingMs) : waitMs;
}
