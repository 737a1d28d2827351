import { type Entered, nothingEntered } from '../contract/counter.ts';
import { isEmptyOrder, linesMinor } from '../contract/order-views.ts';
import type { Done, Refused } from './answers.ts';
import type { Clock } from './ports.ts';
import { isOrderId } from './sale.ts';

/**
 * The order as it is being entered, before a sale is opened for it: one for the whole till, whichever screen or scanner
 * adds to it. It knows which screens show it, so that an amount that nobody sees any more is never charged. It opens no
 * sale and moves no money.
 */

/** A code that comes so soon after the last change may find half an amount, milliseconds: a person types on. */
export const typingPauseMs = 800;

/** What no screen has after so long stands before nobody, milliseconds: an article that was scanned without a page. */
const shownWithinMs = 10_000;

export type EntryRefusal = 'entry_changed' | 'sale_running' | 'above_limit' | 'bad_order_id' | 'lines_do_not_add_up';

/** Why a code may not be charged for what is entered, or null; `empty`: there is nothing to charge for. */
export type EntryUnready = 'empty' | 'amount_just_changed' | 'amount_not_on_screen';

export interface OrderEntryParts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Runs a change as a turn of the queue, so that every screen hears of it. */
  readonly turn: (act: () => void) => void;
  /** No sale is open, and no payment stands at the counter. */
  readonly isFree: () => boolean;
  /** Of one sale, minor units. */
  readonly amountMinorMax: number;
}

/** One screen's part in it, for one life of its page. */
export interface EntryScreen {
  /**
   * What this screen's cashier has entered, on top of `version`. Refused, and nothing changed, where the entry has
   * become another one meanwhile: the screen shows that first.
   */
  enter(version: number, entered: Entered): Done | Refused<EntryRefusal>;
  /** This screen has the entry of this version, in plain sight or behind a dialog. */
  shows(version: number, inSight: boolean): Done;
  /** What is being entered is of this version, and made or shown by this screen; nothing is everybody's. */
  has(version: number): boolean;
  /** The page is gone. What nobody shows any more is forgotten. */
  left(): void;
}

export class OrderEntry {
  readonly #parts: OrderEntryParts;
  /** The screens that have it; true: in plain sight. */
  readonly #shownBy = new Map<EntryScreen, boolean>();
  #entered = nothingEntered;
  #version = 0;
  #changedAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: OrderEntryParts) {
    this.#parts = parts;
  }

  /** `version` rises with every change. */
  now(): Entered & { readonly version: number } {
    return { ...this.#entered, version: this.#version };
  }

  /** Somebody is entering it: a screen has it, or it is so new that none can have said so yet. */
  isSomebodys(): boolean {
    if (isNothing(this.#entered)) return false;
    return this.#shownBy.size > 0 || this.#parts.clock.monotonicMs() - this.#changedAtMs < shownWithinMs;
  }

  /** Why a code may not be charged for it now, or null. */
  unready(): EntryUnready | null {
    if (this.#entered.amountMinor === 0) return 'empty';
    if (this.#parts.clock.monotonicMs() - this.#changedAtMs < typingPauseMs) return 'amount_just_changed';
    return [...this.#shownBy.values()].includes(true) ? null : 'amount_not_on_screen';
  }

  /** A new life of a page; it shows nothing yet. */
  screen(): EntryScreen {
    const screen: EntryScreen = {
      enter: (version, entered) => this.#enter(screen, version, entered),
      shows: (version, inSight) => {
        if (version === this.#version) this.#shownBy.set(screen, inSight);
        return { ok: true };
      },
      has: (version) => this.#has(screen, version),
      left: () => {
        const wasShown = this.#shownBy.delete(screen);
        if (wasShown && this.#shownBy.size === 0) this.put(nothingEntered);
      },
    };
    return screen;
  }

  /** The terminal's own change: a scanned article, a sale that goes back to its amount. No screen shows it yet. */
  put(entered: Entered): void {
    this.#parts.turn(() => this.become(entered));
  }

  /** As {@link put}, inside a turn of whoever opens, charges or drops a sale. */
  become(entered: Entered): void {
    if (!isNothing(entered) || !isNothing(this.#entered)) this.#set(entered);
  }

  #enter(screen: EntryScreen, version: number, entered: Entered): Done | Refused<EntryRefusal> {
    const reason = this.#refusal(screen, version, entered);
    if (reason !== null) return { ok: false, reason };
    this.#parts.turn(() => {
      this.#set(entered);
      this.#shownBy.set(screen, true);
    });
    return { ok: true };
  }

  /**
   * A screen that sends the next change before it has heard of the last one counts versions ahead: where another one
   * was made meanwhile, its count may be right by accident.
   */
  #has(screen: EntryScreen, version: number): boolean {
    return version === this.#version && (isNothing(this.#entered) || this.#shownBy.has(screen));
  }

  #refusal(screen: EntryScreen, version: number, entered: Entered): EntryRefusal | null {
    const { amountMinor, orderId, order } = entered;
    if (!this.#parts.isFree()) return 'sale_running';
    if (!this.#has(screen, version)) return 'entry_changed';
    if (amountMinor > this.#parts.amountMinorMax) return 'above_limit';
    if (orderId !== null && !isOrderId(orderId)) return 'bad_order_id';
    const { lines } = order;
    return lines.length > 0 && linesMinor(lines) !== amountMinor ? 'lines_do_not_add_up' : null;
  }

  #set(entered: Entered): void {
    this.#entered = entered;
    this.#version += 1;
    this.#changedAtMs = this.#parts.clock.monotonicMs();
    this.#shownBy.clear();
  }
}

function isNothing({ amountMinor, orderId, order }: Entered): boolean {
  return amountMinor === 0 && orderId === null && isEmptyOrder(order);
}
