import type { Tone } from '../contract/scan-views.ts';
import type { OrderRefusal } from './articles.ts';
import { type PaymentCodeRefusal, type PaymentCodeRules, readPaymentCode, scannedNumber } from './payment-code.ts';
import { isTestPrintId } from './test-print.ts';

/**
 * What a scan is answered at the counter, and how that sounds. Pure rules: every scan gets an answer, whatever the
 * counter is doing; only a payment code for an open sale may go on to be charged. It neither asks nor stores.
 */

/**
 * - `free`: no sale is open, or the last one has its result · `open`: a sale waits for its payment code
 * - `entered`: an amount stands there, and a code charges it · `unpressed`: one does, and pay has to be pressed first
 * - `bound`: a payment at the counter has no result yet
 */
export type CounterStanding = 'free' | 'entered' | 'unpressed' | 'open' | 'bound';

export type Triage =
  /** A payment code for the open sale, or for the amount that stands there; whether it may be charged is asked elsewhere. */
  | { readonly act: 'charge'; readonly code: string }
  /** A number of one of our papers, or of the customer's bill: its payment is to be shown. */
  | { readonly act: 'look'; readonly id: string }
  | {
      readonly act: 'refuse';
      readonly reason: ScanRefusal;
      /** An order is being entered, and the scan may be the number of an article: the shop's list knows. */
      readonly mayBeArticle?: true;
    };

/** What an article that was scanned is answered. */
export type ArticleAnswer = 'article_added' | OrderRefusal;

export type ScanRefusal = PaymentCodeRefusal | 'no_sale_open' | 'press_pay_first' | 'sale_running' | 'test_print';

/**
 * While a payment has no result, every scan is answered with it: nothing that is scanned may look as if it had been
 * taken. A payment code without a sale is answered and forgotten.
 */
export function triageScan(text: string, standing: CounterStanding, rules: PaymentCodeRules): Triage {
  if (standing === 'bound') return { act: 'refuse', reason: 'sale_running' };
  // Nobody looks it up: no payment has its id.
  if (isTestPrintId(scannedNumber(text))) return { act: 'refuse', reason: 'test_print' };
  const read = readPaymentCode(text, rules);
  if (read.ok && (standing === 'open' || standing === 'entered')) return { act: 'charge', code: read.code };
  if (read.ok) return { act: 'refuse', reason: standing === 'unpressed' ? 'press_pay_first' : 'no_sale_open' };
  if (standing === 'open') return { act: 'refuse', reason: read.reason };
  const isPaper = read.reason === 'own_receipt' || read.reason === 'order_number';
  if (isPaper) return { act: 'look', id: scannedNumber(text) };
  return { act: 'refuse', reason: read.reason, ...(mayBeArticle.has(read.reason) ? { mayBeArticle: true } : {}) };
}

/** Numbers of goods, and what a shop's own numbers look like: short, with letters, in another symbology. */
const mayBeArticle: ReadonlySet<PaymentCodeRefusal> = new Set<PaymentCodeRefusal>([
  'product_code',
  'other_barcode',
  'letters',
  'too_short',
  'wrong_prefix',
]);

/** Read badly, or only in part: the same code may well be good. */
const again: ReadonlySet<string> = new Set([
  'empty',
  'noise',
  'too_short',
  'blanks_inside',
  'full_width_digits',
  'two_codes_at_once',
  'amount_just_changed',
  'amount_not_on_screen',
]);

/** Money is under way: nothing more may be charged. */
const busy: ReadonlySet<string> = new Set(['sale_running', 'order_live', 'same_amount_unsettled']);

/** How the answer `reason` sounds; null = it was accepted. */
export function toneOf(reason: string | null): Tone {
  if (reason === null) return 'accepted';
  if (reason === 'receipt_opened') return 'opened';
  if (reason === 'article_added') return 'added';
  if (busy.has(reason)) return 'busy';
  return again.has(reason) ? 'again' : 'refused';
}
