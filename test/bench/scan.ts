import { type Spread, spreadOf, timedUntil } from './samples.ts';
import type { Bench } from './setting.ts';
import type { Figure } from './figure.ts';
import { openTill } from './till.ts';
import { openRawDisk, openRawSigner, openRawSocket, type RawSocket } from './yardsticks.ts';

/**
 * From the scan to the first byte of the pay on the wire, on a kept connection and on a new one, beside the three
 * things that must happen in between: one durable write, one signature, one write to a socket.
 */

const salesWarmingUp = 30;
const sales = 250;

export async function scanFigures(bench: Bench): Promise<readonly Figure[]> {
  const profile = bench.folder('scan');
  await bench.simulator.ask('gateway', { profile });
  const { port } = await bench.simulator.ask('sink', null);
  const till = await openTill(profile);
  const raw = await rawWay(bench.folder('scan-raw'), port);
  try {
    for (let n = 0; n < salesWarmingUp; n++) {
      await till.sell();
      await raw.kept();
    }
    const kept: Taken = { ours: [], raw: [] };
    const dialled: Taken = { ours: [], raw: [] };
    for (let n = 0; n < sales; n++) {
      // In turns, so that both see the same disk and the same neighbours.
      const sold = await till.sell();
      if (!sold.dialled) kept.ours.push(sold.toFirstByteMs);
      kept.raw.push(await timedUntil(raw.kept));
    }
    for (let n = 0; n < sales; n++) {
      await bench.simulator.ask('hangUp', null);
      const sold = await till.sell();
      if (sold.dialled) dialled.ours.push(sold.toFirstByteMs);
      // Once more for nothing, so that both come from the same pause.
      await bench.simulator.ask('hangUp', null);
      dialled.raw.push(await timedUntil(raw.dialled));
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
  return [row('median', true), row('p99', false)];
}

/** The same three things, bare. */
async function rawWay(folder: string, port: number) {
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
