import type { DeviceState } from '../device-views.ts';
import { inEveryLanguage } from './first-words.ts';
import type { InEveryLanguage } from './language.ts';

/**
 * How devices are, in a word each for the strip and a sentence each for the sheet. What a driver itself has to say
 * stands in the tables of faults; what is pressed to set a device up in `setup.ts`.
 */

export interface DeviceWords {
  /** Names of things and of buttons: no full stop, at most 24 columns. */
  readonly labels: {
    /** Over the sheet. */
    readonly devices: string;
    /** Over the page where devices are set up, and on every button that leads to it. */
    readonly setup: string;
    /** The same on the strip. */
    readonly shortSetup: string;
    /** Over the page where a scanner is looked at, and on every button that leads to it. */
    readonly scannerCheck: string;
    readonly gateway: string;
  };
  /** Short, for the strip: at most 12 columns. */
  readonly devices: Readonly<Record<'scanner' | 'printer' | 'drawer' | 'display', string>>;
  /** A word for each state, beside its mark. */
  readonly states: Readonly<Record<DeviceState, string>>;
  /** What a state means where the device itself says no more. */
  readonly sentences: Readonly<
    Record<'scanner' | 'printer' | 'drawer' | 'display', Readonly<Record<DeviceState, string>>>
  >;
  readonly gateway: Readonly<Record<'unknown' | 'reachable' | 'unreachable', string>>;
  /** Where the strip must say it in one word. */
  readonly gatewayStates: Readonly<Record<'unknown' | 'reachable' | 'unreachable', string>>;
  /** Of the printer while papers are under way or wait for a person; at most 24 columns. */
  readonly papers: {
    readonly printing: { readonly title: string };
    readonly asked: { readonly title: string; readonly sentence: string };
    readonly waiting: { readonly title: string; readonly sentence: (facts: { number: number }) => string };
  };
}

export const deviceWords: InEveryLanguage<DeviceWords> = inEveryLanguage('devices');
