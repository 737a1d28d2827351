import { maskScan } from '../contract/scan-mask.ts';
import { utcSecondMs } from './ids.ts';
import {
  isWebAddress,
  isWeChatCode,
  looksLikePaymentRequestId,
  readPaymentCode,
  scannedNumber,
} from './payment-code.ts';
import { isTestPrintId } from './test-print.ts';

/**
 * Reads what somebody typed, pasted or scanned to ask after a payment: the number of a paper, of the customer's bill,
 * or an order. Pure text; it knows no payment. A payment code is told from a number, and never shown.
 */

export type NumberRefusal =
  /** A payment code: the customer's money for a minute, and no number of a payment. */
  | 'code_at_truth_desk'
  | 'web_address'
  /** A printer's test page: no payment has its id. */
  | 'test_print'
  /** Nothing that could be a number of ours, of Alipay's or of an order. */
  | 'no_number';

export type AskedNumber =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: NumberRefusal };

/** Every length a code can have: here it is about secrecy, whatever this shop charges. */
const everyCode = { acceptShortCodes: true, acceptLongCodes: true };

/** Longest id of the API: `paymentRequestId`, `paymentId`, `referenceOrderId` have at most 64 characters. */
const idMax = 64;

/**
 * The number in `text`. Full-width signs count as plain ones; blanks and dashes between groups of digits do not
 * count. A number that could be a payment code is refused unless `isKnown` says that a payment has it.
 */
export function readAskedNumber(text: string, isKnown: (id: string) => boolean): AskedNumber {
  const whole = scannedNumber(text.normalize('NFKC'));
  if (isWebAddress(whole)) return { ok: false, reason: 'web_address' };
  const bare = whole.replaceAll(/[\s\p{Pd}]/gu, '');
  // An order may have dashes of its own: what a payment has wins over what looks like groups of digits.
  const isGroups = /^[A-Za-z]?\d+$/.test(bare) && !(isId(whole) && isKnown(whole));
  const id = isGroups ? bare : whole;
  if (isTestPrintId(id)) return { ok: false, reason: 'test_print' };
  if (!isId(id)) return { ok: false, reason: 'no_number' };
  if (isKnown(id)) return { ok: true, id };
  // WeChat Pay's codes are as secret as ours.
  const isCode = readPaymentCode(id, everyCode).ok || isWeChatCode(id);
  return isCode ? { ok: false, reason: 'code_at_truth_desk' } : { ok: true, id };
}

/** `id` as it may be shown: what a payment has, or what has the form of our own ids, is no secret. */
export function shownNumber(id: string, isKnown: boolean): string {
  return isKnown || looksLikePaymentRequestId(id) ? id : maskScan(id);
}

/** What a paymentRequestId of this program says by itself; null for another form. Seed 004: time + terminal + amount. */
export function partsOfId(paymentRequestId: string): {
  readonly scannedAtMs: number;
  readonly terminalNumber: string;
  readonly amountMinor: number;
} | null {
  if (!looksLikePaymentRequestId(paymentRequestId)) return null;
  return {
    scannedAtMs: utcSecondMs(paymentRequestId),
    terminalNumber: paymentRequestId.slice(14, 18),
    amountMinor: Number(paymentRequestId.slice(18, 30)),
  };
}

function isId(id: string): boolean {
  return id.length >= 1 && id.length <= idMax && /^[\x21-\x7e]+$/.test(id);
}
