import { type ReactNode, useId } from 'react';
import { deviceWords } from '../../main/contract/words/device-states.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { type DeviceShown, deviceShown, devicesShown } from '../device-states.ts';
import { proofOff, setupOff } from '../situation.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import { PrinterRecovery } from './printer-recovery.tsx';

/** Every device in one sheet, each scanner too: how it is, in a mark, a word and a sentence with what to do. */
export function DeviceSheet(): ReactNode {
  const { desk, keymap, shown, language, words, situation } = useTill();
  const title = useId();
  const { labels } = deviceWords[language];
  if (shown.view === null) return null;
  const { scanners } = shown.view.devices;
  const each = scanners.map((report) => deviceShown('scanner', report, language, deviceSentence));
  const devices = devicesShown(shown.view, language, deviceSentence).flatMap((device) =>
    device.name === 'scanner' && each.length > 1 ? each : [device],
  );
  return (
    <Dialog field="devices" labelledBy={title} safeAnswer={() => desk.close()} className="sheet">
      <h2 id={title}>{labels.devices}</h2>
      <ul className="sheet-devices">
        {devices.map((device) => (
          <li key={`${device.name} ${device.place}`}>
            <DeviceLine device={device} />
            {device.name === 'printer' && <PrinterRecovery />}
          </li>
        ))}
      </ul>
      <div className="answers">
        <button type="button" data-act="close" data-first className="safe" onClick={() => desk.close()}>
          {words.buttons.close} <kbd>Esc</kbd>
        </button>
        <ActButton act="sheet-setup" shortcut={keymap.setup} off={setupOff(situation)} press={() => desk.open('setup')}>
          {labels.setup}
        </ActButton>
        <ActButton act="sheet-proof" shortcut={keymap.proof} off={proofOff(situation)} press={() => desk.openProof()}>
          {labels.scannerCheck}
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
