import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';
import { machineClock } from '../../main/clock.ts';
import { scanTrace } from '../../main/contract/scan-views.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import {
  calmPollMs,
  type HidScannerSettings,
  hidScanner,
  loadFault,
  missingPollMs,
  openFault,
} from '../../native/scanner/hid.ts';
import { hidLimits } from '../../native/scanner/hid-decoder.ts';
import { type HidPort, nodeHid } from '../../native/scanner/hid-port.ts';
import { openWaitMs, unreadableText } from '../../native/scanner/line.ts';
import { allScanners } from '../../native/scanner/scanner.ts';
import { counterWorld, freshCode } from '../support/counter.ts';
import { hidBench, settled } from '../support/hid-bench.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { recordScans } from '../support/scan-recorder.ts';
import { code28, descriptorOf, reportsOf, text113, voyagerMenuAnswer } from './hid-samples.ts';

const path = '/dev/hidraw3';
const first = { aim: 'first' } as const;

function reading(settings: Omit<HidScannerSettings, 'kind'> = {}) {
  const clock = manualClock();
  const bench = hidBench();
  const open = () => {
    const seen = recordScans(hidScanner({ kind: 'hid', ...settings }, clock, bench.port));
    onTestFinished(() => seen.close());
    return seen;
  };
  return { clock, bench, open };
}

/** Lets `ms` pass in steps that no poll is longer than, so that promises keep up. */
async function pass(clock: ManualClock, ms: number): Promise<void> {
  await settled();
  for (let left = ms; left > 0; left -= 50) {
    clock.advance(Math.min(50, left));
    await settled();
  }
}

describe('HID-POS scanners', () => {
  test('that are plugged in are read, each under its own name', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path }, descriptorOf(first));
    bench.plug({ path: '/dev/hidraw7', vendorId: 0x1eab, name: 'Newland NLS-HR22' }, descriptorOf({ aim: 'none' }));
    bench.plug({ path: '/dev/hidraw0', usagePage: 1, usage: 6, name: 'a keyboard' });
    const seen = open();
    await pass(clock, 0);
    expect(bench.open()).toEqual([path, '/dev/hidraw7']);
    expect(seen.changes.at(-1)).toMatchObject({ state: 'ready', fault: 'scanner_ready' });
    expect(seen.each().map((report) => report.place)).toEqual(['Honeywell 1450g', 'Newland NLS-HR22']);
    bench.send(path, reportsOf(text113, first));
    bench.send('/dev/hidraw7', reportsOf(`${code28}\r`, { aim: 'none' }));
    expect(seen.scans.map(({ text, source, seen: how }) => [text, source, how?.place, how?.terminator])).toEqual([
      [`]C0${text113}`, 'hid', 'Honeywell 1450g', 'report'],
      [code28, 'hid', 'Newland NLS-HR22', 'cr'],
    ]);
  });

  test('that tell the same serial number are two scanners all the same, whichever is plugged in first', async () => {
    const { clock, bench, open } = reading();
    const serialNumber = '0001';
    bench.plug({ path, serialNumber }, descriptorOf(first));
    const seen = open();
    await pass(clock, 0);
    // The newer one stands first in the list: its number is the lowest that was free.
    bench.unplug(path);
    bench.plug({ path: '/dev/hidraw1', serialNumber }, descriptorOf(first));
    bench.plug({ path, serialNumber }, descriptorOf(first));
    await pass(clock, calmPollMs);
    expect(bench.open().toSorted()).toEqual(['/dev/hidraw1', path]);
    await pass(clock, calmPollMs);
    bench.unplug('/dev/hidraw1');
    await pass(clock, missingPollMs);
    bench.plug({ path: '/dev/hidraw9', serialNumber }, descriptorOf(first));
    await pass(clock, 2_000);
    bench.send('/dev/hidraw9', reportsOf(code28, first));
    bench.send(path, reportsOf(text113, first));
    expect(seen.scans.map(({ text }) => text)).toEqual([`]C0${code28}`, `]C0${text113}`]);
    expect(seen.each().map(({ state }) => state)).toEqual(['ready', 'ready']);
  });

  test('tell how a scan came: every byte of every report, and the time between', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    const seen = open();
    await pass(clock, 0);
    const reports = reportsOf(text113, first);
    for (const report of reports) {
      bench.send(path, [report]);
      clock.advance(3);
    }
    expect(seen.scans[0]?.seen?.gapsMs).toEqual([3, 3]);
    expect(seen.scans[0]?.seen?.bytes).toEqual(Uint8Array.from(reports.flatMap((report) => [...report])));
  });

  test('of Honeywell are put into HID mode, others are sent nothing', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    bench.plug({ path: '/dev/hidraw4', vendorId: 0x05e0 });
    open();
    await pass(clock, 0);
    expect(bench.features).toEqual([[path, [0xfe, 0x01]]]);
  });

  test('are read by what the scanner says of itself, not by its maker', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path, vendorId: 0x1eab }, descriptorOf({ aim: 'later' }));
    const seen = open();
    await pass(clock, 0);
    bench.send(path, reportsOf(code28, { aim: 'later' }));
    expect(seen.scans.map((scan) => scan.text)).toEqual([`]C0${code28}`]);
  });

  test('answering a set-up code are not scanning', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    const seen = open();
    await pass(clock, 0);
    bench.send(path, voyagerMenuAnswer);
    bench.send(path, reportsOf(code28, first));
    expect(seen.scans.map((scan) => scan.text)).toEqual([`]C0${code28}`]);
    expect(seen.drops.map(({ why }) => why)).toEqual(['set_up_answer', 'set_up_answer']);
  });

  test('whose second report is lost lose that code and no other', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    const seen = open();
    await pass(clock, 0);
    bench.send(path, reportsOf(text113, first).slice(0, 1));
    await pass(clock, hidLimits.restMs);
    bench.send(path, reportsOf(code28, first));
    expect(seen.drops.map(({ why }) => why)).toEqual(['rest_missing']);
    expect(seen.scans.map((scan) => scan.text)).toEqual([`]C0${code28}`]);
  });

  test('keep a code together whose second report waits behind a busy program', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    const seen = open();
    await pass(clock, 0);
    const [one = new Uint8Array(), ...rest] = reportsOf(text113, first);
    bench.send(path, [one]);
    clock.stall(600);
    clock.advance(0);
    bench.send(path, rest);
    expect(seen.scans.map((scan) => scan.text)).toEqual([`]C0${text113}`]);
  });

  test.each(Array.from({ length: 15 }, (_, n) => n * 150))(
    'are back within two seconds of a replug %d ms later, under another path, with permission given late',
    async (pulledMs) => {
      const { clock, bench, open } = reading();
      bench.plug({ path, serialNumber: 'A1' });
      const seen = open();
      await pass(clock, 3_210);
      bench.send(path, reportsOf(text113, first).slice(0, 1));
      bench.unplug(path);
      expect(seen.changes.at(-1)).toMatchObject({ fault: 'scanner_unplugged', place: 'Honeywell 1450g' });
      expect(seen.drops.map(({ why }) => why)).toEqual(['broken_off']);
      await pass(clock, pulledMs);
      bench.plug({ path: '/dev/hidraw9', serialNumber: 'A1' });
      bench.refuse('/dev/hidraw9', 'cannot open device with path /dev/hidraw9: Permission denied');
      await pass(clock, 300);
      bench.refuse('/dev/hidraw9', null);
      await pass(clock, 1_700);
      expect(seen.changes.at(-1)?.state).toBe('ready');
      expect(seen.each()).toHaveLength(1);
      bench.send('/dev/hidraw9', reportsOf(code28, first));
      expect(seen.scans.map((scan) => scan.text)).toEqual([`]C0${code28}`]);
    },
  );

  test('unplugged beside one that works are named, and back within two seconds', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path, serialNumber: 'A1' });
    bench.plug({ path: '/dev/hidraw4', serialNumber: 'B2', name: 'Zebra DS9308', vendorId: 0x05e0 });
    const seen = open();
    await pass(clock, 60_000);
    bench.unplug(path);
    expect(seen.changes.at(-1)).toMatchObject({ state: 'ready', fault: 'scanner_unplugged', place: 'Honeywell 1450g' });
    expect(seen.each().map((report) => report.state)).toEqual(['absent', 'ready']);
    await pass(clock, 60_000);
    bench.plug({ path, serialNumber: 'A1' });
    await pass(clock, 2_000);
    expect(seen.each().map((report) => report.state)).toEqual(['ready', 'ready']);
  });

  test('without serial numbers that come back under another path take the place of the lost one', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    const seen = open();
    await pass(clock, 0);
    bench.unplug(path);
    bench.plug({ path: '/dev/hidraw5' });
    await pass(clock, 2_000);
    expect(seen.each().map((report) => report.state)).toEqual(['ready']);
  });

  test('that come later are found too, and looking for them is rare while all is well', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    const seen = open();
    await pass(clock, 0);
    const before = bench.lists();
    await pass(clock, 10 * calmPollMs);
    expect(bench.lists() - before).toBe(10);
    bench.plug({ path: '/dev/hidraw4', vendorId: 0x05e0, name: 'Zebra DS9308' });
    await pass(clock, calmPollMs);
    expect(seen.each()).toHaveLength(2);
  });

  test('that stand in the list once for each of their collections are opened once', async () => {
    const { clock, bench } = reading();
    bench.plug({ path, serialNumber: 'A1' });
    const list: HidPort['list'] = async () => [...(await bench.port.list()), ...(await bench.port.list())];
    const seen = recordScans(hidScanner({ kind: 'hid' }, clock, { ...bench.port, list }));
    onTestFinished(() => seen.close());
    await pass(clock, 0);
    expect(seen.changes.map(({ state }) => state)).toEqual(['ready']);
  });

  test('chosen by identity leave all others alone', async () => {
    const { clock, bench, open } = reading({ vendorId: 0x0c2e, productId: 0x0b61, serialNumber: 'B2' });
    bench.plug({ path, serialNumber: 'A1' });
    bench.plug({ path: '/dev/hidraw4', serialNumber: 'B2' });
    open();
    await pass(clock, 0);
    expect(bench.open()).toEqual(['/dev/hidraw4']);
  });

  test('closed while they open are let go, and nothing is told any more', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    const seen = open();
    seen.close();
    await pass(clock, 60_000);
    expect(bench.open()).toEqual([]);
    expect(seen.changes).toEqual([]);
    expect(clock.waiting(), 'no timer is left behind').toBe(0);
  });

  test('closed while they are read are let go', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    const seen = open();
    await pass(clock, 0);
    bench.send(path, reportsOf(text113, first).slice(0, 1));
    seen.close();
    await pass(clock, 60_000);
    expect(bench.open()).toEqual([]);
    expect(clock.waiting(), 'no timer is left behind').toBe(0);
  });

  test('tell of a code that is too long as one unreadable scan', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    const seen = open();
    await pass(clock, 0);
    bench.send(path, reportsOf('9'.repeat(5_000), first));
    expect(seen.scans.map((scan) => scan.text)).toEqual([unreadableText]);
    expect(seen.scans[0]?.seen?.bytes.length).toBe(256);
  });
});

describe('a HID scanner that cannot be had', () => {
  test('is absent, and it is said how a keyboard scanner is switched over', async () => {
    const { clock, open } = reading();
    const seen = open();
    await pass(clock, 5 * missingPollMs);
    expect(seen.changes).toHaveLength(1);
    expect(deviceSentence('en', await seen.state('absent'))).toContain('scan its set-up code');
  });

  test('is refused with the rule to install, and used as soon as the rule is there', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    bench.refuse(path, 'cannot open device with path /dev/hidraw3: Permission denied');
    const seen = open();
    await pass(clock, 0);
    expect(deviceSentence('en', await seen.state('refused'))).toContain('60-truetill-scanners.rules');
    bench.refuse(path, null);
    await pass(clock, missingPollMs);
    expect(seen.changes.at(-1)?.state).toBe('ready');
  });

  test('is forgotten when it is unplugged before it could be opened', async () => {
    const { clock, bench, open } = reading();
    bench.plug({ path });
    bench.refuse(path, 'cannot open device with path /dev/hidraw3: Permission denied');
    const seen = open();
    await pass(clock, 0);
    bench.unplug(path);
    await pass(clock, missingPollMs);
    expect(seen.changes.at(-1)).toMatchObject({ state: 'absent', fault: 'scanner_no_hid' });
  });

  test('names the packages when a library of the system is missing', async () => {
    const { clock, bench, open } = reading();
    bench.refuseToList('libusb-1.0.so.0: cannot open shared object file: No such file or directory');
    const seen = open();
    await pass(clock, 0);
    const sentence = deviceSentence('en', await seen.state('refused'));
    expect(sentence).toContain('libusb-1.0-0');
    expect(sentence).toContain('libudev1');
    bench.refuseToList(null);
    bench.plug({ path });
    await pass(clock, missingPollMs);
    expect(seen.changes.at(-1)?.state).toBe('ready');
  });

  test('and does not even answer keeps no other from being read, and is said to be silent', async () => {
    const { clock, bench } = reading();
    bench.plug({ path, serialNumber: 'A1' });
    bench.plug({ path: '/dev/hidraw4', serialNumber: 'B2', name: 'Zebra DS9308', vendorId: 0x05e0 });
    const open: HidPort['open'] = (at, heard) => (at === path ? new Promise(() => {}) : bench.port.open(at, heard));
    const seen = recordScans(hidScanner({ kind: 'hid' }, clock, { ...bench.port, open }));
    await pass(clock, 0);
    bench.send('/dev/hidraw4', reportsOf(code28, first));
    expect(seen.scans).toHaveLength(1);
    await pass(clock, openWaitMs);
    expect(seen.each()).toMatchObject([
      { state: 'refused', fault: 'scanner_silent', place: 'Honeywell 1450g' },
      { state: 'ready', place: 'Zebra DS9308' },
    ]);
    bench.unplug('/dev/hidraw4');
    bench.plug({ path: '/dev/hidraw4', serialNumber: 'B2', name: 'Zebra DS9308', vendorId: 0x05e0 });
    await pass(clock, 2_000);
    expect(seen.each().map(({ state }) => state)).toEqual(['refused', 'ready']);
    seen.close();
    expect(clock.waiting(), 'no timer is left behind').toBe(0);
  });

  test('because it is listed once more after it was pulled is still the one that was unplugged', async () => {
    const { clock, bench } = reading();
    bench.plug({ path });
    const stale = await bench.port.list();
    let isStale = false;
    const list: HidPort['list'] = () => (isStale ? Promise.resolve(stale) : bench.port.list());
    const seen = recordScans(hidScanner({ kind: 'hid' }, clock, { ...bench.port, list }));
    await pass(clock, 0);
    isStale = true;
    bench.unplug(path);
    await pass(clock, missingPollMs);
    isStale = false;
    await pass(clock, missingPollMs);
    expect(seen.each().map(({ state, place }) => [state, place])).toEqual([['absent', 'Honeywell 1450g']]);
    seen.close();
  });

  test('is said to be silent when the system does not answer', async () => {
    const clock = manualClock();
    const { port } = hidBench();
    const scanner = hidScanner({ kind: 'hid' }, clock, { ...port, list: () => new Promise(() => {}) });
    const seen = recordScans(scanner);
    clock.advance(openWaitMs);
    expect(seen.changes).toMatchObject([{ state: 'refused', fault: 'scanner_silent' }]);
    seen.close();
    expect(clock.waiting()).toBe(0);
  });
});

test.each([
  ['cannot open device with path /dev/hidraw3: Failed to open a device: Permission denied', 'scanner_permission_hid'],
  ['cannot open device with path /dev/hidraw3: No such file or directory', 'scanner_absent'],
  ['cannot open device with path \\\\?\\hid#1: Access is denied.', 'scanner_busy_windows'],
  ['cannot open device: exclusive access and device already open', 'scanner_busy'],
  ['cannot open device', 'scanner_failed'],
])('node-hid saying "%s" is %s', (said, fault) => {
  expect(openFault(new TypeError(said), 'X')).toMatchObject({ fault, place: 'X', detail: said });
});

test.each([
  ['libudev.so.1: cannot open shared object file: No such file or directory', 'scanner_no_library'],
  ["Cannot find module 'node-hid'", 'scanner_no_driver'],
  ['No native build was found for runtime=node abi=137', 'scanner_no_driver'],
])('a node-hid that does not load with "%s" is %s', (said, fault) => {
  expect(loadFault(new Error(said)).fault).toBe(fault);
});

test('a code that comes in HID reports is charged, and the answer to a set-up code is not', async () => {
  const world = counterWorld();
  const clock = manualClock();
  const bench = hidBench();
  bench.plug({ path });
  const all = allScanners([hidScanner({ kind: 'hid' }, clock, bench.port)], clock);
  const close = all.open({
    scanned: (scan) => world.terminal.scan(scan),
    dropped: (scan, why) => world.terminal.scans.dropped(scan, why),
    changed: (report, each = [report]) => world.terminal.devices.scannersChanged(report, each),
  });
  onTestFinished(close);
  await pass(clock, 0);
  world.terminal.startSale({ orderId: null, amount: { minor: 100, currency: 'CNY' }, differentCustomer: false });
  bench.send(path, voyagerMenuAnswer);
  expect(world.view().counter.state).toBe('ready');
  const code = freshCode();
  bench.send(path, reportsOf(`${code}\r`, first, ']Q1'));
  expect(world.view().counter).toMatchObject({ state: 'payment', tone: { kind: 'accepted' } });
  expect(world.view().devices.scanners).toMatchObject([{ state: 'ready', place: 'Honeywell 1450g' }]);
  const [trace, answer] = world.terminal.scans.recent();
  expect(trace).toMatchObject({ verdict: 'charged', aimId: ']Q1', terminator: 'cr', source: 'hid' });
  expect(trace?.text).toBe(`]Q1${code.slice(0, 2)}${'•'.repeat(code.length - 6)}${code.slice(-4)}`);
  expect(answer).toMatchObject({ verdict: 'set_up_answer', tone: null });
  for (const each of world.terminal.scans.recent()) expect(z.safeParse(scanTrace, each).success).toBe(true);
});

test('the real node-hid of this machine lists, or its one sentence says what to install', async () => {
  const listed = await nodeHid.list().catch((error: unknown) => loadFault(error));
  if (Array.isArray(listed)) {
    const seen = recordScans(hidScanner({ kind: 'hid', vendorId: 0x0c2e, productId: 0xffff }, machineClock));
    onTestFinished(() => seen.close());
    expect(deviceSentence('zh-CN', await seen.state('absent'))).toContain('没有找到 HID-POS 扫码枪');
  } else {
    expect(listed).toMatchObject({ fault: 'scanner_no_library' });
  }
});
