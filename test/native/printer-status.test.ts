import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  automaticFacts,
  hindrance,
  nothingKnown,
  type PrinterFacts,
  paperOf,
  type RealTimeQuestion,
  realTimeFacts,
  type Said,
  statusReader,
} from '../../native/printer/status.ts';
import { printedSeed } from '../support/seed.ts';

/** Bits and bytes are those of Epson's ESC/POS command reference, not of our code. */

const read = (...bytes: readonly number[]): readonly Said[] => statusReader()(Uint8Array.from(bytes));

describe('what a printer says on its line back', () => {
  test.each<[string, readonly number[], readonly Said[]]>([
    ['paper present', [0x00], [{ kind: 'in_band', byte: 0x00 }]],
    ['paper ended', [0x0f], [{ kind: 'in_band', byte: 0x0f }]],
    ['real-time status', [0x12, 0x1a], [0x12, 0x1a].map((byte) => ({ kind: 'real_time', byte }))],
    ['paper out in real time', [0x7e], [{ kind: 'real_time', byte: 0x7e }]],
    ['automatic status, idle', [0x10, 0, 0, 0], [{ kind: 'automatic', bytes: [0x10, 0, 0, 0] }]],
    [
      'automatic status, then an answer',
      [0x18, 0x00, 0x0f, 0x00, 0x00],
      [
        { kind: 'automatic', bytes: [0x18, 0x00, 0x0f, 0x00] },
        { kind: 'in_band', byte: 0 },
      ],
    ],
    ['automatic status that lost bytes', [0x10, 0x00, 0x12], [{ kind: 'real_time', byte: 0x12 }]],
    ['flow control, also inside', [0x11, 0x10, 0x13, 0, 0, 0x11, 0], [{ kind: 'automatic', bytes: [0x10, 0, 0, 0] }]],
    ['a process id', [0x37, 0x22, 0x21, 0x22, 0x23, 0x24, 0x00], [{ kind: 'process', id: '!"#$' }]],
    ['a name', [0x5f, 0x54, 0x4d, 0x00], [{ kind: 'block', text: 'TM' }]],
    ['noise', [0xff, 0x80, 0x91], []],
  ])('%s', (_name, bytes, said) => {
    expect(read(...bytes)).toEqual(said);
    const reader = statusReader();
    expect(
      bytes.flatMap((byte) => reader(Uint8Array.of(byte))),
      'the same in single bytes',
    ).toEqual(said);
  });

  test('a block without an end is given up after 96 bytes, and what follows is heard', () => {
    expect(read(0x37, ...Array.from({ length: 96 }, () => 0x41), 0x12)).toEqual([{ kind: 'real_time', byte: 0x12 }]);
  });

  test('whatever arrives, in whatever pieces: the same, and never an error', () => {
    const seed = printedSeed('printer-status');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(20)), (bytes, cuts) => {
        const whole = statusReader()(bytes);
        const reader = statusReader();
        const pieces: Said[] = [];
        let from = 0;
        for (const cut of [...cuts, bytes.length]) {
          pieces.push(...reader(bytes.subarray(from, from + cut)));
          from += cut;
        }
        pieces.push(...reader(bytes.subarray(from)));
        expect(pieces).toEqual(whole);
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe('what it means', () => {
  const asked = (...bytes: readonly number[]): PrinterFacts => {
    const answers = bytes.map((byte, index) => realTimeFacts((index + 1) as RealTimeQuestion, byte));
    return Object.assign({}, nothingKnown, ...answers) as PrinterFacts;
  };

  test.each<[string, readonly number[], string | null, string]>([
    ['idle', [0x12, 0x12, 0x12, 0x12], null, 'ok'],
    ['paper out', [0x1a, 0x32, 0x12, 0x7e], 'paper_out', 'out'],
    ['cover open', [0x1a, 0x16, 0x12, 0x12], 'cover_open', 'ok'],
    ['near end', [0x12, 0x12, 0x12, 0x1e], null, 'near_end'],
    ['cutter', [0x1a, 0x52, 0x1a, 0x12], 'cutter_error', 'ok'],
    ['hot head', [0x1a, 0x52, 0x52, 0x12], 'printer_overheated', 'ok'],
    ['broken', [0x1a, 0x52, 0x32, 0x12], 'printer_broken', 'ok'],
    ['jammed', [0x1a, 0x52, 0x16, 0x12], 'printer_jammed', 'ok'],
    ['feed button', [0x1a, 0x1a, 0x12, 0x12], 'paper_feeding', 'ok'],
    ['offline without a cause', [0x1a, 0x12, 0x12, 0x12], 'printer_offline', 'ok'],
  ])('DLE EOT 1 to 4: %s', (_name, bytes, fault, paper) => {
    const facts = asked(...bytes);
    expect([hindrance(facts), facts.paper]).toEqual([fault, paper]);
  });

  test.each<[string, readonly [number, number, number, number], string | null, string]>([
    ['idle', [0x10, 0, 0, 0], null, 'ok'],
    ['paper out', [0x18, 0, 0x0f, 0], 'paper_out', 'out'],
    ['cover open', [0x38, 0, 0, 0], 'cover_open', 'ok'],
    ['near end', [0x10, 0, 0x03, 0], null, 'near_end'],
    ['cutter', [0x18, 0x08, 0, 0], 'cutter_error', 'ok'],
  ])('automatic status: %s', (_name, bytes, fault, paper) => {
    const facts = automaticFacts(bytes);
    expect([hindrance(facts), facts.paper]).toEqual([fault, paper]);
  });

  test('contact 3 of the drawer socket is bit 2 of both', () => {
    expect(realTimeFacts(1, 0x16).drawerPin).toBe('high');
    expect(realTimeFacts(1, 0x12).drawerPin).toBe('low');
    expect(automaticFacts([0x14, 0, 0, 0]).drawerPin).toBe('high');
  });

  test('a printer that has said nothing is in nobody’s way', () => {
    expect(hindrance(nothingKnown)).toBe(null);
    expect([paperOf(0x00), paperOf(0x03), paperOf(0x0c)]).toEqual(['ok', 'near_end', 'out']);
  });
});
