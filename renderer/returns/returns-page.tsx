import { type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ReturnsPage as Page } from '../../main/contract/returns.ts';
import { type ReturnsWords, returnsWords } from '../../main/contract/words/returns.ts';
import { amountText } from '../amount.ts';
import { ActButton } from '../screens/act-button.tsx';
import { Dialog } from '../screens/dialog.tsx';
import { sendNowOff } from '../situation.ts';
import { useTill } from '../till.ts';
import { Detail } from './detail.tsx';
import { ExportForm, exportKindOf } from './export-form.tsx';
import { Filters, type Shown } from './filters.tsx';
import { ReturnsList } from './list.tsx';
import { useChosen } from './use-chosen.ts';
import { type ReturnsQuery, useCard, useEnded, useReturns } from './use-returns.ts';
import './returns.css';

/**
 * The reversal tray: everything that is to be given back, most urgent first, with one payment whole beside the list.
 * The back office finds, sends, closes and exports here; the screen asks, the terminal decides.
 */

const everything = { text: '', olderThanMs: 0, leastMinor: 0 } as const;

export default function ReturnsPage(): ReactNode {
  const { desk, language } = useTill();
  const words = returnsWords[language];
  const title = useId();
  const sentence = useId();
  const tray = useTray();
  const { found, chosen, card } = tray;
  return (
    <Dialog
      field="returns"
      className="over-till returns"
      labelledBy={title}
      describedBy={sentence}
      safeAnswer={() => desk.close()}
    >
      <Head title={title} sentence={sentence} tray={tray} />
      <Filters
        show={tray.show}
        choose={(name) => {
          tray.setShow(name);
          chosen.none();
        }}
        counts={tray.counts}
        query={tray.asked}
        ask={tray.setAsked}
      />
      {tray.isExporting && <ExportForm show={exportKindOf(tray.show)} leave={() => tray.setExporting(false)} />}
      <div className="returns-line">
        <Totals totals={tray.totals} />
        <p role="status" data-field="returns-status">
          {statusText(tray, words)}
        </p>
      </div>
      <div className="returns-body">
        <ReturnsList
          label={words.labels.list}
          count={found.matching ?? 0}
          card={found.card}
          chosen={chosen.id}
          at={chosen.at}
          choose={chosen.choose}
          see={found.see}
        />
        {card === null ? <div /> : <Detail payment={card.payment} card={card} />}
      </div>
    </Dialog>
  );
}

type Tray = ReturnType<typeof useTray>;

/** What is looked for, what was found, and which of it is shown whole. */
function useTray() {
  const { terminal, onDesk, shown } = useTill();
  const [show, setShow] = useState<Shown>('all');
  const [asked, setAsked] = useState<Omit<ReturnsQuery, 'show'>>(everything);
  const [isExporting, setExporting] = useState(false);
  const isOpen = show !== 'ended' && show !== 'closed';
  const query = useMemo(() => (isOpen ? { ...asked, show } : null), [isOpen, show, asked]);
  const open = useReturns(terminal, query);
  const ended = useEnded(terminal, isOpen ? null : show === 'closed');
  const found = isOpen ? open : ended;
  const chosen = useChosen(found, onDesk.subject);
  const card = useCard(terminal, chosen.id);
  const { toId } = chosen;
  const looked = shown.view?.counter.looked ?? null;
  // A slip that is scanned while the tray is open finds its card.
  const seen = useRef(looked?.number);
  useEffect(() => {
    if (looked === null || looked.number === seen.current) return;
    seen.current = looked.number;
    toId(looked.payment.paymentRequestId);
  }, [looked, toId]);
  const counts = useLast(open.page?.counts ?? null);
  const totals = useLast(open.page?.totals ?? null) ?? [];
  return { show, setShow, asked, setAsked, isExporting, setExporting, found, chosen, card, counts, totals };
}

function statusText({ found, show, asked }: Tray, words: ReturnsWords): string {
  if (found.matching === null) return words.looking;
  if (found.matching > 0) return words.facts.matching({ payments: found.matching });
  return show === 'all' && asked === everything ? words.none : words.noMatch;
}

interface HeadProps {
  readonly title: string;
  readonly sentence: string;
  readonly tray: Tray;
}

function Head({ title, sentence, tray }: HeadProps): ReactNode {
  const { desk, words: till, language } = useTill();
  const words = returnsWords[language];
  const { isExporting, setExporting } = tray;
  return (
    <header className="returns-head">
      <div>
        <h2 id={title} data-first tabIndex={-1}>
          {words.title}
        </h2>
        <p id={sentence}>{words.sentence}</p>
      </div>
      <SendAll />
      <button type="button" data-act="export" aria-pressed={isExporting} onClick={() => setExporting(!isExporting)}>
        {words.buttons.exporting}
      </button>
      <button type="button" data-act="close" className="safe" onClick={() => desk.close()}>
        {till.buttons.close} <kbd>Esc</kbd>
      </button>
    </header>
  );
}

/** The newest that is not null: figures do not blink while another list is read. */
function useLast<Value>(value: Value | null): Value | null {
  const [last, setLast] = useState(value);
  useEffect(() => {
    if (value !== null) setLast(value);
  }, [value]);
  return value ?? last;
}

function SendAll(): ReactNode {
  const { terminal, situation, language } = useTill();
  const { buttons, allSent, noConnection } = returnsWords[language];
  const [said, setSaid] = useState('');
  const off = sendNowOff(situation);
  const send = useCallback(async () => {
    const answer = await terminal.ask('reversals.send', {});
    setSaid(answer === null ? noConnection : allSent);
  }, [terminal, noConnection, allSent]);
  return (
    <>
      <p role="status" className="returns-all-said" data-field="all-said">
        {said}
      </p>
      <ActButton act="send-all" off={off} press={() => void (off === null && send())}>
        {buttons.sendAll}
      </ActButton>
    </>
  );
}

/** How much is open, by kind and currency. */
function Totals({ totals }: { readonly totals: Page['totals'] }): ReactNode {
  const { language, shown } = useTill();
  const { kinds, facts, labels } = returnsWords[language];
  const decimals = shown.view?.decimals ?? 2;
  return (
    <ul className="returns-totals" aria-label={labels.totals} data-field="totals">
      {totals.map(({ kind, currency, payments, amountMinor }) => (
        <li key={`${kind} ${currency}`} data-kind={kind}>
          <span>{kinds[kind]}</span>{' '}
          <b>{facts.payments({ payments, amount: amountText(amountMinor, currency, decimals, language) })}</b>
        </li>
      ))}
    </ul>
  );
}
