import { chmodSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { type Connected, connect } from './contract/connect.ts';
import type { Port } from './contract/port.ts';
import type { Clock } from './core/ports.ts';
import { type Screens, serveScreen } from './screens.ts';

/**
 * The profile's socket: the same contract as the screen's, one JSON message per line, for the command line beside a
 * running till. Only the owner of the profile's database listens, and clears away what a killed owner left.
 */

/** A view of a hundred payments is below 100 kB; what is longer is not a message of ours. */
const lineBytesMax = 4 * 1024 * 1024;

/** A Unix path holds at most this many bytes; beyond it the socket is left out and said so. */
const pathBytesMax = 100;

export type SocketOpened =
  | { readonly ok: true; readonly close: () => Promise<void> }
  | { readonly ok: false; readonly why: string };

/** Whoever still asks when the till closes gets this long to hear the end and go. */
const farewellMs = 2_000;

/** Listens; call only while holding the profile's database. */
export async function openProfileSocket(path: string, screens: Screens, clock: Clock): Promise<SocketOpened> {
  if (process.platform !== 'win32' && Buffer.byteLength(path) > pathBytesMax) {
    return { ok: false, why: `${path} is too long for a socket: verbs beside a running till are not possible` };
  }
  const address = socketAddress(path);
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket);
    const off = serveScreen(linePort(socket), screens);
    socket.on('close', () => {
      clients.delete(socket);
      off();
    });
  });
  try {
    if (address === path) rmSync(path, { force: true });
    await listening(server, address);
  } catch (error) {
    return { ok: false, why: `the socket ${path} cannot be opened: ${String(error)}` };
  }
  if (address === path) chmodSync(path, 0o600);
  return {
    ok: true,
    async close() {
      // Closing waits for the connections; the path is free at once, for the next owner.
      const empty = new Promise<void>((resolve) => server.close(() => resolve()));
      if (address === path) rmSync(path, { force: true });
      const off = clock.after(farewellMs, () => {
        for (const socket of clients) socket.destroy();
      });
      await empty;
      off();
    },
  };
}

/** Connects to a running till; null when none listens. `gone` is called once when it goes away. */
export async function connectToTill(path: string, session: string, gone: () => void): Promise<Connected | null> {
  const socket = createConnection(socketAddress(path));
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!opened) return null;
  const connected = connect(linePort(socket), session);
  socket.once('close', () => {
    connected.close();
    gone();
  });
  return { ...connected, close: () => socket.destroy() };
}

/** A named pipe on Windows, whose names are not files. */
function socketAddress(path: string): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${path.replaceAll(/[\\/:]/g, '-')}` : path;
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** One JSON value per line. A line that is too long, or not JSON, ends the connection. */
export function linePort(socket: Socket): Port {
  const listeners = new Set<(message: unknown) => void>();
  let rest = '';
  socket.setEncoding('utf8');
  // A broken connection is followed by 'close', where everything is cleared.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > lineBytesMax) socket.destroy();
    for (const line of lines) {
      const message = parsed(line);
      if (message === undefined) {
        socket.destroy();
        return;
      }
      for (const listen of listeners) listen(message);
    }
  });
  return {
    send(message) {
      if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
    },
    onMessage(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
