import Database from 'better-sqlite3';
import type { Salvaged } from './salvaged.ts';
import { parsed } from './stored-json.ts';

/**
 * Reads payments through SQLite out of a copy that may be damaged: row by row, and past each page that SQLite refuses.
 * Knows nothing of where the copy comes from, and writes nothing worth keeping.
 */

const pageRows = 500;
/** A damaged page of the journal holds fewer rows than this. */
const rowsPastDamage = 512;
/** So many steps past damage without a single row, and the rest is left to the scan of the bytes. */
const barrenMax = 32;

/** True when every row of the payments could be read, so that nothing newer can be hidden in the file. */
export function readTables(copy: string, into: Salvaged): boolean {
  let db: Database.Database;
  try {
    db = new Database(copy, { timeout: 0, fileMustExist: true });
  } catch (error) {
    return isRefused(error);
  }
  try {
    // Plays the log in, as far as it is whole.
    const isWhole = readPayments(db, into);
    const knowsAll = readJournal(db, into);
    readOneByOne(db, into);
    return isWhole && knowsAll && into.without().length === 0;
  } catch (error) {
    return isRefused(error);
  } finally {
    db.close();
  }
}

/** Always false: what SQLite refuses was not read. Anything else is our own mistake. */
function isRefused(error: unknown): false {
  if (error instanceof Database.SqliteError) return false;
  throw error;
}

interface StateRow {
  readonly id: string;
  readonly state: string;
}

/** From the first id upwards and, where a page stops that, from the last downwards. */
function readPayments(db: Database.Database, into: Salvaged): boolean {
  const select = 'select payment_request_id as id, state from payments';
  const up = db.prepare<[string, number], StateRow>(`${select} where payment_request_id > ? order by 1 limit ?`);
  if (readStates(up, '', into)) return true;
  const down = db.prepare<[string, number], StateRow>(`${select} where payment_request_id < ? order by 1 desc limit ?`);
  readStates(down, '~', into);
  return false;
}

function readStates(page: Database.Statement<[string, number], StateRow>, from: string, into: Salvaged): boolean {
  let last = from;
  try {
    for (let rows = page.all(last, pageRows); rows.length > 0; rows = page.all(last, pageRows)) {
      for (const { id, state } of rows) {
        into.offerId(id);
        into.offerState(parsed(state));
        last = id;
      }
    }
    return true;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    // The rows before the damage in this page of rows, one by one.
    return readUpTo(page, last, into);
  }
}

/** Always false: it ends where the damage is. */
function readUpTo(page: Database.Statement<[string, number], StateRow>, from: string, into: Salvaged): false {
  let last = from;
  for (let n = 0; n < pageRows; n += 1) {
    const [row] = tried(() => page.all(last, 1)) ?? [];
    if (row === undefined) return false;
    into.offerId(row.id);
    into.offerState(parsed(row.state));
    last = row.id;
  }
  return false;
}

interface BodyRow {
  readonly seq: number;
  readonly id: string;
  readonly body: string;
}

/** In the order of `seq`; past a damaged page by asking for each of the next numbers alone. */
function readJournal(db: Database.Database, into: Salvaged): boolean {
  const select = 'select seq, payment_request_id as id, body from journal';
  const page = db.prepare<[number, number], BodyRow>(`${select} where seq > ? order by seq limit ?`);
  const one = db.prepare<[number], BodyRow>(`${select} where seq = ?`);
  const take = ({ id, body }: BodyRow): void => into.offerBody(id, parsed(body));
  let last = 0;
  let isWhole = true;
  for (let barren = 0; barren < barrenMax; barren += 1) {
    const rows = tried(() => page.all(last, pageRows));
    if (rows?.length === 0) return isWhole;
    const found = rows ?? nextOneByOne(one, last);
    for (const row of found) take(row);
    if (found.length > 0) barren = -1;
    isWhole &&= rows !== null;
    last = rows === null ? last + rowsPastDamage : (rows.at(-1)?.seq ?? last);
  }
  return false;
}

/** Those of the next numbers whose rows can be read. */
function nextOneByOne(one: Database.Statement<[number], BodyRow>, last: number): readonly BodyRow[] {
  const found: BodyRow[] = [];
  for (let seq = last + 1; seq <= last + rowsPastDamage; seq += 1) {
    const row = tried(() => one.get(seq));
    if (row != null) found.push(row);
  }
  return found;
}

/** Ids that only an index or a row of the journal named: each may still be found by its own way down the tree. */
function readOneByOne(db: Database.Database, into: Salvaged): void {
  for (const index of ['payments_by_order', 'a_code_pays_once']) {
    const ids = db.prepare<[], string>(`select payment_request_id from payments indexed by ${index}`).pluck();
    tried(() => {
      for (const id of ids.iterate()) into.offerId(id);
    });
  }
  const one = db.prepare<[string], string>('select state from payments where payment_request_id = ?').pluck();
  for (const id of into.without()) {
    const state = tried(() => one.get(id));
    if (state != null) into.offerState(parsed(state));
  }
}

/** Null where SQLite refuses. */
function tried<Found>(ask: () => Found): Found | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
}
