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
 * Null when nothing is known to be in the way. A printer that never answered may still print, and a job does not wait
 * for it twice; one that has answered before and is silent now, or that lets no question out of this machine, is asked
 * for nothing more.
 */
export async function look(talk: Talk, habits: Habits): Promise<Trouble | null> {
  return habits.realTime === 'no' ? talk.lost() : lookOnce(talk, habits);
}

/**
 * The same with the question put also to a printer that has not answered before: on a serial line, or behind a box that
 * puts it on the network, it may only have been switched off.
 */
export async function lookOnce(talk: Talk, habits: Habits): Promise<Trouble | null> {
  if (!(await talk.ask(1))) {
    if (!talk.isOpen() || talk.unasked() !== null || habits.realTime === 'yes') {
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
