import { paymentRequestIdOf } from '../../main/core/ids.ts';
import { seedLimits } from '../../main/core/limits.ts';
import { begin, step } from '../../main/core/payment.ts';
import type { Payment } from '../../main/core/payment-state.ts';
import type { Step } from '../../main/core/step.ts';

/** Reversals as an outage leaves them: begun by the product's rules, and nobody ever answered. */

/** How far it came before the till was ended: past its 60 s, or not. */
export type Left = 'overdue' | 'in_series';

const scannedMs = Date.UTC(2026, 10, 1, 4, 0, 0);

/** `count` reversals of different orders, one scanned each second from 1 November 2026, 12:00 in UTC+8, on. */
export function* pendingReversals(count: number, left: Left = 'overdue', from = 0): Generator<Payment> {
  const pattern = left === 'overdue' ? cancelledUntil(70_000) : cancelledUntil(7_000);
  for (let n = from; n < from + count; n++) yield numbered(pattern, n);
}

function cancelledUntil(lastMs: number): Payment {
  let so: Step = begin(
    { ...namesOf(0), amount: { minor: 1_280, currency: 'CNY' }, codeMask: '28…3456', expiresAtMs: scannedMs + 180_000 },
    momentAt(0),
  );
  so = step(so, { kind: 'stopped' }, momentAt(1_000));
  for (let wakeMs = so.watch.wakeAtMs ?? 0; wakeMs < lastMs; wakeMs = so.watch.wakeAtMs ?? lastMs)
    so = step(so, { kind: 'woke' }, momentAt(wakeMs));
  return so.payment;
}

function numbered(pattern: Payment, n: number): Payment {
  const laterMs = n * 1_000;
  const reversal = pattern.reversal && { ...pattern.reversal, openedAtMs: pattern.reversal.openedAtMs + laterMs };
  return {
    ...pattern,
    ...namesOf(n),
    reversal,
    scannedAtMs: pattern.scannedAtMs + laterMs,
    expiresAtMs: pattern.expiresAtMs + laterMs,
    seriesEndsAtMs: pattern.seriesEndsAtMs + laterMs,
    dueAtMs: (pattern.dueAtMs ?? 0) + laterMs,
  };
}

function namesOf(n: number) {
  const digits = String((n * 7_919) % 1_000_000).padStart(6, '0');
  const wallMs = scannedMs + n * 1_000;
  const serial = n % 10_000;
  const paymentRequestId = paymentRequestIdOf({ wallMs, terminalNumber: '0001', amountMinor: 1_280, serial, digits });
  return { paymentRequestId, orderId: `PENDING-${n}`, serial, codeFingerprint: `pending ${n}` };
}

function momentAt(afterMs: number) {
  const now = { wallMs: scannedMs + afterMs, monotonicMs: afterMs, fraction: 0.5, digits: '123456', callsMade: 0 };
  return { now, limits: seedLimits };
}
