import type { ScanDrop } from '../scan-views.ts';
import type { FaultWords } from './devices.ts';
import type { InEveryLanguage } from './language.ts';

/** What is so with a scanner, and what to do. A scanner at fault never keeps money: codes can always be typed. */

export const scannerFaults = [
  'scanner_ready',
  'scanner_none',
  'scanner_absent',
  'scanner_unplugged',
  'scanner_busy',
  'scanner_busy_windows',
  'scanner_permission_serial',
  'scanner_permission_hid',
  'scanner_no_library',
  'scanner_no_driver',
  'scanner_not_serial',
  'scanner_silent',
  'scanner_failed',
  'scanner_no_hid',
  'scanner_no_usb_serial',
] as const;

export type ScannerFault = (typeof scannerFaults)[number];

/** A scanner without a place is said without one. */
const at = (place: string, words: string): string => (place === '' ? '' : `${words}${place}`);
/** In the middle of a Chinese sentence: a path is set off from the words on both sides. */
const amid = (place: string): string => (place === '' ? '' : ` ${place} `);

export const scannerFaultWords: FaultWords<ScannerFault> = {
  'zh-CN': {
    scanner_ready: ({ place }) => `扫码枪${amid(place)}已就绪。`,
    scanner_none: () => '没有设置扫码枪。请手工输入付款码，或使用键盘口扫码枪。',
    scanner_absent: ({ place }) => `没有找到扫码枪${at(place, ' ')}。请插上，插上后会自动使用。`,
    scanner_unplugged: ({ place }) => `扫码枪${amid(place)}已拔出。请重新插上，插上后会自动使用。`,
    scanner_busy: ({ place }) => `别的程序正在使用扫码枪${at(place, ' ')}。请关闭那个程序，之后会自动使用。`,
    scanner_busy_windows: ({ place }) => `Windows 不让打开扫码枪${at(place, ' ')}。请关闭正在使用它的程序。`,
    scanner_permission_serial: ({ place }) =>
      `没有权限读取扫码枪端口${at(place, ' ')}。请把本用户加入 dialout 组，再重新登录。`,
    scanner_permission_hid: ({ place }) =>
      `没有权限读取扫码枪${at(place, ' ')}。请把 60-truetill-scanners.rules 放入 /etc/udev/rules.d，再重新插上。`,
    scanner_no_library: () => '缺少读取 USB 扫码枪的系统库。请安装软件包 libusb-1.0-0 和 libudev1，再重新启动。',
    scanner_no_driver: ({ detail }) => `扫码枪组件无法加载（${detail}）。请重新安装本程序；目前可用键盘口扫码枪。`,
    scanner_not_serial: ({ place }) => `${place} 不是串口。请改正设置里的扫码枪路径。`,
    scanner_silent: ({ place }) => `扫码枪端口${amid(place)}打不开。请拔下扫码枪，再重新插上。`,
    scanner_failed: ({ place, detail }) => `扫码枪${amid(place)}不能用（${detail}）。请拔下再插上；不行请叫安装人员。`,
    scanner_no_hid: () => '没有找到 HID-POS 扫码枪。请插上；已插上的是键盘口模式，请扫设置码切换模式。',
    scanner_no_usb_serial: ({ place }) =>
      `没有找到 USB 串口扫码枪${at(place, ' ')}。请插上；已插上的请扫设置码切换到 USB 串口。`,
  },
  en: {
    scanner_ready: ({ place }) => `The scanner${at(place, ' at ')} is ready.`,
    scanner_none: () => 'No scanner is set up. Type the payment code or use a keyboard scanner.',
    scanner_absent: ({ place }) => `No scanner${at(place, ' at ')}. Plug it in; it is used as soon as it is there.`,
    scanner_unplugged: ({ place }) =>
      `The scanner${at(place, ' at ')} was unplugged. Plug it in; it is used again at once.`,
    scanner_busy: ({ place }) =>
      `Another program uses the scanner${at(place, ' at ')}. Close that program; then it works by itself.`,
    scanner_busy_windows: ({ place }) =>
      `Windows refuses the scanner${at(place, ' at ')}. Close the other program that uses it.`,
    scanner_permission_serial: ({ place }) =>
      `No permission to read the scanner port${at(place, ' ')}. Add this user to the group "dialout"; log in again.`,
    scanner_permission_hid: ({ place }) =>
      `No permission to read ${place === '' ? 'the scanner' : place}. Put 60-truetill-scanners.rules into /etc/udev/rules.d and replug it.`,
    scanner_no_library: () =>
      'A library for USB scanners is missing. Install the packages libusb-1.0-0 and libudev1, then start again.',
    scanner_no_driver: ({ detail }) =>
      `The scanner driver does not load (${detail}). Install the program again; a keyboard scanner works until then.`,
    scanner_not_serial: ({ place }) => `${place} is not a serial port. Correct the scanner's path.`,
    scanner_silent: ({ place }) =>
      `The scanner port${at(place, ' ')} does not open. Unplug the scanner and plug it in again.`,
    scanner_failed: ({ place, detail }) =>
      `The scanner${at(place, ' at ')} cannot be used (${detail}). Replug it, else call whoever set it up.`,
    scanner_no_hid: () =>
      'No HID-POS scanner is there. Plug it in; one that is plugged in types as a keyboard: scan its set-up code.',
    scanner_no_usb_serial: ({ place }) =>
      `No USB serial scanner${at(place, ' ')} is there. Plug it in, or scan its set-up code for USB serial.`,
  },
  'zh-HK': {
    scanner_ready: ({ place }) => `掃碼器${amid(place)}已就緒。`,
    scanner_none: () => '沒有設定掃碼器。請人手輸入付款碼，或使用鍵盤式掃碼器。',
    scanner_absent: ({ place }) => `沒有找到掃碼器${at(place, ' ')}。請插上，插上後會自動使用。`,
    scanner_unplugged: ({ place }) => `掃碼器${amid(place)}已拔出。請重新插上，插上後會自動使用。`,
    scanner_busy: ({ place }) => `其他程式正在使用掃碼器${at(place, ' ')}。請關閉該程式，之後會自動使用。`,
    scanner_busy_windows: ({ place }) => `Windows 不讓打開掃碼器${at(place, ' ')}。請關閉正在使用它的程式。`,
    scanner_permission_serial: ({ place }) =>
      `沒有權限讀取掃碼器連接埠${at(place, ' ')}。請把這個使用者加入 dialout 群組，再重新登入。`,
    scanner_permission_hid: ({ place }) =>
      `沒有權限讀取掃碼器${at(place, ' ')}。請把 60-truetill-scanners.rules 放入 /etc/udev/rules.d，再重新插上。`,
    scanner_no_library: () => '缺少讀取 USB 掃碼器的系統庫。請安裝軟件包 libusb-1.0-0 和 libudev1，再重新啟動。',
    scanner_no_driver: ({ detail }) => `掃碼器元件無法載入（${detail}）。請重新安裝本程式；目前可用鍵盤式掃碼器。`,
    scanner_not_serial: ({ place }) => `${place} 不是串列埠。請改正設定裏的掃碼器路徑。`,
    scanner_silent: ({ place }) => `掃碼器連接埠${amid(place)}無法開啟。請拔下掃碼器，再重新插上。`,
    scanner_failed: ({ place, detail }) =>
      `掃碼器${amid(place)}不能用（${detail}）。請拔下再插上；仍然不行請通知安裝人員。`,
    scanner_no_hid: () => '沒有找到 HID-POS 掃碼器。請插上；已插上的是鍵盤式模式，請掃設定碼切換模式。',
    scanner_no_usb_serial: ({ place }) =>
      `沒有找到 USB 串列埠掃碼器${at(place, ' ')}。請插上；已插上的請掃設定碼切換到 USB 串列埠。`,
  },
};

/** Why something that came from a scanner was no scan; for the scanner page and the log. */
export const scanDropWords: InEveryLanguage<Readonly<Record<ScanDrop, string>>> = {
  'zh-CN': {
    set_up_answer: '扫码枪对设置码的应答，不算扫码。',
    rest_missing: '长码只收到前半部分，已丢弃。请再扫一次。',
    double_read: '半秒内重复扫到同一个码，只算一次。',
    malformed: '扫码枪发来的报文不符合它的格式，已丢弃。请再扫一次。',
    broken_off: '扫到一半时连接中断，已丢弃。请插好后再扫一次。',
  },
  en: {
    set_up_answer: "The scanner's answer to a set-up code; not a scan.",
    rest_missing: 'Only the first part of a long code came; dropped. Scan it again.',
    double_read: 'The same code twice within half a second; counted once.',
    malformed: 'A report that does not fit this scanner; dropped. Scan again.',
    broken_off: 'The connection broke off in the middle; dropped. Plug it in and scan again.',
  },
  'zh-HK': {
    set_up_answer: '掃碼器對設定碼的回應，不算掃碼。',
    rest_missing: '長碼只收到前半部分，已丟棄。請再掃一次。',
    double_read: '半秒內重複掃到同一個碼，只算一次。',
    malformed: '掃碼器發來的訊息不符合它的格式，已丟棄。請再掃一次。',
    broken_off: '掃到一半時連接中斷，已丟棄。請插好後再掃一次。',
  },
};
