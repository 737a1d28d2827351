import type { OrderStanding, StrangerSource, TruthVerdict } from '../truth-desk.ts';
import type { CustomerLanguage } from './customer.ts';
import type { Language } from './language.ts';

/**
 * What the truth desk says: for each verdict a word, one sentence for the cashier and one for the customer, and what to
 * do next. The sentences claim what the verdict has established and no more; whether the order may be charged again
 * is a line of its own. No sentence for a customer holds a number or an amount.
 */

export interface VerdictWords {
  /** At most 24 columns, a Chinese character counting two. */
  readonly title: string;
  /** What is so, and where the money is. */
  readonly cashier: string;
  readonly next: string;
  readonly customer: string;
}

export interface TruthDeskWords {
  readonly title: string;
  readonly hint: string;
  readonly number: string;
  readonly ask: string;
  readonly again: string;
  readonly reprint: string;
  readonly refund: string;
  readonly returns: string;
  readonly asking: (facts: { seconds: number }) => string;
  readonly answeredAt: (facts: { time: string }) => string;
  /** No clear answer came: what is shown is what was known. */
  readonly knownAt: (facts: { time: string }) => string;
  readonly silent: string;
  readonly toCustomer: string;
  readonly customerLanguage: string;
  /** To the customer, behind the sentence of an attempt that took nothing: the order was paid by another one. */
  readonly paidByAnother: string;
  readonly may: string;
  readonly mayNot: string;
  readonly atCounter: (facts: { state: string }) => string;
  /** What stands behind the verdict. */
  readonly behind: string;
  readonly attempts: string;
  readonly thisOne: string;
  readonly facts: Readonly<
    Record<
      | 'asked'
      | 'amount'
      | 'refunded'
      | 'order'
      | 'paymentRequestId'
      | 'paymentId'
      | 'refundRequestId'
      | 'scannedAt'
      | 'paidAt'
      | 'terminal'
      | 'code'
      | 'closedBy'
      | 'why'
      | 'evidence',
      string
    >
  >;
  readonly standings: Readonly<Record<Exclude<OrderStanding, 'alone'>, string>>;
  readonly whose: Readonly<Record<StrangerSource, (facts: { till: string }) => string>>;
  readonly verdicts: Readonly<Record<TruthVerdict, VerdictWords>>;
}

/** As their own speakers call them. */
export const customerLanguageNames: Readonly<Record<CustomerLanguage, string>> = {
  'zh-CN': '简体中文',
  'zh-HK': '繁體中文',
  en: 'English',
};

export const truthDeskWords: Readonly<Record<Language, TruthDeskWords>> = {
  'zh-CN': {
    title: '查单',
    hint: '请扫本店单据，或输入顾客账单上的商家订单号。',
    number: '单号（单据、退款单或顾客账单上的）',
    ask: '查询',
    again: '再查一次',
    reprint: '补打单据',
    refund: '退款',
    returns: '未完撤销',
    asking: ({ seconds }) => `正在向支付宝查询… ${seconds} 秒`,
    answeredAt: ({ time }) => `支付宝已于 ${time} 答复。`,
    knownAt: ({ time }) => `支付宝没有明确答复，以下是本机 ${time} 所知。`,
    silent: '支付宝没有明确答复。',
    toCustomer: '请对顾客说',
    customerLanguage: '顾客的语言',
    paidByAnother: '本单已由另一次付款付清，请不要再付。',
    may: '本单可以重新收款。',
    mayNot: '请勿重复收款。',
    atCounter: ({ state }) => `收银台：${state}`,
    behind: '明细',
    attempts: '本单的各次付款',
    thisOne: '所查的这笔',
    facts: {
      asked: '查询的号码',
      amount: '金额',
      refunded: '已退',
      order: '销售单号',
      paymentRequestId: '商家订单号',
      paymentId: '支付宝交易号',
      refundRequestId: '退款单号',
      scannedAt: '扫码时间',
      paidAt: '付款时间',
      terminal: '终端',
      code: '结果码',
      closedBy: '关闭人',
      why: '原因',
      evidence: '凭据',
    },
    standings: {
      none_paid: '本单的各次付款都没有收成。',
      other_paid: '本单已由另一次付款收款，见下。',
      paid_twice: '本单收了不止一次：请把多收的一笔退款。',
      other_open: '本单的另一次付款还没有结果，见下。',
      unread: '存档不在，无法查看本单的其他付款。',
    },
    whose: {
      other_till: ({ till }) => `这是 ${till} 号终端的单号：补打和退款请到那台终端。`,
      own_till: ({ till }) => `这是本机（${till}）的单号，但账本里没有这笔：请叫主管。`,
      archive: ({ till }) => `终端 ${till}，那一年的存档不在：放回存档才能补打和退款。`,
      journal: ({ till }) => `终端 ${till}，账本现在读不出：请叫主管恢复账本。`,
    },
    verdicts: {
      paid: {
        title: '已收款',
        cashier: '已收款：钱已付给本店，本机有记录。',
        next: '需要时补打单据。',
        customer: '您的付款已成功。',
      },
      partly_refunded: {
        title: '已收款，部分已退',
        cashier: '已收款，其中一部分已退给顾客，其余在本店。',
        next: '退款见顾客账单。',
        customer: '您的付款已成功，其中一部分已原路退回。',
      },
      refunded: {
        title: '已全额退款',
        cashier: '曾收款，已全额退给顾客。',
        next: '再买东西请开新的一单。',
        customer: '您的付款已全额原路退回。',
      },
      refund_pending: {
        title: '退款待确认',
        cashier: '已收款；有一笔退款已提交，尚未确认。',
        next: '请勿再退一次，系统会继续提交。',
        customer: '退款已经提交，尚未确认，请保留单据。',
      },
      refunded_elsewhere: {
        title: '别处有退款',
        cashier: '本机已收款；支付宝退给顾客的比本机所知的多。',
        next: '请勿在此退款，先问主管是谁退的。',
        customer: '您的付款已成功，支付宝显示有退款，我们正在核对。',
      },
      paid_contradicted: {
        title: '记录与支付宝不符',
        cashier: '本机记录为已收款，支付宝现在的答复与此不符。',
        next: '请勿收款，也请勿退款；请带单号联系支付宝技术支持。',
        customer: '我们正在与支付宝核对这笔付款，请不要重复付款。',
      },
      waiting: {
        title: '等待顾客确认',
        cashier: '还没有结果：支付宝在等顾客确认。',
        next: '请顾客看手机。',
        customer: '请在您的手机上确认付款。',
      },
      checking: {
        title: '还没有结果',
        cashier: '还没有结果：不知道有没有扣款。',
        next: '请等待，系统会继续查询。',
        customer: '我们正在核对这笔付款，请不要重复付款。',
      },
      held: {
        title: '金额不符',
        cashier: '支付宝报告付款成功，但金额不符：不算收款。',
        next: '请叫主管，在未完撤销里决定退回。',
        customer: '正在核对这笔付款的金额，请稍候。',
      },
      undecided: {
        title: '旧付款待处理',
        cashier: '一笔旧付款已成功：要保留收款，还是退回顾客，还没有决定。',
        next: '请在未完撤销里决定；10 分钟内不答会自动退回。',
        customer: '我们找到了您的付款，请稍候，本店正在处理。',
      },
      reversing: {
        title: '正在撤销',
        cashier: '正在撤销，尚未确认。',
        next: '请等待结果。',
        customer: '正在取消这笔付款，请稍候。',
      },
      reversal_pending: {
        title: '撤销待确认',
        cashier: '撤销尚未确认，系统会一直重试。',
        next: '请让顾客保留单据。',
        customer: '如已扣款，会原路退回，请保留单据。',
      },
      returning_by_refund: {
        title: '正在退回',
        cashier: '顾客的钱已被扣，已改用退款退回，尚未确认。',
        next: '请让顾客保留单据；请勿再退一次。',
        customer: '您的钱正在原路退回，请保留单据。',
      },
      returning_late: {
        title: '正在退回',
        cashier: '本机已关闭的这笔后来还是扣了款，正在退回，尚未确认。',
        next: '请让顾客保留单据；请勿再退一次。',
        customer: '这笔后来扣了款，正在原路退回，请保留单据。',
      },
      late_success: {
        title: '又报成功，正在核对',
        cashier: '本机已关闭，支付宝现在又报告成功：正在核对，属实就退回。',
        next: '核对完之前过几秒再查一次。',
        customer: '我们正在重新核对这笔付款，请不要重复付款。',
      },
      not_charged: {
        title: '未扣款',
        cashier: '未扣款：这笔没有动顾客的钱。',
        next: '顾客手机上如显示扣款，请在此再查一次。',
        customer: '这笔付款没有扣您的钱。',
      },
      reversed: {
        title: '已撤销',
        cashier: '已撤销：没有扣款，或已经退回。',
        next: '顾客手机上如有不同，请再查一次，或联系支付宝技术支持。',
        customer: '这笔付款已取消，如已扣款，已原路退回。',
      },
      returned: {
        title: '已退回',
        cashier: '已用退款退回顾客，支付宝已确认。',
        next: '顾客手机上如有不同，请联系支付宝技术支持。',
        customer: '您的钱已原路退回。',
      },
      never_arrived: {
        title: '未扣款',
        cashier: '支付宝确认没有收到这笔：没有扣款。',
        next: '顾客手机上如显示扣款，请在此再查一次。',
        customer: '这笔付款没有扣您的钱。',
      },
      closed_by_person: {
        title: '人工关闭',
        cashier: '撤销由人凭据关闭，支付宝没有确认。',
        next: '关闭人、原因和凭据见下；有疑问请叫主管。',
        customer: '本店已处理这笔付款；如您的账单显示扣款，请出示给我们。',
      },
      closed_contradicted: {
        title: '记录与支付宝不符',
        cashier: '本机已关闭，支付宝现在的答复与此不符：可能动了钱。',
        next: '稍后再查一次，仍不符请联系支付宝技术支持。',
        customer: '我们正在与支付宝核对这笔付款，请不要重复付款。',
      },
      unwritten_charged: {
        title: '支付宝：已扣款',
        cashier: '支付宝答复已扣款；账本写不进去，本机不作认定。',
        next: '记下单号，请叫主管。',
        customer: '支付宝显示您已付款，请稍候，本店正在处理。',
      },
      unwritten_not_charged: {
        title: '支付宝：未扣款',
        cashier: '支付宝答复未扣款；账本写不进去，本机不作认定。',
        next: '账本恢复之前不能收款，请叫主管。',
        customer: '支付宝显示这笔付款没有扣款。',
      },
      unwritten_returned: {
        title: '支付宝：已退回',
        cashier: '支付宝答复已撤销或已退回；账本写不进去，本机不作认定。',
        next: '账本恢复之前不能收款，请叫主管。',
        customer: '支付宝显示这笔付款已取消，如已扣款，已原路退回。',
      },
      unwritten_unclear: {
        title: '无法认定',
        cashier: '账本写不进去，支付宝也没有明确答复：无法认定。',
        next: '稍后再查一次，请叫主管。',
        customer: '我们正在核对这笔付款，请不要重复付款。',
      },
      stranger_paid: {
        title: '支付宝：已付款',
        cashier: '支付宝答复已付款；本机没有这笔记录，不算本机的收款。',
        next: '顾客离开前请记下单号。',
        customer: '支付宝显示您已付款，请稍候，我们找收款的终端。',
      },
      stranger_not_charged: {
        title: '支付宝：未付款',
        cashier: '支付宝答复没有付成；本机没有这笔记录。',
        next: '要不要重新收款，请以收款的终端为准。',
        customer: '支付宝显示这笔没有付成。',
      },
      stranger_returned: {
        title: '支付宝：已退回',
        cashier: '支付宝答复已撤销或已退回；本机没有这笔记录。',
        next: '要不要重新收款，请以收款的终端为准。',
        customer: '支付宝显示这笔付款已取消或已退回。',
      },
      stranger_processing: {
        title: '支付宝：处理中',
        cashier: '支付宝答复还在处理；本机没有这笔记录。',
        next: '过几秒再查一次。',
        customer: '这笔付款还在处理，请稍候，不要重复付款。',
      },
      stranger_other_amount: {
        title: '金额不符',
        cashier: '支付宝有这笔付款，但金额或币种与单号不符。',
        next: '请勿收款，也请勿退款；请联系支付宝技术支持。',
        customer: '我们正在与支付宝核对这笔付款，请不要重复付款。',
      },
      stranger_unknown: {
        title: '支付宝查无此单',
        cashier: '支付宝现在没有本店的这笔付款；本机也没有记录。',
        next: '请核对号码：可能是别家的，或是退款单号；刚付的请过一分钟再查。',
        customer: '支付宝现在查不到本店的这笔付款，请核对账单上的号码。',
      },
      stranger_silent: {
        title: '查不到',
        cashier: '本机没有这笔记录，支付宝也没有明确答复：不能认定。',
        next: '稍后再查一次。',
        customer: '我们还没有查到结果，请稍候，不要重复付款。',
      },
      not_found: {
        title: '本机没有这个号码',
        cashier: '本机没有这个号码的付款，这个号码也不能向支付宝查询。',
        next: '请用顾客账单上的商家订单号（40 位数字）再查。',
        customer: '没有找到这个号码，请出示账单上的商家订单号。',
      },
      archive_away: {
        title: '存档不在',
        cashier: '可能记有这笔的存档读不出：不能认定。',
        next: '请把存档放回，或用商家订单号（40 位数字）再查。',
        customer: '我们暂时查不到旧记录，请出示账单上的商家订单号。',
      },
      journal_away: {
        title: '账本读不出',
        cashier: '账本读不出：不能认定有没有这笔。',
        next: '请用商家订单号（40 位数字）再查，并请叫主管。',
        customer: '我们暂时查不到记录，请出示账单上的商家订单号。',
      },
    },
  },
  'zh-HK': {
    title: '查單',
    hint: '請掃描本店單據，或輸入顧客帳單上的商戶訂單編號。',
    number: '編號（單據、退款單或顧客帳單上的）',
    ask: '查詢',
    again: '再查一次',
    reprint: '補印單據',
    refund: '退款',
    returns: '未完成撤銷',
    asking: ({ seconds }) => `正在向支付寶查詢… ${seconds} 秒`,
    answeredAt: ({ time }) => `支付寶已於 ${time} 回覆。`,
    knownAt: ({ time }) => `支付寶沒有明確回覆，以下是本機 ${time} 所知。`,
    silent: '支付寶沒有明確回覆。',
    toCustomer: '請向顧客說',
    customerLanguage: '顧客的語言',
    paidByAnother: '此訂單已由另一次付款付清，請勿再付。',
    may: '此訂單可以重新收款。',
    mayNot: '請勿重複收款。',
    atCounter: ({ state }) => `收銀台：${state}`,
    behind: '明細',
    attempts: '此訂單的各次付款',
    thisOne: '所查的這筆',
    facts: {
      asked: '查詢的編號',
      amount: '金額',
      refunded: '已退',
      order: '銷售單號',
      paymentRequestId: '商戶訂單編號',
      paymentId: '支付寶交易編號',
      refundRequestId: '退款編號',
      scannedAt: '掃碼時間',
      paidAt: '付款時間',
      terminal: '終端機',
      code: '結果代碼',
      closedBy: '關閉人',
      why: '原因',
      evidence: '憑證',
    },
    standings: {
      none_paid: '此訂單的各次付款都沒有收妥。',
      other_paid: '此訂單已由另一次付款收妥，見下。',
      paid_twice: '此訂單收了不止一次：請把多收的一筆退款。',
      other_open: '此訂單的另一次付款還沒有結果，見下。',
      unread: '存檔不在，無法查看此訂單的其他付款。',
    },
    whose: {
      other_till: ({ till }) => `這是 ${till} 號終端機的編號：補印及退款請到該終端機。`,
      own_till: ({ till }) => `這是本機（${till}）的編號，但帳簿沒有這筆：請通知主管。`,
      archive: ({ till }) => `終端機 ${till}，該年的存檔不在：放回存檔才可補印及退款。`,
      journal: ({ till }) => `終端機 ${till}，帳簿現時讀不到：請通知主管恢復帳簿。`,
    },
    verdicts: {
      paid: {
        title: '已收款',
        cashier: '已收款：款項已付予本店，本機有紀錄。',
        next: '有需要可補印單據。',
        customer: '閣下的付款已成功。',
      },
      partly_refunded: {
        title: '已收款，部分已退',
        cashier: '已收款，其中一部分已退回顧客，其餘在本店。',
        next: '退款見顧客帳單。',
        customer: '閣下的付款已成功，其中一部分已循原路退回。',
      },
      refunded: {
        title: '已全數退款',
        cashier: '曾收款，已全數退回顧客。',
        next: '再次購物請開新的一單。',
        customer: '閣下的付款已全數循原路退回。',
      },
      refund_pending: {
        title: '退款待確認',
        cashier: '已收款；有一筆退款已提交，尚未確認。',
        next: '請勿再退一次，系統會繼續提交。',
        customer: '退款已提交，尚未確認，請保留單據。',
      },
      refunded_elsewhere: {
        title: '別處有退款',
        cashier: '本機已收款；支付寶退回顧客的比本機所知的多。',
        next: '請勿在此退款，先問主管由誰退款。',
        customer: '閣下的付款已成功，支付寶顯示有退款，我們正在核對。',
      },
      paid_contradicted: {
        title: '紀錄與支付寶不符',
        cashier: '本機紀錄為已收款，支付寶現時的回覆與此不符。',
        next: '請勿收款，亦請勿退款；請帶同編號聯絡支付寶技術支援。',
        customer: '我們正在與支付寶核對這筆付款，請勿重複付款。',
      },
      waiting: {
        title: '等待顧客確認',
        cashier: '還沒有結果：支付寶正等待顧客確認。',
        next: '請顧客看手機。',
        customer: '請在手機上確認付款。',
      },
      checking: {
        title: '還沒有結果',
        cashier: '還沒有結果：不知道有沒有扣款。',
        next: '請等待，系統會繼續查詢。',
        customer: '我們正在核對這筆付款，請勿重複付款。',
      },
      held: {
        title: '金額不符',
        cashier: '支付寶報告付款成功，但金額不符：不算收款。',
        next: '請通知主管，在未完成撤銷內決定退回。',
        customer: '正在核對這筆付款的金額，請稍候。',
      },
      undecided: {
        title: '舊付款待處理',
        cashier: '一筆舊付款已成功：要保留收款，還是退回顧客，尚未決定。',
        next: '請在未完成撤銷內決定；10 分鐘內不答會自動退回。',
        customer: '我們找到閣下的付款，請稍候，本店正在處理。',
      },
      reversing: {
        title: '正在撤銷',
        cashier: '正在撤銷，尚未確認。',
        next: '請等待結果。',
        customer: '正在取消這筆付款，請稍候。',
      },
      reversal_pending: {
        title: '撤銷待確認',
        cashier: '撤銷尚未確認，系統會一直重試。',
        next: '請顧客保留單據。',
        customer: '如已扣款，會循原路退回，請保留單據。',
      },
      returning_by_refund: {
        title: '正在退回',
        cashier: '顧客的款項已被扣，已改用退款退回，尚未確認。',
        next: '請顧客保留單據；請勿再退一次。',
        customer: '閣下的款項正循原路退回，請保留單據。',
      },
      returning_late: {
        title: '正在退回',
        cashier: '本機已關閉的這筆其後仍扣了款，正在退回，尚未確認。',
        next: '請顧客保留單據；請勿再退一次。',
        customer: '這筆其後扣了款，正循原路退回，請保留單據。',
      },
      late_success: {
        title: '又報成功，正在核對',
        cashier: '本機已關閉，支付寶現時又報告成功：正在核對，屬實便退回。',
        next: '核對完成前過幾秒再查一次。',
        customer: '我們正在重新核對這筆付款，請勿重複付款。',
      },
      not_charged: {
        title: '未扣款',
        cashier: '未扣款：這筆沒有扣顧客的款項。',
        next: '顧客手機如顯示扣款，請在此再查一次。',
        customer: '這筆付款沒有扣款。',
      },
      reversed: {
        title: '已撤銷',
        cashier: '已撤銷：沒有扣款，或已經退回。',
        next: '顧客手機如有不同，請再查一次，或聯絡支付寶技術支援。',
        customer: '這筆付款已取消，如已扣款，已循原路退回。',
      },
      returned: {
        title: '已退回',
        cashier: '已用退款退回顧客，支付寶已確認。',
        next: '顧客手機如有不同，請聯絡支付寶技術支援。',
        customer: '閣下的款項已循原路退回。',
      },
      never_arrived: {
        title: '未扣款',
        cashier: '支付寶確認沒有收到這筆：沒有扣款。',
        next: '顧客手機如顯示扣款，請在此再查一次。',
        customer: '這筆付款沒有扣款。',
      },
      closed_by_person: {
        title: '人手結束',
        cashier: '撤銷由人憑證據結束，支付寶沒有確認。',
        next: '結束人、原因及憑證見下；有疑問請通知主管。',
        customer: '本店已處理這筆付款；如帳單顯示扣款，請向我們出示。',
      },
      closed_contradicted: {
        title: '紀錄與支付寶不符',
        cashier: '本機已關閉，支付寶現時的回覆與此不符：款項可能有變動。',
        next: '稍後再查一次，仍不符請聯絡支付寶技術支援。',
        customer: '我們正在與支付寶核對這筆付款，請勿重複付款。',
      },
      unwritten_charged: {
        title: '支付寶：已扣款',
        cashier: '支付寶回覆已扣款；帳簿寫不進去，本機不作認定。',
        next: '記下編號，請通知主管。',
        customer: '支付寶顯示閣下已付款，請稍候，本店正在處理。',
      },
      unwritten_not_charged: {
        title: '支付寶：未扣款',
        cashier: '支付寶回覆未扣款；帳簿寫不進去，本機不作認定。',
        next: '帳簿恢復前不能收款，請通知主管。',
        customer: '支付寶顯示這筆付款沒有扣款。',
      },
      unwritten_returned: {
        title: '支付寶：已退回',
        cashier: '支付寶回覆已撤銷或已退回；帳簿寫不進去，本機不作認定。',
        next: '帳簿恢復前不能收款，請通知主管。',
        customer: '支付寶顯示這筆付款已取消，如已扣款，已循原路退回。',
      },
      unwritten_unclear: {
        title: '無法認定',
        cashier: '帳簿寫不進去，支付寶亦沒有明確回覆：無法認定。',
        next: '稍後再查一次，請通知主管。',
        customer: '我們正在核對這筆付款，請勿重複付款。',
      },
      stranger_paid: {
        title: '支付寶：已付款',
        cashier: '支付寶回覆已付款；本機沒有這筆紀錄，不算本機的收款。',
        next: '顧客離開前請記下編號。',
        customer: '支付寶顯示閣下已付款，請稍候，我們找收款的終端機。',
      },
      stranger_not_charged: {
        title: '支付寶：未付款',
        cashier: '支付寶回覆沒有付妥；本機沒有這筆紀錄。',
        next: '應否重新收款，請以收款的終端機為準。',
        customer: '支付寶顯示這筆沒有付妥。',
      },
      stranger_returned: {
        title: '支付寶：已退回',
        cashier: '支付寶回覆已撤銷或已退回；本機沒有這筆紀錄。',
        next: '應否重新收款，請以收款的終端機為準。',
        customer: '支付寶顯示這筆付款已取消或已退回。',
      },
      stranger_processing: {
        title: '支付寶：處理中',
        cashier: '支付寶回覆仍在處理；本機沒有這筆紀錄。',
        next: '過幾秒再查一次。',
        customer: '這筆付款仍在處理，請稍候，請勿重複付款。',
      },
      stranger_other_amount: {
        title: '金額不符',
        cashier: '支付寶有這筆付款，但金額或幣種與編號不符。',
        next: '請勿收款，亦請勿退款；請聯絡支付寶技術支援。',
        customer: '我們正在與支付寶核對這筆付款，請勿重複付款。',
      },
      stranger_unknown: {
        title: '支付寶查無此單',
        cashier: '支付寶現時沒有本店的這筆付款；本機亦沒有紀錄。',
        next: '請核對編號：可能是別家的，或是退款編號；剛付的請過一分鐘再查。',
        customer: '支付寶現時查不到本店的這筆付款，請核對帳單上的編號。',
      },
      stranger_silent: {
        title: '查不到',
        cashier: '本機沒有這筆紀錄，支付寶亦沒有明確回覆：不能認定。',
        next: '稍後再查一次。',
        customer: '我們還沒有查到結果，請稍候，請勿重複付款。',
      },
      not_found: {
        title: '本機沒有這個編號',
        cashier: '本機沒有這個編號的付款，這個編號亦不能向支付寶查詢。',
        next: '請用顧客帳單上的商戶訂單編號（40 位數字）再查。',
        customer: '找不到這個編號，請出示帳單上的商戶訂單編號。',
      },
      archive_away: {
        title: '存檔不在',
        cashier: '可能記有這筆的存檔讀不到：不能認定。',
        next: '請把存檔放回，或用商戶訂單編號（40 位數字）再查。',
        customer: '我們暫時查不到舊紀錄，請出示帳單上的商戶訂單編號。',
      },
      journal_away: {
        title: '帳簿讀不到',
        cashier: '帳簿讀不到：不能認定有沒有這筆。',
        next: '請用商戶訂單編號（40 位數字）再查，並通知主管。',
        customer: '我們暫時查不到紀錄，請出示帳單上的商戶訂單編號。',
      },
    },
  },
  en: {
    title: 'Look up',
    hint: "Scan our receipt or slip, or type the merchant order number from the customer's bill.",
    number: "Number on receipt, slip or the customer's bill",
    ask: 'Ask',
    again: 'Ask again',
    reprint: 'Print a copy',
    refund: 'Refund',
    returns: 'Open reversals',
    asking: ({ seconds }) => `Asking Alipay… ${seconds} s`,
    answeredAt: ({ time }) => `Alipay answered at ${time}.`,
    knownAt: ({ time }) => `No clear answer from Alipay: this is what we knew at ${time}.`,
    silent: 'No clear answer from Alipay.',
    toCustomer: 'Say to the customer',
    customerLanguage: "Customer's language",
    paidByAnother: 'This order was paid by another payment: please do not pay again.',
    may: 'You may charge this order again.',
    mayNot: 'Do not charge again.',
    atCounter: ({ state }) => `At the counter: ${state}`,
    behind: 'Details',
    attempts: 'Attempts of this order',
    thisOne: 'asked for',
    facts: {
      asked: 'Number asked for',
      amount: 'Amount',
      refunded: 'Refunded',
      order: 'Order',
      paymentRequestId: 'Merchant order number',
      paymentId: 'Alipay transaction',
      refundRequestId: 'Refund number',
      scannedAt: 'Scanned at',
      paidAt: 'Paid at',
      terminal: 'Till',
      code: 'Answer code',
      closedBy: 'Closed by',
      why: 'Why',
      evidence: 'Evidence',
    },
    standings: {
      none_paid: 'None of the attempts of this order was paid.',
      other_paid: 'Another attempt of this order was paid: see below.',
      paid_twice: 'This order was paid more than once: refund the one too many.',
      other_open: 'Another attempt of this order is not settled yet: see below.',
      unread: 'An archive is away: other attempts of this order cannot be read.',
    },
    whose: {
      other_till: ({ till }) => `A number of till ${till}: go there for its receipt or a refund.`,
      own_till: ({ till }) =>
        `A number of this till (${till}), but its journal has no such payment: call the supervisor.`,
      archive: ({ till }) => `Till ${till}; the archive of that year is away: put it back for a receipt or a refund.`,
      journal: ({ till }) => `Till ${till}; the journal cannot be read: call the supervisor.`,
    },
    verdicts: {
      paid: {
        title: 'Paid',
        cashier: 'Paid: the money is with the shop, and this till has the sale.',
        next: 'Print a copy of the receipt if it is wanted.',
        customer: 'Your payment was successful.',
      },
      partly_refunded: {
        title: 'Paid, partly refunded',
        cashier: 'Paid; part of it went back to the customer, the rest is with the shop.',
        next: "The refund stands on the customer's bill.",
        customer: 'Your payment was successful; part of it was returned the way you paid.',
      },
      refunded: {
        title: 'Refunded in full',
        cashier: 'It was paid, and all of it has been refunded to the customer.',
        next: 'Whatever is bought now is a new sale.',
        customer: 'Your payment was returned in full, the way you paid.',
      },
      refund_pending: {
        title: 'Refund not confirmed',
        cashier: 'Paid; a refund was sent and is not confirmed yet.',
        next: 'Do not refund it a second time: the till keeps sending it.',
        customer: 'Your refund was sent and is not confirmed yet. Please keep the receipt.',
      },
      refunded_elsewhere: {
        title: 'Refunded elsewhere too',
        cashier: 'Paid here; Alipay has returned more of it than this till knows.',
        next: 'Do not refund it here. Ask the supervisor who did.',
        customer: 'Your payment was successful. Alipay shows a refund; we are checking it.',
      },
      paid_contradicted: {
        title: 'Alipay disagrees',
        cashier: 'Recorded here as paid; what Alipay answers now does not fit.',
        next: 'Neither charge nor refund. Call Alipay support with the merchant order number.',
        customer: 'We are checking this payment with Alipay. Please do not pay again.',
      },
      waiting: {
        title: 'Waiting for customer',
        cashier: 'No result yet: Alipay waits for the customer to confirm.',
        next: 'Ask the customer to look at their phone.',
        customer: 'Please confirm the payment on your phone.',
      },
      checking: {
        title: 'No result yet',
        cashier: 'No result yet: nobody knows whether money was taken.',
        next: 'Wait, the till goes on asking.',
        customer: 'We are checking this payment. Please do not pay again.',
      },
      held: {
        title: 'Wrong amount',
        cashier: 'Alipay reports a success with another amount: this is not a sale.',
        next: 'Call the supervisor, who returns it from the open reversals.',
        customer: 'The amount of this payment is being checked. Please wait.',
      },
      undecided: {
        title: 'Old success: decide',
        cashier: 'An old payment succeeded; nobody has said yet to keep the sale or return the money.',
        next: 'Decide in the open reversals. Unanswered, the money goes back after 10 minutes.',
        customer: 'We have found your payment. Please wait, the shop is dealing with it.',
      },
      reversing: {
        title: 'Being cancelled',
        cashier: 'It is being cancelled; not confirmed yet.',
        next: 'Wait for the result.',
        customer: 'This payment is being cancelled. Please wait a moment.',
      },
      reversal_pending: {
        title: 'Reversal pending',
        cashier: 'The cancel is not confirmed yet; the till keeps sending it.',
        next: 'The customer keeps the slip.',
        customer: 'If you were charged, the money comes back the way you paid. Please keep the slip.',
      },
      returning_by_refund: {
        title: 'Being returned',
        cashier: 'The customer was charged; the money goes back by refund, not confirmed yet.',
        next: 'The customer keeps the slip. Do not refund it a second time.',
        customer: 'Your money is being returned the way you paid. Please keep the slip.',
      },
      returning_late: {
        title: 'Being returned',
        cashier: 'Closed here, yet charged afterwards: it is being given back, not confirmed yet.',
        next: 'The customer keeps the slip. Do not refund it a second time.',
        customer: 'You were charged afterwards; it is being returned the way you paid. Please keep the slip.',
      },
      late_success: {
        title: 'Late success: checking',
        cashier: 'Closed here; Alipay now reports a success. It is asked once more, then given back.',
        next: 'Ask again in a few seconds.',
        customer: 'We are checking this payment once more. Please do not pay again.',
      },
      not_charged: {
        title: 'Not charged',
        cashier: 'Not charged: no money was taken for this one.',
        next: "Should the customer's phone show a charge, ask again here.",
        customer: 'You were not charged for this payment.',
      },
      reversed: {
        title: 'Cancelled',
        cashier: 'Cancelled: nothing was taken, or it was given back.',
        next: "Should the customer's phone say otherwise, ask again or call Alipay support.",
        customer: 'This payment was cancelled. If you were charged, the money went back the way you paid.',
      },
      returned: {
        title: 'Returned',
        cashier: 'Given back to the customer by refund; Alipay has confirmed it.',
        next: "Should the customer's phone say otherwise, call Alipay support.",
        customer: 'Your money was returned the way you paid.',
      },
      never_arrived: {
        title: 'Not charged',
        cashier: 'Alipay has confirmed that it never received this one: no money was taken.',
        next: "Should the customer's phone show a charge, ask again here.",
        customer: 'You were not charged for this payment.',
      },
      closed_by_person: {
        title: 'Closed by a person',
        cashier: 'Its reversal was closed by a person on evidence; Alipay has not confirmed it.',
        next: 'Who, why and the evidence stand below. In doubt call the supervisor.',
        customer: 'The shop has dealt with this payment. If your bill shows a charge, please show it to us.',
      },
      closed_contradicted: {
        title: 'Alipay disagrees',
        cashier: 'Closed here; what Alipay answers now does not fit: money may have moved.',
        next: 'Ask again shortly; if it stays so, call Alipay support.',
        customer: 'We are checking this payment with Alipay. Please do not pay again.',
      },
      unwritten_charged: {
        title: 'Alipay: charged',
        cashier: 'Alipay says charged. The journal cannot be written, so this till claims nothing.',
        next: 'Note the number and call the supervisor.',
        customer: 'Alipay shows that you paid. Please wait, the shop is dealing with it.',
      },
      unwritten_not_charged: {
        title: 'Alipay: not charged',
        cashier: 'Alipay says not charged. The journal cannot be written, so this till claims nothing.',
        next: 'No sale until the journal works again: call the supervisor.',
        customer: 'Alipay shows no charge for this payment.',
      },
      unwritten_returned: {
        title: 'Alipay: returned',
        cashier: 'Alipay says cancelled or returned. The journal cannot be written; this till claims nothing.',
        next: 'No sale until the journal works again: call the supervisor.',
        customer: 'Alipay shows this payment as cancelled. If you were charged, the money went back.',
      },
      unwritten_unclear: {
        title: 'Nothing is certain',
        cashier: 'The journal cannot be written, and Alipay gives no clear answer: nothing is certain.',
        next: 'Ask again shortly and call the supervisor.',
        customer: 'We are checking this payment. Please do not pay again.',
      },
      stranger_paid: {
        title: 'Alipay: paid',
        cashier: 'Alipay says paid. This till has no record of it, so it is no sale of this till.',
        next: 'Note the number before the customer leaves.',
        customer: 'Alipay shows that you paid. Please wait while we find the till that took it.',
      },
      stranger_not_charged: {
        title: 'Alipay: not paid',
        cashier: 'Alipay says it was not paid. This till has no record of it.',
        next: 'Whether to charge again is for the till that made it.',
        customer: 'Alipay shows that this payment did not go through.',
      },
      stranger_returned: {
        title: 'Alipay: returned',
        cashier: 'Alipay says cancelled or returned. This till has no record of it.',
        next: 'Whether to charge again is for the till that made it.',
        customer: 'Alipay shows this payment as cancelled or returned.',
      },
      stranger_processing: {
        title: 'Alipay: in process',
        cashier: 'Alipay says it is still in process. This till has no record of it.',
        next: 'Ask again in a few seconds.',
        customer: 'This payment is still in process. Please wait and do not pay again.',
      },
      stranger_other_amount: {
        title: 'Wrong amount',
        cashier: 'Alipay knows this payment with another amount or currency than its number says.',
        next: 'Neither charge nor refund. Call Alipay support with the number.',
        customer: 'We are checking this payment with Alipay. Please do not pay again.',
      },
      stranger_unknown: {
        title: 'Unknown to Alipay',
        cashier: 'At this moment Alipay knows no such payment of this shop, and this till has no record.',
        next: "Check the number: another shop's, or a refund's? Just paid: ask again in a minute.",
        customer: 'Alipay shows no such payment to this shop yet. Please check the number on your bill.',
      },
      stranger_silent: {
        title: 'Nothing is known',
        cashier: 'This till has no record, and Alipay gives no clear answer: nothing is known.',
        next: 'Ask again shortly.',
        customer: 'We have no result yet. Please wait and do not pay again.',
      },
      not_found: {
        title: 'Number not found',
        cashier: 'This till has no payment with this number, and Alipay cannot be asked with it.',
        next: "Use the merchant order number on the customer's bill: 40 digits.",
        customer: 'We cannot find this number. Please show the merchant order number on your bill.',
      },
      archive_away: {
        title: 'Archive is away',
        cashier: 'The archive that may hold it cannot be read: nothing can be said.',
        next: 'Put the archive back, or ask with the merchant order number: 40 digits.',
        customer: 'We cannot read old records now. Please show the merchant order number on your bill.',
      },
      journal_away: {
        title: 'Journal unreadable',
        cashier: 'The journal cannot be read: nothing can be said about this number.',
        next: 'Ask with the merchant order number (40 digits), and call the supervisor.',
        customer: 'We cannot read our records now. Please show the merchant order number on your bill.',
      },
    },
  },
};
