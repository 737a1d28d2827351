import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReceiptLanguage, receiptLanguages } from '../../main/contract/words/language.ts';
import { receiptOf } from '../../main/core/receipt.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import { fontCoverage } from '../../native/printer/font-coverage.ts';
import { chooseFonts, findFonts, systemFontFolders } from '../../native/printer/fonts.ts';
import { receiptPicture } from '../../native/printer/picture.ts';
import { type PrinterProfile, profileNamed } from '../../native/printer/profile.ts';
import { tokens } from '../support/escpos-listing.ts';
import { englishShop, paidPayment } from '../support/payment-sample.ts';

function profile(name: string): PrinterProfile {
  const result = profileNamed(name);
  if (!result.ok) throw new Error(result.why);
  return result.profile;
}

const generic = profile('generic');
const fonts = await findFonts(systemFontFolders());
const zbar = spawnSync('zbarimg', ['--version']).error === undefined;
if (!zbar) console.warn('SKIPPED: zbarimg is not installed (Debian: zbar-tools); no code on a receipt was read back');
const han = chooseFonts(fonts, '支付宝', 'zh-CN').ok;
const thai = chooseFonts(fonts, 'ที่', 'th').ok;
if (!thai) console.warn('SKIPPED: no Thai font (Debian: fonts-tlwg-waree-ttf); no Thai receipt was drawn');
if (!han) console.warn('SKIPPED: no Chinese font (Debian: fonts-noto-cjk); no Chinese receipt was drawn');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'truetill-picture-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What an independent reader finds: `QR-Code:1234`. */
function read(image: Buffer, name: string): string {
  const path = join(folder, name);
  writeFileSync(path, image);
  return execFileSync('zbarimg', ['--quiet', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

const drawable = (language: ReceiptLanguage) => (language === 'th' ? thai : language === 'en' || han);

describe.runIf(zbar)('a reader finds the id, and nothing else', () => {
  for (const language of receiptLanguages.filter(drawable)) {
    test.each([
      [80, 'CODE-128'],
      [58, 'QR-Code'],
    ] as const)(`on the ${language} picture for %i mm as %s`, async (paper, kind) => {
      const sample = sampleReceipt(language);
      const picture = await receiptPicture(sample, generic, paper);
      if (!picture.ok) throw new Error(picture.why);
      expect(read(picture.png, `${language}-${paper}.png`)).toBe(`${kind}:${sample.barcode}`);
    });
  }

  test.each([
    [28, 80, 'CODE-128'],
    [29, 80, 'CODE-128'],
    [28, 58, 'QR-Code'],
    [64, 80, 'QR-Code'],
    [64, 58, 'QR-Code'],
  ] as const)('for ids of %i characters on %i mm as %s', async (count, paper, kind) => {
    const barcode = 'Pay-2026.11_20'
      .repeat(5)
      .replaceAll(/\D/g, count === 64 ? '$&' : '7')
      .slice(0, count);
    const picture = await receiptPicture({ ...sampleReceipt('en'), barcode }, generic, paper);
    if (!picture.ok) throw new Error(picture.why);
    expect(read(picture.png, `${count}-${paper}.png`)).toBe(`${kind}:${barcode}`);
  });

  test.each([
    [80, 'CODE-128'],
    [58, 'QR-Code'],
  ] as const)('in the raster that goes to a printer of %i mm as %s', async (paper, kind) => {
    const sample = sampleReceipt('en');
    const encoded = await receiptBytes(sample, profile('raster'), paper);
    if (!encoded.ok) throw new Error(encoded.why);
    expect(read(rasterImage(encoded.bytes), `raster-${paper}.pgm`)).toBe(`${kind}:${sample.barcode}`);
  });

  test('in the QR image inside a receipt of text', async () => {
    const sample = sampleReceipt('en');
    const encoded = await receiptBytes(sample, generic, 58);
    if (!encoded.ok) throw new Error(encoded.why);
    expect(read(rasterImage(encoded.bytes), 'qr.pgm')).toBe(`QR-Code:${sample.barcode}`);
  });
});

/** All GS v 0 images of a job, one under the other at the left end of the line, as a grey picture on white. */
function rasterImage(bytes: Buffer): Buffer {
  const images = tokens(bytes).filter(({ name }) => name === 'image');
  const rows: Buffer[] = [];
  for (const image of images) {
    const wide = image.bytes.readUInt16LE(4);
    const high = image.bytes.readUInt16LE(6);
    expect(high, 'firmware that reads one byte of the height').toBeLessThanOrEqual(255);
    for (let row = 0; row < high; row++) rows.push(image.bytes.subarray(8 + row * wide, 8 + (row + 1) * wide));
  }
  const margin = 40;
  const width = Math.max(...rows.map((row) => row.length)) * 8 + 2 * margin;
  const pixels = Buffer.alloc(width * (rows.length + 2 * margin), 255);
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length * 8; x++) {
      if ((row.readUInt8(x >> 3) >> (7 - (x & 7))) & 1) pixels[(y + margin) * width + margin + x] = 0;
    }
  }
  return Buffer.concat([Buffer.from(`P5\n${width} ${rows.length + 2 * margin}\n255\n`), pixels]);
}

describe('fonts', () => {
  test('a missing one is named, with the characters and what to do', async () => {
    const empty = await findFonts([folder]);
    const choice = chooseFonts(empty, '支付宝', 'zh-CN');
    expect(choice).toEqual({
      ok: false,
      missing: ['支', '付', '宝'],
      why: expect.stringMatching(/支 \(U\+652F\), 付 .* Found: none\. Install .*fonts-noto-cjk/),
    });
  });

  test('a character that no font has is never drawn as a box', async () => {
    // A private character that no font carries.
    const document = receiptOf(paidPayment, { ...englishShop, storeName: 'Odd \u{10fffd} shop' });
    expect(await receiptPicture(document, generic, 80)).toMatchObject({
      ok: false,
      why: expect.stringContaining('U+10FFFD'),
    });
    expect(await receiptBytes(document, generic, 80), 'and not printed either').toMatchObject({ ok: false });
  });

  test('a file that is no font is passed over', async () => {
    const path = join(folder, 'DejaVuSansMono.ttf');
    writeFileSync(path, Buffer.from('not a font at all, only some text that is long enough'));
    expect(await fontCoverage(path)).toBeNull();
    expect(await fontCoverage(join(folder, 'missing.ttf'))).toBeNull();
    expect(await findFonts([folder])).toEqual([]);
  });

  test.runIf(han)('coverage agrees with what the fonts are known to have', () => {
    const chinese = fonts.find((font) => font.han !== null);
    for (const character of '支付宝￥，。中A1')
      expect(chinese?.covers(character.codePointAt(0) ?? 0), character).toBe(true);
    expect(chinese?.covers(0x10fffd)).toBe(false);
  });
});

test('a shop name that the printer lacks turns the receipt into a picture, and only then', async () => {
  const way = async (storeName: string) => {
    const encoded = await receiptBytes(receiptOf(paidPayment, { ...englishShop, storeName }), generic, 80, 'native');
    return encoded.ok ? encoded.way : encoded.why;
  };
  expect(await way('Orchard Road')).toBe('text');
  expect(await way('徐家汇店')).toBe('text');
  expect(await way('Café Žižka, Минск')).toBe('text');
  if (chooseFonts(fonts, 'Ωμέγα', 'en').ok) expect(await way('Ωμέγα')).toBe('raster');
});
