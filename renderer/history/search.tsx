import { type ReactNode, useId } from 'react';
import { type HistoryFilter, historyStates } from '../../main/contract/history.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { minorOf } from '../amount.ts';
import { useTill } from '../till.ts';
import { everything } from './pages.ts';

/** What is searched for. Every change counts at once; nothing has to be sent. */

/** As it is typed. */
export interface Typed {
  readonly number: string;
  readonly amountFrom: string;
  readonly amountTo: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly state: string;
}

export const nothingTyped: Typed = { number: '', amountFrom: '', amountTo: '', fromDay: '', toDay: '', state: '' };

/** An amount alone is searched exactly. What is no amount yet is not asked for. */
export function filterOf(typed: Typed, decimals: number): HistoryFilter {
  const from = amountTyped(typed.amountFrom, decimals);
  const to = amountTyped(typed.amountTo, decimals);
  const day = (text: string): string | null => (/^20\d\d-\d\d-\d\d$/.test(text) ? text : null);
  return {
    ...everything,
    // The first two digits of more to come say nothing yet.
    number: /^\d{1,2}$/.test(typed.number.trim()) ? '' : typed.number.trim(),
    amountFromMinor: from,
    amountToMinor: to ?? from,
    fromDay: day(typed.fromDay),
    toDay: day(typed.toDay),
    state: historyStates.find((state) => state === typed.state) ?? null,
  };
}

/** Whole minor units, or null where it is no amount of this currency. */
export function amountTyped(text: string, decimals: number): number | null {
  const plain = text.trim().replace(/[,，]/g, '').replace('。', '.');
  const shape = decimals === 0 ? /^\d{1,12}$/ : new RegExp(`^\\d{1,10}(?:\\.\\d{0,${decimals}})?$`);
  return shape.test(plain) ? minorOf({ typed: plain }, decimals) : null;
}

export interface SearchProps {
  readonly typed: Typed;
  readonly type: (typed: Typed) => void;
}

export function Search({ typed, type }: SearchProps): ReactNode {
  const { language, shown } = useTill();
  const { labels, buttons, states } = historyWords[language];
  const decimals = shown.view?.decimals ?? 2;
  const change = (part: Partial<Typed>): void => type({ ...typed, ...part });
  const field = useId();
  const isWrong = (text: string): boolean => text.trim() !== '' && amountTyped(text, decimals) === null;
  const amountField = (name: 'amountFrom' | 'amountTo'): ReactNode => (
    <Field label={labels[name]} id={`${field}-${name}`}>
      <input
        id={`${field}-${name}`}
        data-field={name}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        maxLength={16}
        value={typed[name]}
        aria-invalid={isWrong(typed[name])}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </Field>
  );
  const dayField = (name: 'fromDay' | 'toDay'): ReactNode => (
    <Field label={labels[name]} id={`${field}-${name}`} kind="day">
      <input
        id={`${field}-${name}`}
        data-field={name}
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        value={typed[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <search className="history-search">
      <Field label={labels.number} id={`${field}-number`} kind="wide">
        <input
          id={`${field}-number`}
          data-field="number"
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          placeholder={labels.numberHint}
          value={typed.number}
          onChange={(event) => change({ number: event.target.value })}
        />
      </Field>
      {amountField('amountFrom')}
      {amountField('amountTo')}
      {dayField('fromDay')}
      {dayField('toDay')}
      <Field label={labels.state} id={`${field}-state`}>
        <select
          id={`${field}-state`}
          data-field="state-wanted"
          value={typed.state}
          onChange={(event) => change({ state: event.target.value })}
        >
          <option value="">{labels.any}</option>
          {historyStates.map((state) => (
            <option key={state} value={state}>
              {states[state]}
            </option>
          ))}
        </select>
      </Field>
      <button type="button" data-act="clear-search" onClick={() => type(nothingTyped)}>
        {buttons.clear}
      </button>
    </search>
  );
}

interface FieldProps {
  readonly label: string;
  readonly id: string;
  readonly kind?: 'wide' | 'day';
  readonly children: ReactNode;
}

function Field({ label, id, kind, children }: FieldProps): ReactNode {
  return (
    <div className={kind === undefined ? 'history-field' : `history-field history-field-${kind}`}>
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}
