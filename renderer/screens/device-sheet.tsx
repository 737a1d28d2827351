import { type ReactNode, useId } from 'react';
import { setupWords } from '../../main/contract/words/setup.ts';
import { type DeviceShown, deviceShown, devicesShown } from '../device-states.ts';
import { setupOff } from '../situation.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';

/** Every device in one sheet: how it is, in a mark, a word and a sentence with what to do. */
export function DeviceSheet(): ReactNode {
  const { desk, shown, language, situation } = useTill();
  const title = useId();
  const { labels } = setupWords[language];
  if (shown.view === null) return null;
  const { scanners } = shown.view.devices;
  return (
    <Dialog field="devices" labelledBy={title} safeAnswer={() => desk.close()} className="sheet">
      <h2 id={title}>{labels.devices}</h2>
      <ul className="sheet-devices">
        {devicesShown(shown.view, language).map((device) => (
          <li key={device.name}>
            <DeviceLine device={device} />
            {device.name === 'scanner' && scanners.length > 1 && (
              <ul>
                {scanners.map((report) => (
                  <li key={report.place}>
                    <DeviceLine device={deviceShown('scanner', report, language)} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <div className="answers">
        <button type="button" data-act="close" data-first className="safe" onClick={() => desk.close()}>
          {labels.close} <kbd>Esc</kbd>
        </button>
        <ActButton act="sheet-setup" off={setupOff(situation)} press={() => desk.show('setup')}>
          {labels.setup}
        </ActButton>
      </div>
    </Dialog>
  );
}

/** Mark, name, place, word and sentence of one device. */
export function DeviceLine({ device }: { readonly device: DeviceShown }): ReactNode {
  const { name, label, state, word, sentence, place } = device;
  return (
    <div className={`line device-${state}`} data-line={name} data-condition={state}>
      <Icon name={`device-${state}`} />
      <p className="line-name">
        <b>{label}</b> <b className="line-word">{word}</b>
        {place !== '' && <span className="line-place">{place}</span>}
      </p>
      <p className="line-sentence">{sentence}</p>
    </div>
  );
}
