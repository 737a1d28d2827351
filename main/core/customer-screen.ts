import type { CustomerView } from '../contract/customer.ts';
import type { TerminalView } from '../contract/views.ts';
import type { CustomerLanguage } from '../contract/words/customer.ts';
import { customerViewOf, shownForMs } from './customer-view.ts';
import type { Clock } from './ports.ts';

/**
 * The customer's side of the counter: the newest view for every display that shows it. It follows the terminal and
 * tells it nothing; what a result's time is, is in `customer-view.ts`.
 */

/** Who wants nothing to be shown; each of them takes back only their own word. */
export type BlankedBy = 'screen_lock' | 'till';

export interface CustomerScreenParts {
  readonly terminal: {
    view(): TerminalView;
    onChange(listen: (view: TerminalView) => void): () => void;
  };
  readonly clock: Clock;
  /** Until another one is spoken. */
  readonly language: CustomerLanguage;
}

export class CustomerScreen {
  readonly #parts: CustomerScreenParts;
  readonly #listeners = new Set<(view: CustomerView) => void>();
  readonly #blankedBy = new Set<BlankedBy>();
  readonly #offTerminal: () => void;
  #offTimer = (): void => {};
  #language: CustomerLanguage;
  /** The result whose time runs or is over; '' = none. */
  #result = '';
  #over = false;
  #view: CustomerView;

  constructor(parts: CustomerScreenParts) {
    this.#parts = parts;
    this.#language = parts.language;
    this.#view = this.#made(parts.terminal.view());
    this.#offTerminal = parts.terminal.onChange((view) => this.#look(view));
  }

  view(): CustomerView {
    return this.#view;
  }

  /** Calls `listen` with each view that differs from the one before; the result switches it off. */
  onChange(listen: (view: CustomerView) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  /** The customer's language, from now on. */
  speak(language: CustomerLanguage): void {
    this.#language = language;
    this.#look();
  }

  blank(by: BlankedBy, on: boolean): void {
    if (on) this.#blankedBy.add(by);
    else this.#blankedBy.delete(by);
    this.#look();
  }

  /** Nothing is told any more. */
  close(): void {
    this.#offTerminal();
    this.#offTimer();
    this.#listeners.clear();
  }

  #look(view: TerminalView = this.#parts.terminal.view()): void {
    const before = this.#view;
    this.#view = this.#made(view);
    if (sameView(before, this.#view)) return;
    for (const listen of this.#listeners) listen(this.#view);
  }

  #made(view: TerminalView): CustomerView {
    const language = this.#language;
    this.#time(view, customerViewOf(view, { language, blank: false, over: false }));
    return customerViewOf(view, { language, blank: this.#blankedBy.size > 0, over: this.#over });
  }

  /** Starts the time of a new result, and forgets that of another one. */
  #time(view: TerminalView, { state }: CustomerView): void {
    const forMs = shownForMs(state);
    const result = forMs === null ? '' : `${view.counter.payment?.paymentRequestId} ${state}`;
    if (result === this.#result) return;
    this.#offTimer();
    this.#result = result;
    this.#over = false;
    if (forMs === null) return;
    this.#offTimer = this.#parts.clock.after(forMs, () => {
      this.#over = true;
      this.#look();
    });
  }
}

function sameView(one: CustomerView, other: CustomerView): boolean {
  return (Object.keys(one) as (keyof CustomerView)[]).every((key) => one[key] === other[key]);
}
