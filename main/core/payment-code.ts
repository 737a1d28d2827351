import { aimId, hasGoodCheckDigit } from '../contract/scan-mask.ts';

/**
 * Reads what a scanner, a wedge or a person gave: an Alipay payment code, or the reason why it is none. Pure text.
 * It knows neither the sale nor whether a code was used before; a code it accepts is still a secret of the customer.
 *
 * Rule (seed 004): 17 to 32 digits, the first two 25 to 30. The API page says 16 to 24, and codes may grow, so 16
 * digits and more than 32 are accepted only where the configuration says so.
 */

/** Why a text is not a payment code. Each reason calls for another act of the cashier. */
export type PaymentCodeRefusal =
  /** Nothing but blanks, terminators or an AIM id. */
  | 'empty'
  /** Digits of an East Asian input method: switch the keyboard to half width. */
  | 'full_width_digits'
  /** `https://…`: the customer shows the code for receiving money, or a poster. Ask for the payment code. */
  | 'web_address'
  | 'letters'
  /** Digits in groups, as a wallet shows them below its barcode: type them without blanks. */
  | 'blanks_inside'
  /** Two reads in one text: scan once more. */
  | 'two_codes_at_once'
  /** A receipt of this program, a paymentRequestId: look the sale up instead. */
  | 'own_receipt'
  /** A long number that starts with a date: an order number of a receipt or of the customer's bill. */
  | 'order_number'
  /** EAN-8, UPC, EAN-13, GTIN-14 with a good check digit, or a symbology of goods. */
  | 'product_code'
  /** A symbology that payment codes never have (CODE39, DataMatrix, PDF417, …). */
  | 'other_barcode'
  /** The scanner's answer to one of its set-up barcodes (AIM `]X0`). */
  | 'scanner_message'
  | 'wechat_code'
  | 'too_short'
  | 'too_long'
  | 'wrong_prefix'
  /** Nothing a code could be: control bytes, unreadable bytes, signs. */
  | 'noise';

export type PaymentCodeReading =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly reason: PaymentCodeRefusal };

export interface PaymentCodeRules {
  /** 16 digits too (API page). */
  readonly acceptShortCodes: boolean;
  /** 33 to 64 digits too (seed 004: codes may grow). */
  readonly acceptLongCodes: boolean;
}

const digitsMin = 17;
const digitsMax = 32;
const shortDigits = 16;
/** Longest code a configuration can let in; far above anything announced, far below a nuisance. */
const longDigitsMax = 64;
/** Longer texts are not looked at: a scanner's frame ends at 128 bytes, and nobody types this much. */
const charactersMax = 256;

/** Year 20xx, month, day, hour, minute, second, then terminal, amount, serial and chance. */
const paymentRequestIdShape = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{26}$/;
/** paymentId, trade numbers of the wallet's bill: 26 to 36 digits, the day first (Alipay docs, samples). */
const orderNumberShape = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{18,28}$/;

/**
 * Reads `text`, one scan or one typed line. Surrounding blanks and control characters do not count, and one AIM id
 * (`]` + letter + modifier) may stand first. U+FFFD, which stands for undecodable bytes, reads as `noise`.
 * Where several reasons fit, the one that tells the cashier most wins.
 */
export function readPaymentCode(text: string, rules: PaymentCodeRules): PaymentCodeReading {
  if (text.length > charactersMax) return refused('noise');
  const whole = stripEdges(text);
  const aim = aimId.exec(whole);
  const body = aim ? stripEdges(whole.slice(aim[0].length)) : whole;
  if (body === '') return refused('empty');
  const symbology = aim ? refusedSymbology(aim[1] ?? '', aim[2] ?? '') : null;
  if (symbology) return refused(symbology);
  const reason = /^[0-9]+$/.test(body) ? refusedDigits(body, rules) : refusedCharacters(body, rules);
  return reason === null ? { ok: true, code: body } : refused(reason);
}

/** The digits of a number that stands alone in `text`, one scan, without its AIM id; for looking it up. */
export function scannedNumber(text: string): string {
  const whole = stripEdges(text.slice(0, charactersMax));
  return stripEdges(whole.replace(aimId, ''));
}

/**
 * The form of our own ids: 40 digits that start with a UTC time of the years 2000 to 2099. Payment codes start
 * with 25 to 30 and so can never have it.
 */
export function looksLikePaymentRequestId(text: string): boolean {
  return paymentRequestIdShape.test(text);
}

/** WeChat Pay's payment codes: 18 digits, the first two 10 to 15. */
export function isWeChatCode(digits: string): boolean {
  return /^1[0-5]\d{16}$/.test(digits);
}

/** Begins with a scheme: `https://…`, `weixin://…`. */
export function isWebAddress(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(text);
}

/**
 * The only form in which a payment code may be stored, logged or shown: first two and last four digits, `28…3456`.
 * What is shorter than any payment code, or is not all digits, is masked completely.
 */
export function maskPaymentCode(code: string): string {
  return code.length >= shortDigits && /^[0-9]+$/.test(code) ? `${code.slice(0, 2)}…${code.slice(-4)}` : '…';
}

function refused(reason: PaymentCodeRefusal): PaymentCodeReading {
  return { ok: false, reason };
}

/** Without blanks and control characters at either end. A loop: the pattern would be quadratic in blanks. */
function stripEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isEdge(text, start)) start += 1;
  while (end > start && isEdge(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

function isEdge(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit <= 0x20 || (unit >= 0x7f && unit <= 0x9f) || text.charAt(at).trim() === '';
}

/**
 * Payment codes come as CODE128 (`]C0`) or QR (`]Q0` to `]Q6`); AIM ids as in ISO/IEC 15424. GS1-128 (`]C1`) is a
 * goods label, and one whose application identifier is 25x or 30 would otherwise pass as a payment code.
 */
function refusedSymbology(letter: string, modifier: string): PaymentCodeRefusal | null {
  if (letter === 'C' && modifier === '0') return null;
  if (letter === 'Q' && /[0-6]/.test(modifier)) return null;
  if (letter === 'X') return 'scanner_message';
  // EAN/UPC, GS1 DataBar, interleaved 2 of 5 (cartons), GS1-128.
  if (letter === 'E' || letter === 'e' || letter === 'I' || letter === 'C') return 'product_code';
  return 'other_barcode';
}

/** Why digits only are no payment code, or null where they are one. */
function refusedDigits(digits: string, rules: PaymentCodeRules): PaymentCodeRefusal | null {
  if (looksLikePaymentRequestId(digits)) return 'own_receipt';
  if (orderNumberShape.test(digits)) return 'order_number';
  if (isProductCode(digits)) return 'product_code';
  if (isWeChatCode(digits)) return 'wechat_code';
  if (isWholeCode(digits, rules)) return repeatsOneCode(digits, rules) ? 'two_codes_at_once' : null;
  if (digits.length < digitsMin) return 'too_short';
  if (!hasPrefix(digits)) return 'wrong_prefix';
  return isJoinedCodes(digits, rules) ? 'two_codes_at_once' : 'too_long';
}

/** Why a text with other characters is no payment code. */
function refusedCharacters(body: string, rules: PaymentCodeRules): PaymentCodeRefusal {
  if (body.includes('\ufffd')) return 'noise';
  if (/^[\d\s\uff10-\uff19]+$/.test(body) && /[\uff10-\uff19]/.test(body)) return 'full_width_digits';
  // An inner line end or AIM id: two reads ran together, whatever they are.
  if (/[\r\n]/.test(body) || /^\d+\][A-Za-z][0-9A-Za-z]\d+$/.test(body)) return 'two_codes_at_once';
  const pieces = body.split(/\s+/);
  if (pieces.every((piece) => /^\d+$/.test(piece))) {
    const several = pieces.length > 1 && pieces.every((piece) => isWholeCode(piece, rules));
    return several ? 'two_codes_at_once' : 'blanks_inside';
  }
  if (/\p{Cc}/u.test(body)) return 'noise';
  if (isWebAddress(body)) return 'web_address';
  return /\p{L}/u.test(body) ? 'letters' : 'noise';
}

function hasPrefix(digits: string): boolean {
  return /^(?:2[5-9]|30)/.test(digits);
}

function isWholeCode(digits: string, rules: PaymentCodeRules): boolean {
  const least = rules.acceptShortCodes ? shortDigits : digitsMin;
  const most = rules.acceptLongCodes ? longDigitsMax : digitsMax;
  return digits.length >= least && digits.length <= most && hasPrefix(digits);
}

/**
 * The same code twice or more, its terminator lost: 34 digits with long codes, 32 with short ones. Only an exact
 * repetition counts, since one real code in sixteen has 25 to 30 in its middle. Two different codes that pass
 * here as one do no harm: the gateway knows no such code and nobody is charged.
 */
function repeatsOneCode(digits: string, rules: PaymentCodeRules): boolean {
  return equalCuts(digits, rules).some((pieces) => pieces.every((piece) => piece === pieces[0]));
}

/** Too long for one code, and made of whole codes of equal length. A guess that only chooses the sentence. */
function isJoinedCodes(digits: string, rules: PaymentCodeRules): boolean {
  return equalCuts(digits, rules).some((pieces) => pieces.every((piece) => isWholeCode(piece, rules)));
}

/** `digits` cut into two or more pieces of one length, for each length an ordinary code can have. */
function equalCuts(digits: string, rules: PaymentCodeRules): string[][] {
  const cuts: string[][] = [];
  for (let size = rules.acceptShortCodes ? shortDigits : digitsMin; size <= digits.length / 2; size += 1) {
    if (digits.length % size !== 0) continue;
    cuts.push(Array.from({ length: digits.length / size }, (_, at) => digits.slice(at * size, (at + 1) * size)));
  }
  return cuts;
}

/** EAN-8, UPC-A, EAN-13 and GTIN-14. */
function isProductCode(digits: string): boolean {
  return [8, 12, 13, 14].includes(digits.length) && hasGoodCheckDigit(digits);
}
