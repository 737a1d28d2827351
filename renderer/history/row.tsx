import type { ReactNode } from 'react';
import type { HistoryRow } from '../../main/contract/history.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { rowTitle } from '../../main/contract/words/on-word.ts';
import { stateNameOf } from '../../main/contract/words/states.ts';
import { amountText } from '../amount.ts';
import { Icon } from '../screens/icons.tsx';
import { timesOf } from '../shop-times.ts';
import { useTill } from '../till.ts';

/** One payment in the list: when, how it stands, what was given back, how much. The list hears keys and presses. */

export interface RowProps {
  readonly id: string;
  /** Undefined = not here yet, null = cannot be read. */
  readonly row: HistoryRow | null | undefined;
  readonly index: number;
  readonly total: number;
  readonly isChosen: boolean;
  readonly top: number;
  readonly rowPx: number;
}

export function Row({ id, row, index, total, isChosen, top, rowPx }: RowProps): ReactNode {
  const { language, shown } = useTill();
  const { sentences } = historyWords[language];
  const option = {
    id,
    className: 'history-row',
    role: 'option',
    'aria-selected': isChosen,
    'aria-setsize': total,
    'aria-posinset': index + 1,
    'data-at': index,
    style: { top, height: rowPx },
  } as const;
  if (row == null)
    return (
      <div {...option}>
        <span className="history-when">{row === null ? sentences.unreadable : '…'}</span>
      </div>
    );
  const state = stateNameOf(row);
  const { day, time } = timesOf(row.scannedAtMs, shown.view?.timeZone ?? 'UTC');
  const amount = (minor: number): string => amountText(minor, row.currency, shown.view?.decimals ?? 2, language);
  const refunded = [
    ...(row.refundedMinor > 0 ? [sentences.rowRefunded({ amount: amount(row.refundedMinor) })] : []),
    ...(row.refundOpen ? [sentences.rowRefundOpen] : []),
  ].join(' · ');
  return (
    <div {...option} data-payment={row.paymentRequestId} data-state={state}>
      <Icon name={state} />
      <span className="history-when">
        <b>{time}</b> <span>{day}</span>
      </span>
      <span className="history-what">
        <span>{rowTitle(row, language)}</span>
        <span className="history-order">{refunded === '' ? row.orderId : refunded}</span>
      </span>
      <b className="history-amount">{amount(row.amountMinor)}</b>
    </div>
  );
}
