import { machineChance, machineClock } from '../../main/clock.ts';
import { JournalUnavailable } from '../../main/store/database.ts';
import { SqliteJournal } from '../../main/store/journal.ts';

/**
 * A process that opens the journal named by its argument, says in one line of JSON how that went, and keeps it open
 * until its input ends.
 */

try {
  const journal = new SqliteJournal(process.argv[2] ?? '', machineClock, machineChance);
  process.stdout.write(`${JSON.stringify({ opened: true })}\n`);
  process.stdin.on('end', () => journal.close()).resume();
} catch (error) {
  if (!(error instanceof JournalUnavailable)) throw error;
  process.stdout.write(`${JSON.stringify({ opened: false, reason: error.reason, message: error.message })}\n`);
}
