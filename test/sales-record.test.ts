import { expect, test } from 'vitest';
import { salesOf, salesPiece } from '../main/sales-record.ts';
import { SqliteJournal } from '../main/store/journal.ts';
import { counterWorld, steadyChance, t0 } from './support/counter.ts';
import { manualClock } from './support/manual-clock.ts';

/** What an audit is given of a journal: in pieces, and with nothing in it left out or told twice. */

test('every payment is in one piece, and every open one stands beside it as open', () => {
  const clock = manualClock(t0);
  const journal = new SqliteJournal(':memory:', clock, steadyChance());
  const world = counterWorld({ clock, journal });
  const ids = Array.from({ length: 7 }, (_, n) => {
    const id = world.charge(100 + n);
    world.terminal.stop();
    world.clock.advance(70_000);
    world.terminal.clear();
    return id;
  });
  const pieces = [salesPiece(journal, world.terminal.returns, undefined, 3)];
  for (let next = pieces[0]?.next ?? null; next !== null; next = pieces.at(-1)?.next ?? null)
    pieces.push(salesPiece(journal, world.terminal.returns, next, 3));

  expect(pieces.map(({ sales }) => sales.length)).toEqual([3, 3, 1]);
  expect(pieces.flatMap(({ sales }) => sales)).toEqual([...salesOf(journal)]);
  expect(pieces.flatMap(({ sales }) => sales.map(({ paymentRequestId }) => paymentRequestId))).toEqual(ids);
  for (const { sales, open } of pieces)
    expect(open.toSorted()).toEqual(sales.map(({ paymentRequestId }) => paymentRequestId));
});
