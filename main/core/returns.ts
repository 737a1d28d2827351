import {
  type ReturnCard,
  type ReturnFilter,
  type ReturnsAsked,
  type ReturnsPage,
  type ReturnsTotal,
  returnFilters,
  type Sending,
} from '../contract/returns.ts';
import type { AfterSale } from './after-sale.ts';
import type { NotHad, Refused } from './answers.ts';
import { windowIsClosing } from './back-off.ts';
import type { Limits } from './limits.ts';
import { hasOpenReversal, isOpenRefund, isUnsettled, type Payment } from './payment-state.ts';
import type { Clock } from './ports.ts';
import { openedAtMs, returnCardOf, returnKindOf, toReturnMinor } from './return-card.ts';
import type { Underway } from './underway.ts';

/**
 * The reversal tray: what is open, in the order in which it wants to be looked at, and "send now" for one of it. It
 * only looks and posts; which call leaves when is decided by the rules of each payment.
 */

export type CardFound = { readonly ok: true; readonly card: ReturnCard } | Refused<NotHad>;
export type SentNow = { readonly ok: true; readonly sending: Sending; readonly card: ReturnCard } | Refused<NotHad>;

interface ReturnsParts {
  readonly underway: Underway;
  readonly afterSale: AfterSale;
  readonly clock: Pick<Clock, 'wallMs' | 'monotonicMs'>;
  readonly limits: Limits;
}

/** Payments looked at between two turns of the terminal; a thousand cost about a millisecond. */
const sliceMax = 1_000;

/** Payments of which nothing but the id is looked at, between two turns. */
const passedMax = 5_000;

/** Least urgent last; see {@link Returns.prototype.list}. */
const urgencies = 6;

export class Returns {
  readonly #parts: ReturnsParts;

  constructor(parts: ReturnsParts) {
    this.#parts = parts;
  }

  /**
   * A piece of the list: what waits for a person's decision, then what is about to miss its cancel window, what a
   * person must look at, what is overdue, what is being tried, what is asked about; oldest first in each. Looks at a
   * bounded number of payments per `next`, so that sales go on beside a long list.
   */
  *list(asked: ReturnsAsked): Generator<void, ReturnsPage> {
    const nowMs = this.#parts.clock.wallMs();
    const { limits, underway } = this.#parts;
    const lines: string[][] = Array.from({ length: urgencies }, () => []);
    const counts = { all: 0, person: 0, closing: 0, refunds: 0 };
    const totals = new Totals();
    let looked = 0;
    for (const { durable: payment } of underway.counted().all()) {
      looked += 1;
      if (looked % sliceMax === 0) yield;
      if (!isUnsettled(payment)) continue;
      totals.add(payment);
      const kinds = returnFilters.filter((filter) => passes(payment, filter, nowMs, limits));
      for (const filter of kinds) counts[filter] += 1;
      if (kinds.includes(asked.show) && fits(payment, asked, nowMs))
        lines[urgencyOf(payment, nowMs, limits)]?.push(payment.paymentRequestId);
    }
    const cards = pieceOf(lines, asked).flatMap((id) => {
      const payment = underway.payment(id);
      return payment === null ? [] : [this.cardOf(payment)];
    });
    const matching = lines.reduce((sum, { length }) => sum + length, 0);
    return { counts, totals: totals.all(), matching, cards };
  }

  /** Open ones with `before` > id >= `from`, newest id first. Looks at a bounded number per `next`, as the list does. */
  *openBefore(before: string, from: string, limit: number): Generator<void, readonly Payment[]> {
    // From the end on, where the newest are: nearly all others are then passed over by their id alone.
    const all = [...this.#parts.underway.counted().all()].toReversed();
    let found: readonly Payment[] = [];
    let least = from;
    for (let at = 0; at < all.length; at += passedMax) {
      if (at > 0) yield;
      const open = all.slice(at, at + passedMax).flatMap(({ durable }) => (isUnsettled(durable) ? [durable] : []));
      found = newestBefore([...found, ...open], before, least, limit);
      if (found.length === limit) least = found.at(-1)?.paymentRequestId ?? least;
    }
    return found;
  }

  card(id: string): CardFound {
    const found = this.#parts.afterSale.find(id);
    return found.ok ? { ok: true, card: this.cardOf(found.payment) } : found;
  }

  /** Sends the cancel or refund that waits. Two cancels keep their distance of 5 s (seed 004) for a person too. */
  send(id: string): SentNow {
    const { underway, afterSale } = this.#parts;
    const found = afterSale.find(id);
    if (!found.ok) return found;
    const { paymentRequestId } = found.payment;
    const before = this.#sendingOf(found.payment);
    if (before === null) underway.hurry(paymentRequestId);
    const after = underway.payment(paymentRequestId) ?? found.payment;
    const sending = before ?? (underway.isAsking(paymentRequestId) ? 'sent' : 'in_line');
    return { ok: true, sending, card: this.cardOf(after) };
  }

  cardOf(payment: Payment): ReturnCard {
    const { underway, afterSale, clock, limits } = this.#parts;
    const watch = underway.counted().get(payment.paymentRequestId)?.watch ?? null;
    const seen = { watch, wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
    return returnCardOf(payment, afterSale.viewOf(payment), seen, limits);
  }

  /** What has become of it without our doing; null where it is to be sent now. */
  #sendingOf(payment: Payment): Sending | null {
    const { underway, clock, limits } = this.#parts;
    if (!hasOpenReversal(payment) && !payment.refunds.some(isOpenRefund)) return 'nothing';
    if (underway.isAsking(payment.paymentRequestId)) return 'sent';
    const sentAtMs = underway.counted().get(payment.paymentRequestId)?.watch.cancelSentAtMs ?? 0;
    const isCancelled = payment.reversal?.way === 'cancel' && hasOpenReversal(payment);
    const isSoon = clock.monotonicMs() - sentAtMs < limits.cancelSpacingMs;
    return isCancelled && payment.cancels > 0 && isSoon ? 'just_sent' : null;
  }
}

/** The ids at these places of the lines put one behind the other, each once: one may have come back meanwhile. */
function pieceOf(lines: readonly (readonly string[])[], { from, most }: ReturnsAsked): readonly string[] {
  const ids: string[] = [];
  let passed = 0;
  for (const line of lines) {
    const first = Math.max(0, from - passed);
    ids.push(...line.slice(first, first + most - ids.length));
    passed += line.length;
  }
  return [...new Set(ids)];
}

/** Sums by kind and currency, in the order of their first payment. */
class Totals {
  readonly #sums = new Map<string, ReturnsTotal>();

  add(payment: Payment): void {
    const kind = returnKindOf(payment);
    const { currency } = payment.amount;
    const key = `${kind} ${currency}`;
    const sum = this.#sums.get(key) ?? { kind, currency, payments: 0, amountMinor: 0 };
    sum.payments += 1;
    sum.amountMinor += toReturnMinor(payment);
    this.#sums.set(key, sum);
  }

  all(): ReturnsTotal[] {
    return [...this.#sums.values()];
  }
}

function needsPerson(payment: Payment): boolean {
  return payment.alarm !== null || payment.phase === 'undecided' || payment.phase === 'held';
}

function passes(payment: Payment, filter: ReturnFilter, nowMs: number, limits: Limits): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'person':
      return needsPerson(payment);
    case 'closing':
      return windowIsClosing(payment, nowMs, limits);
    case 'refunds':
      return payment.refunds.some(isOpenRefund) || (hasOpenReversal(payment) && payment.reversal?.way === 'refund');
  }
}

function fits(payment: Payment, { text, olderThanMs, leastMinor }: ReturnsAsked, nowMs: number): boolean {
  if (toReturnMinor(payment) < leastMinor || nowMs - openedAtMs(payment) < olderThanMs) return false;
  const sought = text.trim().toLowerCase();
  if (sought === '') return true;
  const { orderId, paymentRequestId, paymentId } = payment;
  return [orderId, paymentRequestId, paymentId ?? ''].some((known) => known.toLowerCase().includes(sought));
}

function urgencyOf(payment: Payment, nowMs: number, limits: Limits): number {
  if (payment.phase === 'undecided' || payment.phase === 'held') return 0;
  if (windowIsClosing(payment, nowMs, limits)) return 1;
  // Support is named for every reversal that stays unclear; the other alarms say what a person can do.
  if (payment.alarm !== null) return payment.alarm === 'call_support' ? 3 : 2;
  return hasOpenReversal(payment) || payment.refunds.some(isOpenRefund) ? 4 : 5;
}

/** The newest `limit` of these within the bounds. */
export function newestBefore(
  payments: readonly Payment[],
  before: string,
  from: string,
  limit: number,
): readonly Payment[] {
  return payments
    .filter(({ paymentRequestId: id }) => id < before && id >= from)
    .toSorted((a, b) => (a.paymentRequestId < b.paymentRequestId ? 1 : -1))
    .slice(0, limit);
}
