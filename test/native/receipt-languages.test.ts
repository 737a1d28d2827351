import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import receiptline from 'receiptline';
import { describe, expect, test } from 'vitest';
import { type ReceiptLanguage, receiptLanguages } from '../../main/contract/words/language.ts';
import { receiptWords } from '../../main/contract/words/receipt.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { type CodePage, chooseCodePage, fitting, isPrintable } from '../../native/printer/code-page.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import { createPrinter, printerSettings } from '../../native/printer/printer.ts';
import { type CharacterSet, type PrinterProfile, profileNamed } from '../../native/printer/profile.ts';
import { tokens, type WideSet } from '../support/escpos-listing.ts';
import { manualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function generic(): PrinterProfile {
  const found = profileNamed('generic');
  if (!found.ok) throw new Error(found.why);
  return found.profile;
}

/** A printer that claims every set there is. */
const polyglot: PrinterProfile = {
  ...generic(),
  script: { native: ['gb18030', 'big5', 'shiftjis', 'ksc5601'], default: 'native' },
};

const expected: Readonly<Record<ReceiptLanguage, CodePage | null>> = {
  'zh-CN': 'gb18030',
  'zh-HK': 'big5',
  en: 'multilingual',
  ja: 'shiftjis',
  ko: 'ksc5601',
  th: null,
};

/** Decoders of the platform, not the tables that made the bytes. */
const decoders: Readonly<Record<CharacterSet, WideSet>> = {
  gb18030: 'gb18030',
  big5: 'big5',
  shiftjis: 'shift_jis',
  ksc5601: 'euc-kr',
};

function isWideSet(page: CodePage | null): page is CharacterSet {
  return page !== null && page in decoders;
}

/** Every text in a table, whatever its depth. */
function textsOf(table: object): readonly string[] {
  return Object.values(table).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : textsOf(value as object),
  );
}

/** What a printer shows for the text of a job. */
function shown(job: Buffer, set: CharacterSet): string {
  const texts = tokens(job, decoders[set]).filter(({ name }) => name === 'text');
  return texts.map(({ detail }) => detail).join('');
}

describe.each(receiptLanguages)('the words of a receipt in %s', (language) => {
  const words = textsOf(receiptWords[language]);
  const page = expected[language];

  test(page === null ? 'are always drawn' : `are all in ${page}`, () => {
    const choice = chooseCodePage(words.join(''), language, polyglot, 'native');
    expect(choice).toEqual(page === null ? expect.objectContaining({ ok: false }) : { ok: true, page });
  });

  test('are complete, and name no issuer, bank or exchange rate', () => {
    for (const text of words) expect(text, JSON.stringify(text)).toMatch(/^\S(.*\S)?$/);
    expect(words.length).toBeGreaterThan(45);
    expect(words.join('\n')).not.toMatch(
      /issuer|bank\b|exchange|发卡|银行|汇率|發卡|銀行|匯率|발급|은행|환율|ธนาคาร|อัตราแลก/i,
    );
    // Whoever reads a slip must find the mark of who handled the payment.
    expect(receiptWords[language].mark).toContain('Alipay');
  });

  test('are drawn unless a person has found the characters of the printer good', async () => {
    const encoded = await receiptBytes(sampleReceipt(language), generic(), 58);
    expect(encoded).toMatchObject({ ok: true, way: language === 'en' ? 'text' : 'raster' });
  });

  if (isWideSet(page)) {
    test('come out of the printer as they were written', async () => {
      const encoded = await receiptBytes(sampleReceipt(language), polyglot, 80);
      if (!encoded.ok) throw new Error(encoded.why);
      const said = shown(encoded.bytes, page).replaceAll(/\s/g, '');
      const { sample, mark, markLine, titles, labels, status, notes } = receiptWords[language];
      const all = [sample.merchantName, mark, markLine, titles.paid, labels.status, status.paid, ...notes.paid];
      for (const text of all) expect(said).toContain(text.replaceAll(/\s/g, ''));
      // Each money sign is the full-width one there: a narrow one would be a backslash or four bytes of junk.
      if (/[¥₩]/.test(sampleReceipt(language).amount)) expect(said).toMatch(/[￥￦]1,?2/);
    });
  }
});

describe('every character that counts as printable', () => {
  test.each(Object.entries(decoders) as [CharacterSet, string][])('in %s is decoded as itself', (set, decoder) => {
    const { generic: commands } = receiptline.commands;
    const selecting = commands.text('', set).length;
    const wrong: string[] = [];
    let count = 0;
    for (let code = 0x20; code < 0x1_0000; code++) {
      const character = String.fromCharCode(code);
      if ((code >= 0xd800 && code < 0xe000) || (code >= 0xe000 && code < 0xf900) || !isPrintable(character, set))
        continue;
      count++;
      const bytes = Buffer.from(commands.text(fitting(character, set), set).slice(selecting), 'latin1');
      if (new TextDecoder(decoder).decode(bytes) !== fitting(character, set)) wrong.push(character);
    }
    expect(wrong.join('')).toBe('');
    expect(count, 'a set that is nearly empty would force every receipt to be drawn').toBeGreaterThan(6_000);
  });

  test.each([
    ['shiftjis', '\\', 'a yen sign on a Japanese printer'],
    ['ksc5601', '\\', 'a won sign on a Korean printer'],
    ['big5', '㗎', 'only in the supplement of Hong Kong'],
    ['ksc5601', '뷁', 'only in the extension of Windows'],
    ['shiftjis', '髙', 'only in the rows of IBM'],
    ['shiftjis', '①', 'only in the rows of NEC'],
    ['gb18030', '𠮷', 'four bytes'],
  ] as const)('%s has no %s: %s', (set, character, _why) => {
    expect(isPrintable(character, set)).toBe(false);
  });
});

test('a language is not printed in the set of another that has its characters in other shapes', () => {
  const chineseOnly: PrinterProfile = { ...polyglot, script: { native: ['gb18030'], default: 'native' } };
  for (const language of ['zh-HK', 'ja'] as const) {
    expect(chooseCodePage(receiptWords[language].titles.paid, language, chineseOnly, 'native').ok, language).toBe(
      false,
    );
  }
  expect(chooseCodePage('阳光 Café', 'en', chineseOnly, 'native').ok, 'é and Han in no one page').toBe(true);
});

test('a configured printer draws Chinese until its own characters were found good', async () => {
  const printed = async (script?: 'native' | 'raster') => {
    const path = join(temporaryFolder(), 'roll.bin');
    const settings = printerSettings.parse({ kind: 'file', path, profile: 'generic', ...(script && { script }) });
    const printer = createPrinter(settings, manualClock());
    const outcome = await new Promise((resolve) => printer.print(sampleReceipt('zh-CN'), resolve));
    expect(outcome).toMatchObject({ state: 'printed' });
    return tokens(readFileSync(path)).some(({ name, detail }) => name === 'text' && detail.includes('支付宝'));
  };
  expect([await printed(), await printed('raster'), await printed('native')]).toEqual([false, false, true]);
});
