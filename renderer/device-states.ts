import { type DeviceReport, type DeviceState, noDevice } from '../main/contract/device-views.ts';
import type { TerminalView } from '../main/contract/views.ts';
import { deviceSentence } from '../main/contract/words/devices.ts';
import type { Language } from '../main/contract/words/language.ts';
import { setupWords } from '../main/contract/words/setup.ts';

/**
 * How the devices of a view are shown: one state, one word, one sentence each. Pure; the strip, the sheet of devices
 * and the set-up page say the same of one device.
 */

export type DeviceName = 'gateway' | 'scanner' | 'printer' | 'drawer' | 'display';

export interface DeviceShown {
  readonly name: DeviceName;
  readonly label: string;
  readonly state: DeviceState;
  readonly word: string;
  /** What is so and what to do. */
  readonly sentence: string;
  /** How people find it; '' = nothing to find. */
  readonly place: string;
}

/** Every device, set up or not, in the order of the strip. */
export function devicesShown(view: TerminalView, language: Language): readonly DeviceShown[] {
  const { devices } = view;
  return [
    gatewayShown(view, language),
    deviceShown('scanner', devices.scanner, language),
    deviceShown('printer', printerReport(view), language),
    deviceShown('drawer', devices.drawer, language),
    deviceShown('display', devices.display, language),
  ];
}

/** One report in words; a till with several scanners has one for each. */
export function deviceShown(
  name: Exclude<DeviceName, 'gateway'>,
  report: DeviceReport,
  language: Language,
): DeviceShown {
  const words = setupWords[language];
  const said = deviceSentence(language, report);
  return {
    name,
    label: words.devices[name],
    state: report.state,
    word: words.states[report.state],
    sentence: said === '' ? words.sentences[name][report.state] : said,
    place: report.place,
  };
}

const gatewayStates = { unknown: 'none', reachable: 'ready', unreachable: 'absent' } as const;

function gatewayShown({ gateway }: TerminalView, language: Language): DeviceShown {
  const words = setupWords[language];
  return {
    name: 'gateway',
    label: words.labels.gateway,
    state: gatewayStates[gateway],
    word: words.gatewayStates[gateway],
    sentence: words.gateway[gateway],
    place: '',
  };
}

/** What the printer says of itself; where it has nothing to say, how its newest print went. */
function printerReport({ devices, printer }: TerminalView): DeviceReport {
  const isFaulty = printer.state === 'failed' || printer.state === 'unknown';
  if (devices.printer.state !== 'none' && devices.printer.state !== 'ready') return devices.printer;
  if (isFaulty)
    return { ...printer.report, state: printer.report.state === 'ready' ? 'attention' : printer.report.state };
  if (devices.printer.state === 'ready' || printer.state === 'none') return devices.printer;
  return { ...noDevice, state: 'ready' };
}
