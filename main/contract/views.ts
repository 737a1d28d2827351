import * as z from 'zod/mini';

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

export const paymentView = z.strictObject({
  paymentRequestId: text,
  orderId: text,
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
});

export const deviceView = z.strictObject({ state: z.enum(['ready', 'absent', 'refused', 'none']), why: text });

export const terminalView = z.strictObject({
  /** Rises with every change. */
  version: count,
  training: z.boolean(),
  merchantName: text,
  storeName: text,
  terminalNumber: text,
  currency: text,
  language: text,
  /** Why no sale can start now, or null. */
  salesStopped: z.nullable(text),
  counter: z.strictObject({
    state: z.enum(['idle', 'ready', 'payment']),
    orderId: z.nullable(text),
    amountMinor: z.nullable(count),
    payment: z.nullable(paymentView),
    /** Why the last scan or request was refused, until the next one; `number` tells two equal refusals apart. */
    notice: z.nullable(z.strictObject({ reason: text, number: count })),
  }),
  openReversals: count,
  /** Payments that are not settled: live ones, open refunds, closures in doubt. */
  unsettled: count,
  /** Payments that a start found unfinished, newest state. */
  recovered: z.array(paymentView),
  /** Payments that a person must look at. */
  attention: z.array(paymentView),
  scanner: deviceView,
  printer: z.strictObject({ state: z.enum(['ready', 'printing', 'failed', 'unknown', 'none']), why: text }),
});

export type RefundView = z.infer<typeof refundView>;
export type PaymentView = z.infer<typeof paymentView>;
export type DeviceView = z.infer<typeof deviceView>;
export type TerminalView = z.infer<typeof terminalView>;
export type Status = (typeof statuses)[number];
