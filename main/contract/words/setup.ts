import type { ScanBackVerdict, SetupRefusal } from '../devices.ts';
import type { InEveryLanguage, Language } from './language.ts';

/**
 * The set-up page: what to press, what came of it and what to do next. What is so with a device stands in
 * `device-states.ts` and the tables of faults; what is found in `found-devices.ts`.
 */

export interface SetupWords {
  /** Names of things and of buttons: no full stop, at most 24 columns. */
  readonly labels: {
    readonly lookAgain: string;
    readonly choose: string;
    readonly remove: string;
    readonly found: string;
    readonly inUse: string;
    readonly address: string;
    readonly port: string;
    readonly check: string;
    readonly useAddress: string;
    readonly sweep: string;
    readonly stop: string;
    readonly paper: string;
    readonly profile: string;
    readonly testPrint: string;
    readonly scanBack: string;
    readonly testDrawer: string;
    readonly yourName: string;
    readonly calibrate: string;
    readonly smaller: string;
    readonly larger: string;
    readonly forget: string;
    readonly noPrinter: string;
    readonly noDisplay: string;
    readonly modules: string;
    readonly drawerPin: string;
    readonly drawerSensor: string;
    readonly commands: string;
    /** Of a serial line, in baud. */
    readonly speed: string;
    /** How a serial printer says that it can take no more. */
    readonly flow: string;
    /** The person says that what was in the printer's way is out. */
    readonly recover: string;
    /** How characters beyond Latin are printed. */
    readonly writing: string;
    readonly writingGood: string;
    readonly writingBad: string;
  };
  /** In lists to choose from: names, at most 24 columns. */
  readonly choices: {
    readonly noDrawer: string;
    readonly pinOfProfile: string;
    readonly pin: (facts: { number: number }) => string;
    readonly noSensor: string;
    readonly writingOfProfile: string;
    readonly drawn: string;
    readonly ownWriting: string;
    readonly high: string;
    readonly low: string;
    readonly window: string;
    readonly noFlow: string;
    readonly millimetres: (facts: { number: number }) => string;
  };
  /** What a printer's profile is for, by its name in `resources/printers`; at most 24 columns. */
  readonly profiles: Readonly<Record<string, string>>;
  readonly looking: string;
  readonly chosen: string;
  readonly sweep: {
    readonly running: string;
    readonly found: (facts: { printers: number }) => string;
    readonly nothing: string;
  };
  readonly host: {
    readonly reachable: (facts: { host: string; ms: number }) => string;
    readonly unreachable: (facts: { host: string; why: string }) => string;
    /** It is no address, and no name that the network knows. */
    readonly notFound: (facts: { host: string; why: string }) => string;
    /** The first three numbers differ. */
    readonly otherNetwork: (facts: { own: string }) => string;
  };
  readonly print: {
    readonly running: string;
    readonly confirmed: string;
    readonly handedOver: string;
    /** The printer's own sentence follows. */
    readonly failed: string;
    readonly unknown: string;
  };
  /** A test page in the printer's own characters has come out; what becomes of it. */
  readonly writing: { readonly look: string; readonly bad: string };
  readonly recovery: { readonly running: string; readonly done: string; readonly still: string };
  readonly scanBack: Readonly<Record<ScanBackVerdict, string>> & { readonly waiting: string };
  readonly drawer: {
    readonly sensed: string;
    readonly handedOver: string;
    readonly nameMissing: string;
    readonly byPrinter: string;
  };
  readonly calibration: {
    readonly sentence: string;
    /** `size` of a keypad key. */
    readonly set: (facts: { size: string }) => string;
    readonly notSet: string;
    readonly card: string;
  };
  readonly refusals: Readonly<Record<SetupRefusal, string | ((facts: { why: string }) => string)>>;
}

export const setupWords: InEveryLanguage<SetupWords> = {
  'zh-CN': {
    labels: {
      lookAgain: '重新查找',
      choose: '选用',
      remove: '不再使用',
      found: '找到的设备',
      inUse: '正在使用',
      address: '打印机地址',
      port: '端口',
      check: '测试地址',
      useAddress: '使用这个地址',
      sweep: '搜索店内网络',
      stop: '停止',
      paper: '纸宽',
      profile: '打印机型号',
      testPrint: '打印测试页',
      scanBack: '扫回测试页',
      testDrawer: '测试钱箱',
      yourName: '您的姓名',
      calibrate: '校准屏幕尺寸',
      smaller: '小一点',
      larger: '大一点',
      forget: '取消校准',
      noPrinter: '不用打印机',
      noDisplay: '不用顾客屏',
      modules: '程序部件',
      drawerPin: '钱箱针脚',
      drawerSensor: '开箱感应',
      commands: '指令集',
      speed: '串口速率（波特）',
      flow: '流控方式',
      recover: '已清理，恢复打印',
      writing: '文字',
      writingGood: '清楚，就用它',
      writingBad: '不清楚',
    },
    choices: {
      noDrawer: '没有钱箱',
      pinOfProfile: '按打印机型号',
      pin: ({ number }) => `针脚 ${number}`,
      noSensor: '没有感应',
      writingOfProfile: '按打印机型号',
      drawn: '画成图形',
      ownWriting: '打印机自带字库',
      high: '打开时为高电平',
      low: '打开时为低电平',
      window: '第二屏幕',
      noFlow: '没有流控',
      millimetres: ({ number }) => `${number} 毫米`,
    },
    profiles: {
      generic: '通用',
      'generic-tear': '通用，没有切刀',
      raster: '通用，全部画成图形',
      'epson-180dpi': 'Epson TM-T88 (180 dpi)',
      'epson-203dpi': 'Epson TM-T20, TM-m30',
      'citizen-203dpi': 'Citizen CT-S',
      'seiko-rp': 'Seiko RP',
      'star-escpos': 'Star (ESC/POS)',
      'sunmi-58': 'Sunmi V2',
      'clone-58': '58 毫米 POS-5890 等',
      'clone-80-512': '80 毫米，512 点',
    },
    looking: '正在查找设备。',
    chosen: '已保存，立即生效。',
    sweep: {
      running: '正在搜索店内网络，不到四秒。',
      found: ({ printers }) => `找到 ${printers} 个应答的地址。`,
      nothing: '没有地址应答。请检查打印机的电源和网线，再搜索一次。',
    },
    host: {
      reachable: ({ host, ms }) => `${host} 有应答，用时 ${ms} 毫秒。`,
      unreachable: ({ host, why }) => `${host} 没有应答（${why}）。请检查地址、电源和网线。`,
      notFound: ({ host, why }) => `${host} 不是地址，网络上也没有这个名称（${why}）。请输入打印机的地址。`,
      otherNetwork: ({ own }) => `地址的前三段应与本机相同，本机是 ${own}。请在打印机上改地址。`,
    },
    print: {
      running: '正在打印测试页。',
      confirmed: '打印机确认已打印。请看测试页是否清楚，再扫回上面的码。',
      handedOver: '测试页已送到打印机，它不会确认。请看测试页是否清楚，再扫回上面的码。',
      failed: '测试页没有打印。',
      unknown: '测试页可能没有打印完整，请看打印机上的纸。',
    },
    writing: {
      look: '测试页用的是打印机自带的字库。请看每一行文字是否正确、清楚，再回答。',
      bad: '不用打印机自带的字库，单据画成图形打印。',
    },
    recovery: {
      running: '正在恢复打印机。',
      done: '打印机已恢复，等待的单据会自动打印。',
      still: '打印机还没有恢复。请再检查碎纸和盖子，然后重试，或关机再开机。',
    },
    scanBack: {
      waiting: '请在一分钟内用扫码枪扫测试页上的码。',
      matches: '扫码枪和打印机都正常：扫到的就是测试页上的码。',
      other: '扫到的是别的码。请扫测试页上的码。',
      nothing: '没有扫到。请检查扫码枪，或把码打得更大、更清楚，再试一次。',
    },
    drawer: {
      sensed: '钱箱已经打开。',
      handedOver: '已发出开箱信号。请看钱箱是否打开；没有打开请检查连线和针脚设置。',
      nameMissing: '请先写姓名，开钱箱会记录。',
      byPrinter: '钱箱由打印机打开，请先选好打印机。',
    },
    calibration: {
      sentence: '把一张银行卡贴在屏幕上，调到图形和卡一样大。',
      set: ({ size }) => `已校准：数字键高 ${size} 毫米。`,
      notSet: '还没有校准，按键大小按常见的屏幕估算。',
      card: '银行卡宽 85.6 毫米，高 53.98 毫米。',
    },
    refusals: {
      sale_open: '收款没有结束，什么也没有改。请等收款结束再设置。',
      wrong_settings: ({ why }) => `这个设置不对（${why}），什么也没有改。请改正。`,
      config_unreadable: ({ why }) => `配置文件读不了（${why}），什么也没有改。请联系安装人员。`,
      config_unwritable: ({ why }) => `配置文件写不进去（${why}），设备和原来一样。请检查文件夹权限。`,
      no_printer: '没有设置打印机，什么也没有做。请先选用一台打印机。',
      busy: '上一次还没有做完，请稍候再试。',
    },
  },
  en: {
    labels: {
      lookAgain: 'Look again',
      choose: 'Choose',
      remove: 'Use no longer',
      found: 'Found',
      inUse: 'In use',
      address: 'Address of the printer',
      port: 'Port',
      check: 'Test the address',
      useAddress: 'Use this address',
      sweep: 'Search the network',
      stop: 'Stop',
      paper: 'Paper',
      profile: 'Printer model',
      testPrint: 'Test print',
      scanBack: 'Scan it back',
      testDrawer: 'Test the drawer',
      yourName: 'Your name',
      calibrate: 'Measure the screen',
      smaller: 'Smaller',
      larger: 'Larger',
      forget: 'Forget the measure',
      noPrinter: 'No printer',
      noDisplay: 'No customer display',
      modules: 'Parts of the program',
      drawerPin: 'Drawer pin',
      drawerSensor: 'Drawer sensor',
      commands: 'Command set',
      speed: 'Speed (baud)',
      flow: 'Handshake',
      recover: 'It is cleared, go on',
      writing: 'Writing',
      writingGood: 'Clear, use it',
      writingBad: 'Not clear',
    },
    choices: {
      noDrawer: 'No drawer',
      pinOfProfile: 'As the model says',
      pin: ({ number }) => `Pin ${number}`,
      noSensor: 'No sensor',
      writingOfProfile: 'As the model says',
      drawn: 'Drawn as a picture',
      ownWriting: "The printer's own",
      high: 'Open is high',
      low: 'Open is low',
      window: 'Second screen',
      noFlow: 'No handshake',
      millimetres: ({ number }) => `${number} mm`,
    },
    profiles: {
      generic: 'Most printers',
      'generic-tear': 'Without cutter',
      raster: 'All as a picture',
      'epson-180dpi': 'Epson TM-T88 (180 dpi)',
      'epson-203dpi': 'Epson TM-T20, TM-m30',
      'citizen-203dpi': 'Citizen CT-S',
      'seiko-rp': 'Seiko RP',
      'star-escpos': 'Star (ESC/POS)',
      'sunmi-58': 'Sunmi V2',
      'clone-58': 'POS-5890 and alike',
      'clone-80-512': '80 mm, 512 dots',
    },
    looking: 'Looking for devices.',
    chosen: 'Saved, and in use now.',
    sweep: {
      running: 'Searching the shop network; it takes less than four seconds.',
      found: ({ printers }) => `Addresses that answer: ${printers}.`,
      nothing: 'Nobody answers. Check power and network cable of the printer, then search again.',
    },
    host: {
      reachable: ({ host, ms }) => `${host} answers within ${ms} ms.`,
      unreachable: ({ host, why }) => `${host} does not answer (${why}). Check address, power and network cable.`,
      notFound: ({ host, why }) =>
        `${host} is no address, and the network knows no such name (${why}). Type the printer's address.`,
      otherNetwork: ({ own }) =>
        `The first three numbers must match those of this machine, ${own}. Change the address on the printer.`,
    },
    print: {
      running: 'Printing the test page.',
      confirmed: 'The printer confirms the test page. Look whether it is clear, then scan its code.',
      handedOver:
        'The test page was sent; this printer does not confirm. Look whether it is clear, then scan its code.',
      failed: 'The test page was not printed.',
      unknown: 'The test page may be incomplete; look at the paper.',
    },
    writing: {
      look: "The test page is in the printer's own characters. Look whether every line is right and clear, then answer.",
      bad: "The printer's own characters are not used; receipts are drawn as pictures.",
    },
    recovery: {
      running: 'The printer begins anew.',
      done: 'The printer works again; papers that wait for it are printed by themselves.',
      still: 'The printer still does not work. Look for torn paper and close the cover, or switch it off and on.',
    },
    scanBack: {
      waiting: 'Scan the code on the test page within a minute.',
      matches: 'Scanner and printer both work: this is the code on the test page.',
      other: 'This is another code. Scan the one on the test page.',
      nothing: 'Nothing was scanned. Check the scanner, or print a clearer code, then try again.',
    },
    drawer: {
      sensed: 'The drawer is open.',
      handedOver: 'The signal was sent. Look at the drawer; if it is closed, check its cable and the pin.',
      nameMissing: 'Write your name first; each opening is recorded.',
      byPrinter: 'The printer opens the drawer: choose the printer first.',
    },
    calibration: {
      sentence: 'Hold a bank card to the screen and make the picture as large as the card.',
      set: ({ size }) => `Measured: a key is ${size} mm high.`,
      notSet: 'Not measured yet; keys are sized for a usual screen.',
      card: 'A bank card is 85.6 mm wide and 53.98 mm high.',
    },
    refusals: {
      sale_open: 'A sale is open, so nothing was changed. Wait until it is over.',
      wrong_settings: ({ why }) => `These settings are wrong (${why}); nothing was changed. Correct them.`,
      config_unreadable: ({ why }) =>
        `The configuration cannot be read (${why}); nothing was changed. Call whoever set up this terminal.`,
      config_unwritable: ({ why }) =>
        `The configuration cannot be written (${why}); devices are as they were. Check the rights of its folder.`,
      no_printer: 'No printer is set up, so nothing was done. Choose a printer first.',
      busy: 'The last one is not finished yet. Wait a moment, then try again.',
    },
  },
  'zh-HK': {
    labels: {
      lookAgain: '重新尋找',
      choose: '選用',
      remove: '不再使用',
      found: '找到的裝置',
      inUse: '正在使用',
      address: '打印機地址',
      port: '連接埠',
      check: '測試地址',
      useAddress: '使用這個地址',
      sweep: '搜尋店內網絡',
      stop: '停止',
      paper: '紙寬',
      profile: '打印機型號',
      testPrint: '打印測試頁',
      scanBack: '掃回測試頁',
      testDrawer: '測試錢箱',
      yourName: '您的姓名',
      calibrate: '校準螢幕尺寸',
      smaller: '小一點',
      larger: '大一點',
      forget: '取消校準',
      noPrinter: '不用打印機',
      noDisplay: '不用顧客螢幕',
      modules: '程式元件',
      drawerPin: '錢箱針腳',
      drawerSensor: '開箱感應',
      commands: '指令集',
      speed: '串列埠速率（波特）',
      flow: '流量控制',
      recover: '已清理，恢復打印',
      writing: '文字',
      writingGood: '清楚，就用它',
      writingBad: '不清楚',
    },
    choices: {
      noDrawer: '沒有錢箱',
      pinOfProfile: '按打印機型號',
      pin: ({ number }) => `針腳 ${number}`,
      noSensor: '沒有感應',
      writingOfProfile: '按打印機型號',
      drawn: '畫成圖形',
      ownWriting: '打印機內置字型',
      high: '打開時為高電位',
      low: '打開時為低電位',
      window: '第二螢幕',
      noFlow: '沒有流量控制',
      millimetres: ({ number }) => `${number} 毫米`,
    },
    profiles: {
      generic: '通用',
      'generic-tear': '通用，沒有切紙刀',
      raster: '通用，全部畫成圖形',
      'epson-180dpi': 'Epson TM-T88 (180 dpi)',
      'epson-203dpi': 'Epson TM-T20, TM-m30',
      'citizen-203dpi': 'Citizen CT-S',
      'seiko-rp': 'Seiko RP',
      'star-escpos': 'Star (ESC/POS)',
      'sunmi-58': 'Sunmi V2',
      'clone-58': '58 毫米 POS-5890 等',
      'clone-80-512': '80 毫米，512 點',
    },
    looking: '正在尋找裝置。',
    chosen: '已儲存，即時生效。',
    sweep: {
      running: '正在搜尋店內網絡，不到四秒。',
      found: ({ printers }) => `找到 ${printers} 個回應的地址。`,
      nothing: '沒有地址回應。請檢查打印機的電源和網絡線，再搜尋一次。',
    },
    host: {
      reachable: ({ host, ms }) => `${host} 有回應，用時 ${ms} 毫秒。`,
      unreachable: ({ host, why }) => `${host} 沒有回應（${why}）。請檢查地址、電源和網絡線。`,
      notFound: ({ host, why }) => `${host} 不是地址，網絡上也沒有這個名稱（${why}）。請輸入打印機的地址。`,
      otherNetwork: ({ own }) => `地址的前三段應與本機相同，本機是 ${own}。請在打印機上改地址。`,
    },
    print: {
      running: '正在打印測試頁。',
      confirmed: '打印機確認已打印。請看測試頁是否清楚，再掃回上面的碼。',
      handedOver: '測試頁已送到打印機，它不會確認。請看測試頁是否清楚，再掃回上面的碼。',
      failed: '測試頁沒有打印。',
      unknown: '測試頁可能沒有打印完整，請看打印機上的紙。',
    },
    writing: {
      look: '測試頁用的是打印機內置的字型。請看每一行文字是否正確、清楚，再回答。',
      bad: '不用打印機內置的字型，單據畫成圖形打印。',
    },
    recovery: {
      running: '正在恢復打印機。',
      done: '打印機已恢復，等待的單據會自動打印。',
      still: '打印機還沒有恢復。請再檢查碎紙和蓋子，然後重試，或關機再開機。',
    },
    scanBack: {
      waiting: '請在一分鐘內用掃碼器掃測試頁上的碼。',
      matches: '掃碼器和打印機都正常：掃到的就是測試頁上的碼。',
      other: '掃到的是其他碼。請掃測試頁上的碼。',
      nothing: '沒有掃到。請檢查掃碼器，或把碼印得更大、更清楚，再試一次。',
    },
    drawer: {
      sensed: '錢箱已經打開。',
      handedOver: '已發出開箱訊號。請看錢箱是否打開；沒有打開請檢查接線和針腳設定。',
      nameMissing: '請先寫姓名，開錢箱會記錄。',
      byPrinter: '錢箱由打印機打開，請先選好打印機。',
    },
    calibration: {
      sentence: '把一張銀行卡貼在螢幕上，調到圖形和卡一樣大。',
      set: ({ size }) => `已校準：數字鍵高 ${size} 毫米。`,
      notSet: '還沒有校準，按鍵大小按常見的螢幕估算。',
      card: '銀行卡寬 85.6 毫米，高 53.98 毫米。',
    },
    refusals: {
      sale_open: '收款沒有結束，什麼也沒有改。請等收款結束再設定。',
      wrong_settings: ({ why }) => `這個設定不正確（${why}），什麼也沒有改。請改正。`,
      config_unreadable: ({ why }) => `設定檔案無法讀取（${why}），什麼也沒有改。請聯絡安裝人員。`,
      config_unwritable: ({ why }) => `設定檔案無法寫入（${why}），裝置和原來一樣。請檢查資料夾權限。`,
      no_printer: '沒有設定打印機，什麼也沒有做。請先選用一部打印機。',
      busy: '上一次還沒有做完，請稍候再試。',
    },
  },
};

/** Why something was not done, and what to do; `why` is what the system said. */
export function refusedSetup(language: Language, reason: SetupRefusal, why: string): string {
  const words = setupWords[language].refusals[reason];
  return typeof words === 'string' ? words : words({ why });
}
