import type { Language } from './language.ts';

/**
 * What a person is asked about an order before it is charged, and what can be written on it. Knows no keys and no
 * layout.
 */

export interface CounterWords {
  /** The question before a large or an unusual amount is charged. */
  readonly confirm: {
    readonly title: string;
    readonly aboveLimit: (facts: { amount: string }) => string;
    readonly unusual: string;
    readonly yes: string;
    readonly yesMeans: string;
    readonly no: string;
    readonly noMeans: string;
  };
  /** Of the order: names of things. */
  readonly order: {
    readonly title: string;
    readonly reference: string;
    readonly referenceHint: string;
    readonly note: string;
    readonly noteHint: string;
    readonly badReference: string;
    readonly take: string;
    readonly without: string;
  };
}

export const counterWords: Readonly<Record<Language, CounterWords>> = {
  'zh-CN': {
    confirm: {
      title: '请确认金额',
      aboveLimit: ({ amount }) => `超过 ${amount} 的金额要先确认。请和顾客核对，确认之前不会扣款。`,
      unusual: '这个金额比最近的收款大很多，可能多按了数字。请和顾客核对，确认之前不会扣款。',
      yes: '金额正确，收款',
      yesMeans: '开单，然后扫顾客的付款码。',
      no: '返回改金额',
      noMeans: '什么都不收，金额留在画面上。',
    },
    order: {
      title: '单号和备注',
      reference: '本店销售单号',
      referenceHint: '留空由终端编号。字母、数字或符号，不含空格和汉字。',
      note: '备注',
      noteHint: '打印在小票上，至多 256 字。',
      badReference: '单号不能用：要 1 到 64 个字母、数字或符号，不含空格和汉字。',
      take: '记下',
      without: '都不要',
    },
  },
  'zh-HK': {
    confirm: {
      title: '請確認金額',
      aboveLimit: ({ amount }) => `超過 ${amount} 的金額須先確認。請與顧客核對，確認之前不會扣款。`,
      unusual: '這個金額比最近的收款大很多，可能多按了數字。請與顧客核對，確認之前不會扣款。',
      yes: '金額正確，收款',
      yesMeans: '開單，然後掃顧客的付款碼。',
      no: '返回改金額',
      noMeans: '不收任何款項，金額留在畫面上。',
    },
    order: {
      title: '單號及備註',
      reference: '本店銷售單號',
      referenceHint: '留空則由終端機編號。字母、數字或符號，不含空格及漢字。',
      note: '備註',
      noteHint: '印在收據上，最多 256 字。',
      badReference: '單號不能用：須為 1 至 64 個字母、數字或符號，不含空格及漢字。',
      take: '記下',
      without: '都不要',
    },
  },
  en: {
    confirm: {
      title: 'Is this amount right?',
      aboveLimit: ({ amount }) =>
        `Amounts above ${amount} are confirmed first. Check it with the customer; nothing is charged before.`,
      unusual:
        'Far above the last sales: perhaps a digit too many. Check it with the customer; nothing is charged yet.',
      yes: 'It is right, charge it',
      yesMeans: "The sale is opened; then scan the customer's payment code.",
      no: 'Back to the amount',
      noMeans: 'Nothing is charged; the amount stays on the screen.',
    },
    order: {
      title: 'Reference and note',
      reference: "The shop's own reference",
      referenceHint: 'Empty: the terminal makes one. Letters, digits and signs, no spaces.',
      note: 'Note',
      noteHint: 'Printed on the receipt, at most 256 characters.',
      badReference: 'This reference cannot be used: 1 to 64 letters, digits or signs, no spaces.',
      take: 'Keep',
      without: 'Neither',
    },
  },
};
