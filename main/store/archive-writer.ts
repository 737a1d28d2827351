import type Database from 'better-sqlite3';
import type { ArchiveFile } from './archive-file.ts';
import { ask } from './archives.ts';
import type { HashedRow } from './questions.ts';

/**
 * Puts payments into one archive and says which it holds word for word. Never overwrites a journal row, and takes
 * nothing that contradicts what it has.
 */

export type Row = Readonly<Record<string, string | number | Buffer | null>>;

/** Everything that a journal has of one payment. */
export interface Whole {
  readonly id: string;
  readonly payment: Row;
  readonly journal: readonly HashedRow[];
  readonly reversals: readonly Row[];
  readonly refunds: readonly Row[];
}

type HeldState = { readonly revision: number; readonly state: string };

export class ArchiveWriter {
  readonly #file: ArchiveFile;
  readonly #held: Database.Statement<[string], HashedRow>;
  readonly #state: Database.Statement<[string], HeldState>;
  readonly #row: Database.Statement;
  readonly #payment: Database.Statement;
  readonly #reversal: Database.Statement;
  readonly #refund: Database.Statement;
  readonly #counted: Database.Statement;
  readonly #copy: Database.Transaction<(wholes: readonly Whole[], tell: (problem: string) => void) => readonly Whole[]>;

  constructor(file: ArchiveFile) {
    const { db } = file;
    this.#file = file;
    this.#held = db.prepare('select * from journal where payment_request_id = ?');
    this.#state = db.prepare('select revision, state from payments where payment_request_id = ?');
    this.#row = db.prepare(`
      insert into journal (seq, payment_request_id, revision, kind, at_ms, body, hash)
      values (@seq, @payment_request_id, @revision, @kind, @at_ms, @body, @hash)`);
    [this.#payment, this.#reversal, this.#refund] = [
      replacing(db, 'payments'),
      replacing(db, 'reversals'),
      replacing(db, 'refunds'),
    ];
    this.#counted = db.prepare("update meta set value = cast(value as integer) + ? where key = 'rows'");
    this.#copy = db.transaction((wholes, tell) => wholes.filter((whole) => this.#put(whole, tell)));
  }

  /** Durable when it returns. What it would not take is told, and left out of what comes back. */
  copy(wholes: readonly Whole[], tell: (problem: string) => void): readonly Whole[] {
    return ask(this.#file, () => this.#copy.immediate(wholes, tell));
  }

  /** True when every row of the payment is here word for word, in this revision. */
  holds({ id, payment, journal }: Whole): boolean {
    return ask(this.#file, () => {
      const held = this.#heldOf(id);
      const isHere = (row: HashedRow): boolean => {
        const copy = held.get(row.revision);
        return copy !== undefined && isSame(row, copy);
      };
      return held.size === payment['revision'] && journal.every(isHere);
    });
  }

  #put(whole: Whole, tell: (problem: string) => void): boolean {
    const held = this.#heldOf(whole.id);
    const fresh = whole.journal.filter(({ revision }) => !held.has(revision));
    const problem = this.#contradiction(whole, held, fresh.length);
    if (problem !== null) {
      tell(problem);
      return false;
    }
    for (const row of fresh) this.#row.run(row);
    this.#payment.run(whole.payment);
    for (const row of whole.reversals) this.#reversal.run(row);
    for (const row of whole.refunds) this.#refund.run(row);
    this.#counted.run(fresh.length);
    return true;
  }

  #contradiction({ id, payment, journal }: Whole, held: ReadonlyMap<number, HashedRow>, fresh: number): string | null {
    const other = journal.find((row) => !isSame(row, held.get(row.revision) ?? row));
    if (other !== undefined) return `row ${other.seq} of ${id} is in two places with different text`;
    if (held.size + fresh !== payment['revision']) return `the rows of ${id} are not complete`;
    const state = this.#state.get(id);
    if (state === undefined || state.revision < Number(payment['revision'])) return null;
    const isEqual = state.revision === payment['revision'] && state.state === payment['state'];
    return isEqual ? null : `the archive knows more of ${id} than the journal: this journal is an old copy`;
  }

  /** The rows of a payment that are here, by their revision. */
  #heldOf(id: string): ReadonlyMap<number, HashedRow> {
    return new Map(this.#held.all(id).map((row) => [row.revision, row]));
  }
}

/** All columns of a table whose rows a later stay in the journal may have changed. */
function replacing(db: Database.Database, table: 'payments' | 'reversals' | 'refunds'): Database.Statement {
  const columns = db.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table);
  const values = columns.map((column) => `@${column}`);
  return db.prepare(`insert or replace into ${table} (${columns.join(', ')}) values (${values.join(', ')})`);
}

function isSame(a: HashedRow, b: HashedRow): boolean {
  return (
    a.seq === b.seq &&
    a.payment_request_id === b.payment_request_id &&
    a.revision === b.revision &&
    a.kind === b.kind &&
    a.at_ms === b.at_ms &&
    a.body === b.body &&
    a.hash.equals(b.hash)
  );
}
