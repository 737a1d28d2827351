import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type DeviceReport, noDevice } from '../../main/contract/device-views.ts';
import type { FoundDevice } from '../../main/contract/found-devices.ts';
import { type SerialPortFound, serialPortsOfLinux } from '../scanner/serial-ports.ts';
import { hexOf, identityOf, nameOf, scannerMakerOf } from './known.ts';
import type { FindingPorts, HidListed } from './ports.ts';

/**
 * Scanners that are plugged in: HID-POS scanners, serial ports, and scanners that type like a keyboard. It opens
 * none of them.
 */

/** HID usage tables 1.4: page 0x8C is Bar Code Scanner, its usage 2 the scanner itself. */
const posPage = 0x8c;
const posScanner = 0x02;
/** Page 1 is Generic Desktop, its usage 6 a keyboard. */
const desktopPage = 0x01;
const keyboard = 0x06;

/** Rejects where the HID library cannot be loaded. */
export async function hidScanners(ports: FindingPorts): Promise<readonly FoundDevice[]> {
  const listed = await ports.hidDevices();
  const pos = listed.filter(({ usagePage, usage }) => usagePage === posPage && usage === posScanner);
  const isPos = new Set(pos.map(modelOf));
  const typing = listed.filter(
    (device) =>
      device.usagePage === desktopPage &&
      device.usage === keyboard &&
      scannerMakerOf(device.vendorId) !== '' &&
      // Some offer a keyboard beside the scanner; then nothing is to be switched.
      !isPos.has(modelOf(device)),
  );
  const found = await Promise.all(pos.map((device) => posOf(device, ports)));
  return [...found, ...typing.map(typingOf)];
}

async function posOf(device: HidListed, { platform, root, mayOpen }: FindingPorts): Promise<FoundDevice> {
  const place = device.path ?? '';
  const may = platform !== 'linux' || !place.startsWith('/dev/') || (await mayOpen(join(root, place)));
  const { vendorId, productId, serialNumber = '' } = device;
  const usb = { vendorId: hexOf(vendorId), productId: hexOf(productId) };
  return {
    ...faceOf(device),
    kind: 'hid',
    place,
    advice: may ? 'use' : 'grant',
    report: may ? there(place) : { state: 'refused', fault: 'hid_grant', place, detail: '' },
    settings: { kind: 'hid', ...usb, ...(serialNumber === '' ? {} : { serialNumber }) },
  };
}

function typingOf(device: HidListed): FoundDevice {
  const place = device.path ?? '';
  return {
    ...faceOf(device),
    kind: 'keyboard',
    place,
    advice: 'switch_mode',
    report: { state: 'attention', fault: 'types_like_keyboard', place, detail: '' },
    settings: null,
  };
}

function faceOf(device: HidListed): Pick<FoundDevice, 'role' | 'name' | 'identity'> {
  const { vendorId, productId, serialNumber = '', manufacturer = '', product = '' } = device;
  const maker = manufacturer === '' ? scannerMakerOf(vendorId) : manufacturer;
  return {
    role: 'scanner',
    name: nameOf(maker, product),
    identity: identityOf(hexOf(vendorId), hexOf(productId), serialNumber),
  };
}

function modelOf({ vendorId, productId, serialNumber = '' }: HidListed): string {
  return identityOf(hexOf(vendorId), hexOf(productId), serialNumber);
}

/** Serial ports: where the port's USB vendor makes scanners it is one, else perhaps. */
export async function serialScanners(ports: FindingPorts): Promise<readonly FoundDevice[]> {
  const { platform, root } = ports;
  const listed =
    platform === 'linux' ? await serialPortsOfLinux(join(root, 'sys/class/tty'), '/dev') : await ports.serialPorts();
  const lasting = platform === 'linux' ? await lastingNames(root) : new Map<string, string>();
  return Promise.all(listed.slice(0, portsMax).map((port) => serialOf(port, lasting, ports)));
}

/** Where udev keeps the links that are named after the devices behind them. */
const byId = 'dev/serial/by-id';

/** The links of udev by the ports they lead to; none where there is no udev. */
async function lastingNames(root: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(join(root, byId)).catch(() => []);
  const links = names.slice(0, portsMax).map(async (name) => {
    const port = await realpath(join(root, byId, name)).catch(() => '');
    return [port, `/${byId}/${name}`] as const;
  });
  return new Map(await Promise.all(links));
}

/** More serial ports than any till has. */
const portsMax = 64;

async function serialOf(
  port: SerialPortFound,
  lasting: ReadonlyMap<string, string>,
  { platform, root, mayOpen }: FindingPorts,
): Promise<FoundDevice> {
  const { path: place, usb } = port;
  const may = platform !== 'linux' || (await mayOpen(join(root, place)));
  const report: DeviceReport = may ? there(place) : { state: 'refused', fault: 'serial_grant', place, detail: '' };
  const found = { role: 'scanner', kind: 'serial', place, report } as const;
  if (usb === null) {
    const settings = { kind: 'serial', path: place };
    return { ...found, name: '', identity: '', advice: may ? 'perhaps' : 'grant', settings };
  }
  const vendorId = hexOf(usb.vendorId);
  const productId = hexOf(usb.productId);
  const { serialNumber, manufacturer, product } = usb;
  const maker = scannerMakerOf(usb.vendorId);
  const identity = { vendorId, productId, ...(serialNumber === '' ? {} : { serialNumber }) };
  // Of two that look alike udev names one, and not always the same.
  const link = serialNumber === '' ? undefined : lasting.get(await realpath(join(root, place)).catch(() => ''));
  return {
    ...found,
    ...(link === undefined ? {} : { lasting: link }),
    name: nameOf(maker === '' ? manufacturer : maker, product),
    identity: identityOf(vendorId, productId, serialNumber),
    advice: may ? (maker === '' ? 'perhaps' : 'use') : 'grant',
    // By what it is: its name depends on the order in which cables were plugged in.
    settings: { kind: 'serial', usb: identity },
  };
}

/** It is there and may be used. */
export function there(place: string): DeviceReport {
  return { ...noDevice, state: 'ready', place };
}
