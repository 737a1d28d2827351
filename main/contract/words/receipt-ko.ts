import type { ReceiptWords } from './receipt.ts';

/** Korean on receipts. */

export const korean: ReceiptWords = {
  mark: 'Alipay+',
  markLine: '이 결제는 Alipay를 통해 처리되었습니다',
  titles: {
    paid: '결제 영수증',
    notConfirmed: '결제 미확인 안내',
    reversed: '결제 취소 안내',
    refund: '환불 영수증',
  },
  training: 'TRAINING 교육용',
  trainingLine: '교육용 전표이며 실제 결제가 아닙니다',
  copy: 'COPY / 재발행',
  otherArticle: '기타 상품',
  labels: {
    status: '상태',
    time: '결제 일시',
    scannedAt: '스캔 일시',
    refundTime: '환불 일시',
    refundRequestedAt: '환불 요청 일시',
    terminal: '단말기 번호',
    order: '주문 번호',
    note: '메모',
    paymentId: 'Alipay 거래 번호',
    paymentRequestId: '가맹점 거래 번호',
    refundId: 'Alipay 환불 번호',
    refundRequestId: '가맹점 환불 번호',
    originalAmount: '원거래 금액',
    refunded: '환불된 금액',
    left: '환불 가능 잔액',
    reason: '환불 사유',
  },
  status: {
    paid: '결제 완료',
    notConfirmed: '결과 미확인',
    reversed: '취소됨 (청구 없음)',
    closedByShop: '가맹점 확인 후 종결',
    refunded: '환불 완료',
    refundPending: '환불 처리 중',
  },
  notes: {
    paid: ['환불이나 문의 시 이 영수증을 제시해 주세요.', '감사합니다.'],
    notConfirmed: [
      '결제가 확인되지 않아 매출로 처리되지 않았습니다.',
      '지갑 앱에서 금액이 빠져나갔다면 원래 결제 수단으로 자동 환불되며, 따로 하실 일은 없습니다.',
      '이 전표를 보관하시고 문의 시 위의 번호를 알려 주세요.',
    ],
    reversed: [
      '이 결제는 취소되었습니다. 빠져나간 금액이 있다면 원래 결제 수단으로 환불되었습니다.',
      '이 전표를 보관해 주세요.',
    ],
    closedByShop: [
      '가맹점에서 확인한 후 이 결제를 종결했습니다.',
      '지갑 앱에 결제 금액이 계속 표시되면 가맹점에 위의 번호를 알려 주세요.',
      '이 전표를 보관해 주세요.',
    ],
    refunded: ['결제하신 지갑으로 환불되며, 입금 시점은 지갑 앱에서 확인해 주세요.', '이 영수증을 보관해 주세요.'],
    refundPending: [
      '환불을 요청했으나 아직 확인되지 않았습니다. 처리가 계속됩니다.',
      '이 영수증을 보관하시고 문의 시 위의 번호를 알려 주세요.',
    ],
  },
  sample: { merchantName: '예시 편의점', storeName: '예시점' },
  test: {
    title: '프린터 시험 출력',
    ruler: '눈금자: 양 끝 숫자가 온전해야 합니다',
    scripts: '글자: 모든 줄을 읽을 수 있어야 합니다',
    code: '아래 코드를 스캔해 확인하세요',
    notes: ['돈통은 기기 설정 화면에서 시험하세요.', '이 용지는 결제 증빙이 아닙니다.'],
  },
};
