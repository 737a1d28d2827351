import type { FlightCall, FlightKind } from '../flight.ts';
import type { Language } from './language.ts';

/**
 * What the flight recorder's timeline says of each entry, and the words of the support bundle. Names of calls and codes
 * stay as Alipay writes them: whoever is called must find them in their own log.
 */

export interface FlightWords {
  readonly title: string;
  readonly columns: Readonly<Record<'after' | 'what' | 'detail' | 'took' | 'shopTime' | 'utc', string>>;
  /** How much of the story the recorder has seen. */
  readonly recorded: Readonly<Record<'whole' | 'part' | 'none', string>>;
  readonly groups: {
    /** Up to the answer that frees the cashier; `span` such as `842 ms`. */
    readonly toResult: (facts: { readonly span: string }) => string;
    readonly open: string;
    readonly afterwards: string;
  };
  readonly kinds: Readonly<Record<FlightKind, string>>;
  readonly calls: Readonly<Record<FlightCall, string>>;
  /** The how-manieth of its kind. */
  readonly nth: (facts: { readonly what: string; readonly number: number }) => string;
  /** By the phase of the payment. */
  readonly phases: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, string>>;
  readonly acts: Readonly<Record<string, string>>;
  readonly papers: Readonly<Record<'paid' | 'reversal_slip' | 'refund', string>>;
  readonly paperStates: Readonly<Record<'queued' | 'sending' | 'printed' | 'unknown' | 'failed', string>>;
  /** Our own words for what came instead of an answer. */
  readonly silences: Readonly<Record<string, string>>;
  readonly parts: {
    readonly newConnection: string;
    readonly keptConnection: string;
    readonly firstByte: (facts: { readonly span: string }) => string;
    readonly row: (facts: { readonly row: number }) => string;
    readonly state: (facts: { readonly state: string }) => string;
    readonly signed: string;
    readonly unsigned: string;
    readonly late: string;
    readonly by: (facts: { readonly name: string }) => string;
    readonly evidence: (facts: { readonly evidence: string }) => string;
    readonly copy: string;
    readonly refused: string;
    readonly forward: (facts: { readonly span: string }) => string;
    readonly back: (facts: { readonly span: string }) => string;
  };
  readonly slowest: string;
  readonly slow: string;
  /** The entry comes from the journal's row alone. */
  readonly coarse: string;
  readonly leftOut: (facts: { readonly entries: number }) => string;
  readonly loading: string;
  readonly missing: string;
}

export const flightWords: Readonly<Record<Language, FlightWords>> = {
  'zh-CN': {
    title: '付款过程记录',
    columns: {
      after: '扫码后',
      what: '发生了什么',
      detail: '详情',
      took: '用时',
      shopTime: '门店时间',
      utc: 'UTC 时间',
    },
    recorded: {
      whole: '全程都有毫秒记录。',
      part: '部分过程没有毫秒记录（程序曾中断或记录已清理），该部分按账本的时间显示。',
      none: '没有毫秒记录，以下按账本的时间显示。',
    },
    groups: {
      toResult: ({ span }) => `扫码 → 得出结果：${span}`,
      open: '扫码以来（还没有结果）',
      afterwards: '之后',
    },
    kinds: {
      scanned: '扫到付款码',
      written: '写入账本',
      sent: '已发出',
      answered: '收到回答',
      no_answer: '没有可用的回答',
      given_up: '不再等待回答',
      waited: '等待到时',
      person: '人工处理',
      shown: '屏幕显示',
      paper: '打印',
      restarted: '程序重新启动，找到这笔付款',
      salvaged: '从损坏的账本中救回',
      clock_jump: '本机时钟被调整',
      step: '其他步骤',
    },
    calls: { pay: '付款', inquiryPayment: '查询', cancel: '撤销', refund: '退款', inquiryRefund: '退款查询' },
    nth: ({ what, number }) => `第 ${number} 次${what}`,
    phases: {
      paying: '正在提交',
      inquiring: '查询中',
      held: '金额不符，待处理',
      undecided: '待决定',
      reversing: '撤销中',
      reversal_pending: '撤销未确认',
      paid: '已收款',
      not_charged: '未扣款',
      reversed: '已撤销',
    },
    sources: {
      serial: '串口扫码枪',
      hid: 'USB 扫码枪',
      wedge: '键盘扫码枪',
      typed: '手工输入',
      simulated: '模拟扫码枪',
    },
    acts: {
      stopped: '收银员停止',
      keep: '保留这笔收款',
      return: '退还顾客',
      closed_by_person: '人工关闭撤销',
      refund_asked: '申请退款',
      hurried: '立即重发',
      asked: '立即查询',
    },
    papers: { paid: '收据', reversal_slip: '撤销凭条', refund: '退款收据' },
    paperStates: {
      queued: '等待打印',
      sending: '正在打印',
      printed: '已打印',
      unknown: '不确定是否打印',
      failed: '未打印',
    },
    silences: {
      silence: '没有回答',
      reset: '连接中断',
      not_sent: '没有发出',
      send_too_late: '没能及时发出',
      http_error: '网关返回错误页',
      junk: '回答无法识别',
      too_large: '回答过长',
      unsigned: '回答没有签名',
      bad_signature: '签名不正确',
      wrong_payment_answered: '回答的是另一笔付款',
      amount_mismatch: '金额不符',
    },
    parts: {
      newConnection: '新建连接',
      keptConnection: '沿用连接',
      firstByte: ({ span }) => `${span} 后发出首字节`,
      row: ({ row }) => `第 ${row} 行`,
      state: ({ state }) => `状态：${state}`,
      signed: '签名正确',
      unsigned: '无有效签名',
      late: '迟到',
      by: ({ name }) => `处理人：${name}`,
      evidence: ({ evidence }) => `凭据：${evidence}`,
      copy: '补打',
      refused: '提示',
      forward: ({ span }) => `调快 ${span}`,
      back: ({ span }) => `调慢 ${span}`,
    },
    slowest: '最慢',
    slow: '偏慢',
    coarse: '仅账本时间',
    leftOut: ({ entries }) => `中间还有 ${entries} 条没有显示。`,
    loading: '正在读取记录，请稍候。',
    missing: '记录暂时读不到，正在重试。',
  },
  en: {
    title: 'Step by step',
    columns: {
      after: 'After scan',
      what: 'What happened',
      detail: 'Details',
      took: 'Took',
      shopTime: 'Shop time',
      utc: 'UTC',
    },
    recorded: {
      whole: 'Recorded to the millisecond throughout.',
      part: 'In part there is no finer record (the program was cut off, or it was cleared away): times of the journal.',
      none: 'There is no finer record; these are the times of the journal.',
    },
    groups: {
      toResult: ({ span }) => `Scan → result: ${span}`,
      open: 'Since the scan (no result yet)',
      afterwards: 'Afterwards',
    },
    kinds: {
      scanned: 'Payment code read',
      written: 'Written to the journal',
      sent: 'sent',
      answered: 'answered',
      no_answer: 'no usable answer',
      given_up: 'no longer waited for',
      waited: 'Wait was over',
      person: 'Done by a person',
      shown: 'Shown on the screen',
      paper: 'Paper',
      restarted: 'The program was started again and found this payment',
      salvaged: 'Salvaged from a damaged journal',
      clock_jump: 'The clock of this machine was set',
      step: 'Another step',
    },
    calls: {
      pay: 'Payment',
      inquiryPayment: 'Inquiry',
      cancel: 'Cancel',
      refund: 'Refund',
      inquiryRefund: 'Refund inquiry',
    },
    nth: ({ what, number }) => `${what} ${number}`,
    phases: {
      paying: 'sending',
      inquiring: 'checking',
      held: 'held: another amount',
      undecided: 'to be decided',
      reversing: 'reversing',
      reversal_pending: 'reversal not confirmed',
      paid: 'paid',
      not_charged: 'not charged',
      reversed: 'reversed',
    },
    sources: {
      serial: 'serial scanner',
      hid: 'USB scanner',
      wedge: 'keyboard scanner',
      typed: 'typed in',
      simulated: 'simulated scanner',
    },
    acts: {
      stopped: 'Stopped by the cashier',
      keep: 'Keep the sale',
      return: 'Return the money',
      closed_by_person: 'Reversal closed by hand',
      refund_asked: 'Refund asked for',
      hurried: 'Send now',
      asked: 'Ask now',
    },
    papers: { paid: 'Receipt', reversal_slip: 'Reversal slip', refund: 'Refund receipt' },
    paperStates: {
      queued: 'waits for the printer',
      sending: 'printing',
      printed: 'printed',
      unknown: 'may or may not be printed',
      failed: 'not printed',
    },
    silences: {
      silence: 'nothing came',
      reset: 'the connection broke',
      not_sent: 'was not sent',
      send_too_late: 'could not leave in time',
      http_error: 'the gateway sent an error page',
      junk: 'an answer nobody can read',
      too_large: 'an answer that is too long',
      unsigned: 'an answer without signature',
      bad_signature: 'the signature is wrong',
      wrong_payment_answered: 'an answer about another payment',
      amount_mismatch: 'another amount',
    },
    parts: {
      newConnection: 'new connection',
      keptConnection: 'kept connection',
      firstByte: ({ span }) => `first byte after ${span}`,
      row: ({ row }) => `row ${row}`,
      state: ({ state }) => `state: ${state}`,
      signed: 'well signed',
      unsigned: 'not well signed',
      late: 'came late',
      by: ({ name }) => `by ${name}`,
      evidence: ({ evidence }) => `evidence: ${evidence}`,
      copy: 'copy',
      refused: 'notice',
      forward: ({ span }) => `forward by ${span}`,
      back: ({ span }) => `back by ${span}`,
    },
    slowest: 'slowest',
    slow: 'slow',
    coarse: 'journal time only',
    leftOut: ({ entries }) => `${entries} entries in between are not shown.`,
    loading: 'The record is being read.',
    missing: 'The record cannot be read just now; trying again.',
  },
  'zh-HK': {
    title: '付款過程紀錄',
    columns: {
      after: '掃碼後',
      what: '發生甚麼事',
      detail: '詳情',
      took: '用時',
      shopTime: '門市時間',
      utc: 'UTC 時間',
    },
    recorded: {
      whole: '全程均有毫秒紀錄。',
      part: '部分過程沒有毫秒紀錄（程式曾中斷或紀錄已清理），該部分按帳簿時間顯示。',
      none: '沒有毫秒紀錄，以下按帳簿時間顯示。',
    },
    groups: {
      toResult: ({ span }) => `掃碼 → 得出結果：${span}`,
      open: '掃碼至今（尚未有結果）',
      afterwards: '其後',
    },
    kinds: {
      scanned: '讀到付款碼',
      written: '寫入帳簿',
      sent: '已送出',
      answered: '收到回覆',
      no_answer: '沒有可用的回覆',
      given_up: '不再等候回覆',
      waited: '等候時間已到',
      person: '人手處理',
      shown: '螢幕顯示',
      paper: '打印',
      restarted: '程式重新啟動，找到這筆付款',
      salvaged: '從損壞的帳簿救回',
      clock_jump: '本機時鐘曾被調校',
      step: '其他步驟',
    },
    calls: { pay: '付款', inquiryPayment: '查詢', cancel: '撤銷', refund: '退款', inquiryRefund: '退款查詢' },
    nth: ({ what, number }) => `第 ${number} 次${what}`,
    phases: {
      paying: '正在提交',
      inquiring: '查詢中',
      held: '金額不符，待處理',
      undecided: '待決定',
      reversing: '撤銷中',
      reversal_pending: '撤銷未確認',
      paid: '已收款',
      not_charged: '未扣款',
      reversed: '已撤銷',
    },
    sources: {
      serial: '序列埠掃描器',
      hid: 'USB 掃描器',
      wedge: '鍵盤掃描器',
      typed: '人手輸入',
      simulated: '模擬掃描器',
    },
    acts: {
      stopped: '收銀員停止',
      keep: '保留這筆收款',
      return: '退回顧客',
      closed_by_person: '人手結束撤銷',
      refund_asked: '要求退款',
      hurried: '立即重送',
      asked: '立即查詢',
    },
    papers: { paid: '收據', reversal_slip: '撤銷憑條', refund: '退款收據' },
    paperStates: {
      queued: '等候打印',
      sending: '打印中',
      printed: '已打印',
      unknown: '不確定是否已打印',
      failed: '未打印',
    },
    silences: {
      silence: '沒有回覆',
      reset: '連線中斷',
      not_sent: '沒有送出',
      send_too_late: '未能及時送出',
      http_error: '閘道回傳錯誤頁',
      junk: '回覆無法識別',
      too_large: '回覆過長',
      unsigned: '回覆沒有簽章',
      bad_signature: '簽章不正確',
      wrong_payment_answered: '回覆的是另一筆付款',
      amount_mismatch: '金額不符',
    },
    parts: {
      newConnection: '新建連線',
      keptConnection: '沿用連線',
      firstByte: ({ span }) => `${span} 後送出首個位元組`,
      row: ({ row }) => `第 ${row} 行`,
      state: ({ state }) => `狀態：${state}`,
      signed: '簽章正確',
      unsigned: '沒有有效簽章',
      late: '遲到',
      by: ({ name }) => `處理人：${name}`,
      evidence: ({ evidence }) => `憑據：${evidence}`,
      copy: '補印',
      refused: '提示',
      forward: ({ span }) => `調快 ${span}`,
      back: ({ span }) => `調慢 ${span}`,
    },
    slowest: '最慢',
    slow: '偏慢',
    coarse: '只有帳簿時間',
    leftOut: ({ entries }) => `中間尚有 ${entries} 項沒有顯示。`,
    loading: '正在讀取紀錄，請稍候。',
    missing: '紀錄暫時讀不到，正在重試。',
  },
};
