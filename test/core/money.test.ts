import { describe, expect, test } from 'vitest';
import { nextBackOffMs, windowClosesAtMs } from '../../main/core/back-off.ts';
import { checkLimits, seedLimits } from '../../main/core/limits.ts';
import { parseAmount, plainAmount } from '../../main/core/money.ts';

describe('an amount as a cashier types it', () => {
  test.for([
    ['12.80', 'CNY', 1280],
    ['12.8', 'CNY', 1280],
    ['12', 'CNY', 1200],
    ['0.01', 'CNY', 1],
    [' 99.01 ', 'CNY', 9901],
    ['599', 'JPY', 599],
    ['100000.00', 'IDR', 10_000_000],
    ['0', 'CNY', 'zero'],
    ['0.00', 'CNY', 'zero'],
    ['-1', 'CNY', 'negative'],
    ['1.234', 'CNY', 'too_many_decimals'],
    ['599.5', 'JPY', 'too_many_decimals'],
    ['599.0', 'JPY', 'too_many_decimals'],
    ['1000.50', 'IDR', 'not_a_whole_step'],
    ['100000000.00', 'IDR', 10_000_000_000],
    ['99999999999999999999', 'CNY', 'above_limit'],
    ['1e3', 'CNY', 'not_an_amount'],
    ['１２', 'CNY', 'not_an_amount'],
    ['12,80', 'CNY', 'not_an_amount'],
    ['', 'CNY', 'not_an_amount'],
    ['.', 'CNY', 'not_an_amount'],
    ['5', 'QQQ', 'unknown_currency'],
    ['5', '__proto__', 'unknown_currency'],
  ] as const)('"%s" %s is %s', ([text, currency, expected]) => {
    const read = parseAmount(text, currency, 999_999_999_999);
    expect(read.ok ? read.money.minor : read.reason).toBe(expected);
    if (read.ok) expect(parseAmount(plainAmount(read.money), currency, 999_999_999_999)).toEqual(read);
  });
});

test('the cancel window closes at 00:15 UTC+8 of the next day', () => {
  const at = (iso: string): string => new Date(windowClosesAtMs(Date.parse(iso), seedLimits)).toISOString();
  expect(at('2026-11-20T04:00:00Z')).toBe('2026-11-20T16:15:00.000Z');
  expect(at('2026-11-20T15:59:59Z')).toBe('2026-11-20T16:15:00.000Z');
  expect(at('2026-11-20T16:00:00Z')).toBe('2026-11-21T16:15:00.000Z');
});

test('the back-off doubles from 10 s to 5 min and stays there', () => {
  const waits = [0];
  for (let n = 0; n < 8; n++) waits.push(nextBackOffMs(waits.at(-1) ?? 0, seedLimits));
  expect(waits.slice(1)).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
});

describe('limits that contradict each other stop the start', () => {
  test.for([
    [{ inquiries: 9 }, 'inquiries must be 10 to 20'],
    [{ inquiryWaitMs: 3_001 }, 'must not outlive its spacing'],
    [{ payWaitMs: 6_000 }, 'over 65 s after the scan'],
    [{ expiryMs: 120_000 }, 'must not expire inside the series'],
    [{ cancelSpacingMs: 4_000 }, '5 to 10 s apart'],
  ] as const)('%o', ([change, sentence]) => {
    expect(() => checkLimits({ ...seedLimits, ...change })).toThrow(sentence);
  });

  test('the figures of the seed do not', () => {
    expect(() => checkLimits(seedLimits)).not.toThrow();
  });
});
