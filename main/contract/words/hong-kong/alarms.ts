import type { AlarmName, AlarmWords } from '../alarms.ts';

/** Alarms in the Chinese of Hong Kong. */

export const alarmWords: Readonly<Record<AlarmName, AlarmWords>> = {
  call_support: {
    title: '60 秒仍未確認',
    whatToDo: '撤銷或退款重試 60 秒仍無結果，系統會繼續重試。請把單據交給顧客，請勿重複收款。',
    whoToCall: '請聯絡支付寶技術支援，並報商戶訂單編號。',
  },
  top_up_balance: {
    title: '餘額不足，無法退回',
    whatToDo: '本店支付寶餘額不足，錢還沒有退給顧客。請增值，增值後系統會自動再次撤銷。',
    whoToCall: '請聯絡負責本店支付寶帳戶的人。',
  },
  cancel_refused: {
    title: '撤銷被拒絕',
    whatToDo: '支付寶拒絕了撤銷，錢可能還沒有退回。請看原因；系統會繼續重試，請勿重複收款。',
    whoToCall: '請通知主管；主管聯絡支付寶技術支援，並報商戶訂單編號。',
  },
  amount_mismatch: {
    title: '金額或貨幣不符',
    whatToDo: '支付寶報告的金額或貨幣與本單不符。不算收款成功，請與顧客手機核對，請勿重複收款。',
    whoToCall: '請通知主管；主管聯絡支付寶技術支援，並報商戶訂單編號。',
  },
  old_success: {
    title: '舊付款已成功',
    whatToDo: '重新啟動後發現一筆舊付款已成功。請選擇保留收款或退回顧客；10 分鐘內不選，自動退回。',
    whoToCall: '請通知主管決定。',
  },
  late_success: {
    title: '遲到的成功通知',
    whatToDo: '已結束的付款又收到成功訊息。系統正在查詢，屬實就自動撤銷；查明之前請勿重複收款。',
    whoToCall: '請通知主管；顧客來問時憑單據查詢。',
  },
  refund_refused: {
    title: '退款被拒絕',
    whatToDo: '代替撤銷的退款被拒絕，錢還沒有退給顧客。請看原因；系統會繼續查詢和退回，請勿重複收款。',
    whoToCall: '請通知主管；主管聯絡支付寶技術支援，並報商戶訂單編號。',
  },
  wrong_payment_answered: {
    title: '回覆的是另一筆付款',
    whatToDo: '網關回覆了另一筆付款，這個回覆未有採用。錢在哪裏還不清楚，請勿重複收款。',
    whoToCall: '請聯絡負責安裝本終端機的人員，檢查網絡和代理伺服器。',
  },
};
