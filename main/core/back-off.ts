import type { Limits } from './limits.ts';
import { hasOpenReversal, type Payment } from './payment-state.ts';
import { gatewayTimeMs } from './shop-time.ts';
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

/**
 * The wait before the next cancel: in the last hour before the window closes every 30 s, and no wait that was begun
 * before reaches far into that hour. The spread keeps a fleet from arriving in the same second.
 */
export function hurriedMs(waitMs: number, payment: Payment, now: Now, limits: Limits): number {
  const leftMs = leftOfWindowMs(payment, now.wallMs, limits);
  if (leftMs <= 0) return waitMs;
  const toLastHourMs = leftMs - limits.windowAheadMs;
  if (toLastHourMs <= 0) return Math.min(waitMs, limits.windowSpacingMs);
  return Math.min(waitMs, toLastHourMs + now.fraction * limits.windowSpacingMs);
}

/** A cancel is still possible, but not for much longer. */
export function windowIsClosing(payment: Payment, wallMs: number, limits: Limits): boolean {
  if (!hasOpenReversal(payment) || payment.reversal?.way !== 'cancel') return false;
  const leftMs = leftOfWindowMs(payment, wallMs, limits);
  return leftMs > 0 && leftMs <= limits.windowAheadMs;
}

/**
 * Until when this payment can be cancelled, milliseconds since 1970. Counted from the gateway's time of the payment
 * where it is known: it decides which day it was.
 */
export function cancelClosesAtMs(payment: Payment, limits: Limits): number {
  return windowClosesAtMs(gatewayTimeMs(payment.paymentTime) ?? payment.scannedAtMs, limits);
}

function leftOfWindowMs(payment: Payment, wallMs: number, limits: Limits): number {
  return cancelClosesAtMs(payment, limits) - wallMs;
}
