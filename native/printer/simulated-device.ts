import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../../main/core/ports.ts';
import { type EngineOptions, type EngineState, PrinterEngine, type Session } from './simulated-engine.ts';
import type { PrinterAct } from './simulated-mechanics.ts';

/**
 * A receipt printer on the network that is none: a TCP server on loopback with a printer's insides. It serves one
 * connection at a time and keeps the next one waiting, as printers do, and misbehaves when it is told to: for
 * training, and for proving what we do with printers that misbehave.
 */

/** How its cable misbehaves; what the printer itself does wrong are acts. */
export interface CableFaults {
  /** Takes connections and reads nothing. */
  readonly deaf?: boolean;
  /** Resets the connection after so many bytes of it. */
  readonly resetAfterBytes?: number;
  /** Closes in good order after so many bytes of it. */
  readonly closeAfterBytes?: number;
}

export interface SimulatedDevice {
  readonly port: number;
  act(act: PrinterAct): void;
  state(): EngineState;
  /** Connections that have been served. */
  connections(): number;
  /** For connections from now on. */
  misbehave(faults: CableFaults): void;
  /** Reads nothing more and says nothing more, over no connection, until it is switched off and on. */
  hang(): void;
  close(): Promise<void>;
}

/** Others that want to print meanwhile; one more is turned away. */
const waitingMax = 8;

/** `cameOut` gets the bytes of each receipt. Rejects where no port can be had. */
export async function startSimulatedDevice(
  options: EngineOptions,
  clock: Clock,
  cameOut: (bytes: Buffer) => void,
): Promise<SimulatedDevice> {
  const counter = new Counter(new PrinterEngine(options, clock, cameOut));
  const server: Server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) =>
    counter.connected(socket),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A till that has nothing else to do may end.
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    port: address.port,
    act: (act) => counter.act(act),
    state: () => counter.engine.state(),
    connections: () => counter.served,
    misbehave: (faults) => {
      counter.faults = faults;
    },
    hang: () => counter.hang(),
    close: () => {
      counter.cutAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Who is served, and who waits. */
class Counter {
  readonly engine: PrinterEngine;
  readonly #waiting: Socket[] = [];
  #serving: Socket | null = null;
  served = 0;
  faults: CableFaults = {};
  #hangs = false;

  constructor(engine: PrinterEngine) {
    this.engine = engine;
  }

  connected(socket: Socket): void {
    // The other side may reset at any time; the close that follows is what counts.
    socket.on('error', () => {});
    if (this.#waiting.length >= waitingMax) {
      socket.destroy();
      return;
    }
    socket.once('close', () => this.#gone(socket));
    this.#waiting.push(socket);
    this.#next();
  }

  hang(): void {
    this.#hangs = true;
    this.#serving?.pause();
  }

  /** Switched off and on, it drops everybody. */
  act(act: PrinterAct): void {
    if (act === 'reset') {
      this.#hangs = false;
      this.cutAll();
    }
    this.engine.act(act);
  }

  cutAll(): void {
    for (const socket of this.#waiting.splice(0)) socket.destroy();
    this.#serving?.destroy();
  }

  #gone(socket: Socket): void {
    const place = this.#waiting.indexOf(socket);
    if (place !== -1) this.#waiting.splice(place, 1);
    if (this.#serving === socket) this.#serving = null;
    this.#next();
  }

  #next(): void {
    if (this.#serving !== null) return;
    const socket = this.#waiting.shift();
    if (socket === undefined) return;
    this.#serving = socket;
    this.served += 1;
    if (this.faults.deaf !== true && !this.#hangs) serve(socket, this.engine, this.faults);
  }
}

function serve(socket: Socket, engine: PrinterEngine, { resetAfterBytes, closeAfterBytes }: CableFaults): void {
  const session: Session = engine.session((bytes) => {
    if (socket.writable) socket.write(bytes);
  });
  let heard = 0;
  socket.once('close', () => session.over());
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.length;
    if (resetAfterBytes !== undefined && heard >= resetAfterBytes) return socket.resetAndDestroy();
    if (closeAfterBytes !== undefined && heard >= closeAfterBytes) {
      socket.end();
      return;
    }
    session.feed(bytes);
    if (!engine.hasRoom(() => socket.resume())) socket.pause();
  });
  socket.on('end', () => socket.end());
  socket.resume();
}
