import { closeSync, copyFileSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { machineChance, machineClock } from '../../main/clock.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { folderForBuilding, removeFolder } from './disk.ts';
import { livedCommits } from './payments.ts';

/**
 * Makes a journal of many payments quickly and without any shortcut through the store: every step goes through the
 * journal's own commit, at its own durability, on a file system in memory where that costs nothing. The file is then
 * copied to the disk that is measured.
 */

export interface Wanted {
  readonly payments: number;
  /** How many of them have a reversal that is still open, spread evenly. */
  readonly openReversals: number;
}

/** Returns when `file` is durable on its disk. `progress` is told after each tenth. */
export function buildJournal(file: string, wanted: Wanted, progress: (payments: number) => void): void {
  const folder = folderForBuilding();
  try {
    const draft = join(folder, 'journal.sqlite');
    fill(draft, wanted, progress);
    copyFileSync(draft, file);
    const handle = openSync(file, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } finally {
    removeFolder(folder);
  }
}

function fill(file: string, { payments, openReversals }: Wanted, progress: (payments: number) => void): void {
  const journal = new SqliteJournal(file, machineClock, machineChance);
  const fingerprint = (code: string): string => journal.fingerprint(code);
  const every = openReversals === 0 ? Number.POSITIVE_INFINITY : Math.floor(payments / openReversals);
  for (let n = 0; n < payments; n++) {
    const life = n % every === every - 1 ? 'reversal_pending' : 'paid';
    for (const commit of livedCommits(n, life, fingerprint)) journal.commit(commit);
    if ((n + 1) % Math.ceil(payments / 10) === 0) progress(n + 1);
  }
  journal.close();
}
