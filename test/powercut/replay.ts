import { join } from 'node:path';
import { Draws } from '../sim/draws.ts';
import { Disk, type Image } from './disk.ts';
import { type Mode, modes } from './file.ts';
import { layOut } from './folder.ts';
import { inspect } from './inspect.ts';
import { type Mark, Promised } from './promised.ts';
import { markOf, type Recorded } from './record.ts';

/**
 * Goes through what a workload did, operation by operation, builds the disks that a power cut right after it could
 * leave, and starts the product on each. A disk that was looked at before is not counted again, unless something was
 * promised since.
 */

export interface Bad {
  readonly workload: string;
  readonly seed: number;
  /** Of which process, from 1, and after which of its operations; 0 = before the first. */
  readonly life: number;
  readonly operation: number;
  readonly mode: Mode | 'killed';
  /** Which of the random disks there. */
  readonly copy: number;
  readonly wrong: readonly string[];
}

export interface Replayed {
  readonly byMode: Readonly<Record<Mode, { readonly disks: number; readonly bad: number }>>;
  readonly bad: readonly Bad[];
}

export interface Wish {
  readonly workload: string;
  readonly seed: number;
  /** How many random disks at each moment. */
  readonly copies: number;
  /** 0 to 1: which part of the moments, drawn by the seed. */
  readonly share: number;
  /** Where the disks are built; emptied for each. */
  readonly place: string;
  /** No more than so many disks. */
  readonly most: number;
  /** Only this one, which then stays in its place. */
  readonly only?: Which;
}

/** One of the disks of a workload. */
export interface Which extends Moment {
  readonly mode: string;
  readonly copy: number;
}

interface Moment {
  readonly life: number;
  readonly operation: number;
}

export function replay(recorded: Recorded, wish: Wish): Replayed {
  return new Replay(recorded, wish).run();
}

class Replay {
  readonly #recorded: Recorded;
  readonly #wish: Wish;
  readonly #disk = new Disk();
  readonly #promised = new Promised();
  readonly #tally = { kill: { disks: 0, bad: 0 }, strict: { disks: 0, bad: 0 }, rand: { disks: 0, bad: 0 } };
  readonly #bad: Bad[] = [];
  #disks = 0;
  /** Disks that were looked at since something was last promised. */
  readonly #seen = new Set<string>();

  constructor(recorded: Recorded, wish: Wish) {
    this.#recorded = recorded;
    this.#wish = wish;
  }

  run(): Replayed {
    this.#recorded.lives.forEach(({ operations, found }, at) => {
      if (found !== null) this.#disk.become(found);
      let moment: Moment = { life: at + 1, operation: 0 };
      for (const operation of operations) {
        // What a program says after an operation is said before the next one.
        if (operation.n > 0) this.#cut(moment);
        this.#disk.apply(operation);
        if (operation.op === 'mark') this.#promise(markOf(operation));
        if (operation.n > 0) moment = { life: at + 1, operation: operation.n };
      }
      this.#cut(moment);
      this.#disk.programEnded();
    });
    this.#mustBeWhole();
    return { byMode: this.#tally, bad: this.#bad };
  }

  #promise(mark: Mark): void {
    this.#promised.hear(mark);
    this.#seen.clear();
  }

  /** The power goes here. */
  #cut(moment: Moment): void {
    const { seed, share, copies } = this.#wish;
    const { life, operation } = moment;
    if (!new Draws(seed, `moment ${life}.${operation}`).happens(share)) return;
    for (const mode of modes)
      for (let copy = 1; copy <= (mode === 'rand' ? copies : 1); copy++) this.#try(moment, mode, copy);
  }

  #try(moment: Moment, mode: Mode, copy: number): void {
    if (this.#disks === this.#wish.most) return;
    const { place, seed, workload, only } = this.#wish;
    if (only !== undefined && !isSame(only, { ...moment, mode, copy })) return;
    const left = this.#disk.cut(mode, new Draws(seed, `disk ${moment.life}.${moment.operation}.${copy}`));
    if (this.#seen.has(left.key)) return;
    this.#seen.add(left.key);
    this.#disks += 1;
    this.#build(left.image(), place);
    const wrong = inspect(join(place, 'journal.sqlite'), this.#promised);
    // Looking at it has used it up.
    if (only !== undefined) this.#build(left.image(), place);
    this.#tally[mode].disks += 1;
    if (wrong.length === 0) return;
    this.#tally[mode].bad += 1;
    this.#bad.push({ workload, seed, ...moment, mode, copy, wrong });
  }

  /** After a reboot a program may well get the number again that it had: drafts are named after it. */
  #build(image: Image, place: string): void {
    const { folder, lives } = this.#recorded;
    layOut(image, place, (path) =>
      lives.reduce((name, { pid }) => name.replace(`.${pid}.`, `.${process.pid}.`), path.slice(folder.length)),
    );
  }

  /** The disk with everything kept is the folder as it lay there, or the shim has missed something. */
  #mustBeWhole(): void {
    const image = this.#disk.cut('kill', new Draws(0, 'end')).image();
    const { end } = this.#recorded;
    const differ = [...new Set([...image.keys(), ...end.keys()])].filter((path) => {
      const made = image.get(path);
      const there = end.get(path);
      return made === undefined || there === undefined || !made.equals(there);
    });
    if (differ.length > 0) throw new Error(`the trace does not make the folder: ${differ.join(', ')}`);
  }
}

function isSame(one: Which, other: Which): boolean {
  const { life, operation, mode, copy } = one;
  return life === other.life && operation === other.operation && mode === other.mode && copy === other.copy;
}
