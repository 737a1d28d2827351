import type { CallEffect } from './calls.ts';
import type { Payment } from './payment-state.ts';
import { type InquiryVerdict, type Log, type Rescue, StorageError } from './ports.ts';
import type { Effect } from './step.ts';

/**
 * The journal can no longer be written, or was lost before the start. Sales stop, nothing is claimed, and what was on
 * disk as an open reversal goes on from memory. What the gateway answers meanwhile is told as an answer, not as a state.
 */

/** An answer that could not be written down, in the words of money. */
export type Said = 'charged' | 'not_charged' | 'returned' | 'unclear';

/** Told at most; the oldest is forgotten first. */
const saidMax = 1_000;

export class JournalLoss {
  readonly #log: Log;
  readonly #said = new Map<string, Said>();
  readonly #isRescue: boolean;
  #why: string | null;

  constructor(log: Log, rescue: Rescue | undefined) {
    this.#log = log;
    this.#isRescue = rescue !== undefined;
    this.#why = rescue === undefined ? null : `the journal is lost: ${rescue.reason}`;
  }

  /** Why the journal cannot be written, or null while it can. */
  why(): string | null {
    return this.#why;
  }

  stopsSales(): 'journal_lost' | 'storage_failed' | null {
    if (this.#why === null) return null;
    return this.#isRescue ? 'journal_lost' : 'storage_failed';
  }

  /** Call with what the journal threw; anything but a {@link StorageError} is our own mistake and goes on. */
  failed(error: unknown): void {
    if (!(error instanceof StorageError)) throw error;
    this.#why = error.message;
    this.#log.warn('the journal failed: sales stop, known reversals go on from memory', { why: error.message });
  }

  /** What the gateway said of a payment since then. */
  hear(paymentRequestId: string, said: Said): void {
    this.#log.warn('the gateway answered, and it cannot be written down', { paymentRequestId, said });
    this.#said.delete(paymentRequestId);
    this.#said.set(paymentRequestId, said);
    const [oldest] = this.#said.keys();
    if (oldest !== undefined && this.#said.size > saidMax) this.#said.delete(oldest);
  }

  /** Oldest first. */
  said(): readonly { readonly paymentRequestId: string; readonly said: Said }[] {
    return [...this.#said].map(([paymentRequestId, said]) => ({ paymentRequestId, said }));
  }
}

const saidOf: Readonly<Record<InquiryVerdict, Said>> = {
  success: 'charged',
  failed: 'not_charged',
  cancelled: 'returned',
  mismatch: 'unclear',
  processing: 'unclear',
  not_exist: 'unclear',
  unknown: 'unclear',
};

/** A signed "no such order" proves nothing while the pay may still be under way. */
export function inquirySaid(verdict: InquiryVerdict): Said {
  return saidOf[verdict];
}

/** How a reversal ended in memory. */
export function phaseSaid(phase: Payment['phase']): Said {
  return phase === 'reversed' ? 'returned' : phase === 'not_charged' ? 'not_charged' : 'unclear';
}

/** Without a journal only what it already knows goes on: cancels, questions, and refunds whose id is on disk. */
export function isKnownReturn(durable: Payment, effect: Effect): effect is CallEffect {
  if (effect.do === 'cancel' || effect.do === 'inquire' || effect.do === 'reset_pay') return true;
  if (effect.do !== 'refund' && effect.do !== 'inquire_refund') return false;
  return durable.refunds.some((refund) => refund.refundRequestId === effect.refundRequestId);
}
