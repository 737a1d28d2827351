import type { ReactNode } from 'react';
import type { PaymentView } from '../../main/contract/views.ts';
import type { StateName } from '../../main/contract/words/states.ts';
import { useTerminalNowMs, useTill } from '../till.ts';

/** How far a payment is: seconds since the scan, inquiries, cancels, the next try. Ticks, so it is never announced. */

const underWay: readonly StateName[] = ['sending', 'waiting', 'checking', 'reversing', 'reversal_pending'];

export function Progress(props: { readonly payment: PaymentView; readonly state: StateName }): ReactNode {
  const { payment, state } = props;
  const { words, shown } = useTill();
  const nowMs = useTerminalNowMs();
  const { progress } = words;
  const seconds = secondsOf(payment, nowMs);
  const { inquiries: inquiry, inquiriesMax, cancels: cancel } = payment;
  const isOver = !underWay.includes(state);
  return (
    <div className="progress" aria-hidden="true">
      {(state !== 'undecided' || payment.elapsedMs !== null) && (
        <span className="elapsed" data-field="elapsed">
          {progress.elapsed({ seconds })}
        </span>
      )}
      {inquiry > 0 && (
        <span data-field="inquiry">{progress.inquiry({ inquiry, inquiries: Math.max(inquiry, inquiriesMax) })}</span>
      )}
      {cancel > 0 && <span data-field="cancel">{progress.cancel({ cancel })}</span>}
      {!shown.lost && <NextTry payment={payment} isOver={isOver} state={state} nowMs={nowMs} />}
    </div>
  );
}

/** Whole seconds while they count; a quick result to a tenth. */
function secondsOf({ elapsedMs, scannedAtMs }: PaymentView, nowMs: number): number {
  if (elapsedMs === null) return Math.max(0, Math.floor((nowMs - scannedAtMs) / 1_000));
  return elapsedMs < 10_000 ? Math.round(elapsedMs / 100) / 10 : Math.round(elapsedMs / 1_000);
}

interface NextTryProps {
  readonly payment: PaymentView;
  readonly isOver: boolean;
  readonly state: StateName;
  readonly nowMs: number;
}

function NextTry({ payment, isOver, state, nowMs }: NextTryProps): ReactNode {
  const { progress } = useTill().words;
  const seconds = payment.dueAtMs === null ? 0 : Math.ceil((payment.dueAtMs - nowMs) / 1_000);
  if (state === 'undecided' && seconds > 0) return <span data-field="next">{progress.returnsIn({ seconds })}</span>;
  if (isOver) return null;
  if (payment.asking) return <span data-field="next">{progress.asking}</span>;
  if (seconds <= 0) return null;
  const isReturn = state === 'reversing' || state === 'reversal_pending';
  return <span data-field="next">{(isReturn ? progress.nextTry : progress.nextInquiry)({ seconds })}</span>;
}
