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

/** The same where some are texts in which no fact stands. */
export type FaultTexts<Fault extends string> = InEveryLanguage<Readonly<Record<Fault, DeviceSentence | string>>>;

const faultWords: FaultTexts<string> = {
  'zh-CN': everyFault('zh-CN'),
  en: everyFault('en'),
  'zh-HK': everyFault('zh-HK'),
};

function everyFault(language: Language): Readonly<Record<string, DeviceSentence | string>> {
  return {
    ...scannerFaultWords[language],
    ...printerFaultWords[language],
    ...displayFaultWords[language],
    ...findingFaultWords[language],
    ...printFaultWords[language],
  };
}

/** What is so and what to do; '' where there is nothing to say. */
export function deviceSentence(language: Language, { fault, place, detail }: DeviceReport): string {
  const words = faultWords[language];
  const sentence = Object.hasOwn(words, fault) ? words[fault] : undefined;
  return typeof sentence === 'function' ? sentence({ place, detail }) : (sentence ?? detail);
}
