import type { saids } from '../contract/views.ts';
import type { CallEffect } from './calls.ts';
import type { Payment } from './payment-state.ts';
import { ArchiveUnavailable, type Commit, type InquiryVerdict, type Journal, StorageError } from './ports.ts';
import type { Effect } from './step.ts';
import type { UnderwayPorts } from './underway-ports.ts';

/**
 * The journal can no longer be written, or was lost before the start. Sales stop, nothing is claimed, and what was on
 * disk as an open reversal goes on from memory. What the gateway answers meanwhile is told as an answer, not as a state.
 */

/** An answer that could not be written down, in the words of money. */
export type Said = (typeof saids)[number];

/** A healthy disk needs a few milliseconds; a commit that took less than this leaves the timetable as it is. */
const slowCommitMs = 100;

/** Nothing breaks above this, but somebody should look at the disk. */
const toldCommitMs = 1_000;

/** Told at most; the oldest is forgotten first. */
const saidMax = 1_000;

type LossPorts = Pick<UnderwayPorts, 'clock' | 'journal' | 'log' | 'flight'>;

export class JournalLoss {
  readonly #ports: LossPorts;
  readonly #said = new Map<string, Said>();
  #why: string | null;

  constructor(ports: LossPorts) {
    this.#ports = ports;
    const { rescue } = ports.journal;
    this.#why = rescue === undefined ? null : `the journal is lost: ${rescue.reason}`;
  }

  /** Why the journal cannot be written, or null while it can. */
  why(): string | null {
    return this.#why;
  }

  stopsSales(): 'journal_lost' | 'storage_failed' | null {
    if (this.#why === null) return null;
    return this.#ports.journal.rescue === undefined ? 'storage_failed' : 'journal_lost';
  }

  /**
   * Returns by how much a slow disk has put off what follows, milliseconds; 0 for a healthy one. A payment whose archive
   * cannot be read is not written, and the journal is well all the same. Never throws.
   */
  commit(change: Commit): number | 'archive_unavailable' {
    const { clock, journal, log, flight } = this.#ports;
    const begunMs = clock.monotonicMs();
    try {
      journal.commit(change);
      flight?.committed(change, clock.monotonicMs() - begunMs);
    } catch (error) {
      if (error instanceof ArchiveUnavailable) return 'archive_unavailable';
      this.#failed(error);
    }
    const tookMs = Math.round(clock.monotonicMs() - begunMs);
    if (tookMs > toldCommitMs)
      log.warn('the disk is slow: a step of a payment waited for it', { tookMs, kind: change.entry.kind });
    return tookMs < slowCommitMs ? 0 : tookMs;
  }

  /**
   * A question to the journal. One that cannot be read has failed as much as one that cannot be written; a missing
   * archive leaves the journal well, and only this question without an answer.
   */
  ask<Answer>(question: (journal: Journal) => Answer): Answer | 'storage_failed' | 'archive_unavailable' {
    try {
      return question(this.#ports.journal);
    } catch (error) {
      if (error instanceof ArchiveUnavailable) return 'archive_unavailable';
      this.#failed(error);
      return 'storage_failed';
    }
  }

  #failed(error: unknown): void {
    if (!(error instanceof StorageError)) throw error;
    this.#why ??= error.message;
    this.#ports.log.warn('the journal failed: sales stop, known reversals go on from memory', { why: error.message });
  }

  /** What the gateway said of a payment since then. */
  hear(paymentRequestId: string, said: Said): void {
    this.#ports.log.warn('the gateway answered, and it cannot be written down', { paymentRequestId, said });
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
