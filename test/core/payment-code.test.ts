import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  looksLikePaymentRequestId,
  maskPaymentCode,
  type PaymentCodeRefusal,
  readPaymentCode,
} from '../../main/core/payment-code.ts';
import { printedSeed } from '../support/seed.ts';

const plain = { acceptShortCodes: false, acceptLongCodes: false };
const short = { acceptShortCodes: true, acceptLongCodes: false };
const long = { acceptShortCodes: false, acceptLongCodes: true };
const every = { acceptShortCodes: true, acceptLongCodes: true };

/** `count` digits that start with `prefix` and do not repeat in a way the reader cares about. */
function digits(count: number, prefix = '28'): string {
  return `${prefix}7394105826719340528617304958261937450182639471058263`.repeat(3).slice(0, count);
}

const receiptId = '2026112103041500010000000012800007123456';

describe('a payment code is accepted', () => {
  test.each([
    ['18 digits, as the wallet in China shows', '288888888888888888'],
    ['20 digits, as the SDK example has', '28888888888888888888'],
    ['24 digits, as the docs have', '281006020000000000125733'],
    ['the shortest, 17 digits', digits(17)],
    ['the longest, 32 digits', digits(32)],
    ['prefix 25', digits(18, '25')],
    ['prefix 30', digits(18, '30')],
  ])('%s', (_, code) => {
    expect(readPaymentCode(code, plain)).toEqual({ ok: true, code });
  });

  test.each([
    ['CR LF', (code: string) => `${code}\r\n`],
    ['blanks on both sides', (code: string) => `  ${code} `],
    ['an ideographic blank', (code: string) => `\u3000${code}`],
    ['STX and ETX', (code: string) => `\u0002${code}\u0003`],
    ['a NUL before and a tab behind', (code: string) => `\0${code}\t`],
    ['the AIM id of CODE128', (code: string) => `]C0${code}`],
    ['the AIM id of QR model 2', (code: string) => `]Q1${code}`],
    ['the AIM id of QR with FNC1', (code: string) => `]Q6${code}`],
    ['an AIM id, blanks and a terminator', (code: string) => `\u0002 ]C0 ${code}\r`],
  ])('and %s do not count', (_, dress) => {
    expect(readPaymentCode(dress('288888888888888888'), plain)).toEqual({ ok: true, code: '288888888888888888' });
  });

  test('with 16 digits only where the configuration says so', () => {
    expect(readPaymentCode(digits(16), plain)).toEqual({ ok: false, reason: 'too_short' });
    expect(readPaymentCode(digits(16), short)).toEqual({ ok: true, code: digits(16) });
    expect(readPaymentCode(digits(15), short)).toEqual({ ok: false, reason: 'too_short' });
  });

  test('with 33 to 64 digits only where the configuration says so', () => {
    expect(readPaymentCode(digits(33), plain)).toEqual({ ok: false, reason: 'too_long' });
    expect(readPaymentCode(digits(33), long)).toEqual({ ok: true, code: digits(33) });
    expect(readPaymentCode(digits(64), long)).toEqual({ ok: true, code: digits(64) });
    expect(readPaymentCode(digits(65), long)).toEqual({ ok: false, reason: 'too_long' });
  });
});

describe('a refusal names what the cashier holds before the scanner', () => {
  test.each<[string, string, PaymentCodeRefusal]>([
    ['nothing', '', 'empty'],
    ['a lone terminator', '\r\n', 'empty'],
    ['an AIM id without a code', ']C0', 'empty'],
    ['full-width digits', '２８８８８８８８８８８８８８８８８８', 'full_width_digits'],
    ['a mix of full-width and plain digits', '28８８８８８８８８８８８８８８８８', 'full_width_digits'],
    ['full-width digits in groups', '２８８８　８８８８　８８８８', 'full_width_digits'],
    ['a receive-money QR', 'https://qr.alipay.com/fkx0123456789', 'web_address'],
    ['a wedge through an input method', '其巍峨沃', 'letters'],
    ['a code with an O for a zero', '28888888888888888O', 'letters'],
    ['a code typed in groups, as the wallet shows it', '2888 8888 8888 8888 88', 'blanks_inside'],
    ['a code of 16 digits', digits(16), 'too_short'],
    ['an amount', '1280', 'too_short'],
    ['a foreign code of the right length', digits(19, '62'), 'wrong_prefix'],
    ['a foreign code that is too long as well', digits(40, '99'), 'wrong_prefix'],
    ['prefix 24', digits(18, '24'), 'wrong_prefix'],
    ['prefix 31', digits(18, '31'), 'wrong_prefix'],
    ['the first WeChat prefix', digits(18, '10'), 'wechat_code'],
    ['the last WeChat prefix', digits(18, '15'), 'wechat_code'],
    ['the prefix behind WeChat', digits(18, '16'), 'wrong_prefix'],
    ['a WeChat prefix of another length', digits(19, '13'), 'wrong_prefix'],
    ['EAN-13', '4006381333931', 'product_code'],
    ['EAN-13 of the shop itself, prefix 28', '2812345678901'.slice(0, 12) + checkDigit('281234567890'), 'product_code'],
    ['EAN-13 with a wrong check digit', '4006381333932', 'too_short'],
    ['EAN-8', '96385074', 'product_code'],
    ['UPC-A', '036000291452', 'product_code'],
    ['GTIN-14', '10012345678902', 'product_code'],
    ['EAN by its AIM id', ']E04006381333931', 'product_code'],
    ['a GS1-128 label that begins like a payment code', `]C1${digits(20)}`, 'product_code'],
    ['a carton', ']I110012345678902', 'product_code'],
    ['CODE39', `]A0${digits(18)}`, 'other_barcode'],
    ['DataMatrix', `]d2${digits(18)}`, 'other_barcode'],
    ['an answer of the scanner', ']X0SUFBK2 OK', 'scanner_message'],
    ['our own receipt', receiptId, 'own_receipt'],
    ['our own receipt, with its AIM id', `]C0${receiptId}`, 'own_receipt'],
    ['a paymentId of 28 digits', '2026112119401080010018882020', 'order_number'],
    ['a paymentId of 35 digits', '20261121194010800100188820288168750', 'order_number'],
    ['two codes of 17 digits', digits(17) + digits(17, '25'), 'two_codes_at_once'],
    ['two codes of 20 digits', digits(20) + digits(20, '30'), 'two_codes_at_once'],
    ['the same code three times', digits(18).repeat(3), 'two_codes_at_once'],
    ['two codes with a line end between', `${digits(18)}\r${digits(18)}`, 'two_codes_at_once'],
    ['a product and a code', `4006381333931\r\n${digits(18)}`, 'two_codes_at_once'],
    ['two codes with a blank between', `${digits(18)} ${digits(20)}`, 'two_codes_at_once'],
    ['two codes with an AIM id between', `]C0${digits(18)}]C0${digits(18)}`, 'two_codes_at_once'],
    ['undecodable bytes', '28888\ufffd88888', 'noise'],
    ['control characters inside', `${digits(10)}\u001d${digits(10)}`, 'noise'],
    ['signs', '#*-+/', 'noise'],
    ['more than anyone types', digits(64).repeat(5), 'noise'],
  ])('%s', (_, text, reason) => {
    expect(readPaymentCode(text, plain)).toEqual({ ok: false, reason });
  });

  test('the same code twice is refused even where long or short codes make it a possible length', () => {
    expect(readPaymentCode(digits(17).repeat(2), long)).toEqual({ ok: false, reason: 'two_codes_at_once' });
    expect(readPaymentCode(digits(16).repeat(2), short)).toEqual({ ok: false, reason: 'two_codes_at_once' });
    expect(readPaymentCode(digits(16).repeat(2), plain), 'two short codes are one long one here').toMatchObject({
      ok: true,
    });
  });

  test('a long code that merely has a payment prefix in its middle is accepted', () => {
    const code = digits(17) + digits(17, '25');
    expect(readPaymentCode(code, long)).toEqual({ ok: true, code });
  });

  test('our own receipt stays a receipt where long codes are accepted', () => {
    expect(readPaymentCode(receiptId, every)).toEqual({ ok: false, reason: 'own_receipt' });
  });
});

describe('a paymentRequestId is told by its form', () => {
  test.each([
    ['an id of ours', receiptId, true],
    ['39 digits', receiptId.slice(0, 39), false],
    ['41 digits', `${receiptId}0`, false],
    ['two codes of 20 digits', digits(40), false],
    ['month 13', receiptId.replace('20261121', '20261321'), false],
    ['hour 24', `2026112124${receiptId.slice(10)}`, false],
    ['a terminator behind it', `${receiptId}\n`, false],
  ])('%s', (_, text, expected) => {
    expect(looksLikePaymentRequestId(text)).toBe(expected);
  });
});

describe('a mask', () => {
  test('shows the first two and the last four digits', () => {
    expect(maskPaymentCode('281006020000000000125733')).toBe('28…5733');
  });

  test.each(['', '28', '281234', '281234567890123', 'https://qr.alipay.com/x', `28\n${digits(20)}`])(
    'hides all of %j, which is no payment code',
    (text) => {
      expect(maskPaymentCode(text)).toBe('…');
    },
  );
});

describe('whatever is scanned', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: fc.constantFrom('0', '2', '5', '8', '\r', ' ', ']', 'C', 'Q', '8', '\ufffd'), maxLength: 80 }),
    fc
      .tuple(fc.constantFrom('25', '28', '30', '20', '10'), fc.integer({ min: 0, max: 70 }))
      .map(([p, n]) => digits(n, p)),
  );
  const rules = fc.record({ acceptShortCodes: fc.boolean(), acceptLongCodes: fc.boolean() });

  test('an accepted code satisfies the rule, stands in the text, and is masked', () => {
    const seed = printedSeed('payment-code');
    let accepted = 0;
    fc.assert(
      fc.property(text, rules, (scanned, allowed) => {
        const reading = readPaymentCode(scanned, allowed);
        if (!reading.ok) return;
        accepted += 1;
        const { code } = reading;
        expect(code).toMatch(/^(?:2[5-9]|30)[0-9]+$/);
        expect(code.length).toBeGreaterThanOrEqual(allowed.acceptShortCodes ? 16 : 17);
        expect(code.length).toBeLessThanOrEqual(allowed.acceptLongCodes ? 64 : 32);
        expect(scanned).toContain(code);
        expect(maskPaymentCode(code)).toHaveLength(7);
      }),
      { seed, numRuns: 3_000 },
    );
    expect(accepted, `the run must accept some codes to prove anything (seed ${seed})`).toBeGreaterThan(50);
  });
});

function checkDigit(body: string): string {
  const sum = body
    .split('')
    .toReversed()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}
