import type { FlightCall } from '../contract/flight.ts';
import type { PaymentChange } from './payment-state.ts';

/**
 * Who sees what for the flight recorder. Whoever tells it something waits for nothing and asks nothing: what cannot be
 * kept is lost, and no payment hears of it.
 */

/** One call to the gateway, watched by whoever makes it. Monotonic times are taken at each of these. */
export interface CallWatch {
  /** Its first bytes have been handed to the kernel. `requestTime`: the header as it was signed. */
  left(over: 'new' | 'kept', requestTime: string): void;
  /** The head of an answer is here; headers as they were written, '' for one that is not there. */
  came(http: number, headers: { readonly responseTime: string; readonly trace: string }): void;
  /** It was answered, or never will be; once at most. */
  ended(seen: CallEnd): void;
  /** Whoever made it wants no answer any more; in vain where it has ended already. */
  givenUp(): void;
}

/** What was made of an answer. */
export interface CallEnd {
  readonly verdict: string;
  readonly code: string;
  readonly signed: boolean;
  readonly gatewayTimeMs: number | null;
  /** As the answer says; null where there was none that could be read. */
  readonly resultStatus: string | null;
  readonly resultMessage: string | null;
  /** Why nothing usable came, else ''. */
  readonly detail: string;
}

export interface CallRecorder {
  /** `id`: paymentRequestId, or refundRequestId of a refund's calls. */
  begun(call: FlightCall, id: string): CallWatch;
}

/** One row of the journal as a timeline wants it. */
export interface JournalStep {
  /** 1 for the first row of a payment, one more for each that follows. */
  readonly revision: number;
  readonly kind: string;
  /** Wall clock, milliseconds since 1970. */
  readonly atMs: number;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly change: PaymentChange;
}

/** What the journal tells of itself to a timeline. Both may throw `StorageError`. */
export interface JournalSteps {
  /** All rows of a payment in order; of a very long story the first and the last `most`, and how many lie between. */
  of(paymentRequestId: string, most: number): { readonly steps: readonly JournalStep[]; readonly leftOut: number };
  /** The newest row of the chain and its hash in hexadecimal digits; null where there is no chain. */
  head(): { readonly seq: number; readonly hash: string } | null;
}
