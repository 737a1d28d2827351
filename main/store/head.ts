import { createHash } from 'node:crypto';
import { closeSync, constants, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { Log } from '../core/ports.ts';
import { syncFolder } from './sync.ts';
import { JournalUnavailable } from './unavailable.ts';

/**
 * The head of the hash chain, remembered outside the journal: what the file itself cannot tell is that its end is
 * missing. A log that vanished, an old copy put back, another terminal's file: each is a whole journal of its own.
 *
 * Written after each commit and never synced: it costs microseconds, and because the commit was durable before, no
 * power cut leaves a head that is ahead of its journal. Two slots, written in turn and each inside one sector, so that
 * a torn write leaves the other one.
 */

/** The newest row that was acknowledged. `seq` 0 = none yet. */
export interface Head {
  readonly seq: number;
  readonly hash: Uint8Array;
}

const slotBytes = 64;
/** A sector, the smallest piece a disk writes whole. */
const slotSpacing = 512;
const magic = Buffer.from('TillHead', 'ascii');
const checksumAt = 48;

export function headFileOf(path: string): string {
  return `${path}-head`;
}

/** The newer of the two slots; null when neither can be read, which says nothing against the journal. */
export function readHead(path: string): Head | null {
  const file = headFileOf(path);
  if (!existsSync(file)) return null;
  const bytes = readBytes(file);
  const slots = [0, slotSpacing].flatMap((at) => slotOf(bytes.subarray(at, at + slotBytes)) ?? []);
  return slots.toSorted((a, b) => b.seq - a.seq)[0] ?? null;
}

/** A head that the disk or a right keeps from us is no head: the journal speaks for itself. */
function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return Buffer.alloc(0);
  }
}

function slotOf(slot: Buffer): Head | null {
  if (slot.length < slotBytes || !slot.subarray(0, magic.length).equals(magic)) return null;
  if (!checksumOf(slot).equals(slot.subarray(checksumAt, slotBytes))) return null;
  return { seq: Number(slot.readBigUInt64LE(magic.length)), hash: Buffer.from(slot.subarray(16, checksumAt)) };
}

function checksumOf(slot: Buffer): Buffer {
  return createHash('sha256')
    .update(slot.subarray(0, checksumAt))
    .digest()
    .subarray(0, slotBytes - checksumAt);
}

/** Throws {@link JournalUnavailable} when the journal lacks, or contradicts, what was acknowledged. Only reads. */
export function checkHead(db: Database.Database, path: string): void {
  const head = readHead(path);
  if (head === null || head.seq === 0) return;
  const newest = db.prepare<[], number | null>('select max(seq) from journal').pluck().get() ?? 0;
  if (newest < head.seq)
    throw new JournalUnavailable(
      'outdated',
      `${path} ends at row ${newest}, this terminal has written ${head.seq}: its log is missing or it is an old copy`,
    );
  // A row that is no longer here says nothing: the chain after it is what the journal's own checks are for.
  const hash = db.prepare<[number], Buffer>('select hash from journal where seq = ?').pluck().get(head.seq);
  if (hash !== undefined && !hash.equals(head.hash))
    throw new JournalUnavailable('outdated', `row ${head.seq} of ${path} is not the one this terminal has written`);
}

/** Keeps the head of an open journal. A head that cannot be written is told once and costs nothing else. */
export class HeadFile {
  readonly #log: Log;
  readonly #slot = Buffer.alloc(slotBytes);
  #handle: number | null;

  /** `path` is the journal's; one in memory has no head. The name of the journal is durable before that of its head. */
  constructor(path: string, head: Head, log: Log) {
    this.#log = log;
    magic.copy(this.#slot);
    this.#handle = path === ':memory:' ? null : this.#open(path);
    this.remember(head);
  }

  /** Call when the row is durable, never before. */
  remember({ seq, hash }: Head): void {
    if (this.#handle === null) return;
    this.#slot.writeBigUInt64LE(BigInt(seq), magic.length);
    this.#slot.set(hash, 16);
    this.#slot.set(checksumOf(this.#slot), checksumAt);
    try {
      writeSync(this.#handle, this.#slot, 0, slotBytes, (seq % 2) * slotSpacing);
    } catch (error) {
      this.close();
      this.#tellLost(error);
    }
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  #open(path: string): number | null {
    const file = headFileOf(path);
    try {
      if (!existsSync(file)) syncFolder(dirname(path));
      return openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    } catch (error) {
      this.#tellLost(error);
      return null;
    }
  }

  /** It stays as old as it is, and an old head never speaks against a journal. */
  #tellLost(error: unknown): void {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    this.#log.warn('the head of the journal cannot be written; an old copy of the journal would not be noticed', {
      why: String(error),
    });
  }
}
