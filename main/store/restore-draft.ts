import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { utcSecond } from '../core/ids.ts';
import type { Payment, PaymentChange } from '../core/payment-state.ts';
import type { Chance, Clock } from '../core/ports.ts';
import { Archives } from './archives.ts';
import { chainHash } from './chain.ts';
import type { Copies } from './copies.ts';
import { openDatabase } from './database.ts';
import type { Head } from './head.ts';
import { PaymentRows } from './payments.ts';
import type { HashedRow } from './questions.ts';
import type { Salvage } from './rescue.ts';
import type { Restore, Restored } from './restore.ts';
import { syncFile } from './sync.ts';
import { asUnavailable, JournalUnavailable } from './unavailable.ts';
import { verifyJournal } from './verify.ts';

/**
 * The journal that a restore puts in place, made beside it: a copy of the one that a person has named, brought up to
 * date with what the lost one still holds of the same chain, proved row by row, and read back from the disk.
 */

export interface Sources {
  /** The newest row that the lost journal has acknowledged, if that is still known. */
  readonly written: Head | null;
  readonly known: Salvage;
  readonly copies: Copies;
}

export interface Made {
  readonly head: Head;
  readonly restored: Omit<Restored, 'aside'>;
}

/** Named in the note at most; the answer names all. */
const notedIds = 100;

/** Throws {@link JournalUnavailable}. When it returns, the draft is one durable file that ends at the head it names. */
export function completeDraft(
  draft: string,
  asked: Restore,
  sources: Sources,
  ports: { readonly clock: Clock; readonly chance: Chance },
): Made {
  const made = filledDraft(draft, asked, sources, ports);
  // SQLite says nothing when the last checkpoint of a close fails.
  if (existsSync(`${draft}-wal`))
    throw new JournalUnavailable('unreadable', `${draft} still has a log after its close`);
  syncFile(draft);
  readBack(draft, made.head);
  return made;
}

function filledDraft(
  draft: string,
  asked: Restore,
  { known, copies, written }: Sources,
  ports: { readonly clock: Clock; readonly chance: Chance },
): Made {
  if (!existsSync(draft)) throw new JournalUnavailable('gone', `${asked.from} is not there`);
  const db = openDatabase(draft, ports.chance);
  try {
    const archives = archivesOf(db, asked.place.path);
    try {
      prove(db, archives, asked.from);
      const broughtIn = bringIn(db, archives, rowsAfter(asked.place.path, tailOf(db), copies));
      const missing = Math.max(0, (written?.seq ?? 0) - tailOf(db).seq);
      const toReconcile = newerThan(db, known);
      note(db, asked, { broughtIn, missing, toReconcile }, ports.clock.wallMs());
      prove(db, archives, asked.from);
      const head = tailOf(db);
      emptyLog(db, draft);
      return { head, restored: { rows: head.seq, broughtIn, missing, toReconcile } };
    } finally {
      archives.close();
    }
  } finally {
    db.close();
  }
}

/** What was written lies in the log until here. Throws {@link JournalUnavailable} where it cannot go into the file. */
function emptyLog(db: Database.Database, draft: string): void {
  let left: unknown;
  try {
    [left] = db.pragma('wal_checkpoint(TRUNCATE)') as readonly unknown[];
  } catch (error) {
    throw asUnavailable(error, draft);
  }
  const { busy, log } = left as { readonly busy: number; readonly log: number };
  if (busy !== 0 || log !== 0)
    throw new JournalUnavailable('unreadable', `${log} pages of ${draft} could not be moved out of its log`);
}

/** The file alone, as the next start will find it. */
function readBack(draft: string, head: Head): void {
  try {
    const db = new Database(draft, { timeout: 0, readonly: true });
    try {
      const { seq, hash } = tailOf(db);
      if (seq !== head.seq || !Buffer.from(hash).equals(head.hash))
        throw new JournalUnavailable('unreadable', `${draft} ends at row ${seq}, ${head.seq} were written`);
    } finally {
      db.close();
    }
  } catch (error) {
    throw asUnavailable(error, draft);
  }
}

/** The archives beside the place: payments that moved there are part of this journal too. */
function archivesOf(db: Database.Database, path: string): Archives {
  const key = db.prepare<[], string>("select value from meta where key = 'code_key'").pluck().get();
  if (key === undefined) throw new JournalUnavailable('damaged', 'the key of the payment codes is gone');
  return new Archives(db, path, key);
}

/** Chain, fold and totals; a journal that does not add up is no way out. */
function prove(db: Database.Database, archives: Archives, file: string): void {
  const proof = verifyJournal(db, archives);
  for (let step = proof.next(); ; step = proof.next()) {
    if (step.done !== true) continue;
    const [problem] = step.value.problems;
    if (problem !== undefined) throw new JournalUnavailable('damaged', `${file}: ${problem}`);
    return;
  }
}

function tailOf(db: Database.Database): Head {
  const row = db.prepare<[], HashedRow>('select * from journal order by seq desc limit 1').get();
  return row === undefined ? { seq: 0, hash: Buffer.alloc(32) } : { seq: row.seq, hash: row.hash };
}

/** Rows of the lost file that follow from this one's end, as far as they can be read and the chain holds. */
function rowsAfter(path: string, tail: Head, copies: Copies): readonly HashedRow[] {
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
function bringIn(db: Database.Database, archives: Archives, rows: readonly HashedRow[]): number {
  const append = db.prepare(`
    insert into journal (seq, payment_request_id, revision, kind, at_ms, body, hash)
    values (@seq, @payment_request_id, @revision, @kind, @at_ms, @body, @hash)`);
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

/** Ids of which a newer revision, or only the id, was found than the journal now has. Oldest first. */
function newerThan(db: Database.Database, { payments, unreadableIds }: Salvage): readonly string[] {
  const revision = db.prepare<[string], number>('select revision from payments where payment_request_id = ?').pluck();
  const newer = payments.filter((payment) => (revision.get(payment.paymentRequestId) ?? 0) < payment.revision);
  const unknown = unreadableIds.filter((id) => revision.get(id) === undefined);
  return [...newer.map((payment) => payment.paymentRequestId), ...unknown].toSorted();
}

/**
 * Who has done this, and why. Rows of the chain belong to payments, and this belongs to none: it stands in `meta`, in
 * the same file and under the same locks. Somebody who rewrites the file can remove it, as he can rewrite the chain.
 */
function note(
  db: Database.Database,
  { by, why, from }: Restore,
  { toReconcile, ...counted }: Pick<Restored, 'broughtIn' | 'missing' | 'toReconcile'>,
  atMs: number,
): void {
  const noted = { by, why, from, atMs, ...counted, toReconcile: toReconcile.slice(0, notedIds) };
  db.prepare('insert into meta (key, value) values (?, ?)').run(
    `restored_${utcSecond(atMs)}`,
    JSON.stringify({ ...noted, toReconcileCount: toReconcile.length }),
  );
}
