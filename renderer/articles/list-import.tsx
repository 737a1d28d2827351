import { type ChangeEvent, type ReactNode, useRef } from 'react';
import { type Encoding, encodings, type ListReport, type RowRemark } from '../../main/contract/catalogue.ts';
import { articleWords, listRefusal } from '../../main/contract/words/articles.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { amountText } from '../amount.ts';
import { useTill } from '../till.ts';
import type { Overview } from './use-articles.ts';
import { type Bringing, useListImport } from './use-list-import.ts';

/** A list of articles as a file: chosen, checked, looked at, and taken or not. Nothing is changed before the last step. */

export interface ListImportProps {
  readonly overview: Overview | null;
  /** A list was taken. */
  readonly done: () => void;
}

export function ListImport({ overview, done }: ListImportProps): ReactNode {
  const { terminal, shown, language } = useTill();
  const bringing = useListImport(terminal, done);
  const file = useRef<HTMLInputElement>(null);
  const words = articleWords[language].list;
  const { so } = bringing;
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    const [one] = event.target.files ?? [];
    if (one !== undefined) void bringing.bring(one);
    // The same file once more is a choice too: it may have been corrected.
    event.target.value = '';
  };
  const takenAtMs = overview?.takenAtMs ?? null;
  const when = new Date(takenAtMs ?? 0).toLocaleString(language, { timeZone: shown.view?.timeZone ?? 'UTC' });
  return (
    <section className="list-import" data-field="list-import" aria-label={words.title}>
      <p>{words.intro}</p>
      <p className="list-soft">{words.example}</p>
      {takenAtMs !== null && <p>{words.takenAt({ articles: overview?.articles ?? 0, when })}</p>}
      <p className="list-acts">
        <input ref={file} type="file" accept=".csv,.tsv,.txt,text/csv" data-act="list-file" hidden onChange={chosen} />
        <button type="button" data-act="choose-list" onClick={() => file.current?.click()}>
          {so.state === 'none' ? words.choose : words.again}
        </button>
      </p>
      <p role="status">{so.state === 'reading' ? words.reading : so.state === 'taken' ? words.taken(so) : ''}</p>
      <p role="alert" className="list-wrong">
        {so.state === 'refused' ? refusedText(so.reason, so.line) : ''}
      </p>
      {(so.state === 'report' || so.state === 'refused') && so.report !== null && (
        <Report report={so.report} bringing={bringing} />
      )}
    </section>
  );

  function refusedText(reason: string, line: number): string {
    const sentence = listRefusal(language, reason) ?? refusalSentence(language, reason);
    return line > 0 ? `${sentence} (${words.atLine({ line })})` : sentence;
  }
}

function Report({ report, bringing }: { readonly report: ListReport; readonly bringing: Bringing }): ReactNode {
  const { shown, language } = useTill();
  const words = articleWords[language].list;
  if (shown.view === null) return null;
  const { currency, decimals } = shown.view;
  const { encoding, isGuessed, remarks, found, examples, good, bad } = report;
  const left = found.reduce((sum, { rows }) => sum + rows, 0) - remarks.length;
  return (
    <div className="list-report" data-field="list-report">
      <p>
        <b>{words.rows(report)}</b> {words.changes(report)}
      </p>
      <label className="list-encoding">
        {words.encoding}{' '}
        <select
          value={encoding}
          data-act="encoding"
          onChange={(event) => void bringing.readAs(encodings.find((one) => one === event.target.value) as Encoding)}
        >
          {encodings.map((one) => (
            <option key={one} value={one}>
              {words.encodings[one]}
            </option>
          ))}
        </select>{' '}
        {isGuessed && words.guessed}
      </label>
      <p className="list-soft">
        {words.examples}:{' '}
        {examples
          .map(({ name, priceMinor }) => `${name} ${amountText(priceMinor, currency, decimals, language)}`)
          .join(language === 'en' ? ', ' : '、')}
      </p>
      {remarks.length > 0 && <Remarks remarks={remarks} left={left} />}
      <p className="list-acts">
        {bad === 0 ? (
          <button type="button" className="safe" data-act="take-list" onClick={() => void bringing.take(false)}>
            {words.take}
          </button>
        ) : (
          good > 0 && (
            <button type="button" data-act="take-good" onClick={() => void bringing.take(true)}>
              {words.takeGood({ good })}
            </button>
          )
        )}
      </p>
    </div>
  );
}

function Remarks({ remarks, left }: { readonly remarks: readonly RowRemark[]; readonly left: number }): ReactNode {
  const { language } = useTill();
  const words = articleWords[language].list;
  return (
    <section className="list-remarks" aria-label={words.remarks}>
      <table>
        <caption>{words.remarks}</caption>
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.was}</th>
          </tr>
        </thead>
        <tbody>
          {remarks.map(({ line, column, what, was, other }) => (
            <tr key={`${line} ${column} ${what}`}>
              <td>{line}</td>
              <td>{column === null ? '' : words.columns[column]}</td>
              <td>
                {words.rowFaults[what]}
                {other > 0 && ` (${words.sameAs({ line: other })})`}
                {doubts.has(what) && <small> {words.doubt}</small>}
              </td>
              <td className="list-was">{was}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p>{words.remarksLeft({ left })}</p>}
    </section>
  );
}

const doubts: ReadonlySet<string> = new Set(['check_digit_wrong', 'price_zero', 'row_twice']);
