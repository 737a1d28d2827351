import { describe, expect, test } from 'vitest';
import type { FlightEntry, FlightTimeline } from '../../main/contract/flight.ts';
import type { Status } from '../../main/contract/views.ts';
import { type FlownTill, openFlownTill } from './shop.ts';

/** What the recorder sees of calls that travel: lost, late and doubled answers, and a till that is started again. */

function of(timeline: FlightTimeline, call: FlightEntry['call'], kind?: FlightEntry['kind']): readonly FlightEntry[] {
  return timeline.entries.filter((entry) => entry.call === call && (kind === undefined || entry.kind === kind));
}

/** No time goes back, and no call is answered before it was sent. */
function expectConsistent(timeline: FlightTimeline): void {
  const times = timeline.entries.map(({ afterMs }) => afterMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const ends = timeline.entries.filter(
    ({ kind }) => kind === 'answered' || kind === 'no_answer' || kind === 'given_up',
  );
  for (const end of ends) {
    const sent = timeline.entries.findIndex(
      ({ kind, call, number }) => kind === 'sent' && call === end.call && number === end.number,
    );
    expect(sent, `${end.call} ${end.number} was sent before it ended`).toBeGreaterThanOrEqual(0);
    expect(sent).toBeLessThan(timeline.entries.indexOf(end));
    expect(end.tookMs).toBeGreaterThan(0);
  }
}

function ended(till: FlownTill, status: Status) {
  return till.until((view) => view.counter.payment?.status === status);
}

describe('over HTTP', () => {
  test('a sale has its scan, its row, its call and its answer with the headers that Alipay asks for', async () => {
    const flown = await openFlownTill();
    const id = await flown.charge();
    await ended(flown, 'paid');
    const timeline = await flown.timeline(id);
    expectConsistent(timeline);
    expect(timeline.recorded).toBe('whole');
    // A machine that lets the program wait moves its wall clock on beside the monotonic one: that is told, too.
    const [scanned, written] = timeline.entries.filter(({ kind }) => kind !== 'clock_jump');
    expect([scanned?.kind, written?.kind]).toEqual(['scanned', 'written']);
    const [sent] = of(timeline, 'pay', 'sent');
    expect(sent).toMatchObject({
      number: 1,
      facts: { connection: 'new', requestTime: expect.stringMatching(/^\d{13}$/) },
    });
    const [answered] = of(timeline, 'pay', 'answered');
    expect(answered).toMatchObject({
      code: 'SUCCESS',
      facts: {
        http: 200,
        verdict: 'success',
        signed: true,
        resultStatus: 'S',
        responseTime: expect.stringMatching(/^20/),
      },
    });
    // The simulator has the same clock, which its header gives to the second.
    expect(Math.abs(answered?.facts.skewMs ?? Number.NaN)).toBeLessThan(3_000);
  });

  test('a lost answer, a doubled one and one that comes late are told as what they were', async () => {
    const flown = await openFlownTill();
    await flown.shop.plan('dropResponse:pay#1', 'unsigned:inquiryPayment#1');
    const first = await flown.charge();
    await ended(flown, 'paid');
    const lost = await flown.timeline(first);
    expectConsistent(lost);
    expect(of(lost, 'pay', 'no_answer')).toMatchObject([{ code: 'reset', facts: { verdict: 'unknown' } }]);
    expect(of(lost, 'inquiryPayment', 'no_answer')).toMatchObject([
      { number: 1, code: 'unsigned', facts: { http: 200 } },
    ]);
    expect(of(lost, 'inquiryPayment', 'answered')).toMatchObject([{ number: 2, code: 'SUCCESS' }]);

    await flown.till().handlers['sale.clear']({});
    // Its answer is on its way for longer than the 5 s that it is waited for.
    await flown.shop.plan('delayResponse:pay#1=9s', 'delayResponse:inquiryPayment#1-2=20s');
    const second = await flown.charge();
    await ended(flown, 'paid');
    const late = await flown.timeline(second);
    expectConsistent(late);
    const [answered] = of(late, 'pay', 'answered');
    expect(answered?.tookMs).toBeGreaterThan(5_000);
    expect(answered?.facts.late, 'nothing was closed yet').toBeUndefined();
  });

  test('a till that is started again joins both lives, and tells what was given up', async () => {
    const flown = await openFlownTill();
    await flown.shop.plan('hang:pay#1', 'hang:inquiryPayment#1-99');
    const id = await flown.charge();
    await flown.until((view) => (view.counter.payment?.inquiries ?? 0) >= 1);
    await flown.restart();
    await flown.shop.plan();
    await flown.until((view) => view.recovered.some(({ phase }) => phase !== 'inquiring' && phase !== 'paying'));
    const timeline = await flown.timeline(id);
    const times = timeline.entries.map(({ afterMs }) => afterMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(timeline.recorded, 'both lives have written down what they saw').toBe('whole');
    const restarted = timeline.entries.findIndex(({ kind }) => kind === 'restarted');
    expect(restarted).toBeGreaterThan(0);
    expect(of(timeline, 'inquiryPayment', 'answered')[0]?.number).toBeGreaterThan(1);
    const rows = timeline.entries.filter(({ kind }) => kind === 'written').map(({ facts }) => facts.revision);
    expect(rows).toEqual(rows.map((_, at) => at + 1));
  });
});
