import { describe, expect, test } from 'vitest';
import type { Message } from '../../main/simulator/messages.ts';
import { noonMs, openBooks, refundRequest, short } from './samples.ts';

describe('inquiry and cancel', () => {
  test('paymentId wins over paymentRequestId', () => {
    const { books, pay, paymentId } = openBooks();
    pay();
    pay({ id: 'pay-2', orderId: 'order-2' });
    const asked = { paymentId: paymentId('pay-2'), paymentRequestId: 'pay-1' };
    expect(books.answer('inquiryPayment', asked)).toMatchObject({ paymentRequestId: 'pay-2' });
    expect(books.answer('cancel', asked)).toMatchObject({ paymentRequestId: 'pay-2' });
  });

  test('a cancel returns the money in full, and repeated tells the same time', () => {
    const { pay, cancel, line, clock } = openBooks();
    pay();
    const first = cancel();
    clock.advance(60_000);
    expect(cancel()).toEqual(first);
    expect(line()).toMatchObject({ status: 'CANCELLED', chargedMinor: 1280, returnedMinor: 1280 });
  });

  test('the cancel window closes at 00:15 of the next day in UTC+8, to the millisecond', () => {
    const open = openBooks();
    open.pay();
    open.clock.advance(Date.UTC(2026, 10, 20, 16, 15) - noonMs);
    expect(short(open.cancel())).toBe('S SUCCESS');
    const shut = openBooks();
    shut.pay();
    shut.clock.advance(Date.UTC(2026, 10, 20, 16, 15) - noonMs + 1);
    expect(short(shut.cancel())).toBe('F CANCEL_WINDOW_EXCEED');
    expect(shut.line()?.returnedMinor).toBe(0);
  });

  test('transactions is null without refunds and lists them after', () => {
    const { pay, inquire, refund } = openBooks();
    pay();
    expect(inquire()).toMatchObject({ transactions: null });
    refund(280);
    expect(inquire()).toMatchObject({
      transactions: [
        {
          transactionType: 'REFUND',
          transactionStatus: 'SUCCESS',
          transactionRequestId: 'refund-1',
          transactionAmount: { currency: 'CNY', value: '280' },
        },
      ],
    });
  });
});

describe('refund', () => {
  test('several refunds fit into the payment, one more unit does not', () => {
    const { pay, refund, line } = openBooks();
    pay();
    expect(short(refund(1000))).toBe('S SUCCESS');
    expect(short(refund(281, 'refund-2'))).toBe('F REFUND_AMOUNT_EXCEED');
    expect(short(refund(280, 'refund-3'))).toBe('S SUCCESS');
    expect(line()?.returnedMinor).toBe(1280);
  });

  test('the same refund again gets the same answer, another amount REPEAT_REQ_INCONSISTENT', () => {
    const { pay, refund, line, clock } = openBooks();
    pay();
    const first = refund(500);
    clock.advance(5_000);
    expect(refund(500)).toEqual(first);
    expect(short(refund(501))).toBe('F REPEAT_REQ_INCONSISTENT');
    expect(line()?.returnedMinor).toBe(500);
  });

  test('a refund uses the currency of its payment and its window', () => {
    const { pay, books, paymentId, refund, clock } = openBooks();
    pay();
    const foreign = refundRequest(paymentId(), 100, 'refund-9', 'USD');
    expect(short(books.answer('refund', foreign))).toBe('F CURRENCY_NOT_SUPPORT');
    clock.advance(180 * 86_400_000 + 1);
    expect(short(refund(100))).toBe('F REFUND_WINDOW_EXCEED');
  });

  test('an empty merchant purse refuses refund and cancel, and the refusal sticks to its refundRequestId', () => {
    const { pay, refund, cancel, books } = openBooks();
    pay();
    books.customer({ act: 'balance', wallet: 'merchant', balanceMinor: 99 });
    expect(short(refund(100))).toBe('F MERCHANT_BALANCE_NOT_ENOUGH');
    expect(short(cancel())).toBe('F MERCHANT_BALANCE_NOT_ENOUGH');
    books.customer({ act: 'balance', wallet: 'merchant', balanceMinor: 5_000 });
    expect(short(refund(100))).toBe('F MERCHANT_BALANCE_NOT_ENOUGH');
    expect(short(cancel())).toBe('S SUCCESS');
  });

  test('inquiryRefund tells each fate, by either id, and ORDER_NOT_EXIST for an unknown one', () => {
    const { pay, refund, books } = openBooks();
    pay();
    const refundId = refund(100)?.['refundId'];
    refund(5_000, 'refund-2');
    const ask = (asked: Message) => short(books.answer('inquiryRefund', asked));
    expect(ask({ refundRequestId: 'refund-1' })).toBe('S SUCCESS SUCCESS');
    expect(ask({ refundRequestId: 'refund-2', refundId })).toBe('S SUCCESS SUCCESS');
    expect(ask({ refundRequestId: 'refund-2' })).toBe('S SUCCESS FAIL');
    expect(ask({ refundRequestId: 'refund-3' })).toBe('F ORDER_NOT_EXIST');
  });
});
