import { restoreJournal } from '../../main/store/restore.ts';
import { steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';

/** A restore in a process of its own, whose disk the caller has limited: PATH FROM FOLDER. Prints the rows. */

const [path = '', from = '', backupFolder = ''] = process.argv.slice(2);
const asked = { place: { path, backupFolder }, from, by: 'Lin', why: 'disk replaced' };
try {
  process.stdout.write(`${restoreJournal(asked, { clock: manualClock(t0), chance: steadyChance() }).rows}`);
} catch (error) {
  process.stdout.write(`refused: ${String(error)}`);
}
