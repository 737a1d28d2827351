import { type ReactNode, useEffect, useState } from 'react';
import type { SetUpCodes } from '../../main/contract/set-up-codes.ts';
import type { ProofWords } from '../../main/contract/words/proof.ts';
import { drawingOf } from './set-up.tsx';

/** A code that is no payment code, to be scanned off the screen within ten seconds: passed, or what to look at. */

/** Longer than anybody needs who has the scanner in hand, seconds. */
const testS = 10;

export type TestState = 'idle' | 'waiting' | 'good' | 'failed';

interface TestCodeProps {
  readonly test: SetUpCodes['test'];
  readonly words: ProofWords;
  readonly state: TestState;
  readonly turn: (state: TestState) => void;
}

export function TestCode({ test, words, state, turn }: TestCodeProps): ReactNode {
  const { tests, labels } = words;
  return (
    <section className="proof-box" aria-labelledby="proof-test" data-field="test" data-state={state}>
      <h2 id="proof-test">{tests.title}</h2>
      <img className="proof-barcode" src={drawingOf(test.drawing)} alt={`${tests.title} ${test.digits}`} />
      <div role="status">
        {state === 'idle' && <p>{tests.sentence}</p>}
        {state === 'waiting' && <Countdown words={words} over={() => turn('failed')} />}
        {state === 'good' && <p className="proof-good">{tests.good}</p>}
        {state === 'failed' && (
          <>
            <p className="proof-bad">{tests.failed}</p>
            <ul className="proof-list">
              {tests.whatToDo.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {state !== 'waiting' && (
        <button type="button" data-act="start-test" onClick={() => turn('waiting')}>
          {state === 'idle' ? labels.startTest : labels.tryAgain}
        </button>
      )}
    </section>
  );
}

function Countdown({ words, over }: { readonly words: ProofWords; readonly over: () => void }): ReactNode {
  const [leftS, setLeftS] = useState(testS);
  useEffect(() => {
    const timer = setInterval(() => setLeftS((left) => left - 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (leftS <= 0) over();
  }, [leftS, over]);
  return <p data-field="countdown">{words.tests.waiting({ seconds: leftS })}</p>;
}
