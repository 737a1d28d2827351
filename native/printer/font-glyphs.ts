/** Which glyph of a font draws a character, and how wide it is (OpenType specification, "cmap" and "hmtx"). */

/** The glyph of `code`, or 0 for none. Throws for a damaged table. */
export function glyphOf(cmap: Buffer, code: number): number {
  for (let record = 0; record < cmap.readUInt16BE(2); record++) {
    const at = cmap.readUInt32BE(4 + record * 8 + 4);
    const format = cmap.readUInt16BE(at);
    const glyph = format === 12 ? glyphInGroups(cmap, at, code) : format === 4 ? glyphInSegments(cmap, at, code) : 0;
    if (glyph > 0) return glyph;
  }
  return 0;
}

/** Format 12: groups of code points, rising. */
function glyphInGroups(cmap: Buffer, at: number, code: number): number {
  let low = 0;
  let high = cmap.readUInt32BE(at + 12);
  while (low < high) {
    const middle = (low + high) >> 1;
    const group = at + 16 + middle * 12;
    if (cmap.readUInt32BE(group + 4) < code) low = middle + 1;
    else if (cmap.readUInt32BE(group) > code) high = middle;
    else return cmap.readUInt32BE(group + 8) + code - cmap.readUInt32BE(group);
  }
  return 0;
}

/** Format 4: segments of the first 65536. */
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

/** Width of a glyph in font units; glyphs beyond the last entry of the table are as wide as the last one. */
export function advanceOf(tables: { readonly hhea: Buffer; readonly hmtx: Buffer }, glyph: number): number {
  const entries = tables.hhea.readUInt16BE(34);
  return tables.hmtx.readUInt16BE(Math.min(glyph, entries - 1) * 4);
}
