import type { HistoryState, HistoryWord } from '../history.ts';
import type { InEveryLanguage } from './language.ts';

/** What the history of payments and the refund say: on the screen and on the command line. */

export interface HistoryWords {
  readonly title: string;
  /** Labels: no full stop, short. */
  readonly labels: {
    readonly number: string;
    /** In the empty field. */
    readonly numberHint: string;
    readonly amountFrom: string;
    readonly amountTo: string;
    readonly fromDay: string;
    readonly toDay: string;
    readonly state: string;
    readonly any: string;
    readonly list: string;
    readonly detail: string;
    readonly order: string;
    readonly paymentRequestId: string;
    readonly paymentId: string;
    readonly scannedAt: string;
    readonly paidAt: string;
    readonly code: string;
    readonly took: string;
    readonly inquiries: string;
    readonly cancels: string;
    readonly result: string;
    readonly refunds: string;
    readonly refundRequestId: string;
    readonly refundId: string;
    readonly reason: string;
    readonly refunded: string;
    readonly left: string;
    readonly people: string;
    readonly refundAmount: string;
    readonly otherReason: string;
    readonly keypad: string;
    readonly note: string;
    readonly items: string;
  };
  readonly states: Readonly<Record<HistoryState, string>>;
  readonly refundStates: Readonly<Record<'pending' | 'done' | 'refused', string>>;
  readonly buttons: {
    readonly clear: string;
    readonly close: string;
    readonly reprint: string;
    readonly reprintRefund: string;
    readonly ask: string;
    /** To the truth desk. */
    readonly truth: string;
    readonly refund: string;
    readonly whole: string;
    /** Leaves the refund without one. */
    readonly leave: string;
    readonly next: string;
    readonly back: string;
    readonly confirm: string;
    readonly done: string;
    readonly askAgain: string;
    readonly point: string;
    readonly backspace: string;
    readonly clearAmount: string;
  };
  readonly found: (said: { readonly count: string }) => string;
  readonly sentences: {
    readonly loading: string;
    /** Older payments are still being read. */
    readonly lookingBack: (said: { readonly day: string }) => string;
    readonly none: string;
    readonly nothingYet: string;
    readonly away: (said: { readonly years: string }) => string;
    readonly unreadable: string;
    readonly choose: string;
    readonly reprinted: string;
    readonly asked: string;
    readonly noAnswer: string;
    readonly olderThanHalfYear: (said: { readonly days: number }) => string;
    readonly seconds: (said: { readonly seconds: number }) => string;
    /** In a row: so much has been refunded. */
    readonly rowRefunded: (said: { readonly amount: string }) => string;
    readonly rowRefundOpen: string;
    readonly times: (said: { readonly count: number }) => string;
  };
  readonly people: Readonly<Record<HistoryWord['kind'], string>>;
  readonly refund: {
    readonly title: string;
    readonly upTo: (said: { readonly amount: string }) => string;
    readonly tooMuch: (said: { readonly amount: string }) => string;
    readonly noAmount: string;
    readonly chooseReason: string;
    readonly confirmTitle: string;
    /** Below the amount in large figures. */
    readonly confirm: (said: { readonly paid: string; readonly left: string }) => string;
    readonly sending: string;
    readonly pending: (said: { readonly amount: string }) => string;
    readonly pendingLong: (said: { readonly amount: string }) => string;
    readonly done: (said: { readonly amount: string }) => string;
    readonly refused: (said: { readonly amount: string }) => string;
    /** No answer came: nobody knows whether it was begun. */
    readonly unknown: string;
    /** The reasons that most refunds have, as they stand on paper. */
    readonly reasons: readonly string[];
  };
}

export const historyWords: InEveryLanguage<HistoryWords> = {
  'zh-CN': {
    title: '历史和退款',
    labels: {
      number: '单号',
      numberHint: '扫单据，或输入单号、末 4–6 位',
      amountFrom: '金额',
      amountTo: '至',
      fromDay: '日期从',
      toDay: '到',
      state: '状态',
      any: '全部',
      list: '付款，最新的在前',
      detail: '付款详情',
      order: '销售单号',
      paymentRequestId: '商家订单号',
      paymentId: '支付宝交易号',
      scannedAt: '扫码时间',
      paidAt: '付款时间',
      code: '付款码',
      took: '用时',
      inquiries: '查询',
      cancels: '撤销请求',
      result: '结果码',
      refunds: '退款',
      refundRequestId: '商家退款号',
      refundId: '支付宝退款号',
      reason: '原因',
      refunded: '已退款',
      left: '还可退',
      people: '人员决定',
      refundAmount: '退款金额',
      otherReason: '其他原因（写在单据上）',
      keypad: '退款金额键盘',
      note: '备注',
      items: '商品',
    },
    states: {
      paid: '收款成功',
      refunded: '有退款',
      not_charged: '未扣款',
      reversed: '已撤销',
      open: '未完结',
    },
    refundStates: { pending: '退款中', done: '已退款', refused: '未退' },
    buttons: {
      clear: '清除',
      close: '关闭',
      reprint: '补打单据',
      reprintRefund: '补打退款单',
      ask: '向支付宝查询',
      truth: '查单',
      refund: '退款',
      whole: '全部可退',
      leave: '不退款',
      next: '下一步',
      back: '返回修改',
      confirm: '确认退款',
      done: '完成',
      askAgain: '再查这笔退款',
      point: '小数点',
      backspace: '退格',
      clearAmount: '清空',
    },
    found: ({ count }) => `${count} 笔`,
    sentences: {
      loading: '正在读取…',
      lookingBack: ({ day }) => `正在往前读，已读到 ${day}`,
      none: '没有找到符合条件的付款。请检查单号、金额和日期；其他终端的付款请到那台终端查。',
      nothingYet: '还没有付款记录。',
      away: ({ years }) => `${years} 年的归档不在，那时的付款没有列出，也不能当作没有。请把归档文件放回后再查。`,
      unreadable: '这一笔现在读不出来',
      choose: '请在左边选一笔付款，或扫单据上的条码。',
      reprinted: '已送去打印，单据上印有“补打”。',
      asked: '已向支付宝查询，结果会显示在这里。',
      noAnswer: '终端没有回答，不知道是否办理。请等连接恢复后再看。',
      olderThanHalfYear: ({ days }) =>
        `这笔付款已过 ${days} 天。退款期限由合同规定，常见为 6 至 12 个月；过期支付宝会拒绝，钱不会动。`,
      seconds: ({ seconds }) => `${seconds} 秒`,
      rowRefunded: ({ amount }) => `退 ${amount}`,
      rowRefundOpen: '退款中',
      times: ({ count }) => `${count} 次`,
    },
    people: { kept: '保留收款', returned: '决定退回', closed: '关闭撤销', refund: '要求退款' },
    refund: {
      title: '退款',
      upTo: ({ amount }) => `最多可退 ${amount}`,
      tooMuch: ({ amount }) => `超出可退金额。最多可退 ${amount}。`,
      noAmount: '请输入退款金额。',
      chooseReason: '请选择或写明原因。',
      confirmTitle: '确认退款给顾客？',
      confirm: ({ paid, left }) => `原付款 ${paid}，退款后还可退 ${left}。钱退回顾客原来的钱包，不能收回。`,
      sending: '正在提交退款，请稍候。',
      pending: ({ amount }) => `退款 ${amount} 已提交，支付宝还没有确认。请稍候，不要再退一次。`,
      pendingLong: ({ amount }) =>
        `退款 ${amount} 还没有确认，系统会一直办理。请补打退款单给顾客，不要再退，也不要付现金。`,
      done: ({ amount }) => `已退款 ${amount}。钱退回顾客原来的钱包，到账时间以钱包为准。`,
      refused: ({ amount }) => `没有退款：支付宝拒绝了 ${amount} 的退款，钱还在本店。`,
      unknown: '终端没有回答，不知道退款是否开始。请按“再查这笔退款”：同一笔不会退两次。',
      reasons: ['退货', '价格错误', '重复收款', '顾客取消'],
    },
  },
  en: {
    title: 'History and refund',
    labels: {
      number: 'Number',
      numberHint: 'Receipt, number, last digits',
      amountFrom: 'Amount',
      amountTo: 'up to',
      fromDay: 'From day',
      toDay: 'to',
      state: 'State',
      any: 'All',
      list: 'Payments, newest first',
      detail: 'Payment',
      order: 'Order',
      paymentRequestId: 'Payment request ID',
      paymentId: 'Alipay payment ID',
      scannedAt: 'Scanned at',
      paidAt: 'Paid at',
      code: 'Payment code',
      took: 'Took',
      inquiries: 'Inquiries',
      cancels: 'Cancels',
      result: 'Result code',
      refunds: 'Refunds',
      refundRequestId: 'Refund request ID',
      refundId: 'Alipay refund ID',
      reason: 'Reason',
      refunded: 'Refunded',
      left: 'Can be refunded',
      people: 'Decided by people',
      refundAmount: 'Amount to refund',
      otherReason: 'Another reason (printed on the receipt)',
      keypad: 'Keypad for the refund',
      note: 'Note',
      items: 'Items',
    },
    states: {
      paid: 'Paid',
      refunded: 'With refunds',
      not_charged: 'Not charged',
      reversed: 'Reversed',
      open: 'Not settled',
    },
    refundStates: { pending: 'in progress', done: 'refunded', refused: 'refused' },
    buttons: {
      clear: 'Clear',
      close: 'Close',
      reprint: 'Print a copy',
      reprintRefund: 'Print refund copy',
      ask: 'Ask Alipay',
      truth: 'Look up',
      refund: 'Refund',
      whole: 'All that is left',
      leave: 'No refund',
      next: 'Next',
      back: 'Back',
      confirm: 'Refund now',
      done: 'Done',
      askAgain: 'Look at this refund',
      point: 'Point',
      backspace: 'Backspace',
      clearAmount: 'Clear',
    },
    found: ({ count }) => (count === '1' ? '1 payment' : `${count} payments`),
    sentences: {
      loading: 'Reading…',
      lookingBack: ({ day }) => `Reading further back, now at ${day}`,
      none: 'No payment fits. Check number, amount and days; a payment of another terminal must be looked up there.',
      nothingYet: 'No payment yet.',
      away: ({ years }) =>
        `The archive of ${years} is away: its payments are not listed, but may exist. Put the file back, search again.`,
      unreadable: 'this one cannot be read now',
      choose: 'Choose a payment on the left, or scan the code on a receipt.',
      reprinted: 'Sent to the printer; the paper says COPY.',
      asked: 'Alipay is being asked; the answer is shown here.',
      noAnswer: 'The terminal did not answer: nobody knows whether it was done. Look again when it is back.',
      olderThanHalfYear: ({ days }) =>
        `Paid ${days} days ago. Refunds end as your contract says, often after 6 to 12 months; later Alipay refuses.`,
      seconds: ({ seconds }) => `${seconds} s`,
      rowRefunded: ({ amount }) => `refunded ${amount}`,
      rowRefundOpen: 'refund in progress',
      times: ({ count }) => `${count}`,
    },
    people: {
      kept: 'kept the sale',
      returned: 'returned it',
      closed: 'closed the reversal',
      refund: 'asked for a refund',
    },
    refund: {
      title: 'Refund',
      upTo: ({ amount }) => `At most ${amount}`,
      tooMuch: ({ amount }) => `More than can be refunded. At most ${amount}.`,
      noAmount: 'Enter the amount to refund.',
      chooseReason: 'Choose or write a reason.',
      confirmTitle: 'Refund this to the customer?',
      confirm: ({ paid, left }) =>
        `Paid ${paid}, left afterwards ${left}. It goes back to the customer's wallet and cannot be called back.`,
      sending: 'Sending the refund; wait for its result.',
      pending: ({ amount }) => `The refund of ${amount} was sent and is not confirmed yet. Wait; do not refund again.`,
      pendingLong: ({ amount }) =>
        `The refund of ${amount} is not confirmed; we keep trying. Give a refund copy; do not refund again or pay in cash.`,
      done: ({ amount }) => `Refunded ${amount}. It goes back to the customer's wallet; the wallet says when.`,
      refused: ({ amount }) => `Nothing was refunded: Alipay refused ${amount}. The money is still with the shop.`,
      unknown: 'No answer: perhaps the refund was begun. Press "Look at this refund": it is never refunded twice.',
      reasons: ['Goods returned', 'Wrong price', 'Charged twice', 'Customer cancelled'],
    },
  },
  'zh-HK': {
    title: '紀錄及退款',
    labels: {
      number: '編號',
      numberHint: '掃單據，或輸入編號、末 4–6 位',
      amountFrom: '金額',
      amountTo: '至',
      fromDay: '日期由',
      toDay: '至',
      state: '狀態',
      any: '全部',
      list: '付款，最新的在前',
      detail: '付款詳情',
      order: '銷售單號',
      paymentRequestId: '商戶訂單編號',
      paymentId: '支付寶交易編號',
      scannedAt: '掃碼時間',
      paidAt: '付款時間',
      code: '付款碼',
      took: '需時',
      inquiries: '查詢',
      cancels: '撤銷要求',
      result: '結果代碼',
      refunds: '退款',
      refundRequestId: '商戶退款編號',
      refundId: '支付寶退款編號',
      reason: '原因',
      refunded: '已退款',
      left: '尚可退款',
      people: '職員決定',
      refundAmount: '退款金額',
      otherReason: '其他原因（會印在收據上）',
      keypad: '退款金額鍵盤',
      note: '備註',
      items: '商品',
    },
    states: {
      paid: '收款成功',
      refunded: '有退款',
      not_charged: '未扣款',
      reversed: '已撤銷',
      open: '未完結',
    },
    refundStates: { pending: '退款中', done: '已退款', refused: '未退款' },
    buttons: {
      clear: '清除',
      close: '關閉',
      reprint: '補印收據',
      reprintRefund: '補印退款收據',
      ask: '向支付寶查詢',
      truth: '查單',
      refund: '退款',
      whole: '全數退款',
      leave: '不退款',
      next: '下一步',
      back: '返回修改',
      confirm: '確認退款',
      done: '完成',
      askAgain: '再查這筆退款',
      point: '小數點',
      backspace: '退格',
      clearAmount: '清除',
    },
    found: ({ count }) => `${count} 筆`,
    sentences: {
      loading: '正在讀取…',
      lookingBack: ({ day }) => `正在往前讀取，已讀到 ${day}`,
      none: '找不到符合條件的付款。請檢查編號、金額及日期；其他終端機的付款請到該終端機查詢。',
      nothingYet: '尚未有付款紀錄。',
      away: ({ years }) => `${years} 年的封存檔不在，當時的付款沒有列出，亦不代表沒有。請放回檔案後再查。`,
      unreadable: '這一筆現時無法讀取',
      choose: '請在左邊選擇一筆付款，或掃描收據上的條碼。',
      reprinted: '已送往打印，收據上印有「補印」。',
      asked: '已向支付寶查詢，結果會在此顯示。',
      noAnswer: '終端機沒有回應，不知是否已辦理。請待連線恢復後再看。',
      olderThanHalfYear: ({ days }) =>
        `這筆付款已過 ${days} 日。退款期限由合約訂明，一般為 6 至 12 個月；逾期支付寶會拒絕，款項不會變動。`,
      seconds: ({ seconds }) => `${seconds} 秒`,
      rowRefunded: ({ amount }) => `退 ${amount}`,
      rowRefundOpen: '退款中',
      times: ({ count }) => `${count} 次`,
    },
    people: { kept: '保留收款', returned: '決定退回', closed: '結束撤銷', refund: '要求退款' },
    refund: {
      title: '退款',
      upTo: ({ amount }) => `最多可退 ${amount}`,
      tooMuch: ({ amount }) => `超出可退金額。最多可退 ${amount}。`,
      noAmount: '請輸入退款金額。',
      chooseReason: '請選擇或寫明原因。',
      confirmTitle: '確認退款予顧客？',
      confirm: ({ paid, left }) => `原付款 ${paid}，退款後尚可退 ${left}。款項退回顧客原來的錢包，不能收回。`,
      sending: '正在提交退款，請稍候。',
      pending: ({ amount }) => `退款 ${amount} 已提交，支付寶尚未確認。請稍候，切勿再退一次。`,
      pendingLong: ({ amount }) =>
        `退款 ${amount} 尚未確認，系統會一直跟進。請補印退款收據交予顧客，切勿再退，亦不要以現金退款。`,
      done: ({ amount }) => `已退款 ${amount}。款項退回顧客原來的錢包，到帳時間以錢包為準。`,
      refused: ({ amount }) => `沒有退款：支付寶拒絕了 ${amount} 的退款，款項仍在本店。`,
      unknown: '終端機沒有回應，不知退款是否已開始。請按「再查這筆退款」：同一筆不會退兩次。',
      reasons: ['退貨', '價錢錯誤', '重複收款', '顧客取消'],
    },
  },
};
