import type Database from 'better-sqlite3';
import { type Clock, type PrintJobs, StorageError } from '../core/ports.ts';
import { type PrintJob, printFault } from '../core/print-job.ts';
import type { Guard } from './sqlite-errors.ts';
import { parsed } from './stored-json.ts';

/** The papers that are owed, as rows. What is over goes after 90 days; the documents go with the printing. */

const keptMs = 90 * 24 * 60 * 60 * 1_000;

/** Looked at with each new paper: more go than come, and no write has much to do. */
const removedAtOnce = 4;

interface PrintRow {
  readonly id: number;
  readonly kind: PrintJob['kind'];
  readonly payment_request_id: string;
  readonly refund_request_id: string | null;
  readonly amount_minor: number;
  readonly currency: string;
  readonly copy: 0 | 1;
  readonly state: PrintJob['state'];
  readonly attempts: number;
  readonly may_be_out: 0 | 1;
  readonly asked_at_ms: number;
  readonly moved_at_ms: number;
  readonly fault: string | null;
  readonly document: string | null;
}

export class PrintRows {
  readonly #clock: Clock;
  readonly #upsert: Database.Statement;
  readonly #removeOld: Database.Statement;
  readonly #unfinished: Database.Statement<[number], PrintRow>;
  readonly #newest: Database.Statement<[number], PrintRow>;
  readonly #lastId: Database.Statement<[], number>;
  readonly #all: Database.Transaction<(jobs: readonly PrintJob[]) => void>;

  constructor(db: Database.Database, clock: Clock) {
    this.#clock = clock;
    this.#upsert = db.prepare(`
      insert into print_jobs (id, kind, payment_request_id, refund_request_id, amount_minor, currency, copy, state,
        attempts, may_be_out, asked_at_ms, moved_at_ms, fault, document)
      values (@id, @kind, @payment_request_id, @refund_request_id, @amount_minor, @currency, @copy, @state,
        @attempts, @may_be_out, @asked_at_ms, @moved_at_ms, @fault, @document)
      on conflict (id) do update set state = excluded.state, attempts = excluded.attempts,
        may_be_out = excluded.may_be_out, moved_at_ms = excluded.moved_at_ms, fault = excluded.fault,
        document = excluded.document`);
    this.#removeOld = db.prepare(`
      delete from print_jobs
      where id in (select id from print_jobs order by id limit ${removedAtOnce}) and moved_at_ms < ?
        and state in ('printed', 'failed', 'unknown')`);
    this.#unfinished = db.prepare(`
      select * from print_jobs where state in ('queued', 'sending', 'unknown') order by id desc limit ?`);
    this.#newest = db.prepare('select * from print_jobs order by id desc limit ?');
    this.#lastId = db.prepare<[], number>('select max(id) from print_jobs').pluck();
    this.#all = db.transaction((jobs) => this.write(jobs));
  }

  /** Inside a transaction. */
  write(jobs: readonly PrintJob[]): void {
    for (const job of jobs) {
      if (job.attempts === 0) this.#removeOld.run(this.#clock.wallMs() - keptMs);
      this.#upsert.run(rowOf(job));
    }
  }

  port(read: Guard, write: Guard): PrintJobs {
    return {
      write: (jobs) => write(() => this.#all.immediate(jobs)),
      unfinished: (most) => read(() => this.#unfinished.all(most).toReversed().map(jobOf)),
      newest: (most) => read(() => this.#newest.all(most).toReversed().map(jobOf)),
      lastId: () => read(() => this.#lastId.get() ?? 0),
    };
  }
}

/**
 * In the copy that becomes the journal after a restore nothing is printed by itself: what waited in it may have come
 * out since the copy was made. A person can have each of them again, as a copy.
 */
export function endPrints(db: Database.Database): void {
  db.prepare(`
    update print_jobs set state = 'failed', may_be_out = 1, fault = ?
    where state in ('queued', 'sending', 'unknown')`).run(JSON.stringify(printFault('print_restored')));
}

function rowOf(job: PrintJob): PrintRow {
  return {
    id: job.id,
    kind: job.kind,
    payment_request_id: job.paymentRequestId,
    refund_request_id: job.refundRequestId,
    amount_minor: job.amount.minor,
    currency: job.amount.currency,
    copy: job.copy ? 1 : 0,
    state: job.state,
    attempts: job.attempts,
    may_be_out: job.mayBeOut ? 1 : 0,
    asked_at_ms: job.askedAtMs,
    moved_at_ms: job.movedAtMs,
    fault: job.fault === null ? null : JSON.stringify(job.fault),
    document: job.document === null ? null : JSON.stringify(job.document),
  };
}

function jobOf(row: PrintRow): PrintJob {
  return {
    id: row.id,
    kind: row.kind,
    paymentRequestId: row.payment_request_id,
    refundRequestId: row.refund_request_id,
    amount: { minor: row.amount_minor, currency: row.currency },
    copy: row.copy === 1,
    state: row.state,
    attempts: row.attempts,
    mayBeOut: row.may_be_out === 1,
    askedAtMs: row.asked_at_ms,
    movedAtMs: row.moved_at_ms,
    fault: readBack<PrintJob['fault']>(row.id, row.fault),
    document: readBack<PrintJob['document']>(row.id, row.document),
  };
}

/** SQLite keeps no checksums: what is not what we wrote is a damaged file. */
function readBack<Value>(id: number, text: string | null): Value | null {
  if (text === null) return null;
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) throw new StorageError(`the row of paper ${id} is damaged`);
  return value as Value;
}
