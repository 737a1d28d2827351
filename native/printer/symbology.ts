import receiptline from 'receiptline';
import { invariant } from '../../main/core/invariant.ts';

/**
 * Decides, before a byte is made, whether an id is printed as CODE128 or as QR. A printer silently leaves out a
 * barcode that is wider than its line, and receiptline does not look, so the dots are counted here. Knows ids and
 * dots, no paper and no printer.
 */

/** Blank modules on each side that a reader needs: 10 for CODE128 (ISO/IEC 15417), 4 for QR (ISO/IEC 18004). */
const quietModules = { code128: 10, qr: 4 } as const;

/** Dots per CODE128 module, best first: 0.375 mm and 0.25 mm at 203 dpi. One dot is below what heads print well. */
const barWidths = [3, 2] as const;

/** Dots per QR module, best first, inside what receiptline draws (3 to 8). Six dots are 0.75 mm. */
const cellWidths = [6, 5, 4, 3] as const;

export const barHeightDots = 96;
export const qrLevel = 'm';

/** How an id is drawn. */
export interface CodeShape {
  readonly symbology: 'code128' | 'qr';
  /** Dots of one module. */
  readonly moduleDots: number;
  /** Dots of the drawn symbol, without its quiet zones. */
  readonly widthDots: number;
  /** The same with the blank modules a reader needs on both sides; never wider than the line. */
  readonly quietWidthDots: number;
  /** Why not the other one. */
  readonly reason: string;
}

/**
 * The shape of `id` on a line of `dots` dots. CODE128 where it fits with its quiet zones inside the line: the blank
 * paper beside the line is not counted on, since narrow printers have none. Else QR. `id` is 1 to 64 printable ASCII
 * characters (AMS: paymentRequestId), `dots` 192 or more.
 */
export function symbologyFor(id: string, dots: number): CodeShape {
  invariant(/^[\x21-\x7e]{1,64}$/.test(id), 'an id to be drawn has 1 to 64 printable ASCII characters');
  const modules = code128Modules(id);
  const quiet = modules + 2 * quietModules.code128;
  for (const moduleDots of barWidths) {
    if (quiet * moduleDots > dots) continue;
    return {
      symbology: 'code128',
      moduleDots,
      widthDots: modules * moduleDots,
      quietWidthDots: quiet * moduleDots,
      reason: `CODE128 of ${quiet} modules at ${moduleDots} dots needs ${quiet * moduleDots} of ${dots} dots`,
    };
  }
  return { ...qrShape(id, dots), reason: `CODE128 of ${quiet} modules needs ${quiet * 2} dots, the line has ${dots}` };
}

/**
 * Modules of `id` as CODE128 without quiet zones: 11 per symbol, start and check, 13 for the stop. Counted by the
 * encoder that will draw it, which takes set C for digit pairs: 40 digits are 255 modules, 28 are 189.
 */
export function code128Modules(id: string): number {
  const drawn = receiptline.barcode.generate({ data: id, type: 'code128', width: 2, height: 24, hri: false });
  return drawn.length / 2;
}

/** `id` as QR whatever its length: for a line that CODE128 does not fit, and for trying a printer out. */
export function qrShape(id: string, dots: number): CodeShape {
  const drawn = receiptline.qrcode.generate({ data: id, type: 'qrcode', cell: 3, level: qrLevel });
  const modules = drawn.length;
  const quiet = modules + 2 * quietModules.qr;
  // Two thirds of the line at most: a larger one is no easier to read, it only takes more paper.
  const moduleDots = cellWidths.find((cell) => quiet * cell * 3 <= dots * 2) ?? 3;
  invariant(quiet * moduleDots <= dots, `a QR of ${quiet} modules does not fit ${dots} dots`);
  return {
    symbology: 'qr',
    moduleDots,
    widthDots: modules * moduleDots,
    quietWidthDots: quiet * moduleDots,
    reason: `QR of ${quiet} modules at ${moduleDots} dots needs ${quiet * moduleDots} of ${dots} dots`,
  };
}
