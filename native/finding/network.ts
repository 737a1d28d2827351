import { connect, isIPv4 } from 'node:net';
import type { FoundDevice, HostAnswer } from '../../main/contract/found-devices.ts';
import type { Clock } from '../../main/core/ports.ts';
import type { OwnAddress } from './ports.ts';
import { there } from './scanners.ts';

/**
 * Printers at an address of the network: whether one answers, and on request who answers in the machine's own part of
 * it. A connection is made and closed again; nothing is sent.
 */

/** Raw printing of nearly every network printer. */
export const printerPort = 9_100;

/** How long a typed address has to answer, milliseconds. */
export const answerWithinMs = 3_000;

/** A printer of the same network answers within a few milliseconds; one that is woken up, within this. */
const sweepWithinMs = 200;
const sweptAtOnce = 32;
/** A machine may stand in many networks; two are looked at. */
const networksMax = 2;

/** How the attempt to connect ended. */
type Knock = { readonly milliseconds: number } | { readonly detail: string };

/** Connects to `host` and closes. Never rejects. */
export async function checkHost(
  host: string,
  port: number,
  ownAddresses: readonly OwnAddress[],
  clock: Clock,
): Promise<HostAnswer> {
  const knocked = await knock({ host, port, withinMs: answerWithinMs }, clock).ended;
  const own = ownAddresses.filter(({ internal }) => !internal).map(({ address }) => address);
  const network = networkOf(host);
  return {
    host,
    port,
    milliseconds: 'milliseconds' in knocked ? knocked.milliseconds : null,
    detail: 'detail' in knocked ? knocked.detail : '',
    sameNetwork: network === null ? null : ownAddresses.some(({ address }) => networkOf(address) === network),
    own: own.slice(0, 8),
  };
}

export interface Sweep {
  /** Who answered, in the order of the addresses. Never rejects. */
  readonly found: Promise<readonly FoundDevice[]>;
  /** Closes what is being tried; `found` comes to its end with what was found so far. */
  stop(): void;
}

/**
 * Asks every other address that begins with the same three numbers as one of ours, at most 2 x 253 of them, 32 at a
 * time, 200 ms each: below 4 s.
 */
export function sweepNetworks(ownAddresses: readonly OwnAddress[], port: number, clock: Clock): Sweep {
  const own = new Set(ownAddresses.map(({ address }) => address));
  const networks = [...new Set(ownAddresses.map(({ address }) => networkOf(address)))]
    .filter((network) => network !== null)
    .slice(0, networksMax);
  const hosts = networks
    .flatMap((network) => Array.from({ length: 254 }, (_, n) => `${network}.${n + 1}`))
    .filter((host) => !own.has(host));
  const answered = new Set<string>();
  const underway = new Set<() => void>();
  let next = 0;

  async function worker(): Promise<void> {
    for (let host = hosts[next]; host !== undefined; host = hosts[next]) {
      next += 1;
      const knocking = knock({ host, port, withinMs: sweepWithinMs }, clock);
      underway.add(knocking.stop);
      if ('milliseconds' in (await knocking.ended)) answered.add(host);
      underway.delete(knocking.stop);
    }
  }

  const workers = Promise.all(Array.from({ length: sweptAtOnce }, worker));
  return {
    found: workers.then(() => hosts.filter((host) => answered.has(host)).map((host) => networkPrinter(host, port))),
    stop() {
      next = hosts.length;
      for (const stop of underway) stop();
    },
  };
}

function networkPrinter(host: string, port: number): FoundDevice {
  const place = `${host}:${port}`;
  return {
    role: 'printer',
    kind: 'tcp',
    place,
    name: '',
    identity: place,
    advice: 'use',
    report: there(place),
    settings: { kind: 'tcp', host, port },
  };
}

interface Door {
  readonly host: string;
  readonly port: number;
  readonly withinMs: number;
}

function knock(
  { host, port, withinMs }: Door,
  clock: Clock,
): { readonly ended: Promise<Knock>; readonly stop: () => void } {
  const since = clock.monotonicMs();
  const socket = connect({ host, port });
  let end: (knock: Knock) => void = () => {};
  const ended = new Promise<Knock>((resolve) => {
    end = resolve;
  });
  const off = clock.after(withinMs, () => socket.destroy());
  let knocked: Knock = { detail: `no answer within ${withinMs / 1_000} s` };
  socket.once('connect', () => {
    knocked = { milliseconds: Math.round(clock.monotonicMs() - since) };
    socket.destroy();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    knocked = { detail: error.code ?? error.message };
  });
  socket.once('close', () => {
    off();
    end(knocked);
  });
  return { ended, stop: () => void socket.destroy() };
}

/** The first three numbers of an IPv4 address, `192.168.1`; null for anything else. */
export function networkOf(host: string): string | null {
  return isIPv4(host) ? host.slice(0, host.lastIndexOf('.')) : null;
}
