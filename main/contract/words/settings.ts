import type { Language } from './language.ts';

/** The settings page and the list of keys. Knows no keys: those are the page's. */

/** How the screen is by day and by night. */
export type ThemeName = 'bright' | 'dark' | 'auto';

export interface SettingsWords {
  readonly title: string;
  readonly search: string;
  readonly nothingFound: string;
  /** What came of the last change. */
  readonly taken: string;
  readonly refused: { readonly sale_open: string } & Readonly<
    Record<'wrong_settings' | 'config_unreadable' | 'config_unwritable', (facts: { why: string }) => string>
  >;
  readonly sections: { readonly payments: string; readonly screen: string; readonly keys: string };
  readonly mode: {
    readonly label: string;
    readonly press_then_scan: { readonly name: string; readonly means: string };
    readonly scan_charges: { readonly name: string; readonly means: string };
  };
  readonly limit: {
    readonly label: string;
    readonly means: string;
    readonly never: string;
    readonly take: string;
    readonly wrong: string;
  };
  readonly unusual: {
    readonly label: string;
    readonly means: string;
    readonly never: string;
    readonly times: (facts: { times: number }) => string;
  };
  readonly keypad: { readonly label: string; readonly right: string; readonly left: string };
  readonly theme: { readonly label: string } & Readonly<Record<ThemeName, string>>;
  readonly darkHours: {
    readonly label: string;
    readonly means: string;
    readonly from: string;
    readonly until: string;
    readonly never: string;
  };
  readonly keys: {
    readonly means: string;
    /** An act without a key, because another has it. */
    readonly none: string;
    readonly reset: string;
    readonly isOf: (facts: { key: string; act: string }) => string;
    readonly fixed: string;
  };
  readonly keyList: { readonly title: string; readonly amount: string; readonly digits: string };
  /** What an act is called in a list, by its name; the page's test holds that none is missing. */
  readonly acts: Readonly<Record<string, string>>;
}

export const settingsWords: Readonly<Record<Language, SettingsWords>> = {
  'zh-CN': {
    title: '收银设置',
    search: '搜索设置',
    nothingFound: '没有这样的设置。',
    taken: '已保存，现在起生效。',
    refused: {
      sale_open: '这一单收完后再改设置。没有改动。',
      wrong_settings: ({ why }) => `这个设置不能用，没有改动：${why}`,
      config_unreadable: ({ why }) => `配置文件读不了，没有改动。请联系负责安装本终端的人员：${why}`,
      config_unwritable: ({ why }) => `配置文件写不进去，没有改动。请检查磁盘空间和权限：${why}`,
    },
    sections: { payments: '收款方式', screen: '画面', keys: '按键' },
    mode: {
      label: '怎样收款',
      press_then_scan: { name: '先按收款，再扫码', means: '按收款开单，然后扫顾客的付款码。适合大额和自助机。' },
      scan_charges: { name: '扫码即收款', means: '画面上有金额时，扫付款码就收款，不用按键。' },
    },
    limit: {
      label: '超过这个金额要确认',
      means: '超过时必须按收款并确认金额，只扫码不会收款。',
      never: '不设上限',
      take: '保存',
      wrong: '请输入金额，例如 5000.00。',
    },
    unusual: {
      label: '异常金额提醒',
      means: '与最近 50 笔收款里最大的一笔相比，防止多按数字。',
      never: '不提醒',
      times: ({ times }) => `超过 ${times} 倍`,
    },
    keypad: { label: '数字键盘的位置', right: '右边', left: '左边（左手）' },
    theme: { label: '深浅', bright: '浅色', dark: '深色', auto: '按时间' },
    darkHours: {
      label: '深色的时间',
      means: '深浅选「按时间」的画面，在这段时间用深色。',
      from: '从',
      until: '到',
      never: '不按时间',
    },
    keys: {
      means: 'Esc 和数字键不能改。一个键只做一件事。',
      none: '没有键',
      reset: '全部恢复',
      isOf: ({ key, act }) => `${key}（${act}）`,
      fixed: '固定',
    },
    keyList: { title: '按键表', amount: '输入金额', digits: '0–9 . 退格' },
    acts: {
      pay: '收款',
      stop: '停止、返回、关闭',
      newSale: '新的一单',
      reprint: '补打单据',
      papers: '单据列表',
      returns: '未完撤销',
      sendNow: '立即重发撤销',
      order: '单号和备注',
      truth: '查单',
      history: '历史和退款',
      articles: '商品',
      setup: '设备设置',
      settings: '收银设置',
      keys: '按键表',
      proof: '扫码枪检测',
      language: '语言',
      theme: '深色或浅色',
      mute: '静音',
      hold: '培训：出示付款码',
      pin: '培训：输入密码',
      decline: '培训：拒绝付款',
    },
  },
  'zh-HK': {
    title: '收銀設定',
    search: '搜尋設定',
    nothingFound: '沒有這樣的設定。',
    taken: '已儲存，現在起生效。',
    refused: {
      sale_open: '完成這一單後再更改設定。沒有更改。',
      wrong_settings: ({ why }) => `這項設定不能用，沒有更改：${why}`,
      config_unreadable: ({ why }) => `讀不到設定檔，沒有更改。請聯絡負責安裝本終端機的人員：${why}`,
      config_unwritable: ({ why }) => `設定檔寫不進去，沒有更改。請檢查磁碟空間及權限：${why}`,
    },
    sections: { payments: '收款方式', screen: '畫面', keys: '按鍵' },
    mode: {
      label: '怎樣收款',
      press_then_scan: { name: '先按收款，再掃碼', means: '按收款開單，然後掃顧客的付款碼。適合大額及自助機。' },
      scan_charges: { name: '掃碼即收款', means: '畫面上有金額時，掃付款碼便收款，毋須按鍵。' },
    },
    limit: {
      label: '超過這個金額須確認',
      means: '超過時必須按收款並確認金額，只掃碼不會收款。',
      never: '不設上限',
      take: '儲存',
      wrong: '請輸入金額，例如 5000.00。',
    },
    unusual: {
      label: '異常金額提示',
      means: '與最近 50 筆收款中最大的一筆比較，防止多按數字。',
      never: '不提示',
      times: ({ times }) => `超過 ${times} 倍`,
    },
    keypad: { label: '數字鍵盤的位置', right: '右邊', left: '左邊（左手）' },
    theme: { label: '深淺', bright: '淺色', dark: '深色', auto: '按時間' },
    darkHours: {
      label: '深色的時間',
      means: '深淺選「按時間」的畫面，在這段時間用深色。',
      from: '由',
      until: '至',
      never: '不按時間',
    },
    keys: {
      means: 'Esc 及數字鍵不能更改。一個鍵只做一件事。',
      none: '沒有鍵',
      reset: '全部還原',
      isOf: ({ key, act }) => `${key}（${act}）`,
      fixed: '固定',
    },
    keyList: { title: '按鍵表', amount: '輸入金額', digits: '0–9 . 退格' },
    acts: {
      pay: '收款',
      stop: '停止、返回、關閉',
      newSale: '新的一單',
      reprint: '補印單據',
      papers: '單據列表',
      returns: '未完撤銷',
      sendNow: '立即重發撤銷',
      order: '單號及備註',
      truth: '查單',
      history: '紀錄及退款',
      articles: '商品',
      setup: '裝置設定',
      settings: '收銀設定',
      keys: '按鍵表',
      proof: '掃碼器檢測',
      language: '語言',
      theme: '深色或淺色',
      mute: '靜音',
      hold: '培訓：出示付款碼',
      pin: '培訓：輸入密碼',
      decline: '培訓：拒絕付款',
    },
  },
  en: {
    title: 'Till settings',
    search: 'Search the settings',
    nothingFound: 'There is no such setting.',
    taken: 'Kept, and in use from now on.',
    refused: {
      sale_open: 'Finish this sale first. Nothing was changed.',
      wrong_settings: ({ why }) => `This cannot be set; nothing was changed: ${why}`,
      config_unreadable: ({ why }) =>
        `The configuration cannot be read; nothing was changed. Call whoever set up this terminal: ${why}`,
      config_unwritable: ({ why }) =>
        `The configuration cannot be written; nothing was changed. Check disk and permissions: ${why}`,
    },
    sections: { payments: 'Taking payments', screen: 'Screen', keys: 'Keys' },
    mode: {
      label: 'How to charge',
      press_then_scan: {
        name: 'Press Pay, then scan',
        means: 'Pay opens the sale, which waits for the code. For large amounts and kiosks.',
      },
      scan_charges: {
        name: 'The scan charges',
        means: 'While an amount stands on the screen, a payment code charges it without a key.',
      },
    },
    limit: {
      label: 'Confirm amounts above',
      means: 'Above it Pay is pressed and the amount confirmed; a scan alone charges nothing.',
      never: 'No limit',
      take: 'Keep',
      wrong: 'Enter an amount such as 5000.00.',
    },
    unusual: {
      label: 'Ask about unusual amounts',
      means: 'Compared with the largest of the last 50 paid sales, against a digit too many.',
      never: 'Never',
      times: ({ times }) => `Above ${times} times`,
    },
    keypad: { label: 'Side of the keypad', right: 'Right', left: 'Left (left-handed)' },
    theme: { label: 'Bright or dark', bright: 'Bright', dark: 'Dark', auto: 'By the time' },
    darkHours: {
      label: 'Dark hours',
      means: 'A screen that goes by the time is dark between these.',
      from: 'From',
      until: 'Until',
      never: 'Never by the time',
    },
    keys: {
      means: 'Escape and the digits cannot be changed. A key does one thing.',
      none: 'No key',
      reset: 'All as at first',
      isOf: ({ key, act }) => `${key} (${act})`,
      fixed: 'fixed',
    },
    keyList: { title: 'Keys', amount: 'Enter the amount', digits: '0–9 . Backspace' },
    acts: {
      pay: 'Pay',
      stop: 'Stop, back, close',
      newSale: 'New sale',
      reprint: 'Reprint',
      papers: 'Receipts',
      returns: 'Open reversals',
      sendNow: 'Send reversals now',
      order: 'Reference and note',
      truth: 'Look up',
      history: 'History and refund',
      articles: 'Articles',
      setup: 'Set up devices',
      settings: 'Till settings',
      keys: 'List of keys',
      proof: 'Scanner check',
      language: 'Language',
      theme: 'Dark or bright',
      mute: 'Mute',
      hold: 'Training: show the code',
      pin: 'Training: enter the PIN',
      decline: 'Training: decline',
    },
  },
};
