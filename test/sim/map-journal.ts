import { invariant } from '../../main/core/invariant.ts';
import { MemoryPrints } from '../../main/core/memory-prints.ts';
import { type Money, sameMoney } from '../../main/core/money.ts';
import { hasOpenReversal, holdsOrder, mayChargeAgain, type Payment } from '../../main/core/payment-state.ts';
import type { Commit, Journal } from '../../main/core/ports.ts';
import { MemoryDrawerLog } from '../support/memory-drawer.ts';

/**
 * The Journal port over a Map, for volume: no SQL, no hash chain, no text. It answers each question in the same total
 * order as SQLite and refuses what the unique indexes refuse, so that both must tell the same history of a seed.
 */
export class MapJournal implements Journal {
  readonly prints = new MemoryPrints();
  readonly drawer = new MemoryDrawerLog();
  /** In the order of their first commit. */
  readonly #payments = new Map<string, Payment>();
  /** The ids of each order's attempts, and of each code's payment. */
  readonly #attempts = new Map<string, string[]>();
  readonly #codes = new Map<string, string>();

  commit({ before, after, prints = [] }: Commit): void {
    const known = this.#payments.get(after.paymentRequestId);
    invariant((known?.revision ?? 0) === (before?.revision ?? 0), `${after.paymentRequestId} was changed by another`);
    invariant(after.revision === (before?.revision ?? 0) + 1, 'each step adds one revision');
    invariant(!isSecondReversal(before, after), 'one open reversal');
    if (before === null) this.#enter(after);
    for (const other of this.#ofOrder(after.orderId))
      invariant(
        other.paymentRequestId === after.paymentRequestId || !(holdsOrder(other) && holdsOrder(after)),
        'one attempt holds an order',
      );
    this.#payments.set(after.paymentRequestId, after);
    this.prints.write(prints);
  }

  #enter({ paymentRequestId, orderId, codeFingerprint }: Payment): void {
    invariant(!this.#codes.has(codeFingerprint), 'a code pays once');
    this.#codes.set(codeFingerprint, paymentRequestId);
    const attempts = this.#attempts.get(orderId);
    if (attempts === undefined) this.#attempts.set(orderId, [paymentRequestId]);
    else attempts.push(paymentRequestId);
  }

  #ofOrder(orderId: string): readonly Payment[] {
    return (this.#attempts.get(orderId) ?? []).flatMap((id) => this.#payments.get(id) ?? []);
  }

  payment(paymentRequestId: string): Payment | null {
    return this.#payments.get(paymentRequestId) ?? null;
  }

  find(id: string): Payment | null {
    const hasRefund = ({ refunds }: Payment): boolean => refunds.some((refund) => refund.refundRequestId === id);
    return (
      this.payment(id) ??
      this.#newest((one) => one.paymentId === id) ??
      this.#newest(hasRefund) ??
      newestOf(this.#ofOrder(id))
    );
  }

  attemptsOf(orderId: string, most: number): readonly Payment[] {
    return this.#ofOrder(orderId).toSorted(oldestFirst).toReversed().slice(0, most);
  }

  unfinished(): readonly Payment[] {
    return [...this.#payments.values()].filter((one) => one.dueAtMs !== null).toSorted(oldestFirst);
  }

  liveAttempt(orderId: string): Payment | null {
    return newestOf(this.#ofOrder(orderId).filter(isLiveRow));
  }

  paidAttempt(orderId: string): Payment | null {
    return newestOf(this.#ofOrder(orderId).filter((one) => one.phase === 'paid'));
  }

  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null {
    return this.#newest((one) => isLiveRow(one) && sameMoney(one.amount, amount) && one.orderId !== exceptOrderId);
  }

  fingerprint(paymentCode: string): string {
    return `print of ${paymentCode}`;
  }

  codeUsed(fingerprint: string): boolean {
    return this.#codes.has(fingerprint);
  }

  lastSerial(): number {
    return [...this.#payments.values()].at(-1)?.serial ?? 0;
  }

  recentPaid(most: number): readonly Payment[] {
    return [...this.#payments.values()].filter(({ phase }) => phase === 'paid').slice(-most);
  }

  hasRoom(): boolean {
    return true;
  }

  #newest(fits: (payment: Payment) => boolean): Payment | null {
    return newestOf([...this.#payments.values()].filter(fits));
  }
}

function newestOf(payments: readonly Payment[]): Payment | null {
  let newest: Payment | null = null;
  for (const one of payments) if (newest === null || oldestFirst(newest, one) < 0) newest = one;
  return newest;
}

function isLiveRow(payment: Payment): boolean {
  return payment.phase !== 'paid' && !mayChargeAgain(payment);
}

/** A reversal of another generation while the one before is still open. */
function isSecondReversal(before: Payment | null, after: Payment): boolean {
  return before !== null && hasOpenReversal(before) && before.reversal?.generation !== after.reversal?.generation;
}

function oldestFirst(one: Payment, other: Payment): number {
  if (one.scannedAtMs !== other.scannedAtMs) return one.scannedAtMs - other.scannedAtMs;
  return one.paymentRequestId < other.paymentRequestId ? -1 : 1;
}
