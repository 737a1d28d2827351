import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { type Bitmap, pngOf, withMargin } from './bitmap.ts';
import { chooseCodePage, fitting, textPage } from './code-page.ts';
import { drawLines, drawnPage } from './drawing.ts';
import { chooseFonts, findFonts, type ReceiptFont, systemFontFolders } from './fonts.ts';
import { Glyphs } from './glyphs.ts';
import { layOut, type Page, textOf } from './layout.ts';
import { type Paper, type PrinterProfile, paperOf, type Way } from './profile.ts';
import type { CodeShape } from './symbology.ts';

/**
 * A receipt as a picture: for printers that lack the script, for the screen, for files and tests. The same lines as
 * on paper. Knows which fonts there are; knows no bytes and no cable.
 */

/** White around the receipt, in dots: more than the quiet zone of either code. */
const marginDots = 32;

export interface DrawnReceipt {
  /** Exactly as wide as the printer's line, without a margin. */
  readonly picture: Bitmap;
  readonly shape: CodeShape;
}

export interface NotDrawn {
  readonly ok: false;
  /** A sentence with the characters, the fonts there are and what to install. */
  readonly why: string;
  /** Characters that no font here has. */
  readonly missing: readonly string[];
}

/** How the lines are measured, once it is known which font draws what. */
export type PageMaker = (fontOf: ReadonlyMap<string, ReceiptFont>) => Page;

/** The receipt on the page that `pageWith` makes, or the characters that no font has. */
export async function drawReceipt(
  document: ReceiptDocument,
  pageWith: PageMaker,
): Promise<({ readonly ok: true } & DrawnReceipt) | NotDrawn> {
  const text = textOf(document);
  // A receipt of text has full-width money signs in place of the narrow ones.
  const choice = chooseFonts(await systemFonts(), text + fitting(text, 'gb18030'), document.language);
  if (!choice.ok) {
    const spelled = withoutMissing(document, new Set(choice.missing));
    return spelled === null ? choice : drawReceipt(spelled, pageWith);
  }
  const page = pageWith(choice.fontOf);
  const { lines, shape } = layOut(document, page);
  return { ok: true, picture: await drawLines(lines, page, choice.fontOf, glyphs), shape };
}

/** The name of an article keeps nobody from their receipt. Null where one of our own words cannot be drawn. */
function withoutMissing(document: ReceiptDocument, missing: ReadonlySet<string>): ReceiptDocument | null {
  const spelled = (text: string) => Array.from(text.normalize('NFC'), (one) => (missing.has(one) ? '?' : one)).join('');
  const items = document.items?.map((item) => ({ ...item, name: spelled(item.name) }));
  const rows = document.rows.map((row) => (row.isTyped ? { ...row, value: spelled(row.value) } : row));
  const changed = { ...document, rows, ...(items === undefined ? {} : { items }) };
  return Array.from(textOf(changed)).some((one) => missing.has(one)) ? null : changed;
}

export type PictureResult = { readonly ok: true; readonly png: Buffer; readonly shape: CodeShape } | NotDrawn;

/** The receipt as it comes out of this printer, on white, with a margin, as a PNG of one pixel per dot. */
export async function receiptPicture(
  document: ReceiptDocument,
  profile: PrinterProfile,
  paper: Paper,
  script: Way = profile.script.default,
): Promise<PictureResult> {
  const drawn = await drawReceipt(document, shownPage(document, profile, paper, script));
  if (!drawn.ok) return drawn;
  return { ok: true, png: pngOf(withMargin(drawn.picture, marginDots)), shape: drawn.shape };
}

/** With the columns of the printer's own code page where it prints text, so that picture and paper agree. */
function shownPage(document: ReceiptDocument, profile: PrinterProfile, paper: Paper, script: Way): PageMaker {
  const { columns } = paperOf(profile, paper);
  const choice = chooseCodePage(textOf(document), document.language, profile, script);
  if (profile.print === 'raster' || !choice.ok) return (fontOf) => drawnPage(columns, fontOf);
  const page = textPage(columns, choice.page);
  return () => page;
}

const glyphs = new Glyphs();

let found: Promise<readonly ReceiptFont[]> | null = null;

/** Looked for once: fonts do not come and go while a till runs. */
function systemFonts(): Promise<readonly ReceiptFont[]> {
  found ??= findFonts(systemFontFolders());
  return found;
}
