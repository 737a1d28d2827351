import { type Limits, seedLimits } from '../../main/core/limits.ts';
import { begin, step } from '../../main/core/payment.ts';
import type { Payment } from '../../main/core/payment-state.ts';
import type { Outcome } from '../../main/core/ports.ts';
import { recover } from '../../main/core/recovery.ts';
import type { Moment, PaymentEvent, Step } from '../../main/core/step.ts';
import { outcome } from '../support/outcome.ts';

/** Payments in every situation, reached the way the product reaches them, and every event that can meet them. */

export const t0 = Date.UTC(2026, 10, 20, 4, 0, 0);

/** The moment `afterMs` after the scan. */
export function at(afterMs: number, limits: Limits = seedLimits): Moment {
  const now = { wallMs: t0 + afterMs, monotonicMs: afterMs, fraction: 0.5, digits: '123456', callsMade: 0 };
  return { now, limits };
}

export function scanned(): Step {
  const attempt = {
    paymentRequestId: `20261120040000${'0001'}${'000000001280'}${'0007'}${'123456'}`,
    orderId: 'O-1',
    amount: { minor: 1280, currency: 'CNY' },
    serial: 7,
    codeMask: '28…3456',
    codeFingerprint: 'fp',
    expiresAtMs: t0 + 180_000,
  };
  return begin(attempt, at(0));
}

/** Applies events one after the other; each with the milliseconds after the scan. */
export function after(start: Step, ...events: readonly (readonly [number, PaymentEvent])[]): Step {
  return events.reduce((so, [afterMs, event]) => step(so, event, at(afterMs)), start);
}

export const woke: PaymentEvent = { kind: 'woke' };
export const stopped: PaymentEvent = { kind: 'stopped' };

const closedOnEvidence: PaymentEvent = { kind: 'closed_by_person', by: 'Li', why: 'returned', evidence: 'case 42' };

/** The inquiry that is awaited, answered. */
export function inquired(
  so: Step,
  verdict: Parameters<typeof outcome>[0],
  more: Partial<Outcome<string>> = {},
): PaymentEvent {
  return {
    kind: 'inquiry_answered',
    call: so.watch.waiting?.call ?? 0,
    outcome: outcome(verdict, more),
  } as PaymentEvent;
}

/** The cancel that is awaited, answered. */
export function cancelled(so: Step, verdict: string, more: Partial<Outcome<string>> = {}): PaymentEvent {
  return {
    kind: 'cancel_answered',
    call: so.watch.waiting?.call ?? 0,
    outcome: outcome(verdict, more),
  } as PaymentEvent;
}

/** A payment whose refund is on its way, answered. */
export function refunded(
  so: Step,
  kind: 'refund_answered' | 'refund_inquiry_answered',
  verdict: string,
  more: Partial<Outcome<string>> = {},
): PaymentEvent {
  const refund = so.payment.refunds.at(-1);
  const refundRequestId = refund?.refundRequestId ?? '';
  const call = so.watch.refunds[refundRequestId]?.waiting?.call ?? 0;
  return { kind, call, refundRequestId, outcome: outcome(verdict, more) } as PaymentEvent;
}

const paidFacts = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

function through(first: Step, ...steps: readonly ((so: Step) => readonly [number, PaymentEvent])[]): Step {
  return steps.reduce((so, next) => after(so, next(so)), first);
}

/** The payment as a restart `laterMs` after the scan finds it. */
export function restarted(payment: Payment, laterMs: number): Step {
  return recover(payment, { ...at(laterMs), now: { ...at(laterMs).now, monotonicMs: 0 } });
}

export const situationNames = [
  'paying',
  'inquiring',
  'asked',
  'last_inquiry',
  'held',
  'undecided',
  'reversing',
  'reversal_pending',
  'overdue',
  'refused',
  'absent',
  'refunding',
  'paid',
  'paid_refunding',
  'not_charged',
  'doubted',
  'reversed',
  'closed_by_person',
] as const;

export type Situation = (typeof situationNames)[number];

export const situations: Record<Situation, () => Step> = {
  paying: () => scanned(),
  inquiring: () => after(scanned(), [5_000, woke]),
  /** Between two inquiries: the last one said PROCESSING. */
  asked: () => through(situations.inquiring(), (so) => [5_200, inquired(so, 'processing', { orderSeen: true })]),
  /** The twentieth inquiry is out. */
  last_inquiry: () =>
    Array.from({ length: 20 }, (_, n) => 5_000 + n * 3_000).reduce((so, ms) => after(so, [ms, woke]), scanned()),
  held: () => after(scanned(), [300, { kind: 'pay_answered', outcome: outcome('mismatch') }]),
  undecided: () => {
    const found = restarted(situations.inquiring().payment, 600_000);
    return step(found, inquired(found, 'success', paidFacts), at(200));
  },
  reversing: () => after(scanned(), [1_000, stopped]),
  reversal_pending: () => through(situations.reversing(), () => [4_000, woke]),
  /** Its first 60 s are over; the next cancel waits. */
  overdue: () =>
    Array.from({ length: 25 }).reduce((so: Step) => after(so, [so.watch.wakeAtMs ?? 0, woke]), situations.reversing()),
  /** A cancel was refused because the window is closed; the inquiry is out. */
  refused: () =>
    through(situations.reversing(), (so) => [1_200, cancelled(so, 'refused', { code: 'CANCEL_WINDOW_EXCEED' })]),
  /** A cancel sent after the full span said ORDER_NOT_EXIST; the inquiry that must agree is out. */
  absent: () => {
    const late = through(situations.reversal_pending(), () => [300_000, { kind: 'asked' }]);
    return step(late, cancelled(late, 'not_exist'), at(300_100));
  },
  /** The money goes back by refund. */
  refunding: () => through(situations.refused(), (so) => [1_400, inquired(so, 'success', paidFacts)]),
  paid: () => after(scanned(), [300, { kind: 'pay_answered', outcome: outcome('success', paidFacts) }]),
  /** A person's refund is on its way. */
  paid_refunding: () => after(situations.paid(), [9_000, { kind: 'refund_asked', amountMinor: 500, why: 'milk' }]),
  not_charged: () =>
    after(scanned(), [300, { kind: 'pay_answered', outcome: outcome('failed', { code: 'RISK_REJECT' }) }]),
  /** Closed, and then a success was reported; the question about it is out. */
  doubted: () =>
    through(situations.not_charged(), () => [
      900,
      { kind: 'inquiry_answered', call: 99, outcome: outcome('success', paidFacts) },
    ]),
  reversed: () => through(situations.reversing(), (so) => [1_200, cancelled(so, 'success')]),
  closed_by_person: () => after(situations.overdue(), [70_000, closedOnEvidence]),
};

/** Every event once, aimed at the call that the situation waits for. */
export const happenings: Record<string, (so: Step) => PaymentEvent> = {
  'pay success': () => ({ kind: 'pay_answered', outcome: outcome('success', paidFacts) }),
  'pay failed': () => ({ kind: 'pay_answered', outcome: outcome('failed') }),
  'pay not sent': () => ({ kind: 'pay_answered', outcome: outcome('not_sent', { signed: false }) }),
  'pay mismatch': () => ({ kind: 'pay_answered', outcome: outcome('mismatch') }),
  'pay unknown': () => ({ kind: 'pay_answered', outcome: outcome('unknown') }),
  'inquiry success': (so) => inquired(so, 'success', paidFacts),
  'inquiry failed': (so) => inquired(so, 'failed', { orderSeen: true }),
  'inquiry cancelled': (so) => inquired(so, 'cancelled', { orderSeen: true }),
  'inquiry mismatch': (so) => inquired(so, 'mismatch', { orderSeen: true }),
  'inquiry processing': (so) => inquired(so, 'processing', { orderSeen: true }),
  'inquiry not exist': (so) => inquired(so, 'not_exist'),
  'inquiry unknown': (so) => inquired(so, 'unknown', { signed: false }),
  'old inquiry unknown': () => ({ kind: 'inquiry_answered', call: 0, outcome: outcome('unknown') }),
  'cancel success': (so) => cancelled(so, 'success', { orderSeen: true }),
  'cancel refused': (so) => cancelled(so, 'refused', { code: 'MERCHANT_BALANCE_NOT_ENOUGH', orderSeen: true }),
  'cancel not exist': (so) => cancelled(so, 'not_exist'),
  'cancel unknown': (so) => cancelled(so, 'unknown', { signed: false }),
  'refund success': (so) => refunded(so, 'refund_answered', 'success', { refundId: 'REF-1' }),
  'refund failed': (so) => refunded(so, 'refund_answered', 'failed'),
  'refund processing': (so) => refunded(so, 'refund_answered', 'processing'),
  'refund unknown': (so) => refunded(so, 'refund_answered', 'unknown'),
  'refund inquiry success': (so) => refunded(so, 'refund_inquiry_answered', 'success'),
  'refund inquiry failed': (so) => refunded(so, 'refund_inquiry_answered', 'failed'),
  'refund inquiry not exist': (so) => refunded(so, 'refund_inquiry_answered', 'not_exist'),
  'wait over': () => woke,
  'woken early': () => woke,
  stop: () => stopped,
  keep: () => ({ kind: 'decided', decision: 'keep', by: 'Li', why: 'has the goods' }),
  return: () => ({ kind: 'decided', decision: 'return', by: 'Li', why: 'left' }),
  'closed on evidence': () => closedOnEvidence,
  'refund asked': () => ({ kind: 'refund_asked', amountMinor: 300, why: 'tea' }),
  hurried: () => ({ kind: 'hurried' }),
  asked: () => ({ kind: 'asked' }),
};
