import { describe } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { hidScanner } from '../../native/scanner/hid.ts';
import { serialScanner } from '../../native/scanner/serial.ts';
import { scripts, simulatedScanner } from '../../native/scanner/simulated.ts';
import { hidBench } from '../support/hid-bench.ts';
import { openPty, ptyAvailable } from '../support/pty.ts';
import { descriptorOf, reportsOf } from './hid-samples.ts';
import { type Finally, type ScannerRig, testScanner } from './scanner-suite.ts';

async function serialRig(onTestFinished: Finally): Promise<ScannerRig> {
  const pty = await openPty();
  onTestFinished(() => pty.close());
  return {
    scanner: serialScanner({ kind: 'serial', path: pty.terminal }, machineClock),
    source: 'serial',
    send: (text) => pty.write(`${text}\r`),
    sendHalf: (text) => pty.write(text.slice(0, 20)),
    unplug: () => pty.unplug(),
    replug: () => pty.replug(),
  };
}

/** The port's name is another after each replug; only the USB device behind it stays the same. */
async function usbSerialRig(onTestFinished: Finally): Promise<ScannerRig> {
  let pty = await openPty();
  let isPlugged = true;
  onTestFinished(() => pty.close());
  const usb = { vendorId: 0x1eab, productId: 0x0c06, serialNumber: 'A1', manufacturer: 'Newland', product: 'HR22' };
  const listPorts = async () => (isPlugged ? [{ path: pty.terminal, usb }] : []);
  const settings = { kind: 'serial', usb: { vendorId: 0x1eab, productId: 0x0c06 } } as const;
  return {
    scanner: serialScanner(settings, machineClock, listPorts),
    source: 'serial',
    send: (text) => pty.write(`${text}\r\n`),
    sendHalf: (text) => pty.write(text.slice(0, 20)),
    unplug: async () => {
      isPlugged = false;
      await pty.close();
    },
    replug: async () => {
      pty = await openPty();
      isPlugged = true;
    },
  };
}

async function hidRig(aim: 'first' | 'later' | 'none', hasDescriptor: boolean): Promise<ScannerRig> {
  const bench = hidBench();
  const path = '/dev/hidraw3';
  const vendorId = { first: 0x0c2e, later: 0x05e0, none: 0x1eab }[aim];
  const plug = (): void => bench.plug({ path, vendorId }, hasDescriptor ? descriptorOf({ aim }) : null);
  plug();
  return {
    scanner: hidScanner({ kind: 'hid' }, machineClock, bench.port),
    source: 'hid',
    send: async (text) => bench.send(path, reportsOf(text, { aim })),
    sendHalf: async (text) => bench.send(path, reportsOf(text, { aim }).slice(0, 1)),
    unplug: async () => bench.unplug(path),
    replug: async () => plug(),
  };
}

async function simulatedRig(cable: 'serial' | 'hid'): Promise<ScannerRig> {
  const scanner = simulatedScanner({ kind: 'simulated', cable }, machineClock);
  const end = cable === 'serial' ? '\r' : '';
  return {
    scanner,
    source: 'simulated',
    send: async (text) => scanner.play(scripts.whole(text, end)),
    sendHalf: async (text) =>
      scanner.play(cable === 'serial' ? [{ bytes: text.slice(0, 20) }] : scripts.lostReport(text)),
    unplug: async () => scanner.play(scripts.unplug()),
    replug: async () => scanner.play(scripts.replug()),
  };
}

describe.skipIf(!ptyAvailable)('a serial scanner', { concurrent: true }, () => testScanner(serialRig));
describe.skipIf(!ptyAvailable)('a USB serial scanner known by its device', { concurrent: true }, () =>
  testScanner(usbSerialRig),
);
describe('a HID scanner like Honeywell', { concurrent: true }, () => testScanner(() => hidRig('first', true)));
describe('a HID scanner like Newland', { concurrent: true }, () => testScanner(() => hidRig('none', true)));
describe('a HID scanner like Zebra', { concurrent: true }, () => testScanner(() => hidRig('later', true)));
describe('a HID scanner on a system that shows no descriptor', { concurrent: true }, () =>
  testScanner(() => hidRig('first', false)),
);
describe('the simulated serial scanner', { concurrent: true }, () => testScanner(() => simulatedRig('serial')));
describe('the simulated HID scanner', { concurrent: true }, () => testScanner(() => simulatedRig('hid')));
