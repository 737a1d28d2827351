import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../main/core/ports.ts';
import type { Cable } from './connection.ts';
import { deviceCable } from './file.ts';

/**
 * A USB printer under Linux, `/dev/usb/lp0`: the kernel's own driver (usblp), both directions, no package needed. It
 * knows where the kernel writes down who is behind a node: after a replug the same printer may come back under another
 * number, so that one is better known by what it says of itself.
 */

/** Where the kernel shows devices; tests show others. */
export interface UsbPlaces {
  readonly sys: string;
  readonly dev: string;
}

export const linuxPlaces: UsbPlaces = { sys: '/sys/class/usbmisc', dev: '/dev/usb' };

/** How one printer is told from others: each part that is given must be equal. Hexadecimal numbers in lower case. */
export interface UsbIdentity {
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serial?: string | undefined;
  /** Any part of the IEEE 1284 device id, such as `MDL:TM-T20III`. */
  readonly ieee1284?: string | undefined;
}

export interface UsbPrinter
  extends Readonly<Record<'path' | 'vendorId' | 'productId' | 'serial' | 'ieee1284', string>> {}

/** By its path, or by what it says of itself; the first that fits where several do. */
export function usbCable(
  at: { readonly path: string } | { readonly identity: UsbIdentity },
  clock: Clock,
  places: UsbPlaces = linuxPlaces,
): Cable {
  if ('path' in at) return deviceCable(at.path, async () => at.path, clock);
  const { identity } = at;
  const find = async (): Promise<string | null> =>
    (await usbPrinters(places)).find((printer) => fits(printer, identity))?.path ?? null;
  return deviceCable(nameOf(identity), find, clock);
}

/** Every USB printer that is connected now; none where the kernel has no such class. Never rejects. */
export async function usbPrinters({ sys, dev }: UsbPlaces = linuxPlaces): Promise<readonly UsbPrinter[]> {
  const nodes = (await readdir(sys).catch(() => []))
    .filter((name) => /^lp\d{1,3}$/.test(name))
    .toSorted((one, other) => Number(one.slice(2)) - Number(other.slice(2)));
  return Promise.all(
    nodes.map(async (node) => {
      const link = join(sys, node, 'device');
      // The link leads to the interface, one folder below the device it belongs to.
      const ofDevice = join(await realpath(link).catch(() => link), '..');
      const [vendorId, productId, serial, ieee1284] = await Promise.all([
        factOf(join(ofDevice, 'idVendor')),
        factOf(join(ofDevice, 'idProduct')),
        factOf(join(ofDevice, 'serial')),
        factOf(join(link, 'ieee1284_id')),
      ]);
      return { path: join(dev, node), vendorId, productId, serial, ieee1284 };
    }),
  );
}

/** '' where the device does not say: a serial number, for one, is often left out. */
async function factOf(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).trim();
}

function fits(printer: UsbPrinter, { vendorId, productId, serial, ieee1284 }: UsbIdentity): boolean {
  return (
    (vendorId === undefined || printer.vendorId === vendorId) &&
    (productId === undefined || printer.productId === productId) &&
    (serial === undefined || printer.serial === serial) &&
    (ieee1284 === undefined || printer.ieee1284.includes(ieee1284))
  );
}

function nameOf({ vendorId, productId, serial, ieee1284 }: UsbIdentity): string {
  const numbers = [vendorId, productId, serial].filter((part) => part !== undefined).join(':');
  return ['USB', numbers, ieee1284 ?? ''].filter((part) => part !== '').join(' ');
}
