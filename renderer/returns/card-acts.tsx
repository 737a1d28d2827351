import { type ReactNode, useEffect, useState } from 'react';
import type { ReturnCard } from '../../main/contract/returns.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { type ResultContext, resultWords } from '../../main/contract/words/result-codes.ts';
import { returnsWords } from '../../main/contract/words/returns.ts';
import { stateNameOf, stateWords } from '../../main/contract/words/states.ts';
import { ActButton } from '../screens/act-button.tsx';
import { useTill } from '../till.ts';
import { ClosingForm } from './closing-form.tsx';

/** What a person can do about one payment: send or ask now, print its slip, close its reversal on their own word. */

interface CardActsProps {
  readonly card: ReturnCard;
  readonly context: ResultContext;
}

/** What was said of the newest act; `follow`: the gateway's answer is still to be told. */
interface Said {
  readonly text: string;
  readonly follow: boolean;
}

export function CardActs({ card, context }: CardActsProps): ReactNode {
  const { language } = useTill();
  const { closing } = returnsWords[language];
  const [said, setSaid] = useState<Said>({ text: '', follow: false });
  const [isClosing, setClosing] = useState(false);
  const told = useAnswer(card, context, said.follow);
  const say = (text: string, follow = false): void => setSaid({ text, follow });
  const isReversal = card.kind === 'reversal';
  const isFormOpen = isClosing && isReversal;
  return (
    <div data-scrolls className="returns-card-foot">
      {!isFormOpen && (
        <div className="returns-acts">
          <SendOrAsk card={card} say={say} />
          <Slip card={card} say={say} />
          {isReversal && <CloseButton card={card} open={() => setClosing(true)} say={say} />}
        </div>
      )}
      <p role="status" className="returns-said" data-field="card-said">
        {told ?? said.text}
      </p>
      {isFormOpen && (
        <ClosingForm
          id={card.payment.paymentRequestId}
          leave={() => setClosing(false)}
          done={() => {
            setClosing(false);
            say(closing.done);
          }}
        />
      )}
    </div>
  );
}

interface ActProps {
  readonly card: ReturnCard;
  readonly say: (text: string, follow?: boolean) => void;
}

/** What waits is sent; where nothing is given back yet, Alipay is asked. */
function SendOrAsk({ card, say }: ActProps): ReactNode {
  const { terminal, language, situation } = useTill();
  const { sendings, buttons, noConnection } = returnsWords[language];
  const off = situation.lost ? 'lost' : null;
  const id = card.payment.paymentRequestId;
  const send = async (): Promise<void> => {
    const answer = await terminal.ask('returns.send', { id });
    if (answer === null) say(noConnection);
    else if (!answer.ok) say(refusalSentence(language, answer.reason));
    else say(sendings[answer.sending], answer.sending === 'sent' || answer.sending === 'in_line');
  };
  const ask = async (): Promise<void> => {
    const answer = await terminal.ask('payment.inquire', { id });
    if (answer === null) say(noConnection);
    else if (!answer.ok) say(refusalSentence(language, answer.reason));
    else say(sendings.sent, true);
  };
  return card.way === null ? (
    <ActButton act="ask-one" off={off} press={() => void (off === null && ask())}>
      {buttons.ask}
    </ActButton>
  ) : (
    <ActButton act="send-one" className="go-on" off={off} press={() => void (off === null && send())}>
      {buttons.sendOne}
    </ActButton>
  );
}

/** The slip that the customer keeps; of a paid payment its receipt. */
function Slip({ card, say }: ActProps): ReactNode {
  const { terminal, language, situation } = useTill();
  const { slipSent, buttons, noConnection } = returnsWords[language];
  const off = situation.lost ? 'lost' : null;
  const { status, paymentRequestId: id } = card.payment;
  if (status === 'not_charged' || status === 'checking') return null;
  const print = async (): Promise<void> => {
    const answer = await terminal.ask('payment.reprint', { id });
    if (answer === null) say(noConnection);
    else say(answer.ok ? slipSent : refusalSentence(language, answer.reason));
  };
  return (
    <ActButton act="slip" off={off} press={() => void (off === null && print())}>
      {status === 'paid' ? buttons.receipt : buttons.slip}
    </ActButton>
  );
}

/** Not in its first 60 s, and not without a journal, which alone keeps a person's word. */
function CloseButton({ card, open, say }: ActProps & { readonly open: () => void }): ReactNode {
  const { language, situation, shown } = useTill();
  const { closing, buttons } = returnsWords[language];
  if ((shown.view?.rescue ?? null) !== null) return null;
  const off = situation.lost ? 'lost' : card.mayClose ? null : { refusal: 'reversal_still_tried' };
  const press = (): void => {
    if (off === null) open();
    else if (!situation.lost) say(closing.tooEarly);
  };
  return (
    <ActButton act="close-reversal" off={off} press={press}>
      {buttons.closing}
    </ActButton>
  );
}

/** The answer to what was sent, once it has come: what it means, or how the payment stands now. Null before. */
function useAnswer(card: ReturnCard, context: ResultContext, follows: boolean): string | null {
  const { language } = useTill();
  const { payment, lastAnswer, kind } = card;
  const [wasAsking, setAsking] = useState(false);
  const isAsking = follows && payment.asking;
  useEffect(() => {
    if (isAsking) setAsking(true);
    if (!follows) setAsking(false);
  }, [isAsking, follows]);
  if (!follows || payment.asking || (!wasAsking && kind !== 'settled')) return null;
  if (kind === 'settled') return stateWords[language][stateNameOf(payment)].sentence;
  return returnsWords[language].answered({ meaning: resultWords(language, context, lastAnswer).meaning });
}
