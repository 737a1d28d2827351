import { describe, expect, test } from 'vitest';
import { receiptWords } from '../../main/contract/words/receipt.ts';
import { type Journal, StorageError } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, steadyChance, t0 } from '../support/counter.ts';
import { withCommit } from '../support/journal-over.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import type { Api } from '../support/scripted-gateway.ts';

/** A person's closing of a reversal that the gateway will not confirm: when, with which words, and what comes after. */

const said = { by: 'Li Wei', why: 'customer shows the returned money', evidence: 'Alipay case 20261121-0042' };
const shown = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

function numberOf(world: CounterWorld, api: Api): number {
  return world.gateway.calls.filter((call) => call.api === api).length;
}

/** A payment that the cashier stopped, so many milliseconds ago; no cancel is ever confirmed. */
function pending(sinceMs = 70_000): { readonly world: CounterWorld; readonly id: string } {
  const world = counterWorld();
  const id = world.charge();
  world.clock.advance(1_000);
  world.terminal.stop();
  world.clock.advance(sinceMs);
  return { world, id };
}

function viewOf(world: CounterWorld, id: string) {
  const found = world.terminal.look(id);
  return found.ok ? found.payment : found;
}

test('closes it as reversed, with name, reason and evidence in record and view, and sends nothing more', () => {
  const { world, id } = pending();
  expect(world.terminal.closeReversal(id, said)).toMatchObject({
    ok: true,
    payment: { status: 'reversed', code: 'closed_by_person', mayChargeAgain: true, alarm: null },
  });
  const closed = { ...said, atMs: world.clock.wallMs(), confirmed: false };
  expect(viewOf(world, id)).toMatchObject({ closed });
  expect(world.journal.payment(id)?.reversal).toMatchObject({ closed, doneAtMs: world.clock.wallMs() });
  expect(world.view()).toMatchObject({ openReversals: 0, unsettled: 0, attention: [] });
  const before = world.gateway.calls.length;
  world.clock.advance(86_400_000);
  expect(world.gateway.calls.length - before).toBe(0);
});

test('is a row of the journal of its own, with these facts', () => {
  const kept: { readonly kind: string; readonly facts: unknown }[] = [];
  const clock = manualClock(t0);
  const rows = new SqliteJournal(':memory:', clock, steadyChance());
  const world = counterWorld({
    clock,
    journal: Object.assign(Object.create(rows) as SqliteJournal, {
      commit: (change: Parameters<Journal['commit']>[0]) => {
        kept.push(change.entry);
        rows.commit(change);
      },
      payment: (id: string) => rows.payment(id),
      find: (id: string) => rows.find(id),
      attemptsOf: (id: string, most: number) => rows.attemptsOf(id, most),
      unfinished: () => rows.unfinished(),
      liveAttempt: (id: string) => rows.liveAttempt(id),
      paidAttempt: (id: string) => rows.paidAttempt(id),
      unsettledOfAmount: (...asked: Parameters<Journal['unsettledOfAmount']>) => rows.unsettledOfAmount(...asked),
      fingerprint: (code: string) => rows.fingerprint(code),
      codeUsed: (print: string) => rows.codeUsed(print),
      recentPaid: (most) => rows.recentPaid(most),
      hasRoom: () => true,
      lastSerial: () => rows.lastSerial(),
      prints: rows.prints,
      drawer: rows.drawer,
    } satisfies Journal),
  });
  const id = world.charge();
  world.terminal.stop();
  world.clock.advance(70_000);
  world.terminal.closeReversal(id, said);
  expect(kept.at(-1)).toEqual({ kind: 'closed_by_person', facts: said });
});

describe('is refused', () => {
  test('in the first 60 s, which are the gateway’s', () => {
    const { world, id } = pending(0);
    const refused = { ok: false, reason: 'reversal_still_tried' };
    for (const waitMs of [0, 3_500, 50_000, 8_000]) {
      world.clock.advance(waitMs);
      expect(world.terminal.closeReversal(id, said), `after ${world.clock.monotonicMs() - 1_000} ms`).toEqual(refused);
    }
    world.clock.advance(2_000);
    expect(world.terminal.closeReversal(id, said)).toMatchObject({ ok: true });
  });

  test('in the first 60 s also where a refund has been refused at once', () => {
    const { world, id } = pending(0);
    world.gateway.script('cancel', () => outcome('refused', { code: 'CANCEL_WINDOW_EXCEED', orderSeen: true }));
    world.gateway.script('inquirePayment', () => outcome('success', shown));
    world.gateway.script('refund', () => outcome('failed', { code: 'REFUND_NOT_SUPPORTED' }));
    world.clock.advance(10_000);
    expect(viewOf(world, id)).toMatchObject({ status: 'reversal_pending', alarm: 'refund_refused' });
    expect(world.terminal.closeReversal(id, said)).toEqual({ ok: false, reason: 'reversal_still_tried' });
    world.clock.advance(120_000);
    expect(world.terminal.closeReversal(id, said)).toMatchObject({ ok: true });
  });

  test.for([
    ['no name', { ...said, by: '  ' }],
    ['no reason', { ...said, why: '' }],
    ['no evidence', { ...said, evidence: ' \n' }],
    ['a name of 65 characters', { ...said, by: 'x'.repeat(65) }],
    ['evidence of 257 characters', { ...said, evidence: 'x'.repeat(257) }],
  ] as const)('with %s', ([, words]) => {
    const { world, id } = pending();
    expect(world.terminal.closeReversal(id, words)).toEqual({ ok: false, reason: 'evidence_needed' });
    expect(viewOf(world, id)).toMatchObject({ status: 'reversal_pending' });
  });

  test('where no reversal is open: unknown, paid, closed already', () => {
    const { world, id } = pending();
    world.terminal.closeReversal(id, said);
    expect(world.terminal.closeReversal(id, said)).toEqual({ ok: false, reason: 'no_open_reversal' });
    expect(world.terminal.closeReversal('20260101000000', said)).toEqual({ ok: false, reason: 'not_found' });
    world.gateway.script('pay', () => outcome('success', shown));
    const sold = world.charge(500);
    world.clock.advance(10);
    expect(world.terminal.closeReversal(sold, said)).toEqual({ ok: false, reason: 'no_open_reversal' });
  });

  test('when the journal cannot keep it: the reversal goes on', () => {
    const clock = manualClock(t0);
    const rows = new SqliteJournal(':memory:', clock, steadyChance());
    let fails = false;
    const journal = withCommit(rows, (change) => {
      if (fails) throw new StorageError('SQLITE_FULL');
      rows.commit(change);
    });
    const world = counterWorld({ clock, journal });
    const id = world.charge();
    world.terminal.stop();
    world.clock.advance(70_000);
    fails = true;
    expect(world.terminal.closeReversal(id, said)).toEqual({ ok: false, reason: 'storage_failed' });
    const before = numberOf(world, 'cancel');
    world.clock.advance(600_000);
    expect(numberOf(world, 'cancel')).toBeGreaterThan(before);
  });
});

describe('what the gateway says afterwards', () => {
  /** Closed while a cancel is on its way, which is answered so. */
  function closedDuringCancel(answer: 'success' | 'refused' | 'unknown' | 'not_exist') {
    const { world, id } = pending();
    world.gateway.script('cancel', () => ({ afterMs: 2_000, outcome: outcome(answer, { orderSeen: true }) }));
    world.terminal.sendReturns();
    world.terminal.closeReversal(id, said);
    world.clock.advance(3_600_000);
    return { world, id };
  }

  test('a cancel that was on its way and succeeds is noted, and nothing else changes', () => {
    const { world, id } = closedDuringCancel('success');
    expect(viewOf(world, id)).toMatchObject({
      status: 'reversed',
      code: 'closed_by_person',
      closed: { ...said, confirmed: true },
    });
  });

  test.for(['refused', 'unknown', 'not_exist'] as const)(
    'a cancel that was on its way and is %s does no harm',
    (answer) => {
      const { world, id } = closedDuringCancel(answer);
      expect(viewOf(world, id)).toMatchObject({ status: 'reversed', closed: { confirmed: false } });
      expect(numberOf(world, 'inquirePayment')).toBe(0);
    },
  );

  test('an inquiry that finds it cancelled confirms it', () => {
    const { world, id } = pending();
    world.terminal.closeReversal(id, said);
    world.gateway.script('inquirePayment', () => outcome('cancelled', { orderSeen: true }));
    world.terminal.inquire(id);
    world.clock.advance(10);
    expect(viewOf(world, id)).toMatchObject({ status: 'reversed', closed: { confirmed: true } });
  });

  test('a success that is still charged opens a new reversal, as always', () => {
    const { world, id } = pending();
    world.terminal.closeReversal(id, said);
    world.gateway.script('inquirePayment', () => outcome('success', shown));
    world.gateway.script('cancel', () => outcome('success'));
    world.terminal.inquire(id);
    world.clock.advance(10);
    expect(viewOf(world, id)).toMatchObject({ status: 'reversed', code: 'SUCCESS', closed: null });
    expect(world.journal.payment(id)?.reversal).toMatchObject({ generation: 2, late: true });
  });

  test('it survives a restart as what it is', () => {
    const { world, id } = pending();
    world.terminal.closeReversal(id, said);
    const next = world.restart(1_000);
    next.clock.advance(86_400_000);
    expect(viewOf(next, id)).toMatchObject({ code: 'closed_by_person', closed: said });
    expect(next.gateway.calls).toEqual([]);
  });
});

describe('with a refund under way in place of the cancel', () => {
  function refunding() {
    const { world, id } = pending(0);
    world.gateway.script('inquirePayment', () => outcome('success', shown));
    world.gateway.script('cancel', () => outcome('refused', { code: 'CANCEL_WINDOW_EXCEED', orderSeen: true }));
    world.clock.advance(69_000);
    return { world, id };
  }

  test('gives the refund up too', () => {
    const { world, id } = refunding();
    expect(world.terminal.closeReversal(id, said)).toMatchObject({ ok: true, payment: { status: 'reversed' } });
    const before = numberOf(world, 'refund');
    world.clock.advance(86_400_000);
    expect(numberOf(world, 'refund')).toBe(before);
    expect(viewOf(world, id)).toMatchObject({ refunds: [{ status: 'refused', code: 'closed_by_person' }] });
  });

  test('notes that this refund went through after all', () => {
    const { world, id } = refunding();
    world.gateway.script('refund', () => ({ afterMs: 2_000, outcome: outcome('success', { refundId: 'REF-9' }) }));
    world.terminal.sendReturns();
    world.terminal.closeReversal(id, said);
    world.clock.advance(10_000);
    expect(viewOf(world, id)).toMatchObject({
      status: 'reversed',
      code: 'closed_by_person',
      refunds: [{ status: 'done', refundId: 'REF-9' }],
      closed: { confirmed: true },
    });
  });
});

test('its receipt says that the shop has closed it, not that Alipay has returned the money', () => {
  const { world, id } = pending();
  world.terminal.closeReversal(id, said);
  world.terminal.reprint(id);
  const slip = world.paper.at(-1);
  expect(slip?.rows.map(({ value }) => value)).toContain(receiptWords.en.status.closedByShop);
  expect(slip?.notes).toEqual(receiptWords.en.notes.closedByShop);
});
