import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * Copies of files that must not be touched any more, made past what the disk cannot read. They lie beside the journal
 * in a folder named after the second, or where the system keeps temporary files when the disk takes nothing.
 */

/** A piece that a failing disk refuses is tried again in these; what is refused then is zeros. */
const sectorBytes = 4_096;
const pieceBytes = 1024 * 1024;

/** Copies of earlier rescues that stay; the originals stay in any case. */
const foldersKept = 2;

export class Copies {
  readonly #folder: string;
  readonly #second: string;
  readonly #temporary: string[] = [];

  /** Copies go into `folder/rescue-SECOND`, `second` as 20261121093000. */
  constructor(folder: string, second: string) {
    this.#folder = folder;
    this.#second = second;
  }

  /** A copy of a journal with its log; null where no copy can be made, and only the original can be read. */
  of(path: string): string | null {
    return this.#copied(path, () => this.#besideJournal()) ?? this.#copied(path, () => this.#inMemory());
  }

  /** Removes what the system's temporary folder holds. */
  close(): void {
    for (const folder of this.#temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
  }

  #copied(path: string, makeFolder: () => string): string | null {
    let copy: string | null = null;
    try {
      copy = join(makeFolder(), basename(path));
      for (const end of ['', '-wal']) if (existsSync(path + end)) copyPastDamage(path + end, copy + end);
      return copy;
    } catch (error) {
      // Full, read-only, or not ours.
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      if (copy !== null) for (const end of ['', '-wal']) rmSync(copy + end, { force: true });
      return null;
    }
  }

  #besideJournal(): string {
    const folder = join(this.#folder, `rescue-${this.#second}`);
    if (!existsSync(folder)) this.#removeOlder();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  #inMemory(): string {
    const folder = mkdtempSync(join(tmpdir(), 'till-rescue-'));
    this.#temporary.push(folder);
    return folder;
  }

  #removeOlder(): void {
    const older = readdirSync(this.#folder)
      .filter((name) => /^rescue-\d{14}$/.test(name))
      .toSorted()
      .slice(0, -foldersKept);
    for (const name of older) rmSync(join(this.#folder, name), { recursive: true, force: true });
  }
}

/** As long as the original, with zeros where the disk refuses to read. Throws where the copy cannot be written. */
function copyPastDamage(from: string, to: string): void {
  const source = openSync(from, 'r');
  try {
    const target = openSync(to, 'w', 0o600);
    try {
      const { size } = fstatSync(source);
      ftruncateSync(target, size);
      for (let at = 0; at < size; at += pieceBytes) copyPiece(source, target, at, pieceBytes);
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}

function copyPiece(source: number, target: number, at: number, bytes: number): void {
  const piece = Buffer.alloc(bytes);
  let read: number;
  try {
    read = readSync(source, piece, 0, bytes, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== 'read') throw error;
    if (bytes === sectorBytes) return;
    for (let part = 0; part < bytes; part += sectorBytes) copyPiece(source, target, at + part, sectorBytes);
    return;
  }
  for (let written = 0; written < read; ) written += writeSync(target, piece, written, read - written, at + written);
}
