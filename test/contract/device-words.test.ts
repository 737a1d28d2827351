import { describe, expect, test } from 'vitest';
import { displayFaultWords } from '../../main/contract/words/display-faults.ts';
import { findingFaultWords } from '../../main/contract/words/finding-faults.ts';
import { languages } from '../../main/contract/words/language.ts';
import { printFaultWords } from '../../main/contract/words/print-faults.ts';
import { printerFaultWords } from '../../main/contract/words/printer-faults.ts';
import { scannerFaultWords } from '../../main/contract/words/scanner-faults.ts';
import { setupWords } from '../../main/contract/words/setup.ts';
import { profileNames } from '../../native/printer/profile.ts';

/** What is said of devices in Chinese, where paths and names of the system stand in the middle of a sentence. */

const cases = (['zh-CN', 'zh-HK'] as const).flatMap((language) =>
  Object.entries({
    ...scannerFaultWords[language],
    ...printerFaultWords[language],
    ...displayFaultWords[language],
    ...findingFaultWords[language],
    ...printFaultWords[language],
  }).map(([fault, sentence]) => ({ fault, language, sentence })),
);

const glued = /[A-Za-z0-9][\u4e00-\u9fff]|[\u4e00-\u9fff][A-Za-z0-9/]/;

test.each(languages)(
  'every printer profile that ships has a name for people, and no other has one, in %s',
  (language) => {
    expect(Object.keys(setupWords[language].profiles).toSorted()).toEqual(profileNames().toSorted());
  },
);

describe('a sentence about a device in Chinese', () => {
  test.each(cases)('$fault keeps the name of the device apart from its own words in $language', ({ sentence }) => {
    const said = typeof sentence === 'string' ? sentence : sentence({ place: '/dev/ttyS0', detail: 'lp' });
    expect(said).not.toMatch(glued);
  });
});
