import { stat } from 'node:fs';
import type { SerialPort } from 'serialport';
import type { Clock, Scanner } from '../../main/core/ports.ts';
import { type Line, type LineEvents, type LineFault, lineScanner, type OpenLine } from './line.ts';

/**
 * A scanner on RS-232, USB-serial or USB CDC, through the `serialport` package. It knows how that package and the
 * operating systems say that a port is absent, taken or gone; reading and opening again is `line.ts`.
 *
 * Measured with serialport 13 on Node 24: a pulled cable gives `close` with a DisconnectedError and no `error`;
 * a parser keeps half a line over a reconnect and a written byte waits for the next one, so each connection gets
 * a new port object, and nothing is ever written.
 */

export interface SerialScannerSettings {
  readonly kind: 'serial';
  /** `/dev/serial/by-id/…`, `/dev/ttyACM0`, `COM3`. */
  readonly path: string;
  /** 9600 unless told (RS-232 default of the scanners); USB CDC ignores it. */
  readonly baudRate?: number;
}

const baudRateUsual = 9_600;

/**
 * How often an open port is looked at. A cable pulled while a read is on its way is not noticed by serialport 13:
 * reading a hung-up terminal gives 0 bytes, which it repeats at once and for ever, one core busy (measured). Only
 * the vanished path tells.
 */
export const pathWatchMs = 1_000;

/** Reads `settings.path` until closed. A port that is absent, taken or unplugged is tried again every 0.5 to 2 s. */
export function serialScanner(settings: SerialScannerSettings, clock: Clock): Scanner {
  return lineScanner({ name: settings.path, source: 'serial', openLine: serialLine(settings, clock), clock });
}

/** One connection after another to one port. */
function serialLine(settings: SerialScannerSettings, clock: Clock): OpenLine {
  return (heard) => {
    let over = false;
    let port: Line | null = null;
    const close = () => {
      over = true;
      port?.close();
    };
    const end = (fault: LineFault) => {
      if (over) return;
      close();
      heard.ended(fault);
    };
    // Loaded on first use: a till without a serial scanner neither waits for the native part nor needs it.
    import('serialport')
      .then(({ SerialPort }) => {
        if (!over) port = openPort(new SerialPort(options(settings)), settings.path, clock, heard, end);
      })
      .catch((error: unknown) => end(faultOf(settings.path, error)));
    return { close, check: (there) => port?.check(there) };
  };
}

function options(settings: SerialScannerSettings) {
  return { path: settings.path, baudRate: settings.baudRate ?? baudRateUsual, autoOpen: false };
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

  port.on('close', (error: Error | null) => end(error ? goneFault(path) : faultOf(path, 'the port was closed')));
  // On Windows a read of 0 bytes ends the stream and leaves the port open.
  port.on('end', () => end(goneFault(path)));
  port.on('error', fail);
  port.open((error) => {
    if (error) return fail(error);
    if (left) return port.close(closeFailed);
    watch.start();
    heard.opened();
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

function goneFault(path: string): LineFault {
  return { state: 'absent', why: `The scanner at ${path} was unplugged. Plug it in; it is used again at once.` };
}

/** What serialport 13 says when a port cannot be opened, per system, and what it means for the person at the till. */
const faults: readonly { readonly says: RegExp; readonly fault: (path: string) => LineFault }[] = [
  {
    says: /no such file|no such device|ENOENT|ENXIO|ENODEV|file not found|input\/output error/i,
    fault: (path) => ({
      state: 'absent',
      why: `No scanner at ${path}. Plug it in; it is used as soon as it is there.`,
    }),
  },
  {
    says: /cannot lock port|resource busy|EBUSY/i,
    fault: (path) => ({
      state: 'refused',
      why: `Another program uses the scanner port ${path}. Close that program; the scanner is then used by itself.`,
    }),
  },
  {
    says: /permission denied|EACCES|operation not permitted/i,
    fault: (path) => ({
      state: 'refused',
      why: `No permission to read the scanner port ${path}. Add this user to the group "dialout" and log in again.`,
    }),
  },
  {
    // Windows says this both for a port that another program holds and for one that the user may not open.
    says: /access (?:is )?denied/i,
    fault: (path) => ({
      state: 'refused',
      why: `Windows refuses the scanner port ${path}. Close the other program that uses it.`,
    }),
  },
  {
    says: /inappropriate ioctl|is a directory|ENOTTY/i,
    fault: (path) => ({ state: 'refused', why: `${path} is not a serial port. Correct the scanner's path.` }),
  },
];

/** The fault that `error` of serialport or of loading it stands for. */
export function faultOf(path: string, error: unknown): LineFault {
  const said = error instanceof Error ? error.message : String(error);
  const known = faults.find(({ says }) => says.test(said));
  return known ? known.fault(path) : { state: 'refused', why: `The scanner port ${path} cannot be used: ${said}.` };
}
