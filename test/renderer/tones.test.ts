import { expect, test } from 'vitest';
import type { TerminalView } from '../../main/contract/views.ts';
import { refusalWords } from '../../main/contract/words/refusals.ts';
import { lengthMs, melodies, type Sound, soundMsMax, soundOf, toneOfReason } from '../../renderer/tones.ts';
import { idleView, paying, payment, situations } from '../screen/views.ts';

/** What is heard, and when. */

const reasons = Object.values(refusalWords.en).flatMap((group) => Object.keys(group));

function refusedFor(reason: string, number: number): TerminalView {
  return { ...idleView, counter: { ...idleView.counter, notice: { reason, number } } };
}

test('every refusal is heard: a payment that is not certain as busy, a bad read as again, the rest as a no', () => {
  const heard = Object.groupBy(reasons, (reason) => soundOf(idleView, refusedFor(reason, 1)) ?? 'silence');
  expect(Object.keys(heard).toSorted()).toEqual(['again', 'busy', 'refused']);
  expect(heard.busy).toEqual([
    'sale_running',
    'order_live',
    'same_amount_unsettled',
    'storage_failed',
    'journal_lost',
    'reversal_still_tried',
  ]);
  expect(heard.again).toEqual([
    'empty',
    'blanks_inside',
    'full_width_digits',
    'too_short',
    'two_codes_at_once',
    'noise',
  ]);
  // Whatever forbids a second charge in words must not sound like a plain no.
  const forbidding = reasons.filter((reason) =>
    Object.values(refusalWords.en).some((group) =>
      /do not charge again/i.test((group as Record<string, string>)[reason] ?? ''),
    ),
  );
  expect(forbidding.filter((reason) => toneOfReason(reason) === 'refused')).toEqual([]);
  expect(toneOfReason('reason_of_tomorrow')).toBe('refused');
  expect(toneOfReason('constructor')).toBe('refused');
});

test('two equal refusals are heard twice, one that is still shown is heard once', () => {
  expect(soundOf(refusedFor('wechat_code', 1), refusedFor('wechat_code', 2))).toBe('refused');
  expect(soundOf(refusedFor('wechat_code', 1), { ...refusedFor('wechat_code', 1), version: 9 })).toBeNull();
  expect(soundOf(null, refusedFor('wechat_code', 1)), 'a page that was just opened').toBeNull();
});

test('a payment is heard from its scan to its end, and uncertainty once', () => {
  const { ready, sending, waiting, checking, reversing, reversal_pending: pending, reversed } = situations;
  const steps: readonly (readonly [TerminalView, Sound | null])[] = [
    [sending, 'accepted'],
    [waiting, null],
    [checking, 'busy'],
    [reversing, null],
    [pending, null],
    [reversed, 'returned'],
    [idleView, null],
  ];
  let before: TerminalView = ready;
  for (const [view, sound] of steps) {
    expect(soundOf(before, view), view.counter.payment?.phase ?? 'idle').toBe(sound);
    before = view;
  }
  expect(soundOf(sending, situations.paid)).toBe('paid');
  expect(soundOf(sending, situations.not_charged)).toBe('refused');
  expect(soundOf(waiting, situations.held)).toBe('busy');
});

test('the next payment is a new one, though both are paid', () => {
  const other = paying({
    ...payment,
    paymentRequestId: `${payment.paymentRequestId.slice(0, -1)}9`,
    phase: 'paid',
    status: 'paid',
  });
  expect(soundOf(situations.paid, { ...idleView, counter: other })).toBe('paid');
  expect(soundOf(situations.paid, { ...situations.paid, version: 7 })).toBeNull();
});

test('no sound is longer than two seconds, no two are alike, and all can be heard on a small loudspeaker', () => {
  for (const [name, beeps] of Object.entries(melodies)) {
    expect(lengthMs(beeps), name).toBeLessThanOrEqual(soundMsMax);
    for (const { hertz, ms } of beeps) {
      expect(hertz, name).toBeGreaterThanOrEqual(300);
      expect(hertz, name).toBeLessThanOrEqual(1_200);
      expect(ms, name).toBeGreaterThanOrEqual(60);
    }
  }
  expect(new Set(Object.values(melodies).map((beeps) => JSON.stringify(beeps))).size).toBe(
    Object.keys(melodies).length,
  );
});
