import * as z from 'zod/mini';
import { deviceReport } from './device-views.ts';

/** What a screen and the command line may see of papers and of the cash drawer. */

const text = z.string().check(z.maxLength(4_096));
const count = z.number().check(z.int(), z.gte(0));

export const printKinds = ['paid', 'reversal_slip', 'refund'] as const;
export const printStates = ['queued', 'sending', 'printed', 'unknown', 'failed'] as const;

export const printJobView = z.strictObject({
  /** Rises with each paper that was asked for. */
  id: count,
  kind: z.enum(printKinds),
  paymentRequestId: text,
  /** What stands on it as the sum. */
  amountMinor: count,
  currency: text,
  state: z.enum(printStates),
  /** It says COPY. */
  copy: z.boolean(),
  /** How often it was given to the printer. */
  attempts: count,
  /** The newest trouble, or null. */
  fault: z.nullable(deviceReport),
  /** When it was asked for, wall clock milliseconds. */
  atMs: z.number(),
  /** `print.again` would print it. */
  again: z.boolean(),
});

/** The print queue in short. */
export const printerView = z.strictObject({
  /** Papers that wait for their turn or are with the printer. */
  waiting: count,
  /** One of them is on its way; false while they wait for the printer or for a person's answer. */
  printing: z.boolean(),
  /** The newest of all, or null. */
  job: z.nullable(printJobView),
  /** Papers of which nobody knows whether they came out. */
  questions: count,
  /** The oldest of them that was not put off. */
  question: z.nullable(printJobView),
});

/** One opening of the cash drawer, or one that was refused. */
export const drawerOpeningView = z.strictObject({
  id: count,
  atMs: z.number(),
  by: text,
  why: text,
  /** Null = the till ended before the printer had answered. */
  outcome: z.nullable(text),
});

export type PrintJobView = z.infer<typeof printJobView>;
export type PrinterView = z.infer<typeof printerView>;
export type DrawerOpeningView = z.infer<typeof drawerOpeningView>;
