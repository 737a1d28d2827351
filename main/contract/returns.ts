import * as z from 'zod/mini';
import { paymentView } from './views.ts';

/** The reversal tray and the back office: what is still to be given back, and who settles it. */

const text = z.string().check(z.maxLength(4_096));
const count = z.number().check(z.int(), z.gte(0));
const moment = z.nullable(z.number());
const id = z.string().check(z.minLength(1), z.maxLength(64));

/**
 * What is open of a payment:
 * - `decide`: keep the sale or return the money · `held`: a success with another amount
 * - `reversal`: it is cancelled, or refunded where it can no longer be cancelled
 * - `refund`: a person's refund of a paid payment
 * - `checking`: nobody knows yet whether anything is to be given back
 * - `settled`: nothing any more
 */
export const returnKinds = ['decide', 'held', 'reversal', 'refund', 'checking', 'settled'] as const;

/** Which of the open ones are wanted: all; those that a person must look at; those whose cancel window closes; refunds. */
export const returnFilters = ['all', 'person', 'closing', 'refunds'] as const;

export const returnCard = z.strictObject({
  payment: paymentView,
  kind: z.enum(returnKinds),
  /** What is to go back: the payment's amount, or that of its open refund. */
  amountMinor: count,
  /** Result code or own word that opened the reversal; '' where there is none, or where nobody wrote it down. */
  cause: text,
  /** When there was first something to give back, or to decide. */
  openedAtMs: z.number(),
  /** How the money goes back; null where nothing is being given back. */
  way: z.nullable(z.enum(['cancel', 'refund'])),
  /** Cancels sent, or sends of the refund. */
  attempts: count,
  /** Result code or own word of the newest answer; '' while there was none. */
  lastAnswer: text,
  /** When the next call leaves by itself; null where none is planned or one is on its way. */
  nextTryAtMs: moment,
  /** It is due and waits for a place among the others that are being sent. */
  inLine: z.boolean(),
  /** Until when a cancel is possible; null where there is nothing to cancel. */
  cancelUntilMs: moment,
  /** That is less than an hour away. */
  closing: z.boolean(),
  /** A person may close the reversal now; it is not in its first 60 s. */
  mayClose: z.boolean(),
  /** Who answered "keep the sale / return the money". */
  decision: z.nullable(z.strictObject({ kept: z.boolean(), by: text, why: text, atMs: z.number() })),
  /** When the newest reversal ended. */
  endedAtMs: moment,
});

/** Open payments of one kind and currency. */
const total = z.strictObject({
  kind: z.enum(returnKinds),
  currency: text,
  payments: count,
  amountMinor: count,
});

const refused = z.strictObject({ ok: z.literal(false), reason: z.string() });

/** Cards in one answer at most. */
export const cardsMax = 100;

/** What became of "send now"; `just_sent`: a cancel left less than 5 s ago, the next may not leave yet. */
export const sendings = ['sent', 'in_line', 'just_sent', 'nothing'] as const;

/** Which payments go into a file: open ones, all that were reversed or closed, only those that a person closed. */
export const exportKinds = ['open', 'ended', 'closed'] as const;

const day = z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

export const returnsRequests = {
  /** Open ones, most urgent first, a piece of the list. `text` is part of an order, an id or a paymentId. */
  'returns.list': {
    args: z.strictObject({
      show: z.enum(returnFilters),
      text: z.string().check(z.maxLength(64)),
      /** Open for at least so long. */
      olderThanMs: count,
      /** Of at least so much. */
      leastMinor: count,
      from: count,
      most: z.number().check(z.int(), z.gte(1), z.lte(cardsMax)),
    }),
    result: z.strictObject({
      /** Of all open ones, whatever is asked for. */
      counts: z.strictObject({ all: count, person: count, closing: count, refunds: count }),
      totals: z.array(total),
      /** How many fit what is asked for. */
      matching: count,
      cards: z.array(returnCard),
    }),
  },
  /** One payment, open or settled, by paymentRequestId, paymentId or order. */
  'returns.card': {
    args: z.strictObject({ id }),
    result: z.union([z.strictObject({ ok: z.literal(true), card: returnCard }), refused]),
  },
  /** "Send now" for one payment. Its answer changes the view when it comes. */
  'returns.send': {
    args: z.strictObject({ id }),
    result: z.union([z.strictObject({ ok: z.literal(true), sending: z.enum(sendings), card: returnCard }), refused]),
  },
  /** Reversals that have ended, newest payment first; `before` an id, or null for the newest. */
  'returns.ended': {
    args: z.strictObject({
      closedByPerson: z.boolean(),
      before: z.nullable(id),
      most: z.number().check(z.int(), z.gte(1), z.lte(cardsMax)),
    }),
    result: z.union([
      z.strictObject({ ok: z.literal(true), cards: z.array(returnCard), next: z.nullable(id) }),
      refused,
    ]),
  },
  /**
   * A piece of a CSV file, newest payment first; the first piece begins with a byte order mark and the headings. Days
   * are those of the payments in the shop's zone, both included.
   */
  'returns.export': {
    args: z.strictObject({
      show: z.enum(exportKinds),
      fromDay: z.nullable(day),
      toDay: z.nullable(day),
      /** `next` of the piece before; null for the first. */
      before: z.nullable(id),
    }),
    result: z.union([
      z.strictObject({ ok: z.literal(true), csv: z.string(), rows: count, next: z.nullable(id) }),
      refused,
    ]),
  },
  /** The whole file, into the profile's folder on the terminal's own disk: for a window that takes no downloads. */
  'returns.save': {
    args: z.strictObject({ show: z.enum(exportKinds), fromDay: z.nullable(day), toDay: z.nullable(day) }),
    result: z.union([z.strictObject({ ok: z.literal(true), file: z.string(), rows: count }), refused]),
  },
} as const;

export type ReturnKind = (typeof returnKinds)[number];
export type ReturnFilter = (typeof returnFilters)[number];
export type ReturnCard = z.infer<typeof returnCard>;
export type Sending = (typeof sendings)[number];
export type ExportKind = (typeof exportKinds)[number];
export type ReturnsAsked = z.infer<(typeof returnsRequests)['returns.list']['args']>;
export type ReturnsPage = z.infer<(typeof returnsRequests)['returns.list']['result']>;
export type ReturnsTotal = z.infer<typeof total>;
