import type { FaultWords } from './devices.ts';

/** What may be so with the customer's display. It never holds up a sale. */

export type DisplayFault =
  | 'display_absent'
  | 'display_unplugged'
  | 'display_port_busy'
  | 'display_port_forbidden'
  | 'display_port_refused_by_windows'
  | 'display_not_a_port'
  | 'display_driver_missing'
  | 'display_port_unusable'
  | 'display_not_taking'
  | 'display_not_found'
  | 'display_no_second'
  | 'display_page_failed'
  | 'display_page_closed';

/** A display without a place, as the simulated one, is said without one. */
const at = (place: string, words: string): string => (place === '' ? '' : `${words}${place}`);
const of = (place: string): string => (place === '' ? '' : `${place} 的`);

export const displayFaultWords: FaultWords<DisplayFault> = {
  'zh-CN': {
    display_absent: ({ place }) => `没有找到顾客屏${at(place, ' ')}。接好后会自动使用。`,
    display_unplugged: ({ place }) => `${of(place)}顾客屏已断开。重新接好后会自动使用。`,
    display_port_busy: ({ place }) => `顾客屏的端口 ${place} 被别的程序占用。关闭那个程序后会自动使用。`,
    display_port_forbidden: ({ place }) =>
      `没有使用顾客屏端口 ${place} 的权限。请把本用户加入 dialout 组，再重新登录。`,
    display_port_refused_by_windows: ({ place }) =>
      `Windows 拒绝使用顾客屏端口 ${place}。请关闭占用它的程序，会自动重试。`,
    display_not_a_port: ({ place }) => `${place} 不是串口。请在设置里改正顾客屏的端口。`,
    display_driver_missing: ({ detail }) => `串口程序不能加载，顾客屏不能用（${detail}）。请重新安装；收款不受影响。`,
    display_port_unusable: ({ place, detail }) => `顾客屏端口 ${place} 不能用（${detail}）。请检查接线和设置。`,
    display_not_taking: ({ place }) => `${of(place)}顾客屏不接收数据。请检查电源和接线；会自动重试。`,
    display_not_found: ({ place }) => `没有找到给顾客看的显示器“${place}”。接好后会自动打开，或在设置里另选一个。`,
    display_no_second: () => '没有第二个显示器给顾客看。接好后会自动打开。',
    display_page_failed: ({ detail }) => `顾客屏没有打开（${detail}）。收款不受影响；请重新启动终端。`,
    display_page_closed: () => '顾客屏没有打开。请在给顾客看的显示器上打开终端打印的顾客屏地址。',
  },
  en: {
    display_absent: ({ place }) =>
      `No customer display${at(place, ' at ')}. Connect it; it is used as soon as it is there.`,
    display_unplugged: ({ place }) =>
      `The customer display${at(place, ' at ')} was unplugged. Plug it in; it is used again at once.`,
    display_port_busy: ({ place }) =>
      `Another program uses the customer display's port ${place}. Close it; the display is then used by itself.`,
    display_port_forbidden: ({ place }) =>
      `No permission to use the customer display's port ${place}. Add this user to the group "dialout", log in again.`,
    display_port_refused_by_windows: ({ place }) =>
      `Windows refuses the customer display's port ${place}. Close the other program that uses it; we keep trying.`,
    display_not_a_port: ({ place }) => `${place} is not a serial port. Correct the customer display's port.`,
    display_driver_missing: ({ detail }) =>
      `Serial ports cannot be used, so the customer display stays dark (${detail}). Install again; sales go on.`,
    display_port_unusable: ({ place, detail }) =>
      `The customer display's port ${place} cannot be used (${detail}). Check the cable and the settings.`,
    display_not_taking: ({ place }) =>
      `The customer display${at(place, ' at ')} takes no data. Check its power and cable; we keep trying.`,
    display_not_found: ({ place }) =>
      `The customer's screen "${place}" is not there. Connect it and it opens by itself, or choose another one.`,
    display_no_second: () => 'There is no second screen for the customer. Connect one; it opens by itself.',
    display_page_failed: ({ detail }) =>
      `The customer's screen did not open (${detail}). Sales are not affected; start the till again.`,
    display_page_closed: () =>
      "The customer's screen is not open. Open the printed address for customers on the screen that faces them.",
  },
  'zh-HK': {
    display_absent: ({ place }) => `沒有找到顧客螢幕${at(place, ' ')}。接好後會自動使用。`,
    display_unplugged: ({ place }) => `${of(place)}顧客螢幕已斷開。重新接好後會自動使用。`,
    display_port_busy: ({ place }) => `顧客螢幕的連接埠 ${place} 被其他程式佔用。關閉該程式後會自動使用。`,
    display_port_forbidden: ({ place }) =>
      `沒有使用顧客螢幕連接埠 ${place} 的權限。請把這個使用者加入 dialout 群組，再重新登入。`,
    display_port_refused_by_windows: ({ place }) =>
      `Windows 拒絕使用顧客螢幕連接埠 ${place}。請關閉佔用它的程式，會自動重試。`,
    display_not_a_port: ({ place }) => `${place} 不是串列埠。請在設定裏改正顧客螢幕的連接埠。`,
    display_driver_missing: ({ detail }) =>
      `串列埠程式不能載入，顧客螢幕不能用（${detail}）。請重新安裝；收款不受影響。`,
    display_port_unusable: ({ place, detail }) => `顧客螢幕連接埠 ${place} 不能用（${detail}）。請檢查接線和設定。`,
    display_not_taking: ({ place }) => `${of(place)}顧客螢幕不接收數據。請檢查電源和接線；會自動重試。`,
    display_not_found: ({ place }) => `沒有找到給顧客看的顯示器「${place}」。接好後會自動打開，或在設定裏另選一個。`,
    display_no_second: () => '沒有第二個顯示器給顧客看。接好後會自動打開。',
    display_page_failed: ({ detail }) => `顧客螢幕沒有打開（${detail}）。收款不受影響；請重新啟動終端機。`,
    display_page_closed: () => '顧客螢幕沒有打開。請在給顧客看的顯示器上打開終端機打印的顧客螢幕地址。',
  },
};
