import { type Active, ActivePayments, durableOf, first } from './active.ts';
import { BackgroundReturns, isBackground, lineOf } from './background-returns.ts';
import { Calls } from './calls.ts';
import { inquirySaid, isKnownReturn, JournalLoss, phaseSaid } from './journal-loss.ts';
import type { Limits } from './limits.ts';
import { type Attempt, begin, step } from './payment.ts';
import { hasOpenReversal, type Payment } from './payment-state.ts';
import type { Journal } from './ports.ts';
import { recover } from './recovery.ts';
import {
  type Effect,
  isWaiting,
  type Moment,
  newWatch,
  type PaymentEvent,
  putOff,
  type Step,
  type Watch,
} from './step.ts';
import { Turns } from './turns.ts';
import { type Hears, isPrint, type UnderwayPorts } from './underway-ports.ts';

/**
 * The payments under way, and the one way in which they move: step, commit, act, always in this order and one event
 * at a time. After a power cut the state on disk is at or before what the world saw, never after.
 */
export class Underway {
  readonly #ports: UnderwayPorts;
  readonly #limits: Limits;
  readonly #hears: Hears;
  readonly #calls: Calls;
  readonly #turns: Turns;
  readonly #returns: BackgroundReturns;
  readonly #active = new ActivePayments();
  readonly #timers = new Map<string, () => void>();
  readonly #loss: JournalLoss;
  #callsMade = 0;

  constructor(ports: UnderwayPorts, limits: Limits, hears: Hears) {
    this.#ports = ports;
    this.#limits = limits;
    this.#hears = hears;
    this.#turns = new Turns(() => hears.settled());
    this.#loss = new JournalLoss(ports);
    this.#returns = new BackgroundReturns(limits.returnsInFlight);
    this.#calls = new Calls(ports.gateway, ports.clock, limits, (id, outcome, event) =>
      this.#turns.take(() => {
        hears.answered(outcome, id, event);
        this.#apply(id, event);
      }),
    );
  }

  /** Commits the intent and sends the pay. False = the journal failed and nothing was sent. */
  begin(attempt: Attempt, paymentCode: string, source: string): boolean {
    this.#turns.take(() => this.#take(null, begin(attempt, this.moment()), 'scanned', { source }, paymentCode));
    return this.#active.get(attempt.paymentRequestId) !== undefined;
  }

  /** An event for a payment, under way or long closed; an id that nobody knows is ignored. */
  post(paymentRequestId: string, event: PaymentEvent): void {
    this.#turns.take(() => this.#apply(paymentRequestId, event));
  }

  /** "Send now": what waits to be sent goes out, of this payment or of all, a few at a time when there is much of it. */
  hurry(only?: string): void {
    this.#turns.take(() => {
      const all = only === undefined ? [...this.#active.all()] : [this.#active.get(only)];
      for (const { durable, watch } of all.filter((one) => one !== undefined))
        this.#inPlace(durable, watch, () => this.#apply(durable.paymentRequestId, { kind: 'hurried' }));
    });
  }

  /** Takes a turn of the queue for something that is not a payment's. */
  turn(act: () => void): void {
    this.#turns.take(act);
  }

  /** Takes up everything the journal has unfinished; `tell` is shown it first, as it was found, oldest first. */
  recover(tell: (found: readonly Payment[]) => void): void {
    const found = this.#ports.journal.unfinished();
    const watch = newWatch(this.moment(), true);
    this.#turns.take(() => {
      tell(found);
      for (const payment of found) this.#takeUp(payment, watch);
    });
  }

  /** The durable state, under way or closed; null when there is none, or no journal to ask. */
  payment(paymentRequestId: string): Payment | null {
    return this.#active.get(paymentRequestId)?.durable ?? this.#stored(paymentRequestId);
  }

  /** A call for this payment, or for one of its refunds, is on its way. */
  isAsking(paymentRequestId: string): boolean {
    const active = this.#active.get(paymentRequestId);
    return active !== undefined && isWaiting(active.watch);
  }

  /** The first `most` payments under way of this kind, oldest first. */
  some(most: number, isOne: (payment: Payment) => boolean): readonly Payment[] {
    return first(most, durableOf(this.#active.all(), isOne));
  }

  /** How many there are, and which of them alarm; costs the same however many there are. `all` and `get` to look at. */
  counted(): Pick<ActivePayments, 'openReversals' | 'unsettled' | 'alarmed' | 'all' | 'get'> {
    return this.#active;
  }

  /** Whether the journal can still be written, and what the gateway has said since it cannot. */
  loss(): Pick<JournalLoss, 'why' | 'said' | 'stopsSales'> {
    return this.#loss;
  }

  /** A question to the journal. */
  ask<Answer>(question: (journal: Journal) => Answer): Answer | 'storage_failed' | 'archive_unavailable' {
    return this.#loss.ask(question);
  }

  moment(): Moment {
    const { clock, chance } = this.#ports;
    const now = {
      wallMs: clock.wallMs(),
      monotonicMs: clock.monotonicMs(),
      fraction: chance.fraction(),
      digits: chance.digits(6),
      callsMade: this.#callsMade,
    };
    return { now, limits: this.#limits };
  }

  /** Sends nothing any more and forgets every timer and every open call. */
  close(): void {
    this.#turns.close();
    for (const off of this.#timers.values()) off();
    this.#timers.clear();
    this.#calls.close();
    this.#active.clear();
  }

  #takeUp(payment: Payment, watch: Watch): void {
    this.#active.put({ durable: payment, memory: null, watch, isResumed: false });
    this.#inPlace(payment, watch, () => this.#resume(payment.paymentRequestId));
  }

  /** Nothing happens to a payment of an earlier run before it has been taken up; once is enough. */
  #resume(id: string): void {
    const found = this.#active.get(id);
    if (found === undefined || found.isResumed) return;
    this.#take(found, recover(found.durable, this.moment()), 'recovered', {});
  }

  #apply(id: string, event: PaymentEvent): void {
    this.#resume(id);
    const found = this.#active.get(id) ?? this.#loadClosed(id);
    if (found === null) return;
    // Without a journal nothing can be claimed any more; only a reversal that is on disk goes on.
    if (this.#loss.why() !== null && !hasOpenReversal(found.durable)) {
      this.#onlyAsk(found, event);
      return;
    }
    const before = { payment: found.memory ?? found.durable, watch: found.watch };
    const { kind, ...facts } = event;
    this.#take(found, step(before, event, this.moment()), kind, facts);
  }

  #loadClosed(id: string): Active | null {
    const stored = this.#stored(id);
    return stored === null
      ? null
      : { durable: stored, memory: null, watch: newWatch(this.moment(), true), isResumed: true };
  }

  #stored(id: string): Payment | null {
    const { rescue } = this.#ports.journal;
    if (this.#loss.why() !== null && rescue === undefined) return null;
    const found = this.ask((journal) => journal.payment(id));
    return typeof found === 'string' ? null : found;
  }

  /** Commit, then act: nothing is shown or sent that is not durable. */
  #take(found: Active | null, after: Step, kind: string, facts: Readonly<Record<string, unknown>>, code = ''): void {
    this.#callsMade = Math.max(this.#callsMade, after.watch.calls);
    const changed = found === null || after.payment !== (found.memory ?? found.durable);
    const writes = changed && this.#loss.why() === null;
    const prints = this.#hears.papers(after.payment, after.effects.filter(isPrint));
    const change = { before: found?.durable ?? null, after: after.payment, entry: { kind, facts }, prints };
    const lateMs = writes ? this.#loss.commit(change) : 0;
    if (lateMs === 'archive_unavailable') return;
    if (this.#loss.why() !== null) {
      // A person's word counts only once it is written down; until then the reversal goes on.
      if (kind !== 'closed_by_person') this.#takeWithoutJournal(found, after);
      return;
    }
    // What is sent now is waited for from now on, however long the disk took.
    const watch = lateMs > 0 ? putOff(after, lateMs) : after.watch;
    this.#keep({ durable: after.payment, memory: null, watch, isResumed: true });
    for (const effect of after.effects) this.#act(after.payment, effect, code);
    this.#hears.print(prints);
  }

  /** Nothing is claimed any more; a reversal that is on disk goes on being cancelled from memory. */
  #takeWithoutJournal(found: Active | null, after: Step): void {
    if (found === null || !hasOpenReversal(found.durable)) {
      this.#letGo(after.payment.paymentRequestId);
      return;
    }
    this.#keep({ durable: found.durable, memory: after.payment, watch: after.watch, isResumed: true });
    for (const effect of after.effects) if (isKnownReturn(found.durable, effect)) this.#act(after.payment, effect, '');
    const isOver = hasOpenReversal(found.memory ?? found.durable) && !hasOpenReversal(after.payment);
    if (isOver) this.#loss.hear(after.payment.paymentRequestId, phaseSaid(after.payment.phase));
  }

  /** Without a journal a payment that has no reversal stands still. A person may ask; the answer is told, not claimed. */
  #onlyAsk(found: Active, event: PaymentEvent): void {
    const { durable, watch } = found;
    const id = durable.paymentRequestId;
    this.#letGo(id);
    if (event.kind === 'inquiry_answered') this.#loss.hear(id, inquirySaid(event.outcome.verdict));
    if (event.kind === 'pay_answered' && event.outcome.verdict === 'success') this.#loss.hear(id, 'charged');
    if (event.kind !== 'asked') {
      this.#active.put({ ...found, watch: { ...watch, waiting: null } });
      return;
    }
    this.#callsMade += 1;
    const call = this.#callsMade;
    const waiting = { for: 'inquiry', call, sentAtMs: this.#ports.clock.monotonicMs() } as const;
    this.#active.put({ ...found, watch: { ...watch, waiting } });
    this.#hears.moved(durable);
    this.#calls.make(durable, { do: 'inquire', call }, '');
  }

  /** Keeps what needs the terminal again, with one timer each; forgets the rest. */
  #keep(now: Active): void {
    const payment = now.memory ?? now.durable;
    const id = payment.paymentRequestId;
    this.#stopTimer(id);
    const refunds = Object.values(now.watch.refunds);
    const asking = isWaiting(now.watch);
    const isSettled = now.memory === null && payment.dueAtMs === null && !asking;
    if (isSettled) this.#active.forget(id);
    else this.#active.put(now);
    const wakes = [now.watch, ...refunds].flatMap(({ wakeAtMs }) => (wakeAtMs === null ? [] : [wakeAtMs]));
    if (wakes.length > 0) {
      const delayMs = Math.max(0, Math.min(...wakes) - this.#ports.clock.monotonicMs());
      this.#timers.set(
        id,
        this.#ports.clock.after(delayMs, () => this.#turns.take(() => this.#wake(id))),
      );
    }
    this.#hears.moved(now.durable);
    if (!asking) this.#leave(id);
  }

  #wake(id: string): void {
    const found = this.#active.get(id);
    if (found === undefined) return;
    this.#inPlace(found.memory ?? found.durable, found.watch, () => this.#apply(id, { kind: 'woke' }));
  }

  /** Acts at once for whatever somebody waits for; the rest waits for a place and gives it back if it asks nothing. */
  #inPlace(payment: Payment, watch: Watch, act: () => void): void {
    const id = payment.paymentRequestId;
    if (!isBackground(payment, watch)) {
      act();
      return;
    }
    const line = lineOf(payment, this.#ports.clock.wallMs(), this.#limits);
    this.#returns.admit(id, line, () => {
      act();
      if (!this.isAsking(id)) this.#leave(id);
    });
  }

  #leave(id: string): void {
    this.#returns.leave(id, (go) => this.#turns.take(go));
  }

  #act(payment: Payment, effect: Effect, paymentCode: string): void {
    if (!isPrint(effect)) this.#calls.make(payment, effect, paymentCode);
  }

  /** It cannot go on in this run; its place among the returns is free. */
  #letGo(id: string): void {
    this.#stopTimer(id);
    this.#leave(id);
  }

  #stopTimer(id: string): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
  }
}
