import { createServer, type Server, type Socket } from 'node:net';

/** A printer at the other end of a real socket on loopback; the test says how it behaves. */
export interface TcpPrinter {
  readonly port: number;
  /** Everything it was sent, all connections together. */
  received(): Buffer;
  connections(): number;
  /** Most connections open at the same time. */
  together(): number;
  /** Resolves when a connection is gone, with the number of connections so far. */
  gone(): Promise<void>;
  close(): Promise<void>;
}

/** `behave` gets each connection; reading is up to it, what it reads through `read` is kept. */
export async function tcpPrinter(behave: (socket: Socket, read: () => void) => void): Promise<TcpPrinter> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let connections = 0;
  let together = 0;
  let ended = 0;
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    connections++;
    sockets.add(socket);
    together = Math.max(together, sockets.size);
    // The other side is allowed to reset us; that is what some tests are about.
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      ended++;
      for (const resolve of waiting.splice(0)) resolve();
    });
    behave(socket, () => socket.on('data', (chunk) => chunks.push(chunk)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    port: address.port,
    received: () => Buffer.concat(chunks),
    connections: () => connections,
    together: () => together,
    gone: () => (ended > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
