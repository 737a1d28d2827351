import { receiptWords } from '../../main/contract/words/receipt.ts';
import { invariant } from '../../main/core/invariant.ts';
import type { ReceiptDocument, ReceiptItem, ReceiptRow } from '../../main/core/receipt.ts';
import { columnDots } from './profile.ts';
import { type CodeShape, qrShape, symbologyFor } from './symbology.ts';
import { balanced, type Measure, wrap } from './wrap.ts';

/**
 * A receipt document as lines for a paper of so many columns. Decides sizes, breaks and the kind of code; knows no
 * bytes, no fonts and no cable. `markdown` makes text of the lines and `drawing` a picture, so the two agree.
 */

/** Where the receipt is going. */
export interface Page {
  /** Characters of font A in a line, 16 to 64. */
  readonly columns: number;
  /** Columns that a text takes there. */
  readonly measure: Measure;
  /** A text with the characters that are there in place of those that are not. */
  readonly fit: (text: string) => string;
}

/** Text sizes: how many times wider and higher than font A. */
export const sizes = {
  normal: { wide: 1, high: 1 },
  tall: { wide: 1, high: 2 },
  double: { wide: 2, high: 2 },
  triple: { wide: 3, high: 3 },
} as const;

export type Size = keyof typeof sizes;

/** One line on paper. Texts fit the line; none of them has a control character. */
export type PaperLine =
  | { readonly kind: 'blank' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'centred'; readonly text: string; readonly size: Size; readonly bold: boolean }
  /** White on black over the whole width. */
  | { readonly kind: 'stripe'; readonly text: string; readonly size: Size }
  /** A text at either end of the line; one of them may be empty. */
  | { readonly kind: 'ends'; readonly left: string; readonly right: string }
  | { readonly kind: 'code'; readonly id: string; readonly shape: CodeShape };

export interface Layout {
  readonly lines: readonly PaperLine[];
  /** How the id is drawn. */
  readonly shape: CodeShape;
}

const blank: PaperLine = { kind: 'blank' };
const rule: PaperLine = { kind: 'rule' };

/** Everything on paper, top to bottom. */
export function layOut(document: ReceiptDocument, page: Page): Layout {
  invariant(page.columns >= 16 && page.columns <= 64, 'a receipt line has 16 to 64 columns');
  const shape = symbologyFor(document.barcode, page.columns * columnDots);
  const lines = document.kind === 'test_print' ? testLines(document, shape, page) : receiptLines(document, shape, page);
  return { lines, shape };
}

function receiptLines(document: ReceiptDocument, shape: CodeShape, page: Page): readonly PaperLine[] {
  return [
    ...banners(document, page),
    ...headline(document.shop[0] ?? '', page, ['double', 'tall']),
    ...document.shop.slice(1).flatMap((line) => [blank, ...centred(line, page)]),
    rule,
    ...headline(document.mark[0] ?? '', page, ['double', 'tall']),
    blank,
    ...document.mark.slice(1).flatMap((line) => centred(line, page)),
    rule,
    // A slip must not be taken for a receipt, whatever amount stands on it.
    ...(document.kind === 'reversal_slip'
      ? stripes(document.title, page)
      : centred(document.title, page, { bold: true })),
    ...itemLines(document.items ?? [], page),
    ...headline(document.amount, page, ['triple', 'double', 'tall']),
    rule,
    ...document.rows.flatMap((row) => factLines(row, page)),
    rule,
    ...codeLines(document, [shape], page),
    blank,
    ...document.notes.flatMap((note) => centred(note, page)),
    // A training slip cut in half must still say so.
    ...(document.training ? centred(receiptWords[document.language].trainingLine, page, { bold: true }) : []),
  ];
}

/** Everything that can go wrong with a printer on one page: width, writing, code, cut. */
function testLines(document: ReceiptDocument, shape: CodeShape, page: Page): readonly PaperLine[] {
  const words = receiptWords[document.language].test;
  const shapes = shape.symbology === 'qr' ? [shape] : [shape, qrShape(document.barcode, page.columns * columnDots)];
  return [
    ...banners(document, page),
    ...stripes(document.title, page),
    blank,
    ...document.shop.flatMap((line) => centred(line, page)),
    rule,
    ...centred(words.ruler, page),
    { kind: 'ends', left: rulerOf(page.columns), right: '' },
    rule,
    ...centred(words.scripts, page),
    ...document.rows.flatMap((row) => factLines(row, page)),
    rule,
    ...codeLines(document, shapes, page),
    blank,
    ...document.notes.flatMap((note) => centred(note, page)),
  ];
}

/** `123456789012…`: on paper its first and last digit show where the line begins and ends. */
function rulerOf(columns: number): string {
  return Array.from({ length: columns }, (_, index) => (index + 1) % 10).join('');
}

/** All text of the document in one string, to see which characters it needs. */
export function textOf(document: ReceiptDocument): string {
  const words = receiptWords[document.language];
  const facts = document.rows.flatMap((row) => [row.label, row.value]);
  const items = (document.items ?? []).flatMap(({ name, count, sum }) => [name, count, sum]);
  const training = document.training ? [words.training, words.trainingLine] : [];
  const copy = document.copy ? [words.copy] : [];
  const test = document.kind === 'test_print' ? [words.test.ruler, rulerOf(10), words.test.scripts] : [];
  const { shop, mark, notes } = document;
  const all = [...shop, ...mark, document.title, document.amount, document.barcodeLabel, ...items, ...facts, ...notes];
  return visible([...all, document.barcode, ...training, ...copy, ...test].join(' '));
}

/** Without what cannot be seen: control characters, and invisible marks that could turn a line around. */
function visible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '');
}

function clean(text: string, page: Page): string {
  return visible(page.fit(text)).trim();
}

/** TRAINING and COPY, before anything that could be taken for a payment. */
function banners(document: ReceiptDocument, page: Page): readonly PaperLine[] {
  const words = receiptWords[document.language];
  const said = [...(document.training ? [words.training] : []), ...(document.copy ? [words.copy] : [])];
  return said.flatMap((text) => [...stripes(text, page), blank]);
}

/** White on black, double where it fits; over several lines where even the small size is too wide. */
function stripes(text: string, page: Page): readonly PaperLine[] {
  const said = clean(text, page);
  const size = page.measure(said) * sizes.double.wide <= page.columns ? 'double' : 'tall';
  return balanced(said, page.columns, page.measure).map((line) => ({ kind: 'stripe', text: line, size }));
}

/** One line in the largest of `wanted` that fits; broken over several in the smallest where none does. */
function headline(text: string, page: Page, wanted: readonly Size[]): readonly PaperLine[] {
  const said = clean(text, page);
  const size = wanted.find((each) => page.measure(said) * sizes[each].wide <= page.columns);
  return centred(said, page, { size: size ?? wanted.at(-1) ?? 'normal', bold: true });
}

function centred(text: string, page: Page, style: { size?: Size; bold?: boolean } = {}): readonly PaperLine[] {
  const { size = 'normal', bold = false } = style;
  const lines = balanced(clean(text, page), Math.floor(page.columns / sizes[size].wide), page.measure);
  return lines.map((line) => ({ kind: 'centred', text: line, size, bold }));
}

/** Label on the left, value on the right; a value that does not fit beside its label goes under it. */
function factLines(row: ReceiptRow, page: Page): readonly PaperLine[] {
  const left = clean(row.label, page);
  const right = clean(row.value, page);
  if (page.measure(left) + 1 + page.measure(right) <= page.columns) return [{ kind: 'ends', left, right }];
  return [
    ...wrap(left, page.columns, page.measure).map((line): PaperLine => ({ kind: 'ends', left: line, right: '' })),
    ...wrap(right, page.columns, page.measure).map((line): PaperLine => ({ kind: 'ends', left: '', right: line })),
  ];
}

/** Narrower than this a name beside its sum would be a column of single words. */
const nameColumnsMin = 12;

/** What was bought between two rules, name left and sum right: the eye runs down one column to the amount below. */
function itemLines(items: readonly ReceiptItem[], page: Page): readonly PaperLine[] {
  return items.length === 0 ? [] : [rule, ...items.flatMap((item) => oneItem(item, page)), rule];
}

/** A name may take several lines and leaves room for its sum; more than one piece has a line of its own. */
function oneItem(item: ReceiptItem, page: Page): readonly PaperLine[] {
  const name = clean(item.name, page);
  const sum = clean(item.sum, page);
  const counted = item.count === '' ? '' : `  ${clean(item.count, page)}`;
  const isBeside = counted !== '' && page.measure(counted) + 1 + page.measure(sum) <= page.columns;
  const room = page.columns - page.measure(sum) - 1;
  const width = isBeside || room < nameColumnsMin ? page.columns : Math.floor(room);
  const names = wrap(name, width, page.measure).map((line): PaperLine => ({ kind: 'ends', left: line, right: '' }));
  if (isBeside) return [...names, { kind: 'ends', left: counted, right: sum }];
  const above: readonly PaperLine[] = counted === '' ? [] : [{ kind: 'ends', left: counted, right: '' }];
  const last = names.at(-1);
  if (above.length === 0 && last?.kind === 'ends' && width < page.columns)
    return [...names.slice(0, -1), { ...last, right: sum }];
  return [...names, ...above, { kind: 'ends', left: '', right: sum }];
}

/** The code with blank paper above and below, and its id as text for the day the reader is broken. */
function codeLines(document: ReceiptDocument, shapes: readonly CodeShape[], page: Page): readonly PaperLine[] {
  return [
    ...centred(document.barcodeLabel, page),
    blank,
    ...shapes.flatMap((shape): readonly PaperLine[] => [{ kind: 'code', id: document.barcode, shape }, blank]),
    ...centred(document.barcode, page),
  ];
}
