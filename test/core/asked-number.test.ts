import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOfId, readAskedNumber, shownNumber } from '../../main/core/asked-number.ts';
import { paymentRequestIdOf } from '../../main/core/ids.ts';
import { printedSeed } from '../support/seed.ts';

/** What may be asked at the truth desk, however it was typed or scanned; and what may never be shown. */

const ours = '2026112004000000010000000012800007000123';
const grouped = ours.replace(/\d{4}(?=\d)/g, '$& ');
const nobody = (): boolean => false;

describe('a number is read', () => {
  test.for([
    ['as it is printed', ours],
    ['in groups of four', grouped],
    ['in groups with dashes', grouped.replaceAll(' ', '-')],
    ['in full-width digits', ours.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))],
    ['as a scanner sends it', `]C0${ours}\r`],
  ] as const)('%s', ([, text]) => {
    expect(readAskedNumber(text, nobody)).toEqual({ ok: true, id: ours });
  });

  test("that is Alipay's, a refund's in groups, or an order with signs of its own", () => {
    for (const id of ['2026010119401080010018812000', 'R20261120040000000100001128', 'TABLE-7/2'])
      expect(readAskedNumber(id, nobody)).toEqual({ ok: true, id });
    expect(readAskedNumber('R2026 1120 0400', nobody)).toEqual({ ok: true, id: 'R202611200400' });
    expect(readAskedNumber('20261120140508-0001-0007', (id) => id.includes('-'))).toMatchObject({
      id: '20261120140508-0001-0007',
    });
  });
});

describe('nothing is asked with', () => {
  test.for([
    ['281234567890123456', 'code_at_truth_desk'],
    ['2812 3456 7890 1234 56', 'code_at_truth_desk'],
    ['\uff12\uff18' + '1234567890123456', 'code_at_truth_desk'],
    ['3012345678901234', 'code_at_truth_desk'],
    ['134567890123456789', 'code_at_truth_desk'],
    ['https://qr.alipay.com/fkx1', 'web_address'],
    ['  ', 'no_number'],
    ['bread and milk', 'no_number'],
    ['9'.repeat(65), 'no_number'],
  ] as const)('%s: %s', ([text, reason]) => {
    expect(readAskedNumber(text, nobody)).toEqual({ ok: false, reason });
  });
});

test('an order whose reference looks like a payment code is found all the same', () => {
  const id = '281234567890123456';
  expect(readAskedNumber(id, (asked) => asked === id)).toEqual({ ok: true, id });
});

test('no payment code is ever read as a number, and none is shown', () => {
  const seed = printedSeed('asked numbers');
  const code = fc
    .tuple(fc.integer({ min: 25, max: 30 }), fc.stringMatching(/^\d{14,30}$/))
    .map(([prefix, rest]) => `${prefix}${rest}`);
  const gap = fc.constantFrom('', ' ', '-', '  ');
  fc.assert(
    fc.property(code, gap, fc.integer({ min: 1, max: 5 }), (digits, between, group) => {
      const text = digits.replaceAll(new RegExp(`\\d{${group}}(?=\\d)`, 'g'), `$&${between}`);
      expect(readAskedNumber(text, nobody)).toEqual({ ok: false, reason: 'code_at_truth_desk' });
      expect(shownNumber(digits, false)).not.toBe(digits);
      expect(shownNumber(digits, false)).not.toContain(digits.slice(3, -4));
    }),
    { seed },
  );
});

test('a number of ours says till, amount and second by itself', () => {
  const wallMs = Date.UTC(2026, 10, 20, 4, 0, 1);
  const id = paymentRequestIdOf({ wallMs, terminalNumber: '0007', amountMinor: 1_280, serial: 9, digits: '654321' });
  expect(partsOfId(id)).toEqual({ scannedAtMs: wallMs, terminalNumber: '0007', amountMinor: 1_280 });
  expect(partsOfId('2026010119401080010018812000')).toBeNull();
});
