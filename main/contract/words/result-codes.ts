import * as hongKong from './hong-kong/result-codes.ts';
import type { InEveryLanguage, Language } from './language.ts';
import type { ResultWords } from './result-headings.ts';
import type { PaymentContext } from './states.ts';

/**
 * The five parts a person needs for every result code of the in-store APIs, and for our own words in lower case:
 * what it means · what to tell the customer · where the money is · may I charge again · who to call.
 *
 * Where the money is follows from what the terminal has established, never from a code alone: PARAM_ILLEGAL in answer
 * to a pay means "not charged", in answer to an inquiry it means nothing. So the context is the state of the payment
 * or of the refund, and this file holds no second copy of the gateway's outcome table; a code adds its meaning and
 * who can help. Codes: Alipay docs ams/upm, paymentri_online, paymentc, refund, ir and their online sisters.
 */

/** `refund_open`: sending, inquiring or pending. */
export type RefundContext = 'refund_open' | 'refund_done' | 'refund_refused';

export type ResultContext = PaymentContext | RefundContext;

/** Words of the terminal itself come first; `''` is a payment that has had no answer yet. */
const meaningsZh = {
  '': '还没有收到支付宝的回答。',
  silence: '支付宝没有在规定时间内回答。',
  reset: '连接中断，没有收到完整的回答。',
  unsigned: '回答没有签名，不可信，没有采用。',
  bad_signature: '回答的签名不对，不可信，没有采用。',
  not_sent: '没有连上支付宝，这次请求没有发出。',
  send_too_late: '没有在时限内发出请求，已作废，没有发出。',
  junk: '收到的回答看不懂，没有采用。',
  http_error: '网关返回了网络错误，没有给出结果。',
  too_large: '收到的回答过长，没有采用。',
  wrong_payment_answered: '网关回答的是另一笔付款，没有采用。',
  amount_mismatch: '支付宝报告的金额或币种与本单不符。',
  order_never_existed: '支付宝确认没有这笔付款，付款期限也已过。',
  stopped_by_cashier: '收银员停止了这笔收款。',
  recovered: '终端重启时发现这笔付款还没有结果。',
  late_success: '已结束的付款，支付宝后来又报告成功。',
  not_decided: '旧付款没有人选择保留，系统按规定退回。',
  kept_by_person: '旧付款已由工作人员选择保留。',
  returned_by_person: '工作人员选择了把钱退回顾客。',
  closed_by_person: '工作人员凭证据关闭了这笔撤销，支付宝没有确认。',
  REFUND_FAIL: '支付宝查询结果：这笔退款失败。',

  SUCCESS: '支付宝已办理成功。',
  ACCESS_DENIED: '支付宝不允许本店使用这个接口。',
  AUTHENTICATION_REQUIRED: '顾客的银行要求先验证身份。',
  AUTH_IN_PROCESS: '顾客的钱包授权还在办理。',
  CANCEL_WINDOW_EXCEED: '已过可撤销的时间，只能退款。',
  CARD_NOT_SUPPORTED: '不支持顾客使用的这种银行卡。',
  CLIENT_FORBIDDEN_ACCESS_API: '支付宝不允许本终端的客户端使用这个接口。',
  CLIENT_INVALID: '支付宝不认识本终端的客户端编号。',
  CURRENCY_NOT_SUPPORT: '本店的合同不支持这个币种。',
  DO_NOT_HONOR: '发卡行没有说明原因，拒绝了这张卡。',
  EXPIRED_CODE: '付款码已过期。',
  FRAUD_REJECT: '支付宝判断这笔付款可能是欺诈，已拒绝。',
  INVALID_ACCESS_TOKEN: '钱包的授权已失效。',
  INVALID_AMOUNT: '支付宝不接受这个金额。',
  INVALID_API: '请求的接口不存在，或没有对本店开通。',
  INVALID_AUTHCODE: '钱包的授权码无效，或已经用过。',
  INVALID_CARD: '顾客钱包里的银行卡无效。',
  INVALID_CARD_NUMBER: '银行卡号不对。',
  INVALID_CLIENT_STATUS: '本终端的客户端在支付宝的状态异常。',
  INVALID_CONTRACT: '本店与支付宝的合同无效，或不包含这种收款。',
  INVALID_EXPIRATION_DATE: '银行卡的有效期不对。',
  INVALID_EXPIRY_DATE_FORMAT: '银行卡有效期的格式不对。',
  INVALID_MERCHANT_STATUS: '本店在支付宝的商户状态异常。',
  INVALID_PAYMENT_CODE: '支付宝不接受这个付款码。',
  INVALID_PAYMENT_METHOD_META_DATA: '请求里的付款方式资料不对。',
  INVALID_REFRESH_TOKEN: '钱包的续期授权已失效。',
  INVALID_SIGNATURE: '支付宝认为本终端的签名不对：密钥可能不匹配。',
  ISSUER_REJECTS_TRANSACTION: '发卡行拒绝了这笔付款。',
  KEY_NOT_FOUND: '支付宝找不到本终端的密钥。',
  MEDIA_TYPE_NOT_ACCEPTABLE: '支付宝不接受请求的内容格式。',
  MERCHANT_BALANCE_NOT_ENOUGH: '本店的支付宝余额不足，不够退回这笔钱。',
  MERCHANT_KYB_NOT_QUALIFIED: '本店的商户认证没有达到要求。',
  MERCHANT_NOT_REGISTERED: '本店还没有在支付宝登记。',
  METHOD_NOT_SUPPORTED: '支付宝不接受请求的发送方式。',
  MULTIPLE_REFUNDS_NOT_SUPPORTED: '本店的合同不允许一笔付款多次退款。',
  NO_INTERFACE_DEF: '支付宝没有这个接口：网关地址可能配错。',
  NO_PAY_OPTIONS: '本店的合同不包含这个钱包或币种。',
  OAUTH_FAILED: '钱包授权没有成功。',
  ORDER_IS_CANCELED: '这个商家订单号属于一笔已撤销的付款。',
  ORDER_IS_CLOSED: '这个商家订单号属于一笔已关闭的付款。',
  ORDER_NOT_EXIST: '支付宝查不到这笔付款。',
  ORDER_STATUS_INVALID: '这笔付款目前的状态不允许这样办理。',
  PARAM_ILLEGAL: '请求里有支付宝不接受的内容。',
  PARTIAL_REFUND_NOT_SUPPORTED: '这笔付款不能部分退款，只能全额退。',
  PAYMENT_AMOUNT_EXCEED_LIMIT: '金额超出单笔限额。',
  PAYMENT_COUNT_EXCEED_LIMIT: '付款次数超出限制。',
  PAYMENT_IN_PROCESS: '付款正在进行，顾客可能要在手机上确认。',
  PAYMENT_METHOD_NOT_SUPPORTED: '顾客使用的付款方式不支持这样办理。',
  PAYMENT_NOT_QUALIFIED: '本店没有开通这种收款的资格。',
  PAYMENT_PROHIBITED: '支付宝禁止这类付款。',
  PROCESS_FAIL: '支付宝办理时出错。',
  REFUND_AMOUNT_EXCEED: '退款金额超出这笔付款还能退的金额。',
  REFUND_IN_PROCESS: '支付宝正在办理退款。',
  REFUND_NOT_SUPPORTED: '这笔付款不支持退款。',
  REFUND_WINDOW_EXCEED: '已过可退款的期限。',
  REPEAT_REQ_INCONSISTENT: '同一个请求号以前用过，内容不一样。',
  REQUEST_TRAFFIC_EXCEED_LIMIT: '请求太多，支付宝要求稍后再试。',
  RISK_REJECT: '支付宝因风险控制拒绝了这笔付款。',
  SELECTED_CARD_BRAND_NOT_AVAILABLE: '顾客所选的银行卡品牌暂时不能用。',
  SETTLE_CONTRACT_NOT_MATCH: '结算币种与本店的合同不符。',
  SUSPECTED_CARD: '银行卡被怀疑有问题，付款被拒绝。',
  SUSPECTED_RISK: '这笔付款被怀疑有风险，已被拒绝。',
  SYSTEM_ERROR: '支付宝系统出错。',
  UNKNOWN_CLIENT: '支付宝没有登记本终端的客户端。',
  UNKNOWN_EXCEPTION: '支付宝遇到未知问题。',
  USER_AMOUNT_EXCEED_LIMIT: '金额超出顾客自己的付款限额。',
  USER_BALANCE_NOT_ENOUGH: '顾客的余额不足。',
  USER_KYC_NOT_QUALIFIED: '顾客的实名认证没有达到要求。',
  USER_NOT_EXIST: '支付宝找不到顾客的钱包账户。',
  USER_PAYMENT_VERIFICATION_FAILED: '顾客没有通过付款验证，例如密码不对。',
  USER_STATUS_ABNORMAL: '顾客的钱包账户状态异常。',
  VERIFY_TIMES_EXCEED_LIMIT: '顾客身份验证的次数超出限制。',
  VERIFY_UNMATCHED: '顾客填写的身份资料与登记的不符。',
};

/** A code of Alipay in capitals or a word of ours in lower case that this program knows. */
export type ResultCode = keyof typeof meaningsZh;

const meanings: InEveryLanguage<Readonly<Record<ResultCode, string>>> = {
  'zh-CN': meaningsZh,
  en: {
    '': 'Alipay has not answered yet.',
    silence: 'Alipay did not answer in time.',
    reset: 'The connection broke before a complete answer arrived.',
    unsigned: 'The answer carried no signature; it cannot be trusted and was not used.',
    bad_signature: 'The signature of the answer is wrong; it cannot be trusted and was not used.',
    not_sent: 'No connection to Alipay; this request was not sent.',
    send_too_late: 'The request did not leave in time; it was dropped and never sent.',
    junk: 'The answer could not be read and was not used.',
    http_error: 'The gateway answered with a network error and no result.',
    too_large: 'The answer was too long and was not used.',
    wrong_payment_answered: 'The gateway answered about another payment; the answer was not used.',
    amount_mismatch: 'Alipay reports another amount or currency than this order has.',
    order_never_existed: 'Alipay confirms that it does not have this payment, and its time to pay is over.',
    stopped_by_cashier: 'The cashier stopped this payment.',
    recovered: 'The terminal restarted while this payment had no result.',
    late_success: 'Alipay reported a success after the payment had been closed.',
    not_decided: 'Nobody chose to keep this old payment, so the money is returned.',
    kept_by_person: 'A person chose to keep this old payment as a sale.',
    returned_by_person: 'A person chose to return the money.',
    closed_by_person: 'A person closed this reversal on evidence; Alipay did not confirm it.',
    REFUND_FAIL: 'Alipay says that this refund failed.',

    SUCCESS: 'Alipay carried it out.',
    ACCESS_DENIED: 'Alipay does not let this shop use this service.',
    AUTHENTICATION_REQUIRED: "The customer's bank asks for a check of who pays first.",
    AUTH_IN_PROCESS: "The customer's wallet is still being authorised.",
    CANCEL_WINDOW_EXCEED: 'It is too late to cancel; only a refund is possible now.',
    CARD_NOT_SUPPORTED: "This kind of bank card in the customer's wallet is not supported.",
    CLIENT_FORBIDDEN_ACCESS_API: "Alipay does not let this terminal's client use this service.",
    CLIENT_INVALID: "Alipay does not know this terminal's client id.",
    CURRENCY_NOT_SUPPORT: "The shop's contract does not cover this currency.",
    DO_NOT_HONOR: "The card's bank refused this card and gave no reason.",
    EXPIRED_CODE: 'The payment code has expired.',
    FRAUD_REJECT: 'Alipay took this payment for a possible fraud and refused it.',
    INVALID_ACCESS_TOKEN: "The wallet's authorisation is no longer valid.",
    INVALID_AMOUNT: 'Alipay does not accept this amount.',
    INVALID_API: 'This service does not exist or is not open to this shop.',
    INVALID_AUTHCODE: "The wallet's authorisation code is not valid or was used before.",
    INVALID_CARD: "The bank card in the customer's wallet is not valid.",
    INVALID_CARD_NUMBER: 'The card number is wrong.',
    INVALID_CLIENT_STATUS: "This terminal's client is not in order at Alipay.",
    INVALID_CONTRACT: "The shop's contract with Alipay is not valid or does not cover this.",
    INVALID_EXPIRATION_DATE: "The card's expiry date is wrong.",
    INVALID_EXPIRY_DATE_FORMAT: "The card's expiry date has the wrong form.",
    INVALID_MERCHANT_STATUS: "The shop's account at Alipay is not in order.",
    INVALID_PAYMENT_CODE: 'Alipay does not accept this payment code.',
    INVALID_PAYMENT_METHOD_META_DATA: 'What the request says about the means of payment is wrong.',
    INVALID_REFRESH_TOKEN: "The wallet's authorisation can no longer be renewed.",
    INVALID_SIGNATURE: "Alipay finds this terminal's signature wrong: the keys may not match.",
    ISSUER_REJECTS_TRANSACTION: "The customer's bank refused this payment.",
    KEY_NOT_FOUND: "Alipay cannot find this terminal's key.",
    MEDIA_TYPE_NOT_ACCEPTABLE: 'Alipay does not accept the format of the request.',
    MERCHANT_BALANCE_NOT_ENOUGH: "The shop's Alipay balance is too low to return this money.",
    MERCHANT_KYB_NOT_QUALIFIED: "The shop's business verification is not sufficient.",
    MERCHANT_NOT_REGISTERED: 'The shop is not registered with Alipay.',
    METHOD_NOT_SUPPORTED: 'Alipay does not accept the way in which the request was sent.',
    MULTIPLE_REFUNDS_NOT_SUPPORTED: "The shop's contract allows only one refund for each payment.",
    NO_INTERFACE_DEF: 'Alipay has no such service: the gateway address may be wrong.',
    NO_PAY_OPTIONS: "The shop's contract does not cover this wallet or currency.",
    OAUTH_FAILED: 'The wallet was not authorised.',
    ORDER_IS_CANCELED: 'This payment request ID belongs to a payment that was cancelled.',
    ORDER_IS_CLOSED: 'This payment request ID belongs to a payment that is closed.',
    ORDER_NOT_EXIST: 'Alipay does not know this payment.',
    ORDER_STATUS_INVALID: 'The state this payment is in does not allow it.',
    PARAM_ILLEGAL: 'The request contains something that Alipay does not accept.',
    PARTIAL_REFUND_NOT_SUPPORTED: 'This payment can only be refunded in full.',
    PAYMENT_AMOUNT_EXCEED_LIMIT: 'The amount is above the limit for one payment.',
    PAYMENT_COUNT_EXCEED_LIMIT: 'The limit for the number of payments is reached.',
    PAYMENT_IN_PROCESS: 'The payment is under way; the customer may have to confirm on the phone.',
    PAYMENT_METHOD_NOT_SUPPORTED: "The customer's means of payment does not support this.",
    PAYMENT_NOT_QUALIFIED: 'The shop is not qualified for this kind of payment.',
    PAYMENT_PROHIBITED: 'Alipay forbids payments of this kind.',
    PROCESS_FAIL: 'Alipay failed while working on it.',
    REFUND_AMOUNT_EXCEED: 'The refund is larger than what can still be refunded.',
    REFUND_IN_PROCESS: 'Alipay is working on the refund.',
    REFUND_NOT_SUPPORTED: 'This payment cannot be refunded.',
    REFUND_WINDOW_EXCEED: 'It is too late to refund this payment.',
    REPEAT_REQ_INCONSISTENT: 'This request id was used before with other content.',
    REQUEST_TRAFFIC_EXCEED_LIMIT: 'Too many requests; Alipay asks to try later.',
    RISK_REJECT: 'Alipay refused this payment as too risky.',
    SELECTED_CARD_BRAND_NOT_AVAILABLE: 'The brand of bank card that the customer chose is not available now.',
    SETTLE_CONTRACT_NOT_MATCH: "The settlement currency does not match the shop's contract.",
    SUSPECTED_CARD: 'The bank card is under suspicion; the payment was refused.',
    SUSPECTED_RISK: 'This payment is under suspicion and was refused.',
    SYSTEM_ERROR: 'Alipay had a system error.',
    UNKNOWN_CLIENT: 'Alipay has no client registered for this terminal.',
    UNKNOWN_EXCEPTION: 'Alipay met an unknown problem.',
    USER_AMOUNT_EXCEED_LIMIT: "The amount is above the customer's own limit.",
    USER_BALANCE_NOT_ENOUGH: 'The customer does not have enough money in the wallet.',
    USER_KYC_NOT_QUALIFIED: "The customer's identity check in the wallet is not sufficient.",
    USER_NOT_EXIST: "Alipay cannot find the customer's wallet account.",
    USER_PAYMENT_VERIFICATION_FAILED: 'The customer did not pass the payment check, a wrong PIN for example.',
    USER_STATUS_ABNORMAL: "The customer's wallet account is not in order.",
    VERIFY_TIMES_EXCEED_LIMIT: 'The customer has failed the identity check too often.',
    VERIFY_UNMATCHED: "What the customer entered does not match the wallet's identity record.",
  },
  'zh-HK': hongKong.meanings,
};

export type MeaningsByContext = Readonly<Partial<Record<ResultContext, Readonly<Partial<Record<ResultCode, string>>>>>>;

/** The same code asked in another place: SUCCESS of an inquiry says that the inquiry worked, not the payment. */
const meaningsByContext: InEveryLanguage<MeaningsByContext> = {
  'zh-CN': {
    sending: { SUCCESS: '支付宝已回答，但这笔付款还没有结果。' },
    waiting: {
      not_sent: '没有连上支付宝，这次查询没有发出；收款请求可能已经送到。',
      SUCCESS: '支付宝已回答查询，这笔付款还没有完成。',
    },
    checking: {
      not_sent: '没有连上支付宝，这次查询没有发出；收款请求可能已经送到。',
      SUCCESS: '支付宝已回答查询，这笔付款还没有结果。',
      ORDER_NOT_EXIST: '支付宝还查不到这笔付款：请求可能还在路上。',
    },
    held: { SUCCESS: '支付宝报告付款成功，但金额或币种不符。' },
    undecided: { SUCCESS: '支付宝确认这笔旧付款已成功。' },
    paid: { SUCCESS: '支付宝确认付款成功。' },
    not_charged: { SUCCESS: '支付宝已回答查询：这笔付款没有成功。' },
    reversing: {
      SUCCESS: '支付宝显示这笔付款曾成功，正在撤销。',
      ORDER_NOT_EXIST: '支付宝还查不到这笔付款：请求可能还在路上。',
      ORDER_STATUS_INVALID: '支付宝说这笔付款目前不能撤销，正在查明。',
    },
    reversal_pending: {
      SUCCESS: '支付宝显示这笔付款曾成功，撤销还没有确认。',
      ORDER_NOT_EXIST: '支付宝还查不到这笔付款：请求可能还在路上。',
      ORDER_STATUS_INVALID: '支付宝说这笔付款目前不能撤销，需要查明。',
    },
    reversed: { SUCCESS: '支付宝已确认撤销。' },
    refund_open: { SUCCESS: '支付宝已回答，退款还没有完成。', ORDER_NOT_EXIST: '支付宝还查不到这笔退款。' },
    refund_done: { SUCCESS: '支付宝已确认退款。' },
    refund_refused: {
      ORDER_IS_CANCELED: '这笔付款已经撤销，没有可退的钱。',
      ORDER_IS_CLOSED: '这笔付款已经关闭，不能退款。',
      ORDER_NOT_EXIST: '支付宝查不到要退款的付款。',
      SUCCESS: '支付宝已回答查询：这笔退款没有成功。',
      ORDER_STATUS_INVALID: '这笔付款还没有完成，或没有成功，不能退款。',
      USER_NOT_EXIST: '支付宝找不到要收退款的钱包账户。',
    },
  },
  en: {
    sending: { SUCCESS: 'Alipay answered, but this payment has no result yet.' },
    waiting: {
      not_sent: 'No connection to Alipay; this inquiry was not sent. The payment request may have arrived.',
      SUCCESS: 'Alipay answered the inquiry; this payment is not finished yet.',
    },
    checking: {
      not_sent: 'No connection to Alipay; this inquiry was not sent. The payment request may have arrived.',
      SUCCESS: 'Alipay answered the inquiry; this payment has no result yet.',
      ORDER_NOT_EXIST: 'Alipay does not know this payment yet: the request may still be on its way.',
    },
    held: { SUCCESS: 'Alipay reports a success, but with another amount or currency.' },
    undecided: { SUCCESS: 'Alipay confirms that this old payment succeeded.' },
    paid: { SUCCESS: 'Alipay confirms the payment.' },
    not_charged: { SUCCESS: 'Alipay answered the inquiry: this payment did not succeed.' },
    reversing: {
      SUCCESS: 'Alipay shows this payment as successful; it is being reversed.',
      ORDER_NOT_EXIST: 'Alipay does not know this payment yet: the request may still be on its way.',
      ORDER_STATUS_INVALID: 'Alipay says that this payment cannot be cancelled now; we are finding out why.',
    },
    reversal_pending: {
      SUCCESS: 'Alipay shows this payment as successful; the reversal is not confirmed yet.',
      ORDER_NOT_EXIST: 'Alipay does not know this payment yet: the request may still be on its way.',
      ORDER_STATUS_INVALID: 'Alipay says that this payment cannot be cancelled now; a person must find out why.',
    },
    reversed: { SUCCESS: 'Alipay confirms the reversal.' },
    refund_open: {
      SUCCESS: 'Alipay answered; the refund is not finished yet.',
      ORDER_NOT_EXIST: 'Alipay does not know this refund yet.',
    },
    refund_done: { SUCCESS: 'Alipay confirms the refund.' },
    refund_refused: {
      ORDER_IS_CANCELED: 'This payment was cancelled; there is nothing to refund.',
      ORDER_IS_CLOSED: 'This payment is closed and cannot be refunded.',
      ORDER_NOT_EXIST: 'Alipay cannot find the payment to refund.',
      SUCCESS: 'Alipay answered the inquiry: this refund did not succeed.',
      ORDER_STATUS_INVALID: 'This payment is unfinished or did not succeed; it cannot be refunded.',
      USER_NOT_EXIST: 'Alipay cannot find the wallet account that should get the refund.',
    },
  },
  'zh-HK': hongKong.meaningsByContext,
};

const toCustomerZh = {
  wait: '请稍候，我们正在核对，请不要重复付款。',
  confirm: '请在手机上确认支付；如果没有提示，请稍候。',
  being_held: '金额需要核对，请稍候，请不要重复付款。',
  old_success: '您的这笔付款已成功，我们正在核对订单。',
  paid: '支付成功，谢谢。',
  try_again: '这次未扣款，请刷新付款码再试。',
  refresh: '这次未扣款。付款码已过期或不能用，请刷新后再出示。',
  top_up: '这次未扣款。钱包余额不足，请充值或换一种付款方式。',
  limit: '这次未扣款。金额超出限额，请换一种付款方式。',
  identify: '这次未扣款。请先在钱包里完成实名认证，或换一种付款方式。',
  verify: '这次未扣款。请刷新付款码，再按手机提示验证。',
  ask_wallet: '这次未扣款。请换一种付款方式，或联系您的钱包客服。',
  other_card: '这次未扣款。请在钱包里换一张银行卡，或换一种付款方式。',
  our_side: '抱歉，是我们的系统问题，这次未扣款。请换一种付款方式。',
  cancelling: '正在取消这笔付款，如已扣款会原路退回，请稍候。',
  keep_slip: '如已扣款会原路退回，请保留这张单据。',
  cancelled: '付款已取消，如已扣款会原路退回。',
  refund_open: '退款正在办理，结果确认后告诉您。',
  refund_done: '已退款，到账时间以您的钱包为准。',
  refund_later: '退款暂时没有成功，我们解决后再退给您。',
  refund_other_way: '这笔付款不能原路退款，我们与您商量其他办法。',
  nothing_owed: '这笔付款已取消，请在钱包里核对。',
  closed_on_evidence: '这笔付款已由本店核实关闭；如钱包里仍显示扣款，请告诉我们。',
};

const moneyZh = {
  unknown: '还不清楚：可能已扣款，也可能没有。',
  other_amount: '顾客可能已被扣款，但金额或币种与本单不符。',
  taken_undecided: '已从顾客处扣款，等待选择保留或退回。',
  paid: '顾客已付款，本单收款成功。',
  not_charged: '未扣款：钱还在顾客那里。',
  not_charged_risk: '未扣款；如顾客看到扣款，支付宝会自动退回。',
  going_back: '如已扣款，正在要求支付宝退回顾客，还没有确认。',
  not_back_yet: '还没有退给顾客：要等本店支付宝账户充值。',
  back_by_refund: '如已扣款，正在改用退款退回顾客，还没有确认。',
  returned: '没有扣款，或已经退回顾客。',
  closed_on_evidence: '支付宝没有确认；按工作人员的凭据，没有扣款或已经退回。',
  refund_unclear: '退款结果还不清楚：钱可能已退给顾客。',
  refund_under_way: '支付宝正在把钱退给顾客，还没有完成。',
  refunded: '已退给顾客。',
  not_refunded: '没有退款：这笔钱还没有退给顾客。',
  was_cancelled: '没有退款；付款已撤销，钱应已退回顾客。',
  check_payment: '没有退款；付款本身的结果请先查询。',
};

const againZh = {
  wait: '请勿重复收款：结果还没有出来。',
  held: '请勿重复收款：请先查清金额。',
  undecided: '请勿重复收款：顾客已经付过这一笔。',
  paid: '请勿重复收款：本单已经收款。',
  yes: '可以重新收款，请顾客刷新付款码。',
  yes_repaired_first: '可以重新收款，但问题解决之前还会被拒绝。',
  reversing: '请勿重复收款：撤销还没有确认。',
  reversed: '可以重新收款：没有扣款，或已经退回。',
  refund_open: '请勿重复退款：这一笔还没有结果。',
  refund_done: '请勿重复退款：这一笔已经退款。',
  refund_yes: '原因解决后，可以重新退款。',
  refund_smaller: '可以按还能退的金额重新退款。',
  refund_full: '可以全额重新退款。',
  refund_no: '请勿再退：支付宝不会接受，请与顾客商量其他办法。',
  refund_check: '请勿再退：请先查询这笔付款。',
};

const callZh = {
  nobody: '无需联系。',
  by_itself: '暂时无需联系，系统会自动处理。',
  network: '暂时无需联系，系统会自动处理；经常出现时请检查网络。',
  network_check: '如果再次出现，请检查网络。',
  wallet: '顾客可以联系自己的钱包客服。',
  supervisor: '请叫主管。',
  support: '请主管联系支付宝技术支持，并报商家订单号。',
  support_later: '系统会一直重试；60 秒后仍未确认，请主管联系支付宝技术支持，并报商家订单号。',
  installer: '请联系负责安装本终端的人员。',
  account: '请联系负责本店支付宝账户的人充值。',
};

type Fragments<Zh> = InEveryLanguage<Readonly<Record<keyof Zh, string>>>;

/** Which texts there are for each of the four parts besides the meaning. */
export interface ResultFragments {
  readonly toCustomer: typeof toCustomerZh;
  readonly money: typeof moneyZh;
  readonly again: typeof againZh;
  readonly call: typeof callZh;
}

const toCustomer: Fragments<typeof toCustomerZh> = {
  'zh-CN': toCustomerZh,
  en: {
    wait: 'Please wait, we are checking. Please do not pay again.',
    confirm: 'Please confirm on your phone; if it shows nothing, please wait.',
    being_held: 'We have to check the amount. Please wait and do not pay again.',
    old_success: 'This payment of yours succeeded; we are checking the order.',
    paid: 'Payment successful, thank you.',
    try_again: 'You were not charged. Please refresh your payment code and try again.',
    refresh: 'You were not charged. The code has expired or does not work; please refresh it.',
    top_up: 'You were not charged. The balance is too low; please top up or pay another way.',
    limit: 'You were not charged. The amount is above the limit; please pay another way.',
    identify: 'You were not charged. Please finish the identity check in your wallet, or pay another way.',
    verify: 'You were not charged. Please refresh the code, then confirm as your phone asks.',
    ask_wallet: "You were not charged. Please pay another way, or ask your wallet's customer service.",
    other_card: 'You were not charged. Please choose another card in your wallet, or pay another way.',
    our_side: 'Sorry, the fault is on our side. You were not charged. Please pay another way.',
    cancelling: 'We are cancelling this payment. If you were charged, it will be returned. Please wait.',
    keep_slip: 'If you were charged, it will be returned. Please keep this slip.',
    cancelled: 'The payment is cancelled. If you were charged, it is returned.',
    refund_open: 'The refund is under way; we will tell you when it is confirmed.',
    refund_done: 'It is refunded; your wallet decides when you see it.',
    refund_later: 'The refund did not go through yet; we will refund you once we have solved it.',
    refund_other_way: 'This payment cannot be refunded to your wallet; we will find another way with you.',
    nothing_owed: 'This payment was cancelled; please check your wallet.',
    closed_on_evidence: 'The shop has checked and closed this payment. If your wallet still shows a charge, tell us.',
  },
  'zh-HK': hongKong.toCustomer,
};

const money: Fragments<typeof moneyZh> = {
  'zh-CN': moneyZh,
  en: {
    unknown: 'Not known yet: it may have been taken, or not.',
    other_amount: 'Perhaps taken, but not the amount or currency of this order.',
    taken_undecided: 'Taken from the customer; waiting for the choice to keep or return it.',
    paid: 'The customer has paid; this order is settled.',
    not_charged: 'Not charged: the customer still has it.',
    not_charged_risk: 'Not charged; if the customer sees a charge, Alipay returns it by itself.',
    going_back: 'If it was taken, we are asking Alipay to return it; not confirmed yet.',
    not_back_yet: "Not returned yet: the shop's Alipay account must be topped up first.",
    back_by_refund: 'If it was taken, we are returning it as a refund; not confirmed yet.',
    returned: 'Not taken, or returned to the customer.',
    closed_on_evidence: 'Not confirmed by Alipay; by the evidence given it was not taken, or is returned.',
    refund_unclear: 'Not known yet: it may have gone back to the customer.',
    refund_under_way: 'Alipay is returning it to the customer; not finished yet.',
    refunded: 'Returned to the customer.',
    not_refunded: 'Not refunded: this money has not gone back to the customer.',
    was_cancelled: 'Not refunded; the payment was cancelled, so the customer should have it back.',
    check_payment: 'Not refunded; look up first what became of the payment.',
  },
  'zh-HK': hongKong.money,
};

const again: Fragments<typeof againZh> = {
  'zh-CN': againZh,
  en: {
    wait: 'Do not charge again: there is no result yet.',
    held: 'Do not charge again: the amount must be cleared up first.',
    undecided: 'Do not charge again: the customer has paid this one.',
    paid: 'Do not charge again: this order is paid.',
    yes: 'You may charge again, with a fresh payment code.',
    yes_repaired_first: 'You may charge again, but it will be refused until this is solved.',
    reversing: 'Do not charge again: the reversal is not confirmed yet.',
    reversed: 'You may charge again: nothing was taken, or it is returned.',
    refund_open: 'Do not refund again: this one has no result yet.',
    refund_done: 'Do not refund again: this one is done.',
    refund_yes: 'You may refund again once the cause is solved.',
    refund_smaller: 'You may refund again, up to what is left.',
    refund_full: 'You may refund again, the full amount.',
    refund_no: 'Do not refund again: Alipay will not accept it. Find another way with the customer.',
    refund_check: 'Do not refund again: look this payment up first.',
  },
  'zh-HK': hongKong.again,
};

const call: Fragments<typeof callZh> = {
  'zh-CN': callZh,
  en: {
    nobody: 'Nobody.',
    by_itself: 'Nobody for now; the terminal goes on by itself.',
    network: 'Nobody for now; the terminal goes on by itself. If it happens often, check the network.',
    network_check: 'If it happens again, check the network.',
    wallet: "The customer can ask their wallet's customer service.",
    supervisor: 'The supervisor.',
    support: 'The supervisor, who contacts Alipay technical support with the payment request ID.',
    support_later:
      'We keep trying. Still unclear after 60 seconds: Alipay technical support, with the payment request ID.',
    installer: 'Whoever set up this terminal.',
    account: "Whoever looks after the shop's Alipay account, to top it up.",
  },
  'zh-HK': hongKong.call,
};

/** Keys of the four fragments that go with a meaning. */
interface Row {
  readonly toCustomer: keyof typeof toCustomerZh;
  readonly money: keyof typeof moneyZh;
  readonly again: keyof typeof againZh;
  readonly call: keyof typeof callZh;
}

type RowChanges = Readonly<Partial<Record<ResultCode, Partial<Row>>>>;

/** What is so in a context whatever the code, and what some codes change of it. */
interface ContextRows {
  readonly always: Row;
  readonly but: RowChanges;
}

// Who can help, while the money is still open. Where the money is does not change.
const network = { call: 'network' } as const;
const installer = { call: 'installer' } as const;
const support = { call: 'support' } as const;

const networkHelp: RowChanges = {
  silence: network,
  reset: network,
  junk: network,
  http_error: network,
  too_large: network,
  not_sent: network,
  send_too_late: network,
};

const setupHelp: RowChanges = {
  unsigned: installer,
  bad_signature: installer,
  wrong_payment_answered: installer,
  amount_mismatch: support,
  ACCESS_DENIED: support,
  CLIENT_FORBIDDEN_ACCESS_API: support,
  CLIENT_INVALID: installer,
  INVALID_CLIENT_STATUS: support,
  OAUTH_FAILED: support,
  SETTLE_CONTRACT_NOT_MATCH: support,
  UNKNOWN_CLIENT: installer,
  INVALID_API: installer,
  INVALID_CONTRACT: support,
  INVALID_MERCHANT_STATUS: support,
  INVALID_SIGNATURE: installer,
  KEY_NOT_FOUND: installer,
  MEDIA_TYPE_NOT_ACCEPTABLE: installer,
  METHOD_NOT_SUPPORTED: installer,
  NO_INTERFACE_DEF: installer,
  PARAM_ILLEGAL: installer,
};

// What the terminal keeps cancelling although Alipay said no.
const byRefund = { money: 'back_by_refund' } as const;

const reversalHelp: RowChanges = {
  ...setupHelp,
  CANCEL_WINDOW_EXCEED: byRefund,
  PAYMENT_METHOD_NOT_SUPPORTED: byRefund,
  ORDER_STATUS_INVALID: support,
  MERCHANT_BALANCE_NOT_ENOUGH: { money: 'not_back_yet', call: 'account' },
  PROCESS_FAIL: support,
  SYSTEM_ERROR: support,
  REFUND_FAIL: support,
  REFUND_AMOUNT_EXCEED: support,
  REFUND_NOT_SUPPORTED: support,
  REFUND_WINDOW_EXCEED: support,
  MULTIPLE_REFUNDS_NOT_SUPPORTED: support,
  PARTIAL_REFUND_NOT_SUPPORTED: support,
  USER_NOT_EXIST: support,
  USER_STATUS_ABNORMAL: support,
};

// Not charged, by whose turn it is: the customer's, their wallet's, ours, or the contract's.
const refresh = { toCustomer: 'refresh' } as const;
const limit = { toCustomer: 'limit' } as const;
const askWallet = { toCustomer: 'ask_wallet', call: 'wallet' } as const;
const risk = { toCustomer: 'ask_wallet', money: 'not_charged_risk', call: 'wallet' } as const;
const otherCard = { toCustomer: 'other_card', call: 'wallet' } as const;
const ourSetup = { toCustomer: 'our_side', again: 'yes_repaired_first', call: 'installer' } as const;
const ourContract = { toCustomer: 'our_side', again: 'yes_repaired_first', call: 'support' } as const;
const ourNetwork = { call: 'network_check' } as const;

const notCharged: RowChanges = {
  not_sent: ourNetwork,
  send_too_late: ourNetwork,
  ACCESS_DENIED: ourContract,
  AUTHENTICATION_REQUIRED: { toCustomer: 'verify' },
  CARD_NOT_SUPPORTED: otherCard,
  CLIENT_FORBIDDEN_ACCESS_API: ourContract,
  CLIENT_INVALID: ourSetup,
  CURRENCY_NOT_SUPPORT: ourContract,
  DO_NOT_HONOR: otherCard,
  EXPIRED_CODE: refresh,
  FRAUD_REJECT: risk,
  INVALID_ACCESS_TOKEN: refresh,
  INVALID_AMOUNT: ourContract,
  INVALID_API: ourSetup,
  INVALID_AUTHCODE: refresh,
  INVALID_CARD: otherCard,
  INVALID_CARD_NUMBER: otherCard,
  INVALID_CLIENT_STATUS: ourContract,
  INVALID_CONTRACT: ourContract,
  INVALID_EXPIRATION_DATE: otherCard,
  INVALID_EXPIRY_DATE_FORMAT: otherCard,
  INVALID_MERCHANT_STATUS: ourContract,
  INVALID_PAYMENT_CODE: refresh,
  INVALID_PAYMENT_METHOD_META_DATA: ourSetup,
  INVALID_REFRESH_TOKEN: refresh,
  INVALID_SIGNATURE: ourSetup,
  ISSUER_REJECTS_TRANSACTION: otherCard,
  KEY_NOT_FOUND: ourSetup,
  MEDIA_TYPE_NOT_ACCEPTABLE: ourSetup,
  MERCHANT_KYB_NOT_QUALIFIED: ourContract,
  MERCHANT_NOT_REGISTERED: ourContract,
  METHOD_NOT_SUPPORTED: ourSetup,
  NO_INTERFACE_DEF: ourSetup,
  NO_PAY_OPTIONS: ourContract,
  OAUTH_FAILED: ourContract,
  PARAM_ILLEGAL: ourSetup,
  PAYMENT_AMOUNT_EXCEED_LIMIT: limit,
  PAYMENT_COUNT_EXCEED_LIMIT: { toCustomer: 'limit', call: 'support' },
  PAYMENT_METHOD_NOT_SUPPORTED: askWallet,
  PAYMENT_NOT_QUALIFIED: ourContract,
  PAYMENT_PROHIBITED: ourContract,
  PROCESS_FAIL: support,
  RISK_REJECT: risk,
  SELECTED_CARD_BRAND_NOT_AVAILABLE: otherCard,
  SETTLE_CONTRACT_NOT_MATCH: ourContract,
  SUSPECTED_CARD: otherCard,
  SUSPECTED_RISK: risk,
  SYSTEM_ERROR: support,
  UNKNOWN_CLIENT: ourSetup,
  USER_AMOUNT_EXCEED_LIMIT: limit,
  USER_BALANCE_NOT_ENOUGH: { toCustomer: 'top_up' },
  USER_KYC_NOT_QUALIFIED: { toCustomer: 'identify', call: 'wallet' },
  USER_NOT_EXIST: askWallet,
  USER_PAYMENT_VERIFICATION_FAILED: { toCustomer: 'verify' },
  USER_STATUS_ABNORMAL: askWallet,
  VERIFY_TIMES_EXCEED_LIMIT: askWallet,
  VERIFY_UNMATCHED: { toCustomer: 'identify', call: 'wallet' },
};

const refundImpossible = { toCustomer: 'refund_other_way', again: 'refund_no', call: 'support' } as const;

const refundRefused: RowChanges = {
  closed_by_person: { toCustomer: 'nothing_owed', money: 'refund_unclear', again: 'refund_check', call: 'supervisor' },
  CLIENT_INVALID: installer,
  CURRENCY_NOT_SUPPORT: installer,
  INVALID_API: installer,
  KEY_NOT_FOUND: installer,
  MEDIA_TYPE_NOT_ACCEPTABLE: installer,
  METHOD_NOT_SUPPORTED: installer,
  NO_INTERFACE_DEF: installer,
  PARAM_ILLEGAL: installer,
  MERCHANT_BALANCE_NOT_ENOUGH: { call: 'account' },
  MULTIPLE_REFUNDS_NOT_SUPPORTED: refundImpossible,
  PARTIAL_REFUND_NOT_SUPPORTED: { again: 'refund_full', call: 'supervisor' },
  PAYMENT_METHOD_NOT_SUPPORTED: refundImpossible,
  REFUND_AMOUNT_EXCEED: { again: 'refund_smaller', call: 'supervisor' },
  REFUND_NOT_SUPPORTED: refundImpossible,
  REFUND_WINDOW_EXCEED: refundImpossible,
  ORDER_IS_CANCELED: {
    toCustomer: 'nothing_owed',
    money: 'was_cancelled',
    again: 'refund_check',
    call: 'supervisor',
  },
  ORDER_IS_CLOSED: { money: 'check_payment', again: 'refund_check' },
  ORDER_NOT_EXIST: { money: 'check_payment', again: 'refund_check' },
  ORDER_STATUS_INVALID: { money: 'check_payment', again: 'refund_check' },
  REPEAT_REQ_INCONSISTENT: { money: 'refund_unclear', again: 'refund_check' },
};

const open: ContextRows = {
  always: { toCustomer: 'wait', money: 'unknown', again: 'wait', call: 'by_itself' },
  but: { ...networkHelp, ...setupHelp },
};

const contexts: Readonly<Record<ResultContext, ContextRows>> = {
  sending: open,
  waiting: { ...open, always: { ...open.always, toCustomer: 'confirm' } },
  checking: open,
  held: {
    always: { toCustomer: 'being_held', money: 'other_amount', again: 'held', call: 'support' },
    but: {},
  },
  undecided: {
    always: { toCustomer: 'old_success', money: 'taken_undecided', again: 'undecided', call: 'supervisor' },
    but: {},
  },
  paid: { always: { toCustomer: 'paid', money: 'paid', again: 'paid', call: 'nobody' }, but: {} },
  not_charged: {
    always: { toCustomer: 'try_again', money: 'not_charged', again: 'yes', call: 'nobody' },
    but: notCharged,
  },
  reversing: {
    always: { toCustomer: 'cancelling', money: 'going_back', again: 'reversing', call: 'by_itself' },
    but: { ...networkHelp, ...reversalHelp },
  },
  reversal_pending: {
    always: { toCustomer: 'keep_slip', money: 'going_back', again: 'reversing', call: 'support_later' },
    but: reversalHelp,
  },
  reversed: {
    always: { toCustomer: 'cancelled', money: 'returned', again: 'reversed', call: 'nobody' },
    but: { closed_by_person: { toCustomer: 'closed_on_evidence', money: 'closed_on_evidence', call: 'supervisor' } },
  },
  refund_open: {
    always: { toCustomer: 'refund_open', money: 'refund_unclear', again: 'refund_open', call: 'support_later' },
    but: { ...setupHelp, REFUND_IN_PROCESS: { money: 'refund_under_way' } },
  },
  refund_done: {
    always: { toCustomer: 'refund_done', money: 'refunded', again: 'refund_done', call: 'nobody' },
    but: {},
  },
  refund_refused: {
    always: { toCustomer: 'refund_later', money: 'not_refunded', again: 'refund_yes', call: 'support' },
    but: refundRefused,
  },
};

/** Every state of a payment and of a refund in which a result is explained. */
export const resultContexts = Object.keys(contexts) as readonly ResultContext[];

/** Earlier spellings that pages and gateways still mix (change history, November 2019). */
const oldSpellings: Readonly<Record<string, ResultCode>> = {
  API_INVALID: 'INVALID_API',
  INVALID_CLIENT: 'CLIENT_INVALID',
  SIGNATURE_INVALID: 'INVALID_SIGNATURE',
};

const unknownCode: InEveryLanguage<(code: string) => string> = {
  'zh-CN': (code) => `结果码 ${code} 本终端不认识。`,
  'zh-HK': (code) => `本終端機不認得結果代碼 ${code}。`,
  en: (code) => `The result code ${code} is not known to this terminal.`,
};

/** The code under its present spelling; undefined where this program does not know it. */
export function knownCode(code: string): ResultCode | undefined {
  if (Object.hasOwn(oldSpellings, code)) return oldSpellings[code];
  return Object.hasOwn(meaningsZh, code) ? (code as ResultCode) : undefined;
}

/** Alipay's own codes are told to its support as they are; our words for what never came are for programs. */
export function isAlipaysCode(code: string): boolean {
  return /^[A-Z]/.test(code);
}

/** Every code and word of the terminal that is explained; `''` is no answer yet. */
export const resultCodes = Object.keys(meaningsZh) as readonly ResultCode[];

/**
 * The five parts for a code in the state a payment or refund is in. A code we do not know is named as such; where the
 * money is and whether to charge again still follow from the state, and Alipay's support is named.
 */
export function resultWords(language: Language, context: ResultContext, code: string): ResultWords {
  const known = knownCode(code);
  const { always, but } = contexts[context];
  const row: Row = { ...always, ...(known === undefined ? support : but[known]) };
  const meaning =
    known === undefined
      ? unknownCode[language](code)
      : (meaningsByContext[language][context]?.[known] ?? meanings[language][known]);
  return {
    meaning,
    toCustomer: toCustomer[language][row.toCustomer],
    money: money[language][row.money],
    again: again[language][row.again],
    call: call[language][row.call],
  };
}
