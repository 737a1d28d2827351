import { type ReactNode, useId } from 'react';
import type { ReturnCard } from '../../main/contract/returns.ts';
import type { PaymentView } from '../../main/contract/views.ts';
import { closedOnWord } from '../../main/contract/words/on-word.ts';
import { isAlipaysCode, type ResultContext, resultWords } from '../../main/contract/words/result-codes.ts';
import { type ReturnsWords, returnsWords } from '../../main/contract/words/returns.ts';
import { stateNameOf, stateWords } from '../../main/contract/words/states.ts';
import { amountText } from '../amount.ts';
import { FlightRecord } from '../flight/flight-record.tsx';
import { Alarm, ChargeAgain } from '../screens/alarm.tsx';
import { Icon } from '../screens/icons.tsx';
import { Unwritten } from '../screens/rescue.tsx';
import { momentText } from '../shop-times.ts';
import { useTerminalNowMs, useTill } from '../till.ts';
import { CardActs } from './card-acts.tsx';
import { Decision } from './decision.tsx';
import { nextText } from './list.tsx';
import { countdownText, spanText } from './span.ts';

/**
 * One payment whole: how it stands, what to tell the customer, why something is given back, what was tried and
 * answered, and what a person can do about it.
 */

interface DetailProps {
  /** From the newest view or answer. */
  readonly payment: PaymentView;
  /** What a card knows beyond it; null until it has come. */
  readonly card: ReturnCard | null;
}

export function Detail({ payment, card }: DetailProps): ReactNode {
  const { language, shown } = useTill();
  const words = returnsWords[language];
  const title = useId();
  const state = stateNameOf(payment);
  const onWord = closedOnWord(payment, language);
  const { title: name, sentence } = onWord ?? stateWords[language][state];
  const minor = card?.amountMinor ?? payment.amountMinor;
  const context: ResultContext = card?.kind === 'refund' ? 'refund_open' : state;
  const result = resultWords(language, context, payment.code);
  const isRescue = (shown.view?.rescue ?? null) !== null;
  return (
    <article
      className="returns-card"
      aria-labelledby={title}
      data-card={payment.paymentRequestId}
      data-card-state={state}
      data-kind={card?.kind}
    >
      {/* Its own scroll: it must be reachable by keys alone. */}
      <section data-scrolls className="returns-card-body" tabIndex={card === null ? -1 : 0} aria-labelledby={title}>
        <div className="returns-card-head">
          <Icon name={state} />
          <h3 id={title}>{card?.kind === 'refund' ? words.kinds.refund : name}</h3>
          <b className="returns-amount">{amountText(minor, payment.currency, shown.view?.decimals ?? 2, language)}</b>
        </div>
        {card?.kind !== 'refund' && <p>{sentence}</p>}
        {state !== 'paid' && (
          <ChargeAgain payment={payment} {...(onWord === null ? {} : { sentence: onWord.mayChargeAgain })} />
        )}
        <p className="returns-say" data-field="to-customer">
          <span>{words.labels.toCustomer}</span> <strong>{result.toCustomer}</strong>
        </p>
        {payment.alarm !== null && <Alarm alarm={payment.alarm} />}
        <Unwritten paymentRequestId={payment.paymentRequestId} />
        {!isRescue && (payment.needsDecision || payment.phase === 'held') && <Decision payment={payment} />}
        <Facts payment={payment} card={card} context={context} />
        {payment.alarm !== null && <ForSupport payment={payment} words={words} />}
        <FlightRecord key={payment.paymentRequestId} id={payment.paymentRequestId} />
      </section>
      {card !== null && <CardActs key={payment.paymentRequestId} card={card} context={context} />}
    </article>
  );
}

interface FactsProps extends DetailProps {
  readonly context: ResultContext;
}

function Facts({ payment, card, context }: FactsProps): ReactNode {
  const { language, shown, words: till } = useTill();
  const words = returnsWords[language];
  const { labels, facts } = words;
  const zone = shown.view?.timeZone ?? 'UTC';
  const nowMs = Math.floor(useTerminalNowMs() / 1_000) * 1_000;
  const said = (code: string): string => resultWords(language, context, code).meaning;
  const isOpen = card !== null && card.kind !== 'settled';
  return (
    <dl className="returns-facts">
      {card !== null && card.endedAtMs === null && card.cause === '' ? null : (
        <Fact name={labels.cause}>
          {card === null ? '…' : card.cause === '' ? facts.unknownCause : said(card.cause)}
        </Fact>
      )}
      {isOpen && <Fact name={labels.open}>{spanText(words, nowMs - card.openedAtMs)}</Fact>}
      {card?.way != null && (
        <Fact name={labels.way}>
          {words.ways[card.way]} · {labels.attempts} {card.attempts}
        </Fact>
      )}
      {isOpen && card.kind !== 'decide' && (
        <Fact name={labels.next}>
          <span data-field="next-try">{nextText(card, nowMs, words) || facts.notPlanned}</span>
        </Fact>
      )}
      {card !== null && (
        <Fact name={labels.lastAnswer}>
          {card.lastAnswer === '' ? (
            facts.noAnswer
          ) : (
            <>
              {isAlipaysCode(card.lastAnswer) && <code>{card.lastAnswer}</code>} {said(card.lastAnswer)}
            </>
          )}
        </Fact>
      )}
      <Fact name={labels.money}>{resultWords(language, context, payment.code).money}</Fact>
      {card?.cancelUntilMs != null && (
        <Fact name={labels.cancelUntil} urgent={card.closing}>
          {card.cancelUntilMs <= nowMs
            ? facts.windowOver
            : `${momentText(card.cancelUntilMs, zone)} · ${facts.left({ span: leftText(card.cancelUntilMs - nowMs, words) })}`}
        </Fact>
      )}
      <Owner payment={payment} card={card} words={words} zone={zone} />
      {card?.endedAtMs != null && <Fact name={labels.ended}>{momentText(card.endedAtMs, zone)}</Fact>}
      <Fact name={till.labels.order}>{payment.orderId}</Fact>
      <Fact name={till.labels.paymentRequestId}>
        <span className="returns-id">{payment.paymentRequestId}</span>
      </Fact>
      {payment.paymentId !== null && (
        <Fact name={labels.paymentId}>
          <span className="returns-id">{payment.paymentId}</span>
        </Fact>
      )}
      <Fact name={labels.scanned}>{momentText(payment.scannedAtMs, zone)}</Fact>
    </dl>
  );
}

/** In the last hour every second counts. */
function leftText(leftMs: number, words: ReturnsWords): string {
  return leftMs < 3_600_000 ? countdownText(leftMs) : spanText(words, leftMs);
}

interface OwnerProps extends DetailProps {
  readonly words: ReturnsWords;
  readonly zone: string;
}

/** Who has decided or closed: a person by name, or the terminal by its rules. */
function Owner({ payment, card, words, zone }: OwnerProps): ReactNode {
  const { labels } = words;
  const { closed } = payment;
  const decision = card?.decision ?? null;
  return (
    <>
      {decision === null ? null : (
        <Fact name={labels.decidedBy}>
          <b>{decision.by}</b> · {momentText(decision.atMs, zone)} · {decision.why}
        </Fact>
      )}
      {closed !== null && (
        <>
          <Fact name={labels.closedBy}>
            <b>{closed.by}</b> · {momentText(closed.atMs, zone)} ·{' '}
            <span data-field="confirmed" data-confirmed={closed.confirmed}>
              {words.confirmed[closed.confirmed ? 'yes' : 'notYet']}
            </span>
          </Fact>
          <Fact name={labels.reason}>{closed.why}</Fact>
          <Fact name={labels.evidence}>{closed.evidence}</Fact>
        </>
      )}
      {decision === null && closed === null && card?.way != null && (
        <Fact name={labels.decidedBy}>{words.facts.bySystem}</Fact>
      )}
    </>
  );
}

/** The reference to say on the telephone. */
function ForSupport({ payment, words }: { readonly payment: PaymentView; readonly words: ReturnsWords }): ReactNode {
  const { words: till } = useTill();
  return (
    <p className="returns-support" data-field="support">
      <Icon name="person" />
      <span>
        {words.labels.tellSupport}: {till.labels.paymentRequestId}{' '}
        <b className="returns-id">{grouped(payment.paymentRequestId)}</b>
      </span>
    </p>
  );
}

/** Groups of four can be read aloud. */
function grouped(id: string): string {
  return id.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

interface FactProps {
  readonly name: string;
  readonly urgent?: boolean;
  readonly children: ReactNode;
}

function Fact({ name, urgent = false, children }: FactProps): ReactNode {
  return (
    <div className={urgent ? 'returns-fact urgent' : 'returns-fact'}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
