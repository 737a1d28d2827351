import { describe, expect, test } from 'vitest';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import { type PrinterProfile, paperOf, profileNamed, profileNames } from '../../native/printer/profile.ts';
import { code128Modules, symbologyFor } from '../../native/printer/symbology.ts';
import { canReadCodes, readCodes } from '../support/code-reader.ts';
import { tokens } from '../support/escpos-listing.ts';
import { printedPicture } from '../support/raster-listing.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Ids of the lengths there are: paymentId, one digit more, ours, and the longest of any gateway. */
const ids = {
  28: '2026112019074100010000000042',
  29: '20261120190741000100000000421',
  40: '2026112006050900010000000012800042483920',
  64: 'Pay-2026.11_20'.repeat(5).slice(0, 64),
} as const;
const papers = [58, 80] as const;

function profile(name: string): PrinterProfile {
  const found = profileNamed(name);
  if (!found.ok) throw new Error(found.why);
  return found.profile;
}

interface Case {
  readonly title: string;
  readonly id: string;
  readonly symbology: string;
  readonly job: Buffer;
  readonly dots: number;
}

/** Every length on every paper of every printer family. */
async function allCases(): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const name of profileNames()) {
    const printer = profile(name);
    for (const paper of papers.filter((each) => printer.papers[each] !== undefined)) {
      for (const id of Object.values(ids)) {
        const encoded = await receiptBytes({ ...sampleReceipt('en'), barcode: id }, printer, paper);
        if (!encoded.ok) throw new Error(encoded.why);
        const { columns } = paperOf(printer, paper);
        const title = `${id.length} characters on ${name}, ${paper} mm`;
        cases.push({ title, id, symbology: encoded.shape.symbology, job: encoded.bytes, dots: columns * 12 });
      }
    }
  }
  return cases;
}

const cases = await allCases();

test('there are printers of every width among them', () => {
  expect(new Set(cases.map(({ dots }) => dots))).toEqual(new Set([360, 384, 420, 432, 504, 576]));
});

test.each(cases)('$title: CODE128 where it fits, else QR, and one of the two', ({ id, symbology, job, dots }) => {
  const fits = (code128Modules(id) + 20) * 2 <= dots;
  expect(symbology).toBe(fits ? 'code128' : 'qr');
  expect(symbologyFor(id, dots).reason).toMatch(fits ? /^CODE128 of \d+ modules at [23] dots/ : /the line has \d+$/);
  const native = tokens(job).filter(({ name }) => name === 'barcode');
  if (native.length > 0) {
    expect(native.map(({ detail }) => detail)).toEqual([expect.stringContaining(`CODE128 ${id} in `)]);
    expect(
      tokens(job).some(({ name }) => name === 'image'),
      'one code, not two',
    ).toBe(false);
  }
});

describe.runIf(canReadCodes)('a reader', () => {
  // Epson's own images are another command; the picture inside is the same.
  const drawn = cases.filter(({ job }) => tokens(job).some(({ detail }) => detail.endsWith('GS v 0')));

  test(`finds the id, and nothing else, in each of the ${drawn.length} jobs that draw it`, () => {
    const pictures = new Map(drawn.map(({ title, job }) => [title, printedPicture(job)]));
    const found = readCodes(pictures, temporaryFolder());
    for (const { title, id, symbology } of drawn) {
      expect(found.get(title), title).toBe(`${symbology === 'qr' ? 'QR-Code' : 'CODE-128'}:${id}`);
    }
  });
});
