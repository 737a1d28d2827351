import { Fragment, type ReactNode, useState } from 'react';
import type { DeviceSettings } from '../../main/contract/found-devices.ts';
import { deviceWords } from '../../main/contract/words/device-states.ts';
import type { DeviceShown } from '../device-states.ts';
import { ActButton } from '../screens/act-button.tsx';
import { proofOff } from '../situation.ts';
import { useTill } from '../till.ts';
import { DeviceBox, FoundList, InUse } from './parts.tsx';
import { SerialLine } from './serial-line.tsx';
import { faceOf, fieldOf, placeOf, type Setup, type Told } from './use-setup.ts';

/** Scanners: those in use, and those that could be. Several may be used at once. */
export function ScannerSetup({ setup, device }: { readonly setup: Setup; readonly device: DeviceShown }): ReactNode {
  const { findings, language, words } = setup;
  const { desk, keymap, situation } = useTill();
  const [told, setTold] = useState<Told | null>(null);
  const used = findings?.configured.scanners ?? [];
  const choose = (settings: DeviceSettings[]): void => void setup.choose({ role: 'scanner', settings }).then(setTold);
  return (
    <DeviceBox device={device} told={told}>
      {withKeys(used).map(({ key, settings, place }) => (
        <Fragment key={key}>
          <InUse
            face={faceOf(fieldOf(settings, 'kind', ''), '', placeOf(settings), language)}
            language={language}
            remove={() => choose(used.filter((each) => each !== settings))}
          />
          <div className="setup-row">
            <SerialLine
              act={`scanner-${place}`}
              settings={settings}
              words={words}
              choose={(other) => choose(used.with(place, other))}
            />
          </div>
        </Fragment>
      ))}
      <FoundList
        devices={findings?.found.filter(({ role }) => role === 'scanner') ?? []}
        language={language}
        choose={({ settings }) => settings !== null && choose([...used, settings])}
      />
      <div className="setup-row">
        <ActButton act="scanner-check" shortcut={keymap.proof} off={proofOff(situation)} press={() => desk.openProof()}>
          {deviceWords[language].labels.scannerCheck}
        </ActButton>
      </div>
    </DeviceBox>
  );
}

/** Two scanners of one model may have the same settings. */
function withKeys(used: readonly DeviceSettings[]) {
  const seen = new Map<string, number>();
  return used.map((settings, place) => {
    const text = JSON.stringify(settings);
    const times = seen.get(text) ?? 0;
    seen.set(text, times + 1);
    return { key: `${text} ${times}`, settings, place };
  });
}
