import { machineChance, machineClock } from '../../main/clock.ts';
import { StorageError } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { commitOf, intent } from './samples.ts';

/** A process that commits payments until the disk refuses one, then says what it can still read. One line of JSON. */

const journal = new SqliteJournal(process.argv[2] ?? '', machineClock, machineChance);
let acknowledged = 0;
try {
  for (; acknowledged < 9_999; acknowledged += 1) journal.commit(commitOf(null, intent(acknowledged + 1)));
} catch (error) {
  if (!(error instanceof StorageError)) throw error;
  const readable = journal.unfinished().length;
  process.stdout.write(`${JSON.stringify({ acknowledged, readable, error: error.message })}\n`);
}
journal.close();
