import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { asCopy, receiptOf } from '../../main/core/receipt.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { chooseCodePage } from '../../native/printer/code-page.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import {
  type PrinterProfile,
  paperOf,
  parseProfile,
  profileNamed,
  profileNames,
} from '../../native/printer/profile.ts';
import { printedLines, tokens } from '../support/escpos-listing.ts';
import { chineseShop, englishShop, paidPayment } from '../support/payment-sample.ts';
import { printedSeed } from '../support/seed.ts';

function profile(name: string): PrinterProfile {
  const result = profileNamed(name);
  if (!result.ok) throw new Error(result.why);
  return result.profile;
}

/** As a printer gets them whose own characters were found good in a test print. */
async function bytesOf(document: ReceiptDocument, name: string, paper: 58 | 80): Promise<Buffer> {
  const result = await receiptBytes(document, profile(name), paper, 'native');
  if (!result.ok) throw new Error(result.why);
  return result.bytes;
}

const slip = receiptOf({ ...paidPayment, phase: 'reversal_pending', paymentId: null }, chineseShop);

test('the yen sign goes out as the two bytes of the full-width one', async () => {
  const bytes = await bytesOf(sampleReceipt('zh-CN'), 'generic', 80);
  expect(bytes.includes(Buffer.from([0xa3, 0xa4]))).toBe(true);
  expect(bytes.includes(Buffer.from([0x81, 0x30, 0x84, 0x36]))).toBe(false);
});

test('a job ends with cut and status request, or with feed where nothing cuts', async () => {
  const end = (bytes: Buffer, count: number) =>
    tokens(bytes)
      .slice(-count)
      .map(({ name }) => name);
  expect(end(await bytesOf(slip, 'generic', 80), 2)).toEqual(['cut', 'ask status']);
  const torn = tokens(await bytesOf(slip, 'generic-tear', 80));
  expect(torn.map(({ name }) => name)).not.toContain('cut');
  const lastSaid = torn.findLastIndex(({ name, detail }) => name === 'text' && detail !== ' ');
  // The feed of the last line itself, and four to the tear bar.
  expect(torn.slice(lastSaid).filter(({ name }) => name === 'feed')).toHaveLength(5);
  expect(torn.at(-1)?.name).toBe('ask status');
});

test('TRAINING and COPY are the first words on paper', async () => {
  const lines = printedLines(await bytesOf(asCopy(sampleReceipt('en')), 'generic', 58)).map((line) => line.trim());
  expect(lines.filter((line) => line !== '').slice(0, 2)).toEqual(['TRAINING', 'COPY']);
});

test('the barcode on 80 mm is one native CODE128 of the id; on 58 mm there is none, but one image', async () => {
  const wide = tokens(await bytesOf(sampleReceipt('en'), 'generic', 80));
  expect(wide.filter(({ name }) => name === 'barcode').map(({ detail }) => detail)).toEqual([
    `CODE128 ${sampleReceipt('en').barcode} in 20 symbols`,
  ]);
  const narrow = tokens(await bytesOf(sampleReceipt('en'), 'generic', 58)).map(({ name }) => name);
  expect(narrow.filter((name) => name === 'image' || name === 'barcode')).toEqual(['image']);
});

describe('text from outside', () => {
  const hostile = [
    '{code:1234567890;option:qrcode}',
    '=====',
    '-----',
    '{image:AAAA}',
    '{command:\\x1bp\\x00}',
    'a | b | c',
    '"quoted" _under_ `iv` ^^^big^^^ ~tilde~ back\\slash \\x41',
    'tab\tand\u001b@control\u0007',
    '}{;;}{',
  ];
  test.each(hostile)('%j is printed as text and does nothing else', async (name) => {
    const plain = tokens(await bytesOf(receiptOf(paidPayment, englishShop), 'generic', 80));
    const bytes = await bytesOf(receiptOf(paidPayment, { ...englishShop, merchantName: name }), 'generic', 80);
    const kinds = (list: typeof plain, kind: string) => list.filter((token) => token.name === kind).length;
    for (const kind of ['barcode', 'image', 'cut', 'initialise']) {
      expect(kinds(tokens(bytes), kind), kind).toBe(kinds(plain, kind));
    }
    const said = printedLines(bytes).join('').replaceAll(/\s/g, '');
    expect(said).toContain(name.replaceAll(/[\s\p{Cc}]/gu, ''));
  });

  test('any name, any value: every line fits, every character is printed, nothing is cut off', async () => {
    const words = fc.string({
      unit: fc.constantFrom(...Array.from('aZ9 {}|\\~_"`^-=;:#支付宝，。（）')),
      minLength: 1,
      maxLength: 90,
    });
    const seed = printedSeed('receipt text');
    await fc.assert(
      fc.asyncProperty(words, words, fc.constantFrom(58 as const, 80 as const), async (name, order, paper) => {
        const document = receiptOf({ ...paidPayment, orderId: order }, { ...chineseShop, merchantName: name });
        const bytes = await bytesOf(document, 'generic', paper);
        // Throws for text over text and text beyond the line.
        const said = printedLines(bytes).join('').replaceAll(' ', '');
        expect(said).toContain(name.replaceAll(' ', ''));
        expect(said).toContain(order.replaceAll(' ', ''));
      }),
      { numRuns: 150, seed },
    );
  });
});

describe('characters that the printer lacks', () => {
  const generic = profile('generic');

  test('Chinese on an English receipt takes the Chinese code page', () => {
    expect(chooseCodePage('Sunshine', 'en', generic, 'native')).toEqual({ ok: true, page: 'multilingual' });
    expect(chooseCodePage('阳光', 'en', generic, 'native')).toEqual({ ok: true, page: 'gb18030' });
  });

  test('Latin accents take the code page that has them', async () => {
    const document = receiptOf(paidPayment, { ...englishShop, merchantName: 'Café Žižka' });
    const bytes = await bytesOf(document, 'generic', 80);
    // é is 82h in code page 437, Ž and ž are 8Eh and 9Eh in Windows-1252.
    expect(printedLines(bytes)[0]?.trim()).toBe('Caf\x82 \x8ei\x9eka');
    const pages = tokens(bytes).filter(({ name }) => name === 'code page');
    expect(pages.map(({ detail }) => detail)).toEqual(['0', '16']);
  });

  test('are named when no code page has them', () => {
    expect(chooseCodePage('한국 Café', 'en', generic, 'native')).toEqual({ ok: false, missing: ['한', '국'] });
    expect(
      chooseCodePage('阳光', 'zh-CN', { ...generic, script: { native: [], default: 'raster' } }, 'native'),
    ).toEqual({
      ok: false,
      missing: ['阳', '光'],
    });
  });
});

test('every shipped profile is in order, and an unknown one is answered with the names there are', () => {
  for (const name of profileNames()) expect(profileNamed(name), name).toMatchObject({ ok: true, profile: { name } });
  expect(profileNamed('starry')).toEqual({
    ok: false,
    why: expect.stringContaining('There is no printer profile "starry". Known: generic, generic-tear, raster, '),
  });
});

test('a code page is chosen by the number that this maker gave it', async () => {
  const pages = async (name: string) =>
    tokens(await bytesOf(receiptOf(paidPayment, { ...englishShop, merchantName: 'Café' }), name, 80))
      .filter((token) => token.name === 'code page')
      .map(({ detail }) => detail);
  expect(new Set(await pages('clone-80-512'))).toEqual(new Set(['6']));
  expect(new Set(await pages('clone-58'))).toEqual(new Set(['16']));
});

test('a printer that takes one paper prints on it, whatever was asked for', () => {
  expect(paperOf(profile('clone-58'), 80)).toEqual({ columns: 32, dots: 384 });
  expect(paperOf(profile('clone-80-512'), 58)).toEqual({ columns: 42, dots: 512 });
});

test('a profile whose columns are wider than its dots is refused by name', () => {
  const wrong = { ...profile('generic'), papers: { 58: { columns: 48, dots: 384 }, 80: { columns: 48, dots: 576 } } };
  expect(parseProfile(wrong)).toMatchObject({
    ok: false,
    why: expect.stringMatching(/wider than the dots\n.*papers.*58/),
  });
});
