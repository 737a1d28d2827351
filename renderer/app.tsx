import { type ReactNode, useEffect } from 'react';
import { amountKeyOf } from './amount.ts';
import type { Desk } from './desk.ts';
import { listenToKeys, type TypedKey } from './keys.ts';
import { answerPaper, paperKeys } from './paper-answers.ts';
import {
  DeviceSheet,
  fetchParts,
  LookedUp,
  PaperQuestion,
  Papers,
  ProofPage,
  SetupPage,
  TrainingPanel,
} from './parts.tsx';
import { LostBanner, TrainingBanner } from './screens/banners.tsx';
import { FunctionKeys } from './screens/function-keys.tsx';
import { Keypad } from './screens/keypad.tsx';
import { NoticeLine } from './screens/notice.tsx';
import { OpenReversals, Recovered } from './screens/payment-list.tsx';
import { SameAmount } from './screens/same-amount.tsx';
import { StatePanel } from './screens/state-panel.tsx';
import { StatusStrip } from './screens/status-strip.tsx';
import { Sum } from './screens/sum.tsx';
import { openSounds } from './sounds.ts';
import type { Terminal } from './terminal.ts';
import { TillContext, useTill, useWholeTill } from './till.ts';
import { soundOf } from './tones.ts';
import { trainingKey } from './training-keys.ts';

/** One screen without tabs: strip, amount and state on the left, keypad and pay on the right, keys at the bottom. */
export function App({ terminal, desk }: { readonly terminal: Terminal; readonly desk: Desk }): ReactNode {
  const till = useWholeTill(terminal, desk);
  const { language, onDesk } = till;
  useEffect(() => listenToKeys(window, { ...keysOf(terminal, desk) }), [terminal, desk]);
  useEffect(() => soundFor(terminal, desk), [terminal, desk]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = onDesk.theme;
  }, [language, onDesk.theme]);
  useEffect(() => {
    const { style } = document.documentElement;
    if (onDesk.pxPerMm === null) style.removeProperty('--mm');
    else style.setProperty('--mm', `${onDesk.pxPerMm}px`);
  }, [onDesk.pxPerMm]);
  const isSeen = till.shown.view !== null;
  useEffect(() => {
    if (isSeen) fetchParts();
  }, [isSeen]);
  useEffect(() => {
    if (isSeen && window.location.hash === '#setup') desk.show('setup');
  }, [isSeen, desk]);
  return (
    <TillContext value={till}>
      {till.shown.view === null ? (
        <Connecting />
      ) : onDesk.proof ? (
        <ProofPage close={() => desk.closeProof()} />
      ) : (
        <Screen />
      )}
      <DialogOnTop />
    </TillContext>
  );
}

function Connecting(): ReactNode {
  const { words, shown } = useTill();
  return (
    <main className="connecting">{shown.lost ? <LostBanner /> : <p role="status">{words.banners.connecting}</p>}</main>
  );
}

function Screen(): ReactNode {
  const { shown, words } = useTill();
  return (
    <div className="till">
      <header>
        <StatusStrip />
        {shown.view?.training === true && <TrainingBanner />}
        <LostBanner />
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
        handle={(act) => void terminal.ask('training.printer', { act })}
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
  switch (desk.dialog()) {
    case 'same_amount':
      return <SameAmount />;
    case 'recovered':
      return <Recovered />;
    case 'reversals':
      return <OpenReversals />;
    case 'devices':
      return <DeviceSheet />;
    case 'setup':
      return <SetupPage />;
    case 'papers':
      return <Papers />;
    case 'paper_question':
      return <PaperQuestion />;
    case null:
      return <LookedUp />;
  }
}

/** Every key of the till. While a dialog stands, the keys behind it do nothing. */
function keysOf(terminal: Terminal, desk: Desk): Parameters<typeof listenToKeys>[1] {
  const acts: Readonly<Record<string, () => void>> = {
    F12: () => desk.pay(),
    Escape: () => desk.stop(),
    F8: () => desk.newSale(),
    F6: () => desk.reprint(),
    F9: () => desk.list('reversals'),
    'Shift+F6': () => desk.list('papers'),
    F5: () => desk.sendNow(),
    F1: () => desk.show('setup'),
    'Shift+F9': () => desk.openProof(),
  };
  const nameOf = ({ code, shift }: TypedKey): string =>
    shift && Object.hasOwn(acts, `Shift+${code}`) ? `Shift+${code}` : code;
  return {
    typed(key) {
      const { code } = key;
      if (typedAnywhere(desk, key)) return true;
      // A dialog, the paper's too, hears its own Escape, and its fields what is typed into them. The browser must not
      // have the till's keys either: F5 would load the page again.
      const isBehind = desk.dialog() !== null || document.querySelector('dialog:modal') !== null;
      const isAsked = desk.dialog() === 'paper_question' && document.querySelector('dialog.paper-question') !== null;
      const said = isAsked ? paperKeys[code] : undefined;
      if (said !== undefined) answerPaper(terminal, said);
      if (isBehind) return code !== 'Escape' && Object.hasOwn(acts, code);
      if (desk.shown().proof) {
        if (code === 'Escape') desk.closeProof();
        return Object.hasOwn(acts, code);
      }
      const trained = terminal.shown().training === null ? null : trainingKey(code);
      if (trained !== null) void terminal.ask('training.act', { act: trained });
      const amountKey = amountKeyOf(code);
      if (amountKey !== null) desk.type(amountKey);
      acts[nameOf(key)]?.();
      return trained !== null || amountKey !== null || Object.hasOwn(acts, code);
    },
    scanned: (text) => desk.scanned(text),
    garbled: (why) => desk.garbled(why),
    rhythm: () => desk.shown().rhythm,
    stepped: (heard) => desk.keyboard.tell(heard),
  };
}

/** Each change of the terminal, and each burst that could not be read, is heard once. The result switches it off. */
function soundFor(terminal: Terminal, desk: Desk): () => void {
  const sounds = openSounds();
  let before = terminal.shown().view;
  const offTerminal = terminal.onChange(() => {
    const { view } = terminal.shown();
    if (view === null || view === before) return;
    const sound = soundOf(before, view);
    before = view;
    if (sound !== null) sounds.play(sound, desk.shown().volume);
  });
  const offDesk = desk.keyboard.onStep(({ outcomes }) => {
    if (outcomes.some(({ kind }) => kind === 'garbled')) sounds.play('again', desk.shown().volume);
  });
  const offBell = desk.bell.onRing((sound) => sounds.play(sound, desk.shown().volume));
  return () => {
    offTerminal();
    offDesk();
    offBell();
    sounds.close();
  };
}

function typedAnywhere(desk: Desk, { code, shift }: TypedKey): boolean {
  if (code === 'F4') desk.choose({ language: document.documentElement.lang === 'en' ? 'zh-CN' : 'en' });
  else if (code === 'F7' && shift) desk.choose({ volume: desk.shown().volume === 0 ? 2 : 0 });
  else if (code === 'F7') desk.choose({ theme: desk.shown().theme === 'dark' ? 'bright' : 'dark' });
  else return false;
  return true;
}
