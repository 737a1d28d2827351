import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SerialListed } from './ports.ts';

/**
 * The serial ports of a Linux machine, read from `/sys/class/tty` – no `udevadm`, which minimal systems do not have.
 * Only ports with hardware behind them: a virtual terminal has no `device` link, and the four `ttyS` of a PC that has
 * none are `serial8250` platform ports without a type.
 */

/** More serial ports than any till has. */
const portsMax = 64;

/** `root` is `/` on a real machine. Nothing is opened. */
export async function linuxSerialPorts(root: string): Promise<readonly SerialListed[]> {
  const names = await namesIn(join(root, 'sys/class/tty'));
  const ports = await Promise.all(names.slice(0, 4_096).map((name) => portOf(root, name)));
  return ports.filter((port) => port !== null).slice(0, portsMax);
}

async function portOf(root: string, name: string): Promise<SerialListed | null> {
  const link = join(root, 'sys/class/tty', name, 'device');
  const device = await realpath(link).catch(() => null);
  if (device === null) return null;
  // 0 is PORT_UNKNOWN: a number that the kernel reserves without a chip behind it.
  const type = await textOf(join(root, 'sys/class/tty', name, 'type'));
  if (name.startsWith('ttyS') && (type === '0' || type === '')) return null;
  const usb = await usbAbove(device, root);
  return { path: `/dev/${name}`, ...usb };
}

/** The USB device that the port belongs to: the nearest folder above that has a vendor id. */
async function usbAbove(device: string, root: string): Promise<Omit<SerialListed, 'path'>> {
  const top = join(await realpath(root), 'sys');
  for (let folder = device, steps = 0; folder.startsWith(top) && steps < 16; folder = dirname(folder), steps += 1) {
    const vendorId = await textOf(join(folder, 'idVendor'));
    if (vendorId === '') continue;
    return {
      vendorId,
      productId: await textOf(join(folder, 'idProduct')),
      serialNumber: await textOf(join(folder, 'serial')),
      manufacturer: await textOf(join(folder, 'product')),
    };
  }
  return {};
}

/** The names in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return names.toSorted((one, other) => one.localeCompare(other, 'en'));
}

/** What the file of the kernel says, without its line end; '' where it says nothing. */
export async function textOf(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    // A device may be pulled between two reads, and some of these files answer with an I/O error then.
    if (isAbsent(error) || codeOf(error) === 'EIO') return '';
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return /^(ENOENT|ENOTDIR|ENODEV|ENXIO|EACCES)$/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
