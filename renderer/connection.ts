import { type ConnectedOver, connectOver } from '../main/contract/connect-over.ts';
import type { KnownOf, Tables } from '../main/contract/tables.ts';
import { newPageId, type OpenDoor } from './port.ts';

/**
 * A page's connection to the terminal, kept open for the life of the page over whichever contract it is given. A lost
 * one is opened again every second without end; what waited for an answer then gets none, and nothing is sent again.
 */

export interface ConnectionParts<T extends Tables> {
  /** Rows of requests may come later, but before the request itself. */
  readonly tables: KnownOf<T>;
  readonly openDoor: OpenDoor;
  /** A new one: the place to listen to its events. The first of them calls `greeted`, without which it leads nowhere. */
  readonly begun: (connected: ConnectedOver<T>, greeted: () => void) => void;
  readonly lost: () => void;
}

export interface Connection<T extends Tables> {
  /** Null while there is none. */
  current(): ConnectedOver<T> | null;
  /** Whoever notices that nobody answers gives this one up. */
  giveUp(connected: ConnectedOver<T>): void;
}

/** Between the loss and the next try, milliseconds. */
const againAfterMs = 1_000;

/** The terminal greets a page with a view; without one for so long, milliseconds, the door leads nowhere. */
const viewWithinMs = 5_000;

export function keepConnected<T extends Tables>(parts: ConnectionParts<T>): Connection<T> {
  const { tables, openDoor, begun, lost } = parts;
  let current: ConnectedOver<T> | null = null;
  let lose = (): void => {};

  function open(): void {
    let isOver = false;
    let timer: number | undefined;
    lose = () => {
      if (isOver) return;
      isOver = true;
      window.clearTimeout(timer);
      current?.close();
      current = null;
      door.close();
      lost();
      timer = window.setTimeout(open, againAfterMs);
    };
    const door = openDoor(lose);
    const connected = connectOver<T>(tables, door.port, newPageId());
    current = connected;
    timer = window.setTimeout(lose, viewWithinMs);
    begun(connected, () => window.clearTimeout(timer));
  }

  open();
  return {
    current: () => current,
    giveUp(connected) {
      if (connected === current) lose();
    },
  };
}
