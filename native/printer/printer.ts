import { z } from 'zod';
import { noDevice } from '../../main/contract/device-views.ts';
import { never } from '../../main/core/invariant.ts';
import type { Clock, PrintOutcome, ReceiptPrinter } from '../../main/core/ports.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { receiptBytes } from './encode.ts';
import { sendToFile } from './file.ts';
import { sendOverTcp } from './network.ts';
import { type PrinterProfile, profileNamed } from './profile.ts';
import { createPaperRoll, type PaperRoll, type PrintedReceipt } from './simulated.ts';
import { troubled } from './troubled.ts';

/**
 * The `ReceiptPrinter` port: takes receipts, prints them one after the other, says what became of each. Knows the
 * queue and the settings; the bytes are made in `encode` and carried by `network` and `file`. Nothing is ever sent
 * twice by itself: a second paper is a person's decision.
 */

const paper = z.union([z.literal(58), z.literal(80)], { error: 'paper is 58 or 80 millimetres wide' }).default(80);
const profile = z
  .string()
  .default('generic')
  .superRefine((name, context) => {
    const known = profileNamed(name);
    if (!known.ok) context.addIssue({ code: 'custom', message: known.why });
  });

/** The `printer` part of a configuration. Paper is 80 mm and the profile `generic` unless said otherwise. */
export const printerSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(9100),
    paper,
    profile,
  }),
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1), paper, profile }),
  z.strictObject({ kind: z.literal('simulated'), paper, profile }),
  z.strictObject({ kind: z.literal('none') }),
]);

export type PrinterSettings = z.infer<typeof printerSettings>;
export type PrintingSettings = Exclude<PrinterSettings, { kind: 'none' }>;

/** A printer with its waiting line; `printed` is empty for a real one. */
export interface QueuedPrinter extends ReceiptPrinter {
  /** What a simulated printer has printed, newest last, at most 20. */
  printed(): readonly PrintedReceipt[];
}

/** Receipts that may wait; a till prints a few a minute, so a hundred is a printer that has been off for an hour. */
export const waitingMax = 100;

interface Job {
  readonly receipt: ReceiptDocument;
  readonly done: (outcome: PrintOutcome) => void;
}

/**
 * The printer that `settings` describe. `print` answers exactly once, never before it has returned, and never throws;
 * what goes wrong is in the answer. Takes at most {@link waitingMax} receipts, the next one fails at once.
 */
export function createPrinter(settings: PrinterSettings, clock: Clock): QueuedPrinter {
  if (settings.kind === 'none')
    return refusing('Nothing was printed: no printer is set up. The payment is not affected.');
  const chosen = profileNamed(settings.profile);
  if (!chosen.ok) return refusing(`Nothing was printed. ${chosen.why} The payment is not affected.`);
  const roll = createPaperRoll(chosen.profile, settings.paper);
  const waiting: Job[] = [];
  let busy = false;

  const next = () => {
    const job = waiting.shift();
    busy = job !== undefined;
    if (!job) return;
    printOne(job.receipt, settings, chosen.profile, clock, roll).then(
      (outcome) => finish(job, outcome),
      // Our own mistake, told to the cashier like any other fault: a sale is never stopped by its receipt.
      (cause: unknown) => finish(job, { state: 'failed', report: troubled(notMade(cause)) }),
    );
  };
  const finish = (job: Job, outcome: PrintOutcome) => {
    next();
    job.done(outcome);
  };

  return {
    print(receipt, done) {
      if (waiting.length >= waitingMax) {
        const why = `Nothing was printed: ${waitingMax} receipts are waiting already. Check the printer first.`;
        queueMicrotask(() => done({ state: 'failed', report: troubled(why) }));
        return;
      }
      waiting.push({ receipt, done });
      if (!busy) next();
    },
    openDrawer: (done) => queueMicrotask(() => done({ state: 'failed', report: noDevice })),
    open: () => () => {},
    printed: () => roll.printed(),
  };
}

async function printOne(
  receipt: ReceiptDocument,
  settings: PrintingSettings,
  printer: PrinterProfile,
  clock: Clock,
  roll: PaperRoll,
): Promise<PrintOutcome> {
  const encoded = await receiptBytes(receipt, printer, settings.paper);
  if (!encoded.ok) {
    return { state: 'failed', report: troubled(`Nothing was printed. ${encoded.why} The payment is not affected.`) };
  }
  switch (settings.kind) {
    case 'tcp':
      return new Promise((resolve) => sendOverTcp(settings, encoded.bytes, clock, resolve));
    case 'file':
      return sendToFile(settings.path, encoded.bytes, clock);
    case 'simulated':
      roll.keep(receipt, encoded.bytes);
      return { state: 'printed', how: 'handed_over' };
    default:
      return never(settings);
  }
}

function refusing(why: string): QueuedPrinter {
  return {
    print: (_receipt, done) => queueMicrotask(() => done({ state: 'failed', report: troubled(why) })),
    openDrawer: (done) => queueMicrotask(() => done({ state: 'failed', report: troubled(why) })),
    open: () => () => {},
    printed: () => [],
  };
}

function notMade(cause: unknown): string {
  const fault = cause instanceof Error ? cause.message : String(cause);
  return `Nothing was printed: the receipt could not be made (${fault}). The payment is not affected.`;
}

export type PrinterText =
  | { readonly ok: true; readonly settings: PrinterSettings }
  | { readonly ok: false; readonly why: string };

/** Reads `tcp:HOST:PORT` (also `tcp:HOST` and `tcp:[IPv6]:PORT`) or `file:PATH`, as the command line has it. */
export function printerFromText(text: string, defaults: { paper?: 58 | 80; profile?: string } = {}): PrinterText {
  const tcp = /^tcp:(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text);
  const file = /^file:(.+)$/s.exec(text);
  if (!tcp && !file) {
    return { ok: false, why: `"${text}" is not a printer. Write tcp:HOST:PORT or file:PATH.` };
  }
  const host = tcp?.[1]?.replace(/^\[|\]$/g, '');
  const port = tcp?.[2] === undefined ? {} : { port: Number(tcp[2]) };
  const place = tcp ? { kind: 'tcp', host, ...port } : { kind: 'file', path: file?.[1] };
  const checked = printerSettings.safeParse({ ...place, ...defaults });
  return checked.success
    ? { ok: true, settings: checked.data }
    : { ok: false, why: `"${text}" is not a printer. ${z.prettifyError(checked.error)}` };
}
