import * as z from 'zod/mini';
import { counterSettings, entered } from './counter.ts';
import { customerView } from './customer.ts';
import { deviceReport } from './device-views.ts';
import { orderContent } from './order-views.ts';
import { printerView } from './print-views.ts';
import { tones } from './scan-views.ts';
import { customerLanguages } from './words/customer.ts';

/**
 * What a screen may see of the terminal, as schemas; the types are derived. A view is always whole: a missed or
 * doubled message cannot leave a screen wrong.
 */

const text = z.string().check(z.maxLength(4_096));
const count = z.number().check(z.int(), z.gte(0));
const moment = z.nullable(z.number());

/** The six words of the outside: printed by the command line, shown by the screen. */
export const statuses = ['paid', 'not_charged', 'checking', 'reversing', 'reversed', 'reversal_pending'] as const;

export const refundStatuses = ['pending', 'done', 'refused'] as const;

export const refundView = z.strictObject({
  refundRequestId: text,
  amountMinor: count,
  status: z.enum(refundStatuses),
  origin: z.enum(['person', 'reversal']),
  code: text,
  refundId: z.nullable(text),
  refundTime: z.nullable(text),
});

/** A person's closing of a reversal that the gateway did not confirm. */
export const closingView = z.strictObject({
  by: text,
  why: text,
  evidence: text,
  atMs: z.number(),
  /** The gateway confirmed it afterwards. */
  confirmed: z.boolean(),
});

export const paymentView = z.strictObject({
  paymentRequestId: text,
  orderId: text,
  /** What was bought, or null where nothing is known of it; also null in lists, `payment.look` has it. */
  order: z.nullable(orderContent),
  amountMinor: count,
  currency: text,
  status: z.enum(statuses),
  /** The finer state, for words and pictures. */
  phase: z.enum([
    'paying',
    'inquiring',
    'held',
    'undecided',
    'reversing',
    'reversal_pending',
    'paid',
    'not_charged',
    'reversed',
  ]),
  /** True only when nothing was taken or everything was given back. */
  mayChargeAgain: z.boolean(),
  /** Result code or own word that brought the last turn. */
  code: text,
  alarm: z.nullable(text),
  codeMask: text,
  paymentId: z.nullable(text),
  paymentTime: z.nullable(text),
  scannedAtMs: z.number(),
  inquiries: count,
  inquiriesMax: count,
  cancels: count,
  /** Scan to the first state that frees the cashier, milliseconds. */
  elapsedMs: moment,
  /** When the terminal goes on by itself, wall clock milliseconds. */
  dueAtMs: moment,
  /** The first series of cancels or refunds is over; the retries go on in the background. */
  seriesOver: z.boolean(),
  /** A call for it is on its way to the gateway. */
  asking: z.boolean(),
  /** "Keep the sale / return the money" waits for a person. */
  needsDecision: z.boolean(),
  refunds: z.array(refundView),
  /** Who closed its newest reversal, or null. */
  closed: z.nullable(closingView),
});

export const saids = ['charged', 'not_charged', 'returned', 'unclear'] as const;

export const terminalView = z.strictObject({
  /** Rises with every change. */
  version: count,
  /** The terminal's wall clock when this view was made, milliseconds: a screen counts seconds from here. */
  nowMs: z.number(),
  training: z.boolean(),
  merchantName: text,
  storeName: text,
  terminalNumber: text,
  currency: text,
  /** Decimals of the currency: 2 for CNY, 0 for JPY. */
  decimals: count,
  /** The largest amount of one sale, minor units. */
  amountMinorMax: count,
  language: text,
  /** The shop's, such as Asia/Shanghai: times on the screen agree with those on paper. */
  timeZone: text,
  /** Why no sale can start now, or null. */
  salesStopped: z.nullable(text),
  counter: z.strictObject({
    state: z.enum(['idle', 'ready', 'payment']),
    orderId: z.nullable(text),
    amountMinor: z.nullable(count),
    /** What is bought at the open sale, or was with the payment. */
    order: z.nullable(orderContent),
    payment: z.nullable(paymentView),
    /** Why the last scan or request was refused, until the next one; `number` tells two equal refusals apart. */
    notice: z.nullable(z.strictObject({ reason: text, number: count })),
    /** How the newest answer to a scan or request sounds; to be played once per `number`. */
    tone: z.nullable(z.strictObject({ kind: z.enum(tones), number: count })),
    /** The payment of a receipt that was scanned while no sale was open, until the next answer. */
    looked: z.nullable(z.strictObject({ payment: paymentView, number: count })),
    /** The number that was scanned to be asked about, whether or not a payment here has it, until the next answer. */
    asked: z.nullable(z.strictObject({ id: text, number: count })),
  }),
  /** What is being entered for the next sale, while none is open; `version` rises with every change. */
  entry: z.extend(entered, { version: count }),
  /** How this till takes payments, as its configuration says. */
  settings: counterSettings,
  openReversals: count,
  /** Payments that are not settled: live ones, open refunds, closures in doubt. */
  unsettled: count,
  /** Payments that a start found unfinished, newest state. */
  recovered: z.array(paymentView),
  /** Payments that a person must look at. */
  attention: z.array(paymentView),
  /** What the gateway said of payments since the journal can no longer be written: told, never claimed; oldest first. */
  unwritten: z.array(z.strictObject({ paymentRequestId: text, said: z.enum(saids) })),
  /** Where the journal was lost: why, and the ids of which nothing else could be read, the newest 100 of so many. */
  rescue: z.nullable(z.strictObject({ reason: text, unreadable: count, unreadableIds: z.array(text) })),
  /** How the newest call to the gateway ended: with a well-signed answer, or without; `unknown` before the first. */
  gateway: z.enum(['unknown', 'reachable', 'unreachable']),
  devices: z.strictObject({
    /** All scanners as one: the best of their states, the fault of the first that has one. */
    scanner: deviceReport,
    scanners: z.array(deviceReport),
    printer: deviceReport,
    drawer: deviceReport,
    /** The customer's. */
    display: deviceReport,
    /** In which the customer reads; null while nothing is shown to customers. */
    customerLanguage: z.nullable(z.enum(customerLanguages)),
  }),
  /** The papers on their way to it; how it is itself stands among the devices. */
  printer: printerView,
});

/** What the simulated customer and gateway can be told to do, as cards on the training screen. */
export const scenarios = ['plain', 'third_inquiry', 'answer_lost', 'never_confirms', 'network_out'] as const;

/** What a person can do with the simulated wallet. `hold` holds its code before the simulated scanner. */
export const walletActs = ['hold', 'refresh', 'pin', 'decline', 'empty', 'fill'] as const;

/** What a person can do to the simulated printer. `reset` switches it off and on: what it had not printed is gone. */
export const printerActs = [
  'near_end',
  'paper_out',
  'load_paper',
  'open_cover',
  'close_cover',
  'jam',
  'reset',
] as const;

/**
 * What a person can do with the simulated scanner. The code on the phone is read in half, or twice in a row; `rubbish` is
 * what comes of a bad plug.
 */
export const scannerActs = ['half', 'twice', 'rubbish', 'unplug', 'plug'] as const;

/** An SVG of a code; the longest of ours is below 40 kB. */
const drawing = z.string().check(z.maxLength(131_072));

/** The simulated customer's phone. Only where the simulated gateway runs inside the terminal. */
export const trainingView = z.strictObject({
  /** Rises with every change. */
  version: count,
  scenario: z.enum(scenarios),
  /** The payment code on the phone; null before the first sale. */
  code: z.nullable(z.strictObject({ digits: text, barcode: drawing, qr: drawing, expired: z.boolean() })),
  /** The wallet holds no money. */
  empty: z.boolean(),
  /** The payment that waits for the customer's PIN. */
  asked: z.nullable(z.strictObject({ amountMinor: count, currency: text })),
  /** What the wallet says of its newest payment. */
  last: z.nullable(
    z.strictObject({ result: z.enum(['charged', 'declined', 'returned']), amountMinor: count, currency: text }),
  ),
  /** What the customer's display shows, or would show. */
  customer: customerView,
  /** How many papers the simulated printer has printed; null where the printer is a real one. */
  papers: z.nullable(count),
  scanner: z.strictObject({ plugged: z.boolean() }),
  /** How the simulated printer is; null where the printer is a real one. */
  printer: z.nullable(
    z.strictObject({ paper: z.enum(['ok', 'near_end', 'out']), coverOpen: z.boolean(), jammed: z.boolean() }),
  ),
});

export type RefundView = z.infer<typeof refundView>;
export type PaymentView = z.infer<typeof paymentView>;
export type TerminalView = z.infer<typeof terminalView>;
export type TrainingView = z.infer<typeof trainingView>;
export type Scenario = (typeof scenarios)[number];
export type PrinterAct = (typeof printerActs)[number];
export type ScannerAct = (typeof scannerActs)[number];
export type WalletAct = (typeof walletActs)[number];
export type Status = (typeof statuses)[number];
