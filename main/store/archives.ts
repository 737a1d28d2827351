import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Payment } from '../core/payment-state.ts';
import { ArchiveUnavailable, StorageError } from '../core/ports.ts';
import { type ArchiveFault, type ArchiveFile, ArchiveRefused, openArchive, openOrMakeArchive } from './archive-file.ts';
import type { Questions, StoredSale } from './questions.ts';

/**
 * The archives beside a journal, `journal-2026.sqlite` and so on: which there should be, which there are, and what
 * they answer. The year is the beginning of a paymentRequestId, so that an id knows its file. One that is missing or
 * foreign is told in words and never passed over: whoever finds nothing is told that something could not be asked.
 */

export interface ArchiveTrouble {
  readonly year: number;
  readonly path: string;
  readonly fault: ArchiveFault;
  readonly why: string;
}

/** A journal kept in memory has no folder, and so no archives. */
const inMemory = ':memory:';

export class Archives {
  readonly #moved: Database.Statement<[], { year: number; rows: number }>;
  readonly #journalFile: string;
  readonly #journal: string;
  readonly #files = new Map<number, ArchiveFile>();
  readonly #troubles = new Map<number, ArchiveTrouble>();

  /** Opens what is there. `codeKey` is the secret of the journal from which its identity is made. */
  constructor(db: Database.Database, journalFile: string, codeKey: string) {
    this.#journalFile = journalFile;
    this.#journal = identityOf(codeKey);
    this.#moved = db.prepare('select year, rows_moved as rows from archives order by year');
    const remembered = this.rowsMoved();
    const years = new Set([...remembered.keys(), ...this.#yearsBeside()]);
    for (const year of [...years].toSorted((a, b) => a - b)) this.#open(year, remembered.get(year) ?? 0);
  }

  /** Rows that have moved for good, by year. */
  rowsMoved(): ReadonlyMap<number, number> {
    return new Map(this.#moved.all().map(({ year, rows }) => [year, rows]));
  }

  /** The archives that can be asked, oldest year first. */
  files(): readonly ArchiveFile[] {
    return [...this.#files.values()].toSorted((a, b) => a.year - b.year);
  }

  troubles(): readonly ArchiveTrouble[] {
    return [...this.#troubles.values()].toSorted((a, b) => a.year - b.year);
  }

  /** The archive that settled payments of this year move to. Throws {@link ArchiveUnavailable}. */
  toMoveTo(year: number): ArchiveFile {
    if (this.#journalFile === inMemory) throw new ArchiveUnavailable('a journal in memory has no archives');
    const trouble = this.#troubles.get(year);
    // What is remembered and gone must not be made anew: the next start would take the empty one for it.
    if (trouble !== undefined) throw new ArchiveUnavailable(trouble.why);
    const there = this.#files.get(year);
    if (there !== undefined) return there;
    try {
      const made = openOrMakeArchive(this.#pathOf(year), { journal: this.#journal, year });
      this.#files.set(year, made);
      return made;
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /** An archived payment by its paymentRequestId. Null where its archive does not know it. */
  payment(paymentRequestId: string): Payment | null {
    const file = this.#files.get(yearOf(paymentRequestId));
    return file === undefined ? null : ask(file, ({ questions }) => questions.payment(paymentRequestId));
  }

  /** The journal's own book of one archived payment at a revision: its reversals, or null if it is not there so. */
  reversalsOf(paymentRequestId: string, revision: number): readonly ArchivedReversal[] | null {
    if (this.payment(paymentRequestId)?.revision !== revision) return null;
    const file = this.#files.get(yearOf(paymentRequestId));
    return file === undefined
      ? null
      : ask(file, ({ db }) =>
          db
            .prepare<[string], ArchivedReversal>(
              `select generation, way, opened_at_ms as openedAtMs, done_at_ms as doneAtMs
               from reversals where payment_request_id = ?`,
            )
            .all(paymentRequestId),
        );
  }

  /** What each archive answers, newest year first, without those that know nothing. */
  answers(question: (questions: Questions) => Payment | null): readonly Payment[] {
    return this.files()
      .toReversed()
      .flatMap((file) => ask(file, ({ questions }) => question(questions)) ?? []);
  }

  /** What each archive answers with several, newest year first. */
  lists(question: (questions: Questions) => readonly Payment[]): readonly Payment[] {
    return this.files()
      .toReversed()
      .flatMap((file) => ask(file, ({ questions }) => question(questions)));
  }

  /** Archived sales after the id in the order of their ids; archives hold years, so they follow one another. */
  salesAfter(paymentRequestId: string, limit: number): readonly StoredSale[] {
    const found: StoredSale[] = [];
    for (const file of this.files()) {
      if (found.length >= limit) break;
      if (String(file.year) < paymentRequestId.slice(0, 4)) continue;
      found.push(...ask(file, ({ questions }) => questions.salesAfter(paymentRequestId, limit - found.length)));
    }
    return found;
  }

  /** What the journal answers to {@link Questions.reversedBefore}, with what the archives do. */
  reversedBefore(here: readonly Payment[], before: string, from: string, limit: number): readonly Payment[] {
    this.hasRegained();
    const found: Payment[] = [];
    for (const file of this.files().toReversed()) {
      if (found.length >= limit) break;
      if (String(file.year) > before.slice(0, 4) || String(file.year) < from.slice(0, 4)) continue;
      found.push(...ask(file, ({ questions }) => questions.reversedBefore(before, from, limit - found.length)));
    }
    // One that came back is in both; the journal knows it better.
    const all = new Map([...found, ...here].map((payment) => [payment.paymentRequestId, payment]));
    return [...all.values()].toSorted((a, b) => (a.paymentRequestId < b.paymentRequestId ? 1 : -1)).slice(0, limit);
  }

  /**
   * To be asked before "not found" is said: could every archive be asked, or the one of this id? Looks again, since
   * somebody may have put a file back; true = one came back, ask once more. Throws {@link ArchiveUnavailable}.
   */
  hasRegained(paymentRequestId?: string): boolean {
    const asked = paymentRequestId === undefined ? null : yearOf(paymentRequestId);
    const away = this.troubles().filter(({ year }) => asked === null || year === asked);
    for (const { year } of away) {
      this.#open(year, this.rowsMoved().get(year) ?? 0);
      const trouble = this.#troubles.get(year);
      if (trouble !== undefined) throw new ArchiveUnavailable(trouble.why);
    }
    return away.length > 0;
  }

  /** Opens what has been put back, and says what is still away. Never throws about an archive. */
  lookAgain(): readonly ArchiveTrouble[] {
    for (const { year } of this.troubles()) this.#open(year, this.rowsMoved().get(year) ?? 0);
    return this.troubles();
  }

  /** Eight digits that tell this journal's backups from another's in the same folder. */
  mark(): string {
    return this.#journal.slice(0, 8);
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }

  #open(year: number, rowsMoved: number): void {
    const path = this.#pathOf(year);
    try {
      const file = openArchive(path, { journal: this.#journal, year });
      const rows = file.rows();
      // Also where its book cannot be read as a number.
      if (!(rows >= rowsMoved)) {
        file.close();
        throw new ArchiveRefused('behind', `${path} holds ${rows} rows, ${rowsMoved} have moved there: an old copy`);
      }
      this.#files.set(year, file);
      this.#troubles.delete(year);
    } catch (error) {
      if (!(error instanceof ArchiveRefused)) throw error;
      this.#troubles.set(year, { year, path, fault: error.fault, why: error.message });
    }
  }

  #pathOf(year: number): string {
    return join(dirname(this.#journalFile), `${stemOf(this.#journalFile)}-${year}.sqlite`);
  }

  /** Also a file that the journal does not remember: a crash came before its first row had moved for good. */
  #yearsBeside(): readonly number[] {
    if (this.#journalFile === inMemory) return [];
    const shape = /^-(20\d\d)\.sqlite$/;
    const stem = stemOf(this.#journalFile);
    return readdirSync(dirname(this.#journalFile)).flatMap((name) => {
      const found = name.startsWith(stem) ? shape.exec(name.slice(stem.length)) : null;
      return found === null ? [] : [Number(found[1])];
    });
  }
}

export interface ArchivedReversal {
  readonly generation: number;
  readonly way: string;
  readonly openedAtMs: number;
  readonly doneAtMs: number;
}

/** The year whose archive an id belongs to. Ids begin with it: `core/ids.ts`. */
export function yearOf(paymentRequestId: string): number {
  return Number(paymentRequestId.slice(0, 4));
}

/** Tells the archives of one journal from another's; says nothing about the key. */
function identityOf(codeKey: string): string {
  return createHmac('sha256', codeKey).update('the journal of these archives').digest('hex').slice(0, 32);
}

function stemOf(file: string): string {
  return basename(file).replace(/\.sqlite$/, '');
}

/** Asks one archive. Throws {@link ArchiveUnavailable} when it cannot answer: the journal itself is well. */
export function ask<Answer>(file: ArchiveFile, question: (file: ArchiveFile) => Answer): Answer {
  try {
    return question(file);
  } catch (error) {
    throw asUnavailable(error);
  }
}

function asUnavailable(error: unknown): unknown {
  if (error instanceof ArchiveUnavailable) return error;
  const known = error instanceof ArchiveRefused || error instanceof Database.SqliteError;
  if (!known && !(error instanceof StorageError)) return error;
  return new ArchiveUnavailable(error.message, { cause: error });
}
