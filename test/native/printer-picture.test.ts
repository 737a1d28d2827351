import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiptOf } from '../../main/core/receipt.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import { fontCoverage } from '../../native/printer/font-coverage.ts';
import { chooseFonts, findFonts, systemFontFolders } from '../../native/printer/fonts.ts';
import { receiptPicture } from '../../native/printer/picture.ts';
import { type PrinterProfile, profileNamed } from '../../native/printer/profile.ts';
import { englishShop, paidPayment } from '../support/payment-sample.ts';

function profile(name: string): PrinterProfile {
  const result = profileNamed(name);
  if (!result.ok) throw new Error(result.why);
  return result.profile;
}

const generic = profile('generic');
const fonts = await findFonts(systemFontFolders());
const han = chooseFonts(fonts, '支付宝', 'zh-CN').ok;
const thai = chooseFonts(fonts, 'ที่', 'th').ok;
if (!thai) console.warn('SKIPPED: no Thai font (Debian: fonts-tlwg-waree-ttf); no Thai receipt was drawn');
if (!han) console.warn('SKIPPED: no Chinese font (Debian: fonts-noto-cjk); no Chinese receipt was drawn');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'truetill-picture-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

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

describe('the shapes of Han characters', () => {
  test.runIf(han).each([
    ['zh-CN', 'SC'],
    ['zh-HK', 'HK'],
    ['ja', 'JP'],
    ['ko', 'KR'],
    ['en', 'SC'],
  ] as const)('on a receipt in %s are those of %s where the machine has them', (language, shapes) => {
    const choice = chooseFonts(fonts, '骨直返', language);
    const has = fonts.some((font) => font.han === shapes);
    expect(choice.ok && choice.fontOf.get('骨')?.han).toBe(has ? shapes : expect.any(String));
  });

  test.runIf(fonts.some((font) => font.han === 'HK'))('differ between places, on paper too', async () => {
    const drawn = async (language: 'zh-CN' | 'zh-HK' | 'ja') => {
      const shop = { ...englishShop, merchantName: '骨', language };
      const picture = await receiptPicture(receiptOf(paidPayment, shop), profile('raster'), 58);
      return picture.ok ? picture.png : picture.why;
    };
    const [sc, hk, jp] = await Promise.all([drawn('zh-CN'), drawn('zh-HK'), drawn('ja')]);
    expect(sc).not.toEqual(hk);
    expect(hk).not.toEqual(jp);
  });
});

describe('Thai', () => {
  test('without its font is named, with the font to install', () => {
    const choice = chooseFonts([], 'ที่', 'th');
    expect(choice).toMatchObject({ ok: false, why: expect.stringContaining('fonts-tlwg-waree-ttf') });
  });

  test.runIf(thai)('has a font that tells how wide its letters are, and marks take no room', () => {
    const choice = chooseFonts(fonts, 'ที่', 'th');
    const font = choice.ok ? choice.fontOf.get('ท') : undefined;
    expect(font?.thaiAdvances('ท'.codePointAt(0) ?? 0)).toBeGreaterThan(0.4);
    expect(font?.thaiAdvances('ี'.codePointAt(0) ?? 0)).toBe(0);
    expect(font?.thaiAdvances('่'.codePointAt(0) ?? 0)).toBe(0);
  });
});
