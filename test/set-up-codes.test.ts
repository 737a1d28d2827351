import { describe, expect, test } from 'vitest';
import { makers, setUpRequests, setUps } from '../main/contract/set-up-codes.ts';
import { readPaymentCode } from '../main/core/payment-code.ts';
import { setUpHandlers } from '../main/set-up-codes.ts';

/** The barcodes for scanners: drawn only where they are known, and exactly as they are known. */

const { codes, test: testCode } = setUpHandlers()['setup.codes']();

/** The widths of bars and spaces from left to right, in modules: read off the drawing, not asked of its maker. */
function widthsOf(svg: string): string {
  const bars = [...svg.matchAll(/<path stroke="#000000" stroke-width="([\d.]+)" d="([^"]+)"/g)].flatMap(
    ([, width = '', path = '']) =>
      [...path.matchAll(/M([\d.]+) /g)].map(([, x]) => ({ from: Number(x) - Number(width) / 2, width: Number(width) })),
  );
  bars.sort((one, other) => one.from - other.from);
  const widths = bars.flatMap(({ from, width }, at) => {
    const next = bars[at + 1];
    return next === undefined ? [width] : [width, next.from - from - width];
  });
  return widths.map((each) => Math.round(each)).join('');
}

/** ISO/IEC 15417, table 1: start B, and the symbol of value 96, which is FNC3 in code sets A and B. */
const startA = '211412';
const startB = '211214';
const fnc3 = '114311';

test('every maker has an entry, each entry names the manual, and the answer fits the contract', () => {
  expect(new Set(codes.map(({ maker }) => maker))).toEqual(new Set(makers));
  expect(new Set(codes.map(({ setUp }) => setUp))).toEqual(new Set(setUps));
  for (const { manual } of codes) expect(manual).toMatch(/Guide, ".+"|Guide, chapter \d+, ".+"/);
  expect(setUpRequests['setup.codes'].result.safeParse({ codes, test: testCode }).success).toBe(true);
});

describe('a Datalogic programming label', () => {
  const drawn = codes.filter(({ drawing }) => drawing !== null);

  test('is the only one that is drawn: the others are not known for certain', () => {
    expect(drawn.map(({ maker, setUp }) => [maker, setUp])).toEqual([
      ['datalogic', 'usb_serial'],
      ['datalogic', 'keyboard'],
    ]);
  });

  test('begins with FNC3, without which a scanner would only read it out', () => {
    for (const { drawing } of drawn) {
      const widths = widthsOf(drawing ?? '');
      expect([startA + fnc3, startB + fnc3]).toContain(widths.slice(0, 12));
    }
  });
});

test('the test code is Code 128, no payment code, and nothing that is charged by mistake', () => {
  expect(widthsOf(testCode.drawing).slice(0, 6), 'start C').toBe('211232');
  const rules = { acceptShortCodes: true, acceptLongCodes: true };
  expect(readPaymentCode(testCode.digits, rules)).toMatchObject({ ok: false });
});
