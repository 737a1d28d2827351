import { expect, test } from 'vitest';
import { readPrice } from '../../main/article-price.ts';

/** Prices as shops write them. What can be read in two ways is refused, never guessed. */

test.each([
  ['12.80', 'CNY', 1_280],
  ['12,80', 'CNY', 1_280],
  ['12.8', 'CNY', 1_280],
  ['12', 'CNY', 1_200],
  ['12.', 'CNY', 1_200],
  ['.80', 'CNY', 80],
  ['¥12.80', 'CNY', 1_280],
  ['￥12.80', 'CNY', 1_280],
  ['１２．８０', 'CNY', 1_280],
  ['12.80元', 'CNY', 1_280],
  ['CNY 12.80', 'CNY', 1_280],
  ['rmb12.80', 'CNY', 1_280],
  ['1,280.00', 'CNY', 128_000],
  ['1.280,00', 'CNY', 128_000],
  ['1 280,00', 'CNY', 128_000],
  ['1\u00a0280,00', 'CNY', 128_000],
  ['1,234,567.89', 'CNY', 123_456_789],
  ['1,234,567', 'CNY', 123_456_700],
  ['12.8000', 'CNY', 1_280],
  ['0', 'CNY', 0],
  ['0.00', 'CNY', 0],
  ['HK$12.80', 'HKD', 1_280],
  ['$12.80', 'HKD', 1_280],
  ['1,280', 'JPY', 1_280],
  ['1.280', 'JPY', 1_280],
  ['¥128', 'JPY', 128],
  ['128.00', 'JPY', 128],
  ['Rp 12.500', 'IDR', null],
  ['12500', 'IDR', 1_250_000],
  ['9999999999.99', 'CNY', 999_999_999_999],
])('%s %s is %s', (cell, currency, minor) => {
  const read = readPrice(cell, currency);
  expect(read).toEqual(minor === null ? { ok: false, fault: 'price_ambiguous' } : { ok: true, minor });
});

test.each([
  ['', 'CNY', 'price_missing'],
  ['   ', 'CNY', 'price_missing'],
  ['1,280', 'CNY', 'price_ambiguous'],
  ['1.280', 'CNY', 'price_ambiguous'],
  ['0.125', 'CNY', 'price_ambiguous'],
  ['12.345,6', 'CNY', null],
  ['12.8056', 'CNY', 'price_decimals'],
  ['128.5', 'JPY', 'price_decimals'],
  ['-1.00', 'CNY', 'price_negative'],
  ['1.00-', 'CNY', 'price_negative'],
  ['(1.00)', 'CNY', 'price_negative'],
  ['−1', 'CNY', 'price_negative'],
  ['$12.80', 'CNY', 'price_of_another_currency'],
  ['USD12.80', 'CNY', 'price_of_another_currency'],
  ['12.80€', 'CNY', 'price_of_another_currency'],
  ['US$12.80', 'HKD', 'price_of_another_currency'],
  ['12.80元', 'JPY', 'price_unreadable'],
  ['abc', 'CNY', 'price_unreadable'],
  ['¥', 'CNY', 'price_unreadable'],
  ['12..80', 'CNY', 'price_unreadable'],
  ['1,28,00', 'CNY', 'price_unreadable'],
  ['12,80.00', 'CNY', 'price_unreadable'],
  ['1.28e3', 'CNY', 'price_unreadable'],
  ['10000000000.00', 'CNY', 'price_too_large'],
  ['99999999999999999999', 'CNY', 'price_too_large'],
  ['125.50', 'IDR', 'price_step'],
])('%j %s is no price: %s', (cell, currency, fault) => {
  const read = readPrice(cell, currency);
  if (fault === null) expect(read).toEqual({ ok: true, minor: 1_234_560 });
  else expect(read).toEqual({ ok: false, fault });
});
