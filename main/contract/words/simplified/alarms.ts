import type { AlarmName, AlarmWords } from '../alarms.ts';

/** Alarms in simplified Chinese. */

export const alarmWords: Readonly<Record<AlarmName, AlarmWords>> = {
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
};
