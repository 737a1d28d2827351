import type { ReactNode } from 'react';
import type { FoundDevice } from '../../main/contract/found-devices.ts';
import type { Language } from '../../main/contract/words/language.ts';
import { setupWords } from '../../main/contract/words/setup.ts';
import type { DeviceShown } from '../device-states.ts';
import { DeviceLine } from '../screens/device-sheet.tsx';
import { adviceOf, faceOf, type Told } from './use-setup.ts';

/** The parts that every device's set-up is made of. */

export interface DeviceBoxProps {
  readonly device: DeviceShown;
  readonly told: Told | null;
  readonly children: ReactNode;
}

/** One device: how it is, what can be done with it, what came of it. */
export function DeviceBox({ device, told, children }: DeviceBoxProps): ReactNode {
  return (
    <section className="setup-device" data-field={`setup-${device.name}`} aria-label={device.label}>
      <DeviceLine device={device} />
      {children}
      <p className="setup-told" role="status" data-field={`told-${device.name}`} data-tone={told?.tone}>
        {told?.sentence}
      </p>
    </section>
  );
}

export interface FoundListProps {
  readonly devices: readonly FoundDevice[];
  readonly language: Language;
  readonly choose: (device: FoundDevice) => void;
  /** Whether this one is in use already. */
  readonly isUsed?: (device: FoundDevice) => boolean;
}

/** What was found, each with a button or with the reason why it has none. */
export function FoundList({ devices, language, choose, isUsed }: FoundListProps): ReactNode {
  const { labels } = setupWords[language];
  if (devices.length === 0) return null;
  return (
    <ul className="setup-found">
      {devices.map((device) => {
        const isInUse = isUsed?.(device) ?? device.advice === 'in_use';
        return (
          <li key={`${device.kind} ${device.place} ${device.identity}`} data-found={device.place}>
            <p>
              <b>{faceOf(device.kind, device.name, device.place, language)}</b>{' '}
              <span className="setup-advice">{adviceOf(device, language)}</span>
            </p>
            {device.settings !== null && !isInUse && (
              <button type="button" data-act={`choose-${device.place}`} onClick={() => choose(device)}>
                {labels.choose}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export interface InUseProps {
  readonly face: string;
  readonly language: Language;
  readonly remove: () => void;
}

/** A device that the configuration names, and the way to do without it. */
export function InUse({ face, language, remove }: InUseProps): ReactNode {
  const { labels } = setupWords[language];
  return (
    <div className="setup-used">
      <p>
        <span className="setup-advice">{labels.inUse}</span> <b>{face}</b>
      </p>
      <button type="button" data-act="remove" aria-label={`${labels.remove}: ${face}`} onClick={remove}>
        {labels.remove}
      </button>
    </div>
  );
}

export interface PickProps {
  readonly act: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly pick: (value: string) => void;
}

/** One of a few, by touch or by arrow keys. */
export function Pick({ act, label, value, choices, pick }: PickProps): ReactNode {
  const known = choices.some(([each]) => each === value);
  return (
    <label className="setup-pick">
      <span>{label}</span>
      <select data-act={act} value={value} onChange={(event) => pick(event.target.value)}>
        {!known && <option value={value}>{value}</option>}
        {choices.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
