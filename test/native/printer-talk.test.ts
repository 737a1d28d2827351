import { expect, test } from 'vitest';
import type { Cable } from '../../native/printer/connection.ts';
import { newHabits, talkOver } from '../../native/printer/talk.ts';
import { settled } from '../support/hid-bench.ts';
import { manualClock } from '../support/manual-clock.ts';

/** A conversation that has been ended, because somebody wants to print: nothing in it waits for an answer any more. */

test('a question behind the end of a conversation is not waited for', async () => {
  const clock = manualClock();
  const cable: Cable = {
    place: 'lp0',
    answers: true,
    open: async () => ({
      ok: true,
      connection: { write: async () => ({ ok: true }), close: async () => ({ how: 'ended' }) },
    }),
  };
  const talking = await talkOver({ cable, clock, habits: newHabits() });
  if (!talking.ok) throw new Error('this cable always opens');
  await talking.talk.close(1_000);
  let answered: boolean | null = null;
  void talking.talk.ask(4).then((answer) => {
    answered = answer;
  });
  await settled();
  expect(answered, 'answered at once, without a second passing').toBe(false);
});
