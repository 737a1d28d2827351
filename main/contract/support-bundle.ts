import * as z from 'zod/mini';
import { deviceReport } from './device-views.ts';
import { flightCalls, flightTimeline } from './flight.ts';

/**
 * The support bundle: everything that Alipay's support asks for, in one JSON object, and nothing else. Each field is
 * named here; what is not named does not get out. Never in it: keys, tokens, payment codes.
 */

export const bundleFormat = 'truetill-support';

/** Rises with each change that a reader must know of. */
export const bundleVersion = 1;

const text = z.string().check(z.maxLength(2_048));
const count = z.number().check(z.int(), z.gte(0));
const moment = z.nullable(z.number());

/** One call to the gateway, as Alipay's log would have it. */
export const bundleCall = z.strictObject({
  api: z.enum(flightCalls),
  number: z.nullable(count),
  /** paymentRequestId or refundRequestId. */
  requestId: text,
  /** Wall clock of the terminal, ISO 8601 UTC with milliseconds; null where nothing left or came. */
  sentAt: z.nullable(text),
  /** The headers as they were written. */
  requestTime: z.nullable(text),
  answeredAt: z.nullable(text),
  responseTime: z.nullable(text),
  tookMs: moment,
  http: z.nullable(count),
  resultStatus: z.nullable(text),
  /** Alipay's resultCode, or our own word in lower case where no usable answer came. */
  resultCode: z.nullable(text),
  resultMessage: z.nullable(text),
  signed: z.nullable(z.boolean()),
  /** What the terminal made of it. */
  verdict: z.nullable(text),
  trace: z.nullable(text),
  detail: z.nullable(text),
});

export const bundlePayment = z.strictObject({
  paymentRequestId: text,
  paymentId: z.nullable(text),
  orderId: text,
  amountMinor: count,
  currency: text,
  status: text,
  phase: text,
  code: text,
  alarm: z.nullable(text),
  codeMask: text,
  paymentTime: z.nullable(text),
  scannedAt: text,
  inquiries: count,
  cancels: count,
  refunds: z.array(
    z.strictObject({
      refundRequestId: text,
      amountMinor: count,
      status: text,
      origin: text,
      code: text,
      refundId: z.nullable(text),
      refundTime: z.nullable(text),
    }),
  ),
  calls: z.array(bundleCall),
  /** Null where its rows cannot be read now; `timelineRefused` says why. */
  timeline: z.nullable(flightTimeline),
  timelineRefused: z.nullable(text),
});

export const supportBundle = z.strictObject({
  format: z.literal(bundleFormat),
  version: z.literal(bundleVersion),
  /** ISO 8601 UTC. */
  madeAt: text,
  /** The payment it was made for, or null: the whole till. */
  about: z.nullable(text),
  program: z.strictObject({
    name: text,
    version: text,
    node: text,
    electron: z.nullable(text),
    chrome: z.nullable(text),
    platform: text,
    osRelease: text,
    arch: text,
  }),
  merchant: z.strictObject({
    clientId: text,
    keyVersion: count,
    /** Whether an Agent-Token is sent; the token itself is a secret. */
    agentToken: z.boolean(),
    gateway: text,
    referenceMerchantId: text,
    merchantName: text,
    merchantMCC: text,
    referenceStoreId: text,
    storeName: text,
    storeMCC: text,
    terminalId: text,
    settlementCurrency: z.nullable(text),
    paymentNotifyHost: text,
  }),
  configuration: z.strictObject({
    mode: text,
    currency: text,
    timeZone: text,
    language: text,
    receiptLanguage: text,
    inquiries: count,
    maxAmountMinor: count,
    acceptShortCodes: z.boolean(),
    acceptLongCodes: z.boolean(),
    scanners: z.array(text),
    printer: text,
    display: text,
  }),
  /** The gateway's clock minus the terminal's by its newest signed answer, milliseconds, accurate to a second. */
  clock: z.strictObject({ skewMs: moment, measuredAt: z.nullable(text) }),
  state: z.strictObject({
    salesStopped: z.nullable(text),
    gateway: text,
    openReversals: count,
    unsettled: count,
    papersWaiting: count,
    paperQuestions: count,
  }),
  journal: z.strictObject({
    rows: count,
    /** The newest row of the hash chain; `till journal verify` proves that everything leads to it. */
    head: z.nullable(z.strictObject({ seq: count, hash: text })),
    lost: z.nullable(text),
    archivesAway: z.array(z.strictObject({ year: count, fault: text })),
  }),
  devices: z.array(z.strictObject({ role: text, ...deviceReport.shape })),
  payments: z.array(bundlePayment),
  /** Newest last. */
  log: z.array(z.strictObject({ at: text, level: text, sentence: text, facts: z.record(z.string(), text) })),
});

export type SupportBundle = z.infer<typeof supportBundle>;
export type BundlePayment = z.infer<typeof bundlePayment>;
export type BundleCall = z.infer<typeof bundleCall>;
