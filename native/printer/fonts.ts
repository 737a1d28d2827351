import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ReceiptLanguage } from '../../main/contract/words/language.ts';
import { type Advances, fontAdvances } from './font-advances.ts';
import { type Coverage, fontCoverage } from './font-coverage.ts';

/**
 * Finds fonts for pictures of receipts in the system's folders. Knows file names and family names; knows no receipts.
 * Only known files are taken: a receipt needs cells of equal width, and a family must be named to be used.
 */

/** The shapes in which a font draws Han characters, which differ between places: 骨, 直, 返. */
export type HanShapes = 'SC' | 'TC' | 'HK' | 'JP' | 'KR';

/** A font that was found. */
export interface ReceiptFont {
  readonly file: string;
  readonly family: string;
  /** Width of every Latin letter in em, null where they differ. */
  readonly latinEm: number | null;
  /** Its Han characters, kana and hangul, one em wide; null where it has none. */
  readonly han: HanShapes | null;
  readonly covers: Coverage;
  /** Widths of its Thai letters; 0 where it has none. */
  readonly thaiAdvances: Advances;
}

/** Which font draws which character, or the characters that no font has. */
export type FontChoice =
  | { readonly ok: true; readonly fontOf: ReadonlyMap<string, ReceiptFont> }
  | { readonly ok: false; readonly missing: readonly string[]; readonly why: string };

type KnownFont = Omit<ReceiptFont, 'covers' | 'thaiAdvances'>;

/** Small Latin and Thai files first: the renderer reads a file again for every glyph, and a Han one has 20 megabytes. */
const known: readonly KnownFont[] = [
  { file: 'DejaVuSansMono.ttf', family: 'DejaVu Sans Mono', latinEm: 0.602, han: null },
  { file: 'LiberationMono-Regular.ttf', family: 'Liberation Mono', latinEm: 0.6, han: null },
  { file: 'NotoSansMono-Regular.ttf', family: 'Noto Sans Mono', latinEm: 0.6, han: null },
  { file: 'consola.ttf', family: 'Consolas', latinEm: 0.55, han: null },
  { file: 'cour.ttf', family: 'Courier New', latinEm: 0.6, han: null },
  { file: 'Menlo.ttc', family: 'Menlo', latinEm: 0.602, han: null },
  { file: 'Waree.ttf', family: 'Waree', latinEm: null, han: null },
  { file: 'Loma.ttf', family: 'Loma', latinEm: null, han: null },
  { file: 'Garuda.ttf', family: 'Garuda', latinEm: null, han: null },
  { file: 'NotoLoopedThai-Regular.ttf', family: 'Noto Looped Thai', latinEm: null, han: null },
  { file: 'NotoSansThai-Regular.ttf', family: 'Noto Sans Thai', latinEm: null, han: null },
  { file: 'wqy-microhei.ttc', family: 'WenQuanYi Micro Hei Mono', latinEm: 0.5, han: 'SC' },
  { file: 'NotoSansCJK-Regular.ttc', family: 'Noto Sans Mono CJK SC', latinEm: 0.5, han: 'SC' },
  { file: 'NotoSansCJK-Regular.ttc', family: 'Noto Sans Mono CJK TC', latinEm: 0.5, han: 'TC' },
  { file: 'NotoSansCJK-Regular.ttc', family: 'Noto Sans Mono CJK HK', latinEm: 0.5, han: 'HK' },
  { file: 'NotoSansCJK-Regular.ttc', family: 'Noto Sans Mono CJK JP', latinEm: 0.5, han: 'JP' },
  { file: 'NotoSansCJK-Regular.ttc', family: 'Noto Sans Mono CJK KR', latinEm: 0.5, han: 'KR' },
  { file: 'NotoSansMonoCJKsc-Regular.otf', family: 'Noto Sans Mono CJK SC', latinEm: 0.5, han: 'SC' },
  { file: 'NotoSansCJKsc-Regular.otf', family: 'Noto Sans CJK SC', latinEm: null, han: 'SC' },
  { file: 'NotoSansCJKtc-Regular.otf', family: 'Noto Sans CJK TC', latinEm: null, han: 'TC' },
  { file: 'NotoSansCJKhk-Regular.otf', family: 'Noto Sans CJK HK', latinEm: null, han: 'HK' },
  { file: 'NotoSansCJKjp-Regular.otf', family: 'Noto Sans CJK JP', latinEm: null, han: 'JP' },
  { file: 'NotoSansCJKkr-Regular.otf', family: 'Noto Sans CJK KR', latinEm: null, han: 'KR' },
  { file: 'SourceHanSansSC-Regular.otf', family: 'Source Han Sans SC', latinEm: null, han: 'SC' },
  { file: 'msyh.ttc', family: 'Microsoft YaHei', latinEm: null, han: 'SC' },
  { file: 'msjh.ttc', family: 'Microsoft JhengHei', latinEm: null, han: 'TC' },
  { file: 'msgothic.ttc', family: 'MS Gothic', latinEm: 0.5, han: 'JP' },
  { file: 'YuGothM.ttc', family: 'Yu Gothic', latinEm: null, han: 'JP' },
  { file: 'malgun.ttf', family: 'Malgun Gothic', latinEm: null, han: 'KR' },
  { file: 'simhei.ttf', family: 'SimHei', latinEm: 0.5, han: 'SC' },
  { file: 'simsun.ttc', family: 'NSimSun', latinEm: 0.5, han: 'SC' },
  { file: 'STHeiti Light.ttc', family: 'Heiti SC', latinEm: null, han: 'SC' },
  { file: 'Hiragino Sans GB.ttc', family: 'Hiragino Sans GB', latinEm: null, han: 'SC' },
  { file: 'AppleSDGothicNeo.ttc', family: 'Apple SD Gothic Neo', latinEm: null, han: 'KR' },
  { file: 'wqy-zenhei.ttc', family: 'WenQuanYi Zen Hei Mono', latinEm: 0.5, han: 'SC' },
  { file: 'DroidSansFallbackFull.ttf', family: 'Droid Sans Fallback', latinEm: null, han: 'SC' },
  { file: 'LeelawUI.ttf', family: 'Leelawadee UI', latinEm: null, han: null },
  { file: 'tahoma.ttf', family: 'Tahoma', latinEm: null, han: null },
  { file: 'Thonburi.ttc', family: 'Thonburi', latinEm: null, han: null },
  { file: 'DejaVuSans.ttf', family: 'DejaVu Sans', latinEm: null, han: null },
];

/** The shapes for each language, best first; others are better than none. */
const shapesFor: Readonly<Record<ReceiptLanguage, readonly HanShapes[]>> = {
  'zh-CN': ['SC', 'TC', 'HK', 'JP', 'KR'],
  'zh-HK': ['HK', 'TC', 'SC', 'JP', 'KR'],
  en: ['SC', 'TC', 'HK', 'JP', 'KR'],
  ja: ['JP', 'TC', 'HK', 'SC', 'KR'],
  ko: ['KR', 'TC', 'HK', 'JP', 'SC'],
  th: ['SC', 'TC', 'HK', 'JP', 'KR'],
};

/** Where systems keep fonts. */
export function systemFontFolders(): readonly string[] {
  const windows = process.env['WINDIR'];
  return [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(homedir(), '.local/share/fonts'),
    join(homedir(), '.fonts'),
    '/System/Library/Fonts',
    '/Library/Fonts',
    ...(windows === undefined ? [] : [join(windows, 'Fonts')]),
  ];
}

/** Thai in Unicode. */
const thaiBlock = [0x0e00, 0x0e7f] as const;

/** Folders below a font folder that are looked into; distributions use two. */
const depthMax = 4;

/**
 * The known fonts in `folders`, best first, each with the characters it has. Takes tens of milliseconds: ask once and
 * keep the answer.
 */
export async function findFonts(folders: readonly string[]): Promise<readonly ReceiptFont[]> {
  const paths = new Map<string, string>();
  for (const folder of folders) await collect(folder, depthMax, paths);
  const fonts: ReceiptFont[] = [];
  const coverages = new Map<string, Coverage | null>();
  for (const font of known) {
    const file = paths.get(font.file.toLowerCase());
    if (file === undefined) continue;
    // The faces of one file have the same characters, in different shapes.
    const covers = coverages.get(file) ?? (await fontCoverage(file));
    coverages.set(file, covers);
    if (covers === null) continue;
    const thaiAdvances = await fontAdvances(file, ...thaiBlock);
    fonts.push({ ...font, file, covers, thaiAdvances });
  }
  return fonts;
}

async function collect(folder: string, depth: number, paths: Map<string, string>): Promise<void> {
  // A folder that is not there, or not ours to read, has no fonts for us.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth > 0) await collect(path, depth - 1, paths);
    const name = entry.name.toLowerCase();
    if (!entry.isDirectory() && !paths.has(name)) paths.set(name, path);
  }
}

/** Han, kana, hangul and full-width characters: one em wide in their fonts, two columns on paper. */
export function isWide(character: string): boolean {
  return /^[\u1100-\u115f\u2e80-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}]/u.test(character);
}

/**
 * A font for every character of `text`, out of `fonts` in their order, Han characters in the shapes of `language`.
 * Each is looked up, since a renderer that is left alone draws an empty box for what it does not find.
 */
export function chooseFonts(fonts: readonly ReceiptFont[], text: string, language: ReceiptLanguage): FontChoice {
  const shapes = shapesFor[language];
  const rank = ({ han }: ReceiptFont) => (han === null ? shapes.length : shapes.indexOf(han));
  const forHan = fonts.toSorted((a, b) => rank(a) - rank(b));
  const fontOf = new Map<string, ReceiptFont>();
  const missing: string[] = [];
  for (const character of new Set(text)) {
    const code = character.codePointAt(0) ?? 0;
    const able = (isWide(character) ? forHan : fonts).filter((font) => font.covers(code) || character === ' ');
    const best = able.find((font) => fits(font, character)) ?? able[0];
    if (best) fontOf.set(character, best);
    else missing.push(character);
  }
  return missing.length === 0 ? { ok: true, fontOf } : { ok: false, missing, why: missingFonts(missing, fonts) };
}

/** Whether the font draws this character in its cell, or knows how wide it is without one. */
function fits(font: ReceiptFont, character: string): boolean {
  if (isWide(character)) return font.han !== null;
  return isThai(character) ? font.thaiAdvances(0x0e01) > 0 : font.latinEm !== null;
}

/** Thai letters have widths of their own; a receipt in cells of equal width cannot be read. */
export function isThai(character: string): boolean {
  return /^\p{Script=Thai}/u.test(character) && character !== '\u0e3f';
}

function missingFonts(missing: readonly string[], fonts: readonly ReceiptFont[]): string {
  const some = missing.slice(0, 8).map((character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `${character} (U+${code})`;
  });
  const more = missing.length > some.length ? ` and ${missing.length - some.length} more` : '';
  const have = fonts.length === 0 ? 'none' : [...new Set(fonts.map((font) => font.family))].join(', ');
  const advice = `Install one that has them, for example ${fontFor(missing)}, and start again.`;
  return `No font on this machine can draw ${some.join(', ')}${more}. Found: ${have}. ${advice}`;
}

/** A font to install, with the Debian package that has it. */
function fontFor(missing: readonly string[]): string {
  return missing.some(isThai) ? 'Waree (Debian: fonts-tlwg-waree-ttf)' : 'Noto Sans CJK (Debian: fonts-noto-cjk)';
}
