/**
 * Breaks text into lines of a fixed number of columns. Knows widths and where a line may break; knows nothing about
 * receipts. receiptline breaks anywhere, also inside a word; a customer reads words.
 */

/** Columns that a text takes; a Chinese character takes two. */
export type Measure = (text: string) => number;

/** Characters as people count them, an accent with its letter. Making one costs more than using it. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Must not begin a line: closing marks stay with what they close. */
const closing = /^[,.;:!?)\]}%，。、；：！？）】》」』”’…·]/;

/** A place where a line may end lies after a space, after a hyphen or slash, and beside a wide character. */
function mayBreakBetween(before: string, after: string, measure: Measure): boolean {
  if (closing.test(after)) return false;
  return /[\s\-/]$/.test(before) || measure(before) > 1 || measure(after) > 1;
}

/** Pieces that stay together on a line. */
function pieces(text: string, measure: Measure): readonly string[] {
  const found: string[] = [];
  let last = '';
  for (const { segment } of characters.segment(text)) {
    const previous = found.at(-1);
    if (previous === undefined || mayBreakBetween(last, segment, measure)) found.push(segment);
    else found[found.length - 1] = previous + segment;
    last = segment;
  }
  return found;
}

/** Cuts one piece that is wider than a line: into equal parts, since an id is easier to compare that way. */
function cut(piece: string, columns: number, measure: Measure): readonly string[] {
  const parts = Math.ceil(measure(piece) / columns);
  const share = Math.ceil(measure(piece) / parts);
  const lines: string[] = [];
  let line = '';
  for (const { segment } of characters.segment(piece)) {
    if (line !== '' && measure(line + segment) > share) {
      lines.push(line);
      line = '';
    }
    line += segment;
  }
  return line === '' ? lines : [...lines, line];
}

/**
 * Lines of at most `columns` columns (2 or more). Words stay whole where they fit, a piece wider than a line is cut
 * into equal parts; runs of blanks become one. An empty text gives no lines.
 */
export function wrap(text: string, columns: number, measure: Measure): readonly string[] {
  return fill(pieces(text.replace(/\s+/g, ' ').trim(), measure), columns, measure);
}

/** The same number of lines as {@link wrap}, about equally long: centred text without a lonely last word. */
export function balanced(text: string, columns: number, measure: Measure): readonly string[] {
  const parts = pieces(text.replace(/\s+/g, ' ').trim(), measure);
  let best = fill(parts, columns, measure);
  for (let narrower = columns - 1; best.length > 1 && narrower >= columns / 2; narrower--) {
    const lines = fill(parts, narrower, measure);
    if (lines.length > best.length) break;
    best = lines;
  }
  return best;
}

function fill(parts: readonly string[], columns: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of parts) {
    if (measure((line + piece).trimEnd()) <= columns) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trim());
    const cuts = measure(piece.trimEnd()) <= columns ? [piece] : cut(piece, columns, measure);
    lines.push(...cuts.slice(0, -1));
    line = cuts.at(-1) ?? '';
  }
  return line.trim() === '' ? lines : [...lines, line.trim()];
}
