import { type ReactNode, useId } from 'react';
import type { PaymentView } from '../../main/contract/views.ts';
import { Dialog } from '../screens/dialog.tsx';
import { useTill } from '../till.ts';
import { Detail } from './detail.tsx';
import { ReturnsList, type RowCard } from './list.tsx';
import { useChosen } from './use-chosen.ts';
import { useCard } from './use-returns.ts';
import './returns.css';

/**
 * Everything the last run left and everything that needs a person, before the till until somebody has looked at it.
 * Its list is the terminal's view; a payment that has been settled meanwhile stays, with what it came to.
 */
export function Recovered(): ReactNode {
  const { terminal, shown, words, desk } = useTill();
  const title = useId();
  const sentence = useId();
  const { view } = shown;
  const recovered = view?.recovered ?? [];
  const attention = view?.attention ?? [];
  const known = new Set(recovered.map(({ paymentRequestId }) => paymentRequestId));
  const payments = [...recovered, ...attention.filter(({ paymentRequestId }) => !known.has(paymentRequestId))];
  const cards = payments.map(rowOf).toSorted((a, b) => Number(isAsked(b)) - Number(isAsked(a)));
  const isRescue = (view?.rescue ?? null) !== null;
  const heading = isRescue ? words.rescue.list : recovered.length > 0 ? words.recovered : words.attention;
  const card = (index: number): RowCard | undefined => cards[index];
  const chosen = useChosen({ matching: cards.length, card }, null);
  const whole = useCard(terminal, chosen.id);
  const payment = payments.find(({ paymentRequestId }) => paymentRequestId === chosen.id);
  return (
    <Dialog
      field="recovered"
      className="over-till returns recovered"
      labelledBy={title}
      describedBy={sentence}
      safeAnswer={() => desk.close()}
    >
      <header className="returns-head">
        <div>
          <h2 id={title} data-first tabIndex={-1}>
            {heading.title}
          </h2>
          <p id={sentence}>{heading.sentence}</p>
        </div>
        <button type="button" data-act="continue" className="go-on" onClick={() => desk.close()}>
          {isRescue ? words.buttons.close : words.buttons.goOn} <kbd>Esc</kbd>
        </button>
      </header>
      {recovered.length > 0 && !isRescue && <p className="returns-status">{words.recovered.goOn}</p>}
      <div className="returns-body">
        <ReturnsList
          label={heading.title}
          count={cards.length}
          card={card}
          chosen={chosen.id}
          at={chosen.at}
          choose={chosen.choose}
          see={seen}
        />
        {payment === undefined ? <div /> : <Detail payment={payment} card={whole} />}
      </div>
    </Dialog>
  );
}

/** All of them are there. */
function seen(): void {}

function isAsked({ payment }: RowCard): boolean {
  return payment.needsDecision || payment.phase === 'held';
}

/** A view knows less than a card: the row says what is certain. */
function rowOf(payment: PaymentView): RowCard {
  const { status, needsDecision, phase, amountMinor, scannedAtMs, dueAtMs } = payment;
  const isReversal = status === 'reversing' || status === 'reversal_pending';
  const kind = needsDecision
    ? 'decide'
    : phase === 'held'
      ? 'held'
      : isReversal
        ? 'reversal'
        : status === 'checking'
          ? 'checking'
          : payment.refunds.some((refund) => refund.status === 'pending')
            ? 'refund'
            : 'settled';
  const nextTryAtMs = payment.asking || kind === 'settled' ? null : dueAtMs;
  return { payment, kind, amountMinor, openedAtMs: scannedAtMs, nextTryAtMs, inLine: false, closing: false };
}
