import { describe, expect, test } from 'vitest';
import { step } from '../../main/core/payment.ts';
import type { PaymentEvent, Step } from '../../main/core/step.ts';
import { outcome } from '../support/outcome.ts';
import { at, happenings, inquired, type Situation, situationNames, situations } from './situations.ts';

/**
 * Each situation × each event once. A row names the phase that follows and the effects in their order; an event
 * that is not listed changes nothing and asks for nothing. `=` in front: asked for something, nothing written down.
 */
const expected: Record<Situation, Record<string, string>> = {
  paying: {
    'pay success': 'paid: print receipt',
    'pay failed': 'not_charged',
    'pay not sent': 'not_charged',
    'pay mismatch': 'held',
    'pay unknown': 'inquiring',
    'inquiry success': 'paid: print receipt',
    'inquiry failed': 'not_charged',
    'inquiry cancelled': 'reversed',
    'inquiry mismatch': 'held',
    'inquiry processing': 'paying',
    'wait over': 'inquiring: inquire',
    stop: 'reversing: reset_pay + cancel',
  },
  inquiring: {
    'pay success': 'paid: print receipt',
    'pay failed': 'not_charged',
    'pay not sent': 'not_charged',
    'pay mismatch': 'held',
    'inquiry success': 'paid: print receipt',
    'inquiry failed': 'not_charged',
    'inquiry cancelled': 'reversed',
    'inquiry mismatch': 'held',
    'inquiry processing': 'inquiring',
    'inquiry not exist': 'inquiring',
    'inquiry unknown': 'inquiring',
    'wait over': 'inquiring: inquire',
    stop: 'reversing: reset_pay + cancel',
  },
  asked: {
    'pay success': 'paid: print receipt',
    'pay failed': 'not_charged',
    'pay not sent': 'not_charged',
    'pay mismatch': 'held',
    'inquiry success': 'paid: print receipt',
    'inquiry failed': 'not_charged',
    'inquiry cancelled': 'reversed',
    'inquiry mismatch': 'held',
    'wait over': 'inquiring: inquire',
    stop: 'reversing: reset_pay + cancel',
  },
  last_inquiry: {
    'pay success': 'paid: print receipt',
    'pay failed': 'not_charged',
    'pay not sent': 'not_charged',
    'pay mismatch': 'held',
    'inquiry success': 'paid: print receipt',
    'inquiry failed': 'not_charged',
    'inquiry cancelled': 'reversed',
    'inquiry mismatch': 'held',
    'inquiry processing': 'reversing: reset_pay + cancel',
    'inquiry not exist': 'reversing: reset_pay + cancel',
    'inquiry unknown': 'reversing: reset_pay + cancel',
    'wait over': 'reversing: reset_pay + cancel',
    stop: 'reversing: reset_pay + cancel',
  },
  held: {
    'pay success': 'held',
    'inquiry success': 'held',
    'inquiry failed': 'not_charged',
    'inquiry cancelled': 'reversed',
    'inquiry mismatch': 'held',
    'inquiry processing': 'held',
    'inquiry not exist': 'held',
    'inquiry unknown': 'held',
    'old inquiry unknown': 'held',
    'wait over': 'held: inquire',
    return: 'reversing: reset_pay + cancel',
    asked: 'held: inquire',
  },
  undecided: {
    'inquiry failed': 'not_charged',
    'inquiry cancelled': 'reversed',
    'wait over': 'reversing: reset_pay + cancel',
    keep: 'paid: print receipt',
    return: 'reversing: reset_pay + cancel',
    asked: '=: inquire',
  },
  reversing: {
    'pay success': 'reversing',
    'inquiry success': 'reversing',
    'inquiry failed': 'reversing',
    'inquiry cancelled': 'reversing',
    'inquiry mismatch': 'reversing',
    'inquiry processing': 'reversing',
    'cancel success': 'reversed',
    'cancel refused': 'reversing: inquire',
    'cancel not exist': 'reversal_pending: print reversal_slip',
    'cancel unknown': 'reversal_pending: print reversal_slip',
    'wait over': 'reversal_pending: print reversal_slip',
  },
  reversal_pending: {
    'pay success': 'reversal_pending',
    'inquiry success': 'reversal_pending',
    'inquiry failed': 'reversal_pending',
    'inquiry cancelled': 'reversal_pending',
    'inquiry mismatch': 'reversal_pending',
    'inquiry processing': 'reversal_pending',
    'cancel success': 'reversed',
    'cancel refused': 'reversal_pending',
    'wait over': 'reversal_pending: cancel',
    hurried: 'reversal_pending: cancel',
    asked: 'reversal_pending: cancel',
  },
  overdue: {
    'pay success': 'reversal_pending',
    'inquiry success': 'reversal_pending',
    'inquiry failed': 'reversal_pending',
    'inquiry cancelled': 'reversal_pending',
    'inquiry mismatch': 'reversal_pending',
    'inquiry processing': 'reversal_pending',
    'cancel success': 'reversed',
    'cancel refused': 'reversal_pending',
    'wait over': 'reversal_pending: cancel',
    'closed on evidence': 'reversed',
    hurried: 'reversal_pending: cancel',
    asked: 'reversal_pending: cancel',
  },
  refused: {
    'pay success': 'reversing',
    'inquiry success': 'reversal_pending: print reversal_slip + refund',
    'inquiry failed': 'reversed',
    'inquiry cancelled': 'reversed',
    'inquiry mismatch': 'reversal_pending: print reversal_slip',
    'inquiry processing': 'reversal_pending: print reversal_slip',
    'inquiry not exist': 'reversal_pending: print reversal_slip',
    'inquiry unknown': 'reversal_pending: print reversal_slip',
    'cancel success': 'reversed',
    'cancel refused': 'reversing',
    'wait over': 'reversal_pending: print reversal_slip',
  },
  absent: {
    'pay success': 'reversal_pending',
    'inquiry success': 'reversal_pending',
    'inquiry failed': 'reversed',
    'inquiry cancelled': 'reversed',
    'inquiry mismatch': 'reversal_pending',
    'inquiry processing': 'reversal_pending',
    'inquiry not exist': 'reversed',
    'inquiry unknown': 'reversal_pending',
    'cancel success': 'reversed',
    'cancel refused': 'reversal_pending',
    'wait over': 'reversal_pending',
  },
  refunding: {
    'refund success': 'reversed: print_refund',
    'refund failed': 'reversal_pending',
    'refund processing': 'reversal_pending',
    'refund unknown': 'reversal_pending',
    'refund inquiry success': 'reversed: print_refund',
    'refund inquiry failed': 'reversal_pending',
    'refund inquiry not exist': 'reversal_pending',
    'wait over': 'reversal_pending',
  },
  paid: {
    'refund asked': 'paid: refund',
    asked: 'paid: inquire',
  },
  paid_refunding: {
    'inquiry success': 'paid',
    'inquiry failed': 'paid',
    'inquiry cancelled': 'paid',
    'inquiry mismatch': 'paid',
    'inquiry processing': 'paid',
    'inquiry not exist': 'paid',
    'inquiry unknown': 'paid',
    'old inquiry unknown': 'paid',
    'refund success': 'paid: print_refund',
    'refund failed': 'paid',
    'refund processing': 'paid',
    'refund unknown': 'paid',
    'refund inquiry success': 'paid: print_refund',
    'refund inquiry failed': 'paid',
    'refund inquiry not exist': 'paid',
    'wait over': 'paid',
    'refund asked': 'paid: refund',
    asked: 'paid: inquire',
  },
  not_charged: {
    'pay success': 'not_charged: inquire',
    'inquiry success': 'not_charged: inquire',
    'inquiry failed': 'not_charged',
    'inquiry cancelled': 'not_charged',
    'inquiry mismatch': 'not_charged',
    'inquiry processing': 'not_charged',
    asked: 'not_charged: inquire',
  },
  doubted: {
    'pay success': 'not_charged: inquire',
    'inquiry success': 'reversing: reset_pay + cancel',
    'inquiry failed': 'not_charged',
    'inquiry cancelled': 'not_charged',
    'inquiry mismatch': 'not_charged',
    'inquiry processing': 'not_charged',
    'inquiry not exist': 'not_charged',
    'inquiry unknown': 'not_charged',
    'wait over': 'not_charged',
  },
  reversed: {
    'pay success': 'reversed: inquire',
    'inquiry success': 'reversed: inquire',
    'inquiry failed': 'reversed',
    'inquiry cancelled': 'reversed',
    'inquiry mismatch': 'reversed',
    'inquiry processing': 'reversed',
    asked: 'reversed: inquire',
  },
  closed_by_person: {
    'pay success': 'reversed: inquire',
    'inquiry success': 'reversed: inquire',
    'inquiry failed': 'reversed',
    'inquiry cancelled': 'reversed',
    'inquiry mismatch': 'reversed',
    'inquiry processing': 'reversed',
    'cancel success': 'reversed',
    asked: 'reversed: inquire',
  },
};

/** One millisecond after the last call, or at the end of the nearest wait. */
function momentOf(so: Step, event: string) {
  const wakes = [so.watch.wakeAtMs, ...Object.values(so.watch.refunds).map((refund) => refund.wakeAtMs)];
  const soonest = Math.min(...wakes.map((wake) => wake ?? Number.POSITIVE_INFINITY));
  const sentAtMs = so.watch.waiting?.sentAtMs ?? 0;
  return at(event === 'wait over' && Number.isFinite(soonest) ? Math.max(soonest, sentAtMs + 1) : sentAtMs + 1);
}

function told(before: Step, after: Step): string {
  const effects = after.effects
    .map((effect) => (effect.do === 'print' ? `print ${effect.what}` : effect.do))
    .join(' + ');
  const phase = after.payment === before.payment ? '=' : after.payment.phase;
  return effects === '' ? phase : `${phase}: ${effects}`;
}

describe.for(situationNames)('a payment that is %s', (situation) => {
  test.for(Object.keys(happenings))('meets: %s', (event) => {
    const before = situations[situation]();
    const make = happenings[event];
    if (make === undefined) throw new Error(event);
    const after = step(before, make(before), momentOf(before, event));
    expect(told(before, after)).toBe(expected[situation][event] ?? '=');
  });
});

test('a closed payment of which a part alone went back is in doubt: the rest is still with us', () => {
  for (const situation of ['not_charged', 'reversed', 'closed_by_person'] as const) {
    const so = situations[situation]();
    const said = (returnedMinor: number): PaymentEvent => {
      return { kind: 'inquiry_answered', call: 99, outcome: outcome('success', { orderSeen: true, returnedMinor }) };
    };
    expect(step(so, said(1_279), at(900)).payment, situation).toMatchObject({ doubt: true, alarm: 'late_success' });
    expect(step(so, said(1_280), at(900)).payment, situation).toMatchObject({ doubt: false, alarm: null });
  }
});

test('a doubt is not settled by the late answer to an earlier question', () => {
  const so = situations.doubted();
  for (const verdict of ['failed', 'cancelled'] as const) {
    const earlier: PaymentEvent = { kind: 'inquiry_answered', call: 98, outcome: outcome(verdict) };
    expect(step(so, earlier, at(1_000)).payment, verdict).toMatchObject({ doubt: true, alarm: 'late_success' });
    expect(step(so, inquired(so, verdict), at(1_000)).payment, verdict).toMatchObject({ doubt: false, alarm: null });
  }
});

test('a closed payment never leaves its phase but for a reversal that late news opens', () => {
  for (const situation of [
    'paid',
    'paid_refunding',
    'not_charged',
    'doubted',
    'reversed',
    'closed_by_person',
  ] as const) {
    for (const [name, make] of Object.entries(happenings)) {
      const before = situations[situation]();
      const { phase } = step(before, make(before), momentOf(before, name)).payment;
      const allowed = situation === 'doubted' ? [before.payment.phase, 'reversing'] : [before.payment.phase];
      expect(allowed, `${situation} × ${name}`).toContain(phase);
    }
  }
});

test('once a reversal row exists no event makes the payment paid', () => {
  for (const situation of ['reversing', 'reversal_pending', 'overdue', 'refused', 'absent', 'refunding'] as const) {
    for (const [name, make] of Object.entries(happenings)) {
      const before = situations[situation]();
      expect(step(before, make(before), momentOf(before, name)).payment.phase, `${situation} × ${name}`).not.toBe(
        'paid',
      );
    }
  }
});
