import { accessSync, constants, existsSync, linkSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Chance } from '../core/ports.ts';
import { checkHead, headFileOf } from './head.ts';
import { migrate, newestVersion, oldestVersion } from './migrate.ts';
import { syncFile, syncFolder } from './sync.ts';
import { asUnavailable, JournalUnavailable } from './unavailable.ts';

export { JournalUnavailable, type Unavailable } from './unavailable.ts';

/**
 * Opens the profile's SQLite file so that a commit that returned survives a power cut, or refuses with one clear
 * sentence. Never falls back to memory, never repairs silently: without a journal there is no payment.
 */

/** `Till` in ASCII: tells our file from any other SQLite file. */
const applicationId = 0x54696c6c;

/** SQLite file format, section 1.3. */
const headerBytes = 100;

/** 60 decimal digits, about 199 bits. */
const codeKeyDigits = 60;

/** Above this size the pages are not all read at a start; `journal verify` reads every row. */
const quickCheckBytesMax = 64 * 1024 * 1024;

/**
 * Opens the file, or makes it. Throws {@link JournalUnavailable}. `path` may be `:memory:` for a simulated world.
 * `chance` makes the key of a new journal.
 */
export function openDatabase(path: string, chance: Chance): Database.Database {
  try {
    if (path === ':memory:') return openMemory(chance);
    if (!existsSync(path)) makeFile(path, chance);
    return openFile(path);
  } catch (error) {
    throw asUnavailable(error, path);
  }
}

function openMemory(chance: Chance): Database.Database {
  const db = new Database(':memory:');
  furnish(db, chance);
  configure(db, 'memory');
  return db;
}

/** Looks first, writes last: a file that is refused stays as it was, save that SQLite takes in the log of a crash. */
function openFile(path: string): Database.Database {
  const found = statSync(path);
  if (!found.isFile()) throw new JournalUnavailable('unreadable', `${path} is not a file`);
  // To SQLite a file without a whole header is an empty database.
  if (found.size < headerBytes)
    throw new JournalUnavailable('damaged', `${path} has ${found.size} bytes: it was cut off`);
  // SQLite would open a file that cannot be written without a word.
  accessSync(path, constants.R_OK | constants.W_OK);
  // New, or left so by a run that was killed: its name must be sure before SQLite makes files beside it.
  syncFolder(dirname(path));
  // A lock is held for a whole life, so waiting for it would only freeze the start.
  const db = new Database(path, { timeout: 0, fileMustExist: true });
  try {
    // Before the first read and before WAL: one owner, no shared memory file.
    db.pragma('locking_mode = EXCLUSIVE');
    identify(db);
    configure(db, 'wal');
    checkPages(db, path);
    migrate(db);
    checkSchema(db);
    checkHead(db, path);
    // SQLite syncs the name of its new log too, with the first commit, and does not look whether that worked.
    syncFolder(dirname(path));
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
function makeFile(path: string, chance: Chance): void {
  // SQLite would play a log into the new file; a head remembers payments that the new file would not know.
  const orphan = [`${path}-wal`, `${path}-journal`, headFileOf(path)].find(existsSync);
  if (orphan !== undefined) throw new JournalUnavailable('gone', `${path} is gone, but ${orphan} is still there`);
  const draft = `${path}.${process.pid}.new`;
  rmSync(draft, { force: true });
  try {
    draftFile(draft, chance);
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function draftFile(draft: string, chance: Chance): void {
  const db = new Database(draft);
  try {
    db.pragma('synchronous = EXTRA');
    furnish(db, chance);
  } finally {
    db.close();
  }
  syncFile(draft);
}

/** Everything that a journal has before its first payment. */
function furnish(db: Database.Database, chance: Chance): void {
  db.pragma(`application_id = ${applicationId}`);
  migrate(db);
  db.prepare("insert into meta (key, value) values ('code_key', ?)").run(chance.digits(codeKeyDigits));
}

/** Ours, and of a version that we know. Only reads. */
function identify(db: Database.Database): void {
  const id = db.pragma('application_id', { simple: true });
  const version = Number(db.pragma('user_version', { simple: true }));
  if (id !== applicationId) throw new JournalUnavailable('not_a_journal', 'the file belongs to another program');
  if (version < oldestVersion) throw new JournalUnavailable('damaged', `there has never been a version ${version}`);
  if (version > newestVersion) {
    const versions = { version, known: newestVersion };
    throw new JournalUnavailable('newer', `version ${version}, this program knows up to ${newestVersion}`, {
      versions,
    });
  }
}

/**
 * `synchronous` is read back because this package's default turns it down to NORMAL, which silently loses commits in
 * a power cut.
 */
export function configure(db: Database.Database, mode: 'wal' | 'memory'): void {
  const got = db.pragma('journal_mode = WAL', { simple: true });
  if (got !== mode) throw new JournalUnavailable('unreadable', `journal_mode is ${String(got)}, not ${mode}`);
  db.pragma('synchronous = EXTRA');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('checkpoint_fullfsync = ON');
  const synchronous = db.pragma('synchronous', { simple: true });
  if (synchronous !== 3) throw new JournalUnavailable('unreadable', `synchronous is ${String(synchronous)}, not EXTRA`);
}

/** A small file is read through; any file must be as long as its pages, or it was cut off. */
function checkPages(db: Database.Database, path: string): void {
  const pages = Number(db.pragma('page_count', { simple: true }));
  const bytes = pages * Number(db.pragma('page_size', { simple: true }));
  if (bytes <= quickCheckBytesMax) {
    const found = db.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok') throw new JournalUnavailable('damaged', String(found));
  }
  // The last pages may still be in the log alone.
  db.pragma('wal_checkpoint(PASSIVE)');
  const there = statSync(path).size;
  if (there < bytes)
    throw new JournalUnavailable('damaged', `${path} has ${there} bytes instead of ${bytes}: it was cut off`);
}

/** Every table, index and trigger of this version is there as it was made; what others have added does no harm. */
function checkSchema(db: Database.Database): void {
  const model = new Database(':memory:');
  try {
    migrate(model);
    const there = schemaOf(db);
    const lost = [...schemaOf(model)].find(([part, sql]) => there.get(part) !== sql);
    if (lost !== undefined) throw new JournalUnavailable('damaged', `the file no longer has its own ${lost[0]}`);
  } finally {
    model.close();
  }
}

/** How each part was made, by `table payments`, `index …`, `trigger …`. */
function schemaOf(db: Database.Database): ReadonlyMap<string, string> {
  const parts = db.prepare<[], [string, string]>(
    "select type || ' ' || name, sql from sqlite_schema where sql not null",
  );
  return new Map(parts.raw().all());
}
