import type { ReactNode } from 'react';
import type { TerminalView } from '../../main/contract/views.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { languageNames, type ScreenWords } from '../../main/contract/words/screen.ts';
import { listOff } from '../situation.ts';
import { useTerminalNowMs, useTill } from '../till.ts';
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
          <span className="roomy">{labels.terminal} </span>
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

type Tone = 'good' | 'bad' | 'quiet';

const tones: Readonly<Record<string, Tone>> = {
  ready: 'good',
  reachable: 'good',
  printing: 'good',
  attention: 'bad',
  absent: 'bad',
  refused: 'bad',
  failed: 'bad',
  asked: 'bad',
  unreachable: 'bad',
};

function Devices({ view }: { readonly view: TerminalView }): ReactNode {
  const { labels, devices } = useTill().words;
  const { language } = useTill();
  const { gateway, printer } = view;
  const { scanner } = view.devices;
  const printing = printerCondition(view);
  const report = view.devices.printer.fault === '' ? (printer.job?.fault ?? null) : view.devices.printer;
  return (
    <ul className="devices" aria-label={labels.status}>
      <Device name="gateway" label={labels.gateway} state={gateway} word={devices.gateway[gateway]} why="" />
      <Device
        name="scanner"
        label={labels.scanner}
        state={scanner.state}
        word={devices.scanner[scanner.state]}
        why={deviceSentence(language, scanner)}
      />
      <Device
        name="printer"
        label={labels.printer}
        state={printing}
        word={devices.printer[printing]}
        why={report === null ? '' : deviceSentence(language, report)}
      />
    </ul>
  );
}

/** Papers first: a person waits for them. */
function printerCondition({ printer, devices }: TerminalView): keyof ScreenWords['devices']['printer'] {
  if (printer.questions > 0) return 'asked';
  if (printer.printing) return 'printing';
  const { state } = devices.printer;
  if (printer.waiting > 0 || printer.job?.state === 'failed' || state === 'absent' || state === 'refused')
    return 'failed';
  if (printer.job === null && state === 'none') return 'none';
  return printer.job === null ? 'idle' : 'ready';
}

interface DeviceProps {
  readonly name: string;
  readonly label: string;
  readonly state: string;
  readonly word: string;
  /** The system's own word for the fault, '' if none. */
  readonly why: string;
}

function Device({ name, label, state, word, why }: DeviceProps): ReactNode {
  const tone = tones[state] ?? 'quiet';
  return (
    <li
      className={`device device-${tone}`}
      data-device={name}
      data-condition={state}
      title={why === '' ? undefined : why}
    >
      <span className="dot" aria-hidden="true" />
      <span className="device-label">{label}</span> <b>{word}</b>
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
      <span className={openReversals > 0 ? 'chip chip-open' : 'chip'} data-field="reversals">
        {labels.openReversals} <b>{openReversals}</b>
      </span>
      {recovered.length > 0 && (
        <ActButton act="recovered" off={off} press={() => desk.list('recovered')} className="chip chip-open">
          {labels.recovered} <b>{recovered.length}</b>
        </ActButton>
      )}
      {attention.length > 0 && (
        <ActButton act="attention" off={off} press={() => desk.list('recovered')} className="chip chip-person">
          {labels.attention} <b>{attention.length}</b>
        </ActButton>
      )}
    </>
  );
}

function Choices(): ReactNode {
  const { desk, onDesk, language, words } = useTill();
  const other = language === 'en' ? 'zh-CN' : 'en';
  const isDark = onDesk.theme === 'dark';
  return (
    <div className="choices">
      <ActButton act="language" shortcut="F4" off={null} press={() => desk.choose({ language: other })}>
        <span lang={other}>{languageNames[other]}</span>
      </ActButton>
      <ActButton
        act="sound"
        off={null}
        press={() => desk.choose({ volume: onDesk.volume === 0 ? 2 : 0 })}
        className={onDesk.volume === 0 ? 'muted' : ''}
      >
        <Icon name={onDesk.volume === 0 ? 'muted' : 'sound'} />
        <span className="roomy">{onDesk.volume === 0 ? words.buttons.soundOff : words.buttons.soundOn}</span>
      </ActButton>
      <ActButton act="theme" shortcut="F7" off={null} press={() => desk.choose({ theme: isDark ? 'bright' : 'dark' })}>
        <Icon name={isDark ? 'bright' : 'dark'} />
        <span className="roomy">{isDark ? words.buttons.bright : words.buttons.dark}</span>
      </ActButton>
    </div>
  );
}

const hoursToSeconds = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

/** The terminal's clock in the zone of the shop, as on its receipts. */
function Clock(): ReactNode {
  const { language, shown } = useTill();
  const timeZone = shown.view?.timeZone;
  const time = new Date(useTerminalNowMs());
  return (
    <time className="clock" dateTime={time.toISOString()}>
      {time.toLocaleTimeString(language, { ...hoursToSeconds, timeZone })}
    </time>
  );
}
