import receiptline from 'receiptline';
import type { ReceiptLanguage } from '../../main/contract/words/language.ts';
import type { Page } from './layout.ts';
import type { CharacterSet, PrinterProfile, Way } from './profile.ts';

/**
 * Which characters a printer has. Knows code pages; knows nothing about layout. The encoder that makes the bytes is
 * asked, so that what it would print as `?`, or as bytes that firmware shows as junk, is found before printing.
 */

export type CodePage = CharacterSet | PrinterProfile['latin'];

/**
 * The set in which a language is printed. Not every set with the characters will do: a Chinese one has Japanese and
 * traditional characters too, in shapes that their readers find wrong. Thai has none: printers stack its marks on
 * three rows, each maker in a way of its own, so it is always drawn.
 */
const setOf: Partial<Record<ReceiptLanguage, CharacterSet>> = {
  'zh-CN': 'gb18030',
  'zh-HK': 'big5',
  ja: 'shiftjis',
  ko: 'ksc5601',
};

/** Money signs of one byte or four that firmware prints as junk or as a backslash; the full-width ones are in a set. */
const fullWidth: Readonly<Record<string, string>> = { '\u00a5': '\uffe5', '\u20a9': '\uffe6' };

/** `text` with the characters that the code page has for those that it has not. */
export function fitting(text: string, page: CodePage): string {
  return isWidePage(page) ? text.replace(/[\u00a5\u20a9]/g, (sign) => fullWidth[sign] ?? sign) : text;
}

/** Columns that `text` takes on the printer. */
function columnsOf(text: string, page: CodePage): number {
  return receiptline.commands.base.measureText(text, page);
}

/** The page of a receipt that is sent as text. */
export function textPage(columns: number, page: CodePage): Page {
  return { columns, measure: (text) => columnsOf(text, page), fit: (text) => fitting(text, page) };
}

/** True when the printer has this character: it is in its set, and not a question mark for want of a better one. */
export function isPrintable(character: string, page: CodePage): boolean {
  if (/^[\x20-\x7e]$/.test(character)) return !isReplaced(character, page);
  const bytes = Buffer.from(encoded(fitting(character, page), page), 'latin1');
  return isWidePage(page) ? isInSet(bytes, page) : !bytes.includes(0x3f);
}

function isWidePage(page: CodePage): page is CharacterSet {
  return page === 'gb18030' || page === 'big5' || page === 'shiftjis' || page === 'ksc5601';
}

/** Japanese and Korean printers show their money sign where ASCII has a backslash, and a line above for a tilde. */
function isReplaced(character: string, page: CodePage): boolean {
  return (page === 'shiftjis' && /[\\~]/.test(character)) || (page === 'ksc5601' && character === '\\');
}

function encoded(text: string, page: CodePage): string {
  const { generic } = receiptline.commands;
  // The command that selects the code page comes before the text and is the same for every text.
  const selecting = page === 'multilingual' ? 0 : generic.text('', page).length;
  return generic.text(text, page).slice(selecting);
}

/**
 * The two bytes of a character that the ROM of a printer has. The encoder knows more: four bytes of GB18030, Hong
 * Kong's and Korea's later additions, vendors' rows of Shift_JIS.
 */
function isInSet(bytes: Buffer, page: CharacterSet): boolean {
  if (bytes.length !== 2) return false;
  const code = bytes.readUInt16BE();
  switch (page) {
    case 'gb18030':
      return code >= 0x8140;
    case 'big5':
      // The signs, level 1 and level 2; 0xa3c0 to 0xa3fe and 0xc6a1 to 0xc8fe differ by maker.
      return (code >= 0xa140 && code <= 0xa3bf) || (code >= 0xa440 && code <= 0xc67e) || isBig5Rare(code);
    case 'shiftjis':
      // JIS X 0208 without row 13.
      return (code >= 0x8140 && code <= 0x84be) || (code >= 0x889f && code <= 0x9ffc) || isHighKanji(code);
    case 'ksc5601':
      // KS X 1001 of 1992: both bytes 0xa1 and above, without the euro and two signs that came later.
      return code >= 0xa1a1 && (code & 0xff) >= 0xa1 && !(code >= 0xa2e6 && code <= 0xa2e8);
  }
}

function isBig5Rare(code: number): boolean {
  return code >= 0xc940 && code <= 0xf9d5;
}

function isHighKanji(code: number): boolean {
  return code >= 0xe040 && code <= 0xeaa4;
}

export type CodePageChoice =
  | { readonly ok: true; readonly page: CodePage }
  | { readonly ok: false; readonly missing: readonly string[] };

/**
 * The code page of `profile` that has every character of `text` in `language`; or the characters that the best page
 * lacks. `script` says whether the printer's own characters beyond Latin may be used at all.
 */
export function chooseCodePage(
  text: string,
  language: ReceiptLanguage,
  profile: PrinterProfile,
  script: Way,
): CodePageChoice {
  const characters = [...new Set(text)];
  let missing = characters;
  for (const page of pagesFor(language, profile, script)) {
    const lacking = characters.filter((character) => !isPrintable(character, page));
    if (lacking.length === 0) return { ok: true, page };
    if (lacking.length < missing.length) missing = lacking;
  }
  return { ok: false, missing };
}

function pagesFor(language: ReceiptLanguage, profile: PrinterProfile, script: Way): readonly CodePage[] {
  if (script === 'raster') return [profile.latin];
  // A Chinese shop on an English receipt is printed in any set that has its name.
  if (language === 'en') return [profile.latin, ...profile.script.native];
  return [...profile.script.native.filter((set) => set === setOf[language]), profile.latin];
}
