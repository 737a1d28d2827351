import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { chooseCodePage } from './code-page.ts';
import { jobBytes } from './escpos.ts';
import { layOut, textOf } from './layout.ts';
import { receiptRaster } from './picture.ts';
import { type Paper, type PrinterProfile, paperOf } from './profile.ts';
import type { CodeShape } from './symbology.ts';

/**
 * A receipt document as the bytes of one print job: as text where the printer has the characters, else as a picture.
 * Knows which way to take; the ways themselves are `layout`, `escpos` and `picture`.
 */

export type EncodeResult =
  | { readonly ok: true; readonly bytes: Buffer; readonly shape: CodeShape; readonly way: 'text' | 'raster' }
  | { readonly ok: false; readonly why: string };

/**
 * The bytes for `paper`. Text takes about a millisecond; a picture up to half a second, most of it on another thread.
 * Fails with a sentence only when neither the printer nor any font has a character.
 */
export async function receiptBytes(
  document: ReceiptDocument,
  profile: PrinterProfile,
  paper: Paper,
): Promise<EncodeResult> {
  const { columns } = paperOf(profile, paper);
  const choice = chooseCodePage(textOf(document), document.language, profile);
  if (profile.print === 'text' && choice.ok) {
    const { markdown, shape } = layOut(document, { columns, codePage: choice.page });
    return { ok: true, bytes: jobBytes(markdown, profile, columns, choice.page), shape, way: 'text' };
  }
  const picture = await receiptRaster(document, profile, columns);
  if (!picture.ok) return picture;
  const markdown = `{image:${picture.png.toString('base64')}}`;
  return { ok: true, bytes: jobBytes(markdown, profile, columns, 'cp437'), shape: picture.shape, way: 'raster' };
}
