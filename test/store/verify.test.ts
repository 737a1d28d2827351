import { copyFileSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { chainHash } from '../../main/store/chain.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { verifyJournal } from '../../main/store/verify.ts';
import { steadyChance } from '../support/counter.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf, intent } from './samples.ts';
import { dayClock, type ShopDay, spendDay } from './shop-day.ts';
import { tables, tamper, verdictOf, verdictOfFile } from './tables.ts';

/**
 * The verification tells what was changed behind our back. Each test takes the journal of a whole day, changes one
 * thing in it with an SQLite tool, and expects exactly the sentences that a back office would read.
 */

let untouched: Buffer;
let ids: ShopDay['ids'];

beforeAll(() => {
  const path = join(temporaryFolderOfSuite(), 'journal.sqlite');
  const clock = dayClock();
  const journal = new SqliteJournal(path, clock, steadyChance());
  ({ ids } = spendDay(journal, clock));
  journal.close();
  untouched = readFileSync(path);
});
