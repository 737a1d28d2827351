/**
 * What each result code of each call is worth, as pure tables: the Alipay docs, pages `ams/upm` (2023-07-27),
 * `ams/paymentri_online` (2024-05-22), `ams/paymentc` and `paymentc_online`, `ams/refund` and `refund_online`, `ams/ir`
 * and `ir_online`. The in-store pages leave out the general codes, so their online sisters fill the gaps. A code that
 * is not here, or comes with another resultStatus than here, is never taken for more than "unknown".
 */

export type ResultStatus = 'S' | 'F' | 'U';

export interface CodeRow<Worth extends string> {
  readonly status: ResultStatus;
  readonly worth: Worth;
}

export type CodeTable<Worth extends string> = Readonly<Record<string, CodeRow<Worth>>>;

/**
 * `failed` = surely not charged. SYSTEM_ERROR, PROCESS_FAIL, REPEAT_REQ_INCONSISTENT and ORDER_IS_* are refusals too,
 * but say nothing about what an attempt with this id has done; a key fault says nothing about anything.
 */
export const payCodes: CodeTable<'success' | 'failed' | 'unknown'> = {
  SUCCESS: { status: 'S', worth: 'success' },
  ACCESS_DENIED: { status: 'F', worth: 'failed' },
  INVALID_API: { status: 'F', worth: 'failed' },
  CLIENT_INVALID: { status: 'F', worth: 'unknown' },
  CURRENCY_NOT_SUPPORT: { status: 'F', worth: 'failed' },
  EXPIRED_CODE: { status: 'F', worth: 'failed' },
  INVALID_CONTRACT: { status: 'F', worth: 'failed' },
  INVALID_MERCHANT_STATUS: { status: 'F', worth: 'failed' },
  INVALID_PAYMENT_CODE: { status: 'F', worth: 'failed' },
  INVALID_SIGNATURE: { status: 'F', worth: 'unknown' },
  KEY_NOT_FOUND: { status: 'F', worth: 'unknown' },
  MEDIA_TYPE_NOT_ACCEPTABLE: { status: 'F', worth: 'failed' },
  MERCHANT_KYB_NOT_QUALIFIED: { status: 'F', worth: 'failed' },
  MERCHANT_NOT_REGISTERED: { status: 'F', worth: 'failed' },
  METHOD_NOT_SUPPORTED: { status: 'F', worth: 'failed' },
  NO_INTERFACE_DEF: { status: 'F', worth: 'failed' },
  NO_PAY_OPTIONS: { status: 'F', worth: 'failed' },
  ORDER_IS_CANCELED: { status: 'F', worth: 'unknown' },
  ORDER_IS_CLOSED: { status: 'F', worth: 'unknown' },
  PARAM_ILLEGAL: { status: 'F', worth: 'failed' },
  PAYMENT_AMOUNT_EXCEED_LIMIT: { status: 'F', worth: 'failed' },
  PAYMENT_COUNT_EXCEED_LIMIT: { status: 'F', worth: 'failed' },
  PAYMENT_NOT_QUALIFIED: { status: 'F', worth: 'failed' },
  PROCESS_FAIL: { status: 'F', worth: 'unknown' },
  REPEAT_REQ_INCONSISTENT: { status: 'F', worth: 'unknown' },
  RISK_REJECT: { status: 'F', worth: 'failed' },
  SYSTEM_ERROR: { status: 'F', worth: 'unknown' },
  USER_AMOUNT_EXCEED_LIMIT: { status: 'F', worth: 'failed' },
  USER_BALANCE_NOT_ENOUGH: { status: 'F', worth: 'failed' },
  USER_KYC_NOT_QUALIFIED: { status: 'F', worth: 'failed' },
  USER_NOT_EXIST: { status: 'F', worth: 'failed' },
  USER_PAYMENT_VERIFICATION_FAILED: { status: 'F', worth: 'failed' },
  USER_STATUS_ABNORMAL: { status: 'F', worth: 'failed' },
  PAYMENT_IN_PROCESS: { status: 'U', worth: 'unknown' },
  REQUEST_TRAFFIC_EXCEED_LIMIT: { status: 'U', worth: 'unknown' },
  UNKNOWN_EXCEPTION: { status: 'U', worth: 'unknown' },
};

/** `answered` = paymentStatus is worth reading; the code itself says only that the inquiry worked. */
export const inquiryCodes: CodeTable<'answered' | 'not_exist' | 'unknown'> = {
  SUCCESS: { status: 'S', worth: 'answered' },
  ACCESS_DENIED: { status: 'F', worth: 'unknown' },
  INVALID_API: { status: 'F', worth: 'unknown' },
  KEY_NOT_FOUND: { status: 'F', worth: 'unknown' },
  NO_INTERFACE_DEF: { status: 'F', worth: 'unknown' },
  ORDER_NOT_EXIST: { status: 'F', worth: 'not_exist' },
  PARAM_ILLEGAL: { status: 'F', worth: 'unknown' },
  PAYMENT_IN_PROCESS: { status: 'U', worth: 'unknown' },
  PROCESS_FAIL: { status: 'F', worth: 'unknown' },
  SYSTEM_ERROR: { status: 'F', worth: 'unknown' },
  REQUEST_TRAFFIC_EXCEED_LIMIT: { status: 'U', worth: 'unknown' },
  UNKNOWN_EXCEPTION: { status: 'U', worth: 'unknown' },
};

/** `refused` asks for an inquiry and claims nothing. */
export const cancelCodes: CodeTable<'success' | 'refused' | 'not_exist' | 'unknown'> = {
  SUCCESS: { status: 'S', worth: 'success' },
  CANCEL_WINDOW_EXCEED: { status: 'F', worth: 'refused' },
  CLIENT_INVALID: { status: 'F', worth: 'refused' },
  ORDER_NOT_EXIST: { status: 'F', worth: 'not_exist' },
  ORDER_STATUS_INVALID: { status: 'F', worth: 'refused' },
  MEDIA_TYPE_NOT_ACCEPTABLE: { status: 'F', worth: 'refused' },
  METHOD_NOT_SUPPORTED: { status: 'F', worth: 'refused' },
  MERCHANT_BALANCE_NOT_ENOUGH: { status: 'F', worth: 'refused' },
  ACCESS_DENIED: { status: 'F', worth: 'refused' },
  INVALID_API: { status: 'F', worth: 'refused' },
  KEY_NOT_FOUND: { status: 'F', worth: 'refused' },
  NO_INTERFACE_DEF: { status: 'F', worth: 'refused' },
  PARAM_ILLEGAL: { status: 'F', worth: 'refused' },
  PAYMENT_METHOD_NOT_SUPPORTED: { status: 'F', worth: 'refused' },
  PROCESS_FAIL: { status: 'F', worth: 'refused' },
  SYSTEM_ERROR: { status: 'F', worth: 'refused' },
  USER_NOT_EXIST: { status: 'F', worth: 'refused' },
  USER_STATUS_ABNORMAL: { status: 'F', worth: 'refused' },
  REQUEST_TRAFFIC_EXCEED_LIMIT: { status: 'U', worth: 'unknown' },
  UNKNOWN_EXCEPTION: { status: 'U', worth: 'unknown' },
};

/**
 * `failed` = surely not refunded under this refundRequestId. PROCESSING is no documented code but the status word of
 * inquiryRefund; with a U it can only mean REFUND_IN_PROCESS.
 */
export const refundCodes: CodeTable<'success' | 'failed' | 'processing' | 'unknown'> = {
  SUCCESS: { status: 'S', worth: 'success' },
  ACCESS_DENIED: { status: 'F', worth: 'failed' },
  CLIENT_INVALID: { status: 'F', worth: 'unknown' },
  CURRENCY_NOT_SUPPORT: { status: 'F', worth: 'failed' },
  MEDIA_TYPE_NOT_ACCEPTABLE: { status: 'F', worth: 'failed' },
  MULTIPLE_REFUNDS_NOT_SUPPORTED: { status: 'F', worth: 'failed' },
  MERCHANT_BALANCE_NOT_ENOUGH: { status: 'F', worth: 'failed' },
  METHOD_NOT_SUPPORTED: { status: 'F', worth: 'failed' },
  ORDER_IS_CANCELED: { status: 'F', worth: 'failed' },
  ORDER_NOT_EXIST: { status: 'F', worth: 'failed' },
  ORDER_STATUS_INVALID: { status: 'F', worth: 'failed' },
  REFUND_AMOUNT_EXCEED: { status: 'F', worth: 'failed' },
  REFUND_WINDOW_EXCEED: { status: 'F', worth: 'failed' },
  REPEAT_REQ_INCONSISTENT: { status: 'F', worth: 'unknown' },
  INVALID_API: { status: 'F', worth: 'failed' },
  INVALID_MERCHANT_STATUS: { status: 'F', worth: 'failed' },
  KEY_NOT_FOUND: { status: 'F', worth: 'unknown' },
  NO_INTERFACE_DEF: { status: 'F', worth: 'failed' },
  ORDER_IS_CLOSED: { status: 'F', worth: 'failed' },
  PARAM_ILLEGAL: { status: 'F', worth: 'failed' },
  PROCESS_FAIL: { status: 'F', worth: 'unknown' },
  SYSTEM_ERROR: { status: 'F', worth: 'unknown' },
  REFUND_IN_PROCESS: { status: 'U', worth: 'processing' },
  REFUND_NOT_SUPPORTED: { status: 'F', worth: 'failed' },
  REQUEST_TRAFFIC_EXCEED_LIMIT: { status: 'U', worth: 'unknown' },
  PARTIAL_REFUND_NOT_SUPPORTED: { status: 'F', worth: 'failed' },
  PAYMENT_METHOD_NOT_SUPPORTED: { status: 'F', worth: 'failed' },
  UNKNOWN_EXCEPTION: { status: 'U', worth: 'unknown' },
  PROCESSING: { status: 'U', worth: 'processing' },
};

/** `answered` = refundStatus is worth reading. */
export const refundInquiryCodes: CodeTable<'answered' | 'not_exist' | 'unknown'> = {
  SUCCESS: { status: 'S', worth: 'answered' },
  ORDER_NOT_EXIST: { status: 'F', worth: 'not_exist' },
  CLIENT_INVALID: { status: 'F', worth: 'unknown' },
  METHOD_NOT_SUPPORTED: { status: 'F', worth: 'unknown' },
  MEDIA_TYPE_NOT_ACCEPTABLE: { status: 'F', worth: 'unknown' },
  ACCESS_DENIED: { status: 'F', worth: 'unknown' },
  INVALID_API: { status: 'F', worth: 'unknown' },
  KEY_NOT_FOUND: { status: 'F', worth: 'unknown' },
  NO_INTERFACE_DEF: { status: 'F', worth: 'unknown' },
  PARAM_ILLEGAL: { status: 'F', worth: 'unknown' },
  PROCESS_FAIL: { status: 'F', worth: 'unknown' },
  SYSTEM_ERROR: { status: 'F', worth: 'unknown' },
  REQUEST_TRAFFIC_EXCEED_LIMIT: { status: 'U', worth: 'unknown' },
  UNKNOWN_EXCEPTION: { status: 'U', worth: 'unknown' },
};

/** Codes that point at our keys or client id, in both spellings in use since November 2019. */
export const keyFaultCodes: ReadonlySet<string> = new Set([
  'INVALID_SIGNATURE',
  'SIGNATURE_INVALID',
  'KEY_NOT_FOUND',
  'CLIENT_INVALID',
  'INVALID_CLIENT',
]);

/** Answers to a cancel that the gateway can give only about a payment it has found. */
const cancelOfKnownOrder: readonly string[] = [
  'CANCEL_WINDOW_EXCEED',
  'ORDER_STATUS_INVALID',
  'MERCHANT_BALANCE_NOT_ENOUGH',
  'PAYMENT_METHOD_NOT_SUPPORTED',
];

/** The cancel was refused for something the order itself is or has: the gateway knows it. */
export function cancelShowsOrder(code: string): boolean {
  return cancelOfKnownOrder.includes(code) || code.startsWith('USER_') || code.startsWith('ORDER_IS_');
}

/** The pay was answered with a state of its order, or with another request under the same id. */
export function payShowsOrder(code: string): boolean {
  return (
    code === 'SUCCESS' ||
    code === 'PAYMENT_IN_PROCESS' ||
    code === 'REPEAT_REQ_INCONSISTENT' ||
    code.startsWith('ORDER_IS_')
  );
}

/** The row of a code, or null when it is unknown or its status contradicts the table. */
export function rowOf<Worth extends string>(
  table: CodeTable<Worth>,
  result: { readonly resultStatus: string; readonly resultCode: string },
): CodeRow<Worth> | null {
  const row = Object.hasOwn(table, result.resultCode) ? table[result.resultCode] : undefined;
  return row !== undefined && row.status === result.resultStatus ? row : null;
}
