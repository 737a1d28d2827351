import type { InEveryLanguage } from './language.ts';

/**
 * Every text a receipt can carry, per language. It is written for the customer: where the money is and what to
 * keep. It never names an issuer, a wallet bank or an amount in the customer's own currency (seed 004).
 */
export interface ReceiptWords {
  /** The payment mark: shows who handled the payment (seed 004, "Print the receipt"). */
  readonly mark: string;
  readonly markLine: string;
  readonly titles: {
    readonly paid: string;
    readonly notConfirmed: string;
    readonly reversed: string;
    readonly refund: string;
  };
  /** Across the top in training mode, and across the top of a reprint. */
  readonly training: string;
  readonly trainingLine: string;
  readonly copy: string;
  readonly labels: {
    readonly status: string;
    readonly time: string;
    /** In place of `time` when the gateway's own time is not known. */
    readonly scannedAt: string;
    readonly refundTime: string;
    readonly refundRequestedAt: string;
    readonly terminal: string;
    readonly order: string;
    readonly paymentId: string;
    readonly paymentRequestId: string;
    readonly refundId: string;
    readonly refundRequestId: string;
    readonly originalAmount: string;
    readonly refunded: string;
    readonly reason: string;
  };
  readonly status: {
    readonly paid: string;
    readonly notConfirmed: string;
    readonly reversed: string;
    /** A person closed the reversal; the gateway did not confirm it. */
    readonly closedByShop: string;
    readonly refunded: string;
    readonly refundPending: string;
  };
  readonly notes: {
    readonly paid: readonly string[];
    readonly notConfirmed: readonly string[];
    readonly reversed: readonly string[];
    readonly closedByShop: readonly string[];
    readonly refunded: readonly string[];
    readonly refundPending: readonly string[];
  };
  /** What the sample receipt says where a real one names the shop. */
  readonly sample: { readonly merchantName: string; readonly storeName: string };
}

export const receiptWords: InEveryLanguage<ReceiptWords> = {
  'zh-CN': {
    mark: '支付宝 Alipay+',
    markLine: '本交易由支付宝处理',
    titles: { paid: '付款凭证', notConfirmed: '付款未确认凭条', reversed: '付款撤销凭条', refund: '退款凭证' },
    training: 'TRAINING 培训',
    trainingLine: '培训单据，未发生真实扣款',
    copy: 'COPY / 补打',
    labels: {
      status: '状态',
      time: '交易时间',
      scannedAt: '扫码时间',
      refundTime: '退款时间',
      refundRequestedAt: '退款申请时间',
      terminal: '终端号',
      order: '销售单号',
      paymentId: '支付宝交易号',
      paymentRequestId: '商家订单号',
      refundId: '支付宝退款号',
      refundRequestId: '商家退款号',
      originalAmount: '原交易金额',
      refunded: '已退款',
      reason: '退款原因',
    },
    status: {
      paid: '支付成功',
      notConfirmed: '结果未确认',
      reversed: '已撤销，未收款',
      closedByShop: '已由商家核实关闭',
      refunded: '退款成功',
      refundPending: '退款处理中',
    },
    notes: {
      paid: ['退款或查询时请出示本凭证。', '谢谢惠顾！'],
      notConfirmed: [
        '本笔付款未获确认，商家未入账。',
        '如您的钱包已扣款，款项将自动退回原付款账户，您无需操作。',
        '请保留本凭条。查询时请出示上方号码。',
      ],
      reversed: ['本笔付款已撤销。如曾扣款，款项已退回原付款账户。', '请保留本凭条。'],
      closedByShop: ['本笔付款由商家核实后关闭。', '如您的钱包仍显示扣款，请向商家出示上方号码。', '请保留本凭条。'],
      refunded: ['款项退回原付款账户，到账时间以钱包为准。', '请保留本凭证。'],
      refundPending: ['退款已提交，结果尚未确认，系统会继续处理。', '请保留本凭证。查询时请出示上方号码。'],
    },
    sample: { merchantName: '示例便利店', storeName: '示例门店' },
  },
  en: {
    mark: 'Alipay+',
    markLine: 'This payment was handled by Alipay',
    titles: {
      paid: 'Payment receipt',
      notConfirmed: 'Payment not confirmed',
      reversed: 'Payment cancelled',
      refund: 'Refund receipt',
    },
    training: 'TRAINING',
    trainingLine: 'Training slip: no money was moved',
    copy: 'COPY',
    labels: {
      status: 'Status',
      time: 'Paid at',
      scannedAt: 'Scanned at',
      refundTime: 'Refunded at',
      refundRequestedAt: 'Refund asked at',
      terminal: 'Terminal',
      order: 'Order',
      paymentId: 'Alipay payment ID',
      paymentRequestId: 'Payment request ID',
      refundId: 'Alipay refund ID',
      refundRequestId: 'Refund request ID',
      originalAmount: 'Original amount',
      refunded: 'Refunded so far',
      reason: 'Reason',
    },
    status: {
      paid: 'Paid',
      notConfirmed: 'Not confirmed',
      reversed: 'Cancelled, nothing to pay',
      closedByShop: 'Checked and closed by the shop',
      refunded: 'Refunded',
      refundPending: 'Refund in progress',
    },
    notes: {
      paid: ['Please show this receipt for refunds and questions.', 'Thank you!'],
      notConfirmed: [
        'This payment was not confirmed and the shop has not recorded a sale.',
        'If your wallet was charged, the money comes back by itself. You need not do anything.',
        'Keep this slip and show the number above if you have a question.',
      ],
      reversed: ['This payment was cancelled. If your wallet was charged, the money was returned.', 'Keep this slip.'],
      closedByShop: [
        'The shop has checked and closed this payment.',
        'If your wallet still shows a charge, show the shop the number above.',
        'Keep this slip.',
      ],
      refunded: ['The money goes back to the wallet you paid with; your wallet says when.', 'Keep this receipt.'],
      refundPending: [
        'The refund was sent but is not confirmed yet. It is being followed up.',
        'Keep this receipt and show the number above if you have a question.',
      ],
    },
    sample: { merchantName: 'Example Convenience Store', storeName: 'Example branch' },
  },
};
