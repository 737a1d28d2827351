import { receiptWords } from '../../main/contract/words/receipt.ts';
import { invariant } from '../../main/core/invariant.ts';
import type { ReceiptDocument, ReceiptRow } from '../../main/core/receipt.ts';
import { type CodePage, columnsOf, fitting } from './code-page.ts';
import { columnDots } from './profile.ts';
import { barHeightDots, type CodeShape, qrLevel, symbologyFor } from './symbology.ts';
import { balanced, wrap } from './wrap.ts';

/**
 * A receipt document as receiptline markdown (OFSC ReceiptLine Specification) for a line of so many columns. Decides
 * sizes, breaks and the kind of code; knows no bytes and no cable. Lines are broken here, so receiptline never has to.
 */

/** Where the receipt is going. */
export interface Page {
  /** Characters of font A in a line, 16 to 64. */
  readonly columns: number;
  readonly codePage: CodePage;
}

export interface Layout {
  readonly markdown: string;
  readonly shape: CodeShape;
}

/** Text sizes: receiptline's marks, and how many times wider than font A. */
const sizes = {
  normal: { mark: '', wide: 1 },
  tall: { mark: '^^', wide: 1 },
  double: { mark: '^^^', wide: 2 },
  triple: { mark: '^^^^', wide: 3 },
} as const;

type Size = keyof typeof sizes;

/** Everything on paper, top to bottom. */
export function layOut(document: ReceiptDocument, page: Page): Layout {
  invariant(page.columns >= 16 && page.columns <= 64, 'a receipt line has 16 to 64 columns');
  const shape = symbologyFor(document.barcode, page.columns * columnDots);
  const lines = [
    ...banners(document, page),
    ...headline(document.shop[0] ?? '', page, ['double', 'tall']),
    ...document.shop.slice(1).flatMap((line) => ['', ...centered(line, page)]),
    rule(page),
    ...headline(document.mark[0] ?? '', page, ['double', 'tall']),
    '',
    ...document.mark.slice(1).flatMap((line) => centered(line, page)),
    rule(page),
    // A slip must not be taken for a receipt, whatever amount stands on it.
    ...(document.kind === 'reversal_slip'
      ? [stripe(document.title, page)]
      : centered(document.title, page, { bold: true })),
    ...headline(document.amount, page, ['triple', 'double', 'tall']),
    rule(page),
    ...document.rows.flatMap((row) => factLines(row, page)),
    rule(page),
    ...code(document, shape, page),
    '',
    ...document.notes.flatMap((note) => centered(note, page)),
    // A training slip cut in half must still say so.
    ...(document.training ? centered(receiptWords[document.language].trainingLine, page, { bold: true }) : []),
  ];
  return { markdown: lines.join('\n'), shape };
}

/**
 * Every character that has a meaning somewhere in a ReceiptLine document, as `\xHH`, which has none anywhere. Control
 * characters and invisible direction marks are dropped: they cannot be seen, and can turn a line around.
 */
export function escaped(text: string): string {
  return visible(text).replace(/[\\|{};_"`^~\-=]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16)}`);
}

/** All text of the document in one string, to see which characters it needs. */
export function textOf(document: ReceiptDocument): string {
  const words = receiptWords[document.language];
  const facts = document.rows.flatMap((row) => [row.label, row.value]);
  const fixed = document.training ? [words.training, words.trainingLine] : [];
  const copy = document.copy ? [words.copy] : [];
  const { shop, mark, notes } = document;
  const all = [...shop, ...mark, document.title, document.amount, document.barcodeLabel, ...facts, ...notes];
  return visible([...all, document.barcode, ...fixed, ...copy].join(' '));
}

function visible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '');
}

function widthOf(page: Page) {
  return (text: string) => columnsOf(text, page.codePage);
}

/** TRAINING and COPY, before anything that could be taken for a payment. */
function banners(document: ReceiptDocument, page: Page): readonly string[] {
  const words = receiptWords[document.language];
  const said = [...(document.training ? [words.training] : []), ...(document.copy ? [words.copy] : [])];
  return said.flatMap((text) => [stripe(text, page), '']);
}

/** White on black over the whole width, double where it fits. `text` is one of our own words and fits a line. */
function stripe(text: string, page: Page): string {
  const clean = fitting(text, page.codePage);
  const width = columnsOf(clean, page.codePage);
  const { mark, wide } = sizes[width * sizes.double.wide <= page.columns ? 'double' : 'tall'];
  const room = Math.max(0, Math.floor(page.columns / wide) - width);
  const left = '~'.repeat(Math.floor(room / 2));
  const right = '~'.repeat(Math.ceil(room / 2));
  return `\`${mark}${left}${escaped(clean)}${right}${mark}\``;
}

/** One line in the largest of `wanted` that fits; broken over several in the smallest where none does. */
function headline(text: string, page: Page, wanted: readonly Size[]): readonly string[] {
  const clean = visible(fitting(text, page.codePage)).trim();
  const size = wanted.find((each) => columnsOf(clean, page.codePage) * sizes[each].wide <= page.columns);
  return centered(clean, page, { size: size ?? wanted.at(-1) ?? 'normal', bold: true });
}

function centered(text: string, page: Page, style: { size?: Size; bold?: boolean } = {}): readonly string[] {
  const { mark, wide } = sizes[style.size ?? 'normal'];
  const strong = style.bold ? '"' : '';
  const lines = balanced(visible(fitting(text, page.codePage)), Math.floor(page.columns / wide), widthOf(page));
  return lines.map((line) => strong + mark + escaped(line) + mark + strong);
}

/** Label on the left, value on the right; a value that does not fit beside its label goes under it. */
function factLines(row: ReceiptRow, page: Page): readonly string[] {
  const measure = widthOf(page);
  const label = visible(fitting(row.label, page.codePage)).trim();
  const value = visible(fitting(row.value, page.codePage)).trim();
  const left = measure(label);
  const right = page.columns - left - 1;
  if (measure(value) <= right) {
    return [`{width:${left},${right}}`, `${escaped(label)} | ${escaped(value)}`, '{width:auto}'];
  }
  return [
    ...wrap(label, page.columns, measure).map((line) => `|${escaped(line)} |`),
    ...wrap(value, page.columns, measure).map((line) => `| ${escaped(line)}|`),
  ];
}

/** Hyphens: the ruled line of receiptline needs a Katakana code page that Chinese printers lack. */
function rule(page: Page): string {
  return '\\x2d'.repeat(page.columns);
}

/** The code with blank paper above and below, and its id as text for the day the reader is broken. */
function code(document: ReceiptDocument, shape: CodeShape, page: Page): readonly string[] {
  const option =
    shape.symbology === 'code128'
      ? `code128,${shape.moduleDots},${barHeightDots}`
      : `qrcode,${shape.moduleDots},${qrLevel}`;
  return [
    ...centered(document.barcodeLabel, page),
    '',
    `{code:${escaped(document.barcode)};option:${option}}`,
    '',
    ...centered(document.barcode, page),
  ];
}
