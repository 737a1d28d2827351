import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../core/ports.ts';
import type { Arrival } from './arrivals.ts';
import type { Reply } from './reply.ts';

/**
 * How answers leave, or fail to: whole, half, byte by byte, late, or not at all on a connection that is closed, reset
 * or held open. It knows no AMS.
 */

/** One request and the way back to whoever sent it. */
export interface Exchange {
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** As sent, without host: an answer is signed with it. */
  readonly path: string;
  readonly arrival: Arrival;
}

/** Connections that get no answer, held at the same time; the oldest is reset for a new one. */
export const heldMax = 256;
/** Messages on their way late, at the same time; one more is lost. */
export const delayedMax = 1_000;

export interface Connections {
  /** No answer; the connection stays as it is. */
  hold(exchange: Exchange): void;
  /** No answer; `close`, `reset` or `silent`. */
  end(exchange: Exchange, how: string): void;
  /** Calls `act` once after `delayMs`; when too much is on its way already, the connection is reset instead. */
  later(exchange: Exchange, delayMs: number, act: () => void): boolean;
  write(exchange: Exchange, reply: Reply): void;
  /** Half of the promised bytes, then the end of the connection. */
  writeHalf(exchange: Exchange, reply: Reply): void;
  /** One byte each `everyMs`. */
  writeSlowly(exchange: Exchange, reply: Reply, everyMs: number): void;
  /** Forgets what was to happen later and resets the connections that wait for it or are held. */
  cutAll(): void;
}

export function createConnections(clock: Clock): Connections {
  const held = new Set<Socket>();
  const delayed = new Map<() => void, Socket>();

  function hold({ socket, arrival }: Exchange): void {
    arrival.answered ??= 'silence';
    if (socket.destroyed) return;
    held.add(socket);
    socket.once('close', () => held.delete(socket));
    const [oldest] = held;
    if (held.size > heldMax && oldest) oldest.resetAndDestroy();
  }

  function end(exchange: Exchange, how: string): void {
    exchange.arrival.answered = how === 'silent' ? 'silence' : `connection ${how}`;
    if (how === 'silent') hold(exchange);
    else if (how === 'reset') exchange.socket.resetAndDestroy();
    else exchange.socket.destroy();
  }

  function later(exchange: Exchange, delayMs: number, act: () => void): boolean {
    if (delayed.size >= delayedMax) {
      end(exchange, 'reset');
      return false;
    }
    const off = clock.after(delayMs, () => {
      delayed.delete(off);
      act();
    });
    delayed.set(off, exchange.socket);
    return true;
  }

  return {
    hold,
    end,
    later,
    write(exchange, reply) {
      if (begin(exchange, reply)) exchange.response.end(reply.body);
    },
    writeHalf(exchange, reply) {
      if (!begin(exchange, reply)) return;
      exchange.response.write(reply.body.subarray(0, reply.body.length >> 1), () => exchange.socket.destroySoon());
    },
    writeSlowly(exchange, reply, everyMs) {
      if (begin(exchange, reply)) drip(exchange, reply.body, 0, (next) => void later(exchange, everyMs, next));
    },
    cutAll() {
      for (const [off, socket] of delayed) {
        off();
        socket.resetAndDestroy();
      }
      delayed.clear();
      for (const socket of held) socket.resetAndDestroy();
    },
  };
}

/** Status and headers; false when nobody is there any more. */
function begin({ response, socket }: Exchange, { status, headers, body }: Reply): boolean {
  if (socket.destroyed) return false;
  response.writeHead(status, { ...headers, 'Content-Length': String(body.length) });
  return true;
}

/** Writes one byte, and the rest when `soon` says so. */
function drip(exchange: Exchange, body: Buffer, from: number, soon: (next: () => void) => void): void {
  const { response, socket } = exchange;
  if (socket.destroyed) return;
  response.write(body.subarray(from, from + 1));
  if (from + 1 >= body.length) response.end();
  else soon(() => drip(exchange, body, from + 1, soon));
}
