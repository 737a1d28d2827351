import { afterEach, describe, expect, test } from 'vitest';
import type { PrintOutcome } from '../../main/core/ports.ts';
import { sendOverTcp } from '../../native/printer/network.ts';
import { statusReader } from '../../native/printer/status.ts';
import { type TcpPrinter, tcpPrinter } from '../support/tcp-printer.ts';
import { type WatchedClock, watchedClock } from '../support/watched-clock.ts';

/** Real sockets on loopback, time by hand: the limits of the job are 3 s, 10 s, 0.5 s, 10 s and 1 s. */

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
    sendOverTcp({ host: '127.0.0.1', port }, bytes, clock, (outcome) => {
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

describe('a printer that takes the job', () => {
  test('and reads until we end: sent, every byte', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.on('end', () => socket.end());
    });
    const sent = send(printer.port, receipt, clock);
    await clock.waitedFor(500);
    expect(sent.outcomes).toEqual([]);
    clock.advance(500);
    expect(await onlyAnswer(sent, clock)).toEqual({ state: 'printed', how: 'handed_over' });
    expect(printer.received()).toEqual(receipt);
  });

  test('and answers the status request but never closes: sent a second later', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.on('data', () => socket.write(Buffer.from([0x00])));
    });
    const sent = send(printer.port, receipt, clock);
    await clock.waitedFor(1_000);
    clock.advance(1_000);
    expect(await onlyAnswer(sent, clock)).toEqual({ state: 'printed', how: 'handed_over' });
  });

  test('and says things nobody asked for: they confirm nothing and disturb nothing', async () => {
    const clock = watchedClock();
    const chatter = Buffer.from([0x11, 0x10, 0x00, 0x00, 0x00, 0x12, 0x37, 0x22, 0x31, 0x00, 0x13]);
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.write(Buffer.concat(Array.from({ length: 5_000 }, () => chatter)));
      socket.on('end', () => socket.end());
    });
    const sent = send(printer.port, receipt, clock);
    await clock.waitedFor(500);
    clock.advance(500);
    expect(await onlyAnswer(sent, clock)).toEqual({ state: 'printed', how: 'handed_over' });
    expect(printer.received()).toEqual(receipt);
  });
});

describe('a printer that cannot be reached', () => {
  test('because nobody listens: failed', async () => {
    const clock = watchedClock();
    const gone = await tcpPrinter(() => {});
    await gone.close();
    const answer = await onlyAnswer(send(gone.port, receipt, clock), clock);
    expect(answer).toMatchObject({
      state: 'failed',
      report: { detail: expect.stringMatching(/^Nothing was printed.*ECONNREFUSED/) },
    });
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
      report: { detail: expect.stringContaining('no answer within 3 seconds') },
    });
    expect(printer.received()).toHaveLength(0);
  });
});

describe('a printer that leaves the job half done is never called done', () => {
  test('closing in good order in mid-job', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.once('data', () => socket.end());
    });
    const answer = await onlyAnswer(send(printer.port, receipt, clock), clock);
    expect(answer).toMatchObject({
      state: 'unknown',
      report: { detail: expect.stringContaining('closed the connection too early') },
    });
  });

  test('closing with most of the job unread', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.once('data', () => socket.destroy());
    });
    expect(await onlyAnswer(send(printer.port, huge, clock), clock)).toMatchObject({ state: 'unknown' });
  });

  test('resetting the connection', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.once('data', () => socket.resetAndDestroy());
    });
    const answer = await onlyAnswer(send(printer.port, huge, clock), clock);
    expect(answer).toMatchObject({ state: 'unknown', report: { detail: expect.stringMatching(/ECONNRESET|EPIPE/) } });
  });

  test('never reading: given up after 10 seconds', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter(() => {});
    const sent = send(printer.port, huge, clock);
    await clock.waitedFor(10_000);
    clock.advance(9_999);
    expect(sent.outcomes).toEqual([]);
    clock.advance(1);
    const answer = await onlyAnswer(sent, clock);
    expect(answer).toMatchObject({
      state: 'unknown',
      report: { detail: expect.stringContaining('stopped taking data') },
    });
  });

  test('taking everything and staying silent for 10 seconds', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((_socket, read) => read());
    const sent = send(printer.port, receipt, clock);
    await clock.waitedFor(500);
    clock.advance(500);
    clock.advance(10_000);
    const answer = await onlyAnswer(sent, clock);
    expect(answer).toMatchObject({ state: 'unknown', report: { detail: expect.stringContaining('gave no sign') } });
  });

  test('answering that the paper has ended', async () => {
    const clock = watchedClock();
    printer = await tcpPrinter((socket, read) => {
      read();
      socket.on('data', () => socket.end(Buffer.from([0x0c])));
    });
    const answer = await onlyAnswer(send(printer.port, receipt, clock), clock);
    expect(answer).toMatchObject({
      state: 'unknown',
      report: { detail: expect.stringContaining('the paper has ended') },
    });
  });
});

test.each([
  ['paper present', [0x00], 'present'],
  ['near the end only', [0x03], 'present'],
  ['paper ended', [0x0f], 'ended'],
  ['automatic status, idle', [0x10, 0x00, 0x00, 0x00], null],
  ['automatic status, paper out, then the answer', [0x18, 0x00, 0x0f, 0x00, 0x00], 'present'],
  ['real-time status', [0x12, 0x1a, 0x16, 0x7e], null],
  ['flow control', [0x11, 0x13], null],
  ['block data', [0x37, 0x22, 0x00], null],
] as const)('status bytes: %s', (_name, bytes, answer) => {
  expect(statusReader()(Uint8Array.from(bytes))).toBe(answer);
  const reader = statusReader();
  const oneByOne = bytes.map((byte) => reader(Uint8Array.of(byte)));
  expect(oneByOne.find((each) => each !== null) ?? null, 'the same in single bytes').toBe(answer);
});
