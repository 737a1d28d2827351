import { type ReactNode, useId, useState } from 'react';
import type { Language } from '../../main/contract/words/language.ts';
import { soundWords } from '../../main/contract/words/sound.ts';
import { keyFace } from '../keymap.ts';
import { Dialog } from '../screens/dialog.tsx';
import { SoundChoice } from '../sound/sound-choice.tsx';
import { useTill } from '../till.ts';
import { KeySettings } from './key-settings.tsx';
import { PaymentSettings } from './payment-settings.tsx';
import { ScreenSettings } from './screen-settings.tsx';
import { type Settings, useSettings } from './use-settings.ts';
import './settings.css';

/**
 * How this till takes payments, looks and answers to keys. Each change is sent at once and answered in words; what is
 * searched for is shown alone. It stands before the till only between sales.
 */
export default function SettingsPage(): ReactNode {
  const { desk, keymap, language, words: till } = useTill();
  const settings = useSettings();
  const [sought, setSought] = useState('');
  const [title, field] = [useId(), useId()];
  const { words, told } = settings;
  const shown = entries(settings, language).filter(({ name }) =>
    name.toLowerCase().includes(sought.trim().toLowerCase()),
  );
  return (
    <Dialog field="settings" labelledBy={title} safeAnswer={() => desk.close()} className="settings">
      <header className="settings-head">
        <h2 id={title} tabIndex={-1} data-first>
          {words.title}
        </h2>
        <label htmlFor={field} className="settings-search">
          <span>{words.search}</span>
          <input
            id={field}
            type="search"
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        </label>
        <button type="button" data-act="keys" onClick={() => desk.open('keys')}>
          {words.keyList.title} <kbd>{keyFace(keymap.keys ?? '–')}</kbd>
        </button>
        <button type="button" data-act="close" className="safe" onClick={() => desk.close()}>
          {till.buttons.close} <kbd>Esc</kbd>
        </button>
      </header>
      <p role="status" className="settings-told" data-field="settings-told" data-good={told?.isGood}>
        {told === null ? null : <span key={told.number}>{told.sentence}</span>}
      </p>
      <div className="settings-all scrolls">
        {shown.map(({ id, part }) => (
          <section key={id} className="settings-part" data-field={`settings-${id}`}>
            {part}
          </section>
        ))}
        {shown.length === 0 && <p role="status">{words.nothingFound}</p>}
      </div>
    </Dialog>
  );
}

/** Each with the words it can be found by. */
function entries(
  settings: Settings,
  language: Language,
): readonly { readonly id: string; readonly name: string; readonly part: ReactNode }[] {
  const { words } = settings;
  const { mode, limit, unusual, keypad, theme, darkHours, keys, sections, acts } = words;
  const sound = soundWords[language];
  const ways = `${mode.press_then_scan.name} ${mode.scan_charges.name}`;
  return [
    {
      id: 'payments',
      name: `${sections.payments} ${mode.label} ${ways} ${limit.label} ${unusual.label} ${unusual.means}`,
      part: <PaymentSettings settings={settings} />,
    },
    {
      id: 'screen',
      name: `${sections.screen} ${keypad.label} ${keypad.left} ${theme.label} ${theme.dark} ${darkHours.label}`,
      part: <ScreenSettings settings={settings} />,
    },
    {
      id: 'sound',
      name: Object.values({ ...sound.labels, ...sound.meanings }).join(' '),
      part: <SoundChoice />,
    },
    {
      id: 'keys',
      name: `${sections.keys} ${keys.means} ${Object.values(acts).join(' ')}`,
      part: <KeySettings settings={settings} />,
    },
  ];
}
