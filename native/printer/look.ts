import type { Trouble } from './connection.ts';
import type { PrinterProfile } from './profile.ts';
import { hindrance, type PrinterFacts } from './status.ts';
import type { Habits, Talk } from './talk.ts';

/**
 * A look at a printer: is it there, does it answer, what keeps it from printing. It sends questions only, nothing that
 * could reach the paper; the same look comes before every job.
 */

/** The first question of GS r: a printer that is idle answers at once. */
const firstPaperAnswerMs = 1_000;

/**
 * Null when nothing is known to be in the way. A printer that never answered may still print; one that has answered
 * before and is silent now is asked for nothing more.
 */
export async function look(talk: Talk, habits: Habits): Promise<Trouble | null> {
  if (habits.realTime === 'no') return talk.lost();
  if (!(await talk.ask(1))) {
    if (!talk.isOpen() || habits.realTime === 'yes') {
      return { fault: 'printer_silent', detail: talk.lost()?.detail ?? '' };
    }
    habits.realTime = 'no';
    return null;
  }
  await talk.ask(2);
  await talk.ask(4);
  if (talk.facts().error === true) await talk.ask(3);
  const standing = hindrance(talk.facts());
  if (standing !== null) return { fault: standing, detail: '' };
  if (habits.inBand === 'unknown' && !(await talk.askPaper(firstPaperAnswerMs)) && talk.isOpen()) habits.inBand = 'no';
  return talk.lost();
}

/** Whether a new roll is due soon, as far as this printer's sensor means anything. */
export function paperIsNearEnd({ paper }: PrinterFacts, { nearEnd }: PrinterProfile): boolean {
  return paper === 'near_end' && nearEnd !== 'none';
}
