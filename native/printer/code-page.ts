import receiptline from 'receiptline';
import type { Language } from '../../main/contract/words/language.ts';
import type { PrinterProfile } from './profile.ts';

/**
 * Which characters a printer has. Knows code pages; knows nothing about layout. The encoder that makes the bytes is
 * asked, so that what it would print as `?` or as four bytes that firmware shows as junk is found before printing.
 */

export type CodePage = 'gb18030' | PrinterProfile['latin'];

/**
 * The yen sign U+00A5 is four bytes in GB18030, which most firmware prints as junk; the full-width one is two.
 * Everything else stays as it is.
 */
export function fitting(text: string, page: CodePage): string {
  return page === 'gb18030' ? text.replaceAll('\u00a5', '\uffe5') : text;
}

/** Columns that `text` takes on the printer. */
export function columnsOf(text: string, page: CodePage): number {
  return receiptline.commands.base.measureText(text, page);
}

/** True when the printer has this character: one or two bytes in GB18030, not a question mark elsewhere. */
export function isPrintable(character: string, page: CodePage): boolean {
  if (/^[\x20-\x7e]$/.test(character)) return true;
  const { generic } = receiptline.commands;
  // The command that selects the code page comes before the text and is the same for every text.
  const bytes = generic.text(fitting(character, page), page).slice(page === 'multilingual' ? 0 : selects(page));
  return page === 'gb18030' ? bytes.length <= 2 : !bytes.includes('?');
}

function selects(page: CodePage): number {
  return receiptline.commands.generic.text('', page).length;
}

export type CodePageChoice =
  | { readonly ok: true; readonly page: CodePage }
  | { readonly ok: false; readonly missing: readonly string[] };

/**
 * The code page of `profile` that has every character of `text`, the usual one of `language` first; or the characters
 * that the best page lacks.
 */
export function chooseCodePage(text: string, language: Language, profile: PrinterProfile): CodePageChoice {
  const han: readonly CodePage[] = profile.script.native.includes('gb18030') ? ['gb18030'] : [];
  const pages = language === 'zh-CN' ? [...han, profile.latin] : [profile.latin, ...han];
  const characters = [...new Set(text)];
  let missing = characters;
  for (const page of pages) {
    const lacking = characters.filter((character) => !isPrintable(character, page));
    if (lacking.length === 0) return { ok: true, page };
    if (lacking.length < missing.length) missing = lacking;
  }
  return { ok: false, missing };
}
