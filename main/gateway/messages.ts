import * as z from 'zod';
import type { Money } from '../core/money.ts';
import { amountMinorMax } from '../core/money.ts';
import type { PayRequest } from '../core/ports.ts';

/**
 * The AMS messages of the five calls, user-presented mode (Alipay docs `ams/upm`, `ams/paymentri`, `ams/paymentc`,
 * `ams/refund`, `ams/ir`). Requests are strict: every scalar a string within its documented length. Answers are read
 * leniently, since real ones carry numbers and nulls, but a member that decides anything must have its shape.
 */

// --- Requests ---------------------------------------------------------------------------------------------------

function text(charactersMax: number) {
  return z.string().min(1).max(charactersMax);
}

/** Ids of ours: "no special characters" (docs `ams/ir`). */
const ourId = text(64).regex(/^[A-Za-z0-9_-]+$/);
const isoTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
const currencyCode = z.string().regex(/^[A-Z]{3}$/);
/** Above zero, no sign, point or leading zeros. */
const amount = z.strictObject({ currency: currencyCode, value: z.string().regex(/^[1-9]\d{0,11}$/) });
const descriptionMax = 256;

/** What every pay says about the shop; all of it from the configuration, all of it required in user-presented mode. */
export const merchantFields = z.object({
  referenceMerchantId: text(64),
  merchantName: text(256),
  merchantMCC: text(32),
  store: z.object({ referenceStoreId: text(64), storeName: text(256), storeMCC: text(32) }),
  /** Becomes env.storeTerminalId. */
  terminalId: text(64),
  /** Required since December 2019 even of a terminal that nobody can reach: the merchant server's address. */
  paymentNotifyUrl: text(2048).regex(/^https?:\/\/\S+$/),
  /** Needed only where several settlement contracts fit. */
  settlementCurrency: currencyCode.nullable(),
});

export type MerchantFields = z.infer<typeof merchantFields>;

/**
 * What was bought, for the customer's bill and Alipay's risk control (`Goods`). Optional in every mode, moves no money,
 * and is not compared with the amount; so nothing in it may ever be a reason to refuse the pay.
 */
const goods = z.strictObject({
  referenceGoodsId: text(64),
  goodsName: text(256),
  goodsUnitAmount: amount,
  goodsQuantity: z.string().regex(/^[1-9]\d{0,3}$/),
});
const goodsMax = 100;

const payMessage = z.strictObject({
  productCode: z.literal('IN_STORE_PAYMENT'),
  paymentRequestId: ourId,
  paymentFactor: z.strictObject({ inStorePaymentScenario: z.literal('PaymentCode') }),
  order: z.strictObject({
    referenceOrderId: text(64),
    orderDescription: text(descriptionMax),
    orderAmount: amount,
    goods: z.array(goods).min(1).max(goodsMax).optional(),
    merchant: z.strictObject({
      referenceMerchantId: text(64),
      merchantMCC: text(32),
      merchantName: text(256),
      store: z.strictObject({ referenceStoreId: text(64), storeName: text(256), storeMCC: text(32) }),
    }),
    env: z.strictObject({ storeTerminalId: text(64), storeTerminalRequestTime: isoTime }),
  }),
  paymentAmount: amount,
  paymentMethod: z.strictObject({ paymentMethodType: z.literal('CONNECT_WALLET'), paymentMethodId: text(128) }),
  paymentNotifyUrl: text(2048),
  paymentExpiryTime: isoTime,
  settlementStrategy: z.strictObject({ settlementCurrency: currencyCode }).optional(),
});

const byPaymentRequestId = z.strictObject({ paymentRequestId: ourId });

const refundMessage = z.strictObject({
  refundRequestId: ourId,
  paymentId: text(64),
  refundAmount: amount,
  refundReason: text(descriptionMax).optional(),
});

const byRefundRequestId = z.strictObject({ refundRequestId: ourId });

/** A body ready to be signed, or the members the pages would refuse; never their values. */
export type Written =
  | { readonly ok: true; readonly body: Buffer }
  | { readonly ok: false; readonly faults: readonly string[] };

export function writePay(request: PayRequest, shop: MerchantFields): Written {
  return write(payMessage, payMessageOf(request, shop));
}

/** The message before it is checked and written. */
export function payMessageOf(request: PayRequest, shop: MerchantFields): z.infer<typeof payMessage> {
  const { store, settlementCurrency } = shop;
  return {
    productCode: 'IN_STORE_PAYMENT',
    paymentRequestId: request.paymentRequestId,
    paymentFactor: { inStorePaymentScenario: 'PaymentCode' },
    order: {
      referenceOrderId: request.orderId,
      orderDescription: descriptionOf(request, shop),
      orderAmount: amountOf(request.amount),
      ...goodsOf(request),
      merchant: {
        referenceMerchantId: shop.referenceMerchantId,
        merchantMCC: shop.merchantMCC,
        merchantName: shop.merchantName,
        store: { referenceStoreId: store.referenceStoreId, storeName: store.storeName, storeMCC: store.storeMCC },
      },
      env: { storeTerminalId: shop.terminalId, storeTerminalRequestTime: isoOf(request.requestedAtMs) },
    },
    paymentAmount: amountOf(request.amount),
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: request.paymentCode },
    paymentNotifyUrl: shop.paymentNotifyUrl,
    paymentExpiryTime: isoOf(request.expiresAtMs),
    ...(settlementCurrency === null ? {} : { settlementStrategy: { settlementCurrency } }),
  };
}

/** What the customer reads in their bill: the shop and what was bought there, else the order. */
function descriptionOf({ orderId, order }: PayRequest, shop: MerchantFields): string {
  const named = (order?.lines ?? []).filter(({ name }) => plain(name) !== '');
  const said = named.map(({ name, pieces }) => (pieces === 1 ? plain(name) : `${plain(name)} x${pieces}`)).join(', ');
  return cut(`${shop.merchantName} ${said === '' ? orderId : said}`, descriptionMax);
}

/** Lines that cost nothing are left out: an amount is above zero. So are those beyond what the page allows. */
function goodsOf({ order, amount: { currency } }: PayRequest): { readonly goods?: z.infer<typeof goods>[] } {
  const paid = (order?.lines ?? []).filter(({ priceMinor }) => priceMinor > 0).slice(0, goodsMax);
  if (paid.length === 0) return {};
  return {
    goods: paid.map(({ sku, name, priceMinor, pieces }, index) => ({
      referenceGoodsId: plain(sku) || `line-${index + 1}`,
      goodsName: plain(name) || `line-${index + 1}`,
      goodsUnitAmount: amountOf({ minor: priceMinor, currency }),
      goodsQuantity: String(pieces),
    })),
  };
}

/** Without control characters, and without emoji and the like: gateways are known to keep three bytes of UTF-8. */
function plain(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}\u{10000}-\u{10ffff}\p{Cs}]/gu, '').trim();
}

/** Of an inquiry and of a cancel: the paymentRequestId alone, since paymentId would win over it. */
export function writePaymentRequestId(paymentRequestId: string): Written {
  return write(byPaymentRequestId, { paymentRequestId });
}

export function writeRefund(asked: RefundAsked): Written {
  return write(refundMessage, refundMessageOf(asked));
}

/** The message before it is checked and written. */
export function refundMessageOf(asked: RefundAsked): z.infer<typeof refundMessage> {
  const refundReason = cut(plain(asked.why), descriptionMax);
  return {
    refundRequestId: asked.refundRequestId,
    paymentId: asked.paymentId,
    refundAmount: amountOf(asked.amount),
    ...(refundReason === '' ? {} : { refundReason }),
  };
}

interface RefundAsked {
  readonly refundRequestId: string;
  readonly paymentId: string;
  readonly amount: Money;
  readonly why: string;
}

export function writeRefundRequestId(refundRequestId: string): Written {
  return write(byRefundRequestId, { refundRequestId });
}

function write<Message>(schema: z.ZodType<Message>, message: Message): Written {
  const checked = schema.safeParse(message);
  if (checked.success) return { ok: true, body: Buffer.from(JSON.stringify(checked.data), 'utf8') };
  return { ok: false, faults: faultsOf(checked.error) };
}

/** Paths and reasons, without the values: a payment code must not reach a log. */
export function faultsOf(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

function amountOf({ minor, currency }: Money): z.infer<typeof amount> {
  return { currency, value: String(minor) };
}

/** Whole seconds, rounded down, so that an expiry never lies later than asked for. */
function isoOf(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}+00:00`;
}

/** Counts UTF-16 units, as the limits do in the worst case, and leaves no half of a pair at the end. */
function cut(words: string, unitsMax: number): string {
  return words.slice(0, unitsMax).replace(/[\uD800-\uDBFF]$/, '');
}

// --- Answers ----------------------------------------------------------------------------------------------------

/** A scalar however it was quoted; null when absent. */
const scalar = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === undefined || value === null || value === '' ? null : String(value)));

/** A scalar that is only kept for people: a strange shape must not spoil the answer. */
const remark = scalar.catch(null);

/** Null when absent. An amount that cannot be read is junk, not an absent one. */
const money = z
  .object({ currency: z.string(), value: z.union([z.string(), z.number()]) })
  .transform(({ currency, value }, context): Money => {
    const minor = /^\d{1,12}$/.test(String(value)) ? Number(value) : Number.NaN;
    if (!(minor <= amountMinorMax)) context.addIssue({ code: 'custom', message: 'not an amount in minor units' });
    return { minor, currency };
  })
  .nullish()
  .transform((read) => read ?? null);

const result = z.object({
  resultStatus: z.string(),
  resultCode: z.string(),
  resultMessage: remark,
});

const transaction = z.object({
  transactionType: scalar,
  transactionStatus: scalar,
  transactionResult: z
    .object({ resultStatus: scalar })
    .nullish()
    .transform((read) => read?.resultStatus ?? null),
  transactionAmount: money,
});

/** Every answer: what came of the call itself. */
export const anyAnswer = z.object({ result });

export const payAnswer = z.object({
  result,
  paymentRequestId: scalar,
  paymentId: scalar,
  paymentAmount: money,
  paymentTime: remark,
});

export const inquiryAnswer = payAnswer.extend({
  paymentStatus: scalar,
  paymentResultCode: remark,
  transactions: z
    .array(transaction)
    .nullish()
    .transform((read) => read ?? []),
});

export const cancelAnswer = z.object({ result, paymentRequestId: scalar, paymentId: scalar });

export const refundAnswer = z.object({
  result,
  refundRequestId: scalar,
  refundId: remark,
  paymentId: scalar,
  refundAmount: money,
  refundTime: remark,
});

export const refundInquiryAnswer = refundAnswer.extend({ refundStatus: scalar });

export type AnyAnswer = z.infer<typeof anyAnswer>;
export type PayAnswer = z.infer<typeof payAnswer>;
export type InquiryAnswer = z.infer<typeof inquiryAnswer>;
export type CancelAnswer = z.infer<typeof cancelAnswer>;
export type RefundAnswer = z.infer<typeof refundAnswer>;
export type RefundInquiryAnswer = z.infer<typeof refundInquiryAnswer>;
