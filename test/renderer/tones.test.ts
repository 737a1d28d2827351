import { expect, test } from 'vitest';
import { type Tone, tones } from '../../main/contract/scan-views.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { remindingOf } from '../../renderer/sound/reminders.ts';
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

test('a wait is ticked once after ten seconds, and uncertainty is recalled every ten until it ends', () => {
  const { idle, ready, sending, waiting, checking, held, reversing, reversal_pending: pending } = situations;
  const ticks = remindingOf(sending, false);
  expect(ticks).toMatchObject({ sound: 'tick', afterMs: 10_000, again: false });
  expect(remindingOf(waiting, false)?.key, 'one wait, however often it is shown').toBe(ticks?.key);
  const recalls = remindingOf(checking, false);
  expect(recalls).toMatchObject({ sound: 'unclear', afterMs: 10_000, again: true });
  expect(remindingOf(reversing, false)?.key).toBe(recalls?.key);
  // Whoever has been freed, by a slip or by the supervisor, is not pursued; nor by a terminal that cannot be seen.
  for (const view of [idle, ready, held, pending, situations.paid, situations.not_charged, situations.reversed])
    expect(remindingOf(view, false)).toBeNull();
  expect(remindingOf(checking, true)).toBeNull();
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
