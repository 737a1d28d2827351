import { describe, expect, test } from 'vitest';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { languages } from '../../main/contract/words/language.ts';
import { reopenMaxMs, unreadableText } from '../../native/scanner/line.ts';
import { type ScriptStep, scripts, simulatedScanner, stepsWaitingMax } from '../../native/scanner/simulated.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordScans } from '../support/scan-recorder.ts';

const code = '281006020000000000125733';

function simulated(script?: readonly ScriptStep[]) {
  const clock = manualClock();
  const scanner = simulatedScanner(script ? { kind: 'simulated', script } : { kind: 'simulated' }, clock);
  const seen = recordScans(scanner);
  const texts = () => seen.scans.map((scan) => scan.text);
  return { clock, scanner, seen, texts };
}

describe('the simulated scanner', () => {
  test('is ready at once and scans what it is given, never inside the call', () => {
    const { clock, scanner, seen, texts } = simulated();
    clock.advance(0);
    expect(seen.changes.map((change) => change.state)).toEqual(['ready']);
    scanner.play(scripts.whole(code));
    expect(texts()).toEqual([]);
    clock.advance(0);
    expect(seen.scans).toMatchObject([{ text: code, source: 'simulated', atMs: 0 }]);
  });

  test('plays the script of its configuration once', () => {
    const { clock, texts } = simulated([{ bytes: '2812\r' }, { plugged: false }, { pauseMs: 100 }, { plugged: true }]);
    clock.advance(60_000);
    expect(texts()).toEqual(['2812']);
  });

  test.each<[string, ScriptStep[], string[]]>([
    ['a code in seven pieces', scripts.split(code, 7, 12), [code]],
    ['two codes in one burst', scripts.joined([code, '2812']), [code, '2812']],
    ['a code without terminator', [{ bytes: code }], [code]],
    [
      'noise, then a code after silence',
      [...scripts.noise(9_000), { pauseMs: 200 }, ...scripts.whole(code)],
      [unreadableText, code],
    ],
    ['half a line, then a pulled cable', [{ bytes: '2810060200' }, { plugged: false }], []],
  ])('can send %s', (_, script, expected) => {
    const { clock, scanner, texts } = simulated();
    clock.advance(0);
    scanner.play(script);
    clock.advance(10_000);
    expect(texts()).toEqual(expected);
  });

  test('is absent while unplugged, loses what is scanned then, and is back within two seconds', () => {
    const { clock, scanner, seen, texts } = simulated();
    clock.advance(0);
    scanner.play([...scripts.unplug(), ...scripts.whole('lost'), { pauseMs: 30_000 }, ...scripts.replug()]);
    clock.advance(30_000);
    expect(seen.changes.map((change) => change.state)).toEqual(['ready', 'absent']);
    clock.advance(reopenMaxMs);
    expect(seen.changes.map((change) => change.state)).toEqual(['ready', 'absent', 'ready']);
    scanner.play(scripts.whole(code));
    clock.advance(0);
    expect(texts()).toEqual([code]);
  });

  test.for(['serial', 'hid'] as const)('on %s says every trouble without a place', async (cable) => {
    const clock = manualClock();
    const scanner = simulatedScanner({ kind: 'simulated', cable }, clock);
    const seen = recordScans(scanner);
    // HID is found asynchronously: turns of the event loop between the steps of the clock.
    const pass = async (): Promise<void> => {
      for (let n = 0; n < 8; n += 1) {
        clock.advance(reopenMaxMs / 2);
        await new Promise(setImmediate);
      }
    };
    await pass();
    scanner.play([...scripts.whole(code), { pauseMs: 100 }, ...scripts.forbid()]);
    await pass();
    seen.close();
    const places = [...seen.changes, ...seen.scans.map(({ seen: how }) => how)].map((each) => each?.place);
    expect(seen.changes.map(({ state }) => state)).toEqual(expect.arrayContaining(['ready', 'refused']));
    expect(new Set(places)).toEqual(new Set(['']));
    for (const report of seen.changes) {
      for (const language of languages)
        expect(deviceSentence(language, report)).not.toMatch(/ {2}|simulat|0000|^ | 。/);
    }
  });

  test('says nothing after it was closed', () => {
    const { clock, scanner, seen } = simulated();
    clock.advance(0);
    scanner.play([...scripts.whole(code), ...scripts.unplug()]);
    seen.close();
    clock.advance(10_000);
    expect(seen.scans).toEqual([]);
    expect(seen.changes.map((change) => change.state)).toEqual(['ready']);
  });

  test('can be opened again', () => {
    const { clock, scanner, seen } = simulated();
    clock.advance(0);
    seen.close();
    const again = recordScans(scanner);
    clock.advance(0);
    scanner.play(scripts.whole(code));
    clock.advance(0);
    expect(again.scans.map((scan) => scan.text)).toEqual([code]);
  });

  test('stops loudly when it is given more steps than it keeps', () => {
    const { scanner } = simulated();
    const steps = Array.from({ length: stepsWaitingMax }, () => ({ pauseMs: 1 }));
    scanner.play(steps);
    expect(() => scanner.play([{ pauseMs: 1 }])).toThrow('too many steps');
  });
});
