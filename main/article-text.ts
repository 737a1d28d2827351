import type { Encoding, ListFault } from './contract/catalogue.ts';

/**
 * The bytes of a list as text: which writing it was saved in, said by the file, by a person, or found. It knows nothing
 * of rows.
 */

export type ListText =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding; readonly isGuessed: boolean }
  | { readonly ok: false; readonly reason: ListFault };

/** `wanted` = what a person said, null = find it. */
export function readListText(bytes: Uint8Array, wanted: Encoding | null): ListText {
  if (bytes.length === 0) return { ok: false, reason: 'list_empty' };
  if (isWorkbook(bytes)) return { ok: false, reason: 'list_is_a_workbook' };
  const marked = markOf(bytes);
  const told = wanted ?? marked;
  if (told !== null) return decodedAs(told, bytes, false);
  const wide = wideOf(bytes);
  if (wide !== null) return decodedAs(wide, bytes, true);
  const plain = decodedAs('utf-8', bytes, false);
  if (plain.ok) return plain;
  // Chinese of Windows: both are pairs of bytes, and nearly every text of the one can be read as the other.
  const [first, second] = looksLikeBig5(bytes) ? (['big5', 'gb18030'] as const) : (['gb18030', 'big5'] as const);
  const guessed = decodedAs(first, bytes, true);
  return guessed.ok ? guessed : decodedAs(second, bytes, true);
}

/** A byte order mark; the last is that of GB18030. */
function markOf(bytes: Uint8Array): Encoding | null {
  const starts = (...mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
  if (starts(0xef, 0xbb, 0xbf)) return 'utf-8';
  if (starts(0xff, 0xfe)) return 'utf-16le';
  if (starts(0xfe, 0xff)) return 'utf-16be';
  return starts(0x84, 0x31, 0x95, 0x33) ? 'gb18030' : null;
}

/** Digits and separators of UTF-16 have a zero in their upper byte; no other writing has any. */
function wideOf(bytes: Uint8Array): Encoding | null {
  const seen = bytes.subarray(0, 4_096);
  let even = 0;
  let odd = 0;
  for (const [index, byte] of seen.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even + odd < seen.length / 20) return null;
  return even > odd ? 'utf-16be' : 'utf-16le';
}

function decodedAs(encoding: Encoding, bytes: Uint8Array, isGuessed: boolean): ListText {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/^\ufeff/, '');
    if (text.includes('\u0000')) return { ok: false, reason: 'list_unreadable' };
    return text.trim() === '' ? { ok: false, reason: 'list_empty' } : { ok: true, text, encoding, isGuessed };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, reason: 'list_unreadable' };
    throw error;
  }
}

/** Two in five second bytes of Big5 lie below 0x7f; in the characters of everyday GB none does. */
function looksLikeBig5(bytes: Uint8Array): boolean {
  let pairs = 0;
  let low = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x81) continue;
    at += 1;
    pairs += 1;
    if ((bytes[at] ?? 0xff) < 0x7f) low += 1;
  }
  return low > pairs / 8;
}

/** A file of a spreadsheet program (ZIP, or the compound file before it), or a page to print. */
function isWorkbook(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 5)).toString('latin1');
  return head.startsWith('PK\x03\x04') || head.startsWith('\xd0\xcf\x11\xe0') || head.startsWith('%PDF');
}
