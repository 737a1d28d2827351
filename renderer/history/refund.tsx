import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { historyWords } from '../../main/contract/words/history.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { resultHeadings } from '../../main/contract/words/result-headings.ts';
import { type AmountEntry, type AmountKey, emptyAmount, entryOf, minorOf, press } from '../amount.ts';
import { useLater } from '../later.ts';
import { newPageId } from '../port.ts';
import { ActButton } from '../screens/act-button.tsx';
import { Icon } from '../screens/icons.tsx';
import { useTill } from '../till.ts';
import { resultTexts } from '../words-later.ts';
import { useAmounts } from './detail.tsx';
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
  const { terminal } = useTill();
  const { payment } = whole;
  const [key] = useState(newPageId);
  const [entry, setEntry] = useState<AmountEntry>(emptyAmount);
  const [why, setWhy] = useState('');
  const [isConfirming, setConfirming] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const isSending = useRef(false);
  const { shown } = useTill();
  const amountMinor = minorOf(entry, shown.view?.decimals ?? 2);
  const send = async (): Promise<void> => {
    if (isSending.current) return;
    isSending.current = true;
    begin();
    setSent({ refundRequestId: null });
    const answer = await terminal.ask('refund.start', { id: payment.paymentRequestId, amountMinor, why, key });
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
    <Form
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

interface FormProps extends Omit<RefundProps, 'begin'> {
  readonly entry: AmountEntry;
  readonly setEntry: (entry: AmountEntry) => void;
  readonly why: string;
  readonly setWhy: (why: string) => void;
  readonly next: () => void;
}

const digits: readonly AmountKey[] = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'];

function Form({ whole, entry, setEntry, why, setWhy, next, close }: FormProps): ReactNode {
  const { language, shown } = useTill();
  const words = historyWords[language];
  const amount = useAmounts(whole.payment);
  const field = useId();
  const place = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const decimals = shown.view?.decimals ?? 2;
  const rules = { decimals, amountMinorMax: whole.leftMinor };
  useEffect(() => place.current?.focus(), []);
  const type = (key: AmountKey): void => {
    const after = press(entry, key, rules);
    const isTooMuch =
      after === entry && press(entry, key, { decimals, amountMinorMax: Number.MAX_SAFE_INTEGER }) !== entry;
    setMissing(isTooMuch ? words.refund.tooMuch({ amount: amount(whole.leftMinor) }) : null);
    setEntry(after);
  };
  const write = (text: string): void => {
    const signs = Array.from(text.replace('。', '.')).filter((sign) => /[\d.]/.test(sign)) as AmountKey[];
    const wanted = signs.reduce(
      (so, sign) => press(so, sign, { decimals, amountMinorMax: Number.MAX_SAFE_INTEGER }),
      emptyAmount,
    );
    const isTooMuch = minorOf(wanted, decimals) > whole.leftMinor;
    setMissing(isTooMuch ? words.refund.tooMuch({ amount: amount(whole.leftMinor) }) : null);
    if (!isTooMuch) setEntry(wanted);
  };
  const goOn = (): void => {
    if (minorOf(entry, decimals) === 0) {
      setMissing(words.refund.noAmount);
      place.current?.focus();
    } else if (why.trim() === '') setMissing(words.refund.chooseReason);
    else next();
  };
  const ageDays = Math.floor(((shown.view?.nowMs ?? 0) - whole.payment.scannedAtMs) / 86_400_000);
  return (
    <>
      <div className="history-facts refund-form" data-field="refund-form">
        <h3>
          {words.refund.title} · {words.refund.upTo({ amount: amount(whole.leftMinor) })}
        </h3>
        {ageDays > halfYearDays && (
          <p className="refund-hint">{words.sentences.olderThanHalfYear({ days: ageDays })}</p>
        )}
        <div className="refund-columns">
          <div className="refund-why">
            <label htmlFor={`${field}-amount`}>{words.labels.refundAmount}</label>
            <input
              ref={place}
              id={`${field}-amount`}
              className="refund-amount"
              data-field="refund-amount"
              type="text"
              inputMode="decimal"
              autoComplete="off"
              value={entry.typed}
              onChange={(event) => write(event.target.value)}
            />
            <fieldset className="refund-reasons">
              <legend>{words.labels.reason}</legend>
              {words.refund.reasons.map((reason) => (
                <button
                  key={reason}
                  type="button"
                  data-act="reason"
                  aria-pressed={why === reason}
                  onClick={() => {
                    setWhy(reason);
                    setMissing(null);
                  }}
                >
                  {reason}
                </button>
              ))}
            </fieldset>
            <label htmlFor={`${field}-why`}>{words.labels.otherReason}</label>
            <input
              id={`${field}-why`}
              data-field="refund-why"
              type="text"
              autoComplete="off"
              maxLength={128}
              value={words.refund.reasons.includes(why) ? '' : why}
              onChange={(event) => setWhy(event.target.value)}
            />
          </div>
          <section className="refund-keys" aria-label={words.labels.keypad}>
            {digits.map((digit) => (
              <button key={digit} type="button" data-act={`refund-${digit}`} onClick={() => type(digit)}>
                {digit}
              </button>
            ))}
            <button type="button" data-act="refund-point" aria-label={words.buttons.point} onClick={() => type('.')}>
              .
            </button>
            <button
              type="button"
              data-act="refund-backspace"
              aria-label={words.buttons.backspace}
              onClick={() => type('backspace')}
            >
              <Icon name="backspace" />
            </button>
            <button type="button" data-act="refund-clear" onClick={() => type('clear')}>
              {words.buttons.clearAmount}
            </button>
            <button
              type="button"
              data-act="refund-whole"
              className="refund-whole"
              onClick={() => {
                setEntry(entryOf(whole.leftMinor, rules));
                setMissing(null);
              }}
            >
              {words.buttons.whole}
            </button>
          </section>
        </div>
      </div>
      <footer className="history-acts refund-acts">
        <p role="alert" data-field="refund-missing">
          {missing}
        </p>
        <div>
          <button type="button" data-act="refund-cancel" onClick={close}>
            {words.buttons.close}
          </button>
          <button type="button" data-act="refund-next" className="go-on" onClick={goOn}>
            {words.buttons.next}
          </button>
        </div>
      </footer>
    </>
  );
}

/** From when on it is said that the contract's period may be over. */
const halfYearDays = 180;

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
