import { createHmac } from 'node:crypto';
import Database from 'better-sqlite3';
import { BrokenInvariant, invariant } from '../core/invariant.ts';
import type { Money } from '../core/money.ts';
import { changeOf, type Payment } from '../core/payment-state.ts';
import { type Chance, type Clock, type Commit, type Journal, type Log, noLog, StorageError } from '../core/ports.ts';
import { chainHash, chainStart } from './chain.ts';
import { openDatabase } from './database.ts';
import { HeadFile } from './head.ts';
import { PaymentRows } from './payments.ts';
import { prepareQuestions, type Questions, type StoredSale } from './questions.ts';
import { Room } from './room.ts';
import { asUnavailable, JournalUnavailable } from './unavailable.ts';
import { type Verdict, verifyJournal } from './verify.ts';

/**
 * The `Journal` port over SQLite: one synchronous transaction per step holds the journal row, the payment, its
 * reversal and its refunds. A storage error is passed on as such; what it was asked to write may come back after a
 * restart, so nobody may conclude anything from it.
 */

export type { StoredSale } from './questions.ts';

/** The newest row of the hash chain; the next one follows from it. */
interface Tail {
  readonly seq: number;
  readonly hash: Uint8Array;
}

export class SqliteJournal implements Journal {
  declare readonly rescue?: never;
  readonly #db: Database.Database;
  readonly #clock: Clock;
  readonly #rows: PaymentRows;
  readonly #append: Database.Statement;
  readonly #questions: Questions;
  readonly #write: Database.Transaction<(change: Commit) => Tail>;
  readonly #codeKey: string;
  readonly #head: HeadFile;
  readonly #room: Room;
  #tail: Tail;

  /** Opens or makes the journal. Throws JournalUnavailable. */
  constructor(path: string, clock: Clock, chance: Chance, log: Log = noLog) {
    this.#db = openDatabase(path, chance);
    try {
      this.#clock = clock;
      this.#rows = new PaymentRows(this.#db);
      this.#questions = prepareQuestions(this.#db);
      this.#append = this.#db.prepare(`
        insert into journal (seq, payment_request_id, revision, kind, at_ms, body, hash)
        values (@seq, @payment_request_id, @revision, @kind, @at_ms, @body, @hash)`);
      this.#write = this.#db.transaction((change: Commit) => this.#writeStep(change));
      this.#codeKey = codeKeyOf(this.#questions);
      this.#tail = tailOf(this.#questions);
      this.#head = new HeadFile(path, this.#tail, log);
      this.#room = new Room(path, clock, log);
    } catch (error) {
      this.#db.close();
      throw asUnavailable(error, path);
    }
  }

  commit(change: Commit): void {
    // Assigned only once the transaction is durable: after a failed commit the next one follows from the same row.
    this.#tail = storage(() => this.#room.afford(() => this.#write.immediate(change)));
    this.#head.remember(this.#tail);
  }

  hasRoom(): boolean {
    return this.#room.isEnough();
  }

  /** In a long-running till: makes the ballast, and makes it again once it has been spent and there is room. */
  keepBallast(): void {
    this.#room.keepBallast();
  }

  payment(paymentRequestId: string): Payment | null {
    return storage(() => this.#questions.payment(paymentRequestId));
  }

  find(id: string): Payment | null {
    return storage(() => this.#questions.payment(id) ?? this.#questions.byPaymentId(id) ?? this.#questions.byOrder(id));
  }

  unfinished(): readonly Payment[] {
    return storage(() => this.#questions.unfinished());
  }

  liveAttempt(orderId: string): Payment | null {
    return storage(() => this.#questions.liveAttempt(orderId));
  }

  paidAttempt(orderId: string): Payment | null {
    return storage(() => this.#questions.paidAttempt(orderId));
  }

  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null {
    return storage(() => this.#questions.unsettledOfAmount(amount, exceptOrderId));
  }

  /** HMAC-SHA-256 under a key of this journal: recognises a code, cannot be turned back into one by reading. */
  fingerprint(paymentCode: string): string {
    return createHmac('sha256', this.#codeKey).update(paymentCode).digest('hex');
  }

  codeUsed(fingerprint: string): boolean {
    return storage(() => this.#questions.codeUsed(fingerprint));
  }

  lastSerial(): number {
    return storage(() => this.#questions.lastSerial());
  }

  /** All payments as an audit wants them, a page after the given id. */
  salesAfter(paymentRequestId: string, limit: number): readonly StoredSale[] {
    return storage(() => this.#questions.salesAfter(paymentRequestId, limit));
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
    this.#room.close();
    this.#head.close();
    this.#db.close();
  }

  #writeStep({ before, after, entry }: Commit): Tail {
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
    return { seq: row.seq, hash };
  }
}

/** Made together with the file: without it, a code that has paid before would not be recognised. */
function codeKeyOf(questions: Questions): string {
  const key = questions.meta('code_key');
  if (key === null) throw new JournalUnavailable('damaged', 'the key of the payment codes is gone');
  return key;
}

/** The end of the chain; it must follow from the row before it, or the newest sales were tampered with. */
function tailOf(questions: Questions): Tail {
  const [last, before] = questions.newestRows();
  if (last === undefined) return { seq: 0, hash: chainStart };
  if (!chainHash(before?.hash ?? chainStart, last).equals(last.hash))
    throw new JournalUnavailable('damaged', `row ${last.seq} does not follow from the one before`);
  return { seq: last.seq, hash: last.hash };
}

/** Asks or tells SQLite; what it throws becomes what the port promises. */
function storage<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw asStorageError(error);
  }
}

/** A violated constraint is our own mistake; everything else that SQLite reports is the world's. */
function asStorageError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code.startsWith('SQLITE_CONSTRAINT'))
    return new BrokenInvariant(`the journal refused a step: ${error.message}`);
  return new StorageError(`${error.code}: ${error.message}`, { cause: error });
}
