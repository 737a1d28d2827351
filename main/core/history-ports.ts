import type { Payment, Phase } from './payment-state.ts';

/** What looking back needs of whoever remembers the payments. */

/** What looking back keeps in mind of one payment: enough to sort and filter, not to show it. */
export interface HistoryMark {
  readonly paymentRequestId: string;
  readonly phase: Phase;
  /** Neither paid, nor surely not charged, nor given back; or in doubt again. */
  readonly isLive: boolean;
  /** `open`: at least one has no result yet; `done`: at least one is done. Refused ones do not count. */
  readonly refunds: 'none' | 'done' | 'open';
}

/** What a person decided or asked for of a payment, as the journal remembers it. */
export interface PersonsWord {
  readonly kind: 'decided' | 'closed_by_person' | 'refund_asked';
  /** Wall clock, milliseconds since 1970. */
  readonly atMs: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Looking back over all payments, archived ones among them; nothing here writes. Each function is one short piece of
 * work, so that a sale in between never waits. Every function may throw `StorageError`; an archive that is away
 * is left out and told by `away`.
 */
export interface HistoryRows {
  /** Rises with every step that is written down. */
  newestStep(): number;
  /** At most `most` payments whose id is below `before`, or the newest ones for null; newest first. */
  marksBefore(before: string | null, most: number): readonly HistoryMark[];
  /** Payments that have moved since a step, at most about `most` of them, and up to which step that is. */
  marksSince(step: number, most: number): { readonly marks: readonly HistoryMark[]; readonly step: number };
  /** As they are now, in the order of the ids; null for one that cannot be had. */
  payments(paymentRequestIds: readonly string[]): readonly (Payment | null)[];
  /** Ids of payments with this paymentRequestId, paymentId, order or refundRequestId, at most `most`, newest first. */
  numbered(number: string, most: number): readonly string[];
  /** Oldest first. */
  personsWords(paymentRequestId: string): readonly PersonsWord[];
  /** Years whose archive cannot be read. Looks again whether one has been put back. */
  away(): readonly number[];
}
