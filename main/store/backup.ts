import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { utcSecond, utcSecondMs } from '../core/ids.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { Archives } from './archives.ts';
import { prepareQuestions } from './questions.ts';
import { syncFolder } from './sync.ts';
import { tailOf } from './tail.ts';
import { asUnavailable, JournalUnavailable } from './unavailable.ts';

/**
 * Copies of the journal and its archives while the till goes on selling. Each is written under a draft name, made
 * durable, opened and read back, and only then given its name: what is called a backup is one. Archives come after
 * the journal, so that whatever the copy no longer holds is in theirs.
 */

export interface Backup {
  /** The copy of the journal: a whole journal file, which a start opens as it is. */
  readonly file: string;
  /** Rows of the chain up to which it reaches. */
  readonly rows: number;
  readonly bytes: number;
  /** Copies of archives that were made anew. */
  readonly archives: readonly string[];
  /** Older copies of this journal that were removed. */
  readonly removed: readonly string[];
  /** Archives that could not be copied, in words. */
  readonly problems: readonly string[];
}

/** `busy` = one is being made already; `unequal` = the copy does not say what the journal says. */
export type BackupFault = 'busy' | 'unequal' | 'read_only' | 'disk_full' | 'unreadable';

/** No backup was made; what was there before is untouched. The message is for the log. */
export class BackupFailed extends Error {
  override readonly name = 'BackupFailed';
  readonly fault: BackupFault;
  constructor(fault: BackupFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.fault = fault;
  }
}

export interface BackingUp {
  readonly db: Database.Database;
  readonly archives: Archives;
  /** Made if its parent is there. */
  readonly folder: string;
  /** Wall clock; names the copy. */
  readonly atMs: number;
  /** Between two pieces of work the till takes its turns. */
  readonly rest: () => Promise<void>;
}

/** 256 KiB of pages of 4 KiB: copied in a millisecond. */
const pagesPerStep = 64;

/** Rows that are counted in one go. */
const countedRows = 50_000;

const copiesKept = 3;

/** Rejects with {@link BackupFailed}; errors that are ours pass through. */
export async function backUp(asked: BackingUp): Promise<Backup> {
  const { db, archives, folder } = asked;
  if (underway.has(db)) throw new BackupFailed('busy', 'a backup is being made already');
  underway.add(db);
  try {
    makeFolder(folder);
    for (const draft of draftsIn(folder, archives.mark())) rmSync(draft, { force: true });
    const { file, rows } = await copyJournal(asked);
    const copied = await copyArchives(asked);
    const removed = removeOld(folder, archives.mark(), file);
    return { file, rows, bytes: statSync(file).size, removed, ...copied };
  } catch (error) {
    if (!db.open) throw new BackupFailed('unreadable', 'the journal was closed meanwhile', error);
    throw asFailed(error, folder);
  } finally {
    underway.delete(db);
  }
}

/** Connections that are being copied. */
const underway = new WeakSet<Database.Database>();

async function copyJournal({ db, archives, folder, atMs, rest }: BackingUp) {
  const rowsBefore = tailOf(prepareQuestions(db)).seq;
  const file = join(folder, `journal-${utcSecond(atMs)}-${archives.mark()}.sqlite`);
  const rows = await copyTo(file, db, async (copy) => {
    const { seq, hash } = tailOf(prepareQuestions(copy));
    const there = db.prepare<[number], Buffer>('select hash from journal where seq = ?').pluck().get(seq);
    if (seq > 0 && there?.equals(hash) !== true)
      throw new BackupFailed('unequal', `row ${seq} of the copy is not the journal's`);
    const moved = copy.prepare<[], number>('select coalesce(sum(rows_moved), 0) from archives').pluck().get() ?? 0;
    const counted = await countRows(copy, rest);
    if (seq < rowsBefore || counted + moved !== seq)
      throw new BackupFailed('unequal', `the copy has ${counted} rows and ${moved} archived ones of ${seq}`);
    return seq;
  });
  return { file, rows };
}

async function copyArchives({ archives, folder, rest }: BackingUp) {
  const place = join(folder, `archives-${archives.mark()}`);
  const made: string[] = [];
  const problems = archives.troubles().map(({ why }) => why);
  for (const archive of archives.files()) {
    makeFolder(place);
    const file = join(place, basename(archive.path));
    if (rowsOfCopy(file) === archive.rows()) continue;
    await copyTo(file, archive.db, (copy) => checkArchive(copy, archive, rest));
    made.push(file);
  }
  return { archives: made, problems };
}

async function checkArchive(copy: Database.Database, archive: ArchiveFile, rest: () => Promise<void>): Promise<void> {
  const said = Number(prepareQuestions(copy).meta('rows'));
  const counted = await countRows(copy, rest);
  if (said !== counted || said < archive.rows())
    throw new BackupFailed('unequal', `the copy of ${archive.path} has ${counted} rows, its book says ${said}`);
}

/** The rows that a copy made earlier holds, or null where there is none that can be read. */
function rowsOfCopy(file: string): number | null {
  if (!existsSync(file)) return null;
  try {
    return reading(file, (copy) => Number(prepareQuestions(copy).meta('rows')));
  } catch (error) {
    // A copy that is damaged is made anew.
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
}

/** Copies a whole database, and gives it its name once it is durable and `check` has read it. */
async function copyTo<Found>(
  file: string,
  db: Database.Database,
  check: (copy: Database.Database) => Promise<Found>,
): Promise<Found> {
  const draft = `${file}.new`;
  for (const left of [draft, `${draft}-journal`]) rmSync(left, { force: true });
  const flushing = new Flushing(draft);
  const progress = (): number => {
    flushing.goOn();
    return pagesPerStep;
  };
  try {
    await db.backup(draft, { progress });
  } finally {
    await flushing.end();
  }
  settle(draft);
  await syncQuietly(draft);
  const copy = new Database(draft, { readonly: true, fileMustExist: true });
  let found: Found;
  try {
    found = await check(copy);
  } finally {
    copy.close();
  }
  renameSync(draft, file);
  syncFolder(dirname(file));
  return found;
}

/** A copy is one file for every tool: not in WAL mode, which would want two more beside it even to be read. */
function settle(draft: string): void {
  const db = new Database(draft, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
  chmodSync(draft, 0o600);
}

/** Makes durable what has been copied so far, while the copy goes on: its last step then has little left to wait for. */
class Flushing {
  readonly #draft: string;
  #running: Promise<void> | null = null;
  #failed: unknown = null;

  constructor(draft: string) {
    this.#draft = draft;
  }

  goOn(): void {
    this.#running ??= syncQuietly(this.#draft)
      .catch((error: unknown) => {
        this.#failed = error;
      })
      .finally(() => {
        this.#running = null;
      });
  }

  /** Rejects with what the disk has refused meanwhile. */
  async end(): Promise<void> {
    await this.#running;
    if (this.#failed !== null) throw this.#failed;
  }
}

/** In a thread of the system's: an fsync of a large file would hold up the sale at the counter. */
async function syncQuietly(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function countRows(copy: Database.Database, rest: () => Promise<void>): Promise<number> {
  const some = copy
    .prepare<[number, number], number>('select count(*) from journal where seq > ? and seq <= ?')
    .pluck();
  const last = copy.prepare<[], number>('select coalesce(max(seq), 0) from journal').pluck().get() ?? 0;
  let counted = 0;
  for (let from = 0; from < last; from += countedRows) {
    counted += some.get(from, from + countedRows) ?? 0;
    await rest();
  }
  return counted;
}

function reading<Found>(file: string, read: (copy: Database.Database) => Found): Found {
  const copy = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return read(copy);
  } finally {
    copy.close();
  }
}

/** The oldest beyond the newest three; never the one just made, whatever the clock has done meanwhile. */
function removeOld(folder: string, mark: string, made: string): readonly string[] {
  const others = copiesIn(folder, mark).filter((file) => file !== made);
  const old = others.slice(0, Math.max(0, others.length - (copiesKept - 1)));
  for (const file of old) rmSync(file, { force: true });
  return old;
}

/** When the newest copy in a folder was made by its name, milliseconds since 1970, or null. */
export function newestBackupAtMs(folder: string, mark: string): number | null {
  const newest = copiesIn(folder, mark).at(-1);
  const second = newest === undefined ? undefined : /journal-(\d{14})-/.exec(basename(newest))?.[1];
  return second === undefined ? null : utcSecondMs(second);
}

/** Oldest first. */
function copiesIn(folder: string, mark: string): readonly string[] {
  const shape = new RegExp(`^journal-\\d{14}-${mark}\\.sqlite$`);
  return namesIn(folder)
    .filter((name) => shape.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** What a run that was cut off has left. */
function draftsIn(folder: string, mark: string): readonly string[] {
  const shape = new RegExp(`^journal-\\d{14}-${mark}\\.sqlite\\.new(-journal|-wal|-shm)?$`);
  return namesIn(folder)
    .filter((name) => shape.test(name))
    .map((name) => join(folder, name));
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { mode: 0o700 });
  syncFolder(dirname(folder));
}

function asFailed(error: unknown, folder: string): unknown {
  if (error instanceof BackupFailed) return error;
  const system = (error as NodeJS.ErrnoException | null)?.syscall !== undefined;
  const known = system || error instanceof Database.SqliteError || error instanceof JournalUnavailable;
  if (!known) return error;
  const { reason, message } = asUnavailable(error, folder);
  const fault = reason === 'read_only' || reason === 'disk_full' ? reason : 'unreadable';
  return new BackupFailed(fault, message, error);
}
