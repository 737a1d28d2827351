import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frame, framing, framingLimits } from '../../native/scanner/framing.ts';
import { printedSeed } from '../support/seed.ts';

const utf8 = new TextEncoder();
const { frameBytes, silenceMs, silenceAfterTerminatorMs } = framingLimits;

/** A chunk of bytes, or so many milliseconds of silence, in which the driver's timer fires. */
type Told = string | Uint8Array | number;

function play(steps: readonly Told[]): Frame[] {
  const frames = framing();
  const out: Frame[] = [];
  let nowMs = 1_000;
  for (const step of steps) {
    if (typeof step === 'number') {
      nowMs += step;
      out.push(...frames.tick(nowMs));
    } else {
      out.push(...frames.push(typeof step === 'string' ? utf8.encode(step) : step, nowMs));
    }
  }
  return out;
}

/** Memory that is still in use after the garbage is collected, in bytes. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const texts = (frames: readonly Frame[]) => frames.map((frame) => (frame.kind === 'read' ? frame.text : '<noise>'));

describe('a read ends', () => {
  test.each<[string, Told[], string[]]>([
    ['at CR', ['2812\r'], ['2812']],
    ['at LF', ['2812\n'], ['2812']],
    ['at CRLF, once', ['2812\r\n'], ['2812']],
    ['at CR and LF in separate chunks, once', ['2812\r', '\n'], ['2812']],
    ['at CR with a late LF, once', ['2812\r', 300, '\n', 300], ['2812']],
    ['at ETX', ['\u00022812\u0003'], ['2812']],
    ['at ETX and CR, once', ['\u00022812\u0003\r'], ['2812']],
    ['by silence where no terminator comes', ['2812', silenceMs], ['2812']],
    ['not before the silence is long enough', ['2812', silenceMs - 1], []],
    ['by the timer late, without losing it', ['2812', 5_000], ['2812']],
    ['byte by byte', '2812\r\n'.split('').flatMap((byte) => [byte, 16]), ['2812']],
    ['seven times split', ['2', 9, '8', 9, '1', 9, '2', 9, '3', 9, '4', 9, '5\r'], ['2812345']],
    ['and two in one burst stay two', ['2812\r\n2813\r\n'], ['2812', '2813']],
    ['and a burst that ends in half a read keeps the half', ['2812\r28', '13\r'], ['2812', '2813']],
    ['empty reads are dropped', ['\r\r\n\n\r', silenceMs], []],
    ['NULs are dropped, wherever they are', ['\0' + '28\0' + '12\0\r\0'], ['2812']],
    ['NULs alone are nothing', ['\0\0\0', silenceMs], []],
    ['NULs do not keep a read open', ['2812', 60, '\0', silenceMs - 60], ['2812']],
    ['STX after half a line drops the half', ['28\u00022812\r'], ['<noise>', '2812']],
    ['other control bytes stay in the text', ['28\u001d12\r'], ['28\u001d12']],
    ['a byte order mark is not lost', ['\ufeff28\r'], ['\ufeff28']],
    ['full-width digits are recognisable', ['２８１２\r'], ['２８１２']],
    [
      'full-width digits cut inside a character too',
      [new Uint8Array([0xef, 0xbc]), new Uint8Array([0x92, 13])],
      ['２'],
    ],
    ['bytes that are no UTF-8 become replacement characters', [new Uint8Array([0x32, 0xff, 0x38, 13])], ['2\ufffd8']],
  ])('%s', (_, steps, expected) => {
    expect(texts(play(steps))).toEqual(expected);
  });

  test('after a longer silence once the scanner has sent a terminator: half a line is not taken for a code', () => {
    expect(texts(play(['2812\r', 50, '281006020000000000', silenceAfterTerminatorMs - 1]))).toEqual(['2812']);
    expect(texts(play(['2812\r', 50, '28100602', silenceAfterTerminatorMs]))).toEqual(['2812', '28100602']);
  });

  test('by silence only when it is asked: bytes that a busy program reads late still belong to the read', () => {
    const frames = framing();
    frames.push(utf8.encode('2812'), 0);
    expect(texts(frames.push(utf8.encode('2813\r'), 5 * silenceMs))).toEqual(['28122813']);
  });

  test('and carries the time of its first byte', () => {
    const frames = framing();
    frames.push(utf8.encode('28'), 10);
    expect(frames.dueAtMs()).toBe(10 + silenceMs);
    frames.push(utf8.encode('12'), 40);
    expect(frames.dueAtMs(), 'silence counts from the last byte').toBe(40 + silenceMs);
    expect(frames.push(utf8.encode('\r'), 60)).toEqual([{ kind: 'read', text: '2812', atMs: 10 }]);
    expect(frames.dueAtMs()).toBeNull();
  });

  test('a reconnect drops half a line and forgets that there were terminators', () => {
    const frames = framing();
    frames.push(utf8.encode('2812\r2899'), 0);
    frames.reset();
    expect(frames.dueAtMs()).toBeNull();
    expect(texts(frames.push(utf8.encode('2813'), 10))).toEqual([]);
    expect(texts(frames.tick(10 + silenceMs))).toEqual(['2813']);
  });
});

describe('noise', () => {
  test('a read of the full length passes, one byte more is noise', () => {
    expect(texts(play([`${'2'.repeat(frameBytes)}\r`]))).toEqual(['2'.repeat(frameBytes)]);
    expect(texts(play([`${'2'.repeat(frameBytes + 1)}\r`]))).toEqual(['<noise>']);
  });

  test('is swallowed up to the next terminator, and the read after it is whole', () => {
    expect(texts(play(['x'.repeat(500), 'y'.repeat(500), '\r\n2812\r']))).toEqual(['<noise>', '2812']);
  });

  test('is swallowed up to the next silence, and the read after it is whole', () => {
    expect(texts(play(['x'.repeat(500), silenceMs, '2812', silenceMs]))).toEqual(['<noise>', '2812']);
  });

  test('of 10 MB without a terminator is reported once and takes no memory', () => {
    const frames = framing();
    const chunk = new Uint8Array(64 * 1024).fill(0xff);
    frames.push(chunk, 0);
    const beforeBytes = heldBytes();
    const reported: Frame[] = [];
    for (let sent = 0; sent < 10_000_000; sent += chunk.length) reported.push(...frames.push(chunk, sent / 1_000));
    expect(reported, 'the first chunk had reported it already').toEqual([]);
    expect(heldBytes() - beforeBytes, 'bytes kept of 10 MB of noise').toBeLessThan(1_000_000);
    expect(texts(frames.push(utf8.encode('\r2812\r'), 10_001))).toEqual(['2812']);
  });

  test('a scanner that never stops cannot make a read longer than the limit', () => {
    const frames = framing();
    for (let nowMs = 0; nowMs < 60_000; nowMs += 10) {
      for (const frame of frames.push(utf8.encode('281234567'), nowMs)) expect(frame.kind).toBe('noise');
    }
    expect(texts(frames.tick(70_000)), 'the noise was reported, its end is nothing').toEqual([]);
  });
});

test('however a stream of bytes is cut, its reads are the same', () => {
  const seed = printedSeed('scanner-framing');
  const piece = fc.oneof(
    fc
      .constantFrom('\r', '\n', '\r\n', '\0', '\u0002', '\u0003', '２８', '281234567890123456')
      .map((s) => utf8.encode(s)),
    fc.uint8Array({ maxLength: 40 }),
    fc.integer({ min: 100, max: 300 }).map((length) => new Uint8Array(length).fill(0x37)),
  );
  const stream = fc
    .array(piece, { maxLength: 20 })
    .map((pieces) => Uint8Array.from(pieces.flatMap((bytes) => [...bytes])));
  fc.assert(
    fc.property(stream, fc.array(fc.nat({ max: 60 }), { maxLength: 80 }), (bytes, sizes) => {
      const whole = framing();
      const cut = framing();
      const expected = [...whole.push(bytes, 0), ...whole.tick(10_000)];
      const seen: Frame[] = [];
      let at = 0;
      // Sizes may be 0: an empty chunk is nothing.
      for (const size of [...sizes, bytes.length]) {
        seen.push(...cut.push(bytes.subarray(at, at + size), 0));
        at += size;
      }
      seen.push(...cut.tick(10_000));
      expect(seen).toEqual(expected);
      for (const frame of seen) {
        if (frame.kind === 'read') expect(utf8.encode(frame.text).length).toBeLessThanOrEqual(frameBytes * 3);
      }
    }),
    { seed, numRuns: 1_000 },
  );
});
