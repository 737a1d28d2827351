import { paymentRequestIdOf } from '../../main/core/ids.ts';
import { seedLimits } from '../../main/core/limits.ts';
import { begin, step } from '../../main/core/payment.ts';
import type { JournalEntry, Payment } from '../../main/core/payment-state.ts';
import type { CancelVerdict, Commit, Outcome, PayVerdict } from '../../main/core/ports.ts';
import type { PaymentEvent, Step } from '../../main/core/step.ts';

/**
 * Payments as the rules of the core make them, step by step, ready to be committed: what a journal is measured with.
 * The n-th payment is always the same, so that two runs can be compared.
 */

/** About 300 a day from January 2020 on: a million of them end in 2029. */
const firstMs = Date.UTC(2020, 0, 1);
const apartMs = 288_000;

/** The steps of one life, each the next commit of this payment. */
export type Life = 'paid' | 'reversal_pending';

/** The n-th payment's own id, 0 or more; what its receipt's barcode says. */
export function idOf(n: number): string {
  return paymentRequestIdOf(partsOf(n));
}

function partsOf(n: number) {
  return {
    wallMs: firstMs + n * apartMs,
    terminalNumber: '0001',
    amountMinor: amountOf(n),
    serial: n % 10_000,
    digits: String((n * 7_919) % 1_000_000).padStart(6, '0'),
  };
}

/** Minor units, 1.00 to 100.99. */
export function amountOf(n: number): number {
  return 100 + (n % 10_000);
}

/** The n-th intent to pay. `fingerprint` is the journal's, of a payment code of its own. */
export function intentOf(n: number, fingerprint: (code: string) => string): Step {
  const code = `28${String(n).padStart(16, '0')}`;
  const attempt = {
    paymentRequestId: idOf(n),
    orderId: `ORDER-${n}`,
    amount: { minor: amountOf(n), currency: 'CNY' },
    serial: n % 10_000,
    codeMask: `28**************${code.slice(-4)}`,
    codeFingerprint: fingerprint(code),
    expiresAtMs: firstMs + n * apartMs + seedLimits.expiryMs,
  };
  return begin(attempt, momentOf(n, 0));
}

/** The next step of a payment, `afterMs` after its scan. */
export function nextOf(n: number, so: Step, event: PaymentEvent, afterMs: number): Step {
  return step(so, event, momentOf(n, afterMs));
}

export function commitOf(before: Payment | null, after: Step, { kind, ...facts }: { readonly kind: string }): Commit {
  const entry: JournalEntry = { kind, facts };
  return { before, after: after.payment, entry };
}

/** All commits of the n-th payment with this life. */
export function* livedCommits(n: number, life: Life, fingerprint: (code: string) => string): Generator<Commit> {
  let so = intentOf(n, fingerprint);
  yield commitOf(null, so, { kind: 'scanned' });
  for (const [afterMs, event] of eventsOf(n, life)) {
    const next = nextOf(n, so, event, afterMs);
    yield commitOf(so.payment, next, event);
    so = next;
  }
}

function eventsOf(n: number, life: Life): readonly (readonly [number, PaymentEvent])[] {
  if (life === 'paid') return [[640, { kind: 'pay_answered', outcome: success(n) }]];
  const silence = { ...success(n), verdict: 'unknown', code: 'silence', signed: false, orderSeen: false } as const;
  const call = 2;
  return [
    [20_000, stopped],
    [
      23_000,
      { kind: 'cancel_answered', call, outcome: { ...silence, paymentId: null } satisfies Outcome<CancelVerdict> },
    ],
  ];
}

/** The cashier's stop: opens the reversal. */
export const stopped: PaymentEvent = { kind: 'stopped' };

/** A signed S of the gateway. */
export function success(n: number): Outcome<PayVerdict> {
  const paymentTime = new Date(firstMs + n * apartMs).toISOString().replace(/\.\d+Z$/, '+00:00');
  return {
    verdict: 'success',
    code: 'SUCCESS',
    orderSeen: true,
    keyFault: false,
    gatewayTimeMs: null,
    signed: true,
    paymentId: `20200101190741${String(n).padStart(14, '0')}`,
    paymentTime,
    returnedMinor: 0,
    refundId: null,
    refundTime: null,
  };
}

function momentOf(n: number, afterMs: number) {
  const now = {
    wallMs: firstMs + n * apartMs + afterMs,
    monotonicMs: n * apartMs + afterMs,
    fraction: 0.5,
    digits: partsOf(n).digits,
    callsMade: 0,
  };
  return { now, limits: seedLimits };
}
