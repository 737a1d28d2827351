import { type ReactNode, useId, useRef, useState } from 'react';
import type { PaymentView } from '../../main/contract/views.ts';
import { returnsWords } from '../../main/contract/words/returns.ts';
import { ActButton } from '../screens/act-button.tsx';
import { useTerminalNowMs, useTill } from '../till.ts';
import { countdownText } from './span.ts';

/**
 * Keep the sale or return the money: what each means, what happens without an answer and when, and the name of
 * whoever decides, which the journal keeps. A payment on hold can only be returned.
 */
export function Decision({ payment }: { readonly payment: PaymentView }): ReactNode {
  const { desk, words, situation, language } = useTill();
  const { decide, labels } = { ...returnsWords[language], labels: words.labels };
  const [by, setBy] = useState('');
  const [isMissing, setMissing] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const field = useId();
  const off = situation.lost ? 'lost' : null;
  const answer = (decision: 'keep' | 'return', why: string): void => {
    if (off !== null) return;
    const named = by.trim();
    setMissing(named === '');
    if (named === '') name.current?.focus();
    else desk.decide(payment.paymentRequestId, decision, named, why);
  };
  const { needsDecision } = payment;
  return (
    <div className="returns-decision" data-field="decision">
      <p>
        <strong>{needsDecision ? decide.question : decide.heldQuestion}</strong> <Otherwise payment={payment} />
      </p>
      {needsDecision && <p>{decide.keepMeans}</p>}
      <p>{decide.returnMeans}</p>
      <div className="returns-row-of-fields">
        <label htmlFor={field}>{labels.yourName}</label>
        <input
          ref={name}
          id={field}
          data-field="by"
          type="text"
          autoComplete="off"
          maxLength={64}
          value={by}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? `${field}-missing` : undefined}
          onChange={(event) => setBy(event.target.value)}
        />
        {needsDecision && (
          <ActButton act="keep" off={off} press={() => answer('keep', words.decide.whyKept)}>
            {words.buttons.keep}
          </ActButton>
        )}
        <ActButton act="return" off={off} press={() => answer('return', words.decide.whyReturned)}>
          {words.buttons.giveBack}
        </ActButton>
      </div>
      <p id={`${field}-missing`} role="alert" className="returns-missing">
        {isMissing && decide.wordsMissing}
      </p>
    </div>
  );
}

/** What happens if nobody answers, and when. It ticks, so it is never announced. */
function Otherwise({ payment }: { readonly payment: PaymentView }): ReactNode {
  const { decide } = returnsWords[useTill().language];
  const nowMs = useTerminalNowMs();
  if (!payment.needsDecision) return decide.heldOtherwise;
  if (payment.dueAtMs === null) return null;
  return (
    <span data-field="otherwise" aria-live="off">
      {decide.otherwise({ span: countdownText(payment.dueAtMs - nowMs) })}
    </span>
  );
}
