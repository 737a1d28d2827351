import { outlineOf, type Subroutines } from './charstring.ts';

/**
 * Finds glyphs in a `CFF ` table (Adobe Technical Note 5176, "The Compact Font Format Specification"). Knows that
 * table; knows no characters, no files and no receipts.
 */

/** Operators of dictionaries that are needed here. */
const charStringsOperator = 17;
const privateOperator = 18;
const subrsOperator = 19;
const fdArrayOperator = 0x0c24;
const fdSelectOperator = 0x0c25;

type Dictionary = ReadonlyMap<number, readonly number[]>;

interface Index {
  readonly count: number;
  /** Where the next structure begins. */
  readonly end: number;
  item(number: number): Buffer;
}

/** Outline of a glyph as the `d` of an SVG path in font units, y upwards. Throws for a glyph that is damaged. */
export type Outlines = (glyph: number) => string;

/** The outlines of a font. Throws when the table is damaged. */
export function cffOutlines(cff: Buffer): Outlines {
  const names = indexAt(cff, cff.readUInt8(2));
  const tops = indexAt(cff, names.end);
  const strings = indexAt(cff, tops.end);
  const globals = indexAt(cff, strings.end);
  const top = dictionaryOf(tops.item(0));
  const programs = indexAt(cff, numberOf(top, charStringsOperator));
  const global = all(globals);
  const fdArray = top.get(fdArrayOperator)?.[0];
  const dictionaries = fdArray === undefined ? [top] : all(indexAt(cff, fdArray)).map(dictionaryOf);
  const locals = dictionaries.map((dictionary) => localSubroutines(cff, dictionary));
  const selectAt = top.get(fdSelectOperator)?.[0];
  return (glyph) => {
    if (glyph >= programs.count) throw new Error('the glyph is not there');
    const local = locals[selectAt === undefined ? 0 : dictionaryNumber(cff, selectAt, glyph)] ?? [];
    const subroutines: Subroutines = { global, local };
    return outlineOf(programs.item(glyph), subroutines);
  };
}

function indexAt(cff: Buffer, at: number): Index {
  const count = cff.readUInt16BE(at);
  if (count === 0) return { count, end: at + 2, item: () => Buffer.alloc(0) };
  const size = cff.readUInt8(at + 2);
  const data = at + 3 + (count + 1) * size - 1;
  const offset = (number: number) => data + cff.readUIntBE(at + 3 + number * size, size);
  return { count, end: offset(count), item: (number) => cff.subarray(offset(number), offset(number + 1)) };
}

function all(index: Index): readonly Buffer[] {
  return Array.from({ length: index.count }, (_, number) => index.item(number));
}

function numberOf(dictionary: Dictionary, operator: number): number {
  const value = dictionary.get(operator)?.[0];
  if (value === undefined) throw new Error(`the font lacks entry ${operator}`);
  return value;
}

/** Numbers, each row of them followed by its operator. */
function dictionaryOf(bytes: Buffer): Dictionary {
  const found = new Map<number, readonly number[]>();
  let given: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes.readUInt8(at);
    if (byte <= 21) {
      found.set(byte === 12 ? 0x0c00 + bytes.readUInt8(at + 1) : byte, given);
      given = [];
      at += byte === 12 ? 2 : 1;
    } else if (byte === 30) {
      // A decimal number in half bytes, the last one 15: none of those that are needed is one.
      do at++;
      while (at < bytes.length && (bytes.readUInt8(at) & 15) !== 15 && bytes.readUInt8(at) >> 4 !== 15);
      given.push(0);
      at++;
    } else {
      const [value, length] = integerAt(bytes, at, byte);
      given.push(value);
      at += length;
    }
  }
  return found;
}

function integerAt(bytes: Buffer, at: number, byte: number): readonly [value: number, length: number] {
  if (byte === 28) return [bytes.readInt16BE(at + 1), 3];
  if (byte === 29) return [bytes.readInt32BE(at + 1), 5];
  if (byte < 247) return [byte - 139, 1];
  if (byte < 251) return [(byte - 247) * 256 + bytes.readUInt8(at + 1) + 108, 2];
  return [-(byte - 251) * 256 - bytes.readUInt8(at + 1) - 108, 2];
}

function localSubroutines(cff: Buffer, dictionary: Dictionary): readonly Buffer[] {
  const [size = 0, at = 0] = dictionary.get(privateOperator) ?? [];
  const subrs = dictionaryOf(cff.subarray(at, at + size)).get(subrsOperator)?.[0];
  return subrs === undefined ? [] : all(indexAt(cff, at + subrs));
}

/** Which of the font's dictionaries a glyph belongs to. */
function dictionaryNumber(cff: Buffer, at: number, glyph: number): number {
  if (cff.readUInt8(at) === 0) return cff.readUInt8(at + 1 + glyph);
  let low = 0;
  let high = cff.readUInt16BE(at + 1);
  // Ranges by their first glyph, rising.
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (cff.readUInt16BE(at + 3 + middle * 3) <= glyph) low = middle;
    else high = middle;
  }
  return cff.readUInt8(at + 3 + low * 3 + 2);
}
