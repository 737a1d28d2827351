import { type ReactNode, useId, useRef, useState } from 'react';
import type { PaymentView } from '../../main/contract/views.ts';
import { stateNameOf, stateWords } from '../../main/contract/words/states.ts';
import { amountText } from '../amount.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';
import { Alarm, ChargeAgain } from './alarm.tsx';
import { Icon } from './icons.tsx';
import { Progress } from './progress.tsx';
import { Unwritten } from './rescue.tsx';

/** One payment in a list: how much, of which order, how it stands, and the choice where one waits for a person. */
export function PaymentCard({ payment }: { readonly payment: PaymentView }): ReactNode {
  const { language, shown, words } = useTill();
  const state = stateNameOf(payment);
  const { title, sentence } = stateWords[language][state];
  const amount = amountText(payment.amountMinor, payment.currency, shown.view?.decimals ?? 2, language);
  return (
    <li className="card" data-payment={payment.paymentRequestId} data-state={state}>
      <div className="card-head">
        <Icon name={state} />
        <h3>{title}</h3>
        <b className="card-amount">{amount}</b>
      </div>
      <p>{sentence}</p>
      {state !== 'paid' && <ChargeAgain payment={payment} />}
      {payment.alarm !== null && <Alarm alarm={payment.alarm} />}
      <Unwritten paymentRequestId={payment.paymentRequestId} />
      <Progress payment={payment} state={state} />
      <p className="card-ids">
        {words.labels.order} <b>{payment.orderId}</b>
        <br />
        {words.labels.paymentRequestId} <b>{payment.paymentRequestId}</b>
      </p>
      {shown.view?.rescue === null && (payment.needsDecision || payment.phase === 'held') && (
        <Decision payment={payment} />
      )}
    </li>
  );
}

/** Keep the sale or return the money: with the name of whoever decides, which the journal keeps. */
function Decision({ payment }: { readonly payment: PaymentView }): ReactNode {
  const { desk, words, situation } = useTill();
  const [by, setBy] = useState('');
  const [isMissing, setMissing] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const field = useId();
  const off = situation.lost ? 'lost' : null;
  const decide = (decision: 'keep' | 'return', why: string): void => {
    if (off !== null) return;
    const named = by.trim();
    setMissing(named === '');
    if (named === '') name.current?.focus();
    else desk.decide(payment.paymentRequestId, decision, named, why);
  };
  return (
    <div className="decision">
      <label htmlFor={field}>{words.labels.yourName}</label>
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
      {payment.needsDecision && (
        <ActButton act="keep" off={off} press={() => decide('keep', words.decide.whyKept)}>
          {words.buttons.keep}
        </ActButton>
      )}
      <ActButton act="return" off={off} press={() => decide('return', words.decide.whyReturned)}>
        {words.buttons.giveBack}
      </ActButton>
      <p id={`${field}-missing`} role="alert">
        {isMissing && words.decide.nameMissing}
      </p>
    </div>
  );
}
