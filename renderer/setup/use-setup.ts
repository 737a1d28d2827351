import { useCallback, useEffect, useRef, useState } from 'react';
import type { Args, Result } from '../../main/contract/contract.ts';
import type { SetupRefusal } from '../../main/contract/devices.ts';
import type { DeviceSettings, FoundDevice } from '../../main/contract/found-devices.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { foundDeviceWords } from '../../main/contract/words/found-devices.ts';
import type { Language } from '../../main/contract/words/language.ts';
import { screenWords } from '../../main/contract/words/screen.ts';
import { refusedSetup, type SetupWords, setupWords } from '../../main/contract/words/setup.ts';
import { useTill } from '../till.ts';

/** What the set-up page knows of the machine, and its requests with their answers in words. */

export type Findings = Result<'devices.find'>;

/** A line below a device: what is being done, or came of it. */
export interface Told {
  readonly tone: 'busy' | 'good' | 'bad';
  readonly sentence: string;
}

export interface Setup {
  readonly language: Language;
  readonly words: SetupWords;
  /** Null until the first answer. */
  readonly findings: Findings | null;
  /** Looks again. */
  readonly look: () => void;
  /** Writes the choice; what came of it in words. */
  choose(chosen: Args<'devices.choose'>): Promise<Told>;
}

export function useSetup(): Setup {
  const { terminal, language } = useTill();
  const [findings, setFindings] = useState<Findings | null>(null);
  const words = setupWords[language];
  const isHere = useRef(true);
  const look = useCallback((): void => {
    void terminal.ask('devices.find', {}).then((answer) => {
      if (answer !== null && isHere.current) setFindings(answer);
    });
  }, [terminal]);
  useEffect(() => {
    isHere.current = true;
    look();
    return () => {
      isHere.current = false;
    };
  }, [look]);
  return {
    language,
    words,
    findings,
    look,
    async choose(chosen) {
      const answer = await terminal.ask('devices.choose', chosen);
      if (answer === null) return noAnswer(language);
      look();
      return answer.ok ? { tone: 'good', sentence: words.chosen } : refusal(language, answer);
    },
  };
}

/** The terminal did not answer: nobody knows whether it was done. */
export function noAnswer(language: Language): Told {
  return { tone: 'bad', sentence: screenWords[language].off.lost };
}

export function refusal(language: Language, { reason, why }: { reason: SetupRefusal; why: string }): Told {
  return { tone: 'bad', sentence: refusedSetup(language, reason, why) };
}

/** What is so with a found device, or what to do with it. */
export function adviceOf(device: FoundDevice, language: Language): string {
  const fault = deviceSentence(language, device.report);
  return fault === '' ? foundDeviceWords[language].advice[device.advice] : fault;
}

/** Name, kind and place of a setting or a find, as people tell devices apart. */
export function faceOf(kind: string, name: string, place: string, language: Language): string {
  const said = foundDeviceWords[language].labels.kinds[kind] ?? kind;
  return [name, name === place ? '' : place, said].filter((part) => part !== '').join(' · ');
}

/** A field of a setting as text; what is not there, or is no plain value, is `otherwise`. */
export function fieldOf(settings: DeviceSettings, field: string, otherwise: string): string {
  const value = settings[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
}

/** Where a setting finds its device, as far as it says so. */
export function placeOf(settings: DeviceSettings): string {
  if (settings['host'] !== undefined) return `${fieldOf(settings, 'host', '')}:${fieldOf(settings, 'port', '')}`;
  const { display } = settings;
  if (typeof display === 'object' && display !== null) return screenText(display as DeviceSettings);
  const named = ['path', 'name', 'at'].map((field) => fieldOf(settings, field, '')).find((text) => text !== '');
  return named ?? usbText(settings['usb'] ?? settings['at'] ?? settings);
}

/** `HDMI-1 1024 × 600`: as it stands in the list of what was found. */
function screenText(display: DeviceSettings): string {
  const [label, width, height] = ['label', 'width', 'height'].map((fact) => fieldOf(display, fact, ''));
  return `${label} ${width} × ${height}`.trim();
}

/** `1eab:1310 SN42`, or what else an identity consists of. */
function usbText(identity: unknown): string {
  if (typeof identity !== 'object' || identity === null) return '';
  const { vendorId, productId, serialNumber, serial, ieee1284 } = identity as DeviceSettings;
  const hex = (id: unknown): string => (typeof id === 'number' ? id.toString(16).padStart(4, '0') : textOf(id));
  const model = [hex(vendorId), hex(productId)].filter((part) => part !== '').join(':');
  return [model, textOf(serialNumber), textOf(serial), textOf(ieee1284)].filter((part) => part !== '').join(' ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
