import type { Chance } from '../../main/core/ports.ts';
import { createBooks } from '../../main/simulator/books.ts';
import { memoryLedger } from '../../main/simulator/ledger.ts';
import { at, type Message } from '../../main/simulator/messages.ts';
import { manualClock } from '../support/manual-clock.ts';

/** Requests and books for the simulator's tests. It knows the AMS fields, not the simulator's inside. */

/** 2026-11-20T12:00:00+08:00. */
export const noonMs = Date.UTC(2026, 10, 20, 4, 0, 0);

/** Numbers that never repeat, the same in every run. */
export function countingChance(): Chance {
  let next = 0;
  return { digits: (count) => String(++next).padStart(count, '0').slice(-count), fraction: () => 0.5 };
}

export interface PayWish {
  readonly id?: string;
  readonly orderId?: string;
  readonly minor?: number;
  readonly currency?: string;
  readonly code?: string;
  readonly expiry?: string;
  readonly settlementCurrency?: string;
}

let codes = 0;

/** A well-formed payment code that no other call got. */
export function freshCode(): string {
  return `28${String(++codes).padStart(16, '0')}`;
}

/** The pay request of the user-presented mode with every mandatory field. */
export function payRequest(wish: PayWish = {}): Record<string, unknown> {
  const { id = 'pay-1', orderId = 'order-1', minor = 1280, currency = 'CNY', code = freshCode() } = wish;
  const amount = { currency, value: String(minor) };
  return {
    productCode: 'IN_STORE_PAYMENT',
    paymentRequestId: id,
    paymentNotifyUrl: 'https://shop.example/notify',
    paymentFactor: { inStorePaymentScenario: 'PaymentCode' },
    order: {
      referenceOrderId: orderId,
      orderDescription: 'Coffee',
      orderAmount: amount,
      merchant: {
        referenceMerchantId: 'M1',
        merchantName: 'Shop',
        merchantMCC: '5411',
        store: { referenceStoreId: 'S1', storeName: 'Shop 1', storeMCC: '5411' },
      },
      env: { storeTerminalId: 'T1', storeTerminalRequestTime: '2026-11-20T12:00:00+08:00' },
    },
    paymentAmount: amount,
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: code },
    ...(wish.expiry === undefined ? {} : { paymentExpiryTime: wish.expiry }),
    ...(wish.settlementCurrency === undefined
      ? {}
      : { settlementStrategy: { settlementCurrency: wish.settlementCurrency } }),
  };
}

export function refundRequest(paymentId: string, minor: number, id = 'refund-1', currency = 'CNY'): Message {
  return { refundRequestId: id, paymentId, refundAmount: { currency, value: String(minor) } };
}

/** `S SUCCESS`, `S SUCCESS PROCESSING` with a paymentStatus or refundStatus, `silent` for no answer. */
export function short(answer: Message | null): string {
  if (answer === null) return 'silent';
  const status = answer['paymentStatus'] ?? answer['refundStatus'];
  const words = [at(answer, ['result', 'resultStatus']), at(answer, ['result', 'resultCode']), status];
  return words.filter((word) => typeof word === 'string').join(' ');
}

/** Books in memory at noon, with mock amounts on. */
export function openBooks() {
  const clock = manualClock(noonMs);
  const books = createBooks({ clock, chance: countingChance(), ledger: memoryLedger(), mockAmounts: true });
  const pay = (wish: PayWish = {}) => books.answer('pay', payRequest(wish));
  const inquire = (id = 'pay-1') => books.answer('inquiryPayment', { paymentRequestId: id });
  const cancel = (id = 'pay-1') => books.answer('cancel', { paymentRequestId: id });
  const paymentId = (id = 'pay-1') =>
    books.payments().find((line) => line.paymentRequestId === id)?.paymentId ?? 'unknown-payment';
  const refund = (minor: number, refundId = 'refund-1', id = 'pay-1') =>
    books.answer('refund', refundRequest(paymentId(id), minor, refundId));
  const line = (id = 'pay-1') => books.payments().find((payment) => payment.paymentRequestId === id);
  return { clock, books, pay, inquire, cancel, refund, paymentId, line };
}
