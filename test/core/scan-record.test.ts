import { describe, expect, test } from 'vitest';
import { traceBytesMax, tracesMax } from '../../main/contract/scan-views.ts';
import { noLog } from '../../main/core/ports.ts';
import { ScanRecord } from '../../main/core/scan-record.ts';
import { counterWorld, freshCode } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';

const latin = (text: string) => new TextEncoder().encode(text);

function recorded() {
  const clock = manualClock(1_000);
  const said: unknown[] = [];
  const record = new ScanRecord(clock, { ...noLog, warn: (...what) => said.push(what) });
  return { clock, record, said };
}

describe('the record of scans', () => {
  test('shows how a scan came and what was made of it', () => {
    const { clock, record } = recorded();
    clock.advance(500);
    const bytes = latin('\u0002\u000d]E06901234567892');
    record.answered(
      {
        text: ']E06901234567892',
        source: 'hid',
        seen: { place: 'Newland HR22', bytes, bytesLeftOut: 44, gapsMs: [2, 3], terminator: 'report' },
      },
      'product_code',
      'refused',
    );
    expect(record.recent()).toEqual([
      {
        number: 1,
        atMs: 1_500,
        source: 'hid',
        place: 'Newland HR22',
        text: ']E06901234567892',
        bytes: '02 0d 5d 45 30 36 39 30 31 32 33 34 35 36 37 38 39 32',
        bytesLeftOut: 44,
        gapsMs: [2, 3],
        terminator: 'report',
        aimId: ']E0',
        verdict: 'product_code',
        tone: 'refused',
      },
    ]);
  });

  test('keeps the newest twenty, newest first', () => {
    const { record } = recorded();
    for (let n = 0; n < 3 * tracesMax; n += 1) record.answered({ text: `${n}`, source: 'typed' }, 'too_short', 'again');
    const kept = record.recent();
    expect(kept).toHaveLength(tracesMax);
    expect(kept.map(({ number }) => number)).toEqual(Array.from({ length: tracesMax }, (_, n) => 3 * tracesMax - n));
  });

  test('keeps no more than the beginning of endless noise', () => {
    const { record } = recorded();
    record.answered({ text: 'x'.repeat(9_999), source: 'typed' }, 'noise', 'again');
    expect(record.recent()[0]?.text).toHaveLength(traceBytesMax);
  });

  test('logs what a scanner sent that is no scan, but not each repetition of a code that is held before it', () => {
    const { record, said } = recorded();
    record.dropped({ text: '', source: 'hid' }, 'rest_missing');
    record.dropped({ text: '', source: 'hid' }, 'double_read');
    expect(said).toEqual([['a scanner sent something that is no scan', { why: 'rest_missing', scanner: 'hid' }]]);
    expect(record.recent().map(({ verdict, tone }) => [verdict, tone])).toEqual([
      ['double_read', null],
      ['rest_missing', null],
    ]);
  });
});

test('a payment code is nowhere in the record: charged, refused, cut, doubled, scanned in idle or dropped', () => {
  const world = counterWorld();
  const { terminal } = world;
  const code = freshCode();
  const seen = (text: string) => ({
    place: '/dev/x',
    bytes: latin(text),
    bytesLeftOut: 0,
    gapsMs: [],
    terminator: 'cr' as const,
  });
  const texts = [code, `]C0${code}`, code.slice(2), code.slice(0, 14), `${code}${code}`, `${code} ${code}`, `x${code}`];
  for (const text of texts) terminal.scan({ text, source: 'serial', seen: seen(`${text}\r`) });
  terminal.startSale({ orderId: null, amount: { minor: 100, currency: 'CNY' }, differentCustomer: false });
  for (const text of texts.slice(2)) terminal.scan({ text, source: 'serial', seen: seen(`${text}\r`) });
  terminal.scan({ text: code, source: 'serial', seen: seen(`${code}\r`) });
  terminal.scans.dropped({ text: '', source: 'hid', seen: seen(code.slice(0, 15)) }, 'broken_off');
  const traces = terminal.scans.recent();
  expect(traces[1]?.verdict).toBe('charged');
  const digits = JSON.stringify(traces.map(({ text, bytes }) => [text, bytes.replaceAll(/(..) ?/g, latinOf)]));
  for (let at = 0; at + 7 <= code.length; at += 1) expect(digits).not.toContain(code.slice(at, at + 7));
});

function latinOf(_: string, pair: string): string {
  return pair === '**' ? '*' : String.fromCharCode(Number.parseInt(pair, 16));
}
