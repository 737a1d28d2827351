import { describe, expect, test } from 'vitest';
import { seedLimits } from '../../main/core/limits.ts';
import type { Payment } from '../../main/core/payment-state.ts';
import { mayRefund } from '../../main/core/refund.ts';
import { paymentTruth } from '../../main/core/truth-view.ts';
import { paymentViewOf } from '../../main/core/view.ts';
import { counterWorld } from '../support/counter.ts';
import { outcome } from '../support/outcome.ts';
import { doneRefund, paidPayment } from '../support/payment-sample.ts';

/** A request for a refund that comes twice, by a double click or after an answer that was lost, gives back once. */

const shown = { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

/** A sale of 12.80 that is paid, at a gateway that refunds at once. */
function paid() {
  const world = counterWorld();
  world.gateway.script('pay', () => outcome('success', shown));
  world.gateway.script('refund', (n) => outcome('success', { refundId: `REF-${n}` }));
  const id = world.charge();
  world.clock.advance(1);
  const refunds = () => {
    const found = world.terminal.look(id);
    return found.ok ? found.payment.refunds.map(({ amountMinor, status }) => [amountMinor, status]) : [];
  };
  return { world, id, refunds };
}

describe('the same request twice', () => {
  test('is one refund, also when the first is done before the second comes', () => {
    const { world, id, refunds } = paid();
    const first = world.terminal.refund(id, 500, 'milk', 'dialog-1');
    expect(world.terminal.refund(id, 500, 'milk', 'dialog-1')).toEqual(first);
    world.clock.advance(1_000);
    const late = world.terminal.refund(id, 500, 'milk', 'dialog-1');
    expect(late).toMatchObject({ ok: true, refundRequestId: (first as { refundRequestId: string }).refundRequestId });
    world.clock.advance(1_000);
    expect(refunds()).toEqual([[500, 'done']]);
    expect(world.gateway.calls.filter(({ api }) => api === 'refund')).toHaveLength(1);
  });

  test('is one refund while its answers are lost: the same one goes out again, and no other', () => {
    const { world, id, refunds } = paid();
    world.gateway.script('refund', (n) => (n < 3 ? 'silence' : outcome('success', { refundId: 'REF-1' })));
    world.terminal.refund(id, 500, 'milk', 'dialog-1');
    world.clock.advance(4_000);
    world.terminal.refund(id, 500, 'milk', 'dialog-1');
    expect(world.terminal.refund(id, 500, 'milk', 'dialog-2')).toEqual({
      ok: false,
      reason: 'refund_open_same_amount',
    });
    world.clock.advance(20_000);
    expect(refunds()).toEqual([[500, 'done']]);
    expect(new Set(world.gateway.calls.filter(({ api }) => api === 'refund').map((call) => call.id)).size).toBe(1);
  });

  test('is one refund across a restart', () => {
    const { world, id } = paid();
    const first = world.terminal.refund(id, 500, 'milk', 'dialog-1');
    world.clock.advance(1_000);
    const next = world.restart(5_000);
    expect(next.terminal.refund(id, 500, 'milk', 'dialog-1')).toMatchObject({
      ok: true,
      refundRequestId: (first as { refundRequestId: string }).refundRequestId,
    });
    next.clock.advance(1_000);
    expect(next.gateway.calls.filter(({ api }) => api === 'refund')).toEqual([]);
  });
});

describe('two people at one sale', () => {
  test('who began before the other refund was made is asked to look first, also when that one is done', () => {
    const { world, id, refunds } = paid();
    world.terminal.refund(id, 500, 'milk', 'dialog-1', 1_280);
    world.clock.advance(1_000);
    expect(world.terminal.refund(id, 500, 'milk', 'dialog-2', 1_280)).toEqual({ ok: false, reason: 'refund_changed' });
    expect(refunds()).toEqual([[500, 'done']]);
    expect(world.terminal.refund(id, 500, 'milk', 'dialog-1', 1_280), 'the first asks again').toMatchObject({
      ok: true,
    });
    expect(world.terminal.refund(id, 500, 'bread', 'dialog-2', 780), 'who has looked').toMatchObject({ ok: true });
  });

  test('a request that was answered is not answered for another amount', () => {
    const { world, id, refunds } = paid();
    world.terminal.refund(id, 500, 'milk', 'dialog-1');
    expect(world.terminal.refund(id, 600, 'milk', 'dialog-1')).toEqual({ ok: false, reason: 'refund_changed' });
    world.clock.advance(1_000);
    expect(refunds()).toEqual([[500, 'done']]);
  });
});

test('two equal refunds that are meant are two', () => {
  const { world, id, refunds } = paid();
  for (const key of ['dialog-1', 'dialog-2']) {
    world.terminal.refund(id, 500, 'milk', key);
    world.clock.advance(1_000);
  }
  expect(refunds()).toEqual([
    [500, 'done'],
    [500, 'done'],
  ]);
});

test('a currency with a smallest step refunds whole steps alone', () => {
  const rupiah = { ...paidPayment, amount: { minor: 5_000_000, currency: 'IDR' } };
  expect(mayRefund(rupiah, 1_050)).toBe('not_a_whole_step');
  expect(mayRefund(rupiah, 1_000)).toBeNull();
  const question = {
    number: 1,
    id: 'ORDER-1',
    askedAtMs: 0,
    about: { kind: 'payment', payment: rupiah },
    heard: null,
  } as const;
  const viewOf = (payment: Payment) => paymentViewOf(payment, false, seedLimits);
  const known = { payment: rupiah, attempts: [rupiah], asking: false, isJournalLost: false, told: null, viewOf };
  expect(paymentTruth(question, known).offers.refund, 'offered at the truth desk').toBe(true);
  const spent = { ...rupiah, refunds: [{ ...doneRefund, amountMinor: 5_000_000 }] };
  expect(paymentTruth(question, { ...known, payment: spent }).offers.refund, 'nothing is left').toBe(false);
});

describe('the paper of a refund', () => {
  test('comes again, marked as a copy, and says how it stands', () => {
    const { world, id } = paid();
    const started = world.terminal.refund(id, 500, 'milk');
    if (!started.ok) throw new Error(started.reason);
    world.clock.advance(1_000);
    expect(world.terminal.reprint(id, started.refundRequestId)).toEqual({ ok: true });
    world.clock.advance(1_000);
    expect(world.paper.map(({ kind, copy }) => [kind, copy])).toEqual([
      ['paid', false],
      ['refund', false],
      ['refund', true],
    ]);
    expect(world.terminal.reprint(id, 'R-unknown')).toEqual({ ok: false, reason: 'no_receipt' });
  });
});
