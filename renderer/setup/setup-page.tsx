import { type ReactNode, useId } from 'react';
import { deviceWords } from '../../main/contract/words/device-states.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { foundDeviceWords } from '../../main/contract/words/found-devices.ts';
import { settingsWords } from '../../main/contract/words/settings.ts';
import { supportWords } from '../../main/contract/words/support.ts';
import { type DeviceName, type DeviceShown, devicesShown } from '../device-states.ts';
import { BundleButton } from '../flight/bundle-button.tsx';
import { keyFace } from '../keymap.ts';
import { Dialog } from '../screens/dialog.tsx';
import { Icon } from '../screens/icons.tsx';
import { useTill } from '../till.ts';
import { DisplaySetup } from './display-setup.tsx';
import { DrawerSetup } from './drawer-setup.tsx';
import { PrinterSetup } from './printer-setup.tsx';
import { ScannerSetup } from './scanner-setup.tsx';
import { ScreenMeasure } from './screen-measure.tsx';
import { type Findings, type Setup, useSetup } from './use-setup.ts';
import './setup.css';

/** Finding, choosing and trying devices. It stands before the till only between sales; a sale closes it. */
export default function SetupPage(): ReactNode {
  const { desk, keymap, shown, language, words: till } = useTill();
  const setup = useSetup();
  const title = useId();
  const { words, findings } = setup;
  if (shown.view === null) return null;
  const devices = devicesShown(shown.view, language, deviceSentence);
  return (
    <Dialog field="setup" labelledBy={title} safeAnswer={() => desk.close()} className="over-till setup">
      <header className="setup-head">
        <h2 id={title} tabIndex={-1} data-first>
          {deviceWords[language].labels.setup}
        </h2>
        <button type="button" data-act="look-again" onClick={setup.look}>
          {words.labels.lookAgain}
        </button>
        <button type="button" data-act="settings" onClick={() => desk.open('settings')}>
          {settingsWords[language].title} <kbd>{keyFace(keymap.settings ?? '–')}</kbd>
        </button>
        <button type="button" data-act="close" className="safe" onClick={() => desk.close()}>
          {till.buttons.close} <kbd>Esc</kbd>
        </button>
      </header>
      <p role="status" className="setup-looking">
        {findings === null ? words.looking : null}
      </p>
      <div className="setup-columns">
        <div>
          <PrinterSetup setup={setup} device={named('printer', devices)} />
          <DrawerSetup setup={setup} device={named('drawer', devices)} />
          <ScreenMeasure words={words} />
        </div>
        <div>
          <ScannerSetup setup={setup} device={named('scanner', devices)} />
          <DisplaySetup setup={setup} device={named('display', devices)} />
          {findings !== null && <Modules findings={findings} setup={setup} />}
          <section className="setup-device" data-field="setup-support">
            <h3>{supportWords[language].page.title}</h3>
            <BundleButton id={null} />
          </section>
        </div>
      </div>
    </Dialog>
  );
}

/** Native parts of the program: one that cannot be loaded takes its kind of device with it and nothing else. */
function Modules({ findings, setup }: { readonly findings: Findings; readonly setup: Setup }): ReactNode {
  const { language, words } = setup;
  return (
    <section className="setup-device" data-field="setup-modules" aria-label={words.labels.modules}>
      <h3>{words.labels.modules}</h3>
      <ul className="setup-modules">
        {findings.modules.map(({ name, ok, report }) => (
          <li key={name} className={ok ? 'device-ready' : 'device-refused'}>
            <Icon name={ok ? 'device-ready' : 'device-refused'} /> <b>{name}</b>{' '}
            {ok ? foundDeviceWords[language].moduleWorks : deviceSentence(language, report)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function named(name: DeviceName, devices: readonly DeviceShown[]): DeviceShown {
  const device = devices.find((each) => each.name === name);
  if (device === undefined) throw new Error(`no device is shown as ${name}`);
  return device;
}
