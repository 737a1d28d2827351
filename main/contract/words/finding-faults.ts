import type { FaultWords } from './devices.ts';

/** What the search for devices can say of one, and of the native parts of the program that it needs. */
export type FindingFault =
  | 'hid_grant'
  | 'serial_grant'
  | 'usb_printer_grant'
  | 'types_like_keyboard'
  | 'search_failed'
  | 'hid_module'
  | 'serial_module'
  | 'picture_module'
  | 'spooler_module';

export const findingFaultWords: FaultWords<FindingFault> = {
  'zh-CN': {
    hid_grant: ({ place }) => `没有权限打开扫码枪 ${place}。请安装随程序附带的 udev 规则，再重新插拔。`,
    serial_grant: ({ place }) => `没有权限打开串口 ${place}。请把当前用户加入 dialout 组，再重新登录。`,
    usb_printer_grant: ({ place }) => `没有权限打开打印机 ${place}。请把当前用户加入 lp 组，再重新登录。`,
    types_like_keyboard: ({ place }) => `扫码枪 ${place} 像键盘一样输入。请扫设置条码，改成 HID-POS 或串口方式。`,
    search_failed: ({ detail }) => `这一类设备没有查成（${detail}），其他设备不受影响。请联系安装人员。`,
    hid_module: ({ detail }) =>
      `不能使用 HID-POS 扫码枪（${detail}），其他设备不受影响。请安装 libusb-1.0-0 和 libudev1。`,
    serial_module: ({ detail }) => `不能使用串口设备（${detail}），其他设备不受影响。请重新安装本程序。`,
    picture_module: ({ detail }) => `不能打印图形单据（${detail}），文字单据不受影响。请重新安装本程序。`,
    spooler_module: ({ detail }) => `不能使用 Windows 打印队列（${detail}），其他设备不受影响。请重新安装本程序。`,
  },
  en: {
    hid_grant: ({ place }) =>
      `No permission to open the scanner ${place}. Install the udev rules of this program, then plug it in again.`,
    serial_grant: ({ place }) =>
      `No permission to open the serial port ${place}. Add this user to the group "dialout" and log in again.`,
    usb_printer_grant: ({ place }) =>
      `No permission to open the printer ${place}. Add this user to the group "lp" and log in again.`,
    types_like_keyboard: ({ place }) =>
      `The scanner ${place} types like a keyboard. Scan a set-up barcode to switch it to HID-POS or serial.`,
    search_failed: ({ detail }) =>
      `Devices of this kind could not be looked for (${detail}); all others work. Call whoever set up this terminal.`,
    hid_module: ({ detail }) =>
      `HID-POS scanners cannot be used (${detail}); all else works. Install the packages libusb-1.0-0 and libudev1.`,
    serial_module: ({ detail }) =>
      `Serial devices cannot be used (${detail}); all else works. Install this program again.`,
    picture_module: ({ detail }) =>
      `Receipts cannot be printed as pictures (${detail}); text receipts can. Install this program again.`,
    spooler_module: ({ detail }) =>
      `Windows print queues cannot be used (${detail}); all else works. Install this program again.`,
  },
  'zh-HK': {
    hid_grant: ({ place }) => `沒有權限打開掃碼器 ${place}。請安裝隨程式附帶的 udev 規則，再拔下重插。`,
    serial_grant: ({ place }) => `沒有權限打開串列埠 ${place}。請把這個使用者加入 dialout 群組，再重新登入。`,
    usb_printer_grant: ({ place }) => `沒有權限打開打印機 ${place}。請把這個使用者加入 lp 群組，再重新登入。`,
    types_like_keyboard: ({ place }) => `掃碼器 ${place} 像鍵盤一樣輸入。請掃設定條碼，改成 HID-POS 或串列埠方式。`,
    search_failed: ({ detail }) => `這一類裝置未能尋找（${detail}），其他裝置不受影響。請聯絡安裝人員。`,
    hid_module: ({ detail }) =>
      `不能使用 HID-POS 掃碼器（${detail}），其他裝置不受影響。請安裝 libusb-1.0-0 和 libudev1。`,
    serial_module: ({ detail }) => `不能使用串列埠裝置（${detail}），其他裝置不受影響。請重新安裝本程式。`,
    picture_module: ({ detail }) => `不能打印圖形單據（${detail}），文字單據不受影響。請重新安裝本程式。`,
    spooler_module: ({ detail }) => `不能使用 Windows 打印佇列（${detail}），其他裝置不受影響。請重新安裝本程式。`,
  },
};
