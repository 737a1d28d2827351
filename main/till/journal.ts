import { requiredWord, type Typed, UsageError } from '../arguments.ts';
import { machineChance, machineClock } from '../clock.ts';
import type { Result } from '../contract/contract.ts';
import { tillWords } from '../contract/words/till.ts';
import { verified } from '../handlers.ts';
import type { Profile } from '../profile.ts';
import { sayable } from '../starting.ts';
import { SqliteJournal } from '../store/journal.ts';
import { besideTill } from './desk.ts';
import { heading, type Output } from './output.ts';
import { restore } from './restore.ts';

/** `till journal verify`: proves the hash chain, and that every payment is what its rows add up to. */
export async function journal(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const act = requiredWord(typed, 0, 'verify | restore', out.language);
  if (act === 'restore') return restore(typed, profile, out);
  const words = tillWords[out.language];
  if (act !== 'verify') throw new UsageError(words.call.unknownVerb({ verb: `journal ${act}` }));
  const verdict = await verdictOf(profile, out);
  const summary = verdict.ok
    ? words.journal.verified(verdict)
    : words.journal.broken({ problems: verdict.problems.length });
  out.answer([`${heading(out.language, 'journal')}: ${summary}`, ...verdict.problems], verdict);
  return verdict.ok ? 0 : 1;
}

async function verdictOf(profile: Profile, out: Output): Promise<Result<'journal.verify'>> {
  const running = await besideTill(profile);
  if (running !== null) {
    const verdict = await running.request('journal.verify', {});
    await running.close();
    return verdict;
  }
  try {
    const stored = new SqliteJournal(profile.journalFile, machineClock, machineChance);
    const total = stored.rows();
    const verdict = await verified(stored, machineClock, (rows) => {
      if (total > 10_000) out.say(tillWords[out.language].journal.verifying({ row: rows, rows: total }));
    });
    stored.close();
    return verdict;
  } catch (error) {
    throw sayable(error, profile);
  }
}
