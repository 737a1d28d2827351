import { describe, expect, test } from 'vitest';
import { scanDrops } from '../../main/contract/scan-views.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { languages } from '../../main/contract/words/language.ts';
import { scanDropWords, scannerFaults, scannerFaultWords } from '../../main/contract/words/scanner-faults.ts';

/** On a terminal of the command line: a Chinese character is two columns wide. */
const columnsMax = 120;

function columns(text: string): number {
  return Array.from(text).reduce((sum, sign) => sum + (/[\u2e80-\u9fff\uff00-\uff60]/.test(sign) ? 2 : 1), 0);
}

describe.each(languages)('what is said of scanners in %s', (language) => {
  const end = language === 'en' ? '.' : '。';

  test.each(scannerFaults)('of %s is a whole sentence, with a place and without', (fault) => {
    for (const place of ['/dev/ttyACM0', '']) {
      const sentence = deviceSentence(language, { state: 'refused', fault, place, detail: 'EIO' });
      expect(sentence.endsWith(end), sentence).toBe(true);
      expect(columns(sentence), sentence).toBeLessThanOrEqual(columnsMax);
      expect(sentence, sentence).not.toMatch(/ {2}|\s[.。]|undefined/);
    }
  });

  test('names what must be installed or changed, so that it can be copied from the screen', () => {
    const words = scannerFaultWords[language];
    const said = { place: '', detail: '' };
    expect(words.scanner_no_library(said)).toContain('libusb-1.0-0');
    expect(words.scanner_no_library(said)).toContain('libudev1');
    expect(words.scanner_permission_hid(said)).toContain('60-truetill-scanners.rules');
    expect(words.scanner_permission_hid(said)).toContain('/etc/udev/rules.d');
    expect(words.scanner_permission_serial(said)).toContain('dialout');
  });

  test('has a sentence for everything that is no scan', () => {
    for (const drop of scanDrops) {
      expect(scanDropWords[language][drop].endsWith(end), drop).toBe(true);
      expect(columns(scanDropWords[language][drop]), drop).toBeLessThanOrEqual(columnsMax);
    }
  });
});
