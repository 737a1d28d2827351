import { expect, test } from 'vitest';
import type { Cable } from '../../native/printer/connection.ts';
import { printJob } from '../../native/printer/job.ts';
import { look, lookOnce } from '../../native/printer/look.ts';
import { type Line, newHabits, talkOver } from '../../native/printer/talk.ts';
import { settled } from '../support/hid-bench.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { watchedClock } from '../support/watched-clock.ts';
import { receiptOf } from './printer-ends.ts';

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

test('a question that one answer was lost of at first is asked once more, and no third time', async () => {
  const clock = manualClock();
  const asked: number[] = [];
  const line = lineTo((question) => {
    asked.push(question);
    return question === 4 ? null : 0x12;
  }, clock);
  for (let looks = 0; looks < 4; looks += 1) await lookedAt(line, clock, look);
  expect(asked.filter((question) => question === 4)).toHaveLength(2);
});

/** Puts one look after another, each over a connection of its own. */
async function lookedAt(line: Line, clock: ManualClock, how: typeof look): Promise<string | null> {
  const talking = await talkOver(line);
  if (!talking.ok) throw new Error('this cable always opens');
  const looked = how(talking.talk, line.habits);
  await settled();
  clock.advance(10_000);
  await settled();
  clock.advance(10_000);
  return (await looked)?.fault ?? null;
}

test('a printer that was switched off at first is asked again between receipts, and its paper is known', async () => {
  const clock = manualClock();
  let isOn = false;
  const line = lineTo((question) => (isOn ? (question === 4 ? 0x7e : 0x12) : null), clock);
  expect(await lookedAt(line, clock, look), 'it may still print').toBe(null);
  expect(await lookedAt(line, clock, lookOnce), 'still switched off').toBe(null);
  isOn = true;
  expect(await lookedAt(line, clock, look), 'a receipt does not wait for it').toBe(null);
  expect(await lookedAt(line, clock, lookOnce)).toBe('paper_out');
  expect(await lookedAt(line, clock, look), 'from then on receipts do').toBe('paper_out');
});

test('a line that lets no question out is in the way, and nothing is learned of the printer behind it', async () => {
  const clock = manualClock();
  const line = lineTo(() => null, clock);
  const stuck: Cable = {
    ...line.cable,
    open: async () => ({
      ok: true,
      connection: {
        write: async () => ({ ok: false, left: true, trouble: { fault: 'print_stalled', detail: '' } }),
        close: async () => ({ how: 'ended' }),
      },
    }),
  };
  expect(await lookedAt({ ...line, cable: stuck }, clock, look)).toBe('printer_silent');
  expect(line.habits.realTime).toBe('unknown');
});

test('a printer that echoes no process ids, whatever its profile says, confirms by its other answer', async () => {
  const clock = watchedClock();
  const line = lineTo(() => 0x12, clock);
  const job = { bytes: receiptOf('A-1'), processId: '!!!!' };
  const first = printJob(job, line);
  await clock.waitedFor(10_000);
  clock.advance(10_000);
  expect((await first).outcome).toEqual({ state: 'printed', how: 'confirmed' });
  const before = clock.monotonicMs();
  expect((await printJob(job, line)).outcome).toEqual({ state: 'printed', how: 'confirmed' });
  expect(clock.monotonicMs() - before, 'the second receipt does not wait for an echo').toBe(0);
});

test('a printer that has echoed before and does not this time has not said that the receipt is out', async () => {
  const clock = watchedClock();
  const line = lineTo(() => 0x12, clock);
  line.habits.echo = 'yes';
  const job = printJob({ bytes: receiptOf('A-1'), processId: '!!!!' }, line);
  await clock.waitedFor(10_000);
  clock.advance(10_000);
  expect((await job).outcome).toMatchObject({ state: 'unknown', report: { fault: 'print_unconfirmed' } });
});

test('a receipt of a metre of paper is waited for as long as a slow printer needs for it', async () => {
  const clock = watchedClock();
  const line = lineTo(() => 0x12, clock);
  line.habits.echo = 'yes';
  const bytes = Buffer.from(`\x1b@${'rice 500 g   4.50\n'.repeat(260)}\x1dVB\x00\x1dr\x01`, 'latin1');
  const job = printJob({ bytes, processId: '!!!!' }, line);
  await clock.waitedFor(24_500);
  clock.advance(24_500);
  expect((await job).outcome).toMatchObject({ state: 'unknown', report: { fault: 'print_unconfirmed' } });
});
