import type { FlightCall, FlightEntry, FlightFacts, FlightTimeline } from '../contract/flight.ts';
import type { PaymentView } from '../contract/views.ts';
import { FlightClock } from './flight-clock.ts';
import type { JournalStep } from './flight-ports.ts';
import type { FlightRecord } from './flight-record.ts';
import {
  type Counted,
  callAnswered,
  countedAfter,
  nothingCounted,
  type Told,
  toldByRow,
  toldByStep,
} from './flight-steps.ts';

/**
 * From the journal's rows and the recorder's records to one story of a payment. The rows are the truth and are all in
 * it; records put exact times beside them and tell what left no row. Pure: nothing is read, no clock is looked at.
 */

export interface FlightParts {
  readonly payment: PaymentView;
  readonly steps: readonly JournalStep[];
  /** Rows in the middle that were not read. */
  readonly leftOut: number;
  /** In the order in which they were kept; some may be there twice. */
  readonly records: readonly FlightRecord[];
}

/** `each`: entries that are told of the beginning, and as many of the end. */
export function timelineOf({ payment, steps, leftOut, records }: FlightParts, each: number): FlightTimeline {
  const { paymentRequestId, paymentId, orderId, scannedAtMs, refunds, elapsedMs } = payment;
  const entries = storyOf(payment, steps, inOrder(records));
  const written = new Set(records.flatMap((record) => (record.what === 'committed' ? [record.revision] : [])));
  const seen = steps.filter(({ revision }) => written.has(revision)).length;
  const surplus = Math.max(0, entries.length - 2 * each);
  return {
    paymentRequestId,
    paymentId,
    orderId,
    refundRequestIds: refunds.map(({ refundRequestId }) => refundRequestId),
    scannedAtMs,
    freedAfterMs: elapsedMs,
    recorded: seen === 0 ? 'none' : seen === steps.length && leftOut === 0 ? 'whole' : 'part',
    entries: surplus === 0 ? entries : [...entries.slice(0, each), ...entries.slice(-each)],
    leftOut: leftOut + surplus,
  };
}

/** Each once; within one life of the terminal by its own clock, since a scan is told when its call has left already. */
function inOrder(records: readonly FlightRecord[]): readonly FlightRecord[] {
  const runs = new Map<string, Map<number, FlightRecord>>();
  for (const record of records) {
    const run = runs.get(record.run) ?? new Map<number, FlightRecord>();
    run.set(record.seq, record);
    runs.set(record.run, run);
  }
  return [...runs.values()].flatMap((run) =>
    [...run.values()].toSorted((a, b) => a.monoMs - b.monoMs || a.seq - b.seq),
  );
}

function storyOf(payment: PaymentView, steps: readonly JournalStep[], records: readonly FlightRecord[]): FlightEntry[] {
  const story = new Story(payment, steps, records);
  for (const record of records) story.take(record);
  return story.end();
}

/** Goes along the records and puts each row of the journal where it belongs. */
class Story {
  readonly #payment: PaymentView;
  readonly #rows: JournalStep[];
  readonly #clock: FlightClock;
  readonly #entries: FlightEntry[] = [];
  readonly #numbers = new CallNumbers();
  #phase = 'paying';
  #counted: Counted = nothingCounted;

  constructor(payment: PaymentView, steps: readonly JournalStep[], records: readonly FlightRecord[]) {
    this.#payment = payment;
    this.#rows = [...steps];
    this.#clock = new FlightClock(payment.scannedAtMs, records);
  }

  take(record: FlightRecord): void {
    const jumpMs = this.#clock.jumpBefore(record);
    if (jumpMs !== null) this.#add(record, { kind: 'clock_jump', facts: { jumpMs } });
    switch (record.what) {
      case 'scanned':
        this.#add(record, { kind: 'scanned', facts: { source: record.source, codeMask: this.#payment.codeMask } });
        return;
      case 'committed':
        this.#written(record);
        return;
      case 'sent':
        this.#add(record, { kind: 'sent', call: record.call, facts: { ...record.facts, ...this.#about(record) } });
        return;
      case 'answered':
        this.#answer(record);
        return;
      case 'given_up':
        this.#add(record, { kind: 'given_up', call: record.call, tookMs: record.tookMs, facts: this.#about(record) });
        return;
      case 'shown': {
        const { phase, code, tone } = record;
        this.#add(record, { kind: 'shown', code, facts: tone === null ? { phase } : { phase, tone } });
        return;
      }
      case 'paper':
        this.#add(record, { kind: 'paper', facts: record.facts });
    }
  }

  /** What is left of the rows was seen by nobody. */
  end(): FlightEntry[] {
    this.#unseenBefore(Number.POSITIVE_INFINITY);
    return this.#entries;
  }

  #written(record: FlightRecord & { readonly what: 'committed' }): void {
    this.#unseenBefore(record.revision);
    const row = this.#rows[0]?.revision === record.revision ? this.#rows.shift() : undefined;
    // Of a row in the part that is left out there is nothing more to tell.
    if (row === undefined) return;
    for (const told of toldByStep(row, { scan: this.#hasScan(), answer: this.#hasAnswer(callAnswered(row)) })) {
      this.#add(record, { ...told, tookMs: told.kind === 'written' ? record.tookMs : null });
    }
    this.#follow(row);
  }

  #unseenBefore(revision: number): void {
    for (let row = this.#rows[0]; row !== undefined && row.revision < revision; row = this.#rows[0]) {
      this.#rows.shift();
      for (const told of toldByRow(row, this.#counted)) this.#addUnseen(row.atMs, told);
      this.#follow(row);
    }
  }

  #follow(row: JournalStep): void {
    this.#phase = row.change.phase ?? this.#phase;
    this.#counted = countedAfter(row, this.#counted);
  }

  #hasScan(): boolean {
    return this.#entries.some(({ kind }) => kind === 'scanned');
  }

  /** An answer is told just before the row that it leads to. */
  #hasAnswer(call: FlightCall | null): boolean {
    const since = this.#entries.findLastIndex(({ kind }) => kind === 'written');
    return this.#entries.slice(since + 1).some((entry) => entry.call === call && entry.tookMs !== null);
  }

  #answer(record: FlightRecord & { readonly what: 'answered' }): void {
    const { call, code, tookMs, came, facts } = record;
    const late = isLate(call, this.#phase) ? { late: true } : {};
    const kind = came ? 'answered' : 'no_answer';
    this.#add(record, { kind, call, code, tookMs, facts: { ...facts, ...late, ...this.#about(record) } });
  }

  /** Which refund a call was about. */
  #about(record: FlightRecord): FlightFacts {
    return record.id === this.#payment.paymentRequestId ? {} : { refundRequestId: record.id };
  }

  #add(record: FlightRecord, { kind, call = null, code = null, tookMs = null, facts }: Told): void {
    const afterMs = this.#clock.afterMs(record);
    const number = 'serial' in record ? this.#numbers.of(record.call, record) : null;
    this.#entries.push({ atMs: record.wallMs, afterMs, fine: true, kind, call, number, code, tookMs, facts });
  }

  #addUnseen(atMs: number, { kind, call = null, code = null, facts }: Told): void {
    const afterMs = this.#clock.afterWallMs(atMs);
    const number = call === null ? null : this.#numbers.unseen(call, kind === 'sent');
    this.#entries.push({ atMs, afterMs, fine: false, kind, call, number, code, tookMs: null, facts });
  }
}

/** The how-manieth call of its kind something belongs to. */
class CallNumbers {
  readonly #made = new Map<FlightCall, number>();
  readonly #known = new Map<string, number>();

  of(call: FlightCall, { run, serial }: { readonly run: string; readonly serial: number }): number {
    const key = `${run} ${serial}`;
    const number = this.#known.get(key) ?? this.#next(call);
    this.#known.set(key, number);
    return number;
  }

  /** Without a record an answer is taken for that of the newest call. */
  unseen(call: FlightCall, isSent: boolean): number {
    return isSent ? this.#next(call) : Math.max(1, this.#made.get(call) ?? 1);
  }

  #next(call: FlightCall): number {
    const number = (this.#made.get(call) ?? 0) + 1;
    this.#made.set(call, number);
    return number;
  }
}

/** An answer to a question that is closed already; that of a pay also once the payment is being taken back. */
function isLate(call: FlightCall, phase: string): boolean {
  if (call === 'refund' || call === 'inquiryRefund') return false;
  const isClosed = phase === 'paid' || phase === 'not_charged' || phase === 'reversed';
  return isClosed || (call === 'pay' && (phase === 'reversing' || phase === 'reversal_pending'));
}
