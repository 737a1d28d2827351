import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskScan, maskScanBytes } from '../../main/contract/scan-mask.ts';
import { printedSeed } from '../support/seed.ts';

const code = '281006020000125733';
const latin = (text: string) => new TextEncoder().encode(text);

describe('of a scan, hidden is', () => {
  test.each([
    ['a payment code', code, '28••••••••••••5733'],
    ['one with its AIM id and terminator', `]C0${code}\r\n`, ']C028••••••••••••5733\r\n'],
    ['one in groups', '2810 0602 0000 1257 33', '28•• •••• •••• ••57 33'],
    ['one with its prefix lost', code.slice(3), '00•••••••••••••'],
    ['one with its end lost', code.slice(0, 13), '28•••••••••••'],
    ['two in one read', `${code}\r${code}`, `28${'•'.repeat(16)}\r${'•'.repeat(14)}5733`],
    ['one in full-width digits', '２８１００６０２００００１２５７３３', '２８••••••••••••５７３３'],
    ['one of WeChat', '130000000000000123', '13••••••••••••0123'],
    ['one inside an address', `https://pay.example/${code}?a=1`, 'https://pay.example/28••••••••••••5733?a=1'],
    ['an article that could be the end of one', '2810060200005', '28•••••••••••'],
  ])('%s', (_, text, masked) => {
    expect(maskScan(text)).toBe(masked);
  });

  test.each([
    ['a paymentRequestId', '2026010112000000010000000012800001123456'],
    ['a paymentId', '2026010119401080010018812000'],
    ['an article number', '6901234567892'],
    ['a short number', '12345678'],
    ['words', 'PR-2026-abc'],
  ])('nothing of %s', (_, text) => {
    expect(maskScan(text)).toBe(text);
  });
});

test('bytes are shown as they came, hidden where the text is', () => {
  expect(maskScanBytes(latin('6901234567892\r'), '6901234567892')).toBe('36 39 30 31 32 33 34 35 36 37 38 39 32 0d');
  expect(maskScanBytes(latin(`]Q1${code}\r`), code)).toBe(`5d 51 31 32 38 ${'** '.repeat(12)}35 37 33 33 0d`);
});

test('bytes of which only the text shows that they are digits are hidden too', () => {
  const text = '２８１００６０２００００１２５７３３';
  expect(maskScanBytes(latin(`${text}\r`), text)).toBe(`${'** '.repeat(3 * text.length)}0d`);
});

test('never more than half of a code are in what is kept of its scan, however it came', () => {
  const digits = fc.string({
    unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
    minLength: 15,
    maxLength: 30,
  });
  const codes = fc.tuple(fc.constantFrom('25', '26', '27', '28', '29', '30'), digits).map((parts) => parts.join(''));
  const mess = fc.constantFrom('', ' ', '\r', '\0\0', ']C0', 'x', '\ufffd');
  fc.assert(
    fc.property(codes, mess, mess, fc.nat({ max: 12 }), (whole, before, after, cut) => {
      const text = `${before}${whole.slice(0, whole.length - cut)}${after}`;
      const bytes = maskScanBytes(latin(text), text);
      const shown = (masked: string) => masked.replaceAll(/\][CQ][01]|\D/g, '').length;
      expect(shown(maskScan(text))).toBeLessThanOrEqual(8);
      const clear = bytes
        .replace(/5d (43|51) 3[01]/g, '')
        .split(' ')
        .filter((pair) => /^3[0-9]$/.test(pair)).length;
      expect(clear).toBeLessThanOrEqual(8);
    }),
    { seed: printedSeed('masked scans'), numRuns: 500 },
  );
});
