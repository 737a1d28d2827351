import { type ReactNode, useId } from 'react';
import type { TerminalView } from '../../main/contract/views.ts';
import { useTill } from '../till.ts';
import { Dialog } from './dialog.tsx';
import { PaymentCard } from './payment-card.tsx';

/**
 * The payment of a receipt that was scanned while no sale was open. It stands until it is closed, until another is
 * scanned, or until the terminal has something newer to say.
 */
export function LookedUp(): ReactNode {
  const { shown, desk, onDesk } = useTill();
  const looked = shown.view?.counter.looked ?? null;
  if (looked === null || looked.number === onDesk.lookClosed) return null;
  return <Looked key={looked.number} looked={looked} close={() => desk.closeLook(looked.number)} />;
}

interface LookedProps {
  readonly looked: NonNullable<TerminalView['counter']['looked']>;
  readonly close: () => void;
}

function Looked({ looked, close }: LookedProps): ReactNode {
  const { words } = useTill();
  const title = useId();
  const sentence = useId();
  return (
    <Dialog field="looked" className="payments" labelledBy={title} describedBy={sentence} safeAnswer={close}>
      <h2 id={title} data-first tabIndex={-1}>
        {words.looked.title}
      </h2>
      <p id={sentence}>{words.looked.sentence}</p>
      <ul className="cards" aria-labelledby={title}>
        <PaymentCard payment={looked.payment} />
      </ul>
      <div className="answers">
        <button type="button" data-act="close" className="go-on" onClick={close}>
          {words.buttons.close} <kbd>Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}
