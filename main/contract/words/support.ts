import type { Language } from './language.ts';

/** The support bundle in words: the button that makes it, what became of it, and the headings of its page. */

export interface SupportWords {
  readonly button: string;
  readonly whole: string;
  readonly making: string;
  readonly made: string;
  readonly folder: (facts: { readonly folder: string }) => string;
  readonly savePage: string;
  readonly saveJson: string;
  readonly faults: Readonly<Record<'disk_full' | 'read_only' | 'unwritable' | 'no_such_file' | 'lost', string>>;
  readonly page: Readonly<
    Record<
      | 'title'
      | 'sentence'
      | 'made'
      | 'merchant'
      | 'program'
      | 'configuration'
      | 'clock'
      | 'state'
      | 'journal'
      | 'devices'
      | 'payment'
      | 'refunds'
      | 'calls'
      | 'timeline'
      | 'log'
      | 'none'
      | 'unreadable',
      string
    >
  >;
}

export const supportWords: Readonly<Record<Language, SupportWords>> = {
  'zh-CN': {
    button: '生成支持资料',
    whole: '生成整机支持资料',
    making: '正在生成支持资料，请稍候。',
    made: '支持资料已生成。里面没有付款码和密钥，可以发给支付宝技术支持。',
    folder: ({ folder }) => `保存在：${folder}`,
    savePage: '保存网页',
    saveJson: '保存 JSON',
    faults: {
      disk_full: '磁盘已满，没有生成支持资料；付款不受影响。请清理磁盘后再试。',
      read_only: '支持资料的文件夹不能写入，没有生成；付款不受影响。请安装人员检查权限。',
      unwritable: '支持资料写不进磁盘，没有生成；付款不受影响。请稍后再试。',
      no_such_file: '这份支持资料已经不在了，请重新生成。',
      lost: '与收银程序的连接已断开，没有生成。请稍后再试。',
    },
    page: {
      title: '支付宝技术支持资料',
      sentence: '由收银程序生成，供支付宝技术支持核查。不含付款码、密钥和令牌。',
      made: '生成时间',
      merchant: '商户与门店',
      program: '程序与系统',
      configuration: '设置',
      clock: '时钟',
      state: '收银机状态',
      journal: '账本',
      devices: '设备',
      payment: '付款',
      refunds: '退款',
      calls: '接口调用',
      timeline: '过程记录',
      log: '日志',
      none: '无',
      unreadable: '现在读不到',
    },
  },
  en: {
    button: 'Support bundle',
    whole: 'Support bundle of this till',
    making: 'The support bundle is being made.',
    made: 'The support bundle is made. It holds no payment code and no key: it can be sent to Alipay support.',
    folder: ({ folder }) => `It is in ${folder}`,
    savePage: 'Save the page',
    saveJson: 'Save the JSON',
    faults: {
      disk_full: 'The disk is full: no bundle was made. Payments are not touched. Free space, then try again.',
      read_only: 'The folder of the bundles cannot be written: none was made. Whoever set up this till must look.',
      unwritable: 'The bundle could not be written: none was made. Payments are not touched. Try again later.',
      no_such_file: 'This bundle is gone. Make it again.',
      lost: 'The connection to the till is lost: no bundle was made. Try again in a moment.',
    },
    page: {
      title: 'For Alipay support',
      sentence: 'Made by the till for Alipay technical support. It holds no payment code, key or token.',
      made: 'Made',
      merchant: 'Merchant and store',
      program: 'Program and system',
      configuration: 'Configuration',
      clock: 'Clock',
      state: 'State of the till',
      journal: 'Journal',
      devices: 'Devices',
      payment: 'Payment',
      refunds: 'Refunds',
      calls: 'API calls',
      timeline: 'Timeline',
      log: 'Log',
      none: 'none',
      unreadable: 'cannot be read now',
    },
  },
  'zh-HK': {
    button: '製作支援資料',
    whole: '製作整機支援資料',
    making: '正在製作支援資料，請稍候。',
    made: '支援資料已製作。內裡沒有付款碼及密鑰，可以交給 Alipay 技術支援。',
    folder: ({ folder }) => `儲存於：${folder}`,
    savePage: '儲存網頁',
    saveJson: '儲存 JSON',
    faults: {
      disk_full: '磁碟已滿，沒有製作支援資料；付款不受影響。請清理磁碟後再試。',
      read_only: '支援資料的資料夾不能寫入，沒有製作；付款不受影響。請安裝人員檢查權限。',
      unwritable: '支援資料未能寫入磁碟，沒有製作；付款不受影響。請稍後再試。',
      no_such_file: '這份支援資料已不存在，請重新製作。',
      lost: '與收銀程式的連線已中斷，沒有製作。請稍後再試。',
    },
    page: {
      title: 'Alipay 技術支援資料',
      sentence: '由收銀程式製作，供 Alipay 技術支援核查。不含付款碼、密鑰及權杖。',
      made: '製作時間',
      merchant: '商戶與門市',
      program: '程式與系統',
      configuration: '設定',
      clock: '時鐘',
      state: '收銀機狀態',
      journal: '帳簿',
      devices: '裝置',
      payment: '付款',
      refunds: '退款',
      calls: '介面呼叫',
      timeline: '過程紀錄',
      log: '日誌',
      none: '無',
      unreadable: '現時讀不到',
    },
  },
};
