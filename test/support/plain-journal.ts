import { MemoryPrints } from '../../main/core/memory-prints.ts';
import type { Money } from '../../main/core/money.ts';
import { blocksOrder, type Payment } from '../../main/core/payment-state.ts';
import type { Commit, Journal } from '../../main/core/ports.ts';
import { MemoryDrawerLog } from './memory-drawer.ts';

/**
 * The Journal port over a Map, for worlds of a hundred thousand payments: it keeps what it is told and refuses nothing,
 * so that what is measured is the core. Questions that a sale asks cost the same at any size.
 */
export class PlainJournal implements Journal {
  readonly prints = new MemoryPrints();
  readonly drawer = new MemoryDrawerLog();
  readonly #payments = new Map<string, Payment>();
  readonly #byOrder = new Map<string, Payment>();
  readonly #codes = new Set<string>();
  #serial = 0;
  #commits = 0;

  constructor(payments: Iterable<Payment> = []) {
    for (const payment of payments) this.#keep(payment);
  }

  get commits(): number {
    return this.#commits;
  }

  commit({ after, prints = [] }: Commit): void {
    this.prints.write(prints);
    this.#commits += 1;
    this.#keep(after);
  }

  payment(paymentRequestId: string): Payment | null {
    return this.#payments.get(paymentRequestId) ?? null;
  }

  find(id: string): Payment | null {
    return this.payment(id) ?? this.#byOrder.get(id) ?? null;
  }

  attemptsOf(orderId: string): readonly Payment[] {
    return [this.#byOrder.get(orderId)].flatMap((one) => one ?? []);
  }

  unfinished(): readonly Payment[] {
    return [...this.#payments.values()]
      .filter((one) => one.dueAtMs !== null)
      .toSorted((one, other) => one.scannedAtMs - other.scannedAtMs);
  }

  liveAttempt(orderId: string): Payment | null {
    const newest = this.#byOrder.get(orderId);
    return newest !== undefined && blocksOrder(newest) ? newest : null;
  }

  paidAttempt(orderId: string): Payment | null {
    const newest = this.#byOrder.get(orderId);
    return newest?.phase === 'paid' ? newest : null;
  }

  /** Whoever uses this journal has said already that it is a different customer. */
  unsettledOfAmount(_amount: Money, _exceptOrderId: string): Payment | null {
    return null;
  }

  fingerprint(paymentCode: string): string {
    return paymentCode;
  }

  codeUsed(fingerprint: string): boolean {
    return this.#codes.has(fingerprint);
  }

  hasRoom(): boolean {
    return true;
  }

  lastSerial(): number {
    return this.#serial;
  }

  recentPaid(): readonly Payment[] {
    return [];
  }

  #keep(payment: Payment): void {
    this.#payments.set(payment.paymentRequestId, payment);
    this.#byOrder.set(payment.orderId, payment);
    this.#codes.add(payment.codeFingerprint);
    if (payment.revision === 1) this.#serial = payment.serial;
  }
}
