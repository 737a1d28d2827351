import type { FlightRecorder } from './flight-recorder.ts';
import type { Payment } from './payment-state.ts';
import type { Chance, Clock, Gateway, Journal, Log, Outcome } from './ports.ts';
import type { PrintJob } from './print-job.ts';
import type { Effect, PaymentEvent } from './step.ts';

/** What the payments under way need, and whom they tell. */

export interface UnderwayPorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly journal: Journal;
  readonly gateway: Gateway;
  readonly log: Log;
  /** Sees what happens; nothing waits for it. */
  readonly flight?: FlightRecorder;
}

/** What the payments under way tell the terminal. */
export interface Hears {
  /** Any answer of the gateway about this payment, before it is applied. */
  answered(outcome: Outcome<string>, paymentRequestId: string, event: PaymentEvent): void;
  /** What a step wants printed, to be written down with it. */
  papers(payment: Payment, effects: readonly PrintEffect[]): readonly PrintJob[];
  /** They are durable. */
  print(papers: readonly PrintJob[]): void;
  /** The durable state of a payment that has changed, or of which something else is asked. */
  moved(payment: Payment): void;
  /** The queue is empty again; something may have changed. */
  settled(): void;
}

export type PrintEffect = Extract<Effect, { do: 'print' | 'print_refund' }>;

export function isPrint(effect: Effect): effect is PrintEffect {
  return effect.do === 'print' || effect.do === 'print_refund';
}
