import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { type Money, sameMoney } from '../../main/core/money.ts';
import type { Gateway, Outcome } from '../../main/core/ports.ts';
import type { Answer } from '../../main/gateway/answer.ts';
import {
  type CancelAnswer,
  cancelAnswer,
  type InquiryAnswer,
  inquiryAnswer,
  type MerchantFields,
  type PayAnswer,
  payAnswer,
  payMessageOf,
  type RefundAnswer,
  type RefundInquiryAnswer,
  refundAnswer,
  refundInquiryAnswer,
  refundMessageOf,
  type Written,
  writePay,
  writePaymentRequestId,
  writeRefund,
  writeRefundRequestId,
} from '../../main/gateway/messages.ts';
import {
  cancelOutcome,
  inquiryOutcome,
  payOutcome,
  refundInquiryOutcome,
  refundOutcome,
} from '../../main/gateway/outcome.ts';
import { type Api, at, type Message } from '../../main/simulator/messages.ts';
import { Violation } from './story.ts';

/**
 * Where the till's side and the gateway's side of a simulated world meet: the parsed message. The product builds the
 * request and judges the answer; what lies between – checking, JSON, signing – is left out for speed. In some worlds
 * every message takes the long way as well, and both ways must say the same.
 */

/** One call as the till makes it. */
export interface Call<Read, Verdict extends string> {
  readonly api: Api;
  /** The paymentRequestId or refundRequestId. */
  readonly id: string;
  readonly request: Message;
  /** The same as it goes over the wire. */
  readonly write: () => Written;
  readonly schema: z.ZodType<Read>;
  readonly read: (message: Message) => Read;
  readonly judge: (answer: Answer<Read>) => Outcome<Verdict>;
  /** What the answer must be about; null where no amount is asked for. */
  readonly amount: Money | null;
}

const shop: MerchantFields = {
  referenceMerchantId: 'M1',
  merchantName: 'Shop',
  merchantMCC: '5411',
  store: { referenceStoreId: 'S1', storeName: 'Store', storeMCC: '5411' },
  terminalId: 'T1',
  paymentNotifyUrl: 'https://shop.example/notify',
  settlementCurrency: null,
};

type Asked<Name extends keyof Gateway> = Parameters<Gateway[Name]>[0];

export function payCall(asked: Asked<'pay'>) {
  return {
    api: 'pay',
    id: asked.paymentRequestId,
    request: payMessageOf(asked, shop) as Message,
    write: () => writePay(asked, shop),
    schema: payAnswer,
    read: payRead,
    judge: (answer: Answer<PayAnswer>) => payOutcome(asked, answer),
    amount: asked.amount,
  } as const;
}

export function inquiryCall(asked: Asked<'inquirePayment'>) {
  const { paymentRequestId } = asked;
  return {
    api: 'inquiryPayment',
    id: paymentRequestId,
    request: { paymentRequestId },
    write: () => writePaymentRequestId(paymentRequestId),
    schema: inquiryAnswer,
    read: inquiryRead,
    judge: (answer: Answer<InquiryAnswer>) => inquiryOutcome(asked, answer),
    amount: asked.amount,
  } as const;
}

export function cancelCall(asked: Asked<'cancel'>) {
  const { paymentRequestId } = asked;
  return {
    api: 'cancel',
    id: paymentRequestId,
    request: { paymentRequestId },
    write: () => writePaymentRequestId(paymentRequestId),
    schema: cancelAnswer,
    read: cancelRead,
    judge: (answer: Answer<CancelAnswer>) => cancelOutcome(asked, answer),
    amount: null,
  } as const;
}

export function refundCall(asked: Asked<'refund'>) {
  return {
    api: 'refund',
    id: asked.refundRequestId,
    request: refundMessageOf(asked) as Message,
    write: () => writeRefund(asked),
    schema: refundAnswer,
    read: refundRead,
    judge: (answer: Answer<RefundAnswer>) => refundOutcome(asked, answer),
    amount: asked.amount,
  } as const;
}

export function refundInquiryCall(asked: Asked<'inquireRefund'>) {
  const { refundRequestId } = asked;
  return {
    api: 'inquiryRefund',
    id: refundRequestId,
    request: { refundRequestId },
    write: () => writeRefundRequestId(refundRequestId),
    schema: refundInquiryAnswer,
    read: refundInquiryRead,
    judge: (answer: Answer<RefundInquiryAnswer>) => refundInquiryOutcome(asked, answer),
    amount: asked.amount,
  } as const;
}

/** The request as the gateway reads it. `longWay`: over the wire's form as well. */
export function received(call: Pick<Call<never, never>, 'api' | 'request' | 'write'>, longWay: boolean): Message {
  if (!longWay) return call.request;
  const written = call.write();
  if (!written.ok) throw new Violation(`the core asks for a message that breaks the API: ${written.faults.join('; ')}`);
  const overTheWire = JSON.parse(written.body.toString('utf8')) as Message;
  mustAgree(call.api, overTheWire, call.request);
  return overTheWire;
}

/** The simulator's answer as the till reads it. */
export function believed<Read>(
  { api, schema, read }: Pick<Call<Read, never>, 'api' | 'schema' | 'read'>,
  message: Message,
  gatewayTimeMs: number | null,
  longWay: boolean,
): Answer<Read> {
  const short = read(message);
  if (longWay) {
    const long = schema.safeParse(JSON.parse(JSON.stringify(message)));
    if (!long.success) throw new Violation(`the simulator's answer to ${api} cannot be read: ${long.error.message}`);
    mustAgree(api, long.data, short);
  }
  return { kind: 'message', message: short, gatewayTimeMs };
}

/** Only a signed answer about our own request and amount decides anything. */
export function mayDecide(
  { api, id, amount }: Pick<Call<never, never>, 'api' | 'id' | 'amount'>,
  answer: Answer<unknown>,
  verdict: string,
): void {
  if (verdict === 'unknown' || verdict === 'not_sent' || verdict === 'mismatch') return;
  if (answer.kind === 'none') throw new Violation(`${api}: nobody signed "${verdict}"`);
  const said = answer.message as About;
  const ids = [said.paymentRequestId, said.refundRequestId].filter((named) => typeof named === 'string');
  if (!ids.every((named) => named === id)) throw new Violation(`${api}: "${verdict}" was said of another request`);
  const about = said.paymentAmount ?? said.refundAmount;
  if (verdict === 'success' && about && amount !== null && !sameMoney(about, amount))
    throw new Violation(`${api}: "${verdict}" was said of another amount`);
}

/** A message as far as it names what it is about. */
interface About {
  readonly paymentRequestId?: string | null;
  readonly refundRequestId?: string | null;
  readonly paymentAmount?: Money | null;
  readonly refundAmount?: Money | null;
}

function mustAgree(api: Api, long: unknown, short: unknown): void {
  if (!isDeepStrictEqual(long, short))
    throw new Violation(`${api}: the wire says ${JSON.stringify(long)}, the seam ${JSON.stringify(short)}`);
}

// --- The short way: the simulator's objects as the till's schemas read them ----------------------------------------

function payRead(message: Message): PayAnswer {
  return {
    result: resultOf(message),
    paymentRequestId: textOf(message['paymentRequestId']),
    paymentId: textOf(message['paymentId']),
    paymentAmount: moneyOf(message['paymentAmount']),
    paymentTime: textOf(message['paymentTime']),
  };
}

function inquiryRead(message: Message): InquiryAnswer {
  const transactions = (message['transactions'] ?? []) as readonly Message[];
  return {
    ...payRead(message),
    paymentStatus: textOf(message['paymentStatus']),
    paymentResultCode: textOf(message['paymentResultCode']),
    transactions: transactions.map((one) => ({
      transactionType: textOf(one['transactionType']),
      transactionStatus: textOf(one['transactionStatus']),
      transactionResult: textOf(at(one, ['transactionResult', 'resultStatus'])),
      transactionAmount: moneyOf(one['transactionAmount']),
    })),
  };
}

function cancelRead(message: Message): CancelAnswer {
  return {
    result: resultOf(message),
    paymentRequestId: textOf(message['paymentRequestId']),
    paymentId: textOf(message['paymentId']),
  };
}

function refundRead(message: Message): RefundAnswer {
  return {
    result: resultOf(message),
    refundRequestId: textOf(message['refundRequestId']),
    refundId: textOf(message['refundId']),
    paymentId: textOf(message['paymentId']),
    refundAmount: moneyOf(message['refundAmount']),
    refundTime: textOf(message['refundTime']),
  };
}

function refundInquiryRead(message: Message): RefundInquiryAnswer {
  return { ...refundRead(message), refundStatus: textOf(message['refundStatus']) };
}

function resultOf(message: Message): PayAnswer['result'] {
  const { resultStatus, resultCode, resultMessage } = message['result'] as PayAnswer['result'];
  return { resultStatus, resultCode, resultMessage: textOf(resultMessage) };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function moneyOf(value: unknown): Money | null {
  if (value === undefined || value === null) return null;
  const { currency, value: minor } = value as { readonly currency: string; readonly value: string };
  return { minor: Number(minor), currency };
}
