import { type ReactNode, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { aimId } from '../../main/contract/scan-mask.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { Dialog } from '../screens/dialog.tsx';
import { Icon } from '../screens/icons.tsx';
import { timesOf } from '../shop-times.ts';
import { useTill } from '../till.ts';
import { Detail } from './detail.tsx';
import { List } from './list.tsx';
import { HistoryPages, type PagesShown } from './pages.ts';
import { Refund } from './refund.tsx';
import { filterOf, nothingTyped, Search, type Typed } from './search.tsx';
import { usePayment } from './use-payment.ts';
import './history.css';

/**
 * All payments: search on top, the list on the left, one of them on the right. Opened for a payment, or by the scan of
 * a receipt while it stands, it shows that one.
 */
export default function HistoryPage(): ReactNode {
  const { desk, shown, language, onDesk } = useTill();
  const title = useId();
  const words = historyWords[language];
  const [typed, setTyped] = useState<Typed>(() => ({ ...nothingTyped, number: onDesk.subject ?? '' }));
  const [chosen, setChosen] = useState<string | null>(onDesk.subject);
  const [isRefunding, setRefunding] = useState(onDesk.subject !== null);
  const isAtTop = useRef(true);
  const { pages, pagesShown } = usePages(typed, isAtTop);
  const only = pagesShown.total === 1 && typed.number !== '' ? (pages.row(0)?.paymentRequestId ?? null) : null;
  useScans((number) => {
    setTyped({ ...nothingTyped, number });
    setChosen(null);
    setRefunding(false);
  });
  const id = only ?? chosen;
  const leave = (): void => {
    if (isRefunding) setRefunding(false);
    else desk.close();
  };
  if (shown.view === null) return null;
  return (
    <Dialog field="history" labelledBy={title} safeAnswer={leave} className="over-till history">
      <Top title={title} shown={pagesShown} isNothingAsked={Object.values(typed).every((text) => text === '')} />
      <Search
        typed={typed}
        type={(next) => {
          setTyped(next);
          if (next.number !== typed.number) setChosen(null);
        }}
      />
      <div className="history-columns">
        <List
          pages={pages}
          shown={pagesShown}
          chosen={id}
          isAtTop={isAtTop}
          choose={(row) => {
            setChosen(row.paymentRequestId);
            setRefunding(false);
          }}
        />
        <section className="history-one" aria-label={words.labels.detail} data-field="history-one">
          {id === null ? (
            <p className="history-empty">{words.sentences.choose}</p>
          ) : (
            <One key={id} id={id} isRefunding={isRefunding} setRefunding={setRefunding} />
          )}
        </section>
      </div>
    </Dialog>
  );
}

interface TopProps {
  /** The id of the heading. */
  readonly title: string;
  readonly shown: PagesShown;
  readonly isNothingAsked: boolean;
}

function Top({ title, shown, isNothingAsked }: TopProps): ReactNode {
  const { desk, language } = useTill();
  const words = historyWords[language];
  return (
    <header className="history-top">
      <h2 id={title}>{words.title}</h2>
      <Told shown={shown} isNothingAsked={isNothingAsked} />
      <button type="button" data-act="close" className="safe" onClick={() => desk.close()}>
        {words.buttons.close} <kbd>Esc</kbd>
      </button>
    </header>
  );
}

/** The search's pages: asked anew with each change of what is typed, and of the terminal. */
function usePages(
  typed: Typed,
  isAtTop: { readonly current: boolean },
): { readonly pages: HistoryPages; readonly pagesShown: PagesShown } {
  const { terminal, shown } = useTill();
  const pages = useMemo(() => new HistoryPages((asked) => terminal.ask('history.page', asked)), [terminal]);
  const pagesShown = useSyncExternalStore(
    (listen) => pages.onChange(listen),
    () => pages.shown(),
  );
  const decimals = shown.view?.decimals ?? 2;
  const filter = JSON.stringify(filterOf(typed, decimals));
  useEffect(() => pages.search(JSON.parse(filter)), [pages, filter]);
  const version = shown.view?.version;
  const seen = useRef(version);
  useEffect(() => {
    if (version !== seen.current) pages.refresh(isAtTop.current);
    seen.current = version;
  }, [pages, version, isAtTop]);
  useEffect(() => () => pages.close(), [pages]);
  return { pages, pagesShown };
}

/**
 * A receipt that is scanned while the history stands: by a scanner of the terminal, or by a keyboard scanner, whose
 * texts are a search here and never a sale. A payment code is no number of a payment, and is shown nowhere.
 */
function useScans(found: (number: string) => void): void {
  const { shown, desk } = useTill();
  const looked = shown.view?.counter.looked ?? null;
  const taken = useRef(looked?.number);
  const newest = useRef(found);
  useEffect(() => {
    newest.current = found;
    if (looked === null || looked.number === taken.current) return;
    taken.current = looked.number;
    found(looked.payment.paymentRequestId);
  });
  useEffect(
    () =>
      desk.takeScans((text) => {
        // Without the AIM id that a scanner may put before it.
        const number = text.trim().replace(aimId, '');
        if (/^(?:2[5-9]|30)\d{14,}$/.test(number)) desk.bell.ring('refused');
        else newest.current(number.slice(0, 64));
      }),
    [desk],
  );
  useEffect(
    () =>
      // A scan that went into another field is lost: the next one must not be.
      desk.keyboard.onStep(({ outcomes }) => {
        const isInField = outcomes.some((outcome) => outcome.kind === 'garbled' && outcome.why === 'typed_into_field');
        if (isInField) document.querySelector<HTMLElement>('[data-field="history-list"]')?.focus();
      }),
    [desk],
  );
}

/** How many were found, how far back was looked, and what is away. */
function Told({ shown, isNothingAsked }: Omit<TopProps, 'title'>): ReactNode {
  const { language, shown: till } = useTill();
  const { found, sentences } = historyWords[language];
  const { total, isAnswered, lookedBackToMs, awayYears, fault } = shown;
  const zone = till.view?.timeZone ?? 'UTC';
  const isNone = isAnswered && total === 0 && fault === null && lookedBackToMs === null;
  return (
    <div className="history-told">
      <p role="status" data-field="history-found">
        {!isAnswered
          ? sentences.loading
          : isNone
            ? isNothingAsked && awayYears.length === 0
              ? sentences.nothingYet
              : sentences.none
            : fault === null && found({ count: total.toLocaleString(language) })}
        {lookedBackToMs !== null && ` · ${sentences.lookingBack({ day: timesOf(lookedBackToMs, zone).day })}`}
      </p>
      <div role="alert">
        {awayYears.length > 0 && (
          <p className="history-away" data-field="history-away">
            <Icon name="attention" /> {sentences.away({ years: awayYears.join(', ') })}
          </p>
        )}
        {fault !== null && (
          <p className="history-away">
            <Icon name="attention" /> {fault === 'no_answer' ? sentences.noAnswer : refusalSentence(language, fault)}
          </p>
        )}
      </div>
    </div>
  );
}

interface OneProps {
  readonly id: string;
  readonly isRefunding: boolean;
  readonly setRefunding: (isRefunding: boolean) => void;
}

function One({ id, isRefunding, setRefunding }: OneProps): ReactNode {
  const { terminal, language } = useTill();
  const known = usePayment(terminal, id);
  // A refund that has begun takes the last of the money: its outcome stays.
  const [begun, setBegun] = useState(false);
  if (known === null) return <p className="history-empty">{historyWords[language].sentences.loading}</p>;
  if ('reason' in known) return <p className="history-empty">{refusalSentence(language, known.reason)}</p>;
  if (isRefunding && (begun || known.refundOff === null))
    return (
      <Refund
        whole={known}
        close={() => {
          setBegun(false);
          setRefunding(false);
        }}
        begin={() => setBegun(true)}
      />
    );
  return <Detail whole={known} refund={() => setRefunding(true)} />;
}
