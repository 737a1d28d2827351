import { describe, expect, test } from 'vitest';
import { receiptLanguages } from '../../main/contract/words/language.ts';
import { looksLikePaymentRequestId, readPaymentCode } from '../../main/core/payment-code.ts';
import { isTestPrintId, testPrint } from '../../main/core/test-print.ts';
import { receiptPicture } from '../../native/printer/picture.ts';
import { profileNamed } from '../../native/printer/profile.ts';
import { canReadCodes, readCode } from '../support/code-reader.ts';
import { chineseShop, paidPayment } from '../support/payment-sample.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const parts = {
  wallMs: Date.UTC(2026, 10, 20, 6, 5, 9),
  digits: '483920',
  shop: { ...chineseShop, language: 'en' },
  scripts: ['en'],
} as const;

describe('the id of a test print', () => {
  const id = testPrint(parts).barcode;

  test('says when and where it was printed, in as many digits as that of a payment', () => {
    expect(id).toBe('00000000' + '20261120060509' + '0001' + '00000000' + '483920');
    expect(isTestPrintId(id)).toBe(true);
  });

  test('is never taken for a payment code or a receipt, whatever the configuration accepts', () => {
    expect(readPaymentCode(id, { acceptShortCodes: true, acceptLongCodes: true }).ok).toBe(false);
    expect(looksLikePaymentRequestId(id)).toBe(false);
  });

  test.each([paidPayment.paymentRequestId, '2812345678901234', '', '0'.repeat(40)])('is not seen in %j', (text) => {
    expect(isTestPrintId(text)).toBe(false);
  });
});

test('it is no proof of payment: no amount, no payment mark', () => {
  for (const language of receiptLanguages) {
    const page = testPrint({ ...parts, shop: { ...chineseShop, language }, scripts: receiptLanguages });
    expect(page, language).toMatchObject({ kind: 'test_print', amount: '', mark: [] });
    expect(page.rows).toHaveLength(receiptLanguages.length);
  }
});

test.runIf(canReadCodes).each([
  [80, (id: string) => `CODE-128:${id} QR-Code:${id}`],
  [58, (id: string) => `QR-Code:${id}`],
] as const)('on %i mm its codes are read back', async (paper, wanted) => {
  const page = testPrint(parts);
  const generic = profileNamed('generic');
  if (!generic.ok) throw new Error(generic.why);
  const english = { ...page, shop: ['Sunshine'] };
  const picture = await receiptPicture(english, generic.profile, paper);
  if (!picture.ok) throw new Error(picture.why);
  expect(readCode(picture.png, temporaryFolder())).toBe(wanted(page.barcode));
});
