import { expect, test } from 'vitest';
import { type Tone, tones } from '../../main/contract/scan-views.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { lengthMs, melodies, type Sound, soundMsMax, soundOf } from '../../renderer/tones.ts';
import { idleView, paying, payment, situations } from '../screen/views.ts';

/** What is heard, and when. */

function answered(kind: Tone, number: number, state: TerminalView = idleView): TerminalView {
  return { ...state, counter: { ...state.counter, tone: { kind, number } } };
}

test('every answer of the terminal is heard once; two equal ones are heard twice', () => {
  for (const tone of tones) expect(soundOf(idleView, answered(tone, 1))).toBe(tone);
  expect(soundOf(answered('refused', 1), answered('refused', 2))).toBe('refused');
  expect(soundOf(answered('refused', 1), { ...answered('refused', 1), version: 9 })).toBeNull();
  expect(soundOf(null, answered('busy', 1)), 'a page that was just opened').toBeNull();
});

test('the end of a payment is heard before the answer to a scan', () => {
  expect(soundOf(situations.sending, answered('accepted', 1, situations.paid))).toBe('paid');
  expect(soundOf(situations.checking, answered('busy', 1, situations.checking))).toBe('busy');
});

test('a payment is heard from its scan to its end, and uncertainty once', () => {
  const { ready, sending, waiting, checking, reversing, reversal_pending: pending, reversed } = situations;
  const steps: readonly (readonly [TerminalView, Sound | null])[] = [
    [answered('accepted', 1, sending), 'accepted'],
    [answered('accepted', 1, waiting), null],
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
