import { stat } from 'node:fs';
import type { SerialPort } from 'serialport';
import type { Clock } from '../../main/core/ports.ts';
import type { CustomerDisplay } from './display.ts';
import {
  type DisplayLine,
  type LineEvents,
  type LineFault,
  lineDisplay,
  type OpenDisplayLine,
} from './line-display.ts';
import type { DisplaySettings } from './settings.ts';

/**
 * A customer's display on RS-232 or USB-serial, through the `serialport` package. Written to and never read: these
 * displays answer nothing, so that a port without one looks like a port with one.
 *
 * Measured with serialport 13 on Node 24: bytes written on a closed port wait and go out after its next open, so each
 * connection gets a new port object, and one that is not open is not written to.
 */

export type SerialDisplaySettings = Extract<DisplaySettings, { kind: 'serial' }>;

/** How often an open port is looked at, milliseconds: a port that is only written to does not tell that it has gone. */
export const pathWatchMs = 1_000;

export function baudRateOf({ baudRate, commands }: SerialDisplaySettings): number {
  return baudRate ?? (commands === 'led8' ? 2_400 : 9_600);
}

/** Keeps `settings.path` open until closed; absent, taken or unplugged it is tried again every 0.5 to 2 s. */
export function serialDisplay(settings: SerialDisplaySettings, clock: Clock): CustomerDisplay {
  const { path: place, commands } = settings;
  return lineDisplay({ place, commands, clock, openLine: serialLine(settings, clock) });
}

function serialLine(settings: SerialDisplaySettings, clock: Clock): OpenDisplayLine {
  return (heard) => {
    let over = false;
    let opened: DisplayLine | null = null;
    const end = (fault: LineFault): void => {
      if (over) return;
      over = true;
      opened?.close(() => {});
      heard.ended(fault);
    };
    // Loaded on first use: a till without a serial display neither waits for the native part nor needs it.
    import('serialport').then(
      ({ SerialPort: Port }) => {
        if (over) return;
        try {
          const { path } = settings;
          const port = new Port({ path, baudRate: baudRateOf(settings), autoOpen: false });
          opened = openPort(port, settings, clock, { ...heard, ended: end });
        } catch (error) {
          end(portFault(error));
        }
      },
      (error: unknown) => end({ state: 'refused', fault: 'display_driver_missing', detail: said(error) }),
    );
    return {
      write: (bytes, taken) => opened?.write(bytes, taken),
      close(closed) {
        over = true;
        if (opened === null) closed();
        else opened.close(closed);
      },
    };
  };
}

function openPort(port: SerialPort, settings: SerialDisplaySettings, clock: Clock, heard: LineEvents): DisplayLine {
  const { path } = settings;
  const unplugged: LineFault = { state: 'absent', fault: 'display_unplugged', detail: '' };
  let left = false;
  let offTaken = (): void => {};
  const stopWatching = watchPath(path, clock, () => heard.ended(unplugged));
  const waiting = new Set<() => void>();
  const free = (): void => {
    for (const closed of [...waiting]) closed();
    waiting.clear();
  };
  port.on('close', () => {
    free();
    if (!left) heard.ended(unplugged);
  });
  port.on('error', (error) => {
    if (!left) heard.ended(brokenOff(error));
  });
  port.open((error) => {
    if (left) return shut();
    if (error) heard.ended(portFault(error));
    else heard.opened();
  });
  /** Its answer is of no use: an error (bad file descriptor of a pulled device) says that the port is closed. */
  function shut(): void {
    if (port.isOpen) port.close(free);
    else if (!port.opening) free();
  }
  return {
    write(bytes, taken) {
      if (left || !port.isOpen) return;
      // The kernel takes it at once; it leaves at so many bits a second, ten for a byte.
      const onItsWayMs = Math.ceil((bytes.length * 10_000) / baudRateOf(settings));
      port.write(Buffer.from(bytes), (error) => {
        if (left) return;
        if (error) heard.ended(brokenOff(error));
        else offTaken = clock.after(onItsWayMs, taken);
      });
    },
    close(closed) {
      waiting.add(closed);
      offTaken();
      stopWatching();
      left = true;
      shut();
    },
  };
}

/** Calls `gone` once when the path no longer leads to the device it led to at first. Windows names are no paths. */
function watchPath(path: string, clock: Clock, gone: () => void): () => void {
  if (!path.startsWith('/')) return () => {};
  let first: string | null = null;
  let stopped = false;
  let offClock = (): void => {};
  const look = (): void => {
    stat(path, (error, found) => {
      if (stopped) return;
      // Before it was ever there, opening it says so. Any error but this one says nothing about the device.
      const isGone = error?.code === 'ENOENT' && first !== null;
      const device = error ? first : `${found.dev}:${found.ino}:${found.rdev}`;
      first ??= device;
      if (isGone || device !== first) return gone();
      offClock = clock.after(pathWatchMs, look);
    });
  };
  look();
  return () => {
    stopped = true;
    offClock();
  };
}

/** A port that was open and is not there any more was unplugged. */
function brokenOff(error: unknown): LineFault {
  const fault = portFault(error);
  return fault.state === 'absent' ? { ...fault, fault: 'display_unplugged' } : fault;
}

/** What serialport 13 says when a port cannot be opened or written, per system. */
const faults: readonly { readonly says: RegExp; readonly fault: Omit<LineFault, 'detail'> }[] = [
  {
    says: /no such file|no such device|ENOENT|ENXIO|ENODEV|file not found|input\/output error/i,
    fault: { state: 'absent', fault: 'display_absent' },
  },
  { says: /cannot lock port|resource busy|EBUSY/i, fault: { state: 'refused', fault: 'display_port_busy' } },
  {
    says: /permission denied|EACCES|operation not permitted/i,
    fault: { state: 'refused', fault: 'display_port_forbidden' },
  },
  // Windows says this both for a port that another program holds and for one that the user may not open.
  { says: /access (?:is )?denied/i, fault: { state: 'refused', fault: 'display_port_refused_by_windows' } },
  {
    says: /inappropriate ioctl|is a directory|ENOTTY/i,
    fault: { state: 'refused', fault: 'display_not_a_port' },
  },
  {
    says: /no native build|could not locate the bindings|cannot open shared object|dlopen|GLIBC/i,
    fault: { state: 'refused', fault: 'display_driver_missing' },
  },
];

/** The fault that `error` of serialport stands for. */
export function portFault(error: unknown): LineFault {
  const detail = said(error);
  const known = faults.find(({ says }) => says.test(detail));
  return { ...(known?.fault ?? { state: 'refused', fault: 'display_port_unusable' }), detail };
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
