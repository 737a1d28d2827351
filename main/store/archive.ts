import type Database from 'better-sqlite3';
import { utcSecond } from '../core/ids.ts';
import { ArchiveUnavailable } from '../core/ports.ts';
import { ArchiveWriter, type Row, type Whole } from './archive-writer.ts';
import { type Archives, yearOf } from './archives.ts';
import type { HashedRow } from './questions.ts';

/**
 * Moves settled payments to the archive of their year, a few at a time. First the copy, durable in the archive; then,
 * when the archive holds every row of it word for word, the removal in one transaction of the journal. A crash between
 * the two leaves the payment in both, and the next run finishes what was begun.
 */

/** What has been moved so far. */
export interface ArchiveProgress {
  readonly payments: number;
  readonly rows: number;
}

export interface ArchiveVerdict extends ArchiveProgress {
  /** Years whose archive has taken something. */
  readonly years: readonly number[];
  /** What stayed in the journal because its archive would not take it, in words, at most 20. */
  readonly problems: readonly string[];
}

/** So few that copy and removal together stay far below 50 ms on a slow disk. */
const payments = 64;
const problemsMax = 20;

interface Candidate {
  readonly id: string;
  readonly settled: 0 | 1;
}

/**
 * Moves what was scanned, and last changed, before `beforeMs` of the wall clock. Yields after each copy and after each
 * removal; may be given up at either. Throws SQLite's errors about the journal; those of an archive are problems.
 */
export function* moveSettled(
  db: Database.Database,
  archives: Archives,
  beforeMs: number,
): Generator<ArchiveProgress, ArchiveVerdict> {
  const reader = new Reader(db);
  const remove = removal(db, reader);
  const writers = new Map<number, ArchiveWriter>();
  const writerOf = (year: number): ArchiveWriter => {
    const writer = writers.get(year) ?? new ArchiveWriter(archives.toMoveTo(year));
    writers.set(year, writer);
    return writer;
  };
  const years = new Set<number>();
  const problems: string[] = [];
  const moved = { payments: 0, rows: 0 };
  const before = utcSecond(beforeMs);
  let page = reader.page('', before);
  for (; page.length > 0; page = reader.page(page.at(-1)?.id ?? '', before)) {
    for (const [year, ids] of byYear(page)) {
      try {
        const writer = writerOf(year);
        const copied = writer.copy(reader.wholes(ids, beforeMs), (problem) => tell(problems, problem));
        yield { ...moved };
        const gone = remove(year, writer, copied);
        moved.payments += gone.payments;
        moved.rows += gone.rows;
        if (gone.payments > 0) years.add(year);
      } catch (error) {
        if (!(error instanceof ArchiveUnavailable)) throw error;
        tell(problems, error.message);
      }
    }
    yield { ...moved };
  }
  return { ...moved, years: [...years].toSorted((a, b) => a - b), problems };
}

function tell(problems: string[], problem: string): void {
  if (problems.length < problemsMax && !problems.includes(problem)) problems.push(problem);
}

function byYear(page: readonly Candidate[]): ReadonlyMap<number, readonly string[]> {
  return Map.groupBy(
    page.filter(({ settled }) => settled === 1).map(({ id }) => id),
    yearOf,
  );
}

/** Reads out of the journal what may leave it. */
class Reader {
  readonly #page: Database.Statement<[string, string, number], Candidate>;
  readonly #newestRows: Database.Statement<[], string>;
  readonly #newestScan: Database.Statement<[], string>;
  readonly #revision: Database.Statement<[string], number>;
  readonly #payment: Database.Statement<[string], Row>;
  readonly #journal: Database.Statement<[string], HashedRow>;
  readonly #reversals: Database.Statement<[string], Row>;
  readonly #refunds: Database.Statement<[string], Row>;

  constructor(db: Database.Database) {
    // Settled = nothing is due, nothing is in doubt, nothing is owed: neither for the terminal nor for a person.
    this.#page = db.prepare(`
      select payment_request_id as id,
        due_at_ms is null and live = 0
        and not exists (select 1 from reversals where payment_request_id = p.payment_request_id and done_at_ms is null)
        and not exists (select 1 from refunds
          where payment_request_id = p.payment_request_id and phase not in ('done', 'refused')) as settled
      from payments p where payment_request_id > ? and payment_request_id < ? order by payment_request_id limit ?`);
    this.#newestRows = db
      .prepare<[], string>('select payment_request_id from journal order by seq desc limit 2')
      .pluck();
    this.#newestScan = db
      .prepare<[], string>('select payment_request_id from journal where revision = 1 order by seq desc limit 1')
      .pluck();
    this.#revision = db.prepare<[string], number>('select revision from payments where payment_request_id = ?').pluck();
    this.#payment = db.prepare('select * from payments where payment_request_id = ?');
    this.#journal = db.prepare('select * from journal where payment_request_id = ? order by revision');
    this.#reversals = db.prepare('select * from reversals where payment_request_id = ? order by generation');
    this.#refunds = db.prepare('select * from refunds where payment_request_id = ? order by refund_request_id');
  }

  /** The next ids, settled or not, so that a long list of open ones is never read in one go. */
  page(after: string, before: string): readonly Candidate[] {
    return this.#page.all(after, before, payments);
  }

  wholes(ids: readonly string[], beforeMs: number): readonly Whole[] {
    // A start looks at the two newest rows and at the newest scan: whose they are, stays.
    const kept = new Set([...this.#newestRows.all(), ...this.#newestScan.all()]);
    return ids
      .filter((id) => !kept.has(id))
      .flatMap((id) => this.#whole(id) ?? [])
      .filter(({ journal }) => (journal.at(-1)?.at_ms ?? beforeMs) < beforeMs);
  }

  /** Of a payment that is still here. */
  revision(id: string): number | undefined {
    return this.#revision.get(id);
  }

  #whole(id: string): Whole | null {
    const payment = this.#payment.get(id);
    if (payment === undefined) return null;
    const [journal, reversals, refunds] = [this.#journal.all(id), this.#reversals.all(id), this.#refunds.all(id)];
    return { id, payment, journal, reversals, refunds };
  }
}

/**
 * Removes from the journal what has not changed since it was copied and is held by the archive word for word. The
 * trigger that forbids it is away inside this transaction alone.
 */
function removal(db: Database.Database, reader: Reader) {
  const trigger = db
    .prepare<[], string>("select sql from sqlite_schema where type = 'trigger' and name = 'journal_is_not_deleted'")
    .pluck();
  const tables = ['refunds', 'reversals', 'journal', 'payments'] as const;
  const counted = db.prepare(`
    insert into archives (year, rows_moved) values (?, ?)
    on conflict (year) do update set rows_moved = rows_moved + excluded.rows_moved`);
  const isUnchanged = ({ id, payment }: Whole): boolean => reader.revision(id) === payment['revision'];
  return (year: number, writer: ArchiveWriter, copied: readonly Whole[]): ArchiveProgress => {
    const held = copied.filter((whole) => isUnchanged(whole) && writer.holds(whole));
    if (held.length === 0) return { payments: 0, rows: 0 };
    return db
      .transaction(() => {
        const forbids = trigger.get() ?? '';
        db.exec('drop trigger journal_is_not_deleted');
        const deletes = tables.map((table) => db.prepare(`delete from ${table} where payment_request_id = ?`));
        for (const { id } of held) for (const each of deletes) each.run(id);
        const rows = held.reduce((sum, { journal }) => sum + journal.length, 0);
        counted.run(year, rows);
        db.exec(forbids);
        return { payments: held.length, rows };
      })
      .immediate();
  };
}
