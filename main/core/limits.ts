import { invariant } from './invariant.ts';

/**
 * Every number of the payment rules, with its unit and its source. Times of the user-presented mode are from
 * Alipay's best-practice page (seed 004): wait 5 s for pay, inquire every 3 s 10 to 20 times, cancel again every
 * 5 to 10 s for 60 s, each call answered within 3 s or counted as silence.
 */
export interface Limits {
  /** Silence after pay that starts the inquiries. Seed 004: 5 s. */
  readonly payWaitMs: number;
  /** A pay is written to the wire this soon after its commit, or never: a stale code must not be charged. */
  readonly paySendWithinMs: number;
  /** From send to send. Seed 004: 3 s. */
  readonly inquirySpacingMs: number;
  /** Silence that counts as an unclear inquiry; never above the spacing, so that inquiries do not overlap. */
  readonly inquiryWaitMs: number;
  /** Inquiries in one series. Seed 004: 10 to 20. */
  readonly inquiries: number;
  /** Silence that counts as an unclear cancel or refund. Seed 004: 3 s. */
  readonly cancelWaitMs: number;
  /** From cancel to cancel inside the series. Seed 004: 5 to 10 s. */
  readonly cancelSpacingMs: number;
  /** Length of the first series of cancels or refunds. Seed 004: 60 s; afterwards Alipay support is named. */
  readonly cancelSeriesMs: number;
  /** First and largest wait after the series; grows twofold with jitter. */
  readonly backOffFirstMs: number;
  readonly backOffMaxMs: number;
  /** Spacing shortly before the cancel window closes… */
  readonly windowSpacingMs: number;
  /** …and how long before it that begins. */
  readonly windowAheadMs: number;
  /** When the cancel window of a day closes: minutes after midnight of the next day (docs, payment status)… */
  readonly windowClosesMinute: number;
  /** …in the zone that is so many minutes east of UTC. */
  readonly windowOffsetMinutes: number;
  /** `paymentExpiryTime` this far ahead of the gateway's clock; no payment may succeed after it. */
  readonly expiryMs: number;
  /** Added to the expiry before ORDER_NOT_EXIST may mean "never charged". */
  readonly expiryMarginMs: number;
  /** Measured difference to the gateway's clock above which no sale starts. */
  readonly skewMaxMs: number;
  /** A payment closed on ORDER_NOT_EXIST is asked for again after this time… */
  readonly askAgainMs: number;
  /** …and once more this long before the day's cancel window closes, while a cancel still works. */
  readonly askBeforeWindowMs: number;
  /** A success found after a restart is kept without a question only while it is younger than this. */
  readonly freshSuccessMs: number;
  /** An unanswered "keep the sale / return the money" is returned after this time. */
  readonly decisionMs: number;
  /** inquiryRefund answering ORDER_NOT_EXIST: this spacing, this often, then the same refund again (docs ams/ir). */
  readonly refundAskSpacingMs: number;
  readonly refundAsks: number;
  /** Signed refusals of a reversal's refund after which the wait grows beyond the back-off, twofold up to a day. */
  readonly quickRefusals: number;
  readonly refusedWaitMaxMs: number;
  /** Between two questions whether the gateway accepts our signature and our clock again. */
  readonly trustProbeMs: number;
  /** Between two looks whether a disk that was nearly full has room for sales again. */
  readonly roomProbeMs: number;
  /** Reversals and refunds in the background that are waited for at the same time, all payments together. */
  readonly returnsInFlight: number;
  /** Largest sale, in minor units. */
  readonly amountMinor: number;
  /** Payment codes of 16 digits (API page) and above 32 digits (seed 004: codes may grow). */
  readonly acceptShortCodes: boolean;
  readonly acceptLongCodes: boolean;
}

/** The seed's figures. A configuration may change `inquiries`, `amountMinor` and the two code lengths. */
export const seedLimits: Limits = {
  payWaitMs: 5_000,
  paySendWithinMs: 2_000,
  inquirySpacingMs: 3_000,
  inquiryWaitMs: 3_000,
  inquiries: 20,
  cancelWaitMs: 3_000,
  cancelSpacingMs: 5_000,
  cancelSeriesMs: 60_000,
  backOffFirstMs: 10_000,
  backOffMaxMs: 300_000,
  windowSpacingMs: 30_000,
  windowAheadMs: 3_600_000,
  windowClosesMinute: 15,
  windowOffsetMinutes: 480,
  expiryMs: 180_000,
  expiryMarginMs: 60_000,
  skewMaxMs: 60_000,
  askAgainMs: 600_000,
  askBeforeWindowMs: 1_800_000,
  freshSuccessMs: 180_000,
  decisionMs: 600_000,
  refundAskSpacingMs: 15_000,
  refundAsks: 3,
  quickRefusals: 12,
  refusedWaitMaxMs: 86_400_000,
  trustProbeMs: 30_000,
  roomProbeMs: 5_000,
  returnsInFlight: 8,
  amountMinor: 5_000_000,
  acceptShortCodes: false,
  acceptLongCodes: false,
};

/** Scan to the last moment of the inquiry series, in milliseconds. */
export function seriesMs(limits: Limits): number {
  return limits.payWaitMs + limits.inquiries * limits.inquirySpacingMs;
}

/** From first sight of a payment until a signed ORDER_NOT_EXIST may be believed, in milliseconds. */
export function unseenSpanMs(limits: Limits): number {
  return limits.expiryMs + limits.expiryMarginMs;
}

/** Stops when the numbers contradict each other; run once at start. */
export function checkLimits(limits: Limits): void {
  invariant(limits.inquiries >= 10 && limits.inquiries <= 20, 'inquiries must be 10 to 20 (seed 004)');
  invariant(limits.inquiryWaitMs <= limits.inquirySpacingMs, 'an inquiry must not outlive its spacing');
  invariant(limits.cancelWaitMs <= limits.cancelSpacingMs, 'a cancel must not outlive its spacing');
  invariant(
    limits.cancelSpacingMs >= 5_000 && limits.cancelSpacingMs <= 10_000,
    'cancels are 5 to 10 s apart (seed 004)',
  );
  invariant(seriesMs(limits) <= 65_000, 'the inquiry must be over 65 s after the scan');
  invariant(limits.expiryMs > seriesMs(limits) + limits.skewMaxMs, 'the code must not expire inside the series');
  invariant(limits.paySendWithinMs < limits.payWaitMs, 'a pay must leave before it counts as silent');
  invariant(limits.backOffFirstMs <= limits.backOffMaxMs, 'the back-off must be able to grow');
}
