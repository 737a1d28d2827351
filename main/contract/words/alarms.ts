import { inEveryLanguage } from './first-words.ts';
import type { InEveryLanguage } from './language.ts';

/**
 * What a person reads while a payment needs one: what is wrong, what to do, who to call. The names are those of
 * `Alarm` in core/payment-state.ts, written out here because the contract imports nothing.
 */

export type AlarmName =
  | 'call_support'
  | 'top_up_balance'
  | 'cancel_refused'
  | 'amount_mismatch'
  | 'old_success'
  | 'late_success'
  | 'refund_refused'
  | 'wrong_payment_answered';

export interface AlarmWords {
  /** At most 24 columns. */
  readonly title: string;
  readonly whatToDo: string;
  readonly whoToCall: string;
}

/** `call_support` follows seed 004: unclear after 60 s of retries → the merchant contacts Alipay's support. */
export const alarmWords: InEveryLanguage<Readonly<Record<AlarmName, AlarmWords>>> = inEveryLanguage('alarms');
