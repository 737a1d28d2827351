import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { utcSecond } from '../core/ids.ts';
import { type Chance, type Clock, StorageError } from '../core/ports.ts';
import { Archives } from './archives.ts';
import type { Copies } from './copies.ts';
import { openDatabase } from './database.ts';
import type { Head } from './head.ts';
import { endPrints } from './prints.ts';
import type { Salvage } from './rescue.ts';
import type { Restore, Restored } from './restore.ts';
import { bringInOpenings } from './restore-drawer.ts';
import { appendReversals, bringIn, rowsAfter, tailOf } from './restore-rows.ts';
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
      const lost = existsSync(asked.place.path) ? copies.of(asked.place.path) : null;
      const broughtIn = bringIn(db, archives, rowsAfter(lost, tailOf(db), archives));
      refuseFork(tailOf(db), archives, asked.from);
      const openings = bringInOpenings(db, lost);
      endPrints(db);
      const missing = Math.max(0, (written?.seq ?? 0) - tailOf(db).seq);
      const atMs = Math.round(ports.clock.wallMs());
      const resumed = appendReversals(db, archives, known, atMs);
      const toReconcile = newerThan(db, known).filter((id) => !resumed.includes(id));
      const archiveTroubles = archives.troubles();
      const told = { broughtIn, missing, openings, resumed, toReconcile, archiveTroubles };
      note(db, asked, told, atMs);
      prove(db, archives, asked.from);
      const head = tailOf(db);
      emptyLog(db, draft);
      return { head, restored: { rows: head.seq, ...told } };
    } finally {
      archives.close();
    }
  } catch (error) {
    const isOfTheFile = error instanceof Database.SqliteError || error instanceof StorageError;
    throw isOfTheFile ? asUnavailable(error, asked.from) : error;
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

/** Rows of an archive that this journal does not reach would be written a second time, with other payments. */
function refuseFork({ seq }: Head, archives: Archives, file: string): void {
  for (const { db, path } of archives.files()) {
    const newest = db.prepare<[], number | null>('select max(seq) from journal').pluck().get() ?? 0;
    if (newest > seq)
      throw new JournalUnavailable('outdated', `${file} reaches row ${seq}; ${path} holds row ${newest} already`);
  }
}

/** Chain, fold and totals; an archive that is away is told in the answer. A journal that does not add up is no way out. */
function prove(db: Database.Database, archives: Archives, file: string): void {
  const proof = verifyJournal(db, archives, { awayIsProblem: false });
  for (let step = proof.next(); ; step = proof.next()) {
    if (step.done !== true) continue;
    const [problem] = step.value.problems;
    if (problem !== undefined) throw new JournalUnavailable('damaged', `${file}: ${problem}`);
    return;
  }
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
  { resumed, toReconcile, archiveTroubles, ...counted }: Omit<Restored, 'rows' | 'aside'>,
  atMs: number,
): void {
  const named = { resumed: resumed.slice(0, notedIds), toReconcile: toReconcile.slice(0, notedIds) };
  const away = archiveTroubles.map(({ year, fault }) => ({ year, fault }));
  const noted = { by, why, from, atMs, ...counted, ...named, away };
  db.prepare('insert into meta (key, value) values (?, ?)').run(
    `restored_${utcSecond(atMs)}`,
    JSON.stringify({ ...noted, resumedCount: resumed.length, toReconcileCount: toReconcile.length }),
  );
}
