import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { utcSecond } from '../core/ids.ts';
import { type Chance, type Clock, type Log, StorageError } from '../core/ports.ts';
import { Copies } from './copies.ts';
import { SqliteJournal } from './journal.ts';
import { RescuedJournal } from './rescued-journal.ts';
import { scanJournal, scanLog } from './salvage-bytes.ts';
import { readTables } from './salvage-tables.ts';
import { Salvaged } from './salvaged.ts';
import { JournalUnavailable, type Unavailable } from './unavailable.ts';

/**
 * What is done about a journal that cannot be opened: everything that can still be read of its payments is gathered
 * from a copy of it, from the newest backup and at last from the bare bytes. The file itself is never written.
 */

/** The profile's journal; without one, what was salvaged of it. */
export type OpenedJournal = SqliteJournal | RescuedJournal;

export interface JournalPlace {
  readonly path: string;
  /** Complete journals named `journal-….sqlite`, the newest last by name. */
  readonly backupFolder: string;
  /** Payments of other terminals are not ours to cancel; left out = none is sorted out. */
  readonly terminalNumber?: string;
}

/** Another owner, a newer program and a foreign file are for a person to put right; nothing of ours is lost there. */
const rescued: Readonly<Record<Unavailable, boolean>> = {
  damaged: true,
  gone: true,
  outdated: true,
  read_only: true,
  disk_full: true,
  unreadable: true,
  locked: false,
  newer: false,
  not_a_journal: false,
};

/** Throws {@link JournalUnavailable} where a rescue is not the answer, or another process is at it already. */
export function openJournal(
  place: JournalPlace,
  ports: { readonly clock: Clock; readonly chance: Chance; readonly log: Log },
): OpenedJournal {
  const { clock, chance, log } = ports;
  try {
    return readable(new SqliteJournal(place.path, clock, chance, log), place.path);
  } catch (error) {
    if (!(error instanceof JournalUnavailable) || !rescued[error.reason]) throw error;
    log.warn('the journal cannot be opened: rescue', { reason: error.reason, why: error.message });
    const free = lockRescue(place.path);
    try {
      const { payments, unreadableIds, places } = salvage(place, error.reason, clock);
      log.warn('salvaged', { payments: payments.length, unreadable: unreadableIds.length, places });
      return new RescuedJournal(payments, { reason: error.reason, unreadableIds }, free);
    } catch (failed) {
      free();
      throw failed;
    }
  }
}

/** A file may open and still not say what is unfinished: then it is lost like one that does not open. */
function readable(journal: SqliteJournal, path: string): SqliteJournal {
  try {
    journal.readAhead();
    return journal;
  } catch (error) {
    journal.close();
    if (!(error instanceof StorageError)) throw error;
    throw new JournalUnavailable('damaged', `${path}: ${error.message}`, { cause: error });
  }
}

export interface Salvage extends ReturnType<Salvaged['result']> {
  /** What was read, for the log. */
  readonly places: readonly string[];
}

/** Reads what can be read. Throws nothing about the state of the files. */
export function salvage(place: JournalPlace, reason: Unavailable, clock: Clock): Salvage {
  const { path, backupFolder } = place;
  const into = new Salvaged();
  const places: string[] = [];
  const copies = new Copies(dirname(path), utcSecond(clock.wallMs()));
  const read = (file: string): boolean => {
    const copy = copies.of(file);
    const isWhole = copy !== null && readTables(copy, into);
    places.push(`${file} (${copy === null ? 'no copy' : isWhole ? 'whole' : 'in part'})`);
    return isWhole;
  };
  try {
    const isWhole = existsSync(path) && read(path);
    // An old copy is whole in itself; a backup may be younger.
    if (isWhole && reason !== 'outdated') return { ...ours(into, place), places };
    // All of them: their names were given by a clock, and the newest revision of each payment wins anyway.
    backupsIn(backupFolder).forEach(read);
    if (existsSync(path) && scanned(path, scanJournal, into)) places.push(`${path} (its bytes)`);
    const log = `${path}-wal`;
    if (existsSync(log) && scanned(log, scanLog, into)) places.push(`${log} (its bytes)`);
    return { ...ours(into, place), places };
  } finally {
    copies.close();
  }
}

/** Without the payments of terminals that keep their backups in the same folder. An id names its terminal. */
function ours(into: Salvaged, { terminalNumber }: JournalPlace): ReturnType<Salvaged['result']> {
  const { payments, unreadableIds } = into.result();
  const isOurs = (id: string): boolean => terminalNumber === undefined || id.slice(14, 18) === terminalNumber;
  return {
    payments: payments.filter(({ paymentRequestId }) => isOurs(paymentRequestId)),
    unreadableIds: unreadableIds.filter(isOurs),
  };
}

/** False where the file cannot even be opened for reading. */
function scanned(file: string, scan: (file: string, into: Salvaged) => void, into: Salvaged): boolean {
  try {
    scan(file, into);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return false;
  }
}

/** As many as are kept of one journal. */
const backupsMax = 3;

/** The newest three of each journal that keeps its backups there, by the mark in their names. */
function backupsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const byMark = new Map<string, string[]>();
  for (const name of readdirSync(folder).toSorted().toReversed()) {
    const [, mark] = /^journal-.*?(?:-([0-9a-f]{8}))?\.sqlite$/.exec(name) ?? [];
    if (!/^journal-.*\.sqlite$/.test(name)) continue;
    const kept = byMark.get(mark ?? '') ?? [];
    if (kept.length < backupsMax) byMark.set(mark ?? '', [...kept, name]);
  }
  return [...byMark.values()].flat().map((name) => join(folder, name));
}

/**
 * One rescue of a profile at a time: SQLite's lock on an empty file of its own, which the system gives free however
 * the program ends. Where nothing can be written there is no lock; two rescues then send the same cancels twice, which
 * the gateway answers alike.
 */
export function lockRescue(path: string): () => void {
  let db: Database.Database;
  try {
    db = new Database(`${path}-rescue`, { timeout: 0 });
    db.exec('begin exclusive');
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    if (/^SQLITE_(BUSY|LOCKED)/.test(error.code))
      throw new JournalUnavailable('locked', `${path} is being rescued by another program`, { cause: error });
    return () => {};
  }
  return () => void db.close();
}
