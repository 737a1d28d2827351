import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Clock } from '../../main/core/ports.ts';
import type { FindingPorts, HidListed } from '../../native/finding/ports.ts';
import { emptyMachine } from './device-answering.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A Linux machine in a folder: `/sys` as the kernel shows it, for as many devices as a test plugs in. */
export interface Machine {
  readonly root: string;
  /** A USB device with a serial port; `name` as in `/dev`. */
  plugSerial(name: string, usb: Readonly<Record<string, string>>): void;
  /** A port of the board; type 0 has no chip behind it. */
  boardPort(name: string, type: string): void;
  plugPrinter(name: string, ieee1284: string, usb?: Readonly<Record<string, string>>): void;
  /** The search's ports over it. */
  ports(more?: Partial<FindingPorts>): FindingPorts;
}

export function machine(clock: Clock): Machine {
  const root = temporaryFolder();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  };
  const link = (path: string, to: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    mkdirSync(join(root, to), { recursive: true });
    symlinkSync(relative(dirname(join(root, path)), join(root, to)), join(root, path));
  };
  return {
    root,
    plugSerial(name, usb) {
      const device = `sys/devices/pci0000:00/usb1/1-${name}`;
      for (const [field, value] of Object.entries(usb)) write(`${device}/${field}`, value);
      link(`sys/devices/pci0000:00/usb1/1-${name}/1-1:1.0/tty/${name}/device`, `${device}/1-1:1.0`);
      link(`sys/class/tty/${name}`, `${device}/1-1:1.0/tty/${name}`);
    },
    boardPort(name, type) {
      write(`sys/devices/platform/serial8250/tty/${name}/type`, type);
      link(`sys/devices/platform/serial8250/tty/${name}/device`, 'sys/devices/platform/serial8250');
      link(`sys/class/tty/${name}`, `sys/devices/platform/serial8250/tty/${name}`);
    },
    plugPrinter(name, ieee1284, usb = {}) {
      write(`sys/class/usbmisc/${name}/device/ieee1284_id`, ieee1284);
      for (const [fact, said] of Object.entries(usb)) write(`sys/class/usbmisc/${name}/${fact}`, said);
    },
    ports: (more = {}) => ({ ...emptyMachine(clock), root, ...more }),
  };
}

/** A collection of a HID device; a POS scanner unless told. */
export function hidDevice(more: Partial<HidListed>): HidListed {
  return { vendorId: 0x1eab, productId: 0x1310, path: '/dev/hidraw0', usagePage: 0x8c, usage: 0x02, ...more };
}
