import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listSerialPorts, serialPortsOfLinux } from '../../native/scanner/serial-ports.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A device tree as the kernel shows it: folders of devices, and a folder of ports that link into them. */
function deviceTree() {
  const root = temporaryFolder();
  const ttyClass = join(root, 'class/tty');
  mkdirSync(ttyClass, { recursive: true });
  return {
    ttyClass,
    usb(name: string, facts: Readonly<Record<string, string>>): void {
      const folder = join(root, 'devices', name);
      mkdirSync(folder, { recursive: true });
      for (const [file, text] of Object.entries(facts)) writeFileSync(join(folder, file), `${text}\n`);
    },
    /** `at`: where in the tree the port's device is. */
    port(name: string, at: string, type?: string): void {
      const device = join(root, 'devices', at);
      mkdirSync(device, { recursive: true });
      mkdirSync(join(ttyClass, name));
      symlinkSync(device, join(ttyClass, name, 'device'));
      if (type !== undefined) writeFileSync(join(ttyClass, name, 'type'), `${type}\n`);
    },
    bare: (name: string): void => mkdirSync(join(ttyClass, name)),
  };
}

const newland = { idVendor: '1eab', idProduct: '0c06', serial: 'A1', manufacturer: 'Newland', product: 'NLS-HR22' };

describe('the serial ports of Linux', () => {
  test('are named with the USB device behind them, CDC and converter alike', async () => {
    const tree = deviceTree();
    tree.usb('usb1/1-1', newland);
    tree.port('ttyACM0', 'usb1/1-1/1-1:1.0');
    tree.usb('usb1/1-2', { idVendor: '0403', idProduct: '6001' });
    tree.port('ttyUSB0', 'usb1/1-2/1-2:1.0/ttyUSB0');
    expect(await serialPortsOfLinux(tree.ttyClass, '/dev')).toEqual([
      {
        path: '/dev/ttyACM0',
        usb: { vendorId: 0x1eab, productId: 0x0c06, serialNumber: 'A1', manufacturer: 'Newland', product: 'NLS-HR22' },
      },
      {
        path: '/dev/ttyUSB0',
        usb: { vendorId: 0x0403, productId: 0x6001, serialNumber: '', manufacturer: '', product: '' },
      },
    ]);
  });

  test('are those of the machine too, without consoles and phantoms', async () => {
    const tree = deviceTree();
    tree.port('ttyS0', 'pnp0/00:05', '4');
    tree.port('ttyS1', 'platform/serial8250', '0');
    tree.bare('tty1');
    expect(await serialPortsOfLinux(tree.ttyClass, '/dev')).toEqual([{ path: '/dev/ttyS0', usb: null }]);
  });

  test('come in the order of their numbers', async () => {
    const tree = deviceTree();
    tree.usb('usb1/1-1', newland);
    for (const name of ['ttyACM10', 'ttyACM2']) tree.port(name, 'usb1/1-1/1-1:1.0');
    const ports = await serialPortsOfLinux(tree.ttyClass, '/dev');
    expect(ports.map(({ path }) => path)).toEqual(['/dev/ttyACM2', '/dev/ttyACM10']);
  });

  test('are none where the kernel shows none', async () => {
    expect(await serialPortsOfLinux('/nowhere/class/tty', '/dev')).toEqual([]);
  });
});

test('the ports of this machine can be listed without a tool that may be missing', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  try {
    expect(Array.isArray(await listSerialPorts())).toBe(true);
  } finally {
    process.env['PATH'] = path;
  }
});
