import type { AlarmName, AlarmWords } from './alarms.ts';
import type { DeviceWords } from './device-states.ts';
import type { InEveryLanguage } from './language.ts';
import type { RefusalWords } from './refusals.ts';
import type { ResultWords } from './result-headings.ts';
import type { ScreenWords } from './screen.ts';
import { spoken } from './spoken.ts';
import type { StateName, StateWords } from './states.ts';

/**
 * What a till's page cannot sell without, in one language. Each language lies in a folder of its own, because a page
 * loads one of them before the first sale and the others when somebody wants to read them.
 */
export interface FirstWords {
  readonly alarms: Readonly<Record<AlarmName, AlarmWords>>;
  readonly devices: DeviceWords;
  readonly refusals: RefusalWords;
  readonly resultHeadings: ResultWords;
  readonly screen: ScreenWords;
  readonly states: Readonly<Record<StateName, StateWords>>;
}

/** One of these tables in every language. In a page, reading a language that has not come throws. */
export function inEveryLanguage<Name extends keyof FirstWords>(name: Name): InEveryLanguage<FirstWords[Name]> {
  return {
    get 'zh-CN'() {
      return spoken('zh-CN')[name];
    },
    get en() {
      return spoken('en')[name];
    },
    get 'zh-HK'() {
      return spoken('zh-HK')[name];
    },
  };
}
