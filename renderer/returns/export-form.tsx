import { type ReactNode, useId, useRef, useState } from 'react';
import type { Result } from '../../main/contract/contract.ts';
import type { ExportKind } from '../../main/contract/returns.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { type ReturnsFilterName, returnsWords } from '../../main/contract/words/returns.ts';
import { mayDownload, saveFile } from '../save-file.ts';
import { timesOf } from '../shop-times.ts';
import type { Terminal } from '../terminal.ts';
import { useTill } from '../till.ts';

/** Reversals and refunds as a file for a spreadsheet. Only a whole one is saved. */

interface Asked {
  readonly show: ExportKind;
  /** `2026-11-20`, or '' for no bound. */
  readonly fromDay: string;
  readonly toDay: string;
}

/** What stands in the tray is what the file is wanted of; all that is open has one file. */
export function exportKindOf(show: ReturnsFilterName): ExportKind {
  return show === 'ended' || show === 'closed' ? show : 'open';
}

interface ExportFormProps {
  /** Chosen at first. */
  readonly show: ExportKind;
  readonly leave: () => void;
}

export function ExportForm({ show, leave }: ExportFormProps): ReactNode {
  const { language } = useTill();
  const { exporting, buttons } = returnsWords[language];
  const [asked, setAsked] = useState<Asked>({ show, fromDay: '', toDay: '' });
  const { save, said } = useSaving(asked);
  const title = useId();
  return (
    <section className="returns-export" data-field="export" aria-labelledby={title}>
      <h3 id={title}>{exporting.title}</h3>
      <p>{exporting.sentence}</p>
      <Wanted asked={asked} ask={setAsked} />
      <div className="returns-acts">
        <button type="button" data-act="export-save" className="go-on" onClick={save}>
          {buttons.save}
        </button>
        <button type="button" data-act="export-leave" onClick={leave}>
          {buttons.leave}
        </button>
      </div>
      <p role="status" data-field="export-said">
        {said}
      </p>
    </section>
  );
}

interface WantedProps {
  readonly asked: Asked;
  readonly ask: (asked: Asked) => void;
}

function Wanted({ asked, ask }: WantedProps): ReactNode {
  const { language } = useTill();
  const { labels, filters } = returnsWords[language];
  const kinds = { open: filters.all, ended: filters.ended, closed: filters.closed } as const;
  const days = [
    ['fromDay', labels.fromDay],
    ['toDay', labels.toDay],
  ] as const;
  return (
    <div className="returns-row-of-fields">
      <label>
        {labels.which}
        <select
          data-field="export-show"
          value={asked.show}
          onChange={(event) => ask({ ...asked, show: event.target.value as ExportKind })}
        >
          {(Object.keys(kinds) as ExportKind[]).map((kind) => (
            <option key={kind} value={kind}>
              {kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      {days.map(([field, label]) => (
        <label key={field}>
          {label}
          <input
            data-field={`export-${field}`}
            type="date"
            min="2020-01-01"
            max="2099-12-31"
            value={asked[field]}
            onChange={(event) => ask({ ...asked, [field]: event.target.value })}
          />
        </label>
      ))}
    </div>
  );
}

/** Fetches the file and saves it, one at a time; `said` is how far it is, or why there is none. */
function useSaving(asked: Asked): { readonly save: () => void; readonly said: string } {
  const { terminal, language, shown } = useTill();
  const { exporting } = returnsWords[language];
  const [said, setSaid] = useState('');
  const isWorking = useRef(false);
  const reasonText = (reason: string): string =>
    reason === 'unwritable' ? exporting.unwritable : refusalSentence(language, reason);
  const keep = async (): Promise<void> => {
    const { show, fromDay, toDay } = asked;
    const saved = await terminal.ask('returns.save', { show, fromDay: fromDay || null, toDay: toDay || null });
    if (saved === null) setSaid(exporting.failed);
    else setSaid(saved.ok ? `${exporting.done({ rows: saved.rows })} ${saved.file}` : reasonText(saved.reason));
  };
  const download = async (): Promise<void> => {
    const file = await fetchFile(terminal, asked, (rows) => setSaid(exporting.working({ rows })));
    if (typeof file === 'string' || file === null) {
      setSaid(file === null ? exporting.failed : reasonText(file));
      return;
    }
    const day = timesOf(shown.view?.nowMs ?? 0, shown.view?.timeZone ?? 'UTC').day;
    const name = `${exporting.fileName}-${day}.csv`;
    saveFile(name, 'text/csv', file.parts);
    setSaid(`${exporting.done({ rows: file.rows })} ${exporting.downloaded({ file: name })}`);
  };
  const save = (): void => {
    if (isWorking.current) return;
    if (asked.fromDay !== '' && asked.toDay !== '' && asked.fromDay > asked.toDay) {
      setSaid(exporting.wrongDays);
      return;
    }
    isWorking.current = true;
    void (mayDownload() ? download() : keep()).finally(() => {
      isWorking.current = false;
    });
  };
  return { save, said };
}

type Piece = Result<'returns.export'>;

/** Pieces of one file at most; each has up to 500 payments. */
const piecesMax = 2_000;

/** The file in parts; why not, in the terminal's word; or null where its end is missing. */
async function fetchFile(terminal: Terminal, { show, fromDay, toDay }: Asked, tell: (rows: number) => void) {
  const parts: string[] = [];
  let rows = 0;
  let before: string | null = null;
  const days = { fromDay: fromDay || null, toDay: toDay || null };
  for (let piece = 0; piece < piecesMax; piece += 1) {
    const answer: Piece | null = await terminal.ask('returns.export', { show, ...days, before });
    if (answer === null) return null;
    if (!answer.ok) return answer.reason;
    parts.push(answer.csv);
    rows += answer.rows;
    tell(rows);
    before = answer.next;
    if (before === null) return { parts, rows };
  }
  return null;
}
