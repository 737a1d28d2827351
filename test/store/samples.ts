import type { Payment } from '../../main/core/payment-state.ts';
import type { Commit } from '../../main/core/ports.ts';
import { paidPayment } from '../support/payment-sample.ts';

/** Payments and commits by number, for tests that are about rows and not about rules. */

/** The intent of payment number `n`, 1 to 9999: nothing about it equals another's. */
export function intent(n: number, more: Partial<Payment> = {}): Payment {
  return {
    ...paidPayment,
    paymentRequestId: `202611200400000001000000001280${String(n).padStart(4, '0')}123456`,
    orderId: `ORDER-${n}`,
    serial: n,
    codeFingerprint: `fingerprint-${n}`,
    phase: 'paying',
    revision: 1,
    scannedAtMs: paidPayment.scannedAtMs + n,
    orderSeen: false,
    paymentId: null,
    paymentTime: null,
    code: '',
    freedAfterMs: null,
    dueAtMs: paidPayment.scannedAtMs + n + 5_000,
    ...more,
  };
}

/** The next state of a payment. */
export function next(before: Payment, change: Partial<Payment>): Payment {
  return { ...before, ...change, revision: before.revision + 1 };
}

export function commitOf(before: Payment | null, after: Payment, kind = 'test'): Commit {
  return { before, after, entry: { kind, facts: {} } };
}

/** An open reversal, as its first cancel leaves. */
export const openReversal: NonNullable<Payment['reversal']> = {
  generation: 1,
  way: 'cancel',
  late: false,
  openedAtMs: 1_795_147_200_000,
  seriesOver: false,
  backOffMs: 0,
  refusedCode: '',
  doneAtMs: null,
  closed: null,
};

/** A person's refund, as it leaves. */
export const sentRefund: Payment['refunds'][number] = {
  refundRequestId: 'R-1',
  amountMinor: 500,
  origin: 'person',
  why: 'milk',
  phase: 'sending',
  requestedAtMs: 1_795_147_200_000,
  sends: 1,
  absences: 0,
  seriesOver: false,
  backOffMs: 0,
  refundId: null,
  refundTime: null,
  code: '',
};
