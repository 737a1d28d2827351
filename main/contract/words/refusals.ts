import { inEveryLanguage } from './first-words.ts';
import type { InEveryLanguage, Language } from './language.ts';

/**
 * Why something was not done: what happened, where the money is when that could be asked, what to do next. The names
 * are those the core uses, written out here because the contract imports nothing. A refused scan charges nothing,
 * but says nothing of an earlier payment: where one may be open, the text says so.
 */

export type PaymentCodeRefusal =
  | 'empty'
  | 'web_address'
  | 'letters'
  | 'blanks_inside'
  | 'full_width_digits'
  | 'too_short'
  | 'too_long'
  | 'wrong_prefix'
  | 'wechat_code'
  | 'product_code'
  | 'other_barcode'
  | 'order_number'
  | 'own_receipt'
  | 'scanner_message'
  | 'two_codes_at_once'
  | 'noise'
  | 'code_already_used';

export type AmountRefusal =
  | 'not_an_amount'
  | 'zero'
  | 'negative'
  | 'too_many_decimals'
  | 'above_limit'
  | 'not_a_whole_step'
  | 'unknown_currency';

export type SaleRefusal =
  | 'no_sale_open'
  | 'receipt_opened'
  | 'code_at_truth_desk'
  | 'no_number'
  | 'test_print'
  | 'sale_running'
  | 'counter_in_use'
  | 'order_live'
  | 'order_paid'
  | 'lines_do_not_add_up'
  | 'bad_order_id'
  | 'same_amount_unsettled'
  | 'gateway_clock_skew'
  | 'gateway_refuses_our_key'
  | 'storage_failed'
  | 'archive_unavailable'
  | 'disk_nearly_full'
  | 'journal_lost'
  | 'closing'
  | 'not_live_ready';

/** Why a scan was not charged, or a sale not opened, for the order that is being entered. */
export type EntryRefusal =
  | 'press_pay_first'
  | 'amount_just_changed'
  | 'amount_not_on_screen'
  | 'amount_needs_confirmation'
  | 'amount_unusual'
  | 'entry_changed'
  | 'order_while_open'
  | 'screen_was_stuck'
  | 'article_added'
  | 'not_in_catalogue'
  | 'order_full'
  | 'no_such_line'
  | 'amount_is_of_lines';

export type RefundRefusal =
  | 'not_paid'
  | 'reversal_open'
  | 'nothing_left'
  | 'refund_too_large'
  | 'refund_open_same_amount'
  | 'refund_changed'
  | 'amount_zero';

export type VerbRefusal =
  | 'not_found'
  | 'not_open'
  | 'already_closed'
  | 'no_receipt'
  | 'name_and_reason_needed'
  | 'evidence_needed'
  | 'no_open_reversal'
  | 'reversal_still_tried'
  | 'no_training_customer'
  | 'nothing_to_confirm'
  | 'wallet_failed'
  | 'nothing_printed'
  | 'no_simulated_printer'
  | 'no_printer'
  | 'no_such_paper'
  | 'paper_not_open'
  | 'print_line_full'
  | 'drawer_not_allowed'
  | 'drawer_too_soon'
  | 'drawer_failed'
  | 'drawer_unclear';

export interface RefusalWords {
  readonly paymentCode: Readonly<Record<PaymentCodeRefusal, string>>;
  readonly amount: Readonly<Record<AmountRefusal, string>>;
  readonly sale: Readonly<Record<SaleRefusal, string>>;
  readonly entry: Readonly<Record<EntryRefusal, string>>;
  readonly refund: Readonly<Record<RefundRefusal, string>>;
  readonly verb: Readonly<Record<VerbRefusal, string>>;
}

export const refusalWords: InEveryLanguage<RefusalWords> = inEveryLanguage('refusals');

/** For a word from a newer program: says no more than is known. */
const unknownReason: InEveryLanguage<(reason: string) => string> = {
  'zh-CN': (reason) => `没有办理（原因：${reason}）。请先查询这笔付款，查清之前请勿重复收款。`,
  'zh-HK': (reason) => `未有處理（原因：${reason}）。請先查詢這筆付款，查明之前請勿重複收款。`,
  en: (reason) => `It was refused (${reason}). Look the payment up; do not charge again until it is clear.`,
};

/** The sentence for a refusal's reason. A reason belongs to one group only, so the word alone is enough. */
export function refusalSentence(language: Language, reason: string): string {
  const { paymentCode, amount, sale, entry, refund, verb } = refusalWords[language];
  const known: Readonly<Record<string, string>> = { ...paymentCode, ...amount, ...sale, ...refund, ...verb, ...entry };
  return (Object.hasOwn(known, reason) ? known[reason] : undefined) ?? unknownReason[language](reason);
}
