import { type ReactNode, useId } from 'react';
import { openingWords } from '../../main/contract/words/opening.ts';
import { useTill } from '../till.ts';
import { Dialog } from './dialog.tsx';

/** What stands on the screen while a part of the page is still on its way. */

/** In place of a dialog; it can be left. */
export function ComingDialog(): ReactNode {
  const { desk, words, language } = useTill();
  const title = useId();
  return (
    <Dialog field="coming" labelledBy={title} safeAnswer={() => desk.close()}>
      <h2 id={title} tabIndex={-1} data-first>
        {openingWords[language].connecting}
      </h2>
      <div className="answers">
        <button type="button" data-act="close" className="safe" onClick={() => desk.close()}>
          {words.buttons.close} <kbd>Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}

/** In place of the whole screen. */
export function ComingPage(): ReactNode {
  const { language } = useTill();
  return (
    <main className="connecting">
      <p role="status">{openingWords[language].connecting}</p>
    </main>
  );
}
