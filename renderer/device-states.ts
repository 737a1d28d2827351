import { type DeviceReport, type DeviceState, noDevice } from '../main/contract/device-views.ts';
import type { TerminalView } from '../main/contract/views.ts';
import { deviceWords } from '../main/contract/words/device-states.ts';
import type { Language } from '../main/contract/words/language.ts';

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

/** What drivers say of themselves; '' where they say nothing. */
export type FaultSentence = (language: Language, report: DeviceReport) => string;

/** Until their words have come. */
export const nothingSaid: FaultSentence = () => '';

/** Every device, set up or not, in the order of the strip. */
export function devicesShown(view: TerminalView, language: Language, faults: FaultSentence): readonly DeviceShown[] {
  const { devices } = view;
  return [
    gatewayShown(view, language),
    deviceShown('scanner', devices.scanner, language, faults),
    printerShown(view, language, faults),
    deviceShown('drawer', devices.drawer, language, faults),
    deviceShown('display', devices.display, language, faults),
  ];
}

/** One report in words; a till with several scanners has one for each. */
export function deviceShown(
  name: Exclude<DeviceName, 'gateway'>,
  report: DeviceReport,
  language: Language,
  faults: FaultSentence,
): DeviceShown {
  const words = deviceWords[language];
  const said = faults(language, report);
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
  const words = deviceWords[language];
  return {
    name: 'gateway',
    label: words.labels.gateway,
    state: gatewayStates[gateway],
    word: words.gatewayStates[gateway],
    sentence: words.gateway[gateway],
    place: '',
  };
}

/** Papers first: a person waits for them, or they for a person. Then what the printer says of itself. */
function printerShown({ devices, printer }: TerminalView, language: Language, faults: FaultSentence): DeviceShown {
  const { papers } = deviceWords[language];
  const own = deviceShown('printer', devices.printer, language, faults);
  if (printer.questions > 0)
    return { ...own, state: 'attention', word: papers.asked.title, sentence: papers.asked.sentence };
  const isWell = own.state === 'ready' || own.state === 'none';
  if (!isWell) return own;
  const fault = printer.job?.state === 'failed' || printer.waiting > 0 ? (printer.job?.fault ?? null) : null;
  if (fault !== null && fault.state !== 'ready' && fault.state !== 'none')
    return deviceShown('printer', fault, language, faults);
  if (printer.printing) return { ...own, state: 'ready', word: papers.printing.title };
  if (printer.waiting > 0) {
    const sentence = papers.waiting.sentence({ number: printer.waiting });
    return { ...own, state: 'attention', word: papers.waiting.title, sentence };
  }
  // One that says nothing of itself and has printed is there.
  const hasPrinted = own.state === 'none' && printer.job?.state === 'printed';
  return hasPrinted ? deviceShown('printer', { ...noDevice, state: 'ready' }, language, faults) : own;
}

/** A copy that was asked for and is not on its way: whether it still will be, and why it is not. */
export interface CopyTrouble {
  readonly waits: boolean;
  readonly sentence: string;
}

/** Null while nothing keeps it from coming out. The newest paper is the copy. */
export function copyTrouble(view: TerminalView, language: Language, faults: FaultSentence): CopyTrouble | null {
  const { waiting, printing, job } = view.printer;
  const { state } = view.devices.printer;
  if (waiting === 0 && job?.state === 'failed')
    return { waits: false, sentence: job.fault === null ? '' : faults(language, job.fault) };
  const isHeldUp = (waiting > 0 && !printing) || state === 'absent' || state === 'refused';
  return isHeldUp ? { waits: true, sentence: printerShown(view, language, faults).sentence } : null;
}
