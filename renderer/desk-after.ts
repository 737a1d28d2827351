import type { TerminalView } from '../main/contract/views.ts';
import { emptyAmount, entryOf, minorOf } from './amount.ts';
import type { DeskShown } from './desk-shown.ts';
import { closedBySale } from './dialogs.ts';
import { isSettled } from './situation.ts';

/** What changes on the cashier's desk when the counter has changed. Pure rules. */

type Counter = TerminalView['counter'];

/** `before` = the counter of the view before, null at first. */
export function deskAfter(shown: DeskShown, before: Counter | null, view: TerminalView): Partial<DeskShown> {
  return { ...entryAfter(shown, before, view), ...printableAfter(view), ...noteAfter(before, view) };
}

/** What stands before the till then. */
export function standingAfter(
  shown: DeskShown,
  before: Counter | null,
  { counter }: TerminalView,
): Partial<Pick<DeskShown, 'proof' | 'dialog' | 'subject'>> {
  // A sale that was opened elsewhere, or a payment, wants to be seen: nothing stands over it.
  const isIdle = counter.state === 'idle';
  const proof = shown.proof && isIdle;
  const dialog = dialogAfter(shown.dialog, before, counter);
  if (dialog !== shown.dialog) return { proof, dialog, subject: null };
  const isAsked = counter.asked !== null && counter.asked.number !== before?.asked?.number;
  return isAsked && dialog === null && !shown.proof ? { proof, dialog: 'truth', subject: null } : { proof };
}

function dialogAfter(dialog: DeskShown['dialog'], before: Counter | null, { state }: Counter): DeskShown['dialog'] {
  const isOpened = state === 'ready' && before?.state !== 'ready';
  const isClosed = dialog === 'truth' ? isOpened : state !== 'idle' && dialog !== null && closedBySale.has(dialog);
  return isClosed ? null : dialog;
}

/** A sale that was closed before its scan goes back to what the terminal has of it; after a payment that is gone. */
function entryAfter(shown: DeskShown, before: Counter | null, view: TerminalView): Partial<DeskShown> {
  if (before === null || view.counter.state !== 'idle') return {};
  if (shown.turning) return { turning: false };
  if (before.state === 'payment') return { entry: emptyAmount };
  if (before.state !== 'ready') return {};
  const { amountMinor } = view.entry;
  if (minorOf(shown.entry, view.decimals) === amountMinor) return {};
  return { entry: amountMinor === 0 ? emptyAmount : entryOf(amountMinor, view) };
}

function noteAfter(before: Counter | null, { counter }: TerminalView): Partial<DeskShown> {
  const { notice } = counter;
  if (notice !== null && notice.number !== before?.notice?.number) {
    return { note: { key: `terminal-${notice.number}`, says: { refusal: notice.reason } } };
  }
  const isOld = before !== null && (before.state !== counter.state || (before.notice !== null && notice === null));
  return isOld ? { note: null } : {};
}

/** The newest payment that has come to an end, so that its paper can be had again in the next sale too. */
function printableAfter({ counter }: TerminalView): Partial<DeskShown> {
  const { payment } = counter;
  if (payment === null) return {};
  const hasPaper = isSettled(payment) || payment.status === 'reversal_pending';
  return { printable: hasPaper ? payment.paymentRequestId : null };
}
