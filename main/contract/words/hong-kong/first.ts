import type { AlarmName, AlarmWords } from '../alarms.ts';
import type { DeviceWords } from '../device-states.ts';
import type { RefusalWords } from '../refusals.ts';
import type { ResultWords } from '../result-headings.ts';
import type { ScreenWords } from '../screen.ts';
import type { StateName, StateWords } from '../states.ts';
import { alarmWords } from './alarms.ts';
import { deviceWords } from './device-states.ts';
import { refusalWords } from './refusals.ts';
import { resultHeadings } from './result-headings.ts';
import { screenWords } from './screen.ts';
import { stateWords } from './states.ts';

/** What the first page says, in one piece: the tables beside this file. */
export interface HongKongWords {
  readonly alarms: Readonly<Record<AlarmName, AlarmWords>>;
  readonly devices: DeviceWords;
  readonly refusals: RefusalWords;
  readonly resultHeadings: ResultWords;
  readonly screen: ScreenWords;
  readonly states: Readonly<Record<StateName, StateWords>>;
}

export const hongKongWords: HongKongWords = {
  alarms: alarmWords,
  devices: deviceWords,
  refusals: refusalWords,
  resultHeadings,
  screen: screenWords,
  states: stateWords,
};
