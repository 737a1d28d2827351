import { type ReactNode, useId } from 'react';
import { settingsWords } from '../../main/contract/words/settings.ts';
import { keyedActs, keyFace, trainingKeys } from '../keymap.ts';
import { Dialog } from '../screens/dialog.tsx';
import { useTill } from '../till.ts';
import './settings.css';

/** Every key of this till and what it does, as it is set up now. */
export default function KeyList(): ReactNode {
  const { desk, keymap, shown, language, words: till } = useTill();
  const title = useId();
  const words = settingsWords[language];
  const isThere = (act: string): boolean => shown.training !== null || !Object.hasOwn(trainingKeys, act);
  return (
    <Dialog field="keys" labelledBy={title} safeAnswer={() => desk.close()} className="key-list">
      <header className="settings-head">
        <h2 id={title} tabIndex={-1} data-first>
          {words.keyList.title}
        </h2>
        <button type="button" data-act="close" className="safe" onClick={() => desk.close()}>
          {till.buttons.close} <kbd>Esc</kbd>
        </button>
      </header>
      <dl>
        <div>
          <dt>
            <kbd>{words.keyList.digits}</kbd>
          </dt>
          <dd>{words.keyList.amount}</dd>
        </div>
        {keyedActs.filter(isThere).map((act) => (
          <div key={act} data-key-of={act}>
            <dt>
              <kbd>{keyFace(keymap[act] ?? '–')}</kbd>
            </dt>
            <dd>{words.acts[act] ?? act}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
