import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Result } from '../../main/contract/contract.ts';
import type { PrintJobView } from '../../main/contract/print-views.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import type { Language } from '../../main/contract/words/language.ts';
import { type PaperWords, paperWords } from '../../main/contract/words/papers.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { amountText } from '../amount.ts';
import { answerPaper } from '../paper-answers.ts';
import type { Terminal } from '../terminal.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import './papers.css';

/** Papers before the till: the one of which nobody knows whether it came out, and the newest of all. */

/** Stands only while the counter is free. The safe answer prints nothing. */
export function PaperQuestion(): ReactNode {
  const { shown, language, terminal } = useTill();
  const title = useId();
  const sentence = useId();
  const job = shown.view?.printer.question ?? null;
  if (job === null) return null;
  const { question, buttons } = paperWords[language];
  const fault = job.fault === null ? '' : deviceSentence(language, job.fault);
  return (
    <Dialog
      field="paper-question"
      className="question paper-question"
      labelledBy={title}
      describedBy={sentence}
      safeAnswer={() => answerPaper(terminal, 'later')}
    >
      <h2 id={title} data-first tabIndex={-1}>
        <Icon name="checking" /> {question.title}
      </h2>
      <p id={sentence}>
        <PaperName job={job} /> {fault} {question.sentence}
      </p>
      <div className="answers">
        <button type="button" data-act="paper-came" onClick={() => answerPaper(terminal, 'came')}>
          <b>
            {buttons.came} <kbd>Y</kbd>
          </b>
          <span>{question.came}</span>
        </button>
        <button type="button" data-act="paper-not-came" onClick={() => answerPaper(terminal, 'not_came')}>
          <b>
            {buttons.notCame} <kbd>N</kbd>
          </b>
          <span>{question.notCame}</span>
        </button>
        <button type="button" data-act="paper-later" className="safe" onClick={() => answerPaper(terminal, 'later')}>
          <b>
            {buttons.later} <kbd>Esc</kbd>
          </b>
          <span>{question.later}</span>
        </button>
      </div>
    </Dialog>
  );
}

function PaperName({ job }: { readonly job: PrintJobView }): ReactNode {
  const { language, shown } = useTill();
  const { kinds, labels } = paperWords[language];
  return (
    <b className="paper-name">
      {kinds[job.kind]} · {job.copy && `${labels.copy} · `}
      {amountText(job.amountMinor, job.currency, shown.view?.decimals ?? 0, language)}
    </b>
  );
}

/** The newest papers with what can be done about each, and the drawer. */
export function Papers(): ReactNode {
  const { terminal, language, words, desk } = useTill();
  const title = useId();
  const sentence = useId();
  const jobs = usePapers(terminal);
  const { list } = paperWords[language];
  const [said, setSaid] = useState('');
  const act = async (name: 'print.again' | 'print.drop' | 'print.later', id: number): Promise<void> => {
    const answer = await terminal.ask(name, { id });
    setSaid(answer?.ok === false ? refusalSentence(language, answer.reason) : '');
  };
  return (
    <Dialog
      field="papers"
      className="payments"
      labelledBy={title}
      describedBy={sentence}
      safeAnswer={() => desk.close()}
    >
      <h2 id={title} data-first tabIndex={-1}>
        {list.title}
      </h2>
      <p id={sentence}>{jobs?.length === 0 ? list.none : list.sentence}</p>
      <p role="alert" className="paper-said">
        {said}
      </p>
      <ul className="cards papers" tabIndex={(jobs?.length ?? 0) > 3 ? 0 : -1} aria-labelledby={title}>
        {(jobs ?? []).map((job) => (
          <PaperRow key={job.id} job={job} act={(name) => void act(name, job.id)} />
        ))}
      </ul>
      <Drawer />
      <div className="answers">
        <button type="button" data-act="close" className="go-on" onClick={() => desk.close()}>
          {words.buttons.close} <kbd>Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}

interface PaperRowProps {
  readonly job: PrintJobView;
  readonly act: (name: 'print.again' | 'print.drop') => void;
}

function PaperRow({ job, act }: PaperRowProps): ReactNode {
  const { terminal, language, shown, situation } = useTill();
  const { states, buttons } = paperWords[language];
  const off = situation.lost ? 'lost' : null;
  const { timeZone } = shown.view ?? {};
  const time = new Date(job.atMs).toLocaleTimeString(language, { timeStyle: 'medium', timeZone, hourCycle: 'h23' });
  const answer = (came: boolean): void => void terminal.ask('print.answer', { id: job.id, came });
  return (
    <li className="paper" data-paper={job.state}>
      <p>
        <time>{time}</time> <PaperName job={job} /> <b className={`paper-${job.state}`}>{states[job.state]}</b>
      </p>
      {job.fault !== null && <p>{deviceSentence(language, job.fault)}</p>}
      {job.state === 'unknown' && (
        <>
          <ActButton act="came" off={off} press={() => answer(true)}>
            {buttons.came}
          </ActButton>
          <ActButton act="not-came" off={off} press={() => answer(false)}>
            {buttons.notCame}
          </ActButton>
        </>
      )}
      {job.again && (
        <ActButton act="again" off={off} press={() => act('print.again')}>
          {buttons.again}
        </ActButton>
      )}
      {(job.again || job.state === 'queued') && (
        <ActButton act="drop" off={off} press={() => act('print.drop')}>
          {buttons.drop}
        </ActButton>
      )}
    </li>
  );
}

/** Opens the cash drawer by hand, with a name and a reason. */
function Drawer(): ReactNode {
  const { terminal, language, situation } = useTill();
  const { labels, buttons } = paperWords[language];
  const [by, setBy] = useState('');
  const [why, setWhy] = useState('');
  const [said, setSaid] = useState({ ok: false, text: '' });
  const off = situation.lost ? 'lost' : null;
  const open = async (): Promise<void> => {
    if (off !== null) return;
    const answer = await terminal.ask('drawer.open', { by: by.trim(), why: why.trim() });
    if (answer !== null) setSaid({ ok: answer.ok, text: drawerSaid(answer, language) });
    if (answer?.ok === true) setWhy('');
  };
  return (
    <fieldset className="decision drawer" aria-label={labels.drawer}>
      <b>{labels.drawer}</b>
      <Field name="by" label={labels.yourName} most={64} value={by} change={setBy} />
      <Field name="why" label={labels.why} most={256} value={why} change={setWhy} />
      <ActButton act="open-drawer" off={off} press={() => void open()}>
        {buttons.openDrawer}
      </ActButton>
      <p role="status" className={said.ok ? 'drawer-done' : undefined}>
        {said.text}
      </p>
    </fieldset>
  );
}

function drawerSaid(answer: Result<'drawer.open'>, language: Language): string {
  const { drawer } = paperWords[language];
  if (answer.ok) return answer.how === 'sensed' ? drawer.opened : drawer.pulsed;
  const report = answer.report === null ? '' : deviceSentence(language, answer.report);
  return `${refusalSentence(language, answer.reason)} ${report}`.trim();
}

interface FieldProps {
  readonly name: keyof PaperWords['labels'] | 'by';
  readonly label: string;
  readonly most: number;
  readonly value: string;
  readonly change: (value: string) => void;
}

function Field({ name, label, most, value, change }: FieldProps): ReactNode {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        data-field={name}
        type="text"
        autoComplete="off"
        maxLength={most}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </>
  );
}

/** The newest papers; null until the terminal has answered. Asked for anew each time the queue has moved. */
function usePapers(terminal: Terminal): readonly PrintJobView[] | null {
  const [jobs, setJobs] = useState<readonly PrintJobView[] | null>(null);
  useEffect(() => {
    let isOver = false;
    let askedOf = '';
    const look = async (): Promise<void> => {
      const moved = JSON.stringify(terminal.shown().view?.printer);
      if (moved === askedOf) return;
      askedOf = moved;
      const answer = await terminal.ask('print.list', {});
      if (answer !== null && !isOver) setJobs(answer.jobs);
    };
    void look();
    const off = terminal.onChange(() => void look());
    return () => {
      isOver = true;
      off();
    };
  }, [terminal]);
  return jobs;
}
