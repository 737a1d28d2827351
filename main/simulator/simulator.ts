import type { KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Chance, Clock, Log } from '../core/ports.ts';
import { createArrivals } from './arrivals.ts';
import { pathOf } from './body.ts';
import { type Books, createBooks } from './books.ts';
import { createControl } from './control.ts';
import { createFaultCounter, readPlan } from './faults.ts';
import { memoryLedger } from './ledger.ts';
import { fileLedger } from './ledger-file.ts';
import { readKey } from './sign.ts';
import type { CancelWindow } from './times.ts';
import { createWire } from './wire.ts';

/**
 * The simulated AMS gateway as a server on 127.0.0.1: puts ledger, books, faults, AMS door and control door
 * together. Training mode, tests and the command line start it here. It reads no time of its own.
 */

export interface SimulatorOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly clientId: string;
  /** PEM, X.509 SubjectPublicKeyInfo: checks what arrives. */
  readonly merchantPublicKey: string;
  /** PEM, PKCS#8: signs what leaves. */
  readonly gatewayPrivateKey: string;
  /** Path of the durable ledger, or null for one in memory. */
  readonly ledgerFile: string | null;
  readonly mockAmounts: boolean;
  /** 1 unless given. */
  readonly keyVersion?: number;
  readonly cancelWindow?: CancelWindow;
  readonly refundWindowMs?: number;
  readonly log?: Log;
  /** Called after an order has changed. */
  readonly onChange?: () => void;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`; AMS paths are under it. */
  readonly url: string;
  readonly controlUrl: string;
  /** The ledger and the customer, without HTTP. */
  readonly books: Books;
  /** Replaces the fault plan and starts counting anew; a sentence when it is refused and the old one stays. */
  setPlan(entries: readonly string[]): string | null;
  /** Forgets orders, wallets, codes, requests and faults; messages still on their way are lost. */
  reset(): void;
  /** Resolves when the port is free and the ledger closed. */
  close(): Promise<void>;
}

/** Connections at the same time, held ones included. */
const connectionsMax = 512;
const headerMaxBytes = 16_384;

/**
 * Starts the simulator. Rejects with a sentence for a person when the port is taken, a key is not what it should be,
 * or the ledger cannot be opened.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const merchantKey = readKey('public', options.merchantPublicKey, "merchant's public");
  const gatewayKey = readKey('private', options.gatewayPrivateKey, "simulated gateway's private");
  const server = createServer({ maxHeaderSize: headerMaxBytes, keepAliveTimeout: 60_000 });
  server.maxConnections = connectionsMax;
  // The port first: a second start with the same port and ledger must fail before it touches the file of the first.
  await listen(server, options.port);
  try {
    return serve(server, options, merchantKey, gatewayKey);
  } catch (error) {
    server.close();
    throw error;
  }
}

function serve(server: Server, options: SimulatorOptions, merchantKey: KeyObject, gatewayKey: KeyObject): Simulator {
  const { clock, clientId, keyVersion = 1, log = null } = options;
  const books = createBooks({ ...options, ledger: openLedger(options) });
  const faults = createFaultCounter();
  const arrivals = createArrivals();
  const wire = createWire({ clock, books, faults, arrivals, clientId, merchantKey, gatewayKey, keyVersion, log });
  let words: readonly string[] = [];

  function setPlan(entries: readonly string[]): string | null {
    const read = readPlan(entries);
    if (!read.ok) return read.sentence;
    words = [...entries];
    faults.set(read.plan);
    books.setSkew(read.plan.skewMs);
    return null;
  }

  function reset(): void {
    books.reset();
    wire.cutAll();
    arrivals.clear();
    setPlan([]);
  }

  function tidy(): void {
    wire.cutAll();
    books.close();
  }

  const underWay = (): number => wire.underWay();
  const control = createControl({ books, arrivals, underWay, plan: () => words, setPlan, reset });
  server.on('request', (request, response) => {
    if (pathOf(request).startsWith('/control')) control(request, response);
    else wire.receive(request, response);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, controlUrl: `${url}/control`, books, setPlan, reset, close: () => closed(server, tidy) };
}

function openLedger({ ledgerFile, log }: SimulatorOptions): ReturnType<typeof memoryLedger> {
  if (ledgerFile === null) return memoryLedger();
  const ledger = fileLedger(ledgerFile);
  if (ledger.tornLine !== null) {
    const facts = { file: ledgerFile, bytes: Buffer.byteLength(ledger.tornLine) };
    log?.warn("the simulator's ledger ended in a torn line, a write that was never answered; it is dropped", facts);
  }
  return ledger;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(new Error(`Port ${port} on 127.0.0.1 is taken: stop what listens there, or choose another port.`));
    });
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function closed(server: Server, tidy: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      tidy();
      resolve();
    });
    server.closeAllConnections();
  });
}
