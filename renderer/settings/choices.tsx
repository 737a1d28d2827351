import { type ReactNode, useId } from 'react';

/** One of a few, as large buttons: a group of radio buttons, so that arrow keys and readers know them. */

export interface ChoicesProps<Value extends string> {
  readonly label: string;
  /** Stable name for tests. */
  readonly name: string;
  readonly chosen: Value;
  readonly options: readonly { readonly value: Value; readonly text: string; readonly means?: string }[];
  readonly choose: (value: Value) => void;
}

export function Choices<Value extends string>(props: ChoicesProps<Value>): ReactNode {
  const { label, name, chosen, options, choose } = props;
  const group = useId();
  return (
    <fieldset className="settings-choices">
      <legend>{label}</legend>
      {options.map(({ value, text, means }) => (
        <label key={value} className="settings-choice" data-choice={`${name}-${value}`}>
          <input type="radio" name={group} value={value} checked={value === chosen} onChange={() => choose(value)} />
          <span>
            <b>{text}</b>
            {means !== undefined && <small>{means}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
