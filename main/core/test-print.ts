import type { ReceiptLanguage } from '../contract/words/language.ts';
import { receiptWords } from '../contract/words/receipt.ts';
import { utcSecond } from './ids.ts';
import { invariant } from './invariant.ts';
import type { ReceiptDocument, ReceiptShop } from './receipt.ts';

/**
 * The page that tries a printer out: how wide it prints, which writing, and a code to scan back. Knows words and ids;
 * knows no paper, no printer and no payment.
 */

export interface TestPrintParts {
  readonly wallMs: number;
  /** Six digits of chance: two pages of one second are told apart. */
  readonly digits: string;
  readonly shop: Pick<ReceiptShop, 'merchantName' | 'terminalNumber' | 'language' | 'training'>;
  /**
   * Languages whose writing stands on it. All of them for a page that is drawn; for one in the printer's own
   * characters only those it claims to have, or it would be drawn after all. Han characters are in the shapes of the
   * shop's language.
   */
  readonly scripts: readonly ReceiptLanguage[];
}

/** Names of the languages, and characters at which a printer or a font that is not meant for them shows itself. */
const writing: Readonly<Record<ReceiptLanguage, { readonly name: string; readonly sample: string }>> = {
  'zh-CN': { name: '简体中文', sample: '骨直返门 支付宝￥' },
  'zh-HK': { name: '繁體中文', sample: '骨直返門 支付寶' },
  en: { name: 'English', sample: 'AaBbGgQq 0O 1lI 58' },
  ja: { name: '日本語', sample: '骨直返 ひらがな カタカナー' },
  ko: { name: '한국어', sample: '결제 영수증 값 뷁' },
  th: { name: 'ไทย', sample: 'ที่นี่ น้ำ ผู้ ปั๊ม ฐุ' },
};

/** The page, with an id of its own that a scanner reads back. */
export function testPrint(parts: TestPrintParts): ReceiptDocument {
  const { shop, scripts } = parts;
  const words = receiptWords[shop.language].test;
  return {
    kind: 'test_print',
    language: shop.language,
    title: words.title,
    mark: [],
    shop: [shop.merchantName, `${receiptWords[shop.language].labels.terminal} ${shop.terminalNumber}`],
    training: shop.training,
    copy: false,
    amount: '',
    rows: scripts.map((language) => ({ label: writing[language].name, value: writing[language].sample })),
    barcodeLabel: words.code,
    barcode: testPrintId(parts.wallMs, shop.terminalNumber, parts.digits),
    notes: words.notes,
  };
}

/**
 * 40 digits, as long as a paymentRequestId, so that what fits here fits there: eight zeros, UTC second, terminal,
 * eight zeros, chance. It begins with neither a year nor 25 to 30: no receipt and no payment code looks like it.
 */
function testPrintId(wallMs: number, terminalNumber: string, digits: string): string {
  const id = `00000000${utcSecond(wallMs)}${terminalNumber.padStart(4, '0')}00000000${digits}`;
  invariant(isTestPrintId(id), `the id of a test print has 40 digits and begins with zeros, not ${id}`);
  return id;
}

/** True for what is read off a test print, of any printer at any time. */
export function isTestPrintId(text: string): boolean {
  return /^0{8}20\d{16}0{8}\d{6}$/.test(text);
}
