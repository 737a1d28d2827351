import { type Bitmap, packedRows } from './bitmap.ts';
import type { PrinterProfile } from './profile.ts';

/**
 * A picture as ESC/POS commands (Epson ESC/POS command reference, GS v 0). Knows command bytes; knows no receipts, no
 * fonts and no cable.
 */

/** Rows per command: firmware that reads one byte of the height prints the rest as text. */
export const rowsMax = 240;

/** So many white rows and more are sent one byte wide: white paper is a quarter of a receipt, and cables are slow. */
const gapRows = 12;

const initialise = Buffer.from([0x1b, 0x40]);
const alignLeft = Buffer.from([0x1b, 0x61, 0]);
const cutPartly = Buffer.from([0x1d, 0x56, 66, 0]);
const askPaper = Buffer.from([0x1d, 0x72, 1]);

/** The bytes of one job that is a picture: set up, picture, feed and cut as the profile says, ask for the paper. */
export function rasterJob(picture: Bitmap, profile: PrinterProfile): Buffer {
  const end = profile.cutter === 'partial' ? cutPartly : Buffer.from('\n'.repeat(profile.tearLines));
  return Buffer.concat([initialise, alignLeft, rasterCommands(picture), end, askPaper]);
}

/** `picture` at the left end of the line, or where the alignment in force puts it when it has no white rows. */
export function rasterCommands(picture: Bitmap): Buffer {
  const rows = packedRows(picture).map(withoutRealTimeCommands);
  const commands: Buffer[] = [];
  for (let at = 0; at < rows.length; ) {
    const band = bandAt(rows, at);
    commands.push(command(band));
    at += band.length;
  }
  return Buffer.concat(commands);
}

/** The rows of the next command: white ones, or those up to the next stretch of white. */
function bandAt(rows: readonly Buffer[], at: number): readonly Buffer[] {
  const isWhite = (index: number) => rows[index]?.every((byte) => byte === 0) ?? false;
  const whiteFrom = (index: number) => {
    let end = index;
    while (end < rows.length && isWhite(end)) end++;
    return end - index;
  };
  const white = whiteFrom(at);
  if (white >= gapRows) return rows.slice(at, at + Math.min(white, rowsMax)).map((row) => row.subarray(0, 1));
  let end = at + Math.max(1, white);
  while (end < rows.length && end - at < rowsMax && whiteFrom(end) < gapRows) end++;
  return rows.slice(at, end);
}

function command(band: readonly Buffer[]): Buffer {
  const wide = band[0]?.length ?? 0;
  const high = band.length;
  return Buffer.concat([Buffer.from([0x1d, 0x76, 0x30, 0, wide & 0xff, wide >> 8, high, 0]), ...band]);
}

/**
 * Some firmware looks for real-time commands inside pictures as well: DLE EOT asks for a status, DLE ENQ clears
 * buffers, DLE DC4 opens the drawer. A dot beside the one that makes the DLE is blackened where such a command would
 * stand; no bar of a barcode is one dot wide, so none changes.
 */
export function withoutRealTimeCommands(row: Buffer): Buffer {
  const safe = Buffer.from(row);
  for (let at = 0; at + 1 < safe.length; at++) {
    const next = safe[at + 1];
    if (safe[at] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) safe[at] = 0x18;
  }
  return safe;
}
