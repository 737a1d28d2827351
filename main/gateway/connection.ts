import http from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../core/ports.ts';
import { type DialOptions, openAgent, tcpOf } from './dial.ts';
import type { Address } from './setup.ts';

/**
 * One HTTP exchange with the gateway: one request, one end, every wait and every buffer bounded. It knows nothing of
 * signatures and messages; it tells what came, or why nothing did, and whether it is certain that nothing left.
 * Nothing is repeated and no redirect is followed.
 */

/** Larger answers are not read; a real one has a few KiB. */
export const bodyBytesMax = 1_048_576;
export const headerBytesMax = 16_384;

/** Free connections are closed after this: below the 5 s after which servers commonly close theirs. */
export const idleMsDefault = 4_000;

export interface Dispatch {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** From the call to the last byte of the answer, milliseconds. */
  readonly deadlineMs: number;
  /** Monotonic time after which the request must not leave any more; null = whenever the connection stands. */
  readonly sendBeforeMs: number | null;
  /** The request has been handed to the kernel. */
  readonly left: (over: 'new' | 'kept') => void;
  /** The head of an answer is here. */
  readonly answering: (status: number, headers: NodeJS.Dict<string[]>) => void;
}

export type NothingCame = 'silence' | 'reset' | 'not_sent' | 'send_too_late' | 'http_error' | 'junk' | 'too_large';

export type Arrival =
  | { readonly came: true; readonly headers: NodeJS.Dict<string[]>; readonly body: Buffer }
  | {
      readonly came: false;
      readonly word: NothingCame;
      /** For the log. */
      readonly detail: string;
      /** This exchange opened its own connection, which never stood: no byte of the request can have left. */
      readonly notSent: boolean;
    };

export interface Connection {
  /** `done` is called exactly once and later, unless the result is called first: it resets the socket at once. */
  exchange(dispatch: Dispatch, done: (arrival: Arrival) => void): () => void;
  /** Closes the kept connections and resets what is open; nothing more is answered. */
  close(): void;
}

export interface ConnectionOptions {
  readonly address: Address;
  /** PEM certificates to trust instead of the built-in list, or null. */
  readonly authorities: readonly string[] | null;
  readonly clock: Clock;
  readonly idleMs: number;
}

export function openConnection(options: ConnectionOptions): Connection {
  const agent = openAgent(options.address, options.idleMs, options.authorities);
  const open = new Set<Exchange>();
  return {
    exchange(dispatch, done) {
      const exchange = new Exchange({ ...options, agent, dispatch }, (arrival) => {
        open.delete(exchange);
        done(arrival);
      });
      open.add(exchange);
      return () => {
        open.delete(exchange);
        exchange.abandon();
      };
    },
    close() {
      for (const exchange of open) exchange.abandon();
      open.clear();
      agent.destroy();
    },
  };
}

interface ExchangeOptions extends ConnectionOptions {
  readonly agent: http.Agent;
  readonly dispatch: Dispatch;
}

class Exchange {
  readonly #dispatch: Dispatch;
  readonly #clock: Clock;
  readonly #done: (arrival: Arrival) => void;
  readonly #request: http.ClientRequest;
  readonly #timers: (() => void)[];
  #over = false;
  /** The TCP socket opened for this exchange alone; null while it rides on a kept one. */
  #ownTcp: Socket | null = null;
  /** Connected and, for https, the certificate accepted; only then is a byte of the request given to the socket. */
  #stood = false;

  constructor({ agent, address, clock, dispatch }: ExchangeOptions, done: (arrival: Arrival) => void) {
    this.#dispatch = dispatch;
    this.#clock = clock;
    this.#done = done;
    this.#timers = [clock.after(dispatch.deadlineMs, () => this.#fail('silence', 'deadline'))];
    if (dispatch.sendBeforeMs !== null) {
      const leftMs = Math.max(0, dispatch.sendBeforeMs - clock.monotonicMs());
      this.#timers.push(clock.after(leftMs, () => this.#tooLate()));
    }
    const options: DialOptions = {
      agent,
      host: address.host,
      port: address.port,
      method: 'POST',
      path: dispatch.path,
      headers: { ...dispatch.headers, 'Content-Length': String(dispatch.body.length) },
      maxHeaderSize: headerBytesMax,
      dialled: (tcp) => {
        this.#ownTcp = tcp;
      },
    };
    this.#request = http.request({ ...options, protocol: address.secure ? 'https:' : 'http:' });
    this.#request.on('socket', (socket) => this.#attached(socket, address.secure));
    this.#request.on('response', (response) => this.#read(response));
    this.#request.on('error', (error) => this.#broke(error));
    this.#request.on('close', () => this.#fail('reset', 'closed without an answer'));
  }

  /** Resets the socket; `done` is never called afterwards. */
  abandon(): void {
    if (this.#finish()) this.#cut();
  }

  // The request has not been ended yet, so the socket holds nothing of it: not even its headers.
  #attached(socket: Socket, secure: boolean): void {
    if (this.#ownTcp === null) this.#send();
    else socket.once(secure ? 'secureConnect' : 'connect', () => this.#send());
  }

  #send(): void {
    if (this.#over) return;
    const { sendBeforeMs, body, left } = this.#dispatch;
    if (sendBeforeMs !== null && this.#clock.monotonicMs() >= sendBeforeMs) {
      this.#tooLate();
      return;
    }
    this.#stood = true;
    this.#request.once('finish', () => left(this.#ownTcp === null ? 'kept' : 'new'));
    this.#request.end(body);
  }

  #tooLate(): void {
    if (!this.#stood) this.#fail('send_too_late', 'the connection did not stand in time');
  }

  #read(response: http.IncomingMessage): void {
    this.#dispatch.answering(response.statusCode ?? 0, response.headersDistinct);
    if (response.statusCode !== 200) {
      this.#fail('http_error', `HTTP ${response.statusCode}`);
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bodyBytesMax) this.#fail('too_large', `more than ${bodyBytesMax} bytes`);
      else chunks.push(chunk);
    });
    response.on('end', () => {
      if (!response.complete) this.#fail('reset', 'half a body');
      if (!this.#finish()) return;
      this.#done({ came: true, headers: response.headersDistinct, body: Buffer.concat(chunks) });
    });
    response.on('error', (error) => this.#broke(error));
    response.on('close', () => this.#fail('reset', 'half a body'));
  }

  /** The error's name goes to the log and picks a word; it never decides whether something was sent. */
  #broke(error: NodeJS.ErrnoException): void {
    const detail = `${error.code ?? error.name}: ${error.message}`;
    if (error.code === 'HPE_HEADER_OVERFLOW') this.#fail('too_large', detail);
    else this.#fail(error.code?.startsWith('HPE_') ? 'junk' : 'reset', detail);
  }

  #fail(word: NothingCame, detail: string): void {
    const notSent = this.#ownTcp !== null && !this.#stood;
    if (!this.#finish()) return;
    this.#cut();
    this.#done({ came: false, word: notSent && word !== 'send_too_late' ? 'not_sent' : word, detail, notSent });
  }

  /** True for the first caller only. */
  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    for (const stop of this.#timers) stop();
    return true;
  }

  #cut(): void {
    const socket = this.#request.socket;
    const tcp = this.#ownTcp ?? (socket === null ? null : tcpOf(socket));
    // resetAndDestroy alone would wait until everything unsent has left, the very thing a reset is for; destroyed in
    // the same breath, the socket sends its RST at once. One that still connects has nothing to reset.
    if (tcp?.connecting === false && !tcp.destroyed) tcp.resetAndDestroy();
    tcp?.destroy();
    this.#request.destroy();
  }
}
