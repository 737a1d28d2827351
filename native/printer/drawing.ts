import { invariant } from '../../main/core/invariant.ts';
import { type Bitmap, fill, stampOnto, whiteBitmap } from './bitmap.ts';
import { codePicture } from './code-picture.ts';
import { isThai, isWide, type ReceiptFont } from './fonts.ts';
import { type Glyphs, keyOf, type Look, lineFit, thaiSize, withoutSaraAm } from './glyphs.ts';
import type { Page, PaperLine, Size } from './layout.ts';
import { sizes } from './layout.ts';
import { columnDots } from './profile.ts';
import type { Measure } from './wrap.ts';

/**
 * Lines of paper as one picture, column by column, exactly as wide as the printer's line. Knows columns and cells;
 * knows no fonts' files, no bytes and no cable.
 */

/** A letter with the marks above and below it: they are drawn together, or the marks stand beside it. */
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A character in its cell, or a run of Thai, which the renderer has to see whole. */
interface Piece {
  readonly text: string;
  readonly isThai: boolean;
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const { segment } of letters.segment(text)) {
    const thai = isThai(segment);
    const last = pieces.at(-1);
    if (thai && last?.isThai) pieces[pieces.length - 1] = { text: last.text + segment, isThai: true };
    else pieces.push({ text: segment, isThai: thai });
  }
  return pieces;
}

/**
 * The page of a receipt that is drawn with `fontOf`. Its columns are not whole numbers: Thai letters are as wide as
 * they are.
 */
export function drawnPage(columns: number, fontOf: FontOf): Page {
  const measure: Measure = (text) => piecesOf(text).reduce((sum, piece) => sum + dotsOf(piece, fontOf), 0) / columnDots;
  return { columns, measure, fit: (text) => text };
}

type FontOf = ReadonlyMap<string, ReceiptFont>;

/** Width of a piece in normal size. */
function dotsOf({ text, isThai: thai }: Piece, fontOf: FontOf): number {
  if (!thai) return (isWide(text) || /\p{Extended_Pictographic}/u.test(text) ? 2 : 1) * columnDots;
  const { thaiAdvances } = fontFor(text, fontOf);
  let em = 0;
  for (const character of withoutSaraAm(text)) em += thaiAdvances(character.codePointAt(0) ?? 0);
  return Math.ceil(em * thaiSize);
}

/** A stretch of text with its place on the paper. */
interface Stretch {
  readonly text: string;
  /** Dots from the left end of the line. */
  readonly left: number;
  /** Dots from the top of the paper to the ground of its letters. */
  readonly ground: number;
  readonly size: Size;
  readonly bold: boolean;
  readonly inverted: boolean;
}

/** The picture of `lines`; `fontOf` has a font for every character in them. */
export async function drawLines(
  lines: readonly PaperLine[],
  page: Page,
  fontOf: FontOf,
  glyphs: Glyphs,
): Promise<Bitmap> {
  const width = page.columns * columnDots;
  const heights = lines.map(heightOf);
  const picture = whiteBitmap(
    width,
    heights.reduce((sum, height) => sum + height, 0),
  );
  const stretches: Stretch[] = [];
  let top = 0;
  for (const [index, line] of lines.entries()) {
    const height = heights[index] ?? 0;
    drawShapes(picture, line, top, height);
    stretches.push(...stretchesOf(line, top, width, page));
    top += height;
  }
  const placed = stretches.flatMap((stretch) => placedLooks(stretch, page, fontOf));
  const cells = await glyphs.cells(placed.map(({ look }) => look));
  for (const { look, left, top: at, inverted } of placed) {
    const cell = cells.get(keyOf(look));
    if (cell !== undefined) stampOnto(picture, cell, left, at, inverted);
  }
  return picture;
}

function heightOf(line: PaperLine): number {
  switch (line.kind) {
    case 'centred':
    case 'stripe':
      return lineFit(line.text).height * sizes[line.size].high;
    case 'ends':
      return lineFit(line.left + line.right).height;
    case 'code':
      return codePicture(line.id, line.shape).height;
    default:
      return lineFit('').height;
  }
}

/** What is not writing: rules, black stripes and codes. */
function drawShapes(picture: Bitmap, line: PaperLine, top: number, height: number): void {
  if (line.kind === 'rule') fill(picture, 0, top + height / 2 - 1, picture.width, 2);
  if (line.kind === 'stripe') fill(picture, 0, top, picture.width, height);
  if (line.kind !== 'code') return;
  const code = codePicture(line.id, line.shape);
  stampOnto(picture, code, Math.floor((picture.width - code.width) / 2), top);
}

function stretchesOf(line: PaperLine, top: number, width: number, page: Page): readonly Stretch[] {
  switch (line.kind) {
    case 'centred':
    case 'stripe': {
      const dots = page.measure(line.text) * columnDots * sizes[line.size].wide;
      const left = Math.floor((width - dots) / 2);
      const inverted = line.kind === 'stripe';
      const ground = top + lineFit(line.text).baseline * sizes[line.size].high;
      return [{ ground, text: line.text, left, size: line.size, bold: inverted || line.bold, inverted }];
    }
    case 'ends': {
      const ground = top + lineFit(line.left + line.right).baseline;
      const plain = { ground, size: 'normal', bold: false, inverted: false } as const;
      return [
        { ...plain, text: line.left, left: 0 },
        { ...plain, text: line.right, left: Math.floor(width - page.measure(line.right) * columnDots) },
      ];
    }
    default:
      return [];
  }
}

/** The font of a letter draws its marks as well. */
function fontFor(text: string, fontOf: FontOf): ReceiptFont {
  const font = fontOf.get(String.fromCodePoint(text.codePointAt(0) ?? 0));
  invariant(font !== undefined, `a font was chosen for every character of a receipt, but none for "${text}"`);
  return font;
}

interface PlacedLook {
  readonly look: Look;
  readonly left: number;
  readonly top: number;
  readonly inverted: boolean;
}

function placedLooks(stretch: Stretch, page: Page, fontOf: FontOf): readonly PlacedLook[] {
  const { ground, size, bold, inverted } = stretch;
  const placed: PlacedLook[] = [];
  let { left } = stretch;
  for (const { text } of piecesOf(stretch.text)) {
    const dots = Math.round(page.measure(text) * columnDots);
    if (text !== ' ') {
      const font = fontFor(text, fontOf);
      // Cells of one line may differ in height; their letters stand on one ground.
      const top = ground - lineFit(text).baseline * sizes[size].high;
      placed.push({ look: { text, font, dots, size, bold }, left, top, inverted });
    }
    left += dots * sizes[size].wide;
  }
  return placed;
}
