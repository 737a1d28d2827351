import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Coverage, fontCoverage } from './font-coverage.ts';

/**
 * Finds fonts for pictures of receipts in the system's folders. Knows file names and family names; knows no receipts.
 * Only known files are taken: a receipt needs cells of equal width, and a family must be named to be used.
 */

/** A font that was found. */
export interface ReceiptFont {
  readonly file: string;
  readonly family: string;
  /** Width of every Latin letter in em, null where they differ. */
  readonly latinEm: number | null;
  /** Chinese characters, one em wide. */
  readonly han: boolean;
  readonly covers: Coverage;
}

/** Which font draws which character, or the characters that no font has. */
export type FontChoice =
  | { readonly ok: true; readonly fontOf: ReadonlyMap<string, ReceiptFont> }
  | { readonly ok: false; readonly why: string };

type KnownFont = Omit<ReceiptFont, 'covers'>;

/** Small Latin files first: the renderer reads a file again for every run, and a Chinese one has twenty megabytes. */
const known: readonly KnownFont[] = [
  { file: 'DejaVuSansMono.ttf', family: 'DejaVu Sans Mono', latinEm: 0.602, han: false },
  { file: 'LiberationMono-Regular.ttf', family: 'Liberation Mono', latinEm: 0.6, han: false },
  { file: 'NotoSansMono-Regular.ttf', family: 'Noto Sans Mono', latinEm: 0.6, han: false },
  { file: 'consola.ttf', family: 'Consolas', latinEm: 0.55, han: false },
  { file: 'cour.ttf', family: 'Courier New', latinEm: 0.6, han: false },
  { file: 'Menlo.ttc', family: 'Menlo', latinEm: 0.602, han: false },
  { file: 'wqy-microhei.ttc', family: 'WenQuanYi Micro Hei Mono', latinEm: 0.5, han: true },
  { file: 'NotoSansCJK-Regular.ttc', family: 'Noto Sans Mono CJK SC', latinEm: 0.5, han: true },
  { file: 'NotoSansMonoCJKsc-Regular.otf', family: 'Noto Sans Mono CJK SC', latinEm: 0.5, han: true },
  { file: 'NotoSansCJKsc-Regular.otf', family: 'Noto Sans CJK SC', latinEm: null, han: true },
  { file: 'SourceHanSansSC-Regular.otf', family: 'Source Han Sans SC', latinEm: null, han: true },
  { file: 'msyh.ttc', family: 'Microsoft YaHei', latinEm: null, han: true },
  { file: 'simhei.ttf', family: 'SimHei', latinEm: 0.5, han: true },
  { file: 'simsun.ttc', family: 'NSimSun', latinEm: 0.5, han: true },
  { file: 'STHeiti Light.ttc', family: 'Heiti SC', latinEm: null, han: true },
  { file: 'Hiragino Sans GB.ttc', family: 'Hiragino Sans GB', latinEm: null, han: true },
  { file: 'wqy-zenhei.ttc', family: 'WenQuanYi Zen Hei Mono', latinEm: 0.5, han: true },
  { file: 'DroidSansFallbackFull.ttf', family: 'Droid Sans Fallback', latinEm: null, han: true },
  { file: 'NotoSansThai-Regular.ttf', family: 'Noto Sans Thai', latinEm: null, han: false },
  { file: 'DejaVuSans.ttf', family: 'DejaVu Sans', latinEm: null, han: false },
];

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
  for (const font of known) {
    const file = paths.get(font.file.toLowerCase());
    const covers = file === undefined ? null : await fontCoverage(file);
    if (file !== undefined && covers !== null) fonts.push({ ...font, file, covers });
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

/** Chinese, Japanese and full-width characters: one em wide in a Chinese font, two columns on paper. */
export function isWide(character: string): boolean {
  return /^[\u2e80-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}]$/u.test(character);
}

/**
 * A font for every character of `text`, out of `fonts` in their order. Each is looked up, since a renderer that is
 * left alone draws an empty box for what it does not find.
 */
export function chooseFonts(fonts: readonly ReceiptFont[], text: string): FontChoice {
  const fontOf = new Map<string, ReceiptFont>();
  const missing: string[] = [];
  for (const character of new Set(text)) {
    const code = character.codePointAt(0) ?? 0;
    const able = fonts.filter((font) => font.covers(code) || character === ' ');
    const best = able.find((font) => (isWide(character) ? font.han : font.latinEm !== null)) ?? able[0];
    if (best) fontOf.set(character, best);
    else missing.push(character);
  }
  return missing.length === 0 ? { ok: true, fontOf } : { ok: false, why: missingFonts(missing, fonts) };
}

function missingFonts(missing: readonly string[], fonts: readonly ReceiptFont[]): string {
  const some = missing.slice(0, 8).map((character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `${character} (U+${code})`;
  });
  const more = missing.length > some.length ? ` and ${missing.length - some.length} more` : '';
  const have = fonts.length === 0 ? 'none' : fonts.map((font) => font.family).join(', ');
  const advice = 'Install one that has them, for example Noto Sans CJK (Debian: fonts-noto-cjk), and start again.';
  return `No font on this machine can draw ${some.join(', ')}${more}. Found: ${have}. ${advice}`;
}
