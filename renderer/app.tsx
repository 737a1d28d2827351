import { type ReactNode, useEffect } from 'react';
import { openingWords } from '../main/contract/words/opening.ts';
import type { Desk } from './desk.ts';
import { listenToKeys } from './keys.ts';
import { useLater } from './later.ts';
import { dialogParts, fetchParts, hearing, ProofPage, TrainingPanel } from './parts.tsx';
import { LostBanner, TrainingBanner } from './screens/banners.tsx';
import { FunctionKeys } from './screens/function-keys.tsx';
import { Keypad } from './screens/keypad.tsx';
import { NoticeLine } from './screens/notice.tsx';
import { StatePanel } from './screens/state-panel.tsx';
import { StatusStrip } from './screens/status-strip.tsx';
import { Sum } from './screens/sum.tsx';
import { dropStaleClicks } from './stale-input.ts';
import type { Terminal } from './terminal.ts';
import { type PageShown, TillContext, usePage, useTill } from './till.ts';
import { tillKeys } from './till-keys.ts';

/** One screen without tabs: strip, amount and state on the left, keypad and pay on the right, keys at the bottom. */
export function App({ terminal, desk }: { readonly terminal: Terminal; readonly desk: Desk }): ReactNode {
  const { till, shown, onDesk, language, theme } = usePage(terminal, desk);
  useEffect(() => listenToKeys(window, tillKeys(terminal, desk)), [terminal, desk]);
  useEffect(
    () =>
      dropStaleClicks(
        window,
        () => desk.changedAtMs,
        () => desk.wasStuck(),
      ),
    [desk],
  );
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  useEffect(() => {
    const { style } = document.documentElement;
    if (onDesk.pxPerMm === null) style.removeProperty('--mm');
    else style.setProperty('--mm', `${onDesk.pxPerMm}px`);
  }, [onDesk.pxPerMm]);
  const isSeen = till !== null;
  useEffect(() => {
    if (isSeen) fetchParts();
  }, [isSeen]);
  const hear = useLater(isSeen ? hearing : null);
  useEffect(() => hear?.(terminal, desk), [hear, terminal, desk]);
  useEffect(() => {
    if (isSeen && window.location.hash === '#setup') desk.open('setup');
  }, [isSeen, desk]);
  if (till === null) return <Connecting shown={shown} language={language} />;
  return (
    <TillContext value={till}>
      {onDesk.proof ? <ProofPage close={() => desk.closeProof()} /> : <Screen />}
      <DialogOnTop />
    </TillContext>
  );
}

function Connecting({ shown, language }: Pick<PageShown, 'shown' | 'language'>): ReactNode {
  const { connecting, wordless } = openingWords[language];
  return (
    <main className="connecting">
      <h1>Truetill</h1>
      {shown.lost ? (
        <LostBanner lost language={language} />
      ) : (
        <p role="status">{shown.wordless === null ? connecting : wordless}</p>
      )}
    </main>
  );
}

function Screen(): ReactNode {
  const { shown, words, language } = useTill();
  return (
    <div className="till" data-keypad={shown.view?.settings.keypad}>
      <header>
        <StatusStrip />
        {shown.view?.training === true && <TrainingBanner />}
        <LostBanner lost={shown.lost} language={language} />
      </header>
      <div className="till-main">
        <main className="sale" aria-label={words.labels.state}>
          <Sum />
          <StatePanel />
          <NoticeLine />
        </main>
        <Keypad />
        {shown.training !== null && <Training />}
      </div>
      <FunctionKeys />
    </div>
  );
}

function Training(): ReactNode {
  const { terminal, shown, language } = useTill();
  if (shown.training === null || shown.view === null) return null;
  return (
    <div className="till-training">
      <TrainingPanel
        view={shown.training}
        terminal={shown.view}
        language={language}
        act={(act) => void terminal.ask('training.act', { act })}
        choose={(scenario) => void terminal.ask('training.scenario', { scenario })}
        print={(act) => void terminal.ask('training.printer', { act })}
        scan={(act) => void terminal.ask('training.scanner', { act })}
        paper={async () => {
          const paper = await terminal.ask('training.paper', {});
          return paper?.ok === true ? paper : null;
        }}
      />
    </div>
  );
}

function DialogOnTop(): ReactNode {
  const { desk } = useTill();
  const name = desk.dialog();
  if (name === null) return null;
  const Part = dialogParts[name];
  return <Part />;
}
