import { setTimeout } from 'node:timers/promises';
import type { Figure } from './figure.ts';
import { type Spread, spreadOf, timedUntil } from './samples.ts';
import type { Bench } from './setting.ts';
import { openTill, type Till } from './till.ts';
import { openRawDisk, openRawSigner, openRawSocket, type RawSocket } from './yardsticks.ts';

/**
 * From the scan to the first byte of the pay on the wire, on a kept connection and on a new one, beside the three
 * things that must happen in between: one durable write, one signature, one write to a socket.
 */

const salesWarmingUp = 60;
const rounds = 5;
const salesPerRound = 50;

/** Before each: a disk and a processor that have just worked answer otherwise than those that come from a rest. */
const restMs = 5;

export async function scanFigures(bench: Bench): Promise<readonly Figure[]> {
  const profile = bench.folder('scan');
  await bench.simulator.ask('gateway', { profile });
  const { port } = await bench.simulator.ask('sink');
  const till = await openTill(profile);
  const raw = await rawWay(bench.folder('scan-raw'), port);
  try {
    for (let n = 0; n < salesWarmingUp; n++) await saleEach(bench, till, raw, { ours: [], raw: [] }, n % 2 === 0);
    const kept: Taken = { ours: [], raw: [] };
    const dialled: Taken = { ours: [], raw: [] };
    for (let round = 0; round < rounds; round++) {
      for (let n = 0; n < salesPerRound; n++) await saleEach(bench, till, raw, kept, false);
      for (let n = 0; n < salesPerRound; n++) await saleEach(bench, till, raw, dialled, true);
    }
    return [
      ...pairOf('kept', 'kept connection', 'fsync + sign + write', kept),
      ...pairOf('dialled', 'new connection', 'fsync + sign + connect + write', dialled),
    ];
  } finally {
    raw.close();
    await till.close();
  }
}

/** One sale and one time the bare three things, in turns so that both see the same disk and the same neighbours. */
async function saleEach(bench: Bench, till: Till, raw: RawWay, taken: Taken, dial: boolean): Promise<void> {
  if (dial) await bench.simulator.ask('hangUp');
  await setTimeout(restMs);
  const sold = await till.sell();
  // The first sale after a round of hung up connections has to dial as well; it belongs to neither.
  if (sold.dialled === dial) taken.ours.push(sold.toFirstByteMs);
  await setTimeout(restMs);
  taken.raw.push(await timedUntil(dial ? raw.dialled : raw.kept));
}

interface Taken {
  readonly ours: number[];
  readonly raw: number[];
}

function pairOf(id: string, way: string, yardstick: string, taken: Taken): readonly Figure[] {
  const ours = spreadOf(taken.ours);
  const raw = spreadOf(taken.raw);
  const row = (which: keyof Omit<Spread, 'count'>, checked: boolean): Figure => ({
    id: `scan.${id}.${which}`,
    name: `scan → first byte of pay, ${way}, ${which} of ${ours.count}`,
    unit: 'ms',
    value: ours[which],
    yardstick: { name: yardstick, value: raw[which] },
    goal: { ratioAtMost: 1.5, checked },
  });
  return [row('median', id === 'kept'), row('p99', false)];
}

interface RawWay {
  kept(): Promise<void>;
  dialled(): Promise<void>;
  close(): void;
}

/** The same three things, bare. */
async function rawWay(folder: string, port: number): Promise<RawWay> {
  const disk = openRawDisk(folder);
  const signer = openRawSigner();
  const keptSocket = await openRawSocket(port);
  const leave = async (socket: RawSocket): Promise<void> => {
    disk.appendAndSync();
    signer.sign();
    await socket.write();
  };
  return {
    kept: () => leave(keptSocket),
    async dialled() {
      disk.appendAndSync();
      signer.sign();
      const socket = await openRawSocket(port);
      await socket.write();
      socket.close();
    },
    close() {
      keptSocket.close();
      disk.close();
    },
  };
}
