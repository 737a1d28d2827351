import { hasOpenReversal } from '../../main/core/payment-state.ts';
import type { Commit, Journal } from '../../main/core/ports.ts';
import type { SqliteJournal } from '../../main/store/journal.ts';
import type { Mark } from './promised.ts';

/**
 * The product's journal on a file, with a mark for each commit that returned. A start of the till opens the file anew,
 * as the program would: each start asks for the last serial once, and nobody else does.
 */
export interface WatchedJournal {
  /** Whatever the port asks for beside commits and starts goes straight to the open journal. */
  readonly rows: Journal;
  /** The one that is open now. */
  current(): SqliteJournal;
}

export function watchedJournal(open: () => SqliteJournal, mark: (mark: Mark) => void): WatchedJournal {
  let journal = open();
  const own: Pick<Journal, 'commit' | 'lastSerial'> = {
    commit(change: Commit) {
      journal.commit(change);
      const { paymentRequestId: id, revision } = change.after;
      mark({ said: 'committed', id, revision, reversing: hasOpenReversal(change.after) });
    },
    lastSerial() {
      journal.close();
      journal = open();
      return journal.lastSerial();
    },
  };
  const rows = new Proxy(own as Journal, {
    get(_, name) {
      if (Object.hasOwn(own, name)) return own[name as keyof typeof own];
      const asked = journal[name as keyof Journal] as unknown;
      return typeof asked === 'function' ? (asked.bind(journal) as unknown) : asked;
    },
  });
  return { rows, current: () => journal };
}
