import { appendFileSync, createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FlightRecord } from '../core/flight-record.ts';
import type { Clock, Log } from '../core/ports.ts';
import { parsed } from './stored-json.ts';

/**
 * The recorder's records on disk: a file of lines for each day, beside the journal and no part of it. Written in
 * batches, behind everybody's back and never synced: a kill loses the newest second, and nothing that money needs. A
 * folder that cannot be written stops nothing; it is said once in the log.
 */

/** Between the first record of a batch and its writing, milliseconds. */
const batchMs = 1_000;

/** Records that wait to be written; a disk that hangs makes the rest lost. */
const waitingMax = 20_000;

/** Files are kept for so many days, and so many bytes of them; a day on which more happens loses its end. */
const daysKept = 30;
const bytesKept = 256 * 1024 * 1024;
const dayBytesMax = 64 * 1024 * 1024;

const dayMs = 86_400_000;

export class FlightFiles {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #log: Log;
  /** False while the disk is needed for money. */
  readonly #hasRoom: () => boolean;
  #waiting: FlightRecord[] = [];
  #off: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();
  #day = '';
  #dayBytes = 0;
  #isTold = false;

  constructor(folder: string, ports: { readonly clock: Clock; readonly log: Log; readonly hasRoom: () => boolean }) {
    this.#folder = folder;
    this.#clock = ports.clock;
    this.#log = ports.log;
    this.#hasRoom = ports.hasRoom;
  }

  /** To be written soon. */
  keep(record: FlightRecord): void {
    if (this.#waiting.length >= waitingMax) return;
    this.#waiting.push(record);
    this.#off ??= this.#clock.after(batchMs, () => {
      this.#off = null;
      const batch = this.#takeBatch();
      this.#writing = this.#writing.then(() => this.#write(batch));
    });
  }

  /** What is written of these ids on the days of these times, in the order in which it was written. */
  async of(ids: readonly string[], timesMs: readonly number[]): Promise<readonly FlightRecord[]> {
    await this.#writing;
    const days = new Set(timesMs.flatMap((atMs) => [dayOf(atMs), dayOf(atMs + dayMs)]));
    const found: FlightRecord[] = [];
    for (const name of filesIn(this.#folder)) {
      if (days.has(name.slice(0, 8))) found.push(...(await recordsIn(join(this.#folder, name), ids)));
    }
    return found;
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    this.#off?.();
    await this.#writing;
    const batch = this.#takeBatch();
    if (batch.length > 0) this.#guard(() => appendFileSync(this.#open(batch), textOf(batch), { mode: 0o600 }));
  }

  #takeBatch(): readonly FlightRecord[] {
    const batch = this.#waiting;
    this.#waiting = [];
    return this.#hasRoom() ? batch : [];
  }

  async #write(batch: readonly FlightRecord[]): Promise<void> {
    if (batch.length === 0) return;
    const text = textOf(batch);
    try {
      const file = this.#open(batch);
      if (this.#dayBytes + text.length > dayBytesMax) return;
      await appendFile(file, text, { mode: 0o600 });
      this.#dayBytes += text.length;
    } catch (error) {
      this.#failed(error);
    }
  }

  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** A batch belongs to the day on which it began; a new day clears away the oldest. */
  #open([first]: readonly FlightRecord[]): string {
    const day = dayOf(first?.wallMs ?? this.#clock.wallMs());
    const file = join(this.#folder, `${day}.jsonl`);
    if (day !== this.#day) {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      clearAway(this.#folder);
      this.#day = day;
      this.#dayBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    }
    return file;
  }

  #failed(error: unknown): void {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    if (!this.#isTold)
      this.#log.warn('the flight recorder cannot write; timelines are coarser', { why: String(error) });
    this.#isTold = true;
  }
}

function textOf(batch: readonly FlightRecord[]): string {
  return batch.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** `20261121`, UTC. */
function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '');
}

/** Oldest first. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^20\d{6}\.jsonl$/.test(name))
      .toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function clearAway(folder: string): void {
  let bytes = 0;
  for (const [age, name] of filesIn(folder).toReversed().entries()) {
    const file = join(folder, name);
    bytes += statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (age >= daysKept - 1 || bytes > bytesKept) rmSync(file, { force: true });
  }
}

/** Reads along without holding the file in memory; a line cut off by a kill, or not ours, is passed over. */
async function recordsIn(file: string, ids: readonly string[]): Promise<readonly FlightRecord[]> {
  const found: FlightRecord[] = [];
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 262_144 })) {
    const text = rest + String(chunk);
    const end = text.lastIndexOf('\n');
    rest = text.slice(end + 1);
    const lines = text.slice(0, end + 1);
    if (ids.some((id) => lines.includes(id))) found.push(...linesOf(lines, ids));
  }
  return found;
}

function linesOf(lines: string, ids: readonly string[]): readonly FlightRecord[] {
  return lines.split('\n').flatMap((line) => {
    if (!ids.some((id) => line.includes(id))) return [];
    const record = parsed(line) as FlightRecord | null;
    return record !== null && ids.includes(record.id) ? [record] : [];
  });
}
