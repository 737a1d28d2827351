import type { Terminal } from './terminal.ts';

/** What a cashier says of a paper of which the terminal does not know whether it came out. */
export type PaperSaid = 'came' | 'not_came' | 'later';

/** The keys of the question, by the key's place; Escape is the dialog's own. */
export const paperKeys: Readonly<Record<string, PaperSaid>> = { KeyY: 'came', KeyN: 'not_came' };

/** Answers the question that the view asks now; the next view shows what became of it. */
export function answerPaper(terminal: Terminal, said: PaperSaid): void {
  const id = terminal.shown().view?.printer.question?.id;
  if (id === undefined) return;
  if (said === 'later') void terminal.ask('print.later', { id });
  else void terminal.ask('print.answer', { id, came: said === 'came' });
}
