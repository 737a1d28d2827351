import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Which serial ports there are, and whose USB device is behind each. On Linux it reads the kernel's own folders,
 * handed in: `SerialPort.list()` of serialport 13 starts udevadm, which a small system does not have (measured).
 * It opens no port.
 */

export interface UsbIdentity {
  readonly vendorId: number;
  readonly productId: number;
  /** '' = the device tells none. */
  readonly serialNumber: string;
  readonly manufacturer: string;
  readonly product: string;
}

export interface SerialPortFound {
  /** What is opened: `/dev/ttyACM0`, `COM3`. It may be another after a replug. */
  readonly path: string;
  /** Null = no USB device: a port of the machine itself. */
  readonly usb: UsbIdentity | null;
}

export type ListSerialPorts = () => Promise<readonly SerialPortFound[]>;

/** Directories between a port and its USB device: the port's own, the driver's, the interface, the device. */
const levelsUp = 4;
const portsMax = 256;

/** All ports of this machine, in the order of their names. */
export const listSerialPorts: ListSerialPorts = () =>
  process.platform === 'linux' ? serialPortsOfLinux('/sys/class/tty', '/dev') : serialPortsOfDriver();

/** `ttyClass` is the folder `/sys/class/tty`, `devices` is `/dev`. A kernel without such a folder has no ports. */
export async function serialPortsOfLinux(ttyClass: string, devices: string): Promise<readonly SerialPortFound[]> {
  const names = (await readdir(ttyClass).catch(() => [])).toSorted(byNumber);
  const found = await Promise.all(
    names.slice(0, portsMax).map(async (name) => {
      const port = await realpath(join(ttyClass, name, 'device')).catch(() => null);
      if (port === null) return null;
      const usb = await usbAbove(port);
      // Phantom ports of the PC's own UART driver say that their chip is unknown.
      const isReal = usb !== null || ((await lineOf(join(ttyClass, name), 'type')) || '0') !== '0';
      return isReal ? { path: join(devices, name), usb } : null;
    }),
  );
  return found.filter((port) => port !== null);
}

/** `ttyACM2` before `ttyACM10`. */
function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** The USB device that `folder` of the kernel's device tree belongs to. */
async function usbAbove(folder: string): Promise<UsbIdentity | null> {
  let at = folder;
  for (let level = 0; level < levelsUp; level += 1) {
    const vendorId = Number.parseInt(await lineOf(at, 'idVendor'), 16);
    const productId = Number.parseInt(await lineOf(at, 'idProduct'), 16);
    if (Number.isSafeInteger(vendorId) && Number.isSafeInteger(productId)) {
      const [serialNumber, manufacturer, product] = await Promise.all([
        lineOf(at, 'serial'),
        lineOf(at, 'manufacturer'),
        lineOf(at, 'product'),
      ]);
      return { vendorId, productId, serialNumber, manufacturer, product };
    }
    at = dirname(at);
  }
  return null;
}

/** The kernel shows what it does not know by leaving the file out. */
async function lineOf(folder: string, file: string): Promise<string> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => '');
  return text.trim().slice(0, 256);
}

/** Windows and macOS: serialport asks the system itself. */
async function serialPortsOfDriver(): Promise<readonly SerialPortFound[]> {
  const { SerialPort } = await import('serialport');
  const ports = await SerialPort.list();
  return ports.map(({ path, vendorId, productId, serialNumber, manufacturer }) => ({
    path,
    usb:
      vendorId === undefined || productId === undefined
        ? null
        : {
            vendorId: Number.parseInt(vendorId, 16),
            productId: Number.parseInt(productId, 16),
            serialNumber: serialNumber ?? '',
            manufacturer: manufacturer ?? '',
            product: '',
          },
  }));
}
