import { columns, type Lines } from './vfd.ts';

/**
 * What stands on a display of two lines of twenty after some bytes: a reader of both command sets, for the simulated
 * display. What it does not know it counts and drops, as a real one would show rubbish for it.
 */

export interface VfdScreen {
  take(bytes: Uint8Array): void;
  lines(): Lines;
  /** Bytes that belong to no command it knows. */
  strange(): number;
}

interface Command {
  readonly begins: readonly number[];
  /** Bytes that follow: so many, or up to a carriage return. */
  readonly args: number | 'line';
  readonly act: (screen: Cells, args: readonly number[]) => void;
}

/** ESC @, US C n, US $ x y, ESC _ n, ESC Q A text CR, ESC Q B text CR, FF. */
const commands: readonly Command[] = [
  { begins: [0x1b, 0x40], args: 0, act: (screen) => screen.clear() },
  { begins: [0x0c], args: 0, act: (screen) => screen.clear() },
  { begins: [0x1f, 0x43], args: 1, act: () => {} },
  { begins: [0x1b, 0x5f], args: 1, act: () => {} },
  { begins: [0x1f, 0x24], args: 2, act: (screen, [x = 1, y = 1]) => screen.move(x, y) },
  { begins: [0x1b, 0x51, 0x41], args: 'line', act: (screen, text) => screen.writeLine(1, text) },
  { begins: [0x1b, 0x51, 0x42], args: 'line', act: (screen, text) => screen.writeLine(2, text) },
];

const longestBegin = 3;

class Cells {
  readonly #cells = new Uint8Array(columns * 2);
  #at = 0;

  constructor() {
    this.clear();
  }

  clear(): void {
    this.#cells.fill(0x20);
    this.#at = 0;
  }

  move(x: number, y: number): void {
    const isOnIt = x >= 1 && x <= columns && y >= 1 && y <= 2;
    if (isOnIt) this.#at = (y - 1) * columns + x - 1;
  }

  /** Overwrite mode: behind the last column comes the other line. */
  write(byte: number): void {
    this.#cells[this.#at] = byte;
    this.#at = (this.#at + 1) % this.#cells.length;
  }

  writeLine(y: number, text: readonly number[]): void {
    const from = (y - 1) * columns;
    this.#cells.fill(0x20, from, from + columns);
    this.#cells.set(text.slice(0, columns), from);
  }

  lines(): Lines {
    const text = Buffer.from(this.#cells).toString('latin1');
    return [text.slice(0, columns), text.slice(columns)];
  }
}

export function vfdScreen(): VfdScreen {
  const cells = new Cells();
  let pending: number[] = [];
  let strange = 0;

  /** True when `pending` has been used up by one command, one letter, or as rubbish. */
  function step(): boolean {
    const [first = 0] = pending;
    const begun = commands.find(({ begins }) => begins.every((byte, n) => pending[n] === byte));
    if (begun !== undefined) return run(begun);
    const mayBecome = commands.some(({ begins }) =>
      pending.slice(0, longestBegin).every((byte, n) => begins[n] === byte),
    );
    if (mayBecome) return false;
    pending.shift();
    if (first >= 0x20 && first <= 0x7e) cells.write(first);
    else strange += 1;
    return true;
  }

  function run({ begins, args, act }: Command): boolean {
    const rest = pending.slice(begins.length);
    const count = args === 'line' ? rest.indexOf(0x0d) : args;
    if (count < 0 || rest.length < count) return false;
    act(cells, rest.slice(0, count));
    pending = rest.slice(args === 'line' ? count + 1 : count);
    return true;
  }

  return {
    take(bytes) {
      for (const byte of bytes) {
        pending.push(byte);
        while (pending.length > 0 && step());
      }
    },
    lines: () => cells.lines(),
    strange: () => strange,
  };
}
