import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderStandings, paymentVerdicts } from '../../main/contract/truth-desk.ts';
import { step } from '../../main/core/payment.ts';
import { mayChargeAgain, type Payment } from '../../main/core/payment-state.ts';
import type { InquiryVerdict, Outcome } from '../../main/core/ports.ts';
import {
  type Heard,
  mayChargeNow,
  newerHeard,
  orderStandingOf,
  paymentVerdictOf,
  strangerVerdictOf,
} from '../../main/core/truth-verdict.ts';
import { outcome } from '../support/outcome.ts';
import { doneRefund } from '../support/payment-sample.ts';
import { at, happenings, situationNames, situations } from './situations.ts';

/** A verdict claims what the journal and a signed answer have established, and no more: over every situation there is. */

const verdicts = ['success', 'failed', 'cancelled', 'mismatch', 'processing', 'not_exist', 'unknown'] as const;

function inquiryHeard(said: Outcome<InquiryVerdict>): Heard {
  return { to: 'inquiry', outcome: said, atMs: 1 };
}

/** No answer, each answer of an inquiry signed and unsigned, and a success that went back. */
const answers: readonly (Heard | null)[] = [
  null,
  ...verdicts.flatMap((verdict) => [
    inquiryHeard(outcome(verdict)),
    inquiryHeard(outcome(verdict, { signed: false })),
    inquiryHeard(outcome(verdict, { returnedMinor: 1_280 })),
  ]),
  { to: 'another_call', outcome: outcome('success'), atMs: 1 },
];

const claimsPaid = new Set(['paid', 'partly_refunded', 'refunded', 'refund_pending', 'refunded_elsewhere']);
const claimsNothingTaken = new Set(['not_charged', 'never_arrived']);
const claimsBack = new Set(['reversed', 'returned', 'closed_by_person']);

/** Every payment there is after one more event in every situation, and two that take more than one. */
function everyPayment(): readonly (readonly [string, Payment])[] {
  const whole = { ...doneRefund, amountMinor: 1_280 };
  const more = [
    ['asked, PAYMENT_IN_PROCESS', { ...situations.asked().payment, code: 'PAYMENT_IN_PROCESS' }],
    ['paid, all refunded', { ...situations.paid().payment, refunds: [whole] }],
  ] as const;
  const usual = situationNames.flatMap((name) => [
    [name, situations[name]().payment] as const,
    ...Object.entries(happenings).map(([happening, event]) => {
      const so = situations[name]();
      return [`${name}, ${happening}`, step(so, event(so), at(400_000)).payment] as const;
    }),
  ]);
  return [...usual, ...more];
}

test('of two signed answers to inquiries the later one counts, and nothing unsigned replaces either', () => {
  const [earlier, later] = [inquiryHeard(outcome('processing')), inquiryHeard(outcome('success'))];
  expect(newerHeard(earlier, later)).toBe(later);
  expect(newerHeard(later, earlier)).toBe(earlier);
  const unsigned = inquiryHeard(outcome('cancelled', { signed: false }));
  expect(newerHeard(later, unsigned)).toBe(later);
  expect(newerHeard(later, { to: 'another_call', outcome: outcome('success'), atMs: 2 }), 'of the money itself').toBe(
    later,
  );
});

describe('whatever happened and whatever is answered', () => {
  const payments = everyPayment();

  test('paid is said only of what the journal has as paid, and not against a signed answer', () => {
    for (const [name, payment] of payments) {
      for (const heard of answers) {
        const verdict = paymentVerdictOf(payment, heard);
        if (!claimsPaid.has(verdict)) continue;
        expect(payment.phase, `${name}: ${verdict}`).toBe('paid');
        const said = heard?.to === 'inquiry' && heard.outcome.signed ? heard.outcome.verdict : 'unknown';
        expect(['success', 'unknown'], `${name}: ${verdict} after ${said}`).toContain(said);
      }
    }
  });

  test('nothing taken is said only of what was closed without money, and never after a signed sign of money', () => {
    for (const [name, payment] of payments) {
      for (const heard of answers) {
        const verdict = paymentVerdictOf(payment, heard);
        if (!claimsNothingTaken.has(verdict) && !claimsBack.has(verdict)) continue;
        expect(mayChargeAgain(payment), `${name}: ${verdict}`).toBe(true);
        const said = heard?.to === 'inquiry' && heard.outcome.signed ? heard.outcome : null;
        expect(['processing', 'mismatch'], `${name}: ${verdict}`).not.toContain(said?.verdict);
        if (claimsNothingTaken.has(verdict))
          expect(['success', 'cancelled'], `${name}: ${verdict}`).not.toContain(said?.verdict);
      }
    }
  });

  test('what a person closed is not said to be confirmed', () => {
    const payment = situations.closed_by_person().payment;
    expect(paymentVerdictOf(payment, null)).toBe('closed_by_person');
    expect(paymentVerdictOf(payment, inquiryHeard(outcome('unknown', { signed: false })))).toBe('closed_by_person');
  });

  test('an order is free to be charged only if nothing of it is paid, open or contradicted', () => {
    for (const [name, payment] of payments) {
      for (const heard of answers) {
        for (const standing of orderStandings) {
          const verdict = paymentVerdictOf(payment, heard);
          if (!mayChargeNow(payment, verdict, standing)) continue;
          expect(mayChargeAgain(payment), name).toBe(true);
          expect(['alone', 'none_paid'], name).toContain(standing);
          expect(['paid_contradicted', 'closed_contradicted', 'late_success'], name).not.toContain(verdict);
        }
      }
    }
  });

  test('every verdict about a payment is reached by some situation', () => {
    const reached = new Set(
      payments.flatMap(([, payment]) => answers.map((heard) => paymentVerdictOf(payment, heard))),
    );
    expect(paymentVerdicts.filter((name) => !reached.has(name))).toEqual([]);
  });
});

describe('of a number the journal does not know', () => {
  test('only a signed answer says anything', () => {
    for (const verdict of verdicts) {
      const unsigned = inquiryHeard(outcome(verdict, { signed: false }));
      expect(strangerVerdictOf(unsigned, 1_280), verdict).toBe('stranger_silent');
    }
    expect(strangerVerdictOf(null, 1_280)).toBe('stranger_silent');
    expect(strangerVerdictOf(inquiryHeard(outcome('success')), 1_280)).toBe('stranger_paid');
    expect(strangerVerdictOf(inquiryHeard(outcome('success', { returnedMinor: 1_280 })), 1_280)).toBe(
      'stranger_returned',
    );
  });
});

test('a later answer without a signature does not replace a signed one', () => {
  const heard = fc.constantFrom(...answers.filter((one) => one !== null));
  fc.assert(
    fc.property(heard, heard, (before, after) => {
      const newest = newerHeard(before, after);
      if (before.outcome.signed && before.outcome.verdict !== 'unknown' && !after.outcome.signed)
        expect(newest).toBe(before);
      if (!before.outcome.signed && after.outcome.signed) expect(newest).toBe(after);
    }),
  );
});

describe('an order', () => {
  const { payment: open } = situations.inquiring();
  const { payment: unpaid } = situations.not_charged();
  const { payment: paid } = situations.paid();
  const other = (payment: Payment): Payment => ({ ...payment, paymentRequestId: `${payment.paymentRequestId}x` });

  test.for([
    ['alone', unpaid, [unpaid]],
    ['none_paid', unpaid, [unpaid, other(unpaid)]],
    ['other_paid', unpaid, [unpaid, other(paid)]],
    ['paid_twice', paid, [paid, other(paid)]],
    ['other_open', unpaid, [unpaid, other(open)]],
    ['unread', unpaid, null],
  ] as const)('is %s', ([standing, payment, attempts]) => {
    expect(orderStandingOf(payment, attempts)).toBe(standing);
  });
});
