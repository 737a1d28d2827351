import type { Result } from '../../main/contract/contract.ts';
import { usualCounter } from '../../main/contract/counter.ts';
import { noDevice } from '../../main/contract/device-views.ts';
import { emptyOrder } from '../../main/contract/order-views.ts';
import type { PrintJobView } from '../../main/contract/print-views.ts';
import type { PaymentView, TerminalView, TrainingView } from '../../main/contract/views.ts';
import type { Language } from '../../main/contract/words/language.ts';

/** Views of a till in every situation a cashier meets, as the terminal would send them. */

/** Languages in which every look is tested; traditional characters stand where simplified ones do, in the same width. */
export const looks = ['zh-CN', 'en'] as const;

/** The terminal's clock in all of them. */
export const nowMs = Date.UTC(2026, 10, 20, 6, 5, 30);

export const payment: PaymentView = {
  paymentRequestId: '2026112006050900010000000128000007483920',
  orderId: '20261120140508-0001-0007',
  order: null,
  amountMinor: 12_800,
  currency: 'CNY',
  status: 'checking',
  phase: 'paying',
  mayChargeAgain: false,
  code: '',
  alarm: null,
  codeMask: '28**************3456',
  paymentId: null,
  paymentTime: null,
  scannedAtMs: nowMs - 1_200,
  inquiries: 0,
  inquiriesMax: 20,
  cancels: 0,
  elapsedMs: null,
  dueAtMs: null,
  seriesOver: false,
  asking: true,
  needsDecision: false,
  refunds: [],
  closed: null,
};

/** Nothing has been scanned yet. */
const unanswered = { order: null, notice: null, tone: null, looked: null, asked: null } as const;
export const printedJob: PrintJobView = {
  id: 7,
  kind: 'paid',
  paymentRequestId: payment.paymentRequestId,
  amountMinor: 12_800,
  currency: 'CNY',
  state: 'printed',
  copy: false,
  attempts: 1,
  fault: null,
  atMs: nowMs - 60_000,
  again: false,
};

export const askedJob: PrintJobView = {
  ...printedJob,
  id: 8,
  state: 'unknown',
  fault: { state: 'refused', fault: 'print_interrupted', place: '', detail: '' },
};

/** The newest papers, newest first. */
export const papers: readonly PrintJobView[] = [
  { ...printedJob, id: 9, kind: 'refund', state: 'queued', atMs: nowMs },
  askedJob,
  {
    ...printedJob,
    id: 7,
    kind: 'reversal_slip',
    state: 'failed',
    again: true,
    fault: { state: 'refused', fault: 'print_too_old', place: '', detail: '' },
  },
  { ...printedJob, id: 6, copy: true },
];

export const idleView: TerminalView = {
  version: 1,
  nowMs,
  training: false,
  merchantName: 'Example Convenience Store',
  storeName: '示例门店',
  terminalNumber: '0001',
  currency: 'CNY',
  decimals: 2,
  amountMinorMax: 5_000_000,
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  salesStopped: null,
  counter: { state: 'idle', orderId: null, amountMinor: null, payment: null, ...unanswered },
  entry: { version: 0, amountMinor: 0, orderId: null, order: emptyOrder },
  settings: { ...usualCounter },
  openReversals: 0,
  unsettled: 0,
  recovered: [],
  attention: [],
  unwritten: [],
  rescue: null,
  gateway: 'reachable',
  devices: {
    scanner: { ...noDevice, state: 'ready' },
    scanners: [],
    printer: noDevice,
    drawer: noDevice,
    display: noDevice,
    customerLanguage: null,
  },
  printer: { waiting: 0, printing: false, job: printedJob, questions: 0, question: null },
};

/** A code of the phone, as large as the real ones are drawn. */
function drawing(width: number, height: number): string {
  const bars = Array.from(
    { length: 24 },
    (_, n) => `<path d="M${n * 4} 0h${1 + (n % 3)}v${height}h-${1 + (n % 3)}z"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${bars.join('')}</svg>`;
}

export const trainingView: TrainingView = {
  version: 1,
  scenario: 'plain',
  code: { digits: '281234567890123456', barcode: drawing(100, 30), qr: drawing(100, 100), expired: false },
  empty: false,
  asked: null,
  last: null,
  customer: {
    state: 'ready',
    shopName: '示例门店',
    amountMinor: 12_800,
    currency: 'CNY',
    decimals: 2,
    training: true,
    language: 'zh-CN',
  },
  papers: 0,
  scanner: { plugged: true },
  printer: { paper: 'ok', coverOpen: false, jammed: false },
};

export function paying(changes: Partial<PaymentView>): TerminalView['counter'] {
  const at = { ...payment, ...changes };
  return { state: 'payment', orderId: at.orderId, amountMinor: at.amountMinor, payment: at, ...unanswered };
}

const inquiring = { phase: 'inquiring', scannedAtMs: nowMs - 12_400, inquiries: 3, dueAtMs: nowMs + 2_000 } as const;
const waiting = { ...inquiring, code: 'PAYMENT_IN_PROCESS', asking: false } as const;
const checking = { ...inquiring, code: 'silence', asking: true } as const;
const held = { phase: 'held', code: 'amount_mismatch', alarm: 'amount_mismatch', asking: false, inquiries: 2 } as const;
const pending = {
  status: 'reversal_pending',
  phase: 'reversal_pending',
  code: 'silence',
  scannedAtMs: nowMs - 140_000,
  inquiries: 20,
  cancels: 13,
  elapsedMs: 68_500,
  dueAtMs: nowMs + 17_000,
  asking: false,
  alarm: 'call_support',
  seriesOver: true,
} as const;
const undecided: PaymentView = {
  ...payment,
  phase: 'undecided',
  code: 'SUCCESS',
  alarm: 'old_success',
  paymentId: '2026112019074100010000000007',
  inquiries: 1,
  scannedAtMs: nowMs - 900_000,
  dueAtMs: nowMs + 540_000,
  asking: false,
  needsDecision: true,
};
const found: PaymentView = {
  ...payment,
  ...checking,
  paymentRequestId: '2026112006050100010000000045000006112233',
  orderId: '20261120140412-0001-0006',
  order: null,
  amountMinor: 4_500,
};

/** Every situation by name. */
export const situations = {
  idle: idleView,
  ready: {
    ...idleView,
    counter: { state: 'ready', orderId: payment.orderId, amountMinor: 12_800, payment: null, ...unanswered },
  },
  sending: { ...idleView, counter: paying({}) },
  waiting: { ...idleView, counter: paying(waiting) },
  checking: { ...idleView, gateway: 'unreachable', unsettled: 1, counter: paying(checking) },
  held: { ...idleView, unsettled: 1, counter: paying(held), attention: [{ ...payment, ...held }] },
  looked: {
    ...idleView,
    counter: {
      ...idleView.counter,
      notice: { reason: 'receipt_opened', number: 3 },
      tone: { kind: 'opened', number: 3 },
      looked: {
        payment: {
          ...payment,
          ...{ status: 'paid', phase: 'paid', code: 'SUCCESS', elapsedMs: 1_640, asking: false },
        },
        number: 3,
      },
      asked: { id: payment.paymentRequestId, number: 3 },
    },
  },
  recovered: { ...idleView, unsettled: 2, recovered: [undecided, found], attention: [undecided] },
  undecided: {
    ...idleView,
    unsettled: 1,
    counter: { ...paying({}), payment: undecided },
    attention: [undecided],
  },
  reversing: {
    ...idleView,
    gateway: 'unreachable',
    openReversals: 1,
    unsettled: 1,
    counter: paying({
      status: 'reversing',
      phase: 'reversing',
      code: 'stopped_by_cashier',
      scannedAtMs: nowMs - 66_200,
      inquiries: 20,
      cancels: 1,
      dueAtMs: nowMs + 4_000,
      asking: false,
    }),
  },
  reversal_pending: {
    ...idleView,
    gateway: 'unreachable',
    openReversals: 1,
    unsettled: 1,
    counter: paying(pending),
    attention: [{ ...payment, ...pending }],
  },
  paid: {
    ...idleView,
    counter: paying({ status: 'paid', phase: 'paid', code: 'SUCCESS', elapsedMs: 1_640, asking: false }),
  },
  not_charged: {
    ...idleView,
    counter: paying({
      status: 'not_charged',
      phase: 'not_charged',
      code: 'USER_BALANCE_NOT_ENOUGH',
      elapsedMs: 900,
      mayChargeAgain: true,
      asking: false,
    }),
  },
  reversed: {
    ...idleView,
    counter: paying({
      status: 'reversed',
      phase: 'reversed',
      code: 'silence',
      elapsedMs: 66_800,
      inquiries: 20,
      cancels: 1,
      mayChargeAgain: true,
      asking: false,
    }),
  },
  refused: {
    ...idleView,
    counter: {
      state: 'ready',
      orderId: payment.orderId,
      amountMinor: 12_800,
      order: null,
      payment: null,
      notice: { reason: 'code_already_used', number: 1 },
      tone: { kind: 'refused', number: 1 },
      looked: null,
      asked: null,
    },
  },
  stopped: {
    ...idleView,
    salesStopped: 'storage_failed',
    devices: {
      ...idleView.devices,
      scanner: { ...noDevice, state: 'absent' },
      printer: { state: 'absent', fault: 'printer_unreachable', place: '192.168.1.50:9100', detail: 'EHOSTUNREACH' },
    },
  },
  paper: {
    ...idleView,
    printer: { waiting: 1, printing: false, job: askedJob, questions: 1, question: askedJob },
  },
  rescue: {
    ...idleView,
    salesStopped: 'journal_lost',
    gateway: 'reachable',
    openReversals: 2,
    unsettled: 3,
    unwritten: [{ paymentRequestId: payment.paymentRequestId, said: 'returned' }],
    rescue: {
      reason: 'damaged',
      unreadable: 3,
      unreadableIds: [
        '2026112003001200010000000045000004128813',
        '2026112003014500010000000012800005991020',
        '2026112003022000010000000300000006441177',
      ],
    },
  },
} as const satisfies Record<string, TerminalView>;

export type SituationName = keyof typeof situations;

/** The situation on a training till, or a live one, in a language. */
export function viewOf(name: SituationName, language: Language, training: boolean): TerminalView {
  const storeName = language === 'en' ? 'Example branch' : '示例门店';
  return { ...situations[name], language, storeName, training };
}

const five = {
  scanner: { ...noDevice, state: 'absent', place: '/dev/ttyACM0' },
  scanners: [
    { ...noDevice, state: 'absent', place: '/dev/ttyACM0' },
    { ...noDevice, state: 'refused', fault: 'hid_grant', place: '/dev/hidraw0' },
  ],
  printer: { ...noDevice, state: 'attention', place: '192.168.1.50:9100' },
  drawer: { ...noDevice, state: 'refused' },
  display: { ...noDevice, state: 'ready', place: '/dev/ttyUSB1' },
  customerLanguage: null,
} as const satisfies TerminalView['devices'];

/** Devices in every state, with the counter idle; the sheet and the set-up page are opened over them. */
export const deviceSituations = {
  devices: { devices: five },
  sheet: { devices: five },
  'sheet-stuck': { devices: { ...five, printer: { ...five.printer, state: 'refused', fault: 'cutter_error' } } },
  setup: {
    devices: { ...five, printer: { ...five.printer, state: 'ready' }, drawer: { ...noDevice, state: 'ready' } },
  },
  'setup-measure': { devices: five },
} as const satisfies Record<string, Partial<TerminalView>>;

/** A machine with a bit of everything, as `devices.find` tells it. */
export const findings: Result<'devices.find'> = {
  found: [
    {
      role: 'scanner',
      kind: 'hid',
      place: '/dev/hidraw0',
      name: 'Newland HR32',
      identity: '1eab:1310 SN42',
      advice: 'grant',
      report: { state: 'refused', fault: 'hid_grant', place: '/dev/hidraw0', detail: '' },
      settings: { kind: 'hid', vendorId: '1eab', productId: '1310' },
    },
    {
      role: 'scanner',
      kind: 'keyboard',
      place: '/dev/hidraw1',
      name: 'Honeywell 1900',
      identity: '0c2e:0b01',
      advice: 'switch_mode',
      report: { state: 'attention', fault: 'types_like_keyboard', place: '/dev/hidraw1', detail: '' },
      settings: null,
    },
    {
      role: 'scanner',
      kind: 'serial',
      place: '/dev/ttyUSB0',
      name: 'FT232R USB UART',
      identity: '0403:6001',
      advice: 'perhaps',
      report: { ...noDevice, state: 'ready', place: '/dev/ttyUSB0' },
      settings: { kind: 'serial', usb: { vendorId: '0403', productId: '6001' } },
    },
    {
      role: 'printer',
      kind: 'usb',
      place: '/dev/usb/lp0',
      name: 'EPSON TM-T20III',
      identity: 'MFG:EPSON;MDL:TM-T20III;',
      advice: 'use',
      report: { ...noDevice, state: 'ready', place: '/dev/usb/lp0' },
      settings: { kind: 'usb', at: '/dev/usb/lp0' },
    },
  ],
  modules: [
    { name: 'node-hid', ok: true, report: noDevice },
    {
      name: 'serialport',
      ok: false,
      report: { state: 'refused', fault: 'serial_module', place: 'serialport', detail: 'invalid ELF header' },
    },
    { name: '@resvg/resvg-js', ok: true, report: noDevice },
  ],
  configured: {
    scanners: [{ kind: 'serial', path: '/dev/ttyACM0', baudRate: 9_600 }],
    printer: {
      kind: 'tcp',
      host: '192.168.1.50',
      port: 9_100,
      paper: 80,
      profile: 'generic',
      drawer: { pin: null, openLevel: 'none' },
    },
    display: { kind: 'none' },
  },
  profiles: ['generic', 'generic-tear', 'raster', 'epson-180dpi', 'epson-203dpi'],
};
