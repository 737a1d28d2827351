import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { afterEach } from 'vitest';
import type { GatewayOptions } from '../../main/gateway/client.ts';
import { counterpart, listen, type Respond, till } from './counterpart.ts';

/** A till and its counterpart for one test, closed after it. */

const opened: (() => unknown)[] = [];

/** To be closed after the test, the last one first. */
export function closeAfterwards(close: () => unknown): void {
  opened.push(close);
}

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

export async function pairOf(respond: Respond, changed: Partial<GatewayOptions> = {}) {
  const server = await counterpart(respond);
  opened.push(server.close);
  const { gateway, clock } = till(server.url, changed);
  opened.push(gateway.close);
  return { server, gateway, clock };
}

/** A TCP server whose connections the test handles byte by byte. */
export async function rawPair(connected: (socket: Socket) => void, scheme = 'http') {
  const sockets: Socket[] = [];
  const server = net.createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    connected(socket);
  });
  const port = await listen(server);
  opened.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const { gateway, clock } = till(`${scheme}://127.0.0.1:${port}`);
  opened.push(gateway.close);
  return { server, gateway, clock, sockets, port };
}
