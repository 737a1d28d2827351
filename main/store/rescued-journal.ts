import type { JournalSteps } from '../core/flight-ports.ts';
import type { HistoryRows } from '../core/history-ports.ts';
import { MemoryPrints } from '../core/memory-prints.ts';
import { type Money, sameMoney } from '../core/money.ts';
import { blocksOrder, hasOpenReversal, type Payment } from '../core/payment-state.ts';
import { type DrawerLog, type Journal, type Rescue, StorageError } from '../core/ports.ts';
import { historyOfList } from './history-of-list.ts';
import type { StoredSale } from './questions.ts';
import type { Verdict, VerifyProgress } from './verify.ts';

/** More than wait or are shown. */
const keptPrints = 500;

/**
 * The `Journal` port over what was salvaged of a journal that cannot be opened. It answers from memory and takes
 * nothing: a commit is a storage error, so that the terminal over it sells nothing and claims nothing.
 */
export class RescuedJournal implements Journal {
  readonly rescue: Rescue;
  /** Copies can be printed; nobody remembers them. */
  readonly prints = new MemoryPrints(keptPrints);
  /** Without a record the drawer stays shut. */
  readonly drawer: DrawerLog = { add: () => this.commit(), ended: () => this.commit(), newest: () => [] };
  readonly history: HistoryRows;
  /** Rows are lost with their chain; what was salvaged are states. */
  readonly steps: JournalSteps = { of: () => ({ steps: [], leftOut: 0 }), head: () => null };
  /** Oldest first. */
  readonly #payments: readonly Payment[];
  readonly #byId: ReadonlyMap<string, Payment>;
  readonly #free: () => void;

  /** `free` is called when it is closed. */
  constructor(payments: readonly Payment[], rescue: Rescue, free: () => void) {
    this.rescue = rescue;
    this.#payments = payments;
    this.#byId = new Map(payments.map((payment) => [payment.paymentRequestId, payment]));
    this.#free = free;
    this.history = historyOfList(payments);
  }

  commit(): never {
    throw new StorageError(`the journal is lost (${this.rescue.reason}); nothing can be written down`);
  }

  payment(paymentRequestId: string): Payment | null {
    return this.#byId.get(paymentRequestId) ?? null;
  }

  find(id: string): Payment | null {
    const hasRefund = ({ refunds }: Payment): boolean => refunds.some((refund) => refund.refundRequestId === id);
    return (
      this.payment(id) ??
      this.#newest((one) => one.paymentId === id) ??
      this.#newest(hasRefund) ??
      this.#newest((one) => one.orderId === id)
    );
  }

  attemptsOf(orderId: string, most: number): readonly Payment[] {
    return this.#payments
      .filter((one) => one.orderId === orderId)
      .toReversed()
      .slice(0, most);
  }

  /** A reversal that is open is unfinished, whatever became of its time. */
  unfinished(): readonly Payment[] {
    return this.#payments.filter((payment) => payment.dueAtMs !== null || hasOpenReversal(payment));
  }

  liveAttempt(orderId: string): Payment | null {
    return this.#newest((one) => one.orderId === orderId && blocksOrder(one));
  }

  paidAttempt(orderId: string): Payment | null {
    return this.#newest((one) => one.orderId === orderId && one.phase === 'paid');
  }

  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null {
    return this.#newest((one) => blocksOrder(one) && sameMoney(one.amount, amount) && one.orderId !== exceptOrderId);
  }

  /** The key of the codes is lost with the journal: no code is recognised, and none is taken. */
  fingerprint(): never {
    return this.commit();
  }

  codeUsed(fingerprint: string): boolean {
    return this.#payments.some((payment) => payment.codeFingerprint === fingerprint);
  }

  lastSerial(): number {
    return this.#payments.at(-1)?.serial ?? 0;
  }

  recentPaid(most: number): readonly Payment[] {
    return this.#payments.filter(({ phase }) => phase === 'paid').slice(-most);
  }

  hasRoom(): boolean {
    return true;
  }

  /** As the journal's own; only what was salvaged. */
  salesAfter(paymentRequestId: string, limit: number): readonly StoredSale[] {
    return this.#payments
      .toSorted((a, b) => (a.paymentRequestId < b.paymentRequestId ? -1 : 1))
      .filter((payment) => payment.paymentRequestId > paymentRequestId)
      .slice(0, limit)
      .map(({ paymentRequestId: id, orderId, phase, doubt, amount }) => ({
        paymentRequestId: id,
        orderId,
        phase,
        doubt: doubt ? 1 : 0,
        amountMinor: amount.minor,
        currency: amount.currency,
      }));
  }

  reversedBefore(before: string, from: string, limit: number): readonly Payment[] {
    return this.#payments
      .filter(({ paymentRequestId: id, reversal }) => reversal !== null && id < before && id >= from)
      .toSorted((a, b) => (a.paymentRequestId < b.paymentRequestId ? 1 : -1))
      .slice(0, limit);
  }

  rows(): number {
    return 0;
  }

  /** There is no chain to prove. */
  *verify(): Generator<VerifyProgress, Verdict> {
    yield { rows: 0, payments: 0 };
    const problem = `the journal cannot be opened (${this.rescue.reason}); ${this.#payments.length} payments were salvaged`;
    return { rows: 0, payments: this.#payments.length, totals: [], problems: [problem] };
  }

  close(): void {
    this.#free();
  }

  #newest(fits: (payment: Payment) => boolean): Payment | null {
    return this.#payments.findLast(fits) ?? null;
  }
}
