import type { Outcome } from '../../main/core/ports.ts';

/** A well-signed answer of the gateway that says `verdict` and, unless told, nothing more. */
export function outcome<Verdict extends string>(
  verdict: Verdict,
  more: Partial<Outcome<Verdict>> = {},
): Outcome<Verdict> {
  return {
    verdict,
    code: verdict.toUpperCase(),
    orderSeen: false,
    keyFault: false,
    gatewayTimeMs: null,
    signed: true,
    paymentId: null,
    paymentTime: null,
    returnedMinor: 0,
    refundId: null,
    refundTime: null,
    ...more,
  };
}

/** What the gateway client makes of a call to which nothing came. */
export const silence: Outcome<'unknown'> = outcome('unknown', { code: 'silence', signed: false });
