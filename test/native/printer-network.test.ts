import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { PrintOutcome } from '../../main/core/ports.ts';
import { printJob } from '../../native/printer/job.ts';
import { newHabits } from '../../native/printer/talk.ts';
import { tcpCable } from '../../native/printer/tcp.ts';
import { type TcpPrinter, tcpPrinter } from '../support/tcp-printer.ts';
import { type WatchedClock, watchedClock } from '../support/watched-clock.ts';

/**
 * Printers that know nothing but text: they answer no question, or only the one at the end of a job. Real sockets on
 * loopback, time by hand: the limits of such a job are 3 s (connect), 2 s (first question), 10 s (stall), 0.5 s
 * (listen), 10 s (confirm) and 1 s (close).
 */

const receipt = Buffer.from('\x1b@A receipt\n\x1dVB\x00\x1dr\x01', 'latin1');
/** More than the buffers of both ends can take. */
const huge = Buffer.alloc(64 * 1024 * 1024, 0x20);

let printer: TcpPrinter | null = null;
afterEach(async () => {
  await printer?.close();
  printer = null;
});

interface Sent {
  readonly outcomes: PrintOutcome[];
  /** The first answer; later ones would be in `outcomes`. */
  readonly answer: Promise<PrintOutcome>;
}

function send(port: number, bytes: Buffer, clock: WatchedClock): Sent {
  const outcomes: PrintOutcome[] = [];
  const answer = new Promise<PrintOutcome>((resolve) => {
    const line = { cable: tcpCable({ host: '127.0.0.1', port }, clock), clock, habits: newHabits() };
    void printJob({ bytes, processId: null }, line).then(({ outcome }) => {
      outcomes.push(outcome);
      resolve(outcome);
    });
  });
  return { outcomes, answer };
}

/** The answer, after everything that could bring a second one has happened. */
async function onlyAnswer(sent: Sent, clock: WatchedClock): Promise<PrintOutcome> {
  const first = await sent.answer;
  await printer?.close();
  clock.advance(60_000);
  expect(sent.outcomes, 'a job is answered exactly once').toEqual([first]);
  expect(clock.waiting(), 'no timer outlives the job').toBe(0);
  return first;
}

/** What the first question of a conversation is: DLE EOT 1. */
const firstQuestion = Buffer.from([0x10, 0x04, 0x01]);

/** What stands at the end of a job: GS r 1. */
const lastQuestion = Buffer.from([0x1d, 0x72, 0x01]);

/** Lets the second pass in which a printer may answer the first question. */
async function noAnswer(clock: WatchedClock): Promise<void> {
  await clock.waitedFor(2_000);
  clock.advance(2_000);
}

describe('a printer that takes the job', () => {
  test('and reads until we end: handed over, every byte', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.on('end', () => socket.end());
    });
    const sent = send(printer.port, receipt, clock);
    await noAnswer(clock);
    await clock.waitedFor(500);
    expect(sent.outcomes).toEqual([]);
    clock.advance(500);
    expect(await onlyAnswer(sent, clock)).toEqual({ state: 'printed', how: 'handed_over' });
    expect(printer.received()).toEqual(Buffer.concat([firstQuestion, receipt]));
  });

  test('and answers the question at its end but never closes: confirmed, a second later', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.on('data', (bytes) => {
        if (bytes.includes(lastQuestion)) socket.write(Buffer.from([0x00]));
      });
    });
    const sent = send(printer.port, receipt, clock);
    await noAnswer(clock);
    await clock.waitedFor(1_000);
    clock.advance(1_000);
    expect(await onlyAnswer(sent, clock)).toEqual({ state: 'printed', how: 'confirmed' });
  });

  test('and says things nobody asked for: they confirm nothing and disturb nothing', async () => {
    const clock = watchedClock();
    const chatter = Buffer.from([0x11, 0x10, 0x00, 0x00, 0x00, 0x37, 0x22, 0x31, 0x00, 0x13, 0xff, 0x91]);
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.write(Buffer.concat(Array.from({ length: 5_000 }, () => chatter)));
      socket.on('end', () => socket.end());
    });
    const sent = send(printer.port, receipt, clock);
    await noAnswer(clock);
    await clock.waitedFor(500);
    clock.advance(500);
    expect(await onlyAnswer(sent, clock)).toEqual({ state: 'printed', how: 'handed_over' });
    expect(printer.received()).toEqual(Buffer.concat([firstQuestion, receipt]));
  });
});

describe('a printer that cannot be reached', () => {
  test('because nobody listens: failed', async () => {
    const clock = watchedClock();
    const gone = await tcpPrinter(() => {});
    await gone.close();
    const answer = await onlyAnswer(send(gone.port, receipt, clock), clock);
    expect(answer).toMatchObject({ state: 'failed', report: { fault: 'printer_refused', detail: 'ECONNREFUSED' } });
  });

  test('within 3 seconds: failed, and not one byte left', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((_socket, read) => read());
    const sent = send(printer.port, receipt, clock);
    // No turn of the event loop in between: the connection has not come about yet.
    clock.advance(2_999);
    expect(sent.outcomes).toEqual([]);
    clock.advance(1);
    const answer = await onlyAnswer(sent, clock);
    expect(answer).toMatchObject({
      state: 'failed',
      report: { state: 'absent', fault: 'printer_unreachable', detail: 'no answer within 3 seconds' },
    });
    expect(printer.received()).toHaveLength(0);
  });

  test('because it breaks off at the first question: failed, nothing of the job left', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.once('data', () => socket.resetAndDestroy());
    });
    const answer = await onlyAnswer(send(printer.port, receipt, clock), clock);
    expect(answer).toMatchObject({ state: 'failed', report: { fault: 'printer_silent' } });
    expect(printer.received()).toEqual(firstQuestion);
  });
});

describe('a printer that leaves the job half done is never called done', () => {
  /** Does `act` when the first byte of the job is there. */
  const atFirstByte =
    (act: (socket: Socket) => unknown) =>
    (socket: Socket, read: () => void): void => {
      read();
      let heard = 0;
      socket.on('data', (bytes) => {
        const before = heard;
        heard += bytes.length;
        if (before <= firstQuestion.length && heard > firstQuestion.length) act(socket);
      });
    };

  test.each([
    ['closing in good order in mid-job', receipt, (socket: Socket): unknown => socket.end()],
    ['closing with most of the job unread', huge, (socket: Socket): unknown => socket.destroy()],
    ['resetting the connection', huge, (socket: Socket): unknown => socket.resetAndDestroy()],
  ] as const)('%s', async (_how, bytes, act) => {
    const clock = watchedClock();
    printer = await tcpPrinter(atFirstByte(act));
    const sent = send(printer.port, bytes, clock);
    await noAnswer(clock);
    expect(await onlyAnswer(sent, clock)).toMatchObject({ state: 'unknown', report: { fault: 'print_broken_off' } });
  });

  test('never reading: given up after 10 seconds', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter(() => {});
    const sent = send(printer.port, huge, clock);
    await noAnswer(clock);
    // The buffers of both ends take some pieces first; each of them has 10 seconds of its own.
    while (sent.outcomes.length === 0) {
      await new Promise((turn) => setImmediate(turn));
      clock.advance(5_000);
    }
    const answer = await onlyAnswer(sent, clock);
    expect(answer).toMatchObject({ state: 'unknown', report: { fault: 'print_stalled' } });
  });

  test('taking everything and staying silent for 10 seconds', async () => {
    const clock = watchedClock();
    const ended = Promise.withResolvers<void>();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.once('end', () => ended.resolve());
    });
    const sent = send(printer.port, receipt, clock);
    await noAnswer(clock);
    await clock.waitedFor(500);
    clock.advance(500);
    await ended.promise;
    clock.advance(9_999);
    expect(sent.outcomes).toEqual([]);
    clock.advance(1);
    const answer = await onlyAnswer(sent, clock);
    expect(answer).toMatchObject({ state: 'unknown', report: { fault: 'print_unconfirmed' } });
  });

  test('answering that the paper has ended', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.on('data', (bytes) => {
        if (bytes.includes(lastQuestion)) socket.end(Buffer.from([0x0c]));
      });
    });
    const sent = send(printer.port, receipt, clock);
    await noAnswer(clock);
    expect(await onlyAnswer(sent, clock)).toMatchObject({ state: 'unknown', report: { fault: 'paper_out' } });
  });
});
