import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bitmap, fill, packedRows, pngOf, stampOnto, whiteBitmap } from '../../native/printer/bitmap.ts';
import { barcodePicture } from '../../native/printer/code-picture.ts';
import { profileNamed } from '../../native/printer/profile.ts';
import { rasterCommands, rasterJob, rowsMax, withoutRealTimeCommands } from '../../native/printer/raster.ts';
import { tokens } from '../support/escpos-listing.ts';
import { printedRows } from '../support/raster-listing.ts';
import { printedSeed } from '../support/seed.ts';

function rowsOf(picture: Bitmap): readonly string[] {
  return packedRows(picture).map((row) => Array.from(row, (byte) => byte.toString(2).padStart(8, '0')).join(''));
}

/** Dots in rows with stretches of white between them, as receipts have. */
const pictures = fc
  .tuple(fc.integer({ min: 1, max: 90 }), fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 300 }))), fc.nat())
  .map(([width, stretches, chance]): Bitmap => {
    const height = stretches.reduce((sum, [, rows]) => sum + rows, 1);
    const picture = whiteBitmap(width, height);
    let top = 0;
    let next = chance;
    for (const [black, rows] of stretches) {
      for (let y = top; black && y < top + rows; y++) {
        next = (next * 1_103_515_245 + 12_345) % 2 ** 31;
        fill(picture, next % width, y, 1 + (next % 7), 1);
      }
      top += rows;
    }
    return picture;
  });

test('what a printer puts together is the picture, whatever its shape; no command is too high', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const printed = printedRows(rasterCommands(picture));
      const wanted = packedRows(picture).map((row) =>
        Array.from(withoutRealTimeCommands(row), (byte) => byte.toString(2).padStart(8, '0')).join(''),
      );
      const { length } = wanted[0] ?? '';
      expect(printed.map((row) => row.padEnd(length, '0'))).toEqual(wanted);
    }),
    { numRuns: 100, seed: printedSeed('raster') },
  );
});

test('white stretches go out one byte wide', () => {
  const picture = whiteBitmap(576, 500);
  fill(picture, 0, 0, 576, 4);
  fill(picture, 0, 496, 576, 4);
  expect(rasterCommands(picture).length).toBeLessThan(2 * 4 * 72 + 492 + 8 * 8);
});

describe('real-time commands inside a picture', () => {
  test.each([
    ['asks for a status', [0x10, 0x04, 0x01]],
    ['clears the buffers', [0x10, 0x05, 0x02]],
    ['opens the drawer', [0x10, 0x14, 0x01, 0x00, 0x01]],
  ])('that %s is broken by one more dot', (_name, bytes) => {
    const row = Buffer.from([0xff, ...bytes, 0xff]);
    const safe = withoutRealTimeCommands(row);
    expect(safe.subarray(1, 3)).not.toEqual(row.subarray(1, 3));
    const added = Array.from(row, (byte, index) => byte ^ (safe[index] ?? 0)).filter((difference) => difference !== 0);
    expect(added).toEqual([0x08]);
  });

  test('never stand in the rows of a job', () => {
    const anyRow = fc.uint8Array({ minLength: 1, maxLength: 80 });
    const likely = fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x01, 0xff), { maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(anyRow, likely), (bytes) => {
        const safe = withoutRealTimeCommands(Buffer.from(bytes));
        const begun = safe.filter((byte, at) => byte === 0x10 && [0x04, 0x05, 0x14].includes(safe[at + 1] ?? 0));
        expect(begun).toHaveLength(0);
      }),
      { numRuns: 500, seed: printedSeed('real-time') },
    );
  });

  test.each([2, 3])('are in no barcode of %i dots a module, so that no bar changes', (moduleDots) => {
    for (let start = 0; start < 8; start++) {
      const bars = barcodePicture('2026112006050900010000000012800042483920', moduleDots);
      const line = whiteBitmap(bars.width + 16, 1);
      stampOnto(line, bars, start, 0);
      for (const row of packedRows(line)) expect(withoutRealTimeCommands(row).equals(row)).toBe(true);
    }
  });
});

test('a job that is drawn sets the printer up, ends with cut and status request, and has nothing else', () => {
  const star = profileNamed('star-escpos');
  if (!star.ok) throw new Error(star.why);
  const picture = whiteBitmap(576, 2 * rowsMax);
  fill(picture, 0, 0, 576, 2 * rowsMax);
  const names = tokens(rasterJob(picture, star.profile)).map(({ name }) => name);
  expect(names).toEqual(['initialise', 'align', 'image', 'image', 'cut', 'ask status']);
});

test('a PNG of it has one bit a dot, black for black', async () => {
  const picture = whiteBitmap(9, 2);
  fill(picture, 8, 0, 1, 1);
  const png = pngOf(picture);
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png.readUInt8(24), png.readUInt8(25)]).toEqual([9, 2, 1, 0]);
  expect(rowsOf(picture)).toEqual(['0000000010000000', '0000000000000000']);
});
