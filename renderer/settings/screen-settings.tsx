import { type ReactNode, useId } from 'react';
import type { CounterSettings } from '../../main/contract/counter.ts';
import { useTill } from '../till.ts';
import { Choices } from './choices.tsx';
import type { Settings } from './use-settings.ts';

/** The side of the keypad; bright or dark, chosen on this screen or by the time of the shop's day. */

/** Each half hour, and what somebody has written into the configuration. */
function timesWith(chosen: string): readonly string[] {
  const halves = Array.from(
    { length: 48 },
    (_, at) => `${String(at >> 1).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`,
  );
  return [...new Set([...halves, chosen])].toSorted();
}

const usualHours = { from: '19:00', until: '07:00' } as const;

export function ScreenSettings({ settings }: { readonly settings: Settings }): ReactNode {
  const { desk, onDesk } = useTill();
  const { words, now, change } = settings;
  const { keypad, theme } = words;
  return (
    <>
      <h3>{words.sections.screen}</h3>
      <Choices
        label={keypad.label}
        name="keypad"
        chosen={now.keypad}
        options={(['right', 'left'] as const).map((value) => ({ value, text: keypad[value] }))}
        choose={(value) => change({ keypad: value })}
      />
      <Choices
        label={theme.label}
        name="theme"
        chosen={onDesk.theme}
        options={(['bright', 'dark', 'auto'] as const).map((value) => ({ value, text: theme[value] }))}
        choose={(value) => desk.choose({ theme: value })}
      />
      <DarkHours hours={now.darkHours} words={words} change={change} />
    </>
  );
}

interface DarkHoursProps {
  readonly hours: CounterSettings['darkHours'];
  readonly words: Settings['words'];
  readonly change: Settings['change'];
}

function DarkHours({ hours, words: { darkHours }, change }: DarkHoursProps): ReactNode {
  const means = useId();
  const given = hours ?? usualHours;
  const time = (end: 'from' | 'until'): ReactNode => (
    <label>
      <span>{darkHours[end]}</span>
      <select
        name={`dark-${end}`}
        value={given[end]}
        disabled={hours === null}
        onChange={({ target: { value } }) => change({ darkHours: { ...given, [end]: value } })}
      >
        {timesWith(given[end]).map((text) => (
          <option key={text}>{text}</option>
        ))}
      </select>
    </label>
  );
  return (
    <fieldset className="settings-hours" aria-describedby={means}>
      <legend>{darkHours.label}</legend>
      <label className="settings-choice" data-choice="no-dark-hours">
        <input
          type="checkbox"
          checked={hours === null}
          onChange={({ target: { checked } }) => change({ darkHours: checked ? null : usualHours })}
        />
        <b>{darkHours.never}</b>
      </label>
      {time('from')}
      {time('until')}
      <small id={means}>{darkHours.means}</small>
    </fieldset>
  );
}
