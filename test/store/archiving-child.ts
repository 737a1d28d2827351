import { writeSync } from 'node:fs';
import { machineChance } from '../../main/clock.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { manualClock } from '../support/manual-clock.ts';

/**
 * `node archiving-child.ts FILE NOW_MS`: a process that archives, says a line after each piece, until it is done or
 * somebody kills it. Commits nothing of its own.
 */

const [, , path = '', nowMs = ''] = process.argv;
const journal = new SqliteJournal(path, manualClock(Number(nowMs)), machineChance);
const run = journal.archive();
for (let piece = run.next(); piece.done !== true; piece = run.next()) writeSync(1, `${piece.value.payments}\n`);
journal.close();
