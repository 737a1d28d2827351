import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import type { Clock, PrintOutcome } from '../../main/core/ports.ts';
import type { Cable } from '../../native/printer/connection.ts';
import { deviceCable } from '../../native/printer/file.ts';
import { type Job, printJob } from '../../native/printer/job.ts';
import { serialCable } from '../../native/printer/serial.ts';
import { type CableFaults, type SimulatedDevice, startSimulatedDevice } from '../../native/printer/simulated-device.ts';
import type { EngineOptions } from '../../native/printer/simulated-engine.ts';
import { type Line, newHabits } from '../../native/printer/talk.ts';
import { tcpCable } from '../../native/printer/tcp.ts';

/**
 * The same simulated printer at the end of every cable that answers: a socket; a terminal line, opened as a serial
 * port; the same line opened as a device file, as a USB printer under Linux is. The lines need `socat`.
 */

export interface PrinterEnd {
  readonly device: SimulatedDevice;
  readonly line: Line;
  /** The bytes of each receipt that came out. */
  readonly papers: readonly Buffer[];
  /** Sends one receipt with this text on it. */
  print(text: string, processId?: string): Promise<PrintOutcome>;
}

export type End = 'tcp' | 'serial' | 'device file';

/** Tests run side by side, so each cleans up with what it was given. */
export type Closing = Pick<TestContext, 'onTestFinished'>;

export interface EndOptions extends EngineOptions {
  readonly misbehaves?: CableFaults;
}

export async function printerAt(end: End, options: EndOptions, clock: Clock, context: Closing): Promise<PrinterEnd> {
  const papers: Buffer[] = [];
  const device = await startSimulatedDevice(options, clock, (bytes) => papers.push(bytes));
  context.onTestFinished(() => device.close());
  device.misbehave(options.misbehaves ?? {});
  const line: Line = { cable: await cableTo(device.port, end, clock, context), clock, habits: newHabits() };
  return {
    device,
    line,
    papers,
    async print(text, processId) {
      const job: Job = { bytes: receiptOf(text), processId: processId ?? null };
      return (await printJob(job, line)).outcome;
    },
  };
}

/** Ten lines, a cut, and the question that ends every job. */
export function receiptOf(text: string): Buffer {
  return Buffer.from(`\x1b@${`${text}\n`.repeat(10)}\x1dVB\x00\x1dr\x01`, 'latin1');
}

/** Whether exactly these receipts came out, whole and in this order. */
export function textsOn(papers: readonly Buffer[]): readonly string[] {
  return papers.map((paper) => /([A-Z]-\d+)\n$/.exec(paper.toString('latin1').split('\x1dV')[0] ?? '')?.[1] ?? '');
}

async function cableTo(port: number, end: End, clock: Clock, context: Closing): Promise<Cable> {
  if (end === 'tcp') return tcpCable({ host: '127.0.0.1', port }, clock);
  const folder = await mkdtemp(join(tmpdir(), 'till-printer-'));
  const path = join(folder, 'printer');
  const socat = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${path}`, `tcp:127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await transferring(socat);
  // Not as controlling terminal; held open, because socat gives up when the last one closes its line.
  const held: FileHandle = await open(path, constants.O_RDWR | constants.O_NOCTTY);
  context.onTestFinished(async () => {
    const exited = socat.exitCode ?? socat.signalCode ?? once(socat, 'exit');
    socat.kill('SIGKILL');
    await exited;
    await held.close();
    await rm(folder, { recursive: true });
  });
  if (end === 'serial') return serialCable({ path, baudRate: 115_200, flow: 'none' }, clock);
  return deviceCable(path, async () => path, clock);
}

function transferring(socat: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    socat.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('starting data transfer loop')) resolve();
    });
    socat.once('error', reject);
    socat.once('exit', () => reject(new Error(`socat ended before the line stood: ${said}`)));
  });
}
