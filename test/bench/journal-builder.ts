import { closeSync, copyFileSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { machineChance, machineClock } from '../../main/clock.ts';
import { changeOf } from '../../main/core/payment-state.ts';
import type { Commit } from '../../main/core/ports.ts';
import { chainHash } from '../../main/store/chain.ts';
import { openDatabase } from '../../main/store/database.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { PaymentRows } from '../../main/store/payments.ts';
import { prepareQuestions } from '../../main/store/questions.ts';
import { tailOf } from '../../main/store/tail.ts';
import { folderForBuilding, removeFolder } from './disk.ts';
import { livedCommits } from './payments.ts';

/**
 * Makes a journal of many payments quickly: the steps are the core's, the rows are written by the store's own hands,
 * only many to a transaction and on a file system in memory. The file is then copied to the disk that is measured.
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

/** Payments to a transaction. */
const together = 10_000;

function fill(file: string, { payments, openReversals }: Wanted, progress: (payments: number) => void): void {
  const journal = new SqliteJournal(file, machineClock, machineChance);
  const fingerprint = (code: string): string => journal.fingerprint(code);
  journal.close();
  const db = openDatabase(file, machineChance);
  // Random keys in the index of the codes: without room for it the file is read again and again.
  db.pragma('cache_size = -1000000');
  const write = writer(db);
  const every = openReversals === 0 ? Number.POSITIVE_INFINITY : Math.floor(payments / openReversals);
  const some = db.transaction((from: number, to: number) => {
    for (let n = from; n < to; n++) {
      const life = n % every === every - 1 ? 'reversal_pending' : 'paid';
      for (const commit of livedCommits(n, life, fingerprint)) write(commit);
    }
  });
  for (let n = 0; n < payments; n += together) {
    const to = Math.min(payments, n + together);
    some(n, to);
    if (Math.floor((to * 10) / payments) > Math.floor((n * 10) / payments)) progress(to);
  }
  db.close();
}

/** One step as the journal writes it: its row of the chain, and the fold. */
function writer(db: Database.Database): (commit: Commit) => void {
  const rows = new PaymentRows(db, { reversalsOf: () => null });
  const append = db.prepare('insert into journal values (@seq, @id, @revision, @kind, @atMs, @body, @hash)');
  let tail = tailOf(prepareQuestions(db));
  return ({ before, after, entry: { kind, facts } }) => {
    const body = JSON.stringify({ facts, change: changeOf(before, after) });
    const [seq, id, revision, atMs] = [tail.seq + 1, after.paymentRequestId, after.revision, after.scannedAtMs];
    const hash = chainHash(tail.hash, { seq, payment_request_id: id, revision, kind, at_ms: atMs, body });
    append.run({ seq, id, revision, kind, atMs, body, hash });
    rows.write(before, after);
    tail = { seq, hash };
  };
}
