import { describe, expect, test } from 'vitest';
import { type TraceAbout, traceOf, type WedgeTrace } from '../../renderer/proof/wedge-trace.ts';
import { rhythmOf, slowestGapMs, usualRhythm } from '../../renderer/rhythm.ts';
import { type Press, play, scannerKeys, times } from './keyboard.ts';

/** What the scanner check says of keys, from the very steps of the wedge. */

const code = '281234567890123456';
const about: TraceAbout = { number: 1, cameAtMs: 0, rhythm: usualRhythm, expected: null };

function traced(presses: readonly Press[], more: Partial<TraceAbout> = {}): WedgeTrace {
  const { rhythm } = { ...about, ...more };
  const trace = traceOf(play(presses, {}, rhythm).steps, { ...about, ...more });
  if (trace === null) throw new Error('no trace');
  return trace;
}

describe('a scan that was read', () => {
  test('is said to be, with its terminator, AIM id, gaps and every key as part of it', () => {
    const trace = traced(scannerKeys(`]C0${code}\r`, 8));
    expect(traced(scannerKeys(`${code}\r`, 8)).longestGapMs).toBe(8);
    expect(trace).toMatchObject({
      verdict: 'read',
      terminator: 'cr',
      aimId: ']C0',
      allowedGapMs: 35,
      inputMethod: 'none',
      inField: false,
      repairGapMs: null,
    });
    expect(new Set(trace.keys.filter(({ label }) => label !== 'Shift').map(({ fate }) => fate))).toEqual(
      new Set(['scan']),
    );
    expect(trace.keys.at(-1)).toEqual({ label: '⏎', gapMs: 8, fate: 'scan' });
  });

  test.each([
    ['\r\r', 'crlf'],
    ['\t', 'tab'],
    ['', 'silence'],
  ])('%j at its end is named', (end, terminator) => {
    expect(traced(scannerKeys(`${code}${end}`, 8)).terminator).toBe(terminator);
  });

  test('an input method that lets keys through is named and does no harm', () => {
    expect(traced(scannerKeys(`${code}\r`, 8, { key: 'Process' }))).toMatchObject({
      verdict: 'read',
      inputMethod: 'listening',
    });
  });

  test('is the test code only if it is exactly that', () => {
    expect(traced(scannerKeys('908172\r', 8), { expected: '908172' }).isExpected).toBe(true);
    expect(traced(scannerKeys(']C0908172\r', 8), { expected: '908172' }).isExpected).toBe(true);
    expect(traced(scannerKeys('9081721\r', 8), { expected: '908172' }).isExpected).toBe(false);
  });
});

describe('no payment code is kept, however it came', () => {
  const ways: readonly (readonly [string, readonly Press[]])[] = [
    ['read', scannerKeys(`${code}\r`, 8)],
    ['typed slowly', scannerKeys(`${code}\r`, 50)],
    ['taken by an input method', scannerKeys(`${code}\r`, 8, { composing: true, key: 'Process' })],
    ['into a field', scannerKeys(`${code}\r`, 8, { editable: true })],
    ['with Shift stuck', scannerKeys(`${code}\r`, 8, { shift: true })],
    ['twice', scannerKeys(`${code}${code}\r`, 8)],
    ['behind an AIM id', scannerKeys(`]Q3${code}\r`, 8)],
    ['on the numeric pad', Array.from(code, (digit) => ({ code: `Numpad${digit}`, afterMs: 8 }))],
  ];
  test.each(ways)('%s', (_, presses) => {
    const kept = JSON.stringify(traced(presses));
    expect(kept).not.toContain(code.slice(4, 12));
    const labels = traced(presses)
      .keys.map(({ label }) => label)
      .join('');
    expect(labels.replaceAll(/\D/g, '').length, labels).toBeLessThanOrEqual(8);
  });
});

describe('a scanner that is too slow for this till', () => {
  test.each([
    [36, 45],
    [50, 60],
    [60, 70],
  ])('at %i ms is offered a gap of %i ms, which reads the same keys', (gapMs, repairGapMs) => {
    const presses = scannerKeys(`${code}\r`, gapMs);
    expect(traced(presses)).toMatchObject({ verdict: 'slow', longestGapMs: gapMs, repairGapMs });
    expect(play(presses, {}, rhythmOf(repairGapMs)).said).toEqual([`scanned ${code}`]);
  });

  test('beyond what can be told from a person is said to be so, and nothing is offered', () => {
    expect(traced(scannerKeys(`${code}\r`, slowestGapMs + 10))).toMatchObject({
      verdict: 'too_slow',
      repairGapMs: null,
    });
  });

  test('that stutters at the start is offered a gap too', () => {
    const presses = scannerKeys(`${code}\r`, 30).map((press, at) => (at === 2 ? { ...press, afterMs: 44 } : press));
    expect(traced(presses)).toMatchObject({ verdict: 'slow' });
  });
});

test('a person is not taken for a scanner, and few keys are not looked at', () => {
  const typed = times(8, (at): Press => ({ code: `Digit${at}`, afterMs: 90 + (at % 3) * 60 }));
  expect(traced(typed)).toMatchObject({ verdict: 'typing', repairGapMs: null });
  expect(traceOf(play(typed.slice(0, 3)).steps, about)).toBeNull();
  expect(traceOf(play([{ code: 'F4', afterMs: 100 }]).steps, about)).toBeNull();
});

test.each([
  ['input_method', { composing: true }],
  ['typed_into_field', { editable: true }],
  ['too_late', { late: true }],
] as const)('what was garbled says why: %s', (verdict, more) => {
  const trace = traced(scannerKeys(`${code}\r`, 8, more));
  expect(trace).toMatchObject({ verdict, repairGapMs: null });
  expect(trace.keys.at(-1)?.fate).toBe('garbled');
});
