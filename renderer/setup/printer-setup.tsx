import { type ReactNode, useEffect, useState } from 'react';
import type { DeviceSettings, FoundDevice } from '../../main/contract/found-devices.ts';
import type { DeviceShown } from '../device-states.ts';
import { useTill } from '../till.ts';
import { DeviceBox, FoundList, InUse, Pick } from './parts.tsx';
import { PrinterAddress, type Sweep } from './printer-address.tsx';
import { PrinterTest } from './printer-test.tsx';
import { PrinterWriting, withoutScript } from './printer-writing.tsx';
import { SerialLine } from './serial-line.tsx';
import { faceOf, fieldOf, noAnswer, placeOf, refusal, type Setup, type Told } from './use-setup.ts';

/** The printer: which one, what paper and model, a test print and its way back through the scanner. */
export function PrinterSetup({ setup, device }: { readonly setup: Setup; readonly device: DeviceShown }): ReactNode {
  const { findings, language, words } = setup;
  const [told, setTold] = useState<Told | null>(null);
  const { swept, ...sweep } = useSweep(setup, setTold);
  const used: DeviceSettings = findings?.configured.printer ?? { kind: 'none' };
  const isUsed = used['kind'] !== 'none';
  const choose = (settings: DeviceSettings): void => void setup.choose({ role: 'printer', settings }).then(setTold);
  /** Another cable; paper, model and drawer stay as they are. How it writes was judged on the printer before. */
  const connect = (cable: DeviceSettings): void => {
    const { paper, profile, drawer } = used;
    const kept = Object.entries({ paper, profile, drawer }).filter(([, value]) => value !== undefined);
    choose({ ...cable, ...Object.fromEntries(kept) });
  };
  const here = findings?.found.flatMap(asPrinter) ?? [];
  return (
    <DeviceBox device={device} told={told}>
      {isUsed && (
        <InUse
          face={faceOf(fieldOf(used, 'kind', ''), '', placeOf(used), language)}
          language={language}
          remove={() => choose({ kind: 'none' })}
        />
      )}
      <FoundList
        devices={[...here, ...swept]}
        language={language}
        isUsed={({ kind, settings }) =>
          kind === used['kind'] && settings !== null && placeOf(settings) === placeOf(used)
        }
        choose={({ settings }) => settings !== null && connect(settings)}
      />
      <PrinterAddress setup={setup} connect={connect} tell={setTold} sweep={sweep} />
      {isUsed && (
        <div className="setup-row">
          <Pick
            act="paper"
            label={words.labels.paper}
            value={fieldOf(used, 'paper', '80')}
            choices={[80, 58].map((number) => [String(number), words.choices.millimetres({ number })] as const)}
            pick={(paper) => choose({ ...used, paper: Number(paper) })}
          />
          <Pick
            act="profile"
            label={words.labels.profile}
            value={fieldOf(used, 'profile', 'generic')}
            choices={(findings?.profiles ?? []).map((name) => [name, words.profiles[name] ?? name] as const)}
            pick={(profile) => choose({ ...withoutScript(used), profile })}
          />
          <SerialLine act="printer" settings={used} words={words} choose={choose} />
          <PrinterWriting setup={setup} used={used} choose={choose} tell={setTold} />
          <PrinterTest setup={setup} tell={setTold} />
        </div>
      )}
    </DeviceBox>
  );
}

/** What is found as a printer, and serial ports that do not say what they are. */
function asPrinter(device: FoundDevice): readonly FoundDevice[] {
  if (device.role === 'printer') return [device];
  if (device.kind !== 'serial' || device.advice !== 'perhaps') return [];
  return [{ ...device, role: 'printer', settings: { kind: 'serial', path: device.lasting ?? device.place } }];
}

/** The search of the network: its finds stay on the page; leaving the page ends it. */
function useSweep(
  { language, words }: Setup,
  tell: (told: Told) => void,
): Sweep & { readonly swept: readonly FoundDevice[] } {
  const { terminal } = useTill();
  const [swept, setSwept] = useState<readonly FoundDevice[]>([]);
  const [isRunning, setRunning] = useState(false);
  const stop = (): void => void terminal.ask('devices.stopSweep', {});
  useEffect(() => {
    if (!isRunning) return;
    return () => void terminal.ask('devices.stopSweep', {});
  }, [terminal, isRunning]);
  async function sweep(): Promise<void> {
    setRunning(true);
    tell({ tone: 'busy', sentence: words.sweep.running });
    const answer = await terminal.ask('devices.sweep', {});
    setRunning(false);
    if (answer === null) return tell(noAnswer(language));
    if (!answer.ok) return tell(refusal(language, answer));
    setSwept(answer.found);
    const printers = answer.found.length;
    tell(
      printers === 0
        ? { tone: 'bad', sentence: words.sweep.nothing }
        : { tone: 'good', sentence: words.sweep.found({ printers }) },
    );
  }
  return { swept, isRunning, start: () => void sweep(), stop };
}
