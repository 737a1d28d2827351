import { describe, expect, test } from 'vitest';
import {
  busyMs,
  type Line,
  type LineEvents,
  lineScanner,
  openWaitMs,
  reopenFirstMs,
  reopenMaxMs,
  unreadableText,
} from '../../native/scanner/line.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordScans } from '../support/scan-recorder.ts';

const absent = { state: 'absent', fault: 'scanner_absent', place: '/dev/x', detail: '' } as const;
const bytes = (text: string) => new TextEncoder().encode(text);

interface Connection {
  readonly heard: LineEvents;
  readonly openedAtMs: number;
  closes: number;
  /** What the line does when it is asked whether the device is there; says yes at once unless told. */
  check: Line['check'];
}

/** A scanner on a line that does what the test says; each connection stands in `connections`. */
function onLine() {
  const clock = manualClock();
  const connections: Connection[] = [];
  const scanner = lineScanner({
    name: '/dev/x',
    source: 'serial',
    clock,
    openLine: (heard) => {
      const connection: Connection = { heard, openedAtMs: clock.monotonicMs(), closes: 0, check: (there) => there() };
      connections.push(connection);
      return {
        close: () => {
          connection.closes += 1;
        },
        check: (there) => connection.check(there),
      };
    },
  });
  const seen = recordScans(scanner);
  const newest = () => {
    const last = connections.at(-1);
    if (!last) throw new Error('the line was never opened');
    return last;
  };
  return { clock, connections, newest, seen };
}

describe('a scanner at a line', () => {
  test('passes on a read at its terminator, with source and time of the first byte', () => {
    const { clock, newest, seen } = onLine();
    newest().heard.opened();
    clock.advance(50);
    newest().heard.bytes(bytes('28'));
    clock.advance(16);
    newest().heard.bytes(bytes('12\r\n'));
    expect(seen.scans).toEqual([
      {
        text: '2812',
        source: 'serial',
        atMs: 50,
        seen: { place: '/dev/x', bytes: bytes('2812\r\n'), bytesLeftOut: 0, gapsMs: [16], terminator: 'crlf' },
      },
    ]);
    expect(clock.waiting(), 'no timer is left behind').toBe(0);
  });

  test('ends a read by silence, counted from its last byte', () => {
    const { clock, newest, seen } = onLine();
    newest().heard.opened();
    newest().heard.bytes(bytes('28'));
    clock.advance(99);
    newest().heard.bytes(bytes('12'));
    clock.advance(99);
    expect(seen.scans).toEqual([]);
    clock.advance(1);
    expect(seen.scans.map((scan) => scan.text)).toEqual(['2812']);
    expect(clock.waiting()).toBe(0);
  });

  test('takes silence for the end of a read only after the line has shown that the device is there', () => {
    const { clock, newest, seen } = onLine();
    let answer: () => void = () => {};
    newest().check = (there) => {
      answer = there;
    };
    newest().heard.opened();
    newest().heard.bytes(bytes('2812'));
    clock.advance(100);
    expect(seen.scans).toEqual([]);
    answer();
    expect(seen.scans.map((scan) => scan.text)).toEqual(['2812']);
  });

  test('cuts no code in two when the program was busy and reads late what came in time', () => {
    const { clock, newest, seen } = onLine();
    newest().heard.opened();
    newest().heard.bytes(bytes('288888888888888888'));
    // The loop was blocked for longer than the silence; timers run first, then the bytes are read.
    clock.stall(400);
    clock.advance(0);
    expect(seen.scans, 'silence is not believed yet').toEqual([]);
    newest().heard.bytes(bytes('123456'));
    clock.advance(1_000);
    expect(seen.scans.map((scan) => scan.text)).toEqual(['288888888888888888123456']);
  });

  test('believes the silence of a busy program a moment later', () => {
    const { clock, newest, seen } = onLine();
    newest().heard.opened();
    newest().heard.bytes(bytes('2812'));
    clock.stall(400);
    clock.advance(busyMs);
    expect(seen.scans.map((scan) => scan.text)).toEqual(['2812']);
  });

  test('drops half a line whose silence turns out to be that of a pulled cable', () => {
    const { clock, newest, seen } = onLine();
    const { heard } = newest();
    newest().check = () => heard.ended(absent);
    heard.opened();
    heard.bytes(bytes('288888888888888888'));
    clock.advance(10_000);
    expect(seen.scans).toEqual([]);
    expect(seen.changes.at(-1)?.state).toBe('absent');
  });

  test('tells of endless noise as one unreadable scan', () => {
    const { newest, seen } = onLine();
    newest().heard.opened();
    for (let sent = 0; sent < 100; sent += 1) newest().heard.bytes(new Uint8Array(1_000).fill(0xfe));
    expect(seen.scans.map((scan) => scan.text)).toEqual([unreadableText]);
  });

  test('drops half a line when the cable is pulled, and reads whole ones on the next connection', () => {
    const { clock, newest, seen } = onLine();
    newest().heard.opened();
    newest().heard.bytes(bytes('28100602000000'));
    newest().heard.ended(absent);
    clock.advance(reopenFirstMs);
    newest().heard.opened();
    newest().heard.bytes(bytes('2812\r'));
    clock.advance(10_000);
    expect(seen.scans.map((scan) => scan.text)).toEqual(['2812']);
    expect(seen.drops).toMatchObject([{ why: 'broken_off', scan: { seen: { bytes: bytes('28100602000000') } } }]);
  });

  test('tells of each read of a chunk what was seen of it alone', () => {
    const { clock, newest, seen } = onLine();
    newest().heard.opened('/dev/ttyACM4');
    newest().heard.bytes(bytes('2812\r\n28'));
    clock.advance(7);
    newest().heard.bytes(bytes('13\r'));
    newest().heard.bytes(bytes('\n'));
    expect(seen.scans.map((scan) => scan.seen)).toEqual([
      { place: '/dev/ttyACM4', bytes: bytes('2812\r\n'), bytesLeftOut: 0, gapsMs: [], terminator: 'crlf' },
      { place: '/dev/ttyACM4', bytes: bytes('2813\r'), bytesLeftOut: 0, gapsMs: [7], terminator: 'cr' },
    ]);
  });

  test('opens an absent line again after growing waits of at most two seconds, for ever', () => {
    const { clock, newest } = onLine();
    const waitsMs: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const endedAtMs = clock.monotonicMs();
      newest().heard.ended(absent);
      expect(clock.waiting(), 'one wait at a time').toBe(1);
      clock.advance(reopenMaxMs);
      waitsMs.push(newest().openedAtMs - endedAtMs);
    }
    expect(waitsMs).toEqual([reopenFirstMs, 2 * reopenFirstMs, reopenMaxMs, reopenMaxMs, reopenMaxMs, reopenMaxMs]);
  });

  test('waits little again after a connection that worked', () => {
    const { clock, connections, newest } = onLine();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      newest().heard.ended(absent);
      clock.advance(reopenMaxMs);
    }
    newest().heard.opened();
    newest().heard.ended(absent);
    const before = connections.length;
    clock.advance(reopenFirstMs);
    expect(connections).toHaveLength(before + 1);
  });

  test('tells a state once, however often the line fails in the same way', () => {
    const { clock, newest, seen } = onLine();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      newest().heard.ended(absent);
      clock.advance(reopenMaxMs);
    }
    newest().heard.ended({ ...absent, state: 'refused', fault: 'scanner_permission_serial' });
    clock.advance(reopenMaxMs);
    newest().heard.opened();
    expect(seen.changes.map((change) => change.state)).toEqual(['absent', 'refused', 'ready']);
  });

  test('says that a line does not open, opens no second one beside it, and takes it when it comes', () => {
    const { clock, connections, newest, seen } = onLine();
    clock.advance(openWaitMs);
    expect(seen.changes).toEqual([{ state: 'refused', fault: 'scanner_silent', place: '/dev/x', detail: '' }]);
    clock.advance(60_000);
    expect(connections).toHaveLength(1);
    newest().heard.opened();
    expect(seen.changes.at(-1)?.state).toBe('ready');
  });

  test.each([
    ['while it is opening', () => {}],
    ['while it is ready', (heard: LineEvents) => heard.opened()],
    ['in the middle of a read', (heard: LineEvents) => openedWithHalf(heard)],
    ['while it waits to open again', (heard: LineEvents) => heard.ended(absent)],
  ])('closes for good %s', (_, before) => {
    const { clock, connections, newest, seen } = onLine();
    before(newest().heard);
    const told = seen.changes.length;
    seen.close();
    seen.close();
    expect(clock.waiting(), 'no timer is left behind').toBe(0);
    clock.advance(60_000);
    expect(connections).toHaveLength(1);
    expect(connections[0]?.closes).toBeGreaterThan(0);
    expect(seen.scans).toEqual([]);
    expect(seen.changes).toHaveLength(told);
  });

  test('passes on nothing more of a burst when the first read made the listener close it', () => {
    const clock = manualClock();
    const lines: LineEvents[] = [];
    const openLine = (heard: LineEvents) => {
      lines.push(heard);
      return { close: () => {}, check: (there: () => void) => there() };
    };
    const texts: string[] = [];
    const close = lineScanner({ name: '/dev/x', source: 'serial', clock, openLine }).open({
      scanned: (scan) => {
        texts.push(scan.text);
        close();
      },
      changed: () => {},
    });
    lines[0]?.opened();
    lines[0]?.bytes(bytes('2812\r2813\r'));
    expect(texts).toEqual(['2812']);
  });
});

function openedWithHalf(heard: LineEvents): void {
  heard.opened();
  heard.bytes(bytes('2812'));
}
