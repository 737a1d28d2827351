import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { utcSecond } from '../core/ids.ts';
import type { Payment, PaymentChange } from '../core/payment-state.ts';
import type { Chance, Clock } from '../core/ports.ts';
import { Archives } from './archives.ts';
import { chainHash } from './chain.ts';
import { Copies } from './copies.ts';
import { openDatabase } from './database.ts';
import { HeadFile, headFileOf } from './head.ts';
import { PaymentRows } from './payments.ts';
import type { HashedRow } from './questions.ts';
import { type JournalPlace, lockRescue, salvage } from './rescue.ts';
import { syncFile, syncFolder } from './sync.ts';
import { JournalUnavailable } from './unavailable.ts';
import { verifyJournal } from './verify.ts';

/**
 * A person puts a journal in the place of one that was lost. The new one is made beside it, proved row by row, and
 * brought up to date with what the lost one still holds of the same chain; the lost files are renamed, never deleted.
 */

export interface Restore {
  readonly place: JournalPlace;
  /** A complete journal, or the present file itself where only its head speaks against it. */
  readonly from: string;
  readonly by: string;
  readonly why: string;
}

export interface Restored {
  /** Rows of the journal now, and how many of them the lost file has added. */
  readonly rows: number;
  readonly broughtIn: number;
  /** Where the lost files are now. */
  readonly aside: readonly string[];
  /** Payments that are known to be newer than what the journal now says of them, or unknown to it. */
  readonly toReconcile: readonly string[];
}

/** Named in the note at most; the answer names all. */
const notedIds = 100;

/** Throws {@link JournalUnavailable}: `locked` beside a running till, else what is wrong with `from`. */
export function restoreJournal(asked: Restore, ports: { readonly clock: Clock; readonly chance: Chance }): Restored {
  const { path } = asked.place;
  const free = lockRescue(path);
  const draft = `${path}.restored`;
  try {
    refuseRunning(path);
    removeDraft(draft);
    for (const end of ['', '-wal']) if (existsSync(asked.from + end)) copyFileSync(asked.from + end, draft + end);
    const second = utcSecond(ports.clock.wallMs());
    const known = salvage(asked.place, 'outdated', ports.clock);
    const copies = new Copies(dirname(path), second);
    const made = completeDraft(draft, asked, { known, copies }, ports);
    copies.close();
    syncFile(draft);
    const aside = putInPlace(path, draft, made.head, second);
    return { ...made.restored, aside };
  } finally {
    removeDraft(draft);
    free();
  }
}

/** Whoever has the journal open has its lock; a file that SQLite cannot read has no owner. */
function refuseRunning(path: string): void {
  if (!existsSync(path)) return;
  const shared = `${path}-shm`;
  const wasShared = existsSync(shared);
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { timeout: 0, readonly: true });
    db.pragma('schema_version');
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    if (/^SQLITE_(BUSY|LOCKED)/.test(error.code))
      throw new JournalUnavailable('locked', `${path} is open in another program`, { cause: error });
  } finally {
    db?.close();
    // Looking makes one; the lost files stay as they are.
    if (!wasShared) rmSync(shared, { force: true });
  }
}

function removeDraft(draft: string): void {
  for (const end of ['', '-wal', '-head']) rmSync(draft + end, { force: true });
}

type Known = ReturnType<typeof salvage>;

interface Made {
  readonly head: { readonly seq: number; readonly hash: Uint8Array };
  readonly restored: Omit<Restored, 'aside'>;
}

function completeDraft(
  draft: string,
  asked: Restore,
  { known, copies }: { readonly known: Known; readonly copies: Copies },
  ports: { readonly clock: Clock; readonly chance: Chance },
): Made {
  if (!existsSync(draft)) throw new JournalUnavailable('gone', `${asked.from} is not there`);
  const db = openDatabase(draft, ports.chance);
  try {
    const archives = archivesOf(db, asked.place.path);
    try {
      prove(db, archives, asked.from);
      const broughtIn = bringIn(db, archives, rowsAfter(asked.place.path, tailOf(db), copies));
      const toReconcile = newerThan(db, known);
      note(db, asked, { broughtIn, toReconcile }, ports.clock.wallMs());
      prove(db, archives, asked.from);
      const head = tailOf(db);
      return { head, restored: { rows: head.seq, broughtIn, toReconcile } };
    } finally {
      archives.close();
    }
  } finally {
    db.close();
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

function tailOf(db: Database.Database): Made['head'] {
  const row = db.prepare<[], HashedRow>('select * from journal order by seq desc limit 1').get();
  return row === undefined ? { seq: 0, hash: Buffer.alloc(32) } : { seq: row.seq, hash: row.hash };
}

/** Rows of the lost file that follow from this one's end, as far as they can be read and the chain holds. */
function rowsAfter(path: string, tail: Made['head'], copies: Copies): readonly HashedRow[] {
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
function newerThan(db: Database.Database, { payments, unreadableIds }: Known): readonly string[] {
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
  { broughtIn, toReconcile }: Pick<Restored, 'broughtIn' | 'toReconcile'>,
  atMs: number,
): void {
  const noted = { by, why, from, atMs, broughtIn, toReconcile: toReconcile.slice(0, notedIds) };
  db.prepare('insert into meta (key, value) values (?, ?)').run(
    `restored_${utcSecond(atMs)}`,
    JSON.stringify({ ...noted, toReconcileCount: toReconcile.length }),
  );
}

/**
 * Log, file, head, in this order: wherever a power cut stops it, the head still speaks against what is there, and the
 * next start is a rescue again. The head is set last, when the new journal's name is durable.
 */
function putInPlace(path: string, draft: string, head: Made['head'], second: string): readonly string[] {
  const aside: string[] = [];
  const move = (end: string): void => {
    if (!existsSync(path + end)) return;
    const to = `${path}.damaged-${second}${end}`;
    renameSync(path + end, to);
    aside.push(to);
  };
  // Without a head nothing would speak against a half-done restore.
  if (!existsSync(headFileOf(path))) closeSync(openSync(headFileOf(path), 'w', 0o600));
  move('-wal');
  move('');
  renameSync(draft, path);
  syncFolder(dirname(path));
  const oldHead = `${path}.damaged-${second}-head`;
  copyFileSync(headFileOf(path), oldHead);
  aside.push(oldHead);
  const blank = openSync(headFileOf(path), 'r+');
  try {
    writeSync(blank, Buffer.alloc(1_024), 0, 1_024, 0);
  } finally {
    closeSync(blank);
  }
  const fresh = new HeadFile(path, head, { info: () => {}, warn: () => {} });
  fresh.close();
  syncFile(headFileOf(path));
  return aside;
}
