import type { ReceiptWords } from './receipt.ts';

/** English on receipts. */

export const english: ReceiptWords = {
  mark: 'Alipay+',
  markLine: 'This payment was handled by Alipay',
  titles: {
    paid: 'Payment receipt',
    notConfirmed: 'Payment not confirmed',
    reversed: 'Payment cancelled',
    refund: 'Refund receipt',
  },
  training: 'TRAINING',
  trainingLine: 'Training slip: no money was moved',
  copy: 'COPY',
  otherArticle: 'Other article',
  labels: {
    status: 'Status',
    time: 'Paid at',
    scannedAt: 'Scanned at',
    refundTime: 'Refunded at',
    refundRequestedAt: 'Refund asked at',
    terminal: 'Terminal',
    order: 'Order',
    note: 'Note',
    paymentId: 'Alipay payment ID',
    paymentRequestId: 'Payment request ID',
    refundId: 'Alipay refund ID',
    refundRequestId: 'Refund request ID',
    originalAmount: 'Original amount',
    refunded: 'Refunded so far',
    left: 'Left to refund',
    reason: 'Reason',
  },
  status: {
    paid: 'Paid',
    notConfirmed: 'Not confirmed',
    reversed: 'Cancelled, nothing to pay',
    closedByShop: 'Checked and closed by the shop',
    refunded: 'Refunded',
    refundPending: 'Refund in progress',
  },
  notes: {
    paid: ['Please show this receipt for refunds and questions.', 'Thank you!'],
    notConfirmed: [
      'This payment was not confirmed and the shop has not recorded a sale.',
      'If your wallet was charged, the money comes back by itself. You need not do anything.',
      'Keep this slip and show the number above if you have a question.',
    ],
    reversed: ['This payment was cancelled. If your wallet was charged, the money was returned.', 'Keep this slip.'],
    closedByShop: [
      'The shop has checked and closed this payment.',
      'If your wallet still shows a charge, show the shop the number above.',
      'Keep this slip.',
    ],
    refunded: ['The money goes back to the wallet you paid with; your wallet says when.', 'Keep this receipt.'],
    refundPending: [
      'The refund was sent but is not confirmed yet. It is being followed up.',
      'Keep this receipt and show the number above if you have a question.',
    ],
  },
  sample: { merchantName: 'Example Convenience Store', storeName: 'Example branch' },
  test: {
    title: 'Printer test',
    ruler: 'Ruler: first and last digit must be whole',
    scripts: 'Writing: every line must be readable',
    code: 'Scan this code to check it',
    notes: ['To try the cash drawer, press "Test the drawer" on the set-up page.', 'This page is no proof of payment.'],
  },
};
