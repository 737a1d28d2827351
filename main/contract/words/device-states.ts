import type { DeviceState } from '../device-views.ts';
import { hongKong } from './hong-kong.ts';
import type { InEveryLanguage } from './language.ts';

/**
 * How devices are, in a word each for the strip and a sentence each for the sheet. What a driver itself has to say
 * stands in the tables of faults; what is pressed to set a device up in `setup.ts`.
 */

export interface DeviceWords {
  /** Names of things and of buttons: no full stop, at most 24 columns. */
  readonly labels: {
    /** Over the sheet. */
    readonly devices: string;
    /** Over the page where devices are set up, and on every button that leads to it. */
    readonly setup: string;
    /** The same on the strip. */
    readonly shortSetup: string;
    /** Over the page where a scanner is looked at, and on every button that leads to it. */
    readonly scannerCheck: string;
    readonly gateway: string;
  };
  /** Short, for the strip: at most 12 columns. */
  readonly devices: Readonly<Record<'scanner' | 'printer' | 'drawer' | 'display', string>>;
  /** A word for each state, beside its mark. */
  readonly states: Readonly<Record<DeviceState, string>>;
  /** What a state means where the device itself says no more. */
  readonly sentences: Readonly<
    Record<'scanner' | 'printer' | 'drawer' | 'display', Readonly<Record<DeviceState, string>>>
  >;
  readonly gateway: Readonly<Record<'unknown' | 'reachable' | 'unreachable', string>>;
  /** Where the strip must say it in one word. */
  readonly gatewayStates: Readonly<Record<'unknown' | 'reachable' | 'unreachable', string>>;
  /** Of the printer while papers are under way or wait for a person; at most 24 columns. */
  readonly papers: {
    readonly printing: { readonly title: string };
    readonly asked: { readonly title: string; readonly sentence: string };
    readonly waiting: { readonly title: string; readonly sentence: (facts: { number: number }) => string };
  };
}

export const deviceWords: InEveryLanguage<DeviceWords> = {
  'zh-CN': {
    labels: {
      devices: '设备状态',
      setup: '设备设置',
      shortSetup: '设置',
      scannerCheck: '扫码枪检测',
      gateway: '支付宝',
    },
    devices: { scanner: '扫码枪', printer: '打印机', drawer: '钱箱', display: '顾客屏' },
    states: { ready: '就绪', attention: '请留意', absent: '未连接', refused: '需要处理', none: '未设置' },
    sentences: {
      scanner: {
        ready: '扫码枪可以使用。',
        attention: '扫码枪可以使用，请留意提示。',
        absent: '没有连上扫码枪。请插好连线，接上后自动使用。',
        refused: '扫码枪不能使用，请按提示处理。',
        none: '没有设置扫码枪；键盘方式的扫码枪可以直接扫。',
      },
      printer: {
        ready: '打印机可以使用。',
        attention: '打印机可以使用，请留意提示。',
        absent: '连不上打印机。请检查电源和连线，付款不受影响。',
        refused: '打印机不能打印，请按提示处理，付款不受影响。',
        none: '没有设置打印机，单据不打印，付款不受影响。',
      },
      drawer: {
        ready: '钱箱可以使用。',
        attention: '钱箱可以使用，请留意提示。',
        absent: '连不上钱箱。请检查打印机和钱箱的连线。',
        refused: '钱箱打不开，请按提示处理。',
        none: '没有设置钱箱。钱箱接在打印机上，先设置打印机。',
      },
      display: {
        ready: '顾客屏可以使用。',
        attention: '顾客屏可以使用，请留意提示。',
        absent: '没有连上顾客屏。请检查电源和连线。',
        refused: '顾客屏不能使用，请按提示处理。',
        none: '没有设置顾客屏，请口头告诉顾客金额。',
      },
    },
    gateway: {
      unknown: '还没有联系过支付宝，第一笔收款时会联系。',
      reachable: '支付宝连通。',
      unreachable: '连不上支付宝。请检查网络；没有结果的付款请勿重复收款。',
    },
    gatewayStates: { unknown: '还没有联系', reachable: '连通', unreachable: '连不上' },
    papers: {
      printing: { title: '打印中' },
      asked: { title: '请看单据', sentence: '不知道单据有没有打印出来，请看打印机，再回答屏幕上的问题。' },
      waiting: { title: '单据在等', sentence: ({ number }) => `有 ${number} 张单据在等打印机，好了会自动打印。` },
    },
  },
  en: {
    labels: {
      devices: 'Devices',
      setup: 'Set up devices',
      shortSetup: 'Set up',
      scannerCheck: 'Scanner check',
      gateway: 'Alipay',
    },
    devices: { scanner: 'Scanner', printer: 'Printer', drawer: 'Drawer', display: 'Display' },
    states: {
      ready: 'ready',
      attention: 'attention',
      absent: 'not connected',
      refused: 'needs you',
      none: 'not set up',
    },
    sentences: {
      scanner: {
        ready: 'The scanner works.',
        attention: 'The scanner works, and has something to say.',
        absent: 'No scanner is connected. Plug it in; it is used as soon as it is there.',
        refused: 'The scanner cannot be used until somebody acts.',
        none: 'No scanner is set up; one that types like a keyboard works all the same.',
      },
      printer: {
        ready: 'The printer works.',
        attention: 'The printer works, and has something to say.',
        absent: 'The printer cannot be reached. Check power and cable; payments are not affected.',
        refused: 'The printer does not print until somebody acts; payments are not affected.',
        none: 'No printer is set up; nothing is printed, and payments are not affected.',
      },
      drawer: {
        ready: 'The cash drawer works.',
        attention: 'The cash drawer works, and has something to say.',
        absent: 'The cash drawer cannot be reached. Check the cables of printer and drawer.',
        refused: 'The cash drawer does not open until somebody acts.',
        none: 'No cash drawer is set up. It hangs on the printer: set up the printer first.',
      },
      display: {
        ready: 'The customer display works.',
        attention: 'The customer display works, and has something to say.',
        absent: 'The customer display is not connected. Check its power and cable.',
        refused: 'The customer display cannot be used until somebody acts.',
        none: 'No customer display is set up; tell the customer the amount.',
      },
    },
    gateway: {
      unknown: 'Alipay has not been asked yet; the first payment does.',
      reachable: 'Alipay can be reached.',
      unreachable: 'Alipay cannot be reached. Check the network; do not charge again what has no result.',
    },
    gatewayStates: { unknown: 'not asked yet', reachable: 'reachable', unreachable: 'unreachable' },
    papers: {
      printing: { title: 'printing' },
      asked: {
        title: 'look at the paper',
        sentence: 'Nobody knows whether a receipt came out: look at the printer, then answer the question.',
      },
      waiting: {
        title: 'papers wait',
        sentence: ({ number }) => `Papers that wait for the printer: ${number}. They are printed when it is ready.`,
      },
    },
  },
  get 'zh-HK'() {
    return hongKong().devices;
  },
};
