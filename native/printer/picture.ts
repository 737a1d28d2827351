import { renderAsync } from '@resvg/resvg-js';
import receiptline from 'receiptline';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { joinCells } from './cells.ts';
import { type CodePage, chooseCodePage } from './code-page.ts';
import { chooseFonts, findFonts, type ReceiptFont, systemFontFolders } from './fonts.ts';
import { layOut, textOf } from './layout.ts';
import { columnDots, type Paper, type PrinterProfile, paperOf } from './profile.ts';
import type { CodeShape } from './symbology.ts';

/**
 * A receipt as a picture: SVG for screens, PNG for files, tests and printers that lack the script. The same layout as
 * on paper, column by column. Knows fonts and pixels; knows no bytes and no cable.
 */

/** White around the receipt, in dots: more than the quiet zone of either code. */
const marginDots = 32;

/** One dot of the printer is one unit of the SVG. */
export interface ReceiptSvg {
  readonly svg: string;
  readonly shape: CodeShape;
  /** Every character in it. */
  readonly text: string;
}

export type PictureResult =
  | { readonly ok: true; readonly png: Buffer; readonly shape: CodeShape }
  | { readonly ok: false; readonly why: string };

/** The SVG of a receipt on a line of `columns` columns, without a margin and without a background. */
export function receiptSvg(document: ReceiptDocument, profile: PrinterProfile, columns: number): ReceiptSvg {
  const text = textOf(document);
  const codePage = pictureCodePage(text, document, profile);
  const { markdown, shape } = layOut(document, { columns, codePage });
  const svg = receiptline.transform(markdown, { cpl: columns, encoding: codePage, spacing: true, cutting: false });
  return { svg: striped(svg, columns), shape, text: `${text}\uffe5` };
}

/** The picture of a receipt on white, with a margin, one pixel per dot. Says which characters no font has. */
export async function receiptPicture(
  document: ReceiptDocument,
  profile: PrinterProfile,
  paper: Paper,
): Promise<PictureResult> {
  return draw(receiptSvg(document, profile, paperOf(profile, paper).columns), marginDots);
}

/** The same without a margin: what goes to a printer as a raster, exactly as wide as its line. */
export async function receiptRaster(
  document: ReceiptDocument,
  profile: PrinterProfile,
  columns: number,
): Promise<PictureResult> {
  return draw(receiptSvg(document, profile, columns), 0);
}

/** receiptline inverts the letters' own box; on paper the blanks around them are black too, over the whole line. */
function striped(svg: string, columns: number): string {
  const line = `filterUnits="userSpaceOnUse" x="0" y="-24" width="${columns * columnDots}" height="24"`;
  return svg.replace('x="0" y="0" width="100%" height="100%"', line);
}

/** The columns of the printer's own code page, so that picture and paper agree; two columns for all else. */
function pictureCodePage(text: string, document: ReceiptDocument, profile: PrinterProfile): CodePage {
  const choice = chooseCodePage(text, document.language, profile);
  return choice.ok ? choice.page : 'gb18030';
}

async function draw(receipt: ReceiptSvg, margin: number): Promise<PictureResult> {
  const choice = chooseFonts(await systemFonts(), receipt.text);
  if (!choice.ok) return choice;
  const files = new Set([...choice.fontOf.values()].map((font) => font.file));
  const image = await renderAsync(onWhite(joinCells(receipt.svg, choice.fontOf), margin), {
    background: '#ffffff',
    font: { loadSystemFonts: false, fontFiles: [...files] },
  });
  return { ok: true, png: image.asPng(), shape: receipt.shape };
}

let found: Promise<readonly ReceiptFont[]> | null = null;

/** Looked for once: fonts do not come and go while a till runs. */
function systemFonts(): Promise<readonly ReceiptFont[]> {
  found ??= findFonts(systemFontFolders());
  return found;
}

function onWhite(svg: string, margin: number): string {
  const size = /^<svg width="(\d+)px" height="(\d+(?:\.\d+)?)px"/.exec(svg);
  const width = Number(size?.[1] ?? 0) + 2 * margin;
  const height = Math.ceil(Number(size?.[2] ?? 0)) + 2 * margin;
  const inner = svg.replace('<svg ', `<svg x="${margin}" y="${margin}" `);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inner}</svg>`;
}
