import { type ReactNode, useEffect, useRef, useState } from 'react';
import { historyWords } from '../../main/contract/words/history.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { resultHeadings } from '../../main/contract/words/result-headings.ts';
import { type AmountEntry, emptyAmount, minorOf } from '../amount.ts';
import { useLater } from '../later.ts';
import { newPageId } from '../port.ts';
import { ActButton } from '../screens/act-button.tsx';
import { Icon } from '../screens/icons.tsx';
import { useTill } from '../till.ts';
import { resultTexts } from '../words-later.ts';
import { useAmounts } from './detail.tsx';
import { RefundForm } from './refund-form.tsx';
import type { WholePayment } from './use-payment.ts';

/**
 * A refund in three steps: how much and why, the amount once more in large figures, what came of it. Each opening is
 * one refund at most: its key goes with every request, so that a second press, or a second try after an answer that
 * was lost, is answered with the first.
 */

export interface RefundProps {
  readonly whole: WholePayment;
  readonly close: () => void;
  /** It is being sent. */
  readonly begin: () => void;
}

type Sent =
  /** Null until the terminal has said which refund it is. */
  | { readonly refundRequestId: string | null }
  /** Refused by the terminal: nothing was sent. */
  | { readonly refusal: string }
  | { readonly unknown: true };

export function Refund({ whole, close, begin }: RefundProps): ReactNode {
  const { terminal, shown } = useTill();
  const { payment } = whole;
  const [key] = useState(newPageId);
  // As this person has seen it at first: a refund that somebody else makes meanwhile is no reason for a second one.
  const [leftMinor] = useState(whole.leftMinor);
  const [entry, setEntry] = useState<AmountEntry>(emptyAmount);
  const [why, setWhy] = useState('');
  const [isConfirming, setConfirming] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const isSending = useRef(false);
  const amountMinor = minorOf(entry, shown.view?.decimals ?? 2);
  const send = async (): Promise<void> => {
    if (isSending.current) return;
    isSending.current = true;
    begin();
    setSent({ refundRequestId: null });
    const answer = await terminal.ask('refund.start', {
      id: payment.paymentRequestId,
      amountMinor,
      why,
      key,
      leftMinor,
    });
    isSending.current = false;
    if (answer === null) setSent({ unknown: true });
    else setSent(answer.ok ? { refundRequestId: answer.refundRequestId } : { refusal: answer.reason });
  };
  if (sent !== null)
    return <Outcome whole={whole} sent={sent} amountMinor={amountMinor} again={() => void send()} close={close} />;
  if (isConfirming)
    return (
      <Confirm
        whole={whole}
        amountMinor={amountMinor}
        why={why}
        back={() => setConfirming(false)}
        send={() => void send()}
      />
    );
  return (
    <RefundForm
      whole={whole}
      entry={entry}
      setEntry={setEntry}
      why={why}
      setWhy={setWhy}
      next={() => setConfirming(true)}
      close={close}
    />
  );
}

interface ConfirmProps {
  readonly whole: WholePayment;
  readonly amountMinor: number;
  readonly why: string;
  readonly back: () => void;
  readonly send: () => void;
}

/**
 * Where the button before stood, and where the focus is, is the way back: neither a second press of that one nor an
 * Enter that was meant for it moves money.
 */
function Confirm({ whole, amountMinor, why, back, send }: ConfirmProps): ReactNode {
  const { language, situation } = useTill();
  const { refund, buttons, labels } = historyWords[language];
  const amount = useAmounts(whole.payment);
  const place = useRef<HTMLButtonElement>(null);
  useEffect(() => place.current?.focus(), []);
  const left = amount(whole.leftMinor - amountMinor);
  return (
    <>
      <div className="history-facts refund-confirm" data-field="refund-confirm">
        <h3>{refund.confirmTitle}</h3>
        <p className="refund-sum" data-field="refund-sum">
          {amount(amountMinor)}
        </p>
        <p>{refund.confirm({ paid: amount(whole.payment.amountMinor), left })}</p>
        <p>
          {labels.reason} <b>{why}</b>
          <br />
          {labels.order} <b>{whole.payment.orderId}</b>
        </p>
      </div>
      <footer className="history-acts refund-acts">
        <div>
          <ActButton act="refund-confirm" className="refund-go" off={situation.lost ? 'lost' : null} press={send}>
            {buttons.confirm} {amount(amountMinor)}
          </ActButton>
          <button ref={place} type="button" data-act="refund-back" className="safe" onClick={back}>
            {buttons.back}
          </button>
        </div>
      </footer>
    </>
  );
}

interface OutcomeProps {
  readonly whole: WholePayment;
  readonly sent: Sent;
  readonly amountMinor: number;
  readonly again: () => void;
  readonly close: () => void;
}

function Outcome({ whole, sent, amountMinor, again, close }: OutcomeProps): ReactNode {
  const { language } = useTill();
  const { buttons } = historyWords[language];
  const said = useSaid(whole, sent, amountMinor);
  const place = useRef<HTMLButtonElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <>
      <div className={`history-facts refund-outcome refund-outcome-${said.tone}`} data-field="refund-outcome">
        <div role="status" data-tone={said.tone}>
          <Icon name={icons[said.tone]} />
          <p>
            <strong>{said.sentence}</strong>
          </p>
        </div>
        {said.parts !== null && (
          <dl className="history-table refund-parts">
            {said.parts.map(({ name, heading, text }) => (
              <div key={name} data-part={name}>
                <dt>{heading}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <footer className="history-acts refund-acts">
        <div>
          {'unknown' in sent ? (
            <button type="button" data-act="refund-again" className="go-on" onClick={again}>
              {buttons.askAgain}
            </button>
          ) : (
            // Nothing where the button before stood: its second press closes nothing.
            <span />
          )}
          <button ref={place} type="button" data-act="refund-done" className="safe" onClick={close}>
            {buttons.done}
          </button>
        </div>
      </footer>
    </>
  );
}

const icons = { busy: 'checking', good: 'paid', bad: 'not_charged', doubt: 'reversal_pending' } as const;

interface Said {
  readonly tone: keyof typeof icons;
  readonly sentence: string;
  readonly parts: readonly { readonly name: string; readonly heading: string; readonly text: string }[] | null;
}

const partNames = ['toCustomer', 'meaning', 'money', 'again', 'call'] as const;

/** One honest sentence about the refund, and where it did not come out well, the five parts of its result. */
function useSaid(whole: WholePayment, sent: Sent, amountMinor: number): Said {
  const { language } = useTill();
  const { refund } = historyWords[language];
  const results = useLater(resultTexts);
  const amount = useAmounts(whole.payment)(amountMinor);
  if ('unknown' in sent) return { tone: 'doubt', sentence: refund.unknown, parts: null };
  if ('refusal' in sent) return { tone: 'bad', sentence: refusalSentence(language, sent.refusal), parts: null };
  const found = whole.payment.refunds.find(({ refundRequestId }) => refundRequestId === sent.refundRequestId);
  if (found === undefined) return { tone: 'busy', sentence: refund.sending, parts: null };
  const { status, code } = found;
  if (status === 'done') return { tone: 'good', sentence: refund.done({ amount }), parts: null };
  const isLong = whole.refunds.some((one) => one.refundRequestId === sent.refundRequestId && one.seriesOver);
  const words = results?.(language, status === 'refused' ? 'refund_refused' : 'refund_open', code) ?? null;
  const headings = resultHeadings[language];
  const parts = words === null ? null : partNames.map((name) => ({ name, heading: headings[name], text: words[name] }));
  if (status === 'refused') return { tone: 'bad', sentence: refund.refused({ amount }), parts };
  if (isLong) return { tone: 'doubt', sentence: refund.pendingLong({ amount }), parts };
  return { tone: 'busy', sentence: refund.pending({ amount }), parts: null };
}
