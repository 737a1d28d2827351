import { createServer, type Server, type Socket } from 'node:net';

/** A printer at the other end of a real socket on loopback; the test says how it behaves. */
export interface TcpPrinter {
  readonly port: number;
  /** Everything it was sent, all connections together. */
  received(): Buffer;
  connections(): number;
  /** Most connections open at the same time. */
  together(): number;
  /** Resolves with everything it was sent, as soon as that ends with `bytes`. */
  heard(bytes: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

/** `behave` gets each connection; reading is up to it, what it reads through `read` is kept. */
export async function tcpPrinter(behave: (socket: Socket, read: () => void) => void): Promise<TcpPrinter> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const listening = new Set<() => void>();
  let connections = 0;
  let together = 0;
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    connections++;
    sockets.add(socket);
    together = Math.max(together, sockets.size);
    // The other side is allowed to reset us; that is what some tests are about.
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
    });
    behave(socket, () =>
      socket.on('data', (chunk) => {
        chunks.push(chunk);
        for (const listen of listening) listen();
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    port: address.port,
    received: () => Buffer.concat(chunks),
    heard: (bytes) =>
      new Promise((resolve) => {
        const listen = (): void => {
          const received = Buffer.concat(chunks);
          if (!received.subarray(-bytes.length).equals(bytes)) return;
          listening.delete(listen);
          resolve(received);
        };
        listening.add(listen);
        listen();
      }),
    connections: () => connections,
    together: () => together,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
