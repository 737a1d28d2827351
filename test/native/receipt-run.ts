import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { machineChance, machineClock } from '../../main/clock.ts';
import { PrintQueue, waitingMax } from '../../main/core/print-queue.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { Turns } from '../../main/core/turns.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { createPrinter } from '../../native/printer/printer.ts';
import { startSimulatedDevice } from '../../native/printer/simulated-device.ts';

/**
 * Many receipts through the real queue, a real journal file, a real driver and a real TCP connection to a simulated
 * printer, which says what came out and in which order.
 */

export interface ReceiptRun {
  readonly receipts: number;
  readonly cameOut: number;
  /** They came out in the order in which they were asked for, each once. */
  readonly inOrder: boolean;
  readonly printed: number;
  readonly ms: number;
  readonly before: Held;
  readonly after: Held;
}

/** What the process holds. */
export interface Held {
  readonly residentMb: number;
  readonly heapMb: number;
  /** Null where the system does not tell. */
  readonly descriptors: number | null;
}

/** A few are asked for at a time, as a busy hour would. */
const atOnce = Math.min(50, waitingMax);
/** The first receipts load fonts, code pages and SQLite's cache. */
const warmingUp = 50;

export async function receiptRun(receipts: number, folder: string): Promise<ReceiptRun> {
  const out: number[] = [];
  const device = await startSimulatedDevice({}, machineClock, (bytes) => {
    for (const [, number] of bytes.toString('latin1').matchAll(/PAPER-(\d{6})/g)) out.push(Number(number));
  });
  const printer = createPrinter(
    { kind: 'tcp', host: '127.0.0.1', port: device.port, paper: 80, profile: 'generic' },
    machineClock,
  );
  const journal = new SqliteJournal(join(folder, 'journal.sqlite'), machineClock, machineChance);
  let settled = (): void => {};
  const turns = new Turns(() => settled());
  const log = { info: () => {}, warn: () => {} };
  const queue = new PrintQueue({ clock: machineClock, journal, log, printer }, (act) => turns.take(act));
  turns.take(() => queue.start());
  const print = (from: number, to: number): Promise<void> =>
    new Promise((resolve) => {
      let next = from;
      settled = () => {
        if (next >= to && queue.view().waiting === 0) resolve();
        if (next < to && queue.view().waiting < atOnce / 2) turns.take(more);
      };
      const more = (): void => {
        for (const until = Math.min(to, next + atOnce / 2); next < until; next += 1) ask(queue, next);
      };
      turns.take(more);
    });
  await print(0, warmingUp);
  const before = held();
  const startMs = performance.now();
  await print(warmingUp, warmingUp + receipts);
  const ms = Math.round(performance.now() - startMs);
  const after = held();
  const states = journal.prints.newest(receipts).filter(({ state, document }) => state === 'printed' && !document);
  await printer.close();
  await device.close();
  journal.close();
  const inOrder = out.every((number, place) => number === place) && out.length === warmingUp + receipts;
  return { receipts, cameOut: out.length - warmingUp, inOrder, printed: states.length, ms, before, after };
}

function ask(queue: PrintQueue, number: number): void {
  const name = `PAPER-${String(number).padStart(6, '0')}`;
  const document = { ...sampleReceipt('en'), rows: [{ label: 'Number', value: name }] };
  const amount = { minor: 1_280, currency: 'CNY' };
  queue.add({ kind: 'paid', paymentRequestId: name, refundRequestId: null, amount, copy: false, document });
}

function held(): Held {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const mega = (bytes: number): number => Math.round(bytes / 104_857.6) / 10;
  return { residentMb: mega(rss), heapMb: mega(heapUsed), descriptors: descriptors() };
}

function descriptors(): number | null {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : null;
}
