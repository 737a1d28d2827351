import type { Gateway } from '../core/ports.ts';
import { Line, type LineOptions } from './call.ts';
import {
  cancelAnswer,
  faultsOf,
  inquiryAnswer,
  type MerchantFields,
  merchantFields,
  payAnswer,
  refundAnswer,
  refundInquiryAnswer,
  writePay,
  writePaymentRequestId,
  writeRefund,
  writeRefundRequestId,
} from './messages.ts';
import { cancelOutcome, inquiryOutcome, payOutcome, refundInquiryOutcome, refundOutcome } from './outcome.ts';
import { GatewaySetupError } from './setup.ts';

/**
 * The gateway port over HTTPS: which message, which schema and which rule belong to each of the five calls. It decides
 * nothing; `outcome.ts` does.
 */

export type { MerchantFields } from './messages.ts';
export { type Api, GatewaySetupError } from './setup.ts';

export interface GatewayOptions extends LineOptions {
  readonly merchant: MerchantFields;
}

export interface ClosableGateway extends Gateway {
  /** Resets every open call without an answer; calls made later are answered as not sent. */
  close(): void;
}

/** Throws {@link GatewaySetupError} when the configuration allows no call. Connects to nothing yet. */
export function createGateway(options: GatewayOptions): ClosableGateway {
  const shop = readMerchant(options.merchant);
  const line = new Line(options);
  return {
    pay(request, answered) {
      const { paymentRequestId: id, sendBeforeMs } = request;
      const written = writePay(request, shop);
      const judge = payOutcome.bind(null, request);
      return line.make({ api: 'pay', id, written, sendBeforeMs, schema: payAnswer, judge }, answered);
    },
    inquirePayment(asked, answered) {
      const { paymentRequestId: id } = asked;
      const written = writePaymentRequestId(id);
      const judge = inquiryOutcome.bind(null, asked);
      return line.make({ api: 'inquiryPayment', id, written, schema: inquiryAnswer, judge }, answered);
    },
    cancel(asked, answered) {
      const { paymentRequestId: id } = asked;
      const written = writePaymentRequestId(id);
      const judge = cancelOutcome.bind(null, asked);
      return line.make({ api: 'cancel', id, written, schema: cancelAnswer, judge }, answered);
    },
    refund(asked, answered) {
      const { refundRequestId: id } = asked;
      const written = writeRefund(asked);
      const judge = refundOutcome.bind(null, asked);
      return line.make({ api: 'refund', id, written, schema: refundAnswer, judge }, answered);
    },
    inquireRefund(asked, answered) {
      const { refundRequestId: id } = asked;
      const written = writeRefundRequestId(id);
      const judge = refundInquiryOutcome.bind(null, asked);
      return line.make({ api: 'inquiryRefund', id, written, schema: refundInquiryAnswer, judge }, answered);
    },
    close: () => line.close(),
  };
}

function readMerchant(fields: MerchantFields): MerchantFields {
  const read = merchantFields.safeParse(fields);
  if (read.success) return read.data;
  throw new GatewaySetupError(`merchant is not complete: ${faultsOf(read.error).join('; ')}`);
}
