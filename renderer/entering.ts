import { type Entered, nothingEntered } from '../main/contract/counter.ts';
import type { OrderContent, OrderLine } from '../main/contract/order-views.ts';
import type { TerminalView } from '../main/contract/views.ts';
import { emptyAmount, entryOf, minorOf } from './amount.ts';
import type { DeskShown } from './desk-shown.ts';
import type { Terminal, TerminalShown } from './terminal.ts';

/**
 * Keeps what stands on this screen and what the terminal holds for the next sale the same: the terminal is told of
 * each change here, and what others change there is shown here. Messages go out in order and unawaited; an answer that
 * says "it has become another one" ends in showing that other one. It knows no keys and no money.
 */

export interface EnteringParts {
  readonly terminal: Terminal;
  /** What this screen shows as entered. */
  readonly shown: (view: TerminalView) => Entered;
  /** Shows what others have entered. */
  readonly show: (entered: Entered, view: TerminalView) => void;
  /** What was told was not taken, by the terminal's reason. */
  readonly refused: (reason: string) => void;
}

export class Entering {
  readonly #parts: EnteringParts;
  /** Of the terminal's entry, once all that was told has been taken. */
  #version = 0;
  #told: Entered = nothingEntered;
  /** Answers that are waited for. */
  #underway = 0;
  #isRefused = false;
  #wasLost = false;
  #inSight = true;

  constructor(parts: EnteringParts) {
    this.#parts = parts;
  }

  /** Which entry a sale of what this screen shows is opened for; clearing what is empty makes no other one. */
  sold(): { readonly entryVersion: number } {
    return { entryVersion: this.#version };
  }

  /** Something may have changed on this screen, which shows an order that is being entered. */
  tell(): void {
    const { view: newest } = this.#parts.terminal.shown();
    if (newest === null) return;
    const entered = this.#parts.shown(newest);
    if (isSame(entered, this.#told)) return;
    const version = this.#version;
    this.#version += 1;
    this.#told = entered;
    this.#underway += 1;
    void this.#parts.terminal.ask('counter.enter', { version, entered }).then((answer) => {
      this.#underway -= 1;
      if (answer?.ok === false) {
        this.#isRefused = true;
        this.#parts.refused(answer.reason);
      }
      if (this.#underway === 0) this.#answered();
    });
  }

  /** All that was told is answered. */
  #answered(): void {
    const isRefused = this.#isRefused;
    this.#isRefused = false;
    const { view } = this.#parts.terminal.shown();
    if (isRefused && view !== null) this.#follow(view, true);
    else if (!this.#inSight) this.#says();
  }

  /** Whether a person in front of this screen sees the amount: nothing stands before it, no other page either. */
  isInSight(inSight: boolean): void {
    if (inSight === this.#inSight) return;
    this.#inSight = inSight;
    this.#says();
  }

  /** A view has come, or the terminal is out of sight. `keeps`: this screen has begun the next sale already. */
  viewed({ view, lost }: Pick<TerminalShown, 'view' | 'lost'>, keeps: boolean): void {
    const isBack = this.#wasLost && !lost;
    this.#wasLost = lost;
    if (view === null || lost) return;
    if (isBack) this.#found(view, keeps);
    else if (this.#underway === 0 && view.entry.version > this.#version) this.#follow(view, !keeps);
  }

  /** The terminal forgets what nobody shows: after a loss this screen enters again what its cashier still sees. */
  #found(view: TerminalView, keeps: boolean): void {
    const isForgotten = view.counter.state === 'idle' && isSame(view.entry, nothingEntered);
    if (!isForgotten) {
      this.#follow(view, !keeps);
      return;
    }
    this.#version = view.entry.version;
    this.#told = nothingEntered;
  }

  #follow(view: TerminalView, isShown: boolean): void {
    const { version, ...entered } = view.entry;
    this.#version = version;
    this.#told = entered;
    if (view.counter.state !== 'idle' || !isShown) return;
    this.#parts.show(entered, view);
    this.#says();
  }

  #says(): void {
    // A version that is counted ahead may be another one's: only what was answered is said to be shown.
    if (this.#underway > 0 || isSame(this.#told, nothingEntered)) return;
    void this.#parts.terminal.ask('counter.shows', { version: this.#version, inSight: this.#inSight });
  }
}

/** What a desk shows as entered for the next sale. */
export function enteredOn({ entry, reference, order }: OnDesk, { decimals }: TerminalView): Entered {
  return { amountMinor: minorOf(entry, decimals), orderId: reference, order };
}

/** How a desk shows it; an amount that stands there already stays as it was typed. */
export function shownOf({ amountMinor, orderId, order }: Entered, shown: OnDesk, view: TerminalView): OnDesk {
  const isThere = amountMinor > 0 && amountMinor === minorOf(shown.entry, view.decimals);
  const entry = amountMinor === 0 ? emptyAmount : entryOf(amountMinor, view);
  return { entry: isThere ? shown.entry : entry, reference: orderId, order };
}

type OnDesk = Pick<DeskShown, 'entry' | 'reference' | 'order'>;

function isSame(one: Entered, other: Entered): boolean {
  return one.amountMinor === other.amountMinor && one.orderId === other.orderId && isSameOrder(one.order, other.order);
}

function isSameOrder(one: OrderContent, other: OrderContent): boolean {
  if (one === other) return true;
  return (
    one.note === other.note &&
    one.lines.length === other.lines.length &&
    one.lines.every((line, at) => isSameLine(line, other.lines[at]))
  );
}

function isSameLine(one: OrderLine, other: OrderLine | undefined): boolean {
  return (
    one.sku === other?.sku &&
    one.name === other.name &&
    one.priceMinor === other.priceMinor &&
    one.pieces === other.pieces
  );
}
