import { cffOutlines } from './cff.ts';
import { advanceOf, glyphOf } from './font-glyphs.ts';
import { readTables } from './font-tables.ts';

/**
 * The outlines of characters, read from a font file once for all that are wanted. Knows font files, no receipts. The
 * renderer of pictures reads a file again for every character, 20 megabytes for a Han one; a receipt has a hundred.
 */

/** An outline in font units, y upwards, with the ground of the letter at 0. */
export interface Outline {
  /** The `d` of an SVG path. */
  readonly path: string;
  readonly unitsPerEm: number;
  /** Width of the character in font units; hangul is narrower than its em. */
  readonly advance: number;
}

/** Outlines of those `characters` that `family` in the file has as CFF; the renderer has to draw the others itself. */
export async function readOutlines(
  path: string,
  family: string,
  characters: Iterable<string>,
): Promise<ReadonlyMap<string, Outline>> {
  const found = new Map<string, Outline>();
  try {
    const tables = await readTables(path, ['cmap', 'head', 'hhea', 'hmtx', 'CFF '], family);
    if (tables === null) return found;
    const outlines = cffOutlines(tables['CFF ']);
    const unitsPerEm = tables.head.readUInt16BE(18);
    for (const character of characters) {
      const glyph = glyphOf(tables.cmap, character.codePointAt(0) ?? 0);
      if (glyph > 0) found.set(character, { path: outlines(glyph), unitsPerEm, advance: advanceOf(tables, glyph) });
    }
  } catch {
    // A damaged file, or a way of drawing that is not known here: the renderer may still know what to do with it.
  }
  return found;
}
