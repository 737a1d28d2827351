import { describe, expect, test } from 'vitest';
import { noDevice } from '../../main/contract/device-views.ts';
import type { PrintOutcome } from '../../main/core/ports.ts';
import { counterWorld } from '../support/counter.ts';
import { outcome } from '../support/outcome.ts';

/** Whatever becomes of its paper, a payment stands as it is, and the next one is sold. */

const report = { ...noDevice, state: 'refused', fault: 'cover_open' } as const;
const paid = outcome('success', { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true });

const outcomes: readonly PrintOutcome[] = [
  { state: 'printed', how: 'confirmed' },
  { state: 'printed', how: 'handed_over' },
  { state: 'failed', report },
  { state: 'failed', report: { ...report, fault: 'receipt_not_made' } },
  { state: 'unknown', report },
];

describe('a payment is untouched', () => {
  test.for(outcomes)('by a paper that ends as %o', (printed) => {
    const world = counterWorld({ printed: () => printed });
    world.gateway.script('pay', () => paid);
    const id = world.charge();
    world.clock.advance(0);
    const before = world.journal.payment(id);
    expect(before).toMatchObject({ phase: 'paid' });
    world.clock.advance(15 * 60_000);
    const { question } = world.view().printer;
    if (question !== null) expect(world.terminal.paper.answer(question.id, false)).toEqual({ ok: true });
    world.clock.advance(15 * 60_000);
    expect(world.journal.payment(id), 'not one field of it has moved').toEqual(before);
    const next = world.charge(999);
    world.clock.advance(1);
    expect(world.journal.payment(next)).toMatchObject({ phase: 'paid' });
  });

  test('its paper is owed from the commit on: a crash before the printer heard of it forgets nothing', () => {
    const world = counterWorld({ printed: () => ({ state: 'failed', report }) });
    world.gateway.script('pay', () => paid);
    const id = world.charge();
    world.clock.advance(0);
    expect(world.journal.prints.unfinished(9)).toMatchObject([{ paymentRequestId: id, kind: 'paid', copy: false }]);
    expect(world.journal.prints.unfinished(9)[0]?.document?.barcode).toBe(id);
    const before = world.paper.length;
    const next = world.restart(60_000);
    next.clock.advance(1);
    expect(before).toBe(1);
    expect(next.paper.map(({ barcode, copy }) => [barcode, copy])).toEqual([[id, false]]);
  });
});

describe('the cash drawer', () => {
  test('is never opened by a payment, a refund or a paper', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => paid);
    const id = world.charge();
    world.clock.advance(100);
    world.terminal.refund(id, 100, 'milk');
    world.terminal.reprint(id);
    world.clock.advance(60_000);
    expect(world.pulses()).toBe(0);
    expect(world.journal.drawer.newest(9)).toEqual([]);
  });

  test('opens with a name and a reason, at most once a second, and every wish is recorded', () => {
    const world = counterWorld();
    const said: unknown[] = [];
    const open = (by: string, why: string): void => world.terminal.drawer.open(by, why, (answer) => said.push(answer));
    open('', '');
    open('Li', 'change for a note');
    world.clock.advance(1);
    open('Li', 'once more');
    world.clock.advance(1_000);
    open('Wang', 'count');
    world.clock.advance(1);
    expect(said).toEqual([
      { ok: false, reason: 'name_and_reason_needed', report: null },
      { ok: true, how: 'handed_over' },
      { ok: false, reason: 'drawer_too_soon', report: null },
      { ok: true, how: 'handed_over' },
    ]);
    expect(world.pulses()).toBe(2);
    expect(world.journal.drawer.newest(9).map(({ by, outcome: became }) => [by, became])).toEqual([
      ['Wang', 'handed_over'],
      ['Li', 'drawer_too_soon'],
      ['Li', 'handed_over'],
      ['', 'name_and_reason_needed'],
    ]);
  });

  test.for([
    ['never', 'Li', 'drawer_not_allowed'],
    ['named', ' ', 'name_and_reason_needed'],
    ['anyone', '', null],
  ] as const)('where %s may open it, "%s" is answered %s', ([drawerPermission, by, refused]) => {
    const world = counterWorld({ drawerPermission });
    let reason: string | null = null;
    world.terminal.drawer.open(by, 'change', (answer) => {
      reason = answer.ok ? null : answer.reason;
    });
    world.clock.advance(1);
    expect(reason).toBe(refused);
    expect(world.pulses()).toBe(refused === null ? 1 : 0);
    expect(world.journal.drawer.newest(9)).toHaveLength(1);
  });
});
