import * as z from 'zod/mini';
import { catalogueRequests } from './catalogue.ts';
import { deviceRequests } from './devices.ts';
import { displayRequests } from './display.ts';
import { flightRequests } from './flight.ts';
import { historyRequests } from './history.ts';
import { printingRequests } from './printing.ts';
import { returnsRequests } from './returns.ts';
import { amount, done, found, id, named, none, refused, saleRequests, words } from './sale.ts';
import { setUpRequests } from './set-up-codes.ts';
import { truthDeskRequests } from './truth-desk.ts';
import { paymentView, printerActs, scannerActs, scenarios, terminalView, trainingView, walletActs } from './views.ts';

export { events } from './sale.ts';

/**
 * The one door between a screen, or the command line, and the terminal: every request with its arguments and its
 * result, every event with its value. All types are derived from these two tables; adding a request is one row here
 * and one handler, and a forgotten handler does not compile. What a till's page must know before it can sell stands in
 * `sale.ts`: a page fetches the rest of this table afterwards.
 */

const picture = z.string().check(z.maxLength(1_400_000));

const sale = z.strictObject({
  paymentRequestId: z.string(),
  orderId: z.string(),
  status: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
});

/** Why no backup was made; the words are in `words/till.ts`. */
export const backupFaults = ['busy', 'unequal', 'read_only', 'disk_full', 'unreadable'] as const;

/** Sums in minor units. `open` payments are neither settled nor given back yet. */
const totals = z.strictObject({
  currency: z.string(),
  paid: z.number(),
  paidMinor: z.number(),
  refunds: z.number(),
  refundedMinor: z.number(),
  reversed: z.number(),
  notCharged: z.number(),
  open: z.number(),
  openMinor: z.number(),
});

export const requests = {
  ...printingRequests,
  ...historyRequests,
  ...truthDeskRequests,
  ...returnsRequests,
  ...flightRequests,
  ...catalogueRequests,
  ...deviceRequests,
  ...displayRequests,
  ...setUpRequests,
  ...saleRequests,
  'terminal.view': { args: none, result: terminalView },
  /** By paymentRequestId, paymentId or order. */
  'payment.look': { args: z.strictObject({ id }), result: z.union([found, refused]) },
  /** Asks the gateway now. */
  'payment.inquire': { args: z.strictObject({ id }), result: z.union([found, refused]) },
  /** A named person closes a reversal that the gateway does not confirm, once its first 60 s are over. */
  'reversal.close': {
    args: z.strictObject({ id, by: named, why: words, evidence: words }),
    result: z.union([found, refused]),
  },
  /** Everything unfinished, oldest first, at most 1000. */
  'reversals.list': {
    args: none,
    result: z.strictObject({ open: z.number(), payments: z.array(paymentView) }),
  },
  /** The same `key` again is the same refund, and is answered with it; without one each request is a refund of its own. */
  'refund.start': {
    args: z.strictObject({
      id,
      amountMinor: amount,
      why: words,
      key: z.optional(named),
      /** What could still be refunded when this one was begun: refused where another has been made meanwhile. */
      leftMinor: z.optional(amount),
    }),
    result: z.union([
      z.strictObject({ ok: z.literal(true), refundRequestId: z.string(), payment: paymentView }),
      refused,
    ]),
  },
  /** What an audit against the gateway's books needs, oldest first in pieces; `after` = `next` of the piece before. */
  'journal.sales': {
    args: z.strictObject({ after: z.optional(id) }),
    result: z.strictObject({
      sales: z.array(sale),
      /** Ids of those of this piece that are not settled. */
      open: z.array(z.string()),
      gatewayUrl: z.string(),
      /** Null = there are no more. */
      next: z.nullable(z.string()),
    }),
  },
  'journal.verify': {
    args: none,
    result: z.strictObject({
      ok: z.boolean(),
      rows: z.number(),
      payments: z.number(),
      totals: z.array(totals),
      problems: z.array(z.string()),
    }),
  },
  /** Moves settled payments older than 90 days to the archive of their year, between the sales. */
  'journal.archive': {
    args: none,
    result: z.union([
      z.strictObject({
        ok: z.literal(true),
        payments: z.number(),
        rows: z.number(),
        years: z.array(z.number()),
        problems: z.array(z.string()),
      }),
      refused,
    ]),
  },
  /** Copies the journal while sales go on. `folder` null = the profile's own. `why` is for the log. */
  'journal.backup': {
    args: z.strictObject({ folder: z.nullable(z.string().check(z.minLength(1), z.maxLength(1_024))) }),
    result: z.union([
      z.strictObject({
        ok: z.literal(true),
        file: z.string(),
        rows: z.number(),
        bytes: z.number(),
        archives: z.array(z.string()),
        removed: z.array(z.string()),
        problems: z.array(z.string()),
      }),
      z.strictObject({ ok: z.literal(false), reason: z.enum(backupFaults), why: z.string() }),
    ]),
  },
  /** Null where there is no simulated customer. */
  'training.view': { args: none, result: z.nullable(trainingView) },
  'training.act': { args: z.strictObject({ act: z.enum(walletActs) }), result: z.union([done, refused]) },
  'training.scenario': { args: z.strictObject({ scenario: z.enum(scenarios) }), result: z.union([done, refused]) },
  'training.printer': { args: z.strictObject({ act: z.enum(printerActs) }), result: z.union([done, refused]) },
  'training.scanner': { args: z.strictObject({ act: z.enum(scannerActs) }), result: z.union([done, refused]) },
  /** The newest paper of the simulated printer as a picture, PNG in base64; below 1 MB. */
  'training.paper': {
    args: none,
    result: z.union([z.strictObject({ ok: z.literal(true), number: z.number(), png: picture }), refused]),
  },
} as const;

export type RequestName = keyof typeof requests;
export type Args<Name extends RequestName> = z.infer<(typeof requests)[Name]['args']>;
export type Result<Name extends RequestName> = z.infer<(typeof requests)[Name]['result']>;

/** One function per request; a missing one does not compile. */
export type Handlers = {
  readonly [Name in RequestName]: (args: Args<Name>) => Result<Name> | Promise<Result<Name>>;
};
