import type { Clock, Log } from './core/ports.ts';
import { freesCounter } from './core/sale.ts';
import type { Terminal } from './core/terminal.ts';
import type { ArchiveVerdict } from './store/archive.ts';
import type { SqliteJournal } from './store/journal.ts';

/**
 * What a till that runs for long does beside its sales: a backup once a day, then the archive, piece by piece and only
 * while nobody waits at the counter. A failure is told in words and tried again the next day; it stops no sale, except
 * where the journal itself has failed.
 */

export interface House {
  readonly journal: Pick<SqliteJournal, 'archive' | 'archiveTroubles' | 'backup' | 'newestBackupAtMs' | 'hasRoom'>;
  readonly terminal: Pick<Terminal, 'view'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly backupFolder: string;
}

/** Some minutes after the start: a command that sells once is long gone, and a start has other things to do. */
const firstAfterMs = 5 * 60 * 1_000;
const dayMs = 24 * 60 * 60 * 1_000;
/** A till that is started every morning makes its backup every morning. */
const backupAgeMs = 20 * 60 * 60 * 1_000;
/** Between two pieces: scans, answers and timers take their turns. */
const betweenPiecesMs = 50;
/** While somebody waits at the counter. */
const busyMs = 2_000;

/** Begins by saying which archives are away; the result ends it, also in the middle of a piece's wait. */
export function keepHouse(house: House): () => void {
  const { journal, clock, log } = house;
  for (const { why } of journal.archiveTroubles())
    log.warn('an archive of old payments cannot be used: put it back, or its payments cannot be looked up', { why });
  let off = (): void => {};
  let isEnded = false;
  const goOn = (): boolean => !isEnded;
  const day = async (): Promise<void> => {
    await backUpDaily(house, goOn);
    await archiveDaily(house, goOn);
    if (!isEnded) off = clock.after(dayMs, () => void day());
  };
  off = clock.after(firstAfterMs, () => void day());
  return () => {
    isEnded = true;
    off();
  };
}

async function backUpDaily({ journal, clock, log, backupFolder }: House, goOn: () => boolean): Promise<void> {
  try {
    if (!journal.hasRoom()) return;
    const newestMs = journal.newestBackupAtMs(backupFolder);
    const ageMs = newestMs === null ? Number.POSITIVE_INFINITY : clock.wallMs() - newestMs;
    // One from the future was made under a clock that has been put right since.
    if (ageMs >= 0 && ageMs < backupAgeMs) return;
    const { file, rows, problems } = await journal.backup(backupFolder, () => rest(clock, 0));
    log.info('backup made', { file, rows });
    for (const why of problems) log.warn('an archive was not backed up', { why });
  } catch (error) {
    if (goOn()) log.warn('no backup today: the journal is as it was, tried again tomorrow', { why: whyOf(error) });
  }
}

async function archiveDaily(house: House, goOn: () => boolean): Promise<void> {
  const { log } = house;
  try {
    if (!house.journal.hasRoom()) return;
    const verdict = await archivePieces(house.journal, house.clock, () => counterIsIdle(house, goOn));
    if (verdict === null) return;
    const { payments, years, problems } = verdict;
    if (payments > 0) log.info('settled payments archived', { payments, years });
    for (const why of problems) log.warn('payments stay in the journal: their archive does not take them', { why });
  } catch (error) {
    if (goOn()) log.warn('payments were not archived: none is lost, tried again tomorrow', { why: whyOf(error) });
  }
}

function whyOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/**
 * Archives piece by piece; between two of them the terminal takes its turns, and `mayGoOn` is asked. Null when it said
 * no. Rejects with StorageError when the journal has failed; no commit returns any more then, and the next one stops
 * the sales.
 */
export async function archivePieces(
  journal: Pick<SqliteJournal, 'archive'>,
  clock: Clock,
  mayGoOn: () => Promise<boolean>,
): Promise<ArchiveVerdict | null> {
  const run = journal.archive();
  for (;;) {
    await rest(clock, betweenPiecesMs);
    if (!(await mayGoOn())) return null;
    const piece = run.next();
    if (piece.done === true) return piece.value;
  }
}

/** Waits until nobody waits at the counter; false once it was ended. */
async function counterIsIdle({ terminal, clock }: House, goOn: () => boolean): Promise<boolean> {
  while (goOn() && !isIdle(terminal)) await rest(clock, busyMs);
  return goOn();
}

/** Nobody waits at the counter: no sale is open, and no payment there binds the cashier. */
function isIdle(terminal: Pick<Terminal, 'view'>): boolean {
  const { state, payment } = terminal.view().counter;
  return state !== 'ready' && (payment === null || freesCounter(payment));
}

function rest(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
