import { createHmac } from 'node:crypto';
import Database from 'better-sqlite3';
import { BrokenInvariant, invariant } from '../core/invariant.ts';
import type { Money } from '../core/money.ts';
import { changeOf, type Payment } from '../core/payment-state.ts';
import { type Chance, type Clock, type Commit, type Journal, StorageError } from '../core/ports.ts';
import { chainHash, chainStart } from './chain.ts';
import { openDatabase } from './database.ts';
import { PaymentRows } from './payments.ts';
import { prepareQuestions, type Questions } from './questions.ts';
import { type Verdict, verifyJournal } from './verify.ts';

/**
 * The `Journal` port over SQLite: one synchronous transaction per step holds the journal row, the payment, its
 * reversal and its refunds. A storage error is passed on as such; what it was asked to write may come back after a
 * restart, so nobody may conclude anything from it.
 */

export interface StoredSale {
  readonly paymentRequestId: string;
  readonly orderId: string;
  readonly phase: Payment['phase'];
  /** 1 while a late success of a closed payment is being asked for. */
  readonly doubt: 0 | 1;
  readonly amountMinor: number;
  readonly currency: string;
}

export class SqliteJournal implements Journal {
  readonly #db: Database.Database;
  readonly #clock: Clock;
  readonly #rows: PaymentRows;
  readonly #append: Database.Statement;
  readonly #questions: Questions;
  readonly #write: Database.Transaction<(change: Commit) => void>;
  readonly #codeKey: string;
  #tail: { seq: number; hash: Uint8Array };

  /** Opens or makes the journal. Throws JournalUnavailable. */
  constructor(path: string, clock: Clock, chance: Chance) {
    this.#db = openDatabase(path);
    this.#clock = clock;
    this.#rows = new PaymentRows(this.#db);
    this.#questions = prepareQuestions(this.#db);
    this.#append = this.#db.prepare(`
      insert into journal (seq, payment_request_id, revision, kind, at_ms, body, hash)
      values (@seq, @payment_request_id, @revision, @kind, @at_ms, @body, @hash)`);
    this.#write = this.#db.transaction((change: Commit) => this.#writeStep(change));
    this.#codeKey = this.#ownKey(chance);
    this.#tail = this.#questions.tail() ?? { seq: 0, hash: chainStart };
  }

  commit(change: Commit): void {
    this.#storage(() => this.#write.immediate(change));
  }

  payment(paymentRequestId: string): Payment | null {
    return this.#storage(() => this.#questions.payment(paymentRequestId));
  }

  find(id: string): Payment | null {
    return this.#storage(
      () => this.#questions.payment(id) ?? this.#questions.byPaymentId(id) ?? this.#questions.byOrder(id),
    );
  }

  unfinished(): readonly Payment[] {
    return this.#storage(() => this.#questions.unfinished());
  }

  liveAttempt(orderId: string): Payment | null {
    return this.#storage(() => this.#questions.liveAttempt(orderId));
  }

  paidAttempt(orderId: string): Payment | null {
    return this.#storage(() => this.#questions.paidAttempt(orderId));
  }

  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null {
    return this.#storage(() => this.#questions.unsettledOfAmount(amount, exceptOrderId));
  }

  /** HMAC-SHA-256 under a key of this journal: recognises a code, cannot be turned back into one by reading. */
  fingerprint(paymentCode: string): string {
    return createHmac('sha256', this.#codeKey).update(paymentCode).digest('hex');
  }

  codeUsed(fingerprint: string): boolean {
    return this.#storage(() => this.#questions.codeUsed(fingerprint));
  }

  lastSerial(): number {
    return this.#storage(() => this.#questions.lastSerial());
  }

  /** All payments as an audit wants them, a page after the given id. */
  salesAfter(paymentRequestId: string, limit: number): readonly StoredSale[] {
    return this.#storage(() => this.#questions.salesAfter(paymentRequestId, limit));
  }

  /** Chain, fold and totals, in slices of rows; each `next` does one slice. */
  verify(): Generator<{ readonly rows: number }, Verdict> {
    return verifyJournal(this.#db);
  }

  /** How many rows the journal has. */
  rows(): number {
    return this.#tail.seq;
  }

  close(): void {
    this.#db.close();
  }

  #writeStep({ before, after, entry }: Commit): void {
    invariant(after.revision === (before?.revision ?? 0) + 1, 'each step adds one revision');
    const row = {
      seq: this.#tail.seq + 1,
      payment_request_id: after.paymentRequestId,
      revision: after.revision,
      kind: entry.kind,
      at_ms: Math.round(this.#clock.wallMs()),
      body: JSON.stringify({ facts: entry.facts, change: changeOf(before, after) }),
    };
    const hash = chainHash(this.#tail.hash, row);
    this.#append.run({ ...row, hash });
    this.#rows.write(before, after);
    this.#nextTail = { seq: row.seq, hash };
  }

  /** Becomes the tail only once its transaction has been committed. */
  #nextTail: { seq: number; hash: Uint8Array } | null = null;

  #storage<Result>(act: () => Result): Result {
    try {
      this.#nextTail = null;
      const result = act();
      if (this.#nextTail !== null) this.#tail = this.#nextTail;
      return result;
    } catch (error) {
      throw asStorageError(error);
    }
  }

  #ownKey(chance: Chance): string {
    const known = this.#questions.meta('code_key');
    if (known !== null) return known;
    const made = chance.digits(60);
    this.#db.prepare("insert into meta (key, value) values ('code_key', ?)").run(made);
    return made;
  }
}

/** A violated constraint is our own mistake; everything else that SQLite reports is the world's. */
function asStorageError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code.startsWith('SQLITE_CONSTRAINT'))
    return new BrokenInvariant(`the journal refused a step: ${error.message}`);
  return new StorageError(`${error.code}: ${error.message}`, { cause: error });
}
