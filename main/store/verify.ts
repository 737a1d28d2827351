import { basename } from 'node:path';
import Database from 'better-sqlite3';
import type { Archives } from './archives.ts';
import { chainHash, chainStart } from './chain.ts';
import type { Place, Tell } from './places.ts';
import type { HashedRow } from './questions.ts';
import { type CurrencyTotals, Totals } from './totals.ts';
import { paymentPages } from './verify-payments.ts';

/**
 * Proves the journal and its archives as one: every hash follows from the one before wherever its row lies, every
 * payment is the fold of its rows, and nothing is missing or told twice in two ways. Reads page by page so that a
 * till can go on selling.
 */

export interface Verdict {
  readonly rows: number;
  readonly payments: number;
  readonly totals: readonly CurrencyTotals[];
  /** In words for the back office, at most 20. */
  readonly problems: readonly string[];
}

const pageRows = 1_000;
const problemsMax = 20;

/** Without archives: a file as it lies there. */
const alone: Pick<Archives, 'files' | 'troubles'> = { files: () => [], troubles: () => [] };

/** How far a verification is: first all rows of the chain, then all payments. */
export interface VerifyProgress {
  readonly rows: number;
  readonly payments: number;
}

/**
 * Yields how far it is after each page. A file that cannot be read on is a problem among the others; so is an archive
 * that is away, unless `awayIsProblem` is false for a caller that tells of it in its own way.
 */
export function* verifyJournal(
  db: Database.Database,
  archives: Pick<Archives, 'files' | 'troubles'> = alone,
  { awayIsProblem = true }: { readonly awayIsProblem?: boolean } = {},
): Generator<VerifyProgress, Verdict> {
  const problems: string[] = [];
  const tell: Tell = (problem) => {
    if (problems.length < problemsMax) problems.push(problem);
  };
  const away = archives.troubles();
  if (awayIsProblem) for (const { why } of away) tell(`an archive cannot be checked: ${why}`);
  const isWhole = away.length === 0;
  const archived = archives.files().map(({ path, db: file, year }) => ({ name: basename(path), db: file, year }));
  const places: readonly Place[] = [{ name: 'the journal', db, year: null }, ...archived];
  const totals = new Totals();
  let rows = 0;
  let payments = 0;
  try {
    for (const done of chainPages(places, isWhole, tell)) {
      rows = done;
      yield { rows, payments };
    }
    for (const done of paymentPages(places, totals, { tell, away: new Set(away.map(({ year }) => year)) })) {
      payments = done;
      yield { rows, payments };
    }
    for (const place of places) for (const _ of ownerPages(place, tell)) yield { rows, payments };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    tell(`the file cannot be read any further: ${error.message}`);
  }
  return { rows, payments, totals: totals.all(), problems };
}

type PlacedRow = HashedRow & { readonly known: 0 | 1; readonly place: Place };

/** `isWhole` = no archive is missing; where one is, the gaps that it leaves are its own and not told one by one. */
function* chainPages(places: readonly Place[], isWhole: boolean, tell: Tell): Generator<number, void> {
  const windows = new Windows(places);
  const seen: { row: PlacedRow | null } = { row: null };
  let from = 0;
  let count = 0;
  for (let rows = windows.after(from); rows !== null; rows = windows.after(from)) {
    for (const row of rows) {
      if (row.seq === seen.row?.seq) {
        if (!isSameRow(row, seen.row))
          tell(`row ${row.seq} is in ${seen.row.place.name} and in ${row.place.name} with different text`);
        continue;
      }
      const isNext = row.seq === (seen.row?.seq ?? 0) + 1;
      if (isWhole && !isNext) tell(missing((seen.row?.seq ?? 0) + 1, row.seq - 1));
      const follows = chainHash(seen.row?.hash ?? chainStart, row).equals(row.hash);
      if ((isWhole || isNext) && !follows) tell(`row ${row.seq} does not follow from the one before`);
      compareHome(row, tell);
      seen.row = row;
      count += 1;
    }
    from = windows.end();
    yield count;
  }
}

/** Some rows of the chain, merged from all places in the same instant: a move between two windows is not seen. */
class Windows {
  readonly #rows: readonly { place: Place; rows: Database.Statement<[number, number], HashedRow & { known: 0 | 1 }> }[];
  readonly #next: readonly Database.Statement<[number], number | null>[];
  #end = 0;

  constructor(places: readonly Place[]) {
    this.#rows = places.map((place) => ({
      place,
      rows: place.db.prepare(
        `select *, payment_request_id in (select payment_request_id from payments) as known
         from journal where seq > ? and seq <= ? order by seq`,
      ),
    }));
    this.#next = places.map(({ db }) =>
      db.prepare<[number], number | null>('select min(seq) from journal where seq > ?').pluck(),
    );
  }

  /** The rows of the next window that has any, in order; null at the end. */
  after(from: number): readonly PlacedRow[] | null {
    const firsts = this.#next.flatMap((next) => next.get(from) ?? []);
    if (firsts.length === 0) return null;
    const first = Math.min(...firsts);
    this.#end = first - 1 + pageRows;
    return this.#rows
      .flatMap(({ place, rows }) => rows.all(first - 1, this.#end).map((row) => ({ ...row, place })))
      .toSorted((a, b) => a.seq - b.seq);
  }

  end(): number {
    return this.#end;
  }
}

function isSameRow(a: PlacedRow, b: PlacedRow): boolean {
  const said = ({ payment_request_id, revision, kind, at_ms, body }: PlacedRow): string =>
    JSON.stringify([payment_request_id, revision, kind, at_ms, body]);
  return said(a) === said(b) && a.hash.equals(b.hash);
}

function compareHome(row: PlacedRow, tell: Tell): void {
  const { place, payment_request_id: id } = row;
  if (row.known === 0 && row.revision === 1) tell(`${id} is in the journal, its payment is not`);
  if (place.year !== null && !id.startsWith(String(place.year))) tell(`row ${row.seq} of ${id} is in ${place.name}`);
}

function missing(from: number, to: number): string {
  return from === to ? `row ${from} is missing` : `rows ${from} to ${to} are missing`;
}

/** Reversals and refunds whose payment is gone. */
function* ownerPages({ db }: Place, tell: Tell): Generator<void, void> {
  const known = 'payment_request_id in (select payment_request_id from payments) as known';
  const refunds = db.prepare<[string, number], { id: string; known: 0 | 1 }>(
    `select refund_request_id as id, ${known} from refunds where refund_request_id > ? order by 1 limit ?`,
  );
  let refund = '';
  for (let rows = refunds.all(refund, pageRows); rows.length > 0; rows = refunds.all(refund, pageRows)) {
    for (const row of rows) if (row.known === 0) tell('a row of refunds belongs to no payment');
    refund = rows.at(-1)?.id ?? '';
    yield;
  }
  const reversals = db.prepare<[string, number, number], { id: string; generation: number; known: 0 | 1 }>(
    `select payment_request_id as id, generation, ${known} from reversals
     where (payment_request_id, generation) > (?, ?) order by 1, 2 limit ?`,
  );
  let last = { id: '', generation: 0 };
  for (;;) {
    const rows = reversals.all(last.id, last.generation, pageRows);
    for (const row of rows) if (row.known === 0) tell('a row of reversals belongs to no payment');
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end;
    yield;
  }
}
