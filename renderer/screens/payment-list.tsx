import { type ReactNode, useEffect, useId, useState } from 'react';
import type { PaymentView } from '../../main/contract/views.ts';
import type { Terminal } from '../terminal.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';
import { Dialog } from './dialog.tsx';
import { PaymentCard } from './payment-card.tsx';

/** Payments that stand before the till: what the last run left, what needs a person, what is not settled yet. */

/** Everything the last run left and everything that needs a person; each card follows the terminal's view. */
export function Recovered(): ReactNode {
  const { shown, words, desk } = useTill();
  const recovered = shown.view?.recovered ?? [];
  const attention = shown.view?.attention ?? [];
  const known = new Set(recovered.map(({ paymentRequestId }) => paymentRequestId));
  const others = attention.filter(({ paymentRequestId }) => !known.has(paymentRequestId));
  const isRescue = (shown.view?.rescue ?? null) !== null;
  const heading = isRescue ? words.rescue.list : recovered.length > 0 ? words.recovered : words.attention;
  return (
    <List field="recovered" heading={heading} payments={[...recovered, ...others]}>
      <button type="button" data-act="continue" className="go-on" onClick={() => desk.close()}>
        {isRescue ? words.buttons.close : words.buttons.goOn} <kbd>Esc</kbd>
      </button>
      {recovered.length > 0 && !isRescue && <p>{words.recovered.goOn}</p>}
    </List>
  );
}

/** What is not settled; null until the terminal has answered. Asked for anew after each of its changes, once at a time. */
function useUnsettled(terminal: Terminal): readonly PaymentView[] | null {
  const [payments, setPayments] = useState<readonly PaymentView[] | null>(null);
  useEffect(() => {
    let askedOf: number | undefined;
    let isAsking = false;
    let isOver = false;
    const look = async (): Promise<void> => {
      const version = terminal.shown().view?.version;
      if (isAsking || isOver || version === askedOf) return;
      askedOf = version;
      isAsking = true;
      const answer = await terminal.ask('reversals.list', {});
      isAsking = false;
      if (answer !== null && !isOver) setPayments(answer.payments);
      void look();
    };
    void look();
    const off = terminal.onChange(() => void look());
    return () => {
      isOver = true;
      off();
    };
  }, [terminal]);
  return payments;
}

/** What is not settled yet. */
export function OpenReversals(): ReactNode {
  const { terminal, words, desk, situation } = useTill();
  const found = useUnsettled(terminal);
  const payments = found ?? [];
  const sentence = found?.length === 0 ? words.reversals.none : words.reversals.sentence;
  const off = situation.lost ? 'lost' : null;
  return (
    <List field="open-reversals" heading={{ title: words.reversals.title, sentence }} payments={payments}>
      <button type="button" data-act="close" className="go-on" onClick={() => desk.close()}>
        {words.buttons.close} <kbd>Esc</kbd>
      </button>
      {(situation.view?.openReversals ?? 0) > 0 && (
        <ActButton act="send-all" off={off} press={() => desk.sendNow()}>
          {words.buttons.sendNow}
        </ActButton>
      )}
    </List>
  );
}

interface ListProps {
  readonly field: string;
  readonly heading: { readonly title: string; readonly sentence: string };
  readonly payments: readonly PaymentView[];
  readonly children: ReactNode;
}

function List({ field, heading, payments, children }: ListProps): ReactNode {
  const { desk } = useTill();
  const title = useId();
  const sentence = useId();
  return (
    <Dialog
      field={field}
      className="payments"
      labelledBy={title}
      describedBy={sentence}
      safeAnswer={() => desk.close()}
    >
      <h2 id={title} data-first tabIndex={-1}>
        {heading.title}
      </h2>
      <p id={sentence}>{heading.sentence}</p>
      {/* Its own scroll: it must be reachable by keys alone. */}
      <ul className="cards" tabIndex={payments.length > 1 ? 0 : -1} aria-labelledby={title}>
        {payments.map((payment) => (
          <PaymentCard key={payment.paymentRequestId} payment={payment} />
        ))}
      </ul>
      <div className="answers">{children}</div>
    </Dialog>
  );
}
