import type { ReactNode } from 'react';
import type { PaymentView } from '../../main/contract/views.ts';
import { customerWords } from '../../main/contract/words/customer.ts';
import type { Language } from '../../main/contract/words/language.ts';
import type { OnWord } from '../../main/contract/words/on-word.ts';
import { resultHeadings } from '../../main/contract/words/result-headings.ts';
import { type StateName, stateNameOf, stateWords } from '../../main/contract/words/states.ts';
import { amountText } from '../amount.ts';
import { useLater } from '../later.ts';
import { SilentBadge } from '../parts.tsx';
import { atCounter, stateShown, wantsPay } from '../situation.ts';
import { useTill } from '../till.ts';
import { onWord, resultTexts } from '../words-later.ts';
import { Alarm, ChargeAgain } from './alarm.tsx';
import { Icon } from './icons.tsx';
import { Progress } from './progress.tsx';
import { RescuePanel } from './rescue.tsx';
import { SayToCustomer } from './say.tsx';

/**
 * The state panel: icon, word and sentence in one place that never moves, and below them where the money is and what
 * to say to the customer. Only word and sentence are announced; the seconds are not.
 */
export function StatePanel(): ReactNode {
  const { situation, shown, language, words: screen } = useTill();
  const counter = atCounter(situation);
  const state = stateShown(situation);
  const payment = counter.state === 'payment' ? counter.payment : null;
  const words = useOnWord(payment)?.(language) ?? (wantsPay(situation) ? screen.entered : stateWords[language][state]);
  if (shown.view !== null && shown.view.rescue !== null) return <RescuePanel view={shown.view} />;
  return (
    <section
      className={isForPerson(state, payment) ? 'panel panel-person' : 'panel'}
      data-field="state"
      data-state={state}
    >
      <div className="panel-head">
        <Icon name={state} />
        <div className="panel-word" aria-live="assertive" aria-atomic="true">
          <h1>
            {words.title}
            {state === 'paid' && payment !== null && <PaidAmount payment={payment} />}
          </h1>
          <p className="panel-sentence">{words.sentence}</p>
        </div>
      </div>
      {payment !== null && <Progress payment={payment} state={state} />}
      {payment !== null && isOver(state) && <SilentBadge />}
      <div className="panel-body">
        {payment === null || shown.lost ? null : <Facts payment={payment} />}
        {state === 'ready' && <SayToCustomer sentence={(spoken) => customerWords[spoken].states.ready} />}
      </div>
    </section>
  );
}

/** A result that the till has just told by a sound. */
function isOver(state: StateName): boolean {
  return state === 'paid' || state === 'not_charged' || state === 'reversed' || state === 'reversal_pending';
}

function isForPerson(state: StateName, payment: PaymentView | null): boolean {
  return state === 'held' || state === 'undecided' || (payment?.alarm ?? null) !== null;
}

function PaidAmount({ payment }: { readonly payment: PaymentView }): ReactNode {
  const { language, shown } = useTill();
  return (
    <span className="paid-amount">
      {' '}
      {amountText(payment.amountMinor, payment.currency, shown.view?.decimals ?? 2, language)}
    </span>
  );
}

/** States whose sentence says already what this alarm asks to do. */
const sayTheSame: Readonly<Partial<Record<StateName, string>>> = {
  held: 'amount_mismatch',
  undecided: 'old_success',
  reversal_pending: 'call_support',
};

/** Closed on a person's word alone: that is said instead of what the state would say; null for every other payment. */
function useOnWord(payment: PaymentView | null): ((language: Language) => OnWord | null) | null {
  const closed = payment?.closed ?? null;
  const isOnWord = payment?.status === 'reversed' && closed !== null && !closed.confirmed;
  const said = useLater(isOnWord ? onWord : null);
  if (!isOnWord || payment === null) return null;
  return (language) => said?.(payment, language) ?? null;
}

function sentenceOf(sentence: string | undefined): { readonly sentence?: string } {
  return sentence === undefined ? {} : { sentence };
}

/** Where the money is, whether this order may be charged again, what to say and who to call. */
function Facts({ payment }: { readonly payment: PaymentView }): ReactNode {
  const { language } = useTill();
  const state = stateNameOf(payment);
  const texts = useLater(resultTexts);
  const words = texts?.(language, state, payment.code);
  const wordOf = useOnWord(payment);
  if (state === 'paid') return payment.alarm === null ? null : <Alarm alarm={payment.alarm} />;
  if (wordOf !== null)
    return (
      <>
        <ChargeAgain payment={payment} {...sentenceOf(wordOf(language)?.mayChargeAgain)} />
        <SayToCustomer sentence={(spoken) => wordOf(spoken)?.toCustomer} />
      </>
    );
  const isOver = payment.mayChargeAgain || state === 'reversal_pending' || state === 'held' || state === 'undecided';
  return (
    <>
      <ChargeAgain payment={payment} />
      {payment.alarm !== null && <Alarm alarm={payment.alarm} short={sayTheSame[state] === payment.alarm} />}
      {words !== undefined && (
        <>
          <SayToCustomer sentence={(spoken) => texts?.(spoken, state, payment.code).toCustomer} />
          <Fact name="money" text={words.money} />
          {state !== 'sending' && payment.alarm === null && <Fact name="meaning" text={words.meaning} />}
          {isOver && payment.alarm === null && !payment.mayChargeAgain && <Fact name="call" text={words.call} />}
        </>
      )}
    </>
  );
}

function Fact(props: { readonly name: 'money' | 'meaning' | 'call'; readonly text: string }): ReactNode {
  const { language } = useTill();
  return (
    <p className={`fact fact-${props.name}`}>
      <b>{resultHeadings[language][props.name]}</b> <span>{props.text}</span>
    </p>
  );
}
