import { describe, expect, test } from 'vitest';
import { audit, type Sale } from '../../main/simulator/audit.ts';
import type { Order } from '../../main/simulator/ledger.ts';
import { openBooks } from './samples.ts';

/** Each finding provoked once, and each thing that looks like one but is none. */

const paid: Order = {
  paymentRequestId: 'pay-1',
  paymentId: 'P1',
  orderId: 'order-1',
  status: 'SUCCESS',
  resultCode: 'SUCCESS',
  amountMinor: 1280,
  currency: 'CNY',
  chargedMinor: 1280,
  returnedMinor: 0,
  wallet: 'default',
  codeFingerprint: 'f',
  settlementCurrency: null,
  script: null,
  inquiries: 0,
  createdAtMs: 0,
  expiresAtMs: 0,
  paidAtMs: 0,
  cancelledAtMs: null,
  chargeAtMs: null,
  refunds: [],
};
const cancelled: Order = { ...paid, status: 'CANCELLED', returnedMinor: 1280 };
const sale: Sale = {
  paymentRequestId: 'pay-1',
  orderId: 'order-1',
  status: 'paid',
  amountMinor: 1280,
  currency: 'CNY',
};

function kinds(orders: Order[], sales?: Sale[], open: string[] = []): string[] {
  const { clean, findings } = sales ? audit(orders, { sales, open }) : audit(orders);
  expect(clean).toBe(findings.length === 0);
  for (const finding of findings) expect(finding.sentence).toMatch(/[.]$/);
  return findings.map((finding) => finding.kind);
}

describe('the ledger alone', () => {
  test.each<[string, Order[], string[]]>([
    ['one charge', [paid], []],
    ['two charges of one order', [paid, { ...paid, paymentRequestId: 'pay-2' }], ['order_charged_twice']],
    ['a second charge that was cancelled', [paid, { ...cancelled, paymentRequestId: 'pay-2' }], []],
    [
      'two charges without an order id',
      [
        { ...paid, orderId: '' },
        { ...paid, orderId: '', paymentRequestId: 'pay-2' },
      ],
      [],
    ],
    ['more returned than taken', [{ ...paid, returnedMinor: 1281 }], ['returned_too_much']],
    ['a payment under way', [{ ...paid, status: 'PROCESSING', chargedMinor: 0 }], ['processing']],
  ])('%s', (_, orders, expected) => {
    expect(kinds(orders)).toEqual(expected);
  });
});

describe('the ledger against the till', () => {
  test.each<[string, Order[], Sale[], string[]]>([
    ['a sale that was charged', [paid], [sale], []],
    ['a charge without a sale', [paid], [], ['charged_not_sold']],
    ['a cancelled charge without a sale', [cancelled], [], []],
    ['a sale without a charge', [], [sale], ['sold_not_charged']],
    ['a sale that was cancelled', [cancelled], [sale], ['sold_not_charged']],
    ['a sale of another amount', [paid], [{ ...sale, amountMinor: 1281 }], ['sold_not_charged']],
    ['a sale in another currency', [paid], [{ ...sale, currency: 'USD' }], ['sold_not_charged']],
    ['a sale that was refunded in full', [{ ...paid, returnedMinor: 1280 }], [sale], []],
    ['a reversed sale whose money is held', [paid], [{ ...sale, status: 'reversed' }], ['status_contradicts']],
    ['a free sale whose money is held', [paid], [{ ...sale, status: 'not_charged' }], ['status_contradicts']],
    ['a reversed sale by refund', [{ ...paid, returnedMinor: 1280 }], [{ ...sale, status: 'reversed' }], []],
    ['a reversed sale by cancel', [cancelled], [{ ...sale, status: 'reversed' }], []],
    ['a sale still being reversed', [paid], [{ ...sale, status: 'reversal_pending' }], ['open_row']],
    ['a sale still being asked for', [], [{ ...sale, status: 'checking' }], ['open_row']],
  ])('%s', (_, orders, sales, expected) => {
    expect(kinds(orders, sales)).toEqual(expected);
  });

  test('an open row is found once, by whichever list it is in', () => {
    expect(kinds([cancelled], [{ ...sale, status: 'reversing' }], ['pay-1', 'refund-7'])).toEqual([
      'open_row',
      'open_row',
    ]);
  });
});

test('the books judge what really happened: 9902 is not clean until it is over', () => {
  const { books, pay, clock, line } = openBooks();
  pay({ minor: 9902 });
  expect(books.audit().findings).toMatchObject([{ kind: 'processing', paymentRequestId: 'pay-1' }]);
  clock.advance(90_000);
  expect(books.audit().clean).toBe(true);
  expect(books.audit({ sales: [], open: [] }).findings).toMatchObject([{ kind: 'charged_not_sold' }]);
  pay({ id: 'pay-2', orderId: line()?.orderId ?? '' });
  expect(books.audit().findings).toMatchObject([{ kind: 'order_charged_twice', orderId: 'order-1' }]);
});
