import { type ReactNode, useState } from 'react';
import type { DeviceSettings, FoundDevice } from '../../main/contract/found-devices.ts';
import { foundDeviceWords } from '../../main/contract/words/found-devices.ts';
import type { DeviceShown } from '../device-states.ts';
import { DeviceBox, FoundList, InUse, Pick } from './parts.tsx';
import { SerialLine } from './serial-line.tsx';
import { faceOf, fieldOf, placeOf, type Setup, type Told } from './use-setup.ts';

/** The customer's display: a second screen, or a line display on a serial port, which nobody can find. */
export function DisplaySetup({ setup, device }: { readonly setup: Setup; readonly device: DeviceShown }): ReactNode {
  const { findings, language, words } = setup;
  const [told, setTold] = useState<Told | null>(null);
  const used: DeviceSettings = findings?.configured.display ?? { kind: 'none' };
  const kind = fieldOf(used, 'kind', 'none');
  const choose = (settings: DeviceSettings): void => void setup.choose({ role: 'display', settings }).then(setTold);
  /** Another display speaks to customers as the one before. */
  const instead = (settings: DeviceSettings): void => {
    const { language: spoken } = used;
    choose(spoken === undefined ? settings : { ...settings, language: spoken });
  };
  return (
    <DeviceBox device={device} told={told}>
      {kind !== 'none' && (
        <InUse
          face={faceOf(kind, '', placeOf(used), language)}
          language={language}
          remove={() => choose({ kind: 'none' })}
        />
      )}
      <div className="setup-row">
        {kind !== 'window' && (
          <button type="button" data-act="display-window" onClick={() => instead({ kind: 'window' })}>
            {words.choices.window}
          </button>
        )}
        {kind === 'serial' && (
          <Pick
            act="display-commands"
            label={words.labels.commands}
            value={fieldOf(used, 'commands', 'escpos')}
            choices={[
              ['escpos', 'ESC/POS'],
              ['cd5220', 'CD5220'],
              ['led8', 'LED8'],
            ]}
            pick={(commands) => choose({ ...used, commands })}
          />
        )}
        <SerialLine act="display" settings={used} words={words} choose={choose} />
      </div>
      <FoundList
        devices={findings?.found.flatMap(asDisplay) ?? []}
        language={language}
        isUsed={({ kind: found, settings }) =>
          found === kind && settings !== null && placeOf(settings) === placeOf(used)
        }
        choose={({ settings }) => settings !== null && instead(settings)}
      />
      <p className="setup-advice">{foundDeviceWords[language].unseen.display}</p>
    </DeviceBox>
  );
}

/** Screens, and serial ports that do not say what they are. */
function asDisplay(device: FoundDevice): readonly FoundDevice[] {
  if (device.role === 'display') return [device];
  if (device.kind !== 'serial' || device.advice !== 'perhaps') return [];
  return [{ ...device, role: 'display', settings: { kind: 'serial', path: device.lasting ?? device.place } }];
}
