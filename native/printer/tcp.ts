import { connect, type Socket } from 'node:net';
import type { Clock } from '../../main/core/ports.ts';
import {
  type Cable,
  type Closing,
  type Connection,
  codeOf,
  type Listening,
  type Opened,
  type Trouble,
  type Written,
  within,
} from './connection.ts';

/**
 * A printer on the network, port 9100 as a rule. It knows sockets. Printers serve one connection at a time and keep
 * the next one waiting, so a connection is made for one purpose and closed.
 *
 * Measured: the callback of a write means "in the kernel", after 0 ms also from a printer that reads nothing; a socket
 * that is destroyed with unread status bytes in it is reset, and a printer then got none of 1.5 MB. So everything that
 * is sent is read, and a job is ended with end(), never with destroy().
 */

/** The system's own limit for a connection is about two minutes. */
const connectWithinMs = 3_000;

/**
 * Bytes handed over at a time; a printer without paper closes its window, and the write that is next stalls. Small
 * enough for a box that passes them on at 9600 baud: that is four seconds, and no stall.
 */
const pieceBytes = 4 * 1_024;

export interface TcpTarget {
  readonly host: string;
  readonly port: number;
}

export function tcpCable({ host, port }: TcpTarget, clock: Clock): Cable {
  const place = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return {
    place,
    answers: true,
    open(listen) {
      const socket = connect({ host, port, noDelay: true });
      const connection = new TcpConnection(socket, listen, clock);
      return within(connection.made, connectWithinMs, clock, () => {
        socket.destroy();
        return unreachable('no answer within 3 seconds');
      });
    },
  };
}

function unreachable(detail: string): Opened {
  return { ok: false, trouble: { fault: 'printer_unreachable', detail } };
}

class TcpConnection implements Connection {
  readonly made: Promise<Opened>;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #closed: Promise<Closing>;
  /** Our own end of the connection has been sent. */
  #ended = false;
  /** The printer ended its side after us: it has read everything. */
  #readToTheEnd = false;
  #fault = '';

  constructor(socket: Socket, listen: Listening, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    let open = false;
    let answer: (opened: Opened) => void = () => {};
    this.made = new Promise((resolve) => {
      answer = resolve;
    });
    socket.once('connect', () => {
      open = true;
      answer({ ok: true, connection: this });
    });
    // Reading never stops: see above.
    socket.on('data', (bytes: Buffer) => listen.heard(bytes));
    socket.once('end', () => {
      this.#readToTheEnd = this.#ended;
    });
    socket.on('error', (cause) => {
      this.#fault = codeOf(cause);
    });
    this.#closed = new Promise((resolve) => {
      socket.once('close', () => {
        resolve(this.#howItClosed());
        if (!open) answer(refusedOrGone(this.#fault));
        else if (!this.#ended) listen.lost(this.#brokeOff());
      });
    });
  }

  async write(bytes: Uint8Array, stallMs: number): Promise<Written> {
    const stalled: Written = { ok: false, left: true, trouble: { fault: 'print_stalled', detail: '' } };
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const piece = this.#writePiece(bytes.subarray(from, from + pieceBytes));
      const written = await within(piece, stallMs, this.#clock, () => stalled);
      if (!written.ok) return written;
    }
    return { ok: true };
  }

  #writePiece(piece: Uint8Array): Promise<Written> {
    return new Promise((resolve) => {
      const broken = (): void => resolve({ ok: false, left: true, trouble: this.#brokeOff() });
      // Node tells a write that a reset has overtaken only through the close.
      this.#closed.then(broken, broken);
      this.#socket.write(piece, (cause) => {
        if (cause) broken();
        else resolve({ ok: true });
      });
    });
  }

  async close(withinMs: number): Promise<Closing> {
    this.#ended = true;
    this.#socket.end();
    return within<Closing>(this.#closed, withinMs, this.#clock, () => {
      this.#socket.destroy();
      return { how: 'cut', trouble: { fault: 'printer_silent', detail: '' } };
    });
  }

  #howItClosed(): Closing {
    if (this.#readToTheEnd && this.#fault === '') return { how: 'ended' };
    return { how: 'cut', trouble: this.#brokeOff() };
  }

  #brokeOff(): Trouble {
    return { fault: 'print_broken_off', detail: this.#fault };
  }
}

/** ECONNREFUSED: the machine is there and nobody listens, or it serves another one and takes no second connection. */
function refusedOrGone(code: string): Opened {
  if (code === 'ECONNREFUSED') return { ok: false, trouble: { fault: 'printer_refused', detail: code } };
  return unreachable(code);
}
