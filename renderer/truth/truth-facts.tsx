import type { ReactNode } from 'react';
import type { TruthView } from '../../main/contract/truth-desk.ts';
import type { PaymentView } from '../../main/contract/views.ts';
import { stateNameOf, stateWords } from '../../main/contract/words/states.ts';
import { type TruthDeskWords, truthDeskWords } from '../../main/contract/words/truth-desk.ts';
import { amountText } from '../amount.ts';
import { Timeline } from '../flight/timeline.tsx';
import { Icon } from '../screens/icons.tsx';
import { recentText } from '../shop-times.ts';
import { type Till, useTill } from '../till.ts';

/** What stands behind the verdict: numbers and times of the payment, and every attempt of its order. */
export function TruthFacts({ view }: { readonly view: TruthView }): ReactNode {
  const till = useTill();
  const words = truthDeskWords[till.language];
  const attempts = view.order?.attempts ?? [];
  return (
    // Its own scroll: it must be reachable by keys alone.
    <section className="truth-below cards" tabIndex={view.payment === null ? -1 : 0} aria-label={words.behind}>
      <dl className="truth-facts">
        {factsOf(view, till).map(([name, value]) => (
          <div key={name}>
            <dt>{words.facts[name]}</dt>
            <dd data-fact={name}>{value}</dd>
          </div>
        ))}
      </dl>
      {attempts.length > 1 && <Attempts attempts={attempts} asked={view.payment} words={words} />}
      {view.payment !== null && (
        <div className="truth-story">
          <Timeline id={view.payment.paymentRequestId} />
        </div>
      )}
    </section>
  );
}

type Fact = readonly [keyof TruthDeskWords['facts'], string];

function factsOf(view: TruthView, till: Till): readonly Fact[] {
  const { payment, stranger, refundRequestId, code } = view;
  const facts: (readonly [Fact[0], string | null])[] = [];
  if (payment !== null) facts.push(...paymentFacts(payment, till));
  else facts.push(['asked', grouped(view.asked)]);
  if (refundRequestId !== null) facts.push(['refundRequestId', grouped(refundRequestId)]);
  if (stranger !== null) {
    const { amountMinor, returnedMinor, terminalNumber, paymentId, paymentTime, scannedAtMs } = stranger;
    facts.push(
      ['amount', amount(amountMinor, stranger.currency, till)],
      ['refunded', returnedMinor === 0 ? null : amount(returnedMinor, stranger.currency, till)],
      ['terminal', terminalNumber],
      ['scannedAt', time(scannedAtMs, till)],
      ['paidAt', writtenTime(paymentTime, till)],
      ['paymentId', paymentId],
    );
  }
  facts.push(['code', code === '' ? null : code]);
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}

function paymentFacts(payment: PaymentView, till: Till): readonly (readonly [Fact[0], string | null])[] {
  const { currency, closed } = payment;
  const returned = payment.refunds
    .filter(({ status }) => status === 'done')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return [
    ['amount', amount(payment.amountMinor, currency, till)],
    ['refunded', returned === 0 ? null : amount(returned, currency, till)],
    ['order', payment.orderId],
    ['paymentRequestId', grouped(payment.paymentRequestId)],
    ['paymentId', payment.paymentId],
    ['scannedAt', time(payment.scannedAtMs, till)],
    ['paidAt', writtenTime(payment.paymentTime, till)],
    ['closedBy', closed?.by ?? null],
    ['why', closed?.why ?? null],
    ['evidence', closed?.evidence ?? null],
  ];
}

interface AttemptsProps {
  readonly attempts: readonly PaymentView[];
  readonly asked: PaymentView | null;
  readonly words: TruthDeskWords;
}

/** Newest first. */
function Attempts({ attempts, asked, words }: AttemptsProps): ReactNode {
  const till = useTill();
  return (
    <section className="truth-attempts" aria-label={words.attempts}>
      <h3>{words.attempts}</h3>
      <ul>
        {attempts.map((one) => {
          const state = stateNameOf(one);
          const isAsked = one.paymentRequestId === asked?.paymentRequestId;
          return (
            <li key={one.paymentRequestId} data-state={state} aria-current={isAsked}>
              <Icon name={state} />
              <time>{time(one.scannedAtMs, till)}</time>
              <b>{stateWords[till.language][state].title}</b>
              <span>{amount(one.amountMinor, one.currency, till)}</span>
              <small>{isAsked ? words.thisOne : `…${one.paymentRequestId.slice(-6)}`}</small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function amount(minor: number, currency: string, { shown, language }: Till): string {
  return amountText(minor, currency, shown.view?.decimals ?? 2, language);
}

function time(atMs: number, { shown }: Till): string {
  return recentText(atMs, shown.view?.nowMs ?? atMs, shown.view?.timeZone ?? 'UTC');
}

/** The gateway's time in the shop's zone; one that cannot be read stands as it came. */
function writtenTime(written: string | null, till: Till): string | null {
  if (written === null) return null;
  const atMs = Date.parse(written);
  return Number.isNaN(atMs) ? written : time(atMs, till);
}

/** Long numbers in groups of four, so that two people can compare them aloud. */
function grouped(id: string): string {
  return /^\d{24,}$/.test(id) ? id.replace(/\d{4}(?=\d)/g, '$& ') : id;
}
