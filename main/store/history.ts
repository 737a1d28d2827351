import type Database from 'better-sqlite3';
import type { HistoryMark, HistoryRows } from '../core/history-ports.ts';
import type { Payment } from '../core/payment-state.ts';
import { ArchiveUnavailable } from '../core/ports.ts';
import type { ArchiveFile } from './archive-file.ts';
import { type Archives, ask, yearOf } from './archives.ts';
import { type HistoryQuestions, prepareHistoryQuestions } from './history-questions.ts';

/**
 * The `HistoryRows` port over a journal and its archives as if they were one file. A payment that has come back from
 * its archive is in both; the journal knows it better. An archive that cannot be read is left out, and told.
 */
export class SqliteHistory {
  readonly #here: HistoryQuestions;
  readonly #archives: Archives;
  readonly #prepared = new WeakMap<ArchiveFile, HistoryQuestions>();
  /** Archives that were opened and then could not be read. */
  readonly #unreadable = new Set<number>();

  constructor(db: Database.Database, archives: Archives) {
    this.#here = prepareHistoryQuestions(db);
    this.#archives = archives;
  }

  /** `storage` asks, and turns what SQLite throws into what the port promises. */
  port(storage: <Answer>(act: () => Answer) => Answer): HistoryRows {
    return {
      newestStep: () => storage(() => this.#here.newestStep()),
      marksBefore: (before, most) => storage(() => this.#marksBefore(before ?? afterAll, most)),
      marksSince: (step, most) => storage(() => this.#marksSince(step, most)),
      payments: (ids) => storage(() => this.#payments(ids)),
      numbered: (number, most) => storage(() => this.#numbered(number, most)),
      personsWords: (id) => storage(() => this.#personsWords(id)),
      away: () => storage(() => this.#away()),
    };
  }

  #marksBefore(before: string, most: number): readonly HistoryMark[] {
    const archived = this.#askAll(
      (questions, missing) => questions.marksBefore(before, missing),
      most,
      ({ year }) => String(year) <= before.slice(0, 4),
    );
    const here = this.#here.marksBefore(before, most);
    const marks = new Map([...archived, ...here].map((mark) => [mark.paymentRequestId, mark]));
    return [...marks.values()].toSorted(newestFirst).slice(0, most);
  }

  #marksSince(step: number, most: number): ReturnType<HistoryRows['marksSince']> {
    const moved = this.#here.marksSince(step, most);
    return { marks: moved.flatMap(({ mark }) => mark ?? []), step: moved.at(-1)?.step ?? step };
  }

  #payments(ids: readonly string[]): readonly (Payment | null)[] {
    const found = new Map(this.#here.payments(ids).map((payment) => [payment.paymentRequestId, payment]));
    const missing = Map.groupBy(
      ids.filter((id) => !found.has(id)),
      yearOf,
    );
    for (const file of this.#archives.files()) {
      const wanted = missing.get(file.year) ?? [];
      const archived = wanted.length === 0 ? [] : this.#ask(file, (questions) => questions.payments(wanted));
      for (const payment of archived) found.set(payment.paymentRequestId, payment);
    }
    return ids.map((id) => found.get(id) ?? null);
  }

  #numbered(number: string, most: number): readonly string[] {
    const archived = this.#askAll((questions, missing) => questions.numbered(number, missing), most);
    const ids = new Set([...this.#here.numbered(number, most), ...archived]);
    return [...ids].toSorted().toReversed().slice(0, most);
  }

  /** Its rows lie where it was when they were written. */
  #personsWords(id: string): ReturnType<HistoryRows['personsWords']> {
    const file = this.#archives.files().find(({ year }) => year === yearOf(id));
    const archived = file === undefined ? [] : this.#ask(file, (questions) => questions.personsWords(id));
    const words = new Map([...archived, ...this.#here.personsWords(id)].map((word) => [word.revision, word]));
    return [...words.values()]
      .toSorted((one, other) => one.revision - other.revision)
      .map(({ kind, atMs, facts }) => ({ kind, atMs, facts }));
  }

  #away(): readonly number[] {
    const missing = this.#archives.lookAgain().map(({ year }) => year);
    return [...new Set([...missing, ...this.#unreadable])].toSorted((one, other) => one - other);
  }

  /** Asks the archives, the newest year first, until there are `most` answers. */
  #askAll<Answer>(
    question: (questions: HistoryQuestions, missing: number) => readonly Answer[],
    most: number,
    isAsked: (file: ArchiveFile) => boolean = () => true,
  ): readonly Answer[] {
    const answers: Answer[] = [];
    for (const file of this.#archives.files().toReversed()) {
      if (answers.length >= most) break;
      if (isAsked(file)) answers.push(...this.#ask(file, (questions) => question(questions, most - answers.length)));
    }
    return answers;
  }

  #ask<Answer>(file: ArchiveFile, question: (questions: HistoryQuestions) => readonly Answer[]): readonly Answer[] {
    try {
      const answers = ask(file, ({ db }) => {
        const prepared = this.#prepared.get(file) ?? prepareHistoryQuestions(db);
        this.#prepared.set(file, prepared);
        return question(prepared);
      });
      this.#unreadable.delete(file.year);
      return answers;
    } catch (error) {
      if (!(error instanceof ArchiveUnavailable)) throw error;
      this.#unreadable.add(file.year);
      return [];
    }
  }
}

/** Above every id. */
const afterAll = '3';

function newestFirst(one: HistoryMark, other: HistoryMark): number {
  return one.paymentRequestId < other.paymentRequestId ? 1 : -1;
}
