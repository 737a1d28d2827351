import { readTables } from './font-tables.ts';

/**
 * Which characters a font file has, read from its `cmap` table (OpenType specification, "cmap"). Knows font files,
 * no receipts: a receipt with empty boxes in place of a shop's name must be noticed before the customer sees it.
 */

/** A run of code points, both ends included. */
type Run = readonly [first: number, last: number];

/** True for a character that the font can draw. */
export type Coverage = (codePoint: number) => boolean;

/**
 * Coverage of the first face of a .ttf, .otf or .ttc file. Null when the file cannot be read or is not a font: the
 * caller looks for another one.
 */
export async function fontCoverage(path: string): Promise<Coverage | null> {
  try {
    const tables = await readTables(path, ['cmap']);
    return tables === null ? null : coverageOf(runsOf(tables.cmap));
  } catch {
    // A damaged table reads past its end, an unreadable file does not open; either way it is no font for us.
    return null;
  }
}

function runsOf(cmap: Buffer): readonly Run[] {
  const runs: Run[] = [];
  const count = cmap.readUInt16BE(2);
  for (let record = 0; record < count; record++) {
    const at = cmap.readUInt32BE(4 + record * 8 + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 12) runs.push(...groupsOf(cmap, at));
    if (format === 4) runs.push(...segmentsOf(cmap, at));
  }
  return runs.toSorted((a, b) => a[0] - b[0]);
}

/** Format 12: groups of 32-bit code points. */
function groupsOf(cmap: Buffer, at: number): readonly Run[] {
  const runs: Run[] = [];
  const groups = cmap.readUInt32BE(at + 12);
  for (let group = 0; group < groups; group++) {
    const from = at + 16 + group * 12;
    runs.push([cmap.readUInt32BE(from), cmap.readUInt32BE(from + 4)]);
  }
  return runs;
}

/** Format 4: segments of 16-bit code points; a glyph id of 0 inside a segment means "not here". */
function segmentsOf(cmap: Buffer, at: number): readonly Run[] {
  const runs: Run[] = [];
  const twice = cmap.readUInt16BE(at + 6);
  const ends = at + 14;
  const starts = ends + twice + 2;
  for (let segment = 0; segment < twice; segment += 2) {
    const last = cmap.readUInt16BE(ends + segment);
    const first = cmap.readUInt16BE(starts + segment);
    const rangeAt = starts + 2 * twice + segment;
    const range = cmap.readUInt16BE(rangeAt);
    if (first === 0xffff) continue;
    if (range === 0) {
      runs.push([first, last]);
      continue;
    }
    for (let code = first; code <= last; code++) {
      if (cmap.readUInt16BE(rangeAt + range + 2 * (code - first)) !== 0) runs.push([code, code]);
    }
  }
  return runs;
}

function coverageOf(runs: readonly Run[]): Coverage {
  // Runs of two tables may overlap: what has been reached so far decides, the start alone does not.
  const reach: number[] = [];
  for (const [index, run] of runs.entries()) reach.push(Math.max(run[1], reach[index - 1] ?? -1));
  return (codePoint) => {
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((runs[middle]?.[0] ?? Infinity) <= codePoint) low = middle + 1;
      else high = middle;
    }
    for (let index = low - 1; index >= 0 && (reach[index] ?? -1) >= codePoint; index--) {
      if ((runs[index]?.[1] ?? -1) >= codePoint) return true;
    }
    return false;
  };
}
