import { describe, expect, test } from 'vitest';
import type { DeviceState } from '../../main/contract/device-views.ts';
import type { Scanner } from '../../main/core/ports.ts';
import { allScanners, doubleReadMs, scannerOf } from '../../native/scanner/scanner.ts';
import { scripts, simulatedScanner } from '../../native/scanner/simulated.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordScans } from '../support/scan-recorder.ts';

/** A driver that says what the test tells it to say. */
function spoken() {
  let heard: Parameters<Scanner['open']>[0] | null = null;
  let closes = 0;
  const scanner: Scanner = {
    open: (listen) => {
      heard = listen;
      return () => {
        closes += 1;
      };
    },
  };
  return {
    scanner,
    closes: () => closes,
    scan: (text: string, atMs: number) => heard?.scanned({ text, source: 'serial', atMs }),
    say: (state: DeviceState, place: string = state) =>
      heard?.changed({ state, fault: `scanner_${state}`, place, detail: '' }),
  };
}

function together(count: number) {
  const clock = manualClock();
  const drivers = Array.from({ length: count }, spoken);
  const all = allScanners(
    drivers.map((driver) => driver.scanner),
    clock,
  );
  const seen = recordScans(all);
  const [first = spoken(), second = spoken()] = drivers;
  return { clock, first, second, seen, texts: () => seen.scans.map((scan) => scan.text) };
}

describe('a double read', () => {
  test('of the same text within half a second is one scan', () => {
    const { first, seen, texts } = together(1);
    first.scan('2812', 0);
    first.scan('2812', doubleReadMs - 1);
    expect(texts()).toEqual(['2812']);
    expect(seen.drops.map(({ why }) => why)).toEqual(['double_read']);
  });

  test('is counted from the read that was passed on: a code held still is heard again', () => {
    const { first, texts } = together(1);
    for (let atMs = 0; atMs < 1_000; atMs += 100) first.scan('2812', atMs);
    expect(texts()).toEqual(['2812', '2812']);
  });

  test.each([
    ['another text', '2813', 10],
    ['the same text half a second later', '2812', doubleReadMs],
  ])('is not %s', (_, text, atMs) => {
    const { first, texts } = together(1);
    first.scan('2812', 0);
    first.scan(text, atMs);
    expect(texts()).toEqual(['2812', text]);
  });

  test('is not what another scanner reads', () => {
    const { first, second, texts } = together(2);
    first.scan('2812', 0);
    second.scan('2812', 10);
    expect(texts()).toEqual(['2812', '2812']);
  });

  test('is every further piece of rubbish of one burst, and a code behind it is read', () => {
    const { first, seen, texts } = together(1);
    for (let atMs = 0; atMs < 100; atMs += 10) first.scan(`#*${atMs}\ufffd`, atMs);
    first.scan('2812', 110);
    expect(texts()).toEqual(['#*0\ufffd', '2812']);
    expect(seen.drops, 'the scanner check goes on showing the rubbish').toEqual([]);
  });

  test('leaves no payment code in memory behind it', () => {
    const { clock, first } = together(1);
    first.scan('2812', 0);
    expect(clock.waiting()).toBe(1);
    clock.advance(doubleReadMs);
    expect(clock.waiting()).toBe(0);
  });
});

describe('the state of all scanners', () => {
  test('is none, with a sentence, when none is configured', () => {
    const { seen } = together(0);
    expect(seen.changes).toEqual([{ state: 'none', fault: 'scanner_none', place: '', detail: '' }]);
    expect(seen.each()).toEqual([]);
  });

  test.each<[DeviceState, DeviceState, DeviceState, string]>([
    ['ready', 'ready', 'ready', 'one'],
    ['ready', 'absent', 'ready', 'two'],
    ['refused', 'ready', 'ready', 'one'],
    ['absent', 'refused', 'refused', 'two'],
    ['absent', 'absent', 'absent', 'one'],
  ])('of one %s and one %s is %s, with the fault of the %4$s', (one, two, expected, place) => {
    const { first, second, seen } = together(2);
    first.say(one, 'one');
    second.say(two, 'two');
    expect(seen.changes.at(-1)).toMatchObject({ state: expected, place });
    expect(seen.each().map((report) => [report.place, report.state])).toEqual([
      ['one', one],
      ['two', two],
    ]);
  });

  test('is not bad news before every scanner has spoken, and is told once', () => {
    const { first, second, seen } = together(2);
    first.say('absent', 'one');
    expect(seen.changes).toEqual([]);
    second.say('ready', 'two');
    second.say('ready', 'two');
    expect(seen.changes).toEqual([{ state: 'ready', fault: 'scanner_absent', place: 'one', detail: '' }]);
  });
});

test('closing closes every scanner once and silences all of them', () => {
  const { clock, first, second, seen, texts } = together(2);
  first.scan('2812', 0);
  seen.close();
  seen.close();
  first.scan('2813', 1_000);
  second.say('ready');
  expect([first.closes(), second.closes()]).toEqual([1, 1]);
  expect(texts()).toEqual(['2812']);
  expect(seen.changes).toEqual([]);
  expect(clock.waiting(), 'no timer is left behind').toBe(0);
});

test('two simulated scanners feed one stream, and one that is unplugged does not stop the other', () => {
  const clock = manualClock();
  const left = simulatedScanner({ kind: 'simulated' }, clock);
  const right = scannerOf({ kind: 'simulated', script: scripts.whole('2812') }, clock);
  const seen = recordScans(allScanners([left, right], clock));
  clock.advance(0);
  left.play([...scripts.whole('2899'), ...scripts.unplug()]);
  clock.advance(10);
  expect(seen.scans.map((scan) => scan.text)).toEqual(['2812', '2899']);
  expect(seen.changes.at(-1)).toMatchObject({ state: 'ready', fault: 'scanner_unplugged' });
});
