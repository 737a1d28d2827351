import type { Limits } from './limits.ts';
import type { Alarm, Payment, Phase } from './payment-state.ts';
import type {
  CancelVerdict,
  InquiryVerdict,
  Outcome,
  PayVerdict,
  RefundInquiryVerdict,
  RefundVerdict,
} from './ports.ts';

/**
 * The vocabulary of a step: what can happen to a payment, what a step may ask for, and what only this process
 * knows of it. Nothing here reads a clock; the time and the chance of a step are handed in.
 */

/** The moment of a step. `fraction` (0 ≤ x < 1) and `digits` (six) are this step's chance. */
export interface Now {
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly fraction: number;
  readonly digits: string;
  /** Calls made by this process so far: numbers of calls never repeat, also for a payment that is seen anew. */
  readonly callsMade: number;
}

export type PaymentEvent =
  | { readonly kind: 'pay_answered'; readonly outcome: Outcome<PayVerdict> }
  | { readonly kind: 'inquiry_answered'; readonly call: number; readonly outcome: Outcome<InquiryVerdict> }
  | { readonly kind: 'cancel_answered'; readonly call: number; readonly outcome: Outcome<CancelVerdict> }
  | {
      readonly kind: 'refund_answered';
      readonly call: number;
      readonly refundRequestId: string;
      readonly outcome: Outcome<RefundVerdict>;
    }
  | {
      readonly kind: 'refund_inquiry_answered';
      readonly call: number;
      readonly refundRequestId: string;
      readonly outcome: Outcome<RefundInquiryVerdict>;
    }
  /** A wait is over; harmless when it comes early or twice. */
  | { readonly kind: 'woke' }
  /** The cashier's stop. */
  | { readonly kind: 'stopped' }
  /** A named person's answer to "keep the sale / return the money". */
  | { readonly kind: 'decided'; readonly decision: 'keep' | 'return'; readonly by: string; readonly why: string }
  /** A named person closes a reversal that the gateway does not confirm. */
  | { readonly kind: 'closed_by_person'; readonly by: string; readonly why: string; readonly evidence: string }
  /** `key`: what makes a repeated request the same refund. */
  | { readonly kind: 'refund_asked'; readonly amountMinor: number; readonly why: string; readonly key?: string }
  /** "Send now": its cancel or refund goes out, if one waits. */
  | { readonly kind: 'hurried' }
  /** Somebody asks how this payment stands: the same, or else an inquiry. */
  | { readonly kind: 'asked' };

/** What a step wants done after its commit. `call` numbers the calls of one payment in this process. */
export type Effect =
  | { readonly do: 'pay'; readonly call: number }
  | { readonly do: 'inquire'; readonly call: number }
  | { readonly do: 'cancel'; readonly call: number }
  | { readonly do: 'refund'; readonly call: number; readonly refundRequestId: string }
  | { readonly do: 'inquire_refund'; readonly call: number; readonly refundRequestId: string }
  /** Destroys the socket of a pay that is still open: it must not arrive any more. */
  | { readonly do: 'reset_pay' }
  | { readonly do: 'print'; readonly what: 'receipt' | 'reversal_slip' }
  | { readonly do: 'print_refund'; readonly refundRequestId: string };

/** A call whose wait is running. */
export interface Waiting {
  readonly for: 'pay' | 'inquiry' | 'cancel' | 'refund' | 'refund_inquiry';
  readonly call: number;
  /** Monotonic. */
  readonly sentAtMs: number;
}

export interface RefundWatch {
  readonly waiting: Waiting | null;
  readonly wakeAtMs: number | null;
  readonly seriesEndsAtMs: number;
}

/** What only this process knows of a payment. Monotonic times; never written down, rebuilt after a restart. */
export interface Watch {
  /** First sight of the payment in this process: the scan, or the restart. */
  readonly firstSeenMs: number;
  /** Found in the journal at a start, not scanned in this process. */
  readonly recovered: boolean;
  readonly waiting: Waiting | null;
  readonly wakeAtMs: number | null;
  /** End of the running series: of inquiries, later of cancels. */
  readonly seriesEndsAtMs: number;
  /** The newest call of the main line; its answer counts until the next call makes it pointless. */
  readonly newest: { readonly for: 'inquiry' | 'cancel'; readonly call: number } | null;
  /** A cancel sent after the full span said ORDER_NOT_EXIST; the inquiry that must agree is out. */
  readonly absenceClaimed: boolean;
  /** When the newest cancel left. */
  readonly cancelSentAtMs: number;
  readonly calls: number;
  readonly refunds: Readonly<Record<string, RefundWatch>>;
}

/** A payment with what this process knows of it, and what is to be done about it. */
export interface Step {
  readonly payment: Payment;
  readonly watch: Watch;
  readonly effects: readonly Effect[];
}

/** Everything that a rule may look at. */
export interface Moment {
  readonly now: Now;
  readonly limits: Limits;
}

export function still(step: Pick<Step, 'payment' | 'watch'>): Step {
  return { payment: step.payment, watch: step.watch, effects: [] };
}

/** The same step with more to do, in order. */
export function also(step: Step, ...effects: readonly Effect[]): Step {
  return { ...step, effects: [...step.effects, ...effects] };
}

/** Waits `delayMs` from now; the wall time is written down so that a restart knows when to look again. */
export function wakeIn(step: Step, delayMs: number, { now }: Moment): Step {
  const wait = Math.max(0, delayMs);
  return {
    ...step,
    payment: { ...step.payment, dueAtMs: Math.round(now.wallMs + wait) },
    watch: { ...step.watch, wakeAtMs: now.monotonicMs + wait },
  };
}

/** Sends the next call of the main line and starts its wait. */
export function send(step: Step, call: 'inquiry' | 'cancel', waitMs: number, moment: Moment): Step {
  const number = step.watch.calls + 1;
  const sentAtMs = moment.now.monotonicMs;
  const watch = {
    ...step.watch,
    calls: number,
    newest: { for: call, call: number },
    waiting: { for: call, call: number, sentAtMs },
  };
  const effect: Effect = call === 'inquiry' ? { do: 'inquire', call: number } : { do: 'cancel', call: number };
  return also(wakeIn({ ...step, watch }, waitMs, moment), effect);
}

/** Moves to another phase; `freedAfterMs` is taken at the first phase in which the cashier may turn away. */
export function turn(step: Step, phase: Phase, code: string, moment: Moment, alarm: Alarm | null = null): Step {
  const frees = phase === 'paid' || phase === 'not_charged' || phase === 'reversed' || phase === 'reversal_pending';
  const { payment, watch } = step;
  const elapsedMs = watch.recovered
    ? Math.max(0, moment.now.wallMs - payment.scannedAtMs)
    : moment.now.monotonicMs - watch.firstSeenMs;
  const freedAfterMs = payment.freedAfterMs ?? (frees ? Math.round(elapsedMs) : null);
  return { ...step, payment: { ...payment, phase, code, alarm, freedAfterMs } };
}

/** A final phase: nothing is waited for, except the times at which an absent order is asked for again. */
export function rest(step: Step, moment: Moment): Step {
  const watch = { ...step.watch, waiting: null, newest: null, absenceClaimed: false };
  const next = step.payment.askAgainAtMs[0];
  // At most a day: a wall clock that was set back must not put the question off for months.
  if (next !== undefined) return wakeIn({ ...step, watch }, Math.min(next - moment.now.wallMs, 86_400_000), moment);
  return { ...step, payment: { ...step.payment, dueAtMs: null }, watch: { ...watch, wakeAtMs: null } };
}

/** Facts that any signed answer may bring, whatever it decides. */
export function learn(payment: Payment, outcome: Outcome<string>): Payment {
  return {
    ...payment,
    orderSeen: payment.orderSeen || outcome.orderSeen,
    paymentId: payment.paymentId ?? outcome.paymentId,
    paymentTime: payment.paymentTime ?? outcome.paymentTime,
  };
}

/** Nothing sent, nothing waited for: a payment as this process first sees it. */
export function newWatch({ now }: Moment, recovered: boolean): Watch {
  return {
    firstSeenMs: now.monotonicMs,
    recovered,
    waiting: null,
    wakeAtMs: null,
    seriesEndsAtMs: now.monotonicMs,
    newest: null,
    absenceClaimed: false,
    cancelSentAtMs: Number.NEGATIVE_INFINITY,
    calls: now.callsMade,
    refunds: {},
  };
}

/** The step's waits and its cancel, that much later; the end of a series stays where it is. */
export function putOff({ watch, effects }: Step, ms: number): Watch {
  const later = <Waits extends Pick<Watch, 'waiting' | 'wakeAtMs'>>(waits: Waits): Waits => ({
    ...waits,
    waiting: waits.waiting === null ? null : { ...waits.waiting, sentAtMs: waits.waiting.sentAtMs + ms },
    wakeAtMs: waits.wakeAtMs === null ? null : waits.wakeAtMs + ms,
  });
  const refunds = Object.fromEntries(Object.entries(watch.refunds).map(([id, refund]) => [id, later(refund)]));
  const cancels = effects.some((effect) => effect.do === 'cancel');
  return { ...later(watch), refunds, cancelSentAtMs: watch.cancelSentAtMs + (cancels ? ms : 0) };
}

/** True when this is the call whose wait is running; an answer to an older call decides less. */
export function isAwaited(step: Pick<Step, 'watch'>, what: Waiting['for'], call: number): boolean {
  return step.watch.waiting?.for === what && step.watch.waiting.call === call;
}

/** True for the newest call, also when its wait is over: a wait schedules, it does not throw an answer away. */
export function isNewest({ watch }: Pick<Step, 'watch'>, what: 'inquiry' | 'cancel', call: number): boolean {
  return watch.newest?.for === what && watch.newest.call === call;
}

/** True while a call of the payment or of one of its refunds is waited for. */
export function isWaiting({ waiting, refunds }: Watch): boolean {
  return waiting !== null || Object.values(refunds).some((refund) => refund.waiting !== null);
}

/** A try that falls due just as the 60 s end, give or take what timers are late, is still one of the series. */
export function isInSeries(tryAtMs: number, seriesEndsAtMs: number, limits: Limits): boolean {
  return tryAtMs <= seriesEndsAtMs + limits.cancelSpacingMs / 2;
}
