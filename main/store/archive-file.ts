import { existsSync, linkSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { archiveApplicationId, archiveSchema, archiveVersion } from './archive-schema.ts';
import { configure } from './database.ts';
import { prepareQuestions, type Questions } from './questions.ts';
import { syncFile, syncFolder } from './sync.ts';

/**
 * One archive: a file with the settled payments of one year of one journal. Opened and made with the same care as the
 * journal itself, since it will be the only place where these payments are remembered.
 */

/** Whose payments of which year an archive may hold. */
export interface ArchiveOwner {
  /** The journal's identity, see `identityOf`. */
  readonly journal: string;
  /** First four digits of each paymentRequestId in it. */
  readonly year: number;
}

export interface ArchiveFile {
  readonly year: number;
  readonly path: string;
  readonly db: Database.Database;
  readonly questions: Questions;
  /** Journal rows in this file, as its own book says. */
  rows(): number;
  close(): void;
}

export type ArchiveFault = 'missing' | 'foreign' | 'newer' | 'behind' | 'unreadable';

/** An archive that cannot be used; the message is for the log. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
  readonly fault: ArchiveFault;
  constructor(fault: ArchiveFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.fault = fault;
  }
}

/** Opens an archive that is there. Throws {@link ArchiveRefused}. */
export function openArchive(path: string, owner: ArchiveOwner): ArchiveFile {
  if (!existsSync(path)) throw new ArchiveRefused('missing', `${path} is not there`);
  return openedBy(path, (db) => identify(db, path, owner), owner);
}

/**
 * Opens the archive, or makes it first: whole and durable beside its place, then linked there, so that no crash leaves
 * half of one under its name. Throws {@link ArchiveRefused}.
 */
export function openOrMakeArchive(path: string, owner: ArchiveOwner): ArchiveFile {
  if (!existsSync(path)) makeArchive(path, owner);
  return openArchive(path, owner);
}

function openedBy(path: string, check: (db: Database.Database) => void, { year }: ArchiveOwner): ArchiveFile {
  try {
    const db = new Database(path, { timeout: 0, fileMustExist: true });
    try {
      db.pragma('locking_mode = EXCLUSIVE');
      check(db);
      configure(db, 'wal');
      // SQLite does not look whether the name of its new log got through.
      syncFolder(dirname(path));
      const questions = prepareQuestions(db);
      return { year, path, db, questions, rows: () => Number(questions.meta('rows')), close: () => db.close() };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw asRefused(error, path);
  }
}

function identify(db: Database.Database, path: string, { journal, year }: ArchiveOwner): void {
  if (db.pragma('application_id', { simple: true }) !== archiveApplicationId)
    throw new ArchiveRefused('foreign', `${path} is no archive`);
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > archiveVersion)
    throw new ArchiveRefused('newer', `${path} has version ${version}, this program knows up to ${archiveVersion}`);
  const meta = db.prepare<[string], string>('select value from meta where key = ?').pluck();
  if (meta.get('journal') !== journal) throw new ArchiveRefused('foreign', `${path} belongs to another journal`);
  if (meta.get('year') !== String(year)) throw new ArchiveRefused('foreign', `${path} is of another year`);
}

function makeArchive(path: string, { journal, year }: ArchiveOwner): void {
  const draft = `${path}.new`;
  try {
    rmSync(draft, { force: true });
    const db = new Database(draft);
    try {
      db.pragma('synchronous = EXTRA');
      db.pragma(`application_id = ${archiveApplicationId}`);
      db.transaction(() => {
        db.exec(archiveSchema);
        const put = db.prepare('insert into meta (key, value) values (?, ?)');
        put.run('journal', journal);
        put.run('year', String(year));
        put.run('rows', '0');
        db.pragma(`user_version = ${archiveVersion}`);
      }).immediate();
    } finally {
      db.close();
    }
    syncFile(draft);
    linkSync(draft, path);
    rmSync(draft);
    syncFolder(dirname(path));
  } catch (error) {
    throw asRefused(error, path);
  }
}

/** What SQLite or the file system threw about an archive. */
export function asRefused(error: unknown, path: string): ArchiveRefused {
  if (error instanceof ArchiveRefused) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new ArchiveRefused('unreadable', `${path}: ${said}`, error);
}
