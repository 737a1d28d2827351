import type { ScanSource, ScanTerminator } from '../scan-views.ts';
import type { Maker, SetUp } from '../set-up-codes.ts';
import type { InEveryLanguage } from './language.ts';

/**
 * Every text of the scanner check: what a scanner sent, what the till made of it, what to do about it. Loaded with that
 * page alone.
 */

/** What the till made of the keys of a keyboard scanner, besides the garblings of `words/screen.ts`. */
interface VerdictWords {
  readonly read: (facts: { number: number }) => string;
  readonly test: string;
  readonly slow: (facts: { gapMs: number; allowedMs: number }) => string;
  readonly tooSlow: (facts: { gapMs: number }) => string;
  readonly typing: string;
  /** What came over a serial line is no text. */
  readonly wrongSpeed: string;
}

export interface ProofWords {
  /** Names of things: no full stop, at most 24 columns. */
  readonly labels: {
    readonly lastScan: string;
    readonly scanners: string;
    readonly mode: string;
    readonly age: string;
    readonly text: string;
    readonly raw: string;
    readonly terminator: string;
    readonly aimId: string;
    readonly inputMethod: string;
    readonly gaps: string;
    readonly earlier: string;
    readonly answer: string;
    readonly keyboard: string;
    readonly allowedGap: string;
    readonly sound: string;
    readonly close: string;
    readonly tryAgain: string;
    readonly startTest: string;
    readonly usualGap: string;
    readonly hear: string;
    readonly maker: string;
  };
  readonly sentence: string;
  readonly nothingYet: string;
  /** Values in the list: no full stop, at most 24 columns. */
  readonly values: {
    readonly sources: Readonly<Record<ScanSource, string>>;
    readonly terminators: Readonly<Record<ScanTerminator, string>>;
    readonly inputMethod: Readonly<Record<'none' | 'listening' | 'composing', string>>;
    readonly setUps: Readonly<Record<SetUp, string>>;
    readonly makers: Readonly<Record<Maker, string>>;
    readonly volumes: Readonly<Record<0 | 1 | 2 | 3, string>>;
    readonly noAimId: string;
    readonly ago: (facts: { seconds: number }) => string;
    readonly gap: (facts: { gapMs: number }) => string;
    readonly upTo: (facts: { gapMs: number }) => string;
    readonly repair: (facts: { gapMs: number }) => string;
  };
  readonly verdicts: VerdictWords;
  readonly chart: (facts: { keys: number; gapMs: number; allowedMs: number }) => string;
  readonly chunks: (facts: { chunks: number; gapMs: number }) => string;
  readonly inField: string;
  readonly repaired: string;
  readonly tests: {
    readonly title: string;
    readonly sentence: string;
    readonly waiting: (facts: { seconds: number }) => string;
    readonly good: string;
    readonly failed: string;
    readonly whatToDo: readonly string[];
  };
  readonly setUp: {
    readonly title: string;
    readonly sentence: string;
    /** Some barcodes are not known for certain, so they are not drawn. The manual follows. */
    readonly inManual: string;
    readonly after: string;
  };
}

const makerNames = {
  'zh-CN': { honeywell: '霍尼韦尔', newland: '新大陆', zebra: '斑马', datalogic: '得利捷' },
  'zh-HK': { honeywell: 'Honeywell', newland: '新大陸 Newland', zebra: 'Zebra 斑馬', datalogic: 'Datalogic' },
  en: { honeywell: 'Honeywell', newland: 'Newland', zebra: 'Zebra', datalogic: 'Datalogic' },
} as const;

export const proofWords: InEveryLanguage<ProofWords> = {
  'zh-CN': {
    labels: {
      lastScan: '最近一次扫码',
      scanners: '扫码枪',
      mode: '连接方式',
      age: '时间',
      text: '内容',
      raw: '原始数据',
      terminator: '结束符',
      aimId: 'AIM 标识',
      inputMethod: '输入法',
      gaps: '间隔',
      earlier: '之前的扫码',
      answer: '收银台的回答',
      keyboard: '键盘式扫码枪',
      allowedGap: '允许的按键间隔',
      sound: '声音',
      close: '回到收款',
      tryAgain: '再测一次',
      startTest: '开始测试',
      usualGap: '恢复常用间隔',
      hear: '试听',
      maker: '厂家',
    },
    sentence: '在这里扫码不会收款，也不保存付款码。请用扫码枪扫测试码，或任意条码。',
    nothingYet: '还没有扫到内容。扫一下右边的测试码，这里会逐键显示收到了什么。',
    values: {
      sources: { serial: '串口', hid: 'HID-POS 接口', wedge: '键盘式', typed: '手工输入', simulated: '模拟扫码枪' },
      terminators: {
        cr: '回车 CR',
        lf: '换行 LF',
        crlf: '回车换行 CR LF',
        etx: 'ETX 字符',
        tab: '制表符 Tab',
        silence: '无，靠停顿判断',
        report: '由扫码枪报告',
        unknown: '不明',
      },
      inputMethod: { none: '没有介入', listening: '开着，没有截走', composing: '截走了按键' },
      setUps: { hid_pos: '改为 HID-POS', usb_serial: '改为 USB 串口', keyboard: '改回键盘式' },
      makers: makerNames['zh-CN'],
      volumes: { 0: '静音', 1: '轻', 2: '中', 3: '响' },
      noAimId: '没有',
      ago: ({ seconds }) => `${seconds} 秒前`,
      gap: ({ gapMs }) => `${gapMs} 毫秒`,
      upTo: ({ gapMs }) => `每键不超过 ${gapMs} 毫秒`,
      repair: ({ gapMs }) => `改为允许 ${gapMs} 毫秒`,
    },
    verdicts: {
      read: ({ number }) => `读取正常：${number} 个字符，一个不少。`,
      test: '读到了测试码，这把扫码枪可以收款。',
      slow: ({ gapMs, allowedMs }) =>
        `这把扫码枪打字太慢：最长间隔 ${gapMs} 毫秒，本机只认 ${allowedMs} 毫秒以内，所以当成了人工输入。`,
      tooSlow: ({ gapMs }) =>
        `间隔 ${gapMs} 毫秒，和人打字分不开。请按厂家手册取消按键延时，或改为 HID-POS 或 USB 串口。`,
      typing: '这些按键像人工输入，没有当作扫码。',
      wrongSpeed: '收到的不是文字，多半是串口速率不对。请在设备设置里换一个速率；扫码枪的说明书写着是多少。',
    },
    chart: ({ keys, gapMs, allowedMs }) => `${keys} 个按键之间的间隔，最长 ${gapMs} 毫秒；本机允许 ${allowedMs} 毫秒。`,
    chunks: ({ chunks, gapMs }) => `数据分 ${chunks} 段到达，最长间隔 ${gapMs} 毫秒。`,
    inField: '按键进了输入框。收款画面没有输入框；请先关闭正在输入的对话框。',
    repaired: '已改好，请再扫一次试试。人工输入仍然照常。',
    tests: {
      title: '测试码',
      sentence: '请按开始，再用扫码枪扫屏幕上的这个条码。它不是付款码。',
      waiting: ({ seconds }) => `请扫测试码，还有 ${seconds} 秒。`,
      good: '测试通过：扫码枪可以用来收款。',
      failed: '10 秒内没有读到测试码，请逐项检查：',
      whatToDo: [
        '听到扫码枪的提示音，但这里没有反应：请拔下重插，或换一个 USB 口。',
        '扫码枪没有反应：请调亮屏幕，距离 10 到 20 厘米，避开反光。',
        '读到的是别的内容：请看左边的结果和处理办法。',
        '切换过输入法或键盘布局：请改回英文，或用下面的设置码改为 HID-POS 或 USB 串口。',
      ],
    },
    setUp: {
      title: '设置码',
      sentence: '键盘式扫码枪会受输入法和焦点影响。请选厂家，改为 HID-POS 或 USB 串口。',
      inManual: '没有画出的设置码我们没有查证过，请扫厂家手册里同名的条码：',
      after: '扫完后请把扫码枪拔下重插，再到设备设置里选择它。',
    },
  },
  en: {
    labels: {
      lastScan: 'Last scan',
      scanners: 'Scanners',
      mode: 'Mode',
      age: 'Came',
      text: 'Text',
      raw: 'As it came',
      terminator: 'Terminator',
      aimId: 'AIM id',
      inputMethod: 'Input method',
      gaps: 'Gaps',
      earlier: 'Earlier scans',
      answer: 'The till says',
      keyboard: 'Keyboard scanner',
      allowedGap: 'Allowed gap per key',
      sound: 'Sound',
      close: 'Back to the till',
      tryAgain: 'Test once more',
      startTest: 'Start the test',
      usualGap: 'Back to the usual gap',
      hear: 'Listen',
      maker: 'Maker',
    },
    sentence: 'Nothing is charged here and no payment code is kept. Scan the test code, or any barcode.',
    nothingYet: 'Nothing has been scanned yet. Scan the test code on the right: each key is shown here as it came.',
    values: {
      sources: { serial: 'serial', hid: 'HID-POS', wedge: 'keyboard', typed: 'typed', simulated: 'simulated' },
      terminators: {
        cr: 'CR (Enter)',
        lf: 'LF',
        crlf: 'CR LF',
        etx: 'ETX',
        tab: 'Tab',
        silence: 'none, told by silence',
        report: 'told by the scanner',
        unknown: 'not known',
      },
      inputMethod: { none: 'not in the way', listening: 'on, let it through', composing: 'took the keys' },
      setUps: { hid_pos: 'To HID-POS', usb_serial: 'To USB serial', keyboard: 'Back to keyboard' },
      makers: makerNames.en,
      volumes: { 0: 'Mute', 1: 'Soft', 2: 'Middle', 3: 'Loud' },
      noAimId: 'none',
      ago: ({ seconds }) => `${seconds} s ago`,
      gap: ({ gapMs }) => `${gapMs} ms`,
      upTo: ({ gapMs }) => `up to ${gapMs} ms per key`,
      repair: ({ gapMs }) => `Allow ${gapMs} ms`,
    },
    verdicts: {
      read: ({ number }) => `Read well: ${number} characters, none missing.`,
      test: 'This was the test code: the scanner is fit for payments.',
      slow: ({ gapMs, allowedMs }) =>
        `This scanner types too slowly: ${gapMs} ms between keys. Above ${allowedMs} ms the till takes keys for a person.`,
      tooSlow: ({ gapMs }) =>
        `${gapMs} ms between keys is like a person. Set the key delay to none, or use HID-POS or USB serial.`,
      typing: 'These keys look typed by a person and were taken for no scan.',
      wrongSpeed:
        'What came is no text: most often the speed of the line is wrong. Pick another in the device set-up; the manual names it.',
    },
    chart: ({ keys, gapMs, allowedMs }) =>
      `Gaps between ${keys} keys, the longest ${gapMs} ms; this till allows ${allowedMs} ms.`,
    chunks: ({ chunks, gapMs }) => `It came in ${chunks} parts, the longest gap between two ${gapMs} ms.`,
    inField: 'The keys went into a text field. The sale has none; close the dialog you were writing in.',
    repaired: 'Done. Scan once more to try it; typing by hand goes on as ever.',
    tests: {
      title: 'Test code',
      sentence: 'Press start, then scan this barcode off the screen. It is no payment code.',
      waiting: ({ seconds }) => `Scan the test code: ${seconds} s left.`,
      good: 'Passed: the scanner is fit for payments.',
      failed: 'The test code did not come within 10 seconds. Check in turn:',
      whatToDo: [
        'The scanner beeps and nothing comes: unplug it and plug it in again, or use another USB port.',
        'The scanner does nothing: make the screen brighter, hold it 10 to 20 cm away, avoid reflections.',
        'Something else came: see the result on the left and what to do about it.',
        'The input method or layout was changed: back to English, or switch the scanner with a code below.',
      ],
    },
    setUp: {
      title: 'Set-up barcodes',
      sentence: 'A keyboard scanner depends on focus and input method: choose its maker and switch it.',
      inManual: 'Not verified, so not drawn: scan the barcode of that name in the manual:',
      after: 'Then unplug the scanner, plug it in again, and choose it among the devices.',
    },
  },
  'zh-HK': {
    labels: {
      lastScan: '最近一次掃碼',
      scanners: '掃碼器',
      mode: '連接方式',
      age: '時間',
      text: '內容',
      raw: '原始數據',
      terminator: '結尾字元',
      aimId: 'AIM 識別碼',
      inputMethod: '輸入法',
      gaps: '間隔',
      earlier: '之前的掃碼',
      answer: '收銀機的回覆',
      keyboard: '鍵盤式掃碼器',
      allowedGap: '允許的按鍵間隔',
      sound: '聲音',
      close: '回到收款',
      tryAgain: '再測一次',
      startTest: '開始測試',
      usualGap: '恢復常用間隔',
      hear: '試聽',
      maker: '廠商',
    },
    sentence: '在這裏掃碼不會收款，也不保存付款碼。請用掃碼器掃測試碼，或任意條碼。',
    nothingYet: '還沒有掃到內容。掃一下右邊的測試碼，這裏會逐鍵顯示收到了什麼。',
    values: {
      sources: { serial: '串列埠', hid: 'HID-POS 介面', wedge: '鍵盤式', typed: '人手輸入', simulated: '模擬掃碼器' },
      terminators: {
        cr: 'Enter 鍵 CR',
        lf: '換行 LF',
        crlf: 'Enter 鍵及換行 CR LF',
        etx: 'ETX 字元',
        tab: '定位鍵 Tab',
        silence: '無，靠停頓判斷',
        report: '由掃碼器報告',
        unknown: '不明',
      },
      inputMethod: { none: '沒有介入', listening: '開着，沒有截走', composing: '截走了按鍵' },
      setUps: { hid_pos: '改為 HID-POS', usb_serial: '改為 USB 串列埠', keyboard: '改回鍵盤式' },
      makers: makerNames['zh-HK'],
      volumes: { 0: '靜音', 1: '細', 2: '中', 3: '大' },
      noAimId: '沒有',
      ago: ({ seconds }) => `${seconds} 秒前`,
      gap: ({ gapMs }) => `${gapMs} 毫秒`,
      upTo: ({ gapMs }) => `每鍵不超過 ${gapMs} 毫秒`,
      repair: ({ gapMs }) => `改為允許 ${gapMs} 毫秒`,
    },
    verdicts: {
      read: ({ number }) => `讀取正常：${number} 個字元，一個不少。`,
      test: '讀到了測試碼，這部掃碼器可以收款。',
      slow: ({ gapMs, allowedMs }) =>
        `這部掃碼器打字太慢：最長間隔 ${gapMs} 毫秒，本機只認 ${allowedMs} 毫秒以內，所以當成人手輸入。`,
      tooSlow: ({ gapMs }) =>
        `間隔 ${gapMs} 毫秒，和人打字分不開。請按廠商手冊取消按鍵延時，或改為 HID-POS 或 USB 串列埠。`,
      typing: '這些按鍵像人手輸入，沒有當作掃碼。',
      wrongSpeed: '收到的不是文字，多半是串列埠速率不對。請在裝置設定裏換一個速率；掃碼器的說明書寫着是多少。',
    },
    chart: ({ keys, gapMs, allowedMs }) => `${keys} 個按鍵之間的間隔，最長 ${gapMs} 毫秒；本機允許 ${allowedMs} 毫秒。`,
    chunks: ({ chunks, gapMs }) => `數據分 ${chunks} 段到達，最長間隔 ${gapMs} 毫秒。`,
    inField: '按鍵進了輸入欄。收款畫面沒有輸入欄；請先關閉正在輸入的對話框。',
    repaired: '已改好，請再掃一次試試。人手輸入仍然照常。',
    tests: {
      title: '測試碼',
      sentence: '請按開始，再用掃碼器掃螢幕上的這個條碼。它不是付款碼。',
      waiting: ({ seconds }) => `請掃測試碼，還有 ${seconds} 秒。`,
      good: '測試通過：掃碼器可以用來收款。',
      failed: '10 秒內沒有讀到測試碼，請逐項檢查：',
      whatToDo: [
        '聽到掃碼器的提示聲，但這裏沒有反應：請拔下重插，或換一個 USB 插口。',
        '掃碼器沒有反應：請調亮螢幕，距離 10 到 20 厘米，避開反光。',
        '讀到的是其他內容：請看左邊的結果和處理辦法。',
        '切換過輸入法或鍵盤配置：請改回英文，或用下面的設定碼改為 HID-POS 或 USB 串列埠。',
      ],
    },
    setUp: {
      title: '設定碼',
      sentence: '鍵盤式掃碼器會受輸入法和焦點影響。請選廠商，改為 HID-POS 或 USB 串列埠。',
      inManual: '沒有畫出的設定碼我們沒有查證過，請掃廠商手冊裏同名的條碼：',
      after: '掃完後請把掃碼器拔下重插，再到裝置設定裏選擇它。',
    },
  },
};
