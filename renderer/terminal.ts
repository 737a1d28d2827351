import { type Args, events, type RequestName, type Result, requests } from '../main/contract/contract.ts';
import type { TerminalView, TrainingView } from '../main/contract/views.ts';
import { type Connection, keepConnected } from './connection.ts';
import type { OpenDoor } from './port.ts';

/** The terminal as the page has it: its last whole view, requests as functions, and whether it is out of sight. */

const tables = { requests, events } as const;

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

/** Opens the door and keeps it open for the life of the page. */
export function openTerminal(openDoor: OpenDoor): Terminal {
  return new RemoteTerminal(openDoor);
}

class RemoteTerminal implements Terminal {
  readonly #listeners = new Set<() => void>();
  readonly #connection: Connection<typeof tables>;
  #shown: TerminalShown = { view: null, training: null, cameAtMs: 0, lost: false };

  constructor(openDoor: OpenDoor) {
    this.#connection = keepConnected({
      tables,
      openDoor,
      begun: (connected, greeted) => {
        connected.on('terminal.changed', (view) => {
          greeted();
          this.#show({ view, cameAtMs: performance.now(), lost: false });
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

  #show(change: Partial<TerminalShown>): void {
    this.#shown = { ...this.#shown, ...change };
    for (const listen of this.#listeners) listen();
  }
}
