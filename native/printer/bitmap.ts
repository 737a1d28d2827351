import { crc32, deflateSync } from 'node:zlib';

/**
 * A picture of black and white dots, as a thermal head prints it. Knows dots and the PNG format (W3C PNG
 * Specification); knows no receipts, no fonts and no printer.
 */

/** Row after row, one byte per dot: 1 is black. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly dots: Uint8Array;
}

/** A white picture. */
export function whiteBitmap(width: number, height: number): Bitmap {
  return { width, height, dots: new Uint8Array(width * height) };
}

/** Copies the black dots of `stamp` to (`left`, `top`) of `onto`, white ones where `inverted`; what sticks out is cut. */
export function stampOnto(onto: Bitmap, stamp: Bitmap, left: number, top: number, inverted = false): void {
  const from = Math.max(0, -left);
  const to = Math.min(stamp.width, onto.width - left);
  const dot = inverted ? 0 : 1;
  for (let y = Math.max(0, -top); y < Math.min(stamp.height, onto.height - top); y++) {
    const source = y * stamp.width;
    const target = (top + y) * onto.width + left;
    for (let x = from; x < to; x++) if (stamp.dots[source + x] === 1) onto.dots[target + x] = dot;
  }
}

/** Blackens a rectangle; what sticks out is cut. */
export function fill(onto: Bitmap, left: number, top: number, width: number, height: number): void {
  for (let y = Math.max(0, top); y < Math.min(top + height, onto.height); y++) {
    onto.dots.fill(1, y * onto.width + Math.max(0, left), y * onto.width + Math.min(left + width, onto.width));
  }
}

/** The same with `margin` white dots on every side. */
export function withMargin(picture: Bitmap, margin: number): Bitmap {
  const wide = whiteBitmap(picture.width + 2 * margin, picture.height + 2 * margin);
  stampOnto(wide, picture, margin, margin);
  return wide;
}

/** Rows as packed bits, the first dot in the highest bit of the first byte; the last byte is filled with white. */
export function packedRows(picture: Bitmap): readonly Buffer[] {
  const bytes = Math.ceil(picture.width / 8);
  const rows: Buffer[] = [];
  for (let y = 0; y < picture.height; y++) {
    const row = Buffer.alloc(bytes);
    const start = y * picture.width;
    for (let x = 0; x < picture.width; x++) {
      if (picture.dots[start + x] === 1) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7));
    }
    rows.push(row);
  }
  return rows;
}

/** As a PNG of one bit per dot. */
export function pngOf(picture: Bitmap): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  // One bit per dot, grey, where 0 is black.
  header.writeUInt8(1, 8);
  const unfiltered = Buffer.of(0);
  const lines = packedRows(picture).flatMap((row) => [unfiltered, row.map((byte) => byte ^ 0xff)]);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}
