import type { ReactNode } from 'react';
import type { TerminalView } from '../../main/contract/views.ts';
import { deviceWords } from '../../main/contract/words/device-states.ts';
import { languages } from '../../main/contract/words/language.ts';
import { languageNames } from '../../main/contract/words/screen.ts';
import { acts } from '../acts.ts';
import { type DeviceShown, devicesShown, nothingSaid } from '../device-states.ts';
import { keeping } from '../kept.ts';
import { useLater } from '../later.ts';
import { listOff, setupOff } from '../situation.ts';
import { useTerminalNowMs, useTill } from '../till.ts';
import { faultSentences } from '../words-later.ts';
import { ActButton } from './act-button.tsx';
import { Icon } from './icons.tsx';

/** The strip at the top: which till this is, its devices in words, what is left open, language, theme and the time. */
export function StatusStrip(): ReactNode {
  const { shown, words } = useTill();
  if (shown.view === null) return null;
  const { labels } = words;
  return (
    <div className="strip">
      <p className="shop">
        <b>{shown.view.storeName}</b>{' '}
        <span>
          <span className="wide">{labels.terminal} </span>
          {shown.view.terminalNumber}
        </span>
      </p>
      <Devices view={shown.view} />
      <Open view={shown.view} />
      <Choices />
      <Clock />
    </div>
  );
}

/** What is set up, or should be: a drawer or a display that nobody has is not missed. */
function isShown({ name, state }: DeviceShown): boolean {
  return state !== 'none' || (name !== 'drawer' && name !== 'display');
}

function Devices({ view }: { readonly view: TerminalView }): ReactNode {
  const { language, words } = useTill();
  const faults = useLater(faultSentences) ?? nothingSaid;
  const devices = devicesShown(view, language, faults).filter(isShown);
  const asking = devices.filter(({ state }) => state !== 'ready' && state !== 'none').length;
  const chips = [view.openReversals, view.recovered.length, view.attention.length].filter((count) => count > 0).length;
  const wants = asking + chips;
  const crowded = crowdedBy(wants);
  return (
    <ul className="devices" aria-label={words.labels.status}>
      {devices.map((device) => (
        <Device
          key={device.name}
          device={device}
          word={device.state === 'ready' ? 'wide' : device.state === 'none' && wants > 0 ? 'roomy' : crowded}
          name={device.state === 'ready' && chips > 0 ? crowded : undefined}
        />
      ))}
    </ul>
  );
}

/** Said to readers alone: `roomy` on the smallest screen, `wide` also on one that is a little larger. */
type Spared = 'roomy' | 'wide' | undefined;

/** The strip is one row: it has the words of two devices and chips that want somebody, with more room of three. */
function crowdedBy(wants: number): Spared {
  if (wants <= 2) return undefined;
  return wants === 3 ? 'roomy' : 'wide';
}

interface DeviceProps {
  readonly device: DeviceShown;
  /** Where its word and its name are spared. */
  readonly word: Spared;
  readonly name: Spared;
}

/** Colour, mark and word; pressed, the sheet says what to do. One that is ready never needs its word. */
function Device({ device, word: wordSpared, name: nameSpared }: DeviceProps): ReactNode {
  const { desk, situation } = useTill();
  const { name, label, state, word, sentence } = device;
  return (
    <li>
      <ActButton
        act={`device-${name}`}
        off={listOff(situation)}
        press={() => desk.open('devices')}
        className={`device device-${state}`}
        hint={sentence}
        data={{ 'data-device': name, 'data-condition': state }}
      >
        <Icon name={`device-${state}`} />
        <span className={nameSpared}>{label}</span> <b className={wordSpared}>{word}</b>
      </ActButton>
    </li>
  );
}

function Open({ view }: { readonly view: TerminalView }): ReactNode {
  const { desk, situation, words } = useTill();
  const { labels } = words;
  const { openReversals, recovered, attention } = view;
  const off = listOff(situation);
  return (
    <>
      <span className={openReversals > 0 ? 'chip chip-open' : 'chip wide'} data-field="reversals">
        {labels.openReversals} <b>{openReversals}</b>
      </span>
      {recovered.length > 0 && (
        <ActButton act="recovered" off={off} press={() => desk.open('recovered')} className="chip chip-open">
          {labels.recovered} <b>{recovered.length}</b>
        </ActButton>
      )}
      {attention.length > 0 && (
        <ActButton act="attention" off={off} press={() => desk.open('recovered')} className="chip chip-person">
          {labels.attention} <b>{attention.length}</b>
        </ActButton>
      )}
    </>
  );
}

/** How loud the till is can be seen; how to change it is on the page of settings. */
const volumeIcons = { 0: 'muted', 1: 'sound-soft', 2: 'sound', 3: 'sound-loud' } as const;

function Choices(): ReactNode {
  const { desk, keymap, onDesk, language, situation, theme, words } = useTill();
  const other = languages[(languages.indexOf(language) + 1) % languages.length] ?? 'en';
  const isDark = theme === 'dark';
  return (
    <div className="choices">
      <ActButton act="setup" shortcut={keymap.setup} off={setupOff(situation)} press={() => desk.open('setup')}>
        <Icon name="setup" />
        <span className="wide">{deviceWords[language].labels.shortSetup}</span>
      </ActButton>
      <ActButton act="language" shortcut={keymap.language} off={null} press={() => desk.nextLanguage()}>
        <span lang={other}>{languageNames[other]}</span>
      </ActButton>
      <ActButton
        act="sound"
        shortcut={keymap.mute}
        off={null}
        press={() => desk.mute()}
        className={onDesk.volume === 0 || onDesk.sound === 'blocked' ? 'muted' : ''}
        data={{ 'data-sound': onDesk.sound, 'data-volume': String(onDesk.volume) }}
      >
        <Icon name={onDesk.sound === 'blocked' ? 'muted' : volumeIcons[onDesk.volume]} />
        <span className="wide">{onDesk.volume === 0 ? words.buttons.soundOff : words.buttons.soundOn}</span>
      </ActButton>
      <ActButton act="theme" shortcut={keymap.theme} off={null} press={() => acts.theme.act(desk)}>
        <Icon name={isDark ? 'bright' : 'dark'} />
        <span className="wide">{isDark ? words.buttons.bright : words.buttons.dark}</span>
      </ActButton>
    </div>
  );
}

const hoursToSeconds = keeping(
  (language: string, timeZone: string) =>
    new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZone,
    }),
);

/** The terminal's clock in the zone of the shop, as on its receipts. */
function Clock(): ReactNode {
  const { language, shown } = useTill();
  const timeZone = shown.view?.timeZone ?? 'UTC';
  const time = new Date(useTerminalNowMs());
  return (
    <time className="clock" dateTime={time.toISOString()}>
      {hoursToSeconds(language, timeZone).format(time)}
    </time>
  );
}
