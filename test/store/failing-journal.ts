import type { Money } from '../../main/core/money.ts';
import type { Payment } from '../../main/core/payment-state.ts';
import { type Commit, type DrawerLog, type Journal, type PrintJobs, StorageError } from '../../main/core/ports.ts';

/**
 * - `nothing written`: the commit that fails leaves no trace
 * - `written all the same`: it reports an error and is on the disk, as after a failed fsync
 * - `disk gone`: nothing is written and nothing can be read any more
 */
export type Failure = 'nothing written' | 'written all the same' | 'disk gone';

/** A journal over a real one whose commits fail from number `failsFrom` on. Remembers what it has acknowledged. */
export class FailingJournal implements Journal {
  readonly #real: Journal;
  readonly #failsFrom: number;
  readonly #failure: Failure;
  readonly #acknowledged = new Map<string, Payment>();
  #commits = 0;

  /** `failsFrom` 1 = the very first commit; Infinity = never. */
  constructor(real: Journal, failsFrom: number, failure: Failure) {
    this.#real = real;
    this.#failsFrom = failsFrom;
    this.#failure = failure;
  }

  /** How often somebody has asked for a commit. */
  get commits(): number {
    return this.#commits;
  }

  get hasFailed(): boolean {
    return this.#commits >= this.#failsFrom;
  }

  /** The newest state of a payment whose commit has returned. */
  acknowledged(paymentRequestId: string): Payment | null {
    return this.#acknowledged.get(paymentRequestId) ?? null;
  }

  /** The newest acknowledged state of every payment. */
  all(): readonly Payment[] {
    return [...this.#acknowledged.values()];
  }

  commit(change: Commit): void {
    this.#commits += 1;
    if (this.#commits >= this.#failsFrom) {
      if (this.#failure === 'written all the same' && this.#commits === this.#failsFrom) this.#real.commit(change);
      throw new StorageError('SQLITE_IOERR_FSYNC: disk I/O error');
    }
    this.#real.commit(change);
    this.#acknowledged.set(change.after.paymentRequestId, change.after);
  }

  payment(paymentRequestId: string): Payment | null {
    return this.#read(() => this.#real.payment(paymentRequestId));
  }

  find(id: string): Payment | null {
    return this.#read(() => this.#real.find(id));
  }

  attemptsOf(orderId: string, most: number): readonly Payment[] {
    return this.#read(() => this.#real.attemptsOf(orderId, most));
  }

  unfinished(): readonly Payment[] {
    return this.#read(() => this.#real.unfinished());
  }

  liveAttempt(orderId: string): Payment | null {
    return this.#read(() => this.#real.liveAttempt(orderId));
  }

  paidAttempt(orderId: string): Payment | null {
    return this.#read(() => this.#real.paidAttempt(orderId));
  }

  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null {
    return this.#read(() => this.#real.unsettledOfAmount(amount, exceptOrderId));
  }

  fingerprint(paymentCode: string): string {
    return this.#real.fingerprint(paymentCode);
  }

  codeUsed(fingerprint: string): boolean {
    return this.#read(() => this.#real.codeUsed(fingerprint));
  }

  lastSerial(): number {
    return this.#read(() => this.#real.lastSerial());
  }

  get prints(): PrintJobs {
    const { prints } = this.#real;
    return {
      write: (jobs) => this.#write(() => prints.write(jobs)),
      unfinished: (most) => this.#read(() => prints.unfinished(most)),
      newest: (most) => this.#read(() => prints.newest(most)),
      lastId: () => this.#read(() => prints.lastId()),
    };
  }

  get drawer(): DrawerLog {
    const { drawer } = this.#real;
    return {
      add: (opening) => this.#write(() => drawer.add(opening)),
      ended: (id, outcome) => this.#write(() => drawer.ended(id, outcome)),
      newest: (most) => this.#read(() => drawer.newest(most)),
    };
  }

  recentPaid(most: number): readonly Payment[] {
    return this.#read(() => this.#real.recentPaid(most));
  }

  hasRoom(): boolean {
    return this.#real.hasRoom();
  }

  #write<Answer>(act: () => Answer): Answer {
    if (this.hasFailed) throw new StorageError('SQLITE_IOERR_FSYNC: disk I/O error');
    return act();
  }

  #read<Answer>(ask: () => Answer): Answer {
    if (this.#failure === 'disk gone' && this.hasFailed) throw new StorageError('SQLITE_IOERR_READ: disk I/O error');
    return ask();
  }
}
