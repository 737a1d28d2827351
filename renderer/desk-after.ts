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

/** What stands before the till then. A sale that has just been opened wants to be seen; a scanned paper is asked about. */
export function dialogAfter(
  { dialog, proof }: DeskShown,
  before: Counter | null,
  view: TerminalView,
): DeskShown['dialog'] {
  const { state, asked } = view.counter;
  const isOpened = state === 'ready' && before?.state !== 'ready';
  if (dialog !== null && state !== 'idle' && closedBySale.has(dialog)) return null;
  if (dialog === 'truth' && isOpened) return null;
  const isAsked = asked !== null && asked.number !== before?.asked?.number;
  return isAsked && dialog === null && !proof ? 'truth' : dialog;
}

/** A sale that was closed before its scan keeps its amount for correction; after a payment it is gone. */
function entryAfter(shown: DeskShown, before: Counter | null, view: TerminalView): Partial<DeskShown> {
  if (before === null || view.counter.state !== 'idle') return {};
  if (shown.turning) return { turning: false };
  if (before.state === 'payment') return { entry: emptyAmount };
  if (before.state !== 'ready' || before.amountMinor === null) return {};
  const isSame = minorOf(shown.entry, view.decimals) === before.amountMinor;
  return isSame ? {} : { entry: entryOf(before.amountMinor, view) };
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
