import { writeFile } from 'node:fs/promises';
import { receiptBytes } from '../../native/printer/encode.ts';
import { receiptPicture } from '../../native/printer/picture.ts';
import { type Paper, type PrinterProfile, profileNamed } from '../../native/printer/profile.ts';
import { type Typed, UsageError } from '../arguments.ts';
import { type Language, type ReceiptLanguage, receiptLanguages } from '../contract/words/language.ts';
import { fileSentence, tillWords } from '../contract/words/till.ts';
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
  const document = sampleReceipt(languageOf(typed, out.language));
  const printer = profileNamed(typed.text('printer-profile') ?? 'generic');
  if (!printer.ok) throw new UsageError(printer.why);
  const paper = paperOf(typed, printer.profile, out.language);
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
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(fileSentence(out.language, file, why));
  }
  out.say(tillWords[out.language].receipt.written({ file }));
}

/** The wider one where none was asked for; never another one than the printer takes. */
function paperOf(typed: Typed, { name, papers }: PrinterProfile, language: Language): Paper {
  const asked = typed.text('paper');
  if (asked !== undefined && asked !== '58' && asked !== '80')
    throw new UsageError(tillWords[language].call.wrongOption({ option: '--paper', value: asked, takes: '58 | 80' }));
  const width = asked ?? (papers['80'] === undefined ? '58' : '80');
  if (papers[width] === undefined) {
    const takes = Object.keys(papers).join(', ');
    throw new UsageError(tillWords[language].receipt.otherPaper({ profile: name, paper: width, takes }));
  }
  return width === '58' ? 58 : 80;
}

function languageOf(typed: Typed, fallback: Language): ReceiptLanguage {
  const text = typed.text('lang') ?? fallback;
  const known = receiptLanguages.find((language) => language === text);
  if (known !== undefined) return known;
  const takes = receiptLanguages.join(' | ');
  throw new UsageError(tillWords[fallback].call.wrongOption({ option: '--lang', value: text, takes }));
}
