import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import type { Address } from './setup.ts';

/**
 * Opens and keeps the connections to the gateway. TLS is laid over a TCP socket of our own, so that a call can be cut
 * off with RST: a plain close would leave the kernel delivering the unsent rest of a pay for minutes. It knows no
 * messages and no time.
 */

/** A request's options, with the ear that is told of a connection opened for this request alone. */
export interface DialOptions extends https.RequestOptions {
  readonly dialled: (tcp: net.Socket) => void;
}

type SocketMade = (error: Error | null, socket: Duplex) => void;

/** The TCP socket beneath each TLS socket. */
const beneath = new WeakMap<Duplex, net.Socket>();

/** The TCP socket that carries `socket`: itself, or the one below its TLS. */
export function tcpOf(socket: net.Socket): net.Socket {
  return beneath.get(socket) ?? socket;
}

/**
 * An agent that keeps free connections for `idleMs` (less if the gateway announces less), opens a new one whenever
 * none is free, and trusts `authorities` alone, or the built-in list when null.
 */
export function openAgent(address: Address, idleMs: number, authorities: readonly string[] | null): http.Agent {
  const keep = { keepAlive: true, timeout: idleMs, maxFreeSockets: 8, scheduling: 'lifo' } as const;
  if (!address.secure) return new PlainAgent(keep);
  return new SecureAgent({
    ...keep,
    // Stated, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment cannot switch it off.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(authorities === null ? {} : { ca: [...authorities] }),
  });
}

function openTcp(options: https.RequestOptions): net.Socket {
  const tcp = net.connect({ host: String(options.host), port: Number(options.port), noDelay: true });
  (options as DialOptions).dialled(tcp);
  return tcp;
}

class PlainAgent extends http.Agent {
  override createConnection(options: https.RequestOptions): Duplex {
    return openTcp(options);
  }
}

class SecureAgent extends https.Agent {
  /** TLS starts once TCP stands: Node 24 crashes when it is laid over a socket that still tries several addresses. */
  override createConnection(options: https.RequestOptions, made?: SocketMade): undefined {
    const tcp = openTcp(options);
    const failed = (error: Error): void => made?.(error, tcp);
    const closed = (): void => failed(new Error('closed before it was connected'));
    tcp.once('error', failed);
    tcp.once('close', closed);
    tcp.once('connect', () => {
      const below: https.RequestOptions & { socket: net.Socket } = { ...options, socket: tcp };
      const tls = super.createConnection(below);
      tcp.off('error', failed);
      tcp.off('close', closed);
      if (!tls) return;
      tcp.on('error', (error) => tls.destroy(error));
      beneath.set(tls, tcp);
      made?.(null, tls);
    });
  }
}
