import type { OrderLine } from '../contract/order-views.ts';
import type { printKinds } from '../contract/print-views.ts';
import type { ReceiptLanguage } from '../contract/words/language.ts';
import { type ReceiptWords, receiptWords } from '../contract/words/receipt.ts';
import { invariant } from './invariant.ts';
import { type Money, plainAmount } from './money.ts';
import { closedCode, type Payment, type Refund, reservedMinor } from './payment-state.ts';
import { gatewayTimeMs, shopTime } from './shop-time.ts';

/**
 * A receipt as a document: what is said, in which order, not how it is printed. Knows payments and words; knows no
 * paper, no printer and no bytes. What must stand on it and what must not is from seed 004, "Print the receipt".
 */

/** What every receipt of a till says about the shop. */
export interface ReceiptShop {
  readonly merchantName: string;
  readonly storeName: string;
  readonly terminalNumber: string;
  /** IANA name, `Asia/Shanghai`; the times on paper are in this zone. Checked when the configuration is read. */
  readonly timeZone: string;
  readonly language: ReceiptLanguage;
  /** Nothing real is charged: TRAINING stands on every receipt. */
  readonly training: boolean;
}

/** One line of facts. */
export interface ReceiptRow {
  readonly label: string;
  readonly value: string;
  /** Written by a person: a character in it that nothing can print becomes a question mark. */
  readonly isTyped?: true;
}

/** One line of what was bought. */
export interface ReceiptItem {
  /** Of the shop's own list, which may have any character: one that nothing can print becomes a question mark. */
  readonly name: string;
  /** `3 x 4.50` where there is more than one piece, else ''. */
  readonly count: string;
  /** Of all pieces, without sign: `13.50`. */
  readonly sum: string;
}

/** What a payment can have on paper. */
export type ReceiptKind = (typeof printKinds)[number];

/** The paper of a payment. */
export type PaymentReceipt = ReceiptDocument & { readonly kind: ReceiptKind };

/** A receipt as a document: what is said, not how it is printed. Built from a payment, pure. */
export interface ReceiptDocument {
  readonly kind: ReceiptKind | 'test_print';
  readonly language: ReceiptLanguage;
  readonly title: string;
  /** The Alipay payment mark and the line under it. */
  readonly mark: readonly string[];
  /** The merchant, then the store where it has a name of its own. */
  readonly shop: readonly string[];
  /** Striped across the top when nothing real was charged. */
  readonly training: boolean;
  /** A reprint says COPY / 补打. */
  readonly copy: boolean;
  /** What was bought, above the amount they come to; on the receipt of a payment alone, and only where it is known. */
  readonly items?: readonly ReceiptItem[];
  /** `¥12.80` or `USD 5.99`, in the order's currency; printed big. */
  readonly amount: string;
  readonly rows: readonly ReceiptRow[];
  /** What the code below means. */
  readonly barcodeLabel: string;
  /** The paymentRequestId: barcode or QR, and text. */
  readonly barcode: string;
  readonly notes: readonly string[];
}

/** True when there is something to hand to the customer: a payment that ended in money, or one left in doubt. */
export function hasReceipt(payment: Payment): boolean {
  return ['paid', 'reversing', 'reversal_pending', 'reversed'].includes(payment.phase);
}

/**
 * The receipt of a paid payment, or the slip of one that is being reversed or was. Stops in any other phase: ask
 * {@link hasReceipt} first.
 */
export function receiptOf(payment: Payment, shop: ReceiptShop): PaymentReceipt {
  invariant(hasReceipt(payment), `a payment that is ${payment.phase} has no receipt`);
  return payment.phase === 'paid' ? paidReceipt(payment, shop) : reversalSlip(payment, shop);
}

/** The receipt of a refund that is done or under way. Stops for a refused one: no money moved, nothing to keep. */
export function refundReceiptOf(payment: Payment, refund: Refund, shop: ReceiptShop): PaymentReceipt {
  invariant(refund.phase !== 'refused', 'a refused refund has no receipt');
  const words = receiptWords[shop.language];
  const { labels } = words;
  const done = refund.phase === 'done';
  const refundedMs = done ? gatewayTimeMs(refund.refundTime) : null;
  const time =
    refundedMs === null
      ? row(labels.refundRequestedAt, shopTime(refund.requestedAtMs, shop.timeZone))
      : row(labels.refundTime, shopTime(refundedMs, shop.timeZone));
  return {
    ...commonPart(payment, shop, words),
    kind: 'refund',
    title: words.titles.refund,
    amount: amountText({ minor: refund.amountMinor, currency: payment.amount.currency }, shop.language),
    rows: [
      row(labels.status, done ? words.status.refunded : words.status.refundPending),
      time,
      row(labels.originalAmount, amountText(payment.amount, shop.language)),
      row(labels.left, amountText(leftOf(payment), shop.language)),
      ...placeRows(payment, shop, words),
      ...known(labels.paymentId, payment.paymentId),
      ...known(labels.refundId, refund.refundId),
      row(labels.refundRequestId, refund.refundRequestId),
      ...typed(labels.reason, refund.why),
    ],
    notes: done ? words.notes.refunded : words.notes.refundPending,
  };
}

/** What can be refunded beside everything that was refunded or is reserved. */
function leftOf(payment: Payment): Money {
  return { ...payment.amount, minor: payment.amount.minor - reservedMinor(payment) };
}

/** The same receipt, marked as a reprint: a second paper must not pass for a second payment. */
export function asCopy<Paper extends ReceiptDocument>(document: Paper): Paper {
  return { ...document, copy: true };
}

/** The sign a currency has at home. Elsewhere it may be another's: `¥` is also the yen's, `$` is that of many. */
const homeSigns: Partial<Record<ReceiptLanguage, { readonly currency: string; readonly sign: string }>> = {
  'zh-CN': { currency: 'CNY', sign: '\u00a5' },
  'zh-HK': { currency: 'HKD', sign: 'HK$' },
  ja: { currency: 'JPY', sign: '\u00a5' },
  ko: { currency: 'KRW', sign: '\u20a9' },
  th: { currency: 'THB', sign: '\u0e3f' },
};

/** `¥1,280.00` for the currency of the receipt's own language, else code and amount: `CNY 1280.00`. */
export function amountText(money: Money, language: ReceiptLanguage): string {
  const plain = plainAmount(money);
  const home = homeSigns[language];
  if (home?.currency !== money.currency) return `${money.currency} ${plain}`;
  return home.sign + plain.replace(/\d(?=(\d{3})+(?!\d))(?<!\.\d*)/g, '$&,');
}

function paidReceipt(payment: Payment, shop: ReceiptShop): PaymentReceipt {
  const words = receiptWords[shop.language];
  const { labels } = words;
  const paidMs = gatewayTimeMs(payment.paymentTime);
  const refunded = payment.refunds.reduce((sum, refund) => sum + (refund.phase === 'done' ? refund.amountMinor : 0), 0);
  return {
    ...commonPart(payment, shop, words),
    kind: 'paid',
    title: words.titles.paid,
    ...itemsOf(payment),
    amount: amountText(payment.amount, shop.language),
    rows: [
      row(labels.status, words.status.paid),
      paidMs === null ? scanRow(payment, shop, words) : row(labels.time, shopTime(paidMs, shop.timeZone)),
      ...(refunded > 0
        ? [row(labels.refunded, amountText({ minor: refunded, currency: payment.amount.currency }, shop.language))]
        : []),
      ...placeRows(payment, shop, words),
      ...typed(labels.note, payment.order?.note ?? ''),
      ...known(labels.paymentId, payment.paymentId),
    ],
    notes: words.notes.paid,
  };
}

/** A slip of a payment that was not taken names no goods: nothing was sold. */
function itemsOf({ order, amount }: Payment): Pick<ReceiptDocument, 'items'> {
  return order === undefined || order.lines.length === 0
    ? {}
    : { items: order.lines.map((line) => itemOf(line, amount.currency)) };
}

function itemOf({ name, priceMinor, pieces }: OrderLine, currency: string): ReceiptItem {
  const plain = (minor: number) => plainAmount({ minor, currency });
  // An x of ASCII: the sign of multiplication is missing in the oldest printers' sets.
  const count = pieces === 1 ? '' : `${pieces} x ${plain(priceMinor)}`;
  return { name, count, sum: plain(priceMinor * pieces) };
}

function reversalSlip(payment: Payment, shop: ReceiptShop): PaymentReceipt {
  const words = receiptWords[shop.language];
  const reversed = payment.phase === 'reversed';
  const said = reversed ? (payment.code === closedCode ? 'closedByShop' : 'reversed') : 'notConfirmed';
  return {
    ...commonPart(payment, shop, words),
    kind: 'reversal_slip',
    title: reversed ? words.titles.reversed : words.titles.notConfirmed,
    amount: amountText(payment.amount, shop.language),
    rows: [
      row(words.labels.status, words.status[said]),
      scanRow(payment, shop, words),
      ...placeRows(payment, shop, words),
      ...known(words.labels.paymentId, payment.paymentId),
    ],
    notes: words.notes[said],
  };
}

function commonPart(payment: Payment, shop: ReceiptShop, words: ReceiptWords) {
  return {
    language: shop.language,
    mark: [words.mark, words.markLine],
    shop: shop.storeName === shop.merchantName ? [shop.merchantName] : [shop.merchantName, shop.storeName],
    training: shop.training,
    copy: false,
    barcodeLabel: words.labels.paymentRequestId,
    barcode: payment.paymentRequestId,
  };
}

function placeRows(payment: Payment, shop: ReceiptShop, words: ReceiptWords): readonly ReceiptRow[] {
  const { labels } = words;
  return [row(labels.terminal, shop.terminalNumber), row(labels.order, payment.orderId)];
}

function scanRow(payment: Payment, shop: ReceiptShop, words: ReceiptWords): ReceiptRow {
  return row(words.labels.scannedAt, shopTime(payment.scannedAtMs, shop.timeZone));
}

function row(label: string, value: string): ReceiptRow {
  return { label, value };
}

function typed(label: string, value: string): readonly ReceiptRow[] {
  return value === '' ? [] : [{ ...row(label, value), isTyped: true }];
}

/** A row only where there is something to say. */
function known(label: string, value: string | null): readonly ReceiptRow[] {
  return value ? [row(label, value)] : [];
}
