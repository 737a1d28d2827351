import type { OrderContent } from '../../main/contract/order-views.ts';
import type { Payment, Refund } from '../../main/core/payment-state.ts';
import type { ReceiptShop } from '../../main/core/receipt.ts';

/** A payment, a refund and a shop for receipts; tests change the field they are about. */

export const paidPayment: Payment = {
  paymentRequestId: '2026112006050900010000000012800007483920',
  orderId: 'ORDER-7',
  amount: { minor: 1280, currency: 'CNY' },
  serial: 7,
  codeMask: '28**************3456',
  codeFingerprint: 'fingerprint',
  phase: 'paid',
  revision: 2,
  scannedAtMs: Date.UTC(2026, 10, 20, 6, 5, 8),
  expiresAtMs: 0,
  seriesEndsAtMs: 0,
  inquiries: 0,
  cancels: 0,
  orderSeen: true,
  paymentId: '2026112019074100010000000007',
  paymentTime: '2026-11-20T14:05:09+08:00',
  code: 'SUCCESS',
  freedAfterMs: 640,
  alarm: null,
  reversal: null,
  refunds: [],
  doubt: false,
  askAgainAtMs: [],
  dueAtMs: null,
};

export const doneRefund: Refund = {
  refundRequestId: '2026112103000000010000000005000009111222',
  amountMinor: 500,
  origin: 'person',
  why: '商品退货',
  phase: 'done',
  requestedAtMs: Date.UTC(2026, 10, 21, 3, 0, 0),
  sends: 1,
  absences: 0,
  seriesOver: false,
  backOffMs: 0,
  refundId: '2026112119074100020000000007',
  refundTime: '2026-11-21T11:00:02+08:00',
  code: 'SUCCESS',
};

export const chineseShop: ReceiptShop = {
  merchantName: '阳光便利店',
  storeName: '徐家汇店',
  terminalNumber: '0001',
  timeZone: 'Asia/Shanghai',
  language: 'zh-CN',
  training: false,
};

export const englishShop: ReceiptShop = {
  ...chineseShop,
  merchantName: 'Sunshine Convenience',
  storeName: 'Orchard Road',
  language: 'en',
};

/** 12.80 in lines of every kind: short, long, several pieces, free, and typed by hand; with a note. */
export function everyLine(language: 'zh' | 'en'): OrderContent {
  const names =
    language === 'zh'
      ? ['可口可乐 330ml', '阳光农场有机低温巴氏杀菌全脂鲜牛奶950毫升家庭装', '购物袋', '其他']
      : ['Cola 330ml', 'Sunny Farm organic pasteurised whole milk, family bottle 950 ml', 'Carrier bag', 'Other'];
  const [cola = '', milk = '', bag = '', other = ''] = names;
  return {
    note: language === 'zh' ? '4号桌，不要冰' : 'Table 4, no ice',
    lines: [
      { sku: '6901234567892', name: cola, priceMinor: 125, pieces: 2 },
      { sku: '6909876543213', name: milk, priceMinor: 880, pieces: 1 },
      { sku: 'BAG', name: bag, priceMinor: 0, pieces: 1 },
      { sku: '', name: other, priceMinor: 150, pieces: 1 },
    ],
  };
}
