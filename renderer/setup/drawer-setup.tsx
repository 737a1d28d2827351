import { type ReactNode, useState } from 'react';
import type { DeviceSettings } from '../../main/contract/found-devices.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import type { DeviceShown } from '../device-states.ts';
import { useTill } from '../till.ts';
import { DeviceBox, Pick } from './parts.tsx';
import { noAnswer, type Setup, type Told } from './use-setup.ts';

/** The cash drawer: on which contact of the printer it hangs, whether it has a sensor, and one test opening. */
export function DrawerSetup({ setup, device }: { readonly setup: Setup; readonly device: DeviceShown }): ReactNode {
  const { findings, words } = setup;
  const [told, setTold] = useState<Told | null>(null);
  const printer: DeviceSettings = findings?.configured.printer ?? { kind: 'none' };
  if (printer['kind'] === 'none') {
    return (
      <DeviceBox device={device} told={null}>
        <p className="setup-advice">{words.drawer.byPrinter}</p>
      </DeviceBox>
    );
  }
  const drawer = drawerOf(printer);
  const change = (next: Drawer | null): void =>
    void setup.choose({ role: 'printer', settings: { ...printer, drawer: next } }).then(setTold);
  return (
    <DeviceBox device={device} told={told}>
      <div className="setup-row">
        <Pick
          act="drawer-pin"
          label={words.labels.drawerPin}
          value={drawer === null ? 'none' : String(drawer.pin ?? 'profile')}
          choices={[
            ['none', words.choices.noDrawer],
            ['profile', words.choices.pinOfProfile],
            ['2', words.choices.pin({ number: 2 })],
            ['5', words.choices.pin({ number: 5 })],
          ]}
          pick={(pin) => change(pin === 'none' ? null : { ...(drawer ?? noSensor), pin: pinOf(pin) })}
        />
        {drawer !== null && (
          <Pick
            act="drawer-sensor"
            label={words.labels.drawerSensor}
            value={drawer.openLevel}
            choices={[
              ['none', words.choices.noSensor],
              ['high', words.choices.high],
              ['low', words.choices.low],
            ]}
            pick={(openLevel) => change({ ...drawer, openLevel })}
          />
        )}
      </div>
      {drawer !== null && <DrawerTest setup={setup} tell={setTold} />}
    </DeviceBox>
  );
}

/** One opening, by somebody with a name. */
function DrawerTest({ setup, tell }: { readonly setup: Setup; readonly tell: (told: Told) => void }): ReactNode {
  const { language, words } = setup;
  const { terminal } = useTill();
  const [by, setBy] = useState('');

  async function open(): Promise<void> {
    if (by.trim() === '') return tell({ tone: 'bad', sentence: words.drawer.nameMissing });
    const answer = await terminal.ask('drawer.open', { by: by.trim(), why: words.labels.testDrawer });
    if (answer === null) return tell(noAnswer(language));
    if (answer.ok)
      return tell({ tone: 'good', sentence: answer.how === 'sensed' ? words.drawer.sensed : words.drawer.handedOver });
    const why = answer.report === null ? '' : deviceSentence(language, answer.report);
    tell({ tone: 'bad', sentence: `${refusalSentence(language, answer.reason)} ${why}`.trim() });
  }

  return (
    <div className="setup-row">
      <label className="setup-pick">
        <span>{words.labels.yourName}</span>
        <input
          type="text"
          autoComplete="off"
          maxLength={64}
          data-act="drawer-by"
          value={by}
          onChange={(event) => setBy(event.target.value)}
        />
      </label>
      <button type="button" data-act="test-drawer" onClick={() => void open()}>
        {words.labels.testDrawer}
      </button>
    </div>
  );
}

interface Drawer {
  /** Null = as the printer's model has it. */
  readonly pin: number | null;
  readonly openLevel: string;
}

const noSensor: Drawer = { pin: null, openLevel: 'none' };

function drawerOf({ drawer }: DeviceSettings): Drawer | null {
  if (typeof drawer !== 'object' || drawer === null) return null;
  const { pin, openLevel } = drawer as Readonly<Record<string, unknown>>;
  return { pin: typeof pin === 'number' ? pin : null, openLevel: typeof openLevel === 'string' ? openLevel : 'none' };
}

function pinOf(text: string): number | null {
  return text === 'profile' ? null : Number(text);
}
