/**
 * Runs the drawing program of one glyph (Adobe Technical Note 5177, "The Type 2 Charstring Format"). Knows the
 * operators that fonts for Han characters use; knows no files and no receipts. Hints are passed over: at 24 dots and
 * more the outline alone is good enough.
 */

/** The subroutines a program may call. */
export interface Subroutines {
  readonly global: readonly Buffer[];
  readonly local: readonly Buffer[];
}

/** Bounds of Technical Note 5177, appendix B, with room: a damaged font must not run for ever. */
const depthMax = 10;
const stepsMax = 20_000;
const stackMax = 513;

/** The outline as the `d` of an SVG path in font units, y upwards; throws for a program that is damaged or unknown. */
export function outlineOf(program: Buffer, subroutines: Subroutines): string {
  const pen = new Pen();
  new Run(pen, subroutines).call(program, 0);
  return pen.path();
}

/** Draws what is drawn relative to the last point. */
class Pen {
  #x = 0;
  #y = 0;
  #isOpen = false;
  readonly #said: string[] = [];

  move(dx: number, dy: number): void {
    this.#close();
    this.#step(dx, dy);
    this.#said.push(`M${this.#x} ${this.#y}`);
    this.#isOpen = true;
  }

  line(dx: number, dy: number): void {
    this.#step(dx, dy);
    this.#said.push(`L${this.#x} ${this.#y}`);
  }

  curve(dx1: number, dy1: number, dx2: number, dy2: number, dx3: number, dy3: number): void {
    this.#step(dx1, dy1);
    const first = `${this.#x} ${this.#y}`;
    this.#step(dx2, dy2);
    const second = `${this.#x} ${this.#y}`;
    this.#step(dx3, dy3);
    this.#said.push(`C${first} ${second} ${this.#x} ${this.#y}`);
  }

  path(): string {
    this.#close();
    return this.#said.join('');
  }

  #step(dx: number, dy: number): void {
    this.#x += dx;
    this.#y += dy;
  }

  #close(): void {
    if (this.#isOpen) this.#said.push('Z');
    this.#isOpen = false;
  }
}

class Run {
  readonly #pen: Pen;
  readonly #subroutines: Subroutines;
  #stack: number[] = [];
  #hints = 0;
  #steps = 0;
  #ended = false;

  constructor(pen: Pen, subroutines: Subroutines) {
    this.#pen = pen;
    this.#subroutines = subroutines;
  }

  call(program: Buffer, depth: number): void {
    if (depth > depthMax) throw new Error('a glyph calls too deeply');
    for (let at = 0; at < program.length && !this.#ended; ) {
      if (++this.#steps > stepsMax || this.#stack.length > stackMax) throw new Error('a glyph has no end');
      const byte = program.readUInt8(at);
      if (byte === 28 || byte >= 32) {
        at += this.#push(program, at);
        continue;
      }
      at += byte === 12 ? 2 : 1;
      if (byte === 11) return;
      if (byte === 19 || byte === 20) {
        this.#stems();
        at += Math.ceil(this.#hints / 8);
      } else if (byte === 10 || byte === 29) {
        this.#callSubroutine(byte === 10 ? this.#subroutines.local : this.#subroutines.global, depth);
      } else {
        this.#operate(byte === 12 ? 0x0c00 + program.readUInt8(at - 1) : byte);
      }
    }
  }

  /** Pushes the number at `at`; its length in bytes. */
  #push(program: Buffer, at: number): number {
    const byte = program.readUInt8(at);
    if (byte === 28) this.#stack.push(program.readInt16BE(at + 1));
    else if (byte === 255) this.#stack.push(program.readInt32BE(at + 1) / 65_536);
    else if (byte < 247) this.#stack.push(byte - 139);
    else if (byte < 251) this.#stack.push((byte - 247) * 256 + program.readUInt8(at + 1) + 108);
    else this.#stack.push(-(byte - 251) * 256 - program.readUInt8(at + 1) - 108);
    if (byte === 255) return 5;
    if (byte === 28) return 3;
    return byte < 247 ? 1 : 2;
  }

  #callSubroutine(list: readonly Buffer[], depth: number): void {
    const bias = list.length < 1_240 ? 107 : list.length < 33_900 ? 1_131 : 32_768;
    const routine = list[(this.#stack.pop() ?? Number.NaN) + bias];
    if (routine === undefined) throw new Error('a glyph calls a subroutine that is not there');
    this.call(routine, depth + 1);
  }

  #stems(): void {
    this.#hints += this.#stack.length >> 1;
    this.#stack = [];
  }

  #operate(operator: number): void {
    if ([1, 3, 18, 23].includes(operator)) {
      this.#stems();
      return;
    }
    const given = this.#stack;
    this.#stack = [];
    // A width may stand before the first operator: only the last numbers belong to a move.
    if (operator === 21) this.#pen.move(given.at(-2) ?? 0, given.at(-1) ?? 0);
    else if (operator === 22) this.#pen.move(given.at(-1) ?? 0, 0);
    else if (operator === 4) this.#pen.move(0, given.at(-1) ?? 0);
    else if (operator === 14) this.#ended = true;
    else if (operator > 0x0c00) this.#flex(operator, given);
    else this.#draw(operator, given);
  }

  #draw(operator: number, given: readonly number[]): void {
    const end = given.length;
    if (operator === 5) this.#lines(given, 0, end);
    else if (operator === 6 || operator === 7) this.#stairs(given, operator === 6);
    else if (operator === 8) this.#curves(given, 0, end);
    else if (operator === 24) {
      this.#curves(given, 0, end - 2);
      this.#lines(given, end - 2, end);
    } else if (operator === 25) {
      this.#lines(given, 0, end - 6);
      this.#curves(given, end - 6, end);
    } else if (operator === 26 || operator === 27) this.#straightCurves(given, operator === 27);
    else if (operator === 30 || operator === 31) this.#turningCurves(given, operator === 31);
    else throw new Error(`a glyph has the unknown operator ${operator}`);
  }

  /** hlineto, vlineto: lines across and upright in turns. */
  #stairs(given: readonly number[], startsAcross: boolean): void {
    for (const [index, step] of given.entries()) {
      if ((index % 2 === 0) === startsAcross) this.#pen.line(step, 0);
      else this.#pen.line(0, step);
    }
  }

  #lines(given: readonly number[], from: number, to: number): void {
    for (let at = from; at + 1 < to; at += 2) this.#pen.line(given[at] ?? 0, given[at + 1] ?? 0);
  }

  #curves(given: readonly number[], from: number, to: number): void {
    for (let at = from; at + 5 < to; at += 6) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = given.slice(at, at + 6);
      this.#pen.curve(a, b, c, d, e, f);
    }
  }

  /** hhcurveto, vvcurveto: curves that begin and end in one direction. */
  #straightCurves(given: readonly number[], across: boolean): void {
    const odd = given.length % 4;
    let aside = odd === 1 ? (given[0] ?? 0) : 0;
    for (let at = odd; at + 3 < given.length; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = given.slice(at, at + 4);
      if (across) this.#pen.curve(a, aside, b, c, d, 0);
      else this.#pen.curve(aside, a, b, c, 0, d);
      aside = 0;
    }
  }

  /** hvcurveto, vhcurveto: curves that begin across and end upright, and the other way round, in turns. */
  #turningCurves(given: readonly number[], startsAcross: boolean): void {
    let across = startsAcross;
    for (let at = 0; at + 3 < given.length; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = given.slice(at, at + 4);
      const rest = given.length - at === 5 ? (given[at + 4] ?? 0) : 0;
      if (across) this.#pen.curve(a, 0, b, c, rest, d);
      else this.#pen.curve(0, a, b, c, d, rest);
      across = !across;
    }
  }

  /** Two flat curves in one; how flat does not matter here. */
  #flex(operator: number, given: readonly number[]): void {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0] = given;
    if (operator === 0x0c22) {
      this.#pen.curve(a, 0, b, c, d, 0);
      this.#pen.curve(e, 0, f, -c, g, 0);
    } else if (operator === 0x0c23) {
      this.#pen.curve(a, b, c, d, e, f);
      this.#pen.curve(g, h, i, j, k, l);
    } else if (operator === 0x0c24) {
      this.#pen.curve(a, b, c, d, e, 0);
      this.#pen.curve(f, 0, g, h, i, -(b + d + h));
    } else if (operator === 0x0c25) {
      const dx = a + c + e + g + i;
      const dy = b + d + f + h + j;
      const isAcross = Math.abs(dx) > Math.abs(dy);
      this.#pen.curve(a, b, c, d, e, f);
      this.#pen.curve(g, h, i, j, isAcross ? k : -dx, isAcross ? -dy : k);
    } else {
      throw new Error(`a glyph has the unknown operator ${operator.toString(16)}`);
    }
  }
}
