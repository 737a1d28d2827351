import type { Args, RequestName, Result, requests } from '../main/contract/contract.ts';
import { events, saleRequests } from '../main/contract/sale.ts';
import type { TerminalView, TrainingView } from '../main/contract/views.ts';
import { type Connection, keepConnected } from './connection.ts';
import { Later } from './later.ts';
import type { OpenDoor } from './port.ts';

/** The terminal as the page has it: its last whole view, requests as functions, and whether it is out of sight. */

interface Contract {
  readonly requests: typeof requests;
  readonly events: typeof events;
}

/** What the page can ask for and understand by now; the first sale needs no more than it begins with. */
const tables = { requests: { ...saleRequests } as Partial<Contract['requests']>, events };

/** The rows of every other request; they come with the later screens. */
export const laterRequests = new Later(async () => {
  const whole = (await import('../main/contract/contract.ts')).requests;
  Object.assign(tables.requests, whole);
  return whole;
});

export interface TerminalShown {
  /** Null until the first view has come. */
  readonly view: TerminalView | null;
  /** Null where there is no simulated customer. */
  readonly training: TrainingView | null;
  /** When `view` came, on the page's monotonic clock, milliseconds. */
  readonly cameAtMs: number;
  readonly lost: boolean;
  /** The language of a terminal that has answered, while the words to show it in could not be fetched; else null. */
  readonly wordless: string | null;
}

export interface Terminal {
  shown(): TerminalShown;
  /** Calls `listen` after each change; the result switches it off. */
  onChange(listen: () => void): () => void;
  /**
   * The answer; null when there was none, because the connection was lost or the terminal could not answer. Then
   * nobody knows whether it was done: the next view tells.
   */
  ask<Name extends RequestName>(name: Name, args: Args<Name>): Promise<Result<Name> | null>;
}

/** Whether a view can be shown in its terminal's language by now; false when the words for it could not be fetched. */
export type CanShow = (language: string) => Promise<boolean>;

/** Between two attempts to fetch the words for the first view, milliseconds. */
const wordsEveryMs = 2_000;

/** Opens the door and keeps it open for the life of the page. Nothing is shown of a terminal before it can be read. */
export function openTerminal(openDoor: OpenDoor, canShow: CanShow): Terminal {
  return new RemoteTerminal(openDoor, canShow);
}

class RemoteTerminal implements Terminal {
  readonly #listeners = new Set<() => void>();
  readonly #connection: Connection<Contract>;
  readonly #canShow: CanShow;
  /** The newest view while none can be shown yet. */
  #held: (Pick<TerminalShown, 'cameAtMs'> & { readonly view: TerminalView }) | null = null;
  #shown: TerminalShown = { view: null, training: null, cameAtMs: 0, lost: false, wordless: null };

  constructor(openDoor: OpenDoor, canShow: CanShow) {
    this.#canShow = canShow;
    this.#connection = keepConnected<Contract>({
      tables,
      openDoor,
      begun: (connected, greeted) => {
        connected.on('terminal.changed', (view) => {
          greeted();
          this.#viewed(view);
        });
        connected.on('training.changed', (training) => this.#show({ training }));
      },
      lost: () => this.#show({ lost: true }),
    });
  }

  shown(): TerminalShown {
    return this.#shown;
  }

  onChange(listen: () => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  async ask<Name extends RequestName>(name: Name, args: Args<Name>): Promise<Result<Name> | null> {
    // Nothing is asked whose answer could not be read.
    if (!Object.hasOwn(tables.requests, name)) {
      await laterRequests.fetch();
      if (!Object.hasOwn(tables.requests, name)) return null;
    }
    const connected = this.#connection.current();
    if (connected === null || this.#shown.lost) return null;
    try {
      return await connected.request(name, args);
    } catch (error) {
      // For whoever looks into the page; the cashier sees the lost connection, or that nothing has changed.
      console.warn(`no answer to ${name}`, error);
      return null;
    }
  }

  #viewed(view: TerminalView): void {
    const came = { view, cameAtMs: performance.now() };
    if (this.#shown.view !== null) {
      this.#show({ ...came, lost: false });
      return;
    }
    const isFirst = this.#held === null;
    this.#held = came;
    if (this.#shown.lost) this.#show({ lost: false });
    if (isFirst) void this.#showHeld(view.language);
  }

  /** Shows the newest view that has come by the time it can be read. */
  async #showHeld(language: string): Promise<void> {
    while (!(await this.#canShow(language))) {
      this.#show({ wordless: language });
      await new Promise((resolve) => setTimeout(resolve, wordsEveryMs));
    }
    this.#show({ ...this.#held, wordless: null });
    this.#held = null;
  }

  #show(change: Partial<TerminalShown>): void {
    this.#shown = { ...this.#shown, ...change };
    for (const listen of this.#listeners) listen();
  }
}
