import { readTables } from './font-tables.ts';

/**
 * How wide the letters of a font are, from its `cmap`, `hmtx`, `hhea` and `head` tables (OpenType specification).
 * Knows font files, no receipts. Needed where letters have widths of their own and a line must still end in time: Thai.
 */

/** Width of a character in em; 0 for what the font lacks and for marks, which stand above or below another letter. */
export type Advances = (codePoint: number) => number;

const nothing: Advances = () => 0;

/** Widths of the characters from `first` to `last` (below U+10000). A file that cannot be read has none. */
export async function fontAdvances(path: string, first: number, last: number): Promise<Advances> {
  try {
    const tables = await readTables(path, ['cmap', 'hmtx', 'hhea', 'head']);
    if (tables === null) return nothing;
    const unitsPerEm = tables.head.readUInt16BE(18);
    const metrics = tables.hhea.readUInt16BE(34);
    const widths = new Map<number, number>();
    for (let code = first; code <= last; code++) {
      const glyph = glyphOf(tables.cmap, code);
      // Glyphs beyond the last metric are as wide as the last one.
      const metric = Math.min(glyph, metrics - 1);
      if (glyph > 0 && !isMark(code)) widths.set(code, tables.hmtx.readUInt16BE(metric * 4) / unitsPerEm);
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

/** The glyph of a character by a subtable of format 4, which every font has for the first 65536; 0 for none. */
function glyphOf(cmap: Buffer, code: number): number {
  const count = cmap.readUInt16BE(2);
  for (let record = 0; record < count; record++) {
    const at = cmap.readUInt32BE(4 + record * 8 + 4);
    if (cmap.readUInt16BE(at) !== 4) continue;
    const glyph = glyphInSegments(cmap, at, code);
    if (glyph > 0) return glyph;
  }
  return 0;
}

function glyphInSegments(cmap: Buffer, at: number, code: number): number {
  const twice = cmap.readUInt16BE(at + 6);
  const ends = at + 14;
  const starts = ends + twice + 2;
  for (let segment = 0; segment < twice; segment += 2) {
    if (cmap.readUInt16BE(ends + segment) < code) continue;
    const start = cmap.readUInt16BE(starts + segment);
    if (start > code) return 0;
    const delta = cmap.readUInt16BE(starts + twice + segment);
    const rangeAt = starts + 2 * twice + segment;
    const range = cmap.readUInt16BE(rangeAt);
    if (range === 0) return (code + delta) & 0xffff;
    const glyph = cmap.readUInt16BE(rangeAt + range + 2 * (code - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
