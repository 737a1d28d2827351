import Database from 'better-sqlite3';
import { changeOf, hasOpenReversal, type Payment, type PaymentChange } from '../core/payment-state.ts';
import type { Archives } from './archives.ts';
import { chainHash, chainStart } from './chain.ts';
import type { Head } from './head.ts';
import { PaymentRows, rowOf } from './payments.ts';
import { type HashedRow, prepareQuestions } from './questions.ts';
import type { Salvage } from './rescue.ts';

/**
 * What a lost journal adds to the one that is put in its place: rows of the same chain as they are, and, where the
 * chain is torn, the open reversals that were salvaged as states. Money that must go back is not left to a list.
 */

const appendText = `
  insert into journal (seq, payment_request_id, revision, kind, at_ms, body, hash)
  values (@seq, @payment_request_id, @revision, @kind, @at_ms, @body, @hash)`;

export function tailOf(db: Database.Database): Head {
  const row = db.prepare<[], HashedRow>('select * from journal order by seq desc limit 1').get();
  return row === undefined ? { seq: 0, hash: chainStart } : { seq: row.seq, hash: row.hash };
}

/** Looks for one row of the chain by its number. */
type Look = (seq: number) => HashedRow | undefined;

/**
 * Rows of the lost file and the archives that follow from this one's end, as far as they can be read and chained.
 * `copy` of the lost file, null where none could be made.
 */
export function rowsAfter(copy: string | null, tail: Head, archives: Archives): readonly HashedRow[] {
  const lost = copy === null ? null : opened(copy);
  try {
    const looks = [lost?.look, ...archives.files().map(({ db }) => lookIn(db))].filter((look) => look !== undefined);
    const rows: HashedRow[] = [];
    let { seq, hash } = tail;
    for (;;) {
      const row = looks
        .map((look) => look(seq + 1))
        .find((found) => found && chainHash(hash, found).equals(found.hash));
      if (row === undefined) return rows;
      rows.push(row);
      ({ seq, hash } = row);
    }
  } finally {
    lost?.close();
  }
}

/** Null where not even its tables can be read. */
function opened(copy: string): { readonly look: Look; readonly close: () => void } | null {
  const db = read(() => new Database(copy, { timeout: 0 }));
  if (db === undefined) return null;
  const look = read(() => lookIn(db)) ?? (() => undefined);
  return { look, close: () => void db.close() };
}

function lookIn(db: Database.Database): Look {
  const row = db.prepare<[number], HashedRow>('select * from journal where seq = ?');
  return (seq) => read(() => row.get(seq));
}

/** Where a file can be read no further, it ends. */
export function read<Found>(look: () => Found): Found | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Database.SqliteError) return undefined;
    throw error;
  }
}

/**
 * The same rows, and the payments that they add up to, in one transaction; as far as the payments are known to which
 * they belong, since the archive of one may be away. Returns how many.
 */
export function bringIn(db: Database.Database, archives: Archives, rows: readonly HashedRow[]): number {
  const append = db.prepare(appendText);
  const questions = prepareQuestions(db);
  const written = new PaymentRows(db, archives);
  const all = db.transaction((): number => {
    let count = 0;
    for (const row of rows) {
      const id = row.payment_request_id;
      const isFirst = row.revision === 1;
      const before = isFirst ? null : (questions.payment(id) ?? archives.payment(id));
      if (!isFirst && before?.revision !== row.revision - 1) break;
      const { change } = JSON.parse(row.body) as { readonly change: PaymentChange };
      // As fold does.
      append.run(row);
      written.write(before, { ...before, ...change } as Payment);
      count += 1;
    }
    return count;
  });
  return all.immediate();
}

/** What of a payment never changes, so that no step writes it. */
const unchanging = ['orderId', 'amountMinor', 'currency', 'codeFingerprint', 'serial', 'scannedAtMs'] as const;

/**
 * One row for each open reversal of which a newer state was salvaged than the journal has: the whole state of an
 * unknown payment, else what has changed. Payments that do not fit, since another attempt holds their order, stay out.
 * Returns the ids, oldest sale first.
 */
export function appendReversals(
  db: Database.Database,
  archives: Archives,
  { payments, places }: Pick<Salvage, 'payments' | 'places'>,
  atMs: number,
): readonly string[] {
  const append = db.prepare(appendText);
  const written = new PaymentRows(db, archives);
  const questions = prepareQuestions(db);
  const away = new Set(archives.troubles().map(({ year }) => String(year)));
  const one = db.transaction((before: Payment | null, salvaged: Payment): void => {
    const after = following(before, salvaged, atMs);
    const facts = { places, revision: salvaged.revision };
    const tail = tailOf(db);
    const row = {
      seq: tail.seq + 1,
      payment_request_id: after.paymentRequestId,
      revision: after.revision,
      kind: 'salvaged',
      at_ms: atMs,
      body: JSON.stringify({ facts, change: changeOf(before, after) }),
    };
    append.run({ ...row, hash: chainHash(tail.hash, row) });
    written.write(before, after);
  });
  const all = db.transaction(() =>
    payments.filter(hasOpenReversal).flatMap((salvaged) => {
      const id = salvaged.paymentRequestId;
      const before = questions.payment(id) ?? archives.payment(id);
      if ((before?.revision ?? 0) >= salvaged.revision || !isSameSale(before, salvaged)) return [];
      // Its first rows may lie in the archive that is away.
      if (before === null && away.has(id.slice(0, 4))) return [];
      return fits(() => one(before, salvaged)) ? [id] : [];
    }),
  );
  return all.immediate();
}

/** As it was salvaged, with the number that follows here; due at once where no time was set. */
function following(before: Payment | null, salvaged: Payment, atMs: number): Payment {
  const dueAtMs = salvaged.dueAtMs ?? atMs;
  return { ...before, ...salvaged, dueAtMs, revision: (before?.revision ?? 0) + 1 };
}

function isSameSale(before: Payment | null, salvaged: Payment): boolean {
  if (before === null) return true;
  const [one, other] = [rowOf(before), rowOf(salvaged)];
  return unchanging.every((column) => one[column] === other[column]);
}

/** False where the tables refuse it; what the step has written is gone then. */
export function fits(step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  }
}
