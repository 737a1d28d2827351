import { createHash } from 'node:crypto';
import { listing, tokens } from './escpos-listing.ts';

/**
 * Reads the pictures out of the bytes of a print job, as a printer would print them. Written from Epson's description
 * of GS v 0, not from the encoder.
 */

/** Rows of dots, one string of bits each, all pictures of a job one under the other at the left end of the line. */
export function printedRows(job: Buffer): readonly string[] {
  const rows: string[] = [];
  for (const { name, bytes } of tokens(job)) {
    if (name !== 'image') continue;
    const wide = bytes.readUInt16LE(4);
    const high = bytes.readUInt16LE(6);
    if (high > 255) throw new Error(`a picture of ${high} rows: firmware reads one byte of the height`);
    for (let row = 0; row < high; row++) {
      const packed = bytes.subarray(8 + row * wide, 8 + (row + 1) * wide);
      rows.push(Array.from(packed, (byte) => byte.toString(2).padStart(8, '0')).join(''));
    }
  }
  return rows;
}

/** The same on white with a margin of 40 dots, as a grey picture that readers of codes take (PGM). */
export function printedPicture(job: Buffer): Buffer {
  const rows = printedRows(job);
  const margin = 40;
  const width = Math.max(...rows.map((row) => row.length)) + 2 * margin;
  const pixels = Buffer.alloc(width * (rows.length + 2 * margin), 255);
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x++) if (row[x] === '1') pixels[(y + margin) * width + margin + x] = 0;
  }
  return Buffer.concat([Buffer.from(`P5\n${width} ${rows.length + 2 * margin}\n255\n`), pixels]);
}

/** The listing of a job with a fingerprint in place of the dots of each picture. */
export function abridgedListing(job: Buffer): string {
  const prints = tokens(job)
    .filter(({ name }) => name === 'image')
    .map(({ bytes }) => createHash('sha256').update(bytes).digest('hex').slice(0, 16));
  return listing(job).replaceAll(/^.* {2}image .*$/gm, (line) => `${line}  sha256 ${prints.shift() ?? ''}`);
}
