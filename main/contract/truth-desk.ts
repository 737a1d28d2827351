import * as z from 'zod/mini';
import { paymentView } from './views.ts';

/**
 * The truth desk: what became of a payment, asked with a number from the customer's phone or paper. It asks and tells;
 * no request here makes a sale, a reversal or a refund.
 */

const text = z.string().check(z.maxLength(4_096));
const count = z.number().check(z.int(), z.gte(0));
const none = z.strictObject({});
const done = z.strictObject({ ok: z.literal(true) });
const refused = z.strictObject({ ok: z.literal(false), reason: z.string() });

/** What is so with a payment of this till, by its journal and by what the gateway has just said. */
export const paymentVerdicts = [
  'paid',
  'partly_refunded',
  'refunded',
  'refund_pending',
  /** Alipay has returned more than this till knows of. */
  'refunded_elsewhere',
  /** The journal says paid, Alipay's signed answer says otherwise. */
  'paid_contradicted',
  'waiting',
  'checking',
  'held',
  'undecided',
  'reversing',
  'reversal_pending',
  'returning_by_refund',
  /** Closed before, then Alipay reported a success: it is being given back. */
  'returning_late',
  /** A success was reported for a closed payment and is being asked for. */
  'late_success',
  'not_charged',
  'reversed',
  /** Given back by refund, since it could no longer be cancelled. */
  'returned',
  /** Closed after Alipay had said, past the expiry, that it knows no such order. */
  'never_arrived',
  'closed_by_person',
  /** Closed, and Alipay's signed answer says that it is in process, or of another amount. */
  'closed_contradicted',
] as const;

/** The journal cannot be written or was lost: only what Alipay says is told. */
export const unwrittenVerdicts = [
  'unwritten_charged',
  'unwritten_not_charged',
  'unwritten_returned',
  'unwritten_unclear',
] as const;

/** A number of which this till has no record: what Alipay says of it. Never a sale of this till. */
export const strangerVerdicts = [
  'stranger_paid',
  'stranger_not_charged',
  'stranger_returned',
  'stranger_processing',
  'stranger_other_amount',
  'stranger_unknown',
  'stranger_silent',
] as const;

/** There is nobody to ask. */
export const unfoundVerdicts = ['not_found', 'archive_away', 'journal_away'] as const;

export const truthVerdicts = [
  ...paymentVerdicts,
  ...unwrittenVerdicts,
  ...strangerVerdicts,
  ...unfoundVerdicts,
] as const;

/**
 * - `asking`: a question is on its way · `answered`: Alipay has given a signed, clear answer since it was asked
 * - `record`: it has not: this is what the journal knows · `nobody`: there was nothing to ask
 */
export const truthBases = ['asking', 'answered', 'record', 'nobody'] as const;

/** Whose number it is that the journal does not know. `archive`, `journal`: the record may exist and cannot be read. */
export const strangerSources = ['other_till', 'own_till', 'archive', 'journal'] as const;

/**
 * How the whole order stands, where that says more than the payment: `other_paid` = another attempt was paid,
 * `paid_twice` = more than one is, `other_open` = another is not settled, `unread` = its attempts cannot all be read.
 */
export const orderStandings = ['alone', 'none_paid', 'other_paid', 'paid_twice', 'other_open', 'unread'] as const;

const strangerView = z.strictObject({
  paymentRequestId: text,
  whose: z.enum(strangerSources),
  /** What the number itself says: the till, the sum and the second of the scan. */
  terminalNumber: text,
  amountMinor: count,
  currency: text,
  scannedAtMs: z.number(),
  paymentId: z.nullable(text),
  paymentTime: z.nullable(text),
  /** Returned so far, as Alipay says. */
  returnedMinor: count,
});

const orderView = z.strictObject({
  orderId: text,
  standing: z.enum(orderStandings),
  /** Newest first, at most 20. */
  attempts: z.array(paymentView),
});

export const truthView = z.strictObject({
  /** Rises with every question. */
  number: count,
  /** What was asked for, with everything hidden that could be a payment code. */
  asked: text,
  /** Wall clock of the terminal, milliseconds. */
  askedAtMs: z.number(),
  verdict: z.enum(truthVerdicts),
  basis: z.enum(truthBases),
  /** Of the newest signed answer to this question, or when the record last moved; null where there is neither. */
  knownAtMs: z.nullable(z.number()),
  /** The code of the gateway's newest answer to this question, or our word for its absence; '' before it. */
  code: text,
  mayChargeAgain: z.boolean(),
  payment: z.nullable(paymentView),
  /** The refund whose number was asked for. */
  refundRequestId: z.nullable(text),
  stranger: z.nullable(strangerView),
  order: z.nullable(orderView),
  /** What can be done about it: a copy of its paper, a refund, a look at its reversal. */
  offers: z.strictObject({ reprint: z.boolean(), refund: z.boolean(), returns: z.boolean() }),
});

export const truthDeskRequests = {
  /**
   * A number as it was typed or pasted; null = the one that was scanned last. The answer is in `truth.view`, which
   * changes with the terminal's.
   */
  'truth.ask': {
    args: z.strictObject({ text: z.nullable(z.string().check(z.maxLength(512))) }),
    result: z.union([z.strictObject({ ok: z.literal(true), number: count }), refused]),
  },
  /** The same question once more; at most one leaves in three seconds. */
  'truth.again': { args: none, result: z.union([done, refused]) },
  /** The newest question, or null before the first. */
  'truth.view': { args: none, result: z.nullable(truthView) },
  /** The desk is open on a screen: for the next 15 s every scan is its own, and none is charged. */
  'truth.hold': { args: none, result: done },
  'truth.leave': { args: none, result: done },
} as const;

export type TruthView = z.infer<typeof truthView>;
export type TruthVerdict = (typeof truthVerdicts)[number];
export type TruthBasis = (typeof truthBases)[number];
export type StrangerSource = (typeof strangerSources)[number];
export type StrangerVerdict = (typeof strangerVerdicts)[number];
export type PaymentVerdict = (typeof paymentVerdicts)[number];
export type OrderStanding = (typeof orderStandings)[number];
