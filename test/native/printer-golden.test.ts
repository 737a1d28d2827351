import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ReceiptLanguage, receiptLanguages } from '../../main/contract/words/language.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { asCopy, receiptOf, refundReceiptOf } from '../../main/core/receipt.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import { chooseFonts, findFonts, systemFontFolders } from '../../native/printer/fonts.ts';
import { receiptPicture } from '../../native/printer/picture.ts';
import { type PrinterProfile, profileNamed } from '../../native/printer/profile.ts';
import { canReadCodes, readCode } from '../support/code-reader.ts';
import { listing } from '../support/escpos-listing.ts';
import { chineseShop, doneRefund, englishShop, everyLine, paidPayment } from '../support/payment-sample.ts';
import { abridgedListing } from '../support/raster-listing.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/**
 * What comes out of the printer, byte by byte: receipts of text as bytes and as a listing to read, those that are drawn
 * as a picture to look at and a listing with a fingerprint for each command. Written anew with WRITE_GOLDEN=1.
 */

const writing = process.env['WRITE_GOLDEN'] === '1';

function profile(name: string): PrinterProfile {
  const result = profileNamed(name);
  if (!result.ok) throw new Error(result.why);
  return result.profile;
}

function place(name: string): string {
  return fileURLToPath(new URL(`./golden/${name}`, import.meta.url));
}

/** The golden file, after it was written where that was asked for. */
function golden(name: string, now: Buffer): Buffer {
  if (writing) writeFileSync(place(name), now);
  expect(existsSync(place(name)), 'the golden file is missing; look at WRITE_GOLDEN=1 in this test').toBe(true);
  return readFileSync(place(name));
}

const slip = receiptOf({ ...paidPayment, phase: 'reversal_pending', paymentId: null }, chineseShop);
const polyglot: PrinterProfile = {
  ...profile('generic'),
  script: { native: ['gb18030', 'big5', 'shiftjis', 'ksc5601'], default: 'native' },
};

const bought = receiptOf({ ...paidPayment, order: everyLine('zh') }, chineseShop);
const boughtInEnglish = receiptOf({ ...paidPayment, order: everyLine('en') }, englishShop);

describe('receipts of text', () => {
  test.each([
    ['items-zh-80', bought, profile('generic'), 80],
    ['items-zh-58', bought, profile('generic'), 58],
    ['items-en-80', boughtInEnglish, profile('generic'), 80],
    ['items-en-58', boughtInEnglish, profile('generic'), 58],
    ['sample-zh-80', sampleReceipt('zh-CN'), profile('generic'), 80],
    ['sample-zh-58', sampleReceipt('zh-CN'), profile('generic'), 58],
    ['sample-en-80', sampleReceipt('en'), profile('generic'), 80],
    ['sample-en-58', sampleReceipt('en'), profile('generic'), 58],
    ['sample-ja-80', sampleReceipt('ja'), polyglot, 80],
    ['sample-zh-HK-80', sampleReceipt('zh-HK'), polyglot, 80],
    ['sample-ko-80', sampleReceipt('ko'), polyglot, 80],
    ['sample-en-clone-58', sampleReceipt('en'), profile('clone-58'), 58],
    ['slip-zh-58', slip, profile('generic-tear'), 58],
    [
      'refund-en-80',
      asCopy(refundReceiptOf({ ...paidPayment, refunds: [doneRefund] }, doneRefund, englishShop)),
      profile('epson-180dpi'),
      80,
    ],
  ] as const)('%s is unchanged', async (name, document: ReceiptDocument, printer, paper) => {
    const result = await receiptBytes(document, printer, paper, 'native');
    if (!result.ok) throw new Error(result.why);
    const { bytes } = result;
    // The listing first: when something changed, it says what.
    const wide = name.includes('ja')
      ? 'shift_jis'
      : name.includes('HK')
        ? 'big5'
        : name.includes('ko')
          ? 'euc-kr'
          : 'gb18030';
    expect(listing(bytes, wide)).toBe(golden(`${name}.txt`, Buffer.from(listing(bytes, wide))).toString());
    expect(bytes.equals(golden(`${name}.bytes`, bytes))).toBe(true);
    expect(writing, 'golden files were written: read them, then run again without WRITE_GOLDEN').toBe(false);
  });
});

/** Another version of a font draws other dots: pictures are compared only with the fonts they were drawn with. */
const fonts = await findFonts(systemFontFolders());
const typical: Partial<Record<ReceiptLanguage, string>> = { en: 'A', ko: 'A가', th: 'Aท' };

function fontsOf(language: ReceiptLanguage): string | null {
  const choice = chooseFonts(fonts, typical[language] ?? 'A中', language);
  if (!choice.ok) return null;
  const files = [...new Set([...choice.fontOf.values()].map(({ file }) => file))];
  const prints = files.map((file) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16));
  return prints.join(' ');
}

describe.runIf(canReadCodes)('a drawn receipt with what was bought', () => {
  test.each([
    [58, bought],
    [80, bought],
    [58, boughtInEnglish],
    [80, boughtInEnglish],
  ] as const)('on %i mm has a code that is read back', async (paper, document) => {
    const picture = await receiptPicture(document, profile('raster'), paper);
    if (!picture.ok) throw new Error(picture.why);
    const kind = paper === 80 ? 'CODE-128' : 'QR-Code';
    expect(readCode(picture.png, temporaryFolder())).toBe(`${kind}:${document.barcode}`);
  });

  test('is printed with a question mark for a character that no font has', async () => {
    const line = { sku: '', name: 'Tea \u{10fffd}', priceMinor: 1_280, pieces: 1 };
    const document = receiptOf({ ...paidPayment, order: { note: '\u{10fffd}', lines: [line] } }, englishShop);
    expect(await receiptBytes(document, profile('raster'), 80)).toMatchObject({ ok: true });
    const shop = { ...englishShop, storeName: 'Shop \u{10fffd}' };
    // The shop's own name is set up by somebody who can see the test page.
    expect(await receiptBytes(receiptOf(paidPayment, shop), profile('raster'), 80)).toMatchObject({ ok: false });
  });
});

describe.runIf(canReadCodes).each(receiptLanguages)('receipts that are drawn, in %s', (language) => {
  const drawnWith = fontsOf(language);

  test.runIf(drawnWith !== null).each([58, 80] as const)(
    'on %i mm are unchanged, and their code is read back',
    async (paper) => {
      const document = sampleReceipt(language);
      const picture = await receiptPicture(document, profile('raster'), paper);
      const encoded = await receiptBytes(document, profile('raster'), paper);
      if (!picture.ok || !encoded.ok) throw new Error('the receipt was not drawn');
      const kind = paper === 80 ? 'CODE-128' : 'QR-Code';
      expect(readCode(picture.png, temporaryFolder())).toBe(`${kind}:${document.barcode}`);
      const said = `fonts  sha256 ${drawnWith}\n${abridgedListing(encoded.bytes)}`;
      const name = `drawn-${language}-${paper}`;
      const before = golden(`${name}.txt`, Buffer.from(said)).toString();
      if (before.split('\n')[0] !== said.split('\n')[0]) {
        console.warn(`SKIPPED: ${name} was drawn with other versions of the fonts; its dots were not compared`);
        return;
      }
      expect(said).toBe(before);
      expect(picture.png.equals(golden(`${name}.png`, picture.png)), 'the picture').toBe(true);
      expect(writing, 'golden files were written: look at them, then run again without WRITE_GOLDEN').toBe(false);
    },
  );
});
