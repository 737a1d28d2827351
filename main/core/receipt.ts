import type { Language } from '../contract/words/language.ts';

/** A receipt as a document: what is said, not how it is printed. Built from a finished payment, pure. */
export interface ReceiptDocument {
  readonly kind: 'paid' | 'reversal_slip' | 'refund';
  readonly language: Language;
  readonly title: string;
  readonly shop: readonly string[];
  /** Striped across the top when nothing real was charged. */
  readonly training: boolean;
  /** A reprint says COPY / 补打. */
  readonly copy: boolean;
  /** `¥12.80` or `USD 5.99`, in the order's currency; printed big. */
  readonly amount: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  /** The paymentRequestId: barcode or QR, and text. */
  readonly barcode: string;
  readonly notes: readonly string[];
}
