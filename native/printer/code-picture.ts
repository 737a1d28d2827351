import receiptline from 'receiptline';
import { type Bitmap, fill, whiteBitmap } from './bitmap.ts';
import { barHeightDots, type CodeShape, qrLevel } from './symbology.ts';

/** An id as a picture of its CODE128 or QR code, without quiet zones. Knows dots; knows no paper and no printer. */

/** `id` in the shape that was chosen for it. */
export function codePicture(id: string, shape: CodeShape): Bitmap {
  return shape.symbology === 'code128' ? barcodePicture(id, shape.moduleDots) : qrPicture(id, shape.moduleDots);
}

/** CODE128, {@link barHeightDots} high. */
export function barcodePicture(id: string, moduleDots: number): Bitmap {
  const drawn = receiptline.barcode.generate({ data: id, type: 'code128', width: moduleDots, height: 24, hri: false });
  // Widths of bar, space, bar, …, between two quiet zones of width 0.
  const picture = whiteBitmap(drawn.length, barHeightDots);
  let at = 0;
  for (const [index, width] of drawn.widths.entries()) {
    if (index % 2 === 1) fill(picture, at, 0, width, barHeightDots);
    at += width;
  }
  return picture;
}

function qrPicture(id: string, moduleDots: number): Bitmap {
  const modules = receiptline.qrcode.generate({ data: id, type: 'qrcode', cell: moduleDots, level: qrLevel });
  const side = modules.length * moduleDots;
  const picture = whiteBitmap(side, side);
  for (const [y, row] of modules.entries()) {
    for (const [x, dark] of row.entries()) {
      if (dark === 1) fill(picture, x * moduleDots, y * moduleDots, moduleDots, moduleDots);
    }
  }
  return picture;
}
