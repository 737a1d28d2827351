import type { DeviceReport } from '../contract/device-views.ts';
import type { PrinterView, PrintJobView, printStates } from '../contract/print-views.ts';
import type { Money } from './money.ts';
import type { ReceiptDocument, ReceiptKind } from './receipt.ts';

/**
 * One paper that somebody is owed, as it is kept: what stands on it, and what has become of it. It knows no payment
 * and no printer; whatever becomes of it, the payment stands.
 */

/**
 * - `queued`: nothing of it has left, it waits for its turn or for the printer
 * - `sending`: written down before its first byte leaves; found so at a start, nobody knows how much was printed
 * - `unknown`: some of it left; only a person who looks at the paper may say
 * - `printed`, `failed`: over; a person may want another one
 */
export type PrintState = (typeof printStates)[number];

/** What the queue itself has to say of a job; the words are in `words/print-faults.ts`. */
export type PrintFault =
  | 'print_too_old'
  | 'print_line_full'
  | 'print_dropped'
  | 'print_interrupted'
  | 'print_restored'
  | 'print_not_out';

export interface PrintJob {
  /** Rises in the order in which papers were asked for; that is the order in which they are printed. */
  readonly id: number;
  readonly kind: ReceiptKind;
  readonly paymentRequestId: string;
  /** Of a refund's receipt, else null. */
  readonly refundRequestId: string | null;
  /** What stands on it as the sum. */
  readonly amount: Money;
  /** It says COPY: another paper of the same may exist. */
  readonly copy: boolean;
  readonly state: PrintState;
  /** How often it was given to the printer. */
  readonly attempts: number;
  /** Some of it may have left: a second paper must be marked as a copy. */
  readonly mayBeOut: boolean;
  /** Wall clock, milliseconds since 1970. */
  readonly askedAtMs: number;
  readonly movedAtMs: number;
  /** The newest trouble; null where there was none. */
  readonly fault: DeviceReport | null;
  /** What was true when it was asked for. Null once it is printed, or nobody wants it any more. */
  readonly document: ReceiptDocument | null;
}

/** What the queue says of a job as a report of the printer. */
export function printFault(fault: PrintFault): DeviceReport {
  return { state: 'refused', fault, place: '', detail: '' };
}

/** Waits for its turn, or is with the printer. */
export function isWaiting({ state }: PrintJob): boolean {
  return state === 'queued' || state === 'sending';
}

/** Neither printed nor given up. */
export function isUnfinished(job: PrintJob): boolean {
  return isWaiting(job) || job.state === 'unknown';
}

export function printJobView(job: PrintJob): PrintJobView {
  const { id, kind, paymentRequestId, amount, state, copy, attempts, fault, askedAtMs } = job;
  const { minor: amountMinor, currency } = amount;
  // One whose document is gone can be had again from its payment alone.
  const again = state === 'failed' && job.document !== null;
  return { id, kind, paymentRequestId, amountMinor, currency, state, copy, attempts, fault, atMs: askedAtMs, again };
}

/** Of jobs in order: the newest, and what is asked of people; `putOff` are ids of questions that somebody has put off. */
export function jobsInShort(
  jobs: readonly PrintJob[],
  putOff: ReadonlySet<number>,
): Pick<PrinterView, 'job' | 'questions' | 'question'> {
  const questions = jobs.filter(({ state }) => state === 'unknown');
  const question = questions.find(({ id }) => !putOff.has(id));
  const newest = jobs.at(-1);
  return {
    job: newest === undefined ? null : printJobView(newest),
    questions: questions.length,
    question: question === undefined ? null : printJobView(question),
  };
}
