import { type ReactNode, useState } from 'react';
import { type Maker, makers, type SetUpCode, type SetUpCodes } from '../../main/contract/set-up-codes.ts';
import type { ProofWords } from '../../main/contract/words/proof.ts';

/** Barcodes that switch a scanner off the keyboard, maker by maker; where ours would be a guess, the manual is named. */

export function drawingOf(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

interface SetUpProps {
  readonly codes: SetUpCodes['codes'];
  readonly words: ProofWords;
}

export function SetUpPanel({ codes, words }: SetUpProps): ReactNode {
  const [maker, choose] = useState<Maker>('honeywell');
  const { setUp, labels, values } = words;
  const own = codes.filter((code) => code.maker === maker);
  const isPartly = own.some(({ drawing }) => drawing === null);
  const manual = own[0]?.manual;
  return (
    <section className="proof-box" aria-labelledby="proof-set-up" data-field="set-up">
      <h2 id="proof-set-up">{setUp.title}</h2>
      <p className="proof-soft">{setUp.sentence}</p>
      <fieldset className="proof-choices" aria-label={labels.maker}>
        {makers.map((each) => (
          <label key={each} className={each === maker ? 'proof-choice proof-chosen' : 'proof-choice'}>
            <input type="radio" name="maker" data-maker={each} checked={each === maker} onChange={() => choose(each)} />
            {values.makers[each]}
          </label>
        ))}
      </fieldset>
      <ul className="proof-codes">
        {own.map((code) => (
          <OneCode key={code.setUp} code={code} words={words} />
        ))}
      </ul>
      {isPartly && manual !== undefined && (
        <p className="proof-soft" data-field="manual">
          {setUp.inManual} <span lang="en">{manual}</span>
        </p>
      )}
      <p className="proof-soft">{setUp.after}</p>
    </section>
  );
}

/** A barcode where we know it, always what the maker calls it. */
function OneCode({ code, words }: { readonly code: SetUpCode; readonly words: ProofWords }): ReactNode {
  const { values } = words;
  const name = values.setUps[code.setUp];
  return (
    <li data-set-up={code.setUp}>
      <h3>
        {name}{' '}
        <span className="proof-soft" lang="en">
          {code.entry}
        </span>
      </h3>
      {code.drawing !== null && (
        <img className="proof-barcode" src={drawingOf(code.drawing)} alt={`${values.makers[code.maker]}: ${name}`} />
      )}
    </li>
  );
}
