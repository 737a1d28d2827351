import type { FlightCall, FlightFacts } from '../contract/flight.ts';
import type { TerminalView } from '../contract/views.ts';
import type { CallEnd, CallRecorder, CallWatch } from './flight-ports.ts';
import { type FlightRecord, keptTime, maskedText, maskedTrace, type Seen } from './flight-record.ts';
import type { Clock, Commit } from './ports.ts';
import type { PrintJob } from './print-job.ts';

/**
 * The flight recorder: keeps the newest of what the running terminal sees of its payments, and hands each record on to
 * whoever writes it down. It is told after the fact, decides nothing, and whatever becomes of a record no payment hears
 * of it: the journal alone is the truth.
 */

/** The newest records that are kept in memory; about five hundred sales. */
const keptMax = 8_000;

/** Who writes records down. Must return at once and never throw. */
export type KeepRecord = (record: FlightRecord) => void;

export class FlightRecorder implements CallRecorder {
  readonly #clock: Clock;
  readonly #run: string;
  readonly #keep: KeepRecord;
  /** A ring: `#next` is the place of the oldest once it is full. */
  readonly #kept: FlightRecord[] = [];
  #next = 0;
  #seq = 0;
  #calls = 0;
  #shown: { readonly id: string; readonly phase: string; readonly notice: number } | null = null;
  #skew: { readonly skewMs: number; readonly atMs: number } | null = null;

  /** `run` names this life of the terminal. */
  constructor(clock: Clock, run: string, keep: KeepRecord = () => {}) {
    this.#clock = clock;
    this.#run = run;
    this.#keep = keep;
  }

  /** A code was taken; `begunMs`: monotonic, when its scan came to the terminal. */
  scanned(id: string, source: string, begunMs: number): void {
    const agoMs = this.#clock.monotonicMs() - begunMs;
    this.#add(id, { what: 'scanned', source }, agoMs);
  }

  /** A step is durable; its disk took so many milliseconds. */
  committed({ after, prints = [] }: Commit, tookMs: number): void {
    this.#add(after.paymentRequestId, { what: 'committed', revision: after.revision, tookMs: tenth(tookMs) });
    this.papers(prints);
  }

  /** Papers as they are now. */
  papers(jobs: readonly PrintJob[]): void {
    for (const { paymentRequestId, kind, state, copy, fault } of jobs) {
      const facts: FlightFacts = { paper: kind, paperState: state, copy };
      this.#add(paymentRequestId, {
        what: 'paper',
        facts: fault === null ? facts : { ...facts, fault: fault.fault, detail: maskedText(fault.detail) },
      });
    }
  }

  /** What all screens have just been told. */
  shown({ counter: { payment, notice, tone } }: TerminalView): void {
    if (payment === null) return;
    const { paymentRequestId: id, phase, code } = payment;
    const before = this.#shown;
    const number = notice?.number ?? 0;
    const isRefusal = before?.id === id && number > before.notice;
    if (before?.id === id && before.phase === phase && !isRefusal) return;
    this.#shown = { id, phase, notice: Math.max(number, before?.notice ?? 0) };
    const said = isRefusal ? (notice?.reason ?? null) : code === '' ? null : code;
    this.#add(id, { what: 'shown', phase, code: said, tone: isRefusal ? (tone?.kind ?? null) : null });
  }

  begun(call: FlightCall, id: string): CallWatch {
    this.#calls += 1;
    return new WatchedCall(this.#clock, { call, serial: this.#calls }, (seen) => {
      this.#add(id, seen);
      if (seen.what === 'answered' && seen.facts.skewMs !== undefined)
        this.#skew = { skewMs: seen.facts.skewMs, atMs: this.#clock.wallMs() };
    });
  }

  /** What is in memory of these ids, oldest first. */
  of(ids: readonly string[]): readonly FlightRecord[] {
    const kept = [...this.#kept.slice(this.#next), ...this.#kept.slice(0, this.#next)];
    return kept.filter(({ id }) => ids.includes(id));
  }

  /** Ids of the newest `most` payments of which a step was written, newest first. */
  newest(most: number): readonly string[] {
    const kept = [...this.#kept.slice(this.#next), ...this.#kept.slice(0, this.#next)];
    const ids = kept.toReversed().flatMap(({ what, id }) => (what === 'committed' ? [id] : []));
    return [...new Set(ids)].slice(0, most);
  }

  /** The gateway's clock minus ours by its newest signed answer, and when that came; null before the first. */
  skew(): { readonly skewMs: number; readonly atMs: number } | null {
    return this.#skew;
  }

  #add(id: string, seen: Seen, agoMs = 0): void {
    this.#seq += 1;
    const wallMs = Math.round(this.#clock.wallMs() - agoMs);
    const monoMs = tenth(this.#clock.monotonicMs() - agoMs);
    const record: FlightRecord = { id, run: this.#run, seq: this.#seq, wallMs, monoMs, ...seen };
    this.#kept[this.#next] = record;
    this.#next = (this.#next + 1) % keptMax;
    this.#keep(record);
  }
}

/** One call from its beginning to its end; each part is told as it comes. */
class WatchedCall implements CallWatch {
  readonly #clock: Clock;
  readonly #call: { readonly call: FlightCall; readonly serial: number };
  readonly #add: (seen: Seen) => void;
  readonly #begunMs: number;
  #http: FlightFacts = {};
  #isOver = false;

  constructor(clock: Clock, call: { readonly call: FlightCall; readonly serial: number }, add: (seen: Seen) => void) {
    this.#clock = clock;
    this.#call = call;
    this.#add = add;
    this.#begunMs = clock.monotonicMs();
  }

  left(over: 'new' | 'kept', requestTime: string): void {
    const facts = { connection: over, leftAfterMs: this.#tookMs(), requestTime: keptTime(requestTime) };
    this.#add({ what: 'sent', ...this.#call, facts });
  }

  came(http: number, { responseTime, trace }: { readonly responseTime: string; readonly trace: string }): void {
    this.#http = { http, ...named('responseTime', keptTime(responseTime)), ...named('trace', maskedTrace(trace)) };
  }

  ended({ verdict, code, signed, gatewayTimeMs, resultStatus, resultMessage, detail }: CallEnd): void {
    this.#isOver = true;
    const skew = gatewayTimeMs === null ? {} : { skewMs: Math.round(gatewayTimeMs - this.#clock.wallMs()) };
    this.#add({
      what: 'answered',
      ...this.#call,
      code: maskedText(code),
      tookMs: this.#tookMs(),
      came: this.#http.http === 200 && resultStatus !== null,
      facts: {
        ...this.#http,
        verdict,
        signed,
        ...skew,
        ...named('resultStatus', maskedText(resultStatus ?? '')),
        ...named('resultMessage', maskedText(resultMessage ?? '')),
        ...named('detail', maskedText(detail)),
      },
    });
  }

  givenUp(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#add({ what: 'given_up', ...this.#call, tookMs: this.#tookMs() });
  }

  #tookMs(): number {
    return tenth(this.#clock.monotonicMs() - this.#begunMs);
  }
}

function named<Key extends string>(key: Key, value: string): { readonly [Name in Key]?: string } {
  return value === '' ? {} : ({ [key]: value } as { [Name in Key]: string });
}

/** Milliseconds with one decimal: what is finer is the machine's mood. */
export function tenth(ms: number): number {
  return Math.round(ms * 10) / 10;
}
