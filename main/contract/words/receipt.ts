import type { ReceiptLanguage } from './language.ts';
import { english } from './receipt-en.ts';
import { japanese } from './receipt-ja.ts';
import { korean } from './receipt-ko.ts';
import { thai } from './receipt-th.ts';
import { hongKongChinese, simplifiedChinese } from './receipt-zh.ts';

/**
 * Every text a receipt can carry, per language. It is written for the customer: where the money is and what to
 * keep. It never names an issuer, a wallet bank or an amount in the customer's own currency (seed 004).
 */
export interface ReceiptWords {
  /** The payment mark: shows who handled the payment (seed 004, "Print the receipt"). */
  readonly mark: string;
  readonly markLine: string;
  readonly titles: {
    readonly paid: string;
    readonly notConfirmed: string;
    readonly reversed: string;
    readonly refund: string;
  };
  /** Across the top in training mode, and across the top of a reprint. */
  readonly training: string;
  readonly trainingLine: string;
  readonly copy: string;
  /** Something that is in no list of articles, as a line of an order. */
  readonly otherArticle: string;
  readonly labels: {
    readonly status: string;
    readonly time: string;
    /** In place of `time` when the gateway's own time is not known. */
    readonly scannedAt: string;
    readonly refundTime: string;
    readonly refundRequestedAt: string;
    readonly terminal: string;
    readonly order: string;
    /** What the cashier wrote down for this order. */
    readonly note: string;
    readonly paymentId: string;
    readonly paymentRequestId: string;
    readonly refundId: string;
    readonly refundRequestId: string;
    readonly originalAmount: string;
    readonly refunded: string;
    /** On a refund: what can still be refunded afterwards. */
    readonly left: string;
    readonly reason: string;
  };
  readonly status: {
    readonly paid: string;
    readonly notConfirmed: string;
    readonly reversed: string;
    /** A person closed the reversal; the gateway did not confirm it. */
    readonly closedByShop: string;
    readonly refunded: string;
    readonly refundPending: string;
  };
  readonly notes: {
    readonly paid: readonly string[];
    readonly notConfirmed: readonly string[];
    readonly reversed: readonly string[];
    readonly closedByShop: readonly string[];
    readonly refunded: readonly string[];
    readonly refundPending: readonly string[];
  };
  /** What the sample receipt says where a real one names the shop. */
  readonly sample: { readonly merchantName: string; readonly storeName: string };
  /** The page that tries a printer out; written for whoever sets it up. */
  readonly test: {
    readonly title: string;
    readonly ruler: string;
    readonly scripts: string;
    readonly code: string;
    readonly notes: readonly string[];
  };
}

/** Complete in every language: a text that is missing does not compile. */
export const receiptWords: Readonly<Record<ReceiptLanguage, ReceiptWords>> = {
  'zh-CN': simplifiedChinese,
  'zh-HK': hongKongChinese,
  en: english,
  ja: japanese,
  ko: korean,
  th: thai,
};
