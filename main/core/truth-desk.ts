import type { StrangerSource, TruthView } from '../contract/truth-desk.ts';
import type { AfterSale } from './after-sale.ts';
import type { Done, NotHad, Refused } from './answers.ts';
import { type NumberRefusal, partsOfId, readAskedNumber } from './asked-number.ts';
import type { Limits } from './limits.ts';
import type { Money } from './money.ts';
import type { Payment } from './payment-state.ts';
import type { Clock, Gateway } from './ports.ts';
import type { PaymentEvent } from './step.ts';
import { type Heard, heardOf, newerHeard } from './truth-verdict.ts';
import { type About, nobodyTruth, paymentTruth, type Question, strangerTruth, type Unfound } from './truth-view.ts';
import type { Underway } from './underway.ts';

/**
 * The truth desk: one question at a time about one number, with a live answer. A payment of ours is asked for by its
 * own event – step, commit, act. A number that the journal does not know is only inquired: what the gateway says of it
 * is told and written nowhere, and no sale comes of it.
 */

export interface TruthDeskParts {
  readonly clock: Clock;
  readonly gateway: Pick<Gateway, 'inquirePayment'>;
  readonly limits: Limits;
  readonly terminalNumber: string;
  /** Of every sale of this shop, such as CNY. */
  readonly currency: string;
  readonly underway: Underway;
  readonly afterSale: AfterSale;
  /** Told of each answer to a question that is no payment's. */
  readonly answered: (heard: Heard['outcome']) => void;
}

/** A screen that holds the desk says so again within this time; one that has gone away holds nothing for long. */
export const holdMs = 15_000;

/** Attempts of one order that are shown. */
const attemptsMax = 20;

type Asked = { readonly ok: true; readonly number: number } | Refused<NumberRefusal>;

export class TruthDesk {
  readonly #parts: TruthDeskParts;
  #question: Question | null = null;
  #numbers = 0;
  #scanned: string | null = null;
  /** Monotonic. */
  #heldUntilMs = Number.NEGATIVE_INFINITY;
  /** Monotonic: when the newest question for the desk left. */
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #offSend: (() => void) | null = null;
  /** A stranger is being asked for and still waited for; gives the wait up. */
  #offWait: (() => void) | null = null;
  #abandon: (() => void) | null = null;

  constructor(parts: TruthDeskParts) {
    this.#parts = parts;
  }

  /** A screen shows the desk: for the next {@link holdMs} every scan is the desk's. */
  hold(): void {
    this.#heldUntilMs = this.#parts.clock.monotonicMs() + holdMs;
  }

  leave(): void {
    this.#heldUntilMs = Number.NEGATIVE_INFINITY;
  }

  isHeld(): boolean {
    return this.#parts.clock.monotonicMs() < this.#heldUntilMs;
  }

  /** The number of a paper, a bill or an order in `text`; nothing is asked yet. */
  read(text: string): ReturnType<typeof readAskedNumber> {
    return readAskedNumber(text, (id) => this.#parts.afterSale.find(id).ok);
  }

  /** A scanner has read this number; asked for only when a screen wants it. */
  scanned(id: string): void {
    this.#scanned = id;
  }

  /**
   * Begins a question; the one before is over. `text` null = the number that was scanned last. The same number asked
   * again at once is the same question.
   */
  ask(text: string | null): Asked {
    const read = text === null ? this.#scannedNumber() : this.read(text);
    if (!read.ok) return read;
    const isRepeat = this.#question?.id === read.id && this.#waitMs() > 0;
    if (!isRepeat) this.#begin(read.id);
    return { ok: true, number: this.#numbers };
  }

  /** Asks once more what was asked last. */
  again(): Done | Refused<'no_number'> {
    if (this.#question === null) return { ok: false, reason: 'no_number' };
    this.#begin(this.#question.id);
    return { ok: true };
  }

  /** Any answer about a payment of ours, before it is applied. */
  heard(paymentRequestId: string, event: PaymentEvent): void {
    const question = this.#question;
    if (question?.about.kind !== 'payment' || question.about.payment.paymentRequestId !== paymentRequestId) return;
    const heard = heardOf(event, this.#parts.clock.wallMs());
    if (heard !== null) this.#question = { ...question, heard: newerHeard(question.heard, heard) };
  }

  /** The newest question as far as it is answered; null before the first. */
  view(): TruthView | null {
    const question = this.#question;
    if (question === null) return null;
    switch (question.about.kind) {
      case 'payment':
        return this.#paymentView(question, this.#newest(question.about.payment));
      case 'stranger':
        return strangerTruth(question, question.about, this.#isWaiting(), this.#parts.currency);
      case 'nobody':
        return nobodyTruth(question, question.about.verdict);
    }
  }

  /** Asks nothing any more. */
  close(): void {
    this.#giveUp();
    this.leave();
  }

  #scannedNumber(): ReturnType<typeof readAskedNumber> {
    return this.#scanned === null ? { ok: false, reason: 'no_number' } : { ok: true, id: this.#scanned };
  }

  #begin(id: string): void {
    const { clock } = this.#parts;
    this.#giveUp();
    this.#numbers += 1;
    this.#question = { number: this.#numbers, id, askedAtMs: clock.wallMs(), about: this.#aboutOf(id), heard: null };
    const waitMs = this.#waitMs();
    if (waitMs === 0) this.#send();
    else
      this.#offSend = clock.after(waitMs, () => {
        this.#offSend = null;
        this.#send();
        this.#tell();
      });
    this.#tell();
  }

  /** Every screen looks again. */
  #tell(): void {
    this.#parts.underway.turn(() => {});
  }

  #aboutOf(id: string): About {
    const found = this.#parts.afterSale.find(id);
    if (found.ok) return { kind: 'payment', payment: found.payment };
    const parts = partsOfId(id);
    if (parts === null) return { kind: 'nobody', verdict: unfound[found.reason] };
    const isOwn = parts.terminalNumber === this.#parts.terminalNumber.padStart(4, '0');
    const absent = isOwn ? 'own_till' : 'other_till';
    return { kind: 'stranger', paymentRequestId: id, whose: unreadBy[found.reason] ?? absent, parts };
  }

  /** How long the next question must wait for its distance to the last one, milliseconds. */
  #waitMs(): number {
    return Math.max(0, this.#sentAtMs + this.#parts.limits.inquirySpacingMs - this.#parts.clock.monotonicMs());
  }

  #send(): void {
    const { clock, underway, currency } = this.#parts;
    const about = this.#question?.about;
    if (about === undefined || about.kind === 'nobody') return;
    this.#sentAtMs = clock.monotonicMs();
    if (about.kind === 'stranger') {
      this.#inquire(about.paymentRequestId, { minor: about.parts.amountMinor, currency });
      return;
    }
    const { paymentRequestId, amount } = about.payment;
    underway.post(paymentRequestId, { kind: 'asked' });
    // Without a journal a closed payment takes no step; its customer is to be answered all the same.
    if (underway.loss().stopsSales() !== null && !underway.isAsking(paymentRequestId))
      this.#inquire(paymentRequestId, amount);
  }

  /** A question and nothing else: the answer is told, and no payment hears of it. */
  #inquire(paymentRequestId: string, amount: Money): void {
    const { clock, gateway, underway, limits, answered } = this.#parts;
    this.#offWait = clock.after(limits.inquiryWaitMs, () =>
      underway.turn(() => {
        this.#offWait = null;
      }),
    );
    // An answer that comes after the wait still counts, until something else is asked.
    this.#abandon = gateway.inquirePayment({ paymentRequestId, amount }, (outcome) =>
      underway.turn(() => {
        this.#abandon = null;
        this.#offWait?.();
        this.#offWait = null;
        answered(outcome);
        if (this.#question === null) return;
        const heard: Heard = { to: 'inquiry', outcome, atMs: clock.wallMs() };
        this.#question = { ...this.#question, heard: newerHeard(this.#question.heard, heard) };
      }),
    );
  }

  #giveUp(): void {
    this.#offSend?.();
    this.#offWait?.();
    this.#abandon?.();
    this.#offSend = null;
    this.#offWait = null;
    this.#abandon = null;
  }

  /** As it is now; as it was asked for where the journal can no longer be read. */
  #newest(payment: Payment): Payment {
    return this.#parts.underway.payment(payment.paymentRequestId) ?? payment;
  }

  #paymentView(question: Question, payment: Payment): TruthView {
    const { underway, afterSale } = this.#parts;
    const { paymentRequestId } = payment;
    const told = underway.loss().said();
    return paymentTruth(question, {
      payment,
      attempts: this.#attemptsOf(payment),
      asking: this.#isWaiting() || underway.isAsking(paymentRequestId),
      isJournalLost: underway.loss().stopsSales() !== null,
      told: told.findLast((one) => one.paymentRequestId === paymentRequestId)?.said ?? null,
      viewOf: (one) => afterSale.viewOf(one),
    });
  }

  /** Its turn to be sent has not come, or the answer to what the desk itself has asked. */
  #isWaiting(): boolean {
    return this.#offSend !== null || this.#offWait !== null;
  }

  /** Newest first; null where they cannot all be read. */
  #attemptsOf({ orderId }: Payment): readonly Payment[] | null {
    const found = this.#parts.underway.ask((journal) => journal.attemptsOf(orderId, attemptsMax));
    return typeof found === 'string' ? null : found;
  }
}

/** The record may be there where it cannot be read: that is no "not found". */
const unfound: Readonly<Record<NotHad, Unfound>> = {
  not_found: 'not_found',
  archive_unavailable: 'archive_away',
  storage_failed: 'journal_away',
  journal_lost: 'journal_away',
};

const unreadBy: Readonly<Partial<Record<NotHad, StrangerSource>>> = {
  archive_unavailable: 'archive',
  storage_failed: 'journal',
  journal_lost: 'journal',
};
