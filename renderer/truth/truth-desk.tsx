import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { TruthView } from '../../main/contract/truth-desk.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { stateWords } from '../../main/contract/words/states.ts';
import { type TruthDeskWords, truthDeskWords } from '../../main/contract/words/truth-desk.ts';
import { BundleButton } from '../flight/bundle-button.tsx';
import { ActButton } from '../screens/act-button.tsx';
import { Dialog } from '../screens/dialog.tsx';
import { Icon } from '../screens/icons.tsx';
import { atCounter, stateShown } from '../situation.ts';
import { useTill } from '../till.ts';
import { TruthFacts } from './truth-facts.tsx';
import { useTruth } from './use-truth.ts';
import { ForCustomer, TruthVerdict } from './verdict.tsx';
import './truth.css';

/**
 * What became of a payment: a number in, one sentence for the cashier and one for the customer out. It stands before
 * the till beside any payment; while it stands every scan is asked about, and none is charged.
 */
export function TruthDesk(): ReactNode {
  const { desk, onDesk, shown, language, words: till } = useTill();
  const { view, refused, ask, again } = useTruth();
  const words = truthDeskWords[language];
  const title = useId();
  const { subject } = onDesk;
  useEffect(() => {
    if (subject !== null) ask(subject);
  }, [subject, ask]);
  const scanned = shown.view?.counter.asked?.number ?? null;
  // What was scanned for an earlier customer is not asked about again.
  const seen = useRef(onDesk.askedSeen);
  useEffect(() => {
    if (scanned === null || scanned === seen.current) return;
    seen.current = scanned;
    ask(null);
  }, [scanned, ask]);
  return (
    <Dialog field="truth" labelledBy={title} safeAnswer={() => desk.close()} className="truth">
      <header className="truth-head">
        <h2 id={title}>{words.title}</h2>
        <AtCounter words={words} />
        <button type="button" data-act="close" onClick={() => desk.close()}>
          {till.buttons.close} <kbd>Esc</kbd>
        </button>
      </header>
      <NumberField words={words} ask={ask} />
      <div role="alert" className="truth-refused">
        {refused !== null && (
          <p data-field="truth-refused">
            <Icon name="attention" /> {refusalSentence(language, refused)}
          </p>
        )}
      </div>
      {view === null ? (
        <p className="truth-hint">
          <Icon name="scan" /> {words.hint}
        </p>
      ) : (
        <Answer view={view} words={words} again={again} />
      )}
    </Dialog>
  );
}

/** A payment may go on behind the desk: nobody may lose sight of it. */
function AtCounter({ words }: { readonly words: TruthDeskWords }): ReactNode {
  const { situation, language } = useTill();
  const counter = atCounter(situation);
  const state = stateShown(situation);
  if (counter.state === 'idle') return null;
  return (
    <p className="truth-counter" data-state={state} role="status">
      <Icon name={state} /> {words.atCounter({ state: stateWords[language][state].title })}
    </p>
  );
}

interface NumberFieldProps {
  readonly words: TruthDeskWords;
  readonly ask: (text: string) => void;
}

/** Typed, pasted, or scanned by a keyboard scanner, which the till's own reader takes out of it again. */
function NumberField({ words, ask }: NumberFieldProps): ReactNode {
  const { situation } = useTill();
  const [typed, setTyped] = useState('');
  const id = useId();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() === '' || situation.lost) return;
    ask(typed);
    // What was typed may have been a payment code: it stands nowhere any longer than it must.
    setTyped('');
  };
  return (
    <form className="truth-ask" onSubmit={send}>
      <label htmlFor={id}>{words.number}</label>
      <input
        id={id}
        data-field="truth-number"
        data-first
        data-takes-scans
        type="text"
        inputMode="numeric"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={512}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" data-act="truth-ask" className="go-on">
        {words.ask} <kbd>Enter</kbd>
      </button>
    </form>
  );
}

interface AnswerProps {
  readonly view: TruthView;
  readonly words: TruthDeskWords;
  readonly again: () => void;
}

function Answer({ view, words, again }: AnswerProps): ReactNode {
  return (
    <>
      <div className="truth-answer" data-verdict={view.verdict} data-basis={view.basis}>
        <TruthVerdict view={view} />
        <ForCustomer view={view} />
      </div>
      <Acts view={view} words={words} again={again} />
      <TruthFacts view={view} />
    </>
  );
}

function Acts({ view, words, again }: AnswerProps): ReactNode {
  const { desk, situation } = useTill();
  const off = situation.lost ? 'lost' : null;
  const id = view.payment?.paymentRequestId;
  const { reprint, refund, returns } = view.offers;
  return (
    <div className="answers truth-acts">
      <ActButton act="truth-again" off={off} press={again}>
        {words.again}
      </ActButton>
      {id !== undefined && reprint && (
        <ActButton act="truth-reprint" off={off} press={() => desk.reprintOf(id)}>
          {words.reprint}
        </ActButton>
      )}
      {id !== undefined && refund && (
        <ActButton act="truth-refund" off={off} press={() => desk.open('history', id)}>
          {words.refund}
        </ActButton>
      )}
      {id !== undefined && returns && (
        <ActButton act="truth-returns" off={off} press={() => desk.open('returns', id)}>
          {words.returns}
        </ActButton>
      )}
      {id !== undefined && <BundleButton key={id} id={id} />}
    </div>
  );
}
