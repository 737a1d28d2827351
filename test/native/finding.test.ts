import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { findDevices } from '../../native/devices.ts';
import { displaySettings } from '../../native/display/settings.ts';
import { checkHost, networkOf, sweepNetworks } from '../../native/finding/network.ts';
import { ieee1284 } from '../../native/finding/printers.ts';
import { spoolerNamesOf } from '../../native/finding/spooler-names.ts';
import { printerSettings } from '../../native/printer/settings.ts';
import { hidDevice, type Machine, machine } from '../support/machine.ts';

/** What is found on machines of all kinds; each is a folder, a list, or a loopback socket. */

let here: Machine;
beforeEach(() => {
  here = machine(machineClock);
});

const newland = { idVendor: '1eab', idProduct: '0c06', serial: 'SN42', product: 'Newland HR32 CDC' };

describe('serial ports', () => {
  test('of a scanner maker are scanners, found by what they are and not by their name', async () => {
    here.plugSerial('ttyACM0', newland);
    const { found } = await findDevices(here.ports());
    expect(found).toEqual([
      expect.objectContaining({
        role: 'scanner',
        kind: 'serial',
        place: '/dev/ttyACM0',
        name: 'Newland HR32 CDC',
        identity: '1eab:0c06 SN42',
        advice: 'use',
        settings: { kind: 'serial', usb: { vendorId: '1eab', productId: '0c06', serialNumber: 'SN42' } },
      }),
    ]);
  });

  test('of anybody else may be anything', async () => {
    here.plugSerial('ttyUSB0', { idVendor: '0403', idProduct: '6001' });
    const { found } = await findDevices(here.ports());
    expect(found).toMatchObject([{ place: '/dev/ttyUSB0', identity: '0403:6001', advice: 'perhaps' }]);
  });

  test('are known by a lasting name where the device behind has a number of its own', async () => {
    for (const [name, more] of [
      ['ttyUSB0', { serial: 'A50' }],
      ['ttyUSB1', {}],
    ] as const) {
      here.plugSerial(name, { idVendor: '0403', idProduct: '6001', ...more });
      mkdirSync(join(here.root, 'dev/serial/by-id'), { recursive: true });
      writeFileSync(join(here.root, 'dev', name), '');
      symlinkSync(`../../${name}`, join(here.root, 'dev/serial/by-id', `usb-FTDI-${name}`));
    }
    const { found } = await findDevices(here.ports());
    expect(found.map(({ lasting }) => lasting)).toEqual(['/dev/serial/by-id/usb-FTDI-ttyUSB0', undefined]);
  });

  test('of the board count where there is a chip behind them', async () => {
    here.boardPort('ttyS0', '4');
    here.boardPort('ttyS1', '0');
    const { found } = await findDevices(here.ports());
    expect(found).toMatchObject([{ place: '/dev/ttyS0', settings: { kind: 'serial', path: '/dev/ttyS0' } }]);
  });

  test('elsewhere come from the serial library', async () => {
    const serialPorts = async () => [
      {
        path: 'COM3',
        usb: { vendorId: 0x1eab, productId: 0x0c06, serialNumber: '', manufacturer: '', product: '' },
      },
    ];
    const { found } = await findDevices(here.ports({ platform: 'win32', serialPorts }));
    expect(found).toMatchObject([{ place: 'COM3', name: 'Newland', identity: '1eab:0c06', advice: 'use' }]);
  });

  test('that this user may not open say which group to join', async () => {
    here.plugSerial('ttyACM0', newland);
    const { found } = await findDevices(here.ports({ mayOpen: async () => false }));
    expect(found).toMatchObject([{ advice: 'grant', report: { state: 'refused', fault: 'serial_grant' } }]);
    expect(found.map(({ report }) => deviceSentence('en', report)).join()).toContain('dialout');
  });
});

describe('HID scanners', () => {
  test('of page 0x8C are found with maker, model and serial number', async () => {
    const listed = [
      hidDevice({ manufacturer: 'Newland', product: 'HR32', serialNumber: 'SN42' }),
      hidDevice({ path: '/dev/hidraw1', usagePage: 0x8c, usage: 0x10 }),
      hidDevice({ path: '/dev/hidraw2', vendorId: 0x046d, usagePage: 0x01, usage: 0x06 }),
    ];
    const { found } = await findDevices(here.ports({ hidDevices: async () => listed }));
    expect(found).toEqual([
      expect.objectContaining({
        kind: 'hid',
        place: '/dev/hidraw0',
        name: 'Newland HR32',
        identity: '1eab:1310 SN42',
        advice: 'use',
      }),
    ]);
  });

  test('that type like a keyboard are named with the way out of it; a plain keyboard is not', async () => {
    const typing = hidDevice({ vendorId: 0x0c2e, usagePage: 0x01, usage: 0x06 });
    const plain = hidDevice({ vendorId: 0x046d, usagePage: 0x01, usage: 0x06 });
    const { found } = await findDevices(here.ports({ hidDevices: async () => [typing, plain] }));
    expect(found).toMatchObject([
      { kind: 'keyboard', name: 'Honeywell', advice: 'switch_mode', report: { state: 'attention' }, settings: null },
    ]);
  });

  test('with a keyboard beside them are switched already', async () => {
    const both = [hidDevice({}), hidDevice({ usagePage: 0x01, usage: 0x06 })];
    const { found } = await findDevices(here.ports({ hidDevices: async () => both }));
    expect(found.map(({ kind }) => kind)).toEqual(['hid']);
  });

  test('without permission name the udev rules', async () => {
    const { found } = await findDevices(
      here.ports({ hidDevices: async () => [hidDevice({})], mayOpen: async () => false }),
    );
    expect(found).toMatchObject([{ advice: 'grant', report: { fault: 'hid_grant', place: '/dev/hidraw0' } }]);
  });
});

describe('printers', () => {
  test('on USB are found by the identity they give of themselves', async () => {
    here.plugPrinter('lp0', 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;SN:X1;');
    here.plugPrinter('lp1', '');
    const { found } = await findDevices(here.ports());
    expect(found).toMatchObject([
      { role: 'printer', place: '/dev/usb/lp0', name: 'EPSON TM-T20III', identity: 'MFG:EPSON;MDL:TM-T20III;SN:X1;' },
      { role: 'printer', place: '/dev/usb/lp1', name: '', identity: '' },
    ]);
  });

  test('on USB are chosen by what they are, where that tells them apart', async () => {
    const [epson, clone] = [
      { idVendor: '04b8', idProduct: '0e28', serial: 'X1' },
      { idVendor: '0416', idProduct: '5011' },
    ];
    here.plugPrinter('lp0', '', clone);
    here.plugPrinter('lp1', '', epson);
    here.plugPrinter('lp2', '', clone);
    const { found } = await findDevices(here.ports());
    expect(found.map(({ settings }) => settings?.['at'])).toEqual([
      '/dev/usb/lp0',
      { vendorId: '04b8', productId: '0e28', serial: 'X1' },
      '/dev/usb/lp2',
    ]);
    expect(printerSettings.safeParse(found[1]?.settings).success, 'as the configuration has it').toBe(true);
  });

  test.for([
    ['MANUFACTURER:Star;MODEL:TSP100;SERN:7;', { maker: 'Star', model: 'TSP100' }],
    [' mfg : X ;;:;nonsense', { maker: 'X', model: '' }],
    ['', { maker: '', model: '' }],
  ] as const)('say who they are in many ways: %s', ([text, said]) => {
    expect(ieee1284(text)).toMatchObject(said);
  });

  test('of Windows are its print queues', async () => {
    const spoolers = async () => spoolerNamesOf('POS-80\r\nMicrosoft Print to PDF\r\n\r\n');
    const { found } = await findDevices(here.ports({ platform: 'win32', spoolers }));
    expect(found.map(({ settings }) => settings)).toEqual([
      { kind: 'spooler', name: 'POS-80' },
      { kind: 'spooler', name: 'Microsoft Print to PDF' },
    ]);
  });
});

describe('screens', () => {
  test('beside the till’s own are the customer’s to have, as the configuration names them', async () => {
    const till = { label: 'eDP-1', width: 1_920, height: 1_080, primary: true, internal: true };
    const pole = { label: 'HDMI-1', width: 1_024, height: 600, primary: false, internal: false };
    const { found } = await findDevices(here.ports({ displays: async () => [till, pole] }));
    expect(found).toMatchObject([{ role: 'display', kind: 'window', place: 'HDMI-1 1024 × 600', advice: 'use' }]);
    expect(displaySettings.parse(found[0]?.settings)).toEqual({
      kind: 'window',
      display: { label: 'HDMI-1', width: 1_024, height: 600, internal: false },
    });
  });
});

describe('what does not work', () => {
  const missing = 'libusb-1.0.so.0: cannot open shared object file: No such file or directory';

  test('a native part that cannot be loaded is one row with its package; all else is found', async () => {
    here.plugSerial('ttyACM0', newland);
    here.plugPrinter('lp0', 'MFG:EPSON;MDL:TM-T20;');
    const load = async (name: string): Promise<unknown> => {
      if (name === 'node-hid') throw new Error(missing);
      return {};
    };
    const hidDevices = async (): Promise<never> => {
      throw new Error('asked all the same');
    };
    const { found, modules } = await findDevices(here.ports({ load, hidDevices }));
    expect(found.map(({ kind }) => kind)).toEqual(['serial', 'usb']);
    const broken = modules.filter(({ ok }) => !ok);
    expect(broken.map(({ name }) => name)).toEqual(['node-hid']);
    const sentence = broken.map(({ report }) => deviceSentence('en', report)).join();
    expect(sentence).toContain('libusb-1.0-0');
    expect(sentence).toContain(missing);
  });

  test('a search that fails is one row, and the others are done', async () => {
    here.plugPrinter('lp0', 'MFG:EPSON;MDL:TM-T20;');
    const hidDevices = async (): Promise<never> => {
      throw new Error('no more handles');
    };
    const { found } = await findDevices(here.ports({ hidDevices }));
    expect(found).toMatchObject([
      { kind: 'hid', report: { fault: 'search_failed', detail: 'no more handles' } },
      { kind: 'usb', place: '/dev/usb/lp0' },
    ]);
  });

  test('everything at once is still an answer', async () => {
    const load = async (name: string): Promise<never> => {
      throw new Error(`no ${name}`);
    };
    const { found, modules } = await findDevices(here.ports({ load, platform: 'win32', root: '/nowhere' }));
    expect(found).toEqual([]);
    expect(modules.map(({ name, ok }) => [name, ok])).toEqual([
      ['node-hid', false],
      ['serialport', false],
      ['@resvg/resvg-js', false],
      ['koffi', false],
    ]);
  });
});

describe('the network', () => {
  /** Somebody who takes connections at an address of loopback. */
  async function listening(host: string): Promise<number> {
    const server = createServer((socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    return address.port;
  }
  const own = [{ address: '127.0.0.1', internal: true }];

  test('a host that answers is timed, and compared with our own addresses', async () => {
    const port = await listening('127.0.0.9');
    const answer = await checkHost('127.0.0.9', port, own, machineClock);
    expect(answer).toMatchObject({ host: '127.0.0.9', port, detail: '', sameNetwork: true, own: [] });
    expect(answer.milliseconds).toBeGreaterThanOrEqual(0);
  });

  test('a host that refuses says so, and that its first three numbers are not ours', async () => {
    const port = await listening('127.0.0.9');
    const answer = await checkHost('127.0.5.9', port, [{ address: '192.168.1.7', internal: false }], machineClock);
    expect(answer).toMatchObject({ milliseconds: null, detail: 'ECONNREFUSED', sameNetwork: false });
    expect(answer.own).toEqual(['192.168.1.7']);
  });

  test('a name has no first three numbers', () => {
    expect([networkOf('printer.local'), networkOf('999.1.1.1'), networkOf('192.168.1.50')]).toEqual([
      null,
      null,
      '192.168.1',
    ]);
  });

  test('a sweep finds who answers around our address, and not ourselves', async () => {
    const port = await listening('127.0.0.77');
    const { found } = sweepNetworks(own, port, machineClock);
    expect((await found).map(({ place, settings }) => [place, settings])).toEqual([
      [`127.0.0.77:${port}`, { kind: 'tcp', host: '127.0.0.77', port }],
    ]);
  });

  test('a sweep that is stopped ends with what it has', async () => {
    const port = await listening('127.0.0.250');
    const sweep = sweepNetworks(own, port, machineClock);
    sweep.stop();
    expect(await sweep.found).toEqual([]);
  });
});
