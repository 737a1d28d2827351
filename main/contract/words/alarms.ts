import { hongKong } from './hong-kong.ts';
import type { InEveryLanguage } from './language.ts';

/**
 * What a person reads while a payment needs one: what is wrong, what to do, who to call. The names are those of
 * `Alarm` in core/payment-state.ts, written out here because the contract imports nothing.
 */

export type AlarmName =
  | 'call_support'
  | 'top_up_balance'
  | 'cancel_refused'
  | 'amount_mismatch'
  | 'old_success'
  | 'late_success'
  | 'refund_refused'
  | 'wrong_payment_answered';

export interface AlarmWords {
  /** At most 24 columns. */
  readonly title: string;
  readonly whatToDo: string;
  readonly whoToCall: string;
}

/** `call_support` follows seed 004: unclear after 60 s of retries → the merchant contacts Alipay's support. */
export const alarmWords: InEveryLanguage<Readonly<Record<AlarmName, AlarmWords>>> = {
  'zh-CN': {
    call_support: {
      title: '60 秒仍未确认',
      whatToDo: '撤销或退款重试 60 秒仍无结果，系统会继续重试。请把单据交给顾客，请勿重复收款。',
      whoToCall: '请联系支付宝技术支持，并报商家订单号。',
    },
    top_up_balance: {
      title: '余额不足，无法退回',
      whatToDo: '本店支付宝余额不足，钱还没有退给顾客。请充值，充值后系统会自动再次撤销。',
      whoToCall: '请联系负责本店支付宝账户的人。',
    },
    cancel_refused: {
      title: '撤销被拒绝',
      whatToDo: '支付宝拒绝了撤销，钱可能还没有退回。请看原因；系统会继续重试，请勿重复收款。',
      whoToCall: '请叫主管；主管联系支付宝技术支持，并报商家订单号。',
    },
    amount_mismatch: {
      title: '金额或币种不符',
      whatToDo: '支付宝报告的金额或币种与本单不符。不算收款成功，请与顾客手机核对，请勿重复收款。',
      whoToCall: '请叫主管；主管联系支付宝技术支持，并报商家订单号。',
    },
    old_success: {
      title: '旧付款已成功',
      whatToDo: '重启后发现一笔旧付款已成功。请选择保留收款或退回顾客；10 分钟内不选，自动退回。',
      whoToCall: '请叫主管决定。',
    },
    late_success: {
      title: '迟到的成功通知',
      whatToDo: '已结束的付款又收到成功消息。系统正在查询，属实就自动撤销；查清之前请勿重复收款。',
      whoToCall: '请叫主管；顾客来问时凭单据查询。',
    },
    refund_refused: {
      title: '退款被拒绝',
      whatToDo: '代替撤销的退款被拒绝，钱还没有退给顾客。请看原因；系统会继续查询和退回，请勿重复收款。',
      whoToCall: '请叫主管；主管联系支付宝技术支持，并报商家订单号。',
    },
    wrong_payment_answered: {
      title: '回答的是别的付款',
      whatToDo: '网关回答了另一笔付款，这个回答没有采用。钱在哪里还不清楚，请勿重复收款。',
      whoToCall: '请联系负责安装本终端的人员，检查网络和代理。',
    },
  },
  en: {
    call_support: {
      title: 'No result for 60 seconds',
      whatToDo: 'A reversal or refund stayed unclear; we keep trying. Give the customer the slip; do not charge again.',
      whoToCall: 'Contact Alipay technical support with the payment request ID.',
    },
    top_up_balance: {
      title: 'Top up to return money',
      whatToDo:
        "The shop's Alipay balance is too low; the money is not back yet. Top up: the cancel is then sent again.",
      whoToCall: "Call whoever looks after the shop's Alipay account.",
    },
    cancel_refused: {
      title: 'Cancel refused',
      whatToDo: 'Alipay refused the cancel; the money may not be back yet. Read the reason; do not charge again.',
      whoToCall: 'Call the supervisor, who contacts Alipay technical support with the payment request ID.',
    },
    amount_mismatch: {
      title: 'Amount does not match',
      whatToDo:
        "Alipay reports another amount or currency: not a sale. Compare the customer's phone; do not charge again.",
      whoToCall: 'Call the supervisor, who contacts Alipay technical support with the payment request ID.',
    },
    old_success: {
      title: 'Old payment succeeded',
      whatToDo:
        'Found after a restart. Keep the sale or return the money; without a choice it is returned after 10 minutes.',
      whoToCall: 'Call the supervisor to decide.',
    },
    late_success: {
      title: 'Success came late',
      whatToDo:
        'A closed payment was reported paid. We ask Alipay; if true, it is reversed. Do not charge again until then.',
      whoToCall: 'Call the supervisor; if the customer asks, look the payment up by its slip.',
    },
    refund_refused: {
      title: 'Refund refused',
      whatToDo:
        'The refund in place of a cancel was refused: the money is not back. We keep trying; do not charge again.',
      whoToCall: 'Call the supervisor, who contacts Alipay technical support with the payment request ID.',
    },
    wrong_payment_answered: {
      title: 'Answer to other payment',
      whatToDo:
        'The gateway answered about another payment; we did not use it. The money is unclear: do not charge again.',
      whoToCall: 'Call whoever set up this terminal, to check the network and any proxy.',
    },
  },
  get 'zh-HK'() {
    return hongKong().alarms;
  },
};
