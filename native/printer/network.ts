import { connect, type Socket } from 'node:net';
import type { Clock, PrintOutcome } from '../../main/core/ports.ts';
import { type PaperAnswer, statusReader } from './status.ts';
import { troubled } from './troubled.ts';

/**
 * One print job over TCP, port 9100 as a rule. Knows sockets and time limits; knows no receipts. One job per
 * connection: printers serve one connection at a time and keep the next one waiting.
 */

export interface TcpTarget {
  readonly host: string;
  readonly port: number;
}

/** Time limits in milliseconds. The system's own limit for a connection is about two minutes. */
const connectWithinMs = 3_000;
/** From the connection until the system has taken all bytes; a printer without paper closes its window. */
const handOverWithinMs = 10_000;
/**
 * From then until we end our side. Who reads to the end of a job closes after us; who closes before us has not read
 * to the end, even if it closes in good order and its reset comes too late to be seen.
 */
const listenMs = 500;
/** From then until the printer has answered or closed. */
const confirmWithinMs = 10_000;
/** From the printer's answer until it closes; then we do. */
const closeWithinMs = 1_000;

/**
 * Sends `bytes` and answers exactly once, not before this call has returned:
 * - `sent`: the printer answered the status request at the end of the job, or read until the connection ended
 * - `failed`: no connection came about, nothing left
 * - `unknown`: the connection was made and then broke, stalled or stayed silent; nobody knows what was printed
 */
export function sendOverTcp(target: TcpTarget, bytes: Buffer, clock: Clock, done: (outcome: PrintOutcome) => void) {
  const place = `${target.host}:${target.port}`;
  const socket = connect({ host: target.host, port: target.port, noDelay: true });
  const job = new TcpJob(socket, place, clock, done);
  job.limit(connectWithinMs, { state: 'failed', report: troubled(unreachable(place, 'no answer within 3 seconds')) });
  socket.once('connect', () => job.handOver(bytes));
  // From here on reading never stops: a socket closed with unread bytes in it is reset, and the job with it.
  socket.on('data', (chunk) => job.heard(chunk));
  socket.once('end', () => job.printerClosed());
  socket.on('error', (cause: NodeJS.ErrnoException) => job.broke(cause.code ?? cause.message));
  socket.once('close', () => job.closed());
}

/** What is known of one job while it is under way. */
class TcpJob {
  readonly #socket: Socket;
  readonly #place: string;
  readonly #clock: Clock;
  readonly #status = statusReader();
  readonly #done: (outcome: PrintOutcome) => void;
  /** Decided before the connection is gone; the first decision stands. */
  #outcome: PrintOutcome | null = null;
  #phase: 'connecting' | 'writing' | 'listening' | 'ending' = 'connecting';
  #paper: PaperAnswer | null = null;
  #closedInOrder = false;
  #fault = '';
  #stopLimit = () => {};

  constructor(socket: Socket, place: string, clock: Clock, done: (outcome: PrintOutcome) => void) {
    this.#socket = socket;
    this.#place = place;
    this.#clock = clock;
    this.#done = done;
  }

  /** Ends the job with `outcome` unless something else happens within `withinMs`; replaces the limit before. */
  limit(withinMs: number, outcome: PrintOutcome): void {
    this.#stopLimit();
    this.#stopLimit = this.#clock.after(withinMs, () => this.#giveUp(outcome));
  }

  handOver(bytes: Buffer): void {
    this.#phase = 'writing';
    this.limit(handOverWithinMs, unknown(this.#place, 'it stopped taking data for 10 seconds'));
    // The callback means "in the kernel", not "printed"; a failed write is told by the error event as well.
    this.#socket.write(bytes, (fault) => {
      if (!fault) this.#handedOver();
    });
  }

  #handedOver(): void {
    this.#phase = 'listening';
    this.#stopLimit();
    this.#stopLimit = this.#clock.after(listenMs, () => this.#end(confirmWithinMs, silent(this.#place)));
  }

  /** end(), never destroy(): destroy() throws away what the system has not sent yet. */
  #end(withinMs: number, otherwise: PrintOutcome): void {
    this.#phase = 'ending';
    this.#socket.end();
    this.limit(withinMs, otherwise);
  }

  heard(chunk: Buffer): void {
    const answer = this.#status(chunk);
    // Before the last byte is out nothing that arrives can be the answer to it.
    if (answer === null || this.#paper !== null) return;
    if (this.#phase !== 'listening' && this.#phase !== 'ending') return;
    this.#paper = answer;
    this.#end(closeWithinMs, this.#verdict());
  }

  printerClosed(): void {
    this.#closedInOrder = this.#phase === 'ending';
  }

  broke(fault: string): void {
    this.#fault = fault;
  }

  /** The one place that answers: a socket is closed once, and only then is the printer free for the next job. */
  closed(): void {
    this.#stopLimit();
    this.#done(this.#outcome ?? this.#verdict());
  }

  #verdict(): PrintOutcome {
    if (this.#paper === 'ended') return unknown(this.#place, 'it reports that the paper has ended');
    if (this.#paper === 'present') return { state: 'printed', how: 'handed_over' };
    if (this.#phase === 'connecting')
      return { state: 'failed', report: troubled(unreachable(this.#place, this.#fault)) };
    if (this.#closedInOrder && this.#fault === '') return { state: 'printed', how: 'handed_over' };
    return unknown(this.#place, this.#fault === '' ? 'it closed the connection too early' : this.#fault);
  }

  #giveUp(outcome: PrintOutcome): void {
    this.#outcome ??= outcome;
    this.#socket.destroy();
  }
}

function unreachable(place: string, cause: string): string {
  const next = 'Check its power, cable and address, then print again; the payment is not affected.';
  return `Nothing was printed: the printer at ${place} cannot be reached (${cause || 'closed at once'}). ${next}`;
}

function silent(place: string): PrintOutcome {
  return unknown(place, 'it took the data but gave no sign for 10 seconds');
}

function unknown(place: string, cause: string): PrintOutcome {
  const next = 'Look at the paper before you print again; the payment is not affected.';
  return {
    state: 'unknown',
    report: troubled(`The printer at ${place} may have printed only a part: ${cause}. ${next}`),
  };
}
