import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { minorOfText, plainText } from '../amount.ts';
import { useTill } from '../till.ts';
import { Choices } from './choices.tsx';
import type { Settings } from './use-settings.ts';

/** How payments are taken: the mode, the manager's limit, what is unusual. */

const times = [3, 5, 10] as const;

export function PaymentSettings({ settings }: { readonly settings: Settings }): ReactNode {
  const { words, now, change } = settings;
  const { mode, unusual } = words;
  const chosen = now.unusualTimes === null ? 'never' : String(now.unusualTimes);
  // A figure that somebody wrote into the configuration stands among the usual ones.
  const offered = [...new Set([...times, ...(now.unusualTimes === null ? [] : [now.unusualTimes])])];
  return (
    <>
      <h3>{words.sections.payments}</h3>
      <Choices
        label={mode.label}
        name="mode"
        chosen={now.mode}
        options={(['press_then_scan', 'scan_charges'] as const).map((value) => ({
          value,
          text: mode[value].name,
          means: mode[value].means,
        }))}
        choose={(value) => change({ mode: value })}
      />
      <Limit settings={settings} />
      <Choices
        label={`${unusual.label}: ${unusual.means}`}
        name="unusual"
        chosen={chosen}
        options={[
          { value: 'never', text: unusual.never },
          ...offered.toSorted((a, b) => a - b).map((n) => ({ value: String(n), text: unusual.times({ times: n }) })),
        ]}
        choose={(value) => change({ unusualTimes: value === 'never' ? null : Number(value) })}
      />
    </>
  );
}

function Limit({ settings: { words, now, change, refuse } }: { readonly settings: Settings }): ReactNode {
  const { shown } = useTill();
  const decimals = shown.view?.decimals ?? 2;
  const [typed, setTyped] = useState(now.confirmAboveMinor === null ? '' : plainText(now.confirmAboveMinor, decimals));
  const [field, means] = [useId(), useId()];
  const { limit } = words;
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    const minor = minorOfText(typed, decimals);
    if (minor === null || minor === 0) refuse(limit.wrong);
    else change({ confirmAboveMinor: minor });
  };
  return (
    <form className="settings-limit" onSubmit={keep}>
      <label htmlFor={field}>{limit.label}</label>
      <input
        id={field}
        name="limit"
        inputMode="decimal"
        autoComplete="off"
        maxLength={16}
        placeholder={limit.never}
        value={typed}
        aria-describedby={means}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" data-act="keep-limit">
        {limit.take}
      </button>
      <button
        type="button"
        data-act="no-limit"
        aria-pressed={now.confirmAboveMinor === null}
        onClick={() => {
          setTyped('');
          change({ confirmAboveMinor: null });
        }}
      >
        {limit.never}
      </button>
      <small id={means}>{limit.means}</small>
    </form>
  );
}
