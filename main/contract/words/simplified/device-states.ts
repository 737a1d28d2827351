import type { DeviceWords } from '../device-states.ts';

/** How devices are, in simplified Chinese. */

export const deviceWords: DeviceWords = {
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
      none: '没有设置钱箱。钱箱接在打印机上：先设置打印机，再选钱箱针脚。',
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
};
