import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { utcSecond } from '../core/ids.ts';
import { type Chance, type Clock, noLog } from '../core/ports.ts';
import type { ArchiveTrouble } from './archives.ts';
import { Copies } from './copies.ts';
import { type Head, HeadFile, headFileOf, readHead } from './head.ts';
import { type JournalPlace, lockRescue, salvage } from './rescue.ts';
import { completeDraft, type Made } from './restore-draft.ts';
import { syncFile, syncFolder } from './sync.ts';
import { JournalUnavailable } from './unavailable.ts';

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
  /** Rows that the lost journal had written, by its head, and that could be read nowhere; 0 where no head is left. */
  readonly missing: number;
  /** Openings of the cash drawer that the lost file has added to the record of them. */
  readonly openings: number;
  /** Where the lost files are now. */
  readonly aside: readonly string[];
  /** Payments whose open reversal goes on from the newest state that was salvaged; rows before it are missing. */
  readonly resumed: readonly string[];
  /** Other payments that are known to be newer than what the journal now says of them, or unknown to it. */
  readonly toReconcile: readonly string[];
  /** Archives that could not be asked; what they hold was not proved. */
  readonly archiveTroubles: readonly ArchiveTrouble[];
}

const noHash = Buffer.alloc(0);

/**
 * Throws {@link JournalUnavailable}: `locked` beside a running till, `outdated` where an archive goes on further than
 * the new journal would, else what is wrong with `from`.
 */
export function restoreJournal(asked: Restore, ports: { readonly clock: Clock; readonly chance: Chance }): Restored {
  const { path } = asked.place;
  const free = lockRescue(path);
  const draft = `${path}.restored`;
  try {
    refuseRunning(path);
    removeDraft(draft);
    for (const end of ['', '-wal']) if (existsSync(asked.from + end)) copyFileSync(asked.from + end, draft + end);
    const second = utcSecond(ports.clock.wallMs());
    const written = readHead(path);
    const known = salvage(asked.place, 'outdated', ports.clock);
    const made = completed(draft, asked, { known, copies: new Copies(dirname(path), second), written }, ports);
    refuseWritten(path, written);
    const aside = putInPlace(path, draft, made.head, second);
    return { ...made.restored, aside };
  } finally {
    removeDraft(draft);
    free();
  }
}

/** Whatever becomes of the draft, no copy of the journal stays in the system's temporary folder. */
function completed(...[draft, asked, sources, ports]: Parameters<typeof completeDraft>): Made {
  try {
    return completeDraft(draft, asked, sources, ports);
  } finally {
    sources.copies.close();
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

/**
 * A till may have started since the first look. What it has written is not in the draft, whether it still runs or not.
 * No lock is held meanwhile: reading the lost file for its copy would drop it, POSIX locks being what they are.
 */
function refuseWritten(path: string, written: Head | null): void {
  refuseRunning(path);
  const now = readHead(path);
  if (now?.seq !== written?.seq || Buffer.compare(now?.hash ?? noHash, written?.hash ?? noHash) !== 0)
    throw new JournalUnavailable('locked', `${path} was written by another program during the restore`);
}

function removeDraft(draft: string): void {
  for (const end of ['', '-wal', '-shm', '-head']) rmSync(draft + end, { force: true });
}

/**
 * Log, file, head, in this order: wherever a power cut stops it, the head still speaks against what is there, and the
 * next start is a rescue again. The head is set last, when the new journal's name is durable.
 */
function putInPlace(path: string, draft: string, head: Head, second: string): readonly string[] {
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
  // Should only the younger renames survive a power cut, SQLite would play the lost log into the new file.
  syncFolder(dirname(path));
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
  const fresh = new HeadFile(path, head, noLog);
  fresh.close();
  syncFile(headFileOf(path));
  return aside;
}
