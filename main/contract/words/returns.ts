import type { Language } from './language.ts';

/**
 * The reversal tray and the back office: what its screen says, and the headings of its file. What a state, an alarm or
 * a result code means is said by their own tables.
 */

/** The columns of the file, in their order. */
export const csvColumns = [
  'kind',
  'state',
  'amount',
  'paymentAmount',
  'currency',
  'orderId',
  'paymentRequestId',
  'paymentId',
  'scannedAt',
  'scannedAtUtc',
  'openedAt',
  'openedAtUtc',
  'cause',
  'way',
  'attempts',
  'lastAnswer',
  'lastAnswerMeans',
  'alarm',
  'cancelUntil',
  'cancelUntilUtc',
  'endedAt',
  'endedAtUtc',
  'closedBy',
  'closedWhy',
  'evidence',
  'confirmed',
  'decidedBy',
  'decidedWhy',
  'decidedAt',
  'decidedAtUtc',
] as const;

export type CsvColumn = (typeof csvColumns)[number];

export type ReturnsFilterName = 'all' | 'person' | 'closing' | 'refunds' | 'ended' | 'closed';
export type ReturnsKindName = 'decide' | 'held' | 'reversal' | 'refund' | 'checking' | 'settled';

export interface ReturnsWords {
  readonly title: string;
  /** Under the title: nothing here is ever "paid", and the terminal goes on by itself. */
  readonly sentence: string;
  readonly none: string;
  /** Nothing fits what is looked for. */
  readonly noMatch: string;
  readonly looking: string;
  /** At most 24 columns, as every name of a thing. */
  readonly filters: Readonly<Record<ReturnsFilterName, string>>;
  readonly kinds: Readonly<Record<ReturnsKindName, string>>;
  readonly ways: Readonly<Record<'cancel' | 'refund', string>>;
  readonly labels: {
    readonly list: string;
    readonly filters: string;
    readonly search: string;
    readonly age: string;
    readonly least: string;
    readonly totals: string;
    readonly cause: string;
    readonly open: string;
    readonly attempts: string;
    readonly next: string;
    readonly lastAnswer: string;
    readonly way: string;
    readonly cancelUntil: string;
    readonly decidedBy: string;
    readonly closedBy: string;
    readonly reason: string;
    readonly evidence: string;
    readonly ended: string;
    readonly toCustomer: string;
    readonly money: string;
    readonly tellSupport: string;
    readonly paymentId: string;
    readonly scanned: string;
    readonly fromDay: string;
    readonly toDay: string;
    readonly which: string;
  };
  readonly ages: Readonly<Record<'any' | 'tenMinutes' | 'hour' | 'day', string>>;
  readonly buttons: {
    readonly sendOne: string;
    readonly sendAll: string;
    readonly ask: string;
    readonly slip: string;
    readonly receipt: string;
    /** Opens the form. */
    readonly closing: string;
    /** Sends it. */
    readonly confirmClosing: string;
    readonly notNow: string;
    readonly exporting: string;
    readonly save: string;
    /** Closes the form of the file. */
    readonly leave: string;
  };
  /** Short, beside a figure; at most 24 columns. */
  readonly span: {
    readonly seconds: (facts: { seconds: number }) => string;
    readonly minutes: (facts: { minutes: number }) => string;
    readonly hours: (facts: { hours: number; minutes: number }) => string;
    readonly days: (facts: { days: number; hours: number }) => string;
  };
  readonly facts: {
    readonly payments: (facts: { payments: number; amount: string }) => string;
    /** When the next try leaves. */
    readonly nextIn: (facts: { span: string }) => string;
    /** When an undecided payment goes back by itself. */
    readonly returnsIn: (facts: { span: string }) => string;
    readonly inLine: string;
    readonly sending: string;
    readonly notPlanned: string;
    readonly noAnswer: string;
    /** The system itself, where no person has decided. */
    readonly bySystem: string;
    readonly left: (facts: { span: string }) => string;
    readonly windowOver: string;
    readonly matching: (facts: { payments: number }) => string;
    readonly unknownCause: string;
  };
  readonly sendings: Readonly<Record<'sent' | 'in_line' | 'just_sent' | 'nothing', string>>;
  /** The answer to "send now", once it has come; `meaning` is a sentence. */
  readonly answered: (facts: { meaning: string }) => string;
  readonly allSent: string;
  readonly slipSent: string;
  readonly noConnection: string;
  readonly decide: {
    readonly question: string;
    readonly heldQuestion: string;
    /** What happens if nobody answers. */
    readonly otherwise: (facts: { span: string }) => string;
    readonly heldOtherwise: string;
    readonly keepMeans: string;
    readonly returnMeans: string;
    readonly wordsMissing: string;
  };
  readonly closing: {
    readonly title: string;
    /** What closing means: the money is then on this person's word; it is never a sale. */
    readonly means: string;
    readonly tooEarly: string;
    readonly nameHint: string;
    readonly reasonHint: string;
    readonly evidenceHint: string;
    readonly missing: string;
    readonly done: string;
  };
  readonly confirmed: Readonly<Record<'yes' | 'notYet', string>>;
  readonly exporting: {
    readonly title: string;
    readonly sentence: string;
    readonly working: (facts: { rows: number }) => string;
    readonly done: (facts: { rows: number }) => string;
    /** Without its end a file is not saved. */
    readonly failed: string;
    /** Where a browser has put it. */
    readonly downloaded: (facts: { file: string }) => string;
    /** The terminal's disk took no file. */
    readonly unwritable: string;
    readonly wrongDays: string;
    /** Beginning of the file's name. */
    readonly fileName: string;
  };
  readonly csv: Readonly<Record<CsvColumn, string>>;
}

export const returnsWords: Readonly<Record<Language, ReturnsWords>> = {
  'zh-CN': {
    title: '撤销与退款',
    sentence: '系统会自动重试到有结果为止。没有确认之前，请勿重复收款。',
    none: '没有未完的撤销或退款。',
    noMatch: '没有符合条件的付款。',
    looking: '正在读取。',
    filters: {
      all: '全部未完',
      person: '需要处理',
      closing: '即将不能撤销',
      refunds: '退款中',
      ended: '已结束',
      closed: '人工关闭',
    },
    kinds: {
      decide: '待决定',
      held: '金额不符',
      reversal: '撤销中',
      refund: '退款中',
      checking: '核对中',
      settled: '已结清',
    },
    ways: { cancel: '撤销', refund: '退款' },
    labels: {
      list: '付款列表',
      filters: '筛选',
      search: '单号',
      age: '已等待',
      least: '金额不低于',
      totals: '合计',
      cause: '原因',
      open: '已等待',
      attempts: '已尝试',
      next: '下次重试',
      lastAnswer: '最近的回答',
      way: '方式',
      cancelUntil: '可撤销到',
      decidedBy: '决定人',
      closedBy: '关闭人',
      reason: '理由',
      evidence: '证据',
      ended: '结束时间',
      toCustomer: '请对顾客说',
      money: '钱在哪里',
      tellSupport: '联系支付宝时请报',
      paymentId: '支付宝交易号',
      scanned: '扫码时间',
      fromDay: '从',
      toDay: '到',
      which: '内容',
    },
    ages: { any: '不限', tenMinutes: '10 分钟以上', hour: '1 小时以上', day: '1 天以上' },
    buttons: {
      sendOne: '立即重发这一笔',
      sendAll: '全部立即重发',
      ask: '向支付宝查询',
      slip: '打印撤销单据',
      receipt: '补打单据',
      closing: '凭证据关闭…',
      confirmClosing: '以我的名义关闭',
      notNow: '先不关闭',
      exporting: '导出 CSV…',
      save: '保存文件',
      leave: '收起',
    },
    span: {
      seconds: ({ seconds }) => `${seconds} 秒`,
      minutes: ({ minutes }) => `${minutes} 分钟`,
      hours: ({ hours, minutes }) => `${hours} 小时 ${minutes} 分`,
      days: ({ days, hours }) => `${days} 天 ${hours} 小时`,
    },
    facts: {
      payments: ({ payments, amount }) => `${payments} 笔 · ${amount}`,
      nextIn: ({ span }) => `${span}后重试`,
      returnsIn: ({ span }) => `${span}后退回`,
      inLine: '排队等待发送',
      sending: '正在询问支付宝',
      notPlanned: '没有计划',
      noAnswer: '还没有回答',
      bySystem: '系统自动',
      left: ({ span }) => `还剩 ${span}`,
      windowOver: '已过可撤销时间，将改为退款',
      matching: ({ payments }) => `共 ${payments} 笔`,
      unknownCause: '没有记录',
    },
    sendings: {
      sent: '已发出，正在等支付宝回答。',
      in_line: '已排队，轮到时立即发出。',
      just_sent: '刚刚发过，两次撤销至少间隔 5 秒。',
      nothing: '这一笔没有需要发送的撤销或退款。',
    },
    answered: ({ meaning }) => `支付宝的回答：${meaning}`,
    allSent: '未完的撤销和退款已全部安排重发。',
    slipSent: '单据已送去打印。',
    noConnection: '画面与终端失去联系，没有执行。请等连接恢复后再看结果。',
    decide: {
      question: '顾客已经付了这一笔：保留收款，还是把钱退回？',
      heldQuestion: '支付宝报告的金额或币种不符。核对之后可以把钱退回，不能当作收款成功。',
      otherwise: ({ span }) => `没有人选择的话，${span}后自动退回顾客。`,
      heldOtherwise: '没有人处理的话，会一直等待，不会自动退回。',
      keepMeans: '保留：顾客拿走了商品，这一笔算收款成功。',
      returnMeans: '退回：顾客没有拿走商品，钱原路退回，这一笔不算收款。',
      wordsMissing: '请先写姓名，会记入账本。',
    },
    closing: {
      title: '凭证据关闭这笔撤销',
      means:
        '关闭后系统不再向支付宝重发。支付宝没有确认钱已退回，以您的姓名和证据为准。这一笔不算收款，本单可以重新收款。以后如收到扣款成功的消息，撤销会自动重新开始。',
      tooEarly: '前 60 秒由系统与支付宝确认，请稍后再关闭。',
      nameHint: '谁关闭',
      reasonHint: '例如：顾客出示了退款记录',
      evidenceHint: '例如：支付宝工单号、对账单行号',
      missing: '姓名、理由和证据都要填写。',
      done: '已关闭，系统不再重发。',
    },
    confirmed: { yes: '支付宝后来已确认', notYet: '支付宝尚未确认' },
    exporting: {
      title: '导出 CSV',
      sentence: '用表格软件打开；时间为门店时间和 UTC，金额为小数并带币种。日期按付款的扫码日期。',
      working: ({ rows }) => `正在导出，已有 ${rows} 行。`,
      done: ({ rows }) => `已导出 ${rows} 行。`,
      downloaded: ({ file }) => `在浏览器的下载文件夹里：${file}。`,
      failed: '导出没有完成，没有保存文件。请再试一次。',
      unwritable: '终端的磁盘写不进文件，请检查磁盘空间和权限。',
      wrongDays: '起始日期晚于结束日期，请改正。',
      fileName: '撤销与退款',
    },
    csv: {
      kind: '类别',
      state: '状态',
      amount: '应退金额',
      paymentAmount: '付款金额',
      currency: '币种',
      orderId: '销售单号',
      paymentRequestId: '商家订单号',
      paymentId: '支付宝交易号',
      scannedAt: '扫码时间（门店）',
      scannedAtUtc: '扫码时间（UTC）',
      openedAt: '开始时间（门店）',
      openedAtUtc: '开始时间（UTC）',
      cause: '原因',
      way: '方式',
      attempts: '次数',
      lastAnswer: '最近的结果码',
      lastAnswerMeans: '结果码含义',
      alarm: '提示',
      cancelUntil: '可撤销到（门店）',
      cancelUntilUtc: '可撤销到（UTC）',
      endedAt: '结束时间（门店）',
      endedAtUtc: '结束时间（UTC）',
      closedBy: '关闭人',
      closedWhy: '关闭理由',
      evidence: '证据',
      confirmed: '支付宝确认',
      decidedBy: '决定人',
      decidedWhy: '决定理由',
      decidedAt: '决定时间（门店）',
      decidedAtUtc: '决定时间（UTC）',
    },
  },
  'zh-HK': {
    title: '撤銷與退款',
    sentence: '系統會自動重試至有結果為止。未確認之前，請勿重複收款。',
    none: '沒有未完成的撤銷或退款。',
    noMatch: '沒有符合條件的付款。',
    looking: '正在讀取。',
    filters: {
      all: '全部未完成',
      person: '需要處理',
      closing: '即將不能撤銷',
      refunds: '退款中',
      ended: '已結束',
      closed: '人手結束',
    },
    kinds: {
      decide: '待決定',
      held: '金額不符',
      reversal: '撤銷中',
      refund: '退款中',
      checking: '核對中',
      settled: '已結清',
    },
    ways: { cancel: '撤銷', refund: '退款' },
    labels: {
      list: '付款列表',
      filters: '篩選',
      search: '編號',
      age: '已等候',
      least: '金額不少於',
      totals: '合計',
      cause: '原因',
      open: '已等候',
      attempts: '已嘗試',
      next: '下次重試',
      lastAnswer: '最近的回覆',
      way: '方式',
      cancelUntil: '可撤銷至',
      decidedBy: '決定人',
      closedBy: '結束人',
      reason: '理由',
      evidence: '憑證',
      ended: '結束時間',
      toCustomer: '請向顧客說',
      money: '款項在哪裏',
      tellSupport: '聯絡支付寶時請提供',
      paymentId: '支付寶交易編號',
      scanned: '掃碼時間',
      fromDay: '由',
      toDay: '至',
      which: '內容',
    },
    ages: { any: '不限', tenMinutes: '10 分鐘以上', hour: '1 小時以上', day: '1 日以上' },
    buttons: {
      sendOne: '立即重發這一筆',
      sendAll: '全部立即重發',
      ask: '向支付寶查詢',
      slip: '打印撤銷單據',
      receipt: '補印單據',
      closing: '憑證據結束…',
      confirmClosing: '以本人名義結束',
      notNow: '暫不結束',
      exporting: '匯出 CSV…',
      save: '儲存檔案',
      leave: '收起',
    },
    span: {
      seconds: ({ seconds }) => `${seconds} 秒`,
      minutes: ({ minutes }) => `${minutes} 分鐘`,
      hours: ({ hours, minutes }) => `${hours} 小時 ${minutes} 分`,
      days: ({ days, hours }) => `${days} 日 ${hours} 小時`,
    },
    facts: {
      payments: ({ payments, amount }) => `${payments} 筆 · ${amount}`,
      nextIn: ({ span }) => `${span}後重試`,
      returnsIn: ({ span }) => `${span}後退回`,
      inLine: '排隊等候發送',
      sending: '正在查詢支付寶',
      notPlanned: '沒有計劃',
      noAnswer: '尚未有回覆',
      bySystem: '系統自動',
      left: ({ span }) => `尚餘 ${span}`,
      windowOver: '已過可撤銷時間，將改為退款',
      matching: ({ payments }) => `共 ${payments} 筆`,
      unknownCause: '沒有紀錄',
    },
    sendings: {
      sent: '已發出，正在等候支付寶回覆。',
      in_line: '已排隊，輪到時會立即發出。',
      just_sent: '剛剛發過，兩次撤銷至少相隔 5 秒。',
      nothing: '這一筆沒有需要發送的撤銷或退款。',
    },
    answered: ({ meaning }) => `支付寶的回覆：${meaning}`,
    allSent: '未完成的撤銷及退款已全部安排重發。',
    slipSent: '單據已送往打印。',
    noConnection: '畫面與終端機失去連線，沒有執行。請待連線恢復後再看結果。',
    decide: {
      question: '顧客已經付了這一筆：保留收款，還是把款項退回？',
      heldQuestion: '支付寶報告的金額或貨幣不符。核對之後可以退回款項，不能當作收款成功。',
      otherwise: ({ span }) => `如沒有人選擇，${span}後會自動退回顧客。`,
      heldOtherwise: '如沒有人處理，會一直等候，不會自動退回。',
      keepMeans: '保留：顧客已取走貨品，這一筆當作收款成功。',
      returnMeans: '退回：顧客沒有取走貨品，款項會退回原付款方式，這一筆不當作收款。',
      wordsMissing: '請先填寫姓名，會記入帳簿。',
    },
    closing: {
      title: '憑證據結束這筆撤銷',
      means:
        '結束後系統不再向支付寶重發。支付寶沒有確認款項已退回，以您的姓名及憑證為準。這一筆不當作收款，本單可以重新收款。日後如收到扣款成功的消息，撤銷會自動重新開始。',
      tooEarly: '首 60 秒由系統與支付寶確認，請稍後再結束。',
      nameHint: '由誰結束',
      reasonHint: '例如：顧客出示了退款紀錄',
      evidenceHint: '例如：支付寶個案編號、對帳單行號',
      missing: '姓名、理由及憑證都要填寫。',
      done: '已結束，系統不再重發。',
    },
    confirmed: { yes: '支付寶其後已確認', notYet: '支付寶尚未確認' },
    exporting: {
      title: '匯出 CSV',
      sentence: '用試算表軟件開啟；時間為店舖時間及 UTC，金額為小數並附貨幣。日期以付款的掃碼日期計。',
      working: ({ rows }) => `正在匯出，已有 ${rows} 行。`,
      done: ({ rows }) => `已匯出 ${rows} 行。`,
      downloaded: ({ file }) => `在瀏覽器的下載資料夾裏：${file}。`,
      failed: '匯出未完成，沒有儲存檔案。請再試一次。',
      unwritable: '終端機的磁碟寫不進檔案，請檢查磁碟空間及權限。',
      wrongDays: '開始日期遲於結束日期，請更正。',
      fileName: '撤銷與退款',
    },
    csv: {
      kind: '類別',
      state: '狀態',
      amount: '應退金額',
      paymentAmount: '付款金額',
      currency: '貨幣',
      orderId: '銷售單號',
      paymentRequestId: '商戶訂單編號',
      paymentId: '支付寶交易編號',
      scannedAt: '掃碼時間（店舖）',
      scannedAtUtc: '掃碼時間（UTC）',
      openedAt: '開始時間（店舖）',
      openedAtUtc: '開始時間（UTC）',
      cause: '原因',
      way: '方式',
      attempts: '次數',
      lastAnswer: '最近的結果代碼',
      lastAnswerMeans: '結果代碼意思',
      alarm: '提示',
      cancelUntil: '可撤銷至（店舖）',
      cancelUntilUtc: '可撤銷至（UTC）',
      endedAt: '結束時間（店舖）',
      endedAtUtc: '結束時間（UTC）',
      closedBy: '結束人',
      closedWhy: '結束理由',
      evidence: '憑證',
      confirmed: '支付寶確認',
      decidedBy: '決定人',
      decidedWhy: '決定理由',
      decidedAt: '決定時間（店舖）',
      decidedAtUtc: '決定時間（UTC）',
    },
  },
  en: {
    title: 'Reversals and refunds',
    sentence: 'The terminal goes on by itself until each is confirmed. Do not charge again before that.',
    none: 'No reversal or refund is open.',
    noMatch: 'No payment fits what you look for.',
    looking: 'Reading the list.',
    filters: {
      all: 'All open',
      person: 'Needs a person',
      closing: 'Cancel window closing',
      refunds: 'Refunds',
      ended: 'Ended',
      closed: 'Closed by a person',
    },
    kinds: {
      decide: 'Decide',
      held: 'Wrong amount',
      reversal: 'Reversal',
      refund: 'Refund',
      checking: 'Checking',
      settled: 'Settled',
    },
    ways: { cancel: 'Cancel', refund: 'Refund' },
    labels: {
      list: 'Payments',
      filters: 'Which ones',
      search: 'Order or ID',
      age: 'Open for',
      least: 'At least',
      totals: 'Totals',
      cause: 'Why',
      open: 'Open for',
      attempts: 'Attempts',
      next: 'Next try',
      lastAnswer: 'Last answer',
      way: 'How',
      cancelUntil: 'Cancel until',
      decidedBy: 'Decided by',
      closedBy: 'Closed by',
      reason: 'Reason',
      evidence: 'Proof',
      ended: 'Ended',
      toCustomer: 'Say to the customer',
      money: 'Where the money is',
      tellSupport: 'Tell Alipay support',
      paymentId: 'Alipay payment ID',
      scanned: 'Scanned',
      fromDay: 'From',
      toDay: 'To',
      which: 'What',
    },
    ages: { any: 'Any time', tenMinutes: '10 minutes or more', hour: '1 hour or more', day: '1 day or more' },
    buttons: {
      sendOne: 'Send this one now',
      sendAll: 'Send all now',
      ask: 'Ask Alipay',
      slip: 'Print reversal slip',
      receipt: 'Print receipt',
      closing: 'Close with proof…',
      confirmClosing: 'Close on my word',
      notNow: 'Do not close',
      exporting: 'Export CSV…',
      save: 'Save the file',
      leave: 'Hide',
    },
    span: {
      seconds: ({ seconds }) => `${seconds} s`,
      minutes: ({ minutes }) => `${minutes} min`,
      hours: ({ hours, minutes }) => `${hours} h ${minutes} min`,
      days: ({ days, hours }) => `${days} d ${hours} h`,
    },
    facts: {
      payments: ({ payments, amount }) => `${payments} · ${amount}`,
      nextIn: ({ span }) => `again in ${span}`,
      returnsIn: ({ span }) => `returned in ${span}`,
      inLine: 'waiting for its turn',
      sending: 'asking Alipay now',
      notPlanned: 'none planned',
      noAnswer: 'no answer yet',
      bySystem: 'the terminal itself',
      left: ({ span }) => `${span} left`,
      windowOver: 'Too late to cancel; it is refunded instead',
      matching: ({ payments }) => `${payments} shown`,
      unknownCause: 'not recorded',
    },
    sendings: {
      sent: 'Sent; waiting for Alipay to answer.',
      in_line: 'In line; it leaves as soon as it is its turn.',
      just_sent: 'Sent a moment ago; cancels keep 5 seconds between them.',
      nothing: 'There is no reversal or refund to send for this payment.',
    },
    answered: ({ meaning }) => `Alipay's answer: ${meaning}`,
    allSent: 'All open reversals and refunds are being sent once more.',
    slipSent: 'Sent to the printer.',
    noConnection: 'The screen has lost the terminal; nothing was done. Look again once it is back.',
    decide: {
      question: 'The customer has paid this one: keep the sale, or return the money?',
      heldQuestion: 'Alipay reports another amount or currency. After checking, return it; it can never be a sale.',
      otherwise: ({ span }) => `Without an answer the money goes back by itself in ${span}.`,
      heldOtherwise: 'Without an answer it waits; nothing is returned by itself.',
      keepMeans: 'Keep: the customer has the goods, and this is a sale.',
      returnMeans: 'Return: the customer left without the goods; the money goes back and this is no sale.',
      wordsMissing: 'Write your name first; the journal keeps it.',
    },
    closing: {
      title: 'Close this reversal with proof',
      means:
        'The terminal stops asking Alipay. Alipay has not confirmed that the money is back: that then rests on your name and your proof. This is not a sale, and the order may be charged again. Should a success be reported later, the reversal starts again.',
      tooEarly: 'The first 60 seconds belong to Alipay; close it afterwards.',
      nameHint: 'Who closes it',
      reasonHint: 'Such as: the customer showed the returned money',
      evidenceHint: 'Such as: Alipay case number, line of the statement',
      missing: 'Name, reason and proof are all needed.',
      done: 'Closed; nothing is sent for it any more.',
    },
    confirmed: { yes: 'Confirmed by Alipay later', notYet: 'Not confirmed by Alipay' },
    exporting: {
      title: 'Export CSV',
      sentence: 'For a spreadsheet: shop time and UTC, decimal amounts with currency. Days are those of the scan.',
      working: ({ rows }) => `Exporting; rows so far: ${rows}.`,
      done: ({ rows }) => `Rows exported: ${rows}.`,
      downloaded: ({ file }) => `It is in the browser's downloads: ${file}.`,
      failed: 'The export did not finish, and no file was saved. Try again.',
      unwritable: 'The file could not be written; check the disk of the terminal.',
      wrongDays: 'The first day is after the last one; please correct it.',
      fileName: 'reversals',
    },
    csv: {
      kind: 'Kind',
      state: 'State',
      amount: 'Amount to return',
      paymentAmount: 'Payment amount',
      currency: 'Currency',
      orderId: 'Order',
      paymentRequestId: 'Payment request ID',
      paymentId: 'Alipay payment ID',
      scannedAt: 'Scanned (shop)',
      scannedAtUtc: 'Scanned (UTC)',
      openedAt: 'Opened (shop)',
      openedAtUtc: 'Opened (UTC)',
      cause: 'Why',
      way: 'How',
      attempts: 'Attempts',
      lastAnswer: 'Last answer',
      lastAnswerMeans: 'Meaning',
      alarm: 'Alarm',
      cancelUntil: 'Cancel until (shop)',
      cancelUntilUtc: 'Cancel until (UTC)',
      endedAt: 'Ended (shop)',
      endedAtUtc: 'Ended (UTC)',
      closedBy: 'Closed by',
      closedWhy: 'Reason',
      evidence: 'Proof',
      confirmed: 'Confirmed',
      decidedBy: 'Decided by',
      decidedWhy: 'Reason of decision',
      decidedAt: 'Decided (shop)',
      decidedAtUtc: 'Decided (UTC)',
    },
  },
};
