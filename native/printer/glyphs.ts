import { renderAsync } from '@resvg/resvg-js';
import { type Bitmap, whiteBitmap } from './bitmap.ts';
import { type Outline, readOutlines } from './font-outlines.ts';
import { isThai, isWide, type ReceiptFont } from './fonts.ts';
import { type Size, sizes } from './layout.ts';
import { columnDots } from './profile.ts';

/**
 * Draws characters in cells, as a printer has them in its memory, and keeps them. Knows fonts and dots; knows no
 * receipts. The renderer takes three milliseconds for each Han character, since it reads the font's file again for
 * every one; receipts of a shop share nearly all of theirs, so each is drawn once.
 */

/** A character, or a run of Thai, as it is wanted. */
export interface Look {
  readonly text: string;
  readonly font: ReceiptFont;
  /** Width of its cell in normal size, in dots. */
  readonly dots: number;
  readonly size: Size;
  readonly bold: boolean;
}

/** Where a line of normal size has its letters. */
interface LineFit {
  /** Dots from the top of the line to the ground on which its letters stand. */
  readonly baseline: number;
  /** Dots of the whole line. */
  readonly height: number;
}

/** 24 dots of a character, and above and below the gap of 6 that printers leave by themselves. */
const usual: LineFit = { baseline: 24, height: 30 };
/** Thai stacks two marks above a letter, the upper one 1.25 em from the ground, and one below. */
const tall: LineFit = { baseline: 28, height: 37 };

/** The fit of a line of `text`; of normal size, larger ones in proportion. */
export function lineFit(text: string): LineFit {
  return /\p{Script=Thai}/u.test(text.replaceAll('\u0e3f', '')) ? tall : usual;
}

/** Cells that are kept: some hundred for each language and size in use. About 1 kB each. */
const keptMax = 4_096;

/** White between two cells of a sheet, for strokes that reach beyond their own. */
const sheetGap = 16;
const sheetWidth = 1_024;

/** Pixels darker than this become black dots: a little above the middle, since heads print thin strokes thin. */
const blackBelow = 150;

export class Glyphs {
  readonly #kept = new Map<string, Bitmap>();

  /** Every cell of `looks`, drawn now or before. Drawing happens on another thread. */
  async cells(looks: readonly Look[]): Promise<ReadonlyMap<string, Bitmap>> {
    const wanted = new Map(looks.map((look) => [keyOf(look), look]));
    const fresh = [...wanted].filter(([key]) => !this.#kept.has(key));
    const drawn = fresh.length === 0 ? new Map<string, Bitmap>() : await drawSheet(fresh);
    const found = new Map<string, Bitmap>();
    for (const key of wanted.keys()) {
      const cell = drawn.get(key) ?? this.#kept.get(key);
      if (cell !== undefined) found.set(key, cell);
    }
    for (const [key, cell] of drawn) this.#keep(key, cell);
    return found;
  }

  #keep(key: string, cell: Bitmap): void {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= keptMax && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, cell);
  }
}

/** Under which a cell is kept. */
export function keyOf({ text, font, dots, size, bold }: Look): string {
  return `${font.family}/${dots}/${size}/${bold ? 'bold' : 'plain'}/${text}`;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** All of them in one picture, side by side: starting the renderer costs more than one cell. */
async function drawSheet(fresh: readonly (readonly [key: string, look: Look])[]): Promise<Map<string, Bitmap>> {
  const placed = placesFor(fresh.map(([, look]) => look));
  const outlines = await outlinesOf(fresh.map(([, look]) => look));
  const height = Math.max(...placed.map((place) => place.top + place.height)) + sheetGap;
  const elements = fresh.map(([, look], index) =>
    cellElement(look, placed[index] ?? noPlace, outlines.get(outlineKey(look))),
  );
  const files = new Set(fresh.filter(([, look]) => !outlines.has(outlineKey(look))).map(([, { font }]) => font.file));
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${sheetWidth}" height="${height}">`;
  const sheet = await renderAsync(`${head}${elements.join('')}</svg>`, {
    background: '#ffffff',
    font: { loadSystemFonts: false, fontFiles: [...files] },
  });
  const { pixels } = sheet;
  return new Map(fresh.map(([key], index) => [key, cutOut(pixels, placed[index] ?? noPlace)]));
}

const noPlace: Place = { left: 0, top: 0, width: 0, height: 0 };

function placesFor(looks: readonly Look[]): readonly Place[] {
  let left = sheetGap;
  let top = sheetGap;
  let tallest = 0;
  return looks.map((look) => {
    const width = look.dots * sizes[look.size].wide;
    const height = lineFit(look.text).height * sizes[look.size].high;
    if (left + width + sheetGap > sheetWidth) {
      left = sheetGap;
      top += tallest + sheetGap;
      tallest = 0;
    }
    const place = { left, top, width, height };
    left += width + sheetGap;
    tallest = Math.max(tallest, height);
    return place;
  });
}

function outlineKey({ text, font }: Look): string {
  return `${font.family}/${text}`;
}

/** Outlines of the Han characters among `looks`, where they can be read from their files. */
async function outlinesOf(looks: readonly Look[]): Promise<ReadonlyMap<string, Outline>> {
  const byFamily = Map.groupBy(
    looks.filter(({ text, font }) => font.han !== null && isWide(text) && Array.from(text).length === 1),
    ({ font }) => font.family,
  );
  const found = new Map<string, Outline>();
  for (const [family, wanted] of byFamily) {
    const characters = new Set(wanted.map(({ text }) => text));
    const outlines = await readOutlines(wanted[0]?.font.file ?? '', family, characters);
    for (const [character, outline] of outlines) found.set(`${family}/${character}`, outline);
  }
  return found;
}

/** One character in the middle of its cell, in the size at which its font fills it. */
function cellElement(look: Look, place: Place, outline: Outline | undefined): string {
  const { text, font, size } = look;
  const { wide, high } = sizes[size];
  const middle = place.left + place.width / 2;
  const ground = place.top + lineFit(text).baseline * high;
  const em = fontSize(text, font);
  // Strokes grow with the size; signs of many, such as the won's, must not run together.
  const weight = look.bold ? 1 / Math.sqrt(wide * high) : 0;
  if (outline !== undefined) {
    const scale = em / outline.unitsPerEm;
    const left = middle - (outline.advance * scale * wide) / 2;
    const from = `translate(${left},${ground}) scale(${wide * scale},${-high * scale})`;
    return `<path transform="${from}" d="${outline.path}"${stroke(weight / scale)}/>`;
  }
  const from = `translate(${middle},${ground}) scale(${wide},${high})`;
  const style = `font-family="'${font.family}'" font-size="${em.toFixed(3)}" text-anchor="middle"`;
  return `<text transform="${from}" ${style}${stroke(weight)}>${markup(text)}</text>`;
}

function stroke(width: number): string {
  return width === 0 ? '' : ` stroke="#000" stroke-width="${width.toFixed(2)}"`;
}

/** Size in dots of a character whose width in its font is not known: leaves a little air in a cell. */
const looseSize = 20;
/** Thai letters are small for their size. */
export const thaiSize = 22;

function fontSize(text: string, font: ReceiptFont): number {
  if (isThai(text)) return thaiSize;
  if (font.han !== null && /^[^\x20-\x7e]/.test(text)) return 2 * columnDots;
  return font.latinEm === null ? looseSize : columnDots / font.latinEm;
}

/**
 * Sara am is a ring above its letter and an aa after it. The renderer (resvg-js 2.6) takes the two apart itself and
 * then gives the aa no width, so that what follows is drawn over it.
 */
export function withoutSaraAm(text: string): string {
  return text.replace(/([\u0e48-\u0e4b]?)\u0e33/g, '\u0e4d$1\u0e32');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function markup(text: string): string {
  return withoutSaraAm(text).replace(/[&<>]/g, (mark) => entities[mark] ?? mark);
}

function cutOut(pixels: Buffer, place: Place): Bitmap {
  const cell = whiteBitmap(place.width, place.height);
  for (let y = 0; y < place.height; y++) {
    for (let x = 0; x < place.width; x++) {
      // Grey on white: one of the four channels tells it all.
      const grey = pixels[((place.top + y) * sheetWidth + place.left + x) * 4] ?? 255;
      if (grey < blackBelow) cell.dots[y * place.width + x] = 1;
    }
  }
  return cell;
}
