import type { WrittenLanguage } from './language.ts';

/**
 * What the till says of an order while it is being entered: why nothing was charged for it, and what a person is asked
 * before it may be. Knows no keys and no layout.
 */

/** Why a scan was not charged, or a sale not opened, for what stood on the screen. */
export type EntryRefusalName =
  | 'press_pay_first'
  | 'amount_just_changed'
  | 'amount_not_on_screen'
  | 'amount_needs_confirmation'
  | 'amount_unusual'
  | 'entry_changed';

export interface CounterWords {
  readonly refusals: Readonly<Record<EntryRefusalName, string>>;
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
    /** The dialog, and its act. */
    readonly title: string;
    readonly short: string;
    readonly reference: string;
    readonly referenceHint: string;
    readonly note: string;
    readonly noteHint: string;
    readonly badReference: string;
    readonly take: string;
    readonly without: string;
  };
  /** In place of "enter the amount" where a scan charges at once. */
  readonly scanCharges: { readonly title: string; readonly sentence: string };
}

export const counterWords: Readonly<Record<WrittenLanguage, CounterWords>> = {
  'zh-CN': {
    refusals: {
      press_pay_first: '还没有按「收款」，未扣款。请先按收款，再扫付款码。',
      amount_just_changed: '金额刚刚还在输入，未扣款。请看清金额，再扫一次。',
      amount_not_on_screen: '画面还没有显示这个金额，未扣款。请看清金额，再扫一次。',
      amount_needs_confirmation: '金额超出免确认的上限，未扣款。请按收款并确认金额，再扫付款码。',
      amount_unusual: '金额比平时大很多，未扣款。请按收款并确认金额，再扫付款码。',
      entry_changed: '金额刚刚被另一处改动，请看清画面上的金额。没有扣款。',
    },
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
      short: '单号备注',
      reference: '本店销售单号',
      referenceHint: '留空由终端编号。字母、数字或符号，不含空格和汉字。',
      note: '备注',
      noteHint: '打印在小票上，至多 256 字。',
      badReference: '单号不能用：要 1 到 64 个字母、数字或符号，不含空格和汉字。',
      take: '记下',
      without: '都不要',
    },
    scanCharges: { title: '扫码即收款', sentence: '请和顾客核对金额，扫付款码就会收款。' },
  },
  'zh-HK': {
    refusals: {
      press_pay_first: '尚未按「收款」，未有扣款。請先按收款，再掃付款碼。',
      amount_just_changed: '金額剛才仍在輸入，未有扣款。請看清金額，再掃一次。',
      amount_not_on_screen: '畫面尚未顯示這個金額，未有扣款。請看清金額，再掃一次。',
      amount_needs_confirmation: '金額超出免確認上限，未有扣款。請按收款並確認金額，再掃付款碼。',
      amount_unusual: '金額比平時大很多，未有扣款。請按收款並確認金額，再掃付款碼。',
      entry_changed: '金額剛在另一處改動，請看清畫面上的金額。未有扣款。',
    },
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
      short: '單號備註',
      reference: '本店銷售單號',
      referenceHint: '留空則由終端機編號。字母、數字或符號，不含空格及漢字。',
      note: '備註',
      noteHint: '印在收據上，最多 256 字。',
      badReference: '單號不能用：須為 1 至 64 個字母、數字或符號，不含空格及漢字。',
      take: '記下',
      without: '都不要',
    },
    scanCharges: { title: '掃碼即收款', sentence: '請與顧客核對金額，掃付款碼便會收款。' },
  },
  en: {
    refusals: {
      press_pay_first: 'Pay was not pressed yet; nothing was charged. Press Pay, then scan the payment code.',
      amount_just_changed: 'The amount was still being entered; nothing was charged. Check it and scan again.',
      amount_not_on_screen: 'No screen shows this amount yet; nothing was charged. Check it and scan again.',
      amount_needs_confirmation: 'Above the limit for a mere scan; nothing was charged. Press Pay, confirm, then scan.',
      amount_unusual: 'Far above what is usual here; nothing was charged. Press Pay, confirm, then scan.',
      entry_changed: 'The amount was changed elsewhere a moment ago; look at it. Nothing was charged.',
    },
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
      short: 'Reference',
      reference: "The shop's own reference",
      referenceHint: 'Empty: the terminal makes one. Letters, digits and signs, no spaces.',
      note: 'Note',
      noteHint: 'Printed on the receipt, at most 256 characters.',
      badReference: 'This reference cannot be used: 1 to 64 letters, digits or signs, no spaces.',
      take: 'Keep',
      without: 'Neither',
    },
    scanCharges: {
      title: 'Scan to charge',
      sentence: 'Check the amount with the customer; a scan charges it at once.',
    },
  },
};
