import { isWide, type ReceiptFont } from './fonts.ts';
import { columnDots } from './profile.ts';

/**
 * Adapts receiptline's SVG to the renderer of pictures. Knows the shape of that SVG (receiptline 4.0.4) and font
 * metrics; knows no receipts. receiptline places every character on its own and leaves the font to the viewer; the
 * renderer shapes each of them separately, a second per receipt. Neighbours of one font, each as wide as its cell,
 * go in one run here, and every run names its font.
 */

type FontOf = ReadonlyMap<string, ReceiptFont>;

const textElement = /<text([^>]*)>((?:<tspan x="-?\d+">[^<]*<\/tspan>)*)<\/text>/g;
const cellElement = /<tspan x="(-?\d+)">([^<]*)<\/tspan>/g;
const entities: Readonly<Record<string, string>> = { '&#xa0;': ' ', '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Size in dots of a character whose width in its font is not known: leaves a little air in a cell. */
const looseSize = 20;

interface Cell {
  /** Centre of the character, in dots of its own scale. */
  readonly x: number;
  readonly markup: string;
  readonly font: ReceiptFont | undefined;
  readonly size: number;
  /** Dots the character takes when it fills its cell exactly, else null. */
  readonly dots: number | null;
}

/**
 * `svg` in runs, in sizes at which a Latin letter fills one column and a Chinese character two. The text stands a
 * little higher than receiptline puts it: the renderer takes the lower edge of the em box for the lower edge of the
 * line, and descenders reach below the em box.
 */
export function joinCells(svg: string, fontOf: FontOf): string {
  return svg.replace(textElement, (_, attributes: string, cells: string) => {
    const found = [...cells.matchAll(cellElement)].map(([, x = '0', markup = '']) => cellOf(Number(x), markup, fontOf));
    return `<text y="-3.5"${attributes}>${runsOf(found).map(runElement).join('')}</text>`;
  });
}

function cellOf(x: number, markup: string, fontOf: FontOf): Cell {
  const character = entities[markup] ?? markup;
  const font = fontOf.get(character);
  if (font?.han && isWide(character)) return { x, markup, font, size: 2 * columnDots, dots: 2 * columnDots };
  if (font?.latinEm && /^[\x20-\x7e]$/.test(character)) {
    return { x, markup, font, size: columnDots / font.latinEm, dots: columnDots };
  }
  return { x, markup, font, size: looseSize, dots: null };
}

function runsOf(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const runs: Cell[][] = [];
  for (const cell of cells) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const joins = last !== undefined && last.dots !== null && last.font === cell.font && last.dots === cell.dots;
    if (run && joins) run.push(cell);
    else runs.push([cell]);
  }
  return runs;
}

function runElement(run: readonly Cell[]): string {
  const [first] = run;
  if (!first) return '';
  const look = `font-family="'${first.font?.family ?? 'monospace'}'" font-size="${first.size.toFixed(3)}"`;
  const at = first.dots === null ? `x="${first.x}"` : `text-anchor="start" x="${first.x - first.dots / 2}"`;
  return `<tspan ${look} ${at}>${run.map((cell) => cell.markup).join('')}</tspan>`;
}
