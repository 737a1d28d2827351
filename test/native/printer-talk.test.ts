import { expect, test } from 'vitest';
import type { Cable } from '../../native/printer/connection.ts';
import { look } from '../../native/printer/look.ts';
import { type Line, newHabits, talkOver } from '../../native/printer/talk.ts';
import { settled } from '../support/hid-bench.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';

/** What a conversation waits for, and what it remembers of a printer. */

/** A printer that is well but for what `answers` gives: the byte for a question of DLE EOT, null = none. */
function lineTo(answers: (question: number) => number | null, clock: ManualClock): Line {
  const cable: Cable = {
    place: 'lp0',
    answers: true,
    open: async (listen) => ({
      ok: true,
      connection: {
        async write(bytes) {
          const said = bytes[0] === 0x10 ? answers(bytes[2] ?? 0) : 0x00;
          if (said !== null) listen.heard(Uint8Array.of(said));
          return { ok: true };
        },
        close: async () => ({ how: 'ended' }),
      },
    }),
  };
  return { cable, clock, habits: newHabits() };
}

test('a question behind the end of a conversation is not waited for', async () => {
  const talking = await talkOver(lineTo(() => null, manualClock()));
  if (!talking.ok) throw new Error('this cable always opens');
  await talking.talk.close(1_000);
  let answered: boolean | null = null;
  void talking.talk.ask(4).then((answer) => {
    answered = answer;
  });
  await settled();
  expect(answered, 'answered at once, without a second passing').toBe(false);
});

test('a question that was answered before is asked again, though one answer came too late', async () => {
  const clock = manualClock();
  let ofPaper: number | null = 0x12;
  const line = lineTo((question) => (question === 4 ? ofPaper : 0x12), clock);
  async function paperSeen(): Promise<string | null> {
    const talking = await talkOver(line);
    if (!talking.ok) throw new Error('this cable always opens');
    const looked = look(talking.talk, line.habits);
    await settled();
    clock.advance(5_000);
    await looked;
    return talking.talk.facts().paper;
  }
  expect(await paperSeen()).toBe('ok');
  ofPaper = null;
  await paperSeen();
  ofPaper = 0x7e;
  expect(await paperSeen(), 'the end of the roll is not overlooked for the rest of the day').toBe('out');
});
