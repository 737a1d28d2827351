import type { Args, Result } from '../../main/contract/contract.ts';
import { everything, type HistoryFilter, type HistoryRow } from '../../main/contract/history.ts';

/**
 * The payments that were found, as far as the page has them: chunk by chunk, fetched when they come into sight, at
 * most so many kept. It knows the terminal's answers and no DOM.
 */

/** Rows in one request. */
export const chunkRows = 50;
/** Chunks kept; the ones wanted longest ago go first. */
const chunksKept = 40;
/** Between two looks while the terminal is still reading older payments, milliseconds. */
const lookAgainMs = 400;

export type Ask = (asked: Args<'history.page'>) => Promise<Result<'history.page'> | null>;

export interface PagesShown {
  readonly total: number;
  /** False until the first answer to this search. */
  readonly isAnswered: boolean;
  /** Wall clock milliseconds, while older payments are still being read. */
  readonly lookedBackToMs: number | null;
  readonly awayYears: readonly number[];
  /** The terminal's reason, `no_answer`, or null. */
  readonly fault: string | null;
  /** Rises with each search. */
  readonly search: number;
  /** Rises with each change. */
  readonly version: number;
}

const nothing: PagesShown = {
  total: 0,
  isAnswered: false,
  lookedBackToMs: null,
  awayYears: [],
  fault: null,
  search: 0,
  version: 0,
};

export class HistoryPages {
  readonly #ask: Ask;
  readonly #listeners = new Set<() => void>();
  /** By their first place, the longest unwanted first. */
  readonly #chunks = new Map<number, readonly (HistoryRow | null)[]>();
  #filter: HistoryFilter = everything;
  #upTo: string | null = null;
  #shown: PagesShown = nothing;
  /** Of the search: answers to an earlier one are dropped. */
  #search = 0;
  #wanted: readonly number[] = [];
  /** Chunks that are to be asked for again. */
  readonly #stale = new Set<number>();
  #isAsking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  shown(): PagesShown {
    return this.#shown;
  }

  /** Calls `listen` after each change; the result switches it off. */
  onChange(listen: () => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  /** Undefined = not here yet, null = cannot be read. */
  row(place: number): HistoryRow | null | undefined {
    return this.#chunks.get(firstOf(place))?.[place % chunkRows];
  }

  search(filter: HistoryFilter): void {
    this.#search += 1;
    this.#filter = filter;
    this.#upTo = null;
    this.#chunks.clear();
    this.#stale.clear();
    this.#wanted = [0];
    this.#show({ ...nothing, awayYears: this.#shown.awayYears, search: this.#search, version: this.#shown.version });
    void this.#fetch();
  }

  /** Rows from one place to another are in sight. */
  want(from: number, to: number): void {
    const wanted: number[] = [];
    for (let first = firstOf(from); first <= to; first += chunkRows) wanted.push(first);
    this.#wanted = wanted;
    void this.#fetch();
  }

  /** Something has moved at the terminal: what is in sight is asked for again; at the top, what is new too. */
  refresh(isAtTop: boolean): void {
    if (isAtTop) this.#upTo = null;
    for (const first of [0, ...this.#wanted]) this.#stale.add(first);
    void this.#fetch();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  /** One request at a time; the newest wish is the next. */
  async #fetch(): Promise<void> {
    const at = [...this.#wanted, 0].find((first) => this.#stale.has(first) || !this.#chunks.has(first));
    if (this.#isAsking || this.#isClosed || at === undefined || (at > 0 && at >= this.#shown.total)) return;
    this.#isAsking = true;
    this.#stale.delete(at);
    const search = this.#search;
    const answer = await this.#ask({ filter: this.#filter, upTo: this.#upTo, at, most: chunkRows });
    this.#isAsking = false;
    if (this.#isClosed) return;
    if (search === this.#search) this.#take(at, answer);
    if (search !== this.#search || this.#shown.fault === null) void this.#fetch();
  }

  #take(at: number, answer: Result<'history.page'> | null): void {
    if (answer?.ok !== true) {
      this.#show({ fault: answer?.reason ?? 'no_answer', isAnswered: true });
      return;
    }
    // Later sales are at the top now: every place is another's.
    if (this.#upTo === null && at === 0) this.#chunks.clear();
    if (at === 0) this.#upTo = answer.upTo;
    this.#chunks.delete(at);
    this.#chunks.set(at, answer.rows);
    for (const first of this.#chunks.keys()) if (this.#chunks.size > chunksKept) this.#chunks.delete(first);
    const { total, lookedBackToMs, awayYears } = answer;
    this.#show({ total, lookedBackToMs, awayYears, isAnswered: true, fault: null });
    clearTimeout(this.#timer);
    if (!answer.complete) this.#timer = setTimeout(() => this.#lookAgain(), lookAgainMs);
  }

  #lookAgain(): void {
    this.#stale.add(0);
    void this.#fetch();
  }

  #show(change: Partial<PagesShown>): void {
    this.#shown = { ...this.#shown, ...change, version: this.#shown.version + 1 };
    for (const listen of this.#listeners) listen();
  }
}

function firstOf(place: number): number {
  return place - (place % chunkRows);
}
