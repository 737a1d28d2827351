import type { FaultTexts } from './devices.ts';

/**
 * What can be wrong with a receipt printer and with the cash drawer on it, and what to do. These sentences stand on
 * the device strip, and in brackets behind "the receipt was not printed": where paper may be lost or half printed
 * they say that the payment is not touched by it.
 */

export type PrinterFault = (typeof printerFaults)[number];

export const printerFaults = [
  // How it is connected. Names are those of all devices together, so that none may mean two things.
  'printer_unreachable',
  'printer_refused',
  'printer_absent',
  'printer_permission',
  'printer_in_use',
  'printer_not_there',
  'printer_is_file',
  'printer_module_missing',
  'spooler_elsewhere',
  'printer_disk_full',
  'printer_disk_read_only',
  // The printer.
  'paper_out',
  'paper_near_end',
  'cover_open',
  'cutter_error',
  'printer_overheated',
  'printer_jammed',
  'printer_broken',
  'paper_feeding',
  'printer_offline',
  'printer_silent',
  // One receipt.
  'print_unconfirmed',
  'print_stalled',
  'print_broken_off',
  'receipt_not_made',
  'no_own_writing',
  'printer_busy',
  'no_printer',
  // The drawer.
  'drawer_open',
  'no_drawer',
  'drawer_too_soon',
  'drawer_not_sensed',
] as const;

/** Once a person has removed the cause, a printer with one of these goes on when it is told to (DLE ENQ). */
export const recoverableFaults: ReadonlySet<string> = new Set<PrinterFault>(['cutter_error', 'printer_jammed']);

const zh = (place: string): string => (place === '' ? '打印机' : `打印机 ${place} `);
const hk = (place: string): string => (place === '' ? '打印機' : `打印機 ${place} `);
const en = (place: string): string => (place === '' ? 'The printer' : `The printer ${place}`);
/** In the middle of a sentence. */
const of = (place: string): string => (place === '' ? 'the printer' : `the printer ${place}`);

/** What the system itself said, for whoever is called. */
const zhTold = (detail: string): string => (detail === '' ? '' : `（${detail}）`);
const enTold = (detail: string): string => (detail === '' ? '' : ` (${detail})`);

export const printerFaultWords: FaultTexts<PrinterFault> = {
  'zh-CN': {
    printer_unreachable: ({ place, detail }) => `${zh(place)}连接不上${zhTold(detail)}。请检查电源、网线和地址。`,
    printer_refused: ({ place }) => `${place} 开着，但不接受打印。请核对地址和端口，关闭占用它的程序。`,
    printer_absent: ({ place }) => `${zh(place)}没有接上。请插好线并开机，接上后自动使用。`,
    printer_permission: ({ place, detail }) =>
      `没有权限使用打印机 ${place}。请把本用户加入${detail === '' ? '相应的' : ` ${detail} `}用户组，然后重新登录。`,
    printer_in_use: ({ place }) => `${zh(place)}被另一个程序占用。请关闭那个程序。`,
    printer_not_there: ({ place, detail }) => `${place} 不是打印机${zhTold(detail)}。请更正打印机设置。`,
    printer_is_file: ({ place }) => `${place} 是普通文件，不是打印机。请删除它，再重新插上打印机。`,
    printer_module_missing: ({ detail }) => `打印机的驱动组件无法加载${zhTold(detail)}。请重新安装本程序。`,
    spooler_elsewhere: '只有 Windows 才能使用系统打印队列。请选择另一种连接方式。',
    printer_disk_full: ({ place }) => `${place} 所在的磁盘已满。请腾出空间。`,
    printer_disk_read_only: ({ place }) => `${place} 所在的磁盘是只读的。请更换路径。`,
    paper_out: ({ place }) => `${zh(place)}没有纸了。请装入新纸卷，合上盖子。`,
    paper_near_end: ({ place }) => `${zh(place)}的纸快用完了。请备好新纸卷。`,
    cover_open: ({ place }) => `${zh(place)}的盖子开着。请合上盖子。`,
    cutter_error: ({ place }) => `${zh(place)}的切刀卡住了。请关机，打开盖子取出碎纸，再开机。`,
    printer_overheated: ({ place }) => `${zh(place)}过热。请等一两分钟，它会自动恢复。`,
    printer_jammed: ({ place }) => `${zh(place)}报告机械故障。请打开盖子检查卡纸，再关机重开。`,
    printer_broken: ({ place }) => `${zh(place)}报告无法恢复的故障。请关机重开；仍然如此请联系维修。`,
    paper_feeding: ({ place }) => `${zh(place)}的进纸键被按住了。请松开。`,
    printer_offline: ({ place }) => `${zh(place)}处于脱机状态。请检查盖子、纸和面板上的灯。`,
    printer_silent: ({ place }) => `${zh(place)}已连接，但没有回答。请关机再开机。`,
    print_unconfirmed: ({ place }) => `${zh(place)}收下了数据，但没有确认打印完。请先看纸再决定是否补打。`,
    print_stalled: ({ place }) => `${zh(place)}中途停止接收数据。请先看纸再决定是否补打。`,
    print_broken_off: ({ place, detail }) =>
      `打印途中与${zh(place)}的连接断开了${zhTold(detail)}。请先看纸再决定是否补打。`,
    receipt_not_made: ({ detail }) => `单据无法生成${zhTold(detail)}。付款不受影响，请联系技术支持。`,
    no_own_writing: '打印机自带的字库没有本店单据的文字，没有打印。单据照旧用图形打印。',
    printer_busy: ({ place }) => `${zh(place)}正在打印另一张单据。请稍后再试。`,
    no_printer: '没有设置打印机。付款不受影响，请在设置中选择打印机。',
    drawer_open: '钱箱开着。请关好钱箱。',
    no_drawer: '没有设置钱箱。请在设置中选择钱箱所接的插口。',
    drawer_too_soon: '钱箱刚刚开过。请等一秒再试。',
    drawer_not_sensed: '已发出开箱信号，但钱箱没有打开。请检查钱箱的锁和连线，必要时用钥匙打开。',
  },
  en: {
    printer_unreachable: ({ place, detail }) =>
      `${en(place)} cannot be reached${enTold(detail)}. Check its power, cable and address.`,
    printer_refused: ({ place }) =>
      `${place} is on but takes no print jobs. Check address and port, and close a program that uses it.`,
    printer_absent: ({ place }) => `${en(place)} is not connected. Plug it in and switch it on; it is used by itself.`,
    printer_permission: ({ place, detail }) =>
      `No permission to use the printer ${place}. Add this user to the group ${detail || 'that owns it'}, log in again.`,
    printer_in_use: ({ place }) => `Another program is using the printer ${place}. Close that program.`,
    printer_not_there: ({ place, detail }) =>
      `${place} is not a printer${enTold(detail)}. Correct the printer's settings.`,
    printer_is_file: ({ place }) => `${place} is a plain file, no printer. Delete it, then plug the printer in again.`,
    printer_module_missing: ({ detail }) =>
      `The printer driver cannot be loaded${enTold(detail)}. Install this program again.`,
    spooler_elsewhere: 'Only Windows has a print spooler of this kind. Choose another connection.',
    printer_disk_full: ({ place }) => `The disk of ${place} is full. Free some space.`,
    printer_disk_read_only: ({ place }) => `The disk of ${place} is read-only. Choose another path.`,
    paper_out: ({ place }) => `${en(place)} is out of paper. Load a new roll and close the cover.`,
    paper_near_end: ({ place }) => `The paper of ${of(place)} is near its end. Have a new roll ready.`,
    cover_open: ({ place }) => `The cover of ${of(place)} is open. Close it.`,
    cutter_error: ({ place }) =>
      `The cutter of ${of(place)} is stuck. Switch it off, take out torn paper, switch it on.`,
    printer_overheated: ({ place }) => `${en(place)} is too hot. Wait a minute or two; it goes on by itself.`,
    printer_jammed: ({ place }) =>
      `${en(place)} reports a mechanical fault. Look for jammed paper, switch it off and on.`,
    printer_broken: ({ place }) =>
      `${en(place)} reports a fault it cannot clear. Switch it off and on; else call service.`,
    paper_feeding: ({ place }) => `The feed button of ${of(place)} is held down. Let it go.`,
    printer_offline: ({ place }) => `${en(place)} is offline. Look at its cover, its paper and its lights.`,
    printer_silent: ({ place }) => `${en(place)} is connected but does not answer. Switch it off and on.`,
    print_unconfirmed: ({ place }) =>
      `${en(place)} took the data and did not confirm it. Look at the paper before you reprint it.`,
    print_stalled: ({ place }) => `${en(place)} stopped taking data half-way. Look at the paper before you reprint it.`,
    print_broken_off: ({ place, detail }) =>
      `${en(place)} broke off half-way${enTold(detail)}. Look at the paper before you reprint it.`,
    receipt_not_made: ({ detail }) =>
      `The receipt could not be made${enTold(detail)}. The payment is not affected; call technical support.`,
    no_own_writing:
      "The printer's own characters lack the writing of these receipts; nothing was printed. They go on being drawn.",
    printer_busy: ({ place }) => `${en(place)} is busy with another receipt. Try again in a moment.`,
    no_printer: 'No printer is set up. The payment is not affected; choose a printer in the settings.',
    drawer_open: 'The cash drawer is open. Close it.',
    no_drawer: 'No cash drawer is set up. Choose the socket it is plugged into in the settings.',
    drawer_too_soon: 'The cash drawer was opened just now. Wait a second, then try again.',
    drawer_not_sensed:
      'The pulse was sent, but the cash drawer did not open. Check its lock and cable; use the key if you must.',
  },
  'zh-HK': {
    printer_unreachable: ({ place, detail }) => `${hk(place)}無法連接${zhTold(detail)}。請檢查電源、網絡線和地址。`,
    printer_refused: ({ place }) => `${place} 開着，但不接受打印。請核對地址和連接埠，關閉佔用它的程式。`,
    printer_absent: ({ place }) => `${hk(place)}沒有接上。請插好線並開機，接上後自動使用。`,
    printer_permission: ({ place, detail }) =>
      `沒有權限使用打印機 ${place}。請把這個使用者加入${detail === '' ? '相應的' : ` ${detail} `}使用者群組，然後重新登入。`,
    printer_in_use: ({ place }) => `${hk(place)}被另一個程式佔用。請關閉該程式。`,
    printer_not_there: ({ place, detail }) => `${place} 不是打印機${zhTold(detail)}。請更正打印機設定。`,
    printer_is_file: ({ place }) => `${place} 是普通檔案，不是打印機。請刪除它，再重新插上打印機。`,
    printer_module_missing: ({ detail }) => `打印機的驅動元件無法載入${zhTold(detail)}。請重新安裝本程式。`,
    spooler_elsewhere: '只有 Windows 才能使用系統打印佇列。請選擇另一種連接方式。',
    printer_disk_full: ({ place }) => `${place} 所在的磁碟已滿。請騰出空間。`,
    printer_disk_read_only: ({ place }) => `${place} 所在的磁碟是唯讀的。請更換路徑。`,
    paper_out: ({ place }) => `${hk(place)}沒有紙了。請裝入新紙卷，合上蓋子。`,
    paper_near_end: ({ place }) => `${hk(place)}的紙快用完了。請備好新紙卷。`,
    cover_open: ({ place }) => `${hk(place)}的蓋子開着。請合上蓋子。`,
    cutter_error: ({ place }) => `${hk(place)}的切紙刀卡住了。請關機，打開蓋子取出碎紙，再開機。`,
    printer_overheated: ({ place }) => `${hk(place)}過熱。請等一兩分鐘，它會自動恢復。`,
    printer_jammed: ({ place }) => `${hk(place)}報告機械故障。請打開蓋子檢查卡紙，再關機再開機。`,
    printer_broken: ({ place }) => `${hk(place)}報告無法恢復的故障。請關機再開機；仍然如此請聯絡維修。`,
    paper_feeding: ({ place }) => `${hk(place)}的進紙鍵被按住了。請鬆開。`,
    printer_offline: ({ place }) => `${hk(place)}處於離線狀態。請檢查蓋子、紙和面板上的燈。`,
    printer_silent: ({ place }) => `${hk(place)}已連接，但沒有回覆。請關機再開機。`,
    print_unconfirmed: ({ place }) => `${hk(place)}收下了數據，但沒有確認打印完。請先看紙再決定是否補印。`,
    print_stalled: ({ place }) => `${hk(place)}中途停止接收數據。請先看紙再決定是否補印。`,
    print_broken_off: ({ place, detail }) =>
      `打印途中與${hk(place)}的連接斷開了${zhTold(detail)}。請先看紙再決定是否補印。`,
    receipt_not_made: ({ detail }) => `單據無法製作${zhTold(detail)}。付款不受影響，請聯絡技術支援。`,
    no_own_writing: '打印機內置的字型沒有本店單據的文字，沒有打印。單據照舊用圖形打印。',
    printer_busy: ({ place }) => `${hk(place)}正在打印另一張單據。請稍後再試。`,
    no_printer: '沒有設定打印機。付款不受影響，請在設定中選擇打印機。',
    drawer_open: '錢箱開着。請關好錢箱。',
    no_drawer: '沒有設定錢箱。請在設定中選擇錢箱所接的插口。',
    drawer_too_soon: '錢箱剛剛開過。請等一秒再試。',
    drawer_not_sensed: '已發出開箱訊號，但錢箱沒有打開。請檢查錢箱的鎖和接線，必要時用鑰匙打開。',
  },
};
