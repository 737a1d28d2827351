import receiptline from 'receiptline';
import { expect, test } from 'vitest';
import { symbologyFor } from '../../native/printer/symbology.ts';
import { code128 } from '../support/escpos-listing.ts';

const digits = (count: number) => '2026112006050900010000000012800042483920'.repeat(2).slice(0, count);
const mixed = 'a1B2-c3D4_e5F6.'.repeat(5).slice(0, 64);

/**
 * Modules of CODE128 are 11 x (symbols + 2) + 13, and 10 blank ones on each side (measured on paper widths): 28
 * digits are 209, 29 are 231, 40 are 275 with their quiet zones; each module takes two dots or three.
 */
test.each([
  ['28 digits', 384, 'qr', 6, digits(28)],
  ['28 digits', 512, 'code128', 2, digits(28)],
  ['28 digits', 546, 'code128', 2, digits(28)],
  ['28 digits', 576, 'code128', 2, digits(28)],
  ['29 digits', 384, 'qr', 6, digits(29)],
  ['29 digits', 512, 'code128', 2, digits(29)],
  ['29 digits', 546, 'code128', 2, digits(29)],
  ['29 digits', 576, 'code128', 2, digits(29)],
  ['40 digits', 384, 'qr', 6, digits(40)],
  ['40 digits', 512, 'qr', 6, digits(40)],
  ['40 digits', 546, 'qr', 6, digits(40)],
  ['40 digits', 576, 'code128', 2, digits(40)],
  ['64 digits', 384, 'qr', 5, digits(64)],
  ['64 digits', 576, 'qr', 6, digits(64)],
  ['64 mixed', 384, 'qr', 5, mixed],
  ['64 mixed', 512, 'qr', 6, mixed],
  ['64 mixed', 546, 'qr', 6, mixed],
  ['64 mixed', 576, 'qr', 6, mixed],
  ['24 digits', 576, 'code128', 3, digits(24)],
  ['24 digits', 384, 'code128', 2, digits(24)],
])('%s on a line of %i dots are printed as %s, %i dots a module', (_name, dots, symbology, moduleDots, id) => {
  const shape = symbologyFor(id, dots);
  expect({ symbology: shape.symbology, moduleDots: shape.moduleDots }).toEqual({ symbology, moduleDots });
  expect(shape.quietWidthDots).toBeLessThanOrEqual(dots);
});

test.each([
  [28, 189],
  [29, 211],
  [40, 255],
  [64, 387],
])('%i digits take %i modules, as the printer will count them from the bytes', (count, modules) => {
  const { generic } = receiptline.commands;
  const data = Buffer.from(generic['code128'](digits(count)), 'latin1');
  const symbol = code128(data);
  expect(symbol.text).toBe(digits(count));
  expect(11 * (symbol.symbols + 2) + 13).toBe(modules);
  expect(symbologyFor(digits(count), 832).widthDots % modules).toBe(0);
});

test('the reason names both widths', () => {
  expect(symbologyFor(digits(40), 384).reason).toBe('CODE128 of 275 modules needs 550 dots, the line has 384');
  expect(symbologyFor(digits(40), 576).reason).toBe('CODE128 of 275 modules at 2 dots needs 550 of 576 dots');
});

test.each(['', 'x'.repeat(65), 'line\nbreak', '支付'])('an id like %j stops the program', (id) => {
  expect(() => symbologyFor(id, 576)).toThrow(/1 to 64 printable ASCII/);
});
