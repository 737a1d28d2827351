import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { chooseCodePage, textPage } from './code-page.ts';
import { drawnPage } from './drawing.ts';
import { textJob } from './escpos.ts';
import { layOut, textOf } from './layout.ts';
import { markdownOf } from './markdown.ts';
import { drawReceipt, type NotDrawn } from './picture.ts';
import { type Paper, type PrinterProfile, paperOf, type Way } from './profile.ts';
import { rasterJob } from './raster.ts';
import type { CodeShape } from './symbology.ts';

/**
 * A receipt document as the bytes of one print job: as text where the printer has the characters, else as a picture.
 * Knows which way to take; the ways themselves are `markdown` and `escpos`, `picture` and `raster`.
 */

export type EncodeResult =
  | { readonly ok: true; readonly bytes: Buffer; readonly shape: CodeShape; readonly way: 'text' | 'raster' }
  | NotDrawn;

/**
 * The bytes for `paper`. `script` says whether the printer's own characters beyond Latin may be used: only after a
 * person has looked at a test print. Text takes about a millisecond; the first picture of a language up to half a
 * second on another thread, later ones a few milliseconds. Fails only when neither printer nor any font has a character.
 */
export async function receiptBytes(
  document: ReceiptDocument,
  profile: PrinterProfile,
  paper: Paper,
  script: Way = profile.script.default,
): Promise<EncodeResult> {
  const { columns } = paperOf(profile, paper);
  const choice = chooseCodePage(textOf(document), document.language, profile, script);
  if (profile.print === 'text' && choice.ok) {
    const page = textPage(columns, choice.page);
    const { lines, shape } = layOut(document, page);
    return { ok: true, bytes: textJob(markdownOf(lines, page), profile, columns, choice.page), shape, way: 'text' };
  }
  const drawn = await drawReceipt(document, (fontOf) => drawnPage(columns, fontOf));
  if (!drawn.ok) return drawn;
  return { ok: true, bytes: rasterJob(drawn.picture, profile), shape: drawn.shape, way: 'raster' };
}
