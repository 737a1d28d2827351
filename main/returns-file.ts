import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { utcSecond } from './core/ids.ts';
import type { ExportPiece } from './returns-export.ts';
import { syncFolder } from './store/sync.ts';

/**
 * A file of reversals on the terminal's disk, written piece by piece: it is there whole and for good, or not at all.
 * It knows pieces and places, no payments.
 */

export type Piece = ({ readonly ok: true } & ExportPiece) | { readonly ok: false; readonly reason: string };

/** `before` = `next` of the piece before; null for the first. */
export type AskPiece = (before: string | null) => Piece | Promise<Piece>;

export type FileWritten =
  | { readonly ok: true; readonly file: string; readonly rows: number }
  | { readonly ok: false; readonly reason: string; readonly why: string };

/** `unwritable` = the disk's fault, `why` is the system's word, `ENOSPC`; else why a piece was refused. */
export async function writeExport(file: string, ask: AskPiece): Promise<FileWritten> {
  const draft = `${file}.part`;
  let place: number | null = null;
  let isMade = false;
  try {
    place = openSync(draft, 'w', 0o600);
    isMade = true;
    const rows = await writePieces(place, ask);
    if (typeof rows === 'string') {
      removeDraft(draft, place, isMade);
      return { ok: false, reason: rows, why: '' };
    }
    fsyncSync(place);
    closeSync(place);
    place = null;
    renameSync(draft, file);
    syncFolder(dirname(file));
    return { ok: true, file, rows };
  } catch (error) {
    removeDraft(draft, place, isMade);
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return { ok: false, reason: 'unwritable', why: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}

/** How many rows, or why a piece was refused. */
async function writePieces(place: number, ask: AskPiece): Promise<number | string> {
  let rows = 0;
  let before: string | null = null;
  do {
    const piece: Piece = await ask(before);
    if (!piece.ok) return piece.reason;
    writeSync(place, piece.csv);
    rows += piece.rows;
    before = piece.next;
  } while (before !== null);
  return rows;
}

/** `isMade`: a draft that could not even be opened is none of ours. */
function removeDraft(draft: string, place: number | null, isMade: boolean): void {
  if (place !== null) closeSync(place);
  if (isMade) rmSync(draft, { force: true });
}

/** Files that are kept in the profile's folder. */
const filesKept = 20;

const nameShape = /^reversals-\d{14}\.csv(\.part)?$/;

/**
 * Into a folder of the profile; the newest twenty are kept there. Named by its second, or by the next one that is free:
 * whoever was told the name of a file finds that one under it.
 */
export async function writeExportInto(folder: string, atMs: number, ask: AskPiece): Promise<FileWritten> {
  let namedMs = atMs;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const ours = readdirSync(folder).filter((name) => nameShape.test(name));
    // A draft is what a power cut left of one.
    const whole = ours.filter((name) => name.endsWith('.csv')).toSorted();
    const surplus = whole.slice(0, Math.max(0, whole.length - filesKept + 1));
    for (const name of [...surplus, ...ours.filter((one) => one.endsWith('.part'))])
      rmSync(join(folder, basename(name)), { force: true });
    while (whole.includes(nameOf(namedMs))) namedMs += 1_000;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return { ok: false, reason: 'unwritable', why: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
  return writeExport(join(folder, nameOf(namedMs)), ask);
}

function nameOf(atMs: number): string {
  return `reversals-${utcSecond(atMs)}.csv`;
}
