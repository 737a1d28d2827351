import { type ReactNode, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import type { CustomerView } from '../main/contract/customer.ts';
import {
  type PrinterAct,
  type ScannerAct,
  type Scenario,
  scenarios,
  type TerminalView,
  type TrainingView,
  type WalletAct,
} from '../main/contract/views.ts';
import { customerWords } from '../main/contract/words/customer.ts';
import type { Language } from '../main/contract/words/language.ts';
import { type TrainingWords, trainingWords } from '../main/contract/words/training.ts';
import { amountText } from './amount.ts';
import './training.css';
import { keyFace, keymapOf } from './keymap.ts';
import { Hands } from './training-hands.tsx';

/**
 * Beside the till while training: the simulated customer's phone, the scenario cards, the newest paper. It shows a
 * `TrainingView` and says what the trainee does; it decides nothing.
 */

/** A printed paper: its number, counted from the start of the terminal, and a PNG in base64. */
export interface Paper {
  readonly number: number;
  readonly png: string;
}

export interface TrainingPanelProps {
  readonly view: TrainingView;
  readonly terminal: TerminalView;
  readonly language: Language;
  readonly act: (act: WalletAct) => void;
  readonly choose: (scenario: Scenario) => void;
  readonly print: (act: PrinterAct) => void;
  readonly scan: (act: ScannerAct) => void;
  /** The newest paper; null where there is none. */
  readonly paper: () => Promise<Paper | null>;
}

export function TrainingPanel(props: TrainingPanelProps): ReactNode {
  const { view, terminal, language, act, choose, print, scan, paper } = props;
  const words = trainingWords[language];
  return (
    <aside className="train" aria-label={words.labels.phone}>
      <Phone view={view} terminal={terminal} language={language} act={act} />
      <CustomerSees view={view.customer} words={words} />
      <div className="train-scroll">
        <Scenarios chosen={view.scenario} choose={choose} words={words} />
      </div>
      <div className="train-desk">
        {view.papers === null ? null : <PaperSlot papers={view.papers} paper={paper} words={words} />}
        <Hands view={view} print={print} scan={scan} words={words} />
      </div>
    </aside>
  );
}

/** In the customer's own language, as their display has it. */
function CustomerSees(props: { readonly view: CustomerView; readonly words: TrainingWords }): ReactNode {
  const { state, amountMinor, currency, decimals, language } = props.view;
  const { labels } = props.words;
  const said = customerWords[language].states[state];
  const amount = amountMinor === null ? '' : amountText(amountMinor, currency, decimals, language);
  return (
    <p className="train-customer" data-field="customer-sees">
      <b>{labels.customerSees}</b>{' '}
      {state === 'blank' ? labels.customerSeesNothing : <span lang={language}>{`${amount} ${said}`.trim()}</span>}
    </p>
  );
}

type PhoneProps = Pick<TrainingPanelProps, 'view' | 'terminal' | 'language' | 'act'>;

function Phone({ view, terminal, language, act }: PhoneProps): ReactNode {
  const words = trainingWords[language];
  const keymap = keymapOf(terminal.settings.keys);
  const textOf = (sum: { readonly amountMinor: number; readonly currency: string }): string =>
    amountText(sum.amountMinor, sum.currency, terminal.decimals, language);
  return (
    <section className="train-phone">
      <div className="train-wallet">
        <span>{view.empty ? words.walletEmpty : words.walletFull}</span>
        <Act name={view.empty ? 'fill' : 'empty'} act={act}>
          {view.empty ? words.labels.fillWallet : words.labels.emptyWallet}
        </Act>
      </div>
      {view.asked === null ? (
        <Code code={view.code} words={words} />
      ) : (
        <div className="train-request" role="alert">
          <strong>{words.request.title({ amount: textOf(view.asked), name: terminal.storeName })}</strong>
          <div className="train-answers">
            <Act name="pin" act={act} shortcut={keymap.pin}>
              {words.labels.enterPin}
            </Act>
            <Act name="decline" act={act} shortcut={keymap.decline}>
              {words.labels.decline}
            </Act>
          </div>
        </div>
      )}
      <p className="train-last" role="status" data-result={view.last?.result}>
        {view.last === null ? null : words.last[view.last.result]({ amount: textOf(view.last) })}
      </p>
      <div className="train-hands">
        <Act name="refresh" act={act}>
          {words.labels.refresh}
        </Act>
        <Act name="hold" act={act} shortcut={keymap.hold}>
          {words.labels.hold}
        </Act>
      </div>
    </section>
  );
}

interface CodeProps {
  readonly code: TrainingView['code'];
  readonly words: TrainingWords;
}

function Code({ code, words }: CodeProps): ReactNode {
  const barcode = useMemo(() => (code === null ? '' : svgAddress(code.barcode)), [code]);
  const qr = useMemo(() => (code === null ? '' : svgAddress(code.qr)), [code]);
  if (code === null) return <p className="train-nothing">{words.noCode}</p>;
  return (
    <div className="train-code" data-expired={code.expired}>
      <div className="train-drawings">
        <img className="train-barcode" src={barcode} alt={words.barcode} />
        <img className="train-qr" src={qr} alt={words.qrCode} />
      </div>
      <p className="train-digits" data-field="code">
        {inFours(code.digits)}
      </p>
      {code.expired ? <p className="train-expired">{words.expired}</p> : null}
    </div>
  );
}

interface ActProps {
  readonly name: WalletAct;
  readonly act: (act: WalletAct) => void;
  /** The function key that does the same. */
  readonly shortcut?: string | null;
  readonly children: ReactNode;
}

function Act({ name, act, shortcut = null, children }: ActProps): ReactNode {
  return (
    <button
      type="button"
      className={`train-act train-${name}`}
      data-act={`train-${name}`}
      aria-keyshortcuts={shortcut ?? undefined}
      onClick={() => act(name)}
    >
      {children}
      {shortcut === null ? null : <kbd>{keyFace(shortcut)}</kbd>}
    </button>
  );
}

interface ScenariosProps {
  readonly chosen: Scenario;
  readonly choose: (scenario: Scenario) => void;
  readonly words: TrainingWords;
}

function Scenarios({ chosen, choose, words }: ScenariosProps): ReactNode {
  const group = useId();
  const cards = useRef<HTMLFieldSetElement>(null);
  // The chosen card unfolds its sentence: all of it is to be read.
  useEffect(() => {
    cards.current?.querySelector(`[data-act="scenario-${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <fieldset ref={cards} className="train-scenarios">
      <legend>{words.labels.scenarios}</legend>
      {scenarios.map((scenario) => (
        <label key={scenario} className="train-card" data-act={`scenario-${scenario}`}>
          <input type="radio" name={group} checked={scenario === chosen} onChange={() => choose(scenario)} />
          <span>
            <strong>{words.scenarios[scenario].title}</strong>
            <small>{words.scenarios[scenario].sentence}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface PaperSlotProps {
  readonly papers: number;
  readonly paper: () => Promise<Paper | null>;
  readonly words: TrainingWords;
}

type Fetched = { readonly state: 'none' } | { readonly state: 'failed' } | ({ readonly state: 'shown' } & Paper);

function PaperSlot({ papers, paper, words }: PaperSlotProps): ReactNode {
  const [fetched, setFetched] = useState<Fetched>({ state: 'none' });
  const dialog = useRef<HTMLDialogElement>(null);
  // The function may be a new one with every view; only a new paper is a reason to ask.
  const fetchNewest = useEffectEvent(paper);
  useEffect(() => {
    if (papers === 0) return;
    let isWanted = true;
    fetchNewest().then(
      (found) => isWanted && setFetched(found === null ? { state: 'none' } : { state: 'shown', ...found }),
      () => isWanted && setFetched({ state: 'failed' }),
    );
    return () => {
      isWanted = false;
    };
  }, [papers]);
  if (fetched.state !== 'shown') {
    return <p className="train-paper">{fetched.state === 'none' ? words.paper.none : words.paper.unreadable}</p>;
  }
  const source = `data:image/png;base64,${fetched.png}`;
  const alt = words.paper.shown({ number: fetched.number });
  return (
    <>
      <button
        type="button"
        className="train-paper"
        data-act="paper"
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        <img data-field="paper" src={source} alt={alt} />
        <span>{words.labels.paper}</span>
      </button>
      <dialog ref={dialog} className="train-dialog" closedby="any" aria-label={words.labels.paper}>
        <button type="button" data-act="paper-close" onClick={() => dialog.current?.close()}>
          {words.labels.closePaper} <kbd>Esc</kbd>
        </button>
        <div className="train-sheet">
          <img src={source} alt={alt} />
        </div>
      </dialog>
    </>
  );
}

/** As wallets write a code below its bars. */
function inFours(digits: string): string {
  return digits.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** An SVG as the address of an image: it runs no scripts there and loads nothing. */
function svgAddress(svg: string): string {
  const bytes = Array.from(new TextEncoder().encode(svg), (byte) => String.fromCharCode(byte));
  return `data:image/svg+xml;base64,${btoa(bytes.join(''))}`;
}
