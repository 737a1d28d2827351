import { expect, test } from 'vitest';
import type { Clock } from '../../main/core/ports.ts';
import type { Cable } from '../../native/printer/connection.ts';
import { printJob } from '../../native/printer/job.ts';
import { newHabits } from '../../native/printer/talk.ts';
import { newDial, scaledClock } from '../support/scaled-clock.ts';
import { receiptOf } from './printer-ends.ts';

/** A printer that goes away behind its last answer: what it can no longer say is not taken for "on paper". */

type Answers = (sent: Uint8Array) => readonly number[] | null;

/** A cable to a printer that says what `answers` gives; null = it is gone, and the line says so or keeps still. */
function scripted(answers: Answers, saysWhenGone: boolean): Cable {
  return {
    place: 'ttyS0',
    answers: true,
    async open(listen) {
      return {
        ok: true,
        connection: {
          async write(bytes) {
            const said = answers(bytes);
            if (said !== null) listen.heard(Uint8Array.from(said));
            else if (saysWhenGone) listen.lost({ fault: 'print_broken_off', detail: 'ENODEV' });
            return { ok: true };
          },
          close: async () => ({ how: 'ended' }),
        },
      };
    },
  };
}

/** Well until the job; the zero is all that comes after it: an answer to GS r 1, or the break of a line without power. */
function goneAfterTheJob(): Answers {
  let hasJob = false;
  return (sent) => {
    if (hasJob && sent[0] === 0x10) return null;
    if (sent.length > 3) {
      hasJob = true;
      return [];
    }
    return sent[0] === 0x1d ? [0x00] : [0x12];
  };
}

test.for([
  ['keeps still', false, 'print_unconfirmed'],
  ['is lost', true, 'print_broken_off'],
] as const)('a zero byte and then a line that %s is no receipt on paper', async ([_how, saysWhenGone, fault]) => {
  const clock: Clock = scaledClock(newDial(8));
  const line = { cable: scripted(goneAfterTheJob(), saysWhenGone), clock, habits: newHabits() };
  const { outcome } = await printJob({ bytes: receiptOf('A-1'), processId: null }, line);
  expect(outcome, 'nobody has said that the paper is well').toMatchObject({ state: 'unknown', report: { fault } });
});
