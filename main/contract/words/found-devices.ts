import type { Advice, DeviceRole } from '../found-devices.ts';
import type { InEveryLanguage } from './language.ts';

/** What is found in the machine and what the till would do with it, for the command line and the set-up page. */

export interface FoundDeviceWords {
  /** Names of things: no full stop, at most 24 columns. */
  readonly labels: {
    readonly roles: Readonly<Record<DeviceRole, string>>;
    /** How a device is reached; a kind of a newer program is shown as it is. */
    readonly kinds: Readonly<Record<string, string>>;
    readonly configured: string;
    readonly found: string;
    readonly modules: string;
  };
  readonly advice: Readonly<Record<Advice, string>>;
  /** A device that the configuration names. */
  readonly isConfigured: string;
  readonly nothingFound: string;
  readonly nothingConfigured: string;
  readonly moduleWorks: string;
  /** Of `config.json`, where a person asked for its profile. */
  readonly noProfile: (facts: { file: string }) => string;
  /** What no search can find, and what to do instead. */
  readonly unseen: { readonly printer: string; readonly display: string };
}

export const foundDeviceWords: InEveryLanguage<FoundDeviceWords> = {
  'zh-CN': {
    labels: {
      roles: { scanner: '扫码枪', printer: '打印机', drawer: '钱箱', display: '顾客屏' },
      kinds: {
        hid: 'HID-POS 方式',
        serial: '串口',
        keyboard: '键盘方式',
        usb: 'USB 接口',
        spooler: 'Windows 打印队列',
        tcp: '网络',
        file: '写入文件',
        simulated: '模拟设备',
        window: '第二屏幕',
        none: '未设置',
      },
      configured: '已设置的设备',
      found: '找到的设备',
      modules: '程序部件',
    },
    advice: {
      use: '可以直接使用。',
      in_use: '已经设置好。',
      perhaps: '不知道接的是什么；如果是扫码枪或打印机，可以选用。',
      switch_mode: '请扫设置条码，改成 HID-POS 或串口方式后再选用。',
      grant: '本程序还不能打开它。',
    },
    isConfigured: '已写入配置。',
    nothingFound: '没有找到设备。请检查电源和连线，再找一次。',
    nothingConfigured: '配置里还没有设备。',
    moduleWorks: '可以使用。',
    noProfile: ({ file }) => `找不到配置 ${file}。请检查 --profile；不写 --profile 也能查找设备。`,
    unseen: {
      printer: '网络打印机不会自己出现：请输入它的地址，或在设置页上搜索店内网络。',
      display: '串口顾客屏不会回答，无法自动找到：请按它接的串口选用。',
    },
  },
  en: {
    labels: {
      roles: { scanner: 'Scanner', printer: 'Printer', drawer: 'Cash drawer', display: 'Customer display' },
      kinds: {
        hid: 'HID-POS',
        serial: 'serial port',
        keyboard: 'keyboard',
        usb: 'USB',
        spooler: 'Windows print queue',
        tcp: 'network',
        file: 'file',
        simulated: 'simulated',
        window: 'second screen',
        none: 'not set up',
      },
      configured: 'Set up',
      found: 'Found',
      modules: 'Parts of the program',
    },
    advice: {
      use: 'Can be used as it is.',
      in_use: 'Is set up already.',
      perhaps: 'Does not say what it is; choose it if a scanner or a printer hangs on it.',
      switch_mode: 'Scan a set-up barcode that switches it to HID-POS or serial, then choose it.',
      grant: 'This program may not open it yet.',
    },
    isConfigured: 'Named in the configuration.',
    nothingFound: 'No device was found. Check power and cables, then look again.',
    nothingConfigured: 'The configuration names no device.',
    moduleWorks: 'Works.',
    noProfile: ({ file }) => `No configuration at ${file}. Check --profile; without it devices are found all the same.`,
    unseen: {
      printer: 'Network printers do not announce themselves: type the address, or search on the set-up page.',
      display: 'A line display on a serial port never answers and cannot be found: choose it by its port.',
    },
  },
  'zh-HK': {
    labels: {
      roles: { scanner: '掃碼器', printer: '打印機', drawer: '錢箱', display: '顧客螢幕' },
      kinds: {
        hid: 'HID-POS 方式',
        serial: '串列埠',
        keyboard: '鍵盤方式',
        usb: 'USB 介面',
        spooler: 'Windows 打印佇列',
        tcp: '網絡',
        file: '寫入檔案',
        simulated: '模擬裝置',
        window: '第二螢幕',
        none: '未設定',
      },
      configured: '已設定的裝置',
      found: '找到的裝置',
      modules: '程式元件',
    },
    advice: {
      use: '可以直接使用。',
      in_use: '已經設定好。',
      perhaps: '不知道接的是什麼；如果是掃碼器或打印機，可以選用。',
      switch_mode: '請掃設定條碼，改成 HID-POS 或串列埠方式後再選用。',
      grant: '本程式還不能打開它。',
    },
    isConfigured: '已寫入設定。',
    nothingFound: '沒有找到裝置。請檢查電源和接線，再找一次。',
    nothingConfigured: '設定裏還沒有裝置。',
    moduleWorks: '可以使用。',
    noProfile: ({ file }) => `找不到設定 ${file}。請檢查 --profile；不寫 --profile 也能尋找裝置。`,
    unseen: {
      printer: '網絡打印機不會自己出現：請輸入它的地址，或在設定頁上搜尋店內網絡。',
      display: '串列埠顧客螢幕不會回覆，無法自動找到：請按它接的串列埠選用。',
    },
  },
};
