import type { ReceiptLanguage } from '../contract/words/language.ts';
import { receiptWords } from '../contract/words/receipt.ts';
import type { Payment } from './payment-state.ts';
import { type ReceiptDocument, receiptOf } from './receipt.ts';

/**
 * A receipt to try a printer with. It goes the same way as a real one, and says TRAINING since nobody paid.
 */

const samplePayment: Payment = {
  paymentRequestId: '2026112006050900010000000012800042483920',
  orderId: 'SAMPLE-20261120-0042',
  amount: { minor: 1280, currency: 'CNY' },
  serial: 42,
  codeMask: '28…3456',
  codeFingerprint: '',
  phase: 'paid',
  revision: 2,
  scannedAtMs: Date.UTC(2026, 10, 20, 6, 5, 8),
  expiresAtMs: Date.UTC(2026, 10, 20, 6, 8, 8),
  seriesEndsAtMs: Date.UTC(2026, 10, 20, 6, 6, 13),
  inquiries: 0,
  cancels: 0,
  orderSeen: true,
  paymentId: '2026112019074100010000000042',
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

/** Where each language is at home; the amount has the same digits everywhere, since they are part of the id. */
const places: Readonly<Record<ReceiptLanguage, { readonly currency: string; readonly timeZone: string }>> = {
  'zh-CN': { currency: 'CNY', timeZone: 'Asia/Shanghai' },
  'zh-HK': { currency: 'HKD', timeZone: 'Asia/Hong_Kong' },
  en: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
  ja: { currency: 'JPY', timeZone: 'Asia/Tokyo' },
  ko: { currency: 'KRW', timeZone: 'Asia/Seoul' },
  th: { currency: 'THB', timeZone: 'Asia/Bangkok' },
};

/** The sample receipt in `language`; always the same, so that two printers can be compared. */
export function sampleReceipt(language: ReceiptLanguage): ReceiptDocument {
  const { merchantName, storeName } = receiptWords[language].sample;
  const { currency, timeZone } = places[language];
  const payment = { ...samplePayment, amount: { ...samplePayment.amount, currency } };
  return receiptOf(payment, { merchantName, storeName, terminalNumber: '0001', timeZone, language, training: true });
}
