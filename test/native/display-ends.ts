import { constants, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ReadStream } from 'node:tty';
import { onTestFinished } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import type { CustomerView } from '../../main/contract/customer.ts';
import type { DeviceReport, DeviceState } from '../../main/contract/device-views.ts';
import type { CustomerDisplay, OpenDisplay } from '../../native/display/display.ts';
import { serialDisplay } from '../../native/display/serial-display.ts';
import type { CommandSet } from '../../native/display/settings.ts';
import { simulatedDisplay } from '../../native/display/simulated.ts';
import { type Lines, linesOf } from '../../native/display/vfd.ts';
import { vfdScreen } from '../../native/display/vfd-screen.ts';
import { openPty } from '../support/pty.ts';
import { watched } from '../support/until.ts';

/** Displays of every kind with somebody who looks at them: a real terminal line with a reader at its end, or none. */

export const sale: CustomerView = {
  state: 'ready',
  shopName: 'Corner Shop',
  amountMinor: 12_800,
  currency: 'CNY',
  decimals: 2,
  training: false,
  language: 'en',
};

export const thanks: CustomerView = { ...sale, state: 'paid' };
export const welcome: CustomerView = { ...sale, state: 'welcome', amountMinor: null };
export const dark: Lines = [' '.repeat(20), ' '.repeat(20)];

export interface DisplayEnd {
  readonly display: CustomerDisplay;
  /** Resolves as soon as these two lines stand on it. */
  shows(lines: Lines): Promise<void>;
  /** Bytes it could not understand. */
  strange(): number;
  /** How often it was written to. */
  writes(): number;
  unplug(): Promise<void>;
  replug(): Promise<void>;
}

export interface PtyEnd extends DisplayEnd {
  readonly path: string;
  /** All bytes that came since it was plugged in. */
  bytes(): Buffer;
  /** Resolves as soon as so many bytes came since it was plugged in. */
  received(count: number): Promise<void>;
}

/** The real driver on a pseudo-terminal, whose other end is read as the display would. */
export async function ptyEnd(commands: CommandSet): Promise<PtyEnd> {
  const pty = await openPty();
  onTestFinished(() => pty.close());
  const path = pty.terminal;
  const { changed, until } = watched();
  let screen = vfdScreen();
  let bytes = Buffer.alloc(0);
  let writes = 0;
  let strange = 0;
  let reader = listen();
  onTestFinished(() => void reader.destroy());

  function listen(): ReadStream {
    const flags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;
    const stream = new ReadStream(openSync(join(dirname(path), 'scanner'), flags));
    stream.on('data', (chunk: Buffer) => {
      writes += 1;
      bytes = Buffer.concat([bytes, chunk]);
      screen.take(chunk);
      changed();
    });
    // The other end hangs up when the cable is pulled.
    stream.on('error', () => stream.destroy());
    return stream;
  }

  return {
    path,
    display: serialDisplay({ kind: 'serial', path, commands }, machineClock),
    shows: (lines) => until(() => (String(screen.lines()) === String(lines) ? true : undefined)).then(() => {}),
    strange: () => strange + screen.strange(),
    writes: () => writes,
    bytes: () => bytes,
    received: (count) => until(() => (bytes.length >= count ? true : undefined)).then(() => {}),
    async unplug() {
      reader.destroy();
      await pty.unplug();
      strange += screen.strange();
    },
    async replug() {
      screen = vfdScreen();
      bytes = Buffer.alloc(0);
      await pty.replug();
      reader = listen();
    },
  };
}

export async function simulatedEnd(): Promise<DisplayEnd> {
  const display = simulatedDisplay(machineClock);
  const { changed, until } = watched();
  let writes = 0;
  display.onChange(() => {
    writes += 1;
    changed();
  });
  return {
    display,
    shows: (lines) => until(() => (String(display.lines()) === String(lines) ? true : undefined)).then(() => {}),
    strange: () => display.strange(),
    writes: () => writes,
    unplug: async () => display.plug(false),
    replug: async () => display.plug(true),
  };
}

export interface Opened {
  readonly open: OpenDisplay;
  readonly reports: readonly DeviceReport[];
  /** Resolves with the newest report as soon as it is of that state. */
  state(state: DeviceState): Promise<DeviceReport>;
}

/** Opens it and keeps what it reports. */
export function opened(display: CustomerDisplay): Opened {
  const reports: DeviceReport[] = [];
  const { changed, until } = watched();
  const open = display.open((report) => {
    reports.push(report);
    changed();
  });
  // Not waited for: on a clock that stands still its farewell never ends.
  onTestFinished(() => void open.close());
  const newest = (state: DeviceState) => {
    const report = reports.at(-1);
    return report?.state === state ? report : undefined;
  };
  return { open, reports, state: (state) => until(() => newest(state)) };
}

export const linesFor = (view: CustomerView): Lines => linesOf(view);
