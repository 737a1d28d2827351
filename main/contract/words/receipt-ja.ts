import type { ReceiptWords } from './receipt.ts';

/** Japanese on receipts, in the polite form that shops print. */

export const japanese: ReceiptWords = {
  mark: 'Alipay+',
  markLine: 'このお支払いはAlipayが取り扱いました',
  titles: {
    paid: 'お支払い控え',
    notConfirmed: 'お支払い未確認のお知らせ',
    reversed: 'お支払い取消のお知らせ',
    refund: '返金控え',
  },
  training: 'TRAINING 練習',
  trainingLine: '練習用の伝票です。実際の請求はありません',
  copy: 'COPY / 再発行',
  otherArticle: 'その他の商品',
  labels: {
    status: '取引結果',
    time: '取引日時',
    scannedAt: '読取日時',
    refundTime: '返金日時',
    refundRequestedAt: '返金受付日時',
    terminal: '端末番号',
    order: '注文番号',
    note: '備考',
    paymentId: 'Alipay取引番号',
    paymentRequestId: '加盟店取引番号',
    refundId: 'Alipay返金番号',
    refundRequestId: '加盟店返金番号',
    originalAmount: '元の取引金額',
    refunded: '返金済み金額',
    left: '返金可能残額',
    reason: '返金理由',
  },
  status: {
    paid: 'お支払い完了',
    notConfirmed: '結果未確認',
    reversed: '取消済み（ご請求なし）',
    closedByShop: '店舗で確認のうえ終了',
    refunded: '返金済み',
    refundPending: '返金処理中',
  },
  notes: {
    paid: ['返金やお問い合わせの際は本票をご提示ください。', 'ありがとうございました。'],
    notConfirmed: [
      'このお支払いは確認できず、売上として計上しておりません。',
      'ウォレットから引き落とされていた場合は、元のお支払い方法へ自動的に返金されます。お手続きは不要です。',
      '本票を保管し、お問い合わせの際は上の番号をお知らせください。',
    ],
    reversed: [
      'このお支払いは取り消されました。引き落とされていた場合は、元のお支払い方法へ返金済みです。',
      '本票を保管してください。',
    ],
    closedByShop: [
      'このお支払いは店舗で確認のうえ終了しました。',
      'ウォレットに引き落としが表示されている場合は、上の番号を店舗にお知らせください。',
      '本票を保管してください。',
    ],
    refunded: [
      'お支払いに使われたウォレットへ返金します。時期はウォレットでご確認ください。',
      '本票を保管してください。',
    ],
    refundPending: [
      '返金を申請しましたが、まだ確認が取れていません。引き続き処理いたします。',
      '本票を保管し、お問い合わせの際は上の番号をお知らせください。',
    ],
  },
  sample: { merchantName: '見本コンビニ', storeName: '見本店' },
  test: {
    title: 'プリンターテスト',
    ruler: '目盛り：両端の数字が欠けていないこと',
    scripts: '文字：どの行も読めること',
    code: '下のコードを読み取って確認',
    notes: ['ドロアの確認は機器の設定画面で行います。', 'この用紙は支払いの証明ではありません。'],
  },
};
