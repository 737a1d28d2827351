import { type ReactNode, useId } from 'react';
import { everything, type HistoryFilter, historyStates } from '../../main/contract/history.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { minorOfText } from '../amount.ts';
import { useTill } from '../till.ts';

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
  const from = minorOfText(typed.amountFrom, decimals);
  const to = minorOfText(typed.amountTo, decimals);
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

export interface SearchProps {
  readonly typed: Typed;
  readonly type: (typed: Typed) => void;
}

export function Search({ typed, type }: SearchProps): ReactNode {
  const { language, shown } = useTill();
  const { labels, buttons } = historyWords[language];
  const decimals = shown.view?.decimals ?? 2;
  const change = (part: Partial<Typed>): void => type({ ...typed, ...part });
  const isWrong = (text: string): boolean => text.trim() !== '' && minorOfText(text, decimals) === null;
  return (
    <search className="history-search">
      <Field label={labels.number} kind="wide">
        {(id) => (
          <input
            {...{ id, ...plainText }}
            data-field="number"
            data-first
            data-takes-scans
            maxLength={64}
            placeholder={labels.numberHint}
            value={typed.number}
            onChange={(event) => change({ number: event.target.value })}
          />
        )}
      </Field>
      {(['amountFrom', 'amountTo'] as const).map((name) => (
        <Field key={name} label={labels[name]}>
          {(id) => (
            <input
              {...{ id, ...plainText }}
              data-field={name}
              inputMode="decimal"
              maxLength={16}
              value={typed[name]}
              aria-invalid={isWrong(typed[name])}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {(['fromDay', 'toDay'] as const).map((name) => (
        <Field key={name} label={labels[name]} kind="day">
          {(id) => (
            <input
              {...{ id, ...anyDay }}
              data-field={name}
              value={typed[name]}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <StateField value={typed.state} choose={(state) => change({ state })} />
      <button type="button" data-act="clear-search" onClick={() => type(nothingTyped)}>
        {buttons.clear}
      </button>
    </search>
  );
}

function StateField({
  value,
  choose,
}: {
  readonly value: string;
  readonly choose: (state: string) => void;
}): ReactNode {
  const { language } = useTill();
  const { labels, states } = historyWords[language];
  return (
    <Field label={labels.state}>
      {(id) => (
        <select id={id} data-field="state-wanted" value={value} onChange={(event) => choose(event.target.value)}>
          <option value="">{labels.any}</option>
          {historyStates.map((state) => (
            <option key={state} value={state}>
              {states[state]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const plainText = { type: 'text', autoComplete: 'off', spellCheck: false } as const;
const anyDay = { type: 'date', min: '2000-01-01', max: '2099-12-31' } as const;

interface FieldProps {
  readonly label: string;
  readonly kind?: 'wide' | 'day';
  /** Makes what the label is for, by its id. */
  readonly children: (id: string) => ReactNode;
}

function Field({ label, kind, children }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div className={kind === undefined ? 'history-field' : `history-field history-field-${kind}`}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
