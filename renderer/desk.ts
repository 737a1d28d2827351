import type { Args } from '../main/contract/contract.ts';
import { emptyOrder } from '../main/contract/order-views.ts';
import type { TerminalView } from '../main/contract/views.ts';
import type { Garbling, ScreenWords } from '../main/contract/words/screen.ts';
import { type AmountEntry, type AmountKey, emptyAmount, press } from './amount.ts';
import { Bell } from './bell.ts';
import { deskAfter, standingAfter } from './desk-after.ts';
import { type Choice, type DeskShown, deskAtFirst, type Note, remember } from './desk-shown.ts';
import { type DialogName, type OpenedDialog, openOff } from './dialogs.ts';
import { Entering, enteredOn, shownOf } from './entering.ts';
import { KeyTap } from './keys.ts';
import { Opening, saleFor } from './opening.ts';
import * as preferences from './preferences.ts';
import {
  atCounter,
  keypadOff,
  newSaleOff,
  type Off,
  paperQuestion,
  payOff,
  proofOff,
  reprintOff,
  type Situation,
  sendNowOff,
  stopOff,
} from './situation.ts';
import type { Terminal } from './terminal.ts';

/**
 * The cashier's side of the counter: what is typed, which dialog is open, what was said last. Every act of a button
 * or key is here, once; whether it may be done is asked of `situation.ts`. It keeps nothing that the terminal knows.
 */

export type { Choice, DeskShown, Note } from './desk-shown.ts';
export type { DialogName } from './dialogs.ts';

export class Desk {
  /** Every key, and what was made of it: for whoever looks or listens. */
  readonly keyboard = new KeyTap();
  /** How the screen itself answers a scan of which the terminal never hears. */
  readonly bell = new Bell();
  /** When the screen last became another one, milliseconds on the page's monotonic clock. */
  changedAtMs = 0;
  /** The sale that is asked for, and what the terminal wants a person's word for first. */
  readonly opening: Opening;
  readonly #terminal: Terminal;
  readonly #listeners = new Set<() => void>();
  readonly #entering: Entering;
  #counter: TerminalView['counter'] | null = null;
  #notes = 0;
  #takeScan: ((text: string) => void) | null = null;
  #shown: DeskShown = deskAtFirst();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.opening = new Opening(terminal, (change) => this.#show(change));
    this.#entering = new Entering({
      terminal,
      shown: (view) => enteredOn(this.#shown, view),
      show: (entered, view) => this.#show(shownOf(entered, this.#shown, view)),
      refused: (reason) => this.#say({ refusal: reason }),
    });
    terminal.onChange(() => this.#viewed());
    document.addEventListener('visibilitychange', () => this.#show({}));
  }

  shown(): DeskShown {
    return this.#shown;
  }

  /** Calls `listen` after each change; the result switches it off. */
  onChange(listen: () => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  situation(): Situation {
    const { view, lost } = this.#terminal.shown();
    return { ...this.#shown, view, lost };
  }

  /** The dialog that stands before everything else: payments of the last run that nobody has looked at come first. */
  dialog(): DialogName | null {
    const recovered = this.#terminal.shown().view?.recovered ?? [];
    const isNew = recovered.some(({ paymentRequestId }) => !this.#shown.seen.has(paymentRequestId));
    return this.#shown.dialog ?? (isNew ? 'recovered' : paperQuestion(this.situation()));
  }

  /** After a settled payment the first sign of the next amount is the next sale. */
  type(key: AmountKey): void {
    const { view } = this.#terminal.shown();
    if (view === null || this.#isOff(keypadOff(this.situation()))) return;
    if (atCounter(this.situation()).state === 'payment') {
      void this.#turn(press(emptyAmount, key, view));
      return;
    }
    const { entry, order } = this.#shown;
    if (order.lines.length > 0) {
      // The lines make the amount: what is typed is the amount of another one.
      if (/^\d+$/.test(key)) this.open('articles', key);
      else this.#say({ refusal: 'amount_is_of_lines' });
      return;
    }
    const next = press(entry, key, view);
    const isTooMuch = next === entry && press(entry, key, { ...view, amountMinorMax: Number.MAX_VALUE }) !== entry;
    if (isTooMuch) this.#say({ refusal: 'above_limit' });
    else this.#show({ entry: next, note: null });
    this.#tell();
  }

  pay(): void {
    const situation = this.situation();
    if (this.#isOff(payOff(situation))) return;
    void this.opening.start({ ...saleFor(situation), ...this.#entering.sold() });
  }

  /** The reference is none of the terminal's own, or null; the lines of the order stay. */
  nameOrder(reference: string | null, note: string): void {
    this.#show({ dialog: null, reference, order: { ...this.#shown.order, note }, note: null });
    this.#tell();
  }

  stop(): void {
    if (this.#isOff(stopOff(this.situation()))) return;
    void this.#done('sale.stop', {});
  }

  newSale(): void {
    if (this.#isOff(newSaleOff(this.situation()))) return;
    void this.#turn(emptyAmount);
  }

  reprint(): void {
    const id = this.#shown.printable;
    if (this.#isOff(reprintOff(this.situation())) || id === null) return;
    void this.#done('payment.reprint', { id }, 'reprinted');
  }

  /** A copy of the paper of any payment. */
  reprintOf(id: string): void {
    void this.#done('payment.reprint', { id }, 'reprinted');
  }

  sendNow(): void {
    if (this.#isOff(sendNowOff(this.situation()))) return;
    void this.#done('reversals.send', {}, 'sent');
  }

  scanned(text: string): void {
    // Nothing that is scanned while devices are set up, or while somebody asks after a payment, is a sale.
    if (this.#takeScan !== null) {
      this.#takeScan(text);
      return;
    }
    if (this.#shown.dialog === 'setup') {
      this.bell.ring('refused');
      this.#say('settingUp');
      return;
    }
    if (this.#shown.proof) return;
    // Refusals of a scan come with the next view, for every screen.
    if (this.#terminal.shown().lost) this.#say('lost');
    else void this.#terminal.ask('sale.code', { text, source: 'wedge' });
  }

  garbled(why: Garbling): void {
    // What a slow scanner has typed is no amount.
    if (this.#shown.proof) return;
    this.#say({ garbled: why }, why === 'too_slow' ? { entry: emptyAmount } : {});
    this.#tell();
  }

  /** A touch on a blocked page was meant for what stood there before. */
  wasStuck(): void {
    this.#say({ refusal: 'screen_was_stuck' });
  }

  /** The scanner check; only while no sale is open. */
  openProof(): void {
    if (!this.#isOff(proofOff(this.situation()))) this.#show({ proof: true, dialog: null, note: null });
  }

  closeProof(): void {
    this.#show({ proof: false });
  }

  /** Texts of a keyboard scanner go to `take`, and none is a sale, until the result is called. */
  takeScans(take: (text: string) => void): () => void {
    this.#takeScan = take;
    return () => {
      if (this.#takeScan === take) this.#takeScan = null;
    };
  }

  /** Puts a dialog before the till, for one payment or for all. */
  open(dialog: OpenedDialog, subject: string | null = null): void {
    if (!this.#isOff(openOff(dialog)(this.situation()))) this.#show({ dialog, subject, askedSeen: this.#asks() });
  }

  /** Closes a list of payments; those of the last run have then been looked at. */
  close(): void {
    const recovered = this.#terminal.shown().view?.recovered ?? [];
    const now = recovered.map(({ paymentRequestId }) => paymentRequestId);
    const seen = this.dialog() === 'recovered' ? preferences.seenToo(this.#shown.seen, now) : this.#shown.seen;
    this.#show({ dialog: null, subject: null, askedSeen: this.#asks(), seen });
  }

  /** The number of the paper that was scanned last. */
  #asks(): number {
    return this.#counter?.asked?.number ?? this.#shown.askedSeen;
  }

  decide(id: string, decision: 'keep' | 'return', by: string, why: string): void {
    void this.#done('payment.decide', { id, decision, by, why });
  }

  nextLanguage(): void {
    this.choose({ language: preferences.nextLanguage(document.documentElement.lang) });
  }

  otherTheme(): void {
    this.choose({ theme: document.documentElement.dataset['theme'] === 'dark' ? 'bright' : 'dark' });
  }

  mute(): void {
    this.choose({ volume: this.#shown.volume === 0 ? 2 : 0 });
  }

  /** What plays the sounds says whether they can be heard. */
  soundsAre(sound: DeskShown['sound']): void {
    if (sound !== this.#shown.sound) this.#show({ sound });
  }

  choose(choice: Choice): void {
    remember(choice);
    this.#show(choice);
  }

  /** Clears the counter; `entry` stands on the display from now on. */
  async #turn(entry: AmountEntry): Promise<void> {
    this.#show({ entry, reference: null, order: emptyOrder, turning: true, note: null });
    const answer = await this.#terminal.ask('sale.clear', {});
    // Refused: the payment still binds the counter, and the view says why.
    if (answer?.ok !== true) this.#show({ turning: false, entry: emptyAmount });
    else if (this.#counter?.state === 'idle') this.#show({ turning: false });
    this.#tell();
  }

  /** While an order is being entered the terminal knows of each change. */
  #tell(): void {
    if (this.#shown.turning || this.#shown.starting || this.#counter?.state !== 'idle') return;
    this.#entering.tell();
  }

  /** Asks for something whose refusal comes as an answer alone. */
  async #done<Name extends 'sale.stop' | 'payment.reprint' | 'payment.decide' | 'reversals.send'>(
    name: Name,
    args: Args<Name>,
    done?: keyof ScreenWords['done'],
  ): Promise<void> {
    const answer: { ok: true } | { ok: false; reason: string } | null = await this.#terminal.ask(name, args);
    if (answer === null) return;
    if (!answer.ok) this.#say({ refusal: answer.reason });
    else if (done !== undefined) this.#say({ done });
  }

  #isOff(off: Off | null): boolean {
    if (off !== null) this.#say(off);
    return off !== null;
  }

  #say(says: Note['says'], more: Partial<DeskShown> = {}): void {
    this.#notes += 1;
    this.#show({ ...more, note: { key: `screen-${this.#notes}`, says } });
  }

  #viewed(): void {
    const { view, lost } = this.#terminal.shown();
    if (view === null) return;
    if (view.counter !== this.#counter) this.changedAtMs = performance.now();
    const before = this.#counter;
    this.#counter = view.counter;
    this.#entering.viewed({ view, lost }, this.#shown.turning);
    if (view.counter !== before) this.#turned(before, view);
    if (!lost) this.#tell();
  }

  #turned(before: TerminalView['counter'] | null, view: TerminalView): void {
    this.#show({ ...standingAfter(this.#shown, before, view), ...deskAfter(this.#shown, before, view) });
  }

  #show(change: Partial<DeskShown>): void {
    this.#shown = { ...this.#shown, ...change };
    this.changedAtMs = performance.now();
    this.#entering.isInSight(this.dialog() === null && !this.#shown.proof && !document.hidden);
    for (const listen of this.#listeners) listen();
    // What was typed while the sale was asked for.
    if (change.starting === false) this.#tell();
  }
}
