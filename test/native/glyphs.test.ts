import { describe, expect, test } from 'vitest';
import type { ReceiptLanguage } from '../../main/contract/words/language.ts';
import { type Bitmap, whiteBitmap } from '../../native/printer/bitmap.ts';
import { drawLines, drawnPage } from '../../native/printer/drawing.ts';
import { readOutlines } from '../../native/printer/font-outlines.ts';
import { chooseFonts, findFonts, type ReceiptFont, systemFontFolders } from '../../native/printer/fonts.ts';
import { Glyphs, keyOf, type Look, withoutSaraAm } from '../../native/printer/glyphs.ts';
import type { PaperLine } from '../../native/printer/layout.ts';
import { balanced, wrap } from '../../native/printer/wrap.ts';

const fonts = await findFonts(systemFontFolders());
const han = fonts.find((font) => font.family === 'Noto Sans Mono CJK JP');
const thai = chooseFonts(fonts, 'ทA', 'th');
if (han === undefined) console.warn('SKIPPED: no Noto Sans CJK (Debian: fonts-noto-cjk); no outline was compared');
if (!thai.ok) console.warn('SKIPPED: no Thai font (Debian: fonts-tlwg-waree-ttf); no Thai line was drawn');

function blackDots(picture: Bitmap): number {
  return picture.dots.reduce((sum, dot) => sum + dot, 0);
}

async function cellOf(font: ReceiptFont, text: string, bold = false): Promise<Bitmap> {
  const look: Look = { text, font, dots: 24, size: 'normal', bold };
  const cells = await new Glyphs().cells([look]);
  return cells.get(keyOf(look)) ?? whiteBitmap(0, 0);
}

describe.runIf(han !== undefined)('a Han character', () => {
  const font = han ?? fonts[0];

  test('drawn from its outline is the one that the renderer draws, dot for dot but for a few', async () => {
    // Straight and round strokes, dots and hooks, kana, hangul and full-width signs: every drawing operator.
    const characters = '骨永鬱あゃー한값（￥';
    expect((await readOutlines(font?.file ?? '', font?.family ?? '', characters)).size).toBe(
      Array.from(characters).length,
    );
    for (const character of characters) {
      if (font === undefined) continue;
      const ours = await cellOf(font, character);
      // A trailing joiner has no dots and no outline of its own: the renderer has to draw the whole.
      const theirs = await cellOf(font, `${character}\u200d`);
      let different = 0;
      for (const [index, dot] of ours.dots.entries()) if (dot !== theirs.dots[index]) different++;
      expect(blackDots(ours), character).toBeGreaterThan(10);
      expect(different, `${character}: dots that differ`).toBeLessThanOrEqual(blackDots(theirs) * 0.06);
    }
  });

  test('in bold has more black', async () => {
    if (font === undefined) return;
    expect(blackDots(await cellOf(font, '永', true))).toBeGreaterThan(blackDots(await cellOf(font, '永')) * 1.15);
  });

  test('that its file lacks, or a file that is none, has no outline and no error', async () => {
    expect(await readOutlines(font?.file ?? '', font?.family ?? '', ['\u{10fffd}'])).toEqual(new Map());
    expect(await readOutlines(font?.file ?? '', 'No such family', ['永'])).toEqual(new Map());
    expect(await readOutlines(import.meta.filename, 'Any', ['永'])).toEqual(new Map());
  });
});

describe('Thai', () => {
  test.each([
    ['น้ำ', 'นํ้า'],
    ['ชำระ', 'ชําระ'],
    ['ที่', 'ที่'],
  ])('%s is given to the renderer as %s', (text, drawn) => {
    expect(withoutSaraAm(text)).toBe(drawn);
  });

  test.runIf(thai.ok)('lines end where they were measured to end, and their upper marks are not cut off', async () => {
    if (!thai.ok) return;
    const text = 'น้ำที่ชำระปั๊ม';
    const choice = chooseFonts(fonts, text, 'th');
    if (!choice.ok) throw new Error(choice.why);
    const page = drawnPage(48, choice.fontOf);
    const draw = async (said: string) => {
      const line: PaperLine = { kind: 'ends', left: said, right: '' };
      return drawLines([line], page, choice.fontOf, new Glyphs());
    };
    const picture = await draw(text);
    let last = 0;
    for (const [index, dot] of picture.dots.entries()) if (dot === 1) last = Math.max(last, index % picture.width);
    const measured = page.measure(text) * 12;
    expect(last, 'the last black dot').toBeLessThan(measured);
    expect(last).toBeGreaterThan(measured - 8);
    const top = picture.dots.subarray(0, picture.width);
    expect(top.includes(1), 'the uppermost row is white: nothing was cut').toBe(false);
    expect(blackDots(await draw('ที่')), 'the tone mark is there').toBeGreaterThan(blackDots(await draw('ที')));
  });

  test('breaks between words, not inside one', () => {
    const measure = (text: string) => Array.from(text.replaceAll(/\p{Mn}/gu, '')).length;
    const text = 'โปรดเก็บเอกสารนี้ไว้และแจ้งหมายเลขด้านบน';
    const words = Array.from(new Intl.Segmenter('th', { granularity: 'word' }).segment(text), ({ segment }) => segment);
    const lines = wrap(text, 14, measure);
    expect(lines.join('')).toBe(text);
    expect(lines.length).toBeGreaterThan(2);
    const ends = words.map((_, index) => words.slice(0, index + 1).join('').length);
    let at = 0;
    for (const line of lines) {
      at += line.length;
      expect(ends, `"${line}" ends with a word`).toContain(at);
      expect(measure(line)).toBeLessThanOrEqual(14);
    }
  });
});

const twoColumns = (text: string) =>
  Array.from(text).reduce((sum: number, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);

test('Korean breaks between its words', () => {
  expect(wrap('이 영수증을 제시해 주세요.', 14, twoColumns)).toEqual(['이 영수증을', '제시해 주세요.']);
});

test('no Japanese line begins with a small kana, a long vowel or a full stop, or ends with a bracket', () => {
  const text = 'チェックアウト（ウォレット）のコーナーへ、ご案内いたしました。';
  for (let columns = 16; columns < 40; columns++) {
    const lines = balanced(text, columns, twoColumns);
    for (const line of lines) {
      expect(line, `at ${columns} columns`).not.toMatch(/^[ェッォー、。）]/);
      expect(line, `at ${columns} columns`).not.toMatch(/（$/);
    }
    expect(lines.join('')).toBe(text);
  }
});

test('a cell that was drawn is kept, and of thousands only the newest', async () => {
  const [font] = fonts.filter(({ latinEm }) => latinEm !== null);
  if (font === undefined) return;
  const glyphs = new Glyphs();
  const look = (text: string): Look => ({ text, font, dots: 12, size: 'normal', bold: false });
  const first = (await glyphs.cells([look('A')])).get(keyOf(look('A')));
  expect((await glyphs.cells([look('A'), look('B')])).get(keyOf(look('A')))).toBe(first);
});

test.each<[ReceiptLanguage, string]>([['en', 'A1']])(
  'in %s a line of Latin is as wide as its columns',
  (language, text) => {
    const choice = chooseFonts(fonts, text, language);
    if (choice.ok) expect(drawnPage(32, choice.fontOf).measure(text)).toBe(2);
  },
);
