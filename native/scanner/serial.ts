import { stat } from 'node:fs';
import type { SerialPort } from 'serialport';
import type { ScannerFault } from '../../main/contract/words/scanner-faults.ts';
import type { Clock, Scanner } from '../../main/core/ports.ts';
import { type Line, type LineEvents, type LineFault, lineScanner, type OpenLine } from './line.ts';
import { type ListSerialPorts, listSerialPorts, type SerialPortFound } from './serial-ports.ts';

/**
 * A scanner on RS-232, USB-serial or USB CDC, through the `serialport` package. It knows how that package and the
 * operating systems say that a port is absent, taken or gone; reading and opening again is `line.ts`.
 *
 * Measured with serialport 13 on Node 24: a pulled cable gives `close` with a DisconnectedError and no `error`;
 * a parser keeps half a line over a reconnect and a written byte waits for the next one, so each connection gets
 * a new port object, and nothing is ever written.
 */

/** By `usb` where it is given: the port's name is then looked up at each open. Else by `path`. */
export interface SerialScannerSettings {
  readonly kind: 'serial';
  /** `/dev/serial/by-id/…`, `/dev/ttyACM0`, `COM3`. */
  readonly path?: string | undefined;
  readonly usb?: UsbWanted | undefined;
  /** 9600 unless told (RS-232 default of the scanners); USB CDC ignores it. */
  readonly baudRate?: number | undefined;
}

export interface UsbWanted {
  readonly vendorId: number;
  readonly productId: number;
  /** Without one, the first of its kind that no other entry reads. */
  readonly serialNumber?: string | undefined;
}

const baudRateUsual = 9_600;

/**
 * How often an open port is looked at. A cable pulled while a read is on its way is not noticed by serialport 13:
 * reading a hung-up terminal gives 0 bytes, which it repeats at once and for ever, one core busy (measured). Only
 * the vanished path tells.
 */
export const pathWatchMs = 1_000;

/** Reads the port until closed. One that is absent, taken or unplugged is looked for again every 0.5 to 2 s. */
export function serialScanner(
  settings: SerialScannerSettings,
  clock: Clock,
  listPorts: ListSerialPorts = listSerialPorts,
): Scanner {
  return lineScanner({
    name: nameOf(settings),
    source: 'serial',
    openLine: serialLine(settings, clock, listPorts),
    clock,
  });
}

function nameOf({ usb, path = '' }: SerialScannerSettings): string {
  return usb === undefined ? path : `USB ${hex(usb.vendorId)}:${hex(usb.productId)}`;
}

function hex(number: number): string {
  return number.toString(16).padStart(4, '0');
}

/** One connection after another to one port. */
function serialLine(settings: SerialScannerSettings, clock: Clock, listPorts: ListSerialPorts): OpenLine {
  let wasThere = false;
  return (heard) => {
    let over = false;
    let port: Line | null = null;
    let leave = (): void => {};
    const close = () => {
      over = true;
      leave();
      leave = () => {};
      port?.close();
    };
    const end = (fault: LineFault) => {
      if (over) return;
      close();
      heard.ended(fault);
    };
    async function open(): Promise<void> {
      // Loaded on first use: a till without a serial scanner neither waits for the native part nor needs it.
      const { SerialPort } = await import('serialport');
      let path: string | null = settings.path ?? '';
      if (settings.usb !== undefined) {
        const ports = await listPorts();
        if (over) return;
        path = pathOf(settings.usb, ports);
        if (path !== null) leave = claim(path);
      }
      if (over) return;
      if (path === null)
        return end(lineFault('absent', wasThere ? 'scanner_unplugged' : 'scanner_no_usb_serial', nameOf(settings)));
      wasThere = true;
      port = openPort(new SerialPort(options(path, settings)), path, clock, heard, end);
    }
    open().catch((error: unknown) => end(faultOf(nameOf(settings), error)));
    return { close, check: (there) => port?.check(there) };
  };
}

/** Ports that entries with a USB identity read: two devices of one model without serial numbers look alike. */
const ours = new Set<string>();

function claim(path: string): () => void {
  ours.add(path);
  return () => ours.delete(path);
}

function pathOf(wanted: UsbWanted, ports: readonly SerialPortFound[]): string | null {
  const found = ports.find(
    ({ path, usb }) =>
      usb !== null &&
      usb.vendorId === wanted.vendorId &&
      usb.productId === wanted.productId &&
      (wanted.serialNumber === undefined || usb.serialNumber === wanted.serialNumber) &&
      !ours.has(path),
  );
  return found?.path ?? null;
}

function options(path: string, { baudRate = baudRateUsual }: SerialScannerSettings) {
  return { path, baudRate, autoOpen: false };
}

/** Opens `port` and passes on what it gives until `end` is called or the line is closed. */
function openPort(
  port: SerialPort,
  path: string,
  clock: Clock,
  heard: LineEvents,
  end: (fault: LineFault) => void,
): Line {
  let left = false;
  const watch = watchPath(path, clock, () => end(goneFault(path)));
  const fail = (error: unknown) => end(faultOf(path, error));

  port.on('close', (error: Error | null) =>
    end(error ? goneFault(path) : lineFault('refused', 'scanner_failed', path, 'the port was closed')),
  );
  // On Windows a read of 0 bytes ends the stream and leaves the port open.
  port.on('end', () => end(goneFault(path)));
  port.on('error', fail);
  port.open((error) => {
    if (error) return fail(error);
    if (left) return port.close(closeFailed);
    watch.start();
    heard.opened(path);
    // Bytes start to flow with this listener, so nothing can come before `opened`.
    port.on('data', (chunk: Buffer) => {
      if (!left) heard.bytes(chunk);
    });
  });
  return {
    check: watch.check,
    close: () => {
      left = true;
      watch.stop();
      if (port.isOpen) port.close(closeFailed);
    },
  };
}

/**
 * The answer of a close is of no use: an error (bad file descriptor of a pulled device) says that the port is
 * closed already, and there is nobody left to act on another one.
 */
function closeFailed(): void {}

/**
 * Looks whether the path still leads to the device it led to at first, and calls `gone` when it does not. Windows
 * port names are no paths; there a pulled cable fails the read.
 */
function watchPath(path: string, clock: Clock, gone: () => void) {
  const visible = path.startsWith('/');
  let first: string | null = null;
  let stopped = false;
  let stopTimer: () => void = () => {};

  function check(there: () => void): void {
    if (!visible) {
      there();
      return;
    }
    stat(path, (error, found) => {
      if (stopped) return;
      if (error?.code === 'ENOENT') return gone();
      // Any other error says nothing about the device.
      const device = error ? first : `${found.dev}:${found.ino}:${found.rdev}`;
      first ??= device;
      if (device === first) there();
      else gone();
    });
  }

  function start(): void {
    check(() => {
      if (visible) stopTimer = clock.after(pathWatchMs, start);
    });
  }

  function stop(): void {
    stopped = true;
    stopTimer();
  }

  return { check, start, stop };
}

function lineFault(state: LineFault['state'], fault: ScannerFault, place: string, detail = ''): LineFault {
  return { state, fault, place, detail };
}

function goneFault(path: string): LineFault {
  return lineFault('absent', 'scanner_unplugged', path);
}

/** What serialport 13 says when a port cannot be opened, per system, and what it means for the person at the till. */
const faults: readonly (readonly [says: RegExp, state: LineFault['state'], fault: ScannerFault])[] = [
  [/no such file|no such device|ENOENT|ENXIO|ENODEV|file not found|input\/output error/i, 'absent', 'scanner_absent'],
  [/cannot lock port|resource busy|EBUSY/i, 'refused', 'scanner_busy'],
  [/permission denied|EACCES|operation not permitted/i, 'refused', 'scanner_permission_serial'],
  // Windows says this both for a port that another program holds and for one that the user may not open.
  [/access (?:is )?denied/i, 'refused', 'scanner_busy_windows'],
  [/inappropriate ioctl|is a directory|ENOTTY/i, 'refused', 'scanner_not_serial'],
  [/no native build|cannot find module|\.node\b/i, 'refused', 'scanner_no_driver'],
];

/** The fault that `error` of serialport or of loading it stands for. */
export function faultOf(path: string, error: unknown): LineFault {
  const said = error instanceof Error ? error.message : String(error);
  const known = faults.find(([says]) => says.test(said));
  return known ? lineFault(known[1], known[2], path, said) : lineFault('refused', 'scanner_failed', path, said);
}
