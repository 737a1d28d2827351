import type { Draws } from '../sim/draws.ts';
import { Bytes } from './bytes.ts';

/**
 * One file on a disk whose power may go: its bytes as programs see them, those that are surely on the disk, and the
 * changes in between, each of which a cut may keep or lose. Knows no names. Sectors are 512 bytes and are written
 * whole or not at all.
 */

/**
 * - `strict`: only what was synced
 * - `kill`: everything is there, as after `kill -9`
 * - `rand`: of the rest each write is kept (2 of 5), torn (1 of 5) or gone (2 of 5); a new length or a name, kept or
 *   gone; and in every second image a file that grew has its length even where its bytes are gone
 */
export const modes = ['strict', 'kill', 'rand'] as const;
export type Mode = (typeof modes)[number];

const sectorBytes = 512;

interface Write {
  readonly at: number;
  readonly data: Buffer;
}
type Change = Write | { readonly length: number };

export class File {
  readonly number: number;
  readonly live = new Bytes();
  readonly synced = new Bytes();
  /** Of the newest random image; kept so that not each of them is a new piece of memory. */
  readonly scratch = new Bytes();
  /** Handed over, and to be brought to the disk by the next sync. */
  #pending: Change[] = [];
  /** Of a sync that failed: no later one brings them to the disk, and nobody knows whether that one did. */
  #lost: Write[] = [];
  /** How often it has been synced, or failed to be. */
  syncs = 0;

  constructor(number: number) {
    this.number = number;
  }

  change(change: Change): void {
    apply(this.live, change);
    this.#pending.push(change);
  }

  sync(): void {
    for (const change of this.#pending) {
      apply(this.synced, change);
      if ('data' in change) this.#lost = this.#lost.flatMap((write) => outside(write, change));
    }
    // The length is sure now, and nothing lies beyond it.
    this.#lost = this.#lost.filter(({ at, data }) => at + data.length <= this.synced.length);
    this.#pending = [];
    this.syncs += 1;
  }

  failToSync(): void {
    this.#lost.push(...this.#pending.filter((change) => 'data' in change));
    this.#pending = [];
    this.syncs += 1;
  }

  /** Everything that may or may not be on the disk, oldest first. */
  unsure(): readonly Change[] {
    return this.#lost.length === 0 ? this.#pending : [...this.#lost, ...this.#pending];
  }
}

/** What becomes of a change: all of it, none, or these sectors of a write. */
export type Fate = 'kept' | 'gone' | readonly boolean[];

export function fateOf(change: Change, mode: Mode, dice: Draws): Fate {
  if (mode !== 'rand') return mode === 'kill' ? 'kept' : 'gone';
  if ('length' in change) return dice.happens(0.5) ? 'kept' : 'gone';
  const chance = dice.fraction();
  if (chance < 0.4) return 'kept';
  return chance < 0.6 ? [...sectorsOf(change)].map(() => dice.happens(0.5)) : 'gone';
}

export function keyOf(path: string, file: File, fates: readonly Fate[], grows: boolean): string {
  const letters = fates.map((fate) =>
    fate === 'kept' ? 'k' : fate === 'gone' ? '-' : `(${fate.map(Number).join('')})`,
  );
  // What is gone is as if it had not been done yet, unless the length stays.
  const text = grows ? `${letters.join('')}+` : letters.join('').replace(/-+$/, '');
  return `${path} ${file.number}.${file.syncs} ${fates.length === 0 ? '' : text}`;
}

/** Its bytes when the changes that are unsure have had these fates. Valid until it is asked again. */
export function left(file: File, fates: readonly Fate[], grows: boolean): Buffer {
  if (fates.every((fate) => fate === 'gone') && !grows) return file.synced.read();
  const bytes = file.scratch;
  bytes.become(file.synced);
  file.unsure().forEach((change, at) => {
    const fate = fates[at];
    if (fate === 'kept' || fate === undefined) apply(bytes, change);
    else if (fate !== 'gone' && 'data' in change)
      for (const sector of [...sectorsOf(change)].filter((_, n) => fate[n])) apply(bytes, sector);
  });
  if (grows && bytes.length < file.live.length) bytes.resize(file.live.length);
  return bytes.read();
}

/** What is left of a write when a later one has gone over it. */
function outside({ at, data }: Write, later: Write): Write[] {
  const from = Math.max(0, later.at - at);
  const to = later.at + later.data.length - at;
  if (to <= 0 || from >= data.length) return [{ at, data }];
  const parts = [
    { at, data: data.subarray(0, from) },
    { at: at + to, data: data.subarray(to) },
  ];
  return parts.filter((part) => part.data.length > 0);
}

/** The parts of a write between the borders of sectors. */
export function* sectorsOf({ at, data }: Write): Generator<Write> {
  for (let from = 0; from < data.length; ) {
    const to = Math.min(data.length, (Math.floor((at + from) / sectorBytes) + 1) * sectorBytes - at);
    yield { at: at + from, data: data.subarray(from, to) };
    from = to;
  }
}

function apply(bytes: Bytes, change: Change): void {
  if ('length' in change) bytes.resize(change.length);
  else bytes.write(change.at, change.data);
}
