import { describe, expect, test } from 'vitest';
import { type HidFrame, hidDecoder, hidLimits } from '../../native/scanner/hid-decoder.ts';
import {
  familyOf,
  layoutByDescriptor,
  layoutByMaker,
  type ReportLayout,
  type ScannerFamily,
} from '../../native/scanner/hid-report.ts';
import { code28, descriptorOf, reportsOf, type Shape, text113, voyagerMenuAnswer } from './hid-samples.ts';

const honeywell = 0x0c2e;
const newland = 0x1eab;
const zebra = 0x05e0;
const datalogic = 0x05f9;

function readAll(
  reports: readonly Uint8Array[],
  shape: { layout?: ReportLayout | null; family?: ScannerFamily | null },
): readonly HidFrame[] {
  const decoder = hidDecoder({ layout: shape.layout ?? null, family: shape.family ?? null });
  return reports.flatMap((report, at) => decoder.push(report, 5 * at));
}

function textsOf(frames: readonly HidFrame[]): string[] {
  return frames.map((frame) => (frame.kind === 'noise' ? 'noise' : frame.text));
}

const shapes: readonly (readonly [name: string, vendorId: number, shape: Shape, aimId: string])[] = [
  ['Honeywell', honeywell, { aim: 'first' }, ']C0'],
  ['Youjie', 0x23d0, { aim: 'first' }, ']Q1'],
  ['Newland', newland, { aim: 'none' }, ''],
  ['Zebra', zebra, { aim: 'first' }, ']C0'],
  ['Zebra with the AIM id one byte later', zebra, { aim: 'later' }, ']C0'],
  ['Datalogic', datalogic, { aim: 'first' }, ']Q1'],
  ['an unknown maker like Honeywell', 0x1234, { aim: 'first' }, ']Q3'],
  ['an unknown maker like Newland', 0x1234, { aim: 'none' }, ''],
];

describe.each(shapes)('reports of %s', (_, vendorId, shape, aimId) => {
  const family = familyOf(vendorId);
  const layout = layoutByDescriptor(descriptorOf(shape));

  test.each([
    ['28 digits', code28],
    ['113 characters in more than one report', text113],
    ['56 characters, which fill one report', 'x'.repeat(56)],
  ])('give %s exactly, by the descriptor and by the maker alike', (_what, text) => {
    const reports = reportsOf(text, shape, aimId);
    expect(textsOf(readAll(reports, { layout }))).toEqual([aimId + text]);
    expect(textsOf(readAll(reports, { family }))).toEqual([aimId + text]);
  });
});

describe('the layout', () => {
  test('is not believed where digits stand in the place of the AIM id: a cut code may look like a whole one', () => {
    const code = '2812860200001257338899776655';
    const layout = layoutByDescriptor(descriptorOf({ aim: 'first' }));
    const reports = reportsOf(code, { aim: 'none' });
    expect(textsOf(readAll(reports, { layout }))).toEqual([code]);
  });

  test.each<[Shape['aim'], Partial<ReportLayout>]>([
    ['first', { aimAt: 2, dataAt: 5 }],
    ['later', { aimAt: 3, dataAt: 6 }],
    ['none', { aimAt: null, dataAt: 2 }],
  ])('with the AIM id "%s" is read from the descriptor', (aim, where) => {
    const common = { reportId: 2, countAt: 1, dataBytes: 56, continued: { at: 63, bit: 0 } };
    expect(layoutByDescriptor(descriptorOf({ aim }))).toEqual({ ...common, ...where });
  });

  test('of a scanner whose reports have no number begins one byte earlier', () => {
    const layout = layoutByDescriptor(descriptorOf({ aim: 'first' }, null));
    expect(layout).toMatchObject({ reportId: null, countAt: 0, aimAt: 1, dataAt: 4, continued: { at: 62, bit: 0 } });
    const reports = reportsOf(text113, { aim: 'first' }, ']Q1', null);
    expect(textsOf(readAll(reports, { layout }))).toEqual([`]Q1${text113}`]);
  });

  test('is none where the descriptor is that of a keyboard, empty, or cut off', () => {
    const keyboard = [
      0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x75, 1, 0x95, 8, 0x81, 2,
    ];
    expect(layoutByDescriptor(Uint8Array.from(keyboard))).toBeNull();
    expect(layoutByDescriptor(new Uint8Array())).toBeNull();
    expect(layoutByDescriptor(descriptorOf({ aim: 'first' }).subarray(0, 30))).toBeNull();
  });

  test('of a Newland whose AIM id is switched on is still told from that of a Honeywell', () => {
    const [report = new Uint8Array()] = reportsOf(`]C0${code28}`, { aim: 'none' });
    expect(layoutByMaker(null, report)).toMatchObject({ aimAt: null, dataAt: 2 });
    expect(textsOf(readAll([report], {}))).toEqual([`]C0${code28}`]);
  });
});

describe('the decoder', () => {
  test('leaves the terminator out of the text and tells which it was', () => {
    const ends = ['\r', '\n', '\r\n', ''].flatMap((end) => reportsOf(code28 + end, { aim: 'first' }));
    const frames = readAll(ends, { family: 'honeywell' });
    expect(frames.map((frame) => frame.kind === 'read' && [frame.text, frame.terminator])).toEqual(
      ['cr', 'lf', 'crlf', 'report'].map((terminator) => [`]C0${code28}`, terminator]),
    );
  });

  test('reads nothing behind the number of bytes that a report names', () => {
    const [report = new Uint8Array()] = reportsOf(code28, { aim: 'first' });
    report.fill(0x39, 5 + code28.length, 61);
    expect(textsOf(readAll([report], { family: 'honeywell' }))).toEqual([`]C0${code28}`]);
  });

  test('caps a number of bytes that no report can have', () => {
    const [report = new Uint8Array()] = reportsOf('7'.repeat(56), { aim: 'first' });
    report[1] = 255;
    expect(textsOf(readAll([report], { family: 'honeywell' }))).toEqual([`]C0${'7'.repeat(56)}`]);
  });

  test('takes no menu answer of the scanner for a scan', () => {
    const frames = readAll(voyagerMenuAnswer, { family: 'honeywell' });
    expect(frames.map((frame) => frame.kind === 'dropped' && frame.why)).toEqual(['set_up_answer', 'set_up_answer']);
    expect(textsOf(frames)[0]).toContain('Serial Number: 15232B1F0C\r\nSupported IF: Bluetooth');
  });

  test('passes over reports of other numbers', () => {
    const decoder = hidDecoder({ layout: null, family: 'honeywell' });
    const [first = new Uint8Array(), ...rest] = reportsOf(text113, { aim: 'first' });
    expect(decoder.push(first, 0)).toEqual([]);
    expect(decoder.push(Uint8Array.from([4, 56, ...new Array<number>(62).fill(0x39)]), 1)).toEqual([]);
    expect(textsOf(rest.flatMap((report) => decoder.push(report, 2)))).toEqual([`]C0${text113}`]);
  });

  test('drops the first part of a code whose rest does not come, and reads the next code whole', () => {
    const decoder = hidDecoder({ layout: null, family: 'honeywell' });
    const [first = new Uint8Array()] = reportsOf(text113, { aim: 'first' });
    decoder.push(first, 1_000);
    expect(decoder.dueAtMs()).toBe(1_000 + hidLimits.restMs);
    expect(decoder.tick(1_000 + hidLimits.restMs - 1)).toEqual([]);
    expect(decoder.tick(1_000 + hidLimits.restMs)).toMatchObject([{ kind: 'dropped', why: 'rest_missing' }]);
    expect(decoder.dueAtMs()).toBeNull();
    const next = reportsOf(code28, { aim: 'first' }).flatMap((report) => decoder.push(report, 2_000));
    expect(textsOf(next)).toEqual([`]C0${code28}`]);
  });

  test('tells of half a code when the connection breaks', () => {
    const decoder = hidDecoder({ layout: null, family: 'honeywell' });
    expect(decoder.reset()).toEqual([]);
    const [first = new Uint8Array()] = reportsOf(text113, { aim: 'first' });
    decoder.push(first, 0);
    expect(decoder.reset()).toMatchObject([{ kind: 'dropped', why: 'broken_off' }]);
    expect(decoder.reset()).toEqual([]);
  });

  test('drops a report that is shorter than it says', () => {
    expect(readAll([Uint8Array.from([2, 20, 0x5d, 0x43, 0x30, 0x31])], { family: 'honeywell' })).toMatchObject([
      { kind: 'dropped', why: 'malformed' },
    ]);
    expect(readAll([Uint8Array.from([2])], { family: 'newland' })).toMatchObject([{ why: 'malformed' }]);
  });

  test('tells an endless code once, at its end', () => {
    const reports = reportsOf('9'.repeat(5_000), { aim: 'first' });
    expect(readAll(reports, { family: 'honeywell' })).toEqual([{ kind: 'noise', atMs: 0 }]);
  });

  test('shows bytes that are no text as U+FFFD', () => {
    const [report = new Uint8Array()] = reportsOf('28', { aim: 'first' });
    report[5] = 0xff;
    expect(textsOf(readAll([report], { family: 'honeywell' }))).toEqual([']C0\ufffd8']);
  });

  test('of Microscan joins full reports, and takes the last full one after a silence', () => {
    const decoder = hidDecoder({ layout: null, family: 'microscan' });
    const report = (text: string): Uint8Array => {
      const bytes = new Uint8Array(64);
      bytes.set([1, text.length]);
      bytes.set(new TextEncoder().encode(text), 2);
      return bytes;
    };
    expect(decoder.push(report('a'.repeat(62)), 0)).toEqual([]);
    expect(textsOf(decoder.push(report('bc\r'), 2))).toEqual([`${'a'.repeat(62)}bc`]);
    expect(decoder.push(report('d'.repeat(62)), 10)).toEqual([]);
    expect(textsOf(decoder.tick(10 + hidLimits.restMs))).toEqual(['d'.repeat(62)]);
  });

  test.each([18, 28, 32])(
    'never takes a full report of %i bytes for a whole code: a payment code may be cut there',
    (size) => {
      const described = layoutByDescriptor(descriptorOf({ aim: 'none' }));
      if (described === null) throw new Error('the sample has a layout');
      const decoder = hidDecoder({ layout: { ...described, dataBytes: size, continued: null }, family: null });
      const report = (text: string): Uint8Array => {
        const bytes = new Uint8Array(64);
        bytes.set([2, text.length]);
        bytes.set(new TextEncoder().encode(text), 2);
        return bytes;
      };
      const code = '281006020000125733889977665544';
      const [first, rest] = [`${code}${code}`.slice(0, size), '12'];
      expect(decoder.push(report(first), 0)).toEqual([]);
      expect(decoder.tick(hidLimits.restMs)).toMatchObject([{ kind: 'dropped', why: 'rest_missing', text: first }]);
      expect(decoder.push(report(first), 1_000)).toEqual([]);
      expect(textsOf(decoder.push(report(rest), 1_005))).toEqual([first + rest]);
    },
  );
});
