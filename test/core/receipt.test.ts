import { describe, expect, test } from 'vitest';
import { languages } from '../../main/contract/words/language.ts';
import { receiptWords } from '../../main/contract/words/receipt.ts';
import type { Phase } from '../../main/core/payment-state.ts';
import {
  amountText,
  asCopy,
  hasReceipt,
  type ReceiptDocument,
  receiptOf,
  refundReceiptOf,
} from '../../main/core/receipt.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { gatewayTimeMs, isTimeZone, shopTime } from '../../main/core/shop-time.ts';
import { chineseShop, doneRefund, englishShop, paidPayment } from '../support/payment-sample.ts';

function value(document: ReceiptDocument, label: string): string | undefined {
  return document.rows.find((row) => row.label === label)?.value;
}

const zh = receiptWords['zh-CN'];
const { en } = receiptWords;

describe('the receipt of a paid payment', () => {
  test('says amount, time, ids, shop, terminal and the Alipay mark', () => {
    const receipt = receiptOf(paidPayment, chineseShop);
    expect(receipt.kind).toBe('paid');
    expect(receipt.amount).toBe('¥12.80');
    expect(receipt.mark[0]).toBe('支付宝 Alipay+');
    expect(receipt.shop).toEqual(['阳光便利店', '徐家汇店']);
    expect(receipt.barcode).toBe(paidPayment.paymentRequestId);
    expect(receipt.rows).toEqual([
      { label: zh.labels.status, value: '支付成功' },
      { label: zh.labels.time, value: '2026-11-20 14:05:09' },
      { label: zh.labels.terminal, value: '0001' },
      { label: zh.labels.order, value: 'ORDER-7' },
      { label: zh.labels.paymentId, value: paidPayment.paymentId },
    ]);
  });

  test('shows the gateway time in the zone of the shop, to the second', () => {
    const receipt = receiptOf(paidPayment, { ...englishShop, timeZone: 'America/New_York' });
    expect(value(receipt, en.labels.time)).toBe('2026-11-20 01:05:09');
  });

  test.each([null, 'soon', '2026-11-20T14:05:09'])('falls back to the scan and says so when the time is %s', (time) => {
    const receipt = receiptOf({ ...paidPayment, paymentTime: time }, englishShop);
    expect(value(receipt, en.labels.time)).toBeUndefined();
    expect(value(receipt, en.labels.scannedAt)).toBe('2026-11-20 14:05:08');
  });

  test('names what was bought with pieces and sums that come to the amount, and the note', () => {
    const order = {
      note: '4号桌',
      lines: [
        { sku: '6901234567892', name: '可口可乐', priceMinor: 350, pieces: 3 },
        { sku: '', name: '其他', priceMinor: 230, pieces: 1 },
      ],
    };
    const receipt = receiptOf({ ...paidPayment, order }, chineseShop);
    expect(receipt.items).toEqual([
      { name: '可口可乐', count: '3 x 3.50', sum: '10.50' },
      { name: '其他', count: '', sum: '2.30' },
    ]);
    expect(value(receipt, zh.labels.note)).toBe('4号桌');
    const slip = receiptOf({ ...paidPayment, order, phase: 'reversal_pending' }, chineseShop);
    expect(slip.items, 'nothing was sold').toBeUndefined();
  });

  test('leaves out the payment id while it is unknown', () => {
    expect(value(receiptOf({ ...paidPayment, paymentId: null }, englishShop), en.labels.paymentId)).toBeUndefined();
  });

  test('says what has been refunded, and only what is done', () => {
    const refunds = [doneRefund, { ...doneRefund, phase: 'pending' as const, amountMinor: 300 }];
    expect(value(receiptOf({ ...paidPayment, refunds }, englishShop), en.labels.refunded)).toBe('CNY 5.00');
  });

  test('says nothing about the payment code, in any language', () => {
    for (const shop of [chineseShop, englishShop]) {
      expect(JSON.stringify(receiptOf(paidPayment, shop))).not.toContain(paidPayment.codeMask);
      expect(JSON.stringify(receiptOf(paidPayment, shop))).not.toContain(paidPayment.codeFingerprint);
    }
  });

  test('names a shop once when merchant and store have the same name', () => {
    expect(receiptOf(paidPayment, { ...englishShop, storeName: englishShop.merchantName }).shop).toHaveLength(1);
  });
});

describe('the slip of a reversal', () => {
  test.each(['reversing', 'reversal_pending'] as const)('never calls a payment that is %s paid', (phase) => {
    const slip = receiptOf({ ...paidPayment, phase }, englishShop);
    expect(slip.kind).toBe('reversal_slip');
    expect(value(slip, en.labels.status)).toBe(en.status.notConfirmed);
    expect(value(slip, en.labels.scannedAt)).toBe('2026-11-20 14:05:08');
    expect(value(slip, en.labels.time)).toBeUndefined();
    expect(slip.barcode).toBe(paidPayment.paymentRequestId);
    expect(slip.notes.join(' ')).toMatch(/comes back.*Keep this slip/);
  });

  test('says that it was cancelled once it was', () => {
    const slip = receiptOf({ ...paidPayment, phase: 'reversed' }, chineseShop);
    expect(slip.title).toBe(zh.titles.reversed);
    expect(value(slip, zh.labels.status)).toBe(zh.status.reversed);
  });
});

describe('the receipt of a refund', () => {
  test('is about the refunded amount and keeps the code of the payment', () => {
    const receipt = refundReceiptOf(paidPayment, doneRefund, chineseShop);
    expect(receipt.amount).toBe('¥5.00');
    expect(receipt.barcode).toBe(paidPayment.paymentRequestId);
    expect(value(receipt, zh.labels.status)).toBe('退款成功');
    expect(value(receipt, zh.labels.refundTime)).toBe('2026-11-21 11:00:02');
    expect(value(receipt, zh.labels.originalAmount)).toBe('¥12.80');
    expect(value(receipt, zh.labels.refundRequestId)).toBe(doneRefund.refundRequestId);
    expect(value(receipt, zh.labels.reason)).toBe('商品退货');
  });

  test('says what can still be refunded beside it', () => {
    const refunds = [doneRefund, { ...doneRefund, phase: 'pending' as const, amountMinor: 300 }];
    const receipt = refundReceiptOf({ ...paidPayment, refunds }, doneRefund, englishShop);
    expect(value(receipt, en.labels.left)).toBe('CNY 4.80');
  });

  test('of one under way claims no refund and shows when it was asked for', () => {
    const pending = { ...doneRefund, phase: 'pending' as const, refundId: null, refundTime: null };
    const receipt = refundReceiptOf(paidPayment, pending, englishShop);
    expect(value(receipt, en.labels.status)).toBe(en.status.refundPending);
    expect(value(receipt, en.labels.refundRequestedAt)).toBe('2026-11-21 11:00:00');
    expect(value(receipt, en.labels.refundId)).toBeUndefined();
  });

  test('of a refused one does not exist', () => {
    expect(() => refundReceiptOf(paidPayment, { ...doneRefund, phase: 'refused' }, englishShop)).toThrow(/refused/);
  });
});

test('a payment without a result has no receipt', () => {
  const without: Phase[] = ['paying', 'inquiring', 'held', 'undecided', 'not_charged'];
  for (const phase of without) {
    expect(hasReceipt({ ...paidPayment, phase }), phase).toBe(false);
    expect(() => receiptOf({ ...paidPayment, phase }, englishShop), phase).toThrow(/no receipt/);
  }
});

test('training and copy stand on every kind of receipt', () => {
  const shop = { ...englishShop, training: true };
  const all = [
    receiptOf(paidPayment, shop),
    receiptOf({ ...paidPayment, phase: 'reversal_pending' }, shop),
    refundReceiptOf(paidPayment, doneRefund, shop),
  ];
  for (const receipt of all) {
    expect(receipt).toMatchObject({ training: true, copy: false });
    expect(asCopy(receipt)).toEqual({ ...receipt, copy: true });
  }
});

test('the sample is marked as training in every language', () => {
  for (const language of languages) expect(sampleReceipt(language)).toMatchObject({ language, training: true });
});

test.each([
  [1280, 'CNY', 'zh-CN', '¥12.80'],
  [1280, 'CNY', 'en', 'CNY 12.80'],
  [599, 'JPY', 'zh-CN', 'JPY 599'],
  [5, 'USD', 'en', 'USD 0.05'],
] as const)('%i minor units of %s in %s read %s', (minor, currency, language, text) => {
  expect(amountText({ minor, currency }, language)).toBe(text);
});

describe('times of the gateway', () => {
  const at = Date.UTC(2026, 10, 20, 6, 5, 9);
  test.each([
    '2026-11-20T14:05:09+08:00',
    '2026-11-20T14:05:09.123+0800',
    '2026-11-20 14:05:09 +08',
    '2026-11-20T06:05:09Z',
    '2026-11-20T01:05:09-05:00',
    '2026-11-20T11:35:09+05:30',
    String(at / 1000),
    String(at),
  ])('%s is one moment', (text) => {
    expect(gatewayTimeMs(text)).toBe(at);
  });

  test.each([null, '', 'yesterday', '2026-11-20T14:05:09', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '20261120'])(
    '%s is not believed',
    (text) => {
      expect(gatewayTimeMs(text)).toBeNull();
    },
  );

  test('midnight is 00, not 24', () => {
    expect(shopTime(Date.UTC(2026, 0, 1, 16, 0, 0), 'Asia/Shanghai')).toBe('2026-01-02 00:00:00');
  });

  test('a zone that does not exist is told apart', () => {
    expect([isTimeZone('Asia/Shanghai'), isTimeZone('Asia/Nowhere'), isTimeZone('')]).toEqual([true, false, false]);
  });
});
