import type { ReturnCard, ReturnKind } from '../contract/returns.ts';
import type { PaymentView } from '../contract/views.ts';
import { cancelClosesAtMs, windowIsClosing } from './back-off.ts';
import { isTriedLong } from './closing.ts';
import type { Limits } from './limits.ts';
import { hasOpenReversal, isOpenRefund, type Payment, type Refund } from './payment-state.ts';
import type { Watch } from './step.ts';

/**
 * What people see of a payment of which something is to be given back: why, for how long, how often it was tried and
 * what was answered. State in, the contract's card out; it decides nothing.
 */

/** The present, and what the process knows of the payment: null where it is under way nowhere. */
export interface Seen {
  readonly watch: Watch | null;
  readonly wallMs: number;
  readonly monotonicMs: number;
}

export function returnKindOf(payment: Payment): ReturnKind {
  if (payment.phase === 'undecided') return 'decide';
  if (payment.phase === 'held') return 'held';
  if (hasOpenReversal(payment)) return 'reversal';
  if (payment.refunds.some(isOpenRefund)) return 'refund';
  return isSettled(payment) ? 'settled' : 'checking';
}

function isSettled({ phase, doubt }: Payment): boolean {
  return !doubt && phase !== 'paying' && phase !== 'inquiring';
}

/** What is to go back of it, minor units; of several open refunds their sum. */
export function toReturnMinor(payment: Payment): number {
  const open = payment.refunds.filter(isOpenRefund);
  if (hasOpenReversal(payment) || open.length === 0) return payment.amount.minor;
  return open.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** When there was first something to give back or to decide, milliseconds since 1970. */
export function openedAtMs(payment: Payment): number {
  const { reversal, refunds, scannedAtMs } = payment;
  const isOpen = hasOpenReversal(payment);
  const refund = refunds.find(isOpenRefund);
  if (!isOpen && refund !== undefined) return refund.requestedAtMs;
  return reversal?.openedAtMs ?? scannedAtMs;
}

export function returnCardOf(payment: Payment, view: PaymentView, seen: Seen, limits: Limits): ReturnCard {
  const { reversal } = payment;
  const isOpen = hasOpenReversal(payment);
  const refund = openRefund(payment);
  const way = isOpen ? (reversal?.way ?? null) : refund === null ? null : 'refund';
  const nextTryAtMs = view.asking ? null : nextTry(payment, seen);
  return {
    payment: view,
    kind: returnKindOf(payment),
    amountMinor: toReturnMinor(payment),
    cause: reversal?.cause ?? '',
    openedAtMs: openedAtMs(payment),
    way,
    attempts: attemptsOf(payment, way),
    lastAnswer: lastAnswerOf(payment, refund),
    nextTryAtMs,
    inLine: way !== null && nextTryAtMs !== null && nextTryAtMs <= seen.wallMs,
    cancelUntilMs: way === 'cancel' ? cancelClosesAtMs(payment, limits) : null,
    closing: windowIsClosing(payment, seen.wallMs, limits),
    mayClose: isOpen && isTriedLong(payment),
    decision: payment.decision ?? null,
    endedAtMs: reversal?.doneAtMs ?? null,
  };
}

function openRefund({ refunds }: Payment): Refund | null {
  return refunds.findLast(isOpenRefund) ?? null;
}

function attemptsOf({ cancels, refunds }: Payment, way: ReturnCard['way']): number {
  if (way !== 'refund') return cancels;
  return refunds.filter((refund) => isOpenRefund(refund) || refund.origin === 'reversal').reduce(sends, 0);
}

function sends(sum: number, refund: Refund): number {
  return sum + refund.sends;
}

/** A reversal that has just been opened still carries the word that opened it: that is no answer. */
function lastAnswerOf({ phase, code, reversal }: Payment, refund: Refund | null): string {
  if (refund !== null) return refund.code;
  return phase === 'reversing' && code === reversal?.cause ? '' : code;
}

/** The soonest of what this process has planned, on the wall clock; else what is written down. */
function nextTry(payment: Payment, { watch, wallMs, monotonicMs }: Seen): number | null {
  const wakes = watch === null ? [] : [watch, ...Object.values(watch.refunds)].map(({ wakeAtMs }) => wakeAtMs);
  const planned = wakes.filter((wake) => wake !== null);
  return planned.length === 0 ? payment.dueAtMs : Math.round(wallMs + Math.min(...planned) - monotonicMs);
}
