import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AmountEntry,
  type AmountKey,
  amountKeyOf,
  amountText,
  emptyAmount,
  entryOfText,
  entryText,
  minorOf,
  minorOfText,
  press,
} from '../../renderer/amount.ts';
import { printedSeed } from '../support/seed.ts';

const seed = printedSeed('amounts');
const yuan = { decimals: 2, amountMinorMax: 5_000_000 };
const yen = { decimals: 0, amountMinorMax: 999_999_999_999 };

/** `12.8`, `00` as one key where a Z stands, `<` backspace, `C` clear. */
function typed(signs: string, rules = yuan): AmountEntry {
  return Array.from(signs).reduce((entry, sign) => {
    const named: Readonly<Record<string, AmountKey>> = { Z: '00', '<': 'backspace', C: 'clear' };
    return press(entry, named[sign] ?? (sign as AmountKey), rules);
  }, emptyAmount);
}

describe('typing an amount', () => {
  test.each([
    ['', 0, '0.00'],
    ['1', 100, '1.00'],
    ['12.8', 1280, '12.80'],
    ['12.80', 1280, '12.80'],
    ['12.', 1200, '12.00'],
    ['0.05', 5, '0.05'],
    ['.5', 50, '0.50'],
    ['007', 700, '7.00'],
    ['Z7', 700, '7.00'],
    ['5Z', 50_000, '500.00'],
    ['1.2.3', 123, '1.23'],
    ['1.239', 123, '1.23'],
    ['1.2Z', 120, '1.20'],
    ['12<', 100, '1.00'],
    ['1.<5', 1500, '15.00'],
    ['.<', 0, '0.00'],
    ['<', 0, '0.00'],
    ['12.80C', 0, '0.00'],
    ['12.80C3', 300, '3.00'],
  ])('%j is %i minor units and shows %s', (signs, minor, text) => {
    expect(minorOf(typed(signs), 2)).toBe(minor);
    expect(entryText(typed(signs), 2)).toBe(text);
  });

  test.each([
    ['12.80', 1280],
    ['12,80', 1280],
    ['12,', 1200],
    ['5,0', 500],
    ['1,280', 128_000],
    ['1,280.00', 128_000],
    ['1,234,567', 123_456_700],
    ['１２。８', 1280],
    ['１２，８０', 1280],
    ['¥ 12.80', 1280],
    ['', 0],
  ])('the text %j is %i minor units: a comma is never simply dropped', (text, minor) => {
    expect(minorOf(entryOfText(text, { ...yuan, amountMinorMax: 999_999_999 }), 2)).toBe(minor);
  });

  test.each([
    ['12,80', 1280],
    ['1,280.00', 128_000],
    ['5,000', 500_000],
    ['１２。８', 1280],
    [' 7. ', 700],
    ['', null],
    ['12.345', null],
    ['1.2.3', null],
    ['twelve', null],
    ['12a', null],
    ['-5', null],
    ['99999999999', null],
  ])('the whole text %j is %j minor units', (text, minor) => {
    expect(minorOfText(text, 2)).toBe(minor);
  });

  test('a currency without decimals takes no point', () => {
    expect(minorOfText('1,280', 0)).toBe(1_280);
    expect(minorOfText('12.8', 0)).toBeNull();
    expect(minorOf(typed('12.8', yen), 0)).toBe(128);
    expect(entryText(typed('12.8', yen), 0)).toBe('128');
    expect(minorOf(entryOfText('1,280', yen), 0)).toBe(1_280);
    expect(minorOf(entryOfText('1,280.50', yen), 0), 'a text is cut there, not made a hundred times as much').toBe(
      1_280,
    );
  });

  test('an amount above the largest is refused: the entry stays the very same', () => {
    const most = typed('50000');
    expect(minorOf(most, 2)).toBe(5_000_000);
    for (const key of ['0', '00', '1'] as const) expect(press(most, key, yuan)).toBe(most);
    expect(minorOf(press(press(most, '.', yuan), '0', yuan), 2)).toBe(5_000_000);
    expect(minorOf(press(press(most, '.', yuan), '1', yuan), 2)).toBe(5_000_000);
  });

  test('keys of a keyboard', () => {
    const codes = [
      'Digit7',
      'Numpad0',
      'Period',
      'Comma',
      'NumpadDecimal',
      'Backspace',
      'Delete',
      'KeyA',
      'F5',
      'Digit10',
    ];
    expect(codes.map(amountKeyOf)).toEqual(['7', '0', '.', '.', '.', 'backspace', 'clear', null, null, null]);
  });
});

describe('an amount for people', () => {
  test.each([
    [12_800, 'CNY', 2, 'zh-CN', '¥128.00'],
    [12_800, 'CNY', 2, 'en', '¥128.00'],
    [128_000, 'HKD', 2, 'en', 'HK$1,280.00'],
    [128_000, 'HKD', 2, 'zh-CN', 'HK$1,280.00'],
    [1_280, 'JPY', 0, 'en', '¥1,280'],
    [5, 'CNY', 2, 'en', '¥0.05'],
    [0, 'CNY', 2, 'en', '¥0.00'],
    [1_005, 'KWD', 3, 'en', 'KWD 1.005'],
    [999_999_999_999, 'CNY', 2, 'en', '¥9,999,999,999.99'],
  ])('%i minor units of %s', (minor, currency, decimals, language, text) => {
    expect(amountText(minor, currency, decimals, language).replaceAll('\u00a0', ' ')).toBe(text);
  });
});

test('for any amount: typed as it is written, it is the very number, on the display as for people', () => {
  const decimals = fc.constantFrom(0, 2, 3);
  const minor = fc.integer({ min: 0, max: 999_999_999_999 });
  fc.assert(
    fc.property(minor, decimals, (value, places) => {
      const digits = String(value).padStart(places + 1, '0');
      const written = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
      const entry = typed(written, { decimals: places, amountMinorMax: 999_999_999_999 });
      expect(minorOf(entry, places)).toBe(value);
      expect(entryText(entry, places)).toBe(written);
      const bare = amountText(value, 'CNY', places, 'zh-CN').replaceAll(/[^\d.]/g, '');
      expect(bare).toBe(written);
    }),
    { seed, numRuns: 1_000 },
  );
});

test('for any keys: never above the largest, never more decimals, never a zero in front', () => {
  const key = fc.constantFrom<AmountKey>('0', '1', '5', '9', '00', '.', 'backspace', 'clear');
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), fc.constantFrom(0, 2), (keys, decimals) => {
      const rules = { decimals, amountMinorMax: 1_234_567 };
      const entry = keys.reduce((so, next) => press(so, next, rules), emptyAmount);
      expect(minorOf(entry, decimals)).toBeLessThanOrEqual(rules.amountMinorMax);
      expect(Number.isSafeInteger(minorOf(entry, decimals))).toBe(true);
      expect(entry.typed).toMatch(decimals === 0 ? /^(0|[1-9]\d*)?$/ : /^((0|[1-9]\d*)(\.\d{0,2})?)?$/);
    }),
    { seed, numRuns: 1_000 },
  );
});
