/**
 * Everything that is ever written on the customer's screen, in the customer's languages, which may be more than the
 * till's own: another one is a row here. `lineWords` are for line displays, which know ASCII alone.
 */

/** The second is for Hong Kong, whose customers read traditional characters. */
export const customerLanguages = ['zh-CN', 'zh-HK', 'en'] as const;

export type CustomerLanguage = (typeof customerLanguages)[number];

/**
 * What a customer can be shown: the till's states, `welcome` where it has none to tell, `blank` while nobody looks
 * after the till. Their words for the cashier are in `states.ts`.
 */
export const customerStates = [
  'blank',
  'welcome',
  'ready',
  'sending',
  'waiting',
  'checking',
  'held',
  'undecided',
  'reversing',
  'reversal_pending',
  'paid',
  'not_charged',
  'reversed',
] as const;

export type CustomerState = (typeof customerStates)[number];

export interface CustomerWords {
  readonly states: Readonly<Record<CustomerState, string>>;
  /** No terminal answers: neither an amount nor a state can be promised. */
  readonly pleaseWait: string;
  readonly training: string;
  /** Of the amount, for who hears the screen. */
  readonly amount: string;
}

export const customerWords: Readonly<Record<CustomerLanguage, CustomerWords>> = {
  'zh-CN': {
    states: {
      blank: '',
      welcome: '欢迎光临',
      ready: '请出示付款码',
      sending: '处理中，请稍候',
      waiting: '请在手机上确认支付',
      checking: '正在确认，请稍候，请不要重复付款',
      held: '正在核对金额，请稍候',
      undecided: '正在核对一笔付款，请稍候',
      reversing: '正在取消本次付款',
      reversal_pending: '如已扣款将原路退回，请保留单据',
      paid: '支付成功',
      not_charged: '未扣款，请刷新付款码',
      reversed: '已取消，如已扣款将原路退回',
    },
    pleaseWait: '请稍候',
    training: '培训模式，不是真实收款',
    amount: '金额',
  },
  'zh-HK': {
    states: {
      blank: '',
      welcome: '歡迎光臨',
      ready: '請出示付款碼',
      sending: '處理中，請稍候',
      waiting: '請在手機上確認付款',
      checking: '正在確認，請稍候，請勿重複付款',
      held: '正在核對金額，請稍候',
      undecided: '正在核對一筆付款，請稍候',
      reversing: '正在取消本次付款',
      reversal_pending: '如已扣款，將原路退回，請保留單據',
      paid: '付款成功',
      not_charged: '未有扣款，請更新付款碼',
      reversed: '已取消，如已扣款將原路退回',
    },
    pleaseWait: '請稍候',
    training: '培訓模式，並非真實收款',
    amount: '金額',
  },
  en: {
    states: {
      blank: '',
      welcome: 'Welcome',
      ready: 'Please show your payment code',
      sending: 'Processing, please wait',
      waiting: 'Please confirm the payment on your phone',
      checking: 'Confirming, please wait and do not pay again',
      held: 'We are checking the amount, please wait',
      undecided: 'We are checking a payment, please wait',
      reversing: 'Cancelling this payment',
      reversal_pending: 'If you were charged, it will be returned. Please keep the slip',
      paid: 'Payment successful',
      not_charged: 'Not charged. Please refresh your payment code',
      reversed: 'Cancelled. If you were charged, it is returned',
    },
    pleaseWait: 'Please wait',
    training: 'Training – not a real payment',
    amount: 'Amount',
  },
};

/**
 * For displays of two lines: ASCII, at most 20 columns. In English whatever the customer's language is: such displays
 * have no Chinese characters, and pinyin without tones is read by nobody.
 */
export const lineWords: Readonly<Record<CustomerState, string>> = {
  blank: '',
  welcome: 'WELCOME',
  ready: 'SHOW PAYMENT CODE',
  sending: 'PLEASE WAIT',
  waiting: 'CONFIRM ON PHONE',
  checking: 'CHECKING, DO NOT PAY',
  held: 'CHECKING THE AMOUNT',
  undecided: 'CHECKING A PAYMENT',
  reversing: 'CANCELLING',
  reversal_pending: 'PLEASE KEEP THE SLIP',
  paid: 'PAID - THANK YOU',
  not_charged: 'NOT CHARGED',
  reversed: 'CANCELLED',
};

/** Stands beside the amount on a line display; the second where the first has no room. */
export const lineTraining = ['TRAINING', 'TRAIN'] as const;
