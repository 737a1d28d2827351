/**
 * Every result code of every API, in store and online, with its resultStatus and what Alipay advises: the tables of the
 * pages ams/upm (2023-07-27), payment_agreement and payment_cashier (2024), paymentri_online (2024-05-22), paymentc
 * (2023-11-09) and paymentc_online, refund (2023-11-09) and refund_online, ir (2022-12-01) and ir_online, consult,
 * authconsult, accesstokenapp and authrevocation (2024). `api` is the union of its kinds; where they advise different
 * things the one in store counts.
 */

export type Advice =
  | 'done'
  /** Final; Alipay's support has to look. */
  | 'support'
  /** Final; request, key, address or contract is wrong. */
  | 'config'
  /** Final; begin again under a new id. */
  | 'newid'
  /** Final; a fresh payment code. */
  | 'rescan'
  /** Final; the customer has to do something. */
  | 'customer'
  /** Not final. */
  | 'wait'
  | 'again'
  | 'inquire'
  | 'again15x3'
  /** Cancel no longer; refund. */
  | 'refund'
  | 'topup_newrefund'
  | 'topup_again'
  | 'check'
  | 'reauth';

export interface DocumentedCode {
  readonly code: string;
  readonly status: 'S' | 'F' | 'U';
  readonly advice: Advice;
  /** Of a pay: surely not charged. */
  readonly notCharged: boolean;
}

/** Of a payment that an inquiry reports as failed: the codes of `paymentResultCode`. */
export const failedPaymentCodes: readonly string[] = `
  ACCESS_DENIED CURRENCY_NOT_SUPPORT FRAUD_REJECT INVALID_API INVALID_CARD INVALID_EXPIRY_DATE_FORMAT
  ISSUER_REJECTS_TRANSACTION INVALID_ACCESS_TOKEN INVALID_MERCHANT_STATUS KEY_NOT_FOUND MERCHANT_KYB_NOT_QUALIFIED
  NO_INTERFACE_DEF NO_PAY_OPTIONS ORDER_IS_CLOSED PARAM_ILLEGAL PAYMENT_AMOUNT_EXCEED_LIMIT
  PAYMENT_COUNT_EXCEED_LIMIT PAYMENT_NOT_QUALIFIED PROCESS_FAIL RISK_REJECT SUSPECTED_CARD SUSPECTED_RISK
  SYSTEM_ERROR USER_AMOUNT_EXCEED_LIMIT USER_BALANCE_NOT_ENOUGH USER_KYC_NOT_QUALIFIED
  USER_PAYMENT_VERIFICATION_FAILED USER_STATUS_ABNORMAL CARD_NOT_SUPPORTED INVALID_EXPIRATION_DATE
  INVALID_CARD_NUMBER
`
  .trim()
  .split(/\s+/);

const tables = {
  pay: `
    SUCCESS:S:done ACCESS_DENIED:F:support:notCharged INVALID_API:F:support:notCharged CLIENT_INVALID:F:config
    CURRENCY_NOT_SUPPORT:F:support:notCharged EXPIRED_CODE:F:rescan:notCharged INVALID_CONTRACT:F:config:notCharged
    INVALID_MERCHANT_STATUS:F:support:notCharged INVALID_PAYMENT_CODE:F:customer:notCharged
    INVALID_SIGNATURE:F:config KEY_NOT_FOUND:F:config MEDIA_TYPE_NOT_ACCEPTABLE:F:config:notCharged
    MERCHANT_KYB_NOT_QUALIFIED:F:support:notCharged MERCHANT_NOT_REGISTERED:F:config:notCharged
    METHOD_NOT_SUPPORTED:F:config:notCharged NO_INTERFACE_DEF:F:config:notCharged NO_PAY_OPTIONS:F:config:notCharged
    ORDER_IS_CANCELED:F:newid ORDER_IS_CLOSED:F:newid PARAM_ILLEGAL:F:config:notCharged
    PAYMENT_AMOUNT_EXCEED_LIMIT:F:customer:notCharged PAYMENT_COUNT_EXCEED_LIMIT:F:support:notCharged
    PAYMENT_NOT_QUALIFIED:F:support:notCharged PROCESS_FAIL:F:support REPEAT_REQ_INCONSISTENT:F:newid
    RISK_REJECT:F:customer:notCharged SYSTEM_ERROR:F:support USER_AMOUNT_EXCEED_LIMIT:F:customer:notCharged
    USER_BALANCE_NOT_ENOUGH:F:customer:notCharged USER_KYC_NOT_QUALIFIED:F:customer:notCharged
    USER_NOT_EXIST:F:support:notCharged USER_PAYMENT_VERIFICATION_FAILED:F:newid:notCharged
    USER_STATUS_ABNORMAL:F:support:notCharged PAYMENT_IN_PROCESS:U:wait REQUEST_TRAFFIC_EXCEED_LIMIT:U:again
    UNKNOWN_EXCEPTION:U:again INVALID_ACCESS_TOKEN:F:reauth:notCharged
    INVALID_PAYMENT_METHOD_META_DATA:F:config:notCharged ORDER_NOT_EXIST:F:check
    SETTLE_CONTRACT_NOT_MATCH:F:config:notCharged VERIFY_TIMES_EXCEED_LIMIT:F:customer:notCharged
    VERIFY_UNMATCHED:F:customer:notCharged FRAUD_REJECT:F:support:notCharged ORDER_STATUS_INVALID:F:check
    AUTHENTICATION_REQUIRED:F:newid:notCharged SELECTED_CARD_BRAND_NOT_AVAILABLE:F:customer:notCharged
    PAYMENT_PROHIBITED:F:support:notCharged INVALID_EXPIRATION_DATE:F:config:notCharged
    INVALID_CARD_NUMBER:F:customer:notCharged CARD_NOT_SUPPORTED:F:customer:notCharged
    DO_NOT_HONOR:F:customer:notCharged INVALID_AMOUNT:F:support:notCharged
  `,
  inquiryPayment: `
    SUCCESS:S:done ACCESS_DENIED:F:support INVALID_API:F:support KEY_NOT_FOUND:F:config NO_INTERFACE_DEF:F:config
    ORDER_NOT_EXIST:F:check PARAM_ILLEGAL:F:config PAYMENT_IN_PROCESS:U:wait PROCESS_FAIL:F:support
    SYSTEM_ERROR:F:support REQUEST_TRAFFIC_EXCEED_LIMIT:U:again UNKNOWN_EXCEPTION:U:again
  `,
  cancel: `
    SUCCESS:S:done CANCEL_WINDOW_EXCEED:F:refund CLIENT_INVALID:F:config ORDER_NOT_EXIST:F:check
    ORDER_STATUS_INVALID:F:check MEDIA_TYPE_NOT_ACCEPTABLE:F:config METHOD_NOT_SUPPORTED:F:config
    MERCHANT_BALANCE_NOT_ENOUGH:F:topup_again ACCESS_DENIED:F:support INVALID_API:F:support KEY_NOT_FOUND:F:config
    NO_INTERFACE_DEF:F:config PARAM_ILLEGAL:F:config PAYMENT_METHOD_NOT_SUPPORTED:F:refund PROCESS_FAIL:F:support
    SYSTEM_ERROR:F:support USER_NOT_EXIST:F:support USER_STATUS_ABNORMAL:F:support
    REQUEST_TRAFFIC_EXCEED_LIMIT:U:again UNKNOWN_EXCEPTION:U:again
  `,
  refund: `
    SUCCESS:S:done ACCESS_DENIED:F:support CLIENT_INVALID:F:config CURRENCY_NOT_SUPPORT:F:config
    MEDIA_TYPE_NOT_ACCEPTABLE:F:config MULTIPLE_REFUNDS_NOT_SUPPORTED:F:check
    MERCHANT_BALANCE_NOT_ENOUGH:F:topup_newrefund METHOD_NOT_SUPPORTED:F:config ORDER_IS_CANCELED:F:check
    ORDER_NOT_EXIST:F:check ORDER_STATUS_INVALID:F:check REFUND_AMOUNT_EXCEED:F:check REFUND_WINDOW_EXCEED:F:support
    REPEAT_REQ_INCONSISTENT:F:newid INVALID_API:F:support INVALID_MERCHANT_STATUS:F:support KEY_NOT_FOUND:F:config
    NO_INTERFACE_DEF:F:config ORDER_IS_CLOSED:F:newid PARAM_ILLEGAL:F:config PROCESS_FAIL:F:support
    SYSTEM_ERROR:F:support REFUND_IN_PROCESS:U:wait REFUND_NOT_SUPPORTED:F:support
    REQUEST_TRAFFIC_EXCEED_LIMIT:U:again PARTIAL_REFUND_NOT_SUPPORTED:F:check PAYMENT_METHOD_NOT_SUPPORTED:F:support
    UNKNOWN_EXCEPTION:U:again
  `,
  inquiryRefund: `
    SUCCESS:S:done ORDER_NOT_EXIST:F:again15x3 CLIENT_INVALID:F:config METHOD_NOT_SUPPORTED:F:config
    MEDIA_TYPE_NOT_ACCEPTABLE:F:config ACCESS_DENIED:F:support INVALID_API:F:support KEY_NOT_FOUND:F:config
    NO_INTERFACE_DEF:F:config PARAM_ILLEGAL:F:config PROCESS_FAIL:F:support SYSTEM_ERROR:F:support
    REQUEST_TRAFFIC_EXCEED_LIMIT:U:again UNKNOWN_EXCEPTION:U:again
  `,
  consult: `
    SUCCESS:S:done CURRENCY_NOT_SUPPORT:F:support MERCHANT_NOT_REGISTERED:F:config NO_PAY_OPTIONS:F:support
    PARAM_ILLEGAL:F:config PROCESS_FAIL:F:support SETTLE_CONTRACT_NOT_MATCH:F:config UNKNOWN_EXCEPTION:U:again
  `,
  authorizations: `
    SUCCESS:S:done ACCESS_DENIED:F:support CLIENT_FORBIDDEN_ACCESS_API:F:support INVALID_ACCESS_TOKEN:F:config
    INVALID_API:F:support INVALID_CLIENT_STATUS:F:support INVALID_SIGNATURE:F:config KEY_NOT_FOUND:F:config
    MERCHANT_NOT_REGISTERED:F:config NO_INTERFACE_DEF:F:config NO_PAY_OPTIONS:F:config OAUTH_FAILED:F:support
    PARAM_ILLEGAL:F:config PAYMENT_NOT_QUALIFIED:F:support PROCESS_FAIL:F:support RISK_REJECT:F:customer
    SYSTEM_ERROR:F:support UNKNOWN_CLIENT:F:support REQUEST_TRAFFIC_EXCEED_LIMIT:U:again UNKNOWN_EXCEPTION:U:again
    INVALID_AUTHCODE:F:reauth INVALID_REFRESH_TOKEN:F:reauth USER_NOT_EXIST:F:support USER_STATUS_ABNORMAL:F:support
    AUTH_IN_PROCESS:U:again
  `,
} as const;

export type Api = keyof typeof tables;

export const apis = Object.keys(tables) as readonly Api[];

export function codesOf(api: Api): readonly DocumentedCode[] {
  return tables[api]
    .trim()
    .split(/\s+/)
    .map((row) => {
      const [code = '', status, advice, notCharged] = row.split(':');
      return {
        code,
        status: status as DocumentedCode['status'],
        advice: advice as Advice,
        notCharged: notCharged !== undefined,
      };
    });
}

/** What the terminal itself says in place of a code; `''` is no answer yet. */
export const terminalCodes: readonly string[] = [
  '',
  ...`silence reset unsigned bad_signature not_sent send_too_late junk http_error too_large wrong_payment_answered
    amount_mismatch order_never_existed stopped_by_cashier recovered late_success not_decided kept_by_person
    returned_by_person closed_by_person REFUND_FAIL`.split(/\s+/),
];

export const everyCode: readonly string[] = [
  ...new Set([...apis.flatMap((api) => codesOf(api).map(({ code }) => code)), ...failedPaymentCodes, ...terminalCodes]),
];
