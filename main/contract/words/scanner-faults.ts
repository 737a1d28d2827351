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

export const scannerFaultWords: FaultWords<ScannerFault> = {
  'zh-CN': {
    scanner_ready: ({ place }) => `扫码枪${at(place, ' ')}已就绪。`,
    scanner_none: () => '没有设置扫码枪。请手工输入付款码，或使用键盘口扫码枪。',
    scanner_absent: ({ place }) => `没有找到扫码枪${at(place, ' ')}。请插上，插上后会自动使用。`,
    scanner_unplugged: ({ place }) => `扫码枪${at(place, ' ')}已拔出。请重新插上，插上后会自动使用。`,
    scanner_busy: ({ place }) => `别的程序正在使用扫码枪${at(place, ' ')}。请关闭那个程序，之后会自动使用。`,
    scanner_busy_windows: ({ place }) => `Windows 不让打开扫码枪${at(place, ' ')}。请关闭正在使用它的程序。`,
    scanner_permission_serial: ({ place }) =>
      `没有权限读取扫码枪端口${at(place, ' ')}。请把本用户加入 dialout 组，注销后重新登录。`,
    scanner_permission_hid: ({ place }) =>
      `找到了扫码枪${at(place, ' ')}，但没有权限读取。请把 60-truetill-scanners.rules 放入 /etc/udev/rules.d，再重新插上扫码枪。`,
    scanner_no_library: () =>
      '系统缺少读取 USB 扫码枪所需的库。请安装软件包 libusb-1.0-0 和 libudev1，再重新启动本程序。',
    scanner_no_driver: ({ detail }) =>
      `本程序的扫码枪组件无法加载，请重新安装本程序；在此之前请用键盘口扫码枪（${detail}）。`,
    scanner_not_serial: ({ place }) => `${place} 不是串口。请改正设置里的扫码枪路径。`,
    scanner_silent: ({ place }) => `扫码枪端口${at(place, ' ')}打不开。请拔下扫码枪，再重新插上。`,
    scanner_failed: ({ place, detail }) =>
      `扫码枪${at(place, ' ')}不能使用，请拔下再插上；仍不行请联系安装人员（${detail}）。`,
    scanner_no_hid: () =>
      '没有找到 HID-POS 扫码枪。请插上；如果已经插上，它是键盘口模式，请扫设置码切换到 HID-POS 或串口模式。',
    scanner_no_usb_serial: ({ place }) =>
      `没有找到 USB 串口扫码枪${at(place, ' ')}。请插上；如果已经插上，请扫设置码切换到 USB 串口模式。`,
  },
  en: {
    scanner_ready: ({ place }) => `The scanner${at(place, ' at ')} is ready.`,
    scanner_none: () => 'No scanner is set up. Type the payment code or use a keyboard scanner.',
    scanner_absent: ({ place }) => `No scanner${at(place, ' at ')}. Plug it in; it is used as soon as it is there.`,
    scanner_unplugged: ({ place }) =>
      `The scanner${at(place, ' at ')} was unplugged. Plug it in; it is used again at once.`,
    scanner_busy: ({ place }) =>
      `Another program uses the scanner${at(place, ' at ')}. Close that program; the scanner is then used by itself.`,
    scanner_busy_windows: ({ place }) =>
      `Windows refuses the scanner${at(place, ' at ')}. Close the other program that uses it.`,
    scanner_permission_serial: ({ place }) =>
      `No permission to read the scanner port${at(place, ' ')}. Add this user to the group "dialout" and log in again.`,
    scanner_permission_hid: ({ place }) =>
      `Scanner found${at(place, ': ')}, but there is no permission to read it. Copy 60-truetill-scanners.rules to /etc/udev/rules.d and plug the scanner in again.`,
    scanner_no_library: () =>
      'A system library for USB scanners is missing. Install the packages libusb-1.0-0 and libudev1 and start again.',
    scanner_no_driver: ({ detail }) =>
      `The part of this program that reads scanners does not load: install the program again, until then use a keyboard scanner (${detail}).`,
    scanner_not_serial: ({ place }) => `${place} is not a serial port. Correct the scanner's path.`,
    scanner_silent: ({ place }) =>
      `The scanner port${at(place, ' ')} does not open. Unplug the scanner and plug it in again.`,
    scanner_failed: ({ place, detail }) =>
      `The scanner${at(place, ' at ')} cannot be used: unplug it and plug it in again, else call whoever set it up (${detail}).`,
    scanner_no_hid: () =>
      'No HID-POS scanner is plugged in. If one is, it is in keyboard mode: scan the set-up code for HID-POS or serial.',
    scanner_no_usb_serial: ({ place }) =>
      `No USB serial scanner${at(place, ' ')} is plugged in. If it is, scan its set-up code for USB serial (CDC).`,
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
};
