import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { unreadableText } from '../../native/scanner/line.ts';
import { faultOf, serialScanner } from '../../native/scanner/serial.ts';
import { openPty, type Pty, ptyAvailable } from '../support/pty.ts';
import { recordScans, type ScanRecorder } from '../support/scan-recorder.ts';

const code = '281006020000000000125733';
const other = '288888888888888888';

async function pluggedIn(): Promise<Pty> {
  const pty = await openPty();
  onTestFinished(() => pty.close());
  return pty;
}

function listenTo(path: string): ScanRecorder {
  const seen = recordScans(serialScanner({ kind: 'serial', path }, machineClock));
  onTestFinished(() => seen.close());
  return seen;
}

async function ready(): Promise<{ pty: Pty; seen: ScanRecorder }> {
  const pty = await pluggedIn();
  const seen = listenTo(pty.terminal);
  await seen.state('ready');
  return { pty, seen };
}

describe.skipIf(!ptyAvailable)('a serial scanner on a real terminal line', () => {
  test.each([
    ['CR', '\r'],
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['silence', ''],
  ])('reads a whole code that ends in %s', async (_, terminator) => {
    const { pty, seen } = await ready();
    await pty.write(code + terminator);
    expect(await seen.texts(1)).toEqual([code]);
    expect(seen.scans[0]?.source).toBe('serial');
  });

  test('reads a code written in seven pieces as one', async () => {
    const { pty, seen } = await ready();
    const pieces = code.match(/.{1,4}/g) ?? [];
    for (const piece of [...pieces, '\r']) await pty.write(piece);
    await pty.write(`${other}\r`);
    expect(await seen.texts(2)).toEqual([code, other]);
  });

  test('reads two codes of one burst as two', async () => {
    const { pty, seen } = await ready();
    await pty.write(`${code}\r\n${other}\r\n`);
    expect(await seen.texts(2)).toEqual([code, other]);
  });

  test('reports noise without a terminator once and reads the next code', async () => {
    const { pty, seen } = await ready();
    await pty.write(new Uint8Array(20_000).fill(0xff));
    await pty.write(`\r${code}\r`);
    expect(await seen.texts(2)).toEqual([unreadableText, code]);
  });

  test('passes every byte value through: the line is raw', async () => {
    const { pty, seen } = await ready();
    await pty.write('\u0011\u0013\u0004\u0003２８\r');
    expect(await seen.texts(2)).toEqual(['\u0011\u0013\u0004', '２８']);
  });

  test('is absent when unplugged, drops half a line, and reads again when plugged in', async () => {
    const { pty, seen } = await ready();
    await pty.write(`${other}\r${code.slice(0, 18)}`);
    await seen.texts(1);
    await pty.unplug();
    expect(await seen.state('absent')).toMatchObject({ fault: 'scanner_unplugged', place: pty.terminal });
    await pty.replug();
    await seen.state('ready');
    await pty.write(`${code}\r`);
    expect(await seen.texts(2)).toEqual([other, code]);
  });

  test('notices a cable that is pulled in the instant after a read, when serialport does not', async () => {
    const pty = await pluggedIn();
    const unplugged: Promise<void>[] = [];
    const scanner = serialScanner({ kind: 'serial', path: pty.terminal }, machineClock);
    const seen = recordScans({
      open: (listen) =>
        scanner.open({
          changed: listen.changed,
          scanned: (scan) => {
            pty.unplugThisInstant();
            unplugged.push(pty.unplug());
            listen.scanned(scan);
          },
        }),
    });
    onTestFinished(() => seen.close());
    await seen.state('ready');
    await pty.write(`${code}\r`);
    await seen.texts(1);
    await Promise.all(unplugged);
    expect((await seen.state('absent')).fault).toBe('scanner_unplugged');
    await pty.replug();
    await seen.state('ready');
  });

  test('waits for a scanner that is absent at the start', async () => {
    const pty = await pluggedIn();
    await pty.unplug();
    const seen = listenTo(pty.terminal);
    expect((await seen.state('absent')).fault).toBe('scanner_absent');
    await pty.replug();
    await seen.state('ready');
    await pty.write(`${code}\r`);
    expect(await seen.texts(1)).toEqual([code]);
    expect(seen.changes.map((change) => change.state)).toEqual(['absent', 'ready']);
  });

  test('is refused while another program holds the port, and takes over when it lets go', async () => {
    const { pty, seen: holder } = await ready();
    const second = listenTo(pty.terminal);
    expect((await second.state('refused')).fault).toBe('scanner_busy');
    holder.close();
    await second.state('ready');
    await pty.write(`${code}\r`);
    expect(await second.texts(1)).toEqual([code]);
    expect(holder.scans).toEqual([]);
  });

  test('reads two of one model that tell no serial numbers, each at a port of its own', async () => {
    const ports = [await pluggedIn(), await pluggedIn()];
    const usb = { vendorId: 0x1eab, productId: 0x0c06, serialNumber: '', manufacturer: '', product: '' };
    const list = async () => ports.map(({ terminal: path }) => ({ path, usb }));
    const settings = { kind: 'serial', usb: { vendorId: 0x1eab, productId: 0x0c06 } } as const;
    const readers = ports.map(() => recordScans(serialScanner(settings, machineClock, list)));
    for (const reader of readers) onTestFinished(() => reader.close());
    const places = await Promise.all(readers.map(async (reader) => (await reader.state('ready')).place));
    expect(places).toEqual(ports.map(({ terminal }) => terminal));
    const [first, second] = readers;
    await ports[0]?.unplug();
    expect((await first?.state('absent'))?.fault).toBe('scanner_unplugged');
    await ports[1]?.write(`${code}\r`);
    expect(await second?.texts(1)).toEqual([code]);
  });

  test.each([
    ['before its library is loaded', async () => {}],
    // The library's import settles after the scanner's own, when the system was asked to open and has not answered.
    ['while the system opens the port', () => import('serialport')],
  ])('closed %s, it leaves the port free', async (_, moment) => {
    const pty = await pluggedIn();
    const hasty = listenTo(pty.terminal);
    await moment();
    hasty.close();
    hasty.close();
    const next = listenTo(pty.terminal);
    await next.state('ready');
    expect(hasty.changes).toEqual([]);
  });
});

describe('a path that is no scanner', () => {
  let folder = '';
  afterEach(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    folder = '';
  });

  test('is absent when nothing is there', async () => {
    folder = mkdtempSync(join(tmpdir(), 'till-no-scanner-'));
    const path = join(folder, 'ttyACM0');
    expect(deviceSentence('en', await listenTo(path).state('absent'))).toBe(
      `No scanner at ${path}. Plug it in; it is used as soon as it is there.`,
    );
  });

  test('is refused when it is a folder', async () => {
    folder = mkdtempSync(join(tmpdir(), 'till-no-scanner-'));
    expect((await listenTo(folder).state('refused')).fault).toBe('scanner_not_serial');
  });

  test('is refused when the settings are impossible', async () => {
    const scanner = serialScanner({ kind: 'serial', path: '' }, machineClock);
    const seen = recordScans(scanner);
    onTestFinished(() => seen.close());
    expect((await seen.state('refused')).fault).toBe('scanner_failed');
  });
});

test.each([
  ['Error: Permission denied, cannot open /dev/ttyACM0', 'refused', 'group "dialout"'],
  ['Error Resource temporarily unavailable Cannot lock port', 'refused', 'Another program'],
  ['Error: Device or resource busy, cannot open /dev/ttyACM0', 'refused', 'Another program'],
  ['Opening COM3: Access denied', 'refused', 'Close the other program'],
  ['Opening COM3: File not found', 'absent', 'Plug it in'],
  ['Error: No such file or directory, cannot open /dev/ttyACM0', 'absent', 'Plug it in'],
  ['Error: No such device or address, cannot open /dev/ttyUSB0', 'absent', 'Plug it in'],
  ['Error: Inappropriate ioctl for device setting custom baud rate of 9600', 'refused', 'not a serial port'],
  ['No native build was found for platform=linux arch=x64 libc=musl', 'refused', 'No native build was found'],
  ['Something nobody has seen before', 'refused', 'Something nobody has seen before'],
])('serialport saying "%s" is told as %s', (said, state, part) => {
  const fault = faultOf('/dev/ttyACM0', new Error(said));
  expect(fault).toMatchObject({ state, place: '/dev/ttyACM0', detail: said });
  expect(deviceSentence('en', fault)).toContain(part);
});
