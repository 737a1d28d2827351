import type { FirstWords } from '../first-words.ts';
import { alarmWords } from './alarms.ts';
import { deviceWords } from './device-states.ts';
import { refusalWords } from './refusals.ts';
import { resultHeadings } from './result-headings.ts';
import { screenWords } from './screen.ts';
import { stateWords } from './states.ts';

/** What the first page says in simplified Chinese, in one piece: the tables beside this file. */
export const simplifiedWords: FirstWords = {
  alarms: alarmWords,
  devices: deviceWords,
  refusals: refusalWords,
  resultHeadings,
  screen: screenWords,
  states: stateWords,
};
