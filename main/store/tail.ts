import { chainHash, chainStart } from './chain.ts';
import { JournalUnavailable } from './database.ts';
import type { Questions } from './questions.ts';

/** The end of the hash chain, which a start looks at before anything follows from it. */

/** The newest row of the hash chain; the next one follows from it. */
export interface Tail {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/**
 * Reads the end of the chain; it must follow from the row before it, or the newest sales were tampered with. Throws
 * {@link JournalUnavailable}.
 */
export function tailOf(questions: Pick<Questions, 'newestRows'>): Tail {
  const [last, before] = questions.newestRows();
  if (last === undefined) return { seq: 0, hash: chainStart };
  // The two newest rows are never archived; only the first row of all has none before it.
  if (last.seq !== (before?.seq ?? 0) + 1 || !chainHash(before?.hash ?? chainStart, last).equals(last.hash))
    throw new JournalUnavailable('damaged', `row ${last.seq} does not follow from the one before`);
  return { seq: last.seq, hash: last.hash };
}
