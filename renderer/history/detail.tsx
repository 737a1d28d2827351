import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { PaymentView } from '../../main/contract/views.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { closedOnWord } from '../../main/contract/words/on-word.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { stateNameOf, stateWords } from '../../main/contract/words/states.ts';
import { amountText } from '../amount.ts';
import { keyed } from '../articles/keyed.ts';
import { FlightRecord } from '../flight/flight-record.tsx';
import { ActButton } from '../screens/act-button.tsx';
import { Alarm } from '../screens/alarm.tsx';
import { Icon } from '../screens/icons.tsx';
import { momentText, timesOf } from '../shop-times.ts';
import { useTill } from '../till.ts';
import type { WholePayment } from './use-payment.ts';

/** One payment whole: how it stands, every fact of its receipt, its refunds, who decided what, and what can be done. */

export interface DetailProps {
  readonly whole: WholePayment;
  readonly refund: () => void;
}

export function Detail({ whole, refund }: DetailProps): ReactNode {
  const { language } = useTill();
  const { payment } = whole;
  const state = stateNameOf(payment);
  const { title, sentence } = closedOnWord(payment, language) ?? stateWords[language][state];
  const amount = useAmounts(payment);
  const heading = useRef<HTMLHeadingElement>(null);
  // Behind a refund: what had the focus is gone.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <>
      <div className="history-facts" data-field="history-facts">
        <div className="history-head" data-state={state}>
          <Icon name={state} />
          <h3 ref={heading} tabIndex={-1} data-field="history-state">
            {title}
          </h3>
          <b className="history-sum" data-field="history-sum">
            {amount(payment.amountMinor)}
          </b>
        </div>
        <p>{sentence}</p>
        {payment.alarm !== null && <Alarm alarm={payment.alarm} />}
        <Facts whole={whole} />
        <Items payment={payment} />
        <Refunds whole={whole} />
        <People whole={whole} />
        <FlightRecord key={payment.paymentRequestId} id={payment.paymentRequestId} />
      </div>
      <Acts whole={whole} refund={refund} />
    </>
  );
}

/** Amounts of this payment in words. */
export function useAmounts({ currency }: Pick<PaymentView, 'currency'>): (minor: number) => string {
  const { shown, language } = useTill();
  return (minor) => amountText(minor, currency, shown.view?.decimals ?? 2, language);
}

function Facts({ whole }: { readonly whole: WholePayment }): ReactNode {
  const { language, shown } = useTill();
  const { labels, sentences } = historyWords[language];
  const { payment, leftMinor } = whole;
  const amount = useAmounts(payment);
  const zone = shown.view?.timeZone ?? 'UTC';
  const when = (atMs: number): string => momentText(atMs, zone);
  const paidMs = payment.paymentTime === null ? Number.NaN : Date.parse(payment.paymentTime);
  const refunded = whole.payment.refunds.filter(({ status }) => status === 'done');
  const facts: readonly (readonly [string, string | null])[] = [
    [labels.scannedAt, when(payment.scannedAtMs)],
    [labels.paidAt, Number.isNaN(paidMs) ? payment.paymentTime : when(paidMs)],
    [labels.refunded, refunded.length === 0 ? null : amount(refunded.reduce((sum, one) => sum + one.amountMinor, 0))],
    [labels.left, payment.status === 'paid' ? amount(leftMinor) : null],
    [labels.order, payment.orderId],
    [labels.note, payment.order === null || payment.order.note === '' ? null : payment.order.note],
    [labels.paymentRequestId, payment.paymentRequestId],
    [labels.paymentId, payment.paymentId],
    [labels.code, payment.codeMask],
    [labels.took, payment.elapsedMs === null ? null : sentences.seconds({ seconds: tenths(payment.elapsedMs) })],
    [labels.inquiries, payment.inquiries === 0 ? null : sentences.times({ count: payment.inquiries })],
    [labels.cancels, payment.cancels === 0 ? null : sentences.times({ count: payment.cancels })],
    [labels.result, payment.code === '' ? null : payment.code],
  ];
  return (
    <dl className="history-table">
      {facts.map(([label, value]) =>
        value === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** What was bought, as on the receipt. */
function Items({ payment }: { readonly payment: PaymentView }): ReactNode {
  const { language } = useTill();
  const { labels } = historyWords[language];
  const amount = useAmounts(payment);
  const lines = payment.order?.lines ?? [];
  if (lines.length === 0) return null;
  return (
    <section className="history-part" aria-label={labels.items}>
      <h4>{labels.items}</h4>
      <ul className="history-items">
        {keyed(lines).map(({ key, line: { name, priceMinor, pieces } }) => (
          <li key={key}>
            <span>{name}</span> <span>{`${pieces} × ${amount(priceMinor)}`}</span> <b>{amount(pieces * priceMinor)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function tenths(ms: number): number {
  return Math.round(ms / 100) / 10;
}

function Refunds({ whole }: { readonly whole: WholePayment }): ReactNode {
  const { terminal, language, shown, situation } = useTill();
  const { labels, refundStates, buttons, sentences } = historyWords[language];
  const amount = useAmounts(whole.payment);
  const [said, setSaid] = useState('');
  if (whole.payment.refunds.length === 0) return null;
  const zone = shown.view?.timeZone ?? 'UTC';
  const reprint = async (refundRequestId: string): Promise<void> => {
    const answer = await terminal.ask('history.reprintRefund', { id: whole.payment.paymentRequestId, refundRequestId });
    if (answer === null) setSaid(sentences.noAnswer);
    else setSaid(answer.ok ? sentences.reprinted : refusalSentence(language, answer.reason));
  };
  return (
    <section className="history-part" aria-label={labels.refunds}>
      <h4>{labels.refunds}</h4>
      <ul>
        {whole.payment.refunds.map(({ refundRequestId, amountMinor, status, refundId }) => {
          const more = whole.refunds.find((one) => one.refundRequestId === refundRequestId);
          const at = more === undefined ? null : timesOf(more.requestedAtMs, zone);
          return (
            <li key={refundRequestId} className={`history-refund history-refund-${status}`} data-refund={status}>
              <p>
                <b>{amount(amountMinor)}</b> <strong>{refundStates[status]}</strong>{' '}
                {at !== null && `${at.day} ${at.time}`}
                {more !== undefined && more.why !== '' && (
                  <>
                    <br />
                    {labels.reason} {more.why}
                  </>
                )}
                <br />
                <small>
                  {labels.refundRequestId} {refundRequestId}
                  {refundId !== null && ` · ${labels.refundId} ${refundId}`}
                </small>
              </p>
              {status !== 'refused' && (
                <ActButton
                  act="reprint-refund"
                  off={situation.lost ? 'lost' : null}
                  press={() => void reprint(refundRequestId)}
                >
                  {buttons.reprintRefund}
                </ActButton>
              )}
            </li>
          );
        })}
      </ul>
      <p role="status">{said}</p>
    </section>
  );
}

/** Decisions with the names that were given; a refund stands among the refunds already. */
function People({ whole }: { readonly whole: WholePayment }): ReactNode {
  const { language, shown } = useTill();
  const { labels, people } = historyWords[language];
  const decided = whole.words.filter(({ kind }) => kind !== 'refund');
  if (decided.length === 0) return null;
  const zone = shown.view?.timeZone ?? 'UTC';
  return (
    <section className="history-part" aria-label={labels.people}>
      <h4>{labels.people}</h4>
      <ul>
        {decided.map(({ kind, atMs, by, why, evidence }) => (
          <li key={atMs}>
            {momentText(atMs, zone)} · <b>{by}</b> {people[kind]}
            <br />
            {[why, evidence].filter((text) => text !== '').join(' · ')}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Acts({ whole, refund }: DetailProps): ReactNode {
  const { desk, terminal, language, situation } = useTill();
  const { buttons, sentences } = historyWords[language];
  const [said, setSaid] = useState('');
  const id = whole.payment.paymentRequestId;
  const lost = situation.lost ? 'lost' : null;
  const ask = async (name: 'payment.reprint' | 'payment.inquire', done: string): Promise<void> => {
    if (lost !== null) return;
    const answer: { ok: true } | { ok: false; reason: string } | null = await terminal.ask(name, { id });
    if (answer === null) setSaid(sentences.noAnswer);
    else setSaid(answer.ok ? done : refusalSentence(language, answer.reason));
  };
  const refundOff = lost ?? (whole.refundOff === null ? null : { refusal: whole.refundOff });
  return (
    <footer className="history-acts">
      <p role="status" data-field="history-said">
        {said !== ''
          ? said
          : refundOff !== null && lost === null
            ? refusalSentence(language, whole.refundOff ?? '')
            : ''}
      </p>
      <div>
        <ActButton
          act="history-reprint"
          off={lost ?? (whole.hasReceipt ? null : { refusal: 'no_receipt' })}
          press={() => void ask('payment.reprint', sentences.reprinted)}
        >
          {buttons.reprint}
        </ActButton>
        <ActButton act="history-ask" off={lost} press={() => void ask('payment.inquire', sentences.asked)}>
          {buttons.ask}
        </ActButton>
        <button type="button" data-act="history-truth" onClick={() => desk.open('truth', id)}>
          {buttons.truth}
        </button>
        <ActButton
          act="history-refund"
          className="go-on"
          off={refundOff}
          press={() => {
            if (refundOff === null) refund();
          }}
        >
          {buttons.refund}
        </ActButton>
      </div>
    </footer>
  );
}
