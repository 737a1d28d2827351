/**
 * What of a scan may be kept, shown or sent. A payment code is the customer's money for a minute, and a scan that is
 * cut, doubled or garbled may still hold one: so digits are hidden wherever they could be part of a code, and shown
 * only where they surely are none. Pure text and bytes; used by the terminal and by the page alike.
 */

/** Stands for one hidden digit: how many there were is no secret, and tells a whole read from a cut one. */
export const hiddenDigit = '•';

/** Of a hidden number so many digits stay: the first tell whose code it is, the last are printed on receipts. */
const shownFirst = 2;
const shownLast = 4;

/** Half of the shortest code, which has 16 digits: fewer are of no use to anybody. */
const hiddenFrom = 9;

/** Of this length on a number may be a whole code, and its end is the end of the code. */
const wholeFrom = 16;

/** What a scanner may put before a text: which symbology it was, as ISO/IEC 15424 writes it. */
export const aimId = /^\]([A-Za-z])([0-9A-Za-z])/;

/** An AIM id, or digits of any script with what may stand between two: wallets show their codes in groups. */
const aimIdOrDigits = /\][A-Za-z][0-9A-Za-z]|\p{Nd}(?:[\s\p{Cc}\p{Pd}]*\p{Nd})*/gu;

/** Ids of this program and of the gateway: 26 to 64 digits that begin with a day of this century. */
const datedNumber = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{18,56}$/;

/** First two digits of Alipay's and of WeChat's payment codes. */
const codePrefix = /^(?:2[5-9]|30|1[0-5])/;

/** `text` of one scan with every number hidden that may be, or may hold, a payment code. As long as `text`. */
export function maskScan(text: string): string {
  return text.replace(aimIdOrDigits, (run) => {
    const digits = run.startsWith(']') ? '' : run.replaceAll(/\P{Nd}/gu, '');
    if (isNoSecret(digits)) return run;
    let at = 0;
    return run.replaceAll(/\p{Nd}/gu, (digit) => (isShown(at++, digits.length) ? digit : hiddenDigit));
  });
}

/**
 * The bytes of one scan as pairs of hexadecimal digits with blanks between, `**` for a hidden one. `text` is what was
 * read from them. Where anything of either is hidden, all digits among the bytes are, whatever stands between.
 */
export function maskScanBytes(bytes: Uint8Array, text: string): string {
  const latin = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  if (maskScan(text) === text && maskScan(latin) === latin) return pairs.join(' ');
  // Digits of other scripts are made of bytes above 7F.
  const secret = [...latin.matchAll(/\][A-Za-z][0-9A-Za-z]|[0-9\x80-\xff]/g)].filter(([found]) => found.length === 1);
  for (const [at, { index }] of secret.entries()) {
    if ((bytes[index] ?? 0) > 0x7f || !isShown(at, secret.length)) pairs[index] = '**';
  }
  return pairs.join(' ');
}

/** GS1 General Specifications 7.9: digits weigh 3 and 1 in turn from the right, the sum is a multiple of ten. */
export function hasGoodCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    sum += Number(digits.charAt(digits.length - 1 - fromRight)) * (fromRight % 2 === 0 ? 1 : 3);
  }
  return sum % 10 === 0;
}

function isNoSecret(digits: string): boolean {
  if (digits.length < hiddenFrom || datedNumber.test(digits)) return true;
  const isArticle = digits.length === 12 || digits.length === 13;
  return isArticle && !codePrefix.test(digits) && /^[0-9]+$/.test(digits) && hasGoodCheckDigit(digits);
}

/** Half a code shows no end: its last four digits may be the middle of the whole one. */
function isShown(at: number, count: number): boolean {
  return at < shownFirst || (count >= wholeFrom && at >= count - shownLast);
}
