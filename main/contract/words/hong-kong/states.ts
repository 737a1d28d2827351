import { customerWords } from '../customer.ts';
import type { StateName, StateWords } from '../states.ts';

/** The states of a payment in the Chinese of Hong Kong. */

const said = customerWords['zh-HK'].states;

export const stateWords: Readonly<Record<StateName, StateWords>> = {
  idle: {
    title: '請輸入金額',
    sentence: '請輸入金額，再掃顧客的付款碼。',
    customer: said.welcome,
    mayChargeAgain: '可以開始收款。',
  },
  ready: {
    title: '請掃顧客付款碼',
    sentence: '請掃顧客的付款碼，掃到後立即收款。',
    customer: said.ready,
    mayChargeAgain: '還沒有收款，請掃一次付款碼。',
  },
  sending: {
    title: '正在提交',
    sentence: '正在提交收款，請稍候，請勿重複收款。',
    customer: said.sending,
    mayChargeAgain: '請勿重複收款：結果還沒有出來。',
  },
  waiting: {
    title: '等待顧客確認',
    sentence: '等待顧客確認：請顧客看手機，可能需要輸入密碼。',
    customer: said.waiting,
    mayChargeAgain: '請勿重複收款：顧客可能正在付款。',
  },
  checking: {
    title: '結果未知，正在核對',
    sentence: '結果未知，正在核對，請勿重複收款。',
    customer: said.checking,
    mayChargeAgain: '請勿重複收款：顧客可能已被扣款。',
  },
  held: {
    title: '金額不符，請通知主管',
    sentence: '支付寶報告付款成功，但金額或貨幣不符：不算收款成功，請通知主管。',
    customer: said.held,
    mayChargeAgain: '請勿重複收款：顧客可能已按另一金額被扣款。',
  },
  undecided: {
    title: '舊付款已成功，待處理',
    sentence: '重新啟動後發現這筆付款已成功：請選擇保留收款，或把錢退回顧客。',
    customer: said.undecided,
    mayChargeAgain: '請勿重複收款：顧客已經付過這一筆。',
  },
  reversing: {
    title: '正在撤銷',
    sentence: '正在撤銷，撤銷完成前請勿重複收款。',
    customer: said.reversing,
    mayChargeAgain: '請勿重複收款：撤銷還沒有確認。',
  },
  reversal_pending: {
    title: '撤銷待確認，請交單據',
    sentence: '撤銷尚未確認，系統會一直重試；請把單據交給顧客，請勿重複收款。',
    customer: said.reversal_pending,
    mayChargeAgain: '請勿重複收款：撤銷確認之後才可以。',
  },
  paid: {
    title: '收款成功',
    sentence: '收款成功，本單已完成。',
    customer: said.paid,
    mayChargeAgain: '請勿重複收款：本單已經收款。',
  },
  not_charged: {
    title: '未扣款',
    sentence: '未扣款，可以重新收款（請顧客更新付款碼）。',
    customer: said.not_charged,
    mayChargeAgain: '可以重新收款：顧客沒有被扣款。',
  },
  reversed: {
    title: '已撤銷',
    sentence: '已撤銷，可以重新收款；顧客如已被扣款，會原路退回。',
    customer: said.reversed,
    mayChargeAgain: '可以重新收款：沒有扣款，或已經退回。',
  },
};
