import * as z from 'zod/mini';
import { amountMinorMax } from './order-views.ts';
import { paymentView, statuses } from './views.ts';

/** Looking through all payments: search, one page after the other, one payment whole, and its papers again. */

const text = z.string().check(z.maxLength(4_096));
const id = z.string().check(z.minLength(1), z.maxLength(64));
const count = z.number().check(z.int(), z.gte(0));
const amount = z.nullable(z.number().check(z.int(), z.gte(0), z.lte(amountMinorMax)));
/** `2026-11-20`: a day of the shop. */
const day = z.nullable(z.string().check(z.regex(/^20\d\d-\d\d-\d\d$/)));
const refused = z.strictObject({ ok: z.literal(false), reason: z.string() });
const done = z.strictObject({ ok: z.literal(true) });

/**
 * `refunded`: in part or in full, done or under way. `open`: the payment or one of its refunds has no result yet. The
 * others are final; a closed payment in doubt is open.
 */
export const historyStates = ['paid', 'refunded', 'not_charged', 'reversed', 'open'] as const;

/** All of it must fit; null and '' ask for nothing. */
export const historyFilter = z.strictObject({
  /**
   * A whole paymentRequestId, paymentId, order number or number of a refund, whatever else is asked for; or the last 3
   * to 10 digits of a paymentRequestId.
   */
  number: z.string().check(z.maxLength(64)),
  /** Of the payment, minor units, both included. */
  amountFromMinor: amount,
  amountToMinor: amount,
  fromDay: day,
  toDay: day,
  state: z.nullable(z.enum(historyStates)),
});

/** One payment in the list. */
export const historyRow = z.strictObject({
  paymentRequestId: text,
  orderId: text,
  amountMinor: count,
  currency: text,
  status: z.enum(statuses),
  phase: paymentView.shape.phase,
  code: text,
  scannedAtMs: z.number(),
  /** Returned by refunds, minor units. */
  refundedMinor: count,
  /** One of its refunds has no result yet. */
  refundOpen: z.boolean(),
  /** Its reversal was closed by a person, and Alipay has not confirmed it. */
  closedOnWord: z.boolean(),
});

/** A piece of what was found, newest first. */
export const historyPage = z.strictObject({
  ok: z.literal(true),
  /** The newest payment that counts here: handed in again, later sales do not move the list. Null = there is none. */
  upTo: z.nullable(text),
  /** How many were found so far. */
  total: count,
  /** False while older payments are still being read: ask again. */
  complete: z.boolean(),
  /** How far back was looked, wall clock milliseconds; null once everything was read. */
  lookedBackToMs: z.nullable(z.number()),
  /** Years whose archive is away: their payments are not among what was found. */
  awayYears: z.array(count),
  /** Place of the first row among all found. */
  at: count,
  /** Null for one that cannot be read now. */
  rows: z.array(z.nullable(historyRow)),
});

/** What a person decided or asked for. */
export const historyWord = z.strictObject({
  kind: z.enum(['kept', 'returned', 'closed', 'refund']),
  atMs: z.number(),
  /** '' where nobody was asked for a name. */
  by: text,
  why: text,
  /** Of a closing. */
  evidence: text,
});

/** What the payment's own view does not say of a refund. */
export const historyRefund = z.strictObject({
  refundRequestId: text,
  why: text,
  requestedAtMs: z.number(),
  /** Its first 60 seconds are over without a result; it goes on in the background. */
  seriesOver: z.boolean(),
});

export const historyPayment = z.strictObject({
  ok: z.literal(true),
  payment: paymentView,
  refunds: z.array(historyRefund),
  /** What can still be refunded: paid, less what was refunded or is reserved. Minor units. */
  leftMinor: count,
  /** Why nothing can be refunded now, or null. */
  refundOff: z.nullable(text),
  /** A receipt or slip can be printed again. */
  hasReceipt: z.boolean(),
  words: z.array(historyWord),
});

export const historyRequests = {
  /** At most 100 rows from a place on. `upTo` null = as things are now. */
  'history.page': {
    args: z.strictObject({
      filter: historyFilter,
      upTo: z.nullable(id),
      at: count,
      most: z.number().check(z.int(), z.gte(1), z.lte(100)),
    }),
    result: z.union([historyPage, refused]),
  },
  'history.payment': { args: z.strictObject({ id }), result: z.union([historyPayment, refused]) },
  /** The paper of a refund again, marked as a copy; of one without a result it says so. */
  'history.reprintRefund': {
    args: z.strictObject({ id, refundRequestId: id }),
    result: z.union([done, refused]),
  },
} as const;

export type HistoryState = (typeof historyStates)[number];
export type HistoryFilter = z.infer<typeof historyFilter>;

/** No bound at all. */
export const everything: HistoryFilter = {
  number: '',
  amountFromMinor: null,
  amountToMinor: null,
  fromDay: null,
  toDay: null,
  state: null,
};

export type HistoryRow = z.infer<typeof historyRow>;
export type HistoryPage = z.infer<typeof historyPage>;
export type HistoryPayment = z.infer<typeof historyPayment>;
export type HistoryWord = z.infer<typeof historyWord>;
