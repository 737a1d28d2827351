import { createCipheriv } from 'node:crypto';
import { closeSync, existsSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock, Log } from '../core/ports.ts';

/**
 * Room on the journal's disk. New sales end while there is still room for what is open, and a ballast file beside the
 * journal is given up when even that is gone, so that a reversal finds its place on a full disk. Knows no payment.
 */

/** Freed when a commit finds the disk full: room for some ten thousand steps of what is open. */
export const ballastBytes = 16 * 1024 * 1024;

/** With less than this free beside the ballast no new sale starts: logs, pictures and other programs fill a disk too. */
export const roomBytesMin = 32 * 1024 * 1024;

/** Small and far apart, so that no commit waits for much of it to reach the disk. */
const sliceBytes = 256 * 1024;
const sliceEveryMs = 500;
/** A start has better things to write. */
const firstSliceMs = 5_000;
/** Between two looks whether there is room for the ballast again. */
const lookAgainMs = 60_000;
/** The view asks at every turn; a disk does not fill so fast. */
const askEveryMs = 1_000;

export function ballastFileOf(path: string): string {
  return `${path}-ballast`;
}

/** Free bytes for this user on the file system of `folder`. */
export type FreeBytes = (folder: string) => number;

export class Room {
  readonly #folder: string;
  /** Null for a journal in memory. */
  readonly #ballast: string | null;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #freeBytes: FreeBytes;
  #asked: { readonly atMs: number; readonly enough: boolean } | null = null;
  #offTimer: () => void = () => {};

  /** `freeBytes` is for tests that have no disk of their own to fill. */
  constructor(path: string, clock: Clock, log: Log, freeBytes: FreeBytes = freeBytesOf) {
    this.#folder = dirname(path);
    this.#ballast = path === ':memory:' ? null : ballastFileOf(path);
    this.#clock = clock;
    this.#log = log;
    this.#freeBytes = freeBytes;
  }

  /** Room for a new sale: the line, and what the ballast still lacks. A disk that does not say counts as roomy. */
  isEnough(): boolean {
    if (this.#ballast === null) return true;
    const atMs = this.#clock.monotonicMs();
    if (this.#asked === null || atMs - this.#asked.atMs >= askEveryMs) this.#asked = { atMs, enough: this.#look() };
    return this.#asked.enough;
  }

  /**
   * Runs `write`; where the disk is full, gives up the ballast and runs it once more. Only SQLITE_FULL says for sure
   * that the transaction is not on the disk: it comes from a write that stopped short (sqlite.org/rescode.html#full),
   * and without its last frame SQLite never takes a transaction from the log (sqlite.org/fileformat2.html, section 4).
   * After an I/O error, a failed fsync above all, it may be there, so that is never tried again.
   */
  afford<Result>(write: () => Result): Result {
    try {
      return write();
    } catch (error) {
      if (!isFull(error) || !this.#giveUpBallast()) throw error;
      return write();
    }
  }

  /** Makes the ballast in small slices, some seconds from now, and again after it was given up and there is room. */
  keepBallast(): void {
    if (this.#ballast !== null) this.#in(firstSliceMs);
  }

  close(): void {
    this.#offTimer();
  }

  #look(): boolean {
    const kept = this.#ballast === null ? 0 : sizeOf(this.#ballast);
    return this.#free() >= roomBytesMin + Math.max(0, ballastBytes - kept);
  }

  #free(): number {
    try {
      return this.#freeBytes(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      return Number.POSITIVE_INFINITY;
    }
  }

  /** True when that has freed something. */
  #giveUpBallast(): boolean {
    const bytes = this.#ballast === null ? 0 : sizeOf(this.#ballast);
    if (this.#ballast === null || bytes === 0) return false;
    try {
      rmSync(this.#ballast, { force: true });
    } catch (error) {
      // A full file system that copies on write may need room to delete.
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      return false;
    }
    this.#asked = null;
    this.#log.warn('the disk is full: the ballast was given up for what is open, no new sales until there is room', {
      bytes,
    });
    return true;
  }

  #in(delayMs: number): void {
    this.#offTimer();
    this.#offTimer = this.#clock.after(delayMs, () => this.#in(this.#addSlice() ? sliceEveryMs : lookAgainMs));
  }

  /** False when it is whole, or has to wait for room. */
  #addSlice(): boolean {
    if (this.#ballast === null) return false;
    const kept = sizeOf(this.#ballast);
    if (kept >= ballastBytes || !this.#look()) return false;
    try {
      writeSlice(this.#ballast, kept, Math.min(sliceBytes, ballastBytes - kept));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      this.#log.warn('the ballast cannot be made; a full disk will stop what is open too', { why: String(error) });
      return false;
    }
  }
}

/** Bytes that no file system can press together or find a second time. */
function writeSlice(file: string, at: number, bytes: number): void {
  const start = Buffer.alloc(16);
  start.writeUInt32BE(Math.floor(at / 16), 12);
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), start).update(Buffer.alloc(bytes));
  const handle = openSync(file, existsSync(file) ? 'r+' : 'w', 0o600);
  try {
    writeSync(handle, noise, 0, bytes, at);
  } finally {
    closeSync(handle);
  }
}

export function isFull(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_FULL';
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
