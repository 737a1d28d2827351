import type { Money } from '../../main/core/money.ts';
import { hasOpenReversal, type Payment } from '../../main/core/payment-state.ts';
import type { Commit, Journal } from '../../main/core/ports.ts';
import type { SqliteJournal } from '../../main/store/journal.ts';
import type { Mark } from './promised.ts';

/**
 * The product's journal on a file, with a mark for each commit that returned. A start of the till opens the file anew,
 * as the program would: each start asks for the last serial once, and nobody else does.
 */
export class WatchedJournal implements Journal {
  readonly #open: () => SqliteJournal;
  readonly #mark: (mark: Mark) => void;
  #journal: SqliteJournal;

  constructor(open: () => SqliteJournal, mark: (mark: Mark) => void) {
    this.#open = open;
    this.#mark = mark;
    this.#journal = open();
  }

  commit(change: Commit): void {
    this.#journal.commit(change);
    const { paymentRequestId: id, revision } = change.after;
    this.#mark({ said: 'committed', id, revision, reversing: hasOpenReversal(change.after) });
  }

  lastSerial(): number {
    this.#journal.close();
    this.#journal = this.#open();
    return this.#journal.lastSerial();
  }

  payment(paymentRequestId: string): Payment | null {
    return this.#journal.payment(paymentRequestId);
  }

  find(id: string): Payment | null {
    return this.#journal.find(id);
  }

  unfinished(): readonly Payment[] {
    return this.#journal.unfinished();
  }

  liveAttempt(orderId: string): Payment | null {
    return this.#journal.liveAttempt(orderId);
  }

  paidAttempt(orderId: string): Payment | null {
    return this.#journal.paidAttempt(orderId);
  }

  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null {
    return this.#journal.unsettledOfAmount(amount, exceptOrderId);
  }

  fingerprint(paymentCode: string): string {
    return this.#journal.fingerprint(paymentCode);
  }

  codeUsed(fingerprint: string): boolean {
    return this.#journal.codeUsed(fingerprint);
  }

  verify(): ReturnType<SqliteJournal['verify']> {
    return this.#journal.verify();
  }

  close(): void {
    this.#journal.close();
  }
}
