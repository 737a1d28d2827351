import { expect, test } from 'vitest';
import { anything, HistoryBook } from '../../main/core/history-book.ts';
import type { HistoryMark } from '../../main/core/history-ports.ts';

/** The bounds of a search in the book: what lies on a bound, and what the last digits of an id may be. */

function markOf(second: string, serial: string, chance: string): HistoryMark {
  const paymentRequestId = `${second}0001000000001280${serial}${chance}`;
  return { paymentRequestId, phase: 'paid', isLive: false, refunds: 'none' };
}

function bookOf(marks: readonly HistoryMark[]) {
  const book = new HistoryBook();
  book.addOlder(marks);
  const ids = (wanted: Partial<typeof anything>): readonly string[] =>
    Array.from(book.find({ ...anything, ...wanted }, null), (place) => book.idAt(place).slice(-10));
  return ids;
}

test('a day ends before the first second of the next one', () => {
  const ids = bookOf([
    markOf('20261120160000', '0003', '000003'),
    markOf('20261120155959', '0002', '000002'),
    markOf('20261119160000', '0001', '000001'),
    markOf('20261119155959', '0000', '000000'),
  ]);
  const day = { fromSecond: 20_261_119_160_000, beforeSecond: 20_261_120_160_000 };
  expect(ids(day)).toEqual(['0002000002', '0001000001']);
});

test('last digits are compared to the end, over the six of chance and into the serial', () => {
  const ids = bookOf([markOf('20261120040001', '0123', '456789'), markOf('20261120040000', '9923', '456789')]);
  expect(ids({ lastDigits: '789' })).toEqual(['0123456789', '9923456789']);
  expect(ids({ lastDigits: '23456789' })).toEqual(['0123456789', '9923456789']);
  expect(ids({ lastDigits: '123456789' })).toEqual(['0123456789']);
  expect(ids({ lastDigits: '9923456789' })).toEqual(['9923456789']);
});
