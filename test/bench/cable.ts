import { open } from 'node:fs/promises';
import { machineClock } from '../../main/clock.ts';
import type { Scan } from '../../main/core/ports.ts';
import { scannerOf } from '../../native/scanner/scanner.ts';
import { scannerSettings } from '../../native/scanner/settings.ts';
import { openPty, ptyAvailable } from '../support/pty.ts';
import type { Figure } from './figure.ts';
import { spreadOf, timedUntil } from './samples.ts';

/**
 * From the bytes of a code at the end of a serial cable to the terminal's scan, beside a bare read of the same bytes
 * from a cable of the same kind.
 */

const warmingUp = 30;
const rounds = 300;

/** How long a scanner may take to say that it is open. */
const openMsMax = 5_000;

export async function cableFigures(): Promise<readonly Figure[]> {
  const id = 'scan.cable';
  const name = 'code at the serial cable → scan';
  if (!ptyAvailable) return [{ id, name, why: 'socat is not installed' }];
  const cable = await openPty();
  const bare = await openPty();
  const reader = await open(bare.terminal, 'r');
  const scans = await openScans(cable.terminal);
  try {
    const ours: number[] = [];
    const raw: number[] = [];
    const bytes = Buffer.alloc(64);
    for (let n = -warmingUp; n < rounds; n++) {
      const code = `28${String(n + warmingUp).padStart(16, '0')}\r`;
      const oursMs = await timedUntil(async () => {
        const scan = scans.next();
        await cable.write(code);
        await scan;
      });
      const rawMs = await timedUntil(async () => {
        const read = reader.read(bytes, 0, bytes.length);
        await bare.write(code);
        await read;
      });
      if (n < 0) continue;
      ours.push(oursMs);
      raw.push(rawMs);
    }
    const yardstick = 'bare read of the cable';
    return (['median', 'p99'] as const).map((which) => ({
      id: `${id}.${which}`,
      name: `${name}, ${which} of ${rounds}`,
      unit: 'ms',
      value: spreadOf(ours)[which],
      yardstick: { name: yardstick, value: spreadOf(raw)[which] },
    }));
  } finally {
    scans.close();
    await reader.close();
    await Promise.all([cable.close(), bare.close()]);
  }
}

/** The scanner at `path`, open; `next` waits for the next scan. */
async function openScans(path: string) {
  const waiting: ((scan: Scan) => void)[] = [];
  let close = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the scanner did not open')), openMsMax);
    close = scannerOf(scannerSettings.parse({ kind: 'serial', path }), machineClock).open({
      scanned: (scan) => waiting.shift()?.(scan),
      changed: ({ state }) => {
        if (state !== 'ready') return;
        clearTimeout(late);
        resolve();
      },
    });
  });
  await ready;
  return { close: () => close(), next: () => new Promise<Scan>((resolve) => waiting.push(resolve)) };
}
