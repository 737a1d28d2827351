import { hongKong } from './hong-kong.ts';
import type { InEveryLanguage, Language } from './language.ts';

/**
 * Every text of the cashier's screen that is not the sentence of a state, a refusal, a result code or an alarm; those
 * have tables of their own. Knows no colours, no keys and no layout.
 */

/** Names of the languages, each in itself: a button that leads back must be readable to whoever needs it. */
export const languageNames: Readonly<Record<Language, string>> = { 'zh-CN': '简体', en: 'English', 'zh-HK': '繁體' };

export type RescueReason = 'damaged' | 'gone' | 'outdated' | 'read_only' | 'disk_full' | 'unreadable';

/** Why a keyboard scanner's burst could not be read for certain. */
export type Garbling =
  /** The burst went into a text field. */
  | 'typed_into_field'
  | 'input_method'
  /** A key without a place, or an Alt+numpad character that is not ASCII. */
  | 'unreadable_key'
  /** Digits with Shift held: `%` may be a 5, or not. */
  | 'shift_stuck'
  /** The first keys had been given up as typing before the rest came. */
  | 'start_lost'
  /** A held key, a function key or a chord in the middle of the text. */
  | 'foreign_key'
  | 'too_long'
  /** More keys than an amount has, in a row, and too slow for a scan: they were typed. */
  | 'too_slow'
  /** The page was blocked, and the keys came long after they were pressed. */
  | 'too_late';

export interface ScreenWords {
  /** Names of things: no full stop, at most 24 columns, a Chinese character counting two. */
  readonly labels: {
    readonly terminal: string;
    readonly openReversals: string;
    readonly attention: string;
    readonly recovered: string;
    readonly amount: string;
    readonly order: string;
    readonly keypad: string;
    readonly functionKeys: string;
    readonly status: string;
    readonly state: string;
    readonly training: string;
    readonly paymentRequestId: string;
    readonly yourName: string;
  };
  /** On buttons: no full stop, at most 24 columns. */
  readonly buttons: {
    readonly pay: string;
    /** The same order once more, after nothing was taken or everything was given back. */
    readonly payAgain: string;
    /** Before the scan. */
    readonly back: string;
    /** Afterwards: takes the payment back. */
    readonly stop: string;
    readonly newSale: string;
    readonly reprint: string;
    /** To the list of papers. */
    readonly papers: string;
    /** What became of a payment. */
    readonly truth: string;
    readonly history: string;
    readonly openReversals: string;
    readonly sendNow: string;
    /** To what the order is called and what is noted on it. */
    readonly order: string;
    readonly articles: string;
    readonly dark: string;
    readonly bright: string;
    /** The sounds of the till are off; pressed, they are on again. */
    readonly soundOff: string;
    readonly soundOn: string;
    readonly clear: string;
    readonly backspace: string;
    readonly point: string;
    readonly goOn: string;
    readonly close: string;
    readonly keep: string;
    readonly giveBack: string;
    readonly differentCustomer: string;
    readonly sameCustomer: string;
  };
  /** Beside a payment under way: no full stop, at most 24 columns. */
  readonly progress: {
    readonly elapsed: (facts: { seconds: number }) => string;
    readonly inquiry: (facts: { inquiry: number; inquiries: number }) => string;
    readonly cancel: (facts: { cancel: number }) => string;
    readonly nextTry: (facts: { seconds: number }) => string;
    readonly asking: string;
    /** An undecided payment is returned by itself. */
    readonly returnsIn: (facts: { seconds: number }) => string;
  };
  /** Why a button does nothing now. */
  readonly off: {
    readonly connecting: string;
    readonly lost: string;
    readonly noAmount: string;
    readonly starting: string;
    readonly scanFirst: string;
    readonly checking: string;
    readonly newSaleFirst: string;
    readonly decideFirst: string;
    readonly nothingToStop: string;
    readonly nothingToClear: string;
    readonly nothingToPrint: string;
    readonly nothingOpen: string;
    readonly saleFirst: string;
    readonly paymentAtCounter: string;
    readonly proofWhenIdle: string;
    /** A scan while devices are set up. */
    readonly settingUp: string;
  };
  readonly banners: {
    readonly training: string;
    readonly connecting: string;
    readonly lost: { readonly title: string; readonly sentence: string };
    readonly salesStopped: { readonly title: string };
  };
  /** Scan again, and why. Nothing was sent, so nothing was charged for it. */
  readonly garbled: Readonly<Record<Garbling, string>>;
  /** What was done, for a moment. */
  readonly done: { readonly reprinted: string; readonly sent: string };
  /** A copy that is not out; the printer's own sentence follows. */
  readonly reprint: { readonly waits: string; readonly failed: string };
  readonly recovered: {
    readonly title: string;
    readonly sentence: string;
    readonly goOn: string;
  };
  readonly attention: { readonly title: string; readonly sentence: string };
  /** In place of the state while the journal is lost. */
  readonly rescue: {
    readonly title: string;
    /** Why it cannot be had; a reason of a newer program is `unreadable`. */
    readonly reasons: Readonly<Record<RescueReason, string>>;
    readonly known: (facts: { payments: number; reversals: number }) => string;
    /** How many of the reversals the gateway has confirmed by now. */
    readonly confirmed: (facts: { reversals: number }) => string;
    /** The ids follow. */
    readonly unreadable: (facts: { payments: number }) => string;
    readonly whatToDo: string;
    /** Over the list of what could be read. */
    readonly list: { readonly title: string; readonly sentence: string };
    /** What the gateway said of a payment, on its card. */
    readonly said: Readonly<Record<'charged' | 'not_charged' | 'returned' | 'unclear', string>>;
  };
  readonly sameAmount: { readonly title: string; readonly yes: string; readonly no: string };
  readonly decide: {
    readonly nameMissing: string;
    /** Written into the journal as the reason. */
    readonly whyKept: string;
    readonly whyReturned: string;
  };
}

export const screenWords: InEveryLanguage<ScreenWords> = {
  'zh-CN': {
    labels: {
      terminal: '终端',
      openReversals: '未完撤销',
      attention: '需要处理',
      recovered: '重启待核对',
      amount: '金额',
      order: '销售单号',
      keypad: '数字键盘',
      functionKeys: '功能键',
      status: '终端状态',
      state: '收款状态',
      training: '模拟顾客',
      paymentRequestId: '商家订单号',
      yourName: '您的姓名',
    },
    buttons: {
      pay: '收款',
      payAgain: '重新收款',
      back: '返回改金额',
      stop: '停止并撤销',
      newSale: '新的一单',
      reprint: '补打单据',
      papers: '单据',
      truth: '查单',
      history: '历史退款',
      openReversals: '未完撤销',
      sendNow: '立即重发',
      order: '单号备注',
      articles: '商品',
      dark: '深色',
      bright: '浅色',
      soundOff: '静音',
      soundOn: '有声',
      clear: '清空',
      backspace: '退格',
      point: '小数点',
      goOn: '继续收款',
      close: '关闭',
      keep: '保留收款',
      giveBack: '退回顾客',
      differentCustomer: '是，另一位顾客',
      sameCustomer: '不是，先不收款',
    },
    progress: {
      elapsed: ({ seconds }) => `${seconds} 秒`,
      inquiry: ({ inquiry, inquiries }) => `第 ${inquiry}/${inquiries} 次查询`,
      cancel: ({ cancel }) => `第 ${cancel} 次撤销`,
      nextTry: ({ seconds }) => `${seconds} 秒后再试`,
      asking: '正在询问支付宝',
      returnsIn: ({ seconds }) => `${seconds} 秒后自动退回`,
    },
    off: {
      connecting: '正在连接终端。',
      lost: '画面与终端失去联系。',
      noAmount: '请先输入金额。',
      starting: '正在开单。',
      scanFirst: '请扫顾客的付款码。',
      checking: '上一笔付款还在核对。',
      newSaleFirst: '这一单已结束，请开新的一单。',
      decideFirst: '这一单留给主管处理，请开新的一单。',
      nothingToStop: '现在没有可以停止的收款。',
      nothingToClear: '已经是新的一单。',
      nothingToPrint: '现在没有可以补打的单据。',
      nothingOpen: '没有未完的撤销。',
      saleFirst: '这一单收完后再设置设备。',
      paymentAtCounter: '付款有结果之前不能改金额。',
      proofWhenIdle: '请先做完这一单，再检测扫码枪。',
      settingUp: '正在设置设备，扫码没有收款。请先关闭设置，再扫付款码。',
    },
    banners: {
      training: 'TRAINING 培训模式 · 不收真钱',
      connecting: '正在连接终端，请稍候。',
      lost: {
        title: '画面与终端失去联系',
        sentence: '付款仍在终端里继续，请勿重复收款。正在重新连接。',
      },
      salesStopped: { title: '暂停收款' },
    },
    garbled: {
      typed_into_field: '扫码内容进了输入框，没有收款。请先关闭输入框，再扫一次。',
      input_method: '输入法截走了扫码内容，没有收款。请切换到英文输入，再扫一次。',
      unreadable_key: '扫码内容认不出来，没有收款。请再扫一次；如再出现，请做扫码枪检测。',
      shift_stuck: '扫码时 Shift 或大写锁定被按住，没有收款。请松开后再扫一次。',
      start_lost: '扫码内容缺了开头，没有收款。请再扫一次；如再出现，请做扫码枪检测。',
      foreign_key: '扫码时夹进了别的按键，没有收款。请不要碰键盘，再扫一次。',
      too_long: '扫到的内容太长，没有收款。请扫顾客的付款码。',
      too_slow: '扫码枪打字太慢，被当成了人工输入，没有收款。请按 Shift+F9 检测扫码枪。',
      too_late: '画面卡住，扫码内容来得太迟，没有收款。请再扫一次。',
    },
    done: { reprinted: '单据已送去补打。', sent: '未完的撤销已立即重发。' },
    reprint: { waits: '补打的单据还没有打印，打印机好了会自动打印。', failed: '补打的单据没有打印。' },
    recovered: {
      title: '上次没有结束的付款',
      sentence: '终端重启时发现这些付款还没有结果，正在逐笔核对。请先看完，核对中的请勿重复收款。',
      goOn: '看完后继续收款；没有结果的付款会在后台继续核对。',
    },
    attention: {
      title: '需要处理的付款',
      sentence: '下面的付款需要有人处理，请按提示去做，查清之前请勿重复收款。',
    },
    rescue: {
      title: '救援模式：暂停收款',
      reasons: {
        damaged: '账本文件已损坏。',
        gone: '账本文件不见了。',
        outdated: '账本缺少本终端已经写入的记录，可能是旧的副本。',
        read_only: '磁盘不能写入，账本打不开。',
        disk_full: '磁盘已满，账本打不开。',
        unreadable: '账本文件打不开。',
      },
      known: ({ payments, reversals }) =>
        `读得到 ${payments} 笔没有结清的付款，其中 ${reversals} 笔正在撤销，撤销会继续。`,
      confirmed: ({ reversals }) => `支付宝已确认 ${reversals} 笔撤销，恢复账本后会再确认一次。`,
      unreadable: ({ payments }) => `另有 ${payments} 笔只读得到号码，状态不明，请勿重复收款，请向支付宝核对。`,
      whatToDo: '请叫主管：放回原来的文件，或用备份恢复账本，再重新启动。',
      list: {
        title: '账本里读得到的付款',
        sentence: '账本打不开，下面是读得到的未结清付款。只有撤销会继续，请勿重复收款。',
      },
      said: {
        charged: '支付宝回答：已扣款。账本记不下，请勿重复收款。',
        not_charged: '支付宝回答：没有扣款。账本记不下，请等账本恢复。',
        returned: '支付宝回答：已撤销，钱已退回顾客。账本记不下，恢复后会再确认。',
        unclear: '支付宝没有明确的回答，请勿重复收款，请稍后再查询。',
      },
    },
    sameAmount: {
      title: '是另一位顾客吗？',
      yes: '另一位顾客要付同样的金额：开新的一单。',
      no: '还是同一位顾客：什么都不收，等上一笔有结果。',
    },
    decide: {
      nameMissing: '请先写姓名，会记入账本。',
      whyKept: '工作人员在收银画面选择保留收款。',
      whyReturned: '工作人员在收银画面选择退回顾客。',
    },
  },
  en: {
    labels: {
      terminal: 'Terminal',
      openReversals: 'Reversals',
      attention: 'Attention',
      recovered: 'Recovered',
      amount: 'Amount',
      order: 'Order',
      keypad: 'Keypad',
      functionKeys: 'Function keys',
      status: 'State of the terminal',
      state: 'State of the payment',
      training: 'Simulated customer',
      paymentRequestId: 'Payment request ID',
      yourName: 'Your name',
    },
    buttons: {
      pay: 'Pay',
      payAgain: 'Charge again',
      back: 'Back to amount',
      stop: 'Stop and reverse',
      newSale: 'New sale',
      reprint: 'Reprint',
      papers: 'Papers',
      truth: 'Look up',
      history: 'History',
      openReversals: 'Open reversals',
      sendNow: 'Send now',
      order: 'Reference',
      articles: 'Articles',
      dark: 'Dark',
      bright: 'Bright',
      soundOff: 'Muted',
      soundOn: 'Sound on',
      clear: 'Clear',
      backspace: 'Backspace',
      point: 'Point',
      goOn: 'Go on selling',
      close: 'Close',
      keep: 'Keep the sale',
      giveBack: 'Return the money',
      differentCustomer: 'Yes, someone else',
      sameCustomer: 'No, do not charge',
    },
    progress: {
      elapsed: ({ seconds }) => `${seconds} s`,
      inquiry: ({ inquiry, inquiries }) => `inquiry ${inquiry} of ${inquiries}`,
      cancel: ({ cancel }) => `cancel ${cancel}`,
      nextTry: ({ seconds }) => `next try in ${seconds} s`,
      asking: 'asking Alipay now',
      returnsIn: ({ seconds }) => `returned in ${seconds} s`,
    },
    off: {
      connecting: 'Connecting to the terminal.',
      lost: 'The screen has lost the terminal.',
      noAmount: 'Enter the amount first.',
      starting: 'Opening the sale.',
      scanFirst: "Scan the customer's payment code.",
      checking: 'The previous payment is being checked.',
      newSaleFirst: 'This sale is over. Start a new one.',
      decideFirst: 'Left to the supervisor. Start a new sale.',
      nothingToStop: 'There is no sale to stop now.',
      nothingToClear: 'This is a new sale already.',
      nothingToPrint: 'There is no receipt to reprint now.',
      nothingOpen: 'No reversal is open.',
      saleFirst: 'Finish this sale first.',
      paymentAtCounter: 'The amount stays until the payment has a result.',
      proofWhenIdle: 'Finish this sale before you check the scanner.',
      settingUp: 'Devices are being set up, so this scan charged nothing. Close the set-up, then scan for a sale.',
    },
    banners: {
      training: 'TRAINING · no real money',
      connecting: 'Connecting to the terminal, please wait.',
      lost: {
        title: 'Terminal lost',
        sentence: 'The screen has lost the terminal. Payments go on there – do not charge again. Connecting once more.',
      },
      salesStopped: { title: 'Sales are stopped' },
    },
    garbled: {
      typed_into_field: 'The scan went into a text field; nothing was charged. Leave the field and scan again.',
      input_method: 'The input method took the scan; nothing was charged. Switch it to English and scan again.',
      unreadable_key: 'The scan could not be read; nothing was charged. Scan again; if it recurs, check the scanner.',
      shift_stuck: 'Shift or Caps Lock was down; nothing was charged. Release it and scan again.',
      start_lost: 'The start of the scan is missing; nothing was charged. Scan again, or check the scanner.',
      foreign_key: 'Another key came into the scan; nothing was charged. Leave the keyboard alone and scan again.',
      too_long: "The scan is too long; nothing was charged. Scan the customer's payment code.",
      too_slow: 'The scanner types too slowly and was taken for typing; nothing was charged. Check it: Shift+F9.',
      too_late: 'The screen was stuck and the scan came too late; nothing was charged. Scan again.',
    },
    done: { reprinted: 'Sent to the printer once more.', sent: 'Open reversals were sent once more.' },
    reprint: {
      waits: 'The copy waits; it is printed by itself once the printer can.',
      failed: 'The copy was not printed.',
    },
    recovered: {
      title: 'Left by the last run',
      sentence: 'A restart found these payments unfinished and is checking each. Do not charge them again until clear.',
      goOn: 'Go on when you have read them; open ones are checked in the background.',
    },
    attention: {
      title: 'Needs a person',
      sentence: 'These payments need somebody. Do what each card says; do not charge again until it is clear.',
    },
    rescue: {
      title: 'Rescue: no sales',
      reasons: {
        damaged: 'The journal file is damaged.',
        gone: 'The journal file is gone.',
        outdated: 'The journal lacks rows that this terminal has written; perhaps it is an old copy.',
        read_only: 'The disk cannot be written, so the journal cannot be opened.',
        disk_full: 'The disk is full, so the journal cannot be opened.',
        unreadable: 'The journal file cannot be opened.',
      },
      known: ({ payments, reversals }) =>
        `Unsettled payments that could be read: ${payments}; being reversed, and going on: ${reversals}.`,
      confirmed: ({ reversals }) => `Reversals that Alipay has confirmed meanwhile: ${reversals}.`,
      unreadable: ({ payments }) =>
        `Payments known by their id alone: ${payments}. Do not charge again; ask Alipay about each.`,
      whatToDo: 'Call a supervisor: put the right file back or restore a backup, then start again.',
      list: {
        title: 'Read from the journal',
        sentence: 'These payments are not settled as far as could be read. Only reversals go on; do not charge again.',
      },
      said: {
        charged: 'Alipay says: charged. It cannot be written down – do not charge again.',
        not_charged: 'Alipay says: not charged. It cannot be written down; wait for the journal.',
        returned: 'Alipay says: cancelled, the money is back. It will be confirmed once more.',
        unclear: 'Alipay gave no clear answer – do not charge again, ask later.',
      },
    },
    sameAmount: {
      title: 'A different customer?',
      yes: 'Somebody else pays the same amount: a new sale is opened.',
      no: 'It is the same customer: nothing is charged; wait for the earlier payment.',
    },
    decide: {
      nameMissing: 'Write your name first; the journal keeps it.',
      whyKept: 'Kept by staff on the till screen.',
      whyReturned: 'Returned by staff on the till screen.',
    },
  },
  get 'zh-HK'() {
    return hongKong().screen;
  },
};
