import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { required, type Typed, UsageError } from '../arguments.ts';
import { machineChance, machineClock } from '../clock.ts';
import { fileSentence, tillWords } from '../contract/words/till.ts';
import { journalPlaceOf, type Profile } from '../profile.ts';
import { openProfileLog, sayable } from '../starting.ts';
import { restoreJournal } from '../store/restore.ts';
import { JournalUnavailable } from '../store/unavailable.ts';
import { heading, type Output } from './output.ts';

/**
 * `till journal restore --from FILE --by NAME --why TEXT`: a person puts a backup, or the present file, in the place of
 * a lost journal. Exit 0; 4 where the new journal must be checked against the gateway's statement; 1 where nothing was done.
 */

export const restoreOptions = { from: 'text', by: 'text', why: 'text' } as const;

export function restore(typed: Typed, profile: Profile, out: Output): number {
  const from = required(typed, 'from', out.language);
  const by = required(typed, 'by', out.language).slice(0, 64);
  const why = required(typed, 'why', out.language).slice(0, 256);
  const words = tillWords[out.language].restore;
  const place = journalPlaceOf(profile);
  // A bare name means a file of the profile, as `journal.sqlite` or `backup/journal-….sqlite`.
  const file = isAbsolute(from) ? from : resolve(profile.folder, from);
  if (!existsSync(file)) throw new UsageError(fileSentence(out.language, file, 'ENOENT'));
  const log = openProfileLog(profile);
  try {
    const asked = { place, from: file, by, why };
    const restored = restoreJournal(asked, { clock: machineClock, chance: machineChance });
    log.warn('a person has restored the journal', { from: file, by, why, ...restored });
    const { rows, broughtIn, missing, openings, aside, resumed, toReconcile, archiveTroubles } = restored;
    const summary = words.done({ file, rows, added: broughtIn });
    const opened = openings === 0 ? [] : [words.openings({ openings })];
    const kept = words.aside({ file: aside.join(', ') });
    const lost = missing === 0 ? [] : [words.missing({ rows: missing })];
    const open = resumed.length === 0 ? [] : [words.resumed({ payments: resumed.length }), ...resumed];
    const away = archiveTroubles.map((trouble) => words.away({ file: trouble.path }));
    const newer = toReconcile.length === 0 ? [] : [words.reconcile({ payments: toReconcile.length }), ...toReconcile];
    out.answer(
      [`${heading(out.language, 'journal')}: ${summary}`, ...opened, kept, ...lost, ...open, ...newer, ...away],
      {
        restored: true,
        ...restored,
      },
    );
    return missing + resumed.length + toReconcile.length + archiveTroubles.length === 0 ? 0 : 4;
  } catch (error) {
    const isRunning = error instanceof JournalUnavailable && error.reason === 'locked';
    if (error instanceof JournalUnavailable && !isRunning) log.warn('not restored', { why: error.message });
    if (error instanceof JournalUnavailable && error.reason === 'outdated')
      throw new UsageError(words.fork({ file, why: error.message }));
    throw sayable(error, isRunning ? profile : { ...profile, journalFile: file });
  } finally {
    log.close();
  }
}
