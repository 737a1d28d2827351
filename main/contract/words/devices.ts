import type { DeviceReport } from '../device-views.ts';
import { displayFaultWords } from './display-faults.ts';
import { findingFaultWords } from './finding-faults.ts';
import type { InEveryLanguage, Language } from './language.ts';
import { printFaultWords } from './print-faults.ts';
import { printerFaultWords } from './printer-faults.ts';
import { scannerFaultWords } from './scanner-faults.ts';

/**
 * What is so with a device, and what to do, in one or two sentences per fault and language. The tables lie beside
 * this file, one per kind of device.
 */

/** `place` and `detail` are those of the report. */
export type DeviceSentence = (said: { readonly place: string; readonly detail: string }) => string;

/** The words of every fault that the drivers of one kind of device can report. */
export type FaultWords<Fault extends string> = InEveryLanguage<Readonly<Record<Fault, DeviceSentence>>>;

const said: DeviceSentence = ({ detail }) => detail;

/** Sentences in which no fact stands. */
function plain(texts: Readonly<Record<string, string>>): Readonly<Record<string, DeviceSentence>> {
  return Object.fromEntries(Object.entries(texts).map(([fault, text]) => [fault, () => text]));
}

const faultWords: InEveryLanguage<Readonly<Record<string, DeviceSentence>>> = {
  'zh-CN': {
    unsorted: said,
    ...scannerFaultWords['zh-CN'],
    ...printerFaultWords['zh-CN'],
    ...displayFaultWords['zh-CN'],
    ...findingFaultWords['zh-CN'],
    ...plain(printFaultWords['zh-CN']),
  },
  en: {
    unsorted: said,
    ...scannerFaultWords.en,
    ...printerFaultWords.en,
    ...displayFaultWords.en,
    ...findingFaultWords.en,
    ...plain(printFaultWords.en),
  },
};

/** What is so and what to do; '' where there is nothing to say. */
export function deviceSentence(language: Language, { fault, place, detail }: DeviceReport): string {
  const words = faultWords[language];
  return Object.hasOwn(words, fault) ? (words[fault]?.({ place, detail }) ?? '') : detail;
}
