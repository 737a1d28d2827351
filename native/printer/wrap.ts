/**
 * Breaks text into lines of a fixed number of columns. Knows widths and where a line may break; knows nothing about
 * receipts. receiptline breaks anywhere, also inside a word; a customer reads words.
 */

/** Columns that a text takes; a Chinese character takes two. */
export type Measure = (text: string) => number;

/** Characters as people count them, an accent with its letter. Making one costs more than using it. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Must not begin a line: closing marks stay with what they close, small kana and long vowels with their syllable. */
const closing = /^[,.;:!?)\]}%，。、；：！？）】》」』”’…·ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々ๆ]/;

/** Must not end a line. */
const opening = /[([{（【《「『“‘]$/;

/** Scripts that write no blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]/u;
/** Finds words in all of them, by the dictionaries of ICU. */
const words = new Intl.Segmenter('th', { granularity: 'word' });

/** Where words of a text begin, as indices. */
function wordStarts(text: string): ReadonlySet<number> {
  if (!unspaced.test(text)) return new Set();
  return new Set(Array.from(words.segment(text), ({ index }) => index));
}

/** A line may end after a space, a hyphen or a slash, and where a word ends that no space follows. */
function mayBreakBetween(before: string, after: string, isWordStart: boolean): boolean {
  if (closing.test(after) || opening.test(before)) return false;
  if (/[\s\-/]$/.test(before)) return true;
  const isFullWidth = (letter: string) => /^[\u3000-\u303f\uff01-\uff60]/.test(letter);
  return isWordStart && [before, after].some((letter) => unspaced.test(letter) || isFullWidth(letter));
}

/** Pieces that stay together on a line. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  const starts = wordStarts(text);
  let last = '';
  for (const { segment, index } of characters.segment(text)) {
    const previous = found.at(-1);
    if (previous === undefined || mayBreakBetween(last, segment, starts.has(index))) found.push(segment);
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
  return fill(pieces(text.replace(/\s+/g, ' ').trim()), columns, measure);
}

/** The same number of lines as {@link wrap}, about equally long: centred text without a lonely last word. */
export function balanced(text: string, columns: number, measure: Measure): readonly string[] {
  const parts = pieces(text.replace(/\s+/g, ' ').trim());
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
