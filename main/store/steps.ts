import type Database from 'better-sqlite3';
import type { JournalStep, JournalSteps } from '../core/flight-ports.ts';
import { StorageError } from '../core/ports.ts';
import { type Archives, ask, yearOf } from './archives.ts';
import type { Guard } from './sqlite-errors.ts';
import { parsed } from './stored-json.ts';

/**
 * The rows of one payment, as somebody wants to read them who asks how it went: those of the journal and, before them,
 * those that have moved to an archive.
 */

interface StepRow {
  readonly revision: number;
  readonly kind: string;
  readonly atMs: number;
  readonly body: string;
}

const rowsOf = `
  select revision, kind, at_ms as atMs, body from journal
  where payment_request_id = @id and (revision <= @most or revision > @newest - @most) order by revision`;

export class StepRows {
  readonly #archives: Archives;
  readonly #rows: Database.Statement<[Asked], StepRow>;
  readonly #newest: Database.Statement<[string], number | null>;
  readonly #head: Database.Statement<[], { seq: number; hash: Buffer }>;

  constructor(db: Database.Database, archives: Archives) {
    this.#archives = archives;
    this.#rows = db.prepare(rowsOf);
    this.#newest = db
      .prepare<[string], number | null>('select max(revision) from journal where payment_request_id = ?')
      .pluck();
    this.#head = db.prepare('select seq, hash from journal order by seq desc limit 1');
  }

  port(read: Guard): JournalSteps {
    return {
      of: (id, most) => read(() => this.#of(id, most)),
      head: () =>
        read(() => {
          const newest = this.#head.get();
          return newest === undefined ? null : { seq: newest.seq, hash: newest.hash.toString('hex') };
        }),
    };
  }

  /** Rows that are nowhere although there must be some are those of an archive that is away. */
  #of(id: string, most: number): ReturnType<JournalSteps['of']> {
    const found = this.#everywhere(id, most);
    const isWhole = found.steps[0]?.revision === 1;
    return isWhole || !this.#archives.hasRegained(id) ? found : this.#everywhere(id, most);
  }

  #everywhere(id: string, most: number): ReturnType<JournalSteps['of']> {
    const archive = this.#archives.files().find(({ year }) => year === yearOf(id));
    const archived = archive === undefined ? null : ask(archive, ({ db }) => newestIn(db, id));
    const newest = this.#newest.get(id) ?? archived ?? 0;
    const asked = { id, most, newest };
    const rows = [
      ...(archive === undefined || archived === null
        ? []
        : ask(archive, ({ db }) => db.prepare<[Asked], StepRow>(rowsOf).all(asked))),
      ...this.#rows.all(asked),
    ];
    // While rows move they are for an instant in both.
    const byRevision = new Map(rows.map((row) => [row.revision, row]));
    const steps = [...byRevision.values()].toSorted((a, b) => a.revision - b.revision).map((row) => stepOf(id, row));
    return { steps, leftOut: steps[0]?.revision === 1 ? newest - steps.length : 0 };
  }
}

interface Asked {
  readonly id: string;
  readonly most: number;
  readonly newest: number;
}

function newestIn(db: Database.Database, id: string): number | null {
  const row = db
    .prepare<[string], number | null>('select max(revision) from journal where payment_request_id = ?')
    .pluck()
    .get(id);
  return row ?? null;
}

/** SQLite keeps no checksums: what is not what we wrote is a damaged file. */
function stepOf(id: string, { revision, kind, atMs, body }: StepRow): JournalStep {
  const read = parsed(body) as Partial<Pick<JournalStep, 'facts' | 'change'>> | null;
  if (typeof read?.facts !== 'object' || typeof read.change !== 'object')
    throw new StorageError(`row ${revision} of ${id} is damaged`);
  return { revision, kind, atMs, facts: read.facts, change: read.change };
}
