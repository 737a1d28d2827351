import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { migrate, newestVersion } from './migrate.ts';

/**
 * Opens the profile's SQLite file so that a commit that returned survives a power cut, or refuses with one clear
 * sentence. Never falls back to memory, never repairs silently: without a journal there is no payment.
 */

export type Unavailable = 'locked' | 'newer' | 'damaged' | 'read_only' | 'disk_full' | 'not_a_journal' | 'unreadable';

/** The journal cannot be opened; `reason` names the words, the message is for the log. */
export class JournalUnavailable extends Error {
  override readonly name = 'JournalUnavailable';
  readonly reason: Unavailable;
  /** Of a newer file: its version and the newest that this program knows. */
  readonly versions: { readonly version: number; readonly known: number } | null;
  constructor(
    reason: Unavailable,
    message: string,
    more: { cause?: unknown; versions?: { version: number; known: number } } = {},
  ) {
    super(message, { cause: more.cause });
    this.reason = reason;
    this.versions = more.versions ?? null;
  }
}

/** `Till` in ASCII: tells our file from any other SQLite file. */
const applicationId = 0x54696c6c;

/** Above this size the pages are not all read at a start; `journal verify` reads them. */
const quickCheckBytesMax = 64 * 1024 * 1024;

/**
 * Opens the file, or makes it. Throws {@link JournalUnavailable}. `path` may be `:memory:` for a simulated world.
 */
export function openDatabase(path: string): Database.Database {
  try {
    if (path !== ':memory:' && !existsSync(path)) makeFile(path);
    return openExisting(path);
  } catch (error) {
    throw asUnavailable(error, path);
  }
}

function openExisting(path: string): Database.Database {
  const isFile = path !== ':memory:';
  if (isFile && statSync(path).size === 0) throw new JournalUnavailable('damaged', `${path} is empty: it was cut off`);
  // A lock is held for a whole life, so waiting for it would only freeze the start.
  const db = new Database(path, { timeout: 0 });
  try {
    configure(db, path);
    if (isFile) identify(db);
    migrate(db);
    if (isFile) checkPages(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * A new journal is made beside its place and linked there whole, so that no crash leaves a half-made or empty file
 * under its name: an empty journal is always damage. A link never replaces what another process has just made.
 */
function makeFile(path: string): void {
  const draft = `${path}.${process.pid}.new`;
  rmSync(draft, { force: true });
  const db = new Database(draft);
  try {
    db.pragma('synchronous = EXTRA');
    db.pragma(`application_id = ${applicationId}`);
    migrate(db);
  } finally {
    db.close();
  }
  syncPath(draft);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  rmSync(draft, { force: true });
  syncPath(dirname(path));
}

/**
 * EXCLUSIVE comes before WAL: one owner, no shared memory file. `synchronous` is read back because this package's
 * default turns it down to NORMAL, which silently loses commits in a power cut.
 */
function configure(db: Database.Database, path: string): void {
  db.pragma('locking_mode = EXCLUSIVE');
  const mode = db.pragma('journal_mode = WAL', { simple: true });
  if (mode !== (path === ':memory:' ? 'memory' : 'wal'))
    throw new JournalUnavailable('unreadable', `journal_mode is ${mode}`);
  db.pragma('synchronous = EXTRA');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('checkpoint_fullfsync = ON');
  const synchronous = db.pragma('synchronous', { simple: true });
  if (synchronous !== 3) throw new JournalUnavailable('unreadable', `synchronous is ${synchronous}, not EXTRA`);
}

function identify(db: Database.Database): void {
  const id = db.pragma('application_id', { simple: true });
  const version = Number(db.pragma('user_version', { simple: true }));
  if (id !== applicationId) throw new JournalUnavailable('not_a_journal', 'the file belongs to another program');
  if (version > newestVersion) {
    const versions = { version, known: newestVersion };
    throw new JournalUnavailable('newer', `version ${version}, this program knows up to ${newestVersion}`, {
      versions,
    });
  }
}

/** A file shorter than its own header says was cut off; a small one is read through. */
function checkPages(db: Database.Database, path: string): void {
  const pages = Number(db.pragma('page_count', { simple: true }));
  const bytes = pages * Number(db.pragma('page_size', { simple: true }));
  db.pragma('wal_checkpoint(PASSIVE)');
  if (statSync(path).size < bytes)
    throw new JournalUnavailable('damaged', `the file is shorter than its ${pages} pages`);
  if (bytes > quickCheckBytesMax) return;
  const found = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new JournalUnavailable('damaged', String(found));
}

/** What was written to a file, or to a directory, survives a power cut from here on. */
function syncPath(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const reasons: readonly (readonly [RegExp, Unavailable])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'locked'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'damaged'],
  [/^SQLITE_(READONLY|PERM|CANTOPEN)/, 'read_only'],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'disk_full'],
  [/^(EROFS|EACCES|EPERM)/, 'read_only'],
];

function asUnavailable(error: unknown, path: string): JournalUnavailable {
  if (error instanceof JournalUnavailable) return error;
  const code = (error as { code?: unknown } | null)?.code;
  const reason = reasons.find(([shape]) => shape.test(String(code)))?.[1] ?? 'unreadable';
  return new JournalUnavailable(reason, `${path}: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}
