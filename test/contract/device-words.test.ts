import { describe, expect, test } from 'vitest';
import { displayFaultWords } from '../../main/contract/words/display-faults.ts';
import { findingFaultWords } from '../../main/contract/words/finding-faults.ts';
import { printFaultWords } from '../../main/contract/words/print-faults.ts';
import { printerFaultWords } from '../../main/contract/words/printer-faults.ts';
import { scannerFaultWords } from '../../main/contract/words/scanner-faults.ts';

/** What is said of devices in Chinese, where paths and names of the system stand in the middle of a sentence. */

const tables = {
  ...scannerFaultWords['zh-CN'],
  ...printerFaultWords['zh-CN'],
  ...displayFaultWords['zh-CN'],
  ...findingFaultWords['zh-CN'],
  ...printFaultWords['zh-CN'],
};

const glued = /[A-Za-z0-9][\u4e00-\u9fff]|[\u4e00-\u9fff][A-Za-z0-9/]/;

describe('a sentence about a device in Chinese', () => {
  test.each(Object.entries(tables))('%s keeps the name of the device apart from its own words', (_fault, sentence) => {
    const said = typeof sentence === 'string' ? sentence : sentence({ place: '/dev/ttyS0', detail: 'lp' });
    expect(said).not.toMatch(glued);
  });
});
