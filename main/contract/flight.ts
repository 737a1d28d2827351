import * as z from 'zod/mini';
import { printKinds, printStates } from './print-views.ts';

/**
 * The flight recorder: what happened to one payment, to the millisecond, and the bundle for support. What a timeline
 * holds may be shown, printed and sent: numbers that could be a payment code are hidden, keys are never in it.
 */

const id = z.string().check(z.minLength(1), z.maxLength(64));
const text = z.string().check(z.maxLength(1_024));
const count = z.number().check(z.int(), z.gte(0));
const ms = z.number().check(z.gte(0));

/** The calls to the gateway, by the names that Alipay gives them. */
export const flightCalls = ['pay', 'inquiryPayment', 'cancel', 'refund', 'inquiryRefund'] as const;

/**
 * - `scanned`: a payment code was taken
 * - `written`: a step is durable in the journal
 * - `sent`, `answered`, `no_answer`, `given_up`: a call to the gateway
 * - `waited`: a wait was over without an answer
 * - `person`: somebody decided something
 * - `shown`: the screens were told another state
 * - `paper`: a receipt or slip moved on
 * - `restarted`: a start of the terminal found the payment open
 * - `salvaged`: brought in from a journal that was lost
 * - `clock_jump`: the wall clock was set
 * - `step`: anything else that the journal has
 */
export const flightKinds = [
  'scanned',
  'written',
  'sent',
  'answered',
  'no_answer',
  'given_up',
  'waited',
  'person',
  'shown',
  'paper',
  'restarted',
  'salvaged',
  'clock_jump',
  'step',
] as const;

/** What is known beside the kind; only what was seen is there. */
export const flightFacts = z.strictObject({
  /** How the code came: serial, hid, wedge, typed, simulated. */
  source: z.optional(text),
  codeMask: z.optional(text),
  /** The journal's word for the step, its row and the state it led to. */
  step: z.optional(text),
  revision: z.optional(count),
  phase: z.optional(text),
  amountMinor: z.optional(count),
  refundRequestId: z.optional(text),
  /** Of a call: over a connection of its own, or one that stood already. */
  connection: z.optional(z.enum(['new', 'kept'])),
  /** From the call to its first byte on the wire, milliseconds. */
  leftAfterMs: z.optional(ms),
  /** Of an answer. */
  http: z.optional(count),
  verdict: z.optional(text),
  signed: z.optional(z.boolean()),
  /** resultStatus S, F or U, and resultMessage. */
  resultStatus: z.optional(text),
  resultMessage: z.optional(text),
  /** Headers as they were written. */
  requestTime: z.optional(text),
  responseTime: z.optional(text),
  trace: z.optional(text),
  /** The gateway's clock minus the terminal's, milliseconds, accurate to a second. */
  skewMs: z.optional(z.number()),
  /** Why nothing usable came, in the words of the system. */
  detail: z.optional(text),
  /** It came when the payment was closed already. */
  late: z.optional(z.boolean()),
  /** Of a person. */
  act: z.optional(text),
  by: z.optional(text),
  why: z.optional(text),
  evidence: z.optional(text),
  /** Of a screen: how it sounded. */
  tone: z.optional(text),
  /** Of a paper. */
  paper: z.optional(z.enum(printKinds)),
  paperState: z.optional(z.enum(printStates)),
  copy: z.optional(z.boolean()),
  fault: z.optional(text),
  /** Of a clock that was set: by how much, milliseconds. */
  jumpMs: z.optional(z.number()),
});

export const flightEntry = z.strictObject({
  /** Wall clock of the terminal, milliseconds since 1970. */
  atMs: z.number(),
  /** Since the scan, milliseconds. */
  afterMs: z.number(),
  /** Measured by the recorder; false = only the journal's row tells of it, and `afterMs` is wall clock. */
  fine: z.boolean(),
  kind: z.enum(flightKinds),
  call: z.nullable(z.enum(flightCalls)),
  /** The how-manieth such call of this payment, from 1. */
  number: z.nullable(count),
  /** Result code of the gateway, or our own word in lower case. */
  code: z.nullable(text),
  /** How long it took, milliseconds: an answer since its call, a row until it was durable. */
  tookMs: z.nullable(ms),
  facts: flightFacts,
});

export const flightTimeline = z.strictObject({
  paymentRequestId: text,
  paymentId: z.nullable(text),
  orderId: text,
  refundRequestIds: z.array(text),
  scannedAtMs: z.number(),
  /** From the scan to the first state that frees the cashier, milliseconds; null until then. */
  freedAfterMs: z.nullable(ms),
  /** Whether the recorder saw all of it, a part or nothing: what it missed stands there as the journal has it. */
  recorded: z.enum(['whole', 'part', 'none']),
  /** Oldest first. */
  entries: z.array(flightEntry),
  /** Entries in the middle of a very long story that are not among them. */
  leftOut: count,
});

const refused = z.strictObject({ ok: z.literal(false), reason: z.string() });

export const flightRequests = {
  /** By paymentRequestId, paymentId or order. */
  'flight.timeline': {
    args: z.strictObject({ id }),
    result: z.union([z.strictObject({ ok: z.literal(true), timeline: flightTimeline }), refused]),
  },
  /** Makes a support bundle in the profile's folder: of one payment, or null: of the whole till. */
  'flight.bundle': {
    args: z.strictObject({ id: z.nullable(id) }),
    result: z.union([
      z.strictObject({
        ok: z.literal(true),
        folder: z.string(),
        /** The page for people first, then the JSON. */
        files: z.array(z.strictObject({ name: z.string(), bytes: count })),
      }),
      refused,
    ]),
  },
  /** A file of a bundle, to be saved elsewhere; below 2.5 MB. */
  'flight.file': {
    args: z.strictObject({ name: z.string().check(z.maxLength(128)) }),
    result: z.union([z.strictObject({ ok: z.literal(true), text: z.string() }), refused]),
  },
} as const;

export type FlightCall = (typeof flightCalls)[number];
export type FlightKind = (typeof flightKinds)[number];
export type FlightFacts = z.infer<typeof flightFacts>;
export type FlightEntry = z.infer<typeof flightEntry>;
export type FlightTimeline = z.infer<typeof flightTimeline>;
