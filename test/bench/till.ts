import { channel } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';
import { type Assembled, assemble } from '../../main/assemble.ts';
import { machineChance, machineClock } from '../../main/clock.ts';
import { noDevice } from '../../main/contract/device-views.ts';
import type { Scan, Scanner } from '../../main/core/ports.ts';
import { openLog } from '../../main/log.ts';
import { readProfile } from '../../main/profile.ts';

/**
 * A whole terminal as the shells build it, driven from outside: sales one after the other, each scan timed until its
 * pay has left. Only the cable of the scanner and the cashier's hands are ours.
 */

export interface Sold {
  /** From the scanner's complete read to the first byte of the pay on the wire, milliseconds. */
  readonly toFirstByteMs: number;
  /** The pay had to open its own connection. */
  readonly dialled: boolean;
}

export interface Till {
  readonly assembled: Assembled;
  /** One sale from the amount to the printed receipt. Rejects unless it was paid. */
  sell(): Promise<Sold>;
  close(): Promise<void>;
}

/** A new customer's code each time; the prefix and length of a wallet's. */
let codes = 0;
const nextCode = (): string => {
  codes += 1;
  return `28${String(codes).padStart(16, '0')}`;
};

/** Opens the profile in `folder`. */
export async function openTill(folder: string): Promise<Till> {
  const profile = readProfile(folder, 'en');
  const log = openLog(`${folder}/log`);
  const scanner = handScanner();
  const mark = { firstByteMs: Number.NaN, dials: 0, dialsAtFirstByte: 0 };
  const dials = channel('net.client.socket');
  const dialled = (): void => {
    mark.dials += 1;
  };
  const assembled = await assemble({
    profile,
    clock: machineClock,
    chance: machineChance,
    log,
    scanners: [scanner],
    onFirstByte: (api) => {
      if (api !== 'pay') return;
      mark.firstByteMs = performance.now();
      // The simulated printer is dialled as well, for the receipt behind it.
      mark.dialsAtFirstByte = mark.dials;
    },
  });
  assembled.openScanners();
  dials.subscribe(dialled);

  async function sell(): Promise<Sold> {
    const { terminal } = assembled;
    terminal.clear();
    const opened = terminal.startSale({
      orderId: null,
      amount: { minor: 1_280, currency: terminal.view().currency },
      differentCustomer: true,
    });
    if (!opened.ok) throw new Error(`no sale: ${opened.reason}`);
    const paid = paidAndPrinted(assembled, opened.orderId);
    const dialsBefore = mark.dials;
    const scannedMs = performance.now();
    scanner.scan({ text: nextCode(), source: 'serial', atMs: scannedMs });
    await paid;
    return { toFirstByteMs: mark.firstByteMs - scannedMs, dialled: mark.dialsAtFirstByte > dialsBefore };
  }

  async function close(): Promise<void> {
    dials.unsubscribe(dialled);
    await assembled.close();
    log.close();
  }

  return { assembled, sell, close };
}

/** A scanner whose reads come from us. */
function handScanner(): Scanner & { scan(scan: Scan): void } {
  let pass: (scan: Scan) => void = () => {};
  return {
    open(listen) {
      pass = (scan) => listen.scanned(scan);
      listen.changed({ ...noDevice, state: 'ready' });
      return () => {
        pass = () => {};
      };
    },
    scan: (scan) => pass(scan),
  };
}

/** Listens as a screen does: every change brings a whole view. */
function paidAndPrinted({ terminal }: Assembled, orderId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const off = terminal.onChange(({ counter: { payment }, printer }) => {
      if (payment?.orderId !== orderId || payment.asking || printer.printing) return;
      off();
      if (payment.status === 'paid') resolve();
      else reject(new Error(`the sale ended ${payment.status} (${payment.code})`));
    });
  });
}
