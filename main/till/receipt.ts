import { writeFile } from 'node:fs/promises';
import { receiptBytes } from '../../native/printer/encode.ts';
import { receiptPicture } from '../../native/printer/picture.ts';
import { profileNamed } from '../../native/printer/profile.ts';
import { type Typed, UsageError } from '../arguments.ts';
import { type Language, type ReceiptLanguage, receiptLanguages } from '../contract/words/language.ts';
import { tillWords } from '../contract/words/till.ts';
import { sampleReceipt } from '../core/receipt-sample.ts';
import { heading, type Output } from './output.ts';

/** `till receipt --sample`: a sample receipt as a picture and as bytes. Opens no database. */

export const receiptOptions = {
  sample: 'flag',
  paper: 'text',
  lang: 'text',
  png: 'text',
  bytes: 'text',
  'printer-profile': 'text',
} as const;

export async function receipt(typed: Typed, _profile: null, out: Output): Promise<number> {
  const words = tillWords[out.language];
  if (!typed.flag('sample')) throw new UsageError(words.call.missingOption({ option: '--sample' }));
  const paper = paperOf(typed, out.language);
  const document = sampleReceipt(languageOf(typed, out.language));
  const printer = profileNamed(typed.text('printer-profile') ?? 'generic');
  if (!printer.ok) throw new UsageError(printer.why);
  const encoded = await receiptBytes(document, printer.profile, paper);
  if (!encoded.ok) throw new UsageError(encoded.why);
  const png = typed.text('png');
  if (png !== undefined) {
    const picture = await receiptPicture(document, printer.profile, paper);
    if (!picture.ok) throw new UsageError(picture.why);
    await write(png, picture.png, out);
  }
  const bytes = typed.text('bytes');
  if (bytes !== undefined) await write(bytes, encoded.bytes, out);
  const { symbology, moduleDots, widthDots, reason } = encoded.shape;
  out.answer([`${heading(out.language, 'receipt')}: ${document.barcode} (${symbology}: ${reason})`], {
    id: document.barcode,
    symbology,
    moduleDots,
    widthDots,
    reason,
    paper,
    language: document.language,
    bytes: encoded.bytes.length,
    way: encoded.way,
  });
  return 0;
}

async function write(file: string, content: Buffer, out: Output): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
  out.say(tillWords[out.language].receipt.written({ file }));
}

function paperOf(typed: Typed, language: Language): 58 | 80 {
  const text = typed.text('paper') ?? '80';
  if (text === '58') return 58;
  if (text === '80') return 80;
  throw new UsageError(tillWords[language].call.wrongOption({ option: '--paper', value: text }));
}

function languageOf(typed: Typed, fallback: Language): ReceiptLanguage {
  const text = typed.text('lang') ?? fallback;
  const known = receiptLanguages.find((language) => language === text);
  if (known !== undefined) return known;
  throw new UsageError(tillWords[fallback].call.wrongOption({ option: '--lang', value: text }));
}
