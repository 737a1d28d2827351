import { advanceOf, glyphOf } from './font-glyphs.ts';
import { readTables } from './font-tables.ts';

/**
 * How wide the letters of a font are, from its `cmap`, `hmtx`, `hhea` and `head` tables (OpenType specification).
 * Knows font files, no receipts. Needed where letters have widths of their own and a line must still end in time: Thai.
 */

/** Width of a character in em; 0 for what the font lacks and for marks, which stand above or below another letter. */
export type Advances = (codePoint: number) => number;

const nothing: Advances = () => 0;

/** Widths of the characters from `first` to `last`. A file that cannot be read has none. */
export async function fontAdvances(path: string, first: number, last: number): Promise<Advances> {
  try {
    const tables = await readTables(path, ['cmap', 'hmtx', 'hhea', 'head']);
    if (tables === null) return nothing;
    const unitsPerEm = tables.head.readUInt16BE(18);
    const widths = new Map<number, number>();
    for (let code = first; code <= last; code++) {
      const glyph = glyphOf(tables.cmap, code);
      if (glyph > 0 && !isMark(code)) widths.set(code, advanceOf(tables, glyph) / unitsPerEm);
    }
    return (codePoint) => widths.get(codePoint) ?? 0;
  } catch {
    // A damaged table reads past its end: the font's letters count as nothing, and it is not used for them.
    return nothing;
  }
}

function isMark(codePoint: number): boolean {
  return /\p{Mn}/u.test(String.fromCodePoint(codePoint));
}
