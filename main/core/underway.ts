import { BackgroundReturns, isBackground } from './background-returns.ts';
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

interface Active {
  /** As the journal has it. */
  readonly durable: Payment;
  /** Further steps of an open reversal that could not be written down; null while the journal works. */
  readonly memory: Payment | null;
  readonly watch: Watch;
  /** False while a payment that a start has found still waits for its place. */
  readonly isResumed: boolean;
}

export class Underway {
  readonly #ports: UnderwayPorts;
  readonly #limits: Limits;
  readonly #hears: Hears;
  readonly #calls: Calls;
  readonly #turns: Turns;
  readonly #returns: BackgroundReturns;
  readonly #active = new Map<string, Active>();
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
        hears.answered(outcome);
        this.#apply(id, event);
      }),
    );
  }

  /** Commits the intent and sends the pay. False = the journal failed and nothing was sent. */
  begin(attempt: Attempt, paymentCode: string, source: string): boolean {
    this.#turns.take(() => this.#take(null, begin(attempt, this.moment()), 'scanned', { source }, paymentCode));
    return this.#active.has(attempt.paymentRequestId);
  }

  /** An event for a payment, under way or long closed; an id that nobody knows is ignored. */
  post(paymentRequestId: string, event: PaymentEvent): void {
    this.#turns.take(() => this.#apply(paymentRequestId, event));
  }

  /** "Send now": what waits to be sent goes out, a few at a time when there is much of it. */
  hurry(): void {
    this.#turns.take(() => {
      for (const [id, { durable, watch }] of [...this.#active])
        this.#inPlace(durable, watch, () => this.#apply(id, { kind: 'hurried' }));
    });
  }

  /** Takes a turn of the queue for something that is not a payment's. */
  turn(act: () => void): void {
    this.#turns.take(act);
  }

  /** Takes up everything the journal has unfinished; returns it as it was found, oldest first. */
  recover(): readonly Payment[] {
    const found = this.#ports.journal.unfinished();
    const moment = this.moment();
    this.#turns.take(() => {
      for (const payment of found) this.#takeUp(payment, moment);
    });
    return found;
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

  /** Everything under way, oldest first. */
  all(): readonly Payment[] {
    return [...this.#active.values()].map(({ durable }) => durable);
  }

  /** Whether the journal can still be written, and what the gateway has said since it cannot. */
  loss(): Pick<JournalLoss, 'why' | 'said' | 'stopsSales'> {
    return this.#loss;
  }

  /** A question to the journal. */
  ask<Answer>(question: (journal: Journal) => Answer): Answer | 'storage_failed' {
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

  #takeUp(payment: Payment, moment: Moment): void {
    const id = payment.paymentRequestId;
    const found: Active = { durable: payment, memory: null, watch: newWatch(moment, true), isResumed: false };
    this.#active.set(id, found);
    this.#inPlace(payment, found.watch, () => this.#resume(id));
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
    return found === 'storage_failed' ? null : found;
  }

  /** Commit, then act: nothing is shown or sent that is not durable. */
  #take(found: Active | null, after: Step, kind: string, facts: Readonly<Record<string, unknown>>, code = ''): void {
    this.#callsMade = Math.max(this.#callsMade, after.watch.calls);
    const changed = found === null || after.payment !== (found.memory ?? found.durable);
    const writes = changed && this.#loss.why() === null;
    const change = { before: found?.durable ?? null, after: after.payment, entry: { kind, facts } };
    const lateMs = writes ? this.#loss.commit(change) : 0;
    if (this.#loss.why() !== null) {
      this.#takeWithoutJournal(found, after);
      return;
    }
    // What is sent now is waited for from now on, however long the disk took.
    const watch = lateMs > 0 ? putOff(after.watch, lateMs) : after.watch;
    this.#keep({ durable: after.payment, memory: null, watch, isResumed: true });
    for (const effect of after.effects) this.#act(after.payment, effect, code);
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
    if (event.kind !== 'asked') {
      this.#active.set(id, { ...found, watch: { ...watch, waiting: null } });
      return;
    }
    this.#callsMade += 1;
    const call = this.#callsMade;
    const waiting = { for: 'inquiry', call, sentAtMs: this.#ports.clock.monotonicMs() } as const;
    this.#active.set(id, { ...found, watch: { ...watch, waiting } });
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
    if (isSettled) this.#active.delete(id);
    else this.#active.set(id, now);
    const wakes = [now.watch, ...refunds].flatMap(({ wakeAtMs }) => (wakeAtMs === null ? [] : [wakeAtMs]));
    if (wakes.length > 0) {
      const delayMs = Math.max(0, Math.min(...wakes) - this.#ports.clock.monotonicMs());
      this.#timers.set(
        id,
        this.#ports.clock.after(delayMs, () => this.#turns.take(() => this.#wake(id))),
      );
    }
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
    if (!isBackground(payment, watch)) act();
    else
      this.#returns.admit(id, () => {
        act();
        if (!this.isAsking(id)) this.#leave(id);
      });
  }

  #leave(id: string): void {
    this.#returns.leave(id, (go) => this.#turns.take(go));
  }

  #act(payment: Payment, effect: Effect, paymentCode: string): void {
    if (isPrint(effect)) this.#hears.print(payment, effect);
    else this.#calls.make(payment, effect, paymentCode);
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
