import { windowIsClosing } from './back-off.ts';
import type { Limits } from './limits.ts';
import { hasOpenReversal, isOpenRefund, type Payment } from './payment-state.ts';
import type { Watch } from './step.ts';

/**
 * A few places for the reversals and refunds that go on in the background, so that a long list of them after an
 * outage neither floods the gateway nor holds up the sale at the counter. First come first served, in two lines: who
 * has little time left does not stand behind all the others, and the others are not forgotten for it.
 */

/** `urgent`: its first series is still running, or its cancel window is about to close. */
export type Line = 'urgent' | 'patient';

/** Of so many places that become free in a row, at least one goes to the patient line, if anybody stands there. */
const urgentInARow = 3;

export class BackgroundReturns {
  readonly #places: number;
  readonly #busy = new Set<string>();
  readonly #lines: Readonly<Record<Line, WaitingLine>> = { urgent: new WaitingLine(), patient: new WaitingLine() };
  #urgentServed = 0;

  constructor(places: number) {
    this.#places = places;
  }

  /** Runs `go` now when this payment has, or finds, a place; else once one is free. A newer `go` replaces an older. */
  admit(id: string, line: Line, go: () => void): void {
    if (this.#busy.has(id) || this.#busy.size < this.#places) {
      this.#withdraw(id);
      this.#busy.add(id);
      go();
      return;
    }
    // Who has become urgent changes the line; who was, keeps the better one.
    if (line === 'urgent') this.#lines.patient.withdraw(id);
    const keeps = this.#lines.urgent.has(id) ? 'urgent' : line;
    this.#lines[keeps].join(id, go);
  }

  /** This payment waits for no answer: its place goes to the next, which `run` is told to start. */
  leave(id: string, run: (go: () => void) => void): void {
    if (!this.#busy.delete(id)) return;
    const next = this.#next();
    if (next === null) return;
    this.#busy.add(next.id);
    run(next.go);
  }

  /** How many stand in line. */
  waiting(): number {
    return this.#lines.urgent.length + this.#lines.patient.length;
  }

  #next() {
    const { urgent, patient } = this.#lines;
    const isPatientsTurn = urgent.length === 0 || this.#urgentServed >= urgentInARow;
    const next = isPatientsTurn ? (patient.take() ?? urgent.take()) : urgent.take();
    this.#urgentServed = isPatientsTurn ? 0 : this.#urgentServed + 1;
    return next;
  }

  #withdraw(id: string): void {
    this.#lines.urgent.withdraw(id);
    this.#lines.patient.withdraw(id);
  }
}

/** Somebody in line; `go` is null once it has withdrawn. */
interface Standing {
  readonly id: string;
  go: (() => void) | null;
}

/** First in, first out; each id stands in it once. Joining and being served cost the same at any length. */
class WaitingLine {
  readonly #standing = new Map<string, Standing>();
  #order: Standing[] = [];
  /** So many of `#order` have been served or have withdrawn. */
  #gone = 0;
  #passed = 0;

  get length(): number {
    return this.#standing.size;
  }

  has(id: string): boolean {
    return this.#standing.has(id);
  }

  join(id: string, go: () => void): void {
    const there = this.#standing.get(id);
    if (there !== undefined) {
      there.go = go;
      return;
    }
    const standing: Standing = { id, go };
    this.#standing.set(id, standing);
    this.#order.push(standing);
  }

  withdraw(id: string): void {
    const there = this.#standing.get(id);
    if (there === undefined) return;
    there.go = null;
    this.#standing.delete(id);
    this.#left();
  }

  take(): { readonly id: string; readonly go: () => void } | null {
    for (let next = this.#order[this.#passed]; next !== undefined; next = this.#order[this.#passed]) {
      this.#passed += 1;
      const { id, go } = next;
      if (go === null) continue;
      next.go = null;
      this.#standing.delete(id);
      this.#left();
      return { id, go };
    }
    return null;
  }

  /** Where more than half are gone the others move up, so that the line does not grow for ever. */
  #left(): void {
    this.#gone += 1;
    if (this.#gone * 2 <= this.#order.length) return;
    this.#order = this.#order.filter(({ go }) => go !== null);
    this.#gone = 0;
    this.#passed = 0;
  }
}

/** A reversal or refund that no cashier waits for any more, or that a start has found. */
export function isBackground(payment: Payment, watch: Watch): boolean {
  return (watch.recovered || isOverdue(payment)) && (hasOpenReversal(payment) || payment.refunds.some(isOpenRefund));
}

/** In which line it stands while it waits for a place. */
export function lineOf(payment: Payment, wallMs: number, limits: Limits): Line {
  if (!isOverdue(payment)) return 'urgent';
  return windowIsClosing(payment, wallMs, limits) ? 'urgent' : 'patient';
}

function isOverdue(payment: Payment): boolean {
  return payment.reversal?.seriesOver === true || payment.refunds.some((refund) => refund.seriesOver);
}
