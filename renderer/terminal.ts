import { type Connected, connect } from '../main/contract/connect.ts';
import type { Args, RequestName, Result } from '../main/contract/contract.ts';
import type { TerminalView, TrainingView } from '../main/contract/views.ts';
import { type Door, newPageId, type OpenDoor } from './port.ts';

/**
 * The terminal as the page has it: its last whole view, and requests as functions. A lost connection is shown and
 * opened again every second without end; what waited for an answer then gets none, and nothing is sent again.
 */

export interface TerminalShown {
  /** Null until the first view has come. */
  readonly view: TerminalView | null;
  /** Null where there is no simulated customer. */
  readonly training: TrainingView | null;
  /** When `view` came, on the page's monotonic clock, milliseconds. */
  readonly cameAtMs: number;
  readonly lost: boolean;
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

/** Between the loss and the next try, milliseconds. */
const againAfterMs = 1_000;

/** The terminal greets a page with a view; without one for so long, milliseconds, the door leads nowhere. */
const viewWithinMs = 5_000;

/** Opens the door and keeps it open for the life of the page. */
export function openTerminal(openDoor: OpenDoor): Terminal {
  return new RemoteTerminal(openDoor);
}

class RemoteTerminal implements Terminal {
  readonly #openDoor: OpenDoor;
  readonly #listeners = new Set<() => void>();
  #shown: TerminalShown = { view: null, training: null, cameAtMs: 0, lost: false };
  #door: Door | null = null;
  #connected: Connected | null = null;
  #timer: number | undefined;

  constructor(openDoor: OpenDoor) {
    this.#openDoor = openDoor;
    this.#open();
  }

  shown(): TerminalShown {
    return this.#shown;
  }

  onChange(listen: () => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  async ask<Name extends RequestName>(name: Name, args: Args<Name>): Promise<Result<Name> | null> {
    if (this.#connected === null || this.#shown.lost) return null;
    try {
      return await this.#connected.request(name, args);
    } catch (error) {
      // For whoever looks into the page; the cashier sees the lost connection, or that nothing has changed.
      console.warn(`no answer to ${name}`, error);
      return null;
    }
  }

  #open(): void {
    let isOver = false;
    const lost = (): void => {
      if (isOver) return;
      isOver = true;
      this.#lose();
    };
    this.#door = this.#openDoor(lost);
    this.#connected = connect(this.#door.port, newPageId());
    this.#timer = window.setTimeout(lost, viewWithinMs);
    this.#connected.on('terminal.changed', (view) => {
      window.clearTimeout(this.#timer);
      this.#show({ view, cameAtMs: performance.now(), lost: false });
    });
    this.#connected.on('training.changed', (training) => this.#show({ training }));
  }

  #lose(): void {
    window.clearTimeout(this.#timer);
    this.#connected?.close();
    this.#door?.close();
    this.#connected = null;
    this.#show({ lost: true });
    this.#timer = window.setTimeout(() => this.#open(), againAfterMs);
  }

  #show(change: Partial<TerminalShown>): void {
    this.#shown = { ...this.#shown, ...change };
    for (const listen of this.#listeners) listen();
  }
}
