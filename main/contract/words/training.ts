import type { PrinterAct, ScannerAct, Scenario } from '../views.ts';
import type { InEveryLanguage } from './language.ts';

/**
 * The texts of the training screen: the simulated customer's phone, the scenario cards, the simulated printer's paper.
 * Each card says what the trainee will see and what to do then. Knows no payment.
 */

export interface TrainingWords {
  readonly labels: {
    readonly phone: string;
    readonly hold: string;
    readonly refresh: string;
    readonly enterPin: string;
    readonly decline: string;
    /** What the switch does. */
    readonly emptyWallet: string;
    readonly fillWallet: string;
    readonly scenarios: string;
    /** Before what the customer's display shows. */
    readonly customerSees: string;
    /** In place of what it shows while it is dark. */
    readonly customerSeesNothing: string;
    readonly paper: string;
    readonly closePaper: string;
    /** The simulated ones, and what can be done to them. */
    readonly devices: string;
  };
  /** What the phone shows in place of a code. */
  readonly noCode: string;
  readonly expired: string;
  readonly barcode: string;
  readonly qrCode: string;
  readonly walletFull: string;
  readonly walletEmpty: string;
  readonly request: { title(facts: { readonly amount: string; readonly name: string }): string };
  /** What the wallet says of its newest payment. */
  readonly last: {
    charged(facts: { readonly amount: string }): string;
    declined(facts: { readonly amount: string }): string;
    returned(facts: { readonly amount: string }): string;
  };
  readonly scenarios: Readonly<Record<Scenario, { readonly title: string; readonly sentence: string }>>;
  /** What can be done to the simulated printer. */
  readonly printer: { readonly title: string; readonly acts: Readonly<Record<PrinterAct, string>> };
  readonly scanner: { readonly title: string; readonly acts: Readonly<Record<ScannerAct, string>> };
  readonly paper: {
    readonly none: string;
    readonly unreadable: string;
    /** Stands for the picture. */
    shown(facts: { readonly number: number }): string;
  };
}

export const trainingWords: InEveryLanguage<TrainingWords> = {
  'zh-CN': {
    labels: {
      phone: '模拟顾客的手机',
      hold: '对准扫码枪',
      refresh: '刷新',
      enterPin: '输入密码',
      decline: '拒绝付款',
      emptyWallet: '清空余额',
      fillWallet: '充满余额',
      scenarios: '培训场景',
      customerSees: '顾客屏：',
      customerSeesNothing: '不显示任何内容',
      paper: '最新的单据',
      closePaper: '关闭',
      devices: '模拟设备',
    },
    noCode: '输入金额并开始收款后，这里会出现付款码。',
    expired: '付款码已过期，请刷新。',
    barcode: '付款码的条形码。',
    qrCode: '付款码的二维码。',
    walletFull: '余额充足。',
    walletEmpty: '余额为零。',
    request: { title: ({ amount, name }) => `向 ${name} 支付 ${amount}？` },
    last: {
      charged: ({ amount }) => `钱包：已支付 ${amount}。`,
      declined: ({ amount }) => `钱包：${amount} 没有支付。`,
      returned: ({ amount }) => `钱包：${amount} 已退回。`,
    },
    scenarios: {
      plain: { title: '正常付款', sentence: '扫码后马上显示收款成功。请交单据。' },
      third_inquiry: {
        title: '第三次查询才成功',
        sentence: '显示等待顾客确认，第三次查询后收款成功。请等待，请勿重复收款。',
      },
      answer_lost: {
        title: '应答丢失',
        sentence: '钱已扣，应答丢失：显示正在核对，第一次查询后收款成功。请等待，请勿重复收款。',
      },
      never_confirms: {
        title: '顾客一直不确认',
        sentence: '手机要求输入密码。没有人输入时，约一分钟后自动撤销；也可以由您停止。显示已撤销再收款。',
      },
      network_out: {
        title: '网络中断',
        sentence: '约一分钟后显示撤销待确认。请交单据，请勿重复收款。再选正常付款，撤销随后完成。',
      },
    },
    printer: {
      title: '打印机',
      acts: {
        near_end: '纸快用完',
        paper_out: '抽走纸',
        load_paper: '装入新纸',
        open_cover: '打开盖子',
        close_cover: '合上盖子',
        jam: '卡住切刀',
        reset: '关机重开',
      },
    },
    scanner: {
      title: '扫码枪',
      acts: {
        half: '只扫到半个码',
        twice: '同一个码扫两次',
        rubbish: '扫到乱码',
        unplug: '拔下扫码枪',
        plug: '插上扫码枪',
      },
    },
    paper: {
      none: '模拟打印机还没有打印。',
      unreadable: '取不到单据的图片，付款不受影响。请重新打印一次。',
      shown: ({ number }) => `模拟打印机的第 ${number} 张单据。`,
    },
  },
  en: {
    labels: {
      phone: "Customer's phone",
      hold: 'Hold to scanner',
      refresh: 'Refresh',
      enterPin: 'Enter PIN',
      decline: 'Decline',
      emptyWallet: 'Empty it',
      fillWallet: 'Fill it',
      scenarios: 'Scenario',
      customerSees: 'Customer sees:',
      customerSeesNothing: 'nothing at all',
      paper: 'Newest receipt',
      closePaper: 'Close',
      devices: 'Devices',
    },
    noCode: 'The payment code appears here once an amount is entered and the sale is open.',
    expired: 'The code has expired. Refresh it.',
    barcode: 'The payment code as a barcode.',
    qrCode: 'The payment code as a QR code.',
    walletFull: 'Plenty of money.',
    walletEmpty: 'No money left.',
    request: { title: ({ amount, name }) => `Pay ${amount} to ${name}?` },
    last: {
      charged: ({ amount }) => `Wallet: ${amount} paid.`,
      declined: ({ amount }) => `Wallet: ${amount} not paid.`,
      returned: ({ amount }) => `Wallet: ${amount} returned.`,
    },
    scenarios: {
      plain: { title: 'Plain payment', sentence: 'Paid right after the scan. Hand over the receipt.' },
      third_inquiry: {
        title: 'Paid at third inquiry',
        sentence: 'Waits for the customer, then paid at the third inquiry. Wait, and do not charge again.',
      },
      answer_lost: {
        title: 'The answer is lost',
        sentence: 'Charged, but the answer is lost: checking, then paid at the first inquiry. Wait.',
      },
      never_confirms: {
        title: 'Nobody confirms',
        sentence: 'The phone asks for a PIN. Unanswered, it is reversed after a minute, or when you stop it.',
      },
      network_out: {
        title: 'The network is out',
        sentence: 'After a minute: reversal pending. Give the slip. Choose the plain payment, and it gets reversed.',
      },
    },
    printer: {
      title: 'Printer',
      acts: {
        near_end: 'Paper low',
        paper_out: 'Paper out',
        load_paper: 'Load paper',
        open_cover: 'Open cover',
        close_cover: 'Close cover',
        jam: 'Jam cutter',
        reset: 'Off and on',
      },
    },
    scanner: {
      title: 'Scanner',
      acts: {
        half: 'Read half a code',
        twice: 'Read the code twice',
        rubbish: 'Read rubbish',
        unplug: 'Unplug it',
        plug: 'Plug it in',
      },
    },
    paper: {
      none: 'The simulated printer has printed nothing yet.',
      unreadable: 'The picture cannot be fetched; the payment is safe. Print it again.',
      shown: ({ number }) => `Receipt ${number} of the simulated printer.`,
    },
  },
  'zh-HK': {
    labels: {
      phone: '模擬顧客的手機',
      hold: '對準掃碼器',
      refresh: '更新',
      enterPin: '輸入密碼',
      decline: '拒絕付款',
      emptyWallet: '餘額歸零',
      fillWallet: '補足餘額',
      scenarios: '培訓場景',
      customerSees: '顧客螢幕：',
      customerSeesNothing: '不顯示任何內容',
      paper: '最新的單據',
      closePaper: '關閉',
      devices: '模擬裝置',
    },
    noCode: '輸入金額並開始收款後，這裏會出現付款碼。',
    expired: '付款碼已過期，請更新。',
    barcode: '付款碼的條碼。',
    qrCode: '付款碼的二維碼。',
    walletFull: '餘額充足。',
    walletEmpty: '餘額為零。',
    request: { title: ({ amount, name }) => `向 ${name} 付款 ${amount}？` },
    last: {
      charged: ({ amount }) => `錢包：已付款 ${amount}。`,
      declined: ({ amount }) => `錢包：${amount} 沒有付款。`,
      returned: ({ amount }) => `錢包：${amount} 已退回。`,
    },
    scenarios: {
      plain: { title: '正常付款', sentence: '掃碼後馬上顯示收款成功。請交單據。' },
      third_inquiry: {
        title: '第三次查詢才成功',
        sentence: '顯示等待顧客確認，第三次查詢後收款成功。請等待，請勿重複收款。',
      },
      answer_lost: {
        title: '回應遺失',
        sentence: '錢已扣，回應遺失：顯示正在核對，第一次查詢後收款成功。請等待，請勿重複收款。',
      },
      never_confirms: {
        title: '顧客一直不確認',
        sentence: '手機要求輸入密碼。沒有人輸入時，約一分鐘後自動撤銷；也可以由您停止。顯示已撤銷再收款。',
      },
      network_out: {
        title: '網絡中斷',
        sentence: '約一分鐘後顯示撤銷待確認。請交單據，請勿重複收款。再選正常付款，撤銷隨後完成。',
      },
    },
    printer: {
      title: '打印機',
      acts: {
        near_end: '紙快用完',
        paper_out: '抽走紙',
        load_paper: '裝入新紙',
        open_cover: '打開蓋子',
        close_cover: '合上蓋子',
        jam: '卡住切紙刀',
        reset: '關機再開機',
      },
    },
    scanner: {
      title: '掃碼器',
      acts: {
        half: '只掃到半個碼',
        twice: '同一個碼掃兩次',
        rubbish: '掃到亂碼',
        unplug: '拔出掃碼器',
        plug: '插上掃碼器',
      },
    },
    paper: {
      none: '模擬打印機還沒有打印。',
      unreadable: '取不到單據的圖片，付款不受影響。請重新打印一次。',
      shown: ({ number }) => `模擬打印機的第 ${number} 張單據。`,
    },
  },
};
