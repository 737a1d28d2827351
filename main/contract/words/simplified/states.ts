import { customerWords } from '../customer.ts';
import type { StateName, StateWords } from '../states.ts';

/** The states of a payment in simplified Chinese. */

const said = customerWords['zh-CN'].states;

export const stateWords: Readonly<Record<StateName, StateWords>> = {
  idle: {
    title: '请输入金额',
    sentence: '请输入金额，再扫顾客的付款码。',
    customer: said.welcome,
    mayChargeAgain: '可以开始收款。',
  },
  ready: {
    title: '请扫顾客付款码',
    sentence: '请扫顾客的付款码，扫到后立即收款。',
    customer: said.ready,
    mayChargeAgain: '还没有收款，请扫一次付款码。',
  },
  sending: {
    title: '正在提交',
    sentence: '正在提交收款，请稍候，请勿重复收款。',
    customer: said.sending,
    mayChargeAgain: '请勿重复收款：结果还没有出来。',
  },
  waiting: {
    title: '等待顾客确认',
    sentence: '等待顾客确认：请顾客看手机，可能需要输入密码。',
    customer: said.waiting,
    mayChargeAgain: '请勿重复收款：顾客可能正在付款。',
  },
  checking: {
    title: '结果未知，正在核对',
    sentence: '结果未知，正在核对，请勿重复收款。',
    customer: said.checking,
    mayChargeAgain: '请勿重复收款：顾客可能已被扣款。',
  },
  held: {
    title: '金额不符，请叫主管',
    sentence: '支付宝报告付款成功，但金额或币种不符：不算收款成功，请叫主管。',
    customer: said.held,
    mayChargeAgain: '请勿重复收款：顾客可能已按另一金额被扣款。',
  },
  undecided: {
    title: '旧付款已成功，待处理',
    sentence: '重启后发现这笔付款已成功：请选择保留收款，或把钱退回顾客。',
    customer: said.undecided,
    mayChargeAgain: '请勿重复收款：顾客已经付过这一笔。',
  },
  reversing: {
    title: '正在撤销',
    sentence: '正在撤销，撤销完成前请勿重复收款。',
    customer: said.reversing,
    mayChargeAgain: '请勿重复收款：撤销还没有确认。',
  },
  reversal_pending: {
    title: '撤销待确认，请交单据',
    sentence: '撤销尚未确认，系统会一直重试；请把单据交给顾客，请勿重复收款。',
    customer: said.reversal_pending,
    mayChargeAgain: '请勿重复收款：撤销确认之后才可以。',
  },
  paid: {
    title: '收款成功',
    sentence: '收款成功，本单已完成。',
    customer: said.paid,
    mayChargeAgain: '请勿重复收款：本单已经收款。',
  },
  not_charged: {
    title: '未扣款',
    sentence: '未扣款，可以重新收款（请顾客刷新付款码）。',
    customer: said.not_charged,
    mayChargeAgain: '可以重新收款：顾客没有被扣款。',
  },
  reversed: {
    title: '已撤销',
    sentence: '已撤销，可以重新收款；顾客如已被扣款，会原路退回。',
    customer: said.reversed,
    mayChargeAgain: '可以重新收款：没有扣款，或已经退回。',
  },
};
