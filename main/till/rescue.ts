import type { TerminalView } from '../contract/views.ts';
import { type Said, tillWords } from '../contract/words/till.ts';
import type { Output } from './output.ts';

/** What the command line makes of a terminal whose journal is lost, or can no longer be written. */

/** Nothing is written down, so nothing goes on by itself but reversals. */
export function isJournalDown({ salesStopped }: TerminalView): boolean {
  return salesStopped === 'journal_lost' || salesStopped === 'storage_failed';
}

/** What the gateway said of this payment since then; null = nothing. */
export function saidOf(paymentRequestId: string, { unwritten }: TerminalView): Said | null {
  return unwritten.findLast((one) => one.paymentRequestId === paymentRequestId)?.said ?? null;
}

/** The ids of which no more could be read, with a line before them. */
export function unreadableLines(rescue: TerminalView['rescue'], out: Output): readonly string[] {
  if (rescue === null || rescue.unreadable === 0) return [];
  return [tillWords[out.language].rescue.unreadable({ payments: rescue.unreadable }), ...rescue.unreadableIds];
}
