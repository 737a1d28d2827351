import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { JournalSteps } from '../core/flight-ports.ts';
import type { HistoryRows } from '../core/history-ports.ts';
import { invariant } from '../core/invariant.ts';
import type { Money } from '../core/money.ts';
import { changeOf, type Payment } from '../core/payment-state.ts';
import {
  type Chance,
  type Clock,
  type Commit,
  type DrawerLog,
  type Journal,
  type Log,
  noLog,
  type PrintJobs,
  StorageError,
} from '../core/ports.ts';
import { type ArchiveProgress, type ArchiveVerdict, moveSettled } from './archive.ts';
import { Archives, type ArchiveTrouble } from './archives.ts';
import { attemptsOf, byScan } from './attempts.ts';
import { type Backup, backUp, newestBackupAtMs } from './backup.ts';
import { chainHash } from './chain.ts';
import { openDatabase } from './database.ts';
import { DrawerRows } from './drawer.ts';
import { HeadFile } from './head.ts';
import { SqliteHistory } from './history.ts';
import { PaymentRows } from './payments.ts';
import { PrintRows } from './prints.ts';
import { prepareQuestions, type Questions, type StoredSale } from './questions.ts';
import { isFull, Room } from './room.ts';
import { storage } from './sqlite-errors.ts';
import { StepRows } from './steps.ts';
import { type Tail, tailOf } from './tail.ts';
import { asUnavailable, JournalUnavailable } from './unavailable.ts';
import { type Verdict, type VerifyProgress, verifyJournal } from './verify.ts';

/**
 * The `Journal` port over SQLite: one synchronous transaction per step holds the journal row, the payment, its
 * reversal and its refunds. A storage error is passed on as such; what it was asked to write may come back after a
 * restart, so nobody may conclude anything from it.
 */

/** Settled payments stay in the journal for 90 days: refunds and questions of customers are rare afterwards. */
const archiveAfterMs = 90 * 24 * 60 * 60 * 1_000;

export class SqliteJournal implements Journal {
  declare readonly rescue?: never;
  readonly prints: PrintJobs;
  readonly drawer: DrawerLog;
  readonly history: HistoryRows;
  readonly steps: JournalSteps;
  readonly #db: Database.Database;
  readonly #clock: Clock;
  readonly #rows: PaymentRows;
  readonly #prints: PrintRows;
  readonly #archives: Archives;
  readonly #append: Database.Statement;
  readonly #questions: Questions;
  readonly #write: Database.Transaction<(change: Commit) => Tail>;
  /** Ready for use: from its text, a key costs five times what the fingerprint does. */
  readonly #codeKey: KeyObject;
  readonly #head: HeadFile;
  readonly #room: Room;
  #tail: Tail;
  #broken: StorageError | null = null;
  /** What a start is about to ask for. */
  #ahead: readonly Payment[] | null = null;

  /** Opens or makes the journal. Throws JournalUnavailable. */
  constructor(path: string, clock: Clock, chance: Chance, log: Log = noLog) {
    this.#db = openDatabase(path, chance);
    try {
      this.#clock = clock;
      this.#questions = prepareQuestions(this.#db);
      const codeKey = codeKeyOf(this.#questions);
      this.#codeKey = createSecretKey(codeKey, 'utf8');
      this.#tail = tailOf(this.#questions);
      this.#append = this.#db.prepare(`
        insert into journal (seq, payment_request_id, revision, kind, at_ms, body, hash)
        values (@seq, @payment_request_id, @revision, @kind, @at_ms, @body, @hash)`);
      this.#write = this.#db.transaction((change: Commit) => this.#writeStep(change));
      this.#archives = new Archives(this.#db, path, codeKey);
      this.#rows = new PaymentRows(this.#db, this.#archives);
      this.#head = new HeadFile(path, this.#tail, log);
      this.#room = new Room(path, clock, log);
      const write = <Written>(act: () => Written): Written => storage(() => this.#room.afford(act));
      this.#prints = new PrintRows(this.#db, clock);
      this.prints = this.#prints.port(storage, write);
      this.drawer = new DrawerRows(this.#db).port(storage, write);
      this.history = new SqliteHistory(this.#db, this.#archives).port(storage);
      this.steps = new StepRows(this.#db, this.#archives).port(storage);
    } catch (error) {
      this.#db.close();
      throw asUnavailable(error, path);
    }
  }

  commit(change: Commit): void {
    if (this.#broken !== null) throw this.#broken;
    this.#ahead = null;
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
    return storage(() => this.#sought(() => this.#byId(paymentRequestId), paymentRequestId));
  }

  find(id: string): Payment | null {
    return storage(() =>
      this.#sought(
        () =>
          this.#byId(id) ??
          this.#newest((questions) => questions.byPaymentId(id)) ??
          this.#newest((questions) => questions.byRefund(id)) ??
          this.#newest((questions) => questions.byOrder(id)),
      ),
    );
  }

  /** Also from the archives; one that is away may hold another attempt: throws ArchiveUnavailable. */
  attemptsOf(orderId: string, most: number): readonly Payment[] {
    return storage(() => attemptsOf(this.#questions, this.#archives, orderId, most));
  }

  /** Reads at once what a start will ask for: a row that cannot be read throws StorageError here. */
  readAhead(): void {
    this.#ahead = this.unfinished();
    this.lastSerial();
  }

  unfinished(): readonly Payment[] {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (ahead !== null) return ahead;
    return storage(() => this.#questions.unfinished());
  }

  liveAttempt(orderId: string): Payment | null {
    return storage(() => this.#questions.liveAttempt(orderId));
  }

  paidAttempt(orderId: string): Payment | null {
    return storage(() => this.#sought(() => this.#newest((questions) => questions.paidAttempt(orderId))));
  }

  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null {
    return storage(() => this.#questions.unsettledOfAmount(amount, exceptOrderId));
  }

  /** HMAC-SHA-256 under a key of this journal: recognises a code, cannot be turned back into one by reading. */
  fingerprint(paymentCode: string): string {
    return createHmac('sha256', this.#codeKey).update(paymentCode).digest('hex');
  }

  /** Archives are not asked: a code lives for a minute, and the gateway takes it once. */
  codeUsed(fingerprint: string): boolean {
    return storage(() => this.#questions.codeUsed(fingerprint));
  }

  lastSerial(): number {
    return storage(() => this.#questions.lastSerial());
  }

  recentPaid(most: number): readonly Payment[] {
    return storage(() => this.#questions.recentPaid(most));
  }

  /** All payments as an audit wants them, a page after the given id, archived ones among them. */
  salesAfter(paymentRequestId: string, limit: number): readonly StoredSale[] {
    return storage(() => {
      this.#archives.hasRegained();
      const archived = this.#archives.salesAfter(paymentRequestId, limit);
      const here = this.#questions.salesAfter(paymentRequestId, limit);
      // One that came back is in both; the journal knows it better.
      const sales = new Map([...archived, ...here].map((sale) => [sale.paymentRequestId, sale]));
      return [...sales.values()].toSorted((a, b) => (a.paymentRequestId < b.paymentRequestId ? -1 : 1)).slice(0, limit);
    });
  }

  /** A page of the payments with a reversal, newest id first, archived ones among them. */
  reversedBefore(...page: readonly [before: string, from: string, limit: number]): readonly Payment[] {
    return storage(() => this.#archives.reversedBefore(this.#questions.reversedBefore(...page), ...page));
  }

  /**
   * Moves what was settled `archiveAfterMs` ago or earlier to its year's archive; each `next` does one short piece.
   * May be given up at any piece. Throws StorageError when the journal itself fails, and so does every commit from
   * then on: what such a removal has left on disk is known only after a restart.
   */
  *archive(): Generator<ArchiveProgress, ArchiveVerdict> {
    const moving = moveSettled(this.#db, this.#archives, this.#clock.wallMs() - archiveAfterMs);
    for (;;) {
      const piece = this.#nextPiece(moving);
      if (piece.done === true) return piece.value;
      yield piece.value;
    }
  }

  /**
   * Copies journal and archives into `folder` while the till goes on; resolves when the copies are durable and have
   * been read back. `rest` gives the till its turn between two pieces. Rejects with BackupFailed.
   */
  backup(folder: string, rest: () => Promise<void>): Promise<Backup> {
    return backUp({ db: this.#db, archives: this.#archives, folder, atMs: this.#clock.wallMs(), rest });
  }

  /** When the newest backup in this folder was made, milliseconds since 1970, or null. */
  newestBackupAtMs(folder: string): number | null {
    return newestBackupAtMs(folder, this.#archives.mark());
  }

  /** Archives that are missing, foreign or unreadable. */
  archiveTroubles(): readonly ArchiveTrouble[] {
    return this.#archives.troubles();
  }

  /** Chain, fold and totals over the journal and its archives, in slices of rows; each `next` does one slice. */
  verify(): Generator<VerifyProgress, Verdict> {
    return verifyJournal(this.#db, this.#archives);
  }

  /** How many rows the journal has, archived ones among them. */
  rows(): number {
    return this.#tail.seq;
  }

  close(): void {
    this.#archives.close();
    this.#room.close();
    this.#head.close();
    this.#db.close();
  }

  #nextPiece(moving: Generator<ArchiveProgress, ArchiveVerdict>) {
    try {
      return storage(() => moving.next());
    } catch (error) {
      // A full disk is a sure no: what was to move is where it was.
      if (error instanceof StorageError && !isFull(error.cause)) this.#broken = error;
      throw error;
    }
  }

  /** An archive that is away is never taken for a "no". */
  #sought(look: () => Payment | null, paymentRequestId?: string): Payment | null {
    return look() ?? (this.#archives.hasRegained(paymentRequestId) ? look() : null);
  }

  #byId(paymentRequestId: string): Payment | null {
    return this.#questions.payment(paymentRequestId) ?? this.#archives.payment(paymentRequestId);
  }

  /** The newest that the journal or an archive answers. What an archive says of one that came back is outdated. */
  #newest(question: (questions: Questions) => Payment | null): Payment | null {
    const archived = this.#archives
      .answers(question)
      .filter(({ paymentRequestId }) => this.#questions.payment(paymentRequestId) === null);
    const here = question(this.#questions);
    const found = here === null ? archived : [here, ...archived];
    return found.toSorted(byScan).at(-1) ?? null;
  }

  #writeStep({ before, after, entry, prints }: Commit): Tail {
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
    this.#prints.write(prints ?? []);
    return { seq: row.seq, hash };
  }
}

/** Made together with the file: without it, a code that has paid before would not be recognised. */
function codeKeyOf(questions: Questions): string {
  const key = questions.meta('code_key');
  if (key === null) throw new JournalUnavailable('damaged', 'the key of the payment codes is gone');
  return key;
}
