import type { PaymentView } from '../contract/views.ts';
import type { NumberRefusal } from './asked-number.ts';
import type { ClosingRefusal } from './closing.ts';
import type { EntryUnready } from './order-entry.ts';
import type { PrintRefusal } from './print-queue.ts';
import type { RefundRefusal } from './refund.ts';
import type { SaleRefusal } from './sale.ts';
import type { ArticleAnswer, ScanRefusal } from './scan-triage.ts';

/** What the terminal answers to people: done, or refused with a reason word. */

export type Refused<Reason extends string> = { readonly ok: false; readonly reason: Reason };
export type Done = { readonly ok: true };
export type Shown = { readonly ok: true; readonly payment: PaymentView };

/** Why a scan was not charged. `receipt_opened`: it was one of our papers, and its payment is shown now. */
export type CodeRefusal =
  | ScanRefusal
  | Exclude<EntryUnready, 'empty'>
  | 'code_already_used'
  | 'receipt_opened'
  | ArticleAnswer
  | NumberRefusal
  | NotHad
  | SaleRefusal;
export type SaleOpened = { readonly ok: true; readonly orderId: string } | Refused<SaleRefusal>;
export type CodeTaken = { readonly ok: true; readonly paymentRequestId: string } | Refused<CodeRefusal>;
/** Why a payment cannot be had. */
export type NotHad = 'not_found' | 'storage_failed' | 'archive_unavailable' | 'journal_lost';
export type Looked = Shown | Refused<NotHad>;
export type Decided = Shown | Refused<NotHad | 'not_open' | 'name_and_reason_needed'>;
export type Closed = Shown | Refused<ClosingRefusal | NotHad>;
export type RefundStarted =
  | { readonly ok: true; readonly refundRequestId: string; readonly payment: PaymentView }
  | Refused<RefundRefusal | 'not_a_whole_step' | 'refund_changed' | NotHad>;
/** A copy of a paper waits for the printer. */
export type Copied = Done | Refused<NotHad | 'no_receipt' | 'no_printer' | PrintRefusal>;
