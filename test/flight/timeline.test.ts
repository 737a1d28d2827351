import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlightEntry, FlightTimeline } from '../../main/contract/flight.ts';
import { spanText, storyOf } from '../../main/contract/flight-story.ts';
import { languages } from '../../main/contract/words/language.ts';
import type { FlightRecord } from '../../main/core/flight-record.ts';
import { FlightRecorder } from '../../main/core/flight-recorder.ts';
import { timelineOf } from '../../main/core/flight-timeline.ts';
import type { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import { printedSeed } from '../support/seed.ts';

/** Timelines over the real core and journal on virtual time: what they tell, and what they tell without a recorder. */

interface Flight {
  readonly world: CounterWorld;
  readonly records: FlightRecord[];
}

function flight(): Flight {
  const records: FlightRecord[] = [];
  const clock = manualClock(t0);
  const recorder = new FlightRecorder(clock, 'first', (record) => records.push(record));
  return { world: counterWorld({ clock, flight: recorder }), records };
}

function told({ world: { terminal, journal } }: Pick<Flight, 'world'>, id: string, records: readonly FlightRecord[]) {
  const found = terminal.look(id);
  if (!found.ok) throw new Error(found.reason);
  const { steps, leftOut } = (journal as SqliteJournal).steps.of(id, 400);
  return timelineOf({ payment: found.payment, steps, leftOut, records }, 500);
}

function kinds({ entries }: FlightTimeline): readonly string[] {
  return entries.map(({ kind, call }) => (call === null ? kind : `${call} ${kind}`));
}

function goesBack(entries: readonly FlightEntry[]): readonly FlightEntry[] {
  return entries.filter(({ afterMs }, at) => afterMs < (entries[at - 1]?.afterMs ?? 0));
}

/** The pay is lost, the second inquiry finds it paid. */
function paidOnTheSecond({ world }: Pick<Flight, 'world'>): string {
  const { gateway, clock } = world;
  gateway.script('inquirePayment', (n) => outcome(n < 2 ? 'processing' : 'success'));
  const id = world.charge();
  clock.advance(12_000);
  expect(world.view().counter.payment?.phase).toBe('paid');
  return id;
}

describe('what the journal alone tells', () => {
  test('every row, the calls that follow from it, and that there is no finer record', () => {
    const world = counterWorld();
    const timeline = told({ world }, paidOnTheSecond({ world }), []);
    expect(timeline.recorded).toBe('none');
    expect(timeline.entries.every(({ fine, tookMs }) => !fine && tookMs === null)).toBe(true);
    expect(kinds(timeline).filter((kind) => kind !== 'written')).toEqual([
      'scanned',
      'pay sent',
      'waited',
      'inquiryPayment sent',
      'inquiryPayment answered',
      'waited',
      'inquiryPayment sent',
      'inquiryPayment answered',
    ]);
    expect(timeline.entries.at(-1)).toMatchObject({ kind: 'written', afterMs: 8_000, facts: { phase: 'paid' } });
    expect(goesBack(timeline.entries)).toEqual([]);
  });

  test('who decided what and why, and no more of a row than is named', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('success', { paymentId: '2026112019074100010000000007' }));
    world.gateway.script('refund', () => outcome('success'));
    const id = world.charge();
    world.clock.advance(1_000);
    world.terminal.refund(id, 500, 'the code 2812345678901234567 was mine');
    world.clock.advance(1_000);
    const { entries, refundRequestIds } = told({ world }, id, []);
    const person = entries.find(({ kind }) => kind === 'person');
    expect(person?.facts).toEqual({
      act: 'refund_asked',
      amountMinor: 500,
      why: 'the code 28•••••••••••••4567 was mine',
    });
    expect(entries.find(({ call, kind }) => call === 'refund' && kind === 'sent')?.facts.refundRequestId).toBe(
      refundRequestIds[0],
    );
    expect(JSON.stringify(entries)).not.toContain('fingerprint');
  });
});

describe('with the recorder', () => {
  test('commits, screens and papers have their milliseconds, and all of it is there', () => {
    const flown = flight();
    const offScreen = flown.world.terminal.onChange(() => {});
    const id = paidOnTheSecond(flown);
    flown.world.clock.advance(1_000);
    offScreen();
    const timeline = told(flown, id, flown.records);
    expect(timeline.recorded).toBe('whole');
    expect(timeline.entries[0]).toMatchObject({ kind: 'scanned', afterMs: 0, facts: { source: 'serial' } });
    expect(timeline.entries.filter(({ kind }) => kind === 'written').every(({ tookMs }) => tookMs !== null)).toBe(true);
    expect(timeline.entries.filter(({ kind }) => kind === 'shown').map(({ facts }) => facts.phase)).toEqual([
      'paying',
      'inquiring',
      'paid',
    ]);
    const papers = timeline.entries.filter(({ kind }) => kind === 'paper').map(({ facts }) => facts.paperState);
    expect(papers).toEqual(['queued', 'sending', 'printed']);
    expect(goesBack(timeline.entries)).toEqual([]);
  });

  test('a clock that is set while the payment runs is told, and no time goes back', () => {
    const flown = flight();
    flown.world.gateway.script('inquirePayment', () => outcome('processing'));
    const id = flown.world.charge();
    flown.world.clock.advance(5_500);
    flown.world.clock.setWall(t0 - 3_600_000);
    flown.world.clock.advance(10_000);
    const { entries } = told(flown, id, flown.records);
    const jump = entries.find(({ kind }) => kind === 'clock_jump');
    expect(jump?.facts.jumpMs).toBe(-3_605_500);
    expect(goesBack(entries)).toEqual([]);
    // Where the story ends, measured by the clock that nobody sets.
    expect(entries.at(-1)?.afterMs).toBe(14_000);
  });

  test('after a restart the second life is joined to the first; what nobody saw stands between', () => {
    const flown = flight();
    flown.world.gateway.script('inquirePayment', () => outcome('processing'));
    const id = flown.world.charge();
    flown.world.clock.advance(8_500);
    const early = flown.records.filter(({ monoMs }) => monoMs < 4_000);
    const again = flown.world.restart(60_000, (gateway) => gateway.script('inquirePayment', () => outcome('failed')));
    again.clock.advance(1_000);
    const timeline = told({ world: again }, id, early);
    expect(timeline.recorded).toBe('part');
    expect(kinds(timeline)).toContain('restarted');
    const rows = timeline.entries.filter(({ kind }) => kind === 'written');
    expect(rows.map(({ facts }) => facts.revision)).toEqual(rows.map((_, at) => at + 1));
    expect(rows[0]?.fine).toBe(true);
    expect(rows.at(-1)?.fine).toBe(false);
    expect(goesBack(timeline.entries)).toEqual([]);
  });

  test('whatever records are lost, doubled or torn apart: every row is told once, in order, and no time goes back', () => {
    const flown = flight();
    flown.world.gateway.script('inquirePayment', () => outcome('processing'));
    flown.world.gateway.script('cancel', (n) => outcome(n < 3 ? 'unknown' : 'success'));
    const id = flown.world.charge();
    flown.world.clock.advance(120_000);
    const { records } = flown;
    const rows = told(flown, id, records).entries.filter(({ kind }) => kind === 'written').length;
    const kept = fc.array(fc.nat(records.length - 1), { maxLength: 2 * records.length });
    fc.assert(
      fc.property(kept, (places) => {
        const some = places.toSorted((a, b) => a - b).flatMap((place) => records[place] ?? []);
        const { entries } = told(flown, id, some);
        const written = entries.filter(({ kind }) => kind === 'written');
        expect(written.map(({ facts }) => facts.revision)).toEqual(Array.from({ length: rows }, (_, at) => at + 1));
        const seen = new Set(some.flatMap((record) => (record.what === 'committed' ? [record.revision] : [])));
        for (const { fine, facts } of written) expect(fine).toBe(seen.has(facts.revision ?? 0));
        expect(goesBack(entries)).toEqual([]);
      }),
      { seed: printedSeed('records lost and doubled'), numRuns: 100 },
    );
  });
});

describe('what a story does not show', () => {
  test('is counted: entries beyond what was asked for, beside rows that were not read', () => {
    const flown = flight();
    const id = paidOnTheSecond(flown);
    const whole = told(flown, id, flown.records).entries;
    const found = flown.world.terminal.look(id);
    if (!found.ok) throw new Error(found.reason);
    const { steps } = (flown.world.journal as SqliteJournal).steps.of(id, 400);
    const cut = timelineOf({ payment: found.payment, steps, leftOut: 7, records: flown.records }, 2);
    expect(cut.entries).toEqual([...whole.slice(0, 2), ...whole.slice(-2)]);
    expect(cut).toMatchObject({ leftOut: 7 + whole.length - 4, recorded: 'part' });
  });

  test('an answer without a good signature is told as none, by the journal alone too', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('unknown', { signed: false, code: 'bad_signature' }));
    const id = world.charge();
    world.clock.advance(1_000);
    expect(kinds(told({ world }, id, []))).toContain('pay no_answer');
  });

  test('a pay that is answered while its money goes back is told as late', () => {
    const records: FlightRecord[] = [];
    const clock = manualClock(t0);
    const recorder = new FlightRecorder(clock, 'first', (record) => records.push(record));
    const world = counterWorld({ clock, flight: recorder });
    const call = { verdict: 'success', code: 'SUCCESS', signed: true, gatewayTimeMs: null } as const;
    const id = world.charge();
    const watch = recorder.begun('pay', id);
    world.terminal.stop();
    watch.came(200, { responseTime: '', trace: '' });
    watch.ended({ ...call, resultStatus: 'S', resultMessage: '', detail: '' });
    watch.givenUp();
    const pay = told({ world }, id, records).entries.filter((entry) => entry.call === 'pay' && entry.tookMs !== null);
    expect(
      pay.map(({ kind, facts }) => [kind, facts.late]),
      'once',
    ).toEqual([['answered', true]]);
  });
});

describe('as people read it', () => {
  test.for([...languages])('in %s every entry says something, in groups, with the slow step marked', (language) => {
    const flown = flight();
    const { world } = flown;
    world.gateway.script('pay', () => outcome('success'));
    const id = world.charge();
    world.clock.advance(1_000);
    const timeline = told(flown, id, flown.records);
    const slow = timeline.entries.map((entry) => (entry.facts.revision === 2 ? { ...entry, tookMs: 2_400 } : entry));
    const groups = storyOf({ ...timeline, entries: slow }, language);
    expect(groups.map(({ name }) => name)).toEqual(['to_result', 'afterwards']);
    const lines = groups.flatMap((group) => group.lines);
    expect(lines.map(({ key }) => key)).toEqual(slow.map((_, at) => at));
    expect(lines.filter(({ what }) => what === '')).toEqual([]);
    expect(lines.filter(({ pace }) => pace === 'slow').map(({ entry }) => entry.facts.revision)).toEqual([2]);
  });

  test.for([
    [0.44, '0.4 ms'],
    [842, '842 ms'],
    [12_345, '12.35 s'],
    [303_000, '5:03 min'],
    [7_500_000, '2:05 h'],
    [273_600_000, '3 d 04 h'],
  ] as const)('%d ms are %s', ([ms, text]) => {
    expect(spanText(ms)).toBe(text);
  });
});
