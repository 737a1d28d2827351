import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { changeOf, hasOpenReversal, type Payment, type PaymentChange } from '../core/payment-state.ts';
import type { Archives } from './archives.ts';
import { chainHash } from './chain.ts';
import type { Copies } from './copies.ts';
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
  return row === undefined ? { seq: 0, hash: Buffer.alloc(32) } : { seq: row.seq, hash: row.hash };
}

/** Rows of the lost file that follow from this one's end, as far as they can be read and the chain holds. */
export function rowsAfter(path: string, tail: Head, copies: Copies): readonly HashedRow[] {
  const copy = existsSync(path) ? copies.of(path) : null;
  const rows: HashedRow[] = [];
  if (copy === null) return rows;
  try {
    const db = new Database(copy, { timeout: 0 });
    try {
      const next = db.prepare<[number], HashedRow>('select * from journal where seq = ?');
      let { seq, hash } = tail;
      for (let row = next.get(seq + 1); row !== undefined; row = next.get(seq + 1)) {
        if (!chainHash(hash, row).equals(row.hash)) break;
        rows.push(row);
        ({ seq, hash } = row);
      }
    } finally {
      db.close();
    }
  } catch (error) {
    // Where it can be read no further, it ends.
    if (!(error instanceof Database.SqliteError)) throw error;
  }
  return rows;
}

/** The same rows, and the payments that they add up to, in one transaction. Returns how many. */
export function bringIn(db: Database.Database, archives: Archives, rows: readonly HashedRow[]): number {
  const append = db.prepare(appendText);
  const state = db.prepare<[string], string>('select state from payments where payment_request_id = ?').pluck();
  const written = new PaymentRows(db, archives);
  const all = db.transaction(() => {
    for (const row of rows) {
      const text = state.get(row.payment_request_id);
      const before = text === undefined ? archives.payment(row.payment_request_id) : (JSON.parse(text) as Payment);
      const { change } = JSON.parse(row.body) as { readonly change: PaymentChange };
      // As fold does; the payment may have begun in the journal that is put in place.
      const after = { ...before, ...change } as Payment;
      append.run(row);
      written.write(before, after);
    }
  });
  all.immediate();
  return rows.length;
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
function fits(step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  }
}
