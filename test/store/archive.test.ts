import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { archivedFor, archivedWhole, oldShop, opened } from './archiving.ts';
import type { Fate } from './shop-day.ts';
import { tables, verdictOf } from './tables.ts';

const settled: readonly Fate[] = [
  'paid',
  'refunded',
  'not_charged',
  'paid_at_second_attempt',
  'reversed',
  'reversed_twice',
  'returned_by_refund',
];

test('settled payments older than 90 days move whole; everything open stays', () => {
  const shop = oldShop();
  const { journal } = opened(shop);
  const before = verdictOf(journal);
  const done = archivedWhole(journal);
  expect(done).toMatchObject({ payments: settled.length, years: [2026], problems: [] });
  expect(verdictOf(journal)).toEqual(before);
  journal.close();
  const archive = join(dirname(shop.path), 'journal-2026.sqlite');
  expect(existsSync(archive)).toBe(true);
  const left = tables(shop.path).payments.map((row) => row['payment_request_id']);
  expect(left).not.toEqual(expect.arrayContaining(settled.map((fate) => shop.ids[fate])));
  const again = opened(shop).journal;
  expect(verdictOf(again)).toEqual(before);
  again.close();
});

test('crash', () => {
  for (let pieces = 1; ; pieces += 1) {
    const shop = oldShop();
    const first = opened(shop).journal;
    const before = verdictOf(first);
    const how = archivedFor(first, pieces);
    first.close();
    const { journal } = opened(shop);
    expect(verdictOf(journal)).toEqual(before);
    archivedWhole(journal);
    expect(verdictOf(journal)).toEqual(before);
    journal.close();
    if (how === 'done') break;
  }
});
