import { hongKong } from './hong-kong.ts';
import type { InEveryLanguage, Language } from './language.ts';

/**
 * Why something was not done: what happened, where the money is when that could be asked, what to do next. The names
 * are those the core uses, written out here because the contract imports nothing. A refused scan charges nothing,
 * but says nothing of an earlier payment: where one may be open, the text says so.
 */

export type PaymentCodeRefusal =
  | 'empty'
  | 'web_address'
  | 'letters'
  | 'blanks_inside'
  | 'full_width_digits'
  | 'too_short'
  | 'too_long'
  | 'wrong_prefix'
  | 'wechat_code'
  | 'product_code'
  | 'other_barcode'
  | 'order_number'
  | 'own_receipt'
  | 'scanner_message'
  | 'two_codes_at_once'
  | 'noise'
  | 'code_already_used';

export type AmountRefusal =
  | 'not_an_amount'
  | 'zero'
  | 'negative'
  | 'too_many_decimals'
  | 'above_limit'
  | 'not_a_whole_step'
  | 'unknown_currency';

export type SaleRefusal =
  | 'no_sale_open'
  | 'receipt_opened'
  | 'code_at_truth_desk'
  | 'no_number'
  | 'test_print'
  | 'sale_running'
  | 'order_live'
  | 'order_paid'
  | 'lines_do_not_add_up'
  | 'bad_order_id'
  | 'same_amount_unsettled'
  | 'gateway_clock_skew'
  | 'gateway_refuses_our_key'
  | 'storage_failed'
  | 'archive_unavailable'
  | 'disk_nearly_full'
  | 'journal_lost'
  | 'closing'
  | 'not_live_ready';

/** Why a scan was not charged, or a sale not opened, for the order that is being entered. */
export type EntryRefusal =
  | 'press_pay_first'
  | 'amount_just_changed'
  | 'amount_not_on_screen'
  | 'amount_needs_confirmation'
  | 'amount_unusual'
  | 'entry_changed'
  | 'order_while_open'
  | 'screen_was_stuck'
  | 'article_added'
  | 'not_in_catalogue'
  | 'order_full'
  | 'no_such_line'
  | 'amount_is_of_lines';

export type RefundRefusal =
  | 'not_paid'
  | 'reversal_open'
  | 'nothing_left'
  | 'refund_too_large'
  | 'refund_open_same_amount'
  | 'refund_changed'
  | 'amount_zero';

export type VerbRefusal =
  | 'not_found'
  | 'not_open'
  | 'already_closed'
  | 'no_receipt'
  | 'name_and_reason_needed'
  | 'evidence_needed'
  | 'no_open_reversal'
  | 'reversal_still_tried'
  | 'no_training_customer'
  | 'nothing_to_confirm'
  | 'wallet_failed'
  | 'nothing_printed'
  | 'no_simulated_printer'
  | 'no_printer'
  | 'no_such_paper'
  | 'paper_not_open'
  | 'print_line_full'
  | 'drawer_not_allowed'
  | 'drawer_too_soon'
  | 'drawer_failed'
  | 'drawer_unclear';

export interface RefusalWords {
  readonly paymentCode: Readonly<Record<PaymentCodeRefusal, string>>;
  readonly amount: Readonly<Record<AmountRefusal, string>>;
  readonly sale: Readonly<Record<SaleRefusal, string>>;
  readonly entry: Readonly<Record<EntryRefusal, string>>;
  readonly refund: Readonly<Record<RefundRefusal, string>>;
  readonly verb: Readonly<Record<VerbRefusal, string>>;
}

export const refusalWords: InEveryLanguage<RefusalWords> = {
  'zh-CN': {
    paymentCode: {
      empty: '没有扫到内容，未扣款。请再扫一次付款码。',
      web_address: '这是网址码，不是付款码，未扣款。请顾客打开钱包里的付款码，再扫一次。',
      blanks_inside: '数字中间有空格，未扣款。请连续输入，或再扫一次付款码。',
      letters: '扫到的内容有字母，不是付款码，未扣款。请扫顾客的付款码。',
      full_width_digits: '扫到的是全角数字，未扣款。请关闭中文输入法，再扫一次。',
      too_short: '付款码太短，可能没有扫全，未扣款。请再扫一次。',
      too_long: '内容太长，不是付款码，未扣款。请扫顾客的付款码。',
      wrong_prefix: '不是支付宝付款码，未扣款。请顾客出示支付宝或 Alipay+ 钱包的付款码。',
      wechat_code: '这是微信付款码，未扣款。请顾客改用支付宝或 Alipay+ 钱包的付款码。',
      other_barcode: '这种条码不是付款码，未扣款。请扫顾客钱包里的付款码。',
      order_number: '这是单据或账单上的单号，未扣款。查单请用查询；收款请扫顾客的付款码。',
      scanner_message: '这是扫码枪的设置信息，未扣款。请扫顾客的付款码。',
      product_code: '这是商品条码，未扣款。请扫顾客的付款码。',
      own_receipt: '这是本店单据上的条码，未扣款。查单或退款请用查询；收款请扫顾客的付款码。',
      two_codes_at_once: '一次扫到两个码，未扣款。请只对着一部手机，再扫一次。',
      noise: '扫码枪传来乱码，未扣款。请再扫一次；如再出现，请检查扫码枪的连线和设置。',
      code_already_used: '这个付款码已经用过，这次未扣款。请顾客刷新付款码，再扫一次。',
    },
    amount: {
      not_an_amount: '这不是金额。请只输入数字，例如 12.80。',
      zero: '金额是零。请输入应收的金额。',
      negative: '金额不能是负数。要退钱给顾客，请用退款。',
      too_many_decimals: '小数位数太多。请按这个币种的最小单位输入。',
      above_limit: '金额超出本终端的上限。请检查是否输错；上限在配置里设定。',
      not_a_whole_step: '这个币种不收这样的零头。请取整后再输入。',
      unknown_currency: '本终端不收这个币种。请检查配置里的币种。',
    },
    sale: {
      no_sale_open: '还没有输入金额，未扣款。请先输入金额，再扫付款码。',
      code_at_truth_desk: '这是付款码，不是单号：未扣款，也没有保存。查单请扫单据；收款请先关闭查单。',
      no_number: '这不是可以查询的号码，没有动钱。请扫本店单据，或输入账单上的商户订单号。',
      receipt_opened: '这是本店单据，已打开它的付款，没有新收款。收款请先输入金额，再扫付款码。',
      test_print: '这是打印测试页上的码，扫码正常，未扣款。收款请扫顾客的付款码。',
      sale_running: '上一笔付款还在核对，请勿重复收款。请等它有结果，这次没有扣款。',
      order_live: '本单有一笔付款还没有结果，请勿重复收款。请等待，或查询这笔付款。',
      order_paid: '本单已经收款，没有再收。新的商品请开新单。',
      lines_do_not_add_up: '商品合计与金额不一致，没有开始收款。请核对商品和金额后再收款。',
      bad_order_id: '销售单号不能用：要 1 到 64 个字母、数字或符号，不含空格和汉字。没有开始收款。',
      same_amount_unsettled: '另有一笔同样金额的付款还没有结果。是另一位顾客吗？如果不是，请勿重复收款。',
      gateway_clock_skew: '本机时间与支付宝相差超过 60 秒，没有开始收款。请校准本机时间，再试一次。',
      gateway_refuses_our_key: '支付宝不认本终端的密钥或编号，暂停收款。请联系负责安装本终端的人员。',
      storage_failed: '账本写不进去，暂停收款；已有的撤销继续进行。请重启，再查询未完的付款，请勿重复收款。',
      archive_unavailable: '旧账的存档文件不见了或打不开，查不到本单是否已经收款。请把存档放回，再试一次。没有动钱。',
      disk_nearly_full: '磁盘空间不足，暂停新的收款，没有扣款；未完的付款照常处理。请腾出空间，腾出后会自动恢复。',
      journal_lost: '账本打不开，救援模式：暂停收款，没有扣款；已知的撤销继续。请叫主管恢复账本，请勿重复收款。',
      closing: '终端正在关闭，没有开始收款。请重新启动后再收。',
      not_live_ready: '配置里缺少商户资料，没有开始收款。请联系负责安装本终端的人员。',
    },
    entry: {
      press_pay_first: '还没有按「收款」，未扣款。请先按收款，再扫付款码。',
      amount_just_changed: '金额刚刚还在输入，未扣款。请看清金额，再扫一次。',
      amount_not_on_screen: '现在没有画面显示这个金额，未扣款。请关闭挡住它的窗口，看清金额，再扫一次。',
      amount_needs_confirmation: '金额超出免确认的上限，未扣款。请按收款并确认金额，再扫付款码。',
      amount_unusual: '金额比平时大很多，未扣款。请按收款并确认金额，再扫付款码。',
      entry_changed: '金额刚刚被另一处改动，请看清画面上的金额。没有扣款。',
      order_while_open: '开单之后不能改单号和备注。请先返回改金额，或做完这一单。',
      screen_was_stuck: '画面刚才卡住，那时按的没有算数。请看清画面再按。',
      article_added: '已加入一件商品。',
      not_in_catalogue: '商品目录里没有这个条码，没有加入，也没有扣款。请按 F2 找商品，或输入金额。',
      order_full: '这一单已经放不下了，没有加入。请先收这一单的款，再开新单。',
      no_such_line: '这一行已经不在单上，没有改动。请看清单上的商品。',
      amount_is_of_lines: '金额是商品的合计。要加金额，请在商品画面加「其他商品」。',
    },
    refund: {
      not_paid: '这笔付款没有收款成功，没有退款。请先查询这笔付款。',
      reversal_open: '这笔付款正在撤销，没有另外退款。请等撤销有结果。',
      nothing_left: '这笔付款已全部退款，或正在退款，没有再退。请先看已有退款的结果。',
      refund_too_large: '退款金额超出还能退的金额，没有退款。请输入较小的金额。',
      refund_open_same_amount: '同样金额的一笔退款还没有结果，没有再退。请等它有结果。',
      refund_changed: '这笔付款刚刚在另一处退过款，这一次没有退。请先看清已退的金额。',
      amount_zero: '退款金额必须大于零，没有退款。请重新输入金额。',
    },
    verb: {
      not_found: '账本里没有这个号码。请检查号码；其他终端的付款请到那台终端查询。',
      not_open: '这笔付款没有待处理的事，没有改动。请先查询它的状态。',
      already_closed: '这笔付款已经有最终结果，没有改动。',
      no_receipt: '这笔付款没有可以打印的单据。请先查询它的状态。',
      name_and_reason_needed: '请写明姓名和原因，会记入账本。没有改动。',
      evidence_needed: '请写明姓名（至多 64 字）、原因和凭据（各至多 256 字），会记入账本。没有改动。',
      no_open_reversal: '这笔付款没有未完的撤销，没有改动。请先查询它的状态。',
      reversal_still_tried: '这笔撤销还在最初的 60 秒里，没有改动。请等它有结果，请勿重复收款。',
      no_training_customer: '这里没有模拟顾客：只有内置模拟网关的练习模式才有。没有改动。',
      nothing_to_confirm: '模拟钱包里没有等待确认的付款。请先让它出示付款码并收款。',
      wallet_failed: '模拟钱包写不进它的账，没有变化。请检查磁盘空间，再试一次。',
      nothing_printed: '模拟打印机还没有打印单据。',
      no_simulated_printer: '设置的打印机不是模拟的，没有改动。请在打印机上操作。',
      no_printer: '没有配置打印机，没有打印，也没有打开钱箱。请先在设备设置里选择打印机。',
      no_such_paper: '没有这张单据，或者已经太旧。请在这笔付款上补打。',
      paper_not_open: '这张单据没有待处理的事，没有改动。请先看单据列表。',
      print_line_full: '等待打印的单据太多，没有再排队。请先检查打印机。',
      drawer_not_allowed: '本终端不允许手动打开钱箱，已记录。请找店长。',
      drawer_too_soon: '钱箱刚刚打开过，没有再发信号。请等一秒再试。',
      drawer_failed: '钱箱没有打开。请检查打印机，或用钥匙打开。',
      drawer_unclear: '不知道钱箱是否打开。请看一看，或用钥匙打开。',
    },
  },
  en: {
    paymentCode: {
      empty: 'The scan was empty; nothing was charged. Scan the payment code again.',
      web_address: "This is a web address, not a payment code; nothing was charged. Ask for the wallet's payment code.",
      blanks_inside: 'There are blanks between the digits; nothing was charged. Type them in one go, or scan again.',
      letters: "Not a payment code: it has letters. Nothing was charged; scan the customer's payment code.",
      full_width_digits:
        'The digits came in full width; nothing was charged. Switch off the input method and scan again.',
      too_short: 'The code is too short, perhaps half read. Nothing was charged; scan it again.',
      too_long: "Too long for a payment code; nothing was charged. Scan the customer's payment code.",
      wrong_prefix: 'Not an Alipay payment code; nothing was charged. Ask for the code of Alipay or an Alipay+ wallet.',
      wechat_code: 'This is a WeChat Pay code; nothing was charged. Ask for the code of Alipay or an Alipay+ wallet.',
      other_barcode: 'Payment codes never look like this barcode; nothing was charged. Scan the code in the wallet.',
      order_number:
        "This is the number of a bill; nothing was charged. Look it up, or scan the customer's payment code.",
      scanner_message:
        "This is a set-up message of the scanner; nothing was charged. Scan the customer's payment code.",
      product_code: "This is a product's barcode; nothing was charged. Scan the customer's payment code.",
      own_receipt: "This is the code of our own receipt; nothing was charged. Look it up, or scan the customer's code.",
      two_codes_at_once: 'Two codes came in one scan; nothing was charged. Hold up one phone only and scan again.',
      noise:
        'The scan was garbled; nothing was charged. Scan again; if it goes on, check the scanner and its settings.',
      code_already_used: 'This code was used before; this scan charged nothing. Ask for a fresh code and scan again.',
    },
    amount: {
      not_an_amount: 'This is not an amount. Enter digits only, for example 12.80.',
      zero: 'The amount is zero. Enter what the customer has to pay.',
      negative: 'The amount is below zero. To give money back, use a refund.',
      too_many_decimals: 'Too many digits after the point. Enter the amount as this currency has it.',
      above_limit:
        "The amount is above this terminal's limit. Check for a typing error; the configuration sets the limit.",
      not_a_whole_step: 'This currency does not take such a small fraction. Round the amount and enter it again.',
      unknown_currency: 'This terminal does not take this currency. Check the currency in the configuration.',
    },
    sale: {
      no_sale_open: 'No sale is open; nothing was charged. Enter the amount first, then scan.',
      code_at_truth_desk:
        'A payment code, not charged and not kept. Scan a receipt to ask; close the truth desk to charge.',
      no_number:
        'Not a number that can be asked for; no money moved. Scan our receipt or type the merchant order number.',
      receipt_opened:
        'This is our own receipt: its payment is shown, nothing was charged. For a sale enter the amount first.',
      test_print: "The code of a test print, read well; nothing was charged. For a sale scan the customer's code.",
      sale_running:
        'A payment is still being checked – do not charge again. Wait for its result; this charged nothing.',
      order_live: 'A payment of this order has no result yet – do not charge again. Wait, or look it up.',
      order_paid: 'This order is paid; nothing more was charged. Start a new order for a new sale.',
      lines_do_not_add_up:
        'The articles do not add up to the amount; no sale was started. Check both, then press Pay again.',
      bad_order_id: 'The order id must be 1 to 64 letters, digits or signs without blanks. No sale was started.',
      same_amount_unsettled:
        'A payment of the same amount is unsettled. A different customer? If not, do not charge again.',
      gateway_clock_skew:
        "The clock is more than 60 seconds off Alipay's. No sale was started; set the clock, try again.",
      gateway_refuses_our_key:
        'Alipay refuses our key or client id: sales are stopped. Call whoever set up this terminal.',
      storage_failed: 'The journal cannot be written: no sales, reversals go on. Restart, look up open payments first.',
      archive_unavailable:
        'An archive of old payments is missing: unknown whether this was paid. No money moved; restore it.',
      disk_nearly_full:
        'The disk is nearly full: no new sale, nothing charged; open payments go on. Free space; sales resume.',
      journal_lost:
        'The journal is lost: no sales, nothing charged; known reversals go on. Call a supervisor to restore it.',
      closing: 'The terminal is closing; no sale was started. Start it again for the next sale.',
      not_live_ready: 'Merchant fields are missing; no sale was started. Call whoever set up this terminal.',
    },
    entry: {
      press_pay_first: 'Pay was not pressed yet; nothing was charged. Press Pay, then scan the payment code.',
      amount_just_changed: 'The amount was still being entered; nothing was charged. Check it and scan again.',
      amount_not_on_screen:
        'No screen shows this amount now; nothing was charged. Close what stands before it, then scan again.',
      amount_needs_confirmation: 'Above the limit for a mere scan; nothing was charged. Press Pay, confirm, then scan.',
      amount_unusual: 'Far above what is usual here; nothing was charged. Press Pay, confirm, then scan.',
      entry_changed: 'The amount was changed elsewhere a moment ago; look at it. Nothing was charged.',
      order_while_open: 'Reference and note are fixed once the sale is open. Go back to the amount first.',
      screen_was_stuck: 'The screen was stuck, and what was pressed meanwhile did nothing. Look, and press again.',
      article_added: 'One article was added.',
      not_in_catalogue:
        'No article has this barcode; nothing was added or charged. Press F2 to find it, or enter the amount.',
      order_full: 'The order has no room for more; nothing was added. Take its payment first, then go on.',
      no_such_line: 'This line is no longer on the order; nothing was changed. Look at the order.',
      amount_is_of_lines: 'The amount is the sum of the articles. To add an amount, add "Other article" among them.',
    },
    refund: {
      not_paid: 'This payment is not paid; nothing was refunded. Look it up first.',
      reversal_open: 'This payment is being reversed; nothing was refunded beside it. Wait for the reversal.',
      nothing_left: 'All of it is refunded or being refunded; nothing more was sent. Check the refunds it has.',
      refund_too_large: 'This is more than can still be refunded; nothing was refunded. Enter a smaller amount.',
      refund_open_same_amount:
        'A refund of the same amount has no result yet; nothing was refunded again. Wait for it.',
      refund_changed:
        'This payment was refunded elsewhere a moment ago; this refund was not made. See first what was given back.',
      amount_zero: 'A refund must be above zero; nothing was refunded. Enter the amount again.',
    },
    verb: {
      not_found: 'The journal has no such id. Check it; a payment of another terminal must be looked up there.',
      not_open: 'Nothing is open for this payment, so nothing was changed. Look it up first.',
      already_closed: 'This payment has its final result already; nothing was changed.',
      no_receipt: 'This payment has no receipt to print. Look it up first.',
      name_and_reason_needed: 'Give a name and a reason; the journal keeps them. Nothing was changed.',
      evidence_needed:
        'Give a name (up to 64 characters), a reason and evidence (up to 256 each). Nothing was changed.',
      no_open_reversal: 'No reversal of this payment is open; nothing was changed. Look it up first.',
      reversal_still_tried:
        'This reversal is still in its first 60 s; nothing was changed. Wait for it and do not charge again.',
      no_training_customer: 'There is no simulated customer here: only training with the built-in gateway has one.',
      nothing_to_confirm: 'No payment waits in the simulated wallet. Hold its code to the scanner first.',
      wallet_failed: 'The simulated wallet cannot write its ledger; nothing changed. Check the disk and try again.',
      nothing_printed: 'The simulated printer has printed nothing yet.',
      no_simulated_printer: 'The printer that is set up is not simulated: go and do it there. Nothing was changed.',
      no_printer: 'No printer is set up: nothing was printed and no drawer opened. Choose one among the devices first.',
      no_such_paper: 'There is no such paper, or it is too old. Print a copy from its payment.',
      paper_not_open: 'Nothing is open about this paper; nothing was changed. Look at the list of papers first.',
      print_line_full: 'Too many papers are waiting; no other was queued. Check the printer first.',
      drawer_not_allowed: 'This till does not open the cash drawer by hand; the wish is recorded. Ask the manager.',
      drawer_too_soon: 'The cash drawer was opened a moment ago; no signal was sent. Wait a second and try again.',
      drawer_failed: 'The cash drawer was not opened. Check the printer, or use the key.',
      drawer_unclear: 'Nobody knows whether the cash drawer opened. Look at it, or use the key.',
    },
  },
  get 'zh-HK'() {
    return hongKong().refusals;
  },
};

/** For a word from a newer program: says no more than is known. */
const unknownReason: InEveryLanguage<(reason: string) => string> = {
  'zh-CN': (reason) => `没有办理（原因：${reason}）。请先查询这笔付款，查清之前请勿重复收款。`,
  'zh-HK': (reason) => `未有處理（原因：${reason}）。請先查詢這筆付款，查明之前請勿重複收款。`,
  en: (reason) => `It was refused (${reason}). Look the payment up; do not charge again until it is clear.`,
};

/** The sentence for a refusal's reason. A reason belongs to one group only, so the word alone is enough. */
export function refusalSentence(language: Language, reason: string): string {
  const { paymentCode, amount, sale, entry, refund, verb } = refusalWords[language];
  const known: Readonly<Record<string, string>> = { ...paymentCode, ...amount, ...sale, ...refund, ...verb, ...entry };
  return (Object.hasOwn(known, reason) ? known[reason] : undefined) ?? unknownReason[language](reason);
}
