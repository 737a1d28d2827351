import { type CustomerView, customerContract } from '../../main/contract/customer.ts';
import { keepConnected } from '../connection.ts';
import type { OpenDoor } from '../port.ts';

/**
 * The customer's view as the page has it. A terminal that does not answer in time is away, and its last view with it:
 * an amount that nobody stands for any more is not shown.
 */

export interface CustomerShown {
  /** Null before the first view, and while no terminal answers. */
  readonly view: CustomerView | null;
}

export interface Customer {
  shown(): CustomerShown;
  /** Calls `listen` after each change; the result switches it off. */
  onChange(listen: () => void): () => void;
}

/** How often the terminal is asked whether it is there, milliseconds: between two sales it says nothing by itself. */
const askEveryMs = 5_000;

/** For its answer, milliseconds. */
const answerWithinMs = 4_000;

type Connected = NonNullable<ReturnType<ReturnType<typeof keepConnected<typeof customerContract>>['current']>>;

/** Opens the door and keeps it open for the life of the page. */
export function openCustomer(openDoor: OpenDoor): Customer {
  const listeners = new Set<() => void>();
  let shown: CustomerShown = { view: null };
  let timer: number | undefined;

  function show(view: CustomerView | null): void {
    window.clearTimeout(timer);
    shown = { view };
    for (const listen of listeners) listen();
  }

  function askLater(connected: Connected): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      timer = window.setTimeout(() => connection.giveUp(connected), answerWithinMs);
      connected.request('customer.view', {}).then(
        (view) => {
          if (connection.current() !== connected) return;
          show(view);
          askLater(connected);
        },
        () => connection.giveUp(connected),
      );
    }, askEveryMs);
  }

  const connection = keepConnected<typeof customerContract>({
    tables: customerContract,
    openDoor,
    begun: (connected, greeted) => {
      connected.on('customer.changed', (view) => {
        greeted();
        show(view);
        askLater(connected);
      });
    },
    lost: () => show(null),
  });
  return {
    shown: () => shown,
    onChange(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}
